"""L2, K4, K7, C6: an ending entered by mistake is taken back, and all is as if it had never been."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.doubles import compare, end_as_double, pairs_shown, people_to_compare
from intman_desktop.services.casework.several import end_cases
from intman_desktop.services.closing.ending import end_case, rest_case
from intman_desktop.services.closing.erasure import due_for_erasure, erase_case
from intman_desktop.services.closing.frozen_years import changed_since_frozen
from intman_desktop.services.closing.reopening import take_back_ending
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.plans.plan_changes import refresh_lights
from intman_desktop.services.plans.planning import close_plan
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.figures import ChangeKind
from tests import builders as a
from tests.cells import every_cell
from tests.opened import TODAY, newest_act, on_day, open_desk, put_in, stored

ON = date(2026, 11, 10)
WRONG = Ending(ON, "deportation", "falsche Akte")


def one(desk: Desk, file: v.CaseFile | None = None) -> int:
    """Put a case with a talk into the store, its lights judged as they are, and return its id."""
    file = file or a.a_filled_case_file()
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=date(2026, 3, 3))])[file.case.key]
    with desk.vault.transaction() as connection:
        refresh_lights(connection, desk, case_id, a.OPENED_ON)
    return case_id


def unversioned(file: v.CaseFile) -> v.CaseFile:
    """Return a case without how often its rows were saved."""
    plan = replace(file.plan, version=0) if file.plan else None
    return replace(file, case=replace(file.case, version=0), plan=plan)


def test_l2_k4_all_is_as_if_the_case_had_never_ended(desk: Desk) -> None:
    """State, plan, figures of every year, and the list of those to be erased; the journal tells of it."""
    case_id = one(desk)
    before, counted = stored(desk, case_id), every_cell(desk)
    end_case(desk, case_id, WRONG)
    assert every_cell(desk) != counted and len(due_for_erasure(desk)) == 1
    outcome = take_back_ending(desk, case_id)
    assert outcome.value == stored(desk, case_id).case
    assert unversioned(stored(desk, case_id)) == unversioned(before)
    assert (every_cell(desk), due_for_erasure(desk)) == (counted, ())
    assert newest_act(desk, case_id) == "ending_taken_back"


def test_l2_what_was_taken_back_goes_out_and_comes_in_as_what_never_ended(
    desk: Desk, template: Path, tmp_path: Path
) -> None:
    """The file of the case is the same, and another store takes it in."""
    case_id = one(desk, a.a_case_file())
    before = json.loads(export_cases(desk, [case_id]))["cases"]
    end_case(desk, case_id, WRONG)
    take_back_ending(desk, case_id)
    content = export_cases(desk, [case_id])
    assert json.loads(content)["cases"] == before
    other = open_desk(template, tmp_path / "other")
    assert import_cases(other, content).value.cases == 1
    other.vault.close()


def test_l2_taking_an_ending_back_can_be_taken_back_itself(desk: Desk) -> None:
    """The undo step puts the ending there again, with its plan; done, it does nothing more."""
    case_id = one(desk)
    end_case(desk, case_id, WRONG)
    before = stored(desk, case_id)
    undo = take_back_ending(desk, case_id).undo
    assert undo is not None
    undo()
    assert unversioned(stored(desk, case_id)) == unversioned(before)
    with pytest.raises(ChangedMeanwhile):
        undo()


def test_l2_after_an_ending_was_taken_back_the_case_ends_on_the_right_day(desk: Desk) -> None:
    """That is what it is for: the day and the reason of the sheet are those that were entered last."""
    case_id, right = one(desk), one(desk)
    end_case(desk, right, Ending(date(2026, 11, 3), "relocation"))
    counted = every_cell(desk)
    end_case(desk, case_id, WRONG)
    take_back_ending(desk, case_id)
    end_case(desk, case_id, Ending(date(2026, 11, 3), "relocation"))
    plan = stored(desk, case_id).plan
    assert plan is not None
    assert [(each.closed_on, each.reason) for each in plan.spans] == [(date(2026, 11, 3), "relocation")]
    take_back_ending(desk, case_id)
    assert every_cell(desk) == counted


def test_l2_of_several_that_ended_at_once_each_is_taken_back_for_itself(desk: Desk) -> None:
    """The others stay ended, their undo step is not needed for it."""
    first, second = one(desk), one(desk)
    end_cases(desk, (first, second), WRONG)
    take_back_ending(desk, second)
    states = [stored(desk, each).case.state for each in (first, second)]
    assert states == [CaseState.ENDED, CaseState.ACTIVE]


def test_k4_a_plan_closed_before_the_ending_stays_closed(desk: Desk) -> None:
    """Only what the ending closed opens again."""
    case_id = one(desk)
    close_plan(desk, case_id, date(2026, 11, 3), "goals_reached")
    before = stored(desk, case_id).plan
    end_case(desk, case_id, WRONG)
    take_back_ending(desk, case_id)
    assert before is not None
    assert stored(desk, case_id).plan == before


@pytest.mark.parametrize(
    ("today", "state"), [(date(2026, 12, 5), CaseState.DORMANT), (date(2026, 12, 6), CaseState.ACTIVE)]
)
def test_c6_a_case_that_rested_rests_again_while_that_was_agreed(
    desk: Desk, today: date, state: CaseState
) -> None:
    """Up to its last day, however long the ending stood."""
    case_id = one(desk)
    rest_case(desk, case_id, v.Decision("", date(2026, 11, 1), "Reise, so vereinbart", date(2026, 12, 5)))
    end_case(desk, case_id, WRONG)
    later = on_day(desk, today)
    assert take_back_ending(later, case_id).value.state is state
    content = export_cases(later, [case_id])
    assert json.loads(content)["cases"][0]["case"].get("state", "active") == state


def test_k7_a_year_that_was_handed_in_gets_a_new_version(desk: Desk) -> None:
    """Its plan was not ended in it after all: the change is noted with its kind."""
    early = date(2025, 1, 8)
    goals = (a.a_goal(agreed_on=early, history=()),)
    file = a.a_case_file(
        case=a.a_case(opened_on=early, period_start=early),
        consents=(a.a_consent(decided_on=early),),
        needs_assessment=None,
        plan=a.a_plan(begun_on=early, spans=(v.PlanSpan(early),), goals=goals),
    )
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=early)])[file.case.key]
    counted = every_cell(desk)
    end_case(desk, case_id, Ending(date(2025, 12, 10), "relocation"))
    freeze_year(desk, 2025)
    assert changed_since_frozen(desk, 2025) == ()
    take_back_ending(desk, case_id)
    assert changed_since_frozen(desk, 2025) == (ChangeKind.PLAN_CHANGED,)
    assert every_cell(desk) == counted


def test_l2_an_ending_that_stays_is_refused_and_nothing_is_changed(desk: Desk) -> None:
    """A running case, one on hold, one that was withdrawn or whose consent ran out, none at all."""
    running, held, withdrawn = one(desk), one(desk), one(desk)
    over: dict[str, Any] = {"state": CaseState.ENDED, "ended_on": ON, "ending_reason": "relocation"}
    ran_out = one(
        desk,
        a.a_case_file(case=a.a_case(**over), consents=(a.a_consent(valid_until=date(2026, 11, 19)),)),
    )
    end_case(desk, held, WRONG)
    hold_case(desk, held, "Klage", date(2027, 1, 1))
    withdraw_basic(desk, withdrawn, TODAY)
    for case_id, code in (
        (running, "case_not_ended"),
        (held, "case_on_hold"),
        (withdrawn, "ending_by_withdrawal"),
        (ran_out, "basic_missing"),
    ):
        before = stored(desk, case_id)
        with pytest.raises(Refused) as refused:
            take_back_ending(desk, case_id)
        assert refused.value.code == code
        assert stored(desk, case_id) == before
    with pytest.raises(NotFound):
        take_back_ending(desk, 99)


def test_k8_two_files_are_asked_about_again_when_one_is_no_double_after_all(desk: Desk) -> None:
    """They were settled as one person's; both run again, so that would hide a real double for ever."""
    first, second = put_in(desk, [a.a_case_file(), a.a_case_file()]).values()

    def pairs() -> int:
        return len(pairs_shown(desk, compare(people_to_compare(desk))))

    assert pairs() == 1
    end_as_double(desk, first, second)
    assert pairs() == 0
    undo = take_back_ending(desk, second).undo
    assert pairs() == 1
    assert stored(desk, first).doubles == stored(desk, second).doubles == ()
    assert newest_act(desk, first) == "doubles_decided"
    assert undo is not None
    undo()
    assert (pairs(), stored(desk, second).case.state) == (0, CaseState.ENDED)
    undo = take_back_ending(desk, second).undo
    erase_case(desk, first, "relocation")
    assert undo is not None
    with pytest.raises(ChangedMeanwhile):
        undo()
    assert stored(desk, second).case.state is CaseState.ACTIVE
