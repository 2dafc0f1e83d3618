"""What is typed in the large part of the plan: kept until it is saved, dropped, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeAlias

from PySide6.QtCore import Signal

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.kept_cursor import FilledSince, KeptCursor
from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.field_block import FieldBlock
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.lights import BlockKey, key_from
from intman_desktop.ui.plan.own_block import OwnBlockContent
from intman_desktop.ui.plan.parted import Part, PartedBlock
from intman_desktop.ui.plan.reason_line import ReasonLine
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.plan.review_summary import ReviewSummary
from intman_desktop.ui.plan.sitting import Sitting
from intman_desktop.values.codes import Block
from intman_desktop.values.form_views import PlanForm

Content: TypeAlias = (
    FieldBlock | GoalsBlock | CourseBlock | GoalEditor | ReviewCard | ReviewSummary | OwnBlockContent
)
Way: TypeAlias = Callable[[], object]


class PaneState(Enum):
    """What the large part shows."""

    BLOCK = "block"
    GOAL = "goal"
    REVIEW = "review"
    SUMMARY = "summary"


class KeptPane(Card):
    """Holds what is shown, and loses nothing that is typed in it.

    Attributes: ``block``, ``state``, ``content`` (what is shown), ``reason``, ``client_version``, that of the
    client whose fields are shown.
    Signals: ``turned`` – something else is shown, ``built`` – what is shown was made anew.
    """

    turned = Signal()
    built = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._form: PlanForm | None = None
        self._built: PlanForm | None = None
        self._sitting = Sitting()
        self._goal_id = 0
        self._stale = False
        self._then: Way | None = None
        self._saving_all = False
        self._types_on = False
        self.client_version = 0
        self.block: BlockKey = Block.GOALS
        self.state = PaneState.BLOCK
        self.content: Content | None = None
        self.reason = ReasonLine(self)

    def show_form(self, form: PlanForm) -> bool:
        """Show the plan as it was read; what is typed stays as it is, apart from what was saved of it.

        Returns whether the cursor is where one goes on already: in the field in which one is typing, or in
        what was to be opened once all is saved.
        """
        self._form = form
        if not self._stale and self.is_touched():
            return False
        typed, self._stale = self._left(), False
        if self._saving_all and isinstance(self.content, PartedBlock) and self.content.typed_on():
            self._types_on = True
        cursor = KeptCursor(self) if typed is not None or self._types_on else None
        self._build()
        if typed is not None:
            self._fill(typed)
        stays = cursor is not None and cursor.put_back()
        went_on = self._saving_all and self._save_next(saved=True)
        return self.state is not PaneState.BLOCK if went_on else stays

    def is_touched(self) -> bool:
        """Return whether something is typed here that is not saved."""
        return self.draft() is not None

    def draft(self) -> dict[str, Any] | None:
        """Return what is typed here, or None."""
        values, reason = self._values(), self.reason.typed()
        if self.content is None or self._form is None or not (values or reason is not None):
            return None
        typed = self._told(values, reason)
        if isinstance(self.content, PartedBlock) and Part.FIELDS in self.content.typed_on():
            del typed["client"]  # another by now, and by what was saved here
        return typed

    def _left(self) -> dict[str, Any] | None:
        """Return what is typed here as it goes on when all is shown anew."""
        return self.draft()

    def put_back(self, form: PlanForm, typed: dict[str, Any]) -> FilledSince:
        """Show the part that was left, with what was typed; a goal that is gone becomes a new one.

        Returns what knows where that is.
        """
        self._form = form
        self.block, self.state = key_from(typed["block"]), PaneState(typed["state"])
        self._goal_id = typed["goal_id"]
        if "sitting" in typed["values"]:
            self._sitting = Sitting.from_draft(typed["values"]["sitting"])
        elif self.state is PaneState.REVIEW:
            self._sitting = Sitting([self._goal_id])
        self._build()
        filled = FilledSince(self)
        self._fill(typed)
        return filled

    # Saving

    def typed_in(self, part: Part) -> object:
        """Return what is typed in ``part`` by now."""
        if part is Part.REASON:
            return self.reason.typed()
        return self.content.draft_of(part) if isinstance(self.content, PartedBlock) else None

    def settle(self, saved: Part | None = None, stood: object = None) -> None:
        """Let all be shown anew when the plan was read again, and let go of the part that is ``saved``.

        ``stood`` was typed in it when its saving began; what one types on stays, until the plan is shown anew
        and after that.
        """
        self._stale = True
        if saved is Part.REASON:
            self.reason.take_as_saved(stood if isinstance(stood, str) else None)
        elif saved is not None and isinstance(self.content, PartedBlock) and isinstance(stood, dict):
            self.content.stored[saved] = stood

    def settle_all(self) -> None:
        """Let go of all that was typed."""
        self.content, self._stale = None, True

    def stop(self) -> None:
        """Save nothing further: something could not be saved, and stays as it is typed."""
        self._then, self._saving_all, self._types_on = None, False, False

    def save(self, then: Way | None = None) -> None:
        """Save all that is typed here, one part after the other, and go on to ``then``.

        What cannot be saved is marked, and the cursor goes there. A plan is closed by its own button alone.
        """
        self.stop()
        content = self.content
        if isinstance(content, GoalEditor | ReviewCard):
            if content.save():
                self._then, self._saving_all = then, True
            return
        parts = self._parts()
        if not parts:
            self._save_nothing()
        elif self._check(parts):
            self._then, self._saving_all = then, True
            self._save_next()

    def leave(self, way: Way) -> None:
        """Go ``way`` at once, or where something is typed once that was saved or dropped."""
        if not self.is_touched():
            way()
            return
        said = _("Hier steht noch Ungespeichertes.")
        self._frame.say(said, lambda: self.drop(way), _("Verwerfen"))
        if self._parts() or isinstance(self.content, GoalEditor | ReviewCard):
            self._frame.offer(lambda: self.save(way), _("Speichern"))

    def drop(self, way: Way | None = None) -> None:
        """Show what is stored and go ``way``; the line of notices can bring back what was typed."""
        typed = self.draft()
        self.stop()
        self.settle_all()
        if way is not None:
            way()
        if self.content is None and self._form is not None:
            self.show_form(self._form)
            self.turned.emit()
        if typed is not None:
            self._offer_back(typed)

    def say_dropped(self, values: dict[str, Any]) -> None:
        """Tell that ``values``, typed in a part of the block that is shown, were dropped there."""
        self._offer_back(self._told(values, None))

    def _offer_back(self, typed: dict[str, Any]) -> None:
        if self._form is not None:
            said, case_id = _("Verworfen: was Sie hier begonnen hatten."), self._form.view.case_id
            self._frame.say(said, lambda: self._bring_back(case_id, typed), _("Zurückholen"))

    def _bring_back(self, case_id: int, typed: dict[str, Any]) -> None:
        """Show again what was dropped, as long as it is the plan of the same case."""

        def put_back() -> None:
            form = self._form
            if form is not None and form.view.case_id == case_id:
                self.put_back(form, typed)
                self.turned.emit()

        if self._has_room_for(case_id, typed):
            self._fill(typed)
        else:
            self.leave(put_back)

    def _has_room_for(self, case_id: int, typed: dict[str, Any]) -> bool:
        """Return whether ``typed`` belongs into the block that is shown, where nothing else is typed."""
        shown = self._told({}, None)
        of_it = all(typed[key] == shown[key] for key in ("block", "state", "goal_id"))
        same = self._form is not None and self._form.view.case_id == case_id and of_it
        free = not set(typed["values"]) & set(self._values())
        has_reason = typed["reason"] is not None and self.reason.typed() is not None
        return same and isinstance(self.content, PartedBlock) and free and not has_reason

    def _told(self, values: dict[str, Any], reason: str | None) -> dict[str, Any]:
        """Return ``values`` and ``reason`` with where they were typed."""
        return {
            "block": str(self.block),
            "state": self.state.value,
            "goal_id": self._goal_id,
            "values": values,
            "client": self.client_version,
            "reason": reason,
            "reason_seen": self.reason.seen,
        }

    def _parts(self) -> list[Part]:
        """Return what is typed here and can be saved."""
        content = self.content
        left = content.unsaved() if isinstance(content, PartedBlock) else []
        reason = [Part.REASON] if self.reason.typed() is not None else []
        return [part for part in (*left, *reason) if part is not Part.END]

    def _check(self, parts: list[Part]) -> bool:
        """Mark what in ``parts`` cannot be saved, put the cursor there, and return whether all can be."""
        content = self.content
        inside = not isinstance(content, PartedBlock) or content.check(parts)
        return inside and (Part.REASON not in parts or self.reason.check())

    def _save_next(self, *, saved: bool = False) -> bool:
        """Save the next part, or go on once none is left; return whether it went on.

        ``saved`` tells whether something was saved before. A part that says what is stored is none to be
        saved: it is shown as it is stored.
        """
        content = self.content
        for part in self._parts():
            if not self._check([part]):  # one may have typed on while the part before was saved
                self.stop()
                return False
            if part is Part.REASON:
                self.reason.save()
                return False
            if isinstance(content, PartedBlock) and content.save_part(part):
                return False
            self.settle(part, self.typed_in(part))
        then = self._then
        self.stop()
        if self._stale and self._form is not None:
            self.show_form(self._form)
        if not saved:
            self._say_nothing_changed()
        if then is not None:
            self.leave(then)
        return then is not None

    def _save_nothing(self) -> None:
        content = self.content
        if isinstance(content, CourseBlock) and content.unsaved():
            content.go_to_end()
        elif content is not None:
            self._say_nothing_changed()

    def _say_nothing_changed(self) -> None:
        self._frame.say(_("Es ist nichts geändert."))

    def _values(self) -> dict[str, Any]:
        content = self.content
        if isinstance(content, PartedBlock):
            return content.draft_left()
        return content.draft() if content is not None and content.is_touched() else {}

    def _fill(self, typed: dict[str, Any]) -> None:
        """Put ``typed`` back where it was typed, over what was seen then."""
        if "fields" in typed["values"]:
            self.client_version = typed.get("client", self.client_version)
        if self.content is not None and typed["values"]:
            self.content.set_draft(typed["values"])
        self.reason.put_back(typed["reason"], typed.get("reason_seen"))

    def _build(self) -> None:
        """Show what is to be shown, as it is stored."""
        raise NotImplementedError
