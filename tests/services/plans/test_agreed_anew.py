"""Z5: what was signed stays as it was, and what is agreed after it waits for new signatures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.rules.goals import signed_days
from intman_desktop.services.across import overview
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers import papers
from intman_desktop.services.plans import planning
from intman_desktop.services.rights import settling
from intman_desktop.values.case_file import Goal, Plan
from intman_desktop.values.codes import GoalState
from intman_desktop.values.deadline_views import DeadlineKind
from tests import builders as a
from tests import saving
from tests.documents.reading import text_of
from tests.opened import TODAY, on_day, put_in

BEFORE = TODAY - timedelta(days=30)
WORDING = "Ich möchte die B2-Prüfung bestehen."


def plan_of(desk: Desk, case_id: int) -> Plan:
    """Return the plan as it stands in the store."""
    plan = open_case(desk, case_id).file.plan
    assert plan is not None
    return plan


def asked_again(desk: Desk) -> list[str]:
    """Return what the deadlines say of signatures under a plan."""
    found = overview.deadlines(desk)
    return [sentence(row.matter) for row in found if row.kind is DeadlineKind.PLAN_SIGNATURE]


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return a case whose plan was handed out and signed by both today."""
    file = a.a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    papers.hand_out_plan(desk, case_id)
    saving.sign_plan(desk, case_id, TODAY, TODAY)
    return case_id


def reword(desk: Desk, case_id: int) -> Goal:
    """Agree on another wording of the goal."""
    (goal,) = plan_of(desk, case_id).goals
    return planning.save_goal(desk, case_id, replace(goal, wording=WORDING)).value


def add(desk: Desk, case_id: int) -> Goal:
    """Agree on a further goal."""
    return planning.save_goal(desk, case_id, Goal("work", WORDING, state=GoalState.AGREED)).value


def take_up_again(desk: Desk, case_id: int) -> Goal:
    """Agree on a goal again that was dropped."""
    (goal,) = plan_of(desk, case_id).goals
    dropped = planning.change_goal(
        desk, case_id, goal.id, goal.version, GoalState.DROPPED, on=TODAY, note="anders entschieden"
    ).value
    assert signed_days(plan_of(desk, case_id)) == (TODAY, TODAY), "to drop a goal agrees on nothing"
    return planning.change_goal(
        desk, case_id, goal.id, dropped.version, GoalState.AGREED, on=TODAY, note=WORDING
    ).value


@pytest.mark.parametrize("act", [reword, add, take_up_again])
def test_z5_what_is_agreed_on_the_day_of_signing_waits_to_be_signed_anew(
    desk: Desk, case_id: int, act: Callable[[Desk, int], Goal]
) -> None:
    """The signed version stays, the change is a new one without signatures, until both sign that."""
    assert asked_again(desk) == []
    act(desk, case_id)
    assert signed_days(plan_of(desk, case_id)) == (None, None)
    new = papers.hand_out_plan(desk, case_id).value
    assert WORDING in text_of(new.content)
    assert "Unterschrieben am" not in text_of(new.content)
    first, second = plan_of(desk, case_id).versions
    assert (first.number, second.number, first.issued_on, second.issued_on) == (1, 2, TODAY, TODAY)
    before = text_of(papers.issued_plan(desk, case_id, 1).content)
    assert "Ich möchte die B1-Prüfung bestehen." in before
    assert WORDING not in before
    said = "Nach der Unterschrift wurde ein Ziel neu vereinbart: Plan vom 20.11.2026 von beiden neu"
    assert [each.startswith(said) for each in asked_again(desk)] == [True]
    settling.sign_plan_on(desk, case_id, TODAY)
    assert (signed_days(plan_of(desk, case_id)), asked_again(desk)) == ((TODAY, TODAY), [])
    assert "Unterschrieben am 20.11.2026" in text_of(papers.hand_out_plan(desk, case_id).value.content)


def test_z5_z3_the_wording_that_was_signed_stays_in_the_course_of_the_goal(desk: Desk) -> None:
    """Also where the plan was never handed out here, so that no version keeps it."""
    file = a.a_case_file(plan=a.a_plan(client_signed_on=BEFORE, worker_signed_on=BEFORE))
    case_id = put_in(desk, [file])[file.case.key]
    (goal,) = plan_of(desk, case_id).goals
    said = replace(goal, wording=WORDING, until=date(2027, 3, 31), measures=())
    saved = planning.save_goal(desk, case_id, said).value
    step = saved.history[-1]
    assert (step.state, step.on, step.reviewed) == (goal.state, TODAY, False)
    signed = "Ich möchte die B1-Prüfung bestehen. · bis 31.12.2026"
    assert step.note == f"neu vereinbart; unterschrieben war: {signed}"
    assert (saved.state, saved.agreed_on) == (goal.state, goal.agreed_on)
    again = planning.save_goal(desk, case_id, replace(saved, wording="Ich möchte arbeiten.")).value
    assert again.history == saved.history, "what nobody signed yet is written over"


def test_e3_z5_what_leaves_the_area_of_a_kind_takes_no_words_of_it_along(desk: Desk) -> None:
    """Under another area nothing would find them once that consent is withdrawn."""
    goal = a.a_goal(area="health", wording="Die Reha antreten")
    plan = a.a_plan(goals=(goal,), client_signed_on=BEFORE, worker_signed_on=BEFORE)
    file = a.a_case_file(consents=(a.a_consent(), a.a_health_consent()), plan=plan)
    case_id = put_in(desk, [file])[file.case.key]
    (kept,) = plan_of(desk, case_id).goals
    reworded = planning.save_goal(desk, case_id, replace(kept, wording="Die Kur antreten")).value
    assert reworded.history[-1].note == "neu vereinbart; unterschrieben war: Die Reha antreten"
    saving.sign_plan(desk, case_id, TODAY, TODAY)
    moved = planning.save_goal(desk, case_id, replace(reworded, area="personal", wording="Mehr Ruhe")).value
    assert [step.note for step in moved.history[1:]] == ["neu vereinbart"] * 2


def test_z5_what_is_no_new_agreement_leaves_the_signatures_alone(desk: Desk, case_id: int) -> None:
    """How a goal goes on, its measures, and what is proposed (Rules Z1, Z3)."""
    (goal,) = plan_of(desk, case_id).goals
    goal = planning.save_goal(desk, case_id, replace(goal, measures=())).value
    goal = planning.change_goal(
        desk, case_id, goal.id, goal.version, GoalState.IN_PROGRESS, on=TODAY, note="Kurs begonnen"
    ).value
    planning.save_goal(desk, case_id, Goal("work", WORDING, state=GoalState.PROPOSED))
    assert signed_days(plan_of(desk, case_id)) == (TODAY, TODAY)
    assert len(plan_of(desk, case_id).goals[0].history) == 2


def test_z5_what_is_taken_back_is_signed_as_before(desk: Desk, case_id: int) -> None:
    """Rule Z5, and the way back that every save has."""
    (goal,) = plan_of(desk, case_id).goals
    outcome = planning.save_goal(desk, case_id, replace(goal, wording=WORDING))
    assert plan_of(desk, case_id).agreed_anew_on == TODAY
    assert outcome.undo is not None
    outcome.undo()
    plan = plan_of(desk, case_id)
    assert (signed_days(plan), plan.agreed_anew_on) == ((TODAY, TODAY), None)
    assert [(each.wording, each.history) for each in plan.goals] == [(goal.wording, goal.history)]


def test_z5_a_reworded_goal_waits_only_once_the_new_plan_is_handed_out(desk: Desk, case_id: int) -> None:
    """Before that there is nothing to sign; the head of the plan says it all the same."""
    later = on_day(desk, TODAY + timedelta(days=1))
    reword(later, case_id)
    assert asked_again(later) == []
    papers.hand_out_plan(later, case_id)
    assert len(asked_again(later)) == 1


def test_i9_a_plan_taken_up_again_waits_for_its_own_signatures(desk: Desk, case_id: int) -> None:
    """The days of both are gone with the new beginning, and so is what waited before (Rule Z5)."""
    reword(desk, case_id)
    planning.close_plan(desk, case_id, TODAY, "goals_reached")
    later = on_day(desk, TODAY + timedelta(days=1))
    planning.reopen_plan(later, case_id, TODAY + timedelta(days=1))
    plan = plan_of(desk, case_id)
    assert (plan.client_signed_on, plan.worker_signed_on, plan.agreed_anew_on) == (None, None, None)
