"""What is to be said of a folder before a store or a backup is put into it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from intman_desktop.values.explanation import Explanation
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.guarding import guard
from intman_desktop.vault.places import Place, PlaceKind, look_at_place
from intman_desktop.vault.troubles import NoRight

_MIB = 1 << 20
_OWN_FOLDER = "intman-tresor"
_LITTLE_ROOM = 500 * _MIB


def place_notices(place: Path, look: Callable[[Path], Place] = look_at_place) -> tuple[Explanation, ...]:
    """Return what the person should know of a folder for backups; none of it keeps them from lying there."""
    return tuple(_notices(look(place)))


def folder_for_store(chosen: Path) -> Path:
    """Return the folder for a new store: the ``chosen`` one, or a new one inside it where that is in use.

    A whole drive is in use even where it is empty: a store is made beside its folder, and gets its name then.
    Raises ``NoRight`` and ``StorageFailed`` where nobody can look into it.
    """
    with all_troubles(chosen):
        in_use = chosen.is_dir() and (os.path.ismount(chosen) or any(chosen.iterdir()))
        return chosen / _OWN_FOLDER if in_use else chosen


def look_for_store(folder: Path, look: Callable[[Path], Place] = look_at_place) -> tuple[Explanation, ...]:
    """Return what the person should know of a folder before a store is made in it.

    Raises the troubles of ``vault.guarding.guard``, and ``NoRight`` where nothing can be written.
    """
    guard(folder)
    found = look(folder)
    if not found.writable:
        raise NoRight
    return tuple(_notices(replace(found, others_may_write=False)))  # a store's own folder is closed to them


def _notices(place: Place) -> Iterator[Explanation]:
    if place.kind is PlaceKind.CLOUD:
        yield Explanation("place_in_cloud", {"service": place.service})
    if place.kind is PlaceKind.NETWORK:
        yield Explanation("place_on_network")
    if place.file_limit is not None:
        yield Explanation("place_limits_files", {"gigabytes": (place.file_limit + 1) >> 30})
    if not place.keeps_rights:
        yield Explanation("place_without_rights")
    elif place.others_may_write:
        yield Explanation("place_open_to_others")
    if place.free is not None and place.free < _LITTLE_ROOM:
        yield Explanation("place_with_little_room", {"megabytes": place.free // _MIB})
