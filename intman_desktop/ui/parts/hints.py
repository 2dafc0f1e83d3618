"""What an empty line says: as much of it as fits, so that a hint is never cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from intman_desktop.ui.tokens import space


def show_fitting_hint(line: QLineEdit, hints: Sequence[str], taken: int = 0) -> None:
    """Show in the empty ``line`` the first of ``hints`` that fits, or the last one.

    ``hints`` go from long to short; ``taken`` are the pixels that a sign inside the line needs.
    """
    room = line.width() - taken - space(5)
    advance = line.fontMetrics().horizontalAdvance
    fitting = next((hint for hint in hints if advance(hint) <= room), hints[-1])
    if fitting != line.placeholderText():
        line.setPlaceholderText(fitting)
