"""The cursor in a line that is written again while somebody is in it, as after saving."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit


def write_line(line: QLineEdit, text: str) -> bool:
    """Show ``text`` in ``line`` and return whether it was left as it stood.

    It is where the line has the keyboard and says the same already, but for blanks at its ends: the one
    behind a word may be the beginning of the next. Else Qt puts the cursor behind the last letter.
    """
    stays = line.hasFocus() and line.text().strip() == text.strip()
    if not stays:
        QLineEdit.setText(line, text)
    return stays
