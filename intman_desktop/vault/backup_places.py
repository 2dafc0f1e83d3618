"""What lies in a backup place: the backups of a store that can be read there, by their headers alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from intman_desktop.errors import Trouble
from intman_desktop.vault.backup import SUFFIX
from intman_desktop.vault.backup_file import BackupHeader, Inside, inside_of, read_header
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.vault import Vault


@dataclass(frozen=True)
class PlaceSeen:
    """What a backup place shows without a key: whether it is there now, and the header of each backup file,
    None where it is not to be read.
    """

    place: Path
    reachable: bool
    headers: tuple[tuple[Path, BackupHeader | None], ...] = ()


@dataclass(frozen=True)
class BackupFound:
    """A backup of this store that lies in a place: its file, when it was made (UTC), what it says."""

    file: Path
    made_at: datetime
    inside: Inside


@dataclass(frozen=True)
class PlaceFound:
    """A backup place: whether it is there now, its backups, the oldest first, and how many files are not
    to be read: damaged, or of a key that this store does not know.
    """

    place: Path
    reachable: bool
    backups: tuple[BackupFound, ...] = ()
    unread: int = 0


def look_into(place: Path) -> PlaceSeen:
    """Return what lies in ``place``; the copies are not read, and no store or key is needed."""
    try:
        with all_troubles(place):
            files = sorted(each for each in place.iterdir() if each.suffix == SUFFIX and each.is_file())
    except (Trouble, OSError):
        return PlaceSeen(place, reachable=False)
    return PlaceSeen(place, True, tuple((file, _header(file)) for file in files))


def backups_in(vault: Vault, seen: PlaceSeen) -> PlaceFound:
    """Return the backups of this store among those that were seen; those of other stores are passed over."""
    found, unread = [], 0
    for file, header in seen.headers:
        if header is not None and header.vault_id != vault.vault_id:
            continue
        try:
            inside = inside_of(header, vault.data_keys) if header is not None else None
        except Trouble:
            inside = None
        if inside is None:
            unread += 1
        else:
            found.append(BackupFound(file, datetime.fromisoformat(inside.made_at).astimezone(UTC), inside))
    by_age = tuple(sorted(found, key=lambda each: each.made_at))
    return PlaceFound(seen.place, seen.reachable, by_age, unread)


def _header(file: Path) -> BackupHeader | None:
    try:
        with all_troubles(file.parent):
            return read_header(file)
    except Trouble:
        return None
