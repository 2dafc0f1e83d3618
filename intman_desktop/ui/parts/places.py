"""Where a file dialog begins, and how it is told where a file lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from intman_desktop.language import _


def documents() -> str:
    """Return the person's own folder for documents, never the one the program was started from."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def where_saved(file: Path) -> str:
    """Return the words for a file that was written: its name and the folder it lies in."""
    return _("{name} gespeichert im Ordner „{folder}“").format(name=file.name, folder=file.parent.name)
