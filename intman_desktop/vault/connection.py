"""The connection to the encrypted file: how it is opened, and in which state it must be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, StaticPool, create_engine, event
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.vault import files
from intman_desktop.vault.driver import Driver

BEFORE_FIRST_READ = ("cipher_compatibility = 4",)
EXCLUSIVE = "locking_mode = EXCLUSIVE"
WHILE_OPEN = (
    EXCLUSIVE,
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    # 16 MB of pages (the default are 2): a page that is no longer there is read and deciphered again, and a
    # list over two thousand people takes five times as long
    "cache_size = -16000",
)


def connect(path: Path, data_key: bytes, *, read_only: bool = False) -> Driver:
    """Return a bare driver connection to the existing file ``path`` under ``data_key`` (32 bytes).

    Nothing is read yet: a wrong key shows at the first statement. Never creates a file.
    """
    # mode=rw: without it a missing or empty file becomes a new, empty database in silence
    # immutable: a copy is read without leaving lock and log files beside it
    address = f"{path.resolve().as_uri()}?mode={'ro&immutable=1' if read_only else 'rw'}"
    connection: Driver = sqlcipher.connect(
        address, uri=True, isolation_level=None, check_same_thread=True, timeout=0
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
    for setting in BEFORE_FIRST_READ:
        connection.execute(f"PRAGMA {setting}")
    return connection


def settle(connection: Driver) -> None:
    """Bring an open connection into the state of daily work."""
    for setting in WHILE_OPEN:
        connection.execute(f"PRAGMA {setting}").fetchall()


@contextmanager
def copy_opened(path: Path, data_key: bytes) -> Iterator[Driver]:
    """Yield a read-only connection to a copy that nobody writes to, and close it."""
    connection = connect(path, data_key, read_only=True)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        yield connection
    finally:
        connection.close()


def copy_into(driver: Driver, copy: Path) -> None:
    """Write a copy of the store behind ``driver`` under the same key to the new file ``copy``."""
    # made by us beforehand, since SQLite would create it readable for others
    os.close(files.new_private_file(copy))
    driver.execute("VACUUM INTO ?", (str(copy.resolve()),))


def engine_over(connection: Driver) -> Engine:
    """Return the engine whose one and only connection is ``connection``."""
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _keep_open)
    return engine


def _keep_open(context: ExceptionContext) -> None:
    """Leave the connection to the vault where Ctrl+C ends a statement: it is the one and only."""
    if not isinstance(context.original_exception, Exception):
        context.is_disconnect = False


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
