"""The deadline of the office: last year's key figures (K1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, exists, or_, select

from intman_desktop.models import tables as t
from intman_desktop.services.across.due.asking import FAR_AHEAD, Asked, Due
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def key_figures(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the figures of the last year, from three months before they are due (Rule K1)."""
    if asked.case_id is not None:
        return
    year = next_figures_year(connection, asked.today)
    on = asked.profile.figures_due(year)
    if year < asked.today.year and on <= asked.until(FAR_AHEAD):
        yield Due(Kind.KEY_FIGURES, on, 0, Explanation("due_key_figures", {"year": year}), year=year)


def next_figures_year(connection: Connection, today: date) -> int:
    """Return last year while its figures are not handed in and there is something in them, else this year.

    That is a talk, a Kurzkontakt, or what erased cases left (Rule K8).
    """
    last = today.year - 1
    days = date(last, 1, 1), date(last, 12, 31)
    worked = connection.scalar(
        select(
            or_(
                exists().where(t.talks.c.on.between(*days)),
                exists().where(t.brief_contacts.c.on.between(*days)),
                exists().where(t.counters.c.year == last, t.counters.c.value != 0),
            )
        )
    )
    return last if worked and not is_frozen(connection, last) else today.year


def is_frozen(connection: Connection, year: int) -> bool:
    """Return whether the figures of ``year`` were handed in (Rule K7)."""
    query = select(t.frozen_sheets.c.id).where(t.frozen_sheets.c.year == year).limit(1)
    return connection.scalar(query) is not None
