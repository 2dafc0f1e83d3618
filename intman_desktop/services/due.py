"""What is due, kind by kind, each from one query over all cases: nothing here reads a case whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, and_, exists, func, or_, select, true

from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.rules import period as clock
from intman_desktop.rules.ages import FULL_AGE, member_full_age_on
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.goals import AGREED_STATES, RUNNING_STATES
from intman_desktop.rules.talks import plan_due
from intman_desktop.values.case_file import Client, HouseholdMember
from intman_desktop.values.codes import CaseState, ConsentDecision, YesNoUnknown
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.office import Office
from intman_desktop.values.work_views import DeadlineAct as Act
from intman_desktop.values.work_views import DeadlineKind as Kind
from intman_desktop.values.work_views import Place

AHEAD = timedelta(days=30)
"""How far ahead reviews, steps and the like are listed."""
FAR_AHEAD = timedelta(days=90)
"""How far ahead a coming of age is announced (P4)."""


UNEVEN = timedelta(days=3)
"""By how many days months added and months taken away can miss each other (C4)."""
WITHOUT_CONTACT = ("no_show", "third_party")
"""Forms of talk in which the person was not met (L9)."""
_UNEVEN = 3
"""By how many days adding months to a day can miss the day that subtracting them came from (Rule C4)."""


@dataclass(frozen=True)
class Due:
    """One thing that is due on ``on``; ``row_id`` names the row meant, 0 for the case itself."""

    kind: Kind
    on: date
    case_id: int
    matter: Explanation
    act: Act
    place: Place
    row_id: int = 0


@dataclass(frozen=True)
class Asked:
    """What is asked for: the day, the office's settings, and one case or (None) all of them."""

    today: date
    office: Office
    case_id: int | None = None

    def among(self, *states: CaseState) -> ColumnElement[bool]:
        """Return the condition on cases: in one of ``states``, not on hold, the one asked for (Rule L2)."""
        return and_(
            t.cases.c.state.in_(states),
            t.cases.c.hold_since.is_(None),
            t.cases.c.id == self.case_id if self.case_id else true(),
        )


def all_due(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield everything that is due in the cases asked for, in no order."""
    for kind in (
        plans_missing,
        periods,
        reviews,
        goals_missing,
        next_steps,
        agreements_unsigned,
        plans_unsigned,
        coming_of_age,
        without_contact,
        dormant_too_long,
        deletions,
        holds,
        consents_running_out,
    ):
        yield from kind(connection, asked)


def plans_missing(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the adults with a second counting talk and no plan, by the date of that talk (Rule P3).

    As ``rules.talks.plan_needed``: talks held elsewhere count as the first.
    """
    begun = exists().where(t.plans.c.case_id == t.cases.c.id, t.plans.c.begun_on.is_not(None))
    elsewhere = exists().where(t.earlier_counselling.c.case_id == t.cases.c.id)
    before = or_(elsewhere, t.cases.c.counselled_before == YesNoUnknown.YES).label("before")
    query = select(before, t.clients).join(t.cases).where(asked.among(CaseState.ACTIVE), ~begun)
    people = connection.execute(query).mappings().all()
    days = _counting_days(connection, [row["case_id"] for row in people])
    for row in people:
        held, client = days[row["case_id"]], from_row(Client, t.clients, row)
        second = plan_due(held, client, asked.today, elsewhere=row["before"])
        if second is not None:
            matter = Explanation("due_plan_missing", {"talks": len(held), "second": second})
            yield Due(Kind.PLAN_MISSING, second, row["case_id"], matter, Act.BEGIN_PLAN, Place.PLAN)


def periods(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the periods that end within the office's warning days or are over (Rules C9, L9)."""
    extended = (
        select(func.max(t.extensions.c.until, type_=Date))
        .where(t.extensions.c.case_id == t.cases.c.id)
        .scalar_subquery()
    )
    soon = asked.today + timedelta(days=max(asked.office.warning_days, default=0))
    # Whoever began later than this cannot end soon, with or without an extension.
    early = t.cases.c.period_start <= add_months(soon, -clock.REGULAR_MONTHS) + UNEVEN
    query = select(t.cases.c.id, t.cases.c.period_start, extended).where(
        asked.among(CaseState.ACTIVE, CaseState.DORMANT), early
    )
    for case_id, start, until in connection.execute(query):
        running = clock.period_of(start, () if until is None else (until,))
        warning = clock.warning_due(running, asked.today, asked.office.warning_days)
        if warning is None:
            continue
        over = running.days_left(asked.today) < 0
        yield Due(
            Kind.PERIOD_OVER if over else Kind.PERIOD_ENDING,
            running.last_day,
            case_id,
            Explanation("due_period_over", {"last_day": running.last_day}) if over else warning,
            Act.EXTEND_REST_OR_END if over or running.exhausted else Act.DECIDE_EXTENSION,
            Place.PERIOD,
        )


def reviews(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the goals whose review is due, one by one (Rule Z2)."""
    query = (
        select(t.cases.c.id, t.goals.c.id, t.goals.c.wording, t.goals.c.next_review)
        .select_from(_with_plan().join(t.goals, t.goals.c.plan_id == t.plans.c.id))
        .where(
            asked.among(CaseState.ACTIVE),
            t.goals.c.state.in_(RUNNING_STATES),
            t.goals.c.next_review <= asked.today + AHEAD,
            _plan_is_open(),
        )
    )
    for case_id, goal_id, wording, on in connection.execute(query):
        matter = Explanation("due_goal_review", {"goal": wording})
        yield Due(Kind.GOAL_REVIEW, on, case_id, matter, Act.REVIEW_GOALS, Place.REVIEW, goal_id)


def goals_missing(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the plans with "noch kein Ziel, weil …, bis" and still no agreed goal (Rule I8)."""
    ever = or_(t.goals.c.agreed_on.is_not(None), t.goals.c.state.in_(AGREED_STATES))
    agreed = exists().where(t.goals.c.plan_id == t.plans.c.id, ever)
    query = (
        select(t.cases.c.id, t.plans.c.no_goal_until)
        .select_from(_with_plan())
        .where(
            asked.among(CaseState.ACTIVE),
            t.plans.c.no_goal_until <= asked.today + AHEAD,
            _plan_is_open(),
            ~agreed,
        )
    )
    for case_id, on in connection.execute(query):
        yield Due(Kind.NO_GOAL, on, case_id, Explanation("due_no_goal"), Act.AGREE_GOAL, Place.PLAN)


def next_steps(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the next steps that were dated in a talk and are not done."""
    query = (
        select(t.cases.c.id, t.participants.c.id, t.participants.c.next_step, t.participants.c.next_step_due)
        .join(t.participants, t.participants.c.case_id == t.cases.c.id)
        .where(
            asked.among(CaseState.ACTIVE, CaseState.DORMANT),
            t.participants.c.next_step_due <= asked.today + AHEAD,
            t.participants.c.next_step_done_on.is_(None),
        )
    )
    for case_id, participant_id, step, on in connection.execute(query):
        matter = Explanation("due_next_step", {"step": step})
        yield Due(Kind.NEXT_STEP, on, case_id, matter, Act.SETTLE_STEP, Place.TALKS, participant_id)


def agreements_unsigned(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the cases whose agreement lacks a signature (Rule B1).

    Agreed orally, it is due with the next talk in person, at the latest after 30 days; otherwise
    since the case was opened.
    """
    a = t.agreements.c
    missing = or_(a.id.is_(None), a.client_signed_on.is_(None), a.worker_signed_on.is_(None))
    query = (
        select(t.cases.c.id, t.cases.c.opened_on, a.oral_on)
        .select_from(t.cases.outerjoin(t.agreements, a.case_id == t.cases.c.id))
        .where(asked.among(CaseState.ACTIVE), missing)
    )
    for case_id, opened_on, oral_on in connection.execute(query):
        code = "due_signature_after_oral" if oral_on else "due_signature"
        matter = Explanation(code, {"oral_on": oral_on} if oral_on else {})
        on = oral_on + AHEAD if oral_on else opened_on
        yield Due(Kind.SIGNATURE, on, case_id, matter, Act.ENTER_SIGNATURE, Place.AGREEMENT)


def plans_unsigned(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the plans that were handed out and not yet signed by both (Rule Z5)."""
    issued = (
        select(func.max(t.plan_versions.c.issued_on, type_=Date))
        .where(t.plan_versions.c.plan_id == t.plans.c.id)
        .scalar_subquery()
    )
    unsigned = or_(t.plans.c.client_signed_on.is_(None), t.plans.c.worker_signed_on.is_(None))
    query = (
        select(t.cases.c.id, issued)
        .select_from(_with_plan())
        .where(asked.among(CaseState.ACTIVE), unsigned, issued.is_not(None), _plan_is_open())
    )
    for case_id, on in connection.execute(query):
        matter = Explanation("due_plan_signature", {"issued_on": on})
        yield Due(Kind.SIGNATURE, on, case_id, matter, Act.ENTER_SIGNATURE, Place.PLAN)


def coming_of_age(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the members of a household who turn 18 soon or have, and have no case yet (Rule P4).

    Where only a year is known it is 1 January, and the sentence asks for the date.
    """
    members = t.household_members
    query = (
        select(members)
        .join(t.cases, t.cases.c.id == members.c.case_id)
        .where(
            asked.among(CaseState.ACTIVE, CaseState.DORMANT),
            members.c.adult.is_(False),
            members.c.linked_case == "",
            members.c.birth_year <= (asked.today + FAR_AHEAD).year - FULL_AGE,
        )
    )
    for row in connection.execute(query).mappings():
        on = member_full_age_on(from_row(HouseholdMember, members, row))
        if on is not None and on <= asked.today + FAR_AHEAD:
            code = "due_eighteen" if row["birth_month"] else "due_eighteen_year_only"
            matter = Explanation(code, {"year": on.year, "month": f"{on.month:02d}"})
            yield Due(
                Kind.TURNS_EIGHTEEN, on, row["case_id"], matter, Act.PREPARE_ADULT, Place.HOUSEHOLD, row["id"]
            )


def without_contact(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the active cases without contact of any form for longer than the office's setting (Rule L9)."""
    months = asked.office.no_contact_months
    met = (
        t.participants.c.case_id == t.cases.c.id,
        t.participants.c.talk_id == t.talks.c.id,
        t.talks.c.form.not_in(WITHOUT_CONTACT),
    )
    last = select(func.max(t.talks.c.on, type_=Date)).where(*met).scalar_subquery()
    # Most cases are out of the question at their first recent talk; a few days more, since months differ.
    recently = exists().where(*met, t.talks.c.on > add_months(asked.today, -months) + timedelta(days=_UNEVEN))
    query = (
        select(t.cases.c.id, t.cases.c.opened_on, last, t.needs_assessments.c.held_on)
        .select_from(t.cases.outerjoin(t.needs_assessments))
        .where(asked.among(CaseState.ACTIVE), ~recently)
    )
    for case_id, opened_on, talked, assessed in connection.execute(query):
        on = max((day for day in (talked, assessed) if day is not None), default=opened_on)
        due = add_months(on, months)
        if due <= asked.today:
            matter = Explanation("due_no_contact", {"last": on, "months": months})
            yield Due(Kind.NO_CONTACT, due, case_id, matter, Act.EXTEND_REST_OR_END, Place.ENDING)


def dormant_too_long(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the resting cases whose time is up, by the decision or the office's longest span (Rule C6)."""
    decided = (
        select(t.decisions.c.case_id, func.max(t.decisions.c.id).label("id"))
        .where(t.decisions.c.kind == "rest")
        .group_by(t.decisions.c.case_id)
        .subquery()
    )
    query = (
        select(t.cases.c.id, t.decisions.c.on, t.decisions.c.until)
        .join(decided, decided.c.case_id == t.cases.c.id)
        .join(t.decisions, t.decisions.c.id == decided.c.id)
        .where(asked.among(CaseState.DORMANT))
    )
    for case_id, on, until in connection.execute(query):
        due = until or add_months(on, asked.office.dormant_max_months)
        if due <= asked.today + AHEAD:
            matter = Explanation("due_dormant", {"until": due})
            yield Due(Kind.DORMANT_OVER, due, case_id, matter, Act.RESUME_OR_END, Place.ENDING)


def deletions(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the ended cases that wait for their deletion (Rule L2)."""
    query = select(t.cases.c.id, t.cases.c.deletion_due).where(
        asked.among(CaseState.ENDED), t.cases.c.deletion_due.is_not(None)
    )
    for case_id, on in connection.execute(query):
        yield Due(Kind.DELETION_DUE, on, case_id, Explanation("due_deletion"), Act.ERASE, Place.ERASURE)


def holds(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the holds to look at again; the case itself stays hidden (Rule L2)."""
    query = select(t.cases.c.id, t.cases.c.hold_review_on).where(
        t.cases.c.hold_since.is_not(None),
        t.cases.c.hold_review_on <= asked.today + AHEAD,
        t.cases.c.id == asked.case_id if asked.case_id else true(),
    )
    for case_id, on in connection.execute(query):
        yield Due(Kind.HOLD_REVIEW, on, case_id, Explanation("due_hold"), Act.REVIEW_HOLD, Place.ERASURE)


def consents_running_out(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the consents that were given until a day which is near (Rule E1)."""
    c = t.consents.c
    query = (
        select(t.cases.c.id, c.id, c.scope, c.kind, c.valid_until)
        .join(t.consents, c.case_id == t.cases.c.id)
        .where(
            asked.among(CaseState.ACTIVE, CaseState.DORMANT),
            c.decision == ConsentDecision.GIVEN,
            c.withdrawn_on.is_(None),
            c.valid_until <= asked.today + AHEAD,
        )
    )
    for case_id, consent_id, scope, kind, on in connection.execute(query):
        matter = Explanation("due_consent", {"scope": kind or scope})
        yield Due(Kind.CONSENT_EXPIRES, on, case_id, matter, Act.RENEW_CONSENT, Place.CONSENTS, consent_id)


def _counting_days(connection: Connection, case_ids: Collection[int]) -> dict[int, list[date]]:
    """Return the days of the counting talks of these cases in order, as ``rules.period.counting_days``."""
    days: dict[int, list[date]] = {case_id: [] for case_id in case_ids}
    held = (
        select(t.participants.c.case_id, t.talks.c.on)
        .join(t.talks, t.talks.c.id == t.participants.c.talk_id)
        .where(t.participants.c.counts, t.participants.c.case_id.in_(case_ids))
    )
    for case_id, on in connection.execute(held):
        days[case_id].append(on)
    assessed = select(t.needs_assessments.c.case_id, t.needs_assessments.c.held_on).where(
        t.needs_assessments.c.is_first_talk, t.needs_assessments.c.case_id.in_(case_ids)
    )
    for case_id, on in connection.execute(assessed):
        if on not in days[case_id]:
            days[case_id].append(on)
    return {case_id: sorted(found) for case_id, found in days.items()}


def _with_plan() -> Any:
    return t.cases.join(t.plans, t.plans.c.case_id == t.cases.c.id)


def _plan_is_open() -> ColumnElement[bool]:
    return exists().where(t.plan_spans.c.plan_id == t.plans.c.id, t.plan_spans.c.closed_on.is_(None))
