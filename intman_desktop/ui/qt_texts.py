"""Qt's own words, as on the buttons of its dialogs, in the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from intman_desktop.language import current_language


def translate_qt(application: QApplication) -> None:
    """Let Qt's own texts and keys speak the language of the screen."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{current_language()}", folder):
        application.installTranslator(translator)
