"""One widget for every field of the catalogue: built by kind, dated where values change, closed by consent.

``build_field`` is what the Bedarfserhebung and the tab "Person und Haushalt" use alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.dated_field import DatedField
from intman_desktop.ui.needs.entries import entry_for
from intman_desktop.ui.needs.field_base import FieldWidget
from intman_desktop.ui.parts.closed_box import ClosedBox
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.values.case_file import Answer
from intman_desktop.values.form_views import FieldView, FilledField


def build_field(
    frame: Frame,
    field: FieldView,
    answers: Sequence[Answer] = (),
    *,
    ask_consent: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> FieldWidget:
    """Return the widget for ``field`` with what it holds, inside ``parent``.

    Put it into a form by ``form.row(field.label, widget)``. A field that no consent opens (Rule E3) shows
    the reason, holds nothing, and offers ``ask_consent`` as the way to ask.
    """
    if field.closed is not None:
        return _Closed(field, ask_consent, parent)
    widget = DatedField(frame, field, parent) if field.dated else _Single(frame, field, parent)
    widget.set_answers(answers)
    return widget


def build_filled(
    frame: Frame,
    filled: FilledField,
    *,
    ask_consent: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> FieldWidget:
    """Return the widget for a field together with what the case holds, inside ``parent``."""
    return build_field(frame, filled.view, filled.answers, ask_consent=ask_consent, parent=parent)


class _Closed(FieldWidget):
    """Holds nothing and says why (E3)."""

    def __init__(
        self, field: FieldView, ask_consent: Callable[[], object] | None, parent: QWidget | None
    ) -> None:
        super().__init__(field, parent)
        if field.closed is None:
            raise ValueError("this field is open")
        why = sentence(field.closed)
        self.column.addWidget(ClosedBox(why, _("Einwilligung öffnen"), ask_consent, parent=self))


class _Single(FieldWidget):
    """A field with one value."""

    def __init__(self, frame: Frame, field: FieldView, parent: QWidget | None) -> None:
        super().__init__(field, parent)
        self._kept: tuple[Answer, ...] = ()
        self._entry = entry_for(frame, field, self)
        self._shown = ""
        self._untouched: dict[str, str] = {}
        self.column.addWidget(self._entry)
        self._entry.line().setAccessibleName(field.label)
        self._entry.changed.connect(self.changed)
        hand_on(self, self._entry.line())

    def value(self) -> str:
        """Return the present value."""
        return self._entry.value()

    def set_value(self, value: str) -> None:
        """Show ``value``."""
        self._entry.set_value(value)

    def answers(self) -> tuple[Answer, ...]:
        """Return the one answer with the id it was read with; others that stood there are emptied."""
        held = self._kept[-1] if self._kept else Answer(self.field.code, "")
        typed = (*(replace(each, value="") for each in self._kept[:-1]), replace(held, value=self.value()))
        return self._as_seen(typed)

    def set_answers(self, answers: Sequence[Answer]) -> None:
        """Show the last of ``answers``."""
        self._kept = tuple(answers)
        self._see(answers)
        self.set_value(self._kept[-1].value if self._kept else "")
        self._shown = self.value()
        self._untouched = self.draft()

    def fault(self) -> str:
        """Return what is wrong with the text typed."""
        return self._entry.fault()

    def is_changed(self) -> bool:
        """Return whether another value stands here than was shown."""
        return self.value() != self._shown or bool(self.fault())

    def draft(self) -> dict[str, str]:
        """Return what stands here as it is typed."""
        return {"value": self._entry.draft(), **self._seen_too()}

    def set_draft(self, typed: dict[str, str]) -> None:
        """Put back what ``draft`` returned."""
        self._see_again(typed)
        self._entry.set_draft(typed["value"])

    def is_touched(self) -> bool:
        """Return whether something was typed since the field was shown."""
        return self.draft() != self._untouched
