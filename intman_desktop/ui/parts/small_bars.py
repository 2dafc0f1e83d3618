"""A small chart painted by ourselves: columns over time with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intman_desktop.ui.tokens import SMALL, colour, space
from intman_desktop.ui.wording import number


class SmallColumns(QWidget):
    """A column for each (label, value) with its number above, e.g. talks per month."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Take ``name`` as the spoken title of the chart."""
        super().__init__(parent)
        self._name = name
        self._bars: tuple[tuple[str, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_bars(())

    def set_bars(self, bars: Sequence[tuple[str, int]]) -> None:
        """Show (label, value ≥ 0) from left to right."""
        self._bars = tuple(bars)
        spoken = ", ".join(f"{label}: {value}" for label, value in self._bars)
        self.setAccessibleName(f"{self._name}. {spoken}" if spoken else self._name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of six lines."""
        return QSize(space(50), self.fontMetrics().height() * 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw columns, numbers and labels."""
        del event
        if not self._bars:
            return
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        step = self.width() / len(self._bars)
        highest = max(1, *(value for _, value in self._bars))
        room = self.height() - 2 * line - space(2)
        for index, (label, value) in enumerate(self._bars):
            height = max(2 if value else 0, room * value / highest)
            left = index * step
            base = self.height() - line - space(1)
            column = QRectF(left + step * 0.18, base - height, step * 0.64, height)
            painter.fillRect(column, colour("accent"))
            slot = QRect(round(left), round(base - height) - line, round(step), line)
            painter.setPen(colour("text"))
            if value:
                painter.drawText(slot, Qt.AlignmentFlag.AlignCenter, number(value))
            painter.setPen(colour("quiet"))
            below = QRect(round(left), self.height() - line, round(step), line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, label)
        painter.setPen(colour("line"))
        ground = self.height() - line - space(1)
        painter.drawLine(0, ground, self.width(), ground)
        painter.end()
