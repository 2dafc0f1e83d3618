"""What came of a review: every goal that was looked at, its next date, and who is next (Z1, Z2)."""

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
from intman_desktop.ui.plan.goal_card import measure_line
from intman_desktop.ui.plan.lights import GOAL_SIGNS
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, number, quoted
from intman_desktop.values.plan_views import GoalView, WaitingReviews


class ReviewSummary(QWidget):
    """Nothing is typed here. Signals: ``hand_out`` – print the plan anew; ``left`` – to all goals;
    ``went_on(int)`` – to the review of the next case.
    """

    hand_out = Signal()
    left = Signal()
    went_on = Signal(int)

    def __init__(self, goals: Sequence[GoalView], changed: Collection[int], put_off: Collection[int]) -> None:
        """Show ``goals`` as they stand now, by the ids of those ``changed`` and of those ``put_off``."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        seen = [view for view in goals if view.goal.id not in put_off]
        if len(seen) > 1:
            column.addWidget(Text(_told(seen)))
        for view in goals:
            column.addWidget(Text(quoted(view.goal.wording), "section-title"))
            chip = StateChip(GOAL_SIGNS[view.goal.state], view.state_label)
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(QuietText(_line(view, view.goal.id in changed, view.goal.id in put_off)))
            for measure, outcome in zip(view.goal.measures, view.outcomes, strict=True):
                if outcome:
                    column.addWidget(QuietText(measure_line(measure, outcome)))
        self._waits = Text()
        self._waits.hide()
        column.addWidget(self._waits)
        self._go_on = primary_button("", self._go)
        self._go_on.hide()
        self._next = 0
        self._done = primary_button(_("Zu allen Zielen"), self.left.emit)
        column.addWidget(
            Flow(self._go_on, self._done, quiet_button(_("Plan aushändigen"), self.hand_out.emit))
        )

    def first_field(self) -> QWidget:
        """Return where the cursor goes: on to the next person, where somebody waits."""
        return self._done if self._go_on.isHidden() else self._go_on

    def offer(self, waiting: WaitingReviews | None, name: str) -> None:
        """Offer the review of the next case under ``name``, as it may be shown now; None says that all is
        done.
        """
        self._waits.show()
        if waiting is None:
            self._waits.setText(_("Keine weitere Überprüfung ist fällig."))
            return
        words = ngettext(
            "Noch {count} Akte mit einer fälligen Überprüfung.",
            "Noch {count} Akten mit einer fälligen Überprüfung.",
            waiting.cases,
        )
        self._waits.setText(words.format(count=number(waiting.cases)))
        self._next = waiting.case_id
        self._go_on.setText(_("Weiter: {name}").format(name=name.replace("&", "&&")))
        self._go_on.setAccessibleName(_("Weiter: {name}").format(name=name))
        focused = self._done.hasFocus()
        self._go_on.show()
        self._done.setProperty("part", "quiet")  # one filled button at most
        self._done.style().unpolish(self._done)
        self._done.style().polish(self._done)
        if focused:
            self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        self.went_on.emit(self._next)

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


def _line(view: GoalView, reworded: bool, put_off: bool) -> str:
    last = view.goal.history[-1] if view.goal.history and not put_off else None
    parts = [last.note if last is not None else ""]
    parts.append(_("Ziel geändert") if reworded else "")
    if view.goal.next_review is not None:
        parts.append(_("nächste Überprüfung am {on}").format(on=day(view.goal.next_review)))
    else:
        parts.append(_("wird nicht weiter überprüft"))
    return " · ".join(part for part in parts if part)
