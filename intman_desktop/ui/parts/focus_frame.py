"""The frame around what the cursor is on, for what draws itself (screens.md, keyboard)."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from intman_desktop.ui.tokens import colour

_WIDTH = 2
_ROUND = 4


def paint_focus(painter: QPainter, around: QRect | QRectF) -> None:
    """Draw the frame of the cursor just within ``around`` (pixels); pen and brush are changed by it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("accent"), _WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(around).adjusted(1, 1, -1, -1), _ROUND, _ROUND)
