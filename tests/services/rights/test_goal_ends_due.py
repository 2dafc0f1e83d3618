"""Z2, Z3, Z5: the day until which a goal was agreed is a deadline until it is said what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.models import tables as t
from intman_desktop.services.across import overview
from intman_desktop.services.across.office_calendar import office_calendar
from intman_desktop.services.across.reviewing import waiting_reviews
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.plans.goals import change_goal
from intman_desktop.services.rights import settling
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, ConsentScope, GoalState
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineGroup, DeadlineRow, Place
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from tests import builders as a
from tests.opened import TODAY, one, plan_in

UNTIL = date(2026, 11, 30)
REVIEW = date(2027, 1, 15)
LATER = date(2027, 2, 26)
OF_GOALS = (Kind.GOAL_REVIEW, Kind.GOAL_UNTIL)


def case_with(desk: Desk, case: v.Case | None = None, plan: v.Plan | None = None, **goal: object) -> int:
    """Return a case whose plan holds one goal with these days."""
    aim = a.a_goal(**{"until": UNTIL, "next_review": REVIEW, "measures": (), **goal})
    held = replace(plan or a.a_plan(), goals=(aim,))
    case_id, _file = one(desk, plan=held, household=(), case=case or a.a_case())
    return case_id


def of_goals(desk: Desk) -> list[DeadlineRow]:
    return [row for row in overview.deadlines(desk, None) if row.kind in OF_GOALS]


def days(desk: Desk) -> list[tuple[Kind, date]]:
    return [(row.kind, row.due) for row in of_goals(desk)]


def test_z3_the_day_until_which_a_goal_was_agreed_is_listed_beside_its_review(desk: Desk) -> None:
    case_id = case_with(desk)
    assert days(desk) == [(Kind.GOAL_UNTIL, UNTIL), (Kind.GOAL_REVIEW, REVIEW)]
    row = of_goals(desk)[0]
    (goal,) = plan_in(desk, case_id).goals
    assert sentence(row.matter) == "Ziel „Ich möchte die B1-Prüfung bestehen.“ soll erreicht sein."
    assert (row.act, row.place, row.row_id) == (DeadlineAct.REVIEW_GOALS, Place.REVIEW, goal.id)
    assert row in overview.deadlines_of(desk, case_id)


def test_z2_z3_where_both_fall_on_one_day_one_line_tells_of_both(desk: Desk) -> None:
    case_id = case_with(desk, next_review=UNTIL)
    (row,) = of_goals(desk)
    assert (row.kind, row.due) == (Kind.GOAL_REVIEW, UNTIL)
    assert sentence(row.matter) == (
        "Ziel „Ich möchte die B1-Prüfung bestehen.“ überprüfen: Es soll erreicht sein."
    )
    settling.move_review(desk, case_id, row.row_id, REVIEW)
    assert days(desk) == [(Kind.GOAL_UNTIL, UNTIL), (Kind.GOAL_REVIEW, REVIEW)]


def test_z3_a_goal_whose_day_is_over_is_late_whenever_its_review_is(desk: Desk) -> None:
    case_with(desk, until=date(2026, 10, 30))
    case_with(desk, until=date(2026, 10, 29), next_review=None)
    late = [row.due for row in of_goals(desk) if row.group is DeadlineGroup.OVERDUE]
    assert late == [date(2026, 10, 29), date(2026, 10, 30)]
    assert waiting_reviews(desk, 0) is None


@pytest.mark.parametrize("state", [GoalState.REACHED, GoalState.DROPPED])
def test_z3_a_goal_that_is_closed_has_no_day(desk: Desk, state: GoalState) -> None:
    case_with(desk, state=state)
    assert of_goals(desk) == []


def test_z2_z3_a_goal_that_is_only_proposed_is_not_forgotten(desk: Desk) -> None:
    """Whoever does not ask again never hears whether it is agreed; it is listed by both its days."""
    case_with(desk, state=GoalState.PROPOSED, agreed_on=None)
    assert days(desk) == [(Kind.GOAL_UNTIL, UNTIL), (Kind.GOAL_REVIEW, REVIEW)]


def test_z3_nothing_is_listed_of_a_goal_while_the_case_rests_or_its_plan_is_closed(desk: Desk) -> None:
    case_with(desk, a.a_case(state=CaseState.DORMANT))
    case_with(desk, plan=a.a_plan(spans=(v.PlanSpan(a.OPENED_ON, date(2026, 11, 2), "goals_reached"),)))
    assert of_goals(desk) == []


def test_z3_saying_what_became_of_the_goal_settles_it(desk: Desk) -> None:
    case_id = case_with(desk)
    (goal,) = plan_in(desk, case_id).goals
    done = change_goal(desk, case_id, goal.id, goal.version, GoalState.REACHED, on=TODAY, reviewed=True)
    assert of_goals(desk) == []
    assert done.undo is not None
    done.undo()
    change_goal(desk, case_id, goal.id, done.value.version + 1, GoalState.IN_PROGRESS, on=TODAY)
    (row,) = of_goals(desk)
    assert (row.kind, row.due) == (Kind.GOAL_REVIEW, UNTIL), "it is looked at when its day comes (Z2)"
    assert "Es soll erreicht sein" in sentence(row.matter)


@pytest.mark.parametrize("signed", [True, False])
def test_z5_another_day_is_agreed_anew_in_the_list_and_a_signed_plan_waits_to_be_signed(
    desk: Desk, signed: bool
) -> None:
    on = date(2026, 11, 2) if signed else None
    case_id = case_with(desk, plan=a.a_plan(client_signed_on=on, worker_signed_on=on))
    done = settling.agree_until(desk, case_id, of_goals(desk)[0].row_id, LATER)
    assert days(desk) == [(Kind.GOAL_REVIEW, REVIEW), (Kind.GOAL_UNTIL, LATER)]
    assert plan_in(desk, case_id).agreed_anew_on == (TODAY if signed else None)
    notes = [each.note for each in plan_in(desk, case_id).goals[0].history]
    assert ("neu vereinbart; unterschrieben war: bis 30.11.2026" in notes) is signed
    assert done.undo is not None
    done.undo()
    assert plan_in(desk, case_id).agreed_anew_on is None
    assert days(desk) == [(Kind.GOAL_UNTIL, UNTIL), (Kind.GOAL_REVIEW, REVIEW)]


def test_e3_without_the_consent_the_day_stays_and_the_words_are_left_out(desk: Desk) -> None:
    case_id = case_with(desk, area="health")
    with desk.vault.transaction() as connection:
        c = t.consents.c
        connection.execute(t.consents.delete().where(c.case_id == case_id, c.scope == ConsentScope.SPECIAL))
    row = of_goals(desk)[0]
    assert (row.due, sentence(row.matter)) == (
        UNTIL,
        "Ein Ziel soll erreicht sein, für dessen Art von Daten die Einwilligung fehlt.",
    )


def test_l6_the_calendar_names_the_day_of_a_goal_by_its_kind(desk: Desk) -> None:
    case_with(desk, until=TODAY + timedelta(days=10))
    calendar = office_calendar(desk, None, {Kind.GOAL_UNTIL})
    assert calendar.count(b"SUMMARY:Zieltermin") == 1
    assert b"B1" not in calendar
