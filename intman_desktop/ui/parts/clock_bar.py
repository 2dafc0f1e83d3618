"""The Beratungszeitraum as a bar: what has passed, what is left, what an extension could add (C9)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from intman_desktop.language import _
from intman_desktop.ui.icons import paint_icon
from intman_desktop.ui.parts.link_edge import StandsInLine, paint_outer_focus
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.tokens import colour, space

_LEAST = 2.0
"""Pixels of a share that is hardly anything: it is seen, and looks smaller than one that is something."""


def paint_bar(painter: QPainter, box: QRectF, share: float, fill: QColor) -> None:
    """Draw a thin bar in ``box`` filled to ``share`` (0.0 to 1.0); the edge tells how long the whole is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour("edge"))
    radius = box.height() / 2
    painter.setBrush(colour("line"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)
    if share > 0:
        filled = QRectF(box)
        filled.setWidth(max(_LEAST, box.width() * share))
        round_at = min(radius, filled.width() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(filled, round_at, round_at)


class ClockBar(StandsInLine, QAbstractButton):
    """The clock of a case; a click asks for the explanation. Attributes: ``state``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today_at: float | None = None
        self._regular_end_at = self._last_day_at = 1.0
        self.state = State.GOING
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setToolTip(_("Ein Klick zeigt, wie gerechnet wurde."))
        self.set_none(_("Der Beratungszeitraum beginnt mit dem ersten Beratungsgespräch."))

    def set_none(self, words: str) -> None:
        """Show that no clock runs yet, with a sentence."""
        self._today_at = None
        self._say(words)

    def set_period(
        self, today_at: float, regular_end_at: float, last_day_at: float, words: str, state: State
    ) -> None:
        """Show the period from its start (0.0) to the latest possible day (1.0).

        ``today_at``, ``regular_end_at`` (marked where an extension goes beyond it) and ``last_day_at``
        (with granted extensions) are fractions of it, as ``PeriodView`` has them. ``words`` stand below
        the bar and are what a screen reader says; ``state`` colours the bar (``GOING``, ``DUE``,
        ``OVERDUE``; ``CLOSED`` where the counselling has ended).
        """
        self._today_at, self._last_day_at, self.state = today_at, last_day_at, state
        self._regular_end_at = regular_end_at
        self._say(words)

    def hasHeightForWidth(self) -> bool:
        """Return that the words may wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels for ``width`` pixels."""
        room = self.fontMetrics().boundingRect(
            0, 0, width - self._beside(), 10_000, self._flags(), self.text()
        )
        return self._top() + room.height() + space(2)

    def sizeHint(self) -> QSize:
        """Return the room for bar and words at the present width."""
        width = max(self.width(), space(60))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a small width and the height that goes with the present one."""
        return QSize(space(40), self.heightForWidth(max(self.width(), space(40))))

    def resizeEvent(self, event: object) -> None:
        """Let the height follow the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bar, extension, words and focus."""
        del event
        painter = QPainter(self)
        if self._today_at is not None:
            self._paint_period(painter, self._today_at)
        painter.setPen(colour("text"))
        below = self.rect().adjusted(0, self._top(), -self._beside(), 0)
        painter.drawText(below, self._flags(), self.text())
        self._paint_arrow(painter)
        if self.hasFocus():
            paint_outer_focus(painter, self.rect())
        painter.end()

    def _paint_arrow(self, painter: QPainter) -> None:
        """Show at the right that something opens here."""
        side = self.fontMetrics().height()
        arrow = QRectF(self.width() - space(1) - side, self._top(), side, side)
        paint_icon(painter, "chevron-down", arrow, colour("accent").name())

    def _beside(self) -> int:
        """Return how many pixels beside the words are kept free: the arrow, and what is around it."""
        return 2 * space(1) + self.fontMetrics().height()

    def _paint_period(self, painter: QPainter, today_at: float) -> None:
        whole = QRectF(0, space(2), self.width() - space(1), space(2))
        certain = QRectF(whole)
        certain.setWidth(whole.width() * self._last_day_at)
        if self._last_day_at < 1:
            painter.setPen(QPen(colour("edge"), 2, Qt.PenStyle.DotLine))
            middle = whole.center().y()
            painter.drawLine(QPointF(certain.right() + 4, middle), QPointF(whole.right(), middle))
        passed = min(1.0, max(0.0, today_at / self._last_day_at)) if self._last_day_at > 0 else 1.0
        paint_bar(painter, certain, passed, colour(self.state.role))
        painter.setPen(QPen(colour("text"), 2))
        painter.drawLine(certain.topRight(), certain.bottomRight())
        if self._regular_end_at < self._last_day_at:
            end = whole.left() + whole.width() * self._regular_end_at
            painter.drawLine(QPointF(end, certain.top() - 3), QPointF(end, certain.bottom() + 3))

    def _say(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(_("Öffnet die Erklärung der Berechnung."))
        self.updateGeometry()
        self.update()

    def _top(self) -> int:
        return space(5) if self._today_at is not None else space(1)

    @staticmethod
    def _flags() -> int:
        return int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
