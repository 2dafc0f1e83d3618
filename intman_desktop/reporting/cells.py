"""How a raw value of the store becomes a cell of a figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from intman_desktop.profiles import UNKNOWN
from intman_desktop.rules.ages import UNDER, AgeGroup
from intman_desktop.values.figures import FigureDefinition

TOTAL = ""
"""The cell that stands for a figure's total in counters and differences."""


def cells_of(figure: FigureDefinition, year: int) -> Callable[[Any], str]:
    """Return the function from a raw value to its cell (Rules K3, E3).

    What is missing or not in the figure's list is "unknown", so that a breakdown sums up to its total;
    what counts as another code goes there. Ages are given as years of birth.
    """
    if figure.breakdown == "age":
        return _age_cells(figure.cells, year)
    known, counted_as = frozenset(figure.cells), figure.counted_as

    def cell(value: Any) -> str:
        code = str(value) if value else UNKNOWN
        if known and code not in known:
            return UNKNOWN
        return counted_as.get(code, code)

    return cell


def age_groups(codes: tuple[str, ...]) -> tuple[AgeGroup, ...]:
    """Return the groups that codes such as ``18-26`` and ``65+`` stand for; ``under`` is none."""
    groups = []
    for code in codes:
        if code != UNDER:
            first, _, last = code.rstrip("+").partition("-")
            groups.append(AgeGroup(code, int(first), int(last) if last else None))
    return tuple(groups)


def _age_cells(codes: tuple[str, ...], year: int) -> Callable[[Any], str]:
    """Return the cell of a year of birth.

    At the reference date every birthday of the year has been, so the years alone decide, and uncertain
    dates need no other way (Rule K3).
    """
    groups = age_groups(codes)

    def cell(birth_year: Any) -> str:
        if birth_year is None:
            return UNKNOWN
        age = year - int(birth_year)
        fitting = (g.code for g in groups if g.first <= age and (g.last is None or age <= g.last))
        return next(fitting, UNDER)

    return cell
