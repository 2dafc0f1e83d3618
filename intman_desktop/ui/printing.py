"""Printing a paper page by page, so that nothing waits until the last one is drawn – locking least of all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from intman_desktop.ui.print_checks import PrintBroken, end_drawing, page_drawn, turn_page

_POINTS_PER_INCH = 72
_BETWEEN_MS = 1


class NoPrinter(Exception):
    """The printer does not answer."""


class Printing(QObject):
    """Draws pages of ``content`` on ``printer``, each as a picture made in memory; ends with its ``owner``.

    What is shown on the screen meanwhile is of no concern to it.
    """

    def __init__(
        self,
        content: QByteArray,
        printer: QPrinter,
        on_done: Callable[[], object],
        on_broken: Callable[[PrintBroken], object],
        owner: QObject,
    ) -> None:
        """Begin; ``on_done()`` is called after the last page, ``on_broken(trouble)`` where the print fails.

        Raises ``NoPrinter``.
        """
        super().__init__(owner)
        self._printer = printer
        self._on_done = on_done
        self._on_broken = on_broken
        self._buffer = QBuffer(self)
        self._buffer.setData(content)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        count = self._document.pageCount()
        self._page = (printer.fromPage() or 1) - 1
        self._end = min(printer.toPage() or count, count)
        self._painter = QPainter()
        if not self._painter.begin(printer):
            self.deleteLater()
            raise NoPrinter
        painter = self._painter
        owner.destroyed.connect(lambda _gone: _break_off(painter, printer))
        self._next = QTimer(self, singleShot=True, interval=_BETWEEN_MS)
        self._next.timeout.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        """Draw one page; what happened meanwhile has its turn before the next one."""
        try:
            is_last = self._draw_page()
        except PrintBroken as broken:
            _break_off(self._painter, self._printer)
            self.deleteLater()
            self._on_broken(broken)
            return
        if is_last:
            self.deleteLater()
            self._on_done()
        else:
            self._next.start()

    def _draw_page(self) -> bool:
        """Draw one page and return whether it was the last. Raises ``PrintBroken``."""
        points = self._document.pagePointSize(self._page)
        scale = self._printer.resolution() / _POINTS_PER_INCH
        picture = page_drawn(self._document, self._page, (points * scale).toSize())
        self._painter.drawImage(QRectF(QPointF(0, 0), points * scale), picture)
        self._page += 1
        if self._page < self._end:
            turn_page(self._printer)
            return False
        end_drawing(self._painter, self._printer)
        return True


def _break_off(painter: QPainter, printer: QPrinter) -> None:
    """Send no more to a printer whose paper is gone, as the store was locked, or that lost a page."""
    if painter.isActive():
        printer.abort()
        painter.end()
