"""Facts about a folder that a store or a backup is to lie in, and where no store may lie."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import Path

from intman_desktop.vault.clouds import MARKS, Described, cloud_of
from intman_desktop.vault.files import real_path
from intman_desktop.vault.layout import UNFINISHED
from intman_desktop.vault.place_troubles import NoHomeFolder, PathTooLong, StoreInCloud, StoreOnNetwork
from intman_desktop.vault.volumes import Volume, volume_of

_FAT = frozenset({"vfat", "msdos", "fat", "fat12", "fat16", "fat32", "umsdos"})
_WITHOUT_RIGHTS = _FAT | {"exfat", "fuseblk.exfat", "fuse.exfat"}
FAT_LIMIT = (4 << 30) - 1
"""The largest file that FAT takes, in bytes."""
_LONGEST = 400
"""The longest path of a store, in bytes: SQLite takes 512, and its own files beside it have longer names."""
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class PlaceKind(StrEnum):
    """Where a folder lies."""

    HERE = "here"
    CLOUD = "cloud"
    NETWORK = "network"


@dataclass(frozen=True)
class Place:
    """What a folder is like, be it there already or not.

    ``service`` keeps it in step ("" where none does); ``free`` and ``file_limit`` are bytes, None where
    nobody says or there is no limit; ``keeps_rights`` whether the file system knows whose a file is;
    ``others_may_write`` whether somebody else may put files into the folder that is there; ``writable``
    whether we may.
    """

    kind: PlaceKind
    service: str = ""
    free: int | None = None
    file_limit: int | None = None
    keeps_rights: bool = True
    others_may_write: bool = False
    writable: bool = True


def look_at_place(
    folder: Path,
    environment: Mapping[str, str] = os.environ,
    volume: Callable[[Path], Volume] = volume_of,
) -> Place:
    """Return the facts about ``folder``; what is not there yet is told by the nearest folder around it."""
    path = Path(_absolute(folder))
    there = next(around for around in (path, *path.parents) if _is_folder(around) or around == around.parent)
    service = next(filter(None, (_service(each, environment) for each in {path, real_path(path)})), "")
    on = volume(real_path(there))
    kind = PlaceKind.CLOUD if service else PlaceKind.NETWORK if on.remote else PlaceKind.HERE
    return Place(
        kind,
        service,
        free_bytes(there),
        FAT_LIMIT if on.file_system in _FAT else None,
        on.file_system not in _WITHOUT_RIGHTS,
        there == path and os.name == "posix" and bool(there.stat().st_mode & _OTHERS_WRITE),
        os.access(there, os.W_OK | os.X_OK),
    )


def refuse_for_store(folder: Path, look: Callable[[Path], Place] = look_at_place) -> None:
    """Refuse a folder in which no store may lie, whether one is to be made, moved there or opened.

    A cloud copies a store while it is written to, keeps what was erased, and puts an older one back; a lock
    and a write-ahead log do not hold over a network. Raises ``StoreInCloud``, ``StoreOnNetwork``,
    ``NoHomeFolder`` for a path that begins at a home folder nobody has, ``PathTooLong``.
    """
    if folder.parts[:1] == ("~",):
        raise NoHomeFolder
    unfinished = folder.name.startswith(UNFINISHED)  # of ours, beside or inside a store that was let through
    if not unfinished and len(os.fsencode(_absolute(folder))) > _LONGEST:
        raise PathTooLong
    place = look(folder)
    if place.kind is PlaceKind.CLOUD:
        raise StoreInCloud(service=place.service)
    if place.kind is PlaceKind.NETWORK:
        raise StoreOnNetwork


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # of too long a name, or in a folder that is closed to us
        return False


def _absolute(folder: Path) -> str:
    return os.path.abspath(folder)  # noqa: PTH100 - a link that is called like a cloud counts by its name


def _service(path: Path, environment: Mapping[str, str]) -> str:
    return cloud_of(Described(str(path), frozenset(_marks(path)), environment)) or ""


def _marks(path: Path) -> Iterator[str]:
    for around in (path, *path.parents):
        try:
            names = os.listdir(around)  # noqa: PTH208 - names alone, and of thousands of files
        except OSError:
            continue
        yield from (
            name
            for name in names
            if name.startswith(".") and any(fnmatch(name.lower(), mark) for mark in MARKS)
        )


def free_bytes(folder: Path) -> int | None:
    """Return how much room is left on the disk of ``folder``, None where nobody says."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
