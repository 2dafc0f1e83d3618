"""I7, K4, K7, L8: a mistyped first day of a plan is corrected, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.case_sheet import case_sheet, journal_of
from intman_desktop.services.closing.frozen_years import changed_since_frozen
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.plans import planning
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, StartEvidence, StartOrigin, YesNoUnknown
from intman_desktop.values.figures import ChangeKind
from intman_desktop.values.requests import Correction
from tests import builders as a
from tests import saving
from tests.opened import TODAY, clock_of, on_day, put_in

RIGHT = date(2026, 2, 2)
ELSEWHERE = date(2025, 9, 30)


def put(desk: Desk, **details: object) -> int:
    """Write a case with a plan without goals into the store and return its id."""
    file = a.a_case_file(**{"plan": a.a_plan(goals=()), **details})
    return put_in(desk, [file])[file.case.key]


def file_of(desk: Desk, case_id: int) -> v.CaseFile:
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    return file


def plan_of(desk: Desk, case_id: int) -> v.Plan:
    plan = file_of(desk, case_id).plan
    assert plan is not None
    return plan


def test_i7_l8_the_right_day_stands_and_the_wrong_one_is_kept_with_its_reason(desk: Desk) -> None:
    case_id = put(desk)
    view = planning.change_begin(desk, case_id, 1, RIGHT, " Zahlendreher ").value
    plan = plan_of(desk, case_id)
    assert (plan.begun_on, plan.spans[0].opened_on, plan.version) == (RIGHT, RIGHT, 2)
    assert view == planning.plan_view(desk, case_id)
    (kept,) = file_of(desk, case_id).corrections
    told = Correction(TODAY, "plan.begun_on", None, True, a.OPENED_ON.isoformat(), "Zahlendreher")
    assert replace(kept, id=0, worker="") == told
    (line,) = case_sheet(desk, case_id).corrections
    assert (line.place, line.old_value) == ("Erster Tag des Integrationsplans", "12.01.2026")
    assert journal_of(desk, case_id)[1].verb == "plan_begin_changed"


def test_i7_twice_on_a_day_is_one_entry_with_both_wrong_days(desk: Desk) -> None:
    case_id = put(desk)
    planning.change_begin(desk, case_id, 1, RIGHT, "Zahlendreher")
    planning.change_begin(desk, case_id, 2, date(2026, 2, 3), "noch einer")
    (line,) = case_sheet(desk, case_id).corrections
    assert (line.old_value, line.reason) == ("12.01.2026; 02.02.2026", "noch einer")


def test_i7_it_is_taken_back_whole(desk: Desk) -> None:
    case_id = put(desk)
    before = file_of(desk, case_id)
    done = planning.change_begin(desk, case_id, 1, RIGHT, "Zahlendreher")
    assert done.undo is not None
    done.undo()
    after = file_of(desk, case_id)
    assert before.plan is not None and after.plan is not None
    assert replace(after.plan, version=1) == before.plan
    assert after.corrections == ()


def test_i7_k4_of_a_plan_brought_along_only_the_day_elsewhere_moves(desk: Desk) -> None:
    plan = a.a_plan(goals=(), begun_on=date(2025, 9, 1), brought_along=True)
    case_id = put(desk, plan=plan, case=a.a_case(counselled_before=YesNoUnknown.YES))
    planning.change_begin(desk, case_id, 1, ELSEWHERE, "so steht es auf dem Plan")
    moved = plan_of(desk, case_id)
    assert (moved.begun_on, moved.spans[0].opened_on) == (ELSEWHERE, a.OPENED_ON)


@pytest.mark.parametrize(
    ("on", "reason", "code"),
    [
        (a.OPENED_ON, "Zahlendreher", "plan_begin_unchanged"),
        (date(2026, 11, 21), "Zahlendreher", "plan_begin_in_future"),
        (date(2026, 1, 11), "Zahlendreher", "plan_before_consent"),
        (date(2026, 3, 3), "Zahlendreher", "plan_begin_after_signature"),
        (RIGHT, "  ", "plan_begin_reason_missing"),
        (RIGHT, "x" * 301, "correction_too_long"),
    ],
)
def test_i7_l8_what_cannot_be_changes_nothing(desk: Desk, on: date, reason: str, code: str) -> None:
    case_id = put(desk, plan=a.a_plan(goals=(), client_signed_on=date(2026, 3, 2)))
    before = file_of(desk, case_id)
    with pytest.raises(Refused, match=code):
        planning.change_begin(desk, case_id, 1, on, reason)
    assert file_of(desk, case_id) == before


def test_an_older_version_a_missing_plan_and_an_unknown_case_are_refused(desk: Desk) -> None:
    case_id = put(desk)
    saving.save_no_goal(desk, case_id, "noch im Ankommen", TODAY)
    with pytest.raises(ChangedMeanwhile):
        planning.change_begin(desk, case_id, 1, RIGHT, "Zahlendreher")
    assert plan_of(desk, case_id).begun_on == a.OPENED_ON
    for plan in (None, v.Plan(steps="Zuerst Deutsch.")):
        with pytest.raises(Refused, match="plan_not_begun"):
            planning.change_begin(desk, put(desk, plan=plan), 1, RIGHT, "Zahlendreher")
    with pytest.raises(NotFound):
        planning.change_begin(desk, 4711, 1, RIGHT, "Zahlendreher")


def test_p2_a_closed_case_keeps_its_first_day(desk: Desk) -> None:
    case_id = put(desk, case=a.a_case(state=CaseState.ENDED, ended_on=TODAY))
    with pytest.raises(Refused, match="case_is_ended"):
        planning.change_begin(desk, case_id, 1, RIGHT, "Zahlendreher")


def test_k7_a_year_that_was_handed_in_gets_its_difference_like_by_any_other_correction(desk: Desk) -> None:
    in_new_year = on_day(desk, date(2027, 1, 11))
    plan = a.a_plan(goals=(), no_goal_reason="noch im Ankommen", no_goal_until=TODAY)
    case_id = put(
        in_new_year, plan=replace(plan, begun_on=date(2027, 1, 4), spans=(v.PlanSpan(date(2027, 1, 4)),))
    )
    freeze_year(in_new_year, 2026)
    planning.change_begin(in_new_year, case_id, 1, date(2026, 12, 4), "falsches Jahr")
    assert changed_since_frozen(in_new_year, 2026) == (ChangeKind.PLAN_CHANGED,)


def test_l8_a_corrected_first_day_comes_in_again_with_the_own_export(desk: Desk) -> None:
    case_id = put(desk)
    planning.change_begin(desk, case_id, 1, RIGHT, "Zahlendreher")
    content = export_cases(desk)
    assert b"plan.begun_on" in content
    with desk.vault.transaction() as connection:
        connection.execute(t.cases.delete())
    import_cases(desk, content)
    with desk.vault.reading() as connection:
        (kept,) = connection.execute(t.corrections.select()).mappings().all()
    assert (kept["place"], kept["old_value"]) == ("plan.begun_on", "2026-01-12")


def test_c7_a_plan_brought_along_older_than_the_period_is_told_until_one_day_is_corrected(desk: Desk) -> None:
    case = a.a_case(
        counselled_before=YesNoUnknown.YES,
        period_start=ELSEWHERE,
        start_origin=StartOrigin.BROUGHT,
        start_evidence=StartEvidence.CERTIFICATE_SEEN,
    )
    earlier = (v.EarlierCounselling("LRA Musterkreis", ELSEWHERE, None, StartEvidence.CERTIFICATE_SEEN),)
    case_id = put(desk, case=case, earlier_counselling=earlier, plan=None)
    taken = planning.begin_plan(desk, case_id, date(2025, 9, 1), brought_along=True, opened_on=TODAY).value
    assert taken.doubt is not None and taken.doubt.code == "plan_older_than_start"
    assert taken.doubt in clock_of(desk, case_id).notes
    mended = planning.change_begin(desk, case_id, 1, date(2025, 10, 1), "Zahlendreher").value
    assert mended.doubt is None
    assert clock_of(desk, case_id).notes == ()
