"""What is typed into a list and means no entry of it: no form may be saved over that."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.scroll_page import go_in


def understood(*parts: QWidget) -> bool:
    """Return whether every list asked for inside ``parts`` holds what it says; else go where one does not.

    To be asked before what is typed inside ``parts`` is saved. What is still being typed is understood first,
    as if the field had been left; what means no single entry stays, with its sentence, and has the cursor.
    """
    doubted = first_doubted(*parts)
    if doubted is not None:
        go_to(doubted)
    return doubted is None


def understand(*parts: QWidget) -> None:
    """Understand what is still being typed into the lists inside ``parts``, as if each had been left.

    What means no single entry stays there, with its sentence.
    """
    for field in list(_asked(parts)):
        if isValid(field):  # what one list means may build what stands below it anew
            field.settle()


def first_doubted(*parts: QWidget) -> ChoiceField | None:
    """Return the first list asked for inside ``parts`` whose text means no single entry, or None."""
    understand(*parts)
    return next((field for field in _asked(parts) if field.fault()), None)


def go_to(field: ChoiceField) -> None:
    """Put the cursor into ``field``, and bring it into view with its sentence."""
    go_in(field, row_around(field) or field)


def row_around(field: QWidget) -> FormRow | None:
    """Return the row that ``field`` stands in, None where it stands in none."""
    around = field.parentWidget()
    while around is not None and not isinstance(around, FormRow):
        around = around.parentWidget()
    return around


def _asked(parts: tuple[QWidget, ...]) -> Iterator[ChoiceField]:
    """Yield the lists inside ``parts`` that can be filled in, from top to bottom and from left to right."""
    for part in parts:
        inside = [part] if isinstance(part, ChoiceField) else part.findChildren(ChoiceField)
        asked = [each for each in inside if each.isVisibleTo(part) and each.isEnabledTo(part)]
        yield from sorted(asked, key=lambda each: _place(each, part))


def _place(field: ChoiceField, part: QWidget) -> tuple[int, int]:
    at = field.mapTo(part, QPoint(0, 0))
    return at.y(), at.x()
