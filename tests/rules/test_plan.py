"""I1 to I9: the lights of the plan and when it counts as made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.rules.goals import CONSENT_WITHDRAWN
from intman_desktop.rules.plan import (
    BlockField,
    complete_blocks,
    fell_back_on,
    first_day,
    lights,
    open_span,
    plan_closing_faults,
    plan_faults,
    plan_is_made,
)
from intman_desktop.values.case_file import (
    Answer,
    BlockReason,
    Client,
    Goal,
    GoalChange,
    LightChange,
    Plan,
    PlanSpan,
)
from intman_desktop.values.codes import BirthPrecision, Block, GoalState, Light
from intman_desktop.values.explanation import Explanation

TODAY = date(2026, 11, 20)
BEGUN = date(2026, 1, 12)
FIELDS = (
    BlockField("address", Block.PERSONAL),
    BlockField("residence_status", Block.PERSONAL, core=True),
    BlockField("native_language", Block.LANGUAGE, core=True),
    BlockField("german_spoken", Block.LANGUAGE, core=True),
    BlockField("course", Block.LANGUAGE),
    BlockField("years_of_school", Block.EDUCATION),
    BlockField("work", Block.WORK_AND_HOUSING, core=True),
    BlockField("housing", Block.WORK_AND_HOUSING, core=True),
)
CLIENT = Client("Muster", "Samira", adult=True)
AGREED = Goal("sprache", "B1", state=GoalState.AGREED)
PROPOSED = Goal("sprache", "B1")


def answers(*fields: str) -> tuple[Answer, ...]:
    return tuple(Answer(field, "x") for field in fields)


def light_of(
    block: Block,
    *,
    client: Client = CLIENT,
    plan: Plan | None = None,
    answered: tuple[Answer, ...] = (),
    fields: tuple[BlockField, ...] = FIELDS,
) -> tuple[Light, list[str]]:
    found = {each.block: each for each in lights(client, answered, plan, fields)}[block]
    return found.light, [fact.code for fact in found.missing]


def test_i8_seven_lights_in_their_order() -> None:
    found = lights(Client(), (), None, FIELDS)
    assert [each.block for each in found] == list(Block)
    assert {each.light for each in found} == {Light.MISSING}
    assert all(each.missing for each in found)
    assert complete_blocks(found) == 0


def test_i8_a_whole_plan_is_complete_in_all_seven() -> None:
    plan = Plan(BEGUN, steps="Deutsch, dann Arbeit", course="läuft", goals=(AGREED,))
    every = answers(*(field.code for field in FIELDS))
    found = lights(CLIENT, every, plan, FIELDS)
    assert [(each.light, each.missing) for each in found] == [(Light.COMPLETE, ())] * 7
    assert complete_blocks(found) == 7


@pytest.mark.parametrize(
    ("client", "answered", "light", "missing"),
    [
        (Client(), (), Light.MISSING, ["name_missing", "adult_or_birth_missing", "answer_missing"]),
        (Client(given_name="Samira"), (), Light.BEGUN, ["adult_or_birth_missing", "answer_missing"]),
        (Client(adult=False), (), Light.BEGUN, ["name_missing", "answer_missing"]),
        (Client(), ("address",), Light.BEGUN, ["name_missing", "adult_or_birth_missing", "answer_missing"]),
        (CLIENT, (), Light.BEGUN, ["answer_missing"]),
        (CLIENT, ("residence_status",), Light.COMPLETE, []),
        (Client(designation="Frau S.", adult=True), ("residence_status",), Light.COMPLETE, []),
        (Client(family_name="Null", adult=True), ("residence_status",), Light.COMPLETE, []),
        (Client(family_name=" ", adult=True), ("residence_status",), Light.BEGUN, ["name_missing"]),
        (
            Client("Muster", birth_date=date(1990, 1, 1), birth_precision=BirthPrecision.YEAR),
            ("residence_status",),
            Light.COMPLETE,
            [],
        ),
        (
            Client("Muster", birth_date=None, birth_precision=BirthPrecision.UNKNOWN),
            ("residence_status",),
            Light.BEGUN,
            ["adult_or_birth_missing"],
        ),
    ],
)
def test_i1_name_or_designation_and_adult_or_birth(
    client: Client, answered: tuple[str, ...], light: Light, missing: list[str]
) -> None:
    assert light_of(Block.PERSONAL, client=client, answered=answers(*answered)) == (light, missing)


@pytest.mark.parametrize(
    ("block", "answered", "light", "missing"),
    [
        (Block.LANGUAGE, (), Light.MISSING, ["answer_missing", "answer_missing"]),
        (Block.LANGUAGE, ("course",), Light.BEGUN, ["answer_missing", "answer_missing"]),
        (Block.LANGUAGE, ("native_language",), Light.BEGUN, ["answer_missing"]),
        (Block.LANGUAGE, ("native_language", "german_spoken"), Light.COMPLETE, []),
        (Block.LANGUAGE, ("years_of_school",), Light.MISSING, ["answer_missing", "answer_missing"]),
        (Block.EDUCATION, (), Light.MISSING, ["block_empty"]),
        (Block.EDUCATION, ("years_of_school",), Light.COMPLETE, []),
        (Block.WORK_AND_HOUSING, ("work",), Light.BEGUN, ["answer_missing"]),
        (Block.WORK_AND_HOUSING, ("work", "housing"), Light.COMPLETE, []),
    ],
)
def test_i2_to_i4_core_fields(
    block: Block, answered: tuple[str, ...], light: Light, missing: list[str]
) -> None:
    assert light_of(block, answered=answers(*answered)) == (light, missing)


def test_i8_what_is_missing_names_its_field() -> None:
    found = lights(CLIENT, answers("work"), None, FIELDS)[3]
    assert found.missing == (Explanation("answer_missing", {"field": "housing"}),)


def test_i8_a_blank_answer_is_none() -> None:
    assert light_of(Block.EDUCATION, answered=(Answer("years_of_school", " "),))[0] is Light.MISSING


@pytest.mark.parametrize(
    ("steps", "answered", "light", "missing"),
    [
        ("", (), Light.MISSING, ["answer_missing", "steps_missing"]),
        ("Deutsch", (), Light.BEGUN, ["answer_missing"]),
        ("", ("first_step",), Light.BEGUN, ["steps_missing"]),
        (" ", ("first_step",), Light.BEGUN, ["steps_missing"]),
        ("Deutsch", ("first_step",), Light.COMPLETE, []),
    ],
)
def test_i5_the_steps(steps: str, answered: tuple[str, ...], light: Light, missing: list[str]) -> None:
    fields = (BlockField("first_step", Block.STEPS, core=True),)
    found = light_of(Block.STEPS, plan=Plan(steps=steps), answered=answers(*answered), fields=fields)
    assert (found[0], sorted(found[1])) == (light, missing)


UNTIL = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("plan", "light", "missing"),
    [
        (Plan(), Light.MISSING, ["goal_missing"]),
        (Plan(goals=(PROPOSED,)), Light.BEGUN, ["goal_not_agreed"]),
        (Plan(goals=(PROPOSED, AGREED)), Light.COMPLETE, []),
        (Plan(goals=(replace(AGREED, state=GoalState.REACHED),)), Light.COMPLETE, []),
        (Plan(goals=(replace(AGREED, state=GoalState.DROPPED),)), Light.BEGUN, ["goal_not_agreed"]),
        (
            Plan(
                goals=(
                    replace(AGREED, state=GoalState.DROPPED, history=(GoalChange(GoalState.AGREED, BEGUN),)),
                )
            ),
            Light.COMPLETE,
            [],
        ),
        (Plan(no_goal_reason="krank"), Light.BEGUN, ["no_goal_day_missing"]),
        (Plan(no_goal_until=UNTIL), Light.MISSING, ["goal_missing"]),
        (Plan(no_goal_reason=" ", no_goal_until=UNTIL), Light.MISSING, ["goal_missing"]),
        (Plan(no_goal_reason="krank", no_goal_until=UNTIL), Light.OPEN_WITH_REASON, ["no_goal_until"]),
        (Plan(no_goal_reason="krank", no_goal_until=UNTIL, goals=(AGREED,)), Light.COMPLETE, []),
        (
            Plan(no_goal_reason="krank", no_goal_until=UNTIL, goals=(PROPOSED,)),
            Light.OPEN_WITH_REASON,
            ["no_goal_until"],
        ),
    ],
)
def test_i6_goals_or_the_sentence(plan: Plan, light: Light, missing: list[str]) -> None:
    assert light_of(Block.GOALS, plan=plan) == (light, missing)


OPEN, CLOSED = PlanSpan(BEGUN), PlanSpan(BEGUN, date(2026, 6, 30), "umzug")


@pytest.mark.parametrize(
    ("plan", "light", "missing"),
    [
        (Plan(), Light.MISSING, ["plan_begin_missing", "course_missing"]),
        (Plan(course="läuft"), Light.BEGUN, ["plan_begin_missing"]),
        (Plan(BEGUN, spans=(OPEN,)), Light.BEGUN, ["course_missing"]),
        (Plan(BEGUN, course=" ", spans=(OPEN,)), Light.BEGUN, ["course_missing"]),
        (Plan(BEGUN, course="läuft", spans=(OPEN,)), Light.COMPLETE, []),
        (Plan(BEGUN, course="beendet", spans=(CLOSED,)), Light.COMPLETE, []),
        (
            Plan(BEGUN, course="beendet", spans=(replace(CLOSED, reason=""),)),
            Light.BEGUN,
            ["plan_ending_reason_missing"],
        ),
        (
            Plan(
                BEGUN,
                course="beendet",
                spans=(
                    PlanSpan(date(2026, 8, 1), date(2026, 9, 1), "ziele"),
                    replace(CLOSED, reason=""),
                ),
            ),
            Light.COMPLETE,
            [],
        ),
    ],
)
def test_i7_begin_course_and_ending(plan: Plan, light: Light, missing: list[str]) -> None:
    assert light_of(Block.COURSE, plan=plan) == (light, missing)


@pytest.mark.parametrize(
    "block", [Block.PERSONAL, Block.LANGUAGE, Block.EDUCATION, Block.WORK_AND_HOUSING, Block.STEPS]
)
def test_i8_not_asked_because_is_open_with_a_reason_and_never_complete(block: Block) -> None:
    every = answers(*(field.code for field in FIELDS))
    plan = Plan(BEGUN, steps="Deutsch", block_reasons=(BlockReason(block, " Zeugnisse fehlen "),))
    for answered in ((), every):
        found = {each.block: each for each in lights(CLIENT, answered, plan, FIELDS)}[block]
        assert (found.light, found.reason) == (Light.OPEN_WITH_REASON, "Zeugnisse fehlen")
        left_over = [fact.code for fact in found.missing] == ["block_reason_left_over"]
        assert left_over is bool(answered or block is Block.STEPS)
    blank = replace(plan, block_reasons=(BlockReason(block, " "),))
    assert light_of(block, plan=blank, answered=every) == (Light.COMPLETE, [])


@pytest.mark.parametrize("block", [Block.GOALS, Block.COURSE])
def test_i8_goals_and_course_cannot_be_answered_that_way(block: Block) -> None:
    plan = Plan(block_reasons=(BlockReason(block, "keine Zeit"),))
    assert light_of(block, plan=plan)[0] is Light.MISSING
    assert [fault.code for fault in plan_faults(plan, TODAY)] == ["block_reason_not_allowed"]


@pytest.mark.parametrize(
    ("plan", "made"),
    [
        (None, False),
        (Plan(), False),
        (Plan(BEGUN), False),
        (Plan(BEGUN, goals=(PROPOSED,)), False),
        (Plan(BEGUN, goals=(AGREED,)), True),
        (Plan(goals=(AGREED,)), False),
        (Plan(BEGUN, no_goal_reason="krank"), False),
        (Plan(BEGUN, no_goal_until=UNTIL), False),
        (Plan(BEGUN, no_goal_reason="krank", no_goal_until=UNTIL), True),
        (Plan(BEGUN, brought_along=True, goals=(AGREED,)), True),
    ],
)
def test_i8_a_plan_is_made_with_a_begin_and_a_goal_or_the_sentence(plan: Plan | None, made: bool) -> None:
    assert plan_is_made(plan) is made


def test_i9_the_open_stretch() -> None:
    again = PlanSpan(date(2026, 8, 1))
    assert open_span(None) is None
    assert open_span(Plan()) is None
    assert open_span(Plan(BEGUN, spans=(CLOSED,))) is None
    assert open_span(Plan(BEGUN, spans=(CLOSED, again))) == again
    assert first_day(Plan(BEGUN, spans=(again, CLOSED))) == BEGUN
    assert first_day(Plan(BEGUN)) == BEGUN
    assert first_day(Plan()) is None


def span(begin: str, end: str | None = None, reason: str = "umzug") -> PlanSpan:
    return PlanSpan(
        date.fromisoformat(begin), date.fromisoformat(end) if end else None, reason if end else ""
    )


@pytest.mark.parametrize(
    ("plan", "faults"),
    [
        (Plan(), []),
        (Plan(BEGUN, spans=(OPEN,)), []),
        (Plan(BEGUN, spans=(CLOSED, span("2026-07-01"))), []),
        (Plan(BEGUN, spans=(span("2026-07-01"), CLOSED)), []),
        (Plan(BEGUN, spans=(CLOSED, span("2026-06-30"))), ["plan_spans_overlap"]),
        (Plan(BEGUN, spans=(OPEN, span("2026-07-01"))), ["plan_two_open_spans"]),
        (Plan(BEGUN, spans=(OPEN, span("2026-07-01", "2026-08-01"))), ["plan_spans_overlap"]),
        (Plan(BEGUN, spans=(span("2026-01-12", "2026-01-11"),)), ["plan_span_ends_before_begin"]),
        (Plan(BEGUN, spans=(span("2026-01-12", "2026-01-12"),)), []),
        (Plan(BEGUN, spans=(span("2026-01-12", "2026-02-01", " "),)), ["plan_span_reason_missing"]),
        (Plan(spans=(OPEN,)), ["plan_begin_missing"]),
        (Plan(BEGUN), ["plan_without_span"]),
        (Plan(BEGUN, spans=(span("2026-02-01"),)), ["plan_begin_not_its_first_day"]),
        (Plan(BEGUN, True, spans=(span("2026-02-01"),)), []),
        (Plan(BEGUN, True, spans=(span("2026-01-01"),)), ["plan_begin_not_its_first_day"]),
        (Plan(TODAY, spans=(PlanSpan(TODAY),)), []),
        (
            Plan(date(2026, 11, 21), spans=(span("2026-11-21"),)),
            ["plan_begin_in_future", "plan_span_in_future"],
        ),
        (Plan(BEGUN, spans=(span("2026-01-12", "2026-11-21"),)), ["plan_span_in_future"]),
        (Plan(block_reasons=(BlockReason(Block.STEPS, " "),)), ["block_reason_empty"]),
        (Plan(block_reasons=(BlockReason(Block.STEPS, "später"),)), []),
    ],
)
def test_i9_impossible_plans(plan: Plan, faults: list[str]) -> None:
    assert [fault.code for fault in plan_faults(plan, TODAY)] == faults


LAST = date(2026, 6, 30)
LATER, AHEAD = date(2026, 7, 1), date(2026, 11, 21)


def aim(on: date, note: str = "") -> Goal:
    history = GoalChange(GoalState.AGREED, BEGUN), GoalChange(GoalState.DROPPED, on, note)
    return replace(AGREED, history=history)


@pytest.mark.parametrize(
    ("done", "faults"),
    [
        ({}, []),
        ({"goals": (aim(LAST),), "client_signed_on": LAST, "worker_signed_on": LAST}, []),
        ({"goals": (aim(LATER),)}, ["ending_before_goal"]),
        ({"goals": (replace(AGREED, agreed_on=LATER),)}, ["ending_before_goal"]),
        ({"goals": (aim(LATER, CONSENT_WITHDRAWN),)}, []),
        ({"goals": (aim(AHEAD),), "client_signed_on": AHEAD}, []),
        ({"client_signed_on": LATER}, ["plan_closed_before_signature"]),
        ({"client_signed_on": BEGUN, "worker_signed_on": LATER}, ["plan_closed_before_signature"]),
    ],
)
def test_k4_i9_a_plan_is_closed_after_all_done_in_it(done: dict[str, Any], faults: list[str]) -> None:
    """What a closed plan takes no more; words that are taken out, and a wrong clock, hold up nothing."""
    plan = Plan(BEGUN, spans=(OPEN,), **done)
    assert [fault.code for fault in plan_closing_faults(plan, LAST, TODAY)] == faults


def test_i9_since_when_a_block_is_no_longer_complete_is_known_as_long_as_it_is_not() -> None:
    block, other = Block.LANGUAGE, Block.STEPS
    course = (
        LightChange(block, Light.BEGUN, date(2026, 1, 12)),
        LightChange(other, Light.COMPLETE, date(2026, 1, 12)),
        LightChange(block, Light.COMPLETE, date(2026, 2, 1)),
        LightChange(block, Light.BEGUN, date(2026, 3, 1)),
        LightChange(block, Light.MISSING, date(2026, 4, 1)),
    )
    assert fell_back_on(block, course, Light.MISSING) == date(2026, 3, 1)
    assert fell_back_on(block, course, Light.COMPLETE) is None
    assert fell_back_on(block, course[:3], Light.BEGUN) is None
    assert fell_back_on(other, course, Light.COMPLETE) is None
