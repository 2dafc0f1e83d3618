"""A block that is answered by fields: I1 to I5, large, with "nicht erhoben, weil …" (I8, I10, E3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.field_forms import client_with
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_widgets import FieldWidget, build_filled
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Answer, Client
from intman_desktop.values.form_views import FilledField

STEPS = "steps"
"""The key of the text of I5 among the values of a draft."""


class FieldBlock(QWidget):
    """The fields of one block. Signals: ``saved`` – the person wants what stands here saved; ``changed``."""

    saved = Signal()
    changed = Signal()

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
        form = Form()
        self._kept_steps = steps
        self.steps: TextArea | None = None
        if steps is not None:
            self.steps = TextArea(lines=4)
            self.steps.set_value(steps)
            form.row(_("Schritte im Integrationsprozess"), self.steps)
            self.steps.textChanged.connect(self.changed)
        self._rows: list[tuple[FieldWidget, FormRow]] = []
        for filled in fields:
            widget = build_filled(frame, filled, ask_consent=ask_consent)
            widget.changed.connect(self.changed)
            self._rows.append((widget, form.row(filled.view.label, widget)))
        column.addWidget(form)
        column.addWidget(Flow(quiet_button(_("Angaben speichern"), self.saved.emit)))

    def check(self) -> bool:
        """Mark what cannot be understood, put the cursor there, and return whether all can be saved."""
        first: FieldWidget | None = None
        for widget, row in self._rows:
            row.set_fault(widget.fault())
            if widget.fault() and first is None:
                first = widget
        if first is not None:
            first.setFocus()
        return first is None

    def answers(self) -> tuple[Answer, ...]:
        """Return the answers of the fields that were changed."""
        return tuple(
            answer
            for widget, _row in self._rows
            if not widget.field.of_client and not widget.is_closed() and widget.is_changed()
            for answer in widget.answers()
        )

    def client(self, client: Client) -> Client | None:
        """Return ``client`` with the columns that were changed, or None where none was."""
        values = {
            widget.field.code: widget.value()
            for widget, _row in self._rows
            if widget.field.of_client and not widget.is_closed() and widget.is_changed()
        }
        return client_with(client, values) if values else None

    def is_touched(self) -> bool:
        """Return whether something was typed since the block was shown."""
        return self.steps_changed() or any(widget.is_touched() for widget, _row in self._rows)

    def steps_changed(self) -> bool:
        """Return whether the description of the steps was changed."""
        return self.steps is not None and self.steps.value() != self._kept_steps

    def values(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        typed = {widget.field.code: widget.draft() for widget, _row in self._rows if not widget.is_closed()}
        return {**typed, STEPS: self.steps.toPlainText()} if self.steps is not None else typed

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned."""
        if self.steps is not None and STEPS in values:
            self.steps.set_value(values[STEPS])
        for widget, _row in self._rows:
            if widget.field.code in values and not widget.is_closed():
                widget.set_draft(values[widget.field.code])
