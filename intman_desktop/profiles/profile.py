"""A whole profile: what a Land may change, looked up by name and code."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date
from functools import cached_property

from intman_desktop.profiles.list_names import WITHOUT_CONTACT, ListName
from intman_desktop.profiles.parts import (
    ANSWER,
    CLIENT,
    Defaults,
    EditableList,
    Field,
    FieldKind,
    FigureRules,
    Item,
)
from intman_desktop.profiles.troubles import NoFigures
from intman_desktop.rules import gate
from intman_desktop.rules.needs import NeedPointer
from intman_desktop.rules.plan import BlockField
from intman_desktop.values.case_file import Answer, Client
from intman_desktop.values.codes import Block, Sex
from intman_desktop.values.figures import FigureDefinition, SheetDefinition
from intman_desktop.values.office import OwnBlock, Phrase

UNKNOWN = "unknown"
"""The cell of what is not entered or not in the figure's list; breakdowns sum up to their total."""

ERASED = "erased"
"""The cell of erased cases that were kept without breakdowns (Rule K8)."""

OTHERS = "others"
"""The cell into which small values are folded (Rule K11)."""

_OWN_CELLS = {
    UNKNOWN: {"de": "nicht erfasst", "en": "Not recorded"},
    ERASED: {"de": "gelöschte Akten ohne Aufschlüsselung", "en": "Erased cases, not broken down"},
    OTHERS: {"de": "andere (kleine Werte)", "en": "Others (small values)"},
}
_FLAG_LABELS = {"yes": {"de": "ja", "en": "yes"}, "no": {"de": "nein", "en": "no"}}


@dataclass(frozen=True)
class Profile:
    """The lists, fields, figures and starting settings of one Land; immutable and checked.

    ``programme`` is what cases and talks carry; ``sheets`` are all versions
    of the definitions of figures. ``editable`` are the lists that an office may change; ``own_blocks``
    are the office's (``profiles.merging``), each of them also among the ``fields``.
    """

    code: str
    version: int
    labels: Mapping[str, str]
    programme: str
    defaults: Defaults
    figures: FigureRules
    lists: Mapping[str, tuple[Item, ...]] = field(repr=False)
    fields: tuple[Field, ...] = field(repr=False)
    sheets: tuple[SheetDefinition, ...] = field(repr=False)
    phrases: tuple[Phrase, ...] = field(default=(), repr=False)
    editable: tuple[EditableList, ...] = field(default=(), repr=False)
    own_blocks: tuple[OwnBlock, ...] = field(default=(), repr=False)

    def list(self, name: str) -> tuple[Item, ...]:
        """Return every item of a list in its order. An unknown name is a bug (``KeyError``)."""
        return self.lists[name]

    def items_on(self, name: str, day: date) -> tuple[Item, ...]:
        """Return the items of a list that can be chosen on ``day``."""
        return tuple(item for item in self.list(name) if item.choosable and item.valid_on(day))

    def search_words(self, name: str) -> dict[str, tuple[str, ...]]:
        """Return the words by which the items of a list are found beside their labels, by their codes."""
        return {item.code: item.search_words for item in self.list(name) if item.search_words}

    def offered(self, name: str, day: date, open_needs: Collection[str]) -> tuple[Item, ...]:
        """Return the items that can be chosen on ``day`` under the needs that are open (Rule E3)."""
        return tuple(item for item in self.items_on(name, day) if item.need in open_needs)

    def item(self, name: str, code: str) -> Item | None:
        """Return the item of a list with this code, or None. An unknown list is a bug (``KeyError``)."""
        return self._items[name].get(code)

    @cached_property
    def _items(self) -> Mapping[str, Mapping[str, Item]]:
        """The items of each list by code: lists over all cases look up one for every row."""
        return {name: {item.code: item for item in items} for name, items in self.lists.items()}

    def label(self, name: str, code: str, language: str = "de") -> str:
        """Return the label of a code, in English where ``language`` is not German; the code if unknown."""
        found = self.item(name, code)
        return _in(found.labels, language) if found else code

    def need_of_item(self, name: str, code: str) -> str:
        """Return the need under which an item is offered, "basic" for an unknown code (Rule E3)."""
        found = self.item(name, code)
        return found.need if found else "basic"

    @property
    def forms_without_contact(self) -> tuple[str, ...]:
        """The forms of talk in which the person is not met, in their order (Rules P2, C6, L9)."""
        return tuple(item.code for item in self.list(ListName.TALK_FORMS) if item.flag(WITHOUT_CONTACT))

    def field(self, code: str) -> Field | None:
        """Return the field of the catalogue with this code, or None."""
        return next((each for each in self.fields if each.code == code), None)

    def fields_of(self, block: Block) -> tuple[Field, ...]:
        """Return the fields of one block in their order."""
        return tuple(each for each in self.fields if each.block is block)

    @property
    def block_fields(self) -> tuple[BlockField, ...]:
        """The catalogue as the lights of the blocks need it (Rule I8); see ``client_answers``."""
        return tuple(
            BlockField(each.code, each.block, each.core) for each in self.fields if each.block is not None
        )

    @property
    def need_pointers(self) -> tuple[NeedPointer, ...]:
        """Which answers name a need in which area of life (Rules I6, Z3)."""
        return tuple(
            NeedPointer(each.code, each.need_area, each.need_values) for each in self.fields if each.need_area
        )

    def client_answers(self, client: Client) -> tuple[Answer, ...]:
        """Return what the client's own columns answer, so that lights see them as answers (Rule I8)."""
        found = []
        for each in self.fields:
            value = getattr(client, each.code) if each.source == CLIENT else None
            if value is not None and value != "" and value is not Sex.NOT_STATED:
                found.append(Answer(each.code, _written(value)))
        return tuple(found)

    def value_label(self, code: str, value: str, language: str = "de") -> str:
        """Return how the value of a field reads: labels for codes, yes and no; anything else as it is."""
        of_field = self.field(code)
        if of_field is None or not value:
            return value
        if of_field.kind is FieldKind.CHOICE:
            return self.label(of_field.list, value, language)
        if of_field.kind is FieldKind.CHOICES:
            return ", ".join(self.label(of_field.list, each, language) for each in split_choices(value))
        if of_field.kind is FieldKind.FLAG:
            return _in(_FLAG_LABELS.get(value, {"de": value, "en": value}), language)
        return value

    def needs_of_fields(self) -> Mapping[str, str]:
        """Return the need of every field, for the gate (Rule E3)."""
        return {each.code: each.need for each in self.fields}

    def answer_fields(self, need: str) -> frozenset[str]:
        """Return the codes of the answers that need ``need``: what a withdrawal empties (Rule E3)."""
        return frozenset(each.code for each in self.fields if each.source == ANSWER and each.need == need)

    def needs_beside_basic(self) -> frozenset[str]:
        """Return every need of a field or of an item that the basic consent alone does not open (Rule E3)."""
        items = (item for listed in self.lists.values() for item in listed)
        needs = {*(each.need for each in self.fields), *(item.need for item in items)}
        return frozenset(needs - {gate.NONE, gate.BASIC})

    def sheet(self, year: int) -> SheetDefinition:
        """Return the newest definition of figures for ``year``. Raises ``NoFigures``."""
        found = self.sheets_of(year)
        if not found:
            raise NoFigures(year=year)
        return max(found, key=lambda each: each.version)

    def sheets_of(self, year: int) -> tuple[SheetDefinition, ...]:
        """Return every definition version that is valid for ``year`` (Rule K8)."""
        # figures are due in the year after, which the calendar still has to know
        return tuple(
            each
            for each in self.sheets
            if each.first_year <= year <= min(each.last_year or year, MAXYEAR - 1)
        )

    def cell_label(self, figure: FigureDefinition, cell: str, language: str = "de") -> str:
        """Return the label of a cell of a figure; codes of the office (services) stay as they are."""
        if cell in _OWN_CELLS:
            return _in(_OWN_CELLS[cell], language)
        return self.label(figure.list, cell, language) if figure.list else cell

    def needs_of_cell(self, figure: FigureDefinition, cell: str) -> frozenset[str]:
        """Return what opens the cases behind a cell: the figure's need and that of the cell's code (Rule E3).

        The kinds of the office's own services are not known here.
        """
        return frozenset({figure.need, *([self.need_of_item(figure.list, cell)] if figure.list else [])})

    def figures_due(self, year: int) -> date:
        """Return the day by which the figures of ``year`` are handed in (Rule K1)."""
        rule = next(each for each in self.figures.due if each.covers(year))
        return date(year + 1, rule.month, rule.day)

    def seeded_services(self) -> tuple[tuple[str, str], ...]:
        """Return (code, German name) of the kinds of service that a new directory starts with."""
        kinds = self.list(ListName.SERVICE_KINDS)
        return tuple((item.code, item.labels["de"]) for item in kinds if item.code != "other")


def split_choices(value: str) -> tuple[str, ...]:
    """Return the codes of an answer to a field of kind ``choices``."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def join_choices(codes: Collection[str]) -> str:
    """Return the codes as the answer to a field of kind ``choices``."""
    return ",".join(codes)


def _in(labels: Mapping[str, str], language: str) -> str:
    return labels["de" if language == "de" else "en"]


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
