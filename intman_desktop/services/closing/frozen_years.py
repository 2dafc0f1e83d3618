"""Years that were handed in: what changes them is noted, and those that differ are told (K7)."""

from __future__ import annotations

from sqlalchemy import Connection, func, or_, select

from intman_desktop.models import tables as t
from intman_desktop.profiles import NoFigures, Profile, with_office
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.reporting.freezing import since_frozen
from intman_desktop.reporting.frozen import last_frozen
from intman_desktop.reporting.noting import note_changes
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.values.figures import ChangeKind

YEARS_BACK = 5
"""How many years before this one are counted again in any case: a case reaches into the fourth, and is told
of late. Of an older one what was noted says whether it changed, and nothing is counted for the others."""


def note_touched_years(land: Profile, connection: Connection, kind: ChangeKind | None = None) -> None:
    """Note what the open transaction changed in frozen years, by ``kind`` or the rows it touched (Rule K7).

    The vault calls it at the end of each transaction. Only where a frozen year was touched it is counted.
    """
    if connection.scalar(select(t.touched_years.c.year).limit(1)) is not None:
        note_changes(connection, with_office(land, office_in(connection)).sheets_of, kind)


def frozen_years(desk: Desk) -> dict[int, int]:
    """Return the years handed in that may differ, the newest first, each with its last version (Rule K7).

    These are all of late, and the older ones of which a change was noted. A version is told by the id of its
    row. Nothing is counted for it.
    """
    sheets = t.frozen_sheets.c
    changed = select(t.noted_changes.c.year)
    late = desk.today().year - YEARS_BACK
    query = (
        select(sheets.year, func.max(sheets.id))
        .where(or_(sheets.year >= late, sheets.year.in_(changed)))
        .group_by(sheets.year)
        .order_by(sheets.year.desc())
    )
    with desk.vault.reading() as connection:
        return dict(connection.execute(query).all())


def changed_since_frozen(desk: Desk, year: int) -> tuple[ChangeKind, ...]:
    """Return what made the figures of a year others than those handed in last, nothing if they stand (K7).

    Erased cases change nothing (Rule K8). The year is counted for it, so it is asked for once for each
    version and not at each look.
    """
    try:
        definition = desk.profile.sheet(year)
    except NoFigures:
        return ()
    with desk.vault.reading() as connection:
        frozen = last_frozen(connection, year, definition.code)
        if frozen is None:
            return ()
        differences = since_frozen(connection, frozen, count_sheet(connection, definition, year))
    kinds = {kind for each in differences if not each.is_erasure for kind in each.kinds}
    return tuple(kind for kind in ChangeKind if kind in kinds and kind is not ChangeKind.CASE_ERASED)
