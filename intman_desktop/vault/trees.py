"""The trees of a store read page by page: no damaged page takes its neighbours along.

Which page belongs to which tree is told twice: by the pages above it and by SQLite's pointer map, which a
store with ``auto_vacuum`` keeps. So the leaves below a damaged page are found all the same. The format is
described at sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from intman_desktop.vault.pages import USABLE

Value = int | float | str | bytes | None
Row = tuple[Value, ...]
Read = Callable[[int], bytes | None]

SCHEMA_ROOT = 1
_FILE_HEADER = 100
_INDEX_INNER, _TABLE_INNER, _INDEX_LEAF, _TABLE_LEAF = 2, 5, 10, 13
_INNER = (_INDEX_INNER, _TABLE_INNER)
_MAP_ROOT, _MAP_BELOW = 1, 5
_MAP_ENTRY = 5
_MAP_COVERS = USABLE // _MAP_ENTRY
_FIRST_MAP = 2
_MOST_IN_TABLE = USABLE - 35
_MOST_IN_INDEX = (USABLE - 12) * 64 // 255 - 23
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_DEEPEST = 12
_BROKEN = (LookupError, struct.error, ValueError)
"""What reading raises where a page is authentic but of another moment than those around it."""
_SIZES = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


@dataclass(frozen=True)
class RowsOf:
    """What is left of a table: its ``rows`` as rowid and values, and whether it is ``whole``."""

    rows: tuple[tuple[int, Row], ...]
    whole: bool


@dataclass(frozen=True)
class EntriesOf:
    """What is left of an index: entries of the indexed values and the rowid, and whether it is ``whole``."""

    rows: tuple[Row, ...]
    whole: bool


class Trees:
    """The trees of a store of ``count`` pages; ``read(number)`` returns one, or None where it is damaged."""

    def __init__(self, read: Read, count: int) -> None:
        self._read = read
        self._count = count

    def rows(self, root: int) -> RowsOf:
        """Return every row that can be read of the table whose tree begins at page ``root``."""
        found: dict[int, Row] = {}
        pages, whole = self.pages_of(root)
        for page, number in pages:
            if _kind(page, number) != _TABLE_LEAF:
                continue
            for at in _cells(page, number):
                try:
                    size, begin = _varint(page, at)
                    rowid, begin = _varint(page, begin)
                    found[_signed(rowid)] = self._record(page, begin, size, _MOST_IN_TABLE)
                except _BROKEN:
                    whole = False
        return RowsOf(tuple(sorted(found.items(), key=lambda row: row[0])), whole)

    def entries(self, root: int) -> EntriesOf:
        """Return every entry that can be read of the index whose tree begins at page ``root``."""
        found = []
        pages, whole = self.pages_of(root)
        for page, number in pages:
            inner = _kind(page, number) == _INDEX_INNER
            for at in _cells(page, number):
                try:
                    size, begin = _varint(page, at + 4 if inner else at)
                    found.append(self._record(page, begin, size, _MOST_IN_INDEX))
                except _BROKEN:
                    whole = False
        return EntriesOf(tuple(found), whole)

    def pages_of(self, root: int) -> tuple[list[tuple[bytes, int]], bool]:
        """Return the readable pages of a tree with their numbers, and whether these are all."""
        seen: set[int] = set()
        found = []
        whole = True
        ahead = [root, *self._by_map.get(root, ())]
        while ahead:
            number = ahead.pop()
            if number in seen:
                continue
            seen.add(number)
            page = self._read(number)
            try:
                below = tuple(_below(page, number)) if page is not None else ()
            except _BROKEN:
                page = None
            if page is None:
                whole = False
            else:
                found.append((page, number))
                ahead += below
        return found, whole

    @cached_property
    def _by_map(self) -> dict[int, list[int]]:
        """The pages of every tree but its root, by the root, as far as the pointer map tells."""
        entries: dict[int, tuple[int, int]] = {}
        for map_page in range(_FIRST_MAP, self._count + 1, _MAP_COVERS + 1):
            page = self._read(map_page)
            if page is None:
                continue
            for step in range(min(_MAP_COVERS, self._count - map_page)):
                kind, parent = struct.unpack_from(">BI", page, step * _MAP_ENTRY)
                entries[map_page + 1 + step] = (kind, parent)
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number, (kind, parent) in entries.items():
            if kind != _MAP_BELOW:
                continue
            root = parent
            for _level in range(_DEEPEST):
                above, further = entries.get(root, (_MAP_ROOT, 0))
                root = further if above == _MAP_BELOW else root
            found[root].append(number)
        return dict(found)

    def _record(self, page: bytes, at: int, size: int, most: int) -> Row:
        """Return the values of a row of ``size`` bytes that begins at ``at``. Raises one of ``_BROKEN``."""
        if size > self._count * USABLE:
            raise ValueError("no row is larger than its store")
        local = _local(size, most)
        content = page[at : at + local]
        if local < size:
            content += self._overflow(page[at + local : at + local + 4], size - local)
        return tuple(_values(content))

    def _overflow(self, pointer: bytes, left: int) -> bytes:
        parts = []
        while left > 0:
            page = self._read(struct.unpack(">I", pointer)[0])
            if page is None:
                raise ValueError("the rest of a row is damaged")
            parts.append(page[4 : 4 + min(left, USABLE - 4)])
            left -= USABLE - 4
            pointer = page[:4]
        return b"".join(parts)


def _start(number: int) -> int:
    return _FILE_HEADER if number == SCHEMA_ROOT else 0


def _kind(page: bytes, number: int) -> int:
    return page[_start(number)]


def _cells(page: bytes, number: int) -> list[int]:
    """Return where the cells of a page begin."""
    start = _start(number)
    inner = page[start] in _INNER
    count = struct.unpack_from(">H", page, start + 3)[0]
    return list(struct.unpack_from(f">{count}H", page, start + (12 if inner else 8)))


def _below(page: bytes, number: int) -> Iterator[int]:
    """Yield the numbers of the pages below an inner page, nothing below a leaf."""
    cells = _cells(page, number)
    if _kind(page, number) not in _INNER:
        return
    for at in cells:
        yield struct.unpack_from(">I", page, at)[0]
    yield struct.unpack_from(">I", page, _start(number) + 8)[0]


def _local(size: int, most: int) -> int:
    """Return how many of ``size`` bytes stand in the page itself, of which ``most`` have room there."""
    if size <= most:
        return size
    wanted = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (USABLE - 4)
    return wanted if wanted <= most else _LEAST_LOCAL


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = content[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | content[at + 8], at + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


def _values(content: bytes) -> Iterator[Value]:
    """Yield the values of a row."""
    end, at = _varint(content, 0)
    body = end
    while at < end:
        kind, at = _varint(content, at)
        size = _SIZES[kind] if kind < 12 else (kind - 12) // 2
        part = content[body : body + size]
        if len(part) != size:
            raise ValueError("a value is cut off")
        yield _value(kind, part)
        body += size


def _value(kind: int, part: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        return float(struct.unpack(">d", part)[0])
    if kind < 7:
        return int.from_bytes(part, "big", signed=True)
    return part.decode("utf-8") if kind % 2 else part
