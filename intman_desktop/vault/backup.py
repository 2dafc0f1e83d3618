"""Making a backup: one encrypted file, checked before it gets its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import intman_desktop
from intman_desktop.errors import Trouble
from intman_desktop.vault import connection as connecting
from intman_desktop.vault import files, layout
from intman_desktop.vault.backup_file import BackupHeader, Inside, inside_of, read_header, write_backup
from intman_desktop.vault.backup_troubles import (
    BackupMissing,
    BackupNameTaken,
    BackupPlaceFull,
    BackupPlaceGone,
    BackupTooLarge,
    KeysChanged,
    NotABackup,
)
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.erased import add_erased_in_place, read_erased
from intman_desktop.vault.key_file import from_bytes, read_key_file, to_bytes
from intman_desktop.vault.links import refuse_links_beside
from intman_desktop.vault.patience import bounded
from intman_desktop.vault.place_troubles import LinkInPlace
from intman_desktop.vault.scans import ScanFile, copy_scans, scan_files, sweep_scans
from intman_desktop.vault.steps import Step, no_step
from intman_desktop.vault.tables_of import row_counts
from intman_desktop.vault.troubles import DiskFull, FileTooLarge, InsideStore, VaultDamaged
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify_file

SUFFIX = ".imb"


@dataclass(frozen=True)
class BackupMade:
    """A finished backup: ``file``, its ``size`` in bytes, ``made_at`` (UTC) and rows by table.

    ``scans_missing`` counts the scans whose file is missing or damaged beside the store and in the place,
    ``left_over`` what a killed backup of this store left there and the system does not let go of.
    """

    file: Path
    size: int
    made_at: datetime
    rows: Mapping[str, int]
    scans_missing: int = 0
    left_over: int = 0


@dataclass(frozen=True, repr=False)
class StoreCopy:
    """An encrypted copy of a store on its way to the backup places, with all that its backups will say.

    It lies in ``scratch``, a folder of its own inside the store's ``folder``: SQLite writes a journal beside
    it. Whoever took it removes that folder. It holds the data keys (those of other backups by generation), so
    it is handed on and never kept.
    """

    scratch: Path
    folder: Path
    vault_id: str
    schema: str
    raw_keys: bytes
    data_key: bytes
    data_keys: Mapping[int, bytes]
    made_at: datetime
    inside: Inside
    scans: tuple[ScanFile, ...] | None

    @property
    def file(self) -> Path:
        """The copy itself."""
        return self.scratch / layout.STORE

    @property
    def edition(self) -> tuple[int, int]:
        """Return which edition of the key file the copy goes with."""
        return from_bytes(self.raw_keys).edition

    def remove(self) -> None:
        """Remove the copy; what the system holds on to is swept when the store is closed or opened."""
        with suppress(OSError):
            files.remove(self.scratch)


def back_up(
    vault: Vault,
    target: Path,
    now: datetime,
    *,
    journal_head: str = "",
    journal_length: int | None = None,
    journal_branch: str | None = None,
    with_scans: bool = True,
) -> BackupMade:
    """Back up an open store to ``target``, all at once: see ``take_copy``, ``check_copy``, ``write_copy``."""
    _refuse_own_folder(vault.folder, target, twin=not with_scans)
    copy = take_copy(
        vault,
        now,
        journal_head=journal_head,
        journal_length=journal_length,
        journal_branch=journal_branch,
        with_scans=with_scans,
    )
    try:
        check_copy(copy)
        return write_copy(copy, target)
    finally:
        copy.remove()


def take_copy(
    vault: Vault,
    now: datetime,
    *,
    journal_head: str = "",
    journal_length: int | None = None,
    journal_branch: str | None = None,
    with_scans: bool = True,
) -> StoreCopy:
    """Write an encrypted copy of an open store beside it; the only step that needs the store.

    ``now`` is an aware moment; what is told of the journal is kept sealed in the header (Rule L6). Raises
    ``VaultDamaged``, ``DiskFull``, ``NoRight``, ``StorageFailed``, ``Interrupted``; nothing is left then.
    """
    scratch, made_at = files.unfinished(vault.folder), now.astimezone(UTC)
    scans = scan_files(vault.driver) if with_scans else None
    with all_troubles(vault.folder):
        try:
            files.private_folder(scratch)
            connecting.copy_into(vault.driver, scratch / layout.STORE)
            inside = Inside(
                made_at.isoformat(),
                row_counts(vault.driver),
                journal_head,
                tuple(scan.name for scan in scans or ()),
                journal_length,
                journal_branch,
            )
            raw_keys, schema = to_bytes(vault.keys), vault.schema_revision
        except BaseException:
            files.remove(scratch)
            raise
    return StoreCopy(
        scratch,
        vault.folder,
        vault.vault_id,
        schema,
        raw_keys,
        vault.data_key,
        vault.data_keys,
        made_at,
        inside,
        scans,
    )


def check_copy(copy: StoreCopy, step: Step = no_step) -> None:
    """Check every byte of a copy, and that it holds as many rows as the store. Raises ``VaultDamaged``."""
    report = verify_file(copy.file, copy.data_key, step)
    if not report.sound or report.rows != copy.inside.rows:
        raise VaultDamaged


def write_copy(copy: StoreCopy, target: Path, step: Step = no_step) -> BackupMade:
    """Write a checked copy to ``target``: a folder (the file gets a dated name), or a file ``….imb``.

    A file of that name is replaced where it is a backup of this store, and nothing else is.
    It is read back before it gets its name. The list of the erased beside the backup grows by that of the
    store (Rule L4). Scans go into ``scans`` beside it, each once for all backups there and written anew where
    one has rotted; those that no backup of the place names any more are taken away, and so is what a killed
    backup left there; what cannot be removed now stays, and is no trouble. ``step`` is called after each MiB
    and each scan. Raises ``InsideStore`` for the store's own folder, ``LinkInPlace``,
    ``BackupDamaged`` where the place gives back other bytes, ``KeysChanged`` where the ways into the store
    are no longer those of the copy, ``BackupPlaceGone``, ``BackupNameTaken``, ``BackupPlaceFull`` and
    ``BackupTooLarge`` (for a twin ``DiskFull`` and ``FileTooLarge``), ``NoRight``, ``StorageFailed``, and
    what ``step`` raises; then nothing is left.
    """
    with all_troubles(target.parent):  # whose path may be too long, or links in a circle
        _refuse_own_folder(copy.folder, target, twin=copy.scans is None)
        if target.is_dir():
            stem = f"intman-sicherung-{copy.made_at.astimezone():%Y-%m-%d-%H%M%S}"
            target = files.free_name(target, stem, SUFFIX)
        refuse_links_beside(target)
        _refuse_other_target(copy, target)
    left_over = _swept(target.parent, copy.vault_id)
    draft = files.unfinished(target.parent, copy.vault_id)
    with _told_of_backups(twin=copy.scans is None), all_troubles(target.parent):
        try:
            write_backup(
                draft,
                copy.file,
                program=intman_desktop.__version__,
                schema=copy.schema,
                vault_id=copy.vault_id,
                raw_keys=copy.raw_keys,
                data_key=copy.data_key,
                inside=copy.inside,
                step=step,
            )
            # first the list: a backup without it could bring back what was erased
            add_erased_in_place(target.parent, read_erased(copy.folder / layout.ERASED).digests)
            missing = copy_scans(copy.scans or (), [copy.folder], target.parent, copy.made_at, step)
            _refuse_former_keys(copy)
            files.put_in_place(draft, target)
            if copy.scans is not None:
                with suppress(OSError):  # the backup is there and whole
                    sweep_place(target.parent, copy.data_keys)
            size, rows = target.stat().st_size, copy.inside.rows
            return BackupMade(target, size, copy.made_at, rows, len(missing), left_over)
        finally:
            files.remove(draft)


def look_at_backup(file: Path) -> BackupHeader:
    """Return what a backup tells without a key.

    Raises ``BackupMissing``, ``NotABackup``, ``BackupNewer``, ``BackupDamaged`` (header or length;
    the copy itself is checked by a restore), ``ParametersOutOfBounds``, ``NoRight``.
    """
    with all_troubles(file.parent):
        return bounded(partial(read_header, file))


def sweep_place(place: Path, data_keys: Mapping[int, bytes]) -> None:
    """Take away the scans that no backup of a place names; with one that we cannot read there, none.

    A link is no backup of this place, and what bears no name of a backup is one only where it can be read.
    """
    needed: set[str] = set()
    for file in place.iterdir():
        try:
            needed.update(inside_of(read_header(file), data_keys).scans)
        except (NotABackup, BackupMissing, LinkInPlace):
            continue
        except OSError:
            if file.suffix.lower() == SUFFIX or file.name.startswith(layout.UNFINISHED):
                return
        except Trouble:
            return  # of another store, of a key we do not know, or damaged: nobody knows what it needs
    sweep_scans(place, needed)


@contextmanager
def _told_of_backups(*, twin: bool) -> Iterator[None]:
    """Let a full place be told as one: nothing failed to be saved in the store.

    But the ``twin`` lies on the disk of the store, and nobody can choose another place for it.
    """
    try:
        yield
    except DiskFull as full:
        if twin:
            raise
        raise (BackupTooLarge if isinstance(full, FileTooLarge) else BackupPlaceFull) from None


def _refuse_other_target(copy: StoreCopy, target: Path) -> None:
    """Refuse what is neither a folder in reach nor the name of a backup, and a name that is not ours.

    A folder that somebody renamed would become a file without an ending, which no list shows any more.
    """
    if target.suffix.lower() != SUFFIX:
        raise BackupPlaceGone(place=target)
    try:
        there = read_header(target)
    except BackupMissing:
        return
    except Trouble:
        raise BackupNameTaken from None
    if there.vault_id != copy.vault_id:
        raise BackupNameTaken


def _swept(place: Path, vault_id: str) -> int:
    """Take away what a killed backup of this store left in ``place``; return how many are still there."""
    files.sweep(place, vault_id)
    with suppress(OSError):
        return len(files.left_unfinished(place, vault_id))
    return 0


def _refuse_former_keys(copy: StoreCopy) -> None:
    """Refuse a copy whose key file is behind that of the store; one that cannot be read now says nothing."""
    try:
        now = read_key_file(copy.folder / layout.KEY_FILE)
    except (Trouble, OSError):
        return
    if now.vault_id == copy.vault_id and copy.edition < now.edition:
        raise KeysChanged


def refuse_inside(folder: Path, target: Path) -> None:
    """Refuse a ``target`` in a store's ``folder``, however deep: it would be lost with the store it is of.

    Raises ``InsideStore``. The target need not be there yet.
    """
    if files.real_path(target).is_relative_to(files.real_path(folder)):
        raise InsideStore


def _refuse_own_folder(folder: Path, target: Path, *, twin: bool) -> None:
    """Refuse the store's own folder and all in it, but for the ``twin`` made before a migration."""
    place = target if target.is_dir() else target.parent
    if not twin or files.real_path(place) != files.real_path(folder / layout.TWINS):
        refuse_inside(folder, place)
