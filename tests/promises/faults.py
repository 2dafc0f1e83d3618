"""Disks that fail: the n-th thing that is done to a file below a folder fails, or that and all after it.

What Python opens, makes, renames, removes, lists, and gives rights to is met by an audit hook, what it writes
and syncs by a wrapper. SQLite's own writing is met by limits on the size of files (``files_at_most``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

EVENTS = {
    *("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"),
    *("os.listdir", "os.scandir", "os.truncate", "os.link", "os.symlink", "shutil.rmtree"),
}


@dataclass
class Disk:
    """Counts what is done to files below ``folder``; fails at number ``at`` (from 0) with ``error``.

    Where it ``stays`` broken, everything after that fails as well, as on a stick that was pulled.
    """

    folder: Path
    at: int = -1
    error: int = 0
    stays: bool = False
    done: list[str] = field(default_factory=list)

    def met(self, what: str) -> None:
        """Count one thing, and fail where its time has come."""
        number = len(self.done)
        self.done.append(what)
        if self.at >= 0 and (number == self.at or (self.stays and number > self.at)):
            raise OSError(self.error, os.strerror(self.error))


_disks: list[Disk] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not _disks or event not in EVENTS:
        return
    disk, place = _disks[-1], arguments[0]
    if isinstance(place, bytes):
        place = os.fsdecode(place)
    below = str(place).startswith(str(disk.folder)) if isinstance(place, str | os.PathLike) else False
    # what is named from an open folder is one of ours: only removing a folder with all in it does that
    named_from_folder = isinstance(place, str) and not Path(place).is_absolute() and event.startswith("os.")
    if below or named_from_folder:
        disk.met(event)


sys.addaudithook(_watch)


class _Writing:
    """A file whose writing is counted."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file = file
        self._disk = disk

    def __enter__(self) -> _Writing:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> int:
        self._disk.met("write")
        return int(self._file.write(content))

    def flush(self) -> None:
        self._disk.met("flush")
        self._file.flush()


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """Let ``disk`` count, and fail when its time comes."""
    fdopen, fsync = os.fdopen, os.fsync

    def watched_fdopen(descriptor: int, *details: Any, **more: Any) -> Any:
        return _Writing(fdopen(descriptor, *details, **more), disk)

    def watched_fsync(descriptor: int) -> None:
        disk.met("fsync")
        fsync(descriptor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fdopen", watched_fdopen)
        patch.setattr(os, "fsync", watched_fsync)
        _disks.append(disk)
        try:
            yield disk
        finally:
            _disks.remove(disk)


def how_much(folder: Path, act: Callable[[], object]) -> list[str]:
    """Return what ``act`` does to files below ``folder`` when nothing fails."""
    with failing(Disk(folder)) as disk:
        act()
    return disk.done
