"""A file dialog that leaves no trace: Qt would keep the folders it showed in a file of its own."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

_OF_QT = "QtProject"
_OF_DIALOGS = "FileDialog"


def forget_folders(dialog: QFileDialog) -> None:
    """Let Qt forget, as soon as ``dialog`` is gone, which folders were looked at and where files lay."""
    dialog.destroyed.connect(_forget)


def _forget() -> None:
    kept = QSettings(QSettings.Scope.UserScope, _OF_QT)
    kept.remove(_OF_DIALOGS)
    kept.sync()
