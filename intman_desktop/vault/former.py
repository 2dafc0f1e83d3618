"""Marks beside the store of what is no longer in force: data keys that were renewed, ways that were closed.

One line of 64 hexadecimal digits for each. Only who has a former key, or a key file with the former way, can
tell what a line stands for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from intman_desktop import sealing
from intman_desktop.vault import files, layout

_WAY = b"intman: way gone\n"


def remember_former(folder: Path, data_key: bytes) -> None:
    """Write down that ``data_key`` is no longer in use, so that only who has it can read that.

    Raises the errors of the system.
    """
    _change(folder, lambda lines: [*lines, _mark(data_key)])


def forget_former(folder: Path, data_key: bytes) -> None:
    """Take that back for a key that stays in use; where it cannot be written, the next opening does it."""
    with suppress(OSError):
        _change(folder, lambda lines: [line for line in lines if line != _mark(data_key)])


def is_former(folder: Path, data_key: bytes) -> bool:
    """Return whether ``data_key`` was in use in this folder before a renewal."""
    return _mark(data_key) in _lines(folder)


def remember_gone(folder: Path, slot_ids: Iterable[str]) -> None:
    """Write down that these ways are closed: no backup is to bring them back. Raises the system's errors."""
    _change(folder, lambda lines: [*lines, *(_mark_of_way(slot_id) for slot_id in slot_ids)])


def gone_among(folder: Path, slot_ids: Iterable[str]) -> frozenset[str]:
    """Return those of ``slot_ids`` that were closed in this folder."""
    lines = frozenset(_lines(folder))
    return frozenset(slot_id for slot_id in slot_ids if _mark_of_way(slot_id) in lines)


def hand_on(folder: Path, draft: Path, data_key: bytes) -> None:
    """Let the store in ``draft``, in use under ``data_key``, know what the one in ``folder`` knew.

    Raises the errors of the system.
    """
    lines = [line for line in _all_lines(folder) if line != _mark(data_key)]
    _change(draft, lambda known: [*known, *lines])


def _change(folder: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    known = _all_lines(folder)
    wanted = list(dict.fromkeys(change(known)))
    if wanted and wanted != known:
        files.write_whole(folder / layout.FORMER_KEYS, b"".join(line + b"\n" for line in wanted))
    elif not wanted:
        (folder / layout.FORMER_KEYS).unlink(missing_ok=True)


def _all_lines(folder: Path) -> list[bytes]:
    """Return every line; raises the errors of the system, so that no line is lost for one that is added."""
    try:
        with files.opened(folder / layout.FORMER_KEYS) as file:
            return file.read().split()
    except FileNotFoundError:
        return []


def _lines(folder: Path) -> list[bytes]:
    """Return what can be read now; where nothing can, a store opens nevertheless."""
    try:
        return _all_lines(folder)
    except OSError:
        return []


def _mark(data_key: bytes) -> bytes:
    return sealing.subkey(data_key, "former key").hex().encode("ascii")


def _mark_of_way(slot_id: str) -> bytes:
    return hashlib.sha256(_WAY + bytes.fromhex(slot_id)).hexdigest().encode("ascii")
