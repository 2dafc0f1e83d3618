"""What a screen reader finds – every control that can be used has a name – and a choice made by typing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.fields import ChoiceField


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


def pick(qtbot: QtBot, field: ChoiceField, words: str) -> None:
    """Choose by typing ``words``, closing the list that drops down, and Enter."""
    field.line().setFocus()
    field.line().selectAll()
    qtbot.keyClicks(field.line(), words)
    completer = field.completer()
    assert completer is not None
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Escape)
    qtbot.keyClick(field.line(), Qt.Key.Key_Return)


def spoken(widget: QWidget) -> str:
    """Return the name by which a screen reader calls ``widget``."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
