"""The left end of a focus frame that stands out beyond the edge its control stands in line with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from intman_desktop.ui.parts.focus_frame import paint_focus

WIDE: Final = 4
"""Pixels that the frame stands out to the left of a control."""
_MOVED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange)


class LinkEdge(QWidget):
    """Closes the frame of ``link`` on its left, where the link itself ends, and goes along with it.

    It stands on the ground of the page: what holds the link mostly begins where the link does and would cut
    it.
    """

    def __init__(self, link: QWidget) -> None:
        ground = _ground(link)
        super().__init__(ground)
        self.setObjectName("linkedge")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._link, self._on = link, ground
        link.destroyed.connect(self.deleteLater)
        each: QWidget | None = link
        while each is not None and each is not ground:
            each.installEventFilter(self)
            each = each.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the link when it, or what it stands on, moves."""
        if event.type() in _MOVED:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if not isValid(self._link):  # taken away with its card while it had the cursor
            self.hide()
            return
        at = self._link.mapTo(self._on, QPoint(0, 0))
        self.setGeometry(at.x() - WIDE, at.y(), WIDE, self._link.height())
        self.setVisible(self._link.isVisible())
        self.raise_()


class FrameEdge(LinkEdge):
    """The same for what draws its frame itself, by ``paint_outer_focus``."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self.setObjectName("")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what of the frame lies here."""
        del event
        painter = QPainter(self)
        paint_focus(painter, QRect(0, 0, 4 * WIDE, self.height()))
        painter.end()


if TYPE_CHECKING:
    _Control = QWidget
else:
    _Control = object  # the control comes with the kind of button that this is mixed into


class StandsInLine(_Control):
    """A control that begins where the text above it does; the frame of its cursor begins before it."""

    edge_kind: type[LinkEdge] = FrameEdge
    _edge: LinkEdge | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the left end of the frame."""
        super().focusInEvent(event)
        self._take_edge_away()
        if self.parentWidget() is not None:
            self._edge = self.edge_kind(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self._take_edge_away()

    def _take_edge_away(self) -> None:
        edge, self._edge = self._edge, None
        if edge is not None and isValid(edge):
            edge.hide()
            edge.deleteLater()


def paint_outer_focus(painter: QPainter, around: QRect | QRectF) -> None:
    """Draw the frame around ``around`` but for its left end, which stands out and is a ``FrameEdge``."""
    paint_focus(painter, QRectF(around).adjusted(-WIDE, 0, 0, 0))


def _ground(link: QWidget) -> QWidget:
    """Return what scrolls with ``link``, else its window."""
    ground = link.parentWidget() or link
    while not ground.isWindow():
        above = ground.parentWidget()
        if above is None or isinstance(above.parentWidget(), QAbstractScrollArea):
            break
        ground = above
    return ground
