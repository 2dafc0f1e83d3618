"""Bringing a backup back: checked, migrated and freed of what was erased since, before it gets its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from filelock import FileLock

from intman_desktop.vault import files, layout, migrating
from intman_desktop.vault.aside import free_aside
from intman_desktop.vault.backup_file import (
    BackupHeader,
    Inside,
    check_body,
    inside_of,
    read_header,
    read_inside,
)
from intman_desktop.vault.backup_troubles import (
    BackupDamaged,
    BackupNewer,
    WrongBackupCode,
    WrongBackupPassphrase,
)
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.erased import ErasedList, add_erased, read_erased, union
from intman_desktop.vault.former import hand_on
from intman_desktop.vault.founding import put_folder_in_place
from intman_desktop.vault.guarding import guard
from intman_desktop.vault.keys import Unlocked, unlock_any, unlock_with_code
from intman_desktop.vault.keys_of_backup import LaterKeys
from intman_desktop.vault.migrating import Schema
from intman_desktop.vault.patience import bounded, within
from intman_desktop.vault.room import require_room
from intman_desktop.vault.scans import ScanFile, copy_scans, is_whole, scan_files
from intman_desktop.vault.steps import Step, no_step, stepping
from intman_desktop.vault.store import locked, open_unlocked
from intman_desktop.vault.troubles import VaultNewer, WrongEmergencyCode, WrongPassphrase
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify_file

Forget = Callable[[Vault, frozenset[str]], frozenset[str]]
"""Deletes from an open store what the digests name, and returns the digests that the store itself holds."""
ListsNamed = Callable[[Vault], Iterable[Path]]
"""Tells of an open store that comes out of a backup where further lists of the erased lie."""


def no_more_lists(_vault: Vault) -> Iterable[Path]:
    """Tell of no further list."""
    return ()


@dataclass(frozen=True)
class StoreRestored:
    """A restored store (closed): its ``folder``, when the backup was made (UTC) and its rows by table then.

    ``scans_missing`` counts the scans that lay whole neither beside the backup, nor in the store of before,
    nor in one of the places named in ``scans_beside``.
    ``kept_aside`` is where the store of before lies now. ``erased`` counts the digests applied;
    ``lists_missing`` and ``lists_damaged`` name the places whose list was not there or not whole.
    ``ways_gone`` counts the ways in of that day that are left out, for the store of before had them no more;
    ``opener_gone``: the one that opened the backup is among them.
    """

    folder: Path
    made_at: datetime
    rows: Mapping[str, int]
    kept_aside: Path | None
    erased: int
    lists_missing: tuple[Path, ...]
    lists_damaged: tuple[Path, ...]
    scans_missing: int = 0
    ways_gone: int = 0
    opener_gone: bool = False


@dataclass(frozen=True, repr=False)
class OpenedBackup:
    """A backup whose inside is read: its ``file``, header, key and what it says. The copy is not checked."""

    file: Path
    header: BackupHeader
    unlocked: Unlocked
    inside: Inside

    @property
    def made_at(self) -> datetime:
        """When it was made (UTC)."""
        return datetime.fromisoformat(self.inside.made_at).astimezone(UTC)


@dataclass(frozen=True)
class TriedOut:
    """A backup that was restored into a shadow, which is gone: the ``digests`` that were applied (Rule L4).

    ``lists_missing`` and ``lists_damaged`` name the places whose list was not there or not whole;
    ``scans`` counts the scans of what is left, ``scan_bytes`` is what they measure, ``scans_missing`` counts
    those that lie whole nowhere, and ``scans_rotten`` names those that are not whole beside the backup,
    wherever else they are.
    """

    digests: frozenset[str]
    lists_missing: tuple[Path, ...]
    lists_damaged: tuple[Path, ...]
    scans: int
    scan_bytes: int
    scans_missing: int
    scans_rotten: tuple[str, ...] = ()


def room_of(opened: OpenedBackup) -> int:
    """Return how many bytes a restore of a backup writes before it is done, without its scans.

    The copy is written anew without what was erased, and SQLite needs the room of the whole once more for it.
    """
    return 2 * opened.header.size


def open_backup(file: Path, secret: str, *, with_code: bool = False) -> OpenedBackup:
    """Open a backup with a passphrase of its day, the owner's or a substitute's, or the code of its sheet.

    Raises ``BackupMissing``, ``NotABackup``, ``BackupNewer``, ``BackupDamaged``,
    ``WrongBackupPassphrase``, ``WrongBackupCode``, ``FaultyEmergencyCode``.
    """
    with all_troubles(file.parent):
        header = bounded(partial(read_header, file))
        try:
            unlocked = unlock_with_code(header.keys, secret) if with_code else unlock_any(header.keys, secret)
        except WrongPassphrase:
            raise WrongBackupPassphrase from None
        except WrongEmergencyCode:
            raise WrongBackupCode from None
        return OpenedBackup(file, header, unlocked, read_inside(header, unlocked.data_key))


def open_backup_with_key(file: Path, data_keys: Mapping[int, bytes]) -> OpenedBackup:
    """Open a backup of a store whose data keys are at hand, by generation.

    Raises as ``open_backup`` but for the secrets.
    """
    with all_troubles(file.parent):
        header = bounded(partial(read_header, file))
        inside = inside_of(header, data_keys)
        unlocked = Unlocked(data_keys[header.keys.generation], header.keys.slots[0].id)
        return OpenedBackup(file, header, unlocked, inside)


def try_out(
    opened: OpenedBackup,
    shadow: Path,
    *,
    forget: Forget,
    erased_lists: Iterable[Path] = (),
    lists_named: ListsNamed = no_more_lists,
    scans_beside: Iterable[Path] = (),
    schema: Schema = migrating.CURRENT,
    step: Step = no_step,
) -> TriedOut:
    """Restore a backup into the new folder ``shadow`` as ``restore_backup`` does, and remove it again.

    Nothing leaves the shadow, and the store of today is not touched. Scans are looked for beside the backup
    and in ``scans_beside``, not copied. What ``step`` raises ends it. Raises ``BackupDamaged``,
    ``BackupNewer``, ``NotEnoughRoom``, ``DiskFull``, ``NoRight``, ``StorageFailed``; the shadow is gone
    then as well.
    """
    places = (opened.file.parent / layout.ERASED, *erased_lists)
    with all_troubles(shadow.parent):
        lists = _lists_at(places)
        require_room(shadow.parent, room_of(opened))
        try:
            files.private_folder(shadow)
            _unpack(opened, shadow, step)
            step()
            digests, scans = _forget_erased(
                shadow, opened.unlocked, lists, forget, schema, lists_named=lists_named, step=step
            )
        finally:
            files.remove(shadow)
        rotten = _lacking(scans, _places_of_scans(opened.file), step)
        missing = _lacking(rotten, tuple(scans_beside), step)
    return TriedOut(
        digests,
        tuple(place for place, found in lists.items() if not found.found),
        tuple(place for place, found in lists.items() if not found.sound),
        len(scans),
        sum(scan.size for scan in scans),
        len(missing),
        tuple(scan.name for scan in rotten),
    )


def _lacking(scans: Iterable[ScanFile], places: Sequence[Path], step: Step) -> tuple[ScanFile, ...]:
    """Return those of ``scans`` that lie whole in none of ``places``."""
    lacking = []
    for scan in scans:
        step()
        if not any(is_whole(place, scan, may_be_dead=True) for place in places):
            lacking.append(scan)
    return tuple(lacking)


def restore_backup(
    file: Path,
    secret: str,
    folder: Path,
    *,
    forget: Forget,
    now: datetime,
    with_code: bool = False,
    erased_lists: Iterable[Path] = (),
    lists_named: ListsNamed = no_more_lists,
    scans_beside: Iterable[Path] = (),
    once_opened: Callable[[], object] = lambda: None,
    schema: Schema = migrating.CURRENT,
) -> StoreRestored:
    """Restore the backup ``file`` as the store in ``folder``; a store that lies there is kept aside.

    ``secret`` is a passphrase of the day of the backup, the owner's or a substitute's, or with ``with_code``
    the code of its emergency sheet. The lists of the erased beside the backup, in ``folder`` and at
    ``erased_lists``, and those that ``lists_named`` tells of the store itself, are united and handed to
    ``forget`` before the store gets its name (Rule L4). Of the latter one out of reach hinders nothing.
    Scans are looked for beside the backup, in ``scans_beside`` and in ``folder``.
    ``once_opened`` is called when the secret has opened the backup; the store of before is not held yet.
    Raises ``BackupMissing``, ``NotABackup``, ``BackupNewer``, ``BackupDamaged``,
    ``WrongBackupPassphrase``, ``WrongBackupCode``, ``FaultyEmergencyCode``, ``VaultInUse``,
    ``PlaceTaken``, ``NotEnoughRoom``, ``DiskFull``, ``NoRight``, ``StorageFailed``, and what ``guard``
    raises; then all is as it was.
    """
    guard(folder)
    opened = open_backup(file, secret, with_code=with_code)
    once_opened()
    places = (file.parent / layout.ERASED, folder / layout.ERASED, *erased_lists)
    with all_troubles(folder.parent), _held(folder) as held:
        lists = _lists_at(places)
        files.private_folder(folder.parent)
        require_room(folder.parent, room_of(opened))
        draft = files.private_folder(files.unfinished(folder.parent, folder.name))
        try:
            _unpack(opened, draft)
            later = LaterKeys.of(folder, opened.header.keys)
            digests, scans = _forget_erased(
                draft,
                opened.unlocked,
                lists,
                forget,
                schema,
                lists_named=lists_named,
                then=later.leave_out,
            )
            hand_on(folder, draft, opened.unlocked.data_key)
            require_room(folder.parent, sum(scan.size for scan in scans))
            missing = copy_scans(scans, (*_places_of_scans(file), *scans_beside, folder), draft, now)
            kept_aside = _replace(folder, draft, now, held)
        except BaseException:
            files.remove(draft)
            raise
    return StoreRestored(
        folder=folder,
        made_at=opened.made_at,
        rows=opened.inside.rows,
        kept_aside=kept_aside,
        erased=len(digests),
        lists_missing=tuple(place for place, found in lists.items() if not found.found),
        lists_damaged=tuple(place for place, found in lists.items() if not found.sound),
        scans_missing=len(missing),
        ways_gone=len(later.gone),
        opener_gone=opened.unlocked.slot_id in later.gone,
    )


def _unpack(opened: OpenedBackup, draft: Path, step: Step = no_step) -> None:
    copy = draft / layout.STORE
    check_body(opened.file, opened.header, copy, step)
    files.write_whole(draft / layout.KEY_FILE, opened.header.raw_keys)
    report = verify_file(copy, opened.unlocked.data_key, step)
    if not report.sound or report.rows != opened.inside.rows:
        raise BackupDamaged


def _forget_erased(
    draft: Path,
    unlocked: Unlocked,
    lists: dict[Path, ErasedList],
    forget: Forget,
    schema: Schema,
    *,
    lists_named: ListsNamed,
    then: Callable[[Vault], object] = lambda _vault: None,
    step: Step = no_step,
) -> tuple[frozenset[str], tuple[ScanFile, ...]]:
    """Take away what the lists name; return the digests and the scans of what is left.

    The lists that the store itself knows of are added to ``lists``.
    """
    try:
        vault = open_unlocked(draft, unlocked, schema)
    except VaultNewer:
        raise BackupNewer from None
    try:
        step()
        lists |= _lists_in_reach(place for place in lists_named(vault) if place not in lists)
        step()
        found = union(lists.values())
        digests = found | forget(vault, found)
        add_erased(draft / layout.ERASED, digests)
        then(vault)
        with stepping(vault.driver, step):
            vault.shrink()
        scans = scan_files(vault.driver)
    finally:
        vault.close()
    return digests, scans


def _lists_at(places: Iterable[Path]) -> dict[Path, ErasedList]:
    """Return the lists at ``places``. Raises the system's errors, soon also where one does not answer."""
    lists = {}
    for place, came in within({place: partial(read_erased, place) for place in places}).items():
        if isinstance(came, OSError):
            raise came
        lists[place] = came
    return lists


def _lists_in_reach(places: Iterable[Path]) -> dict[Path, ErasedList]:
    """Return the lists at ``places``; one that cannot be read now is not there, and nobody waits for it."""
    found = within({place: partial(read_erased, place) for place in places})
    away = ErasedList(frozenset(), found=False, sound=True)
    return {place: away if isinstance(came, OSError) else came for place, came in found.items()}


def _places_of_scans(file: Path) -> tuple[Path, ...]:
    """Return where the scans of a backup may lie: beside it, and around a twin."""
    return (file.parent, file.parent.parent)


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


def _replace(folder: Path, draft: Path, now: datetime, held: FileLock | None) -> Path | None:
    """Give the restored store its name, moving the store that has it out of the way."""
    if held is None:
        put_folder_in_place(draft, folder)
        return None
    aside = free_aside(folder, now)
    # Windows moves no folder in which a file is held open
    held.release()
    files.put_in_place(folder, aside)
    try:
        put_folder_in_place(draft, folder)
    except BaseException:
        files.put_in_place(aside, folder)
        raise
    return aside
