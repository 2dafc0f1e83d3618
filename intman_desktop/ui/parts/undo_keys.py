"""What takes back and does again: its names, and its keys, which a field keeps as long as it can undo."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence

from intman_desktop.language import _


def undo_name() -> str:
    """Return what the act is called that takes back what was just done."""
    return _("Rückgängig")


def redo_name() -> str:
    """Return what the act is called that does again what was just taken back."""
    return _("Wiederholen")


def leaves_to_window(event: QKeyEvent, *, undo: bool, redo: bool) -> bool:
    """Return whether a key belongs to the window, and let it go on there.

    It does where it asks for taking back or doing again and the field has nothing for it: ``undo`` and
    ``redo`` say what it has. Qt's fields would swallow it, so that right after saving it did nothing.
    """
    keys = QKeySequence.StandardKey
    left = (event.matches(keys.Undo) and not undo) or (event.matches(keys.Redo) and not redo)
    if left:
        event.ignore()
    return left
