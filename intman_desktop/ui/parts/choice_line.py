"""How a line is drawn in the list that a choice opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from intman_desktop.ui.tokens import space

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex

_INSET = space(1)
"""So far the words of the field stand further in than those of a plain list."""


class ChoiceLine(QStyledItemDelegate):
    """Draws the words below those of the field, in a line high enough to be hit without care."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row that grows with the text."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + _INSET, max(hint.height(), option.fontMetrics.height() + space(3)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground from edge to edge and the words further in."""
        # Here, as what Qt has of styles would take 6 ms of each start.
        from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        inner = QStyleOptionViewItem(option)
        left = option.direction is not Qt.LayoutDirection.RightToLeft
        inner.rect = option.rect.adjusted(_INSET if left else 0, 0, 0 if left else -_INSET, 0)
        super().paint(painter, inner, index)
