"""A goal, or its review, on its way to the store: whether one typed on in it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from intman_desktop.jobs.worker import Job
from intman_desktop.language import _
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.kept_pane import KeptPane, PaneState, Way
from intman_desktop.ui.plan.parted import PartedBlock
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.plan.typed_since import StoredGoal, review_since, typed_since
from intman_desktop.ui.plan.undone import Undone
from intman_desktop.values.case_file import Goal
from intman_desktop.values.form_views import PlanForm


class GoalSaving:
    """What stood in ``content`` when its saving began.

    Attributes: ``content``; ``stood`` – its draft then; ``stored`` – the goal it becomes; ``ended`` – that
    goal as it was saved, and the way on from there, None while it is under way; ``again`` – saving was asked
    for once more since, with something else.
    """

    def __init__(self, content: GoalEditor | ReviewCard) -> None:
        self.content = content
        self.ended: tuple[Goal, Callable[[], object]] | None = None
        self.again = False
        self.stood = content.draft()
        self.stored = StoredGoal()

    def holds_all(self) -> bool:
        """Return whether all that stands in ``content`` now is in what is being saved."""
        return self.content.draft() == self.stood


class SavingPane(KeptPane):
    """Holds a goal or a review until it is stored, and what is typed on in it meanwhile.

    Attributes: ``person`` – whose plan it is, as it is named over a review, which begins with the head of the
    case out of sight.
    """

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._saving: GoalSaving | None = None
        self._undone = self._undone_here = False
        self._before: PlanForm | None = None
        self._since: dict[str, Any] | None = None
        self.person = ""
        frame.taking_back.connect(self._hear_undone)

    def saving(self) -> GoalSaving | None:
        """Return the goal, or the review, that is being saved."""
        return self._saving

    def on_its_way(self, job: Job) -> Saving | None:
        """Return ``job``, which saves the goal or the review, with what is left then of what is typed."""
        saving, typed = self._saving, self.draft()
        if saving is None or saving.content is not self.content or typed is None:
            return None
        stood, stored = saving.stood, saving.stored
        return Saving(job, lambda: typed_since(typed, stood, stored.goal) if stored.goal else typed)

    def note_saved(self, saving: GoalSaving | None, goal: Goal, way: Way) -> None:
        """Go ``way`` as soon as the plan is read, as ``goal`` was saved; what is typed until then stays."""
        if saving is not None:
            saving.ended = goal, way

    def not_saved(self) -> None:
        """Keep what is typed: it could not be saved."""
        self._saving = None
        self.stop()

    def show_form(self, form: PlanForm) -> bool:
        """Show the plan as it was read; what is typed stays as it is, apart from what was saved of it.

        Returns whether the cursor is where one goes on already.
        """
        self._before, self._form = self._form, form
        content, saving = self.content, self._saving
        noted = content.goal.id if isinstance(content, ReviewCard) and content.note.hasFocus() else 0
        if saving is not None and saving.ended is not None:
            self._saving = None
            self._go_on(saving, *saving.ended)
        if self._undone_here or (self._undone and isinstance(self.content, PartedBlock)):
            self._stale = True  # what is typed goes on over what stands there now, or as a new goal
        stays = super().show_form(form)
        self._undone = self._undone_here = False
        if isinstance(self.content, ReviewCard) and self.content.goal.id == noted:
            self.content.note.setFocus()
            return True
        return stays

    def _go_on(self, saving: GoalSaving, goal: Goal, way: Way) -> None:
        """Go on from ``goal``, which was saved, or go on in it with what was typed since."""
        content = self.content
        if content is saving.content and saving.holds_all():
            self.settle_all()
            way()
        elif content is saving.content and isinstance(content, GoalEditor):
            self._goal_id = goal.id
            self.set_title(self._of(_("Ziel bearbeiten")))
            content.go_on_in(goal)
            if saving.again and not content.save():
                self.stop()
            elif not saving.again and self._saving_all:
                self._save_next()
        else:  # one is elsewhere by now, or typed on in a review: it is built anew over what is stored
            self._stale = True
            if content is saving.content and isinstance(content, ReviewCard):
                self._sitting.look_at(goal.id)
                self._since = self._told(review_since(content.draft(), saving.stood, goal), None)

    def _hear_undone(self) -> None:
        self._undone, self._undone_here = True, self.isVisible()

    def _left(self) -> dict[str, Any] | None:
        typed, built, now = self._since or self.draft(), self._built, self._form
        self._since = None
        if not self._undone or typed is None or built is None or now is None:
            return typed
        read = self._before if self._undone_here else None
        return Undone(self.block, built, read, now).over_now(typed)

    def _keep(self, ask: Way) -> None:
        """Ask for saving what is shown; what is on its way already comes first, as the same goal."""
        saving, content = self._saving, self.content
        if saving is not None and saving.content is content:
            saving.again = not saving.holds_all()
        elif isinstance(content, GoalEditor | ReviewCard):
            self._saving = GoalSaving(content)
            ask()

    def draft(self) -> dict[str, Any] | None:
        """Return what is typed here and not saved, or None."""
        typed, saving = super().draft(), self._saving
        if typed is None or saving is None or saving.ended is None or saving.content is not self.content:
            return typed
        return typed_since(typed, saving.stood, saving.ended[0])

    def _values(self) -> dict[str, Any]:
        values = super()._values()
        in_sitting = self.state in (PaneState.GOAL, PaneState.REVIEW) and self._sitting.goal is not None
        if in_sitting and (values or self._waits()):
            values["sitting"] = self._sitting.draft()
        return values

    def _waits(self) -> bool:
        """Return whether the review of the goal waits here with what is typed in it while that is changed."""
        return self.state is PaneState.GOAL and self._goal_id in self._sitting.typed

    def save(self, then: Way | None = None) -> None:
        """Save all that is typed here, and go on to ``then``."""
        editor = self.content if isinstance(self.content, GoalEditor) else None
        if then is not None and editor is not None and self._waits() and not editor.is_touched():
            self._leave_editor()  # all that is typed is the review
        super().save(then)

    def offer_back(self, typed: dict[str, Any]) -> None:
        """Offer what was ``typed`` and dropped beside what came of the act for which it was."""
        if self._form is not None:
            case_id = self._form.view.case_id
            self._frame.offer(lambda: self._bring_back(case_id, typed), _("Zurückholen"))

    def _bring_back(self, case_id: int, typed: dict[str, Any]) -> None:
        form, sitting = self._form, typed["values"].get("sitting", {})
        shown = isinstance(self.content, ReviewCard) and [self._goal_id, self.content.draft()]
        if form is not None and form.view.case_id == case_id and shown in sitting.get("typed", ()):
            self.put_back(form, typed)  # the review that stands here waits while the goal comes back
            self.turned.emit()
        else:
            super()._bring_back(case_id, typed)

    def _leave_editor(self) -> None:
        """Go from a goal that was changed to its review, or to all goals."""
        raise NotImplementedError

    def _of(self, title: str) -> str:
        """Return ``title`` with whose goal it is: her name above has scrolled away by then."""
        return " · ".join(part for part in (title, self.person) if part)
