"""Sheets that were handed in: frozen with date and fingerprint, never a list of cases (K7)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from intman_desktop.models import tables as t
from intman_desktop.reporting.keeping import sheet_cells
from intman_desktop.values.figures import Figure, FrozenSheet, Sheet


def freeze(
    connection: Connection, sheet: Sheet, on: date, journal_head: str, journal_length: int
) -> FrozenSheet:
    """Freeze a sheet as the next version of its year, with what changed since the last one (Rule K7).

    Args:
        connection: in a transaction.
        sheet: as counted, with counters.
        on: the day on which it is handed in.
        journal_head: the journal's last chain value.
        journal_length: the number of its last entry.

    Returns:
        The frozen sheet; the one before where not a cell has changed since.
    """
    before = [each for each in frozen_sheets(connection, sheet.year) if _same_definition(each.sheet, sheet)]
    differences = changes(before[-1].sheet, sheet) if before else ()
    if before and not differences:
        return before[-1]
    number = before[-1].number + 1 if before else 1
    fingerprint = fingerprint_of(sheet, number, on)
    done = connection.execute(
        insert(t.frozen_sheets).values(
            year=sheet.year,
            definition=sheet.definition,
            definition_version=sheet.definition_version,
            number=number,
            frozen_on=on.isoformat(),
            figures=_canonical(_plain_figures(sheet)),
            differences=_canonical(differences),
            fingerprint=fingerprint,
            journal_head=journal_head,
            journal_length=journal_length,
        )
    )
    (row_id,) = done.inserted_primary_key or (0,)
    return FrozenSheet(number, on.isoformat(), sheet, fingerprint, differences, int(row_id))


def frozen_sheets(connection: Connection, year: int) -> tuple[FrozenSheet, ...]:
    """Return the frozen versions of a year, the oldest first (Rule K7)."""
    rows = connection.execute(
        select(t.frozen_sheets)
        .where(t.frozen_sheets.c.year == year)
        .order_by(t.frozen_sheets.c.definition, t.frozen_sheets.c.number)
    ).mappings()
    return tuple(
        FrozenSheet(
            row["number"],
            row["frozen_on"],
            Sheet(
                row["year"],
                row["definition"],
                row["definition_version"],
                tuple(Figure(*each) for each in json.loads(row["figures"])),
            ),
            row["fingerprint"],
            tuple((figure, cell, old, new) for figure, cell, old, new in json.loads(row["differences"])),
            row["id"],
        )
        for row in rows
    )


def changes(before: Sheet, after: Sheet) -> tuple[tuple[str, str, int, int], ...]:
    """Return (figure, cell, before, after) wherever two sheets differ; the total is the cell "" (K7)."""
    had, has = sheet_cells(before), sheet_cells(after)
    return tuple(
        (figure, cell, had.get((figure, cell), 0), has.get((figure, cell), 0))
        for figure, cell in {**had, **has}
        if had.get((figure, cell), 0) != has.get((figure, cell), 0)
    )


def fingerprint_of(sheet: Sheet, number: int, on: date) -> str:
    """Return SHA-256 (hex) over the canonical JSON of a frozen version: year, definition, date, figures."""
    whole = {
        "year": sheet.year,
        "definition": sheet.definition,
        "definition_version": sheet.definition_version,
        "number": number,
        "frozen_on": on.isoformat(),
        "figures": _plain_figures(sheet),
    }
    return hashlib.sha256(_canonical(whole).encode()).hexdigest()


def is_genuine(frozen: FrozenSheet) -> bool:
    """Return whether a frozen sheet still has the figures that its fingerprint was made of (Rule K7)."""
    made = fingerprint_of(frozen.sheet, frozen.number, date.fromisoformat(frozen.frozen_on))
    return made == frozen.fingerprint


def _same_definition(one: Sheet, other: Sheet) -> bool:
    return one.definition == other.definition


def _plain_figures(sheet: Sheet) -> list[list[Any]]:
    return [[figure.code, figure.total, dict(figure.cells)] for figure in sheet.figures]


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
