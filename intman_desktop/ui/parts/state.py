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


_SHORT_WORD = 14
"""Letters that a chip whose sentence wraps has room for at least."""


class StateChip(QWidget):
    """A sign with its word on a soft ground of the state's colour; a whole sentence may wrap (``wraps``)."""

    def __init__(
        self, state: State, word: str, parent: QWidget | None = None, *, wraps: bool = False
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._word = word
        self._wraps = wraps
        policies = QSizePolicy.Policy
        policy = QSizePolicy(policies.Fixed, policies.Fixed)
        if wraps:
            policy = QSizePolicy(policies.Maximum, policies.Minimum)
            policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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
        words = self.fontMetrics().horizontalAdvance(self._word)
        return QSize(words + self._beside() + space(1), self._line())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a chip is never cut; one that wraps may be as narrow as a word."""
        least = self._beside() + _SHORT_WORD * self.fontMetrics().averageCharWidth()
        return QSize(min(least, self.sizeHint().width()), self._line()) if self._wraps else self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Return whether the height follows from the width."""
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels for ``width`` pixels."""
        room = QRect(0, 0, max(1, width - self._beside()), 10_000)
        words = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._word)
        return max(self._line(), words.height() + space(2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, sign and word."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._state.ground))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS - 2, RADIUS - 2)
        paint_state(painter, self._state, QRect(space(2), 0, icon_side(), self._line()))
        painter.setPen(colour(self._state.role))
        text = self.rect().adjusted(icon_side() + space(3), 0, -space(2), 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeft)
        painter.drawText(text, flags | (int(Qt.TextFlag.TextWordWrap) if self._wraps else 0), self._word)
        painter.end()

    def _line(self) -> int:
        return max(icon_side(), self.fontMetrics().height()) + space(2)

    @staticmethod
    def _beside() -> int:
        return icon_side() + space(5)
