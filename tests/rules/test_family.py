"""P4: what relatives with files of their own are to each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from intman_desktop.profiles import load_profile
from intman_desktop.rules.family import counterpart, row_for, rows_for, same_child
from intman_desktop.values.case_file import Client, HouseholdMember
from intman_desktop.values.codes import BirthPrecision, Sex

TODAY = date(2026, 11, 20)
UNKNOWN = Client("Probe")


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
    assert row_for(household, "spouse", UNKNOWN, TODAY) == spouse
    assert row_for(household, "child", UNKNOWN, TODAY) == child
    assert row_for([*household, child], "child", UNKNOWN, TODAY) is None
    assert rows_for([*household, child], "child", UNKNOWN, TODAY) == (child, child)
    assert row_for(household, "mother", UNKNOWN, TODAY) is None


def client(born: date | None, precision: BirthPrecision = BirthPrecision.DAY, **details: Any) -> Client:
    return Client("Probe", birth_date=born, birth_precision=precision, **details)


@pytest.mark.parametrize(
    ("row", "who", "may_be"),
    [
        ((False, 2012, 5), client(date(2012, 5, 5)), True),
        ((False, 2009, 1), client(date(2012, 5, 5)), False),
        ((False, 2012, 4), client(date(2012, 5, 5)), False),
        ((False, 2012, None), client(date(2012, 5, 5)), True),
        ((False, 2011, None), client(date(2012, 5, 5)), False),
        ((False, None, None), client(date(2012, 5, 5)), True),
        ((False, 2012, 4), client(date(2012, 5, 1), BirthPrecision.MONTH), False),
        ((False, 2012, 4), client(date(2012, 1, 1), BirthPrecision.YEAR), True),
        ((False, 2012, 4), client(date(2012, 1, 1), birth_uncertain=True), True),
        ((False, 2013, 4), client(date(2012, 1, 1), birth_uncertain=True), False),
        ((False, 2012, 4), client(date(2012, 5, 5), BirthPrecision.UNKNOWN), True),
        ((False, 2012, 4), client(None, BirthPrecision.UNKNOWN), True),
        ((False, 2012, 4), client(None, BirthPrecision.UNKNOWN, adult=True), False),
        ((False, 2007, 4), client(None, BirthPrecision.UNKNOWN, adult=True), True),
        ((True, None, None), client(date(2012, 5, 5)), False),
        ((True, None, None), client(date(1990, 5, 5)), True),
        ((True, None, None), client(None, BirthPrecision.UNKNOWN), True),
    ],
)
def test_p4_a_row_that_the_birth_or_the_age_contradicts_is_somebody_else(
    row: tuple[bool, int | None, int | None], who: Client, may_be: bool
) -> None:
    member = HouseholdMember("child", *row)
    assert (row_for([member], "child", who, TODAY) == member) is may_be
    assert rows_for([member], "child", who, TODAY) == ((member,) if may_be else ())


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
