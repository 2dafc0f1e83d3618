"""The file dialogs of the program, and how it is told where a file lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.forgetting import forget_folders


def documents() -> str:
    """Return the person's own folder for documents, never the one the program was started from."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def where_saved(file: Path) -> str:
    """Return the words for a file that was written: its name and the folder it lies in."""
    return _("{name} gespeichert im Ordner „{folder}“").format(name=file.name, folder=file.parent.name)


def where_printed(file: Path | None) -> str:
    """Return the words for a print: ``file`` is the PDF it went into, None says that it went to a printer."""
    return _("An den Drucker geschickt.") if file is None else where_saved(file)


def ask_for_file(
    parent: QWidget, title: str, take: Callable[[Path], object], *, kinds: str = "", begin: str = ""
) -> QFileDialog:
    """Ask for a file that is there and return at once; ``take(file)`` is called with the one chosen.

    ``kinds`` are filters as ``QFileDialog`` takes them. The dialog begins in ``begin``, else in the person's
    documents. Where it was looked is remembered nowhere; so with the others below.
    """
    dialog = QFileDialog(parent, title, begin or documents(), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, take)


def ask_for_folder(
    parent: QWidget, title: str, take: Callable[[Path], object], *, begin: str = ""
) -> QFileDialog:
    """Ask for a folder and return at once; ``take(folder)`` is called with the one chosen."""
    dialog = QFileDialog(parent, title, begin or documents())
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog, take)


def ask_where_to_save(
    parent: QWidget, title: str, name: str, kinds: str, save: Callable[[Path], object]
) -> QFileDialog:
    """Ask where a file goes and return at once; ``save(file)`` is called with the place chosen.

    ``name`` is proposed with its suffix and tells of nobody.
    """
    dialog = QFileDialog(parent, title, documents(), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    return _opened(dialog, save)


def ask_for_workbook(parent: QWidget, title: str, name: str, save: Callable[[Path], object]) -> QFileDialog:
    """Ask where a workbook goes, as ``ask_where_to_save``."""
    return ask_where_to_save(parent, title, name, "Excel (*.xlsx)", save)


def _opened(dialog: QFileDialog, take: Callable[[Path], object]) -> QFileDialog:
    dialog.fileSelected.connect(lambda chosen: take(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    forget_folders(dialog)
    dialog.open()
    return dialog
