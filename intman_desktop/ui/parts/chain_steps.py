"""The legal chain of a case as its spine: where it stands, what is next, what is closed and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.ui.parts.card import empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.link_edge import StandsInLine, paint_outer_focus
from intman_desktop.ui.parts.state import State, paint_state
from intman_desktop.ui.tokens import RADIUS, SMALL, colour, icon_side, space


@dataclass(frozen=True)
class SpineStep:
    """One step: its ``key`` for the page, name, state, state in a word or date, and why it is closed."""

    key: str
    name: str
    state: State
    word: str
    reason: str = ""


class _Step(StandsInLine, QAbstractButton):
    """One step with its sign, name and word; clickable unless closed."""

    def __init__(self, step: SpineStep, last: bool) -> None:
        super().__init__()
        self._step = step
        self._last = last
        self.following: _Step | None = None
        self.setText(step.name)
        self.setAccessibleName(f"{step.name}: {step.word}")
        self.setAccessibleDescription(step.reason)
        self.setToolTip(step.reason)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL)
        return font

    def sizeHint(self) -> QSize:
        """Return the room for sign, name, word and the line to the next step."""
        names, small = self.fontMetrics(), QFontMetrics(self._small())
        words = max(names.horizontalAdvance(self._step.name), small.horizontalAdvance(self._step.word))
        height = names.height() + small.height() + space(3)
        return QSize(words + icon_side() + space(3 if self._last else 9), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sign, name, word, line and focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self.width() - (0 if self._last else space(6))
        body = QRect(0, 0, right, self.height())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(QRectF(body), RADIUS, RADIUS)
        line = self.fontMetrics().height()
        top = space(1) + space(1) // 2
        paint_state(painter, self._step.state, QRect(0, top, icon_side(), line))
        left = icon_side() + space(1)
        painter.setPen(colour("quiet" if self._step.state is State.CLOSED else "text"))
        painter.drawText(QRect(left, top, right - left, line), Qt.AlignmentFlag.AlignVCenter, self._step.name)
        painter.setFont(self._small())
        painter.setPen(colour(self._step.state.role))
        painter.drawText(QRect(left, top + line, right - left, line), 0, self._step.word)
        if self.following is not None and self.following.y() == self.y():
            painter.setPen(QPen(colour("edge"), 1))
            middle = top + line // 2
            painter.drawLine(right + 2, middle, self.width() - space(1) - 2, middle)
        if self.hasFocus():
            paint_outer_focus(painter, body)
        painter.end()


class ChainSteps(QWidget):
    """The steps beside each other; they wrap when the text is large.

    Signals: ``step_opened(str)`` – the key of the step that was clicked, closed ones as well
    (the page then says the reason).
    """

    step_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._flow = Flow(gap=0)
        column.addWidget(self._flow)

    def set_steps(self, steps: Sequence[SpineStep]) -> None:
        """Show ``steps`` in their order."""
        empty(self._flow.flow)
        before: _Step | None = None
        for index, step in enumerate(steps):
            button = _Step(step, last=index == len(steps) - 1)
            button.clicked.connect(lambda _checked=False, key=step.key: self.step_opened.emit(key))
            if before is not None:
                before.following = button
            before = button
            self._flow.add(button)
        self._flow.updateGeometry()
