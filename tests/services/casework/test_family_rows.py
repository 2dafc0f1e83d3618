"""P4: which row of a household a file is linked to, and that no birth is lost by it."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from intman_desktop.errors import Refused
from intman_desktop.services.across import overview
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.family import NEW_ROW, link_files, rows_meant, unlink_file
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.closing.erasure import confirm_clock, erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_kinds import INTEGRATION_PLAN
from intman_desktop.services.papers.papers import paper
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.transfer.exporting import export_cases, export_own
from intman_desktop.values.case_file import HouseholdMember
from intman_desktop.values.codes import BirthPrecision, Sex
from intman_desktop.values.deadline_views import DeadlineKind
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, on_day, one
from tests.saving import save_household

ELDER = HouseholdMember("child", False, 2009, 1)
YOUNGER = HouseholdMember("child", False, 2012, 5)
BORN = date(2012, 5, 5)


def two(desk: Desk, *household: HouseholdMember, **client: object) -> tuple[int, int]:
    """Return the case of a mother with this household, and that of a child with a file of its own."""
    mother, _file = one(desk, household=household)
    young = {"given_name": "Lina", "birth_date": BORN, "adult": None, **client}
    child, _file = one(desk, client=a.a_client(**young), household=())
    return mother, child


def births(desk: Desk, case_id: int) -> list[tuple[int | None, int | None, bool]]:
    """Return the births of a household, and whether each is linked."""
    stored = open_case(desk, case_id).file.household
    return [(each.birth_year, each.birth_month, bool(each.linked_case)) for each in stored]


def eighteens(desk: Desk) -> list[date]:
    return [row.due for row in overview.deadlines(desk, None) if row.kind is DeadlineKind.TURNS_EIGHTEEN]


def test_p4_a_file_takes_over_no_row_of_another_birth(desk: Desk) -> None:
    """The birth of the one child was lost to the file of the other, and with it that she turns 18."""
    mother, child = two(desk, ELDER)
    done = link_files(desk, mother, child, "child")
    assert births(desk, mother) == [(2009, 1, False), (None, None, True)]
    assert eighteens(desk) == [date(2027, 1, 1)]
    unlink_file(desk, mother, done.value)
    assert births(desk, mother)[0] == (2009, 1, False)


def test_p4_the_row_of_the_same_birth_is_taken_and_parted_it_stands_as_before(desk: Desk) -> None:
    mother, child = two(desk, ELDER, YOUNGER)
    row = open_case(desk, mother).file.household[1].id
    assert link_files(desk, mother, child, "child").value == row
    assert births(desk, mother) == [(2009, 1, False), (2012, 5, True)]
    assert eighteens(desk) == [date(2027, 1, 1)], "who has a file of its own is announced there"
    unlink_file(desk, mother, row)
    assert births(desk, mother) == [(2009, 1, False), (2012, 5, False)]
    assert eighteens(desk) == [date(2027, 1, 1), date(2030, 5, 1)]


def test_p4_of_several_rows_that_fit_one_is_chosen_or_a_new_one_is_made(desk: Desk) -> None:
    bare = HouseholdMember("child", False)
    mother, child = two(desk, ELDER, YOUNGER, bare)
    fit = rows_meant(desk, mother, child, "child")
    assert [(each.birth_year, each.birth_month) for each in fit] == [(2012, 5), (None, None)]
    before = births(desk, mother)
    for member_id, after in (
        (0, [*before, (None, None, True)]),
        (NEW_ROW, [*before, (None, None, True)]),
        (fit[1].id, [*before[:2], (None, None, True)]),
    ):
        done = link_files(desk, mother, child, "child", member_id)
        assert births(desk, mother) == after
        assert done.undo is not None
        done.undo()
        assert births(desk, mother) == before


def test_p4_of_whom_the_age_is_not_known_the_row_stays_a_child_with_its_birth(desk: Desk) -> None:
    mother, child = two(desk, YOUNGER, birth_date=None, birth_precision=BirthPrecision.UNKNOWN)
    row = link_files(desk, mother, child, "child").value
    assert births(desk, mother) == [(2012, 5, True)]
    unlink_file(desk, mother, row)
    assert eighteens(desk) == [date(2030, 5, 1)]


def test_p4_a_linked_child_that_came_of_age_since_hinders_no_other_change(desk: Desk) -> None:
    mother, child = two(desk, HouseholdMember("child", False, 2008, 12), birth_date=date(2008, 12, 3))
    link_files(desk, mother, child, "child")
    later = on_day(desk, date(2027, 2, 1))
    file = open_case(later, mother).file
    save_household(later, mother, [*file.household, HouseholdMember("sibling", True)])
    assert [
        (each.relationship, bool(each.linked_case)) for each in open_case(desk, mother).file.household
    ] == [
        ("child", True),
        ("sibling", False),
    ]


def grown_up(desk: Desk) -> tuple[Desk, int, int, int]:
    """Return the day two months after a linked child turned 18, both cases, and the row of the child."""
    mother, child = two(desk, HouseholdMember("child", False, 2008, 12), birth_date=date(2008, 12, 3))
    row = link_files(desk, mother, child, "child").value
    return on_day(desk, date(2027, 2, 1)), mother, child, row


def test_p4_of_a_linked_child_that_came_of_age_only_the_relationship_is_told(desk: Desk) -> None:
    """Her birth stood in the plan, the access report and the export of her mother."""
    later, mother, _child, _row = grown_up(desk)
    plan = text_of(paper(later, INTEGRATION_PLAN, mother).content)
    assert "Kind (erwachsen)" in plan
    report = text_of(access_report(later, mother).value.content)
    assert "2008" not in plan
    assert "2008" not in report
    own = BytesIO()
    export_own(later, own, mother)
    with ZipFile(own) as parcel:
        to_her, beside = parcel.read("cases.json"), parcel.read("beside.json")
    assert b"2008" not in beside
    for content in (to_her, export_cases(later, [mother]), export_cases(later)):
        (relative,) = json.loads(content)["cases"][0]["household"]
        assert relative["adult"]
        assert (relative.get("birth_year"), relative.get("birth_month")) == (None, None)


def test_p4_a_linked_child_is_told_with_its_birth_until_it_is_surely_of_age(desk: Desk) -> None:
    mother, child = two(desk, HouseholdMember("child", False, 2008, 12), birth_date=date(2008, 12, 3))
    link_files(desk, mother, child, "child")
    for day, born in ((date(2026, 12, 31), True), (date(2027, 1, 1), False)):
        plan = text_of(paper(on_day(desk, day), INTEGRATION_PLAN, mother).content)
        assert ("Kind, geboren 12.2008" in plan) is born


def test_p4_parted_from_a_child_that_came_of_age_an_adult_is_left_and_nobody_is_announced(
    desk: Desk,
) -> None:
    """She stood as a child again: announced as past 18, and the household could not be saved."""
    later, mother, _child, row = grown_up(desk)
    done = unlink_file(later, mother, row)
    (left,) = open_case(later, mother).file.household
    assert (left.adult, left.birth_year, left.birth_month, left.linked_case) == (True, None, None, "")
    assert eighteens(later) == []
    save_household(later, mother, [left, HouseholdMember("sibling", True)])
    assert done.undo is not None


def test_p4_undone_the_parting_from_a_child_that_came_of_age_leaves_the_row_as_it_was(desk: Desk) -> None:
    later, mother, _child, row = grown_up(desk)
    done = unlink_file(later, mother, row)
    assert done.undo is not None
    done.undo()
    (left,) = open_case(later, mother).file.household
    assert (left.birth_year, left.birth_month, bool(left.linked_case)) == (2008, 12, True)


def test_p4_the_file_of_a_child_that_came_of_age_erased_an_adult_is_left_in_the_household(desk: Desk) -> None:
    later, mother, child, _row = grown_up(desk)
    confirm_clock(later)
    erase_case(later, child, "mistake_or_duplicate")
    (left,) = open_case(later, mother).file.household
    assert (left.adult, left.birth_year, left.birth_month, left.linked_case) == (True, None, None, "")
    assert eighteens(later) == []
    save_household(later, mother, [left, HouseholdMember("sibling", True)])


def test_p4_rows_are_told_only_of_files_that_may_be_linked(desk: Desk) -> None:
    mother, _child = two(desk, YOUNGER)
    closed, _file = one(desk, consents=())
    for one_side in ((mother, closed), (closed, mother)):
        with pytest.raises(Refused, match="basic_missing"):
            rows_meant(desk, *one_side, "child")


@pytest.mark.parametrize("from_child", [False, True])
def test_p4_a_child_linked_to_one_parent_is_linked_to_the_other_as_well(desk: Desk, from_child: bool) -> None:
    """The other file went on announcing for good that she turns 18."""
    child_row = HouseholdMember("child", False, 2008, 12)
    spouse = HouseholdMember("spouse", True)
    mother, child = two(desk, spouse, child_row, birth_date=date(2008, 12, 10))
    father, _file = one(desk, client=a.a_client(given_name="Karim"), household=(spouse, child_row))
    link_files(desk, mother, father, "spouse")
    assert eighteens(desk) == [date(2026, 12, 1)] * 2
    done = (
        link_files(desk, child, mother, "mother") if from_child else link_files(desk, mother, child, "child")
    )
    assert eighteens(desk) == []
    assert [births(desk, each)[1] for each in (mother, father)] == [(2008, 12, True)] * 2
    assert len(open_case(desk, child).file.household) == 2
    assert done.undo is not None
    done.undo()
    assert eighteens(desk) == [date(2026, 12, 1)] * 2
    assert open_case(desk, child).file.household == ()


def test_p4_a_child_announced_at_home_by_year_alone_is_linked_to_the_other_parent_by_her_own_birth(
    desk: Desk,
) -> None:
    """Her own file says the month; the other parent's household went on announcing that she turns 18."""
    spouse = HouseholdMember("spouse", True)
    mother, _file = one(desk, household=(spouse, HouseholdMember("child", False, 2008)))
    of_father = (spouse, HouseholdMember("child", False, 2008, 12))
    karim = a.a_client(given_name="Karim", sex=Sex.MALE)
    father, _file = one(desk, client=karim, household=of_father)
    link_files(desk, mother, father, "spouse")
    row = open_case(desk, mother).file.household[1].id
    lina = a.a_client(given_name="Lina", birth_date=date(2008, 12, 10))
    consent = a.a_consent(decided_on=TODAY, representative="Samira Musterfrau")
    intake = a.an_intake(client=lina, consents=(consent,), agreement=None, opened_on=TODAY, grown_up=row)
    child = take_in(desk, intake).value.case_id
    linked = {each.relationship for each in open_case(desk, child).file.household if each.linked_case}
    assert linked == {"mother", "father"}
    assert eighteens(desk) == []


def test_p4_of_another_birth_the_other_parent_keeps_the_row(desk: Desk) -> None:
    spouse = HouseholdMember("spouse", True)
    mother, child = two(desk, spouse, YOUNGER)
    father, _file = one(desk, client=a.a_client(given_name="Karim"), household=(spouse, ELDER))
    link_files(desk, mother, father, "spouse")
    link_files(desk, mother, child, "child")
    assert births(desk, father)[1] == (2009, 1, False)
