"""How old the last backup is: at the edge of the window, on the overview, on the lock screen."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _, ngettext
from intman_desktop.ui import machine
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.state import State

if TYPE_CHECKING:
    from intman_desktop.ui.navigation import Navigation


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


def show_backup_state(frame: Frame, navigation: Navigation, *, remembered: bool = True) -> None:
    """Show at the edge of the window how the backup stands; where ``remembered``, keep its day.

    The lock screen tells that day.
    """

    def show(found: tuple[Any, Any]) -> None:
        made, office = found
        made_at = made.made_at if made is not None else None
        state, word, _sentence = backup_state(made_at, frame.today(), office.backup_max_age_days)
        navigation.set_backup(state, word)
        if remembered:
            machine.remember(last_backup=made_at.astimezone().date().isoformat() if made_at else "")

    frame.ask(
        read_last_backup,
        on_done=show,
        owner=navigation,
        replaces="backup state",
        priority=Priority.BACKGROUND,
    )


def read_last_backup(desk: Any) -> tuple[Any, Any]:
    """Return the last backup (a ``BackupView`` or None) and the office; a job for ``frame.ask``."""
    from intman_desktop.services.backups import last_backup
    from intman_desktop.services.office import read_office

    return last_backup(desk), read_office(desk)
