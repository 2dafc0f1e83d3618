"""Where the window stands, as this machine remembers it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

_LEAST = 100
"""How many pixels of the window have to be on a screen, each way, for somebody to take hold of it."""


def place_of(window: QWidget) -> str:
    """Return where ``window`` stands, how large and on which screen, in base 64."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def take_place(window: QWidget, kept: str) -> None:
    """Put ``window`` where ``place_of`` found it; it stays as it is where nobody could see it there."""
    before = window.geometry()
    if not window.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii"))):
        return
    if not any(_within_reach(window, screen) for screen in QGuiApplication.screens()):
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.setGeometry(before)


def _within_reach(window: QWidget, screen: QScreen) -> bool:
    seen = window.geometry().intersected(screen.availableGeometry())
    return seen.width() >= _LEAST and seen.height() >= _LEAST
