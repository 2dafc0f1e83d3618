"""Ziele: cards by area, the editor in their place, and the sentence where there is no goal yet (I6, Z1)."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import SectionTitle, Text
from intman_desktop.ui.plan.goal_card import GoalCard
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.work_views import PlanView


class GoalsBlock(QWidget):
    """The goals of a plan. Signals: ``add``, ``edit(int)``, ``look(int)``, ``remove(int)``,
    ``no_goal(str, date | None)`` – the sentence "noch kein Ziel, weil …, bis …".
    """

    add = Signal()
    edit = Signal(int)
    look = Signal(int)
    remove = Signal(int)
    no_goal = Signal(str, object)

    def __init__(self, frame: Frame, view: PlanView, *, editable: bool) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(3))
        if editable:
            add = quiet_button(_("Ziel vereinbaren"), self.add.emit, icon="plus")
            self._column.addWidget(Flow(add))
        by_area = sorted(view.goals, key=lambda each: each.area_label.casefold())
        for area, goals in groupby(by_area, key=lambda each: each.area_label):
            self._column.addWidget(SectionTitle(area))
            for goal in goals:
                card = GoalCard(goal, editable=editable)
                card.edit.connect(self.edit)
                card.look.connect(self.look)
                card.remove.connect(self.remove)
                self._column.addWidget(card)
        plan = view.plan
        agreed = any(each.goal.agreed_on for each in view.goals)
        self.reason = TextField()
        self.until = DateField(frame.today, future=True)
        self._reason_row = Labelled(_("Noch kein Ziel, &weil …"), self.reason)
        self._until_row = Labelled(_("Ein Ziel vereinbaren &bis"), self.until)
        if plan is not None and plan.no_goal_reason and not agreed:
            said = _("Noch kein Ziel, weil: {reason} – bis {until}")
            self._column.addWidget(
                Text(said.format(reason=plan.no_goal_reason, until=day(plan.no_goal_until)))
            )
        if editable and not agreed:
            self.reason.setText(plan.no_goal_reason if plan is not None else "")
            self.until.set_value(plan.no_goal_until if plan is not None else None)
            self._column.addWidget(Columns([self._reason_row, self._until_row], shares=(7, 3), letters=60))
            self._column.addWidget(Flow(quiet_button(_("Satz speichern"), self._say)))
        self._clean = self.draft()

    def is_touched(self) -> bool:
        """Return whether the sentence was changed."""
        return self.draft() != self._clean

    def draft(self) -> dict[str, str]:
        """Return what is typed, for a draft."""
        return {"reason": self.reason.text(), "until": self.until.text()}

    def set_draft(self, typed: dict[str, str]) -> None:
        """Put back what ``draft`` returned."""
        self.reason.setText(typed["reason"])
        self.until.setText(typed["until"])

    def _say(self) -> None:
        needs_day = bool(self.reason.value()) and self.until.value() is None
        missing = _("Bitte geben Sie an, bis wann ein Ziel vereinbart werden soll.") if needs_day else ""
        self._until_row.set_fault(self.until.fault() or missing)
        if not self._until_row.fault():
            self.no_goal.emit(self.reason.value(), self.until.value())
