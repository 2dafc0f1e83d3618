"""The head of a table: the titles of its columns, and an arrow at the one that it is sorted by."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from intman_desktop.ui.icons import paint_icon
from intman_desktop.ui.tokens import colours, icon_side


class TableHead(QHeaderView):
    """A head that asks for an order on a click, with an arrow that grows with the text.

    That of the style has one size for all. The style sheet leaves it its place at the right of the column
    and draws nothing there.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw the title, and the arrow where the column is the one that is sorted by."""
        super().paintSection(painter, rect, logicalIndex)
        if not self.isSortIndicatorShown() or logicalIndex != self.sortIndicatorSection():
            return
        side = icon_side()
        spot = QRectF(rect.right() + 1 - side, rect.center().y() + 1 - side / 2, side, side)
        down = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        painter.save()
        paint_icon(painter, "chevron-down" if down else "chevron-up", spot, colours().text)
        painter.restore()
