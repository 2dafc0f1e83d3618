"""Sheets that are handed on: small values of a breakdown disappear in "others" (K11)."""

from __future__ import annotations

from dataclasses import replace

from intman_desktop.profiles import ERASED, OTHERS
from intman_desktop.values.figures import Figure, Sheet, SheetDefinition


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


def _folded(figure: Figure, smallest: int) -> Figure:
    kept = {cell: number for cell, number in figure.cells.items() if cell == ERASED or number >= smallest}
    others = sum(figure.cells.values()) - sum(kept.values())
    return replace(figure, cells={**kept, OTHERS: others}) if len(kept) < len(figure.cells) else figure
