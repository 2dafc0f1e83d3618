"""What is done to the plan of a case: each wish of the large part with its verb and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Protocol, TypeVar, TypeVarTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import ChangedMeanwhile, Refused, Trouble
from intman_desktop.jobs.worker import Job
from intman_desktop.language import _
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import missing_for_papers
from intman_desktop.services.papers import papers
from intman_desktop.services.plans import planning
from intman_desktop.services.rights.settling import move_review
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.faults import show_refusals
from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.handing_out import before_keeping
from intman_desktop.ui.plan.pane import Pane
from intman_desktop.ui.plan.parted import Part
from intman_desktop.ui.plan.review import Look, ReviewCard
from intman_desktop.ui.plan.seen import reason_of, sentence_of, signatures_of
from intman_desktop.ui.plan.typed_since import StoredGoal
from intman_desktop.ui.settings.drafting import phrase_of
from intman_desktop.ui.wording import day, told
from intman_desktop.values.case_file import Answer, Goal, Plan
from intman_desktop.values.codes import Block
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.plan_views import GoalView, PlanView
from intman_desktop.values.work_views import Paper

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class ReadAgain(Protocol):
    """Reads the plan again after something was done to it."""

    def __call__(self, *, next_goal: bool = False, follows: bool = False) -> None:
        """Put the cursor then where the ``next_goal`` is begun, or where it ``follows`` what is shown."""


class PlanActs(QObject):
    """Does what the large part asks for, for the case that is shown.

    Attributes: ``case_id``, ``view`` (its plan as it was read), each None while there is none.
    Signals: ``paper_made(Paper)`` – a paper to be shown over the page; ``office_lacks(names)`` – the fields
    of ``Office`` that are missing before the plan can be handed out, none when nothing is (E8);
    ``not_begun(Trouble)`` – why no plan could begin.
    """

    paper_made = Signal(object)
    office_lacks = Signal(object)
    not_begun = Signal(object)

    def __init__(self, panel: QWidget, frame: Frame, pane: Pane, read_again: ReadAgain) -> None:
        """Hear ``pane``, which is part of ``panel``; ``read_again`` lets that show what came of an act."""
        super().__init__(panel)
        self._panel, self._frame, self._pane, self._read_again = panel, frame, pane, read_again
        self._job: Job | None = None
        self._beginning: Job | None = None
        self.case_id: int | None = None
        self.view: PlanView | None = None
        pane.fields_saved.connect(self._save_fields)
        pane.own_saved.connect(lambda answers: self._save_fields(answers, {}, Part.TEXT))
        pane.steps_saved.connect(lambda text, seen: self._save_text(Part.STEPS, text, seen))
        pane.course_saved.connect(lambda text, seen: self._save_text(Part.COURSE, text, seen))
        pane.reason_saved.connect(self._save_reason)
        pane.goal_saved.connect(self._save_goal)
        pane.goal_removed.connect(lambda goal: self._do(planning.remove_goal, goal, said=_("Ziel entfernt")))
        pane.phrase_wanted.connect(self._keep_phrase)
        pane.looked.connect(self._keep_look)
        pane.put_off.connect(self._put_off)
        pane.no_goal.connect(self._save_no_goal)
        pane.begun.connect(self._change_begin)
        pane.signed.connect(self._sign)
        pane.plan_closed.connect(
            lambda on, reason: self._do(
                planning.close_plan,
                on,
                reason,
                said=_("Plan geschlossen"),
                on_error=self._refused,
                saves=Part.END,
            )
        )
        pane.reopened.connect(
            lambda on, goals: self._do(
                planning.reopen_plan,
                on,
                goals,
                said=_("Plan wieder aufgenommen"),
                on_error=self._refused,
                saves=Part.END,
            )
        )
        pane.hand_out.connect(self.hand_out)
        pane.version_wanted.connect(self._show_version)

    def begin(self, on: date, brought_along: bool, opened_on: date | None) -> None:
        """Begin the plan, or take over one that was ``brought_along``."""

        def act(desk: Desk, case_id: int) -> Outcome[PlanView]:
            return planning.begin_plan(desk, case_id, on, brought_along=brought_along, opened_on=opened_on)

        said = _("Plan übernommen") if brought_along else _("Plan begonnen")
        self._beginning = self._act(
            act,
            on_done=lambda _view: self._read_again(next_goal=True),
            on_error=self.not_begun.emit,
            said=said,
        )

    def show_read(self, view: PlanView | None) -> None:
        """Take ``view`` for the plan of the case; None for another case, before that is read."""
        self.view = view
        job = self._beginning
        if view is None or (job is not None and not self._frame.workers.vault.holds(job)):
            self._beginning = None

    def hand_out(self) -> None:
        """Keep the plan as a version and show it as a paper, once what is typed is in it, and what it lacks
        was said.

        Nothing is asked while the office's own data keep every paper from being made (Rule E8).
        """
        self._pane.leave(self._hand_out)

    def _hand_out(self) -> None:
        asked_of = self.case_id

        def hear(names: tuple[str, ...]) -> None:
            if self.case_id == asked_of:
                self.office_lacks.emit(names)
                if not names:
                    self._keep_version()

        self._frame.ask(
            missing_for_papers, on_done=hear, owner=self._panel, replaces="what the plan lacks of the office"
        )

    def _keep_version(self) -> None:
        def made(paper: Paper) -> None:
            self.paper_made.emit(paper)
            self._read_again()

        said = _("Die Fassung ist festgehalten.")
        if self.view is not None:
            before_keeping(
                self._panel, self.view, lambda: self._act(papers.hand_out_plan, on_done=made, said=said)
            )

    def _act(
        self,
        verb: Callable[[Desk, int, *Ts], Outcome[T]],
        *args: *Ts,
        said: str,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = None,
    ) -> Job | None:
        """Act on the case that is shown."""
        if self.case_id is None:
            return None
        return self._frame.do(
            verb, self.case_id, *args, on_done=on_done, on_error=on_error, owner=self._panel, said=said
        )

    def _do(
        self,
        verb: Callable[[Desk, int, *Ts], Outcome[T]],
        *args: *Ts,
        said: str,
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[Trouble], object] | None = None,
        next_goal: bool = False,
        saves: Part | None = None,
    ) -> None:
        """Act on the case; the large part is built anew when the plan was read again.

        What is typed there stays, apart from the part that it ``saves``.
        """

        stood = self._pane.typed_in(saves) if saves is not None else None

        def done(value: T) -> None:
            if on_done is not None:
                on_done(value)
            self._pane.settle(saves, stood)
            self._read_again(next_goal=next_goal, follows=True)

        def failed(trouble: Trouble) -> None:
            self._pane.stop()
            (on_error or self._frame.workers.vault.on_trouble)(trouble)

        self._act(verb, *args, on_done=done, on_error=failed, said=said)

    def _save_fields(
        self, answers: tuple[Answer, ...], columns: dict[str, str], part: Part = Part.FIELDS
    ) -> None:
        save = partial(save_needs, client_version=self._pane.client_version, all_shown=True)
        self._do(save, None, answers, columns, said=_("Angaben gespeichert"), saves=part)

    def _save_text(self, part: Part, text: str, seen: str) -> None:
        """Write the steps (I5) or the course (I7), unless another text than the one ``seen`` stands there."""
        plan = self._plan_if(lambda read: (read.steps if part is Part.STEPS else read.course) == seen)
        if plan is not None:
            written = replace(plan, steps=text) if part is Part.STEPS else replace(plan, course=text)
            said = _("Schritte gespeichert") if part is Part.STEPS else _("Verlaufsstand gespeichert")
            self._do(planning.save_plan_texts, written, said=said, saves=part)

    def _plan_if(self, as_seen: Callable[[Plan], bool]) -> Plan | None:
        """Return the plan as it was read last, if what is written over is ``as_seen``; else say so."""
        plan = self.view.plan if self.view is not None else None
        if plan is not None and as_seen(plan):
            return plan
        self._pane.stop()
        if plan is not None:
            self._frame.warn(ChangedMeanwhile())
        return None

    def _save_no_goal(self, reason: str, until: date | None, seen: Sequence[str]) -> None:
        plan = self._plan_if(lambda read: sentence_of(read) == seen)
        if plan is not None:
            said, args = _("Satz gespeichert"), (plan.version, reason, until)
            self._do(planning.save_no_goal, *args, said=said, on_error=self._refused, saves=Part.NO_GOAL)

    def _sign(self, client: date | None, worker: date | None, seen: Sequence[str]) -> None:
        plan = self._plan_if(lambda read: signatures_of(read) == seen)
        if plan is not None:
            args = (plan.version, client, worker)
            said = _("Unterschriften gespeichert")
            refused = self._signature_refused
            self._do(planning.sign_plan, *args, said=said, on_error=refused, saves=Part.SIGNATURES)

    def _signature_refused(self, trouble: Trouble) -> None:
        """Show at the signature why its day cannot be, anything else in the line of notices."""
        content = self._pane.content
        code, on = (trouble.code, trouble.values.get("on")) if isinstance(trouble, Refused) else ("", None)
        if not (isinstance(content, CourseBlock) and content.show_fault(code, told(trouble), on)):
            self._frame.warn(trouble)

    def _change_begin(self, on: date, reason: str) -> None:
        plan = self._plan_if(lambda _read: True)
        if plan is not None:
            said, args = _("Beginn des Plans geändert"), (plan.version, on, reason)
            self._do(planning.change_begin, *args, said=said, on_error=self._begin_refused, saves=Part.BEGIN)

    def _begin_refused(self, trouble: Trouble) -> None:
        """Show in the form of the first day all that cannot be, anything else in the line of notices."""
        content = self._pane.content
        if isinstance(trouble, Refused) and isinstance(content, CourseBlock):
            show_refusals(trouble, content.begin.row_of, content, self._frame.warn)
        else:
            self._frame.warn(trouble)

    def _save_reason(self, block: Block, reason: str, seen: str) -> None:
        plan = self._plan_if(lambda _read: self.view is not None and reason_of(self.view, block) == seen)
        if plan is not None:
            said = _("Begründung gespeichert") if reason else _("Begründung zurückgenommen")
            args = (plan.version, block, reason or None)
            self._do(planning.set_block_reason, *args, said=said, saves=Part.REASON)

    def _save_goal(self, goal: Goal, on: date | None) -> None:
        def act(desk: Desk, case_id: int) -> Outcome[Goal]:
            return planning.save_goal(desk, case_id, goal, on=on)

        self._keep(act, self._pane.goal_is_saved, self._refused, said=_("Ziel gespeichert"))

    def _keep(
        self,
        verb: Callable[[Desk, int], Outcome[Goal]],
        way: Callable[[Goal], object],
        refused: Callable[[Trouble], object],
        *,
        said: str,
    ) -> None:
        """Save the goal or the review that is shown, and go ``way`` from there when the plan is read."""
        saving = self._pane.saving()
        stored = saving.stored if saving is not None else StoredGoal()

        def act(desk: Desk, case_id: int) -> Outcome[Goal]:
            outcome = verb(desk, case_id)
            stored.goal = outcome.value
            return outcome

        def done(goal: Goal) -> None:
            self._job = None
            self._pane.note_saved(saving, goal, lambda: way(goal))
            self._read_again(next_goal=True)

        def failed(trouble: Trouble) -> None:
            self._job = None
            self._pane.not_saved()
            refused(trouble)

        self._job = self._act(act, on_done=done, on_error=failed, said=said)

    def saving(self) -> Saving | None:
        """Return what saves the goal or the review that is typed in the large part, as long as it does.

        Or what begins the plan, until that is read: nothing is left then of what was typed for it.
        """
        if self._beginning is not None:
            return Saving(self._beginning, lambda: None)
        return self._pane.on_its_way(self._job) if self._job is not None else None

    def _refused(self, trouble: Trouble) -> None:
        """Mark at its field what the rules refuse of what is shown, anything else in the line of notices."""
        content = self._pane.content
        if not (
            isinstance(trouble, Refused)
            and isinstance(content, GoalEditor | ReviewCard | GoalsBlock | CourseBlock)
        ):
            self._frame.warn(trouble)
            return
        show_refusals(trouble, content.row_of, content, self._frame.warn)

    def _keep_phrase(self, view: GoalView) -> None:
        """Let the office look at the wording before it becomes a phrase: it outlives the case (Z4, L3)."""
        self._frame.open_page("settings", part="phrases", phrase=phrase_of(view.goal))

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

        self._keep(
            act,
            lambda goal: self._pane.next_goal(goal.id),
            self._refused,
            said=_("Überprüfung festgehalten"),
        )

    def _put_off(self, goal_id: int, on: date, dropped: dict[str, Any] | None) -> None:
        """Put the review off and go on from its goal; what was ``dropped`` for it can come back.

        Whoever went elsewhere meanwhile stays there, with what is typed.
        """

        def done(_moved: object) -> None:
            goes_on = self._pane.reviewed() == goal_id
            typed = (self._pane.draft() if goes_on else None) or dropped
            if goes_on:
                self._pane.next_goal(goal_id, put_off=True)
            if typed is not None:
                self._pane.offer_back(typed)
            self._read_again(next_goal=goes_on)

        def failed(trouble: Trouble) -> None:
            self._frame.warn(trouble)
            if dropped is not None:
                self._pane.offer_back(dropped)

        said = _("Überprüfung auf den {on} verschoben").format(on=day(on))
        self._act(move_review, goal_id, on, on_done=done, on_error=failed, said=said)

    def _show_version(self, number: int) -> None:
        if self.case_id is not None:
            self._frame.ask(
                papers.issued_plan, self.case_id, number, on_done=self.paper_made.emit, owner=self._panel
            )
