"""Opening a store: every way in ends in a ``Vault``."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.clock import system_now
from intman_desktop.errors import Trouble
from intman_desktop.models.revision import APPLICATION_ID
from intman_desktop.vault import connection as connecting
from intman_desktop.vault import files, layout, migrating
from intman_desktop.vault.backup import SUFFIX, back_up
from intman_desktop.vault.changing import bring_in_step
from intman_desktop.vault.driver import Driver
from intman_desktop.vault.edge import all_troubles, is_damage
from intman_desktop.vault.former import is_former
from intman_desktop.vault.guarding import guard
from intman_desktop.vault.key_file import KeyFile, read_key_file
from intman_desktop.vault.keys import Unlocked, unlock, unlock_any, unlock_with_code
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
    "Vault",
    "look_at_vault",
    "open_vault",
    "open_vault_by_any",
    "open_with_emergency_code",
]


_CLEAR_TEXT = b"SQLite format 3\x00"
_COPIED_SECONDS = 3.0
"""So long a copy of a store may take; a program that has it open is told of after that."""


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
    clock: Callable[[], datetime] = system_now,
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
    return _open(folder, lambda keys: unlock_any(keys, passphrase), migrating.CURRENT, system_now)


def open_with_emergency_code(
    folder: Path,
    code: str,
    *,
    schema: Schema = migrating.CURRENT,
    clock: Callable[[], datetime] = system_now,
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
    """Migrate an older store, after making an encrypted twin unless there is no ``clock`` to name it.

    One twin stays, however often it is tried.
    """

    def make_twin() -> None:
        if clock is not None:
            now = clock()
            twins = files.private_folder(vault.folder / layout.TWINS)
            twin = twins / f"vor-{schema.head}-{now:%Y%m%d-%H%M%S}{SUFFIX}"
            back_up(vault, twin, now, with_scans=False)
            for failed in twins.glob(f"vor-{schema.head}-*{SUFFIX}"):
                if failed != twin:  # of a try that failed before: the store is still the one it was made of
                    with suppress(OSError):
                        failed.unlink()

    migrating.bring_up_to_date(vault.driver, vault.engine, make_twin, schema)
