"""What was settled, newest first, from what is stored: steps, measures, reviews, signatures, decisions.

A kind stands here where the day of the act is stored. Of a validity that was renewed it is not: the answer
holds from when to when it is valid, not when that was entered (I8). That a hold was looked at again is never
told, nor anything of a case while it is on hold: it stays hidden, and afterwards nothing says that there was
one (L2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Date, RowMapping, Select, and_, exists, func, select, true

from intman_desktop.models import tables as t
from intman_desktop.rules import gate
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.services.across.due.asking import AHEAD, needs_of_area, needs_of_topics
from intman_desktop.services.across.due.people import own_consents
from intman_desktop.services.across.due.table import OF_KIND
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.naming import name_in, named_cases
from intman_desktop.services.gate.consent_terms import closed_cases, opened
from intman_desktop.services.gate.notices import of_withdrawal
from intman_desktop.values.codes import Actor, ConsentDecision, DisclosureGround
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.deadline_views import SettledRow
from intman_desktop.values.explanation import Explanation

MOST = 500
"""The most lines of each kind and in all: further back one looks into the case."""


class _Done(NamedTuple):
    """One thing that was settled, before its case is named; ``case_id`` is 0 where it is of no case."""

    on: date
    case_id: int
    kind: Kind
    matter: Explanation
    goal_id: int = 0
    year: int = 0


def settled(desk: Desk, back: int | None = AHEAD) -> tuple[SettledRow, ...]:
    """Return what was settled in the last ``back`` days (None: ever), the newest first, at most ``MOST``."""
    since = date.min if back is None else desk.today() - timedelta(days=back)
    with desk.vault.reading() as connection:
        return _read(connection, desk, since, None)


def settled_of(desk: Desk, case_id: int) -> tuple[SettledRow, ...]:
    """Return what was settled in one case, the newest first."""
    with desk.vault.reading() as connection:
        return _read(connection, desk, date.min, case_id)


def _read(connection: Connection, desk: Desk, since: date, case_id: int | None) -> tuple[SettledRow, ...]:
    """Return what was settled, as far as the consents of today open it (Rules E3, E4)."""
    found = [] if case_id else _handed_in(connection, since)
    closed = closed_cases(connection, desk.today())
    own = own_consents(connection, case_id)
    for kind, query, matter in (*_queries(connection, desk, own), *_decided(own)):
        on = query.selected_columns[1]
        shown = and_(t.cases.c.hold_since.is_(None), t.cases.c.id == case_id if case_id else true())
        wanted = query.where(shown, on.is_not(None), on >= since).order_by(on.desc()).limit(MOST)
        hidden = closed if OF_KIND[kind].need != gate.NONE else ()
        rows = (row for row in connection.execute(wanted).all() if row[0] not in hidden)
        found += [_Done(row[1], row[0], kind, matter(row), getattr(row, "goal_id", 0)) for row in rows]
    found.sort(key=lambda each: (each.on, each.case_id), reverse=True)
    people = named_cases(connection, {each.case_id for each in found[:MOST]})
    return tuple(_row(each, people.get(each.case_id)) for each in found[:MOST])


def _row(done: _Done, person: RowMapping | None) -> SettledRow:
    number, name = ("", "") if person is None else (person["number"], name_in(person))
    return SettledRow(done.kind, done.on, done.matter, done.case_id, number, name, done.goal_id, done.year)


def _handed_in(connection: Connection, since: date) -> list[_Done]:
    """Return the key figures handed in, each year once a day, however many versions that made (Rule K7)."""
    f = t.frozen_sheets.c
    query = select(f.year, f.frozen_on).distinct().where(f.frozen_on >= since.isoformat())
    rows = connection.execute(query.order_by(f.frozen_on.desc()).limit(MOST))
    return [
        _Done(
            date.fromisoformat(on),
            0,
            Kind.KEY_FIGURES,
            Explanation("settled_key_figures", {"year": year}),
            year=year,
        )
        for year, on in rows
    ]


def _decided(own: Sequence[int]) -> tuple[tuple[Kind, Select[Any], Any], ...]:
    """Return, as ``_queries``, a rest that ended, going on without benefits, ``own`` consents at 18 (C6, P4).

    Why it was decided is not told: the reason may say what no list may.
    """
    c, d, consents = t.cases.c, t.decisions.c, t.consents.c
    decided = select(c.id, d.on).join(t.decisions, d.case_id == c.id)
    return (
        (
            Kind.DORMANT_OVER,
            decided.where(d.kind == DecisionKind.RESUME),
            lambda _row: Explanation("settled_rest"),
        ),
        (
            Kind.BENEFITS_ENDED,
            decided.where(d.kind == DecisionKind.GO_ON),
            lambda _row: Explanation("settled_go_on"),
        ),
        (
            Kind.OWN_EIGHTEEN,
            select(c.id, consents.decided_on)
            .join(t.consents, consents.case_id == c.id)
            .where(consents.id.in_(own)),
            lambda _row: Explanation("settled_own_consent"),
        ),
    )


def _queries(
    connection: Connection, desk: Desk, own: Sequence[int]
) -> tuple[tuple[Kind, Select[Any], Any], ...]:
    """Return for each kind the query (case, day, further columns) and how a row of it is told.

    The consents ``own`` are told as those at 18 alone.
    """
    c, p, a = t.cases.c, t.participants.c, t.agreements.c
    may_tell = _opener(connection, desk.today())
    held = t.participants.join(t.talks, t.talks.c.id == p.talk_id)

    def step(row: Any) -> Explanation:
        if may_tell(row[0], needs_of_topics(desk.profile, (row[3], *row[4]))):
            return Explanation("settled_next_step", {"step": row[2]})
        return Explanation("settled_next_step_hidden")

    def review(row: Any) -> Explanation:
        if may_tell(row[0], needs_of_area(desk.profile, row[4])):
            return Explanation("settled_review", {"goal": row[2], "state": row[3]})
        return Explanation("settled_review_hidden", {"state": row[3]})

    def measure(row: Any) -> Explanation:
        if may_tell(row[0], needs_of_area(desk.profile, row[3])):
            return Explanation("settled_measure", {"what": row[2]})
        return Explanation("settled_measure_hidden")

    plans = t.cases.join(t.plans, t.plans.c.case_id == c.id)
    goals = plans.join(t.goals, t.goals.c.plan_id == t.plans.c.id)
    reviewed = goals.join(t.goal_changes, t.goal_changes.c.goal_id == t.goals.c.id)
    return (
        (
            Kind.NEXT_STEP,
            select(c.id, p.next_step_done_on, p.next_step, t.talks.c.topic, t.talks.c.further_topics).join(
                held, p.case_id == c.id
            ),
            step,
        ),
        (
            Kind.GOAL_REVIEW,
            select(
                c.id,
                t.goal_changes.c.on,
                t.goals.c.wording,
                t.goal_changes.c.state,
                t.goals.c.area,
                t.goals.c.id.label("goal_id"),
            )
            .select_from(reviewed)
            .where(t.goal_changes.c.reviewed),
            review,
        ),
        (
            Kind.MEASURE,
            select(
                c.id,
                t.measures.c.done_on,
                t.measures.c.what,
                t.goals.c.area,
                t.goals.c.id.label("goal_id"),
            )
            .select_from(goals.join(t.measures, t.measures.c.goal_id == t.goals.c.id))
            .where(t.measures.c.who == Actor.WORKER),
            measure,
        ),
        (
            Kind.PLAN_MISSING,
            select(c.id, t.plans.c.begun_on).select_from(plans),
            lambda _row: Explanation("settled_plan"),
        ),
        (
            Kind.PLAN_MISSING,
            select(c.id, t.plan_spans.c.opened_on).select_from(plans.join(t.plan_spans)).where(_goes_on()),
            lambda _row: Explanation("settled_plan_again"),
        ),
        (
            Kind.SIGNATURE,
            select(c.id, _later(a.client_signed_on, a.worker_signed_on)).join(
                t.agreements, a.case_id == c.id
            ),
            lambda _row: Explanation("settled_agreement"),
        ),
        (
            Kind.PLAN_SIGNATURE,
            select(c.id, _later(t.plans.c.client_signed_on, t.plans.c.worker_signed_on)).select_from(plans),
            lambda _row: Explanation("settled_plan_signature"),
        ),
        (
            Kind.PERIOD_ENDING,
            select(c.id, t.extensions.c.decided_on, t.extensions.c.until).join(
                t.extensions, t.extensions.c.case_id == c.id
            ),
            lambda row: Explanation("settled_extension", {"until": row[2]}),
        ),
        (
            Kind.CONSENT_EXPIRES,
            select(c.id, t.consents.c.decided_on, t.consents.c.scope, t.consents.c.kind)
            .join(t.consents, t.consents.c.case_id == c.id)
            .where(t.consents.c.decision == ConsentDecision.GIVEN, t.consents.c.id.not_in(own)),
            lambda row: Explanation("settled_consent", {"scope": row[3] or row[2]}),
        ),
        (
            Kind.REQUEST,
            select(c.id, t.requests.c.answered_on, t.requests.c.kind, t.requests.c.answer).join(
                t.requests, t.requests.c.case_id == c.id
            ),
            lambda row: Explanation("settled_request", {"kind": row[2], "answer": row[3]}),
        ),
        (
            Kind.CONSENT_EXPIRES,
            select(c.id, t.consents.c.emptied_on, t.consents.c.scope, t.consents.c.kind).join(
                t.consents, t.consents.c.case_id == c.id
            ),
            lambda row: Explanation("settled_emptied", {"scope": row[3] or row[2]}),
        ),
        (
            Kind.RECIPIENT_UNTOLD,
            select(c.id, t.disclosures.c.on)
            .join(t.disclosures, t.disclosures.c.case_id == c.id)
            .where(
                t.disclosures.c.ground == DisclosureGround.STATUTORY_DUTY,
                t.disclosures.c.what.in_(of_withdrawal()),
            ),
            lambda _row: Explanation("settled_recipient"),
        ),
        (
            Kind.DELETION_DUE,
            select(c.id, c.ended_on),
            lambda _row: Explanation("settled_ending"),
        ),
    )


def _opener(connection: Connection, today: date) -> Callable[[int, Set[str]], bool]:
    """Return what says whether the words of a line may be told, by their needs beside the basic consent."""
    opens: dict[str, frozenset[int]] = {}

    def may_tell(case_id: int, needs: Set[str]) -> bool:
        for need in needs - opens.keys():
            opens[need] = frozenset(connection.scalars(select(t.cases.c.id).where(opened(need, today))))
        return all(case_id in opens[need] for need in needs)

    return may_tell


def _goes_on() -> ColumnElement[bool]:
    """Return the condition that a plan was open before on other days: it was taken up again (Rule I9)."""
    before, span = t.plan_spans.alias("before"), t.plan_spans.c
    return exists().where(before.c.plan_id == span.plan_id, before.c.opened_on < span.opened_on)


def _later(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the later of two days; none while one of them is missing."""
    return func.max(one, other, type_=Date)
