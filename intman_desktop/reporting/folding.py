"""Sheets that are handed on: small values of a breakdown disappear in "others" (K11)."""

from __future__ import annotations

from dataclasses import replace

from intman_desktop.profiles import ERASED, OTHERS
from intman_desktop.profiles.countable import COUNTABLE
from intman_desktop.values.figures import Figure, FigureDefinition, Sheet, SheetDefinition

_TRAITS = COUNTABLE["person"] - {"new"}
"""What persons are told apart by, each of which is somebody's own (Rule K3)."""


def fold_small(sheet: Sheet, definition: SheetDefinition, smallest: int = 3) -> Sheet:
    """Return the sheet with all values below ``smallest`` in a breakdown folded into "others" (Rule K11).

    Totals stay. Only what is below is folded: taking a larger cell along would hide the men of a sheet for
    one person who is neither. "Others" of one or two is not anonymous, and nothing says so (Rule K8).
    Erased cases that are not broken down keep their row: it says nothing of a person, and in "others" an
    erasure would be told as a change of a cell (Rule K8).
    """
    broken_down = {figure.code for figure in definition.figures if figure.breakdown}
    figures = (_folded(each, smallest) if each.code in broken_down else each for each in sheet.figures)
    return replace(sheet, figures=tuple(figures))


def small_marks(folded: Sheet, definition: SheetDefinition, smallest: int = 3) -> frozenset[str]:
    """Return the single figures of a ``folded`` sheet that are not told, as a small one of § 24 (Rule K11).

    Each counts the persons of one trait: a row of a breakdown that stands by itself. Where a breakdown of
    persons has "others", a nought is not told either: else the mark would say who these are.
    """
    by_code = {each.code: each for each in definition.figures}
    of_persons = {each.code for each in definition.figures if each.counts == "person" and each.breakdown}
    beside_others = any(each.code in of_persons and OTHERS in each.cells for each in folded.figures)
    least = 0 if beside_others else 1
    marks = (each for each in folded.figures if each.code in by_code and _is_mark(by_code[each.code]))
    return frozenset(each.code for each in marks if least <= each.total < smallest)


def _is_mark(figure: FigureDefinition) -> bool:
    return figure.counts == "person" and not figure.breakdown and bool(_TRAITS & figure.filters.keys())


def _folded(figure: Figure, smallest: int) -> Figure:
    kept = {cell: number for cell, number in figure.cells.items() if cell == ERASED or number >= smallest}
    others = sum(figure.cells.values()) - sum(kept.values())
    return replace(figure, cells={**kept, OTHERS: others}) if len(kept) < len(figure.cells) else figure
