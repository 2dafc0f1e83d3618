"""Printing a paper page by page on a thread of its own: the window never waits for a page or a printer.

A printer may be drawn on from any thread, as long as it is one; so all that one print needs is made, used and
let go of in one function, but for the printer, which the person chose in the dialog before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Progress
from intman_desktop.language import _
from intman_desktop.ui.print_checks import end_print, page_drawn, turn_page

_POINTS_PER_INCH = 72
_ROWS = 128
"""So much of a page is handed over at a time: meanwhile no other thread runs Python, nor answers a key."""


class NoPrinter(Trouble):
    """The printer does not answer."""

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("Der Drucker antwortet nicht. Ist er eingeschaltet und verbunden?")


def print_pages(content: bytes, printer: QPrinter, *, progress: Progress) -> None:
    """Draw the chosen pages of the PDF ``content`` on ``printer``, each as a picture made in memory.

    ``progress(done, total)`` counts pages; where it raises, the print is broken off. Raises ``NoPrinter``;
    ``PrintBroken`` where a page may be missing.
    """
    scale = printer.resolution() / _POINTS_PER_INCH
    with _opened(content) as document, _painting(printer) as painter:
        count = document.pageCount()
        first = (printer.fromPage() or 1) - 1
        end = min(printer.toPage() or count, count)
        for page in range(first, end):
            if page > first:
                turn_page(printer)
            picture = page_drawn(document, page, (document.pagePointSize(page) * scale).toSize())
            for top in range(0, picture.height(), _ROWS):
                progress(page - first, end - first)
                strip = picture.copy(0, top, picture.width(), min(_ROWS + 1, picture.height() - top))
                painter.drawImage(QPoint(0, top), strip)
        progress(end - first, end - first)


@contextmanager
def _opened(content: bytes) -> Iterator[QPdfDocument]:
    """Yield a PDF of its own, whatever the screen shows meanwhile, and let go of every byte."""
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    try:
        yield document
    finally:
        document.close()
        buffer.close()
        buffer.setData(b"")


@contextmanager
def _painting(printer: QPrinter) -> Iterator[QPainter]:
    """Yield a painter on ``printer``; where something goes wrong nothing more is sent."""
    painter = QPainter()
    if not painter.begin(printer):
        raise NoPrinter
    try:
        yield painter
        end_print(painter, printer)
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
