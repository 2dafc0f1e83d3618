"""How far the write-ahead log was acknowledged: a few bytes beside it, written after each commit.

Without them damage to the very last commit cannot be told from a commit that a power cut tore. They are
written behind a commit that is on the disk (``synchronous = FULL``), and are not waited for: so they never
promise more than is there, after a power cut maybe less. ``wal`` asks them.

Behind the end of a log whole commits may lie that nobody acknowledged, with the salts of this round: of one
that failed, or that a power cut tore. So a log is followed only from its beginning, and only up to a failure.
"""

from __future__ import annotations

import hashlib
import os
import struct
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from intman_desktop.vault import files, layout

HEADER_SIZE, FRAME_HEAD = 32, 24
_SALTS = slice(16, 24)
_SUM_SIZE = 8
_MOST_BYTES = 4096


class Acknowledged(NamedTuple):
    """The round of the log by its ``salts``, and the byte at which its last acknowledged commit ends."""

    salts: bytes
    end: int


def read_mark(folder: Path) -> Acknowledged | None:
    """Return what stands beside the log of a store, None where nothing does or it is damaged."""
    try:
        with files.opened(folder / layout.LOG_MARK) as file:
            raw = file.read(_MOST_BYTES)
    except OSError:
        return None
    content, checksum = raw[:-_SUM_SIZE], raw[-_SUM_SIZE:]
    if len(content) != 16 or checksum != _sum(content):
        return None
    return Acknowledged(content[:8], struct.unpack(">Q", content[8:])[0])


def is_lost(folder: Path) -> bool:
    """Return whether the log is gone that held acknowledged commits of the store in ``folder``, by its mark.

    Each time it is emptied on purpose the mark is emptied behind it, so only a kill or a power cut in between
    looks the same. What was lost may be in the store's file all the same: nobody can know.
    """
    mark = read_mark(folder)
    if mark is None or mark.end <= HEADER_SIZE:
        return False
    try:
        return (folder / layout.LOG).stat().st_size == 0
    except OSError:
        return True


class LogMark:
    """Follows the log of an open store from commit to commit, by the heads of its frames alone."""

    def __init__(self, folder: Path, page_size: int) -> None:
        self._log, self._path = folder / layout.LOG, folder / layout.LOG_MARK
        self._frame = FRAME_HEAD + page_size
        self._salts: bytes | None
        self._end: int | None
        self.lose_track()

    def committed(self) -> None:
        """Keep where the commit ends that has just succeeded; where that cannot be written, it is not kept.

        Of several commits since the last time the first is kept: never more than was acknowledged.
        """
        with suppress(OSError):
            found = self._next_end()
            if found is not None:
                self._end = found.end
                self._keep(found)

    def lose_track(self) -> None:
        """Follow no more until the log begins anew: a commit has failed, and nobody knows what it left."""
        self._end = None
        try:
            self._salts = self._salts_now()
        except FileNotFoundError:
            self._salts = b""
        except OSError:
            self._salts = None

    def emptied(self) -> None:
        """Say of a log that was brought into the file, to its end, that it holds nothing any more."""
        with suppress(OSError):
            if self._path.stat().st_size:
                self.remove(empty=True)

    def remove(self, *, empty: bool = False) -> None:
        """Take the mark away, unless the log still holds something, or leave an ``empty`` one.

        That says of no log how far it goes, but that there was one nobody has dealt with yet.
        """
        with suppress(OSError):
            if not self._log.exists() or self._log.stat().st_size == 0:
                self._path.unlink(missing_ok=True)
                if empty:
                    os.close(files.new_private_file(self._path))

    def _salts_now(self) -> bytes:
        with self._log.open("rb", buffering=0) as log:
            return log.read(HEADER_SIZE)[_SALTS]

    def _next_end(self) -> Acknowledged | None:
        salts = self._salts_now()
        if self._salts is None:
            self._salts = salts
        elif salts != self._salts:
            self._salts, self._end = salts, HEADER_SIZE
        if self._end is None:
            return None
        at = self._end
        with self._log.open("rb", buffering=0) as log:
            while True:
                log.seek(at)
                head = log.read(FRAME_HEAD)
                if len(head) < FRAME_HEAD or head[8:16] != salts:
                    return None
                at += self._frame
                if head[4:8] != bytes(4):
                    return Acknowledged(salts, at)

    def _keep(self, mark: Acknowledged) -> None:
        content = mark.salts + struct.pack(">Q", mark.end)
        if not self._path.exists():
            os.close(files.new_private_file(self._path))
        with files.opened(self._path, "r+b") as file:
            file.write(content + _sum(content))


def _sum(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:_SUM_SIZE]
