"""Z1, I8: since when no goal of a plan is open any more, and when a new one is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.rules.new_goals import (
    asked_on,
    asks_why_none,
    ends_sentence,
    none_open_facts,
    none_open_since,
    says_why_none,
    speaks_of_now,
)
from intman_desktop.values.case_file import Goal, GoalChange, Plan, PlanSpan
from intman_desktop.values.codes import GoalState
from intman_desktop.values.explanation import Explanation

BEGUN = date(2026, 1, 12)
REACHED_ON = date(2026, 9, 1)
BEFORE, AFTER = date(2026, 8, 31), date(2026, 12, 15)
REACHED = Goal(
    "language",
    "B1",
    state=GoalState.REACHED,
    agreed_on=BEGUN,
    history=(GoalChange(GoalState.AGREED, BEGUN), GoalChange(GoalState.REACHED, REACHED_ON)),
)
RUNS = replace(REACHED, state=GoalState.DEFERRED)
PLAN = Plan(BEGUN, spans=(PlanSpan(BEGUN),), goals=(REACHED,))
CLOSED = PlanSpan(BEGUN, date(2026, 9, 30), "other")


@pytest.mark.parametrize(
    ("changed", "since"),
    [
        ({}, REACHED_ON),
        ({"goals": (REACHED, replace(REACHED, agreed_on=date(2026, 9, 4), history=()))}, date(2026, 9, 4)),
        ({"spans": (CLOSED, PlanSpan(date(2026, 10, 5)))}, date(2026, 10, 5)),
        ({"goals": (REACHED, RUNS)}, None),
        ({"goals": (REACHED, Goal("work", "Eine Stelle"))}, None),
        ({"goals": (Goal("work", "Eine Stelle", state=GoalState.DROPPED),)}, None),
        ({"goals": ()}, None),
        ({"spans": (CLOSED,)}, None),
    ],
    ids=["reached", "agreed", "again", "deferred", "proposed", "never agreed", "no goal", "plan closed"],
)
def test_z1_none_is_open_since_the_last_day_on_which_something_was_said_of_the_goals(
    changed: dict[str, Any], since: date | None
) -> None:
    """Only in an open plan, and where a goal was agreed once: else the first one is asked for (I8)."""
    assert none_open_since(replace(PLAN, **changed)) == since


@pytest.mark.parametrize(
    ("until", "on"),
    [(None, date(2026, 12, 1)), (BEFORE, date(2026, 12, 1)), (REACHED_ON, REACHED_ON), (AFTER, AFTER)],
)
def test_z1_i8_a_new_goal_is_asked_for_at_the_interval_or_on_the_day_that_the_sentence_names(
    until: date | None, on: date
) -> None:
    """A sentence that names a day before the goals were closed was said of the time before them."""
    assert asked_on(REACHED_ON, until, 3) == on


SAID: dict[str, Any] = {"no_goal_reason": "Sie bekommt ein Kind", "no_goal_until": AFTER}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (SAID, True),
        ({**SAID, "goals": ()}, True),
        ({**SAID, "goals": (), "spans": (CLOSED,)}, True),
        ({**SAID, "no_goal_until": BEFORE}, False),
        ({**SAID, "no_goal_reason": " "}, False),
        ({**SAID, "goals": (REACHED, RUNS)}, False),
        ({**SAID, "spans": (CLOSED,)}, False),
        ({}, False),
    ],
)
def test_i8_the_sentence_speaks_of_now_as_long_as_no_goal_is_open(
    changed: dict[str, Any], says: bool
) -> None:
    assert says_why_none(replace(PLAN, **changed)) is says


@pytest.mark.parametrize(
    ("changed", "facts"),
    [
        ({}, (Explanation("goals_closed", {"since": REACHED_ON}),)),
        (SAID, (Explanation("no_new_goal_until", {"until": AFTER}),)),
        ({**SAID, "no_goal_until": BEFORE}, (Explanation("goals_closed", {"since": REACHED_ON}),)),
        ({"goals": (REACHED, RUNS)}, ()),
        ({"goals": ()}, ()),
    ],
)
def test_z1_i8_it_is_said_since_when_no_goal_is_open_or_until_when_there_shall_be_one(
    changed: dict[str, Any], facts: tuple[Explanation, ...]
) -> None:
    assert none_open_facts(replace(PLAN, **changed)) == facts


@pytest.mark.parametrize(
    ("changed", "asks"),
    [({}, True), ({"goals": ()}, True), ({"goals": (REACHED, RUNS)}, False), ({"spans": (CLOSED,)}, False)],
    ids=["all closed", "no goal", "one goes on", "plan closed"],
)
def test_z1_i8_it_is_asked_why_there_is_no_goal_as_long_as_none_is_open(
    changed: dict[str, Any], asks: bool
) -> None:
    assert asks_why_none(replace(PLAN, **changed)) is asks


def test_i8_a_reason_still_without_its_day_speaks_of_now_until_a_goal_was_agreed() -> None:
    """It is shown in its field, to be gone on with, and puts nothing off."""
    begun = replace(PLAN, no_goal_reason="Wohnung zuerst")
    assert speaks_of_now(replace(begun, goals=())) and not says_why_none(replace(begun, goals=()))
    assert not speaks_of_now(begun)


@pytest.mark.parametrize(
    ("goal", "state", "ends"),
    [
        (RUNS, GoalState.REACHED, True),
        (RUNS, GoalState.DROPPED, True),
        (RUNS, GoalState.IN_PROGRESS, False),
        (REACHED, GoalState.REACHED, False),
        (REACHED, GoalState.IN_PROGRESS, False),
        (Goal("work", "Eine Stelle"), GoalState.DROPPED, False),
    ],
    ids=["reached", "dropped", "goes on", "looked at once more", "taken up", "only proposed"],
)
def test_i8_the_sentence_is_over_once_a_goal_that_was_agreed_after_it_is_closed(
    goal: Goal, state: GoalState, ends: bool
) -> None:
    assert ends_sentence(goal, state) is ends
