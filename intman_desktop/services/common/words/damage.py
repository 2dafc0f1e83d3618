"""Sentences on what damage took from a store and what a rescue brought back, for screen and command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.words.kinds import Counted, Sentences
from intman_desktop.services.common.words.restoring import erased_again_words
from intman_desktop.values.rescue_views import RescueReport, Thing, ThingLeft


def sentences() -> Sentences:
    """Return the sentences of this part by code."""
    return {
        "things_unreadable": Counted(
            "count",
            lambda n: ngettext(
                "{what}: {count} von {total} Einträgen ist nicht lesbar.",
                "{what}: {count} von {total} Einträgen sind nicht lesbar.",
                n,
            ),
        ),
        "things_unreadable_uncounted": _(
            "{what}: nicht alles ist lesbar; wie viel fehlt, lässt sich nicht feststellen."
        ),
        "erased_list_damaged": _(
            "Die Liste der Löschungen („erased.txt“) neben dem Tresor ist beschädigt. Die nächste Sicherung "
            "schreibt sie neu."
        ),
        "log_lost": _(
            "Beim letzten Mal endete das Programm unerwartet, und die Datei, in der das zuletzt Gespeicherte "
            "stand, fehlt oder ist leer. Bitte sehen Sie nach, ob Ihre letzten Einträge da sind. Was fehlt, "
            "steht vielleicht in der letzten Sicherung."
        ),
        "things_all_readable": _(
            "Alle Einträge sind lesbar; beschädigt sind nur Verzeichnisse zum Suchen oder leere Seiten."
        ),
    }


def things() -> Mapping[Enum, str]:
    """Return the words for the kinds of things."""
    return {
        Thing.CASES: _("Fälle"),
        Thing.PEOPLE: _("Personen und Haushalt"),
        Thing.CONSENTS: _("Einwilligungen"),
        Thing.EVIDENCE: _("Datenschutzerklärungen und Vereinbarungen"),
        Thing.TALKS: _("Gespräche"),
        Thing.NOTES: _("Gesprächsnotizen und Weitervermittlungen"),
        Thing.NEEDS: _("Bedarfserhebungen"),
        Thing.PLANS: _("Pläne und Ziele"),
        Thing.PERIODS: _("Verlängerungen und Entscheidungen"),
        Thing.SCANS: _("Scans"),
        Thing.RIGHTS: _("Weitergaben, Anfragen und Berichtigungen"),
        Thing.FIGURES: _("Kurzkontakte und Kennzahlen"),
        Thing.JOURNAL: _("Protokoll und Löschungen"),
        Thing.OFFICE: _("Beratungsstelle, Anlaufstellen und Texte"),
        Thing.DRAFTS: _("Angefangene Texte"),
    }


def rescued_words(report: RescueReport) -> tuple[str, ...]:
    """Return the sentences that tell what a rescue brought, what is missing, and what to do about it."""
    done = report.restored
    words = [
        ngettext(
            "Gerettet: {count} Fall in {folder}.", "Gerettet: {count} Fälle in {folder}.", done.cases
        ).format(count=done.cases, folder=done.folder),
        *(_left_words(each) for each in report.things if not each.whole),
    ]
    if report.whole:
        words.append(_("Alle Einträge waren lesbar."))
    elif report.log_lost:
        words.append(
            _(
                "Die Datei, in der das zuletzt Gespeicherte stand, fehlt oder ist leer. Was darin stand, "
                "kann fehlen, ohne dass es sich zählen lässt: Bitte sehen Sie Ihre letzten Einträge nach."
            )
        )
    words += _before_words(report)
    if any(each.what is Thing.CONSENTS and not each.whole for each in report.things):
        words.append(
            _(
                "Einwilligungen fehlen. Die betroffenen Fälle sind geschlossen, bis sie wieder eingetragen "
                "sind; bitte sehen Sie auch bei den übrigen auf dem Papier nach, ob etwas widerrufen wurde."
            )
        )
    words += erased_again_words(done.erased_again)
    if done.scans_missing:
        words.append(
            ngettext(
                "{count} Scan fehlt: Seine Datei fehlt oder ist beschädigt.",
                "{count} Scans fehlen: Ihre Dateien fehlen oder sind beschädigt.",
                done.scans_missing,
            ).format(count=done.scans_missing)
        )
    if report.old_keys:
        words.append(
            _(
                "Die Schlüssel kommen aus der Sicherung; seither wurde daran etwas geändert. Es gilt die "
                "Passphrase von damals. Zugänge und ein Notfallblatt, die danach kamen, öffnen nichts mehr. "
                "Bitte erneuern Sie den Schlüssel in den Einstellungen."
            )
        )
    # of one that could be read whole nobody knows whether it was damaged at all
    if report.whole and not done.scans_missing:
        aside = _("Der bisherige Tresor liegt jetzt in {folder}.")
    else:
        aside = _("Der beschädigte Tresor liegt jetzt in {folder}.")
    words.append(aside.format(folder=done.kept_aside))
    return tuple(words)


def _left_words(left: ThingLeft) -> str:
    what = things()[left.what]
    if left.lost is None:
        said = _("{what}: {read} gelesen; wie viele fehlen, lässt sich nicht feststellen.")
    else:
        said = _("{what}: {read} von {total} gelesen.")
    words = said.format(what=what, read=left.read, total=left.read + (left.lost or 0))
    if left.filled:
        words += " " + ngettext(
            "{count} kam aus der Sicherung, wie er damals war und ohne Begründungen: bitte prüfen.",
            "{count} kamen aus der Sicherung, wie sie damals waren und ohne Begründungen: bitte prüfen.",
            left.filled,
        ).format(count=left.filled)
    if left.unlinked:
        words += " " + ngettext(
            "{count} davon blieb weg, weil fehlt, wozu er gehört.",
            "{count} davon blieben weg, weil fehlt, wozu sie gehören.",
            left.unlinked,
        ).format(count=left.unlinked)
    return words


def _before_words(report: RescueReport) -> Iterator[str]:
    """Yield what the last backup holds more of."""
    if report.backup_at is None:
        return
    more = [
        f"{things()[each.what]} {each.before}"
        for each in report.things
        if each.before is not None and each.before > each.read + each.filled - each.unlinked
    ]
    day = f"{report.backup_at.astimezone():%d.%m.%Y}"
    if more:
        yield _("In der Sicherung vom {day} steht mehr: {things}.").format(day=day, things=", ".join(more))
    else:
        yield _("Die Sicherung vom {day} hält von nichts mehr als das Gerettete.").format(day=day)
