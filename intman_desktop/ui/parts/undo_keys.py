"""The keys that take back and do again: a field keeps them only as long as it has something of its own."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence


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
