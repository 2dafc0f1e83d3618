"""Every number of every sheet of a store, cell by cell."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy import Connection

from intman_desktop.profiles import ERASED
from intman_desktop.reporting.cells import TOTAL
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.reporting.keeping import sheet_cells
from intman_desktop.services.common.desk import Desk

Cells: TypeAlias = dict[tuple[int, str, int, str, str], int]
"""Number by year, definition, its version, figure and cell; what is nought is left out."""

FIRST_YEAR = 2023


def every_cell(desk: Desk, last_year: int = 2029) -> Cells:
    """Return every cell above nought of every year and definition version, counters included."""
    with desk.vault.reading() as connection:
        return cells_in(connection, desk, last_year)


def cells_in(connection: Connection, desk: Desk, last_year: int) -> Cells:
    """Return the same inside a transaction."""
    return {
        (year, definition.code, definition.version, *cell): number
        for year in range(FIRST_YEAR, last_year + 1)
        for definition in desk.profile.sheets_of(year)
        for cell, number in sheet_cells(count_sheet(connection, definition, year)).items()
        if number
    }


def same_totals(now: Cells, then: Cells) -> bool:
    """Return whether two stores agree where erased cases keep totals only (Rule K8).

    Every total is the same, and what a cell of a breakdown lacks stands in the one of the erased.
    """
    broken_down = {cell[:-1] for cell in (*now, *then) if cell[-1] != TOTAL}
    for cell in {*now, *then}:
        figure, name = cell[:-1], cell[-1]
        if name == TOTAL and now.get(cell, 0) != then.get(cell, 0):
            return False
        if name not in (TOTAL, ERASED) and now.get(cell, 0) > then.get(cell, 0):
            return False
        if figure in broken_down and sum(
            number for each, number in now.items() if each[:-1] == figure and each[-1] != TOTAL
        ) != now.get((*figure, TOTAL), 0):
            return False
    return True
