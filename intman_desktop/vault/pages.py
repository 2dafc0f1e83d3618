"""The pages of an encrypted file as SQLCipher wrote them: which are authentic, and what is in those.

SQLCipher 4: pages of 4096 bytes end in an initialisation vector (16) and an HMAC-SHA-512 (64) over
what stands before it and the page's number; the file's first 16 bytes are the salt of the HMAC key.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from intman_desktop import sealing
from intman_desktop.vault import files, layout
from intman_desktop.vault.log_mark import read_mark
from intman_desktop.vault.wal import NOTHING, pages_in_log

PAGE_SIZE = 4096
SALT_SIZE = 16
USABLE = 4016
"""Bytes of a page that SQLite sees."""
_VECTOR_SIZE = 16
_HMAC_SIZE = 64
_SALT_MASK = 0x3A
_HMAC_KEY_ROUNDS = 2
_PAGES_AT = slice(28, 32)
_CLEAR_START = b"SQLite format 3\x00"
"""What stands in clear where the salt is."""
_SIZE_AT, _SIZE = slice(0, 2), PAGE_SIZE.to_bytes(2, "big")
_ROOM_AT, _ROOM = slice(4, 8), bytes((PAGE_SIZE - USABLE, 64, 32, 32))
"""What stands behind the salt in the head of every database with pages of these sizes."""
_NODES = frozenset((2, 5, 10, 13))
"""How the pages of a tree begin."""
_MOST_FRAGMENTS, _NODE_HEAD, _SAMPLE, _OF_A_SAMPLE = 60, 8, 200, 4


@dataclass(frozen=True)
class Pages:
    """How many pages are authentic, the numbers of those that are not, and the bytes left over at the end."""

    authentic: int
    damaged: tuple[int, ...]
    left_over: int


def look_at_pages(path: Path, data_key: bytes) -> Pages:
    """Return the state of every page of the file at ``path`` under ``data_key`` (32 bytes)."""
    authentic, damaged = 0, []
    with files.opened(path) as file:
        hmac_key = _hmac_key(data_key, file.read(SALT_SIZE))
        file.seek(0)
        number = 1
        while len(page := file.read(PAGE_SIZE)) == PAGE_SIZE:
            if _is_authentic(hmac_key, number, page):
                authentic += 1
            else:
                damaged.append(number)
            number += 1
    return Pages(authentic, tuple(damaged), len(page))


def deciphers(path: Path, data_key: bytes) -> bool:
    """Return whether the file at ``path`` is a store under ``data_key``, though no page is authentic.

    The salt goes into the HMACs alone: where it is damaged, none fits any more, and the pages are ciphered as
    before. The head of the first page tells, or the heads of the others where that is gone as well. This says
    whose the file is, not that anything in it is as it was written.
    """
    decipher = sealing.page_decipherer(data_key)

    def head(page: bytes, start: int) -> bytes:
        vector = page[USABLE : USABLE + _VECTOR_SIZE]
        return decipher(vector, page[start : start + _VECTOR_SIZE])

    with files.opened(path) as file:
        first = file.read(PAGE_SIZE)
        others = list(islice(iter(partial(file.read, PAGE_SIZE), b""), _SAMPLE))
    if len(first) < PAGE_SIZE:
        return False
    clear = head(first, SALT_SIZE)
    if (clear[_SIZE_AT], clear[_ROOM_AT]) == (_SIZE, _ROOM):
        return True
    nodes = {page for page in others if len(page) == PAGE_SIZE and _begins_a_node(head(page, 0))}
    return len(nodes) * _OF_A_SAMPLE > len(others)


def _begins_a_node(clear: bytes) -> bool:
    """Return whether a page can be one of a tree: its kind, its cells and where they begin fit together."""
    kind, _free, cells, begin, fragments = struct.unpack(">BHHHB", clear[:8])
    return kind in _NODES and _NODE_HEAD + 2 * cells <= begin <= USABLE and fragments <= _MOST_FRAGMENTS


class PageReader:
    """Reads single pages of a store's file, and of the log beside it, without SQLite and without writing.

    Attributes: ``count``, how many pages there are to be; ``damaged``, the numbers of those that were asked
    for and are not authentic or not there. Use it as a context manager.
    """

    def __init__(self, store: Path, data_key: bytes, salts: Iterable[bytes] = ()) -> None:
        """Read ``store``; ``salts`` are those of copies of it, in case its own was damaged."""
        self.damaged: set[int] = set()
        self._decipher = sealing.page_decipherer(data_key)
        self._file = files.opened(store)
        log = store.with_name(layout.LOG)
        self._log: BinaryIO | None = files.opened(log) if log.is_file() else None
        in_log = pages_in_log(self._log, PAGE_SIZE, read_mark(store.parent)) if self._log else NOTHING
        self._in_log = in_log.at
        in_file = -(-store.stat().st_size // PAGE_SIZE)
        # damage may have written any number there; what is in neither file nor log cannot be read
        committed = min(in_log.pages, in_file + len(in_log.at)) if in_log.damaged else in_log.pages
        self.count = max(in_file, committed)
        self._known: dict[int, bytes] = {}
        # the first page holds the salt: it may be damaged in the file and whole in the log
        every = (self._file.read(SALT_SIZE), self._raw(1)[:SALT_SIZE], *salts)
        keys = [_hmac_key(data_key, salt) for salt in every]
        self._hmac_key = max(keys, key=lambda key: sum(self._right(key, number) for number in self._some()))
        first = self.page(1)
        if first is not None:
            self.count = max(self.count, int.from_bytes(first[_PAGES_AT], "big"))

    def __enter__(self) -> PageReader:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def page(self, number: int) -> bytes | None:
        """Return what SQLite sees of page ``number`` (from 1), or None where it is not as it was written."""
        if number in self._known:
            return self._known[number]
        raw = self._raw(number)
        if not _is_authentic(self._hmac_key, number, raw):
            self.damaged.add(number)
            return None
        start = SALT_SIZE if number == 1 else 0
        vector = raw[USABLE : USABLE + _VECTOR_SIZE]
        clear = _CLEAR_START[:start] + self._decipher(vector, raw[start:USABLE])
        self._known[number] = clear
        return clear

    def _some(self) -> Iterable[int]:
        """Return the numbers of pages by which the right salt is told; a few are enough."""
        return range(1, min(self.count, 200) + 1)

    def _right(self, hmac_key: bytes, number: int) -> bool:
        return _is_authentic(hmac_key, number, self._raw(number))

    def _raw(self, number: int) -> bytes:
        if number < 1:
            return b""
        if self._log is not None and number in self._in_log:
            self._log.seek(self._in_log[number])
            return self._log.read(PAGE_SIZE)
        self._file.seek((number - 1) * PAGE_SIZE)
        return self._file.read(PAGE_SIZE)


def _hmac_key(data_key: bytes, salt: bytes) -> bytes:
    mask = bytes(byte ^ _SALT_MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", data_key, mask, _HMAC_KEY_ROUNDS, 32)


def _is_authentic(hmac_key: bytes, number: int, page: bytes) -> bool:
    if len(page) != PAGE_SIZE:
        return False
    content = page[SALT_SIZE if number == 1 else 0 : -_HMAC_SIZE] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(hmac_key, content, "sha512"), page[-_HMAC_SIZE:])
