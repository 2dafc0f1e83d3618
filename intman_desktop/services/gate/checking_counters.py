"""What no erased case can have left behind among the counters of a file (K8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from intman_desktop.profiles import ERASED, UNKNOWN, Profile
from intman_desktop.profiles.checking import is_code
from intman_desktop.reporting.cells import TOTAL
from intman_desktop.rules.ages import UNDER
from intman_desktop.services.common.faults import unknown_code
from intman_desktop.values.document import Counter, Fault
from intman_desktop.values.figures import FigureDefinition

_Figure: TypeAlias = tuple[int, str, int, str]
"""Year, definition and its version, figure: what the cells of one figure have in common."""


def counter_faults(counters: Sequence[Counter], rows: Sequence[int], profile: Profile) -> Iterator[Fault]:
    """Yield which counters are no sums of what was counted; ``rows`` are their places in the file (Rule K8).

    A total is a number of things: never below nought, nor less than its cells together. A single cell may
    be below nought, since what goes on under another word is counted there now. Of a definition that the
    profile has, year, figure and cell must be of it; another one is kept as it is.
    """
    cells: defaultdict[_Figure, int] = defaultdict(int)
    totals: dict[_Figure, int] = {}
    first: dict[_Figure, int] = {}
    for row, each in zip(rows, counters, strict=True):
        figure = (each.year, each.definition, each.definition_version, each.figure)
        first.setdefault(figure, row)
        if each.cell == TOTAL:
            totals[figure] = each.value
            first[figure] = row
        else:
            cells[figure] += each.value
        yield from _unknown(each, profile, f"counters[{row}]")
        if each.cell == TOTAL and each.value < 0:
            yield Fault(f"counters[{row}].value", "counter_below_zero")
    for figure, together in cells.items():
        total = totals.get(figure, 0)
        if together > total >= 0:
            yield Fault(f"counters[{first[figure]}].value", "counter_below_its_cells")


def _unknown(each: Counter, profile: Profile, place: str) -> Iterator[Fault]:
    """Yield that the definition has no such year or figure, and a figure without breakdown no such cell."""
    mine = [
        sheet
        for sheet in profile.sheets
        if (sheet.code, sheet.version) == (each.definition, each.definition_version)
    ]
    if not mine:
        return
    if mine[0] not in profile.sheets_of(each.year):
        yield unknown_code(f"{place}.year", str(each.year))
    known = {figure.code: figure for figure in mine[0].figures}
    if each.figure not in known:
        yield unknown_code(f"{place}.figure", each.figure)
    elif each.cell != TOTAL and not _is_cell(each.cell, known[each.figure], profile):
        yield unknown_code(f"{place}.cell", each.cell)


def _is_cell(cell: str, figure: FigureDefinition, profile: Profile) -> bool:
    """Return whether ``figure`` can have such a cell; nothing but a code is one, no text (Rule K8).

    Of a list that offices change an entry may be gone since; of the directory any code is one.
    """
    if not figure.list:
        return bool(figure.breakdown) and is_code(cell)
    if cell in {UNKNOWN, ERASED, *figure.cells, *figure.counted_as.values()}:
        return True
    if figure.breakdown == "age":
        return cell == UNDER
    return figure.list in {each.name for each in profile.editable} and is_code(cell)
