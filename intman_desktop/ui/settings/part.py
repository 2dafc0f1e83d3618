"""What the parts of the settings share: fields that are filled from the office and read back by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.settings.number_field import NumberField, faulty_number
from intman_desktop.ui.tokens import space
from intman_desktop.values.desk_views import OfficeSettings
from intman_desktop.values.office import Office


@dataclass(frozen=True)
class Bound:
    """A field of the form bound to a field of ``Office``: how it is filled and read."""

    put: Callable[[Any], object]
    read: Callable[[], Any]
    row: FormRow | None = None


class Part(QWidget):
    """One part of the settings. Attributes: ``column``, ``bound`` (by the names of ``Office``), ``whole``
    (whether all its fields stand there at once, and not those of one choice).
    """

    whole: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space(4))
        self.bound: dict[str, Bound] = {}

    def offer(self, settings: OfficeSettings) -> None:
        """Offer the choices of the profile and show what is not a field of the office."""

    def put(self, office: Office) -> None:
        """Fill the fields."""
        for name, bound in self.bound.items():
            bound.put(getattr(office, name))

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, by the names of ``Office``."""
        return {name: bound.read() for name, bound in self.bound.items()}

    def doubts(self) -> list[tuple[int, str]]:
        """Return what is typed into its lists and not understood, each with the number of its list."""
        return [(place, each.draft()) for place, each in self._choices_here() if each.draft() != each.code()]

    def doubt_again(self, doubts: Iterable[tuple[int, str]]) -> None:
        """Put back what ``doubts`` returned, in the lists that are there."""
        lists = dict(self._choices_here())
        for place, typed in doubts:
            if place in lists:
                lists[place].set_draft(typed)

    def forget_doubts(self) -> None:
        """Take out of its lists what is typed there and not understood: the code chosen stands again."""
        for _place, each in self._choices_here():
            each.set_code(each.code())

    def _choices_here(self) -> list[tuple[int, ChoiceField]]:
        """Return the lists as they were made, without those that are on their way out."""
        there = (each for each in self.findChildren(ChoiceField) if each.isVisibleTo(self))
        return list(enumerate(there)) if self.whole else []

    def check(self) -> QWidget | None:
        """Mark what cannot be saved and return the first such field, or None."""
        return faulty_number(self)

    def go_to(self, name: str) -> bool:
        """Put the cursor into the field ``name`` and bring it into view; return whether it is here."""
        bound = self.bound.get(name)
        if bound is None or bound.row is None:
            return False
        bound.row.field.setFocus()
        around = page_around(bound.row)
        if around is not None:
            around.bring_up(bound.row)
        return True


def text(row: FormRow) -> Bound:
    """Return a line of text, bound."""
    field = row.field
    if not isinstance(field, TextField):
        raise TypeError("this row holds no line of text")
    return Bound(field.setText, field.value, row)


def area(row: FormRow) -> Bound:
    """Return a text of several lines, bound."""
    field = row.field
    if not isinstance(field, TextArea):
        raise TypeError("this row holds no text")
    return Bound(field.set_value, field.value, row)


def number(row: FormRow) -> Bound:
    """Return a number, bound."""
    field = row.field
    if not isinstance(field, NumberField):
        raise TypeError("this row holds no number")
    return Bound(field.set_value, field.value, row)


def choice(row: FormRow, read: Callable[[str], Any] = str) -> Bound:
    """Return a choice, bound; ``read`` makes the office's value of a code."""
    field = row.field
    if not isinstance(field, ChoiceField):
        raise TypeError("this row holds no choice")
    return Bound(lambda value: field.set_code(str(value)), lambda: read(field.code()), row)
