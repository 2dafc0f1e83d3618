"""Whether a print got through: what Qt tells of it, and what lies in the file that it was printed into.

What a spooler does with the pages afterwards nobody tells us.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from intman_desktop.errors import Trouble
from intman_desktop.language import _

_TAIL = 1024
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_FAILED = (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)


class PrintBroken(Trouble):
    """A print did not get through: pages of it may be missing."""

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Der Druck ist nicht vollständig. Bitte sehen Sie nach dem Drucker und drucken Sie noch einmal."
        )


class PrintedFileBroken(PrintBroken):
    """The file that was printed into is missing or not whole."""

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Die gedruckte Datei ist unvollständig; bitte löschen Sie sie. Ist dort genug Platz? Drucken Sie "
            "dann noch einmal oder an einen anderen Ort."
        )


def page_drawn(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """Return ``page`` (from 0) as a picture of ``size`` dots. Raises ``PrintBroken`` where none comes."""
    picture = document.render(page, size)
    if picture.isNull():
        raise PrintBroken
    return picture


def turn_page(printer: QPrinter) -> None:
    """Begin the next page. Raises ``PrintBroken`` where the printer, or the file, takes none."""
    if not printer.newPage():
        raise _broken(printer)


def end_print(painter: QPainter, printer: QPrinter) -> None:
    """End the print: return only where nothing tells that it failed. Raises ``PrintBroken``.

    It asks the disk of a file that was printed into, so it is called on no thread of the window.
    """
    end_drawing(painter, printer)
    file = printed_pdf(printer)
    if file is not None:
        must_be_whole(file)


def end_drawing(painter: QPainter, printer: QPrinter) -> None:
    """End the print without a look at a file. Raises ``PrintBroken`` where Qt tells that it failed."""
    if not painter.end() or printer.printerState() in _FAILED:
        raise _broken(printer)


def printed_pdf(printer: QPrinter) -> Path | None:
    """Return the PDF that was printed into; None for paper, and for what a system's own printer writes."""
    into_pdf = printer.outputFormat() is QPrinter.OutputFormat.PdfFormat
    return Path(printer.outputFileName()) if into_pdf and printer.outputFileName() else None


def must_be_whole(file: Path) -> None:
    """Raise ``PrintedFileBroken`` where ``file`` is not whole: of its last page Qt tells nothing."""
    if not is_whole(file):
        raise PrintedFileBroken


def _broken(printer: QPrinter) -> PrintBroken:
    return PrintedFileBroken() if printed_pdf(printer) else PrintBroken()


def is_whole(file: Path) -> bool:
    """Return whether ``file`` is there and ends as a PDF does: with the place of its table, which is there.

    Bytes that were lost in the middle, on a volume that was full for a while, move that table.
    """
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, os.SEEK_END)
            opened.seek(max(0, size - _TAIL))
            end = _END.search(opened.read(_TAIL))
            if end is None:
                return False
            opened.seek(int(end[1]))
            return opened.read(4) == b"xref"
    except OSError:
        return False
