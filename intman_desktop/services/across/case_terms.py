"""What the list of cases shows, sorts and filters by beyond plain columns, as terms for the store.

Days are given as values or as parameters of a statement that is kept.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)

from intman_desktop.models import tables as t
from intman_desktop.rules.goals import RUNNING_STATES
from intman_desktop.rules.period import LONGEST_MONTHS, REGULAR_MONTHS
from intman_desktop.services.gate.consent_terms import other_sheet, outdated_notice, outdated_text, standing
from intman_desktop.values.codes import CaseState


def joined() -> FromClause:
    """Return the cases with their clients and, where there is one, their plan."""
    return t.cases.join(t.clients, t.clients.c.case_id == t.cases.c.id).outerjoin(
        t.plans, t.plans.c.case_id == t.cases.c.id
    )


def shown() -> ColumnElement[bool]:
    """A case that is not on hold (Rule L2)."""
    return t.cases.c.hold_since.is_(None)


def last_day() -> ColumnElement[Any]:
    """The last day as ``rules.period`` counts it: the latest extension, if it helps, within 48 months."""
    regular, longest = (_months_after_start(months) for months in (REGULAR_MONTHS, LONGEST_MONTHS))
    latest = func.coalesce(latest_extension(), regular)
    return func.max(regular, func.min(latest, longest), type_=Date)


def latest_extension() -> ColumnElement[Any]:
    """The latest day that an extension goes to, as it was recorded."""
    latest = select(func.max(t.extensions.c.until, type_=Date))
    return latest.where(t.extensions.c.case_id == t.cases.c.id).scalar_subquery()


def ends_by(day: Any, begun: Any) -> ColumnElement[bool]:
    """A period that ends on ``day`` or before; one that began after ``begun`` cannot.

    Reckoning in the store is slow: most cases began too late to be reckoned at all.
    """
    return and_(t.cases.c.period_start <= begun, last_day() <= day)


def open_plan() -> ColumnElement[bool]:
    """A plan that is not closed."""
    spans = t.plan_spans.c
    return exists().where(spans.plan_id == t.plans.c.id, spans.closed_on.is_(None))


def next_review() -> ColumnElement[Any]:
    """The earliest review of a running goal, where the case is active and its plan open."""
    earliest = select(func.min(t.goals.c.next_review, type_=Date)).where(_running_goal()).scalar_subquery()
    return case((and_(t.cases.c.state == CaseState.ACTIVE, open_plan()), earliest), else_=None)


def review_due(today: Any) -> ColumnElement[bool]:
    """An active case with an open plan and a running goal whose review is due; one that rests is not."""
    return and_(
        t.cases.c.state == CaseState.ACTIVE,
        open_plan(),
        exists().where(_running_goal(), t.goals.c.next_review <= today),
    )


def last_talk() -> ColumnElement[Any]:
    """The day of the last talk that counts."""
    held = t.participants.join(t.talks, t.talks.c.id == t.participants.c.talk_id)
    own = and_(t.participants.c.case_id == t.cases.c.id, t.participants.c.counts)
    return select(func.max(t.talks.c.on, type_=Date)).select_from(held).where(own).scalar_subquery()


def consent_to_renew(today: Any) -> ColumnElement[bool]:
    """A consent that was not given anew: on older texts, on a sheet without it, or run out (E6, E2, E1)."""
    # In one look at the consents of a case: which of them stands is what takes the time.
    return _standing_one(or_(t.consents.c.valid_until < today, other_sheet(), _on_older_texts()))


def is_to_renew(connection: Connection, case_id: int, today: date) -> bool:
    """Return whether a consent of the case has to be given anew (Rules E6, E2, E1)."""
    return connection.scalar(_to_renew(), {"case": case_id, "today": today}) is not None


@cache
def _to_renew() -> Select[Any]:
    """Return the query for the bound case, if a consent of it has to be renewed; put together once."""
    asked: Any = bindparam("case")
    return select(t.cases.c.id).where(t.cases.c.id == asked, consent_to_renew(bindparam("today")))


def text_to_renew() -> ColumnElement[bool]:
    """A consent that stands, but on older texts than today's (Rule E6)."""
    return _standing_one(_on_older_texts())


def sheet_to_renew() -> ColumnElement[bool]:
    """A consent that stands, but on a sheet that says nothing of it (Rules E1, E2)."""
    return _standing_one(other_sheet())


def _standing_one(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(t.consents.c.case_id == t.cases.c.id, standing(), which)


def _on_older_texts() -> ColumnElement[bool]:
    return or_(outdated_text(), outdated_notice())


def referred_to(service: Any) -> Select[Any]:
    """Return the query for the cases that were referred to the Anlaufstelle with the code ``service``."""
    held = t.participants.join(t.referrals, t.referrals.c.participant_id == t.participants.c.id)
    return select(t.participants.c.case_id).select_from(held).where(t.referrals.c.service == service)


def talked_about(topic: Any, quoted_topic: Any) -> Select[Any]:
    """Return the query for the cases with a talk about ``topic``, which is also given in quotation marks."""
    held = t.participants.join(t.talks, t.talks.c.id == t.participants.c.talk_id)
    further = func.instr(cast(t.talks.c.further_topics, Text), quoted_topic) > 0
    about = or_(t.talks.c.topic == topic, further)
    return select(t.participants.c.case_id).select_from(held).where(about)


def _months_after_start(months: int) -> ColumnElement[Any]:
    # "floor" stays in a month that lacks the day, as C4 wants it
    return func.date(t.cases.c.period_start, f"+{months} months", "floor", type_=Date)


def _running_goal() -> ColumnElement[bool]:
    return and_(t.goals.c.plan_id == t.plans.c.id, t.goals.c.state.in_(RUNNING_STATES))
