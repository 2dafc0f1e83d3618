"""I7, K4, K7, L8: a mistyped first day of a plan is corrected, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.case_sheet import case_sheet, journal_of
from intman_desktop.services.closing.frozen_years import changed_since_frozen
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.plans import planning
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, YesNoUnknown
from intman_desktop.values.figures import ChangeKind
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.plan_views import PlanView
from intman_desktop.values.requests import Correction
from tests import builders as a
from tests import saving
from tests.opened import TODAY, clock_of, on_day, one, plan_in, put_in, stored
from tests.plan_begins import OLDER, TALKED, WHY, counselled_elsewhere

RIGHT = date(2026, 2, 2)


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return the id of a case with a plan without goals."""
    return with_plan(desk)


def with_plan(desk: Desk, **details: Any) -> int:
    """Put a case with a plan into the store, without goals unless ``details`` say so; return its id."""
    return one(desk, **{"plan": a.a_plan(goals=()), **details})[0]


def correct(
    desk: Desk, case_id: int, on: date = RIGHT, reason: str = WHY, version: int = 1
) -> Outcome[PlanView]:
    """Correct the first day of the plan."""
    return planning.change_begin(desk, case_id, version, on, reason)


def test_i7_l8_the_right_day_stands_and_the_wrong_one_is_kept_with_its_reason(
    desk: Desk, case_id: int
) -> None:
    view = correct(desk, case_id, RIGHT, " Zahlendreher ").value
    plan = plan_in(desk, case_id)
    assert (plan.begun_on, plan.spans[0].opened_on, plan.version) == (RIGHT, RIGHT, 2)
    assert view == planning.plan_view(desk, case_id)
    (kept,) = stored(desk, case_id).corrections
    told = Correction(TODAY, "plan.begun_on", None, True, a.OPENED_ON.isoformat(), WHY)
    assert replace(kept, id=0, worker="") == told
    (line,) = case_sheet(desk, case_id).corrections
    assert (line.place, line.old_value) == ("Erster Tag des Integrationsplans", "12.01.2026")
    assert journal_of(desk, case_id)[1].verb == "plan_begin_changed"


def test_i7_twice_on_a_day_is_one_entry_with_both_wrong_days(desk: Desk, case_id: int) -> None:
    correct(desk, case_id)
    correct(desk, case_id, date(2026, 2, 3), "noch einer", version=2)
    (line,) = case_sheet(desk, case_id).corrections
    assert (line.old_value, line.reason) == ("12.01.2026; 02.02.2026", "noch einer")


def test_i7_it_is_taken_back_whole(desk: Desk, case_id: int) -> None:
    before = stored(desk, case_id)
    done = correct(desk, case_id)
    assert done.undo is not None
    done.undo()
    after = stored(desk, case_id)
    assert before.plan is not None and after.plan is not None
    assert replace(after.plan, version=1) == before.plan
    assert after.corrections == ()


def test_i7_k4_of_a_plan_brought_along_only_the_day_elsewhere_moves(desk: Desk) -> None:
    plan = a.a_plan(goals=(), begun_on=OLDER, brought_along=True)
    case_id = with_plan(desk, plan=plan, case=a.a_case(counselled_before=YesNoUnknown.YES))
    correct(desk, case_id, TALKED, "so steht es auf dem Plan")
    moved = plan_in(desk, case_id)
    assert (moved.begun_on, moved.spans[0].opened_on) == (TALKED, a.OPENED_ON)


@pytest.mark.parametrize(
    ("on", "reason", "code"),
    [
        (a.OPENED_ON, WHY, "plan_begin_unchanged"),
        (date(2026, 11, 21), WHY, "plan_begin_in_future"),
        (date(2026, 1, 11), WHY, "plan_before_consent"),
        (date(2026, 3, 3), WHY, "plan_begin_after_signature"),
        (RIGHT, "  ", "plan_begin_reason_missing"),
        (RIGHT, "x" * 301, "correction_too_long"),
    ],
)
def test_i7_l8_what_cannot_be_changes_nothing(desk: Desk, on: date, reason: str, code: str) -> None:
    case_id = with_plan(desk, plan=a.a_plan(goals=(), client_signed_on=date(2026, 3, 2)))
    before = stored(desk, case_id)
    with pytest.raises(Refused, match=code):
        correct(desk, case_id, on, reason)
    assert stored(desk, case_id) == before


def test_an_older_version_a_missing_plan_and_an_unknown_case_are_refused(desk: Desk, case_id: int) -> None:
    saving.save_no_goal(desk, case_id, "noch im Ankommen", TODAY)
    with pytest.raises(ChangedMeanwhile):
        correct(desk, case_id)
    assert plan_in(desk, case_id).begun_on == a.OPENED_ON
    for plan in (None, v.Plan(steps="Zuerst Deutsch.")):
        with pytest.raises(Refused, match="plan_not_begun"):
            correct(desk, with_plan(desk, plan=plan))
    with pytest.raises(NotFound):
        correct(desk, 4711)


def test_p2_a_closed_case_keeps_its_first_day(desk: Desk) -> None:
    case_id = with_plan(desk, case=a.a_case(state=CaseState.ENDED, ended_on=TODAY))
    with pytest.raises(Refused, match="case_is_ended"):
        correct(desk, case_id)


def test_k7_a_year_that_was_handed_in_gets_its_difference_like_by_any_other_correction(desk: Desk) -> None:
    in_new_year = on_day(desk, date(2027, 1, 11))
    plan = a.a_plan(goals=(), no_goal_reason="noch im Ankommen", no_goal_until=TODAY)
    case_id = with_plan(
        in_new_year, plan=replace(plan, begun_on=date(2027, 1, 4), spans=(v.PlanSpan(date(2027, 1, 4)),))
    )
    freeze_year(in_new_year, 2026)
    correct(in_new_year, case_id, date(2026, 12, 4), "falsches Jahr")
    assert changed_since_frozen(in_new_year, 2026) == (ChangeKind.PLAN_CHANGED,)


def test_l8_a_corrected_first_day_comes_in_again_with_the_own_export(desk: Desk, case_id: int) -> None:
    correct(desk, case_id)
    content = export_cases(desk)
    assert b"plan.begun_on" in content
    with desk.vault.transaction() as connection:
        connection.execute(t.cases.delete())
    import_cases(desk, content)
    with desk.vault.reading() as connection:
        (kept,) = connection.execute(t.corrections.select()).mappings().all()
    assert (kept["place"], kept["old_value"]) == ("plan.begun_on", "2026-01-12")


def test_c7_a_plan_brought_along_older_than_the_period_is_told_until_one_day_is_corrected(desk: Desk) -> None:
    file = counselled_elsewhere(plan=None)
    case_id = put_in(desk, [file])[file.case.key]
    taken = planning.begin_plan(desk, case_id, OLDER, brought_along=True, opened_on=TODAY).value
    assert taken.doubt is not None and taken.doubt.code == "plan_older_than_start"
    assert taken.doubt in clock_of(desk, case_id).notes
    mended = correct(desk, case_id, date(2025, 10, 1)).value
    assert mended.doubt is None
    assert clock_of(desk, case_id).notes == ()
