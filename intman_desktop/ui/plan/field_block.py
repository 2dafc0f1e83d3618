"""A block that is answered by fields: I1 to I5, large (I8, I10, E3)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_section import FieldSection
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.ui.plan.parted import Part, PartedBlock
from intman_desktop.ui.tokens import space
from intman_desktop.values.form_views import FilledField


class FieldBlock(PartedBlock):
    """The fields of one block. Attributes: ``fields``; ``steps``, the text of I5, or None; ``seen``, the one
    it is typed over.

    Signals: what is to be saved – ``fields_saved(answers, columns)``, ``steps_saved(str, str)``, the text and
    the one it was typed over.
    """

    fields_saved = Signal(object, object)
    steps_saved = Signal(str, str)
    keys: ClassVar = {Part.FIELDS: ("fields",), Part.STEPS: ("steps", "seen")}

    def __init__(
        self,
        frame: Frame,
        fields: Sequence[FilledField],
        ask_consent: Callable[[], object],
        steps: str | None = None,
    ) -> None:
        """Show ``fields``; with ``steps`` the description of the single steps stands above them (I5)."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self._kept_steps = steps
        self.seen = steps or ""
        self.steps: TextArea | None = None
        first = None
        if steps is not None:
            self.steps = TextArea(lines=4)
            self.steps.set_value(steps)
            first = (_("&Schritte im Integrationsprozess"), self.steps)
        self.fields = FieldSection(frame, fields, ask_consent, first)
        column.addWidget(self.fields)

    def steps_changed(self) -> bool:
        """Return whether the description of the steps was changed."""
        return self.steps is not None and self.steps.value() != self._kept_steps

    def touched(self) -> list[Part]:
        """Return of steps and fields those in which something was typed since the block was shown."""
        clean = {Part.STEPS: not self.steps_changed(), Part.FIELDS: not self.fields.is_touched()}
        return [part for part, stands in clean.items() if not stands or part in self.stored]

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        touched = self.touched()
        saved = self.stored.get(Part.FIELDS, {}).get("fields", ())
        typed: dict[str, Any] = {"fields": self.fields.draft(saved)} if Part.FIELDS in touched else {}
        if self.steps is not None and Part.STEPS in touched:
            typed |= {"steps": self.steps.toPlainText(), "seen": self.seen}
        return typed

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        if self.steps is not None and "steps" in typed:
            self.steps.set_value(typed["steps"])
            self.seen = typed.get("seen", self.seen)
        self.fields.set_draft(typed.get("fields", {}))

    def check(self, parts: Collection[Part]) -> bool:
        """Mark what cannot be understood in the fields."""
        return Part.FIELDS not in parts or self.fields.check()

    def save_part(self, part: Part) -> bool:
        """Ask for saving the steps, or the fields that were changed."""
        if part is Part.STEPS and self.steps is not None:
            self.steps_saved.emit(self.steps.value(), self.seen)
            return True
        answers, columns = self.fields.answers(), self.fields.columns()
        if answers or columns:
            self.fields_saved.emit(answers, columns)
        return bool(answers or columns)
