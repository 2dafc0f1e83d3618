"""How old the last backup is: at the edge of the window, on the overview, on the lock screen."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _, ngettext
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.machine import NEVER
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.wording import day

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.ui.navigation import Navigation
    from intman_desktop.values.backup_views import BackupView
    from intman_desktop.values.office import Office


class BackupState(NamedTuple):
    """How the backups stand: the sign, one ``word`` for the edge of the window, a few, and the sentence."""

    state: State
    word: str
    few: str
    sentence: str


def backup_state(made_at: datetime | None, today: date, max_age_days: int) -> BackupState:
    """Return how the backups stand.

    ``made_at`` is the moment of the last backup (UTC, aware) or None, ``max_age_days`` the office's setting.
    """
    if made_at is None:
        few, sentence = _("Noch keine Sicherung"), _("Es gibt noch keine Sicherung.")
        return BackupState(State.WARNING, _("nicht gesichert"), few, sentence)
    age = (today - made_at.astimezone().date()).days
    if age < 0:  # made under a wrong clock: when, nobody knows
        few = _("Tag der Sicherung unklar")
        sentence = _("Die letzte Sicherung trägt einen Tag, der noch kommt. Bitte sichern Sie bald.")
        return BackupState(State.WARNING, _("Tag unklar"), few, sentence)
    if age == 0:
        return BackupState(State.DONE, _("gesichert"), _("Heute gesichert"), _("Heute gesichert."))
    few = ngettext("Vor {days} Tag gesichert", "Vor {days} Tagen gesichert", age).format(days=age)
    words = ngettext("Vor {days} Tag gesichert.", "Vor {days} Tagen gesichert.", age)
    if age > max_age_days:
        words = ngettext(
            "Vor {days} Tag gesichert. Bitte sichern Sie bald.",
            "Vor {days} Tagen gesichert. Bitte sichern Sie bald.",
            age,
        )
        return BackupState(State.WARNING, _("Sicherung alt"), few, words.format(days=age))
    return BackupState(State.DONE, _("gesichert"), few, words.format(days=age))


def last_backup_line(kept: str) -> str:
    """Return what the lock screen says of the last backup; ``kept`` is what this machine keeps of it."""
    if kept == NEVER:
        return _("Noch keine Sicherung.")
    return _("Letzte Sicherung: {day}").format(day=day(date.fromisoformat(kept))) if kept else ""


def show_backup_state(frame: Frame, navigation: Navigation, *, remembered: bool = True) -> None:
    """Show at the edge of the window how the backup stands; where ``remembered``, keep its day.

    The lock screen tells that day.
    """

    def show(found: tuple[BackupView | None, Office]) -> None:
        made, office = found
        made_at = made.made_at if made is not None else None
        backup = backup_state(made_at, frame.today(), office.backup_max_age_days)
        navigation.set_backup(backup.state, backup.word)
        if remembered:
            frame.machine.keep(last_backup=made_at.astimezone().date().isoformat() if made_at else NEVER)

    frame.ask(
        read_last_backup,
        on_done=show,
        owner=navigation,
        replaces="backup state",
        priority=Priority.BACKGROUND,
    )


def read_last_backup(desk: Desk) -> tuple[BackupView | None, Office]:
    """Return the last backup, or None, and the office; a job for ``frame.ask``."""
    from intman_desktop.services.common.office import bounded_office
    from intman_desktop.services.keeping.backups import last_backup

    return last_backup(desk), bounded_office(desk)
