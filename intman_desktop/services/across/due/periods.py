"""Deadlines of the clock: periods that end, no contact, rest, benefits that have ended (C6, C9, L9, P6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Date, Select, bindparam, func, or_, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row, listed
from intman_desktop.rules import period as clock
from intman_desktop.rules.dates import UNEVEN, add_months
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.rules.target_group import BENEFITS, benefits_fact
from intman_desktop.services.across.clock_view import target_group
from intman_desktop.services.across.due.asking import Asked, Due, among
from intman_desktop.values.case_file import Answer, Decision
from intman_desktop.values.codes import OPEN_STATES, CaseState
from intman_desktop.values.deadline_views import DeadlineAct as Act
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def periods(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the periods that end within the office's warning days, or the days asked for, or are over.

    Rules C9, L9.
    """
    soon = asked.until(max(asked.office.warning_days, default=0))
    values = asked.values()
    if asked.ahead is not None:
        # Whoever began later than this cannot end soon, with or without an extension.
        values["begun"] = add_months(soon, -clock.REGULAR_MONTHS) + UNEVEN
    for case_id, start, until in connection.execute(_begun(asked.one, "begun" in values), values).all():
        running = clock.period_of(start, () if until is None else (until,))
        if running.last_day > soon:
            continue
        last = running.last_day
        if running.days_left(asked.today) < 0:
            matter = Explanation("due_period_over", {"last_day": last})
            yield Due(Kind.PERIOD_OVER, last, case_id, matter)
            continue
        warning = clock.warning_due(running, asked.today, asked.office.warning_days)
        matter = warning or Explanation("due_period_ending", {"last_day": last})
        act = Act.EXTEND_REST_OR_END if running.exhausted else None
        yield Due(Kind.PERIOD_ENDING, last, case_id, matter, act=act)


@cache
def _begun(one: bool, by_a_day: bool) -> Select[Any]:
    extended = (
        select(func.max(t.extensions.c.until, type_=Date))
        .where(t.extensions.c.case_id == t.cases.c.id)
        .scalar_subquery()
    )
    query = select(t.cases.c.id, t.cases.c.period_start, extended).where(
        among(one, *OPEN_STATES), t.cases.c.period_start.is_not(None)
    )
    return query.where(t.cases.c.period_start <= bindparam("begun")) if by_a_day else query


def without_contact(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the active cases without contact of any form for longer than the office's setting (Rule L9)."""
    months = asked.office.no_contact_months
    silent = asked.profile.forms_without_contact
    # A few days more, since months differ.
    values = asked.values() | {"lately": add_months(asked.today, -months) + UNEVEN}
    found = connection.execute(_not_met_lately(asked.one, silent), values).all()
    for case_id, opened_on, talked, assessed in found:
        on = max((day for day in (talked, assessed) if day is not None), default=opened_on)
        due = add_months(on, months)
        if due <= asked.today:
            matter = Explanation("due_no_contact", {"last": on, "months": months})
            yield Due(Kind.NO_CONTACT, due, case_id, matter)


@cache
def _not_met_lately(one: bool, silent: tuple[str, ...]) -> Select[Any]:
    meeting = t.talks.c.form.not_in(silent)
    met = (
        t.participants.c.case_id == t.cases.c.id,
        t.participants.c.talk_id == t.talks.c.id,
        meeting,
    )
    last = select(func.max(t.talks.c.on, type_=Date)).where(*met).scalar_subquery()
    # Most cases were met lately. They are found once for all by the days of the talks: asked case by case,
    # every talk of each would be looked up.
    recently = t.cases.c.id.in_(
        select(t.participants.c.case_id)
        .join(t.talks, t.talks.c.id == t.participants.c.talk_id)
        .where(t.talks.c.on > bindparam("lately"), meeting)
    )
    return (
        select(t.cases.c.id, t.cases.c.opened_on, last, t.needs_assessments.c.held_on)
        .select_from(t.cases.outerjoin(t.needs_assessments))
        .where(among(one, CaseState.ACTIVE), ~recently)
    )


def dormant_too_long(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the resting cases whose time is up, by the decision or the office's longest span (Rule C6).

    One whose decision got lost (``services.keeping.rescue``) is asked about at once: since when is not known.
    """
    for case_id, on, until in connection.execute(_resting(asked.one), asked.values()).all():
        longest = add_months(on, asked.office.dormant_max_months) if on else asked.today
        due = until or longest
        if due <= asked.until():
            yield Due(Kind.DORMANT_OVER, due, case_id, Explanation("due_dormant", {"until": due}))


@cache
def _resting(one: bool) -> Select[Any]:
    d = t.decisions.c
    decided = (
        select(d.case_id, func.max(d.id).label("id")).where(d.kind == DecisionKind.REST).group_by(d.case_id)
    )
    last = decided.subquery()
    return (
        select(t.cases.c.id, d.on, d.until)
        .select_from(
            t.cases.outerjoin(last, last.c.case_id == t.cases.c.id).outerjoin(t.decisions, d.id == last.c.id)
        )
        .where(among(one, CaseState.DORMANT))
    )


def benefits_ended(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the cases without benefits since a day, until it is decided to go on, or they end (Rule P6)."""
    group = target_group(asked.profile, asked.today)
    none = tuple(code for code, secured in group.secures.items() if not secured)
    found = connection.execute(_perhaps_without_benefits(asked.one, none), asked.values()).all()
    these = {"cases": [case_id for case_id, _opened_on, _section_24 in found]}
    held: dict[int, list[Answer]] = defaultdict(list)
    answers, decisions = _benefits_and_decisions()
    for row in connection.execute(answers, these).mappings():
        held[row["case_id"]].append(from_row(Answer, t.answers, row))
    decided: dict[int, list[Decision]] = defaultdict(list)
    for row in connection.execute(decisions, these).mappings():
        decided[row["case_id"]].append(from_row(Decision, t.decisions, row))
    for case_id, opened_on, section_24 in found:
        fact = benefits_fact(
            held[case_id], decided[case_id], opened_on, asked.today, group, section_24=section_24
        )
        since = fact.values["since"] if fact is not None and fact.code == "benefits_ended" else None
        if isinstance(since, date):
            yield Due(
                Kind.BENEFITS_ENDED, since, case_id, Explanation("due_benefits_ended", {"since": since})
            )


@cache
def _perhaps_without_benefits(one: bool, none: tuple[str, ...]) -> Select[Any]:
    """Return the query for the cases in whose answers one of the benefits called ``none`` stands."""
    a = t.answers.c
    without = select(a.case_id).where(a.field == BENEFITS, or_(*(a.value.contains(code) for code in none)))
    return (
        select(t.cases.c.id, t.cases.c.opened_on, t.clients.c.section_24)
        .join(t.clients)
        .where(among(one, *OPEN_STATES), t.cases.c.id.in_(without))
    )


@cache
def _benefits_and_decisions() -> tuple[Select[Any], Select[Any]]:
    """Return the queries for what the cases bound hold on benefits, and for what was decided on it."""
    a, d = t.answers.c, t.decisions.c
    these = listed("cases")
    return (
        select(t.answers).where(a.field == BENEFITS, a.case_id.in_(these)),
        select(t.decisions).where(d.kind == DecisionKind.GO_ON, d.case_id.in_(these)),
    )
