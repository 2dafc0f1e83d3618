"""How a line of what was found is drawn: the name, quietly what it is, and on the right why it was found.

Where the list is too narrow for that, why it was found stands below.
"""

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
    """Draws an item of a list of offers; one without ``PARTS`` is drawn as plain text.

    Attributes: ``folded`` – whether why it was found stands below the name, for a list too narrow for both.
    """

    folded = False

    def width_for(self, font: QFont, index: Index) -> int:
        """Return how many pixels an item needs in ``font`` to stand whole in one line."""
        parts, around = index.data(PARTS), 2 * space(2) + icon_side() + space(2)
        if parts is None:
            return around + width_of(QFontMetrics(font), str(index.data() or ""))
        name, detail, why = parts
        wide = around + width_of(QFontMetrics(_strong(font)), name)
        wide += space(3) + width_of(QFontMetrics(font), detail) if detail else 0
        return wide + (space(4) + width_of(QFontMetrics(font), why) if why else 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row that grows with the text."""
        hint, line = super().sizeHint(option, index), option.fontMetrics.height()
        return QSize(hint.width(), max(ROW, line + space(4)) + (line if self.folded else 0))

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
        if self.folded and why:  # an offer without a reason stands in the middle of its row
            box.adjust(0, space(2), 0, -option.fontMetrics.height() - space(2))
        sign = index.data(Qt.ItemDataRole.DecorationRole)
        side = icon_side()
        if isinstance(sign, QIcon):
            sign.paint(painter, QRect(box.left(), box.top(), side, box.height()))
        box.setLeft(box.left() + side + space(2))
        below = box.translated(0, option.fontMetrics.height())
        self._left(painter, box, _strong(option.font), "text", name)
        if self.folded:
            self._left(painter, box, option.font, "quiet", detail)
            self._left(painter, below, option.font, "quiet", why)
        else:
            self._beside(painter, box, option.font, detail, why)
        painter.restore()

    def _beside(self, painter: QPainter, box: QRect, font: QFont, detail: str, why: str) -> None:
        """Draw ``why`` at the right of what is left of ``box``, before it as much of ``detail`` as fits."""
        metrics = QFontMetrics(font)
        room = box.width() - space(4)
        wide = min(width_of(metrics, why), max(int(box.width() * _SHARE_OF_WHY), room))
        right = QRect(box.right() - min(wide, box.width()), box.top(), min(wide, box.width()), box.height())
        if detail:
            right.setLeft(max(right.left(), box.left() + metrics.horizontalAdvance(detail) + space(4)))
            self._left(painter, box, font, "quiet", detail)
        painter.setFont(font)
        painter.setPen(colour("quiet"))
        shown = metrics.elidedText(why, Qt.TextElideMode.ElideRight, right.width())
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)

    @staticmethod
    def _left(painter: QPainter, box: QRect, font: QFont, role: str, text: str) -> None:
        """Draw ``text`` at the left of ``box`` and take its room off."""
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(colour(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        box.setLeft(box.left() + metrics.horizontalAdvance(shown) + space(3))


def _strong(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong
