"""A table for thousands of rows: sorted and filtered in the store, read as it scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from intman_desktop.ui.parts.clock_bar import paint_bar
from intman_desktop.ui.parts.paged_model import Column, Fetch, Index, PagedModel
from intman_desktop.ui.parts.state import paint_state
from intman_desktop.ui.tokens import ICON, ROW, colour, space

__all__ = ["Column", "PagedTable"]


class _Cell(QStyledItemDelegate):
    """Draws the sign before and the bar below the text of a cell."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        assert isinstance(model, PagedModel)
        column, row = model.columns[index.column()], model.row(index.row())
        state = column.state(row) if column.state is not None and row is not None else None
        if state is not None:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize.setWidth(ICON + space(1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        assert isinstance(model, PagedModel)
        column, row = model.columns[index.column()], model.row(index.row())
        if row is None:
            return
        box: QRect = option.rect
        state = column.state(row) if column.state is not None else None
        painter.save()
        if state is not None:
            paint_state(painter, state, QRect(box.left() + space(2), box.top(), ICON, box.height()))
        share = column.bar(row) if column.bar is not None else None
        if share is not None:
            thin = QRectF(box.left() + space(2), box.bottom() - 7, box.width() - space(6), 4)
            paint_bar(painter, thin, share, colour(state.role if state is not None else "accent"))
        painter.restore()


class PagedTable(QTableView):
    """A list that opens a row by Enter or a double click.

    Signals: ``opened(object)`` – the value of a row; ``menu_wanted(object, QPoint)`` – right click
    or menu key on a row, with the place on screen; ``sort_wanted(str, bool)`` – the column's sort
    key and whether ascending: the page remembers it for its ``fetch`` and calls ``reload()``.
    """

    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    sort_wanted = Signal(str, bool)

    def __init__(
        self, name: str, columns: Sequence[Column], fetch: Fetch, parent: QWidget | None = None
    ) -> None:
        """Take ``name`` as the spoken name; ``fetch(offset, limit, deliver)`` starts a job that ends in
        ``deliver(total, rows)`` on the GUI thread.
        """
        super().__init__(parent)
        self.rows = PagedModel(columns, fetch)
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(_Cell(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.sectionClicked.connect(self._sort)
        self._ascending = True
        self._sorted = -1
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._measure()

    def reload(self) -> None:
        """Read again from the store, keeping the row that is chosen by its place."""
        self.rows.reload()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Choose the first row when the table is entered by key."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "rows"):
            self._measure()

    def resizeEvent(self, event: object) -> None:
        """Share the width among the columns; narrow tables shrink the wide ones first."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._measure()

    def _measure(self) -> None:
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(max(ROW, metrics.height() + space(4)))
        columns = self.rows.columns
        wanted = [column.letters * metrics.averageCharWidth() + space(4) for column in columns]
        room = self.viewport().width()
        free = [index for index, column in enumerate(columns) if not column.letters]
        rest = room - sum(wanted)
        least = 12 * metrics.averageCharWidth()
        if free:
            share = max(least, rest // len(free) + space(4))
            for index in free:
                wanted[index] = share
        excess = sum(wanted) - room
        if excess > 0:
            factor = room / max(1, sum(wanted))
            wanted = [int(width * factor) for width in wanted]
        for index, width in enumerate(wanted):
            self.setColumnWidth(index, width)

    def _open(self, row: int) -> None:
        value = self.rows.row(row)
        if value is not None:
            self.opened.emit(value)

    def _sort(self, section: int) -> None:
        sort = self.rows.columns[section].sort
        if sort:
            ascending = not self._ascending if section == self._sorted else True
            self.show_sorted(sort, ascending=ascending)
            self.sort_wanted.emit(sort, ascending)

    def _menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        value = self.rows.row(index.row()) if index.isValid() else None
        if value is not None:
            self.menu_wanted.emit(value, self.viewport().mapToGlobal(place))
