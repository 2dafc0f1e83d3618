"""Words in dates as people type them: months by name, counts by word, weekdays (I8)."""

from __future__ import annotations

import re

_MONTHS = (
    "januar jänner january jan jän",
    "februar feber february feb",
    "märz maerz march mär mrz mar",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "dezember december dez dec",
)
_MONTH_OF = {word: month for month, words in enumerate(_MONTHS, start=1) for word in words.split()}
_BY_NAME = re.compile(r"(?P<day>\d{1,2})\s?[.-]?\s?(?P<month>[^\W\d]+)[.-]?(?:\s?(?P<year>\d{4}|\d{2})\.?)?")
_MONTH_ALONE = re.compile(r"(?P<month>[^\W\d]+)[.-]?\s?(?P<year>\d{4})\.?")
_WHOLE_DAY = re.compile(r"(?<!\d)(\d{1,2})\s?[.-]?\s?([^\W\d]+)[.-]?\s?(\d{4}|\d{2})(?!\d)")
_COUNTS = {
    word: count
    for count, words in enumerate(
        (
            "einem einer one a",
            "zwei two",
            "drei three",
            "vier four",
            "fünf five",
            "sechs six",
            "sieben seven",
            "acht eight",
            "neun nine",
            "zehn ten",
            "elf eleven",
            "zwölf twelve",
            "dreizehn thirteen",
            "vierzehn fourteen",
        ),
        start=1,
    )
    for word in words.split()
}
_A_WEEK = "in acht tagen"
"""Said in words, eight days are a week in German: today counts as the first of them."""
_COUNTED = re.compile(r"in (?P<count>[^\W\d]+) (?P<unit>[^\W\d]+)")
_AHEAD = re.compile(r"^(?:am )?(?:(?:nächst|kommend)e[nrs]?|next) ")
_BACK = re.compile(r"^(?:am )?(?:(?:letzt|vergangen)e[nrs]?|last) ")


def month_in_number(plain: str) -> str:
    """Return a folded date with its month as a number: ``5. nov.`` is ``5.11.``, ``mai 1985`` ``5.1985``."""
    named = _BY_NAME.fullmatch(plain)
    if named is not None and named["month"] in _MONTH_OF:
        return f"{named['day']}.{_MONTH_OF[named['month']]}.{named['year'] or ''}"
    alone = _MONTH_ALONE.fullmatch(plain)
    if alone is not None and alone["month"] in _MONTH_OF:
        return f"{_MONTH_OF[alone['month']]}.{alone['year']}"
    return plain


def count_in_number(plain: str) -> str:
    """Return a folded span with its count in numbers: ``in einer woche`` is ``in 1 woche``."""
    if plain == _A_WEEK:
        return "in 1 woche"
    counted = _COUNTED.fullmatch(plain)
    if counted is not None and counted["count"] in _COUNTS:
        return f"in {_COUNTS[counted['count']]} {counted['unit']}"
    return plain


def days_in_numbers(text: str) -> str:
    """Return a text with the months of its whole days in numbers: ``Huda 3. Mai 1987`` is ``Huda 3.5.1987``.

    A month without its day stays a word: Mai is a name as well.
    """
    return _WHOLE_DAY.sub(_in_numbers, text)


def _in_numbers(found: re.Match[str]) -> str:
    day, word, year = found.groups()
    month = _MONTH_OF.get(word.casefold())
    return f"{day}.{month}.{year}" if month else found.group()


def weekday_alone(plain: str, *, future: bool) -> str:
    """Return a folded weekday without ``nächsten`` where a day ahead is meant, or ``letzten`` where one back.

    Where it says the other way than is asked for it stays as it is, and is no weekday.
    """
    said = (_AHEAD if future else _BACK).sub("", plain)
    return said.removeprefix("am ").rstrip(".")
