"""What a screen reader finds: every control that can be used has a name."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QWidget


def silent_controls(page: QWidget) -> list[str]:
    """Return the buttons, fields and lists of ``page`` that say nothing."""
    kinds = QAbstractButton | QLineEdit | QPlainTextEdit | QAbstractItemView
    silent = []
    for child in page.findChildren(QWidget):
        if isinstance(child, kinds) and child.isVisibleTo(page) and child.focusPolicy().value:
            interface = QAccessible.queryAccessibleInterface(child)
            if interface is not None and not interface.text(QAccessible.Text.Name):
                silent.append(repr(child))
    return silent
