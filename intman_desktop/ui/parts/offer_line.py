"""How a line of what was found is drawn: the name, quietly what it is, and on the right why it was found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from intman_desktop.ui.tokens import ROW, colour, icon_side, space

Index = QModelIndex | QPersistentModelIndex
PARTS = Qt.ItemDataRole.UserRole + 1
"""Under this role an item holds its name, its detail and why it was found."""

_SHARE_OF_WHY = 0.6


def width_of(metrics: QFontMetrics, text: str) -> int:
    """Return how many pixels ``text`` needs to stand whole: its advance is rounded, perhaps down."""
    return metrics.horizontalAdvance(text) + 1


class OfferLine(QStyledItemDelegate):
    """Draws an item of a list of offers; one without ``PARTS`` is drawn as plain text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row that grows with the text."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(ROW, option.fontMetrics.height() + space(4)))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave the text of an item with parts to ``paint``."""
        super().initStyleOption(option, index)
        if index.data(PARTS) is not None:
            option.text = ""
            option.icon = QIcon()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the sign and the three texts; what has no room ends in dots."""
        super().paint(painter, option, index)
        parts = index.data(PARTS)
        if parts is None:
            return
        name, detail, why = parts
        painter.save()
        box = option.rect.adjusted(space(2), 0, -space(2), 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(
                QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), colour("accent")
            )
        sign = index.data(Qt.ItemDataRole.DecorationRole)
        side = icon_side()
        if isinstance(sign, QIcon):
            sign.paint(painter, QRect(box.left(), box.top(), side, box.height()))
        box.setLeft(box.left() + side + space(2))
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        self._left(painter, box, strong, "text", name)
        room = box.width() - space(4)
        wide = min(width_of(option.fontMetrics, why), max(int(box.width() * _SHARE_OF_WHY), room))
        right = QRect(box.right() - min(wide, box.width()), box.top(), min(wide, box.width()), box.height())
        if detail:
            right.setLeft(
                max(right.left(), box.left() + option.fontMetrics.horizontalAdvance(detail) + space(4))
            )
            self._left(painter, box, option.font, "quiet", detail)
        painter.setFont(option.font)
        painter.setPen(colour("quiet"))
        shown = option.fontMetrics.elidedText(why, Qt.TextElideMode.ElideRight, right.width())
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    @staticmethod
    def _left(painter: QPainter, box: QRect, font: QFont, role: str, text: str) -> None:
        """Draw ``text`` at the left of ``box`` and take its room off."""
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(colour(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        box.setLeft(box.left() + metrics.horizontalAdvance(shown) + space(3))
