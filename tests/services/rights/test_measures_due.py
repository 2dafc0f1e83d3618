"""Z3, E3, L6: a measure that the worker took on by a day is a promise; it is a deadline until it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.across import overview
from intman_desktop.services.across.due.settled import settled, settled_of
from intman_desktop.services.across.office_calendar import office_calendar
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.plans.goals import change_goal, save_goal
from intman_desktop.services.rights import settling
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Actor, CaseState, ConsentScope, GoalState
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.deadline_views import DeadlineRow
from tests import builders as a
from tests.opened import TODAY, one, plan_in

UNTIL = date(2026, 11, 30)
LATER = date(2026, 12, 7)
MINE = v.Measure("Beim Träger nach einem Platz fragen", Actor.WORKER, until=UNTIL)
HERS = v.Measure("Zeugnisse heraussuchen", Actor.CLIENT, until=UNTIL)
ELSEWHERE = v.Measure("Beratung anbieten", Actor.THIRD_PARTY, "MBE", until=UNTIL)


def case_with(desk: Desk, *measures: v.Measure, case: v.Case | None = None, **goal: object) -> int:
    """Return a case whose plan holds one goal with these measures."""
    details = {"next_review": date(2027, 1, 15), "measures": measures, **goal}
    plan = a.a_plan(goals=(a.a_goal(**details),))
    case_id, _file = one(desk, plan=plan, household=(), case=case or a.a_case())
    return case_id


def promised(desk: Desk) -> list[DeadlineRow]:
    return [row for row in overview.deadlines(desk, None) if row.kind is Kind.MEASURE]


def test_z3_a_measure_of_the_worker_is_listed_by_its_day_and_nobody_elses_is(desk: Desk) -> None:
    case_id = case_with(desk, MINE, HERS, ELSEWHERE, replace(MINE, until=None))
    (row,) = promised(desk)
    assert (row.due, sentence(row.matter)) == (UNTIL, "Eigene Maßnahme: Beim Träger nach einem Platz fragen")
    (goal,) = plan_in(desk, case_id).goals
    assert (row.row_id, row.goal_id) == (goal.measures[0].id, goal.id)
    assert [each for each in overview.deadlines_of(desk, case_id) if each.kind is Kind.MEASURE] == [row]


@pytest.mark.parametrize("state", [GoalState.REACHED, GoalState.DROPPED])
def test_z3_nothing_is_promised_any_more_once_the_goal_is_closed(desk: Desk, state: GoalState) -> None:
    case_with(desk, MINE, state=state)
    assert promised(desk) == []


def test_z3_what_the_worker_took_on_for_a_goal_that_is_only_proposed_is_listed(desk: Desk) -> None:
    case_with(desk, MINE, state=GoalState.PROPOSED, agreed_on=None)
    assert [row.due for row in promised(desk)] == [UNTIL]


def test_z3_a_promise_is_listed_and_settled_while_the_case_rests(desk: Desk) -> None:
    """As a next step that was agreed in a talk: the office's own word does not rest with the person."""
    case_id = case_with(desk, MINE, case=a.a_case(state=CaseState.DORMANT))
    (row,) = promised(desk)
    moved = settling.move_measure(desk, case_id, row.row_id, LATER)
    assert [each.due for each in promised(desk)] == [LATER]
    assert moved.undo is not None
    moved.undo()
    settling.settle_measure(desk, case_id, row.row_id, TODAY)
    assert promised(desk) == []


def test_z3_closing_the_goal_settles_its_measures(desk: Desk) -> None:
    case_id = case_with(desk, MINE)
    (goal,) = plan_in(desk, case_id).goals
    done = change_goal(desk, case_id, goal.id, goal.version, GoalState.REACHED, on=TODAY)
    assert promised(desk) == []
    assert done.undo is not None
    done.undo()
    assert [row.due for row in promised(desk)] == [UNTIL]


def test_z3_a_measure_is_done_where_it_stands_told_as_settled_and_taken_back(desk: Desk) -> None:
    case_id = case_with(desk, MINE, HERS)
    before = plan_in(desk, case_id)
    (row,) = promised(desk)
    done = settling.settle_measure(desk, case_id, row.row_id, TODAY)
    assert promised(desk) == []
    (goal,) = plan_in(desk, case_id).goals
    assert [each.done_on for each in goal.measures] == [TODAY, None]
    for rows in (settled(desk), settled_of(desk, case_id)):
        (told,) = [each for each in rows if each.kind is Kind.MEASURE]
        assert (told.on, told.goal_id) == (TODAY, goal.id)
        assert sentence(told.matter) == "Maßnahme: Beim Träger nach einem Platz fragen"
    assert done.undo is not None
    done.undo()
    assert replace(plan_in(desk, case_id).goals[0], version=1) == replace(before.goals[0], version=1)
    assert [each.due for each in promised(desk)] == [UNTIL]


def test_z3_z5_a_measure_is_moved_and_what_was_signed_stays_signed(desk: Desk) -> None:
    case_id = case_with(desk, MINE)
    (row,) = promised(desk)
    with pytest.raises(Refused, match="due_day_not_ahead"):
        settling.move_measure(desk, case_id, row.row_id, TODAY)
    done = settling.move_measure(desk, case_id, row.row_id, LATER)
    assert [each.due for each in promised(desk)] == [LATER]
    assert plan_in(desk, case_id).agreed_anew_on is None
    assert done.undo is not None
    done.undo()
    assert [each.due for each in promised(desk)] == [UNTIL]


def test_z3_what_cannot_be_is_refused_and_an_older_form_writes_nothing_over_it(desk: Desk) -> None:
    case_id = case_with(desk, MINE)
    other_id = case_with(desk)
    (row,) = promised(desk)
    (read,) = plan_in(desk, case_id).goals
    with pytest.raises(Refused, match="measure_done_in_future"):
        settling.settle_measure(desk, case_id, row.row_id, TODAY + timedelta(days=1))
    for act in (settling.settle_measure, settling.move_measure):
        with pytest.raises(NotFound):
            act(desk, other_id, row.row_id, TODAY if act is settling.settle_measure else LATER)
    settling.settle_measure(desk, case_id, row.row_id, TODAY)
    with pytest.raises(ChangedMeanwhile):
        save_goal(desk, case_id, replace(read, seen_by="Vertrag"))


def test_e3_without_the_consent_the_day_stays_and_the_words_are_left_out(desk: Desk) -> None:
    case_id = case_with(desk, MINE, replace(MINE, until=None, done_on=TODAY), area="health")
    assert sentence(promised(desk)[0].matter) == "Eigene Maßnahme: Beim Träger nach einem Platz fragen"
    with desk.vault.transaction() as connection:
        c = t.consents.c
        mine = c.case_id == case_id, c.scope == ConsentScope.SPECIAL
        connection.execute(t.consents.delete().where(*mine))
    (row,) = promised(desk)
    assert (row.due, sentence(row.matter)) == (
        UNTIL,
        "Eigene Maßnahme; für die Art von Daten fehlt die Einwilligung.",
    )
    (told,) = [each for each in settled_of(desk, case_id) if each.kind is Kind.MEASURE]
    assert sentence(told.matter) == "Maßnahme erledigt."


def test_l6_the_calendar_names_a_measure_by_its_kind_and_keeps_its_entry_through_saving(desk: Desk) -> None:
    case_id = case_with(desk, MINE, MINE)
    before = office_calendar(desk, None, {Kind.MEASURE})
    assert before.count(b"Eigene Ma") == 2
    assert b"Platz" not in before
    (goal,) = plan_in(desk, case_id).goals
    save_goal(desk, case_id, goal)
    assert uids(office_calendar(desk, None, {Kind.MEASURE})) == uids(before)
    assert len(set(uids(before))) == 2


def uids(calendar: bytes) -> list[bytes]:
    return [line for line in calendar.splitlines() if line.startswith(b"UID")]
