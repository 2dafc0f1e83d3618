"""Fields of the catalogue one below the other, read and checked together (I8, I10, E3)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_base import FieldWidget
from intman_desktop.ui.needs.field_widgets import build_filled
from intman_desktop.ui.needs.full_age import follow_birth
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.values.case_file import Answer
from intman_desktop.values.form_views import FilledField


class FieldSection(Form):
    """A form of fields. Signals: ``changed`` – the person changed one."""

    changed = Signal()

    def __init__(
        self,
        frame: Frame,
        fields: Sequence[FilledField],
        ask_consent: Callable[[], object],
        first: tuple[str, QWidget] | None = None,
    ) -> None:
        """Show ``fields``; before them and in line with them ``first``, a label with what is none of them."""
        super().__init__()
        if first is not None:
            self.row(*first)
        self._fields: list[tuple[FieldWidget, FormRow]] = []
        for filled in fields:
            widget = build_filled(frame, filled, ask_consent=ask_consent, parent=self)
            widget.changed.connect(self.changed)
            self._fields.append((widget, self.row(filled.view.label, widget)))
        by_code = {widget.field.code: (widget, row) for widget, row in self._fields}
        self._follow_birth = follow_birth(self, by_code, frame.today)

    def widget(self, code: str) -> FieldWidget:
        """Return the widget of a field. Raises ``StopIteration`` for one that is not here."""
        return next(widget for widget, _row in self._fields if widget.field.code == code)

    def go_in(self) -> None:
        """Put the cursor into the first open field."""
        first = self.first_open()
        if first is not None:
            first.setFocus()

    def first_open(self) -> FieldWidget | None:
        """Return the first field that a consent opens, or None."""
        return next((widget for widget, _row in self._fields if not widget.is_closed()), None)

    def mark_faults(self) -> None:
        """Mark what cannot be understood.

        Lists are understood first: of what was just typed there other questions may follow.
        """
        understand(self)
        for widget, row in self._fields:
            row.set_fault("" if row.isHidden() else widget.fault())

    def check(self) -> bool:
        """Mark what cannot be understood, put the cursor there, and return whether all can be saved."""
        self.mark_faults()
        return free_of_faults(self)

    def answers(self) -> tuple[Answer, ...]:
        """Return the answers of the fields that were changed."""
        changed = (widget for widget in self._changed() if not widget.field.of_client)
        return tuple(answer for widget in changed for answer in widget.answers())

    def columns(self) -> dict[str, str]:
        """Return the client's columns that were changed, as their fields give them."""
        return {widget.field.code: widget.value() for widget in self._changed() if widget.field.of_client}

    def is_touched(self) -> bool:
        """Return whether something was typed since the fields were shown."""
        return any(widget.is_touched() for widget, _row in self._fields)

    def draft(self, saved: Collection[str] = ()) -> dict[str, Any]:
        """Return what is typed, for a draft; what nobody touched is read anew when it comes back.

        Of the fields that were ``saved``, by their codes, it tells what stands there in any case.
        """
        asked = (widget for widget, _row in self._fields if not widget.is_closed())
        told = (each for each in asked if each.field.code in saved or each.is_touched())
        return {widget.field.code: widget.draft() for widget in told}

    def set_draft(self, typed: Mapping[str, Any]) -> None:
        """Put back what ``draft`` returned, in the fields that are here and open."""
        for widget, _row in self._fields:
            if widget.field.code in typed and not widget.is_closed():
                widget.set_draft(typed[widget.field.code])
        self._follow_birth()

    def _changed(self) -> list[FieldWidget]:
        """Return the fields with something new; one that is no longer asked for says nothing."""
        asked = (widget for widget, row in self._fields if not row.isHidden() and not widget.is_closed())
        return [widget for widget in asked if widget.is_changed()]
