"""P1: the seven steps of the case page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.rules.chain import chain
from intman_desktop.rules.plan import BlockLight
from intman_desktop.values.case_file import (
    Agreement,
    Answer,
    Case,
    CaseFile,
    Client,
    Consent,
    Goal,
    GoalChange,
    NeedsAssessment,
    NoticeGiven,
    Participant,
    Plan,
    PlanSpan,
    Talk,
)
from intman_desktop.values.codes import (
    Block,
    CaseState,
    ConsentDecision,
    ConsentScope,
    GoalState,
    Light,
    Sex,
)
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.views import ChainStep, ChainStepView, StepState

TODAY = date(2026, 11, 20)
MONTHS = 3
DAY = date(2026, 1, 12)
BASIC = Consent(ConsentScope.BASIC, ConsentDecision.GIVEN, DAY)
SIGNED = Agreement("S", "E", DAY, date(2026, 1, 14), copy_handed_out=True)
EMPTY = CaseFile(Case("IM-1", DAY), Client("Muster", adult=True))
READY = replace(EMPTY, notices=(NoticeGiven(DAY, DAY),), consents=(BASIC,), agreement=SIGNED)
LIGHTS = tuple(BlockLight(block, Light.COMPLETE) for block in Block)
AGREED = Goal("sprache", "B1", state=GoalState.AGREED, next_review=date(2026, 12, 1))
DONE, BEGUN, OPEN, CLOSED = StepState.DONE, StepState.BEGUN, StepState.OPEN, StepState.CLOSED


def step(
    which: ChainStep, file: CaseFile, lights: tuple[BlockLight, ...] = LIGHTS, today: date = TODAY
) -> ChainStepView:
    return {each.step: each for each in chain(file, lights, today, MONTHS)}[which]


def short(found: ChainStepView) -> tuple[StepState, date | None, list[str]]:
    return found.state, found.on, [fact.code for fact in found.facts]


def test_p1_an_empty_case_waits_step_by_step() -> None:
    found = chain(EMPTY, LIGHTS, TODAY, MONTHS)
    assert [each.step for each in found] == list(ChainStep)
    assert [short(each) for each in found] == [
        (OPEN, None, []),
        (CLOSED, None, ["step_after_notice"]),
        (CLOSED, None, ["step_after_consent"]),
        (CLOSED, None, ["step_after_consent"]),
        (CLOSED, None, ["step_after_consent"]),
        (CLOSED, None, ["step_after_plan"]),
        (OPEN, None, []),
    ]


def test_p1_a_whole_case_is_done_through() -> None:
    reached = replace(AGREED, state=GoalState.REACHED)
    file = replace(
        READY,
        case=replace(READY.case, state=CaseState.ENDED, ended_on=TODAY, ending_reason="ziele"),
        needs_assessment=NeedsAssessment(date(2026, 1, 20)),
        plan=Plan(date(2026, 1, 21), goals=(reached,)),
    )
    assert [each.state for each in chain(file, LIGHTS, TODAY, MONTHS)] == [DONE] * 7
    assert [each.on for each in chain(file, LIGHTS, TODAY, MONTHS)] == [
        DAY,
        DAY,
        date(2026, 1, 14),
        date(2026, 1, 20),
        date(2026, 1, 21),
        None,
        TODAY,
    ]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (READY, (DONE, DAY, [])),
        (replace(READY, notices=()), (DONE, DAY, [])),
        (replace(READY, consents=()), (OPEN, None, ["never_asked"])),
        (
            replace(READY, consents=(BASIC, replace(BASIC, decided_on=date(2026, 6, 1)))),
            (DONE, date(2026, 6, 1), []),
        ),
        (
            replace(READY, consents=(replace(BASIC, decision=ConsentDecision.REFUSED),)),
            (OPEN, None, ["refused"]),
        ),
        (
            replace(READY, notices=(), consents=(replace(BASIC, withdrawn_on=TODAY),)),
            (OPEN, None, ["withdrawn"]),
        ),
        (
            replace(READY, consents=(BASIC, replace(BASIC, decided_on=date(2026, 12, 1)))),
            (DONE, DAY, []),
        ),
    ],
)
def test_p1_consent(file: CaseFile, expected: tuple[StepState, date | None, list[str]]) -> None:
    assert short(step(ChainStep.CONSENT, file)) == expected


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        (None, (OPEN, None, ["agreement_missing"])),
        (SIGNED, (DONE, date(2026, 1, 14), [])),
        (
            replace(SIGNED, copy_handed_out=False),
            (DONE, date(2026, 1, 14), ["agreement_copy_not_handed_out"]),
        ),
        (
            replace(SIGNED, client_signed_on=None, oral_on=DAY),
            (BEGUN, DAY, ["agreement_client_unsigned"]),
        ),
        (replace(SIGNED, client_signed_on=None), (BEGUN, None, ["agreement_client_unsigned"])),
        (replace(SIGNED, worker_signed_on=None), (BEGUN, None, ["agreement_worker_unsigned"])),
        (
            Agreement("S", "E", copy_handed_out=True),
            (OPEN, None, ["agreement_client_unsigned", "agreement_worker_unsigned"]),
        ),
    ],
)
def test_b1_agreement(
    agreement: Agreement | None, expected: tuple[StepState, date | None, list[str]]
) -> None:
    assert short(step(ChainStep.AGREEMENT, replace(READY, agreement=agreement))) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (READY, (OPEN, None, [])),
        (replace(READY, answers=(Answer("work", "x"),)), (BEGUN, None, [])),
        (replace(READY, needs_assessment=NeedsAssessment(DAY)), (DONE, DAY, [])),
        (replace(READY, agreement=None), (CLOSED, None, ["step_after_agreement"])),
        (replace(READY, agreement=Agreement(oral_on=DAY)), (OPEN, None, [])),
        (replace(READY, consents=()), (CLOSED, None, ["step_after_consent"])),
        (replace(READY, agreement=None, needs_assessment=NeedsAssessment(DAY)), (DONE, DAY, [])),
    ],
)
def test_p1_needs(file: CaseFile, expected: tuple[StepState, date | None, list[str]]) -> None:
    assert short(step(ChainStep.NEEDS, file)) == expected


def test_p3_plan_and_what_is_missing() -> None:
    part = (Participant("a"),)
    talks = tuple(Talk(day, "in_person", "work", participants=part) for day in (DAY, TODAY))
    assert short(step(ChainStep.PLAN, READY)) == (OPEN, None, [])
    assert short(step(ChainStep.PLAN, replace(READY, plan=Plan()))) == (OPEN, None, [])
    assert step(ChainStep.PLAN, replace(READY, talks=talks)).facts == (
        Explanation("plan_missing", {"since": TODAY}),
    )
    assert short(step(ChainStep.PLAN, replace(READY, agreement=None)))[2] == ["step_after_agreement"]
    begun = replace(READY, plan=Plan(DAY))
    five = (
        *LIGHTS[:5],
        BlockLight(Block.GOALS, Light.OPEN_WITH_REASON),
        BlockLight(Block.COURSE, Light.BEGUN),
    )
    assert step(ChainStep.PLAN, begun, five) == ChainStepView(
        ChainStep.PLAN, BEGUN, DAY, (Explanation("plan_blocks", {"complete": 5, "all": 7}),)
    )
    assert step(ChainStep.PLAN, begun).state is DONE
    closed = replace(begun, plan=Plan(DAY, spans=(PlanSpan(DAY, DAY, "other"),)), talks=talks)
    found = step(ChainStep.PLAN, closed)
    assert found.facts[1:] == (Explanation("plan_closed", {"since": TODAY}),)
    assert step(ChainStep.PLAN, replace(closed, talks=talks[:1])).facts[1:] == ()


PROPOSED = Goal("sprache", "B1")
UNTIL = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (None, (CLOSED, None, ["step_after_plan"])),
        (Plan(goals=(AGREED,)), (CLOSED, None, ["step_after_plan"])),
        (Plan(DAY), (OPEN, None, ["goal_missing"])),
        (Plan(DAY, goals=(PROPOSED,)), (BEGUN, None, ["goal_not_agreed"])),
        (Plan(DAY, no_goal_reason="krank", no_goal_until=UNTIL), (BEGUN, UNTIL, ["no_goal_until"])),
        (Plan(DAY, goals=(AGREED,)), (BEGUN, date(2026, 12, 1), ["goals_count"])),
        (Plan(DAY, goals=(replace(AGREED, next_review=None),)), (BEGUN, None, ["goals_count"])),
    ],
)
def test_z1_goals(plan: Plan | None, expected: tuple[StepState, date | None, list[str]]) -> None:
    assert short(step(ChainStep.GOALS, replace(READY, plan=plan))) == expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((GoalState.REACHED,), Explanation("goals_count", {"running": 1, "reached": 1, "all": 2})),
        (
            (GoalState.REACHED, GoalState.NOT_REACHED, GoalState.PARTLY_REACHED),
            Explanation("goals_count_others", {"running": 1, "reached": 1, "others": 2, "all": 4}),
        ),
    ],
)
def test_z1_z3_goals_are_counted_and_the_numbers_add_up(
    states: tuple[GoalState, ...], expected: Explanation
) -> None:
    ended = (replace(AGREED, state=state) for state in states)
    plan = Plan(DAY, goals=(AGREED, PROPOSED, *ended))
    assert step(ChainStep.GOALS, replace(READY, plan=plan)).facts == (expected,)


REACHED_ON = date(2026, 8, 21)
REACHED = replace(
    AGREED,
    state=GoalState.REACHED,
    history=(GoalChange(GoalState.AGREED, DAY), GoalChange(GoalState.REACHED, REACHED_ON)),
)
ALL_REACHED = replace(READY, plan=Plan(DAY, spans=(PlanSpan(DAY),), goals=(REACHED,)))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (TODAY, (DONE, None, ["goals_count"])),
        (date(2026, 11, 21), (BEGUN, date(2026, 11, 21), ["goals_count", "goals_closed"])),
    ],
    ids=["not yet asked for", "asked for"],
)
def test_z1_once_a_new_goal_is_asked_for_the_goals_are_not_done(
    today: date, expected: tuple[StepState, date | None, list[str]]
) -> None:
    """The step said in green that all is done while the line below it was overdue."""
    assert short(step(ChainStep.GOALS, ALL_REACHED, today=today)) == expected


@pytest.mark.parametrize(
    "case",
    [{"state": CaseState.DORMANT}, {"state": CaseState.ENDED}, {"hold_since": TODAY}],
    ids=["rests", "ended", "held"],
)
def test_z1_no_new_goal_is_asked_for_where_nobody_works_on_the_case(case: dict[str, Any]) -> None:
    file = replace(ALL_REACHED, case=replace(READY.case, **case))
    assert short(step(ChainStep.GOALS, file, today=date(2027, 3, 1))) == (DONE, None, ["goals_count"])


def test_z1_i8_a_new_goal_that_is_to_be_agreed_until_a_day_is_begun_with_that_day() -> None:
    assert ALL_REACHED.plan is not None
    said = replace(ALL_REACHED.plan, no_goal_reason="krank", no_goal_until=UNTIL)
    found = step(ChainStep.GOALS, replace(ALL_REACHED, plan=said))
    assert short(found) == (BEGUN, UNTIL, ["goals_count", "no_new_goal_until"])


def test_l9_a_period_that_is_over_asks_for_the_ending() -> None:
    file = replace(READY, case=replace(READY.case, period_start=DAY))
    assert short(step(ChainStep.ENDING, file, today=date(2029, 1, 12))) == (OPEN, None, [])
    assert short(step(ChainStep.ENDING, file, today=date(2029, 1, 13))) == (
        OPEN,
        date(2029, 1, 12),
        ["period_over"],
    )


def test_p1_a_needs_assessment_with_nothing_in_it_is_not_done() -> None:
    """One answer, a handover or a block that was filled makes it one; the intake's answers do not."""
    empty = replace(READY, needs_assessment=NeedsAssessment(DAY))
    missing = tuple(BlockLight(block, Light.MISSING) for block in Block)
    named = (BlockLight(Block.PERSONAL, Light.BEGUN), *missing[1:])
    for lights in (missing, named):
        assert short(step(ChainStep.NEEDS, empty, lights)) == (OPEN, DAY, ["needs_empty"])
    told = replace(empty, needs_assessment=NeedsAssessment(DAY, handover_office="GU Musterweg"))
    answered = replace(empty, answers=(Answer("work", "x"),))
    begun = (*missing[:1], BlockLight(Block.LANGUAGE, Light.BEGUN), *missing[2:])
    sex, stateless = (
        replace(empty, client=Client(**more)) for more in ({"sex": Sex.DIVERSE}, {"nationality": "997"})
    )
    unlike = replace(empty, client=Client(section_24=False))
    for file in (sex, stateless, unlike):
        assert step(ChainStep.NEEDS, file, missing).state is DONE
    for file, lights in ((told, missing), (answered, missing), (empty, begun)):
        assert step(ChainStep.NEEDS, file, lights).state is DONE
