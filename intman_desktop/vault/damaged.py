"""What is left of the tables of a damaged store, read page by page, never by SQLite and without writing.

Only authentic pages count: what is read is what was written, or nothing. How many rows a table should have is
told by its indexes, which lie on other pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.vault import layout
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.pages import PageReader
from intman_desktop.vault.trees import SCHEMA_ROOT, Row, Trees, Value

REVISION = "alembic_version"
GIVEN_IDS = "sqlite_sequence"
_CONSENTS = "consents"
_OF_CASE = "case_id"


@dataclass(frozen=True)
class TableLeft:
    """What is left of a table: the rows ``read``, and how many are ``lost``, None where nobody can know.

    ``filled`` of the lost ones were taken from a backup. ``unlinked`` of all these were left out of a rescue:
    what they belong to is lost.
    """

    name: str
    read: int
    lost: int | None
    unlinked: int = 0
    filled: int = 0


@dataclass(frozen=True)
class ReadTable:
    """A table as far as it can be read: ``rows`` with the values of ``columns``, in their order.

    A row that was written before a column was added is shorter. ``rows`` may be fewer than were read: what
    counts no more is not among them. ``missing`` are the numbers of the rows that are lost, as far as known.
    """

    left: TableLeft
    columns: tuple[str, ...]
    rows: tuple[Row, ...] = field(repr=False)
    missing: frozenset[int] = frozenset()


def look_at_damage(folder: Path, data_key: bytes) -> tuple[TableLeft, ...]:
    """Return what is left of each table of the store in ``folder``, whose log is in its file.

    In a process that has the store open, SQLite's own locks on the file are gone after this. The lock
    beside it (``store.locked``) stays, and whoever asks this knows of damage and restores a backup next.
    """
    with all_troubles(folder), PageReader(folder / layout.STORE, data_key) as pages:
        return tuple(table.left for table in Damaged(pages).tables())


@dataclass(frozen=True)
class Entry:
    """One entry of a schema: a table or an index of ``table``, its first page, and the SQL that made it."""

    kind: str
    name: str
    table: str
    root: int
    sql: str


def entries_in(rows: Iterable[Row]) -> tuple[Entry, ...]:
    """Return the tables and indexes among the rows of ``sqlite_master`` that have pages of their own."""
    return tuple(
        Entry(str(kind), str(name), str(table), _number(root), str(sql or ""))
        for kind, name, table, root, sql in rows
        if root
    )


class Damaged:
    """The tables of a store whose ``pages`` are not all whole, as far as its schema can be read."""

    def __init__(self, pages: PageReader) -> None:
        self._trees = Trees(pages.page, pages.count)
        found = self._trees.rows(SCHEMA_ROOT)
        self._known = {entry.name: entry for entry in entries_in(row for _rowid, row in found.rows)}
        self._schema_is_whole = found.whole

    def __bool__(self) -> bool:
        """Whether any table is known."""
        return bool(self._known)

    def complete(self, layouts: Iterable[Sequence[Entry]]) -> None:
        """Take the lost part of the schema from the first of ``layouts`` that the rest agrees with.

        A layout is the whole schema as a store of the same revision has it. In one that keeps a pointer
        map the first pages follow from the order in which tables and indexes were made, whatever is in them.
        """
        if self._schema_is_whole:
            return
        known = set(self._known.values())
        for layout_ in layouts:
            if known <= set(layout_) and len(known) * 3 >= len(layout_) * 2:
                self._known = {entry.name: entry for entry in layout_}
                return

    def revision(self) -> str:
        """Return the revision of its schema, "" where that is lost."""
        return next((str(row[0]) for row in self._small(REVISION)), "")

    def given_ids(self) -> Mapping[str, int]:
        """Return the highest id ever given, by the table that gives none twice."""
        return {str(name): _number(highest) for name, highest in self._small(GIVEN_IDS)}

    def tables(self) -> Iterator[ReadTable]:
        """Yield every table but SQLite's own and that with the revision."""
        for name, entry in sorted(self._known.items()):
            if entry.kind == "table" and name != REVISION and not name.startswith("sqlite_"):
                yield self._table(entry)

    def _small(self, name: str) -> tuple[Row, ...]:
        if name not in self._known:
            return ()
        return tuple(row for _rowid, row in self._trees.rows(self._known[name].root).rows)

    def _indexes_of(self, table: str) -> Iterator[Entry]:
        return (entry for entry in self._known.values() if entry.kind == "index" and entry.table == table)

    def _table(self, entry: Entry) -> ReadTable:
        name = entry.name
        found = self._trees.rows(entry.root)
        columns, key = _columns_of(entry.sql)
        rows = dict(found.rows)
        missing: frozenset[int] | None = frozenset()
        if not found.whole:
            missing = self._missing(name, rows)
        lost = None if missing is None else len(missing)
        left = TableLeft(name, len(rows), lost)
        if name == _CONSENTS and not found.whole:
            rows = self._undoubted(rows, columns)
        kept = tuple(_with_key(rowid, row, key) for rowid, row in rows.items())
        return ReadTable(left, columns, kept, missing or frozenset())

    def _missing(self, name: str, rows: Mapping[int, Row]) -> frozenset[int] | None:
        """Return the numbers of the rows that are lost, by an index that is whole and has each row once."""
        full = (index for index in self._indexes_of(name) if " WHERE " not in index.sql)
        found = (self._trees.entries(index.root) for index in full)
        whole = [each.rows for each in found if each.whole]
        return frozenset(_number(entry[-1]) for entry in whole[0]) - rows.keys() if whole else None

    def _undoubted(self, rows: dict[int, Row], columns: tuple[str, ...]) -> dict[int, Row]:
        """Return the declarations without those of a person that a lost one of hers came after (Rule E1)."""
        newest_lost: dict[Value, int] = {}
        by_case = [index.root for index in self._indexes_of(_CONSENTS) if f"({_OF_CASE})" in index.sql]
        for case_id, rowid in (entry for root in by_case for entry in self._trees.entries(root).rows):
            if _number(rowid) not in rows:
                newest_lost[case_id] = max(_number(rowid), newest_lost.get(case_id, 0))
        place = columns.index(_OF_CASE)
        return {rowid: row for rowid, row in rows.items() if rowid > newest_lost.get(row[place], 0)}


def _number(value: Value) -> int:
    """Return a value that the store keeps as a whole number, 0 for any other."""
    return value if isinstance(value, int) else 0


def _columns_of(sql: str) -> tuple[tuple[str, ...], int | None]:
    """Return the columns of a table, and the place of the one that is the row's number, if there is one."""
    empty = sqlcipher.connect(":memory:")
    try:
        empty.execute(sql)
        (name,) = empty.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchone()
        found = empty.execute(f'PRAGMA table_info("{name}")').fetchall()
    finally:
        empty.close()
    keys = [row[0] for row in found if row[5]]
    own = keys[0] if len(keys) == 1 and found[keys[0]][2] == "INTEGER" else None
    return tuple(row[1] for row in found), own


def _with_key(rowid: int, row: Row, place: int | None) -> Row:
    """Return a row with its number, which SQLite leaves out of it."""
    return row if place is None else (*row[:place], rowid, *row[place + 1 :])
