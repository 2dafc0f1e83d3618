"""Why the store is locked, in words."""

from __future__ import annotations

from enum import Enum, auto

from intman_desktop.language import _, ngettext


class LockReason(Enum):
    """What made the program lock."""

    ASKED = auto()
    IDLE = auto()
    SCREEN = auto()
    SLEEP = auto()
    USER = auto()


def lock_sentence(
    reason: LockReason,
    minutes: int,
    *,
    draft_kept: bool,
    draft_in_memory: bool,
    entry_missing: bool = False,
) -> str:
    """Return why the store is locked and what became of the text that was begun.

    ``entry_missing``: a paper was given out, and its entry could not be made yet.
    """
    if reason is LockReason.IDLE:
        why = ngettext(
            "Gesperrt nach {count} Minute ohne Eingabe.",
            "Gesperrt nach {count} Minuten ohne Eingabe.",
            minutes,
        ).format(count=minutes)
    else:
        why = {
            LockReason.ASKED: _("Gesperrt."),
            LockReason.SCREEN: _("Gesperrt, weil der Bildschirm gesperrt wurde."),
            LockReason.SLEEP: _("Gesperrt, weil der Rechner in den Ruhezustand ging."),
            LockReason.USER: _("Gesperrt, weil jemand anders sich am Rechner angemeldet hat."),
        }[reason]
    if draft_kept:
        why += " " + _("Ihr angefangener Text ist gesichert.")
    if draft_in_memory:
        why += " " + _(
            "Was Sie vor der Einwilligung geschrieben haben, bleibt nur im Arbeitsspeicher "
            "und endet mit dem Programm."
        )
    if entry_missing:
        why += " " + _(
            "Ein Papier ist ausgegeben und steht noch nicht im Protokoll. Nach dem Öffnen wird der Eintrag "
            "nachgeholt, solange das Programm läuft."
        )
    return why
