"""SQLite's write-ahead log: where in it the newest committed copy of each page stands.

Header of 32 bytes, then frames: 24 bytes, then the page as it stands in the file. Each frame's checksum goes
on from the one before; the first that does not fit ends the log, and what was not committed before it counts
for nothing, as at any opening.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

_HEADER_SIZE = 32
_FRAME_SIZE = 24
_MAGIC_LITTLE, _MAGIC_BIG = 0x377F0682, 0x377F0683
_SALTS = slice(16, 24)
_WORD = 0xFFFFFFFF


def pages_in_log(log: BinaryIO, page_size: int) -> tuple[dict[int, int], int]:
    """Return where in ``log`` the newest committed copy of each page begins, and how many pages there are.

    Nothing and 0 where nothing is committed in it.
    """
    log.seek(0)
    header = log.read(_HEADER_SIZE)
    if len(header) < _HEADER_SIZE:
        return {}, 0
    magic, _version, size, *_rest = struct.unpack(">8I", header)
    if magic not in (_MAGIC_LITTLE, _MAGIC_BIG) or size != page_size:
        return {}, 0
    order = "<" if magic == _MAGIC_LITTLE else ">"
    sums = _checksum((0, 0), header[:24], order)
    if struct.pack(">2I", *sums) != header[24:]:
        return {}, 0
    committed: dict[int, int] = {}
    open_now: dict[int, int] = {}
    pages = 0
    while len(frame := log.read(_FRAME_SIZE + page_size)) == _FRAME_SIZE + page_size:
        number, after_commit = struct.unpack(">2I", frame[:8])
        sums = _checksum(_checksum(sums, frame[:8], order), frame[_FRAME_SIZE:], order)
        if frame[8:16] != header[_SALTS] or frame[16:24] != struct.pack(">2I", *sums):
            break
        open_now[number] = log.tell() - page_size
        if after_commit:
            committed |= open_now
            open_now, pages = {}, after_commit
    return committed, pages


def _checksum(before: tuple[int, int], content: bytes, order: str) -> tuple[int, int]:
    first, second = before
    words = iter(struct.unpack(f"{order}{len(content) // 4}I", content))
    for one, other in zip(words, words, strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
