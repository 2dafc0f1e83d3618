"""The list of cases with marks: by Space, by Shift and the arrows, by Ctrl+A, or by a click on the box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from intman_desktop.ui.parts.paged_model import Column, Fetch
from intman_desktop.ui.parts.paged_table import PagedTable
from intman_desktop.ui.parts.table_cell import INSET, mark_room

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class MarkTable(PagedTable):
    """Marks go by the case, so that they outlive sorting and filtering.

    Signals: ``marks_changed``; ``all_wanted`` – mark everything under the filter; ``stretch_wanted(int,
    int)`` – mark the rows from the first to the last of these.
    """

    marks_changed = Signal()
    all_wanted = Signal()
    stretch_wanted = Signal(int, int)

    def __init__(
        self, name: str, columns: Sequence[Column], fetch: Fetch, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, columns, fetch, parent)
        self._marks: dict[int, None] = {}
        self._anchor = -1
        self.rows.marked = lambda row: row.case_id in self._marks
        self._measure()

    def marks(self) -> tuple[int, ...]:
        """Return the ids of the cases marked."""
        return tuple(self._marks)

    def mark(self, case_ids: Iterable[int]) -> None:
        """Mark these cases as well."""
        self._marks |= dict.fromkeys(case_ids)
        self._show()

    def clear_marks(self, case_ids: Iterable[int] | None = None) -> None:
        """Take the marks of these cases away, of all where None."""
        gone = self.marks() if case_ids is None else case_ids
        for case_id in gone:
            self._marks.pop(case_id, None)
        self._anchor = -1
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark by Space, Shift and arrows, and Ctrl+A; Escape takes all marks away."""
        at, key, with_keys = self.currentIndex().row(), Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Space and at >= 0:
            self._toggle(at)
        elif key == Qt.Key.Key_A and with_keys == Qt.KeyboardModifier.ControlModifier:
            self.all_wanted.emit()
        elif key == Qt.Key.Key_Escape and self._marks:
            self.clear_marks()
        elif key in _STEPS and with_keys & Qt.KeyboardModifier.ShiftModifier and at >= 0:
            self._stretch(at, at + _STEPS[key])
        else:
            if key in _STEPS:
                self._anchor = -1
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark by a click on the box; with Shift everything from the row one was in."""
        index = self.indexAt(event.position().toPoint())
        on_box = index.column() == 0 and event.position().x() <= 2 * INSET + mark_room()
        before = self.currentIndex().row()
        super().mousePressEvent(event)
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and before >= 0:
            self.stretch_wanted.emit(min(before, index.row()), max(before, index.row()))
        elif on_box:
            self._toggle(index.row())

    def _toggle(self, at: int) -> None:
        row = self.rows.row(at)
        if row is None:
            return
        self._anchor = at
        if row.case_id in self._marks:
            self._unmark(row)
        else:
            self._marks[row.case_id] = None
        self._show()

    def _stretch(self, at: int, to: int) -> None:
        """Go one row on; away from where one began both are marked, towards it the one left is not."""
        if not 0 <= to < self.rows.rowCount():
            return
        if self._anchor < 0:
            self._anchor = at
        left, reached = self.rows.row(at), self.rows.row(to)
        away = abs(to - self._anchor) > abs(at - self._anchor)
        for row in (left, reached) if away else ():
            if row is not None:
                self._marks[row.case_id] = None
        if not away and left is not None:
            self._unmark(left)
        self.setCurrentIndex(self.rows.index(to, 0))
        self._show()

    def _unmark(self, row: Any) -> None:
        self._marks.pop(row.case_id, None)

    def _show(self) -> None:
        self.rows.redraw()
        self.marks_changed.emit()
