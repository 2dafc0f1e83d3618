"""The one search field: people by name, phone and case number."""

from __future__ import annotations

from sqlalchemy import RowMapping, case, select

from intman_desktop.models import tables as t
from intman_desktop.services.desk import Desk
from intman_desktop.services.naming import listed_name
from intman_desktop.services.searching import matching_ids
from intman_desktop.values.codes import BirthPrecision, CaseState
from intman_desktop.values.views import FoundCase


def find_people(desk: Desk, text: str, limit: int = 20) -> tuple[FoundCase, ...]:
    """Return up to ``limit`` cases found by words in any order, by digits of a phone, or by case number.

    Running cases come first, then by name. Cases on hold are not found (Rule L2).
    """
    if not text.strip():
        return ()
    rank = {CaseState.ACTIVE: 0, CaseState.DORMANT: 1, CaseState.ENDED: 2}
    query = (
        select(t.cases, t.clients)
        .join(t.clients, t.clients.c.case_id == t.cases.c.id)
        .where(t.cases.c.id.in_(matching_ids(text)), t.cases.c.hold_since.is_(None))
        .order_by(case(rank, value=t.cases.c.state), t.clients.c.sort_name, t.cases.c.id)
        .limit(limit)
    )
    with desk.vault.reading() as connection:
        return tuple(_found(row) for row in connection.execute(query).mappings())


def _found(row: RowMapping) -> FoundCase:
    born = row["birth_date"] if row["birth_precision"] is not BirthPrecision.UNKNOWN else None
    return FoundCase(
        row["id"],
        row["key"],
        row["number"],
        listed_name(row["family_name"], row["given_name"], row["designation"]),
        row["language"],
        row["state"],
        row["phone"],
        row["town"],
        None if born is None else born.year,
    )
