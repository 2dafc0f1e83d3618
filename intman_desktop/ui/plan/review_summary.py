"""What came of a review: every goal that was looked at, with its state and the next date (Z1, Z2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.rules.goals import REACHED_STATES
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.ui.plan.lights import GOAL_SIGNS
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.plan_views import GoalView


class ReviewSummary(QWidget):
    """Nothing is typed here. Signals: ``hand_out`` – print the plan anew; ``left`` – to all goals."""

    hand_out = Signal()
    left = Signal()

    def __init__(self, goals: Sequence[GoalView], changed: Collection[int]) -> None:
        """Show ``goals`` as they stand now; ``changed`` are the ids of those that were reworded."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(Text(_told(goals)))
        for view in goals:
            column.addWidget(Text(_("„{goal}“").format(goal=view.goal.wording), "section-title"))
            chip = StateChip(GOAL_SIGNS[view.goal.state], view.state_label)
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(QuietText(_line(view, reworded=view.goal.id in changed)))
        self._done = primary_button(_("Zu allen Zielen"), self.left.emit)
        column.addWidget(Flow(self._done, quiet_button(_("Plan aushändigen"), self.hand_out.emit)))

    def first_field(self) -> QWidget:
        """Return where the cursor goes."""
        return self._done

    def is_touched(self) -> bool:
        """Return that nothing is ever typed here."""
        return False

    def draft(self) -> dict[str, Any]:
        """Return nothing: there is nothing to keep."""
        return {}

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put nothing back."""
        del typed


def _told(goals: Sequence[GoalView]) -> str:
    reached = sum(view.goal.state in REACHED_STATES for view in goals)
    seen = ngettext("{count} Ziel überprüft", "{count} Ziele überprüft", len(goals)).format(count=len(goals))
    return _("{seen}, davon {reached} erreicht oder teilweise erreicht.").format(seen=seen, reached=reached)


def _line(view: GoalView, *, reworded: bool) -> str:
    last = view.goal.history[-1] if view.goal.history else None
    parts = [last.note if last is not None else ""]
    parts.append(_("Ziel geändert") if reworded else "")
    if view.goal.next_review is not None:
        parts.append(_("nächste Überprüfung am {on}").format(on=day(view.goal.next_review)))
    else:
        parts.append(_("wird nicht weiter überprüft"))
    return " · ".join(part for part in parts if part)
