"""No links where a store keeps its own, and rights that let nobody else in.

A link in the store's place would have us write a key or a person's file wherever it points to. A second name
of the store's file would keep what is erased under the first, and one that leads to a file of somebody else's
would have us change its rights, or empty it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from intman_desktop.vault import files, layout
from intman_desktop.vault.place_troubles import LinkInPlace

_FILES = (
    layout.STORE,
    layout.KEY_FILE,
    layout.ERASED,
    layout.LOCK,
    layout.LOG,
    f"{layout.STORE}-shm",
    layout.LOG_MARK,
    layout.FORMER_KEYS,
)
_FOLDERS = (layout.SCANS, layout.TWINS)
_REPARSE_POINTS = (0xA000000C, 0xA0000003)  # a symbolic link and a junction, as Windows numbers them
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def refuse_links(folder: Path) -> None:
    """Refuse a store whose folder, or whatever of its own lies in it, is a link; links above it are allowed.

    Each of its files must have one name only. What is not there is no link. Raises ``LinkInPlace``.
    """
    _refuse((folder, *(folder / name for name in (*_FILES, *_FOLDERS))))
    for name in _FILES:
        found = _entry(folder / name)
        if found is not None and stat.S_ISREG(found.st_mode) and found.st_nlink > 1:
            raise LinkInPlace(name=name)


def refuse_links_beside(backup: Path) -> None:
    """Refuse a backup whose file, list of the erased or folder of scans is a link; its folder may be one.

    Raises ``LinkInPlace``.
    """
    _refuse((backup, backup.parent / layout.ERASED, backup.parent / layout.SCANS))


def refuse_link(path: Path) -> None:
    """Refuse what is a link itself; what is not there is none. Raises ``LinkInPlace``."""
    _refuse((path,))


def close_to_others(folder: Path) -> bool:
    """Take the rights on a store from everybody else, as after a copy from a stick; return whether it worked.

    Where the file system has no rights, or they are not ours to give, it stays as it is: that is no reason
    not to open.
    """
    entries = [(folder, files.PRIVATE_FOLDER)]
    entries += [(folder / name, files.PRIVATE_FOLDER) for name in _FOLDERS]
    entries += [(folder / name, files.PRIVATE_FILE) for name in _FILES]
    closed = [_closed(path, mode) for path, mode in entries]  # each of them, also after one that stays open
    return all(closed)


def _closed(path: Path, mode: int) -> bool:
    found = _entry(path)
    if found is None or os.name != "posix" or not found.st_mode & _OTHERS:
        return True
    with suppress(OSError):
        path.chmod(mode)
    return not path.stat().st_mode & _OTHERS


def _refuse(paths: Iterable[Path]) -> None:
    for path in paths:
        found = _entry(path)
        if found is not None and is_link(found):
            raise LinkInPlace(name=path.name)


def is_link(found: os.stat_result) -> bool:
    """Return whether what ``lstat`` found leads to another place."""
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _REPARSE_POINTS


def _entry(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
