"""Making a store, and removing it: only a finished one gets its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from intman_desktop import sealing
from intman_desktop.models.revision import APPLICATION_ID
from intman_desktop.sealing import KdfParameters
from intman_desktop.vault import connection as connecting
from intman_desktop.vault import files, layout, migrating
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.emergency_code import new_code
from intman_desktop.vault.erased import add_erased
from intman_desktop.vault.guarding import guard
from intman_desktop.vault.key_file import SlotKind, write_key_file
from intman_desktop.vault.keys import Unlocked, new_key_file
from intman_desktop.vault.migrating import Schema
from intman_desktop.vault.store import locked, open_unlocked
from intman_desktop.vault.troubles import PassphraseEmpty, PlaceTaken
from intman_desktop.vault.vault import Vault


class Prepare(Protocol):
    """Writes into a store that is being made; ``slot_id`` is the owner's."""

    def __call__(self, connection: Connection, *, slot_id: str) -> object:
        """Write it."""


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
