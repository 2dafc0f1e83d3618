"""Putting what is left of a damaged store into a backup, from which it is restored like from any other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

import intman_desktop
from intman_desktop.vault import connection as connecting
from intman_desktop.vault import files, layout, migrating
from intman_desktop.vault.backup_file import (
    BackupHeader,
    Inside,
    check_body,
    read_header,
    read_inside,
    write_backup,
)
from intman_desktop.vault.backup_troubles import BackupDamaged
from intman_desktop.vault.damaged import GIVEN_IDS, Damaged, Entry, TableLeft, entries_in
from intman_desktop.vault.driver import Driver
from intman_desktop.vault.edge import all_troubles
from intman_desktop.vault.founding import make_store_file
from intman_desktop.vault.key_file import KeyFile, read_key_file, to_bytes
from intman_desktop.vault.keys import unlock_any, unlock_with_code
from intman_desktop.vault.keys_of_backup import put_into_force
from intman_desktop.vault.log_mark import is_lost
from intman_desktop.vault.migrating import Schema
from intman_desktop.vault.pages import SALT_SIZE, PageReader
from intman_desktop.vault.patience import bounded
from intman_desktop.vault.renewing import in_use
from intman_desktop.vault.room import require_room
from intman_desktop.vault.scans import scan_files
from intman_desktop.vault.slots import with_one_key
from intman_desktop.vault.store import locked
from intman_desktop.vault.tables_of import row_counts
from intman_desktop.vault.troubles import (
    KeyFileDamaged,
    KeyFileMissing,
    NothingToRescue,
    VaultDamaged,
    VaultMissing,
    VaultNewer,
)
from intman_desktop.vault.verify import verify_file

CASES, SETTINGS = "cases", "settings"
_WORDS = ("start_reason", "ending_note", "deletion_reason", "hold_reason")
"""What stands in words at the head of a case: it may name somebody who was blacked out since (Rule L5)."""

Prepare = Callable[[Connection], object]
"""Sets right in the new store what has to be made anew, inside the transaction that fills it."""

GoneSlots = Callable[[Connection], Collection[str]]
"""Returns the ids of the slots that were taken away or replaced, as far as the new store tells."""


@dataclass(frozen=True)
class Rescued:
    """A backup ``file`` of what could be read; ``tables`` tells what was left of each.

    ``before`` are the rows by table that the last backup knew, made at ``before_at`` (UTC); None where none
    was named or where it is of another key. ``old_keys``: the keys are those of the backup, and the ones
    that are lost were others. ``log_lost``: the log is gone, and maybe what was saved last.
    """

    file: Path
    tables: tuple[TableLeft, ...]
    before: Mapping[str, int] | None = None
    before_at: datetime | None = None
    old_keys: bool = False
    log_lost: bool = False


def rescue_into(
    target: Path,
    folder: Path,
    secret: str,
    now: datetime,
    *,
    prepare: Prepare,
    gone_slots: GoneSlots = lambda _connection: (),
    with_code: bool = False,
    backup: Path | None = None,
    schema: Schema = migrating.CURRENT,
) -> Rescued:
    """Write all that can still be read of the store in ``folder`` into the new backup file ``target``.

    ``secret`` is the passphrase, or with ``with_code`` the code of the emergency sheet. The last ``backup``
    is asked for the keys where those of the store are lost (they are in force again, without ``gone_slots``,
    and due to be renewed where any slot was changed since), for the rows it knew, and for the heads of cases
    that are there today and cannot be read, as they were then and without words: no id of a case is given
    twice, so that nobody erased comes back, and all that hangs on them is today's. Rows whose owner is lost
    are left out, and so is what a person declared before a declaration of hers that is lost: it may
    have been taken back by that one (Rule E1). Nothing of the store itself is changed.

    Raises ``VaultMissing``, ``NothingToRescue``, ``VaultInUse``, ``VaultNewer``, ``KeyFileMissing``,
    ``KeyFileDamaged``, what unlocking and reading the backup raise, ``NotEnoughRoom``, ``DiskFull``,
    ``NoRight``, ``StorageFailed``; then nothing is left behind.
    """
    with all_troubles(folder):
        if not (folder / layout.STORE).is_file():
            raise VaultMissing
        header = None if backup is None else bounded(partial(read_header, backup))
        keys, of_backup = _keys(folder, header)
        unlocked = unlock_with_code(keys, secret) if with_code else unlock_any(keys, secret)
        salts = [] if backup is None or header is None else [bounded(partial(_salt_in, backup, header))]
        lock = locked(folder)
    try:
        log_lost = is_lost(folder)
        with all_troubles(folder):
            before, unlocked = unlocked, in_use(folder / layout.STORE, unlocked)
        if unlocked is not before:  # a renewal was killed before the key file knew of its end
            keys = with_one_key(keys, keys.generation + 1, unlocked.data_key)
        with all_troubles(target.parent):
            files.sweep(target.parent)
            # a new store, the backup that it goes into, and that of before while it is asked
            size = (folder / layout.STORE).stat().st_size
            require_room(target.parent, 2 * size + (header.size if header is not None else 0))
            scratch = files.private_folder(files.unfinished(target.parent))
            try:
                with PageReader(folder / layout.STORE, unlocked.data_key, salts) as pages:
                    damaged = Damaged(pages)
                    made = _Making(scratch, damaged, keys, unlocked.data_key, _schema_of(damaged, schema))
                    with _backup_opened(scratch, backup, header, unlocked.data_key, made.schema) as older:
                        tables, in_force = made.fill(prepare, older, gone_slots if of_backup else None)
                made.write(target, now, in_force)
            finally:
                files.remove(scratch)
    finally:
        lock.release()
    before_rows, before_at = _known_before(header, unlocked.data_key)
    return Rescued(target, tables, before_rows, before_at, in_force is not keys, log_lost)


@dataclass(frozen=True)
class _Making:
    """A new store under the same key, of the schema that the damaged one has, on the way into a backup."""

    scratch: Path
    damaged: Damaged
    keys: KeyFile
    data_key: bytes
    schema: Schema

    @property
    def copy(self) -> Path:
        return self.scratch / layout.STORE

    def fill(
        self, prepare: Prepare, older: Driver | None, gone_slots: GoneSlots | None
    ) -> tuple[tuple[TableLeft, ...], KeyFile]:
        """Make the store, put everything into it, and return what was left of each table, and its keys.

        ``older`` is a connection to the last backup, or None; ``gone_slots`` is given for keys of a backup.
        """
        if not self.damaged:
            raise NothingToRescue
        make_store_file(self.copy, self.data_key, self.keys.generation, self.schema)
        driver = connecting.connect(self.copy, self.data_key)
        try:
            connecting.settle(driver)
            self.damaged.complete(_layouts(driver))
            driver.execute("PRAGMA foreign_keys = OFF")
            engine = connecting.engine_over(driver)
            with engine.begin() as connection:
                tables = tuple(_filled(driver, self.damaged, older))
                prepare(connection)
                keys = self.keys
                if gone_slots is not None:
                    whole = any(each.name == SETTINGS and each.lost == 0 for each in tables)
                    gone = gone_slots(connection)
                    keys = put_into_force(connection, keys, self.data_key, gone, record_whole=whole)
            engine.dispose()
        finally:
            driver.close()
        return tables, keys

    def write(self, target: Path, now: datetime, keys: KeyFile) -> None:
        """Check the new store and write it as a backup with ``keys``."""
        report = verify_file(self.copy, self.data_key)
        if not report.sound or report.rows is None:
            raise VaultDamaged
        with connecting.copy_opened(self.copy, self.data_key) as driver:
            scans = tuple(scan.name for scan in scan_files(driver))
        draft = self.scratch / "backup"
        write_backup(
            draft,
            self.copy,
            program=intman_desktop.__version__,
            schema=self.schema.head,
            vault_id=keys.vault_id,
            raw_keys=to_bytes(keys),
            data_key=self.data_key,
            inside=Inside(now.astimezone(UTC).isoformat(), report.rows, "", scans),
        )
        files.put_in_place(draft, target)


def _schema_of(damaged: Damaged, schema: Schema) -> Schema:
    """Return the schema of the damaged store; where its revision is lost, that of this program."""
    revision = damaged.revision() or schema.head
    if not migrating.knows(schema, revision):
        raise VaultNewer
    return replace(schema, head=revision)


def _layouts(driver: Driver) -> Iterator[tuple[Entry, ...]]:
    """Yield the schema of an empty store as migrations made it, and as it is once it was written anew."""
    for first in (None, "VACUUM"):
        if first:
            driver.execute(first).fetchall()
        yield entries_in(driver.execute("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master"))


def _filled(driver: Driver, damaged: Damaged, older: Driver | None) -> Iterator[TableLeft]:
    """Put every row into the new store, take out what has lost its owner, and yield what is left of each."""
    found: dict[str, TableLeft] = {}
    expected = row_counts(driver)
    for table in damaged.tables():
        name = table.left.name
        if name in expected:
            driver.execute(f'DELETE FROM "{name}"')  # noqa: S608 - a name of our own schema
            for row in table.rows:
                columns = table.columns[: len(row)]
                driver.execute(_insert(name, columns), row[: len(columns)])
            filled = _fill(driver, older, table.missing) if older is not None and name == CASES else 0
            found[name] = replace(table.left, filled=filled)
    for name, highest in damaged.given_ids().items():
        driver.execute(
            f"UPDATE {GIVEN_IDS} SET seq = max(seq, ?) WHERE name = ?",  # noqa: S608 - SQLite's own table
            (highest, name),
        )
    _unlink(driver)
    after = row_counts(driver)
    for name in expected:
        left = found.get(name, TableLeft(name, 0, None))
        yield replace(left, unlinked=left.read + left.filled - after[name])


def _fill(driver: Driver, older: Driver, missing: Iterable[int]) -> int:
    """Take the heads of cases that are lost from the last backup, as far as it has them; return how many."""
    filled = 0
    columns = [row[1] for row in driver.execute(f'PRAGMA table_info("{CASES}")') if row[1] not in _WORDS]
    named = ", ".join(f'"{column}"' for column in columns)
    for number in sorted(missing):
        query = f'SELECT {named} FROM "{CASES}" WHERE id = ?'  # noqa: S608 - names of our schema
        row = older.execute(query, (number,)).fetchone()
        if row is not None:
            driver.execute(_insert(CASES, columns), row)
            filled += 1
    return filled


def _insert(name: str, columns: Sequence[str]) -> str:
    named, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    # two rows that exclude each other come from pages of two moments; the one that was read first stays
    return f'INSERT OR IGNORE INTO "{name}" ({named}) VALUES ({marks})'  # noqa: S608 - names of our schema


def _unlink(driver: Driver) -> None:
    """Take out the rows whose owner is lost, and the mention of a lost row that may be without."""
    while broken := driver.execute("PRAGMA foreign_key_check").fetchall():
        for name, rowid, _parent, number in broken:
            links = driver.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
            column, on_delete = next((link[3], link[6]) for link in links if link[0] == number)
            if on_delete == "SET NULL":
                statement = f'UPDATE "{name}" SET "{column}" = NULL WHERE rowid = ?'  # noqa: S608 - our schema
            else:
                statement = f'DELETE FROM "{name}" WHERE rowid = ?'  # noqa: S608 - our schema
            driver.execute(statement, (rowid,))


@contextmanager
def _backup_opened(
    scratch: Path, backup: Path | None, header: BackupHeader | None, data_key: bytes, schema: Schema
) -> Iterator[Driver | None]:
    """Yield a connection to the copy in a backup of this store and schema, None where it is of another."""
    if backup is None or header is None or header.schema != schema.head or not _inside(header, data_key):
        yield None
        return
    check_body(backup, header, scratch / "older")
    with connecting.copy_opened(scratch / "older", data_key) as older:
        yield older


def _keys(folder: Path, header: BackupHeader | None) -> tuple[KeyFile, bool]:
    """Return the key file of the store, or that of the backup where the store's is lost; and which it is."""
    try:
        return read_key_file(folder / layout.KEY_FILE), False
    except (KeyFileMissing, KeyFileDamaged):
        if header is None:
            raise
        return header.keys, True


def _salt_in(backup: Path, header: BackupHeader) -> bytes:
    """Return the salt of the copy in a backup, which is that of the store it was made from."""
    with files.opened(backup) as file:
        file.seek(header.body_at)
        return file.read(SALT_SIZE)


def _known_before(
    header: BackupHeader | None, data_key: bytes
) -> tuple[Mapping[str, int] | None, datetime | None]:
    inside = None if header is None else _inside(header, data_key)
    if inside is None:
        return None, None
    return inside.rows, datetime.fromisoformat(inside.made_at).astimezone(UTC)


def _inside(header: BackupHeader, data_key: bytes) -> Inside | None:
    """Return what a backup says of itself; None for one of another key: it tells nothing, hinders nothing."""
    try:
        return read_inside(header, data_key)
    except BackupDamaged:
        return None
