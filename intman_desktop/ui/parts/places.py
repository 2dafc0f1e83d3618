"""Where a file dialog begins, how a workbook is saved, and how it is told where a file lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from intman_desktop.language import _


def documents() -> str:
    """Return the person's own folder for documents, never the one the program was started from."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def where_saved(file: Path) -> str:
    """Return the words for a file that was written: its name and the folder it lies in."""
    return _("{name} gespeichert im Ordner „{folder}“").format(name=file.name, folder=file.parent.name)


def ask_for_workbook(parent: QWidget, title: str, name: str, save: Callable[[Path], object]) -> QFileDialog:
    """Ask where a workbook goes and return at once; ``save(file)`` is called with the place chosen.

    ``name`` is proposed and tells of nobody.
    """
    dialog = QFileDialog(parent, title, documents(), "Excel (*.xlsx)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: save(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
