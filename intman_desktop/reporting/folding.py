"""Sheets that are handed on: small values of a breakdown disappear in "others" (K11)."""

from __future__ import annotations

from dataclasses import replace

from intman_desktop.profiles import OTHERS
from intman_desktop.values.figures import Figure, Sheet, SheetDefinition


def fold_small(sheet: Sheet, definition: SheetDefinition, smallest: int = 3) -> Sheet:
    """Return the sheet with all values below ``smallest`` in a breakdown folded into "others" (Rule K11).

    Where "others" would hold somebody and still be below ``smallest``, it takes in the next smallest value,
    and so on: else it would tell what was folded, and so would the total less what is shown. Totals stay. A
    breakdown that is as a whole below ``smallest`` is "others" alone: it says no more than its total.
    """
    broken_down = {figure.code for figure in definition.figures if figure.breakdown}
    figures = (_folded(each, smallest) if each.code in broken_down else each for each in sheet.figures)
    return replace(sheet, figures=tuple(figures))


def _folded(figure: Figure, smallest: int) -> Figure:
    kept = {cell: number for cell, number in figure.cells.items() if number >= smallest and cell != OTHERS}
    if len(kept) == len(figure.cells):
        return figure
    others = sum(figure.cells.values()) - sum(kept.values())
    for cell in sorted(kept, key=kept.__getitem__):
        if not 0 < others < smallest:
            break
        others += kept.pop(cell)
    return replace(figure, cells={**kept, OTHERS: others})
