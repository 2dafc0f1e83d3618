"""Reading the sheets that were handed in (K7)."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from intman_desktop.models import tables as t
from intman_desktop.values.figures import CellChange, ChangeKind, Figure, FrozenSheet, Sheet


def frozen_sheets(connection: Connection, year: int) -> tuple[FrozenSheet, ...]:
    """Return the frozen versions of a year, the oldest first (Rule K7)."""
    c = t.frozen_sheets.c
    query = select(t.frozen_sheets).where(c.year == year).order_by(c.definition, c.number)
    return tuple(frozen_of(row) for row in connection.execute(query).mappings())


def last_frozen(connection: Connection, year: int, definition: str) -> FrozenSheet | None:
    """Return the newest frozen version of a year by one definition, None where there is none."""
    c = t.frozen_sheets.c
    query = (
        select(t.frozen_sheets)
        .where(c.year == year, c.definition == definition)
        .order_by(c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else frozen_of(row)


def frozen_of(row: RowMapping) -> FrozenSheet:
    """Return the sheet that a row of ``frozen_sheets`` keeps. Raises ``ValueError`` where it was spoilt."""
    figures = tuple(Figure(*each) for each in json.loads(row["figures"]))
    sheet = Sheet(row["year"], row["definition"], row["definition_version"], figures)
    differences = tuple(_change(each) for each in json.loads(row["differences"]))
    return FrozenSheet(row["number"], row["frozen_on"], sheet, row["fingerprint"], differences, row["id"])


def _change(told: list[Any]) -> CellChange:
    """Return one difference; a version frozen before kinds were noted tells none."""
    figure, cell, before, after, *rest = told
    causes = rest[0] if rest else ()
    groups = tuple((tuple(map(ChangeKind, kinds)), value) for kinds, value in causes)
    return CellChange(figure, cell, before, after, groups)
