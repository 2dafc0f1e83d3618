"""Each running goal of a file carries its next review, as the form gives it one (Z2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.exchange.case_format import write_document
from intman_desktop.models.reading import read_case_files
from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import GoalState
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.document import Document
from tests.builders import OPENED_ON, a_case_file, a_goal, a_plan

AGREED, REVIEWED = date(2026, 2, 2), date(2026, 5, 4)
AGREEING = v.GoalChange(GoalState.AGREED, AGREED)


def a_running_goal(**details: Any) -> v.Goal:
    """Return a goal agreed on 02.02.2026 without a next review."""
    return a_goal(**{"agreed_on": AGREED, "history": (AGREEING,), "next_review": None, **details})


def brought_in(desk: Desk, plan: v.Plan, **details: Any) -> v.Goal:
    """Import a case with this plan; return its goal as the store keeps it."""
    import_cases(desk, write_document(Document(cases=(a_case_file(plan=plan),), **details)))
    with desk.vault.reading() as connection:
        (file,) = read_case_files(connection)
    assert file.plan is not None
    (goal,) = file.plan.goals
    return goal


@pytest.mark.parametrize(
    ("goal", "details", "due"),
    [
        (a_running_goal(), {}, date(2026, 5, 2)),
        (a_running_goal(history=()), {}, date(2026, 5, 2)),
        (a_running_goal(history=(AGREEING, v.GoalChange(GoalState.AGREED, REVIEWED, "", True))), {},
         date(2026, 8, 4)),
        (a_running_goal(next_review=date(2026, 12, 24)), {}, date(2026, 12, 24)),
        (a_running_goal(until=date(2026, 11, 27),
                        history=(AGREEING, v.GoalChange(GoalState.AGREED, date(2026, 10, 1), "", True))), {},
         date(2026, 11, 27)),
        (a_running_goal(), {"brought_along": True, "spans": (v.PlanSpan(date(2026, 6, 1)),)},
         date(2026, 9, 1)),
        (a_running_goal(), {"spans": (v.PlanSpan(OPENED_ON, date(2026, 3, 2), "relocation"),
                                      v.PlanSpan(date(2026, 7, 1)))}, date(2026, 10, 1)),
        (a_running_goal(state=GoalState.PROPOSED, agreed_on=None,
                        history=(v.GoalChange(GoalState.PROPOSED, AGREED),)), {},
         date(2026, 5, 2)),
    ],
)  # fmt: skip
def test_z2_a_running_goal_of_a_file_gets_the_review_that_the_form_gives(
    desk: Desk, goal: v.Goal, details: dict[str, Any], due: date | None
) -> None:
    assert read_office(desk).review_interval_months == 3
    assert brought_in(desk, a_plan(goals=(goal,), **details)).next_review == due


def test_z2_it_is_listed_when_it_is_due(desk: Desk) -> None:
    brought_in(desk, a_plan(goals=(a_running_goal(),)))
    (row,) = [row for row in deadlines(desk) if row.kind is DeadlineKind.GOAL_REVIEW]
    assert row.due == date(2026, 5, 2)


def test_z2_the_interval_is_that_of_the_office_that_comes_in_with_the_file(desk: Desk) -> None:
    office = replace(read_office(desk), review_interval_months=6)
    goal = brought_in(desk, a_plan(goals=(a_running_goal(),)), whole=True, office=office)
    assert goal.next_review == date(2026, 8, 2)


def test_u5_what_an_own_store_exports_stays_as_it_was(desk: Desk) -> None:
    assert brought_in(desk, a_plan(goals=(a_running_goal(),)), program="1.0").next_review is None
