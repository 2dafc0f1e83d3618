"""C4: spans of months as the law counts; dates as people type them; births as they are known (I8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.dates import (
    Birth,
    UnclearDate,
    add_months,
    is_relative,
    lacks_year,
    parse_birth,
    parse_typed_date,
    parse_written_date,
    working_day,
    years_after,
)
from intman_desktop.values.codes import BirthPrecision

TODAY = date(2026, 11, 20)


def end_of_span_by_the_code(event: date, months: int) -> date:
    """The end of a span of months, from the words of §§ 187 (1), 188 (2), (3) BGB alone.

    § 187 (1): the day of the event is not counted. § 188 (2): the span ends with the end of that day
    of the last month which by its number corresponds to the day of the event. § 188 (3): if the last
    month lacks that day, the span ends with the end of the last day of this month.
    """
    month_begin = event.replace(day=1)
    for _ in range(months):
        month_begin = (month_begin + timedelta(days=31)).replace(day=1)
    days = [
        day
        for day in (month_begin + timedelta(days=step) for step in range(31))
        if day.month == month_begin.month
    ]
    same_number = [day for day in days if day.day == event.day]
    return same_number[0] if same_number else days[-1]


@pytest.mark.parametrize(
    ("start", "months", "last_day"),
    [
        ("2024-03-15", 36, "2027-03-15"),
        ("2024-03-15", 48, "2028-03-15"),
        ("2024-02-29", 36, "2027-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-02-28", 36, "2026-02-28"),
        ("2021-02-28", 36, "2024-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-08-31", 1, "2024-09-30"),
        ("2024-01-31", 37, "2027-02-28"),
        ("2024-12-31", 36, "2027-12-31"),
        ("2024-11-30", 15, "2026-02-28"),
        ("2024-01-01", 36, "2027-01-01"),
        ("2024-05-31", 0, "2024-05-31"),
        ("2024-05-31", -3, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
    ],
)
def test_c4_a_span_ends_on_the_day_with_the_same_number(start: str, months: int, last_day: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(last_day)


@given(st.dates(date(1900, 1, 1), date(2190, 12, 31)), st.integers(0, 60))
def test_c4_agrees_with_the_civil_code_read_anew(start: date, months: int) -> None:
    assert add_months(start, months) == end_of_span_by_the_code(start, months)


@given(st.dates(date(1900, 1, 1), date(2190, 12, 31)), st.integers(0, 60))
def test_c4_one_more_month_never_ends_earlier(start: date, months: int) -> None:
    assert add_months(start, months) < add_months(start, months + 1)


def test_c4_the_anchor_is_the_start_and_not_the_end_before() -> None:
    start = date(2024, 2, 29)
    assert add_months(add_months(start, 36), 12) == date(2028, 2, 28)
    assert add_months(start, 48) == date(2028, 2, 29)


@pytest.mark.parametrize(("start", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_c4_refuses_what_no_calendar_holds(start: date, months: int) -> None:
    with pytest.raises(ValueError, match="beyond the calendar"):
        add_months(start, months)


@pytest.mark.parametrize(
    ("birth", "years", "day"),
    [
        ("2008-02-29", 18, "2026-03-01"),
        ("2008-02-29", 20, "2028-02-29"),
        ("2008-02-28", 18, "2026-02-28"),
        ("2008-03-01", 18, "2026-03-01"),
        ("2000-12-31", 65, "2065-12-31"),
    ],
)
def test_p4_birthday(birth: str, years: int, day: str) -> None:
    assert years_after(date.fromisoformat(birth), years) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2000-06-15", "2018-06-14", 17),
        ("2000-06-15", "2018-06-15", 18),
        ("2026-11-20", "2026-11-20", 0),
        ("2026-11-20", "2026-11-19", -1),
    ],
)
def test_p4_age(birth: str, day: str, age: int) -> None:
    born, on = date.fromisoformat(birth), date.fromisoformat(day)
    assert years_after(born, age) <= on < years_after(born, age + 1)


def full_years(birth: date, day: date) -> int:
    """The completed years of life on a day, counted from the numbers of both alone."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.integers(1, 90))
def test_p4_age_changes_on_the_birthday_and_not_before(birth: date, years: int) -> None:
    birthday = years_after(birth, years)
    assert full_years(birth, birthday) == years
    assert full_years(birth, birthday - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("150324", "2024-03-15"),
        ("15032024", "2024-03-15"),
        ("20240315", "2024-03-15"),
        ("20121230", "2012-12-30"),
        ("20122012", "2012-12-20"),
        ("19121912", "1912-12-19"),
        ("15.3.24", "2024-03-15"),
        ("15.3.24.", "2024-03-15"),
        ("15.03.2024", "2024-03-15"),
        ("15. 3. 2024", "2024-03-15"),
        ("15 3 2024", "2024-03-15"),
        ("15/03/2024", "2024-03-15"),
        ("15-3-2024", "2024-03-15"),
        ("2024-03-15", "2024-03-15"),
        ("2024-3-5", "2024-03-05"),
        ("2024/03/15", "2024-03-15"),
        ("  15.03.2024\t", "2024-03-15"),
        ("\u200f15.03.2024\u200e", "2024-03-15"),
        ("١٥.٠٣.٢٠٢٤", "2024-03-15"),
        ("15．03．2024", "2024-03-15"),
        ("29.02.2024", "2024-02-29"),
        ("31.12.46", "2046-12-31"),
        ("01.01.47", "1947-01-01"),
        ("01.01.99", "1999-01-01"),
        ("heute", "2026-11-20"),
        ("Heute", "2026-11-20"),
        ("today", "2026-11-20"),
        ("gestern", "2026-11-19"),
        ("yesterday", "2026-11-19"),
        ("vorgestern", "2026-11-18"),
        ("the day before yesterday", "2026-11-18"),
        ("morgen", "2026-11-21"),
        ("tomorrow", "2026-11-21"),
        ("übermorgen", "2026-11-22"),
        ("u\u0308bermorgen", "2026-11-22"),
        ("12.11.", "2026-11-12"),
        ("12.11", "2026-11-12"),
        ("20.11.", "2026-11-20"),
        ("21.11.", "2025-11-21"),
        ("31.12.", "2025-12-31"),
        ("1.1.", "2026-01-01"),
        ("mo", "2026-11-16"),
        ("Freitag", "2026-11-13"),
        ("do.", "2026-11-19"),
    ],
)
def test_typed_dates_are_understood(text: str, expected: str) -> None:
    assert parse_typed_date(text, TODAY) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("12.11.", TODAY, "2027-11-12"),
        ("20.11.", TODAY, "2026-11-20"),
        ("21.11.", TODAY, "2026-11-21"),
        ("29.2.", date(2027, 5, 1), "2028-02-29"),
        ("gestern", TODAY, "2026-11-19"),
        ("15.3.24", TODAY, "2024-03-15"),
        ("fr", TODAY, "2026-11-27"),
        ("Mo.", TODAY, "2026-11-23"),
        ("Sonnabend", TODAY, "2026-11-21"),
        ("thursday", TODAY, "2026-11-26"),
        ("+7", TODAY, "2026-11-27"),
        ("+ 10", TODAY, "2026-11-30"),
        ("2w", TODAY, "2026-12-04"),
        ("in 2 Wochen", TODAY, "2026-12-04"),
        ("3 tage", TODAY, "2026-11-23"),
        ("in 3 Monaten", date(2026, 11, 30), "2027-02-28"),
        ("1m", TODAY, "2026-12-20"),
    ],
)
def test_typed_dates_to_come(text: str, today: date, expected: str) -> None:
    assert parse_typed_date(text, today, future=True) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    ["gestern", " Heute ", "fr", "Mo.", "+7", "in 2 Wochen", "ges\u200btern", "＋７", "u\u0308bermorgen"],
)
def test_some_words_mean_another_day_tomorrow(text: str) -> None:
    assert is_relative(text)


@pytest.mark.parametrize("text", ["", "12.11.", "150324", "2024", "Frau", "7"])
def test_other_words_mean_the_same_day_tomorrow(text: str) -> None:
    assert not is_relative(text)


@pytest.mark.parametrize("text", ["+7", "2w", "in 3 Monaten"])
def test_no_span_ahead_is_taken_for_a_day_that_was(text: str) -> None:
    with pytest.raises(UnclearDate, match="not_a_date"):
        parse_typed_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("1.12.", True),
        (" 01.12 ", True),
        ("1/12", True),
        ("1.12.25", False),
        ("011225", False),
        ("12.2025", False),
        ("2025", False),
        ("fr", False),
        ("1.12.x", False),
        ("", False),
    ],
)
def test_a_text_that_lacks_the_year_is_known(text: str, lacks: bool) -> None:
    assert lacks_year(text) is lacks


def test_typed_leap_day_without_a_year_is_found_only_nearby() -> None:
    assert parse_typed_date("29.2.", date(2024, 3, 1)) == date(2024, 2, 29)
    assert parse_typed_date("29.2.", date(2025, 1, 10)) == date(2024, 2, 29)
    for future in (False, True):
        with pytest.raises(UnclearDate, match="leap_day_without_year"):
            parse_typed_date("29.2.", date(2026, 3, 2), future=future)
    with pytest.raises(UnclearDate, match="no_such_day"):
        parse_typed_date("30.2.", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date_missing"),
        (" \t", "date_missing"),
        ("\u200b", "date_missing"),
        ("bald", "not_a_date"),
        ("15.Brumaire", "not_a_date"),
        ("15", "not_a_date"),
        ("15324", "not_a_date"),
        ("1503202", "not_a_date"),
        ("150320245", "not_a_date"),
        ("15.3.4", "not_a_date"),
        ("15.3.202", "not_a_date"),
        ("15.3.20245", "not_a_date"),
        ("150.3.2024", "not_a_date"),
        ("2024.150.3", "not_a_date"),
        ("150.3", "not_a_date"),
        ("2024.123", "not_a_date"),
        ("1.2.3.4", "not_a_date"),
        ("-15.3.2024", "not_a_date"),
        ("15.3.2024 oder so", "not_a_date"),
        ("9" * 5000, "not_a_date"),
        ("²¹.3.2024x", "not_a_date"),
        ("2024", "day_missing"),
        ("1402", "day_missing"),
        ("03.2024", "day_missing"),
        ("31.6.", "no_such_day"),
        ("31.6.2024", "no_such_day"),
        ("31.06.24", "no_such_day"),
        ("29.02.2023", "no_such_day"),
        ("29.02.2100", "no_such_day"),
        ("290223", "no_such_day"),
        ("00.00.1985", "no_such_day"),
        ("0.3.2024", "no_such_day"),
        ("32.1.2024", "no_such_day"),
        ("1.13.2024", "no_such_day"),
        ("20240231", "no_such_day"),
        ("20241331", "no_such_day"),
        ("30152024", "no_such_day"),
        ("12051402", "other_calendar"),
        ("20121402", "other_calendar"),
        ("12050000", "year_out_of_range"),
        ("12050315", "year_out_of_range"),
        ("31.06.1402", "other_calendar"),
        ("12.05.1445", "other_calendar"),
        ("1402-05-12", "other_calendar"),
        ("۱۲.۰۵.۱۴۰۲", "other_calendar"),
        ("12.05.0000", "year_out_of_range"),
        ("12.05.1889", "year_out_of_range"),
        ("12.05.2200", "year_out_of_range"),
        ("12.05.2567", "year_out_of_range"),
    ],
)
def test_impossible_dates_are_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(UnclearDate) as caught:
        parse_typed_date(text, TODAY)
    assert caught.value.explanation.code == code
    assert caught.value.args == (code,)


def test_a_refused_date_names_the_parts_that_do_not_fit() -> None:
    with pytest.raises(UnclearDate) as caught:
        parse_typed_date("29.02.2023", TODAY)
    assert caught.value.explanation.values == {"day": 29, "month": 2, "year": 2023}


@given(st.dates(date(1950, 1, 1), date(2045, 12, 31)))
def test_every_written_form_of_a_day_is_read_as_that_day(day: date) -> None:
    forms = ("%d.%m.%Y", "%d%m%Y", "%Y-%m-%d", "%d.%m.%y", "%d%m%y", "%d/%m/%Y")
    assert {parse_typed_date(day.strftime(form), TODAY) for form in forms} == {day}


@pytest.mark.parametrize("text", ["12.11.", "1.1", "gestern", "heute", "Mo.", "freitag", "+7", "2w"])
def test_c1_e5_a_day_written_some_time_ago_is_not_completed_to_one_of_now(text: str) -> None:
    with pytest.raises(UnclearDate, match="year_not_written"):
        parse_written_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "date_missing"), ("2024", "day_missing"), ("3.2024", "day_missing"), ("ja", "not_a_date")],
)
def test_what_else_is_no_written_day_is_told_as_of_a_typed_one(text: str, code: str) -> None:
    with pytest.raises(UnclearDate, match=code):
        parse_written_date(text, TODAY)


@given(st.dates(date(1950, 1, 1), date(2045, 12, 31)))
def test_a_whole_day_is_read_alike_whether_typed_or_written_some_time_ago(day: date) -> None:
    for form in ("%d.%m.%Y", "%d%m%y", "%Y-%m-%d", "%d.%m.%y"):
        assert parse_written_date(day.strftime(form), TODAY) == day


@given(st.text(max_size=20))
def test_no_text_makes_the_reading_fail_otherwise(text: str) -> None:
    for read in (parse_typed_date, parse_written_date, parse_birth):
        try:
            read(text, TODAY)
        except UnclearDate as unclear:
            assert unclear.explanation.code


DAY, MONTH, YEAR = BirthPrecision.DAY, BirthPrecision.MONTH, BirthPrecision.YEAR


@pytest.mark.parametrize(
    ("text", "born", "precision", "uncertain"),
    [
        ("15.03.1990", "1990-03-15", DAY, False),
        ("1990-03-15", "1990-03-15", DAY, False),
        ("15.3.90", "1990-03-15", DAY, False),
        ("150390", "1990-03-15", DAY, False),
        ("19900315", "1990-03-15", DAY, False),
        ("15031990", "1990-03-15", DAY, False),
        ("00001985", "1985-01-01", YEAR, True),
        ("29.02.1988", "1988-02-29", DAY, False),
        ("20.11.2026", "2026-11-20", DAY, False),
        ("20.11.1896", "1896-11-20", DAY, False),
        ("01.01.1990", "1990-01-01", DAY, True),
        ("1.1.90", "1990-01-01", DAY, True),
        ("1990-01-01", "1990-01-01", DAY, True),
        ("15.03.1990?", "1990-03-15", DAY, True),
        ("ca. 15.03.1990", "1990-03-15", DAY, True),
        ("03.1990", "1990-03-01", MONTH, False),
        ("01.1990", "1990-01-01", MONTH, False),
        ("1990-03", "1990-03-01", MONTH, False),
        ("00.03.1990", "1990-03-01", MONTH, True),
        ("11.2026", "2026-11-01", MONTH, False),
        ("11.1896", "1896-11-01", MONTH, False),
        ("1985", "1985-01-01", YEAR, False),
        ("1896", "1896-01-01", YEAR, False),
        ("2026", "2026-01-01", YEAR, False),
        ("00.00.1985", "1985-01-01", YEAR, True),
        ("00.1985", "1985-01-01", YEAR, True),
        ("ca. 1990", "1990-01-01", YEAR, True),
        ("12.03.1990 (unsicher)", "1990-03-12", DAY, True),
        ("ca 1990", "1990-01-01", YEAR, True),
        ("Circa 1990", "1990-01-01", YEAR, True),
        ("um 1990", "1990-01-01", YEAR, True),
        ("etwa 1990", "1990-01-01", YEAR, True),
        ("~1990", "1990-01-01", YEAR, True),
        ("about 1990", "1990-01-01", YEAR, True),
        ("1990 ?", "1990-01-01", YEAR, True),
        ("3. Mai 1985", "1985-05-03", DAY, False),
        ("ca. 3. Mai 1985", "1985-05-03", DAY, True),
        ("3. Mai 1985 ?", "1985-05-03", DAY, True),
        ("3. Mai 1985 (unsicher)", "1985-05-03", DAY, True),
        ("12. Okt. 2024.", "2024-10-12", DAY, False),
        ("Mai 1985", "1985-05-01", MONTH, False),
        ("Sept. 1985", "1985-09-01", MONTH, False),
        ("ca. Mai 1985", "1985-05-01", MONTH, True),
    ],
)
def test_i8_births_are_read_with_their_precision(
    text: str, born: str, precision: BirthPrecision, uncertain: bool
) -> None:
    assert parse_birth(text, TODAY) == Birth(date.fromisoformat(born), precision, uncertain)


@pytest.mark.parametrize("text", ["unbekannt", "Unbekannt", "unknown", "?", "00.00.0000"])
def test_i8_an_unknown_birth_is_an_answer(text: str) -> None:
    assert parse_birth(text, TODAY) == Birth(None, BirthPrecision.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date_missing"),
        ("ca.", "not_a_date"),
        ("Frühling 1990", "not_a_date"),
        ("Mai 85", "not_a_date"),
        ("Mai", "not_a_date"),
        ("heute", "not_a_date"),
        ("15.3.", "year_missing"),
        ("15.3.24", "two_digit_year"),
        ("150326", "two_digit_year"),
        ("15.00.1985", "no_such_day"),
        ("31.06.1985", "no_such_day"),
        ("29.02.1985", "no_such_day"),
        ("13.1990", "no_such_month"),
        ("1402", "other_calendar"),
        ("ca. 1370", "other_calendar"),
        ("31.06.1369", "other_calendar"),
        ("21.11.2026", "birth_in_future"),
        ("12.2026", "birth_in_future"),
        ("2027", "birth_in_future"),
        ("12.05.2567", "birth_in_future"),
        ("19.11.1896", "birth_too_long_ago"),
        ("10.1896", "birth_too_long_ago"),
        ("1895", "birth_too_long_ago"),
        ("1700", "birth_too_long_ago"),
        ("12.05.1100", "year_out_of_range"),
    ],
)
def test_i8_impossible_births_are_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(UnclearDate) as caught:
        parse_birth(text, TODAY)
    assert caught.value.explanation.code == code


def test_i8_a_short_year_names_both_centuries() -> None:
    with pytest.raises(UnclearDate) as caught:
        parse_birth("15.3.24", TODAY)
    assert caught.value.explanation.values == {"earlier": 1924, "later": 2024}


@pytest.mark.parametrize(
    ("on", "day"),
    [
        ("2026-11-27", "2026-11-27"),
        ("2026-11-28", "2026-11-30"),
        ("2026-11-29", "2026-11-30"),
        ("2026-11-30", "2026-11-30"),
        ("2027-02-28", "2027-03-01"),
        ("2028-12-31", "2029-01-01"),
    ],
)
def test_z2_a_proposed_day_is_a_working_day(on: str, day: str) -> None:
    """Saturday and Sunday go to the Monday after; every other day stays."""
    assert working_day(date.fromisoformat(on)) == date.fromisoformat(day)


def test_c4_what_the_law_reckons_stays_on_its_sunday() -> None:
    """§ 193 BGB is not applied to the period (Rule C4): 28 February 2027 is a Sunday."""
    assert add_months(date(2024, 2, 28), 36) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("03.2024", date(2024, 3, 1)),
        ("3/2024", date(2024, 3, 1)),
        ("2024-03", date(2024, 3, 1)),
        ("2024", date(2024, 1, 1)),
        ("15.3.24", date(2024, 3, 15)),
    ],
)
def test_a_month_or_a_year_is_its_first_day_where_nobody_knows_the_day(text: str, on: date) -> None:
    """Since when somebody is without work she can say by the month."""
    assert parse_typed_date(text, TODAY, rough=True) == on


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("13.2024", "no_such_month"),
        ("1402", "other_calendar"),
        ("1889", "year_out_of_range"),
        ("15", "not_a_date"),
    ],
)
def test_a_rough_date_is_refused_like_any_other(text: str, code: str) -> None:
    with pytest.raises(UnclearDate) as refused:
        parse_typed_date(text, TODAY, rough=True)
    assert refused.value.explanation.code == code


@given(st.dates(date(1890, 1, 1), date(2199, 12, 31)))
def test_i8_eight_digits_are_read_the_day_first_or_the_year_first_and_never_in_doubt(day: date) -> None:
    assert parse_typed_date(f"{day:%d%m%Y}", TODAY) == parse_typed_date(f"{day:%Y%m%d}", TODAY) == day
