"""The tab "Plan und Ziele": the plan's own panel inside the page of the case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.plan.aiming import PlanAim
from intman_desktop.ui.plan.plan_panel import build_plan_panel
from intman_desktop.ui.plan.wish import AS_IT_IS, Wish
from intman_desktop.values.case_views import CaseSheet


class PlanTab(Panel):
    """Holds the plan panel.

    ``review`` among the details goes through the goals that are due at once, from the goal ``row_id`` on
    where one is named; ``work`` puts the cursor where the plan is begun or its next goal agreed; ``at`` names
    a ``PlanAim``, whose block is opened; ``goal_id`` shows that goal among the others; ``hand_out`` hands the
    plan out, once what is typed in it is saved or dropped.
    """

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._wish = AS_IT_IS
        self.plan = build_plan_panel(frame)
        self.plan.paper_made.connect(self.paper_made)
        self.column.addWidget(self.plan)
        self.keep_in_sight(self.plan.foot)
        self.plan.acts_changed.connect(self.show_foot)

    def begin(self, **details: Any) -> None:
        """Start at the blocks, or with the goals that are due."""
        super().begin(**details)
        self._wish = Wish(
            review=int(details.get("row_id") or 0) if details.get("review") else None,
            work=bool(details.get("work")),
            aim=PlanAim(details["at"]) if details.get("at") else None,
            goal=int(details.get("goal_id") or 0),
            hands_out=bool(details.get("hand_out")),
        )

    def again(self) -> dict[str, Any]:
        """Return the goal that is looked at now; nothing else of how the plan was opened is begun twice."""
        goal = self.plan.pane.reviewed()
        return {"review": True, "row_id": goal} if goal else {}

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Let the panel read the plan."""
        wish, self._wish = self._wish, AS_IT_IS
        if wish.review and wish.review == self.plan.pane.reviewed():  # it is looked at already
            wish = replace(wish, review=None)
        self.plan.show_case(sheet.view.case_id, person=sheet.view.name, wish=wish)

    def has_acts(self) -> bool:
        """Return whether a block is shown that is saved as a whole."""
        return self.plan.has_acts()

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is typed in the plan."""
        return self.plan.unsaved()

    def saving(self) -> Saving | None:
        """Return what is on its way to save that, or an earlier state of it."""
        return self.plan.saving()

    def restore(self, values: dict[str, Any]) -> None:
        """Put it back."""
        self.plan.restore(values, goes_on=self.goes_on)

    def first_field(self) -> QWidget | None:
        """Return where the plan wants the cursor."""
        return self.plan.first_field()
