"""How old the last backup is, as sign and words."""

from __future__ import annotations

from datetime import date, datetime

from intman_desktop.language import _, ngettext
from intman_desktop.ui.parts.state import State


def backup_state(made_at: datetime | None, today: date, max_age_days: int) -> tuple[State, str, str]:
    """Return the sign, one word for the edge of the window, and the sentence.

    ``made_at`` is the moment of the last backup (UTC, aware) or None, ``max_age_days`` the office's setting.
    """
    if made_at is None:
        return State.WARNING, _("nicht gesichert"), _("Es gibt noch keine Sicherung.")
    age = (today - made_at.astimezone().date()).days
    if age <= 0:
        return State.DONE, _("gesichert"), _("Heute gesichert.")
    words = ngettext("Vor {days} Tag gesichert.", "Vor {days} Tagen gesichert.", age).format(days=age)
    if age <= max_age_days:
        return State.DONE, _("gesichert"), words
    return State.WARNING, _("Sicherung alt"), words + " " + _("Bitte sichern Sie bald.")
