"""Where a file dialog begins."""

from __future__ import annotations

from PySide6.QtCore import QStandardPaths


def documents() -> str:
    """Return the person's own folder for documents, never the one the program was started from."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
