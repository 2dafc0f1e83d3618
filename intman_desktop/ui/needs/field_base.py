"""What every widget of a field of the catalogue answers: its value, its answers, its faults, its draft."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.ui.needs.seen import as_seen, seen_of
from intman_desktop.ui.parts.tab_order import cursor_place
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Answer
from intman_desktop.values.form_views import FieldView


class FieldWidget(QWidget):
    """A field of the catalogue. Attributes: ``field``. Signals: ``changed`` – the person changed it."""

    changed = Signal()

    def __init__(self, field: FieldView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._stored = self._seen = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space(1))

    def is_closed(self) -> bool:
        """Return whether no consent opens the field; then it is never saved."""
        return self.field.closed is not None

    def value(self) -> str:
        """Return the present value as an answer writes it: text, code, codes, ISO date, yes or no."""
        return ""

    def set_value(self, value: str) -> None:
        """Show ``value`` as the present one."""

    def answers(self) -> tuple[Answer, ...]:
        """Return all validities for ``save_needs``; one blank answer where the field was emptied."""
        return ()

    def set_answers(self, answers: Sequence[Answer]) -> None:
        """Show what the case holds in this field."""

    def fault(self) -> str:
        """Return the sentence for what cannot be saved, else an empty text."""
        return ""

    def is_changed(self) -> bool:
        """Return whether something else stands here than what was shown."""
        return False

    def at_fault(self) -> QWidget:
        """Return the part of the field that ``fault`` is about."""
        return cursor_place(self)

    def draft(self) -> dict[str, str]:
        """Return what stands here as it is typed, for a draft; settles nothing."""
        return {}

    def set_draft(self, typed: dict[str, str]) -> None:
        """Put back what ``draft`` returned."""

    def is_touched(self) -> bool:
        """Return whether something was typed since the field was shown; settles nothing."""
        return False

    def _see(self, answers: Sequence[Answer]) -> None:
        """Remember which of the stored answers are shown."""
        self._stored = self._seen = seen_of(answers)

    def _see_again(self, typed: dict[str, str]) -> None:
        """Remember which were shown when ``typed`` was; a draft of an earlier program does not tell."""
        self._seen = typed.get("seen", self._stored)

    def _seen_too(self) -> dict[str, str]:
        return {} if self.field.of_client else {"seen": self._seen}

    def _as_seen(self, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        """Return ``answers`` so that they are refused where others than the ones shown are stored."""
        return answers if self._seen == self._stored else as_seen(self.field.code, answers, self._seen)
