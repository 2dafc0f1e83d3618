"""What erased cases and places taken out leave behind: sums per cell, so that no figure changes (K8)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from intman_desktop.models.tables import counters
from intman_desktop.reporting.cells import TOTAL
from intman_desktop.values.document import Counter
from intman_desktop.values.figures import Sheet


def difference(before: Sheet, after: Sheet) -> tuple[Counter, ...]:
    """Return before − after cell by cell, totals under the cell "", nothing where they are equal (K8).

    Both must be of one year and definition version, counted without counters; else ``ValueError``.
    """
    if _kind(before) != _kind(after):
        raise ValueError("only sheets of one year and definition version have a difference")
    had, has = sheet_cells(before), sheet_cells(after)
    year, definition, version = _kind(before)
    return tuple(
        Counter(
            year, definition, version, figure, cell, had.get((figure, cell), 0) - has.get((figure, cell), 0)
        )
        for figure, cell in {**had, **has}
        if had.get((figure, cell), 0) != has.get((figure, cell), 0)
    )


def keep_figures(
    connection: Connection,
    before: Iterable[Sheet],
    after: Iterable[Sheet],
    *,
    with_breakdowns: bool = True,
) -> tuple[Counter, ...]:
    """Add what an erasure, or taking out a marked place, takes away to the counters and return it (Rule K8).

    Called in the transaction of the erasure with what ``years.count_years`` counted before and after;
    not called at all for a case erased as Fehlanlage or Dublette. A talk or goal that goes on under another
    word counts in that cell from now on: there less than nought is added.

    Args:
        connection: in its transaction.
        before: the sheets before the rows were erased, without counters.
        after: the sheets of the same years and definitions after it, in the same order.
        with_breakdowns: the office's choice; without it only totals are kept, and what a cell would gain.
    """
    taken = [each for pair in zip(before, after, strict=True) for each in difference(*pair)]
    kept = tuple(each for each in taken if with_breakdowns or each.cell == TOTAL or each.value < 0)
    add_counters(connection, kept)
    return kept


def add_counters(connection: Connection, added: Iterable[Counter]) -> None:
    """Add to the counters, cell by cell; never a row per erasure (Rule K8). Also for an import."""
    for each in added:
        row = {name: getattr(each, name) for name in counters.c.keys()}  # noqa: SIM118
        statement = insert(counters).values(row)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(counters.primary_key.columns),
                set_={"value": counters.c.value + statement.excluded.value},
            )
        )


def sheet_cells(sheet: Sheet) -> dict[tuple[str, str], int]:
    """Return every number of a sheet by figure and cell, totals under the cell ""."""
    cells: dict[tuple[str, str], int] = {}
    for figure in sheet.figures:
        cells[figure.code, TOTAL] = figure.total
        cells |= {(figure.code, cell): number for cell, number in figure.cells.items()}
    return cells


def _kind(sheet: Sheet) -> tuple[int, str, int]:
    return sheet.year, sheet.definition, sheet.definition_version
