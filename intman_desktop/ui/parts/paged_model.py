"""A table's rows, read page by page when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from intman_desktop.ui.parts.state import State

Index = QModelIndex | QPersistentModelIndex
Deliver = Callable[[int, Sequence[Any]], None]
Fetch = Callable[[int, int, Deliver], object]

PAGE = 100
_PAGES_KEPT = 20
_PARENT = QModelIndex()


@dataclass(frozen=True)
class Column:
    """One column of a table; every function gets the row's frozen value.

    ``text`` is what stands there; ``state`` a sign before it; ``bar`` a share (0.0 to 1.0) as a thin
    bar below it; ``sort`` the key that the store sorts by when the head is clicked; ``letters`` the
    width in letters (0: takes the rest, ``least`` letters at least); ``right`` sets numbers to the right;
    ``spoken`` replaces the text for screen readers; ``aside`` stands after the text, small and quiet, and is
    never cut (not beside one set to the right). The first column and those ``kept`` hold their places
    when it gets narrow; the others go below, with their title before the text unless it says enough alone
    (``titled`` is False). The full stop of a ``sentence`` is left out there where another text follows.
    """

    title: str
    text: Callable[[Any], str]
    letters: int = 0
    sort: str = ""
    state: Callable[[Any], State | None] | None = None
    bar: Callable[[Any], float | None] | None = None
    spoken: Callable[[Any], str] | None = None
    aside: Callable[[Any], str] | None = None
    right: bool = False
    kept: bool = False
    least: int = 16
    titled: bool = True
    sentence: bool = False


class PagedModel(QAbstractTableModel):
    """Asks ``fetch(offset, limit, deliver)`` for rows; ``deliver(total, rows)`` brings them later.

    Attributes: ``columns``; ``marked(row)`` says whether a row is marked, None where rows cannot be.

    Signals: ``counted(int)`` – the number of rows is known or has changed.
    """

    counted = Signal(int)

    def __init__(self, columns: Sequence[Column], fetch: Fetch) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._fetch = fetch
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._total = 0
        self._round = 0
        self.marked: Callable[[Any], bool] | None = None

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def reload(self) -> None:
        """Read again from the store; what is seen stays until the new rows are there."""
        self._round += 1
        self._asked.clear()
        self._ask(0, fresh=True)

    def clear(self) -> None:
        """Show nothing, and take nothing more of what was asked for."""
        self._round += 1
        self.beginResetModel()
        self._pages.clear()
        self._asked.clear()
        self._total = 0
        self.endResetModel()

    def row(self, index: int) -> Any | None:
        """Return the value of row ``index``, or None while it is not read."""
        page = self._pages.get(index // PAGE)
        place = index % PAGE
        return page[place] if page is not None and place < len(page) else None

    def rowCount(self, parent: Index = _PARENT) -> int:
        """Return the number of rows in the store."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(self.columns[section]))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text, alignment or the spoken text of a cell; asks for its page if it is missing."""
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(column))
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._mark(index)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if row is not None and role == Qt.ItemDataRole.AccessibleTextRole and column.spoken is not None:
            return column.spoken(row)
        words = self.shown(index.row(), index.column())
        aside = self.aside(index.row(), index.column()) if role == Qt.ItemDataRole.AccessibleTextRole else ""
        return f"{words}, {aside}" if aside else words

    def shown(self, index: int, column: int) -> str:
        """Return the text of a cell; asks for its page if it is missing."""
        row = self.row(index)
        if row is None:
            self._ask(index // PAGE)
            return "…"
        return self.columns[column].text(row)

    def aside(self, index: int, column: int) -> str:
        """Return what stands after the text of a cell, empty for nothing."""
        row, aside = self.row(index), self.columns[column].aside
        return aside(row) if row is not None and aside is not None else ""

    def _mark(self, index: Index) -> object:
        """Return whether a row is marked, in its first column, where rows can be marked at all."""
        row = self.row(index.row()) if self.marked is not None and index.column() == 0 else None
        if row is None or self.marked is None:
            return None
        return Qt.CheckState.Checked if self.marked(row) else Qt.CheckState.Unchecked

    def redraw(self) -> None:
        """Draw all rows again without reading (names were hidden or shown)."""
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(self.columns) - 1))

    def _ask(self, page: int, *, fresh: bool = False) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        asked_in = self._round
        self._fetch(
            page * PAGE, PAGE, lambda total, rows: self._take(asked_in, page, total, rows, fresh=fresh)
        )

    def _take(self, asked_in: int, page: int, total: int, rows: Sequence[Any], *, fresh: bool) -> None:
        if asked_in != self._round:
            return
        if fresh and total == self._total and dict(self._pages) == {page: rows}:
            self.counted.emit(total)  # nothing has changed: what stands there need not be drawn again
            return
        if fresh or total != self._total:
            self.beginResetModel()
            if fresh:
                self._pages.clear()
            self._pages[page] = rows
            self._total = total
            self.endResetModel()
            self.counted.emit(total)
            return
        self._pages[page] = rows
        while len(self._pages) > _PAGES_KEPT:
            gone, _rows = self._pages.popitem(last=False)
            self._asked.discard(gone)
        first = page * PAGE
        self.dataChanged.emit(self.index(first, 0), self.index(first + len(rows) - 1, len(self.columns) - 1))


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
