"""The deadline of the office: last year's key figures (K1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, exists, or_, select

from intman_desktop.gdpr import journal
from intman_desktop.models import tables as t
from intman_desktop.services.across.due.asking import FAR_AHEAD, Asked, Due
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def key_figures(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield each year whose figures were not handed in, from three months before they are due (Rule K1)."""
    if asked.case_id is not None:
        return
    for year in years_to_hand_in(connection, asked.today):
        on = asked.profile.figures_due(year)
        if on <= asked.until(FAR_AHEAD):
            yield Due(Kind.KEY_FIGURES, on, 0, Explanation("due_key_figures", {"year": year}), year=year)


def next_figures_year(connection: Connection, today: date) -> int:
    """Return the last year where its figures are still to be handed in, else this one."""
    last = today.year - 1
    return last if last in years_to_hand_in(connection, today) else today.year


def years_to_hand_in(connection: Connection, today: date) -> tuple[int, ...]:
    """Return the years before this one in which something counts and that were not handed in (K1, K7).

    None from before the last one when this store was made: those were handed in from where its files came.
    """
    handed_in = set(connection.scalars(select(t.frozen_sheets.c.year).distinct()))
    years = range(first_figures_year(connection, today), today.year)
    return tuple(year for year in years if year not in handed_in and _counts(connection, year))


def first_figures_year(connection: Connection, today: date) -> int:
    """Return the first year whose figures are handed in from this store: the last before it was made (K1)."""
    made = journal.begun_at(connection)
    return min(made.year if made else today.year, today.year) - 1


def _counts(connection: Connection, year: int) -> bool:
    """Return whether something of a year counts: a talk, a Kurzkontakt, an extension, a plan that was open in
    it, or what erased cases left (Rule K8).
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    span = t.plan_spans.c
    return bool(
        connection.scalar(
            select(
                or_(
                    exists().where(t.talks.c.on.between(first, last)),
                    exists().where(t.brief_contacts.c.on.between(first, last)),
                    exists().where(t.counters.c.year == year, t.counters.c.value != 0),
                    exists().where(t.extensions.c.decided_on.between(first, last)),
                    exists().where(
                        span.opened_on <= last, or_(span.closed_on.is_(None), span.closed_on >= first)
                    ),
                )
            )
        )
    )


def is_frozen(connection: Connection, year: int) -> bool:
    """Return whether the figures of ``year`` were handed in (Rule K7)."""
    query = select(t.frozen_sheets.c.id).where(t.frozen_sheets.c.year == year).limit(1)
    return connection.scalar(query) is not None
