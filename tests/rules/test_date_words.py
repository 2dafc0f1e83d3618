"""I8: dates as people say them – months by name, counts by word, the next or the last weekday."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.dates import (
    UnclearDate,
    is_relative,
    lacks_year,
    parse_typed_date,
    parse_written_date,
)

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1. Dezember", date(2026, 12, 1)),
        ("1.Dezember 2027", date(2027, 12, 1)),
        ("5. Nov.", date(2027, 11, 5)),
        ("5 mär 27", date(2027, 3, 5)),
        ("5. Mrz 27", date(2027, 3, 5)),
        ("05-Mrz-27", date(2027, 3, 5)),
        ("7. Jän. 2027", date(2027, 1, 7)),
        ("3. May 2027", date(2027, 5, 3)),
        ("in einer Woche", date(2026, 11, 27)),
        ("in zwei Wochen", date(2026, 12, 4)),
        ("in einem Monat", date(2026, 12, 20)),
        ("in acht Tagen", date(2026, 11, 27)),
        ("in 8 Tagen", date(2026, 11, 28)),
        ("in eight days", date(2026, 11, 28)),
        ("in acht Wochen", date(2027, 1, 15)),
        ("in neun Tagen", date(2026, 11, 29)),
        ("in zehn Tagen", date(2026, 11, 30)),
        ("in elf Wochen", date(2027, 2, 5)),
        ("in twelve months", date(2027, 11, 20)),
        ("in zwölf Monaten", date(2027, 11, 20)),
        ("in vierzehn Tagen", date(2026, 12, 4)),
        ("nächsten Freitag", date(2026, 11, 27)),
        ("am kommenden Montag", date(2026, 11, 23)),
        ("am Montag", date(2026, 11, 23)),
        ("next fri", date(2026, 11, 27)),
    ],
)
def test_i8_a_day_ahead_is_understood_as_it_is_said(text: str, day: date) -> None:
    assert parse_typed_date(text, FRIDAY, future=True) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1. Dezember", date(2025, 12, 1)),
        ("5. Nov.", date(2026, 11, 5)),
        ("letzten Freitag", date(2026, 11, 13)),
        ("am Mittwoch", date(2026, 11, 18)),
    ],
)
def test_i8_a_day_back_is_understood_as_it_is_said(text: str, day: date) -> None:
    assert parse_typed_date(text, FRIDAY) == day


@pytest.mark.parametrize(
    ("text", "future"),
    [
        ("nächsten Freitag", False),
        ("letzten Freitag", True),
        ("in einer Woche", False),
        ("5. Brumaire", True),
        ("in vielen Wochen", True),
        ("monext n", True),
        ("molast n", False),
    ],
)
def test_i8_what_says_the_other_way_or_no_day_is_no_date(text: str, future: bool) -> None:
    with pytest.raises(UnclearDate, match="not_a_date"):
        parse_typed_date(text, FRIDAY, future=future)


def test_i8_a_month_by_name_is_its_first_day_where_a_month_may_stand_and_lacks_its_day_elsewhere() -> None:
    assert parse_typed_date("Mai 2024", FRIDAY, rough=True) == date(2024, 5, 1)
    with pytest.raises(UnclearDate, match="day_missing"):
        parse_typed_date("Mai 2024", FRIDAY)
    assert parse_typed_date("12. Okt. 2024.", FRIDAY) == date(2024, 10, 12)


def test_i8_what_means_another_day_tomorrow_or_lacks_its_year_is_known() -> None:
    assert all(map(is_relative, ("nächsten Freitag", "letzten Freitag", "in einer Woche")))
    assert not is_relative("1. Dezember")
    assert lacks_year("1. Dezember") and not lacks_year("1. Dezember 2026")
    assert parse_written_date("1. Dezember 2025", FRIDAY) == date(2025, 12, 1)
