"""The large part of the plan: a block, a goal in work, or the goals that are looked at in turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal

from intman_desktop.language import _
from intman_desktop.rules import gate
from intman_desktop.services.across.reviewing import waiting_reviews
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.field_block import FieldBlock
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goal_saving import SavingPane
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.kept_pane import Content, PaneState, Way
from intman_desktop.ui.plan.lights import (
    LIGHTS,
    BlockKey,
    block_key,
    block_name,
    light_word,
    missing_words,
)
from intman_desktop.ui.plan.own_block import OwnBlockContent
from intman_desktop.ui.plan.reason_line import ReasonLine
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.plan.review_summary import ReviewSummary
from intman_desktop.ui.plan.sitting import Sitting
from intman_desktop.values.case_file import Goal
from intman_desktop.values.codes import Block, GoalState
from intman_desktop.values.form_views import PlanForm
from intman_desktop.values.plan_views import BlockView, GoalView, OwnBlockView, WaitingReviews


class Pane(SavingPane):
    """Shows one thing at a time.

    Signals: what the person wants saved.
    """

    fields_saved = Signal(object, object)
    steps_saved = Signal(str, str)
    course_saved = Signal(str, str)
    reason_saved = Signal(object, str, str)
    goal_saved = Signal(object, object)
    goal_removed = Signal(int)
    looked = Signal(object)
    put_off = Signal(int, object, object)
    went_on = Signal(int)
    no_goal = Signal(str, object, object)
    begun = Signal(object, str)
    signed = Signal(object, object, object)
    plan_closed = Signal(object, str)
    reopened = Signal(object, object)
    own_saved = Signal(object)
    phrase_wanted = Signal(object)
    hand_out = Signal()
    version_wanted = Signal(int)

    def __init__(self, frame: Frame, ask_consent: Callable[[], object]) -> None:
        super().__init__(frame)
        self._ask_consent = ask_consent
        self._area = ""

    # What is shown

    def forget(self) -> None:
        """Drop everything; another case is coming."""
        self._form, self.content = None, None
        self._sitting, self.person, self._saving = Sitting(), "", None
        self.block, self.state = Block.GOALS, PaneState.BLOCK
        self._new_reason()
        self.stop()
        self.clear()
        self.built.emit()

    def _new_reason(self) -> None:
        """Begin with an empty line; the one before goes, also where no block had shown it."""
        self.reason.deleteLater()
        self.reason = ReasonLine(self)

    def choose(self, block: BlockKey, form: PlanForm) -> None:
        """Show ``block``. What is typed elsewhere stays until it is saved or dropped."""
        self._form = form
        if self.is_touched() and self.state is PaneState.BLOCK and self.block == block:
            return
        asked = self.is_touched()
        self.leave(lambda: self._go_to(block))
        if asked:
            self.turned.emit()  # the list shows the block that stays

    def review(self, form: PlanForm, first: int = 0) -> None:
        """Look at the goals that are due, one after the other; at ``first`` before all, due or not.

        Of what no consent opens nothing more is written (Rule E3).
        """
        self._form = form
        self.leave(lambda: self._begin_review(first))

    def _begin_review(self, first: int) -> None:
        goals = self._form.view.goals if self._form is not None else ()  # as they are once all is saved
        seen = [each for each in goals if not each.closed]
        due = [each.goal.id for each in seen if each.review_due and each.goal.id != first]
        if first in {each.goal.id for each in seen}:
            due = [first, *due]
        self._sitting = Sitting(due, of_due=True)
        self._show_next()

    def reviewed(self) -> int:
        """Return the goal that is looked at now, 0 for none."""
        return (self._sitting.goal or 0) if self.state is PaneState.REVIEW else 0

    def next_goal(self, goal_id: int, *, put_off: bool = False) -> None:
        """Go on from the goal that was looked at, or ``put_off``, to the next one that is due, or to what
        came of all.
        """
        self._sitting.go_on(goal_id, put_off=put_off)
        self.settle_all()
        self.state = self._after_review()

    def goal_is_saved(self, goal: Goal) -> None:
        """Go back from the editor: to the review if there is one going on, else to all goals."""
        reviewing = self._sitting.goal == goal.id
        if reviewing:
            self._sitting.reworded.add(goal.id)
        self.state = PaneState.REVIEW if reviewing else PaneState.BLOCK

    def _go_to(self, block: BlockKey) -> None:
        self._sitting = Sitting()
        self.block, self.state = block, PaneState.BLOCK
        self._build()
        self.turned.emit()

    # Building

    def _build(self) -> None:
        form = self._built = self._form
        if form is None:
            return
        self.clear()
        self._new_reason()
        self._stale = False
        if self.state is PaneState.GOAL:
            self._build_editor(form)
        elif self.state is PaneState.REVIEW and (view := self._goal(self._sitting.goal)) is not None:
            self._build_review(form, view)
        elif self.state is PaneState.SUMMARY:
            self._build_summary(form)
        else:
            self.state = PaneState.BLOCK
            self._build_block(form)
        self.built.emit()

    def _build_block(self, form: PlanForm) -> None:
        every: tuple[BlockView | OwnBlockView, ...] = (*form.view.blocks, *form.view.own_blocks)
        block = next((each for each in every if block_key(each) == self.block), None)
        if block is None:  # a block of the office's own that was taken away meanwhile
            self.block = Block.GOALS
            block = next(each for each in form.view.blocks if each.block is Block.GOALS)
        self.set_title(block_name(block))
        self.body.addWidget(StateChip(LIGHTS[block.light], light_word(block)), 0, Qt.AlignmentFlag.AlignLeft)
        content: Content
        if not isinstance(block, BlockView):
            content = OwnBlockContent(block, self._ask_consent)
            content.text_saved.connect(self.own_saved)
            self.content = content
            self.add(content)
            return
        for words in missing_words(block):
            self.add(QuietText(words))
        if self.block is Block.GOALS:
            content = self._goals(form)
        elif self.block is Block.COURSE and form.view.plan is not None:
            content = self._course(form)
        else:
            content = self._fields(form)
        self.content = content
        self.add(content)
        if block.may_be_reasoned:
            self.reason.show_reason(block.reason)
            self.reason.saved.connect(lambda reason, seen: self.reason_saved.emit(self.block, reason, seen))
            self.add(self.reason)
            self.reason.show()

    def _fields(self, form: PlanForm) -> FieldBlock:
        of_block = [each for each in form.fields if each.view.block is self.block]
        self.client_version = next((each.client_version for each in of_block), 0)
        plan = form.view.plan
        steps = plan.steps if plan is not None and self.block is Block.STEPS else None
        content = FieldBlock(self._frame, of_block, self._ask_consent, steps)
        content.fields_saved.connect(self.fields_saved)
        content.steps_saved.connect(self.steps_saved)
        return content

    def _goals(self, form: PlanForm) -> GoalsBlock:
        content = GoalsBlock(self._frame, form.view, editable=form.view.open)
        content.add.connect(self._begin_goal)
        content.keep.connect(lambda goal_id: self.phrase_wanted.emit(self._goal(goal_id)))
        content.edit.connect(lambda goal_id: self.leave(lambda: self._edit(goal_id)))
        content.look.connect(lambda goal_id: self.leave(lambda: self._look_at(goal_id)))
        content.remove.connect(self.goal_removed)
        content.no_goal.connect(self.no_goal)
        return content

    def _course(self, form: PlanForm) -> CourseBlock:
        plan = form.view.plan
        if plan is None:
            raise ValueError("there is no plan")
        content = CourseBlock(self._frame, form.view, plan, form.closing_reasons)
        content.course.connect(self.course_saved)
        content.begun.connect(self.begun)
        content.begin.dropped.connect(lambda typed: self.say_dropped({"begin": typed}))
        content.signed.connect(self.signed)
        content.close_plan.connect(self.plan_closed)
        content.reopen.connect(self.reopened)
        content.show_version.connect(self.version_wanted)
        return content

    def _build_editor(self, form: PlanForm) -> None:
        known = self._goal(self._goal_id)
        self._goal_id = known.goal.id if known is not None else 0
        self.set_title(self._of(_("Ziel bearbeiten") if known is not None else _("Ziel vereinbaren")))
        health_closed = gate.HEALTH not in dict(form.view.areas)
        areas = form.view.areas
        if known is not None and known.goal.area not in dict(areas):
            areas = (*areas, (known.goal.area, known.area_label))  # no longer on offer, and kept here
        new = Goal(self._area, "", state=GoalState.AGREED)
        goal = known.goal if known is not None else new
        editor = GoalEditor(
            self._frame,
            areas,
            goal,
            health_closed=health_closed,
            phrases=form.phrases,
            outcomes=form.outcomes,
            area_words=form.area_words,
        )
        editor.saved.connect(lambda goal, on: self._keep(lambda: self.goal_saved.emit(goal, on)))
        editor.left.connect(self._give_up)
        self.content = editor
        self.add(editor)

    def _build_review(self, form: PlanForm, view: GoalView) -> None:
        self._goal_id = view.goal.id
        sitting = self._sitting
        words = _("Überprüfen: Ziel {number} von {count}") if sitting.count > 1 else _("Ziel überprüfen")
        title = words.format(number=sitting.number(), count=sitting.count)
        self.set_title(self._of(title))
        card = ReviewCard(
            self._frame,
            view,
            form.review_months,
            form.outcomes,
            more=len(sitting.waiting) > 1,
            reworded=view.goal.id in sitting.reworded,
        )
        card.looked.connect(lambda look: self._keep(lambda: self.looked.emit(look)))
        card.put_off.connect(self._put_off)
        card.edit.connect(self._edit)
        card.passed.connect(lambda goal: self._go_past(goal, self._pass))
        card.left.connect(lambda: self.leave(lambda: self._go_to(Block.GOALS)))
        typed = sitting.typed.pop(view.goal.id, None)
        if typed is not None:
            card.set_draft(typed)
        self.content = card
        self.add(card)
        card.first_field().setFocus()

    def _build_summary(self, form: PlanForm) -> None:
        sitting = self._sitting
        none_seen = sitting.put_off.issuperset(sitting.seen)
        self.set_title(_("Überprüfung verschoben") if none_seen else _("Überprüfung abgeschlossen"))
        seen = [view for view in map(self._goal, sitting.seen) if view is not None]
        summary = ReviewSummary(seen, sitting.reworded, sitting.put_off)
        summary.hand_out.connect(self.hand_out)
        summary.went_on.connect(self.went_on)
        summary.left.connect(lambda: self._go_to(Block.GOALS))
        self.content = summary
        self.add(summary)
        summary.first_field().setFocus()
        self._frame.ask(
            waiting_reviews,
            form.view.case_id,
            on_done=lambda waiting: self._offer(summary, waiting),
            owner=summary,
        )

    def _offer(self, summary: ReviewSummary, waiting: WaitingReviews | None) -> None:
        name = self._frame.curtain.name(waiting.person, waiting.case_id) if waiting is not None else ""
        summary.offer(waiting, name)

    # Turning

    def _goal(self, goal_id: int | None) -> GoalView | None:
        goals = self._form.view.goals if self._form is not None else ()
        return next((each for each in goals if each.goal.id == goal_id), None)

    def _begin_goal(self, area: str) -> None:
        self._area = area
        self.leave(lambda: self._edit(0))

    def _edit(self, goal_id: int) -> None:
        if isinstance(self.content, ReviewCard) and self.content.is_touched():
            self._sitting.typed[goal_id] = self.content.draft()
        self._goal_id = goal_id
        self.block, self.state = Block.GOALS, PaneState.GOAL
        self._build()
        self.turned.emit()
        if isinstance(self.content, GoalEditor):
            self.content.first_field().setFocus()

    def _give_up(self) -> None:
        """Leave the editor; a review that waits for it is not given up with it."""
        if isinstance(self.content, GoalEditor) and self.content.is_touched():
            self.drop(self._leave_editor)
        else:
            self._leave_editor()

    def _leave_editor(self) -> None:
        self.state = PaneState.BLOCK if self._sitting.goal is None else PaneState.REVIEW
        self._build()
        self.turned.emit()

    def _look_at(self, goal_id: int) -> None:
        self._sitting = Sitting([goal_id])
        self._show_next()

    def _go_past(self, goal_id: int, way: Way) -> None:
        """Go ``way``, past a goal without looking at it; whoever saves first has looked at it after all."""
        self.leave(lambda: way() if self._sitting.goal == goal_id else None)

    def _put_off(self, goal_id: int, on: date) -> None:
        typed = self.draft()
        self._go_past(goal_id, lambda: self.put_off.emit(goal_id, on, typed))

    def _pass(self) -> None:
        self._sitting.skip()
        self._show_next()

    def _show_next(self) -> None:
        self.block = Block.GOALS
        self.state = self._after_review()
        self._build()
        self.turned.emit()

    def _after_review(self) -> PaneState:
        """Return what follows: the next goal, what came of all that were due, or all goals."""
        if self._sitting.goal is not None:
            return PaneState.REVIEW
        return PaneState.SUMMARY if self._sitting.ends_with_summary() else PaneState.BLOCK
