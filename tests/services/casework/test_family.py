"""C5, E3, E5, K5, L2, L3, P4: files of one family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.across import overview
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.family import adult_to_be, family_of, link_files, unlink_file
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights import withdrawing
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.case_views import FamilyMember
from intman_desktop.values.codes import CaseState, GoalState, Sex
from intman_desktop.values.deadline_views import DeadlineKind
from tests import builders as a
from tests.opened import TODAY, put_in
from tests.saving import save_household

CHILD = v.HouseholdMember("child", False, 2008, 12)


def two(desk: Desk, **father: object) -> tuple[int, int]:
    """Write two files that belong together and return their ids."""
    mother = a.a_case_file(household=(v.HouseholdMember("spouse", True), CHILD))
    details: dict[str, object] = {
        "client": a.a_client(given_name="Omar", sex=Sex.MALE),
        "household": (),
        **father,
    }
    other = a.a_case_file(**details)
    ids = put_in(desk, [mother, other])
    return ids[mother.case.key], ids[other.case.key]


def household(desk: Desk, case_id: int) -> list[tuple[str, bool]]:
    """Return the relationships of a household with whether they are linked."""
    return [(each.relationship, bool(each.linked_case)) for each in open_case(desk, case_id).file.household]


def verbs(desk: Desk, case_id: int) -> list[str]:
    key = open_case(desk, case_id).file.case.key
    with desk.vault.reading() as connection:
        own = t.journal.c.case_key == key, t.journal.c.verb != "case_read"
        return list(connection.scalars(select(t.journal.c.verb).where(*own)))


def test_p4_a_link_stands_on_both_sides_and_is_taken_back(desk: Desk) -> None:
    mother, father = two(desk)
    done = link_files(desk, mother, father, "spouse")
    assert household(desk, mother) == [("spouse", True), ("child", False)]
    assert household(desk, father) == [("spouse", True)]
    assert verbs(desk, mother)[-1] == verbs(desk, father)[-1] == "household_linked"
    assert done.undo is not None
    done.undo()
    assert household(desk, mother) == [("spouse", False), ("child", False)]
    assert household(desk, father) == []


def test_e5_nothing_but_the_link_goes_into_the_other_file(desk: Desk) -> None:
    mother, father = two(desk, consents=(a.a_consent(),))
    before = open_case(desk, father).file
    link_files(desk, mother, father, "spouse")
    after = open_case(desk, father).file
    assert replace(after, household=()) == replace(before, household=())


def test_p4_a_child_with_a_file_of_its_own_loses_its_birth_here(desk: Desk) -> None:
    mother, grown = two(desk, client=a.a_client(birth_date=date(2008, 11, 3)))
    row = open_case(desk, mother).file.household[1].id
    assert link_files(desk, mother, grown, "child", row).value == row
    (child,) = [each for each in open_case(desk, mother).file.household if each.relationship == "child"]
    assert (child.adult, child.birth_year, child.birth_month) == (True, None, None)
    assert household(desk, grown) == [("mother", True)]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda desk, one, _other: link_files(desk, one, one, "spouse"), "family_self"),
        (lambda desk, one, other: link_files(desk, one, other, "boss"), "relationship_unknown"),
        (
            lambda desk, one, other: [link_files(desk, one, other, "spouse") for _ in range(2)],
            "family_linked_already",
        ),
    ],
)
def test_p4_what_cannot_be_linked(desk: Desk, act: Callable[..., object], code: str) -> None:
    mother, father = two(desk)
    with pytest.raises(Refused, match=code):
        act(desk, mother, father)


@pytest.mark.parametrize(
    "closed",
    [
        {"consents": ()},
        {"case": a.a_case(hold_since=date(2026, 10, 1))},
        {"case": a.a_case(state=CaseState.ENDED, ended_on=date(2026, 10, 1))},
    ],
    ids=["no consent", "on hold", "ended"],
)
def test_p4_both_must_be_open_to_be_linked(desk: Desk, closed: dict[str, object]) -> None:
    mother, father = two(desk, **closed)
    for one, other in ((mother, father), (father, mother)):
        with pytest.raises(Refused):
            link_files(desk, one, other, "spouse")


def test_c5_clock_plan_and_review_stand_side_by_side(desk: Desk) -> None:
    goals = (a.a_goal(next_review=date(2026, 12, 1)), a.a_goal(state=GoalState.REACHED, next_review=None))
    mother, father = two(desk, plan=a.a_plan(goals=goals, complete_blocks=4))
    link_files(desk, mother, father, "spouse")
    (member,) = family_of(desk, mother)
    assert (member.relationship, member.name, member.case_id) == (
        "Ehefrau/Ehemann",
        "Musterfrau, Omar",
        father,
    )
    assert (member.blocks, member.next_review) == (4, date(2026, 12, 1))
    assert member.period is not None
    assert member.period.last_day == date(2029, 1, 12)


def test_c5_without_a_plan_there_is_none_to_show(desk: Desk) -> None:
    mother, father = two(desk, plan=None)
    link_files(desk, mother, father, "spouse")
    (member,) = family_of(desk, mother)
    assert (member.blocks, member.next_review) == (None, None)


def test_e4_of_a_withdrawn_file_only_the_relationship_is_told(desk: Desk) -> None:
    mother, father = two(desk)
    row = link_files(desk, mother, father, "spouse").value
    withdrawing.withdraw_basic(desk, father, TODAY)
    assert family_of(desk, mother) == (FamilyMember(row, "Ehefrau/Ehemann"),)
    assert family_of(desk, father) == ()


def test_l2_of_a_file_on_hold_only_the_relationship_is_told(desk: Desk) -> None:
    mother, father = two(desk)
    row = link_files(desk, mother, father, "spouse").value
    with desk.vault.transaction() as connection:
        connection.execute(t.cases.update().where(t.cases.c.id == father).values(hold_since=TODAY))
    assert family_of(desk, mother) == (FamilyMember(row, "Ehefrau/Ehemann"),)


def test_p4_files_are_parted_on_both_sides_and_that_is_taken_back(desk: Desk) -> None:
    mother, father = two(desk)
    row = link_files(desk, mother, father, "spouse").value
    done = unlink_file(desk, mother, row)
    assert household(desk, mother) == [("spouse", False), ("child", False)]
    assert household(desk, father) == [("spouse", False)]
    assert verbs(desk, father)[-1] == "household_unlinked"
    assert done.undo is not None
    done.undo()
    assert household(desk, father) == [("spouse", True)]
    with pytest.raises(NotFound):
        unlink_file(desk, mother, 99)
    with pytest.raises(NotFound):
        unlink_file(desk, mother, open_case(desk, mother).file.household[1].id)


def test_p4_the_form_of_the_household_keeps_links_and_cannot_make_them(desk: Desk) -> None:
    mother, father = two(desk)
    link_files(desk, mother, father, "spouse")
    spouse, child = open_case(desk, mother).file.household
    forged = [
        replace(spouse, linked_case=""),
        replace(child, linked_case="f" * 32),
        v.HouseholdMember("mother", True),
    ]
    save_household(desk, mother, forged)
    assert household(desk, mother) == [("spouse", True), ("child", False), ("mother", False)]
    done = save_household(desk, mother, open_case(desk, mother).file.household[1:])
    assert household(desk, father) == [("spouse", False)]
    assert done.undo is not None
    done.undo()
    assert household(desk, mother)[0] == household(desk, father)[0] == ("spouse", True)


def test_l3_erasing_one_cuts_the_link_and_no_open_form_brings_it_back(desk: Desk) -> None:
    mother, father = two(desk)
    undo = link_files(desk, mother, father, "spouse").undo
    read = open_case(desk, mother).file.household
    erase_case(desk, father, "goals_reached")
    assert household(desk, mother) == [("spouse", False), ("child", False)]
    assert family_of(desk, mother) == ()
    with pytest.raises(ChangedMeanwhile):
        save_household(desk, mother, read)
    assert undo is not None
    with pytest.raises(ChangedMeanwhile):
        undo()


def test_p4_who_turns_eighteen_gets_a_file_and_is_announced_no_longer(desk: Desk) -> None:
    mother, _father = two(desk)
    (row,) = [each for each in overview.deadlines(desk) if each.kind is DeadlineKind.TURNS_EIGHTEEN]
    child = adult_to_be(desk, row.case_id, row.row_id)
    assert (child.case_id, child.relationship, child.language) == (mother, "Kind", "ar")
    young = a.a_client(given_name="Lina", birth_date=date(2008, 11, 3))
    opened = take_in(
        desk,
        a.an_intake(
            client=young,
            consents=(a.a_consent(decided_on=TODAY),),
            agreement=None,
            opened_on=TODAY,
            grown_up=row.row_id,
        ),
    ).value
    assert household(desk, mother) == [("spouse", False), ("child", True)]
    assert household(desk, opened.case_id) == [("mother", True)]
    assert DeadlineKind.TURNS_EIGHTEEN not in {each.kind for each in overview.deadlines(desk)}
    with pytest.raises(NotFound):
        adult_to_be(desk, mother, row.row_id)
    with pytest.raises(NotFound):
        adult_to_be(desk, mother, 99)


def grown_up(desk: Desk, member_id: int) -> int:
    """Take in the child of that row and return the id of its file."""
    young = a.a_client(given_name="Lina", birth_date=date(2008, 11, 3))
    intake = a.an_intake(
        client=young,
        consents=(a.a_consent(decided_on=TODAY),),
        agreement=None,
        opened_on=TODAY,
        grown_up=member_id,
    )
    return take_in(desk, intake).value.case_id


def test_p4_story_11_both_parents_are_linked_and_neither_is_reminded_again(desk: Desk) -> None:
    young = v.HouseholdMember("child", False, 2015, 4)
    mother, father = two(desk, household=(young, CHILD))
    link_files(desk, mother, father, "spouse")
    row = next(each for each in overview.deadlines(desk) if each.case_id == mother and each.row_id)
    child = grown_up(desk, row.row_id)
    assert household(desk, father) == [("child", False), ("child", True), ("spouse", True)]
    assert sorted(household(desk, child)) == [("father", True), ("mother", True)]
    assert DeadlineKind.TURNS_EIGHTEEN not in {each.kind for each in overview.deadlines(desk)}


def test_p4_e4_a_parent_without_consent_is_not_linked(desk: Desk) -> None:
    mother, father = two(desk, household=(CHILD,))
    link_files(desk, mother, father, "spouse")
    row = open_case(desk, mother).file.household[1].id
    withdrawing.withdraw_basic(desk, father, TODAY)
    assert household(desk, grown_up(desk, row)) == [("mother", True)]


@pytest.mark.parametrize("gone", ["row", "consent"])
def test_p4_a_household_closed_meanwhile_does_not_hinder_the_new_file(desk: Desk, gone: str) -> None:
    mother, _father = two(desk)
    row = open_case(desk, mother).file.household[1].id
    if gone == "row":
        save_household(desk, mother, ())
    else:
        withdrawing.withdraw_basic(desk, mother, TODAY)
    opened = take_in(desk, a.an_intake(grown_up=row)).value
    assert household(desk, opened.case_id) == []


def test_p4_links_come_along_with_both_files_and_leave_with_one(desk: Desk) -> None:
    mother, father = two(desk)
    link_files(desk, mother, father, "spouse")
    father_key = open_case(desk, father).file.case.key
    assert father_key not in export_cases(desk, [mother]).decode()
    both = export_cases(desk, [mother, father])
    for case_id in (mother, father):
        erase_case(desk, case_id, "goals_reached")
    import_cases(desk, both)
    with desk.vault.reading() as connection:
        fresh = connection.scalars(select(t.cases.c.id).order_by(t.cases.c.id)).all()
    (member,) = family_of(desk, fresh[0])
    assert (member.case_id, member.name) == (fresh[1], "Musterfrau, Omar")
    assert family_of(desk, fresh[1])[0].case_id == fresh[0]
