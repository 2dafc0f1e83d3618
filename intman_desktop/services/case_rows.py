"""The lines of every list of cases: filtered, sorted and counted in the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)

from intman_desktop.models import tables as t
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.goals import RUNNING_STATES
from intman_desktop.rules.period import LONGEST_MONTHS, REGULAR_MONTHS
from intman_desktop.services.consent_terms import outdated_text, standing
from intman_desktop.services.naming import listed_name
from intman_desktop.services.searching import matching_ids
from intman_desktop.values.codes import CaseState
from intman_desktop.values.views import CaseChip, CaseColumn, CaseFilter, CaseRow

SOON = 90
"""Days before the last day from which a period counts as ending (C9)."""

_UNEVEN = 3
"""By how many days adding months to a day can miss the day that subtracting them came from (Rule C4)."""

_STATES = {
    CaseChip.ACTIVE: CaseState.ACTIVE,
    CaseChip.DORMANT: CaseState.DORMANT,
    CaseChip.ENDED: CaseState.ENDED,
}


def rows_of(
    connection: Connection, today: date, case_ids: Sequence[int], sort: CaseColumn = CaseColumn.NAME
) -> tuple[CaseRow, ...]:
    """Return the lines of these cases in order; those on hold are left out (Rule L2)."""
    query = _lines().where(t.cases.c.id.in_(case_ids), _shown()).order_by(*_order(sort, descending=False))
    return _read(connection, query, today)


def page_of(
    connection: Connection, today: date, chosen: CaseFilter, offset: int, limit: int
) -> tuple[CaseRow, ...]:
    """Return a stretch of the filtered list; ``limit`` lines from the ``offset``-th on."""
    wanted = select(t.cases.c.id).select_from(_joined()).where(*_conditions(chosen, today))
    wanted = wanted.order_by(*_order(chosen.sort, chosen.descending)).offset(offset).limit(limit)
    # Only the lines of this stretch are read whole: sorting carries nothing but their ids.
    ids = connection.scalars(wanted).all()
    by_id = {row.case_id: row for row in _read(connection, _lines().where(t.cases.c.id.in_(ids)), today)}
    return tuple(by_id[case_id] for case_id in ids)


def total_of(connection: Connection, today: date, chosen: CaseFilter) -> int:
    """Return how many cases the filter leaves."""
    query = select(func.count()).select_from(_joined()).where(*_conditions(chosen, today))
    return connection.scalar(query) or 0


def ids_of(
    connection: Connection, today: date, chosen: CaseFilter, offset: int = 0, limit: int = -1
) -> tuple[int, ...]:
    """Return the ids of a stretch of the filtered list in its order, of the whole list without a limit."""
    wanted = select(t.cases.c.id).select_from(_joined()).where(*_conditions(chosen, today))
    wanted = wanted.order_by(*_order(chosen.sort, chosen.descending)).offset(offset).limit(limit)
    return tuple(connection.scalars(wanted))


def counts_of(connection: Connection, today: date, chosen: CaseFilter) -> dict[CaseChip, int]:
    """Return for every chip how many cases it would show with the rest of the filter.

    A state is counted with the properties chosen, a property with the states and the other properties.
    """
    states = [chip for chip in chosen.chips if chip in _STATES]
    narrowing = chosen.chips - _STATES.keys()
    sums = []
    for chip in CaseChip:
        met = [_has(each, today) for each in narrowing | ({chip} - _STATES.keys())]
        met.append(_in_states([chip] if chip in _STATES else states or [CaseChip.ACTIVE]))
        sums.append(func.coalesce(func.sum(case((and_(*met), 1), else_=0)), 0))
    row = connection.execute(select(*sums).select_from(_joined()).where(*_narrowed(chosen))).one()
    return dict(zip(CaseChip, map(int, row), strict=True))


def count_all(connection: Connection) -> int:
    """Return how many cases the list can show at all."""
    return connection.scalar(select(func.count()).select_from(t.cases).where(_shown())) or 0


def _read(connection: Connection, query: Select[Any], today: date) -> tuple[CaseRow, ...]:
    return tuple(_row(row, today) for row in connection.execute(query))


def _row(row: Row[Any], today: date) -> CaseRow:
    last_day = row.last_day
    return CaseRow(
        row.id,
        row.key,
        row.number,
        listed_name(row.family_name, row.given_name, row.designation),
        row.language,
        row.state,
        row.interpreter_needed,
        row.period_start,
        last_day,
        None if last_day is None else (last_day - today).days,
        bool(row.has_open_plan),
        row.complete_blocks or 0,
        row.next_review,
        row.last_talk,
        row.town,
        row.worker,
    )


def _joined() -> Any:
    return t.cases.join(t.clients, t.clients.c.case_id == t.cases.c.id).outerjoin(
        t.plans, t.plans.c.case_id == t.cases.c.id
    )


@lru_cache(maxsize=1)
def _lines() -> Select[Any]:
    """Return the query for whole lines; it is put together once, which costs as much as asking it."""
    c, p = t.cases.c, t.clients.c
    return select(
        c.id,
        c.key,
        c.number,
        c.state,
        c.period_start,
        c.worker,
        p.family_name,
        p.given_name,
        p.designation,
        p.language,
        p.interpreter_needed,
        p.town,
        t.plans.c.complete_blocks,
        _open_plan().label("has_open_plan"),
        _last_day().label("last_day"),
        _next_review().label("next_review"),
        _last_talk().label("last_talk"),
    ).select_from(_joined())


def _last_day() -> ColumnElement[Any]:
    """The last day as ``rules.period`` counts it: the latest extension, if it helps, within 48 months."""
    regular, longest = (_months_after_start(months) for months in (REGULAR_MONTHS, LONGEST_MONTHS))
    latest = (
        select(func.max(t.extensions.c.until, type_=Date))
        .where(t.extensions.c.case_id == t.cases.c.id)
        .scalar_subquery()
    )
    return func.max(regular, func.min(func.coalesce(latest, regular), longest), type_=Date)


def _ends_by(day: date) -> ColumnElement[bool]:
    # Reckoning in the store is slow: most cases began too late to end by then (a few days more, see C4).
    early = t.cases.c.period_start <= add_months(day, -REGULAR_MONTHS) + timedelta(days=_UNEVEN)
    return and_(early, _last_day() <= day)


def _months_after_start(months: int) -> ColumnElement[Any]:
    # "floor" stays in a month that lacks the day, as C4 wants it
    return func.date(t.cases.c.period_start, f"+{months} months", "floor", type_=Date)


def _open_plan() -> ColumnElement[bool]:
    spans = t.plan_spans.c
    return exists().where(spans.plan_id == t.plans.c.id, spans.closed_on.is_(None))


def _next_review() -> ColumnElement[Any]:
    earliest = select(func.min(t.goals.c.next_review, type_=Date)).where(_running_goal()).scalar_subquery()
    return case((and_(t.cases.c.state == CaseState.ACTIVE, _open_plan()), earliest), else_=None)


def _review_due(today: date) -> ColumnElement[bool]:
    return and_(_open_plan(), exists().where(_running_goal(), t.goals.c.next_review <= today))


def _running_goal() -> ColumnElement[bool]:
    return and_(t.goals.c.plan_id == t.plans.c.id, t.goals.c.state.in_(RUNNING_STATES))


def _last_talk() -> ColumnElement[Any]:
    held = t.participants.join(t.talks, t.talks.c.id == t.participants.c.talk_id)
    own = and_(t.participants.c.case_id == t.cases.c.id, t.participants.c.counts)
    return select(func.max(t.talks.c.on, type_=Date)).select_from(held).where(own).scalar_subquery()


def consent_to_renew(today: date) -> ColumnElement[bool]:
    """A consent that stands and was not given anew, but to an older text than today's (E6), or ran out."""
    c = t.consents.c
    return exists().where(c.case_id == t.cases.c.id, standing(), or_(outdated_text(), c.valid_until < today))


def _shown() -> ColumnElement[bool]:
    return t.cases.c.hold_since.is_(None)


def _has(chip: CaseChip, today: date) -> ColumnElement[bool]:
    """Return what a chip that narrows asks for, whatever the state."""
    if chip is CaseChip.WITHOUT_PLAN:
        return ~_open_plan()
    if chip is CaseChip.ENDING_IN_90_DAYS:
        return _ends_by(today + timedelta(days=SOON))
    return _review_due(today) if chip is CaseChip.REVIEW_DUE else consent_to_renew(today)


def _in_states(chips: Iterable[CaseChip]) -> ColumnElement[bool]:
    return t.cases.c.state.in_([_STATES[chip] for chip in chips])


def _conditions(chosen: CaseFilter, today: date) -> list[ColumnElement[bool]]:
    states = [chip for chip in chosen.chips if chip in _STATES]
    narrowing = [_has(chip, today) for chip in chosen.chips if chip not in _STATES]
    conditions = [*_narrowed(chosen), *narrowing]
    if states or narrowing:
        conditions.append(_in_states(states or [CaseChip.ACTIVE]))
    return conditions


def _narrowed(chosen: CaseFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of everything but the chips."""
    conditions = [_shown()]
    columns = (
        (t.cases.c.worker, chosen.worker),
        (t.clients.c.language, chosen.language),
        (t.clients.c.town, chosen.town),
    )
    conditions += [column == wanted for column, wanted in columns if wanted]
    if chosen.service:
        conditions.append(t.cases.c.id.in_(_referred_to(chosen.service)))
    if chosen.topic:
        conditions.append(t.cases.c.id.in_(_talked_about(chosen.topic)))
    if chosen.text.strip():
        conditions.append(t.cases.c.id.in_(matching_ids(chosen.text)))
    return conditions


def _referred_to(service: str) -> Select[Any]:
    held = t.participants.join(t.referrals, t.referrals.c.participant_id == t.participants.c.id)
    return select(t.participants.c.case_id).select_from(held).where(t.referrals.c.service == service)


def _talked_about(topic: str) -> Select[Any]:
    held = t.participants.join(t.talks, t.talks.c.id == t.participants.c.talk_id)
    further = func.instr(cast(t.talks.c.further_topics, Text), f'"{topic}"') > 0
    about = or_(t.talks.c.topic == topic, further)
    return select(t.participants.c.case_id).select_from(held).where(about)


@lru_cache(maxsize=2 * len(CaseColumn))
def _order(sort: CaseColumn, descending: bool) -> tuple[Any, ...]:
    columns: dict[CaseColumn, Any] = {
        CaseColumn.NAME: t.clients.c.sort_name,
        CaseColumn.NUMBER: t.cases.c.number,
        CaseColumn.LANGUAGE: t.clients.c.language,
        CaseColumn.LAST_DAY: _last_day(),
        CaseColumn.PLAN: func.coalesce(t.plans.c.complete_blocks, -1),
        CaseColumn.NEXT_REVIEW: _next_review(),
        CaseColumn.LAST_TALK: _last_talk(),
        CaseColumn.TOWN: t.clients.c.town.collate("NOCASE"),
        CaseColumn.WORKER: t.cases.c.worker.collate("NOCASE"),
        CaseColumn.STATE: t.cases.c.state,
    }
    wanted = columns[sort]
    first = (wanted.desc() if descending else wanted.asc()).nulls_last()
    return (first, t.clients.c.sort_name, t.cases.c.id)
