"""The parts of a profile: items of lists, fields of the catalogue, and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from intman_desktop.values.codes import Block

CLIENT = "client"
"""Source of a field that is a column of ``values.case_file.Client``."""

ANSWER = "answer"
"""Source of a field whose value is an ``Answer`` with the field's code."""


class FieldKind(StrEnum):
    """What is entered into a field; how an answer writes it stands beside each."""

    TEXT = "text"
    DATE = "date"  # 2026-11-20
    CHOICE = "choice"  # a code of the field's list
    CHOICES = "choices"  # codes with commas between
    FLAG = "flag"  # yes, no
    NUMBER = "number"  # a whole number


@dataclass(frozen=True)
class Item:
    """One entry of a list: its code, labels by language, the need it is offered under, its validity.

    ``valid_from`` and ``valid_to`` are both included; ``marks`` are the list's own further columns.
    """

    code: str
    labels: Mapping[str, str]
    need: str = "basic"
    valid_from: date | None = None
    valid_to: date | None = None
    marks: Mapping[str, str] = field(default_factory=dict)

    def mark(self, name: str) -> str:
        """Return the list's own column ``name`` of this item, empty where there is none."""
        return self.marks.get(name, "")

    def flag(self, name: str) -> bool:
        """Return whether the column ``name`` of this item says yes ("1")."""
        return self.mark(name) == "1"

    @property
    def search_words(self) -> tuple[str, ...]:
        """The words by which the item is found beside its label: its column ``search``, split at spaces."""
        return tuple(self.mark("search").split())

    @property
    def choosable(self) -> bool:
        """Whether a person can choose it; some codes only the program writes."""
        return self.mark("choosable") != "0"

    def valid_on(self, day: date) -> bool:
        """Return whether the item is offered on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Field:
    """One candidate field of a plan's block (I10): optional, with the consent it needs (E3).

    ``dated`` fields keep the validity of their values; ``core`` ones count for the block's light (I8).
    ``block`` is None where the office has made a block of its own of it. An answer among ``need_values``
    (any, where there are none) names a need in the area of life ``need_area``. ``lines`` is how high a field
    for text begins; it grows with what is written. ``ends`` are dated fields whose last day is known
    beforehand, such as that of a title: the form asks for it.
    """

    code: str
    block: Block | None
    kind: FieldKind
    labels: Mapping[str, str]
    list: str = ""
    need: str = "basic"
    source: str = ANSWER
    dated: bool = False
    core: bool = False
    need_area: str = ""
    need_values: tuple[str, ...] = ()
    lines: int = 1
    ends: bool = False


@dataclass(frozen=True)
class EditableList:
    """A list that the office may change; ``flags`` are the columns it is asked about for its own entries.

    ``marked`` lists ask whether an own entry belongs to a kind of data with a consent of its own (E3).
    """

    name: str
    labels: Mapping[str, str]
    flags: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    marked: bool = False


@dataclass(frozen=True)
class Defaults:
    """What an office starts with and may change: spans in their named unit, the nine quick topics."""

    warning_days: tuple[int, ...]
    review_interval_months: int
    deletion_days: int
    backup_max_age_days: int
    dormant_max_months: int
    no_contact_months: int
    journal_years: int
    quick_topics: tuple[str, ...]


@dataclass(frozen=True)
class DueRule:
    """The day of the next year by which a year's figures are handed in (K1), for a span of years."""

    month: int
    day: int
    first_year: int | None = None
    last_year: int | None = None

    def covers(self, year: int) -> bool:
        """Return whether the rule is for ``year``."""
        return (self.first_year is None or self.first_year <= year) and (
            self.last_year is None or year <= self.last_year
        )


@dataclass(frozen=True)
class FigureRules:
    """When figures are due and from which number on a cell is handed on unfolded (K1, K11)."""

    due: tuple[DueRule, ...]
    smallest_handed_on: int
