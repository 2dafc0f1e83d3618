"""What has stayed long enough: ended cases whose day has come, the journal beyond its years (L1, L2, L6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, func, select

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.rules import retention
from intman_desktop.rules.dates import add_months
from intman_desktop.values.codes import CaseState
from intman_desktop.values.explanation import Explanation


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
    """
    j = t.journal.c
    confirmed = select(func.max(j.seq)).where(j.verb == Verb.CLOCK_CONFIRMED).scalar_subquery()
    day = func.substr(j.at, 1, 10)
    entries = (
        select(j.seq, day.label("day"), func.lag(day).over(order_by=j.seq).label("before"))
        .where(j.seq >= func.coalesce(confirmed, 0))
        .subquery()
    )
    # Most entries are of the day of the one before: only where the day changes it is read.
    days = select(entries.c.day).where(entries.c.day.is_distinct_from(entries.c.before))
    found = connection.scalars(days.order_by(entries.c.seq))
    return retention.clock_doubt(map(date.fromisoformat, found), today)


def planned_erasures(connection: Connection) -> tuple[int, ...]:
    """Return the ids of the ended cases that are not on hold, those due first (Rules L2, L7).

    Nothing is ever erased by this list: a person confirms each one.
    """
    c = t.cases.c
    query = (
        select(c.id)
        .where(c.state == CaseState.ENDED, c.hold_since.is_(None))
        .order_by(c.deletion_due.asc().nulls_first(), c.id)
    )
    return tuple(connection.scalars(query))
