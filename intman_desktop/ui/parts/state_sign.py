"""The sign of a state alone, for a line whose words stand beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intman_desktop.ui.parts.state import State, paint_state
from intman_desktop.ui.tokens import icon_side, space


class StateSign(QWidget):
    """The sign of ``state``, as high as a line; ``word`` is what a screen reader says."""

    def __init__(self, state: State, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setAccessibleName(word)
        self.setToolTip(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of one line with the space of a link."""
        return QSize(icon_side(), max(icon_side(), self.fontMetrics().height()) + space(2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        del event
        painter = QPainter(self)
        paint_state(painter, self._state, QRect(0, 0, self.width(), self.height()))
        painter.end()
