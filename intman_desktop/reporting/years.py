"""Which years have data, and their sheets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, func, select

from intman_desktop.models import tables as t
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.values.figures import Sheet, SheetDefinition

_DAYS: tuple[Column[Any], ...] = (
    t.talks.c.on,
    t.plan_spans.c.opened_on,
    t.plan_spans.c.closed_on,
    t.extensions.c.decided_on,
    t.goals.c.agreed_on,
    t.goal_changes.c.on,
    t.referrals.c.outcome_on,
    t.measures.c.done_on,
    t.brief_contacts.c.on,
)


def years_with_data(connection: Connection) -> tuple[int, ...]:
    """Return every year in which something counts, or an erased case did, in order (Rules K1, K8).

    Years that a plan was open through are among them, also those in which nothing else happened.
    """
    years = set(connection.scalars(select(t.counters.c.year).distinct()))
    for day in _DAYS:
        years |= _years_of(connection, day)
    latest = max(years, default=0)
    spans = select(*(func.substr(t.plan_spans.c[day], 1, 4) for day in ("opened_on", "closed_on")))
    for opened, closed in connection.execute(spans.distinct()):
        years.update(range(int(opened), int(closed or latest) + 1))
    return tuple(sorted(years))


def count_years(
    connection: Connection,
    definitions_of: Callable[[int], Iterable[SheetDefinition]],
    years: Iterable[int],
    *,
    case_ids: Collection[int] | None = None,
) -> tuple[Sheet, ...]:
    """Count the rows of the store, without counters, for each year and definition version (Rule K8).

    ``definitions_of`` gives the definitions of a year (``Profile.sheets_of``). Called before and after
    an erasure with the same ``years``, the difference of both is what ``counters.keep_figures`` adds.
    """
    return tuple(
        count_sheet(connection, definition, year, with_counters=False, case_ids=case_ids)
        for year in years
        for definition in definitions_of(year)
    )


def _years_of(connection: Connection, day: Column[Any]) -> set[int]:
    """Return the years of a column of days, jumping from year to year where an index lets it."""
    years: set[int] = set()
    found: date | None = connection.scalar(select(func.min(day)))
    while found is not None:
        years.add(found.year)
        found = connection.scalar(select(func.min(day)).where(day > date(found.year, 12, 31)))
    return years
