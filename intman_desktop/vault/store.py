"""The encrypted store: making it, opening it, and its one connection.

A ``Vault`` belongs to the thread that opened it: every method but ``interrupt`` is called there.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop import sealing
from intman_desktop.models.revision import APPLICATION_ID
from intman_desktop.sealing import KdfParameters
from intman_desktop.vault import connection as connecting
from intman_desktop.vault import files, layout, migrating
from intman_desktop.vault.edge import all_troubles, database_troubles
from intman_desktop.vault.emergency_code import new_code
from intman_desktop.vault.keys import (
    KeyFile,
    SlotKind,
    Unlocked,
    new_key_file,
    read_key_file,
    unlock,
    unlock_with_code,
    write_key_file,
)
from intman_desktop.vault.migrating import Schema
from intman_desktop.vault.troubles import (
    KeyFileOutdated,
    NotAVault,
    PassphraseEmpty,
    PlaceTaken,
    VaultEmpty,
    VaultInUse,
    VaultMissing,
)

_CLEAR_TEXT = b"SQLite format 3\x00"


def utc_now() -> datetime:
    """Return the present moment in UTC; the default clock of opening."""
    return datetime.now(UTC)


class Vault:
    """An open store with its one connection, bound to the thread that opened it.

    Attributes: ``folder``; ``vault_id`` (random, 32 hex digits); ``slot_id`` (32 hex digits) through
    which it was opened; ``keys``, the key file as it was read; ``driver``, the bare connection, and
    ``data_key``, both for the rooms inside ``vault`` only.
    """

    def __init__(self, folder: Path, keys: KeyFile, unlocked: Unlocked, lock: FileLock) -> None:
        self.folder = folder
        self.keys = keys
        self.vault_id = keys.vault_id
        self.slot_id = unlocked.slot_id
        self._key = bytearray(unlocked.data_key)
        self._lock = lock
        self._busy = False
        self._open = threading.Lock()  # held while the connection is taken away from interrupt()
        self._driver: Any = connecting.connect(folder / layout.STORE, unlocked.data_key)
        self.engine = connecting.engine_over(self._driver)

    @property
    def driver(self) -> Any:
        """Return the bare connection. Raises ``RuntimeError`` after closing."""
        if self._driver is None:
            raise RuntimeError("the vault is closed")
        return self._driver

    @property
    def data_key(self) -> bytes:
        """Return the data key (32 bytes). Raises ``RuntimeError`` after closing."""
        if self._driver is None:
            raise RuntimeError("the vault is closed")
        return bytes(self._key)

    @property
    def schema_revision(self) -> str:
        """Return the revision of the schema, as Alembic names it."""
        with database_troubles(self.folder):
            return migrating.revision_of(self.driver)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield the connection inside ``BEGIN IMMEDIATE``; commit at the end, roll back on any error.

        Raises the troubles of ``vault.troubles`` and, for a second one inside, ``RuntimeError``.
        """
        with database_troubles(self.folder), self._alone(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield the connection for one consistent view; a write fails and is a bug.

        Raises the troubles of ``vault.troubles`` and, inside another, ``RuntimeError``.
        """
        with database_troubles(self.folder, writing=False), self._alone(), self.engine.connect() as plain:
            connection = plain.execution_options(reading=True)
            self.driver.execute("PRAGMA query_only = ON")
            try:
                with connection.begin():
                    yield connection
            finally:
                self.driver.execute("PRAGMA query_only = OFF")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._driver is None:
            raise RuntimeError("the vault is closed")
        if self._busy:
            raise RuntimeError("the vault has one connection, and it is in use")
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def interrupt(self) -> None:
        """Stop the query that is running, from any thread; it ends with ``Interrupted``."""
        with self._open:
            if self._driver is not None:
                self._driver.interrupt()

    def shrink(self) -> None:
        """Give the pages of what was erased back to the disk and empty the write-ahead log (Rule L3)."""
        with database_troubles(self.folder):
            self.driver.execute("PRAGMA incremental_vacuum").fetchall()
            self.checkpoint()

    def checkpoint(self) -> None:
        """Bring all that is committed into the one file and empty the write-ahead log."""
        with database_troubles(self.folder):
            self.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Put everything into the file, close it, forget the key, let others open it; twice is harmless.

        Never fails: what a full disk keeps from the file stays in the log beside it.
        """
        if self._driver is None:
            return
        with suppress(sqlcipher.Error):
            self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with self._open:
            driver, self._driver = self._driver, None
        self.engine.dispose()
        driver.close()
        self._key[:] = bytes(len(self._key))
        self._lock.release()


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
) -> Created:
    """Make a store in ``folder`` (new or empty) and open it.

    ``parameters`` of the key derivation are calibrated on this machine unless given.
    Raises ``PassphraseEmpty``, ``PlaceTaken``, ``DiskFull``, ``NoRight``, ``StorageFailed``;
    nothing is left behind then.
    """
    if not passphrase:
        raise PassphraseEmpty
    code = new_code()
    openers = {SlotKind.OWNER: passphrase, SlotKind.EMERGENCY: code}
    data_key = sealing.new_key()
    keys = new_key_file(data_key, openers, parameters or sealing.calibrate())
    with all_troubles(folder.parent):
        files.new_private_folder(folder.parent)
        draft = files.new_private_folder(files.unfinished(folder.parent))
        try:
            write_key_file(draft / layout.KEY_FILE, keys)
            _make_store(draft / layout.STORE, data_key, keys.generation, schema)
            put_folder_in_place(draft, folder)
        except BaseException:
            files.remove(draft)
            raise
    return Created(_open(folder, lambda _keys: Unlocked(data_key, keys.slots[0].id), schema, utc_now), code)


def _make_store(path: Path, data_key: bytes, generation: int, schema: Schema) -> None:
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


def look_at_vault(folder: Path) -> KeyFile:
    """Return the key file of a store that looks sound from outside; nothing secret is needed.

    The screen calls this before it asks for a passphrase. Raises ``VaultMissing``, ``VaultEmpty``,
    ``NotAVault``, ``KeyFileMissing``, ``KeyFileDamaged``, ``VaultNewer``, ``ParametersOutOfBounds``,
    ``NoRight``.
    """
    with all_troubles(folder):
        try:
            with (folder / layout.STORE).open("rb") as file:
                start = file.read(len(_CLEAR_TEXT))
        except (FileNotFoundError, NotADirectoryError):
            raise VaultMissing from None
        if not start:
            raise VaultEmpty
        if start == _CLEAR_TEXT:
            raise NotAVault
        return read_key_file(folder / layout.KEY_FILE)


def open_vault(
    folder: Path,
    passphrase: str,
    *,
    schema: Schema = migrating.CURRENT,
    clock: Callable[[], datetime] = utc_now,
) -> Vault:
    """Open the store in ``folder`` with the owner's passphrase; an older one is migrated.

    ``clock`` names the encrypted twin that a migration makes first. Raises ``WrongPassphrase`` and
    every trouble of the store and the key file in ``vault.troubles``; nothing stays open then.
    """
    return _open(folder, lambda keys: unlock(keys, passphrase), schema, clock)


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


def _open(
    folder: Path, unlocking: Callable[[KeyFile], Unlocked], schema: Schema, clock: Callable[[], datetime]
) -> Vault:
    look_at_vault(folder)
    with all_troubles(folder):
        lock = _locked(folder)
        try:
            keys = look_at_vault(folder)
            vault = Vault(folder, keys, unlocking(keys), lock)
        except BaseException:
            lock.release()
            raise
    try:
        _make_ready(vault, schema, clock)
    except BaseException:
        vault.close()
        raise
    return vault


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / layout.LOCK, mode=files.PRIVATE_FILE, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise VaultInUse from None
    return lock


def _make_ready(vault: Vault, schema: Schema, clock: Callable[[], datetime]) -> None:
    """Check what was opened, migrate it, and sweep what a kill left."""
    driver = vault.driver
    with all_troubles(vault.folder):
        connecting.settle(driver)
        if driver.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotAVault
        if driver.execute("PRAGMA user_version").fetchone()[0] != vault.keys.generation:
            raise KeyFileOutdated
        migrating.bring_up_to_date(driver, vault.engine, clock, schema)
        files.sweep(vault.folder)
