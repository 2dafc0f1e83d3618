"""The cursor of one who types on while what stands around it is built anew."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.scroll_page import go_in
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

    def is_in_field(self) -> bool:
        """Return whether one was in a field: whoever was not, types nothing on."""
        return self._number >= 0

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


class FilledSince:
    """Knows what stood in the fields inside ``around``, and so which of them were filled in since."""

    def __init__(self, around: QWidget) -> None:
        self._around = around
        self._before = self._texts()

    def go_to_last(self) -> None:
        """Put the cursor behind the last text that was filled in, where there is one, and show it."""
        filled = {at: text for at, text in self._texts().items() if text and text != self._before.get(at, "")}
        if not filled or not self._around.isVisible():
            return
        name, number = list(filled)[-1]
        field = [each for each in _in_order(self._around) if each.accessibleName() == name][number]
        go_in(field)
        _go_to(field, len(filled[name, number]))

    def _texts(self) -> dict[tuple[str, int], str]:
        found: dict[tuple[str, int], str] = {}
        counted: Counter[str] = Counter()
        for field in _in_order(self._around):
            name = field.accessibleName()
            found[name, counted[name]] = _text(field)
            counted[name] += 1
        return found


def _in_order(around: QWidget) -> list[QWidget]:
    """Return the fields inside ``around`` in the order in which they were added."""
    fields = _fields(around)
    return [each for each in around.findChildren(QWidget) if each in fields]


def _text(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    line = field.line() if isinstance(field, ChoiceField) else field
    return line.text() if isinstance(line, QLineEdit) else ""


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
