"""Cases: listed and opened through the gate (E3)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.verbs import HELD_CASE_OPENED
from intman_desktop.models import tables as t
from intman_desktop.services.across.case_facets import asked_with
from intman_desktop.services.across.case_rows import (
    count_all,
    count_held,
    counts_of,
    ids_of,
    page_of,
    rows_of,
    total_of,
)
from intman_desktop.services.casework.case_view import show_case
from intman_desktop.services.common.admission import note, note_read, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import has_namesake
from intman_desktop.values.codes import HeldReason
from intman_desktop.values.views import CaseFilter, CasePage, CaseRow, CaseView


def case_page(desk: Desk, chosen: CaseFilter, offset: int = 0, limit: int = 100) -> CasePage:
    """Return ``limit`` lines of the filtered list from the ``offset``-th on, with the total.

    The counts come with the first stretch; scrolling does not count again.
    """
    today = desk.today()
    with desk.vault.reading() as connection:
        chosen = asked_with(connection, desk, chosen)
        rows = page_of(connection, today, chosen, offset, limit)
        counts = {} if offset else counts_of(connection, today, chosen)
        everyone = 0 if offset else count_all(connection)
        held = 0 if offset else count_held(connection)
        return CasePage(rows, total_of(connection, today, chosen), counts, everyone, held)


def case_ids(desk: Desk, chosen: CaseFilter, offset: int = 0, limit: int = -1) -> tuple[int, ...]:
    """Return the ids of a stretch of the filtered list in its order; of the whole list without a limit."""
    with desk.vault.reading() as connection:
        return ids_of(connection, desk.today(), asked_with(connection, desk, chosen), offset, limit)


def cases_by_id(desk: Desk, case_ids: Sequence[int]) -> tuple[CaseRow, ...]:
    """Return the lines of these cases in the order given, without those gone or on hold (Rule L2)."""
    with desk.vault.reading() as connection:
        found = {row.case_id: row for row in rows_of(connection, desk.today(), case_ids)}
    return tuple(found[case_id] for case_id in case_ids if case_id in found)


def namesakes_among(desk: Desk, case_ids: Sequence[int]) -> frozenset[int]:
    """Return which of these cases go by a name that another person has too, listed among them or not."""
    query = select(t.cases.c.id).join(t.clients, t.clients.c.case_id == t.cases.c.id)
    with desk.vault.reading() as connection:
        found = connection.scalars(query.where(t.cases.c.id.in_(case_ids), has_namesake()))
        return frozenset(found)


def case_id_of(desk: Desk, number_or_key: str) -> int:
    """Return the id of the case with this number (small letters will do) or key. Raises ``NotFound``."""
    asked = number_or_key.strip()
    same = or_(t.cases.c.number == asked.upper(), t.cases.c.number == asked, t.cases.c.key == asked.lower())
    with desk.vault.reading() as connection:
        found = connection.scalar(select(t.cases.c.id).where(same))
    if found is None:
        raise NotFound(what=asked)
    return int(found)


def open_case(desk: Desk, case_id: int, *, reason: HeldReason | None = None) -> CaseView:
    """Return one case as it may be shown: gated, with chain, clock, plan and deadlines (Rules E3, E4, L2).

    That it was read is journaled (Rule L6). A case on hold opens only with a ``reason``, which is journaled.
    Raises ``NotFound`` and ``Refused`` (``case_on_hold``, with what is told of it unopened: its number, and
    when it is to be looked at again).
    """
    with desk.vault.reading() as connection:
        file = whole_case(connection, case_id)
        if file.case.hold_since is None:
            view = show_case(connection, desk, file)
    if file.case.hold_since is None:
        note_read(desk, file.case.key)
        return view
    if reason is None:
        raise Refused("case_on_hold", number=file.case.number, review_on=file.case.hold_review_on)
    with desk.vault.transaction() as connection:
        note(connection, desk, HELD_CASE_OPENED[reason], file.case.key)
        return show_case(connection, desk, file)
