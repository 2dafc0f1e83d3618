"""Plan und Ziele: the seven blocks with their lights, and the chosen one large (I1 to I9, Z1 to Z5).

``build_plan_panel(frame)`` is embedded by the page of a case; ``show_case(case_id)`` reads and shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeVar, TypeVarTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import ChangedMeanwhile, Refused, Trouble
from intman_desktop.language import _
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.casework.plan_form import plan_form
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers import papers
from intman_desktop.services.plans import planning
from intman_desktop.services.rights.settling import move_review
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.scroll_page import bring_into_view, page_around
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.plan.block_list import BlockList
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.handing_out import before_keeping
from intman_desktop.ui.plan.lights import BlockKey
from intman_desktop.ui.plan.pane import Pane, PaneState
from intman_desktop.ui.plan.plan_head import PlanBegin, PlanHead
from intman_desktop.ui.plan.review import Look
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, told
from intman_desktop.values.case_file import Answer, Goal
from intman_desktop.values.codes import Block
from intman_desktop.values.form_views import PlanForm
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.plan_views import GoalView, PlanView
from intman_desktop.values.work_views import Paper

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def build_plan_panel(frame: Frame) -> PlanPanel:
    """Return the panel, to be embedded by the page of a case."""
    return PlanPanel(frame)


class PlanPanel(QWidget):
    """The plan of one case. Signals: ``paper_made(Paper)`` – a paper to be shown over the page.

    Attributes: ``blocks`` (the list at the left), ``pane`` (the large part), ``head``, ``begin``.
    """

    paper_made = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self._case_id: int | None = None
        self._form: PlanForm | None = None
        self._draft: dict[str, Any] | None = None
        self._wants_review = self._wants_work = False
        self._wants_goal = self._sought_goal = 0
        self._follows = False
        self._wants_next_goal = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self.head = PlanHead()
        self.begin = PlanBegin(frame)
        self.blocks = BlockList()
        self.pane = Pane(frame, self._ask_consent)
        left = Card(_("Themenfelder"))
        left.add(self.blocks)
        self._columns = Columns([left, self.pane], shares=(2, 5))
        for widget in (self.head, self.begin, self._columns):
            column.addWidget(widget)
        self._connect()
        self.begin.hide()
        self._columns.hide()

    def _connect(self) -> None:
        pane = self.pane
        self.begin.begin.connect(self._begin)
        self.head.review.connect(self.review)
        self.head.hand_out.connect(self._hand_out)
        self.blocks.chosen.connect(self._choose)
        pane.turned.connect(self._turned)
        pane.fields_saved.connect(self._save_fields)
        pane.steps_saved.connect(lambda text, seen: self._save_text("steps", text, seen))
        pane.course_saved.connect(lambda text, seen: self._save_text("course", text, seen))
        pane.reason_saved.connect(self._save_reason)
        pane.goal_saved.connect(self._save_goal)
        pane.goal_removed.connect(lambda goal: self._do(planning.remove_goal, goal, said=_("Ziel entfernt")))
        pane.looked.connect(self._keep_look)
        pane.put_off.connect(self._put_off)
        pane.went_on.connect(lambda case_id: self.frame.open_page("case", case_id=case_id, tab="review"))
        pane.no_goal.connect(
            lambda reason, until: self._do(planning.save_no_goal, reason, until, said=_("Satz gespeichert"))
        )
        pane.signed.connect(
            lambda client, worker: self._do(
                planning.sign_plan, client, worker, said=_("Unterschriften gespeichert")
            )
        )
        pane.plan_closed.connect(
            lambda on, reason: self._do(planning.close_plan, on, reason, said=_("Plan geschlossen"))
        )
        pane.reopened.connect(
            lambda on, goals: self._do(planning.reopen_plan, on, goals, said=_("Plan wieder aufgenommen"))
        )
        pane.own_saved.connect(lambda answers: self._save_fields(answers, {}))
        pane.phrase_wanted.connect(self._keep_phrase)
        pane.hand_out.connect(self._hand_out)
        pane.version_wanted.connect(self._show_version)

    # Showing

    def show_case(
        self, case_id: int, *, person: str = "", review: bool = False, goal: int = 0, work: bool = False
    ) -> None:
        """Read and show the plan of a case; with ``review`` go through the goals that are due of ``person``,
        first of all the ``goal`` that was asked for, which may be due later.

        With ``work`` the cursor goes where the plan is begun, or where its next goal is agreed.

        Called again whenever the case has changed: what is typed in the large part stays.
        """
        if case_id != self._case_id:
            self._form = None
            self.pane.forget()
        self._case_id = case_id
        self.pane.person = person or self.pane.person
        self._wants_review = self._wants_review or review
        self._wants_goal = goal if review else self._wants_goal
        self._wants_work = self._wants_work or work
        self.frame.ask(plan_form, case_id, on_done=self._show, owner=self, replaces="plan")

    def look_for(self, goal_id: int) -> None:
        """Show this goal among the others, as soon as the plan is read, and put the cursor there."""
        self._sought_goal = goal_id

    def review(self) -> None:
        """Go through the goals that are due, one after the other."""
        if self._form is not None:
            self.pane.review(self._form)
            self.head.show_plan(self._form.view, working=self.pane.state is not PaneState.BLOCK)

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is typed in the large part, or None."""
        return self._draft if self._draft is not None else self.pane.draft()

    def restore(self, typed: dict[str, Any]) -> None:
        """Put back what ``unsaved`` returned, as soon as the plan is read."""
        self._draft = typed
        if self._form is not None:
            self._show(self._form)

    def first_field(self) -> QWidget | None:
        """Return where the cursor goes."""
        if not self.begin.isHidden():
            return self.begin.on
        return self.blocks.button(self.pane.block) if self._form is not None else None

    def _show(self, form: PlanForm) -> None:
        self._form = form
        begun = form.view.plan is not None and form.view.plan.begun_on is not None
        self.begin.show_plan(form.view)
        self.begin.setVisible(not begun)
        self._columns.setVisible(begun)
        self.blocks.show_blocks((*form.view.blocks, *form.view.own_blocks))
        if begun:
            if self._draft is not None:
                typed, self._draft = self._draft, None
                self.pane.put_back(form, typed)
            elif self._wants_review:
                self.pane.review(form, self._wants_goal)
            else:
                self.pane.show_form(form)
                if self._sought_goal:
                    self.pane.choose(Block.GOALS, form)
            if self._wants_review or self.pane.state is PaneState.SUMMARY:
                self._bring_up(self.pane)
            self.blocks.choose(self.pane.block)
        self._wants_review, self._wants_goal = False, 0
        self.head.show_plan(form.view, working=self.pane.state is not PaneState.BLOCK)
        order_tabs(self)
        if self._wants_work and not begun:
            self.begin.on.setFocus()
            self._bring_up(self.begin)
        elif self._wants_next_goal or self._wants_work:
            self.go_to_next_goal()
            self._bring_up(self.pane)
        elif self._follows and begun:
            self.blocks.button(self.pane.block).setFocus(Qt.FocusReason.OtherFocusReason)
        self._wants_next_goal = self._wants_work = self._follows = False
        if self._sought_goal:
            QTimer.singleShot(0, self, self._go_to_sought)  # the cards above have no height yet

    def _go_to_sought(self) -> None:
        """Bring the goal that was looked for into view, and the cursor to its first button."""
        sought, self._sought_goal = self._sought_goal, 0
        content = self.pane.content
        card = content.card(sought) if isinstance(content, GoalsBlock) else None
        if card is not None:
            self._bring_up(card)
            card.first_act().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_next_goal(self) -> None:
        """Put the cursor where the next goal is begun, if all goals are shown."""
        content = self.pane.content
        if isinstance(content, GoalsBlock):
            act = content.first_act()
            if act is not None:
                act.setFocus()

    def _turned(self) -> None:
        if self._form is not None:
            self.blocks.choose(self.pane.block)
            self.head.show_plan(self._form.view, working=self.pane.state is not PaneState.BLOCK)
        order_tabs(self)
        if self.pane.state is not PaneState.BLOCK:
            self._bring_up(self.pane)

    def _choose(self, block: BlockKey) -> None:
        if self._form is None:
            return
        self.pane.choose(block, self._form)
        below = (
            self.pane.mapTo(self, self.pane.rect().topLeft()).y()
            > self.blocks.mapTo(self, self.blocks.rect().bottomLeft()).y()
        )
        if below:
            bring_into_view(self.pane)

    def _bring_up(self, widget: QWidget) -> None:
        """Show what is worked at whole, not its first line alone at the lower edge."""
        around = page_around(widget)
        if around is not None:
            around.bring_up(widget)

    # Doing

    def _act(
        self,
        verb: Callable[[Desk, int, *Ts], Outcome[T]],
        *args: *Ts,
        said: str,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = None,
    ) -> None:
        """Act on the case that is shown."""
        if self._case_id is not None:
            self.frame.do(
                verb, self._case_id, *args, on_done=on_done, on_error=on_error, owner=self, said=said
            )

    def _do(
        self,
        verb: Callable[[Desk, int, *Ts], Outcome[T]],
        *args: *Ts,
        said: str,
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[Trouble], object] | None = None,
    ) -> None:
        """Act on the case; the large part is built anew when the plan was read again."""

        def done(value: T) -> None:
            self.pane.settle()
            if on_done is not None:
                on_done(value)
            if self._case_id is not None:
                self._follows = True
                self.show_case(self._case_id)

        self._act(verb, *args, on_done=done, on_error=on_error, said=said)

    def _begin(self, on: date, brought_along: bool, opened_on: date | None) -> None:
        def act(desk: Desk, case_id: int) -> Outcome[PlanView]:
            return planning.begin_plan(desk, case_id, on, brought_along=brought_along, opened_on=opened_on)

        def begun(_view: object) -> None:
            self._wants_next_goal = True
            self._reread()

        said = _("Plan übernommen") if brought_along else _("Plan begonnen")
        self._act(act, on_done=begun, said=said)

    def _save_fields(self, answers: tuple[Answer, ...], columns: dict[str, str]) -> None:
        save = partial(save_needs, client_version=self.pane.client_version, all_shown=True)
        self._do(save, None, answers, columns, said=_("Angaben gespeichert"))

    def _save_text(self, name: str, text: str, seen: str) -> None:
        """Write the steps (I5) or the course (I7), unless another text than the one ``seen`` stands there."""
        plan = self._form.view.plan if self._form is not None else None
        if plan is None:
            return
        if getattr(plan, name) != seen:
            self.frame.warn(ChangedMeanwhile())
            return
        written = replace(plan, steps=text) if name == "steps" else replace(plan, course=text)
        self._do(planning.save_plan_texts, written, said=_("Plan gespeichert"))

    def _save_reason(self, block: Block, reason: str) -> None:
        said = _("Begründung gespeichert") if reason else _("Begründung zurückgenommen")
        self._do(planning.set_block_reason, block, reason or None, said=said)

    def _save_goal(self, goal: Goal, on: date | None) -> None:
        def act(desk: Desk, case_id: int) -> Outcome[Goal]:
            return planning.save_goal(desk, case_id, goal, on=on)

        def done(saved: Goal) -> None:
            self.pane.goal_is_saved(saved)
            self._wants_next_goal = True

        self._do(act, said=_("Ziel gespeichert"), on_done=done, on_error=self._goal_refused)

    def _goal_refused(self, trouble: Trouble) -> None:
        """Show at the editor which day cannot be, anything else in the line of notices."""
        content = self.pane.content
        code = trouble.code if isinstance(trouble, Refused) else ""
        if not (isinstance(content, GoalEditor) and content.show_fault(code, told(trouble))):
            self.frame.warn(trouble)

    def _keep_phrase(self, view: GoalView) -> None:
        """Let the office look at the wording before it becomes a phrase: it outlives the case (Z4, L3)."""
        self.frame.open_page("settings", part="phrases", goal=view.goal)

    def _keep_look(self, look: Look) -> None:
        def act(desk: Desk, case_id: int) -> Outcome[Goal]:
            return planning.change_goal(
                desk,
                case_id,
                look.goal.id,
                look.goal.version,
                look.state,
                on=look.on,
                note=look.note,
                next_review=look.next_review,
                reviewed=True,
                measures=look.measures,
            )

        def done(goal: Goal) -> None:
            self.pane.next_goal(goal.id)
            self._wants_next_goal = self.pane.state is PaneState.BLOCK
            self._reread()

        self._act(act, on_done=done, said=_("Überprüfung festgehalten"))

    def _put_off(self, goal_id: int, on: date) -> None:
        def done(_moved: int) -> None:
            self.pane.next_goal(goal_id, put_off=True)
            self._wants_next_goal = self.pane.state is PaneState.BLOCK
            self._reread()

        said = _("Überprüfung auf den {on} verschoben").format(on=day(on))
        self._act(move_review, goal_id, on, on_done=done, said=said)

    def _hand_out(self) -> None:
        def made(paper: Paper) -> None:
            self.paper_made.emit(paper)
            self._reread()

        said = _("Die Fassung ist festgehalten.")
        if self._form is not None:
            before_keeping(
                self, self._form.view, lambda: self._act(papers.hand_out_plan, on_done=made, said=said)
            )

    def _show_version(self, number: int) -> None:
        if self._case_id is not None:
            self.frame.ask(
                papers.issued_plan, self._case_id, number, on_done=self.paper_made.emit, owner=self
            )

    def _reread(self) -> None:
        if self._case_id is not None:
            self.show_case(self._case_id)

    def _ask_consent(self) -> None:
        self.frame.open_page("case", case_id=self._case_id, tab="consents")
