"""Sentences on what a backup lacks and what a restore did (L4), for screen and command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from intman_desktop.language import _, ngettext, number
from intman_desktop.values.backup_views import BackupView, NotSeen, Restored, RestorePreview


def lacking_words(made: BackupView) -> str:
    """Return the sentence on the scans that a backup lacks, empty where it has them all."""
    if not made.scans_missing:
        return ""
    return ngettext(
        "Der Sicherung fehlt {count} Scan: Seine Datei neben dem Tresor fehlt oder ist beschädigt.",
        "Der Sicherung fehlen {count} Scans: Ihre Dateien neben dem Tresor fehlen oder sind beschädigt.",
        made.scans_missing,
    ).format(count=number(made.scans_missing))


def left_over_words(made: BackupView) -> str:
    """Return the sentence on what is left of killed backups beside this one, empty where nothing is."""
    if not made.left_over:
        return ""
    return ngettext(
        "Die Sicherung ist fertig. Ein Rest einer früheren, abgebrochenen in {place} ließ sich nicht "
        "entfernen; er stört nicht, und beim nächsten Mal wird es wieder versucht.",
        "Die Sicherung ist fertig. {count} Reste früherer, abgebrochener in {place} ließen sich nicht "
        "entfernen; sie stören nicht, und beim nächsten Mal wird es wieder versucht.",
        made.left_over,
    ).format(count=number(made.left_over), place=made.file.parent)


def erased_again_words(count: int) -> tuple[str, ...]:
    """Return the sentence on the cases that did not come back, none where there are none (Rule L4)."""
    if not count:
        return ()
    words = ngettext(
        "{count} gelöschte Akte wurde wieder entfernt.",
        "{count} gelöschte Akten wurden wieder entfernt.",
        count,
    )
    return (words.format(count=number(count)),)


def restored_words(done: Restored) -> tuple[str, ...]:
    """Return the sentences that tell what a restore did and what it could not know."""
    words = [
        ngettext(
            "Wiederhergestellt: {count} Fall in {folder}.",
            "Wiederhergestellt: {count} Fälle in {folder}.",
            done.cases,
        ).format(count=number(done.cases), folder=done.folder)
    ]
    words += erased_again_words(done.erased_again)
    if done.redacted_again:
        words.append(
            ngettext(
                "An {count} Stelle wurde ein Name wieder geschwärzt.",
                "An {count} Stellen wurden Namen wieder geschwärzt.",
                done.redacted_again,
            ).format(count=number(done.redacted_again))
        )
    if done.ways_gone:
        words.append(
            _(
                "Zugänge, die seit dieser Sicherung entfernt wurden, öffnen auch den wiederhergestellten "
                "Tresor nicht. Bitte erneuern Sie unter „Schlüssel“ in den Einstellungen den Schlüssel, und "
                "sehen Sie nach, ob es ein Notfallblatt gibt."
            )
        )
    if done.opener_gone:
        words.append(_shut_out_words())
    if done.kept_aside:
        words.append(_("Der bisherige Tresor liegt jetzt in {folder}.").format(folder=done.kept_aside))
    if done.scans_missing:
        words.append(
            ngettext(
                "{count} Scan fehlt: Seine Datei liegt nicht im Ordner „scans“ neben der Sicherung.",
                "{count} Scans fehlen: Ihre Dateien liegen nicht im Ordner „scans“ neben der Sicherung.",
                done.scans_missing,
            ).format(count=number(done.scans_missing))
        )
    if done.unseen is not None:
        words.append(
            _(
                "In den bisherigen Tresor wurde dabei nicht hineingesehen ({why}). Löschungen, die nur in "
                "ihm selbst verzeichnet sind, sind nicht berücksichtigt."
            ).format(why=_why_unseen(done.unseen))
        )
    words += [_without_list(done.made_at, place) for place in done.places_missing]
    words += [_damaged_list(place) for place in done.places_damaged]
    return tuple(words)


def preview_words(seen: RestorePreview) -> tuple[str, ...]:
    """Return the sentences that tell what a restore would bring and what it would take (Rule L4)."""
    made = seen.made_at.astimezone()
    return (
        _("Sicherung vom {day}, {time} Uhr: {people}, {talks}.").format(
            day=f"{made:%d.%m.%Y}",
            time=f"{made:%H:%M}",
            people=ngettext("{count} Person", "{count} Personen", seen.people).format(
                count=number(seen.people)
            ),
            talks=ngettext("{count} Gespräch", "{count} Gespräche", seen.talks).format(
                count=number(seen.talks)
            ),
        ),
        *([_shut_out_words()] if seen.opener_gone else []),
        *_scan_words(seen),
        *_forgotten_words(seen),
        *_lost_words(seen),
    )


def _shut_out_words() -> str:
    """Return the sentence for whoever opened a backup in a way that was closed since."""
    return _(
        "Was diese Sicherung geöffnet hat, gilt seitdem nicht mehr und öffnet den wiederhergestellten Tresor "
        "nicht: Dafür brauchen Sie die Hauptpassphrase vom Tag der Sicherung."
    )


def _why_unseen(why: NotSeen) -> str:
    """Return in words, without a stop, why nobody looked into the store of before."""
    return {
        NotSeen.SHUT: _("er öffnet sich mit dieser Passphrase nicht"),
        NotSeen.DAMAGED: _("er ist beschädigt"),
        NotSeen.NO_ROOM: _("auf dem Datenträger ist dafür zu wenig Platz"),
        NotSeen.NO_MEMORY: _("dafür ist zu wenig Arbeitsspeicher frei"),
        NotSeen.NO_RIGHT: _("er darf nicht gelesen werden"),
        NotSeen.IN_USE: _("er ist gerade geöffnet"),
        NotSeen.NEWER: _("er gehört zu einer neueren Version des Programms"),
        NotSeen.OTHER: _("er lässt sich nicht öffnen"),
    }[why]


def _scan_words(seen: RestorePreview) -> Iterator[str]:
    if seen.scans_missing:
        yield ngettext(
            "{missing} von {count} Scan fehlt im Ordner „scans“ neben der Sicherung.",
            "{missing} von {count} Scans fehlen im Ordner „scans“ neben der Sicherung.",
            seen.scans,
        ).format(missing=number(seen.scans_missing), count=number(seen.scans))
    elif seen.scans:
        yield ngettext(
            "{count} Scan liegt vollständig dabei.", "{count} Scans liegen vollständig dabei.", seen.scans
        ).format(count=number(seen.scans))


def _forgotten_words(seen: RestorePreview) -> Iterator[str]:
    if seen.erased_again:
        yield ngettext(
            "{count} gelöschte Akte, die darin noch steht, wird dabei wieder entfernt.",
            "{count} gelöschte Akten, die darin noch stehen, werden dabei wieder entfernt.",
            seen.erased_again,
        ).format(count=number(seen.erased_again))
    if seen.redacted_again:
        yield ngettext(
            "An {count} Stelle wird ein Name wieder geschwärzt.",
            "An {count} Stellen werden Namen wieder geschwärzt.",
            seen.redacted_again,
        ).format(count=number(seen.redacted_again))
    for place in seen.places_missing:
        yield _without_list(seen.made_at, place)
    for place in seen.places_damaged:
        yield _damaged_list(place)


def _without_list(made_at: datetime | None, place: str) -> str:
    if made_at is None:
        words = _("Löschungen seit dieser Sicherung sind nicht bekannt: In {place} liegt keine Liste davon.")
        return words.format(place=place)
    return _(
        "Löschungen seit dem {day} sind dieser Sicherung nicht bekannt: In {place} liegt keine Liste der "
        "Löschungen."
    ).format(day=f"{made_at.astimezone():%d.%m.%Y}", place=place)


def _damaged_list(place: str) -> str:
    return _(
        "Die Liste der Löschungen in {place} ist beschädigt und gilt nur, soweit sie lesbar ist. Bitte sehen "
        "Sie nach dem Wiederherstellen nach, ob eine gelöschte Akte wieder da ist."
    ).format(place=place)


def _lost_words(seen: RestorePreview) -> Iterator[str]:
    if not seen.store_there:
        return
    lost = seen.lost
    if seen.unseen is NotSeen.DAMAGED:
        yield _(
            "Der heutige Tresor ist beschädigt und ließ sich nicht vergleichen. Was nach der Sicherung "
            "hinzukam, fehlt danach, wenn Sie es nicht vorher retten."
        )
    elif seen.unseen is not None and seen.unseen is not NotSeen.SHUT:
        yield _(
            "Der heutige Tresor wurde nicht verglichen ({why}). Was nach der Sicherung hinzukam, fehlt "
            "danach."
        ).format(why=_why_unseen(seen.unseen))
    elif lost is None:
        yield _(
            "Der heutige Tresor öffnet sich mit dieser Passphrase nicht und wurde nicht verglichen. "
            "Was nach der Sicherung hinzukam, fehlt danach."
        )
    elif not (lost.cases or lost.talks or lost.scans or lost.acts):
        yield _("Der heutige Tresor enthält nichts, was in der Sicherung fehlt.")
    else:
        yield _("Danach fehlt, was seit der Sicherung hinzukam: {cases}, {talks}, {scans}, {acts}.").format(
            cases=ngettext("{count} Fall", "{count} Fälle", lost.cases).format(count=number(lost.cases)),
            talks=ngettext("{count} Gespräch", "{count} Gespräche", lost.talks).format(
                count=number(lost.talks)
            ),
            scans=ngettext("{count} Scan", "{count} Scans", lost.scans).format(count=number(lost.scans)),
            acts=ngettext("insgesamt {count} Änderung", "insgesamt {count} Änderungen", lost.acts).format(
                count=number(lost.acts)
            ),
        )
    yield _("Der heutige Tresor wird nicht gelöscht, sondern beiseitegelegt, bis Sie ihn selbst löschen.")
