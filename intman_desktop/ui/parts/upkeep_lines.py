"""What came of what the program does by itself: the rehearsal and the last check, in a line each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.parts.line_list import Line, LineList
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.wording import day, number
from intman_desktop.values.backup_views import UpkeepView


class UpkeepLines(LineList):
    """Shows an ``UpkeepView``; ``open_check()`` leads to where more is told of a check that found faults."""

    def __init__(self, open_check: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open_check = open_check

    def show_view(self, view: UpkeepView, *, backed_up: bool) -> None:
        """Show how the rehearsal and the check stand; without a backup there is nothing to rehearse."""
        lines = [_rehearsal(view)] if backed_up else []
        if view.verified_on is not None:
            lines.append(self._check(view))
        self.set_lines(lines)
        self.setVisible(bool(lines))

    def _check(self, view: UpkeepView) -> Line:
        on = day(view.verified_on) if view.verified_on else ""
        if not view.verify_faults:
            words = _("Tresor geprüft am {day}: alles in Ordnung.").format(day=on)
            return Line(State.DONE, _("in Ordnung"), words)
        words = ngettext(
            "Die Prüfung am {day} fand {count} Fehler. Bitte sehen Sie ihn an, bevor Sie weiterarbeiten.",
            "Die Prüfung am {day} fand {count} Fehler. Bitte sehen Sie sie an, bevor Sie weiterarbeiten.",
            view.verify_faults,
        ).format(day=on, count=number(view.verify_faults))
        return Line(State.OVERDUE, _("beschädigt"), words, _("Prüfung ansehen"), self._open_check)


def _rehearsal(view: UpkeepView) -> Line:
    if view.rehearsal_fault is not None:
        return Line(State.OVERDUE, _("Probe misslungen"), sentence(view.rehearsal_fault))
    if view.rehearsed_at is None:
        words = (
            _("Noch keine Probe gelungen. {advice}").format(advice=_advice(view))
            if view.rehearsal_old
            else _("Die erste Probe macht das Programm am Tag nach der ersten Sicherung.")
        )
        return Line(State.WARNING if view.rehearsal_old else State.OPEN, _("noch nicht geprobt"), words)
    on = day(view.rehearsed_at.astimezone().date())
    if view.rehearsal_old:
        words = _("Zuletzt am {day} zur Probe wiederhergestellt, das ist lange her. {advice}")
        return Line(State.WARNING, _("lange nicht geprobt"), words.format(day=on, advice=_advice(view)))
    return Line(
        State.DONE, _("geprobt"), _("Zur Probe wiederhergestellt am {day}: alles war da.").format(day=on)
    )


def _advice(view: UpkeepView) -> str:
    """Return what helps: room for the copy that is tried, or the backups themselves."""
    if view.rehearsal_no_room:
        return _(
            "Auf dem Datenträger des Tresors ist dafür zu wenig Platz. Bitte schaffen Sie dort etwa das "
            "Doppelte einer Sicherung."
        )
    return _("Stecken Sie den Datenträger mit den Sicherungen ein.")
