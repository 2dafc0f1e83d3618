"""A block that is answered by fields: I1 to I5, large (I8, I10, E3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_section import FieldSection
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.tokens import space
from intman_desktop.values.form_views import FilledField


class FieldBlock(QWidget):
    """The fields of one block. Attributes: ``fields``; ``steps``, the text of I5, or None; ``seen``, the one
    it is typed over.

    Signals: ``saved`` – the person wants saved what stands here.
    """

    saved = Signal()

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
        if steps is not None:
            self.steps = TextArea(lines=4)
            self.steps.set_value(steps)
            column.addWidget(Labelled(_("&Schritte im Integrationsprozess"), self.steps))
        self.fields = FieldSection(frame, fields, ask_consent)
        column.addWidget(self.fields)
        column.addWidget(Flow(quiet_button(_("Angaben speichern"), self.saved.emit)))

    def steps_changed(self) -> bool:
        """Return whether the description of the steps was changed."""
        return self.steps is not None and self.steps.value() != self._kept_steps

    def is_touched(self) -> bool:
        """Return whether something was typed since the block was shown."""
        return self.steps_changed() or self.fields.is_touched()

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        steps = self.steps.toPlainText() if self.steps is not None else ""
        return {"fields": self.fields.draft(), "steps": steps, "seen": self.seen}

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        if self.steps is not None:
            self.steps.set_value(typed["steps"])
            self.seen = typed.get("seen", self.seen)
        self.fields.set_draft(typed["fields"])
