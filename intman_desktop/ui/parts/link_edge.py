"""The left end of the focus frame of a link: it stands out beyond the text the link stands in line with."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

WIDE: Final = 4
"""Pixels that the frame stands out to the left of a link."""
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


def _ground(link: QWidget) -> QWidget:
    """Return what scrolls with ``link``, else its window."""
    ground = link.parentWidget() or link
    while not ground.isWindow():
        above = ground.parentWidget()
        if above is None or isinstance(above.parentWidget(), QAbstractScrollArea):
            break
        ground = above
    return ground
