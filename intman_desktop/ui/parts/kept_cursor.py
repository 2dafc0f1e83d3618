"""The cursor of one who types on while what stands around it is built anew."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.tab_order import is_hidden, show_now


class KeptCursor:
    """Knows in which field inside ``around`` one is typing, and how far one has come there."""

    def __init__(self, around: QWidget) -> None:
        self._around = around
        self._name, self._number, self._place = "", -1, 0
        at = around.window().focusWidget()
        fields = _fields(around)
        if at in fields:
            self._name = at.accessibleName()
            self._number = [each for each in fields if each.accessibleName() == self._name].index(at)
            self._place = _place(at)

    def put_back(self) -> bool:
        """Put the cursor into the same field at the same place; return whether there is such a field."""
        same = [each for each in _fields(self._around) if each.accessibleName() == self._name]
        if not 0 <= self._number < len(same):
            return False
        field = same[self._number]
        show_now(field, self._around)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        _go_to(field, self._place)
        return True


def _fields(around: QWidget) -> list[QWidget]:
    """Return the fields inside ``around`` into which one can type.

    What was shown before is hidden, and is there until it is deleted; the line inside a list is part of that.
    """
    lines: list[QWidget] = [each for each in around.findChildren(QLineEdit) if each.focusProxy() is None]
    fields = [*lines, *around.findChildren(QPlainTextEdit), *around.findChildren(ChoiceField)]
    return [each for each in fields if not is_hidden(each, around)]


def _place(field: QWidget) -> int:
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().position()
    line = field.line() if isinstance(field, ChoiceField) else field
    return line.cursorPosition() if isinstance(line, QLineEdit) else 0


def _go_to(field: QWidget, place: int) -> None:
    if isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(min(place, len(field.toPlainText())))
        field.setTextCursor(cursor)
        return
    line = field.line() if isinstance(field, ChoiceField) else field
    if isinstance(line, QLineEdit):
        line.setCursorPosition(place)
