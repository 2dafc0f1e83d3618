"""What is told behind the text of a line, in the room that the text leaves."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from intman_desktop.ui.tokens import colours, space

_QT_MARGIN = 2
"""How far Qt keeps the text of a line from the edges of its contents."""


def room_behind(line: QLineEdit) -> int:
    """Return how many pixels are free behind the text of ``line``."""
    return max(_behind(line).width(), 0)


def draw_behind(line: QLineEdit, words: str) -> None:
    """Draw ``words`` quietly behind the text of ``line``; for its own painting, once the text is drawn."""
    painter = QPainter(line)
    painter.setPen(colours().quiet)
    painter.drawText(_behind(line), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    painter.end()


def _behind(line: QLineEdit) -> QRect:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    contents = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    free = contents.marginsRemoved(line.textMargins()).adjusted(_QT_MARGIN, 0, -_QT_MARGIN, 0)
    free.setLeft(free.left() + line.fontMetrics().horizontalAdvance(line.displayText()) + space(1))
    return free
