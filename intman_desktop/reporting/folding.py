"""Sheets that are handed on: small values of a breakdown disappear in "others" (K11)."""

from __future__ import annotations

from dataclasses import replace

from intman_desktop.profiles import OTHERS
from intman_desktop.values.figures import Figure, Sheet, SheetDefinition


def fold_small(sheet: Sheet, definition: SheetDefinition, smallest: int = 3) -> Sheet:
    """Return the sheet with all values below ``smallest`` in a breakdown folded into "others" (Rule K11).

    Where what was folded is itself below ``smallest``, the next smallest cells go with it, so that no
    value below it can be read or computed. Totals stay.
    """
    broken_down = {figure.code for figure in definition.figures if figure.breakdown}
    figures = (_folded(each, smallest) if each.code in broken_down else each for each in sheet.figures)
    return replace(sheet, figures=tuple(figures))


def _folded(figure: Figure, smallest: int) -> Figure:
    folded: set[str] = set()
    others = 0
    for cell, number in sorted(figure.cells.items(), key=lambda each: (each[1], each[0])):
        if number >= smallest and (others >= smallest or not folded):
            break
        folded.add(cell)
        others += number
    if not folded:
        return figure
    kept = {cell: number for cell, number in figure.cells.items() if cell not in folded}
    return replace(figure, cells={**kept, OTHERS: others})
