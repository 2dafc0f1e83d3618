"""The list that is being taken over, with all that was decided: it lives in memory alone (P2)."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from intman_desktop.rules.list_rows import hindrance
from intman_desktop.services.transfer.list_reading import Decisions, Matched, Understood
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.lists import Header, ListField, ListPerson, PaperConsent, Taken, Twin


class RowState(StrEnum):
    """Where a row stands; only what is ``READY`` is taken in."""

    READY = "ready"
    FAULTY = "faulty"
    DOUBLE = "double"
    WITHOUT_CONSENT = "without_consent"
    UNCONFIRMED = "unconfirmed"
    LEFT_OUT = "left_out"
    TAKEN = "taken"


class ListWork:
    """One file. ``matched`` is how it is read, ``people`` its rows; the rest is decided by the person.

    Attributes: ``name`` (of the file), ``mended``, ``papers``, ``told``, ``left_out``, ``kept`` (doubles
    that are taken all the same), ``taken`` (rows that are in the store).
    """

    def __init__(self, name: str, content: bytes, matched: Matched) -> None:
        self.name = name
        self.matched = matched
        self._content = base64.b64encode(content).decode("ascii")
        self.people: tuple[ListPerson, ...] = ()
        self.mended: dict[int, dict[ListField, str]] = {}
        self.papers: dict[int, PaperConsent] = {}
        self.told = False
        self.left_out: set[int] = set()
        self.kept: set[int] = set()
        self.taken = Taken({})
        self.here: frozenset[int] = frozenset()
        self._in_list: Mapping[int, tuple[Twin, ...]] = {}
        self._in_store: Mapping[int, tuple[Twin, ...]] = {}

    @property
    def whole(self) -> bool:
        """Whether every row is in the store, so that nothing is left to be done."""
        return bool(self.people) and self.here.issuperset(person.number for person in self.people)

    def decisions(self) -> Decisions:
        """Return a copy of what was decided, for a job."""
        mended = {number: dict(cells) for number, cells in self.mended.items()}
        return Decisions(mended, dict(self.papers), self.told)

    def rematch(self, matched: Matched) -> None:
        """Read the file otherwise; what was mended in rows of another table is forgotten."""
        if (matched.sheet, matched.header) != (self.matched.sheet, self.matched.header):
            self.mended, self.papers, self.left_out, self.kept = {}, {}, set(), set()
        self.matched = matched

    def take_rows(self, understood: Understood) -> None:
        """Take the rows as they are understood now."""
        self.people = understood.people
        self._in_list = understood.twins

    def take_twins(self, in_store: Mapping[int, tuple[Twin, ...]]) -> None:
        """Take which cases of the store may be the same people."""
        self._in_store = in_store

    def person(self, number: int) -> ListPerson | None:
        """Return the row with this number, or None."""
        return next((each for each in self.people if each.number == number), None)

    def twins(self, number: int) -> tuple[Twin, ...]:
        """Return the possible doubles of a row: rows before it that are not left out, then cases."""
        rows = (each for each in self._in_list.get(number, ()) if each.row not in self.left_out)
        return (*rows, *self._in_store.get(number, ()))

    def state(self, person: ListPerson) -> RowState:
        """Return where a row stands."""
        number = person.number
        if number in self.here:
            return RowState.TAKEN
        if number in self.left_out:
            return RowState.LEFT_OUT
        if person.faulty:
            return RowState.FAULTY
        if number not in self.kept and self.twins(number):
            return RowState.DOUBLE
        why = hindrance(person)
        if why is None:
            return RowState.READY
        unconfirmed = why.code == "list_consent_unconfirmed"
        return RowState.UNCONFIRMED if unconfirmed else RowState.WITHOUT_CONSENT

    def why(self, person: ListPerson) -> Explanation | None:
        """Return why a row stays out, or None for one that is taken."""
        state = self.state(person)
        if state is RowState.LEFT_OUT:
            return Explanation("list_left_out")
        if state is RowState.DOUBLE:
            return Explanation("list_perhaps_double")
        return hindrance(person) if state is not RowState.TAKEN else None

    def counts(self) -> Counter[RowState]:
        """Return how many rows stand where."""
        return Counter(self.state(person) for person in self.people)

    def those(self, *states: RowState) -> tuple[ListPerson, ...]:
        """Return the rows that stand in one of ``states``."""
        return tuple(person for person in self.people if self.state(person) in states)

    def mend(self, number: int, field: ListField, text: str) -> bool:
        """Write ``text`` over a cell; return whether that changed anything."""
        person = self.person(number)
        if person is None or person.shown.get(field, "") == text:
            return False
        self.mended.setdefault(number, {})[field] = text
        return True

    def mark(self, numbers: Iterable[int], paper: PaperConsent) -> None:
        """Set "liegt schriftlich vor" for these rows."""
        for number in numbers:
            self.papers[number] = paper

    def unmark(self, numbers: Iterable[int]) -> None:
        """Take the mark away from these rows."""
        for number in numbers:
            self.papers.pop(number, None)

    def content(self) -> bytes:
        """Return the bytes of the file."""
        return base64.b64decode(self._content)

    def to_plain(self) -> dict[str, Any]:
        """Return everything as values JSON can hold; only for memory that is sealed (Rule P2)."""
        papers = {
            str(number): [each.on.isoformat() if each.on else "", each.filing_place, each.contact]
            for number, each in self.papers.items()
        }
        return {
            "name": self.name,
            "content": self._content,
            "encoding": self.matched.old.encoding,
            "sheet": self.matched.sheet,
            "header": [self.matched.header.first, self.matched.header.last],
            "fields": list(self.matched.fields),
            "mended": {str(number): dict(cells) for number, cells in self.mended.items()},
            "papers": papers,
            "told": self.told,
            "left_out": sorted(self.left_out),
            "kept": sorted(self.kept),
            "taken": {str(number): key for number, key in self.taken.keys.items()},
        }

    def decide_again(self, plain: Mapping[str, Any]) -> None:
        """Put back what ``to_plain`` told of decisions."""
        self.mended = {
            int(number): {ListField(name): text for name, text in cells.items()}
            for number, cells in plain["mended"].items()
        }
        self.papers = {
            int(number): PaperConsent(date.fromisoformat(on) if on else None, place, contact)
            for number, (on, place, contact) in plain["papers"].items()
        }
        self.told = plain["told"]
        self.left_out, self.kept = set(plain["left_out"]), set(plain["kept"])
        self.taken = Taken({int(number): key for number, key in plain["taken"].items()})


def header_in(plain: Mapping[str, Any]) -> Header:
    """Return the header that ``to_plain`` told of."""
    first, last = plain["header"]
    return Header(first, last)
