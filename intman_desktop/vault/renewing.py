"""Renewing the data key of an open store, so that whoever was let in before is let in no more.

Every slot first reaches both keys. A copy of the store under the new key is made, checked and renamed over
the store: that rename alone decides under which key the store lies. Then every slot reaches the new key only.
A kill before the rename is taken back by the next opening, a kill after it is finished by it
(``vault.changing.bring_in_step``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop import sealing
from intman_desktop.errors import Trouble
from intman_desktop.vault import connection as connecting
from intman_desktop.vault import files, layout
from intman_desktop.vault.changing import change_keys, keep_record, record_of
from intman_desktop.vault.edge import all_troubles, is_damage
from intman_desktop.vault.former import forget_former, remember_former
from intman_desktop.vault.key_file import KeyFile, write_key_file
from intman_desktop.vault.keys import Unlocked
from intman_desktop.vault.pages import deciphers, look_at_pages
from intman_desktop.vault.slots import with_next_key, with_one_key
from intman_desktop.vault.steps import Step, stepping
from intman_desktop.vault.tables_of import row_counts
from intman_desktop.vault.troubles import StorageFailed, VaultDamaged
from intman_desktop.vault.vault import Vault
from intman_desktop.vault.verify import verify_file

Progress = Callable[[int, int], object]

TOTAL = 100
_OF_A_COPY = (
    # a copy that fails is thrown away: a journal would need the room of the store once more
    "journal_mode = OFF",
    "synchronous = OFF",  # it is brought to the disk as a whole, before it is checked
    "secure_delete = ON",
    "temp_store = MEMORY",
    "foreign_keys = ON",
)
_KEYS, _COPIED, _TURNED, _CHECKED = 2, 40, 70, 98
_INSTRUCTIONS = 2_000
"""After how many steps of SQLite's machine a running copy is looked at: about a millisecond."""


def renew(
    vault: Vault,
    progress: Progress = lambda _done, _total: None,
    also: Callable[[Connection], object] = lambda _connection: None,
) -> None:
    """Put a new data key into the place of the one in use; ``also`` is written in the same step.

    Nobody's secret is needed, and all of them go on working. ``progress(done, total)`` is called until
    nothing can be stopped any more; what it raises ends the renewal, as does ``vault.interrupt``. Raises
    ``VaultDamaged`` where the store cannot be copied whole, ``DiskFull``, ``NoRight``, ``StorageFailed``,
    ``Interrupted``; then all is as it was before.
    """
    progress(0, TOTAL)
    next_key = sealing.new_key()
    old_key, before = vault.data_key, vault.keys
    scratch = files.unfinished(vault.folder)
    try:
        with all_troubles(vault.folder):
            both = with_next_key(before, old_key, next_key)
            change_keys(vault, both)
            progress(_KEYS, TOTAL)
            files.private_folder(scratch)
            copy = scratch / layout.STORE
            _copy(vault, copy, progress)
            after = with_one_key(both, both.generation + 1, next_key)
            rows = _turn(vault, copy, next_key, after, also)
            progress(_TURNED, TOTAL)
            _look_at(copy, next_key, rows, lambda: progress(_TURNED, TOTAL))
            progress(_CHECKED, TOTAL)
            remember_former(vault.folder, old_key)
            _put_in_place(vault, copy, next_key)
    except BaseException:
        _take_back(vault, old_key)
        raise
    finally:
        with suppress(OSError):
            files.remove(scratch)
    _finish(vault, after, old_key)


def _copy(vault: Vault, copy: Path, progress: Progress) -> None:
    """Copy the store under its present key to ``copy``, asking ``progress`` all the while."""
    vault.checkpoint()
    store = vault.folder / layout.STORE
    whole = max(store.stat().st_size, 1)

    def part() -> None:
        written = copy.stat().st_size if copy.exists() else 0
        progress(_KEYS + (_COPIED - _KEYS) * min(written, whole) // whole, TOTAL)

    with stepping(vault.driver, part, _INSTRUCTIONS):
        connecting.copy_into(vault.driver, copy)
    progress(_COPIED, TOTAL)


def _turn(
    vault: Vault, copy: Path, next_key: bytes, after: KeyFile, also: Callable[[Connection], object]
) -> Mapping[str, int]:
    """Bring the copy under ``next_key``, let it know its key file, and return its rows by table."""
    rows = row_counts(vault.driver)
    driver = connecting.connect(copy, vault.data_key)
    try:
        for setting in _OF_A_COPY:
            driver.execute(f"PRAGMA {setting}").fetchall()
        driver.execute(f"PRAGMA rekey = \"x'{next_key.hex()}'\"")
        if row_counts(driver) != rows:
            raise VaultDamaged
        driver.execute(f"PRAGMA user_version = {after.generation}")
        engine = connecting.engine_over(driver)
        former = {**vault.former_keys, vault.keys.generation: vault.data_key}
        with engine.begin() as connection:
            also(connection)
            keep_record(connection, record_of(after, former, awaited=True))
        return row_counts(driver)
    finally:
        driver.close()


def _look_at(copy: Path, next_key: bytes, rows: Mapping[str, int], step: Step) -> None:
    """Bring every byte of the copy to the disk, and check it there; what ``step`` raises ends it."""
    with copy.open("r+b") as file:
        os.fsync(file.fileno())
    report = verify_file(copy, next_key, step)
    if not report.sound or report.rows != rows:
        raise VaultDamaged


def _put_in_place(vault: Vault, copy: Path, next_key: bytes) -> None:
    """Give the copy the store's name, and open it; where it does not get it, open the store of before."""
    store, old_key = vault.folder / layout.STORE, vault.data_key
    vault.lay_down()
    try:
        if (vault.folder / layout.LOG).exists():
            raise StorageFailed  # beside another store the log would be taken for its own
        files.make_rename_last(vault.folder)
        files.put_in_place(copy, store)
    except BaseException:
        if not _lies_under(store, next_key):
            vault.take_up(old_key)
            raise
    vault.take_up(next_key)


def _finish(vault: Vault, after: KeyFile, old_key: bytes) -> None:
    """Write what the store that now lies in its place awaits; on a full disk the next opening does it."""
    vault.former_keys = {**vault.former_keys, after.generation - 1: old_key}
    vault.keys = after
    with suppress(Trouble), all_troubles(vault.folder):
        write_key_file(vault.folder / layout.KEY_FILE, after)
        with vault.transaction() as connection:
            keep_record(connection, record_of(after, vault.former_keys))


def _take_back(vault: Vault, old_key: bytes) -> None:
    """Let the slots reach the key in use alone again; on a full disk the next opening does it."""
    keys = vault.keys
    if vault.closed or not keys.renewing:
        return
    forget_former(vault.folder, old_key)
    alone = with_one_key(keys, keys.generation, old_key)
    with suppress(Trouble):
        change_keys(vault, alone)
    vault.keys = alone


def _lies_under(store: Path, data_key: bytes) -> bool:
    try:
        return opens_with(store, data_key)
    except (sqlcipher.Error, OSError):
        return False


def in_use(store: Path, unlocked: Unlocked) -> Unlocked:
    """Return the key that ``store`` lies under, where a renewal was killed between two; nothing is written.

    Where neither opens it, for its first page is damaged, the other pages tell.
    """
    if unlocked.next_key is None:
        return unlocked
    under_next = opens_with(store, unlocked.next_key) or (
        not opens_with(store, unlocked.data_key)
        and _fits(store, unlocked.next_key) > _fits(store, unlocked.data_key)
    )
    return replace(unlocked, data_key=unlocked.next_key) if under_next else unlocked


def _fits(store: Path, data_key: bytes) -> tuple[int, bool]:
    """Return how many pages are authentic under ``data_key``, and whether it deciphers them at all."""
    return look_at_pages(store, data_key).authentic, deciphers(store, data_key)


def opens_with(store: Path, data_key: bytes) -> bool:
    """Return whether the file of a store lies under ``data_key``; nothing is written."""
    try:
        with connecting.copy_opened(store, data_key) as driver:
            driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        if not is_damage(error):
            raise
        return False
    return True
