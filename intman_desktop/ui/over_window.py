"""What stands over the window – questions, cards, menus, file dialogs –: its end, and keys it never takes.

Locking and hiding names must work whatever stands there. The window's own keys reach past a menu and a card
that is only read; a dialog that is waited for keeps every key of the window away, so it gets the two as keys
of its own. A dialog that the system draws has a keyboard of its own and cannot be given any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, QThread, QTimer
from PySide6.QtGui import QDrag, QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from intman_desktop.ui.parts.confirm import Confirm

_RETURNED_MS = 10
_OVER = "key over all"


class KeysOverAll(QObject):
    """Binds keys that work while anything of ours stands over ``window``. Attributes: ``shortcuts``."""

    def __init__(self, window: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
        """Take what each key does; a menu or list that is open is closed before it."""
        super().__init__(window)
        self._acts = dict(acts)
        self.shortcuts = self._bind(window)
        application = QApplication.instance()
        assert isinstance(application, QGuiApplication)  # there is a window
        application.focusWindowChanged.connect(self._follow)

    def _follow(self, _focus: QWindow | None) -> None:
        """Give the keys to a dialog that is waited for, once it has the keyboard."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.findChild(QShortcut, _OVER) is None:
            self._bind(dialog)

    def _bind(self, owner: QWidget) -> list[QShortcut]:
        bound = []
        for sequence, act in self._acts.items():
            shortcut = QShortcut(QKeySequence(sequence), owner)
            shortcut.setObjectName(_OVER)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            for pressed in (shortcut.activated, shortcut.activatedAmbiguously):  # a list in a dialog: by both
                pressed.connect(partial(reach_past, act))
            bound.append(shortcut)
        return bound


def reach_past(act: Callable[[], object]) -> None:
    """Do ``act``, which a key was pressed for, once no menu or list is open: it would get the next key."""
    close_popups()
    act()


def close_popups() -> None:
    """Close every menu and list that is open."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        popup.hide()


def put_away_questions() -> None:
    """Close every question that waits, with its safe answer: it may name somebody."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Confirm) and window.isVisible():
            window.reject()


def close_dialogs(stays: QWidget) -> None:
    """Close every dialog and menu but the window that ``stays``, and end what is dragged."""
    close_popups()
    windows = QApplication.topLevelWidgets()
    if any(window.findChildren(QDrag) for window in windows):
        QDrag.cancel()
    for window in windows:
        if window is not stays and window.isVisible():
            window.close()
            window.hide()  # also one that would rather stay
            if isinstance(window, QDialog):
                delete_in_time(window)


def delete_in_time(widget: QWidget) -> None:
    """Delete ``widget``, but not under an inner event loop, as a drag has one: it returns into its page."""
    if QThread.currentThread().loopLevel() > 1:
        QTimer.singleShot(_RETURNED_MS, lambda: delete_in_time(widget))
    elif isValid(widget):
        widget.deleteLater()
