"""How a cell of a table is drawn: a sign, the text, and a thin bar below it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from intman_desktop.ui.icons import paint_icon
from intman_desktop.ui.parts.clock_bar import paint_bar
from intman_desktop.ui.parts.paged_model import Index, PagedModel
from intman_desktop.ui.parts.state import paint_state
from intman_desktop.ui.tokens import ROW, SMALL, colour, icon_side, space

INSET = 11
"""Pixels between the edge of a cell and its text; the head's padding in the style sheet is the same."""


def small(font: QFont) -> QFont:
    """Return ``font`` in the small size."""
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * SMALL)
    return smaller


def mark_room() -> int:
    """Return the pixels that the mark of a row takes."""
    return icon_side() + space(3)


def paint_mark(painter: QPainter, spot: QRectF, *, marked: bool) -> None:
    """Draw the box of a row, ticked where it is marked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("accent" if marked else "edge"), 1.2))
    painter.setBrush(colour("accent") if marked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(spot.adjusted(1, 1, -1, -1), 3, 3)
    if marked:
        paint_icon(painter, "check", spot.adjusted(2, 2, -2, -2), colour("on_accent").name())
    painter.restore()


class TableCell(QStyledItemDelegate):
    """Draws the cells of a ``PagedTable`` into the first line of their row."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave the text to ``paint``; Qt draws the ground of the cell."""
        super().initStyleOption(option, index)
        option.text = ""
        # The mark of a row is drawn in its first line, not in the middle of the cell.
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say the whole text of a cell that is too narrow for it."""
        text = str(index.data() or "")
        room = option.rect.width() - 2 * INSET
        if self._table.fontMetrics().horizontalAdvance(text) <= room:
            text = ""
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, sign, text and bar."""
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, PagedModel):
            return
        column, row = model.columns[index.column()], model.row(index.row())
        whole: QRect = option.rect
        first_line = max(ROW, self._table.fontMetrics().height() + space(4))
        box = QRect(whole.left() + INSET, whole.top(), whole.width() - 2 * INSET, first_line)
        painter.save()
        state = column.state(row) if row is not None and column.state is not None else None
        mark = index.data(Qt.ItemDataRole.CheckStateRole)
        if mark is not None:
            side = icon_side()
            spot = QRectF(box.left(), box.top() + (box.height() - side) / 2, side, side)
            paint_mark(painter, spot, marked=Qt.CheckState(mark) is Qt.CheckState.Checked)
            box.setLeft(box.left() + mark_room())
        words = QRect(box)
        if state is not None:
            paint_state(painter, state, QRect(box.left(), box.top(), icon_side(), box.height()))
            words.setLeft(box.left() + icon_side() + space(2))
        painter.setPen(colour("text"))
        text = model.data(index)
        shown = self._table.fontMetrics().elidedText(str(text), Qt.TextElideMode.ElideRight, words.width())
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, shown)
        share = column.bar(row) if row is not None and column.bar is not None else None
        if share is not None:
            thin = QRectF(box.left(), box.bottom() - 6, box.width(), 4)
            paint_bar(painter, thin, share, colour(state.role if state is not None else "accent"))
        painter.restore()
