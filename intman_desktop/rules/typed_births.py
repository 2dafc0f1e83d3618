"""A birth that is typed beside a name: "Huda 1987", "Huda geb. 3.5.1987" (story 10).

What is typed and what is known of a person are each a birth to the day, the month or the year. They agree
where the one that says less is how the other begins: who is known by her year alone can be who is typed with
the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from intman_desktop.rules.date_words import days_in_numbers
from intman_desktop.rules.finding import BIRTH_LABEL, has_digit, typed_words
from intman_desktop.values.codes import BirthPrecision

YEAR, MONTH, DAY = 4, 7, 10
"""How many letters of ``1987-05-03`` tell the year, the month, the day."""

KNOWN = {BirthPrecision.DAY: DAY, BirthPrecision.MONTH: MONTH, BirthPrecision.YEAR: YEAR}
"""How many letters of a stored date of birth are known; of one that is not known none."""

_YEARS = range(1900, 2100)
_BIRTH = re.compile(
    rf"(?<![^\s(,;*])(?:{BIRTH_LABEL})?"
    r"(?P<date>(?:(?P<day>\d{1,2})\s*\.\s*)?(?P<month>\d{1,2})\s*\.\s*(?P<year>\d{4}|\d{2})|(?P<alone>\d{4}))"
    r"(?![^\s),;])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class BesideNames:
    """Names that were typed with a birth: its ``beginnings`` as the store writes dates, one per century."""

    names: str
    beginnings: tuple[str, ...]


def birth_beside_names(text: str) -> BesideNames | None:
    """Return names and birth of what was typed; None without either, or where more is a number.

    A year has four digits, and two only behind a day with points. What says that a birth follows (``geb.``)
    is no name, unless it is the only one: people are called Born.
    """
    text = days_in_numbers(text)
    for found in _BIRTH.finditer(text):
        beginnings = tuple(_beginnings(*found.group("day", "month", "year", "alone")))
        if beginnings:
            each = (f"{text[:begin]} {text[found.end() :]}" for begin in (found.start(), found.start("date")))
            names = next((names.strip() for names in each if typed_words(names)), "")
            return BesideNames(names, beginnings) if names and not has_digit(names) else None
    return None


def agrees_to_the_day(beginning: str, born: date, precision: BirthPrecision) -> bool:
    """Return whether what was typed is the whole day on which somebody is known to be born."""
    return KNOWN.get(precision) == DAY and beginning == born.isoformat()


def _beginnings(day: str | None, month: str | None, year: str | None, alone: str | None) -> Iterator[str]:
    written = year or alone or ""
    short = len(written) == len("87")
    if short and not day:
        return
    for full in (f"19{written}", f"20{written}") if short else (written,):
        if int(full) not in _YEARS:
            continue
        try:
            born = date(int(full), int(month or 1), int(day or 1))
        except ValueError:  # there is no such day: nobody is born on it
            continue
        yield born.isoformat()[: DAY if day else MONTH if month else YEAR]
