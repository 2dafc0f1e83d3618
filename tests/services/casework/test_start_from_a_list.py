"""C1, P3: who comes from an old list with her first talk here was counselled here before, noted or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.casework import period
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.deadline_views import DeadlineKind
from tests import builders as a
from tests.opened import TODAY, clock_of, put_in

START, LISTED = date(2024, 3, 15), date(2026, 10, 1)
FIRST, SECOND = date(2026, 11, 3), date(2026, 11, 12)


def from_a_list(desk: Desk) -> tuple[int, CaseFile]:
    """Write a case taken over from a list that told a first talk here; return it with its id."""
    head = a.a_case(period_start=START, opened_on=LISTED, from_list_on=LISTED)
    told = a.a_consent(decided_on=date(2024, 1, 8))
    file = a.a_case_file(case=head, consents=(told,), needs_assessment=None, plan=None)
    return put_in(desk, [file])[file.case.key], file


def words_of(desk: Desk, case_id: int) -> set[str]:
    """Return the codes of what the clock says."""
    return {fact.code for fact in clock_of(desk, case_id).notes}


def test_c1_no_talk_moves_the_start_that_the_list_told(desk: Desk) -> None:
    case_id, file = from_a_list(desk)
    assert not words_of(desk, case_id) & {"start_gone", "start_later"}
    for on in (FIRST, SECOND):
        noted = note_talk(desk, a.a_talk(file.case.key, on=on)).value
        assert noted.start_changes == ()
        assert clock_of(desk, case_id).start == START
        assert not words_of(desk, case_id) & {"start_gone", "start_later"}


def test_c1_an_earlier_talk_is_the_start_all_the_same(desk: Desk) -> None:
    case_id, file = from_a_list(desk)
    earlier = date(2024, 2, 20)
    (moved,) = note_talk(desk, a.a_talk(file.case.key, on=earlier), confirm_outside=True).value.start_changes
    assert (moved.found, moved.taken_over) == (earlier, True)
    note_talk(desk, a.a_talk(file.case.key, on=FIRST))
    assert clock_of(desk, case_id).start == earlier


def test_c1_a_start_that_somebody_changed_is_compared_with_the_talks_as_any_other(desk: Desk) -> None:
    case_id, file = from_a_list(desk)
    period.change_start(desk, case_id, None, "Es war kein Beratungsgespräch")
    assert clock_of(desk, case_id).start is None
    note_talk(desk, a.a_talk(file.case.key, on=FIRST))
    assert clock_of(desk, case_id).start == FIRST


def test_p3_the_first_talk_that_is_noted_is_the_second_and_needs_the_plan(desk: Desk) -> None:
    case_id, file = from_a_list(desk)
    (needed,) = note_talk(desk, a.a_talk(file.case.key, on=FIRST)).value.plan_needed
    assert (needed.begin_on, needed.first_here, needed.may_bring) == (FIRST, False, False)
    due = [row for row in deadlines(desk) if row.kind is DeadlineKind.PLAN_MISSING]
    assert [(row.case_id, row.due) for row in due] == [(case_id, FIRST)]


def test_p3_where_the_talk_of_the_list_is_noted_it_is_the_first_and_needs_none(desk: Desk) -> None:
    case_id, file = from_a_list(desk)
    noted = note_talk(desk, a.a_talk(file.case.key, on=START)).value
    assert noted.plan_needed == ()
    assert [row for row in deadlines(desk) if row.kind is DeadlineKind.PLAN_MISSING] == []
    assert open_case(desk, case_id).file.case.period_start == START


def test_c1_without_the_list_a_later_first_talk_is_named(desk: Desk) -> None:
    head = a.a_case(period_start=START, opened_on=START)
    file = a.a_case_file(case=head, needs_assessment=None, plan=None)
    case_id = put_in(desk, [file, replace(a.a_case_file(), needs_assessment=None)])[file.case.key]
    assert "start_gone" in words_of(desk, case_id)
    (moved,) = note_talk(desk, a.a_talk(file.case.key, on=TODAY)).value.start_changes
    assert (moved.kept, moved.found, moved.taken_over) == (START, TODAY, False)
