"""The cursor in a line that is written again while somebody is in it, as after saving."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit


def write_line(line: QLineEdit, text: str) -> bool:
    """Show ``text`` in ``line`` and return whether the cursor stayed where it was.

    It does where the line has the keyboard and says the same already, but for blanks at its ends; else Qt
    puts it behind the last letter.
    """
    stays = line.hasFocus() and line.text().strip() == text.strip()
    at, begin, length = line.cursorPosition(), line.selectionStart(), line.selectionLength()
    QLineEdit.setText(line, text)
    if stays and begin >= 0:
        line.setSelection(begin, length)
    elif stays:
        line.setCursorPosition(at)
    return stays
