"""What is due over all cases, and the year at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from heapq import nsmallest
from itertools import islice

from sqlalchemy import Connection, RowMapping, exists, func, literal_column, or_, select

from intman_desktop.models import tables as t
from intman_desktop.profiles import Profile
from intman_desktop.reporting.cells import TOTAL
from intman_desktop.rules.folding import plain_letters
from intman_desktop.services.across.due.asking import AHEAD, Asked, Due
from intman_desktop.services.across.due.figures import is_frozen, next_figures_year, years_to_hand_in
from intman_desktop.services.across.due.table import OF_KIND, RANK, all_due
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_in, named_cases
from intman_desktop.services.common.office import office_in
from intman_desktop.values.codes import CaseState
from intman_desktop.values.deadline_views import (
    DeadlineGroup,
    DeadlineKind,
    DeadlineRow,
    FirstDeadlines,
    Glance,
    PlaceCounts,
)

_GROUPS = tuple(DeadlineGroup)
_NOW = frozenset({DeadlineGroup.OVERDUE, DeadlineGroup.TODAY})
_PRESSING = "pressing"
"""Under which name the desk keeps how much is overdue or due today."""
_TALKS = "talks"
"""The code of the figure that counts the talks of a year."""


def deadlines(desk: Desk, ahead: int | None = AHEAD) -> tuple[DeadlineRow, ...]:
    """Return everything that is due, in the order of groups, in each by day, then by name (Rule C9).

    Of what is overdue come first: agreements without signatures, missing plans, periods that are over or
    cases without contact, reviews (Rules B1, P3, L9, Z2).
    ``ahead`` is how many days are looked ahead, None for all that is stored.
    """
    with desk.vault.reading() as connection:
        return read_deadlines(connection, desk, ahead=ahead)


def deadlines_of(desk: Desk, case_id: int) -> tuple[DeadlineRow, ...]:
    """Return everything that is due in one case, however far ahead."""
    with desk.vault.reading() as connection:
        return read_deadlines(connection, desk, case_id, ahead=None)


def read_deadlines(
    connection: Connection, desk: Desk, case_id: int | None = None, *, ahead: int | None = AHEAD
) -> tuple[DeadlineRow, ...]:
    """Return what is due in one case, or in all, inside a transaction that is already open."""
    asked = Asked(desk.today(), office_in(connection), desk.profile, case_id, ahead)
    found = list(all_due(connection, asked))
    people = named_cases(connection, {due.case_id for due in found})
    return tuple(sorted((_row(due, people, asked.today) for due in found), key=_order))


def first_deadlines(desk: Desk, most: Mapping[DeadlineGroup, int]) -> FirstDeadlines:
    """Return the first lines of ``deadlines``, of each group as many as ``most`` says, and all their counts.

    Lines are made and names read for these alone: over all cases there can be thousands.
    """
    kept = desk.found_now()  # that of the day on which it is counted: midnight may come meanwhile
    with desk.vault.reading() as connection:
        asked = Asked(desk.today(), office_in(connection), desk.profile)
        groups: dict[DeadlineGroup, list[Due]] = {group: [] for group in _GROUPS}
        for due in all_due(connection, asked):
            groups[_group(due, asked.today)].append(due)
        wanted = [due for group, found in groups.items() for due in _first(found, group, most[group])]
        people = named_cases(connection, {due.case_id for due in wanted})
    kept[_PRESSING] = sum(len(groups[group]) for group in _NOW)
    rows = sorted((_row(due, people, asked.today) for due in wanted), key=_order)
    first = (islice((row for row in rows if row.group is group), most[group]) for group in _GROUPS)
    return FirstDeadlines(
        tuple(row for of_group in first for row in of_group),
        {group: len(found) for group, found in groups.items() if found},
    )


def glance(desk: Desk) -> Glance:
    """Return the year in short (Rules K1, K5, K8)."""
    today = desk.today()
    with desk.vault.reading() as connection:
        year = next_figures_year(connection, today)
        due = desk.profile.figures_due(year)
        return Glance(
            year=today.year,
            talks_by_month=talks_by_month(connection, today.year),
            figures_year=year,
            figures_due=due,
            figures_days_left=(due - today).days,
            figures_frozen=is_frozen(connection, year),
            all_cases=connection.scalar(select(func.count()).select_from(t.cases)) or 0,
            erased_talks=_erased_talks(connection, desk.profile, today.year),
            figures_late=tuple(
                (each, desk.profile.figures_due(each))
                for each in years_to_hand_in(connection, today)
                if each < year
            ),
        )


def place_counts(desk: Desk) -> PlaceCounts:
    """Return the counts that stand in the navigation; nobody looks ahead for them.

    What is due was mostly counted a moment before, for the overview.
    """
    found = desk.found_now()
    with desk.vault.reading() as connection:
        if _PRESSING not in found:
            asked = Asked(desk.today(), office_in(connection), desk.profile, ahead=0)
            found[_PRESSING] = sum(_group(due, asked.today) in _NOW for due in all_due(connection, asked))
        active = _cases_by_state(connection).get(CaseState.ACTIVE, 0)
    return PlaceCounts(active, found[_PRESSING])


def talks_by_month(connection: Connection, year: int) -> tuple[int, ...]:
    """Return the counting talks of each month, January first; a joint talk is one (Rule K5).

    As on the sheet, one that counted for somebody who was erased is among them, as it stays with the others.
    """
    counting = exists().where(t.participants.c.talk_id == t.talks.c.id, t.participants.c.counts.is_(True))
    kept = t.talks.alias("kept").c
    counted_before = t.talks.c.id.in_(select(kept.id).where(kept.counted == literal_column("1")))
    query = (
        select(t.talks.c.on, func.count())
        .where(t.talks.c.on.between(date(year, 1, 1), date(year, 12, 31)), or_(counting, counted_before))
        .group_by(t.talks.c.on)
    )
    months = [0] * 12
    # By day the store counts inside one index; taking the month there costs more than all the rest.
    for on, talks in connection.execute(query):
        months[on.month - 1] += talks
    return tuple(months)


def _erased_talks(connection: Connection, profile: Profile, year: int) -> int:
    """Return how many talks of erased cases the key figures of a year count (Rule K8)."""
    definitions = profile.sheets_of(year)
    newest = max(definitions, key=lambda each: each.version, default=None)
    c = t.counters.c
    kept = select(c.value).where(
        c.year == year,
        c.definition == (newest.code if newest else ""),
        c.definition_version == (newest.version if newest else 0),
        c.figure == _TALKS,
        c.cell == TOTAL,
    )
    return connection.scalar(kept) or 0


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


def _row(due: Due, people: Mapping[int, RowMapping], today: date) -> DeadlineRow:
    kind, person = OF_KIND[due.kind], people.get(due.case_id)
    return DeadlineRow(
        due.kind,
        _group(due, today),
        due.on,
        due.matter,
        due.act or kind.act,
        kind.place,
        due.case_id,
        person["key"] if person else "",
        person["number"] if person else "",
        name_in(person) if person and person["hold_since"] is None else "",
        due.row_id,
        due.year,
        due.goal_id,
        bool(person and person["has_namesake"]),
    )


def _order(row: DeadlineRow) -> tuple[int, int, date, str, int]:
    return (
        _GROUPS.index(row.group),
        _grave(row.kind, row.group),
        row.due,
        plain_letters(row.person),
        row.row_id,
    )


def _grave(kind: DeadlineKind, group: DeadlineGroup) -> int:
    return RANK[kind] if group is DeadlineGroup.OVERDUE else 0


def _first(found: list[Due], group: DeadlineGroup, most: int) -> list[Due]:
    """Return what of a group may stand among its first lines: also what only the name puts behind them."""

    def place(due: Due) -> tuple[int, date]:
        return _grave(due.kind, group), due.on

    last = nsmallest(most, map(place, found))[-1:]
    return [due for due in found if [place(due)] <= last]
