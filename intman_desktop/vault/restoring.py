"""Bringing a backup back: checked, migrated and freed of what was erased since, before it gets its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from intman_desktop.vault import files, layout, migrating
from intman_desktop.vault.backup_file import BackupHeader, check_body, read_header, read_inside
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.erased import ErasedList, add_erased, read_erased, union
from intman_desktop.vault.guarding import guard
from intman_desktop.vault.keys import Unlocked, unlock, unlock_with_code
from intman_desktop.vault.migrating import Schema
from intman_desktop.vault.scans import ScanFile, copy_scans, scan_files
from intman_desktop.vault.store import locked, open_unlocked, put_folder_in_place
from intman_desktop.vault.troubles import BackupDamaged, BackupNewer, VaultNewer
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify_file

Forget = Callable[[Vault, frozenset[str]], frozenset[str]]
"""Deletes from an open store what the digests name, and returns the digests that the store itself holds."""


@dataclass(frozen=True)
class Restored:
    """A restored store (closed): its ``folder``, when the backup was made (UTC) and its rows by table then.

    ``scans_missing`` counts the scans that lay whole neither beside the backup nor in the store of before.
    ``kept_aside`` is where the store of before lies now. ``erased`` counts the digests applied;
    ``lists_missing`` and ``lists_damaged`` name the places whose list was not there or not whole.
    """

    folder: Path
    made_at: datetime
    rows: Mapping[str, int]
    kept_aside: Path | None
    erased: int
    lists_missing: tuple[Path, ...]
    lists_damaged: tuple[Path, ...]
    scans_missing: int = 0


def restore_backup(
    file: Path,
    secret: str,
    folder: Path,
    *,
    forget: Forget,
    now: datetime,
    with_code: bool = False,
    erased_lists: Iterable[Path] = (),
    schema: Schema = migrating.CURRENT,
) -> Restored:
    """Restore the backup ``file`` as the store in ``folder``; a store that lies there is kept aside.

    ``secret`` is the passphrase of the day of the backup, or with ``with_code`` the code of its
    emergency sheet. The lists of the erased beside the backup, in ``folder`` and at
    ``erased_lists`` are united and handed to ``forget`` before the store gets its name (Rule L4).
    Raises ``BackupMissing``, ``NotABackup``, ``BackupNewer``, ``BackupDamaged``,
    ``WrongPassphrase``, ``WrongEmergencyCode``, ``FaultyEmergencyCode``, ``VaultInUse``,
    ``PlaceTaken``, ``DiskFull``, ``NoRight``, ``StorageFailed``, and what ``guard`` raises; then all is as it
    was.
    """
    with all_troubles(file.parent):
        guard(folder)
        header = read_header(file)
        unlocked = unlock_with_code(header.keys, secret) if with_code else unlock(header.keys, secret)
        inside = read_inside(header, unlocked.data_key)
    places = (file.parent / layout.ERASED, folder / layout.ERASED, *erased_lists)
    with all_troubles(folder.parent), _held(folder) as today:
        lists = {place: read_erased(place) for place in places}
        files.private_folder(folder.parent)
        draft = files.private_folder(files.unfinished(folder.parent, folder.name))
        try:
            _unpack(file, header, unlocked, inside.rows, draft)
            digests, scans = _forget_erased(draft, unlocked, lists.values(), forget, schema)
            missing = copy_scans(scans, _places_of_scans(file, folder), draft)
            kept_aside = _replace(folder, draft, now, today)
        except BaseException:
            files.remove(draft)
            raise
    return Restored(
        folder=folder,
        made_at=datetime.fromisoformat(inside.made_at).astimezone(UTC),
        rows=inside.rows,
        kept_aside=kept_aside,
        erased=len(digests),
        lists_missing=tuple(place for place, found in lists.items() if not found.found),
        lists_damaged=tuple(place for place, found in lists.items() if not found.sound),
        scans_missing=len(missing),
    )


def _unpack(
    file: Path, header: BackupHeader, unlocked: Unlocked, rows: Mapping[str, int], draft: Path
) -> None:
    copy = draft / layout.STORE
    check_body(file, header, copy)
    files.write_whole(draft / layout.KEY_FILE, header.raw_keys)
    report = verify_file(copy, unlocked.data_key)
    if not report.sound or report.rows != rows:
        raise BackupDamaged


def _forget_erased(
    draft: Path, unlocked: Unlocked, lists: Iterable[ErasedList], forget: Forget, schema: Schema
) -> tuple[frozenset[str], tuple[ScanFile, ...]]:
    """Take away what the lists name; return the digests and the scans of what is left."""
    try:
        vault = open_unlocked(draft, unlocked, schema)
    except VaultNewer:
        raise BackupNewer from None
    try:
        found = union(lists)
        digests = found | forget(vault, found)
        add_erased(draft / layout.ERASED, digests)
        vault.shrink()
        scans = scan_files(vault.driver)
    finally:
        vault.close()
    return digests, scans


def _places_of_scans(file: Path, folder: Path) -> tuple[Path, ...]:
    """Return where the scans of a backup may lie: beside it, around a twin, in the store of today."""
    return (file.parent, file.parent.parent, folder)


@contextmanager
def _held(folder: Path) -> Iterator[FileLock | None]:
    """Yield the lock on the store that lies in ``folder`` today, None where there is no store."""
    if not any((folder / name).exists() for name in (layout.STORE, layout.KEY_FILE)):
        yield None
        return
    lock = locked(folder)
    try:
        yield lock
    finally:
        lock.release()


def _replace(folder: Path, draft: Path, now: datetime, today: FileLock | None) -> Path | None:
    """Give the restored store its name, moving the store that has it out of the way."""
    if today is None:
        put_folder_in_place(draft, folder)
        return None
    aside = files.free_name(folder.parent, f"{folder.name}-beiseite-{now.astimezone():%Y-%m-%d-%H%M%S}")
    # Windows moves no folder in which a file is held open
    today.release()
    files.put_in_place(folder, aside)
    try:
        put_folder_in_place(draft, folder)
    except BaseException:
        files.put_in_place(aside, folder)
        raise
    return aside
