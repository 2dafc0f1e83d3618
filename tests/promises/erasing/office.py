"""A store at work under a random hand, with everything that must be true of it written down beside it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeAlias

from sqlalchemy import Connection, select

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.models.rows import from_row
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState
from tests.cells import Cells, every_cell
from tests.clear_pages import clear_pages, files_beside
from tests.opened import PASSPHRASE, TODAY, moment
from tests.promises.erasing.marks import CORE, core_of, tokens, traces

PEOPLE_AT_WORK = 14
"""So few are worked with at a time that much happens to each of them."""


@dataclass(frozen=True)
class Person:
    """One case of the store as a list shows it."""

    id: int
    key: str
    state: CaseState
    held: bool


@dataclass(frozen=True)
class Gone:
    """An erased case: why, on which day it had ended, and every trace there ever was of it."""

    why: str
    ended_on: date
    words: frozenset[bytes]


@dataclass(frozen=True)
class Backup:
    """A backup, with the store as it was: a copy of its file and the cases it then had by key."""

    file: Path
    copy: Path
    keys: frozenset[str]
    withdrawn: int
    """How many withdrawals there had been."""


@dataclass
class AtWork:
    """A store, its backups, and all that was done to it; ``log`` tells it to whoever looks for a fault."""

    root: Path
    desk: Desk
    second: Desk
    day: date = TODAY
    focus: list[str] = field(default_factory=list)
    words: dict[str, set[bytes]] = field(default_factory=dict)
    """By case key every trace of people who are here, also under names they had before."""
    health: dict[str, set[bytes]] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)
    never: set[bytes] = field(default_factory=set)
    """What was withdrawn: it is in no byte any more, though its person may still be here."""
    withdrawals: list[tuple[str, date | None]] = field(default_factory=list)
    """The case of each withdrawal, with the day it was closed on where it was that of the basic consent."""
    redacted: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """Who is named in texts of others, by case key: under a later name nobody would know her there."""
    backups: list[Backup] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    restores: int = 0

    @property
    def stick(self) -> Path:
        """The place of the backups."""
        return self.root / "stick"

    @property
    def last_year(self) -> int:
        """The year after the present one, the last in which anything can count."""
        return self.day.year + 1

    def reopened(self, folder: Path) -> Desk:
        """Return a desk on the store in ``folder``, on the day of this office."""
        vault = open_store(folder, PASSPHRASE)
        return desk_of(vault, lambda: self.day, lambda: moment(self.day))

    def people(self) -> dict[str, Person]:
        """Return everybody in the store by case key."""
        c = t.cases.c
        with self.desk.vault.reading() as connection:
            rows = connection.execute(select(c.id, c.key, c.state, c.hold_since)).all()
        return {row.key: Person(row.id, row.key, row.state, row.hold_since is not None) for row in rows}

    def cells(self) -> Cells:
        """Return every number of every year."""
        return every_cell(self.desk, self.last_year)

    def file_of(self, case_id: int) -> v.CaseFile:
        """Return a case, whole."""
        with self.desk.vault.reading() as connection:
            return whole(connection, case_id)

    def know(self, file: v.CaseFile) -> str:
        """Write down every trace of a case as it is now, and return its mark."""
        known = self.words.setdefault(file.case.key, set())
        known |= traces(file.client, file.case)
        known |= {each.file.encode() for each in file.scans} | {each.file_key.encode() for each in file.scans}
        return core_of(file.client)

    def someone(self, draw: Random, *, running: bool = True, also_held: bool = False) -> Person:
        """Return one of those who are worked with, a new one where somebody is gone."""
        people = self.people()
        self.focus = [key for key in self.focus if key in people]
        while len(self.focus) < PEOPLE_AT_WORK:
            self.focus.append(draw.choice(sorted(people)))
        fitting = [
            people[key]
            for key in self.focus
            if (also_held or not people[key].held) and (not running or people[key].state is CaseState.ACTIVE)
        ]
        if not fitting:
            self.focus.append(draw.choice(sorted(people)))
            raise Refused("nobody_fits")
        return draw.choice(fitting)

    def keep_totals_only(self) -> bool:
        """Return whether erased cases leave totals without breakdowns in this office now."""
        return not read_office(self.desk).counters_with_breakdowns

    def close(self) -> None:
        """Close both stores."""
        self.desk.vault.close()
        self.second.vault.close()


def whole(connection: Connection, case_id: int) -> v.CaseFile:
    """Return a case that must be there."""
    file = read_case_file(connection, case_id)
    assert file is not None
    return file


def open_at_work(template: Path, empty: Path, root: Path) -> AtWork:
    """Copy the template to ``root`` and return it at work, with an empty store beside it for exports."""
    stores = (root / "a" / "tresor", root / "b" / "tresor")
    for source, folder in zip((template, empty), stores, strict=True):
        shutil.copytree(source, folder)
    (root / "stick").mkdir()
    first, second = (open_store(folder, PASSPHRASE) for folder in stores)
    work = AtWork(
        root,
        desk_of(first, lambda: TODAY, lambda: moment()),
        desk_of(second, lambda: TODAY, lambda: moment()),
    )
    work.desk, work.second = (
        desk_of(vault, lambda: work.day, lambda: moment(work.day)) for vault in (first, second)
    )
    return work


def content_of(desk: Desk) -> bytes:
    """Return every byte of a store in clear, free pages and log included, and its other files as they are."""
    return clear_pages(desk.vault.folder, desk.vault.data_key) + files_beside(desk.vault.folder)


def assert_gone(work: AtWork, desk: Desk, words: frozenset[bytes] | set[bytes]) -> None:
    """Assert that no trace of ``words``, of anybody erased or of what was withdrawn is in the store."""
    content = content_of(desk)
    found = [word for word in words if word in content]
    assert not found, f"still there: {[(word, _around(content, word)) for word in found[:3]]}"
    there = {match.group() for match in CORE.finditer(content.lower())}
    erased = {word for gone in work.gone.values() for word in gone.words if CORE.fullmatch(word)}
    assert not there & (erased | work.never), f"still there: {there & (erased | work.never)}"


def _around(content: bytes, word: bytes) -> bytes:
    at = content.index(word)
    return content[max(0, at - 120) : at + 120]


def assert_index_holds_the_living(desk: Desk, gone: frozenset[str] | None = None) -> None:
    """Assert that the search knows no word but those of the people who are in the store.

    Where the words of somebody ``gone`` are given, only these are looked for.
    """
    named, noted = (_words_of(desk, index) for index in (t.NAME_INDEX, t.NOTE_INDEX))
    if gone is not None and not named & gone:
        return
    with desk.vault.reading() as connection:
        joined = select(t.clients, t.cases.c.number).join(t.cases, t.cases.c.id == t.clients.c.case_id)
        rows = connection.execute(joined).mappings().all()
        notes = connection.scalars(select(t.participants.c.note_words)).all()
    strange = named - tokens((from_row(v.Client, t.clients, row), row["number"]) for row in rows)
    strange |= noted - {word for words in notes for word in words.split()}
    assert not strange, f"the search still knows {sorted(strange)[:5]}"


def _words_of(desk: Desk, index: str) -> set[str]:
    driver = desk.vault.driver
    driver.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', '{index}', 'row')")
    held = {row[0] for row in driver.execute("SELECT term FROM temp.words")}
    driver.execute("DROP TABLE temp.words")
    return held


def advance(work: AtWork, days: int) -> None:
    """Let days go by."""
    work.day += timedelta(days=days)


Act: TypeAlias = Callable[[AtWork, Random], None]
"""One thing that is done in an office, drawn at random."""

COUNTING_REASONS = ("relocation", "goals_reached", "contact_lost", "deceased", "deportation")
REFUSALS = (Refused, NotFound, ChangedMeanwhile)
