"""What is wrong in a form: all of it is marked at once, each at its field, with the cursor in the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.ui.parts.doubts import go_to, row_around
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.tab_order import is_hidden
from intman_desktop.ui.wording import refusals


def free_of_faults(*parts: QWidget) -> bool:
    """Return whether nothing is marked inside ``parts``; else go to the first that is, from top to bottom.

    To be asked once everything in them was looked at, lists first (``doubts.understand``).
    """
    for part in parts:
        marked = sorted(_marked(part), key=lambda each: _place(each, part))
        if marked:
            first = marked[0]
            first.go_in() if isinstance(first, FormRow) else go_to(first)
            return False
    return True


def mark_refusals(trouble: Trouble, row_of: Callable[[str], FormRow | None]) -> list[str]:
    """Mark each field in which something that the rules refuse is mended; ``row_of`` finds it by the code.

    Returns the sentences that belong to none. Of two that belong to one field the first is said.
    """
    others: list[str] = []
    said: list[FormRow] = []
    for code, words in refusals(trouble):
        row = row_of(code)
        if row is None:
            others.append(words)
        elif row not in said:
            said.append(row)
            row.set_fault(words)
    return others


def show_refusals(
    trouble: Trouble,
    row_of: Callable[[str], FormRow | None],
    where: QWidget,
    say: Callable[[str], object],
) -> None:
    """Show all that the rules refuse: at its field inside ``where``, with the cursor in the first.

    What belongs to no field is said at once, for each line that ``say`` shows takes the place of the last.
    """
    others = mark_refusals(trouble, row_of)
    free_of_faults(where)
    if others:
        say(" ".join(others))


def _marked(part: QWidget) -> Iterator[FormRow | ChoiceField]:
    """Yield what is marked inside ``part``: rows, and lists that stand in none."""
    rows = [part] if isinstance(part, FormRow) else part.findChildren(FormRow)
    yield from (row for row in rows if row.fault() and not is_hidden(row, part))
    for field in part.findChildren(ChoiceField):
        asked = not is_hidden(field, part) and field.isEnabledTo(part)
        if asked and field.fault() and row_around(field) is None:
            yield field


def _place(widget: QWidget, part: QWidget) -> tuple[int, int]:
    at = widget.mapTo(part, QPoint(0, 0))
    return at.y(), at.x()
