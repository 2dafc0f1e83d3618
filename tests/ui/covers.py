"""What lies over the window before its store is open: the card, what it says, and the hand on it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from intman_desktop.ui.window import MainWindow
from tests.opened import PASSPHRASE


def cover(window: MainWindow) -> Any:
    """Return the card over ``window``, or its inside once the store is open."""
    central: Any = window.centralWidget()
    return central.currentWidget()


def lines(where: QWidget) -> list[QLineEdit]:
    """Return the visible lines to type into inside ``where``."""
    return [line for line in where.findChildren(QLineEdit) if line.isVisible()]


def click(where: QWidget, words: str) -> None:
    """Press the visible button inside ``where`` that says ``words``."""
    button = next(
        each
        for each in where.findChildren(QAbstractButton)
        if each.text().replace("&", "") == words and each.isVisible()
    )
    button.click()


def give(window: MainWindow, words: str) -> None:
    """Type the passphrase into the card over ``window``, and press the button that says ``words``."""
    lines(cover(window))[0].setText(PASSPHRASE)
    click(cover(window), words)


def said(where: QWidget) -> str:
    """Return every visible sentence inside ``where``."""
    return "\n".join(each.text() for each in where.findChildren(QLabel) if each.isVisible())
