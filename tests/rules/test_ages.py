"""P4, I8: full age, also where a birth is not known to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from intman_desktop.rules.ages import (
    full_age_is_clear,
    full_age_on,
    is_adult,
    member_full_age_on,
    member_surely_of_age,
)
from intman_desktop.values.case_file import Client, HouseholdMember
from intman_desktop.values.codes import BirthPrecision

DAY, MONTH, YEAR, UNKNOWN = (
    BirthPrecision.DAY,
    BirthPrecision.MONTH,
    BirthPrecision.YEAR,
    BirthPrecision.UNKNOWN,
)


def born(
    day: str | None, precision: BirthPrecision = DAY, *, uncertain: bool = False, adult: bool | None = None
) -> Client:
    return Client(
        birth_date=date.fromisoformat(day) if day else None,
        birth_precision=precision,
        birth_uncertain=uncertain,
        adult=adult,
    )


@pytest.mark.parametrize(
    ("client", "on", "adult"),
    [
        (born("2008-02-29"), "2026-02-28", False),
        (born("2008-02-29"), "2026-03-01", True),
        (born("2008-11-20"), "2026-11-19", False),
        (born("2008-11-20"), "2026-11-20", True),
        (born("2008-11-20", adult=True), "2026-11-19", False),
        (born("2008-01-01", YEAR), "2025-12-31", False),
        (born("2008-01-01", YEAR), "2026-01-01", True),
        (born("2008-01-01", YEAR, adult=False), "2026-06-01", False),
        (born("2008-01-01", DAY, uncertain=True, adult=False), "2026-06-01", False),
        (born("2008-01-01", YEAR, adult=False), "2026-12-30", False),
        (born("2008-01-01", YEAR, adult=False), "2026-12-31", True),
        (born("2008-01-01", YEAR, adult=True), "2025-12-31", False),
        (born("2008-01-01", YEAR, adult=True), "2026-01-01", True),
        (born("2008-02-01", MONTH, adult=False), "2026-02-27", False),
        (born("2008-02-01", MONTH, adult=False), "2026-02-28", True),
        (born("2008-01-01", DAY, uncertain=True, adult=False), "2026-12-30", False),
        (born("2008-01-01", DAY, uncertain=True, adult=False), "2026-12-31", True),
        (born("1985-01-01", DAY, uncertain=True, adult=False), "2026-06-01", True),
        (born("2015-01-01", DAY, uncertain=True, adult=True), "2026-06-01", True),
        (born("1985-05-05", UNKNOWN), "2026-06-01", None),
        (born("1985-05-05", UNKNOWN, adult=False), "2026-06-01", False),
        (born("2008-11-01", MONTH), "2026-10-31", False),
        (born("2008-11-01", MONTH), "2026-11-01", True),
        (born(None, UNKNOWN, adult=True), "2026-01-01", True),
        (born(None, UNKNOWN, adult=False), "2026-01-01", False),
        (born(None, UNKNOWN), "2026-01-01", None),
    ],
)
def test_p4_full_age(client: Client, on: str, adult: bool | None) -> None:
    assert is_adult(client, date.fromisoformat(on)) is adult


@pytest.mark.parametrize(
    ("client", "on", "clear"),
    [
        (born("2008-02-29"), "2026-02-28", True),
        (born("1985-01-01", YEAR), "2026-06-01", True),
        (born("2015-01-01", YEAR), "2026-06-01", True),
        (born("2008-01-01", YEAR), "2026-06-01", False),
        (born("2008-06-01", MONTH), "2026-06-15", False),
        (born("2008-06-01", MONTH), "2026-06-30", True),
        (born("1985-01-01", DAY, uncertain=True), "2026-06-01", True),
        (born("2008-01-01", DAY, uncertain=True), "2026-12-30", False),
        (born("2015-01-01", DAY, uncertain=True), "2026-06-01", False),
        (born(None, UNKNOWN), "2026-06-01", False),
    ],
)
def test_p4_whether_full_age_has_to_be_asked(client: Client, on: str, clear: bool) -> None:
    assert full_age_is_clear(client, date.fromisoformat(on)) is clear


@pytest.mark.parametrize("precision", BirthPrecision)
def test_i8_a_birth_at_the_end_of_the_calendar_has_an_age_too(precision: BirthPrecision) -> None:
    assert is_adult(born("9990-12-31", precision, adult=False), date(2026, 11, 20)) is False


@pytest.mark.parametrize(
    ("client", "day"),
    [
        (born("2008-02-29"), "2026-03-01"),
        (born("2008-06-15"), "2026-06-15"),
        (born("2008-06-15", MONTH), "2026-06-01"),
        (born("2008-06-15", YEAR), "2026-01-01"),
        (born("2008-06-15", DAY, uncertain=True), "2026-01-01"),
    ],
)
def test_p4_the_eighteenth_birthday(client: Client, day: str) -> None:
    assert full_age_on(client) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("member", "day"),
    [
        (HouseholdMember("kind", False, 2008, 12), date(2026, 12, 1)),
        (HouseholdMember("kind", False, 2008), date(2026, 1, 1)),
        (HouseholdMember("kind", False), None),
        (HouseholdMember("partner", True, 1990, 1), None),
    ],
)
def test_p4_children_are_announced_by_month_or_on_new_year(member: HouseholdMember, day: date | None) -> None:
    assert member_full_age_on(member) == day
    assert full_age_on(born(None, UNKNOWN)) is None


@pytest.mark.parametrize(
    ("member", "first"),
    [
        (HouseholdMember("child", False, 2008, 12), date(2027, 1, 1)),
        (HouseholdMember("child", False, 2008, 3), date(2026, 4, 1)),
        (HouseholdMember("child", False, 2008), date(2027, 1, 1)),
    ],
)
def test_p4_a_child_is_surely_of_age_once_its_month_or_year_is_over(
    member: HouseholdMember, first: date
) -> None:
    assert member_surely_of_age(member, first)
    assert not member_surely_of_age(member, first - timedelta(days=1))
    assert not member_surely_of_age(HouseholdMember("child", False), first)
