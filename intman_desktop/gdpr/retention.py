"""What has stayed long enough: ended cases whose day has come, the journal beyond its years (L1, L2, L6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select, true

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.rules import retention
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.requests import is_granted
from intman_desktop.values.codes import CaseState, RequestKind
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.requests import Request

_OPENINGS = (Verb.STORE_OPENED, Verb.STORE_OPENED_ON_SET_DAY)


def keep_journal(connection: Connection, today: date, years: int) -> int:
    """Cut the journal to the last ``years`` (the setting) and return how many entries went (Rules L6, L7).

    Nothing is cut on a day that is doubted; what a wrong clock wrote just now does not make it right.
    """
    if clock_doubt(connection, today) is not None:
        return 0
    return journal.cut(connection, datetime.combine(add_months(today, -12 * years), time(), UTC))


def clock_doubt(connection: Connection, today: date) -> Explanation | None:
    """Return why the laptop's day must be confirmed before anything is erased, None if it may be right (L7).

    What the journal saw since the last confirmation is asked: also a jump of the clock some saves ago is one.
    What was done on a day that somebody set (``--today``) tells of no clock.
    """
    j = t.journal.c
    confirmed = select(func.max(j.seq)).where(j.verb == Verb.CLOCK_CONFIRMED).scalar_subquery()
    day = func.substr(j.at, 1, 10)
    entries = (
        select(j.seq, j.verb, day.label("day"), func.lag(day).over(order_by=j.seq).label("before"))
        .where(j.seq >= func.coalesce(confirmed, 0))
        .subquery()
    )
    # Most entries are of the day of the one before: only where the day changes it is read.
    e = entries.c
    changes = or_(e.day.is_distinct_from(e.before), e.verb.in_(_OPENINGS))
    rows = connection.execute(select(e.verb, e.day).where(changes).order_by(e.seq))
    found = ((str(row.verb), str(row.day)) for row in rows)
    opened = select(j.verb).where(j.verb.in_(_OPENINGS), j.seq < confirmed).order_by(j.seq.desc())
    of_a_clock = _days_of_a_clock(found, connection.scalar(opened.limit(1)))
    return retention.clock_doubt(map(date.fromisoformat, of_a_clock), today)


def _days_of_a_clock(found: Iterable[tuple[str, str]], opened: str | None) -> Iterator[str]:
    """Yield the days of the entries ``found`` (verb, day) that were written by a clock.

    ``opened`` is the verb by which the store was open before the first of them.
    """
    for verb, day in found:
        opened = verb if verb in _OPENINGS else opened
        if opened != Verb.STORE_OPENED_ON_SET_DAY or verb == Verb.CLOCK_CONFIRMED:
            yield day


def planned_erasures(connection: Connection) -> tuple[int, ...]:
    """Return the ids of the ended cases that are not on hold, those due first, then by name (L2, L7).

    Nothing is ever erased by this list: a person confirms each one.
    """
    c = t.cases.c
    query = (
        select(c.id)
        .join(t.clients, t.clients.c.case_id == c.id)
        .where(c.state == CaseState.ENDED, c.hold_since.is_(None))
        .order_by(c.deletion_due.asc().nulls_first(), t.clients.c.sort_name, c.id)
    )
    return tuple(connection.scalars(query))


def granted_erasures(connection: Connection, case_id: int | None = None) -> dict[int, list[Request]]:
    """Return by case not on hold the requests whose answer promises to erase something (Rules L1, L8).

    Of the one case ``case_id``, or of all.
    """
    found: dict[int, list[Request]] = {}
    for row in connection.execute(_answered(case_id is not None), {"case": case_id}).mappings():
        request = from_row(Request, t.requests, row)
        if is_granted(request):
            found.setdefault(row["case_id"], []).append(request)
    return found


@cache
def _answered(one: bool) -> Select[Any]:
    r = t.requests.c
    return (
        select(t.requests)
        .join(t.cases, t.cases.c.id == r.case_id)
        .where(
            t.cases.c.hold_since.is_(None),
            r.kind == RequestKind.ERASURE,
            r.answered_on.is_not(None),
            t.cases.c.id == bindparam("case") if one else true(),
        )
    )
