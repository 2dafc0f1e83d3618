"""Years that were handed in and whose figures are others since: to be frozen again (K7)."""

from __future__ import annotations

from sqlalchemy import func, select

from intman_desktop.models import tables as t
from intman_desktop.profiles import NoFigures
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.reporting.freezing import changes, frozen_sheets
from intman_desktop.services.desk import Desk

YEARS_BACK = 3
"""How many years before this one are looked at: nobody corrects what was handed in longer ago."""


def frozen_years(desk: Desk) -> dict[int, int]:
    """Return the years of late that were handed in, the newest first, each with its last version (Rule K7).

    A version is told by the id of its row. Nothing is counted for it.
    """
    sheets = t.frozen_sheets.c
    query = (
        select(sheets.year, func.max(sheets.id))
        .where(sheets.year >= desk.today().year - YEARS_BACK)
        .group_by(sheets.year)
        .order_by(sheets.year.desc())
    )
    with desk.vault.reading() as connection:
        return dict(connection.execute(query).all())


def is_changed_since_frozen(desk: Desk, year: int) -> bool:
    """Return whether the figures of a year are others than those handed in last (Rule K7).

    The year is counted for it, so it is asked for once for each version and not at each look.
    """
    try:
        definition = desk.profile.sheet(year)
    except NoFigures:
        return False
    with desk.vault.reading() as connection:
        versions = [
            each for each in frozen_sheets(connection, year) if each.sheet.definition == definition.code
        ]
        return bool(versions and changes(versions[-1].sheet, count_sheet(connection, definition, year)))
