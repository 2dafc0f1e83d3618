"""What lies in a backup place: the backups of a store that can be read there, by their headers alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from intman_desktop.errors import Trouble
from intman_desktop.vault.backup import SUFFIX
from intman_desktop.vault.backup_file import Inside, read_header, read_inside
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.vault import Vault


@dataclass(frozen=True)
class BackupFound:
    """A backup of this store that lies in a place: its file, when it was made (UTC), what it says."""

    file: Path
    made_at: datetime
    inside: Inside


@dataclass(frozen=True)
class PlaceFound:
    """A backup place: whether it is there now, its backups, the oldest first, and how many files are not
    to be read: damaged, or of an older key of this store.
    """

    place: Path
    reachable: bool
    backups: tuple[BackupFound, ...] = ()
    unread: int = 0


def look_into(vault: Vault, place: Path) -> PlaceFound:
    """Return what lies in ``place``; backups of other stores are passed over, the copies not read."""
    try:
        with all_troubles(place):
            files = sorted(each for each in place.iterdir() if each.suffix == SUFFIX and each.is_file())
    except (Trouble, OSError):
        return PlaceFound(place, reachable=False)
    found, unread = [], 0
    for file in files:
        try:
            with all_troubles(place):
                header = read_header(file)
                if header.vault_id != vault.vault_id:
                    continue
                inside = read_inside(header, vault.data_key)
        except Trouble:
            unread += 1
        else:
            found.append(BackupFound(file, datetime.fromisoformat(inside.made_at).astimezone(UTC), inside))
    return PlaceFound(place, True, tuple(sorted(found, key=lambda each: each.made_at)), unread)
