"""One cell of an old list, understood: names, and codes behind words (I8); dates are in ``list_dates``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from intman_desktop.rules.folding import plain_letters
from intman_desktop.rules.list_words import (
    AROUND_DAYS,
    EMPTY,
    LANGUAGE_WORDS,
    NO,
    NOT_CONSENTED,
    PARTICLES,
    PEOPLE_ENDINGS,
    PEOPLES,
    SEXES,
    STATES,
    STATUS_KINDS,
    STATUS_WORDS,
    WITHOUT_STATE,
)
from intman_desktop.values.codes import Sex
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.lists import Cell

_TITLE = re.compile(r"^\s*(?:herrn?|frau|fr\.|hr\.|mrs?\.?|ms\.?|familie|fam\.)\s+", re.IGNORECASE)
_DAY = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:(?:19|20)?\d{2}(?!\d))?"
    r"|(?:19|20)\d{2}-\d{2}-\d{2}|(?:\d{1,2}[./])?(?:19|20)\d{2})(?![\d])"
)
"""A day, with its year or without, and a month of a year, within a text."""
_SECTION = re.compile(
    r"(?P<sign>§{1,2}\s*)?(?<!\d)(?P<number>\d{1,3}[a-z]?)(?![^\W_])"
    r"(?:\s*(?:abs(?:atz)?\.?\s*|[/(]\s*)?(?P<absatz>(?:iv|i{1,3}|v|\d)a?)(?![^\W_])\)?)?"
    r"(?:[\s,]*s(?:atz)?\.?\s*(?P<satz>\d)(?!\d))?"
    r"(?:[\s,]*(?:alt(?:ernative)?\.?\s*(?P<alt>\d)(?!\d)|(?P<other>\d)\.\s*alt(?:ernative)?\.?))?"
    r"(?:\s*(?P<law>aufenthg|aufenthaltsgesetz|asylg))?(?![^\W_])"
)
"""A paragraph of the AufenthG or the AsylG, in small letters."""
_LIKE_A_CODE_ABROAD = ("49", "220", "291")
"""How numbers begin that are no longer than those within Germany: with it, from Gambia and Eritrea."""
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


def text_of(cell: Cell) -> str:
    """Return what stands in a cell as one line of text, dates as they are written here."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return " ".join(str(cell).split())


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


def says_no(text: str) -> bool:
    """Return whether what stands in a column of consents says that there is none (Rule E5)."""
    plain = plain_letters(text)
    return plain in NO or not NOT_CONSENTED.isdisjoint(plain.split())


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
    return next(filter(None, languages_of(text, words)), "")


def languages_of(text: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of the languages that a text names one after the other, each once.

    An empty text is among them for a part that is none.
    """
    for parts in ((text,), parts_of(text)):
        plain = [plain_letters(part) for part in parts]
        codes = tuple(dict.fromkeys(words.get(each) or LANGUAGE_WORDS.get(each, "") for each in plain))
        if any(codes):
            return codes
    return ()


def status_of(text: str, words: Mapping[str, str]) -> str:
    """Return the code of a residence status by its name, its paragraph or what offices call it (Rule K3).

    Empty where a cell names none or may mean several: a paragraph that several statuses have, an
    Aufenthaltserlaubnis without one, or words of an application. ``words`` are folded names with their code,
    and paragraphs as ``section_of`` gives them.
    """
    whole = plain_letters(text)
    found = _status_named(whole, words)
    if found:
        return found
    rest, section = _rest_and_section(text)
    if not section:
        return _status_named(rest, words)
    by_section = _status_by(section, words)
    if not rest:
        return by_section
    named = _status_named(rest, words)
    kinds = STATUS_KINDS.get(rest) or ((named,) if named else ())
    within = {code for key, code in words.items() if key.startswith(f"{section} ")}
    fit = {code for code in ({by_section} if by_section else within) if code.startswith(kinds)}
    return fit.pop() if len(fit) == 1 else ""


def may_be_several_statuses(text: str) -> bool:
    """Return whether a cell speaks of a residence status without naming one alone (``§ 25 Abs. 2``)."""
    rest, section = _rest_and_section(text)
    return bool(section) or rest in STATUS_KINDS


def names_day(text: str) -> bool:
    """Return whether a day or a month of a year stands in a text."""
    return _DAY.search(text) is not None


def section_of(text: str) -> str:
    """Return the paragraph that a text names, with its Absatz, Satz and Alternative; an empty text for none.

    ``§ 25 Abs. 2 Satz 1 Alt. 1 AufenthG`` is ``25 2 1 1``, ``§ 55 AsylG`` is ``55 asylg``. A number alone is
    none, and no part of a day is.
    """
    return _rest_and_section(text)[1]


def _rest_and_section(text: str) -> tuple[str, str]:
    """Return what stands around a paragraph and a day, folded, and the paragraph as ``section_of`` does."""
    without_days, days = _DAY.subn(" ", text.casefold())
    found = _SECTION.search(without_days)
    around = (
        without_days if found is None else without_days[: found.start()] + " " + without_days[found.end() :]
    )
    rest = plain_letters(around)
    if days:
        rest = " ".join(word for word in rest.split() if word not in AROUND_DAYS)
    if found is None:
        return rest, ""
    named = found["sign"] or found["absatz"] or found["law"] or not found["number"].isdigit()
    if not named and rest not in STATUS_KINDS:
        return plain_letters(without_days), ""
    absatz = found["absatz"] or ""
    parts = (
        found["number"], _ROMAN.get(absatz, absatz), found["satz"], found["alt"] or found["other"],
        "asylg" if found["law"] == "asylg" else "",
    )  # fmt: skip
    return rest, " ".join(filter(None, parts))


def _status_named(word: str, words: Mapping[str, str]) -> str:
    """Return the code of a status by a folded word; a number alone is none."""
    return "" if word[:1].isdigit() else words.get(word) or STATUS_WORDS.get(word, "")


def _status_by(section: str, words: Mapping[str, str]) -> str:
    """Return the code of a status by its paragraph, or by that of which it names a part."""
    while section and section not in words:
        section = section.rpartition(" ")[0]
    return words.get(section, "")


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
