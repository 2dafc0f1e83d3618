"""Dates in the cells of an old list, in all the forms that people and spreadsheets give them (C1, E5, I8)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from intman_desktop.rules.dates import (
    OTHER_CALENDAR_YEARS,
    Birth,
    UnclearDate,
    parse_birth,
    parse_written_date,
)
from intman_desktop.rules.folding import plain_letters
from intman_desktop.rules.list_cells import is_blank, text_of
from intman_desktop.rules.list_words import MONTHS
from intman_desktop.values.lists import Cell

_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(10_000, 73_051)  # 18.05.1927 to 01.01.2100
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Uhr)?$")
_DOTS = re.compile(r"[\s.]*\.[\s.]*")
_MONTH = re.compile(r"[\s./-]*([^\W\d_]{3,})(?![^\W\d_])[\s.,/-]*")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
# A lone X is left out: it may stand for a month that nobody knows.
_ROMAN = re.compile(r"(?<=\d)[\s./-]+(I{1,3}|IV|VI{0,3}|IX|XI{1,2})[\s./-]+(?=\d)")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BEFORE_DATE = re.compile(
    r"^[\s'’‘`´]*(?:(?:\*|geb\.?(?:oren)?(?:\s+am)?|am|vom|seit|ja,?|jahrgang|jg\.?)\s*(?=\d))?",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile(r"(?<![^\W_])[x?_]{1,2}(?=[./-])|(?<=[./-])[x?_]{1,2}$", re.IGNORECASE)
_PLACE_OF_BIRTH = re.compile(r"(?<=\d)\s+in\s+[^\W\d][^\d,;]*$")

_Read = TypeVar("_Read", Birth, date)


def birth_of(cell: Cell, today: date) -> Birth:
    """Return a date of birth with its precision (Rule I8).

    A place of birth behind it is left out; parts that are crossed out (``xx.xx.1990``) are not known.
    Raises ``UnclearDate`` as ``parse_birth``, or ``number_unclear`` for a number that can be two days.
    """
    if isinstance(cell, str):
        cell = _NOT_KNOWN.sub("00", _PLACE_OF_BIRTH.sub("", cell.strip()))
    return _read(cell, lambda text: parse_birth(text, today))


def birth_in_parts(day: Cell, month: Cell, year: Cell) -> str:
    """Return a birth that stands in three cells as it would in one; a blank part is not known (Rule I8)."""
    d, m, y = ("" if is_blank(part) else text_of(part) for part in (day, month, year))
    if not d:
        return ".".join(part for part in (m, y) if part)
    return f"{d}.{m or '00'}.{y}"


def day_of(cell: Cell, today: date) -> date:
    """Return a whole calendar date that is not to come; nothing of it is completed (Rules C1, E5).

    Raises ``UnclearDate`` as ``parse_written_date``, or ``list_day_in_future``, or ``number_unclear`` for a
    number that can be two days.
    """

    def past(text: str) -> date:
        day = parse_written_date(text, today)
        if day > today:
            raise UnclearDate("list_day_in_future", on=day)
        return day

    return _read(cell, past)


def counted_day(cell: Cell) -> date | None:
    """Return the day whose running number stands in the cell, as spreadsheets count them; None for none."""
    digits = _digits(cell)
    if len(digits) != 5 or int(digits) not in _SERIALS:
        return None
    return _SERIAL_ZERO + timedelta(days=int(digits))


def is_bare_number(cell: Cell) -> bool:
    """Return whether a day stands there as a number of a spreadsheet: counted, or without its zero."""
    return len(_digits(cell)) in (5, 7)


def _read(cell: Cell, read: Callable[[str], _Read]) -> _Read:
    """Return what ``read`` makes of the cell, and of five digits the one of two readings that can be.

    They are the running number of a day, or a day that lost its zero (``10190`` for 01.01.90).
    """
    digits = _digits(cell)
    if len(digits) != 5:
        return read(_written(cell))
    typed, counted = f"0{digits}", counted_day(digits)
    found: list[_Read] = []
    faults: list[UnclearDate] = []
    texts = [f"{counted:%d.%m.%Y}"] if counted else []
    if not counted or 1 <= int(typed[2:4]) <= 12:  # else the middle is no month
        texts.append(typed)
    for text in texts:
        try:
            found.append(read(text))
        except UnclearDate as unclear:
            faults.append(unclear)
    of_two_centuries = [each for each in faults if each.explanation.code == "two_digit_year"]
    if len(found) + len(of_two_centuries) > 1:
        typed = f"{typed[:2]}.{typed[2:4]}.{typed[4:]}"
        raise UnclearDate("number_unclear", counted=counted, typed=typed)
    if found:
        return found[0]
    raise (of_two_centuries or faults)[0]


def _digits(cell: Cell) -> str:
    """Return what stands in a cell that holds digits alone, else an empty text."""
    text = str(int(cell)) if isinstance(cell, float) else str(cell).strip()
    return text if text.isdecimal() else ""


def _written(cell: Cell) -> str:
    """Return a date as a person would type it.

    Zeros in front that a spreadsheet lost come back, names of months become numbers, and what stands before
    or after a date is left out.
    """
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    digits = _digits(cell)
    if digits:
        digits = f"0{digits}" if len(digits) == 7 else digits
        if len(digits) == 8 and int(digits[:4]) in range(OTHER_CALENDAR_YEARS.start, 2101):
            month, day = int(digits[4:6]), int(digits[6:])
            turned = int(digits[2:4]) > 12 or int(digits[4:]) not in range(1890, 2101)
            if 1 <= month <= 12 and 1 <= day <= 31 and turned:
                return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
        return digits
    text = _CLOCK.sub("", _BEFORE_DATE.sub("", str(cell)))
    if not any(letter.isdigit() for letter in text):
        return text
    first = _MONTH_FIRST.fullmatch(text.strip())
    if first is not None:
        text = f"{first[2]}. {first[1]} {first[3]}"
    text = _ROMAN.sub(lambda found: f".{_ROMANS.index(found[1]) + 1}.", text)
    return _DOTS.sub(".", _MONTH.sub(_month, text)).strip(". ")


def _month(found: re.Match[str]) -> str:
    number = MONTHS.get(plain_letters(found[1]))
    return f".{number}." if number else found[0]
