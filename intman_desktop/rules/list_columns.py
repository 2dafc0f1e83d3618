"""Which row names the columns of an old list, and what each column is: a guess, to be confirmed on screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import sha256
from itertools import chain

from intman_desktop.rules.dates import UnclearDate
from intman_desktop.rules.folding import plain_letters
from intman_desktop.rules.list_cells import (
    is_blank,
    language_of,
    nationality_of,
    sex_of,
    status_of,
    text_of,
)
from intman_desktop.rules.list_dates import birth_of, counted_day
from intman_desktop.rules.list_words import BESIDE, BESIDE_FIELD, HEADERS, PARTS_OF_DATE, SPECIAL
from intman_desktop.values.codes import Sex
from intman_desktop.values.lists import Cell, Header, ListColumn, ListField, Row, Sheet, Vocabulary

_LOOKED_AT = 30
_SAMPLES = 40
_SHOWN = 3
_MOST = 0.6  # of the cells of a column must speak for what it is guessed to be
_SHORT = 40  # letters; no name of a column is longer
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_PHONE = re.compile(r"\+?[\d\s/()\-.]{6,}")
_SPELT_OUT = re.compile(r"([aou])e")  # an umlaut, where a file had none
_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}|\d{4}-\d{2}-\d{2}")
_POSTAL_CODE = re.compile(r"(?:D-?)?\d{5}")

_MEANT = {word: field for field, words in HEADERS.items() for word in words}
_BY_WORDS = (ListField.SEX, ListField.NATIONALITY, ListField.LANGUAGE, ListField.RESIDENCE_STATUS)
_CUT_SHORT = 3  # letters
_YOUNG, _OLD = 12, 100

Fits = Callable[[str, Cell], bool]


def find_header(sheet: Sheet) -> Header:
    """Return the rows that name the columns.

    It is the row among the first ones in which most cells are names that lists use; the row above
    belongs to it where that names groups, the row below where it says the same once more. Without such
    names it is the first row of short texts alone, above which no row is as full: that would be a person.
    Where all below it are such too, they may be people, and a row above that says nothing but one such name
    goes before it.
    """
    rows = sheet.rows[:_LOOKED_AT]
    weights = [sum(1 for cell in row if field_named(text_of(cell)) is not None) for row in rows]
    most = max(weights, default=0)
    if most >= 2 or (most == 1 and sheet.rows and len(sheet.rows[0]) == 1):
        last = weights.index(most)
        if last + 1 < len(rows) and _same_names(rows[last], rows[last + 1]):
            return Header(last, last + 1)
        return Header(last - 1 if last and _belongs_above(rows[last - 1], rows[last]) else last, last)
    lone = next((at for at, row in enumerate(rows) if weights[at] and _filled(row) == 1), -1)
    fullest = 0
    for index, row in enumerate(rows):
        if _filled(row) > max(1, fullest) and all(map(_may_name, row)):
            people = -1 < lone < index and all(map(_may_name, chain(*rows[index + 1 :])))
            return Header(lone, lone) if people else Header(index, index)
        fullest = max(fullest, _filled(row))
    return Header(lone, lone)


def column_names(sheet: Sheet, header: Header) -> tuple[str, ...]:
    """Return the name of each column: of the lower row, and of both where that says too little alone.

    What both rows say alike is said once.
    """
    width = len(sheet.rows[0]) if sheet.rows else 0
    if header.last < 0:
        return ("",) * width
    lower, upper = sheet.rows[header.last], sheet.rows[header.first]
    if header.first == header.last:
        return tuple(map(text_of, lower))
    both = (
        (text_of(low), " ".join(dict.fromkeys(filter(None, (text_of(up), text_of(low))))))
        for low, up in zip(lower, upper, strict=True)
    )
    return tuple(low if field_named(low) else whole for low, whole in both)


def body_of(sheet: Sheet, header: Header) -> tuple[tuple[int, Row], ...]:
    """Return the rows below the header with their numbers in the file."""
    start = header.last + 1
    return tuple(zip(sheet.numbers[start:], sheet.rows[start:], strict=True))


def header_fingerprint(names: Iterable[str]) -> str:
    """Return what a header is known by again: nothing of it can be read back."""
    return sha256("\x1f".join(plain_letters(name) for name in names).encode()).hexdigest()


def suggest(
    sheet: Sheet, header: Header, words: Vocabulary, today: date, kept: Sequence[str] = ()
) -> tuple[ListColumn, ...]:
    """Return every column with what it seems to be; no field is given twice.

    ``kept`` are the fields chosen for such a header before, which go first. Otherwise its name decides,
    and where that says nothing, what stands in it.
    """
    names = column_names(sheet, header)
    rows = [row for _number, row in body_of(sheet, header)]
    columns = [[row[index] for row in rows if row[index] != ""] for index in range(len(names))]
    special = [seems_special(name) for name in names]
    if len(kept) == len(names):
        chosen = [ListField(each) if each in set(ListField) else None for each in kept]
    else:
        chosen = _by_name(names, special)
        _by_content(chosen, names, columns, words, today)
        _mend_names(chosen, columns)
    return tuple(
        ListColumn(name, tuple(dict.fromkeys(map(text_of, cells)))[:_SHOWN], field, mark)
        for name, cells, field, mark in zip(names, columns, chosen, special, strict=True)
    )


def field_named(name: str) -> ListField | None:
    """Return the field that the name of a column means, or None."""
    plain = plain_letters(name)
    if not plain or len(plain) > _SHORT:
        return None
    spelt_out = _SPELT_OUT.sub(r"\1", plain)
    return _MEANT.get(plain) or _MEANT.get(plain.removesuffix(" in")) or _MEANT.get(spelt_out)


def seems_special(name: str) -> bool:
    """Return whether data of a special kind seem to stand below the name of a column (Art. 9 DS-GVO)."""
    return any(word.startswith(SPECIAL) or "behinder" in word for word in plain_letters(name).split())


def _by_name(names: Sequence[str], special: Sequence[bool]) -> list[ListField | None]:
    parts = _parts_of_birth(names)
    chosen: list[ListField | None] = []
    for index, (name, closed) in enumerate(zip(names, special, strict=True)):
        field = None if closed else parts.get(index, field_named(name))
        chosen.append(field if field not in chosen else None)
    for index, name in enumerate(names):
        if chosen[index] is None and not special[index]:
            field = _within(name)
            if field is not None and field not in chosen:
                chosen[index] = field
    return chosen


def _parts_of_birth(names: Sequence[str]) -> dict[int, ListField]:
    """Return the three columns side by side over which the birth is spread, where no other column has it."""
    plain = [plain_letters(name) for name in names]
    for start in range(len(plain) - 2):
        here = range(start, start + 3)
        heads, _blank, first = plain[start].rpartition(" ")
        words = (first, plain[start + 1], plain[start + 2])
        fields = [PARTS_OF_DATE.get(word.removeprefix("geburts")) for word in words]
        elsewhere = any(
            field_named(names[at]) is ListField.BIRTH_DATE for at in range(len(plain)) if at not in here
        )
        of_birth = not heads or heads.startswith(("geb", "birth", "date of birth"))
        if len({field for field in fields if field}) == len(fields) and of_birth and not elsewhere:
            return {at: field for at, field in zip(here, fields, strict=True) if field}
    return {}


def _within(name: str) -> ListField | None:
    """Return the field that a longer name of a column speaks of, or None.

    Its other words must change nothing: what may be the consent to something else, the beginning of a course
    or the day until which a title is valid is not proposed for what it is not (Rules E1, E5, C1, K3).
    """
    plain = plain_letters(name)
    if len(plain) > _SHORT:
        return None
    found = [word for word in _MEANT if len(word) > 3 and f" {word} " in f" {plain} "]
    for word in sorted(found, key=len, reverse=True):
        field = _MEANT[word]
        around = f" {plain} ".replace(f" {word} ", " ", 1).split()
        if all(
            each in BESIDE or each in BESIDE_FIELD.get(field, ()) or _MEANT.get(each) is field
            for each in around
        ):
            return field
    return None


def _by_content(
    chosen: list[ListField | None],
    names: Sequence[str],
    columns: Sequence[Sequence[Cell]],
    words: Vocabulary,
    today: date,
) -> None:
    """Give what stands in the columns without a field a field that is still free.

    What a word means depends on what is asked: below ``Kurs`` the word ``Deutsch`` is no language of
    counselling, and below ``Geburtsland`` a state is no nationality (Rule K3). Only where the name of a
    column says little its words speak for it.
    """
    for field, fits in _signs(words, today):
        if field is ListField.BIRTH_DATE and ListField.BIRTH_YEAR in chosen:
            continue
        for index, cells in enumerate(columns):
            if field in chosen or chosen[index] is not None or seems_special(names[index]):
                continue
            if field in _BY_WORDS and not _says_little(names[index]):
                continue
            seen = [(text_of(cell), cell) for cell in cells[:_SAMPLES] if not is_blank(cell)]
            if seen and sum(fits(*each) for each in seen) >= _MOST * len(seen):
                chosen[index] = field


def _says_little(name: str) -> bool:
    """Return whether a column has no name, or one that is cut short."""
    return name.endswith(".") or len(plain_letters(name)) <= _CUT_SHORT


def _signs(words: Vocabulary, today: date) -> tuple[tuple[ListField, Fits], ...]:
    return (
        (ListField.EMAIL, lambda text, _cell: _EMAIL.fullmatch(text) is not None),
        (ListField.BIRTH_DATE, lambda _text, cell: _may_be_birth(cell, today)),
        (ListField.POSTAL_CODE, lambda text, _cell: _POSTAL_CODE.fullmatch(text) is not None),
        (ListField.PHONE, lambda text, _cell: bool(_PHONE.fullmatch(text)) and not _DAY.fullmatch(text)),
        (ListField.SEX, lambda text, _cell: sex_of(text) not in (None, Sex.NOT_STATED)),  # a tick tells none
        (ListField.NATIONALITY, lambda text, _cell: bool(nationality_of(text, words.nationalities))),
        (ListField.LANGUAGE, lambda text, _cell: bool(language_of(text, words.languages))),
        (ListField.RESIDENCE_STATUS, lambda text, _cell: bool(status_of(text, words.residence_statuses))),
    )


def _mend_names(chosen: list[ListField | None], columns: Sequence[Sequence[Cell]]) -> None:
    """Take a column "Name" for the family name where the given name stands beside it."""
    if ListField.FULL_NAME in chosen and ListField.GIVEN_NAME in chosen:
        index = chosen.index(ListField.FULL_NAME)
        chosen[index] = None if ListField.FAMILY_NAME in chosen else ListField.FAMILY_NAME
    if {ListField.FAMILY_NAME, ListField.GIVEN_NAME, ListField.FULL_NAME}.isdisjoint(chosen):
        for index, cells in enumerate(columns):
            texts = [cell for cell in cells[:_SAMPLES] if isinstance(cell, str)]
            wordy = sum(len(text.split()) > 1 and not any(c.isdigit() for c in text) for text in texts)
            if chosen[index] is None and texts and wordy >= _MOST * len(texts):
                chosen[index] = ListField.FULL_NAME
                return


def _may_be_birth(cell: Cell, today: date) -> bool:
    try:
        born = birth_of(cell, today).date
    except UnclearDate:
        return False
    if isinstance(cell, int | float) and len(str(cell)) < 5:
        return False  # a number of four digits may count anything
    if _POSTAL_CODE.fullmatch(text_of(cell)) and born != counted_day(cell):
        return False  # a day that lost its zero looks like a postal code
    return born is not None and _YOUNG <= today.year - born.year <= _OLD


def _may_name(cell: Cell) -> bool:
    return cell == "" or (
        isinstance(cell, str) and len(cell) <= _SHORT and not any(letter.isdigit() for letter in cell)
    )


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell != "")


def _same_names(row: Row, other: Row) -> bool:
    """Return whether two rows say the same, as a header that a program wrote twice does."""
    return [text_of(cell) for cell in row] == [text_of(cell) for cell in other]


def _belongs_above(upper: Row, lower: Row) -> bool:
    """Return whether a row is the upper half of the header: it names what the lower half leaves blank,
    or groups of columns."""
    if not all(_may_name(cell) for cell in upper):
        return False
    named = [index for index, cell in enumerate(upper) if cell != ""]
    fills = any(lower[index] == "" for index in named)
    return fills or len({upper[index] for index in named}) > 1
