"""P4: what relatives with files of their own are to each other."""

from __future__ import annotations

import pytest

from intman_desktop.profiles import load_profile
from intman_desktop.rules.family import counterpart, row_for, same_child
from intman_desktop.values.case_file import HouseholdMember
from intman_desktop.values.codes import Sex


@pytest.mark.parametrize(
    ("relationship", "sex", "back"),
    [
        ("spouse", Sex.FEMALE, "spouse"),
        ("partner", None, "partner"),
        ("sibling", None, "sibling"),
        ("in_law", None, "in_law"),
        ("not_related", None, "not_related"),
        ("other_relative", None, "other_relative"),
        ("child", Sex.FEMALE, "mother"),
        ("child", Sex.MALE, "father"),
        ("child", Sex.DIVERSE, "other_relative"),
        ("child", None, "other_relative"),
        ("stepchild", Sex.FEMALE, "other_relative"),
        ("mother", Sex.MALE, "child"),
        ("father", None, "child"),
        ("grandparent", None, "grandchild"),
        ("grandchild", None, "grandparent"),
    ],
)
def test_p4_each_side_has_its_own_word(relationship: str, sex: Sex | None, back: str) -> None:
    assert counterpart(relationship, sex) == back


def test_p4_every_relationship_of_the_list_has_a_counterpart_in_it() -> None:
    listed = {item.code for item in load_profile("bw").list("relationships")}
    assert {counterpart(code, sex) for code in listed for sex in (*Sex, None)} <= listed


def test_p4_a_row_is_meant_only_where_it_is_the_only_one() -> None:
    spouse, child = HouseholdMember("spouse", True, id=1), HouseholdMember("child", False, id=2)
    linked = HouseholdMember("child", False, linked_case="f" * 32, id=3)
    household = [spouse, child, linked]
    assert row_for(household, "spouse") == spouse
    assert row_for(household, "child") == child
    assert row_for([*household, child], "child") is None
    assert row_for(household, "mother") is None


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([(2008, 12, False, "")], True),
        ([(2008, 12, False, ""), (2015, 4, False, "")], True),
        ([(2008, 11, False, "")], False),
        ([(2008, 12, False, ""), (2008, 12, False, "")], False),
        ([(2008, 12, False, "elsewhere")], False),
        ([(None, None, True, "")], False),
        ([(2008, None, False, "")], False),
        ([], False),
    ],
)
def test_p4_the_same_child_is_known_by_month_and_year_alone(
    rows: list[tuple[int | None, int | None, bool, str]], found: bool
) -> None:
    child = HouseholdMember("child", False, 2008, 12)
    household = [HouseholdMember("child", adult, year, month, link) for year, month, adult, link in rows]
    assert (same_child(household, child) is not None) is found


def test_p4_of_a_birth_without_its_month_nobody_knows_whose_it_is() -> None:
    household = [HouseholdMember("child", False, 2008)]
    assert same_child(household, household[0]) is None
