"""I8, C1, E5: dates in the cells of old lists are read where they are one day, and asked for where not."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.dates import UnclearDate
from intman_desktop.rules.list_dates import birth_of, day_of
from intman_desktop.values.codes import BirthPrecision
from intman_desktop.values.lists import Cell

TODAY = date(2026, 11, 20)
DAY, MONTH, YEAR = BirthPrecision.DAY, BirthPrecision.MONTH, BirthPrecision.YEAR


@pytest.mark.parametrize(
    ("cell", "born", "precision", "uncertain"),
    [
        (date(1990, 3, 15), date(1990, 3, 15), DAY, False),
        (date(1990, 1, 1), date(1990, 1, 1), DAY, True),
        (32947, date(1990, 3, 15), DAY, False),
        (32947.5, date(1990, 3, 15), DAY, False),
        (1985, date(1985, 1, 1), YEAR, False),
        ("1985", date(1985, 1, 1), YEAR, False),
        ("00.00.1985", date(1985, 1, 1), YEAR, True),
        ("ca. 1990", date(1990, 1, 1), YEAR, True),
        ("März 1990", date(1990, 3, 1), MONTH, False),
        ("15. März 1990", date(1990, 3, 15), DAY, False),
        ("3. Okt 85", date(1985, 10, 3), DAY, False),
        ("1990-03-15 00:00:00", date(1990, 3, 15), DAY, False),
        ("15/3/90", date(1990, 3, 15), DAY, False),
        ("* 15.3.1990", date(1990, 3, 15), DAY, False),
        ("geb. am 15.3.1990", date(1990, 3, 15), DAY, False),
        (15031990, date(1990, 3, 15), DAY, False),
        (5031990, date(1990, 3, 5), DAY, False),
        (19900315, date(1990, 3, 15), DAY, False),
        ("19900315", date(1990, 3, 15), DAY, False),
        ("20101990", date(1990, 10, 20), DAY, False),
        ("15-Mar-90", date(1990, 3, 15), DAY, False),
        ("15-Mär-90", date(1990, 3, 15), DAY, False),
        ("15/Mrz/1990", date(1990, 3, 15), DAY, False),
        ("15 March, 1990", date(1990, 3, 15), DAY, False),
        ("March 15, 1990", date(1990, 3, 15), DAY, False),
        ("Mar. 5th 1990", date(1990, 3, 5), DAY, False),
        ("15.III.1990", date(1990, 3, 15), DAY, False),
        ("15 XII 90", date(1990, 12, 15), DAY, False),
        ("1990 ca.", date(1990, 1, 1), YEAR, True),
        ("1990 (ca.)", date(1990, 1, 1), YEAR, True),
        ("Jahrgang 1990", date(1990, 1, 1), YEAR, False),
        ("Jg. 1990", date(1990, 1, 1), YEAR, False),
        ("JG 1990", date(1990, 1, 1), YEAR, False),
        ("xx.xx.1990", date(1990, 1, 1), YEAR, True),
        ("??.??.1990", date(1990, 1, 1), YEAR, True),
        ("XX.03.1990", date(1990, 3, 1), MONTH, True),
        ("1990-xx-xx", date(1990, 1, 1), YEAR, True),
        ("15.03.1990 in Homs", date(1990, 3, 15), DAY, False),
        ("1990 in Al-Hasaka", date(1990, 1, 1), YEAR, False),
        ("'15.03.1990", date(1990, 3, 15), DAY, False),
        ("’1990", date(1990, 1, 1), YEAR, False),
        ("15.03.1990 ?", date(1990, 3, 15), DAY, True),
    ],
)
def test_i8_births_in_all_their_forms(
    cell: Cell, born: date, precision: BirthPrecision, uncertain: bool
) -> None:
    found = birth_of(cell, TODAY)
    assert (found.date, found.precision, found.uncertain) == (born, precision, uncertain)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("12.05.1370", "other_calendar"),
        (13700512, "other_calendar"),
        ("1410", "other_calendar"),
        ("31.6.1990", "no_such_day"),
        ("1.1.2030", "birth_in_future"),
        ("1.1.1880", "birth_too_long_ago"),
        ("im Frühling", "not_a_date"),
        (7, "not_a_date"),
        (123456789, "not_a_date"),
        ("15.X.1990", "no_such_day"),
        ("15.xx.1990", "no_such_day"),
        ("3./4.1990", "not_a_date"),
        ("Tochter, 15.03.1990", "not_a_date"),
        ("15.03.1990 (pers.)", "not_a_date"),
        ("15.03.1990 in Homs, 2 Kinder", "not_a_date"),
        ("vor 1990", "not_a_date"),
        ("1990er", "not_a_date"),
        ("xx.xx.xxxx", "not_a_date"),
    ],
)
def test_i8_what_is_no_birth_is_told(cell: Cell, code: str) -> None:
    with pytest.raises(UnclearDate) as unclear:
        birth_of(cell, TODAY)
    assert unclear.value.explanation.code == code


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (50324, date(2024, 3, 5)),
        ("50324", date(2024, 3, 5)),
        ("050324", date(2024, 3, 5)),
        ("010324", date(2024, 3, 1)),
        (5032024, date(2024, 3, 5)),
        (45000, date(2023, 3, 15)),
        (45000.25, date(2023, 3, 15)),
        ("45000", date(2023, 3, 15)),
    ],
)
def test_days_know_the_zero_that_a_spreadsheet_lost(cell: Cell, day: date) -> None:
    assert day_of(cell, TODAY) == day


@pytest.mark.parametrize(
    "text", ["nein, 15.3.2024", "widerrufen am 15.3.2024", "15.3.2024 in Ulm", "xx.03.2024"]
)
def test_e5_what_stands_beside_a_day_is_left_out_of_births_alone(text: str) -> None:
    with pytest.raises(UnclearDate):
        day_of(text, TODAY)


def test_other_days_are_read_as_they_are_written() -> None:
    assert day_of("15-Mär-24", TODAY) == date(2024, 3, 15)
    assert day_of(150324, TODAY) == date(2024, 3, 15)
    assert day_of("vom 15.3.2024", TODAY) == date(2024, 3, 15)
    with pytest.raises(UnclearDate):
        day_of(99999, TODAY)


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        (50690, date(1990, 6, 5)),
        ("010190", date(1990, 1, 1)),
        ("031290", date(1990, 12, 3)),
        (33000, date(1990, 5, 7)),
    ],
)
def test_i8_a_number_that_can_be_one_birth_alone_is_that_one(cell: Cell, born: date) -> None:
    assert birth_of(cell, TODAY).date == born


@pytest.mark.parametrize(
    ("cell", "counted", "typed"),
    [
        (10190, date(1927, 11, 24), "01.01.90"),
        ("31290", date(1985, 8, 31), "03.12.90"),
        (31205, date(1985, 6, 7), "03.12.05"),
    ],
)
def test_i8_a_number_that_can_be_two_births_is_neither_until_somebody_says_which(
    cell: Cell, counted: date, typed: str
) -> None:
    with pytest.raises(UnclearDate) as unclear:
        birth_of(cell, TODAY)
    assert unclear.value.explanation.code == "number_unclear"
    assert unclear.value.explanation.values == {"counted": counted, "typed": typed}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (10324, "number_unclear"),
        (20325, "number_unclear"),
        (50330, "list_day_in_future"),
        (99999, "no_such_day"),
    ],
)
def test_c1_e5_a_number_begins_no_clock_and_dates_no_consent_where_it_can_be_two_days(
    cell: Cell, code: str
) -> None:
    with pytest.raises(UnclearDate, match=code):
        day_of(cell, TODAY)


def test_i8_a_short_year_without_its_zero_is_asked_for_by_its_century() -> None:
    with pytest.raises(UnclearDate, match="two_digit_year"):
        birth_of(50605, TODAY)
