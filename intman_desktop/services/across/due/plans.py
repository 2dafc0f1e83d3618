"""Deadlines of the plan: missing, closed, its goals and measures, signatures (P3, Z2, Z3, Z5, I8)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Select, and_, case, exists, func, or_, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row, listed
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.rules.goals import AGREED_STATES, RUNNING_STATES
from intman_desktop.rules.new_goals import asked_on
from intman_desktop.rules.talks import plan_due
from intman_desktop.services.across.due.asking import (
    AHEAD,
    UNTIL,
    Asked,
    Due,
    among,
    goal_agreed_on,
    needs_of_area,
    plan_is_open,
    with_plan,
)
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import OPEN_STATES, Actor, CaseState, StartOrigin, YesNoUnknown
from intman_desktop.values.deadline_views import DeadlineAct
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def plans_missing(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the adults with a second counting talk and no open plan, by the date of that talk (Rule P3).

    As ``rules.talks.plan_needed``: talks held elsewhere count as the first, and those after a plan was closed
    ask for it again. Resting changes nothing.
    """
    people = connection.execute(_without_plan(asked.one), asked.values()).mappings().all()
    days = _counting_days(connection, [row["case_id"] for row in people])
    for row in people:
        held, client = days[row["case_id"]], from_row(Client, t.clients, row)
        unnoted, closed_on = row["unnoted"], row["plan_closed_on"]
        before = row["before"] or (bool(held) and unnoted is not None and unnoted < held[0])
        on = plan_due(held, client, asked.today, before=before, closed_on=closed_on)
        if on is None:
            continue
        if closed_on is None:
            matter, act = Explanation("due_plan_missing", {"talks": len(held), "second": on}), None
        else:
            matter = Explanation("due_plan_closed", {"closed_on": closed_on, "on": on})
            act = DeadlineAct.REOPEN_PLAN
        yield Due(Kind.PLAN_MISSING, on, row["case_id"], matter, act=act)


@cache
def _without_plan(one: bool) -> Select[Any]:
    """Return the query for the clients without an open plan, with the last open day of one that is closed."""
    p, span = t.plans.c, t.plan_spans.c
    last = select(func.max(span.closed_on, type_=Date)).where(span.plan_id == p.id, p.begun_on.is_not(None))
    closed_on = last.correlate(t.plans).scalar_subquery()
    lacks = or_(p.begun_on.is_(None), and_(~plan_is_open(), closed_on.is_not(None)))
    elsewhere = exists().where(t.earlier_counselling.c.case_id == t.cases.c.id)
    before = or_(elsewhere, t.cases.c.counselled_before == YesNoUnknown.YES).label("before")
    changed = exists().where(
        t.decisions.c.case_id == t.cases.c.id, t.decisions.c.kind == DecisionKind.START_CHANGED
    )
    c = t.cases.c
    # as rules.decisions.first_talk_unnoted, but for the talks themselves
    of_a_list = and_(c.start_origin == StartOrigin.HERE, c.period_start <= c.from_list_on, ~changed)
    unnoted = case((of_a_list, c.period_start)).label("unnoted")
    of_people = t.clients.join(t.cases).outerjoin(t.plans, p.case_id == t.cases.c.id)
    query = select(before, unnoted, closed_on.label("plan_closed_on"), t.clients).select_from(of_people)
    return query.where(among(one, *OPEN_STATES), lacks)


def reviews(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the goals whose review is due, one by one (Rule Z2).

    One that falls on the day until which the goal is to be reached tells of both (Rule Z3).
    """
    found = connection.execute(_to_review(asked.one), asked.values()).all()
    for case_id, goal_id, wording, on, area, until in found:
        code = "due_goal_review_until" if on == until else "due_goal_review"
        matter = Explanation(code, {"goal": wording})
        hidden = Explanation("due_goal_review_hidden")
        needs = needs_of_area(asked.profile, area)
        yield Due(Kind.GOAL_REVIEW, on, case_id, matter, goal_id, needs=needs, hidden=hidden)


@cache
def _to_review(one: bool) -> Select[Any]:
    goal = t.goals.c
    query = select(t.cases.c.id, goal.id, goal.wording, goal.next_review, goal.area, goal.until)
    return query.select_from(_with_goals()).where(_running(one), goal.next_review <= UNTIL)


def goal_ends(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the goals that have not ended by the day until which they are to be reached (Rule Z3).

    Its review lies before or after it, and settles it only by what is said of the goal then: reached, or
    until when now. Where both fall on one day, the review tells of it.
    """
    hidden = Explanation("due_goal_until_hidden")
    for case_id, goal_id, wording, on, area in connection.execute(_to_reach(asked.one), asked.values()).all():
        needs = needs_of_area(asked.profile, area)
        matter = Explanation("due_goal_until", {"goal": wording})
        yield Due(Kind.GOAL_UNTIL, on, case_id, matter, goal_id, needs=needs, hidden=hidden)


@cache
def _to_reach(one: bool) -> Select[Any]:
    goal = t.goals.c
    query = select(t.cases.c.id, goal.id, goal.wording, goal.until, goal.area).select_from(_with_goals())
    apart = goal.next_review.is_distinct_from(goal.until)
    return query.where(_running(one), goal.until <= UNTIL, apart)


def _with_goals() -> Any:
    return with_plan().join(t.goals, t.goals.c.plan_id == t.plans.c.id)


def _running(one: bool) -> ColumnElement[bool]:
    """Return the condition that a goal is looked at: it has not ended, and its case and plan go on.

    What is only proposed is looked at as well (``RUNNING_STATES``).
    """
    return and_(among(one, CaseState.ACTIVE), t.goals.c.state.in_(RUNNING_STATES), plan_is_open())


def measures(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the measures that the worker took on by a day, as long as they are not done (Rule Z3).

    Of those of the person and of others one hears at the review of their goal, which has its own day (Z2).
    As with a next step, resting changes nothing of what the office itself promised.
    """
    found = connection.execute(_promised(asked.one), asked.values()).all()
    hidden = Explanation("due_measure_hidden")
    for case_id, goal_id, measure_id, what, on, area in found:
        needs = needs_of_area(asked.profile, area)
        matter = Explanation("due_measure", {"what": what})
        yield Due(Kind.MEASURE, on, case_id, matter, measure_id, needs=needs, hidden=hidden, goal_id=goal_id)


@cache
def _promised(one: bool) -> Select[Any]:
    goal, measure = t.goals.c, t.measures.c
    return (
        select(t.cases.c.id, goal.id, measure.id, measure.what, measure.until, goal.area)
        .select_from(_with_goals().join(t.measures, measure.goal_id == goal.id))
        .where(
            among(one, *OPEN_STATES),
            goal.state.in_(RUNNING_STATES),
            measure.who == Actor.WORKER,
            measure.until <= UNTIL,
            measure.done_on.is_(None),
            plan_is_open(),
        )
    )


def goals_missing(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the open plans without an agreed goal (Rule I8), and those in which none is open any more (Z1).

    With "noch kein Ziel, weil …, bis …" on that day; without the sentence since the plan was opened here: it
    does not count as made. As with no plan at all (Rule P3), resting changes nothing of the latter. Where all
    goals are reached or given up, new ones are asked for at the interval at which goals are looked at, or on
    the day of the sentence, as ``rules.new_goals``.
    """
    until, unsaid, done = _without_goal(asked.one)
    for case_id, on in connection.execute(until, asked.values()).all():
        yield Due(Kind.NO_GOAL, on, case_id, Explanation("due_no_goal", {"until": on}))
    for case_id, begun_on, on in connection.execute(unsaid, asked.values()).all():
        yield Due(Kind.NO_GOAL, on, case_id, Explanation("due_goal_missing", {"begun_on": begun_on}))
    for case_id, said_until, *days in connection.execute(done, asked.values()).all():
        last = max(day for day in days if day is not None)
        on = asked_on(last, said_until, asked.office.review_interval_months)
        matter = Explanation("due_goals_closed", {"last": last})
        if on == said_until:
            matter = Explanation("due_no_new_goal", {"until": on})
        if on <= asked.until():
            yield Due(Kind.NO_GOAL, on, case_id, matter)


@cache
def _without_goal(one: bool) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """Return the queries for the plans with that sentence until a day, for those without it, and for those
    whose goals are all closed, with the day of the sentence and the last on which anything was said of them.
    """
    p, goal, change = t.plans.c, t.goals.c, t.goal_changes.c
    in_history = exists().where(change.goal_id == goal.id, change.state.in_(AGREED_STATES))
    ever = or_(goal.agreed_on.is_not(None), goal.state.in_(AGREED_STATES), in_history)
    agreed = exists().where(goal.plan_id == p.id, ever)
    said = and_(p.no_goal_until.is_not(None), func.trim(p.no_goal_reason) != "")
    since = select(func.min(t.plan_spans.c.opened_on, type_=Date)).where(t.plan_spans.c.plan_id == p.id)
    of_plans = select(t.cases.c.id, p.no_goal_until).select_from(with_plan()).where(plan_is_open())
    query = of_plans.where(~agreed)
    until = query.where(among(one, CaseState.ACTIVE), said, p.no_goal_until <= UNTIL)
    unsaid = query.with_only_columns(t.cases.c.id, p.begun_on, since.scalar_subquery())
    unsaid = unsaid.where(among(one, *OPEN_STATES), p.begun_on.is_not(None), ~said)
    running = exists().where(goal.plan_id == p.id, goal.state.in_(RUNNING_STATES))
    changes = t.goals.join(t.goal_changes, change.goal_id == goal.id)
    last = select(func.max(change.on, type_=Date)).select_from(changes).where(goal.plan_id == p.id)
    agreed_last = select(func.max(goal.agreed_on, type_=Date)).where(goal.plan_id == p.id)
    opened = select(func.max(t.plan_spans.c.opened_on, type_=Date)).where(t.plan_spans.c.plan_id == p.id)
    days = (each.correlate(t.plans).scalar_subquery() for each in (last, agreed_last, opened))
    done = of_plans.with_only_columns(t.cases.c.id, case((said, p.no_goal_until)), *days)
    return until, unsaid, done.where(among(one, CaseState.ACTIVE), agreed, ~running)


def plans_unsigned(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the plans whose goals are not yet signed by both, each once (Rule Z5).

    As ``rules.goals.signed_days``: a signature from before something else was agreed is none. What was handed
    out waits for its signatures from that day on; what was agreed in a plan that is open and not handed out
    with it since is told after 30 days, as an oral agreement (B1): until then the next talk is soon enough.
    """
    for case_id, on, agreed in connection.execute(_plans_out(asked.one), asked.values()).all():
        code = "due_plan_signature_again" if agreed else "due_plan_signature"
        yield Due(Kind.PLAN_SIGNATURE, on, case_id, Explanation(code, {"issued_on": on}))
    for case_id, opened_on, *days in connection.execute(_plans_in(asked.one), asked.values()).all():
        agreed_on = min(day for day in days if day is not None)
        on = max(opened_on, agreed_on) + timedelta(days=AHEAD)
        if on <= asked.today:
            matter = Explanation("due_plan_to_hand_out", {"agreed_on": agreed_on})
            yield Due(Kind.PLAN_SIGNATURE, on, case_id, matter, act=DeadlineAct.HAND_OUT_PLAN)


@cache
def _plans_out(one: bool) -> Select[Any]:
    issued = _last_issued()
    query = select(t.cases.c.id, issued, ~_unsigned()).select_from(with_plan())
    return query.where(among(one, CaseState.ACTIVE), _waits_for_signatures(issued))


@cache
def _plans_in(one: bool) -> Select[Any]:
    """Return the query for the open plans with something agreed that was neither signed nor handed out: since
    when the plan is open, the first day of a running goal that lacks it, and that of other words.
    """
    p, goal, span = t.plans.c, t.goals.c, t.plan_spans.c
    agreed_on = goal_agreed_on()
    of_plan = and_(goal.plan_id == p.id, goal.state.in_(RUNNING_STATES))
    lacks = or_(_unsigned(), _signed_before(agreed_on))
    first = select(func.min(agreed_on, type_=Date)).where(of_plan, lacks).correlate(t.plans).scalar_subquery()
    running = exists().where(of_plan, agreed_on.is_not(None)).correlate(t.plans)
    query = select(t.cases.c.id, span.opened_on, first, p.agreed_anew_on)
    query = query.select_from(with_plan().join(t.plan_spans, span.plan_id == p.id))
    asked = or_(first.is_not(None), p.agreed_anew_on.is_not(None))
    waits = func.coalesce(_waits_for_signatures(_last_issued()), False)
    return query.where(among(one, CaseState.ACTIVE), span.closed_on.is_(None), running, asked, ~waits)


def _last_issued() -> ColumnElement[Any]:
    """Return the day on which a plan was handed out last."""
    issued = select(func.max(t.plan_versions.c.issued_on, type_=Date))
    return issued.where(t.plan_versions.c.plan_id == t.plans.c.id).correlate(t.plans).scalar_subquery()


def _unsigned() -> ColumnElement[bool]:
    return or_(t.plans.c.client_signed_on.is_(None), t.plans.c.worker_signed_on.is_(None))


def _signed_before(agreed_on: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(t.plans.c.client_signed_on < agreed_on, t.plans.c.worker_signed_on < agreed_on)


def _waits_for_signatures(issued: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that what was handed out on ``issued``, since the plan is open, lacks a signature.

    One that was taken up again waits until it is handed out anew (Rule I9).
    """
    p, goal, span = t.plans.c, t.goals.c, t.plan_spans.c
    agreed_on = goal_agreed_on()
    since = exists().where(goal.plan_id == p.id, _signed_before(agreed_on), agreed_on <= issued)
    out = exists().where(span.plan_id == p.id, span.closed_on.is_(None), span.opened_on <= issued)
    lacks = or_(_unsigned(), since.correlate(t.plans), p.agreed_anew_on <= issued)
    return and_(lacks, out.correlate(t.plans))


def _counting_days(connection: Connection, case_ids: Collection[int]) -> dict[int, list[date]]:
    """Return the days of the counting talks of these cases in order, as ``rules.period.counting_days``."""
    days: dict[int, list[date]] = {case_id: [] for case_id in case_ids}
    these = {"cases": list(case_ids)}
    held, assessed = _counting()
    for case_id, on in connection.execute(held, these).all():
        days[case_id].append(on)
    for case_id, on in connection.execute(assessed, these).all():
        if on not in days[case_id]:
            days[case_id].append(on)
    return {case_id: sorted(found) for case_id, found in days.items()}


@cache
def _counting() -> tuple[Select[Any], Select[Any]]:
    """Return the queries for the counting talks of the cases bound, and for their needs taken as one."""
    part, needs = t.participants.c, t.needs_assessments.c
    held = (
        select(part.case_id, t.talks.c.on)
        .join(t.talks, t.talks.c.id == part.talk_id)
        .where(part.counts, part.case_id.in_(listed("cases")))
    )
    assessed = select(needs.case_id, needs.held_on)
    return held, assessed.where(needs.is_first_talk, needs.case_id.in_(listed("cases")))
