"""Whether people share a name is decided by the whole store, so that a row reads the same everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from intman_desktop.services.across import overview
from intman_desktop.services.across.due.settled import settled
from intman_desktop.services.across.key_figures import sheet_view
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.rights.requests import open_requests
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState
from intman_desktop.values.deadline_views import DeadlineGroup
from tests.builders import a_case, a_case_file, a_client, a_goal, a_plan, a_request, a_signed_plan, a_talk
from tests.opened import TODAY, put_in

pytestmark = pytest.mark.unmeasured

LATELY = date(2026, 11, 2)
ENDED = {"state": CaseState.ENDED, "ended_on": date(2026, 11, 3), "ending_reason": "goals_reached"}
ON_HOLD = {"hold_since": date(2026, 11, 3), "hold_reason": "Klage", "hold_review_on": TODAY}


def called(
    family: str, given: str = "Mohammed", review: date = date(2027, 8, 1), **details: Any
) -> v.CaseFile:
    """Return a case of this name in which nothing is due unless ``review`` or ``details`` say so."""
    client = a_client(family_name=family, given_name=given)
    plan = a_signed_plan(goals=(a_goal(next_review=review),))
    return a_case_file(**{"client": client, "plan": plan, "household": (), **details})


def put(desk: Desk, *files: v.CaseFile) -> None:
    """Write these cases, each with a recent talk."""
    put_in(desk, files, [a_talk(file.case.key, on=LATELY) for file in files])


def flags(desk: Desk) -> dict[str, bool]:
    """Return for each name in the list of deadlines whether another person has it."""
    return {row.person: row.has_namesake for row in overview.deadlines(desk)}


def test_a_name_is_shared_whatever_the_state_of_the_other_case(desk: Desk) -> None:
    other = called("Musteri", case=a_case(**ENDED))
    put(desk, called("Musteri", review=TODAY), other, called("Beispiel", "Samira", review=TODAY))
    assert flags(desk) == {"Musteri, Mohammed": True, "Beispiel, Samira": False}


def test_e4_the_namesake_whose_consent_is_missing_counts_for_the_name_stands_in_the_lists(desk: Desk) -> None:
    put(desk, called("Musteri", review=TODAY), called("Musteri", consents=()))
    assert flags(desk) == {"Musteri, Mohammed": True}


def test_l2_no_number_beside_a_name_tells_that_a_namesake_is_on_hold(desk: Desk) -> None:
    put(desk, called("Musteri", review=TODAY), called("Musteri", case=a_case(**ON_HOLD)))
    assert flags(desk) == {"Musteri, Mohammed": False, "": False}, "the held one goes by its number already"


def test_names_that_are_read_alike_are_one_name(desk: Desk) -> None:
    put(desk, called("Müster", review=TODAY), called("Muster", review=TODAY))
    assert flags(desk) == {"Müster, Mohammed": True, "Muster, Mohammed": True}


def test_names_of_which_no_letter_is_left_are_not_one_name(desk: Desk) -> None:
    put(desk, called("???", "", review=TODAY), called("…", "", review=TODAY))
    assert flags(desk) == {"???": False, "…": False}


def test_names_in_two_spellings_are_two_names(desk: Desk) -> None:
    put(desk, called("Musteri", "Mohammed", review=TODAY), called("Musteri", "Muhamad", review=TODAY))
    assert not any(flags(desk).values())


def test_two_matters_of_one_person_make_no_namesake(desk: Desk) -> None:
    put(desk, called("Musteri", review=TODAY, requests=(a_request(received_on=LATELY),)))
    rows = overview.deadlines(desk)
    assert len(rows) > 1
    assert not any(row.has_namesake for row in rows)


def test_c9_a_deadline_tells_of_a_namesake_who_has_none(desk: Desk) -> None:
    put(desk, called("Musteri", review=TODAY), called("Musteri"))
    (row,) = overview.deadlines(desk)
    first = overview.first_deadlines(desk, dict.fromkeys(DeadlineGroup, 1))
    assert row.has_namesake
    assert first.rows == (row,)


def test_what_was_settled_tells_of_a_namesake_of_whom_nothing_was(desk: Desk) -> None:
    begun = a_plan(begun_on=TODAY - timedelta(days=2))
    put(desk, called("Musteri", plan=begun), called("Musteri", plan=None))
    rows = settled(desk)
    assert rows
    assert all(row.has_namesake for row in rows if row.case_id)


def test_k6_a_question_tells_of_a_namesake_of_whom_it_is_not_asked(desk: Desk) -> None:
    put(desk, called("Musteri", plan=None), called("Musteri"))
    asked = [each for each in sheet_view(desk, 2026).questions if each.fact.code == "question_plan_missing"]
    assert [each.has_namesake for each in asked] == [True]


def test_l8_a_request_tells_of_a_namesake_who_asked_for_nothing(desk: Desk) -> None:
    put(desk, called("Musteri", requests=(a_request(received_on=LATELY),)), called("Musteri"))
    assert [line.has_namesake for line in open_requests(desk)] == [True]


def test_e1_l2_the_lines_of_data_protection_tell_of_a_namesake_who_stands_in_none(desk: Desk) -> None:
    put(
        desk,
        called("Musteri", consents=()),
        called("Musteri"),
        called("Beispiel", case=a_case(**ENDED)),
        called("Beispiel"),
        called("Probe", case=a_case(**ENDED)),
    )
    view = privacy_view(desk)
    assert [line.has_namesake for line in view.missing] == [True]
    assert {line.name: line.has_namesake for line in view.due} == {
        "Beispiel, Mohammed": True,
        "Probe, Mohammed": False,
    }
