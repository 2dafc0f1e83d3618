"""From the bytes of an old list to people, in memory alone and without the store (Rule P2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from intman_desktop.exchange.lists import read_list
from intman_desktop.rules.double_index import DoubleIndex
from intman_desktop.rules.list_cells import text_of
from intman_desktop.rules.list_columns import (
    body_of,
    column_names,
    find_header,
    header_fingerprint,
    suggest,
)
from intman_desktop.rules.list_rows import understand
from intman_desktop.rules.list_words import UNTICKED
from intman_desktop.values.lists import (
    Cell,
    Header,
    ListColumn,
    ListDesk,
    ListField,
    ListPerson,
    OldList,
    PaperConsent,
    Row,
    Twin,
    Vocabulary,
)
from intman_desktop.word_lists import spellings


@dataclass(frozen=True)
class Matched:
    """A table of a list with its header, its columns as they are matched, and what the header is known by."""

    old: OldList
    sheet: int
    header: Header
    columns: tuple[ListColumn, ...]
    fingerprint: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The field of each column, empty for none."""
        return tuple(column.field.value if column.field else "" for column in self.columns)

    def rows(self) -> int:
        """Return how many rows stand below the header."""
        return len(body_of(self.old.sheets[self.sheet], self.header))


@dataclass(frozen=True)
class Decisions:
    """What was decided at the screen, by number of the row: cells mended, and papers that are there."""

    mended: Mapping[int, Mapping[ListField, str]] = field(default_factory=dict)
    papers: Mapping[int, PaperConsent] = field(default_factory=dict)
    told: bool = False


@dataclass(frozen=True)
class Understood:
    """The rows as people, and for each row the earlier rows that may be the same person."""

    people: tuple[ListPerson, ...]
    twins: Mapping[int, tuple[Twin, ...]]


def open_list(content: bytes, known: ListDesk, today: date) -> Matched:
    """Return the first table of a file, matched as far as it explains itself.

    Raises as ``exchange.lists.read_list``.
    """
    return match(read_list(content), 0, None, known, today)


def read_again(content: bytes, matched: Matched, encoding: str, known: ListDesk, today: date) -> Matched:
    """Return a text read in another encoding; its header stays, and what its columns are matched to.

    A column that is called otherwise now is matched anew. ``encoding`` as ``exchange.lists.read_list``,
    and so what it raises.
    """
    old = read_list(content, encoding)
    fresh = match(old, 0, _header_again(matched, old), known, today)
    fields = _fields_again(matched.columns, fresh.columns)
    return match(
        old, 0, fresh.header, known, today, fields=[field.value if field else "" for field in fields]
    )


def _header_again(matched: Matched, old: OldList) -> Header | None:
    """Return the rows of the file that name the columns, where they are in the table still."""
    before, now = matched.old.sheets[matched.sheet].numbers, old.sheets[0].numbers
    rows = [row for row in (matched.header.first, matched.header.last) if row >= 0]
    if not {before[row] for row in rows} <= set(now):
        return None
    first, last = (now.index(before[row]) for row in rows) if rows else (-1, -1)
    return Header(first, last)


def _fields_again(before: Sequence[ListColumn], fresh: Sequence[ListColumn]) -> list[ListField | None]:
    """Return the field of each column, none twice; a name that changed goes before what was there."""
    was = dict(enumerate(before))
    same = {index for index, new in enumerate(fresh) if index in was and was[index].name == new.name}
    fields = {index: was[index].field for index in same}
    for index, new in enumerate(fresh):
        if index in same or new.special:
            continue
        offered = (new.field, was[index].field if index in was else None)
        free = (each for each in offered if each and each not in fields.values())
        fields[index] = next(free, None)
    return [fields.get(index) for index in range(len(fresh))]


def match(
    old: OldList,
    sheet: int,
    header: Header | None,
    known: ListDesk,
    today: date,
    *,
    fields: Sequence[str] = (),
) -> Matched:
    """Return a table with its columns matched: by ``fields`` where given, as before, or by a guess."""
    table = old.sheets[sheet]
    header = header or find_header(table)
    fingerprint = header_fingerprint(column_names(table, header))
    kept = fields or known.remembered.get(fingerprint, ())
    columns = suggest(table, header, known.vocabulary, today, kept)
    return Matched(old, sheet, header, columns, fingerprint)


def headers_of(old: OldList, sheet: int, most: int = 8) -> tuple[Header, ...]:
    """Return the headers on offer: none, each of the first rows, and each with the one above it."""
    rows = min(most, len(old.sheets[sheet].rows))
    single = [Header(row, row) for row in range(rows)]
    return (Header(-1, -1), *single, *(Header(row - 1, row) for row in range(1, rows)))


def _says_heads_again(row: Row, columns: Sequence[ListColumn]) -> bool:
    """Return whether a row is the header once more, as a list has it that was printed page by page."""
    said = [(text_of(cell), column.name) for cell, column in zip(row, columns, strict=True) if cell != ""]
    return len(said) > 1 and all(cell == name for cell, name in said)


def understand_rows(
    matched: Matched, decided: Decisions, words: Vocabulary, today: date, most: int | None = None
) -> Understood:
    """Return the rows, or the first ``most`` of them, as people, with possible doubles among them."""
    places = {column.field: index for index, column in enumerate(matched.columns) if column.field}
    table = matched.old.sheets[matched.sheet]
    people: list[ListPerson] = []
    twins: dict[int, tuple[Twin, ...]] = {}
    index = DoubleIndex(spellings())
    for number, row in body_of(table, matched.header)[:most]:
        cells: dict[ListField, Cell] = {name: row[place] for name, place in places.items()}
        if (number, places.get(ListField.CONSENT_ON, -1)) in table.unticked:
            cells[ListField.CONSENT_ON] = UNTICKED  # of a consent a box that is not ticked says no (Rule E5)
        mended = decided.mended.get(number, {})
        cells |= mended
        if all(cell in ("", UNTICKED) for cell in cells.values()) or _says_heads_again(row, matched.columns):
            continue
        paper = decided.papers.get(number)
        merged = {name for name, place in places.items() if (number, place) in table.filled}
        person = understand(
            number, cells, words, today, paper, told=decided.told, merged=merged - mended.keys()
        )
        alike = index.of_next(str(number), person.client)
        if alike:
            twins[number] = tuple(Twin(each.fact, row=int(each.key)) for each in alike)
        people.append(person)
    return Understood(tuple(people), twins)
