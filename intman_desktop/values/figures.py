"""Key figures: definitions and counted sheets (K-rules)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FigureDefinition:
    """One figure of a definition file: what it counts and by which breakdown, if any (K3).

    ``list`` names the profile's list whose codes are ``cells``; what is not among them is counted as
    "unknown", unless ``cells`` is empty (codes of the office). ``counted_as`` puts a code into another
    cell; ``filters`` says which rows count by the value of a column. ``need`` is the consent without which
    a case behind the figure is not shown (E3); a cell asks for that of its code besides.
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


@dataclass(frozen=True)
class FrozenSheet:
    """A sheet that was handed in: version ``number`` of its year (K7)."""

    number: int
    frozen_on: str
    sheet: Sheet
    fingerprint: str
    differences: tuple[tuple[str, str, int, int], ...] = ()
    id: int = 0
