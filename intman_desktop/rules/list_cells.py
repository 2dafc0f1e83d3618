"""One cell of an old list, understood: names, and codes behind words (I8); dates are in ``list_dates``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from intman_desktop.rules.folding import plain_letters
from intman_desktop.rules.list_words import (
    EMPTY,
    LANGUAGE_WORDS,
    PARTICLES,
    PEOPLE_ENDINGS,
    PEOPLES,
    SEXES,
    STATES,
    STATUS_WORDS,
    WITHOUT_STATE,
)
from intman_desktop.values.codes import Sex
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.lists import Cell

_TITLE = re.compile(r"^\s*(?:herrn?|frau|fr\.|hr\.|mrs?\.?|ms\.?|familie|fam\.)\s+", re.IGNORECASE)
_SECTION = re.compile(r"(?:§\s*)?(\d{1,3}[a-z]?)\s*((?:(?:abs\.?\s*)?(?:iv|i{1,3}|v|\d)\b\s*)?)")
_LIKE_A_CODE_ABROAD = ("49", "220", "291")
"""How numbers begin that are no longer than those within Germany: with it, from Gambia and Eritrea."""
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


def text_of(cell: Cell) -> str:
    """Return what stands in a cell as text, dates as they are written here."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return str(cell).strip()


def is_blank(cell: Cell) -> bool:
    """Return whether nothing stands there, or one of the words people write for nothing."""
    return not isinstance(cell, date) and plain_letters(str(cell)) in EMPTY


def phone_of(number: int) -> tuple[str, Explanation]:
    """Return a phone number that a spreadsheet kept as a number, and what is to be said of it.

    It took away the zero or the plus in front. Within Germany a number has at most eleven digits without its
    zero, and eleven in mobile networks or in a few large towns alone. What can be both stays as it is.
    """
    digits = str(number)
    if len(digits) > 11 or (len(digits) == 11 and digits.startswith("49")):
        return f"+{digits}", Explanation("list_plus_lost")
    mobile = digits.startswith(("15", "16", "17"))
    within = 7 <= len(digits) <= 10 and not digits.startswith(_LIKE_A_CODE_ABROAD)
    if within or (mobile and len(digits) == 11):
        return f"0{digits}", Explanation("list_zero_lost")
    return digits, Explanation("list_phone_unclear")


def sex_of(text: str) -> Sex | None:
    """Return the sex that a word names, or None."""
    return SEXES.get(plain_letters(text))


def nationality_of(text: str, words: Mapping[str, str]) -> str:
    """Return the code of a state by its name, code or a word for its people, or an empty text.

    ``words`` are the folded names and ISO codes of the list with its codes.
    """
    plain = plain_letters(text)
    if plain in WITHOUT_STATE:
        return WITHOUT_STATE[plain]
    if plain in words:
        return words[plain]
    iso = STATES.get(plain) or _people(plain)
    return words.get(plain_letters(iso), "") if iso else ""


def language_of(text: str, words: Mapping[str, str]) -> str:
    """Return the code of the first language that a text names, or an empty text."""
    for part in (text, *re.split(r"[,/;+&]| und | and ", text)):
        plain = plain_letters(part)
        found = words.get(plain) or LANGUAGE_WORDS.get(plain, "")
        if found:
            return found
    return ""


def status_of(text: str, words: Mapping[str, str]) -> str:
    """Return the code of a residence status by its name, its paragraph or what offices call it."""
    plain = plain_letters(text)
    found = words.get(plain) or STATUS_WORDS.get(plain, "")
    if found:
        return found
    section = section_of(text)
    return words.get(section) or words.get(section.split(" ")[0], "")


def section_of(text: str) -> str:
    """Return the first paragraph and Absatz that a text names, as ``25 2`` or ``24``; else an empty text."""
    found = _SECTION.search(text.casefold().replace("(", " ").replace(".", " "))
    if found is None:
        return ""
    number = plain_letters(found[2]).removeprefix("abs").strip()
    return f"{found[1]} {_ROMAN.get(number, number)}".strip()


def split_name(text: str) -> tuple[str, str, bool]:
    """Return family name, given name, and whether the order was guessed, of a name in one cell.

    A comma divides, words in capitals are the family name; otherwise the last word is, with the small
    words before it.
    """
    name = _TITLE.sub("", " ".join(text.split()))
    family, comma, given = name.partition(",")
    if comma:
        return family.strip(), given.strip(), False
    words = name.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals), False
    if len(words) < 2:
        return name, "", False
    start = len(words) - 1
    while start > 1 and plain_letters(words[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start]), True


def title_of(text: str) -> Sex | None:
    """Return the sex that the title before a name tells, or None."""
    found = _TITLE.match(text)
    return sex_of(found[0].rstrip(". ")) if found else None


def parts_of(text: str) -> tuple[str, ...]:
    """Return what a cell names one after the other: ``Syrien / Irak`` are two."""
    return tuple(part.strip() for part in re.split(r"[/;,+&]| und | and ", text) if part.strip())


def _people(plain: str) -> str:
    for length in range(len(plain), 2, -1):
        iso = PEOPLES.get(plain[:length])
        if iso and plain[length:].strip() in PEOPLE_ENDINGS:
            return iso
    return ""
