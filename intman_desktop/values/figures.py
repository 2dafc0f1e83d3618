"""Key figures: definitions and counted sheets (K-rules)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True)
class FigureDefinition:
    """One figure of a definition file: what it counts and by which breakdown, if any (K3).

    ``list`` names the profile's list whose codes are ``cells``, with those of the office's own entries
    (``profiles.merging``); what is not among them is counted as "unknown", unless ``cells`` is empty
    (codes of the directory). ``counted_as`` puts a code into another cell; ``filters`` says which rows count
    by the value of a column. ``need`` is the consent without which a case behind the figure is not shown
    (E3); a cell asks for that of its code besides. ``labels_so_far`` and ``explains_so_far`` stand instead of
    the others, with the ``{day}`` of the figures, while the year still runs.
    """

    code: str
    counts: str
    breakdown: str
    labels: Mapping[str, str]
    explains: Mapping[str, str]
    filters: Mapping[str, str] = field(default_factory=dict)
    list: str = ""
    cells: tuple[str, ...] = ()
    counted_as: Mapping[str, str] = field(default_factory=dict)
    need: str = "basic"
    labels_so_far: Mapping[str, str] = field(default_factory=dict)
    explains_so_far: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetDefinition:
    """The figures of one profile and span of years (K3)."""

    code: str
    version: int
    labels: Mapping[str, str]
    first_year: int
    last_year: int | None
    figures: tuple[FigureDefinition, ...]
    notes: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Figure:
    """A counted figure: ``total`` where it has no breakdown, otherwise ``cells`` (code to number)."""

    code: str
    total: int
    cells: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """The figures of one year: live rows plus the counters of erased cases (K3, K8)."""

    year: int
    definition: str
    definition_version: int
    figures: tuple[Figure, ...]


class ChangeKind(StrEnum):
    """The kinds of event by which a number differs from the one that was handed in (K7).

    ``CASE_ERASED`` is no change: the erased are counted in a cell of their own where the office keeps totals
    only (K8). ``COUNTING_CHANGED`` is what no event explains: another definition, list or profile.
    """

    TALK_ADDED = "talk_added"
    TALK_CHANGED = "talk_changed"
    REFERRAL_CHANGED = "referral_changed"
    PERSON_CHANGED = "person_changed"
    PLAN_CHANGED = "plan_changed"
    EXTENSION_CHANGED = "extension_changed"
    BRIEF_CONTACT_CHANGED = "brief_contact_changed"
    MISTAKE_ERASED = "mistake_erased"
    CASE_ERASED = "case_erased"
    COUNTING_CHANGED = "counting_changed"


Causes: TypeAlias = tuple[tuple[tuple[ChangeKind, ...], int], ...]
"""Groups of kinds of event, each with what it added to a number."""


@dataclass(frozen=True)
class CellChange:
    """One cell of a sheet that differs from the version before; the total is the cell "" (K7).

    ``causes`` are the kinds of event behind it, each group with what it added; together they are
    ``after`` − ``before``. A group has several kinds where one act was of several.
    """

    figure: str
    cell: str
    before: int
    after: int
    causes: Causes = ()

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """The kinds of event behind the change, in their order; none of a version older than the noting."""
        here = {kind for kinds, _value in self.causes for kind in kinds}
        return tuple(kind for kind in ChangeKind if kind in here)

    @property
    def is_erasure(self) -> bool:
        """Whether only erased cases are behind it, so that it is no change at all (K8)."""
        return self.kinds == (ChangeKind.CASE_ERASED,)


@dataclass(frozen=True)
class FrozenSheet:
    """A sheet that was handed in: version ``number`` of its year (K7)."""

    number: int
    frozen_on: str
    sheet: Sheet
    fingerprint: str
    differences: tuple[CellChange, ...] = ()
    id: int = 0
