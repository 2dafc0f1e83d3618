"""A table for thousands of rows: sorted and filtered in the store, read as it scrolls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from intman_desktop.ui.parts.paged_model import Column, Fetch, PagedModel
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.parts.table_cell import INSET, TableCell, mark_room, small
from intman_desktop.ui.parts.table_head import TableHead
from intman_desktop.ui.parts.wheel import leave_wheel_to_page
from intman_desktop.ui.tokens import ROW, colour, space

__all__ = ["Column", "PagedTable"]

_Index = QModelIndex | QPersistentModelIndex


class PagedTable(QTableView):
    """A list that opens a row by Enter or a double click.

    Where the width does not suffice, the columns that are not ``kept`` leave their places and stand
    in a second line of each row, so nothing is cut.

    Signals: ``opened(object)`` – the value of a row; ``menu_wanted(object, QPoint)`` – right click
    or menu key on a row, with the place on screen; ``sort_wanted(str, bool)`` – the column's sort
    key and whether ascending: the page remembers it for its ``fetch`` and calls ``reload()``;
    ``typed(str)`` – letters typed over the list, for a field that narrows it; ``heads_changed`` – other
    columns have a head than before, or another order is shown.
    """

    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    sort_wanted = Signal(str, bool)
    typed = Signal(str)
    heads_changed = Signal()

    def __init__(
        self, name: str, columns: Sequence[Column], fetch: Fetch, parent: QWidget | None = None
    ) -> None:
        """Take ``name`` as the spoken name; ``fetch(offset, limit, deliver)`` starts a job that ends in
        ``deliver(total, rows)`` on the GUI thread.
        """
        super().__init__(parent)
        self.rows = PagedModel(columns, fetch)
        self._below: list[int] = []
        self._kept_rows = 0
        self._ascending = True
        self._sorted = -1
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self._cell = TableCell(self, self.rows)
        self.setItemDelegate(self._cell)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        leave_wheel_to_page(self)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = TableHead(self)
        self.setHorizontalHeader(head)
        head.sectionClicked.connect(self._sort)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._place = -1
        self.rows.modelAboutToBeReset.connect(self._leave_place)
        self.rows.modelReset.connect(self._take_place)
        self._measure()

    def reload(self) -> None:
        """Read again from the store, keeping the row that is chosen by its place."""
        self.rows.reload()

    def set_columns(self, columns: Sequence[Column], sort: str = "", *, ascending: bool = True) -> None:
        """Show other columns, with the arrow at the one that is sorted by, if it is among them."""
        self.rows.set_columns(columns)
        if sort and sort in [column.sort for column in columns]:
            self.show_sorted(sort, ascending=ascending)
        else:
            self._sorted = -1
            self.horizontalHeader().setSortIndicatorShown(False)
            self.heads_changed.emit()
        self._measure()

    def keep_rows(self, rows: int) -> None:
        """Let at least ``rows`` rows be seen below the head, at every width and size of the text."""
        self._kept_rows = rows
        self._measure()

    def height_of(self, rows: int) -> int:
        """Return the height in pixels at which ``rows`` rows are seen below the head."""
        head = self.horizontalHeader().sizeHint().height()
        return head + rows * self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth()

    def rows_in(self, height: int) -> int:
        """Return how many whole rows are seen below the head at ``height`` pixels."""
        return max(0, height - self.height_of(0)) // self.verticalHeader().defaultSectionSize()

    def current(self) -> Any | None:
        """Return the value of the chosen row, or None."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def show_sorted(self, sort: str, *, ascending: bool) -> None:
        """Show the arrow at the column with the sort key ``sort``."""
        keys = [column.sort for column in self.rows.columns]
        self._sorted = keys.index(sort)
        self._ascending = ascending
        head = self.horizontalHeader()
        head.setSortIndicatorShown(True)
        order = Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder
        head.setSortIndicator(self._sorted, order)
        self.heads_changed.emit()

    def sorted_by(self) -> tuple[str, bool]:
        """Return the sort key that the list shows itself sorted by, empty for none, and whether ascending."""
        return (self.rows.columns[self._sorted].sort if self._sorted >= 0 else ""), self._ascending

    def sort_by(self, sort: str, *, ascending: bool) -> None:
        """Ask for the order by the column with the sort key ``sort``, as a click on its head does."""
        self.show_sorted(sort, ascending=ascending)
        self.sort_wanted.emit(sort, ascending)

    def is_folded(self) -> bool:
        """Return whether columns stand in a second line, where they have no head to click on."""
        return bool(self._below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Hand on what is typed; searching here would read every row."""
        if search.strip():
            self.typed.emit(search)

    def focusInEvent(self, event: object) -> None:
        """Choose the first row when the table is entered by key: Qt makes it current, not chosen."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if self.rows.rowCount() and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.rows.index(max(0, self.currentIndex().row()), 0))

    def currentChanged(self, now: _Index, before: _Index, /) -> None:
        """Keep the chosen row in sight, also where the page around the list scrolls."""
        super().currentChanged(now, before)
        self.show_chosen()

    def show_chosen(self) -> None:
        """Bring the chosen row into view on the page around the list, while the keyboard is here."""
        page, chosen = page_around(self), self.currentIndex()
        if page is not None and self.hasFocus() and chosen.isValid():
            page.show_place(self.viewport(), self.visualRect(chosen))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "rows"):
            self._measure()

    def resizeEvent(self, event: object) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in view, each with its second line where there is one."""
        count, height = self.rows.rowCount(), self.viewport().height()
        first, last = (
            self.rowAt(max(0, event.rect().top())),
            self.rowAt(min(event.rect().bottom(), height - 1)),
        )
        if not count or first < 0:
            return
        self._cell.begin()
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        shown = [at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)]
        places = [(at, self.columnViewportPosition(at), self.columnWidth(at)) for at in shown]
        rows = range(first, (last if last >= 0 else count - 1) + 1)
        cursor, has_keys = self.currentIndex(), self.hasFocus()
        second = {row: self._words(row) for row in rows} if self._below else {}
        for row in rows:
            top, tall = self.rowViewportPosition(row), self.rowHeight(row)
            chosen = self.selectionModel().isRowSelected(row)
            # A row that has nothing to say in its second line stands in the middle of both.
            low = 0 if second.get(row, " ") else (tall - self.line_height()) // 2
            for at, left, wide in places:
                keyed = has_keys and row == cursor.row()
                box = QRect(left, top, wide, tall)
                self._cell.draw(painter, box, (row, at), chosen=chosen, keyed=keyed, low=low)
        if self._below:
            self._draw_second_lines(painter, second)
        painter.end()

    def _draw_second_lines(self, painter: QPainter, second: Mapping[int, str]) -> None:
        painter.setFont(small(self.font()))
        painter.setPen(colour("quiet"))
        line = painter.fontMetrics().height()
        width = self.viewport().width() - 2 * INSET
        for row, text in second.items():
            bottom = self.rowViewportPosition(row) + self.rowHeight(row)
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(INSET, bottom - line - space(1), width, line, 0, words)

    def line_height(self) -> int:
        """Return the height in pixels of the first line of a row; the delegate draws inside it."""
        return max(ROW, self.fontMetrics().height() + space(4))

    def _leave_place(self) -> None:
        self._place = self.currentIndex().row()

    def _take_place(self) -> None:
        """Stay at the same place in the list while the keyboard is here; else the first row is next."""
        if self.hasFocus() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(min(max(self._place, 0), self.rows.rowCount() - 1), 0))

    def _words(self, row: int) -> str:
        value = self.rows.row(row)
        if value is None:
            return ""
        columns = [self.rows.columns[index] for index in self._below]
        texts = [(column, text) for column in columns if (text := column.text(value))]
        words = [f"{column.title} {text}" if column.titled else text for column, text in texts]
        ends = [column.sentence for column, _text in texts[:-1]]
        followed = [each.removesuffix(".") if end else each for each, end in zip(words, ends, strict=False)]
        return " · ".join([*followed, *words[-1:]])

    def _measure(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        columns = self.rows.columns
        wanted = [(column.letters or column.least) * letter + 2 * INSET for column in columns]
        signs = self.line_height() - space(2)
        wanted = [w + (signs if c.state is not None else 0) for w, c in zip(wanted, columns, strict=True)]
        wanted[0] += mark_room() if self.rows.marked is not None else 0
        room = self.viewport().width()
        before, self._below = self._below, []
        for index in reversed(range(len(columns))):
            if sum(w for i, w in enumerate(wanted) if i not in self._below) <= room:
                break
            if not columns[index].kept and index:
                self._below.append(index)
        self._below.reverse()
        shown = [index for index in range(len(columns)) if index not in self._below]
        free = [index for index in shown if not columns[index].letters]
        free = free or [max(shown, key=lambda index: wanted[index])]
        rest = room - sum(wanted[index] for index in shown)
        for index in range(len(columns)):
            self.setColumnHidden(index, index in self._below)
        for index in shown:
            share = rest // len(free) if index in free else 0
            self.setColumnWidth(index, max(4 * letter, wanted[index] + share))
        second = self.fontMetrics().height() if self._below else 0
        self.verticalHeader().setDefaultSectionSize(self.line_height() + second)
        if self._kept_rows:
            self.setMinimumHeight(self.height_of(self._kept_rows))
        if self._below != before:
            self.heads_changed.emit()

    def _open(self, row: int) -> None:
        value = self.rows.row(row)
        if value is not None:
            self.opened.emit(value)

    def _sort(self, section: int) -> None:
        sort = self.rows.columns[section].sort
        if sort:
            ascending = not self._ascending if section == self._sorted else True
            self.sort_by(sort, ascending=ascending)

    def _menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        value = self.rows.row(index.row()) if index.isValid() else None
        if value is not None:
            self.menu_wanted.emit(value, self.viewport().mapToGlobal(place))
