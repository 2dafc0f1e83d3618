"""How a cell of a table is drawn: a sign, the text, what stands small after it, and a thin bar below it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
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

_BAR = 3
"""Pixels of the bar at the left of a chosen row: its ground alone is hardly told from that of the others."""
INSET = 11
"""Pixels between the edge of a cell and its text; the head's padding in the style sheet is the same."""
_FITTING_KEPT = 2_000
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


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


@dataclass(frozen=True)
class _Shared:
    """What all cells of one painting have in common; asked for each of them it would hold up the window."""

    metrics: QFontMetrics
    small: QFont
    first_line: int
    side: int
    mark: int
    text: QColor
    quiet: QColor
    line: QColor
    chosen: QColor
    stroke: QColor


class TableCell(QStyledItemDelegate):
    """Draws the cells of a ``PagedTable`` into the first line of their row, and tells what did not fit.

    All of it is drawn here: Qt would make an index and a style option for each cell, ask the model eight
    times, and go through the style sheet, which holds up the window at every key that narrows a list.
    """

    def __init__(self, table: QTableView, model: PagedModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._fitting: dict[tuple[str, int], str] = {}
        self._shared = self._ask()

    def begin(self) -> None:
        """Ask once for what the cells of the painting that begins have in common."""
        before, self._shared = self._shared, self._ask()
        if self._shared.metrics != before.metrics or len(self._fitting) > _FITTING_KEPT:
            self._fitting.clear()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say the whole text of a cell that is too narrow for it."""
        text = str(index.data() or "")
        aside = self._model.aside(index.row(), index.column())
        room = option.rect.width() - 2 * INSET - self._room_of(aside)
        if self._table.fontMetrics().horizontalAdvance(text) <= room:
            text = ""
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def draw(
        self,
        painter: QPainter,
        box: QRect,
        at: tuple[int, int],
        *,
        chosen: bool,
        keyed: bool,
        low: int = 0,
    ) -> None:
        """Draw ground, sign, text and bar of the cell ``at`` row and column into ``box``.

        The line begins ``low`` pixels below the top of the box.
        """
        self._draw_ground(painter, box, chosen=chosen, keyed=keyed)
        if chosen and not at[1]:
            painter.fillRect(box.left(), box.top(), _BAR, box.height(), self._shared.stroke)
        model, shared, place = self._model, self._shared, at[1]
        column, row = model.columns[place], model.row(at[0])
        left, top, side = box.left() + INSET, box.top() + low, shared.side
        room = box.width() - 2 * INSET
        marked = None if row is None or place or model.marked is None else model.marked(row)
        if marked is not None:
            spot = QRectF(left, top + (shared.first_line - side) / 2, side, side)
            paint_mark(painter, spot, marked=marked)
            left, room = left + shared.mark, room - shared.mark
        state = column.state(row) if row is not None and column.state is not None else None
        sign = 0
        if state is not None:
            paint_state(painter, state, QRect(left, top, side, shared.first_line))
            sign = side + space(2)
        painter.setPen(shared.text)
        aside = model.aside(*at)
        shown = self._elided(model.shown(*at), room - sign - self._room_of(aside))
        words = QRect(left + sign, top, room - sign, shared.first_line)
        painter.drawText(words, _RIGHT if column.right else _LEFT, shown)
        if aside:
            self._draw_aside(painter, words, shown, aside)
        share = column.bar(row) if row is not None and column.bar is not None else None
        if share is not None:
            thin = QRectF(left, top + shared.first_line - 7, room, 4)
            painter.save()
            paint_bar(painter, thin, share, colour(state.role if state is not None else "accent"))
            painter.restore()

    def _room_of(self, aside: str) -> int:
        """Return the pixels that a cell's text leaves to what stands after it."""
        return QFontMetrics(self._shared.small).horizontalAdvance(aside) + space(2) if aside else 0

    def _draw_aside(self, painter: QPainter, words: QRect, shown: str, aside: str) -> None:
        ordinary = painter.font()
        painter.setFont(self._shared.small)
        painter.setPen(self._shared.quiet)
        after = words.adjusted(self._shared.metrics.horizontalAdvance(shown) + space(2), 0, 0, 0)
        painter.drawText(after, _LEFT, aside)
        painter.setFont(ordinary)

    def _elided(self, text: str, room: int) -> str:
        """Return the text as far as it fits; to measure it costs as much as to draw it."""
        shown = self._fitting.get((text, room))
        if shown is None:
            shown = self._shared.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._fitting[text, room] = shown
        return shown

    def _draw_ground(self, painter: QPainter, box: QRect, *, chosen: bool, keyed: bool) -> None:
        """Draw the line below a cell; the chosen row has a ground, and a stroke where the keyboard is."""
        shared, thick, line = self._shared, 1, self._shared.line
        if chosen:
            painter.fillRect(box, shared.chosen)
            if keyed:
                thick, line = 2, shared.stroke
        painter.fillRect(box.left(), box.top() + box.height() - thick, box.width(), thick, line)

    def _ask(self) -> _Shared:
        metrics = self._table.fontMetrics()
        return _Shared(
            metrics,
            small(self._table.font()),
            max(ROW, metrics.height() + space(4)),
            icon_side(),
            mark_room(),
            colour("text"),
            colour("quiet"),
            colour("line"),
            colour("accent_soft"),
            colour("accent"),
        )
