"""SQLite's write-ahead log: where in it the newest committed copy of each page stands; is it whole.

Header of 32 bytes, then frames: 24 bytes, then the page as it stands in the file. Each frame's checksum goes
on from the one before; the first that does not fit ends the log for SQLite, and what was not committed before
it counts for nothing. After a kill that is right: what comes then was never acknowledged. After damage it is
not: SQLite would drop all that follows, without a word, and empty the log.

The two are told apart by the marks of commits from that frame on. A transaction is in the log for good before
the next one begins. So two marks after the end mean that the first of them was acknowledged, and is lost to
SQLite. One alone may be of a commit that a power cut tore, whose blocks came to the disk in another order.
That is no damage; whether it was acknowledged tells ``log_mark``, if that came to the disk. Where it did not,
damage to the last commit, or to the mark of the one before, is not told. Frames of an earlier round of the
log lie behind the end as well, with other salts.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from intman_desktop.vault import files
from intman_desktop.vault.log_mark import FRAME_HEAD as _FRAME_SIZE
from intman_desktop.vault.log_mark import HEADER_SIZE as _HEADER_SIZE
from intman_desktop.vault.log_mark import Acknowledged

_MAGIC_LITTLE, _MAGIC_BIG = 0x377F0682, 0x377F0683
_SALTS = slice(16, 24)
_WORD = 0xFFFFFFFF
_CERTAIN = 2
"""So many marks of commits behind the end of the log show that something acknowledged is lost."""


class InLog(NamedTuple):
    """Where in a log the newest committed copy of each page begins, and how many ``pages`` the store has.

    ``at`` is empty and ``pages`` 0 where nothing is committed. In a ``damaged`` log they go on behind the
    place where SQLite stops: each page then tells by its own HMAC whether it is as it was written.
    """

    at: dict[int, int]
    pages: int
    damaged: bool


NOTHING = InLog({}, 0, damaged=False)
"""What is in a log where nothing is committed."""


class _Frame(NamedTuple):
    number: int
    after_commit: int
    salts: bytes
    page_at: int


def pages_in_log(log: BinaryIO, page_size: int, known: Acknowledged | None = None) -> InLog:
    """Return what is committed in ``log``, the log of a store that nobody writes to.

    ``known`` is how far it was acknowledged, as far as anybody knows.
    """
    log.seek(0)
    header = log.read(_HEADER_SIZE)
    order = _order(header)
    if order and struct.unpack(">I", header[8:12])[0] != page_size:
        return NOTHING
    committed: dict[int, int] = {}
    open_now: dict[int, int] = {}
    pages, end, committed_to = 0, _HEADER_SIZE, _HEADER_SIZE
    for frame in _chained(log, header, order, page_size) if order else ():
        open_now[frame.number] = frame.page_at
        end = frame.page_at + page_size
        if frame.after_commit:
            committed |= open_now
            open_now, pages, committed_to = {}, frame.after_commit, end
    behind = list(_frames(log, end, page_size))
    salts = header[_SALTS] if order else None
    # no power cut leaves a header that is none: a log begins with it, on the disk before anything else
    is_same_round = known is not None and (known.salts == salts or (salts is None and header != b""))
    lost = known is not None and is_same_round and known.end > committed_to
    last = _last_commit(behind, salts, 1 if lost else _CERTAIN)
    if last is None:
        return InLog(committed, pages, damaged=lost)
    all_pages = {frame.number: frame.page_at for frame in behind[: last + 1]}
    return InLog(committed | open_now | all_pages, behind[last].after_commit, damaged=True)


def is_damaged(log: Path, page_size: int, known: Acknowledged | None = None) -> bool:
    """Return whether SQLite would drop something acknowledged that is in ``log``; nothing there is whole.

    ``known`` as in ``pages_in_log``.

    Without a log this costs nothing, and a store that was closed has none; after a kill about a tenth of a
    second, for a log is emptied at 1000 pages.
    """
    try:
        with files.opened(log) as file:
            return pages_in_log(file, page_size, known).damaged
    except FileNotFoundError:
        return False
    except files.NO_FILE:
        return True


def _order(header: bytes) -> str:
    """Return the order of bytes in the checksums, "" for what is not a whole header of a log."""
    if len(header) < _HEADER_SIZE:
        return ""
    order = {_MAGIC_LITTLE: "<", _MAGIC_BIG: ">"}.get(struct.unpack(">I", header[:4])[0], "")
    return order if order and _sums_of_header(header, order) == header[24:] else ""


def _sums_of_header(header: bytes, order: str) -> bytes:
    return struct.pack(">2I", *_checksum((0, 0), header[:24], order))


def _chained(log: BinaryIO, header: bytes, order: str, page_size: int) -> Iterator[_Frame]:
    """Yield the frames up to the first that SQLite does not take."""
    first, second = struct.unpack(">2I", header[24:])
    sums = (first, second)
    while len(frame := log.read(_FRAME_SIZE + page_size)) == _FRAME_SIZE + page_size:
        sums = _checksum(_checksum(sums, frame[:8], order), frame[_FRAME_SIZE:], order)
        if frame[8:16] != header[_SALTS] or frame[16:24] != struct.pack(">2I", *sums):
            return
        yield _frame(frame, log.tell() - page_size)


def _frames(log: BinaryIO, start: int, page_size: int) -> Iterator[_Frame]:
    """Yield the whole frames from ``start`` on as they stand there, whatever their checksums say."""
    size = log.seek(0, 2)
    for at in range(start, size - _FRAME_SIZE - page_size + 1, _FRAME_SIZE + page_size):
        log.seek(at)
        yield _frame(log.read(_FRAME_SIZE), at + _FRAME_SIZE)


def _frame(head: bytes, page_at: int) -> _Frame:
    number, after_commit = struct.unpack(">2I", head[:8])
    return _Frame(number, after_commit, head[8:16], page_at)


def _last_commit(behind: list[_Frame], salts: bytes | None, least: int) -> int | None:
    """Return which of the frames ``behind`` the end is the last commit of this round of the log.

    None where fewer than ``least`` show that something is lost. Without ``salts``, those of a damaged header,
    the frames themselves tell which the round's are.
    """
    commits = [index for index, frame in enumerate(behind) if frame.after_commit]
    found = Counter(behind[index].salts for index in commits)
    if salts is None and found:
        salts = found.most_common(1)[0][0]
    of_round = [index for index in commits if behind[index].salts == salts]
    return of_round[-1] if len(of_round) >= least else None


def _checksum(before: tuple[int, int], content: bytes, order: str) -> tuple[int, int]:
    first, second = before
    words = iter(struct.unpack(f"{order}{len(content) // 4}I", content))
    for one, other in zip(words, words, strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
