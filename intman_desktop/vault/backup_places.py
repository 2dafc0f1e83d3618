"""What lies in a backup place: the backups of a store that can be read there, by their headers alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from intman_desktop.errors import Trouble
from intman_desktop.rules.backup_thinning import Kept, Made, in_order
from intman_desktop.vault.backup import SUFFIX, sweep_place
from intman_desktop.vault.backup_file import BackupHeader, Inside, check_body, inside_of, read_header
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.erased import taking_turns
from intman_desktop.vault.patience import READ_SECONDS, NoAnswer, bounded, within
from intman_desktop.vault.place_file import read_place_id
from intman_desktop.vault.steps import Step, no_step
from intman_desktop.vault.vault import Vault

T = TypeVar("T")


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

    @property
    def kept(self) -> Kept:
        """What it says of its age."""
        return Kept(self.made_at, self.inside.journal_branch, self.inside.journal_length)

    @property
    def made(self) -> Made:
        """The local day that its clock told, and its branch."""
        return Made(self.made_at.astimezone().date(), self.inside.journal_branch)


@dataclass(frozen=True)
class PlaceFound:
    """A backup place: whether it is there now, its backups, the oldest first as far as their journals and
    their clock tell, and how many files are not to be read: damaged, or of a key that this store does not
    know.
    """

    place: Path
    reachable: bool
    backups: tuple[BackupFound, ...] = ()
    unread: int = 0


def look_into(place: Path) -> PlaceSeen:
    """Return what lies in ``place``; the copies are not read, and no store or key is needed."""
    try:
        with all_troubles(place):
            files = _files_in(place)
    except (Trouble, OSError):
        return PlaceSeen(place, reachable=False)
    return PlaceSeen(place, True, tuple((file, _header(file)) for file in files))


def look_bounded(
    looks: Mapping[str, Callable[[], T]], away: Callable[[str], T], seconds: float = READ_SECONDS
) -> tuple[T, ...]:
    """Do what looks into places (by their paths), all at once, and return what came of each.

    After ``seconds`` at most ``away(path)`` stands for one that did not answer; it is not asked once more
    while it has not answered.
    """

    def look(place: str) -> T:
        with taking_turns(f"look: {place}", seconds):
            return looks[place]()

    came = within({place: partial(look, place) for place in looks}, seconds)
    return tuple(away(place) if isinstance(seen, OSError) else seen for place, seen in came.items())


def lies_there(place: Path, place_id: str) -> bool:
    """Return whether at ``place`` lies the backup place of that id, "" where its id is not known yet.

    Somebody may have tidied the small file away; then backups tell. Another medium at the same path is not
    the place, and nothing is written to it unasked.
    """
    if not place.is_dir():
        return False
    there = read_place_id(place)
    return not place_id or there == place_id or (not there and bool(_files_in(place)))


def backups_in(vault: Vault, seen: PlaceSeen, branch: str | None = None) -> PlaceFound:
    """Return the backups of this store among those that were seen; those of other stores are passed over.

    ``branch`` is the branch of its journal: the backups of it come last (Rule L4).
    """
    return readable(vault.vault_id, vault.data_keys, seen, branch)


def readable(
    vault_id: str, data_keys: Mapping[int, bytes], seen: PlaceSeen, branch: str | None = None
) -> PlaceFound:
    """Return the backups of the store ``vault_id`` among those that were seen, read with its data keys.

    ``branch`` as in ``backups_in``.
    """
    found, unread = [], 0
    for file, header in seen.headers:
        if header is not None and header.vault_id != vault_id:
            continue
        try:
            inside = inside_of(header, data_keys) if header is not None else None
        except Trouble:
            inside = None
        if inside is None:
            unread += 1
        else:
            found.append(BackupFound(file, datetime.fromisoformat(inside.made_at).astimezone(UTC), inside))
    by_age = tuple(found[number] for number in in_order([each.kept for each in found], branch))
    return PlaceFound(seen.place, seen.reachable, by_age, unread)


def is_sound(backup: BackupFound, step: Step = no_step) -> bool:
    """Return whether every byte of a backup is as it was written; one that is gone is not (Rule L4).

    Older ones are taken away only beside such a one.
    """
    return gives_out(backup, step) is True


def gives_out(backup: BackupFound, step: Step = no_step) -> bool | None:
    """Return whether its place gives a backup out as it was written; None where it does not answer."""
    try:
        check_body(backup.file, bounded(partial(read_header, backup.file)), step=step)
    except NoAnswer:
        return None
    except (Trouble, OSError):
        return False
    return True


def remove_backups(place: Path, files: Iterable[Path], data_keys: Mapping[int, bytes]) -> int:
    """Remove these backup files and the scans that no other there names; return how many went (Rule L4).

    One that cannot be removed now stays for the next time. Removing is waited for twenty seconds at most, and
    where the place falls silent no scan goes: taken away later, it might belong to a backup made meanwhile.
    """
    came = within({file: file.unlink for file in files}, READ_SECONDS).values()
    gone = sum(not isinstance(each, OSError) for each in came)
    if gone and not any(isinstance(each, NoAnswer) for each in came):
        with suppress(OSError):
            sweep_place(place, data_keys)
    return gone


def _files_in(place: Path) -> list[Path]:
    """Return the files in ``place`` that are backups by their names. Raises the system's errors."""
    return sorted(each for each in place.iterdir() if each.suffix.lower() == SUFFIX and each.is_file())


def _header(file: Path) -> BackupHeader | None:
    try:
        with all_troubles(file.parent):
            return read_header(file)
    except Trouble:
        return None
