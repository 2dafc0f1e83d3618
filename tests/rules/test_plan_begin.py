"""I7, I9, Z3, Z5, P2, L8, C7: what the first day of a plan may be corrected to, and when it is doubtful."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.rules.plan_begin import begin_change_faults, older_than_start, with_begin
from intman_desktop.values.case_file import Plan, PlanSpan
from tests import builders as a
from tests.plan_begins import OLDER, TALKED, WHY, counselled_elsewhere

TODAY = date(2026, 11, 20)
CONSENTED = a.OPENED_ON
TYPED, RIGHT = date(2026, 6, 1), date(2026, 5, 4)
OWN = Plan(TYPED, spans=(PlanSpan(TYPED),))
BROUGHT = Plan(OLDER, brought_along=True, spans=(PlanSpan(TYPED),))
CLOSED = replace(OWN, spans=(PlanSpan(TYPED, date(2026, 7, 31), "other"),))
AGAIN = replace(CLOSED, spans=(PlanSpan(date(2026, 9, 1)), *CLOSED.spans))


def codes(plan: Plan, on: date, reason: str = WHY) -> list[str]:
    consents = (a.a_consent(decided_on=CONSENTED),)
    return [fact.code for fact in begin_change_faults(plan, on, reason, consents, TODAY)]


def test_i7_the_first_stretch_of_an_own_plan_moves_along_and_of_one_brought_along_it_stays() -> None:
    assert with_begin(OWN, RIGHT) == Plan(RIGHT, spans=(PlanSpan(RIGHT),))
    assert with_begin(AGAIN, RIGHT).spans == (AGAIN.spans[0], replace(CLOSED.spans[0], opened_on=RIGHT))
    assert with_begin(BROUGHT, RIGHT) == replace(BROUGHT, begun_on=RIGHT)


@pytest.mark.parametrize("plan", [OWN, CLOSED, AGAIN, BROUGHT], ids=["own", "closed", "again", "brought"])
def test_i7_a_mistyped_first_day_is_corrected_earlier_and_later(plan: Plan) -> None:
    later = date(2026, 6, 1) if plan.brought_along else date(2026, 6, 15)
    assert (codes(plan, RIGHT), codes(plan, later)) == ([], [])


@pytest.mark.parametrize(
    ("plan", "on", "fault"),
    [
        (OWN, TYPED, "plan_begin_unchanged"),
        (OWN, date(2026, 11, 21), "plan_begin_in_future"),
        (OWN, date(2026, 1, 11), "plan_before_consent"),
        (CLOSED, date(2026, 8, 1), "plan_span_ends_before_begin"),
        (AGAIN, date(2026, 8, 1), "plan_span_ends_before_begin"),
        (BROUGHT, date(2026, 6, 2), "plan_begin_not_its_first_day"),
    ],
)
def test_i7_p2_i9_what_no_first_day_can_be_is_named(plan: Plan, on: date, fault: str) -> None:
    assert fault in codes(plan, on)


def test_p2_one_brought_along_was_begun_before_the_consent_here() -> None:
    assert codes(BROUGHT, date(2024, 9, 1)) == []


@pytest.mark.parametrize(
    ("done", "fault"),
    [
        ({"goals": (a.a_goal(agreed_on=date(2026, 6, 9)),)}, "plan_begin_after_goal"),
        ({"client_signed_on": date(2026, 6, 9)}, "plan_begin_after_signature"),
        ({"worker_signed_on": date(2026, 6, 9)}, "plan_begin_after_signature"),
        ({"versions": (a.an_issued_plan(on=date(2026, 6, 9)),)}, "plan_begin_after_version"),
    ],
    ids=["goal", "client", "worker", "version"],
)
def test_z3_z5_i9_nothing_was_done_in_a_plan_before_it_began(done: dict[str, Any], fault: str) -> None:
    goals = tuple(replace(goal, history=()) for goal in done.get("goals", ()))
    plan = replace(OWN, **{**done, "goals": goals})
    assert codes(plan, date(2026, 6, 10)) == [fault]
    assert codes(plan, date(2026, 6, 9)) == []


def test_z3_a_review_is_done_in_the_plan_as_well() -> None:
    goal = a.a_goal(agreed_on=None)
    first = min(change.on for change in goal.history)
    assert "plan_begin_after_goal" in codes(
        replace(OWN, goals=(goal,)), date.fromordinal(first.toordinal() + 1)
    )


def test_l8_a_first_day_is_corrected_with_a_reason_only() -> None:
    assert codes(OWN, RIGHT, " ") == ["plan_begin_reason_missing"]


@pytest.mark.parametrize(
    ("plan", "start"),
    [
        (None, TALKED),
        (BROUGHT, None),
        (BROUGHT, OLDER),
        (OWN, date(2026, 9, 30)),
        (replace(BROUGHT, begun_on=None), TALKED),
    ],
    ids=["no plan", "no start", "same day", "own plan", "not begun"],
)
def test_c7_a_plan_not_before_the_first_talk_is_not_doubted(plan: Plan | None, start: date | None) -> None:
    assert older_than_start(counselled_elsewhere(start, plan=plan)) is None


def test_c7_a_plan_brought_along_that_is_older_than_the_first_talk_is_told() -> None:
    fact = older_than_start(counselled_elsewhere(plan=BROUGHT))
    assert fact is not None
    assert fact.code == "plan_older_than_start"
    assert fact.values == {"begun_on": OLDER, "start": TALKED}
