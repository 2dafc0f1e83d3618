"""Making a store and opening it; every way in ends in a ``Vault``."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop import sealing
from intman_desktop.errors import Trouble
from intman_desktop.models.revision import APPLICATION_ID
from intman_desktop.sealing import KdfParameters
from intman_desktop.vault import connection as connecting
from intman_desktop.vault import files, layout, migrating
from intman_desktop.vault.backup import SUFFIX, back_up
from intman_desktop.vault.changing import bring_in_step
from intman_desktop.vault.driver import Driver
from intman_desktop.vault.edge import all_troubles, is_damage
from intman_desktop.vault.emergency_code import new_code
from intman_desktop.vault.erased import add_erased
from intman_desktop.vault.former import is_former
from intman_desktop.vault.guarding import guard
from intman_desktop.vault.key_file import KeyFile, SlotKind, read_key_file, write_key_file
from intman_desktop.vault.keys import Unlocked, new_key_file, unlock, unlock_any, unlock_with_code
from intman_desktop.vault.links import close_to_others, refuse_links
from intman_desktop.vault.log_mark import read_mark
from intman_desktop.vault.migrating import Schema
from intman_desktop.vault.pages import PAGE_SIZE, deciphers, look_at_pages
from intman_desktop.vault.renewing import in_use
from intman_desktop.vault.scans import scan_names, sweep_scans
from intman_desktop.vault.troubles import (
    KeyFileOutdated,
    LogDamaged,
    NotAVault,
    PassphraseEmpty,
    PlaceTaken,
    StoreOrKeysDamaged,
    VaultDamaged,
    VaultEmpty,
    VaultInUse,
    VaultMissing,
    VaultTruncated,
)
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.wal import is_damaged

__all__ = [
    "Created",
    "Vault",
    "create_vault",
    "look_at_vault",
    "open_vault",
    "open_vault_by_any",
    "open_with_emergency_code",
]


class Prepare(Protocol):
    """Writes into a store that is being made; ``slot_id`` is the owner's."""

    def __call__(self, connection: Connection, *, slot_id: str) -> object:
        """Write it."""


_CLEAR_TEXT = b"SQLite format 3\x00"
_COPIED_SECONDS = 3.0
"""So long a copy of a store may take; a program that has it open is told of after that."""


def utc_now() -> datetime:
    """Return the present moment in UTC; the default clock of opening."""
    return datetime.now(UTC)


@dataclass(frozen=True, repr=False)
class Created:
    """A new store, open, and the code for its emergency sheet, which is kept nowhere else."""

    vault: Vault
    emergency_code: str


def create_vault(
    folder: Path,
    passphrase: str,
    *,
    parameters: KdfParameters | None = None,
    schema: Schema = migrating.CURRENT,
    prepare: Prepare | None = None,
) -> Created:
    """Make a store in ``folder`` (new or empty) and open it.

    ``parameters`` of the key derivation are calibrated on this machine unless given. ``prepare`` writes what
    belongs into every store, with the id of the owner's slot; only then the folder gets its name.
    Raises ``PassphraseEmpty``, ``PlaceTaken``, ``DiskFull``, ``NoRight``, ``StorageFailed``, and what
    ``guard`` raises; nothing is left behind then.
    """
    guard(folder)
    if not passphrase:
        raise PassphraseEmpty
    code = new_code()
    openers = {SlotKind.OWNER: passphrase, SlotKind.EMERGENCY: code}
    data_key = sealing.new_key()
    keys = new_key_file(data_key, openers, parameters or sealing.calibrate())
    with all_troubles(folder.parent):
        files.private_folder(folder.parent)
        draft = files.private_folder(files.unfinished(folder.parent, folder.name))
        try:
            write_key_file(draft / layout.KEY_FILE, keys)
            add_erased(draft / layout.ERASED, ())
            make_store_file(
                draft / layout.STORE,
                data_key,
                keys.generation,
                schema,
                None if prepare is None else partial(prepare, slot_id=keys.slots[0].id),
            )
            put_folder_in_place(draft, folder)
        except BaseException:
            files.remove(draft)
            raise
    return Created(open_unlocked(folder, Unlocked(data_key, keys.slots[0].id), schema), code)


def make_store_file(
    path: Path,
    data_key: bytes,
    generation: int,
    schema: Schema,
    prepare: Callable[[Connection], object] | None = None,
) -> None:
    """Make the new and closed file of a store under ``data_key`` of this generation; ``prepare`` fills it."""
    os.close(files.new_private_file(path))
    driver = connecting.connect(path, data_key)
    try:
        # all three must stand before the first page is written
        driver.execute("PRAGMA auto_vacuum = INCREMENTAL")
        driver.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        driver.execute(f"PRAGMA user_version = {generation}")
        connecting.settle(driver)
        engine = connecting.engine_over(driver)
        migrating.upgrade(driver, engine, schema)
        if prepare is not None:
            with engine.begin() as connection:
                prepare(connection)
        engine.dispose()
    finally:
        driver.close()


def put_folder_in_place(draft: Path, folder: Path) -> None:
    """Give a finished folder its name. Raises ``PlaceTaken`` where something lies there already."""
    if folder.is_dir():
        if any(folder.iterdir()):
            raise PlaceTaken
        folder.rmdir()
    elif folder.exists():
        raise PlaceTaken
    files.put_in_place(draft, folder)


def remove_vault(folder: Path) -> None:
    """Remove the store in ``folder`` from the disk, whole or half made; nothing there is no error.

    The store's file goes first and the lock last: what a kill leaves of it is no store any more, and can be
    removed all the same. Raises ``VaultInUse`` while somebody has it open, ``PlaceTaken`` where the folder
    holds something but no store, ``NoRight``.
    """
    if not folder.is_dir():
        return
    if any(folder.iterdir()) and not any((folder / name).exists() for name in (layout.STORE, layout.LOCK)):
        raise PlaceTaken
    with all_troubles(folder):
        locked(folder).release()
        lock = folder / layout.LOCK
        lock.touch(files.PRIVATE_FILE)  # Windows takes it away with its release
        for path in sorted(folder.iterdir(), key=lambda path: path.name != layout.STORE):
            if path != lock:
                files.remove(path)
        files.remove(folder)


def look_at_vault(folder: Path) -> KeyFile:
    """Return the key file of a store that looks sound from outside; nothing secret is needed.

    The screen calls this before it asks for a passphrase. Raises ``VaultMissing``, ``VaultEmpty``,
    ``NotAVault``, ``KeyFileMissing``, ``KeyFileDamaged``, ``VaultNewer``, ``ParametersOutOfBounds``,
    ``NoRight``, and what ``guard`` raises.
    """
    guard(folder)
    return _looked_at(folder)


def _looked_at(folder: Path) -> KeyFile:
    with all_troubles(folder):
        try:
            with files.opened(folder / layout.STORE) as file:
                start = file.read(len(_CLEAR_TEXT))
        except (FileNotFoundError, NotADirectoryError):
            raise VaultMissing from None
        except files.NO_FILE:
            raise NotAVault from None
        if not start:
            raise VaultEmpty
        # SQLite takes a file of a few bytes for an empty database and writes over it
        if start == _CLEAR_TEXT or (folder / layout.STORE).stat().st_size < PAGE_SIZE:
            raise NotAVault
        return read_key_file(folder / layout.KEY_FILE)


def open_vault(
    folder: Path,
    passphrase: str,
    slot_id: str | None = None,
    *,
    schema: Schema = migrating.CURRENT,
    clock: Callable[[], datetime] = utc_now,
) -> Vault:
    """Open the store in ``folder`` with the passphrase of a slot, the owner's unless one is named.

    An older store is migrated; ``clock`` names the encrypted twin made first. Raises ``WrongPassphrase`` and
    every trouble of the store and the key file in ``vault.troubles``; nothing stays open then.
    """
    return _open(folder, lambda keys: unlock(keys, passphrase, slot_id), schema, clock)


def open_vault_by_any(folder: Path, passphrase: str) -> Vault:
    """Open the store through whichever slot the passphrase belongs to; up to six derivations.

    Raises what ``open_vault`` raises.
    """
    return _open(folder, lambda keys: unlock_any(keys, passphrase), migrating.CURRENT, utc_now)


def open_with_emergency_code(
    folder: Path,
    code: str,
    *,
    schema: Schema = migrating.CURRENT,
    clock: Callable[[], datetime] = utc_now,
) -> Vault:
    """Open the store with the code of the emergency sheet, typed with or without blanks and hyphens.

    Raises ``FaultyEmergencyCode`` naming the groups, ``WrongEmergencyCode``, and what ``open_vault``
    raises.
    """
    return _open(folder, lambda keys: unlock_with_code(keys, code), schema, clock)


def open_unlocked(folder: Path, unlocked: Unlocked, schema: Schema = migrating.CURRENT) -> Vault:
    """Open the store in ``folder`` whose data key is known already; for making and restoring.

    A migration makes no twin here: the backup is one, and a twin would keep what is erased next.
    """
    return _open(folder, lambda _keys: unlocked, schema, None)


def locked(folder: Path) -> FileLock:
    """Return the operating system's lock on a store, held. Raises ``VaultInUse``, ``LinkInPlace``.

    Who only looks into a store holds it while it is copied (``vault.copied``), and is waited for.
    """
    refuse_links(folder)
    lock = FileLock(
        folder / layout.LOCK, mode=files.PRIVATE_FILE, timeout=_COPIED_SECONDS, thread_local=False
    )
    try:
        lock.acquire()
    except Timeout:
        raise VaultInUse from None
    return lock


def _open(
    folder: Path,
    unlocking: Callable[[KeyFile], Unlocked],
    schema: Schema,
    clock: Callable[[], datetime] | None,
) -> Vault:
    look_at_vault(folder)
    with all_troubles(folder):
        lock = locked(folder)
        try:
            keys = _looked_at(folder)
            unlocked = unlocking(keys)
            # SQLite would drop what it does not take of the log, and empty it
            if is_damaged(folder / layout.LOG, PAGE_SIZE, read_mark(folder)):
                raise LogDamaged
            vault = Vault(folder, keys, in_use(folder / layout.STORE, unlocked), lock)
        except BaseException:
            lock.release()
            raise
        try:
            _check(vault, unlocked)
            close_to_others(folder)
            bring_in_step(vault, unlocked)
            files.sweep(folder)
            files.sweep(folder / layout.TWINS)
            files.sweep(folder / layout.TWINS, keys.vault_id)
            files.sweep(folder.parent, folder.name)
            _migrate(vault, schema, clock)
            named = scan_names(vault.driver)
            with suppress(OSError):
                sweep_scans(folder, named)
        except BaseException:
            vault.close()
            raise
    return vault


def _check(vault: Vault, unlocked: Unlocked) -> None:
    """Bring the connection into its state and refuse what is not this store, whole and of these keys."""
    store = vault.folder / layout.STORE
    driver = vault.driver
    try:
        # the first read, and before anything writes: a file of another program stays as it is
        driver.execute(f"PRAGMA {connecting.EXCLUSIVE}").fetchall()
        if driver.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotAVault
        connecting.settle(driver)
        pages = _pages_in_file(driver)
        generation = driver.execute("PRAGMA user_version").fetchone()[0]
    except sqlcipher.Error as error:
        if not is_damage(error):
            raise
        raise _what_is_wrong(store, vault.data_key, renewing=vault.keys.renewing) from None
    if pages:
        vault.log_emptied()
    if store.stat().st_size < pages * PAGE_SIZE:
        raise VaultTruncated
    if generation != vault.keys.generation + (vault.data_key == unlocked.next_key):
        raise KeyFileOutdated


def _pages_in_file(driver: Driver) -> int:
    """Return how many pages the file itself must have; 0 while a full disk keeps them in the log."""
    try:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlcipher.OperationalError:
        return 0
    return int(driver.execute("PRAGMA page_count").fetchone()[0])


def _what_is_wrong(store: Path, data_key: bytes, *, renewing: bool) -> Trouble:
    """Return what keeps a store from being opened; ``renewing``: its key file has two data keys."""
    pages = look_at_pages(store, data_key)
    if pages.authentic:
        return VaultDamaged() if pages.damaged else VaultTruncated()
    if deciphers(store, data_key):
        return VaultDamaged()  # where the salt is damaged no page is authentic
    if not is_former(store.parent, data_key):
        return NotAVault()
    # of a renewal that was killed the key may be in use still; else whoever has it was to be kept out
    return StoreOrKeysDamaged() if renewing else KeyFileOutdated()


def _migrate(vault: Vault, schema: Schema, clock: Callable[[], datetime] | None) -> None:
    """Migrate an older store, after making an encrypted twin unless there is no ``clock`` to name it."""

    def make_twin() -> None:
        if clock is not None:
            now = clock()
            twins = files.private_folder(vault.folder / layout.TWINS)
            twin = twins / f"vor-{schema.head}-{now:%Y%m%d-%H%M%S}{SUFFIX}"
            back_up(vault, twin, now, with_scans=False)

    migrating.bring_up_to_date(vault.driver, vault.engine, make_twin, schema)
