"""What follows from a withdrawal, said before it is done (E3, E4, C10, L2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from intman_desktop.language import _, ngettext
from intman_desktop.values.case_file import Case, Consent
from intman_desktop.values.codes import CaseState, ConsentScope, SpecialKind
from intman_desktop.values.ending_views import MarkedKind, MarkedPlace

_OPENS_NO_FIELD = (ConsentScope.PASSING_ON, ConsentScope.RELOCATION, ConsentScope.INTERPRETER)


def what_follows(consent: Consent, case: Case, still_for: Sequence[str] = ()) -> str:
    """Return what follows from withdrawing ``consent``; of a case on hold nothing is emptied yet (L2).

    ``still_for`` are the purposes for which something may be passed on to that recipient all the same.
    """
    held = case.hold_since is not None
    if consent.scope is ConsentScope.BASIC:
        return _basic(held=held)
    if consent.scope in _OPENS_NO_FIELD:
        words = [_of_what_opens_no_field(consent, still_for)]
    elif held:
        return _(
            "Die Felder, die diese Einwilligung geöffnet hat, werden sofort geschlossen. Wegen der "
            "Löschsperre werden sie erst geleert, wenn sie aufgehoben wird."
        )
    else:
        words = [_of_what_opens_fields(consent)]
    if not held:
        words.append(_("Angefangene Texte zu dieser Akte werden verworfen."))
        words += [_("Die Beratung geht weiter.")] if case.state is not CaseState.ENDED else []
    return " ".join(words)


def act_words(consent: Consent, *, held: bool) -> str:
    """Return what the button is called that withdraws ``consent``."""
    if consent.scope is ConsentScope.BASIC:
        return _("Widerrufen und Akte beenden")
    if consent.scope is ConsentScope.PASSING_ON:
        return _("Weitergabe widerrufen")
    if consent.scope in _OPENS_NO_FIELD:
        return _("Einwilligung widerrufen")
    return _("Widerrufen und Felder schließen") if held else _("Widerrufen und Felder leeren")


def nothing_more_words(consent: Consent, still_for: Sequence[str]) -> str:
    """Return what ends with a consent to pass on: all to that recipient, or only what is for its purpose.

    ``still_for`` are the purposes of other consents, each of which stands for itself (Rule E1).
    """
    if not still_for:
        return _("Ab jetzt wird an {recipient} nichts mehr weitergegeben.").format(
            recipient=consent.recipient
        )
    return _(
        "Ab jetzt wird an {recipient} für „{purpose}“ nichts mehr weitergegeben. Für „{others}“ ist es "
        "weiter erlaubt."
    ).format(recipient=consent.recipient, purpose=consent.purpose.strip(), others="“, „".join(still_for))


def what_ended(scope: ConsentScope) -> str:
    """Return what is over with a consent of ``scope`` that opened no field; empty for every other."""
    return {
        ConsentScope.INTERPRETER: _("Gespräche sind ab jetzt ohne Dolmetscherin oder Dolmetscher."),
        ConsentScope.RELOCATION: _("Bei einem Umzug geben Sie der neuen Stelle nichts weiter."),
    }.get(scope, "")


def left_words(places: Iterable[MarkedPlace]) -> Iterator[str]:
    """Yield what is left to look at after a withdrawal: what is marked, and scans without a mark (E3)."""
    every = tuple(places)
    scans = sum(each.place is MarkedKind.SCAN for each in every)
    marked = len(every) - scans
    if marked:
        yield ngettext(
            "{count} Stelle ist mit dieser Art von Daten markiert. Bitte gehen Sie diese Stelle durch und "
            "nehmen Sie heraus, was dazu gehört.",
            "{count} Stellen sind mit dieser Art von Daten markiert. Bitte gehen Sie diese Stellen durch und "
            "nehmen Sie heraus, was dazu gehört.",
            marked,
        ).format(count=marked)
    if scans:
        yield ngettext(
            "{count} Scan aus dieser Zeit kann solche Angaben zeigen. Bitte sehen Sie ihn durch.",
            "{count} Scans aus dieser Zeit können solche Angaben zeigen. Bitte sehen Sie sie durch.",
            scans,
        ).format(count=scans)


def _basic(*, held: bool) -> str:
    if held:
        return _(
            "Die Beratung endet, die Akte wird für jede Arbeit geschlossen. Wegen der Löschsperre "
            "bleibt sie verborgen; löschen Sie die Akte, sobald die Sperre aufgehoben ist."
        )
    return _(
        "Die Beratung endet sofort: Die Akte wird für jede Arbeit geschlossen, und Sie löschen "
        "sie noch heute. Geben Sie der Person vorher mit, was sie behalten soll; nach dem "
        "Löschen ist die Bescheinigung der einzige Nachweis."
    )


def _of_what_opens_no_field(consent: Consent, still_for: Sequence[str]) -> str:
    if consent.scope is ConsentScope.PASSING_ON:
        return " ".join(
            (
                nothing_more_words(consent, still_for),
                _(
                    "Was schon weitergegeben wurde, steht im Verzeichnis; teilen Sie der Stelle den Widerruf "
                    "bitte mit."
                ),
            )
        )
    if consent.scope is ConsentScope.RELOCATION:
        own = _("Plan und Bescheinigung kann die Person selbst mitnehmen.")
        return f"{what_ended(consent.scope)} {own}"
    return what_ended(consent.scope)


def _of_what_opens_fields(consent: Consent) -> str:
    emptied = _("Die Felder, die diese Einwilligung geöffnet hat, werden überall geleert und geschlossen.")
    if consent.kind is None:
        return emptied
    words = [
        emptied,
        _(
            "So markierte Scans werden gelöscht; in ausgehändigten Plänen wird geschwärzt, was dazu gehört. "
            "Von Weitergaben mit Einwilligung bleibt nur, an wen, wie und wann."
        ),
    ]
    if consent.kind is SpecialKind.HEALTH:
        words.append(_("Eine Verlängerung bleibt, ihr Grund nicht."))
    words.append(
        _(
            "Markierte Notizen, Ziele und Weitervermittlungen nennt das Programm Ihnen danach, ebenso "
            "Scans aus dieser Zeit, die solche Angaben zeigen können."
        )
    )
    return " ".join(words)
