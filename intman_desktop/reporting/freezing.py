"""Sheets that were handed in: frozen with date and fingerprint, never a list of cases (K7)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from intman_desktop.models import tables as t
from intman_desktop.reporting.frozen import frozen_of, last_frozen
from intman_desktop.reporting.keeping import sheet_cells
from intman_desktop.reporting.noting import Cell, forget_noted, noted
from intman_desktop.values.figures import Causes, CellChange, ChangeKind, FrozenSheet, Sheet


def freeze(
    connection: Connection, sheet: Sheet, on: date, journal_head: str, journal_length: int
) -> FrozenSheet:
    """Freeze a sheet as the next version of its year, with what changed since the last one and why (K7).

    Args:
        connection: in a transaction.
        sheet: as counted, with counters.
        on: the day on which it is handed in.
        journal_head: the journal's last chain value.
        journal_length: the number of its last entry.

    Returns:
        The frozen sheet; the one before where nothing has changed since but that cases were erased (K8).
    """
    before = last_frozen(connection, sheet.year, sheet.definition)
    differences = since_frozen(connection, before, sheet) if before else ()
    if before is not None and all(each.is_erasure for each in differences):
        return before
    number = before.number + 1 if before else 1
    fingerprint = sheet_fingerprint(sheet, number, on)
    done = connection.execute(
        insert(t.frozen_sheets).values(
            year=sheet.year,
            definition=sheet.definition,
            definition_version=sheet.definition_version,
            number=number,
            frozen_on=on.isoformat(),
            figures=_canonical(_plain_figures(sheet)),
            differences=_canonical([_plain_change(each) for each in differences]),
            fingerprint=fingerprint,
            journal_head=journal_head,
            journal_length=journal_length,
        )
    )
    forget_noted(connection, sheet.year, sheet.definition)
    (row_id,) = done.inserted_primary_key or (0,)
    return FrozenSheet(number, on.isoformat(), sheet, fingerprint, differences, int(row_id))


def since_frozen(connection: Connection, frozen: FrozenSheet, sheet: Sheet) -> tuple[CellChange, ...]:
    """Return where a counted sheet differs from the version handed in last, with the kinds behind (Rule K7).

    What erased cases moved is among it (``CellChange.is_erasure``), also in a cell where it outweighs a
    change. What nothing noted explains has another way of counting behind it.
    """
    told = noted(connection, frozen.sheet.year, frozen.sheet.definition)
    return changes(frozen.sheet, sheet, told)


def changes(before: Sheet, after: Sheet, told: Mapping[Cell, Causes] | None = None) -> tuple[CellChange, ...]:
    """Return every cell in which two sheets differ, with what ``told`` says is behind it (Rule K7)."""
    had, has, causes = sheet_cells(before), sheet_cells(after), told or {}
    found = []
    for figure, cell in {**had, **has, **causes}:
        old, new = had.get((figure, cell), 0), has.get((figure, cell), 0)
        groups = causes.get((figure, cell), ())
        unexplained = new - old - sum(value for _kinds, value in groups)
        if told is not None and unexplained:
            groups = (*groups, ((ChangeKind.COUNTING_CHANGED,), unexplained))
        if old != new or any(ChangeKind.CASE_ERASED in kinds for kinds, _value in groups):
            found.append(CellChange(figure, cell, old, new, groups))
    return tuple(found)


def sheet_fingerprint(sheet: Sheet, number: int, on: date) -> str:
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


def changed_sheets(connection: Connection) -> tuple[tuple[int, int], ...]:
    """Return year and number of every frozen sheet that is not any more what was handed in (Rule K7).

    Such a sheet has other figures than its fingerprint was made of, or none that can be read.
    """
    c = t.frozen_sheets.c
    rows = connection.execute(select(t.frozen_sheets).order_by(c.year, c.definition, c.number)).mappings()
    return tuple((row["year"], row["number"]) for row in rows if not _is_genuine(row))


def _is_genuine(row: RowMapping) -> bool:
    try:
        kept = frozen_of(row)
        made = sheet_fingerprint(kept.sheet, kept.number, date.fromisoformat(kept.frozen_on))
    except (ValueError, TypeError):
        return False
    return made == kept.fingerprint


def _plain_figures(sheet: Sheet) -> list[list[Any]]:
    return [[figure.code, figure.total, dict(figure.cells)] for figure in sheet.figures]


def _plain_change(change: CellChange) -> list[Any]:
    return [change.figure, change.cell, change.before, change.after, change.causes]


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
