"""Lines of a list with a box to tick, drawn like the rows of a table: at every text size, light and dark."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from intman_desktop.ui.parts.table_cell import mark_room, paint_mark
from intman_desktop.ui.tokens import colour, icon_side, space

Index = QModelIndex | QPersistentModelIndex
_TICKED = Qt.ItemDataRole.CheckStateRole


class CheckLines(QStyledItemDelegate):
    """Draws the lines of a ``QListWidget``; the space bar or a click on the box ticks one."""

    def __init__(self, lines: QListWidget) -> None:
        super().__init__(lines)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for box and words."""
        words = option.fontMetrics.horizontalAdvance(str(index.data()))
        high = max(icon_side(), option.fontMetrics.height()) + space(2)
        return QSize(words + mark_room() + space(4), high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, box and words."""
        self.initStyleOption(option, index)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour("accent_soft"))
        ticked = Qt.CheckState(index.data(_TICKED)) is Qt.CheckState.Checked
        paint_mark(painter, self._box(option), marked=ticked)
        painter.setPen(colour("text"))
        words = option.rect.adjusted(mark_room() + space(2), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick by a click where the box is drawn; keys stay Qt's."""
        if isinstance(event, QMouseEvent):
            released = event.type() == QEvent.Type.MouseButtonRelease
            if released and self._box(option).contains(event.position()):
                ticked = Qt.CheckState(index.data(_TICKED)) is Qt.CheckState.Checked
                turned = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
                return model.setData(index, turned, _TICKED)
            return False
        return super().editorEvent(event, model, option, index)

    @staticmethod
    def _box(option: QStyleOptionViewItem) -> QRectF:
        side = icon_side()
        high = option.rect.height()
        return QRectF(option.rect.left() + space(2), option.rect.top() + (high - side) / 2, side, side)
