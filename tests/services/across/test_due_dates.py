"""Each stored date that asks for an act stands in the list exactly once, and nothing else does."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, delete

from intman_desktop.models import tables as t
from intman_desktop.rules.ages import member_full_age_on
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.goals import RUNNING_STATES
from intman_desktop.rules.period import period_of
from intman_desktop.services.across import overview
from intman_desktop.services.across.due.table import KINDS, RANK
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.words.due import kind_word
from intman_desktop.services.papers.disclosure_papers import withdrawal_notice
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    Actor,
    BirthPrecision,
    CaseState,
    ConsentScope,
    DisclosureGround,
    GoalState,
)
from intman_desktop.values.deadline_views import DeadlineGroup
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from tests import builders as a
from tests.opened import TODAY, on_day, put_in
from tests.rules import bgb

HAPPENED = "it says when something was done, and asks for nothing"
KNOWN = "a fact of the person's life; its validity is what runs out"

DATES: dict[str, Kind | str] = {
    "cases.opened_on": HAPPENED,
    "cases.from_list_on": HAPPENED,
    "cases.period_start": Kind.PERIOD_ENDING,
    "cases.ended_on": HAPPENED,
    "cases.deletion_due": Kind.DELETION_DUE,
    "cases.hold_since": HAPPENED,
    "cases.hold_review_on": Kind.HOLD_REVIEW,
    "earlier_counselling.since": HAPPENED,
    "earlier_counselling.until": HAPPENED,
    "clients.birth_date": Kind.OWN_EIGHTEEN,
    "answers.valid_from": KNOWN,
    "answers.valid_to": Kind.VALIDITY_ENDS,
    "notices_given.handed_out_on": HAPPENED,
    "notices_given.explained_on": HAPPENED,
    "consents.decided_on": HAPPENED,
    "consents.valid_until": Kind.CONSENT_EXPIRES,
    "consents.withdrawn_on": Kind.RECIPIENT_UNTOLD,
    "consents.withdrawal_known_from": HAPPENED,
    "consents.end_known_from": HAPPENED,
    "consents.held_from": HAPPENED,
    "consents.undertaking_on": HAPPENED,
    "consents.emptied_on": HAPPENED,
    "agreements.client_signed_on": HAPPENED,
    "agreements.worker_signed_on": HAPPENED,
    "agreements.oral_on": Kind.SIGNATURE,
    "needs_assessments.held_on": HAPPENED,
    "needs_assessments.handover_on": HAPPENED,
    "plans.begun_on": HAPPENED,
    "plans.no_goal_until": Kind.NO_GOAL,
    "plans.client_signed_on": HAPPENED,
    "plans.worker_signed_on": HAPPENED,
    "plans.agreed_anew_on": HAPPENED,
    "plan_spans.opened_on": HAPPENED,
    "plan_spans.closed_on": HAPPENED,
    "light_changes.on": HAPPENED,
    "plan_versions.issued_on": Kind.PLAN_SIGNATURE,
    "goals.until": Kind.GOAL_UNTIL,
    "goals.agreed_on": HAPPENED,
    "goals.next_review": Kind.GOAL_REVIEW,
    "measures.until": Kind.MEASURE,
    "measures.done_on": HAPPENED,
    "goal_changes.on": HAPPENED,
    "extensions.until": Kind.PERIOD_ENDING,
    "extensions.decided_on": HAPPENED,
    "extensions.evidence_seen_on": HAPPENED,
    "decisions.on": HAPPENED,
    "decisions.until": Kind.DORMANT_OVER,
    "decisions.told_on": HAPPENED,
    "talks.on": HAPPENED,
    "participants.next_step_due": Kind.NEXT_STEP,
    "participants.next_step_done_on": HAPPENED,
    "referrals.outcome_on": HAPPENED,
    "brief_contacts.on": HAPPENED,
    "erasures.erased_on": HAPPENED,
    "double_decisions.decided_on": HAPPENED,
    "scans.added_on": HAPPENED,
    "disclosures.on": HAPPENED,
    "disclosures.told_on": HAPPENED,
    "requests.received_on": Kind.REQUEST,
    "requests.extension_told_on": Kind.REQUEST,
    "requests.answered_on": HAPPENED,
    "corrections.on": HAPPENED,
    "corrections.talk_on": HAPPENED,
    "paper_texts.saved_on": HAPPENED,
    "text_checks.checked_on": HAPPENED,
}
"""Every date that is stored: the kind of deadline it is, or why it is none."""

DAYS = st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=800))
AHEAD = st.dates(TODAY + timedelta(days=1), TODAY + timedelta(days=800))
MAYBE = st.none() | DAYS
ADULT = date(1991, 4, 5)
RECENT, LONG_AGO = TODAY - timedelta(days=7), TODAY - timedelta(days=250)


def test_every_stored_date_is_a_deadline_or_has_a_reason_not_to_be() -> None:
    columns = [column for table in t.metadata.sorted_tables for column in table.c]
    stored = {f"{each.table.name}.{each.name}" for each in columns if isinstance(each.type, Date)}
    assert stored == set(DATES)


def test_every_kind_stands_in_the_table_once_with_a_word_of_its_own() -> None:
    assert sorted(each.kind for each in KINDS) == sorted(Kind)
    assert len({kind_word(kind) for kind in Kind}) == len(Kind) == len(RANK)


@st.composite
def goals(draw: st.DrawFn) -> v.Goal:
    state = draw(st.sampled_from((GoalState.AGREED, GoalState.REACHED, GoalState.PROPOSED)))
    agreed = None if state is GoalState.PROPOSED else a.OPENED_ON
    taken = st.builds(
        v.Measure,
        st.just("Nachfragen"),
        st.sampled_from((Actor.WORKER, Actor.WORKER, Actor.CLIENT, Actor.THIRD_PARTY)),
        until=MAYBE,
        done_on=st.sampled_from((None, None, TODAY)),
    )
    measures = tuple(draw(st.lists(taken, max_size=2)))
    review = draw(MAYBE)
    until = draw(MAYBE | st.just(review))
    return a.a_goal(
        state=state, until=until, next_review=review, agreed_on=agreed, measures=measures, history=()
    )


@st.composite
def withdrawn_consents(draw: st.DrawFn, first: int) -> tuple[tuple[v.Consent, ...], tuple[v.Disclosure, ...]]:
    """Draw withdrawn consents, ``first`` the position of the first, with what was passed on by them."""
    consents: list[v.Consent] = []
    acts: list[v.Disclosure] = []
    days = st.dates(a.OPENED_ON, TODAY)
    for name, (day, passed_on, told) in draw(
        st.dictionaries(st.sampled_from("DE"), st.tuples(days, st.booleans(), st.booleans()), max_size=2)
    ).items():
        acts += [a.a_disclosure(recipient=name, consent=first + len(consents))] if passed_on else []
        acts += [withdrawal_notice(name, day, TODAY, ())[0]] if passed_on and told else []
        consents.append(a.a_passing_on(name, withdrawn_on=day))
    return tuple(consents), tuple(acts)


@st.composite
def case_files(draw: st.DrawFn) -> tuple[v.CaseFile, v.Talk]:
    """Draw a case that has a plan and a recent talk, with any of its days set."""
    state = draw(st.sampled_from((*[CaseState.ACTIVE] * 3, CaseState.DORMANT, CaseState.ENDED)))
    held = draw(st.booleans()) and draw(st.booleans())
    case = a.a_case(
        state=state,
        period_start=draw(st.dates(date(2023, 1, 1), TODAY)),
        ended_on=a.OPENED_ON if state is CaseState.ENDED else None,
        deletion_due=draw(MAYBE) if state is CaseState.ENDED else None,
        hold_since=a.OPENED_ON if held else None,
        hold_review_on=draw(MAYBE) if held else None,
    )
    signed = draw(st.sampled_from(((None, None), (TODAY, None), (None, TODAY), (TODAY, TODAY))))
    issued = draw(st.lists(st.dates(a.OPENED_ON, TODAY), max_size=2))
    plan = a.a_plan(
        goals=tuple(draw(st.lists(goals(), max_size=3))),
        no_goal_reason=draw(st.sampled_from(("Erst das Ankommen", ""))),
        no_goal_until=draw(MAYBE),
        client_signed_on=signed[0],
        worker_signed_on=signed[1],
        versions=tuple(v.PlanVersion(number, on, "de", "{}", "x") for number, on in enumerate(issued, 1)),
    )
    has_plan = draw(st.booleans()) or draw(st.booleans())
    young = has_plan and draw(st.booleans())
    born = draw(st.dates(date(2007, 6, 1), date(2010, 6, 1)) | st.just(date(2008, 2, 29))) if young else ADULT
    passing = [
        a.a_consent(ConsentScope.PASSING_ON, recipient=name, purpose="Kurs", valid_until=day)
        for name, day in draw(st.dictionaries(st.sampled_from("ABC"), MAYBE, max_size=3)).items()
    ]
    answers = [
        v.Answer(field, "x", valid_to=day)
        for field, days in draw(
            st.dictionaries(
                st.sampled_from(("residence_status", "work_permission", "benefits")),
                st.lists(MAYBE, max_size=3, unique=True),
            )
        ).items()
        for day in days
    ]
    births = draw(st.lists(st.tuples(st.integers(2006, 2012), st.none() | st.integers(1, 12)), max_size=3))
    requests = [
        a.a_request(
            received_on=received,
            extension_told_on=received if longer else None,
            answered_on=TODAY if answered else None,
        )
        for received, longer, answered in draw(
            st.lists(
                st.tuples(st.dates(TODAY - timedelta(days=400), TODAY), st.booleans(), st.booleans()),
                max_size=3,
            )
        )
    ]
    ended, passed_on = draw(withdrawn_consents(1 + len(passing)))
    oral = draw(st.none() | st.dates(a.OPENED_ON, TODAY))
    until = draw(st.none() | AHEAD)
    file = a.a_case_file(
        case=case,
        plan=plan if has_plan else None,
        client=a.a_client(birth_date=born, birth_precision=BirthPrecision.DAY, birth_uncertain=False),
        consents=(a.a_consent(), *passing, *ended),
        disclosures=passed_on,
        answers=tuple(answers),
        household=tuple(v.HouseholdMember("child", False, *born) for born in births),
        agreement=a.an_agreement(client_signed_on=None if oral else a.OPENED_ON, oral_on=oral),
        requests=tuple(requests),
        extensions=(v.Extension(until, a.OPENED_ON, "other"),) if until else (),
        decisions=(v.Decision("rest", a.OPENED_ON, "Reise", draw(MAYBE)),)
        if state is CaseState.DORMANT
        else (),
    )
    due, done = draw(MAYBE), draw(st.none() | st.just(TODAY))
    part = v.Participant(case.key, next_step="Anrufen", next_step_due=due, next_step_done_on=done)
    return file, a.a_talk(on=draw(st.sampled_from((RECENT, LONG_AGO))), participants=(part,))


def expected(file: v.CaseFile, talk: v.Talk) -> list[tuple[Kind, date]]:
    """Return what the days of a case ask for, told once more from the values themselves."""
    case, plan = file.case, file.plan
    assert case.period_start is not None
    found: list[tuple[Kind, date | None]] = [
        (Kind.REQUEST, add_months(each.received_on, 3 if each.extension_told_on else 1))
        for each in file.requests
        if each.answered_on is None
    ]
    told = {each.recipient for each in file.disclosures if each.ground is DisclosureGround.STATUTORY_DUTY}
    found += [
        (Kind.RECIPIENT_UNTOLD, each.withdrawn_on)
        for each in file.consents
        if each.withdrawn_on is not None
        and each.recipient in {act.recipient for act in file.disclosures} - told
    ]
    if case.hold_since is not None:
        found.append((Kind.HOLD_REVIEW, case.hold_review_on))
        return [(kind, on) for kind, on in found if on is not None]
    if case.state is CaseState.ENDED:
        found.append((Kind.DELETION_DUE, case.deletion_due))
        return [(kind, on) for kind, on in found if on is not None]
    last = period_of(case.period_start, [each.until for each in file.extensions]).last_day
    found.append((Kind.PERIOD_OVER if last < TODAY else Kind.PERIOD_ENDING, last))
    (part,) = talk.participants
    found += [(Kind.NEXT_STEP, part.next_step_due)] if part.next_step_done_on is None else []
    found += [(Kind.CONSENT_EXPIRES, each.valid_until) for each in file.consents]
    for field in {each.field for each in file.answers}:
        ends = [each.valid_to for each in file.answers if each.field == field]
        known = [end for end in ends if end is not None]
        found += [(Kind.VALIDITY_ENDS, max(known))] if len(known) == len(ends) else []
    found += [(Kind.TURNS_EIGHTEEN, member_full_age_on(each)) for each in file.household]
    born = file.client.birth_date
    assert born is not None
    adult_on = date(*bgb.first_day_of_full_age((born.year, born.month, born.day)))
    found += [(Kind.OWN_EIGHTEEN, adult_on)] if adult_on > case.opened_on else []
    found += [(Kind.PLAN_MISSING, talk.on)] if plan is None else []
    found += [(Kind.NO_GOAL, plan.begun_on)] if plan and not _has_goal(plan) and not _says_why(plan) else []
    found += [] if plan is None else _promised(plan)
    if case.state is CaseState.DORMANT:
        (rest,) = file.decisions
        found.append((Kind.DORMANT_OVER, rest.until or add_months(rest.on, 6)))
    else:
        found += [] if plan is None else _of_the_plan(plan)
        found += [(Kind.NO_CONTACT, add_months(talk.on, 6))] if talk.on == LONG_AGO else []
        oral = file.agreement.oral_on if file.agreement else None
        met = [talk.on] if oral and talk.on > oral else []
        found += [(Kind.SIGNATURE, min([oral + timedelta(days=30), *met]))] if oral else []
    return [(kind, on) for kind, on in found if on is not None]


def _promised(plan: v.Plan) -> list[tuple[Kind, date | None]]:
    """Return what the worker took on herself, which resting changes nothing of (Z3)."""
    return [
        (Kind.MEASURE, measure.until)
        for each in plan.goals
        if each.state in RUNNING_STATES
        for measure in each.measures
        if measure.who is Actor.WORKER and measure.done_on is None
    ]


def _has_goal(plan: v.Plan) -> bool:
    return any(each.agreed_on for each in plan.goals)


def _says_why(plan: v.Plan) -> bool:
    """Return whether the sentence stands; without it and without a goal the plan does not count (I8, K4)."""
    return bool(plan.no_goal_reason) and plan.no_goal_until is not None


def _of_the_plan(plan: v.Plan) -> list[tuple[Kind, date | None]]:
    running = [each for each in plan.goals if each.state in RUNNING_STATES]
    found: list[tuple[Kind, date | None]] = [(Kind.GOAL_REVIEW, each.next_review) for each in running]
    found += [(Kind.GOAL_UNTIL, each.until) for each in running if each.until != each.next_review]
    found += [(Kind.NO_GOAL, plan.no_goal_until)] if _says_why(plan) and not _has_goal(plan) else []
    since = max(a.OPENED_ON, *(span.opened_on for span in plan.spans))
    if _has_goal(plan) and not running:
        until = plan.no_goal_until if _says_why(plan) else None
        found.append((Kind.NO_GOAL, until if until and until >= since else add_months(since, 3)))
    signed = plan.client_signed_on is not None and plan.worker_signed_on is not None
    issued = [each.issued_on for each in plan.versions]
    agreed = [each.agreed_on for each in running if each.agreed_on is not None]
    if not issued and agreed and not signed:
        found.append((Kind.PLAN_SIGNATURE, min(agreed) + timedelta(days=30)))
    return found + ([(Kind.PLAN_SIGNATURE, max(issued))] if issued and not signed else [])


@pytest.mark.unmeasured
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    store=st.lists(case_files(), min_size=1, max_size=4),
    ahead=st.none() | st.sampled_from((30, 90, 365)),
    worked=st.booleans(),
)
def test_each_stored_date_that_is_a_deadline_is_listed_exactly_once(
    desk: Desk, store: list[tuple[v.CaseFile, v.Talk]], ahead: int | None, worked: bool
) -> None:
    """Also: the overview shows the first lines of that list, and its counts and the navigation's agree."""
    with desk.vault.transaction() as connection:
        for table in (t.talks, t.cases):
            connection.execute(delete(table))
    last_year = [a.a_talk(on=date(2025, 6, 3), participants=())] if worked else []
    ids = put_in(desk, [file for file, _ in store], [*(talk for _, talk in store), *last_year])
    wanted = Counter(
        (ids[file.case.key], kind, on)
        for file, talk in store
        for kind, on in expected(file, talk)
        if ahead is None or on <= TODAY + timedelta(days=_reach(kind, ahead))
    )
    wanted += Counter([(0, Kind.KEY_FIGURES, date(2026, 3, 31))] if worked else [])
    rows = overview.deadlines(desk, ahead)
    assert Counter((row.case_id, row.kind, row.due) for row in rows) == wanted
    each = [row for case_id in ids.values() for row in overview.deadlines_of(desk, case_id)]
    assert all(row in each for row in rows if row.case_id)
    assert ahead is not None or len(rows) == len(each) + worked
    listed = overview.deadlines(desk)
    pressing = [row for row in listed if row.group in (DeadlineGroup.OVERDUE, DeadlineGroup.TODAY)]
    assert overview.place_counts(on_day(desk, TODAY)).deadlines_due == len(pressing)
    for most in (0, 1, 2):
        first = overview.first_deadlines(desk, dict.fromkeys(DeadlineGroup, most))
        groups = {group: [row for row in listed if row.group is group] for group in DeadlineGroup}
        assert first.rows == tuple(row for found in groups.values() for row in found[:most])
        assert first.counts == {group: len(found) for group, found in groups.items() if found}
        assert overview.place_counts(desk).deadlines_due == len(pressing)


def _reach(kind: Kind, ahead: int) -> int:
    """Return how many days ahead a kind is told at the least: the clock, who turns 18; some always."""
    always = 100_000
    least = {
        Kind.PERIOD_ENDING: 180,
        Kind.TURNS_EIGHTEEN: 90,
        Kind.OWN_EIGHTEEN: 90,
        Kind.DELETION_DUE: always,
        Kind.PART_DELETION_DUE: always,
        Kind.REQUEST: always,
    }
    return max(ahead, least.get(kind, 0))
