"""The printer, asked for in one place: by itself its library would reach for the network."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

_DOTS_PER_INCH = 300
_SERVER = "CUPS_SERVER"
_LOCAL_SPOOLER = "/run/cups/cups.sock"


def new_printer(file_name: str) -> QPrinter:
    """Return the system's printer, set to whole A4 pages; ``file_name`` tells of nobody and names the job."""
    _stay_local()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DOTS_PER_INCH)
    printer.setDocName(Path(file_name).stem)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    printer.setFullPage(True)
    return printer


def _stay_local() -> None:
    """Let CUPS speak to the spooler of this computer over its local socket alone.

    Where that is missing, or a server is named, its library opens a network connection out of this process.
    What the spooler does with a page is its own.
    """
    if sys.platform.startswith("linux") and not os.environ.get(_SERVER, "").startswith("/"):
        os.environ[_SERVER] = _LOCAL_SPOOLER
