"""Ziele: cards by area, the editor in their place, and the sentence where no goal is open (I6, Z1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.goals import NOT_REACHED_STATES, REACHED_STATES, goal_place
from intman_desktop.rules.new_goals import asks_why_none, speaks_of_now
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import SectionTitle, Text
from intman_desktop.ui.plan.goal_card import GoalCard
from intman_desktop.ui.plan.parted import Part, PartedBlock
from intman_desktop.ui.plan.proposals import Proposals
from intman_desktop.ui.plan.seen import sentence_of
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.plan_views import GoalView, PlanView


class GoalsBlock(PartedBlock):
    """The goals of a plan. Signals: ``add(str)`` – in an area, empty for any –, ``edit(int)``, ``look(int)``,
    ``remove(int)``, ``keep(int)`` – as a phrase –, ``no_goal(str, date | None, list[str])`` – the sentence
    "noch kein Ziel, weil …, bis …", and what it was typed over.
    """

    add = Signal(str)
    edit = Signal(int)
    look = Signal(int)
    remove = Signal(int)
    keep = Signal(int)
    no_goal = Signal(str, object, object)
    keys: ClassVar = {Part.NO_GOAL: ("reason", "until", "seen")}

    def __init__(self, frame: Frame, view: PlanView, *, editable: bool) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(3))
        self._first: QWidget | None = None
        if editable:
            self._build_acts(view)
        in_order = sorted(view.goals, key=lambda each: goal_place(each.goal.state, each.area_label))
        for head, goals in groupby(in_order, key=_head):
            self._add_goals(head, goals, editable=editable)
        plan = view.plan
        reason, until = "", None
        if plan is not None and speaks_of_now(plan):
            reason, until = plan.no_goal_reason, plan.no_goal_until
        self.reason = TextField()
        self.until = DateField(frame.today, future=True)
        self._reason_row = Labelled(_("Noch kein Ziel, &weil …"), self.reason)
        self._until_row = Labelled(_("Ein Ziel vereinbaren &bis"), self.until)
        if reason:
            said = _("Noch kein Ziel, weil: {reason} – bis {until}")
            self._column.addWidget(Text(said.format(reason=reason, until=day(until))))
        self._asks_why = editable and (plan is None or asks_why_none(plan))
        asking = Columns([self._reason_row, self._until_row], shares=(7, 3), letters=60)
        self._column.addWidget(asking)  # what is not placed would never go
        asking.setVisible(self._asks_why)
        if self._asks_why:
            self.reason.setText(reason)
            self.until.set_value(until)
            self._column.addWidget(Flow(quiet_button(_("Satz speichern"), self._say)))
        self._clean = self._sentence()
        self._seen = sentence_of(plan)

    def first_act(self) -> QWidget | None:
        """Return where the next goal is begun: at the first proposal, else at the button for any goal."""
        return self._first

    def card(self, goal_id: int) -> GoalCard | None:
        """Return the card of a goal, None where it is not here."""
        return next((each for each in self.findChildren(GoalCard) if each.goal_id == goal_id), None)

    def _build_acts(self, view: PlanView) -> None:
        add = quiet_button(_("Ziel vereinbaren"), lambda: self.add.emit(""), icon="plus")
        self._first = add
        if view.proposals:
            proposals = Proposals(view.proposals)
            proposals.add_goal.connect(self.add)
            self._column.addWidget(proposals)
            self._first = proposals.acts[0]
        self._column.addWidget(Flow(add))

    def _add_goals(self, title: str, goals: Iterable[GoalView], *, editable: bool) -> None:
        for number, goal in enumerate(goals):
            if not number:
                self._column.addWidget(SectionTitle(title))
            card = GoalCard(goal, editable=editable)
            card.edit.connect(self.edit)
            card.look.connect(self.look)
            card.remove.connect(self.remove)
            card.keep.connect(self.keep)
            self._column.addWidget(card)

    def touched(self) -> list[Part]:
        """Return the sentence, where it was changed."""
        clean = self._sentence() == self._clean and Part.NO_GOAL not in self.stored
        return [] if clean else [Part.NO_GOAL]

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {**self._sentence(), "seen": self._seen} if self.touched() else {}

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned, as long as it is asked why there is no goal."""
        if "reason" in typed and self._asks_why:
            self.reason.setText(typed["reason"])
            self.until.setText(typed["until"])
            self._seen = typed.get("seen", self._seen)

    def check(self, parts: Collection[Part]) -> bool:
        """Ask for the day of the sentence where it is missing."""
        del parts
        needs_day = bool(self.reason.value()) and self.until.value() is None
        missing = _("Bitte geben Sie an, bis wann ein Ziel vereinbart werden soll.") if needs_day else ""
        self._until_row.set_fault(self.until.fault() or missing)
        if self._until_row.fault():
            self._until_row.go_in()
        return not self._until_row.fault()

    def row_of(self, code: str) -> FormRow | None:
        """Return the row in which the refusal ``code`` of the sentence is mended, or None."""
        return {
            "no_goal_needed": self._reason_row,
            "no_goal_day_missing": self._until_row,
            "no_goal_until_past": self._until_row,
        }.get(code)

    def save_part(self, part: Part) -> bool:
        """Ask for saving the sentence."""
        self.no_goal.emit(self.reason.value(), self.until.value(), self._seen)
        return part is Part.NO_GOAL

    def _sentence(self) -> dict[str, Any]:
        return {"reason": self.reason.text(), "until": self.until.draft()}

    def _say(self) -> None:
        if self.check((Part.NO_GOAL,)):
            self.save_part(Part.NO_GOAL)


def _head(view: GoalView) -> str:
    """Return what a goal stands under: its area as long as it is worked on, then what became of it."""
    if view.goal.state in REACHED_STATES:
        return _("Was erreicht wurde")
    ended = view.goal.state in NOT_REACHED_STATES
    return _("Nicht erreicht oder nicht weiterverfolgt") if ended else view.area_label
