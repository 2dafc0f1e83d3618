"""The open store: one connection, bound to the thread that opened it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from filelock import FileLock
from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.vault import connection as connecting
from intman_desktop.vault import layout, migrating
from intman_desktop.vault.driver import Driver
from intman_desktop.vault.edge import database_troubles
from intman_desktop.vault.key_file import KeyFile
from intman_desktop.vault.keys import Unlocked
from intman_desktop.vault.log_mark import LogMark, is_lost
from intman_desktop.vault.pages import PAGE_SIZE
from intman_desktop.vault.slots import is_aged


class Vault:
    """An open store; every method but ``interrupt`` is called on the thread that opened it.

    Attributes: ``folder``; ``vault_id`` (random, 32 hex digits); ``slot_id`` (32 hex digits) through
    which it was opened; ``keys``, the key file in use; ``aged``, whether that slot costs an attacker less
    than it should; ``ended_uncleanly``, whether it was not closed the last time (``unclean_end_kept`` says
    that this is written down; until then closing leaves it to the next opening); ``log_lost``, whether the
    log of the last time is gone, and with it maybe what was saved then; ``before_commit``, called at the end
    of every transaction with its connection, where one is set. ``driver`` (the bare connection),
    ``engine``, ``data_key`` and ``former_keys`` (the data keys of earlier generations, which older backups
    are read with) are for the rooms inside ``vault``, and for ``services.keeping``, which hands them on to
    these; whoever else has to seal something asks ``vault.sealed_here``.
    """

    before_commit: Callable[[Connection], None] | None = None

    def __init__(self, folder: Path, keys: KeyFile, unlocked: Unlocked, lock: FileLock) -> None:
        self.folder = folder
        # Closing takes the log and its mark away: what stands there before opening was left by a kill, a
        # power cut or a full disk; the mark alone says that a log is gone.
        self.ended_uncleanly = _has_content(folder / layout.LOG) or _is_there(folder / layout.LOG_MARK)
        self._owes_unclean_end = self.ended_uncleanly
        self.log_lost = is_lost(folder)
        self.keys = keys
        self.vault_id = keys.vault_id
        self.slot_id = unlocked.slot_id
        slot = keys.slot(unlocked.slot_id)
        self.aged = slot is not None and is_aged(slot, unlocked)
        self.former_keys: dict[int, bytes] = {}
        self._key = bytearray(unlocked.data_key)
        self._lock = lock
        self._busy = self._query_only = False
        self._turns = 0
        self._commits = 0
        self._mark = LogMark(folder, PAGE_SIZE)
        self._thread = threading.get_ident()
        self._taking = threading.Lock()  # so that interrupt() never meets a connection being closed
        driver = connecting.connect(folder / layout.STORE, unlocked.data_key)
        self._driver: Driver | None = driver
        self.engine = connecting.engine_over(driver)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def closed(self) -> bool:
        """Return whether the store was closed."""
        return self._driver is None

    @property
    def driver(self) -> Driver:
        """Return the bare connection, ready to write. Raises ``RuntimeError`` after closing."""
        driver = self._still_open()
        self._let(write=True)
        return driver

    @property
    def data_key(self) -> bytes:
        """Return the data key (32 bytes). Raises ``RuntimeError`` after closing."""
        self._still_open()
        return bytes(self._key)

    @property
    def data_keys(self) -> dict[int, bytes]:
        """Return the data keys by generation, the former ones and the one in use."""
        return {**self.former_keys, self.keys.generation: self.data_key}

    @property
    def schema_revision(self) -> str:
        """Return the revision of the schema, as Alembic names it."""
        with database_troubles(self.folder):
            return migrating.revision_of(self.driver)

    @property
    def turn(self) -> int:
        """Return the number of the present view of the store; each transaction and reading changes it."""
        return self._turns

    @property
    def commits(self) -> int:
        """Return how many commits were begun here; where it is the same, nothing has changed."""
        return self._commits

    def look_up(self, query: str) -> Any:
        """Return the first cell that a small query finds, or None; in a transaction as well as outside."""
        driver = self._still_open()
        with database_troubles(self.folder, writing=False):
            row = driver.execute(query).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield the connection inside ``BEGIN IMMEDIATE``; commit at the end, roll back on any error.

        Raises the troubles of ``vault.troubles`` and, inside another, ``RuntimeError``.
        """
        with database_troubles(self.folder), self._alone():
            self._let(write=True)
            committing = False
            try:
                with self.engine.begin() as connection:
                    yield connection
                    if self.before_commit is not None:
                        self.before_commit(connection)
                    committing = True
            except BaseException:
                if committing:
                    self._mark.lose_track()
                raise
            else:
                self._mark.committed()
            finally:
                self._commits += committing  # also one that is told as failed: it may have been kept

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield the connection for one consistent view; writing through it fails and is a bug.

        Raises the troubles of ``vault.troubles`` and, inside another, ``RuntimeError``.
        """
        with database_troubles(self.folder, writing=False), self._alone(), self.engine.connect() as plain:
            connection = plain.execution_options(reading=True)
            self._let(write=False)
            with connection.begin():
                yield connection

    def _let(self, *, write: bool) -> None:
        """Let statements write, or only read; said again only where it changes.

        SQLite plans every statement anew after it was said, which would take longer than most of them.
        """
        if self._query_only is write:
            self._still_open().execute(f"PRAGMA query_only = {'OFF' if write else 'ON'}")
            self._query_only = not write

    def interrupt(self) -> None:
        """Stop the query that is running, from any thread; it ends with ``Interrupted``."""
        with self._taking:
            if self._driver is not None:
                self._driver.interrupt()

    def checkpoint(self) -> None:
        """Bring all that is committed into the one file and empty the write-ahead log."""
        with database_troubles(self.folder):
            self.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.log_emptied()

    def log_emptied(self) -> None:
        """Say that all that is committed is in the one file; a log that is gone from now on is not missed.

        The loss of the one of before is told as long as it is not written down.
        """
        if not self._owes_loss:
            self._mark.emptied()

    @property
    def _owes_loss(self) -> bool:
        return self.log_lost and self._owes_unclean_end

    def shrink(self) -> None:
        """Write the file anew without anything that was erased, and empty the write-ahead log (Rule L3).

        What is deleted is overwritten at once, but SQLite moves rows from page to page and leaves the copy
        in the room between the rows of the old one. A page that is written anew has nothing in that room.
        """
        try:
            with database_troubles(self.folder):
                self.driver.execute("VACUUM").fetchall()
        finally:
            self._mark.lose_track()  # until the log begins anew, right behind this large commit
        self.checkpoint()

    def close(self) -> None:
        """Put everything into the file, close it, forget the key, let others open it; twice is harmless.

        No disk can veto it: what does not fit into the file stays in the log beside it.
        """
        if self._driver is not None:
            self.lay_down()
            self._forget()

    def lay_down(self) -> None:
        """Put everything into the file and close it, keeping key and lock: ``take_up`` goes on with it.

        What does not fit into the file stays in the log beside it.
        """
        driver = self._still_open()
        try:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlcipher.ProgrammingError:
            if threading.get_ident() != self._thread:
                raise  # a bug, and nothing is closed by half
            # Ctrl+C closed it in the middle of a statement: what was not committed is gone, and meant to be
        except sqlcipher.Error:
            pass
        else:
            self.log_emptied()
        with self._taking:
            self._driver = None
        self.engine.dispose()
        driver.close()
        if not self._owes_loss:
            self._mark.remove(empty=self._owes_unclean_end)

    def unclean_end_kept(self) -> None:
        """Say that the unclean end of the last time is written down: closing has it no longer to tell."""
        self._owes_unclean_end = False

    def take_up(self, data_key: bytes) -> None:
        """Open the file again after ``lay_down``, under ``data_key``; where that fails, the store is closed.

        Raises the troubles of ``vault.troubles``.
        """
        try:
            with database_troubles(self.folder):
                driver = connecting.connect(self.folder / layout.STORE, data_key)
                try:
                    connecting.settle(driver)
                except BaseException:
                    driver.close()
                    raise
        except BaseException:
            self._forget()
            raise
        self._key[:] = data_key
        self._query_only = False
        self.engine = connecting.engine_over(driver)
        with self._taking:
            self._driver = driver

    def _forget(self) -> None:
        self._key[:] = bytes(len(self._key))
        self.former_keys = {}
        self._lock.release()

    def _still_open(self) -> Driver:
        """Return the bare connection. Raises ``RuntimeError`` after closing."""
        if self._driver is None:
            raise RuntimeError("the vault is closed")
        return self._driver

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._still_open()
        if self._busy:
            raise RuntimeError("the vault has one connection, and it is in use")
        self._busy = True
        self._turns += 1
        try:
            yield
        finally:
            self._busy = False
            self._turns += 1


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except OSError:
        return False
    return True
