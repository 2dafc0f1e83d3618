"""Calendar arithmetic as the law counts, and dates as people type them (C4, I8)."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

from intman_desktop.rules.date_words import count_in_number, month_in_number, weekday_alone
from intman_desktop.values.codes import BirthPrecision
from intman_desktop.values.explanation import Explanation

OLDEST_AGE = 130
OTHER_CALENDAR_YEARS = range(1250, 1551)
"""Years of the Persian and the Islamic calendar that a person alive today can carry in her papers."""
_LEAP_YEAR = 2024
TYPED_YEARS = range(1890, 2200)
BIRTH_YEARS = range(OTHER_CALENDAR_YEARS.stop, 10000)
"""Wider, so that a birth long ago or far ahead is told as what it is."""
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""What a day in a file looks like; whether there is such a day is another question."""
UNEVEN = timedelta(days=3)
"""By how many days adding months to a day can miss the day that taking them away came from (Rule C4)."""

_WORDS = {
    "vorgestern": -2,
    "day before yesterday": -2,
    "the day before yesterday": -2,
    "gestern": -1,
    "yesterday": -1,
    "heute": 0,
    "today": 0,
    "morgen": 1,
    "tomorrow": 1,
    "übermorgen": 2,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
}
_WEEKDAYS = {
    word: weekday
    for weekday, words in enumerate(
        (
            "mo montag mon monday",
            "di dienstag tue tuesday",
            "mi mittwoch wed wednesday",
            "do donnerstag thu thursday",
            "fr freitag fri friday",
            "sa samstag sonnabend sat saturday",
            "so sonntag sun sunday",
        )
    )
    for word in words.split()
}
_DAYS_TO_MONDAY = {5: 2, 6: 1}
"""How far Saturday and Sunday, as Python numbers them, are from the Monday after."""
_SPAN = re.compile(
    r"(?:in |\+ ?)?(?P<count>\d{1,3}) ?(?P<unit>t|tage?n?|d|days?|w|wochen?|weeks?|m|monate?n?|months?)"
    r"|\+ ?(?P<days>\d{1,3})"
)
_NUMBERS = re.compile(r"\d{1,8}(?:(?:\s*[./-]\s*|\s+)\d{1,4}){0,2}\s*\.?")
_ABOUT = re.compile(r"(?:ca\.?|circa|zirka|c\.|um|etwa|ungefähr|about|around|approx\.?|~)\s*")
_DOUBTFUL = re.compile(
    r"\s*(?:\?|\((?:unsicher|uncertain)\)|(?P<open>\()?(?:ca\.?|circa|zirka|approx\.?)(?(open)\)))\s*$"
)
_UNKNOWN = frozenset({"unbekannt", "unknown", "?", "00.00.0000"})


class UnclearDate(ValueError):
    """A text that is no date of our calendar; ``explanation`` says why, the message is its code only."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.explanation = Explanation(code, values)


@dataclass(frozen=True)
class Birth:
    """A date of birth with its precision; parts that are not known stand at 1, None if nothing is known.

    ``uncertain`` marks what is written but hardly true: 01.01., 00.00. and "ca.".
    """

    date: date | None
    precision: BirthPrecision
    uncertain: bool = False


@dataclass(frozen=True)
class _Parts:
    """What was typed, in numbers; ``short`` marks a year of two digits."""

    day: int | None
    month: int | None
    year: int | None
    short: bool = False


def add_months(start: date, months: int) -> date:
    """Return the last day of a span of ``months`` that begins with an event on ``start`` (Rule C4).

    The day of the event is not counted; the span ends on the day with the same number, or on the
    last day of a month that lacks it (§§ 187 (1), 188 (2), (3) BGB). The anchor is always the day of
    ``start``: to lengthen a span, add all its months to the start, never to its end.

    Raises:
        ValueError: the result lies outside the years 1 to 9999.
    """
    ahead = start.year * 12 + start.month - 1 + months
    year, month = divmod(ahead, 12)
    if not 1 <= year <= 9999:
        raise ValueError("beyond the calendar")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def working_day(on: date) -> date:
    """Return ``on``, or the Monday after where it falls on a weekend: for a day only proposed (Rule Z2).

    Whatever the law or a recorded decision fixes stays where it is (Rule C4). Public holidays are not known.
    """
    return on + timedelta(days=_DAYS_TO_MONDAY.get(on.weekday(), 0))


def years_after(birth: date, years: int) -> date:
    """Return the day on which someone born on ``birth`` completes ``years`` years of life (Rule P4).

    Whoever was born on 29 February does so on 1 March of a common year (§§ 187 (2), 188 (2) BGB).
    A day beyond the calendar is one in its last year.
    """
    year = min(birth.year + years, MAXYEAR)
    if birth.day > monthrange(year, birth.month)[1]:
        return date(year, 3, 1)
    return birth.replace(year=year)


def parse_typed_date(text: str, today: date, *, future: bool = False, rough: bool = False) -> date:
    """Return the date that was typed, day first unless the year of four digits comes first.

    Understood: ``150324``, ``15032024``, ``20240315``, ``15.3.24``, ``15.03.2024``, ``2024-03-15``,
    ``12.11.``, ``5. Nov.`` and words such as ``heute`` or ``yesterday``; a weekday (``fr``, ``nächsten
    Montag``) other than today's; ahead also ``+7``, ``2w``, ``in 3 Monaten``, ``in einer Woche``.
    A year of two digits lies at most 20 years ahead of ``today``.

    Args:
        text: what the person typed.
        today: the day it is read on.
        future: a date without a year, or a weekday, is the next such day; otherwise the most recent one.
            The date lies within a year of ``today``, so 29 February is asked for with its year where it
            does not (``leap_day_without_year``).
        rough: a month or a year alone, as ``03.2024``, is its first day.

    Raises:
        UnclearDate: ``date_missing``, ``not_a_date``, ``no_such_day``, ``no_such_month``,
            ``day_missing``, ``other_calendar`` or ``year_out_of_range``.
    """
    plain = _plain(text)
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    weekday = _WEEKDAYS.get(weekday_alone(plain, future=future))
    if weekday is not None:
        return _on_weekday(weekday, today, future=future)
    span = _span(plain) if future else None
    if span is not None:
        return _after(span, today)
    parts = _parts(plain)
    if rough and parts.day is None:
        parts = replace(parts, day=1, month=1 if parts.month is None else parts.month)
    if parts.day is not None and parts.month is not None and parts.year is None:
        return _without_year(parts.day, parts.month, today, future)
    return _whole(parts, today)


def lacks_year(text: str) -> bool:
    """Return whether a day and a month are typed and no year (``1.12.``): it follows from today."""
    try:
        parts = _parts(_folded(text))
    except UnclearDate:
        return False
    return parts.day is not None and parts.month is not None and parts.year is None


def parse_written_date(text: str, today: date) -> date:
    """Return the date that was written some time ago with its day, month and year (Rules C1, E5).

    Nothing is completed, other than in ``parse_typed_date``: a day without its year, or a word such as
    ``gestern``, meant the day on which it was written, and that is not known.

    Raises:
        UnclearDate: as for a typed date, or ``year_not_written``.
    """
    plain = _plain(text)
    if is_relative(plain) or lacks_year(plain):
        raise UnclearDate("year_not_written")
    return _whole(_parts(plain), today)


def is_relative(text: str) -> bool:
    """Return whether a typed date means another day tomorrow: a word such as ``gestern``, ``fr``, ``+7``."""
    plain = _folded(text)
    weekdays = {weekday_alone(plain, future=future) for future in (True, False)}
    return plain in _WORDS or not weekdays.isdisjoint(_WEEKDAYS) or _span(plain) is not None


def parse_birth(text: str, today: date) -> Birth:
    """Return a date of birth with its precision from what was typed (Rule I8).

    Besides whole dates: ``1985``, ``03.1990``, ``Mai 1985``, ``00.03.1990``, ``ca. 1990``, ``1990 (ca.)``,
    ``unbekannt``, and with ``(unsicher)`` or ``?`` behind, as the program's own list writes it.
    A year of two digits is taken only where it can mean one century.

    Raises:
        UnclearDate: as for a typed date, or ``two_digit_year``, ``year_missing``, ``birth_in_future``,
            ``birth_too_long_ago``.
    """
    plain = _plain(text)
    if plain in _UNKNOWN:
        return Birth(None, BirthPrecision.UNKNOWN)
    about = _ABOUT.match(plain)
    doubtful = about is not None or _DOUBTFUL.search(plain) is not None
    parts = _parts(_DOUBTFUL.sub("", plain[about.end() if about else 0 :]))
    if parts.year is None:
        raise UnclearDate("year_missing")
    year = _birth_century(parts.year, today) if parts.short else parts.year
    precision = _precision(parts)
    # A day in a month 00 is a mistake, not a date that is known in part.
    month = parts.month if parts.month or parts.day else 1
    born = _existing(year, month or 0, parts.day or 1, BIRTH_YEARS)
    fault = birth_fault(born, precision, today)
    if fault is not None:
        raise UnclearDate(fault.code, **fault.values)
    new_year = precision is BirthPrecision.DAY and (born.month, born.day) == (1, 1)
    zeros = 0 in (parts.day, parts.month)
    return Birth(born, precision, doubtful or new_year or zeros)


def birth_fault(born: date, precision: BirthPrecision, today: date) -> Explanation | None:
    """Return why nobody alive was born then: after ``today``, or more than 130 years before (Rule I8).

    A birth that is known in part is judged by the kinder end of its span.
    """
    if born > today:
        return Explanation("birth_in_future")
    latest = born
    if precision is BirthPrecision.MONTH:
        latest = born.replace(day=monthrange(born.year, born.month)[1])
    elif precision is BirthPrecision.YEAR:
        latest = born.replace(month=12, day=31)
    if years_after(latest, OLDEST_AGE) < today:
        return Explanation("birth_too_long_ago", {"years": OLDEST_AGE})
    return None


def _on_weekday(weekday: int, today: date, *, future: bool) -> date:
    """Return the nearest such day after ``today``, or before it."""
    away = (weekday - today.weekday() if future else today.weekday() - weekday) % 7 or 7
    return today + timedelta(days=away if future else -away)


def _after(span: re.Match[str], today: date) -> date:
    if span["days"]:
        return today + timedelta(days=int(span["days"]))
    count, unit = int(span["count"]), span["unit"][0]
    if unit == "m":
        return add_months(today, count)
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _plain(text: str) -> str:
    """Return the folded text. Raises ``UnclearDate`` (``date_missing``) where there is none."""
    plain = _folded(text)
    if not plain:
        raise UnclearDate("date_missing")
    return plain


def _folded(text: str) -> str:
    """Return the text without invisible characters and in one case."""
    visible = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return " ".join(visible.casefold().split())


def _span(plain: str) -> re.Match[str] | None:
    return _SPAN.fullmatch(count_in_number(plain))


def _parts(plain: str) -> _Parts:
    plain = month_in_number(plain)
    if not _NUMBERS.fullmatch(plain):
        raise UnclearDate("not_a_date")
    written = re.findall(r"\d+", plain)
    lengths = tuple(len(number) for number in written)
    numbers = tuple(int(number) for number in written)
    if len(written) == 1:
        return _run_together(written[0])
    if len(written) == 2:
        if lengths[0] <= 2 and lengths[1] <= 2:
            return _Parts(numbers[0], numbers[1], None)
        if lengths[0] <= 2 and lengths[1] == 4:
            return _month_of(numbers[1], numbers[0])
        if lengths[0] == 4 and lengths[1] <= 2:
            return _month_of(numbers[0], numbers[1])
    elif lengths[0] <= 2 and lengths[1] <= 2 and lengths[2] in (2, 4):
        return _Parts(numbers[0], numbers[1], numbers[2], short=lengths[2] == 2)
    elif lengths[0] == 4 and lengths[1] <= 2 and lengths[2] <= 2:
        return _Parts(numbers[2], numbers[1], numbers[0])
    raise UnclearDate("not_a_date")


def _month_of(year: int, month: int) -> _Parts:
    if month > 12 and year not in OTHER_CALENDAR_YEARS:
        raise UnclearDate("no_such_month", month=month)
    return _Parts(None, month, year)


def _run_together(digits: str) -> _Parts:
    if len(digits) == 4:
        return _Parts(None, None, int(digits))
    if len(digits) == 8 and _is_year_first(digits):
        return _Parts(int(digits[6:]), int(digits[4:6]), int(digits[:4]))
    if len(digits) in (6, 8):
        return _Parts(int(digits[:2]), int(digits[2:4]), int(digits[4:]), short=len(digits) == 6)
    raise UnclearDate("not_a_date")


def _is_year_first(digits: str) -> bool:
    """Return whether eight digits are written as computers do, ``20240315`` for 15.03.2024.

    Never in doubt: read the day first, that is a year whose number is a month and a day.
    """
    year, rest = int(digits[:4]), int(digits[4:])
    return year in TYPED_YEARS and rest not in TYPED_YEARS and (rest <= 1231 or int(digits[2:4]) > 12)


def _whole(parts: _Parts, today: date) -> date:
    if parts.day is None or parts.month is None or parts.year is None:
        raise UnclearDate("day_missing")
    year = _nearest_century(parts.year, today) if parts.short else parts.year
    return _existing(year, parts.month, parts.day, TYPED_YEARS)


def _without_year(day: int, month: int, today: date, future: bool) -> date:
    for year in (today.year, today.year + 1 if future else today.year - 1):
        found = _day(year, month, day)
        if found is not None and (found >= today if future else found <= today):
            return found
    leap = _day(_LEAP_YEAR, month, day) is not None  # any other day lies within a year of today
    raise UnclearDate("leap_day_without_year" if leap else "no_such_day", day=day, month=month)


def _existing(year: int, month: int, day: int, years: range) -> date:
    # The calendar first: 31.06.1402 exists where it was written.
    if year in OTHER_CALENDAR_YEARS:
        raise UnclearDate("other_calendar", year=year)
    if year not in years:
        raise UnclearDate("year_out_of_range", year=year)
    found = _day(year, month, day)
    if found is None:
        raise UnclearDate("no_such_day", day=day, month=month, year=year)
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest_century(short: int, today: date) -> int:
    latest = today.year + 20
    return latest - (latest - short) % 100


def _birth_century(short: int, today: date) -> int:
    recent = today.year - (today.year - short) % 100
    if recent // 100 == today.year // 100:
        raise UnclearDate("two_digit_year", earlier=recent - 100, later=recent)
    return recent


def _precision(parts: _Parts) -> BirthPrecision:
    if parts.day:
        return BirthPrecision.DAY
    return BirthPrecision.MONTH if parts.month else BirthPrecision.YEAR
