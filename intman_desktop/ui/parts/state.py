"""The states that have a colour; each has a sign as well, and never stands without a word."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intman_desktop.ui.icons import paint_icon
from intman_desktop.ui.tokens import RADIUS, colour, colours, icon_side, space


class State(Enum):
    """What a sign says: (icon, colour of sign and word, ground)."""

    DONE = ("circle-check", "green", "green_soft")
    GOING = ("circle-dot", "accent", "accent_soft")
    OPEN = ("circle", "quiet", "hover")
    AHEAD = ("calendar", "quiet", "hover")
    DUE = ("clock", "amber", "amber_soft")
    WARNING = ("triangle-alert", "amber", "amber_soft")
    OVERDUE = ("circle-alert", "red", "red_soft")
    REFUSED = ("circle-slash", "red", "red_soft")
    UNDONE = ("circle-slash", "quiet", "hover")
    RESTING = ("circle-pause", "quiet", "hover")
    GOES = ("trash-2", "quiet", "hover")
    CLOSED = ("lock", "quiet", "closed")
    REASONED = ("circle-dashed", "accent", "accent_soft")

    @property
    def icon(self) -> str:
        """The name of the sign."""
        return self.value[0]

    @property
    def role(self) -> str:
        """The name of the colour of sign and word."""
        return self.value[1]

    @property
    def ground(self) -> str:
        """The name of the colour behind them."""
        return self.value[2]


def paint_state(painter: QPainter, state: State, box: QRect) -> None:
    """Draw the sign of ``state`` centred in ``box``."""
    side = min(icon_side(), box.width(), box.height())
    target = QRectF(0, 0, side, side)
    target.moveCenter(QRectF(box).center())
    paint_icon(painter, state.icon, target, str(getattr(colours(), state.role)))


class StateChip(QWidget):
    """A sign with its word on a soft ground of the state's colour."""

    def __init__(self, state: State, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._word = word
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state, word)

    def set_state(self, state: State, word: str) -> None:
        """Show ``state`` with ``word``."""
        self._state, self._word = state, word
        self.setAccessibleName(word)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def state(self) -> State:
        """Return the state shown."""
        return self._state

    def sizeHint(self) -> QSize:
        """Return the room for sign and word."""
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self._word) + icon_side() + space(6),
            max(icon_side(), metrics.height()) + space(2),
        )

    def minimumSizeHint(self) -> QSize:
        """Return the same: a chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, sign and word."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._state.ground))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS - 2, RADIUS - 2)
        paint_state(painter, self._state, QRect(space(2), 0, icon_side(), self.height()))
        painter.setPen(colour(self._state.role))
        text = self.rect().adjusted(icon_side() + space(3), 0, -space(2), 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word)
        painter.end()
