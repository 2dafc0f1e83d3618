"""What was settled, newest first, from what is stored: steps, measures, goals, signatures, decisions.

A kind stands here where the day of the act is stored. Of a validity that was renewed it is not: the answer
holds from when to when it is valid, not when that was entered (I8). That a hold was looked at again is never
told, nor anything of a case while it is on hold: it stays hidden, and afterwards nothing says that there was
one (L2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Join,
    Row,
    RowMapping,
    Select,
    Table,
    and_,
    exists,
    func,
    literal,
    select,
    true,
)

from intman_desktop.models import tables as t
from intman_desktop.rules import gate
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.services.across.due.asking import AHEAD, goal_agreed_on, needs_of_area, needs_of_topics
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
_NO_GOAL: Final = literal(0)

MayTell = Callable[[int, Set[str]], bool]
"""Whether the words of a line in a case may be told, by their needs beside the basic consent."""


@dataclass(frozen=True)
class SettledKind:
    """One kind of act: the query of ``_acts`` that finds it, and how a row of it is told."""

    kind: Kind
    query: Select[Any]
    told: Callable[[Row[Any]], Explanation]


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
    for each in _kinds(connection, desk, own):
        on = each.query.selected_columns["on"]
        shown = and_(t.cases.c.hold_since.is_(None), t.cases.c.id == case_id if case_id else true())
        wanted = each.query.where(shown, on.is_not(None), on >= since).order_by(on.desc()).limit(MOST)
        hidden = closed if OF_KIND[each.kind].need != gate.NONE else ()
        rows = (row for row in connection.execute(wanted).all() if row.case_id not in hidden)
        found += [_Done(row.on, row.case_id, each.kind, each.told(row), row.goal_id) for row in rows]
    found.sort(key=lambda done: (done.on, done.case_id), reverse=True)
    people = named_cases(connection, {done.case_id for done in found[:MOST]})
    return tuple(_row(done, people.get(done.case_id)) for done in found[:MOST])


def _row(done: _Done, person: RowMapping | None) -> SettledRow:
    number, name = ("", "") if person is None else (person["number"], name_in(person))
    return SettledRow(
        done.kind,
        done.on,
        done.matter,
        done.case_id,
        number,
        name,
        done.goal_id,
        done.year,
        bool(person and person["has_namesake"]),
    )


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


def _kinds(connection: Connection, desk: Desk, own: Sequence[int]) -> tuple[SettledKind, ...]:
    """Return every kind; the consents ``own`` are told as those at 18 alone."""
    may_tell = _opener(connection, desk.today())
    return (*_worked_on(desk, may_tell), *_begun_and_signed(), *_by_the_law(own), *_decided(own))


def _acts(
    on: ColumnElement[Any], joined: FromClause, *, goal_id: ColumnElement[Any] = _NO_GOAL, **words: Any
) -> Select[Any]:
    """Return the query of the days ``on`` of acts in cases, with ``words`` by the names they are read by."""
    named = {"case_id": t.cases.c.id, "on": on, "goal_id": goal_id, **words}
    return select(*(column.label(name) for name, column in named.items())).select_from(joined)


def _of_cases(table: Table) -> Join:
    return t.cases.join(table, table.c.case_id == t.cases.c.id)


def _worked_on(desk: Desk, may_tell: MayTell) -> tuple[SettledKind, ...]:
    """Return steps, goals and measures, with words where the consents for them open (Rule E4)."""

    def step(row: Row[Any]) -> Explanation:
        if may_tell(row.case_id, needs_of_topics(desk.profile, (row.topic, *row.further_topics))):
            return Explanation("settled_next_step", {"step": row.step})
        return Explanation("settled_next_step_hidden")

    def review(row: Row[Any]) -> Explanation:
        if may_tell(row.case_id, needs_of_area(desk.profile, row.area)):
            return Explanation("settled_review", {"goal": row.goal, "state": row.state})
        return Explanation("settled_review_hidden", {"state": row.state})

    def agreed(row: Row[Any]) -> Explanation:
        if may_tell(row.case_id, needs_of_area(desk.profile, row.area)):
            return Explanation("settled_goal", {"goal": row.goal})
        return Explanation("settled_goal_hidden")

    def measure(row: Row[Any]) -> Explanation:
        if may_tell(row.case_id, needs_of_area(desk.profile, row.area)):
            return Explanation("settled_measure", {"what": row.what})
        return Explanation("settled_measure_hidden")

    p, talk, goal, change, m = t.participants.c, t.talks.c, t.goals.c, t.goal_changes.c, t.measures.c
    held = _of_cases(t.participants).join(t.talks, talk.id == p.talk_id)
    goals = _of_cases(t.plans).join(t.goals, goal.plan_id == t.plans.c.id)
    reviewed = goals.join(t.goal_changes, change.goal_id == goal.id)
    measured = goals.join(t.measures, m.goal_id == goal.id)
    steps = _acts(
        p.next_step_done_on, held, step=p.next_step, topic=talk.topic, further_topics=talk.further_topics
    )
    reviews = _acts(
        change.on, reviewed, goal=goal.wording, state=change.state, area=goal.area, goal_id=goal.id
    )
    agreements = _acts(goal_agreed_on(), goals, goal=goal.wording, area=goal.area, goal_id=goal.id)
    measures = _acts(m.done_on, measured, what=m.what, area=goal.area, goal_id=goal.id)
    return (
        SettledKind(Kind.NEXT_STEP, steps, step),
        SettledKind(Kind.GOAL_REVIEW, reviews.where(change.reviewed), review),
        SettledKind(Kind.NO_GOAL, agreements, agreed),
        SettledKind(Kind.MEASURE, measures.where(m.who == Actor.WORKER), measure),
    )


def _begun_and_signed() -> tuple[SettledKind, ...]:
    """Return the plans begun or taken up again, and the signatures once both are there."""
    a, p = t.agreements.c, t.plans.c
    plans, agreements = _of_cases(t.plans), _of_cases(t.agreements)
    begun = _acts(p.begun_on, plans)
    again = _acts(t.plan_spans.c.opened_on, plans.join(t.plan_spans)).where(_goes_on())
    agreed = _acts(_later(a.client_signed_on, a.worker_signed_on), agreements)
    signed = _acts(_later(p.client_signed_on, p.worker_signed_on), plans)
    return (
        SettledKind(Kind.PLAN_MISSING, begun, lambda _row: Explanation("settled_plan")),
        SettledKind(Kind.PLAN_MISSING, again, lambda _row: Explanation("settled_plan_again")),
        SettledKind(Kind.SIGNATURE, agreed, lambda _row: Explanation("settled_agreement")),
        SettledKind(Kind.PLAN_SIGNATURE, signed, lambda _row: Explanation("settled_plan_signature")),
    )


def _by_the_law(own: Sequence[int]) -> tuple[SettledKind, ...]:
    """Return extensions, consents but those ``own``, requests, recipients told of a withdrawal, endings."""
    e, c, r, d = t.extensions.c, t.consents.c, t.requests.c, t.disclosures.c
    extended = _acts(e.decided_on, _of_cases(t.extensions), until=e.until)
    given = _acts(c.decided_on, _of_cases(t.consents), scope=c.scope, kind=c.kind)
    emptied = _acts(c.emptied_on, _of_cases(t.consents), scope=c.scope, kind=c.kind)
    answered = _acts(r.answered_on, _of_cases(t.requests), kind=r.kind, answer=r.answer)
    told = _acts(d.on, _of_cases(t.disclosures)).where(
        d.ground == DisclosureGround.STATUTORY_DUTY, d.what.in_(of_withdrawal())
    )
    return (
        SettledKind(
            Kind.PERIOD_ENDING, extended, lambda row: Explanation("settled_extension", {"until": row.until})
        ),
        SettledKind(
            Kind.CONSENT_EXPIRES,
            given.where(c.decision == ConsentDecision.GIVEN, c.id.not_in(own)),
            lambda row: Explanation("settled_consent", {"scope": row.kind or row.scope}),
        ),
        SettledKind(
            Kind.REQUEST,
            answered,
            lambda row: Explanation("settled_request", {"kind": row.kind, "answer": row.answer}),
        ),
        SettledKind(
            Kind.CONSENT_EXPIRES,
            emptied,
            lambda row: Explanation("settled_emptied", {"scope": row.kind or row.scope}),
        ),
        SettledKind(Kind.RECIPIENT_UNTOLD, told, lambda _row: Explanation("settled_recipient")),
        SettledKind(
            Kind.DELETION_DUE, _acts(t.cases.c.ended_on, t.cases), lambda _row: Explanation("settled_ending")
        ),
    )


def _decided(own: Sequence[int]) -> tuple[SettledKind, ...]:
    """Return a rest that ended, going on without benefits, ``own`` consents at 18 (Rules C6, P4).

    Why it was decided is not told: the reason may say what no list may.
    """
    d, c = t.decisions.c, t.consents.c
    decided = _acts(d.on, _of_cases(t.decisions))
    grown_up = _acts(c.decided_on, _of_cases(t.consents)).where(c.id.in_(own))
    return (
        SettledKind(
            Kind.DORMANT_OVER,
            decided.where(d.kind == DecisionKind.RESUME),
            lambda _row: Explanation("settled_rest"),
        ),
        SettledKind(
            Kind.BENEFITS_ENDED,
            decided.where(d.kind == DecisionKind.GO_ON),
            lambda _row: Explanation("settled_go_on"),
        ),
        SettledKind(Kind.OWN_EIGHTEEN, grown_up, lambda _row: Explanation("settled_own_consent")),
    )


def _opener(connection: Connection, today: date) -> MayTell:
    """Return what says whether words may be told, asking for each need only once."""
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
