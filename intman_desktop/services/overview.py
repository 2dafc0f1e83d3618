"""What is due over all cases, and the year at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, exists, func, select

from intman_desktop.models import tables as t
from intman_desktop.services.desk import Desk
from intman_desktop.services.due import FAR_AHEAD, Asked, Due, all_due
from intman_desktop.services.office import office_in
from intman_desktop.services.questions import name_in, named_cases
from intman_desktop.values.codes import CaseState
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.work_views import (
    DeadlineAct,
    DeadlineGroup,
    DeadlineKind,
    DeadlineRow,
    Glance,
    Place,
)

_GROUPS = tuple(DeadlineGroup)
_KINDS = tuple(DeadlineKind)


def deadlines(desk: Desk) -> tuple[DeadlineRow, ...]:
    """Return everything that is due, in the order of groups, gravest kinds first (Rules C9, L9, P3, Z2)."""
    with desk.vault.reading() as connection:
        return read_deadlines(connection, desk)


def read_deadlines(connection: Connection, desk: Desk, case_id: int | None = None) -> tuple[DeadlineRow, ...]:
    """Return what is due in one case, or in all, inside a transaction that is already open."""
    asked = Asked(desk.today(), office_in(connection), case_id)
    found = list(all_due(connection, asked))
    rows = _rows(connection, found, asked.today)
    if case_id is None:
        rows += _figures_rows(connection, desk)
    return tuple(sorted(rows, key=_order))


def glance(desk: Desk) -> Glance:
    """Return the year in short and the counts that stand in the navigation (Rules K1, K5)."""
    today = desk.today()
    with desk.vault.reading() as connection:
        groups = [_group(due, today) for due in all_due(connection, Asked(today, office_in(connection)))]
        groups += [row.group for row in _figures_rows(connection, desk)]
        year = _next_figures_year(connection, today)
        due = desk.profile.figures_due(year)
        states = _cases_by_state(connection)
        return Glance(
            year=today.year,
            talks_by_month=talks_by_month(connection, today.year),
            figures_year=year,
            figures_due=due,
            figures_days_left=(due - today).days,
            figures_frozen=_is_frozen(connection, year),
            active_cases=states.get(CaseState.ACTIVE, 0),
            all_cases=sum(states.values()),
            deadlines_due=groups.count(DeadlineGroup.OVERDUE) + groups.count(DeadlineGroup.TODAY),
            deadlines_all=len(groups),
        )


def talks_by_month(connection: Connection, year: int) -> tuple[int, ...]:
    """Return the counting talks of each month, January first; a joint talk is one (Rule K5)."""
    counting = exists().where(t.participants.c.talk_id == t.talks.c.id, t.participants.c.counts.is_(True))
    query = (
        select(t.talks.c.on, func.count())
        .where(t.talks.c.on.between(date(year, 1, 1), date(year, 12, 31)), counting)
        .group_by(t.talks.c.on)
    )
    months = [0] * 12
    # By day the store counts inside one index; taking the month there costs more than all the rest.
    for on, talks in connection.execute(query):
        months[on.month - 1] += talks
    return tuple(months)


def group_of(due: date, today: date) -> DeadlineGroup:
    """Return the group of a day: the week ends on Sunday."""
    if due < today:
        return DeadlineGroup.OVERDUE
    if due == today:
        return DeadlineGroup.TODAY
    sunday = today + timedelta(days=6 - today.weekday())
    return DeadlineGroup.THIS_WEEK if due <= sunday else DeadlineGroup.LATER


def _group(due: Due, today: date) -> DeadlineGroup:
    # A plan that is missing is late from the second talk on, also on its day (P3).
    return DeadlineGroup.OVERDUE if due.kind is DeadlineKind.PLAN_MISSING else group_of(due.on, today)


def _cases_by_state(connection: Connection) -> dict[CaseState, int]:
    shown = t.cases.c.hold_since.is_(None)
    query = select(t.cases.c.state, func.count()).where(shown).group_by(t.cases.c.state)
    return dict(connection.execute(query).all())


def _rows(connection: Connection, found: Iterable[Due], today: date) -> list[DeadlineRow]:
    found = list(found)
    people = named_cases(connection, {due.case_id for due in found})
    rows = []
    for due in found:
        person = people[due.case_id]
        rows.append(
            DeadlineRow(
                due.kind,
                _group(due, today),
                due.on,
                due.matter,
                due.act,
                due.place,
                due.case_id,
                person["key"],
                person["number"],
                "" if person["hold_since"] else name_in(person),
                due.row_id,
            )
        )
    return rows


def _figures_rows(connection: Connection, desk: Desk) -> list[DeadlineRow]:
    """Return the line for the figures of the last year, from three months before they are due (Rule K1)."""
    today = desk.today()
    year = _next_figures_year(connection, today)
    due = desk.profile.figures_due(year)
    if year >= today.year or due > today + FAR_AHEAD:
        return []
    matter = Explanation("due_key_figures", {"year": year})
    act, place = DeadlineAct.HAND_IN_FIGURES, Place.KEY_FIGURES
    return [DeadlineRow(DeadlineKind.KEY_FIGURES, group_of(due, today), due, matter, act, place, year=year)]


def _next_figures_year(connection: Connection, today: date) -> int:
    """Return last year while its figures are not handed in and there were talks, otherwise this year."""
    last = today.year - 1
    worked = connection.scalar(
        select(t.talks.c.id).where(t.talks.c.on.between(date(last, 1, 1), date(last, 12, 31))).limit(1)
    )
    return last if worked is not None and not _is_frozen(connection, last) else today.year


def _is_frozen(connection: Connection, year: int) -> bool:
    query = select(t.frozen_sheets.c.id).where(t.frozen_sheets.c.year == year).limit(1)
    return connection.scalar(query) is not None


def _order(row: DeadlineRow) -> tuple[int, int, date, str, int]:
    grave = _KINDS.index(row.kind) if row.group is DeadlineGroup.OVERDUE else 0
    return _GROUPS.index(row.group), grave, row.due, row.person, row.row_id
