"""The one place where errors of the disk and the database become troubles with a sentence."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.errors import Trouble
from intman_desktop.vault import troubles
from intman_desktop.vault.place_troubles import PathTooLong
from intman_desktop.vault.places import look_at_place

_LEAST_ROOM = 1 << 20  # below one MiB a failed write means a full disk, whatever it is called

_NEAR_LIMIT = 1 << 16
"""So close to the limit for files a file has no room for what is written next; a write may end before it."""

_OF_DATABASE: dict[int, type[Trouble]] = {
    sqlcipher.SQLITE_FULL: troubles.DiskFull,
    sqlcipher.SQLITE_IOERR: troubles.StorageFailed,
    sqlcipher.SQLITE_READONLY: troubles.NoRight,
    sqlcipher.SQLITE_PERM: troubles.NoRight,
    sqlcipher.SQLITE_CANTOPEN: troubles.NoRight,
    sqlcipher.SQLITE_BUSY: troubles.VaultInUse,
    sqlcipher.SQLITE_LOCKED: troubles.VaultInUse,
    sqlcipher.SQLITE_CORRUPT: troubles.VaultDamaged,
    sqlcipher.SQLITE_NOTADB: troubles.VaultDamaged,
    sqlcipher.SQLITE_INTERRUPT: troubles.Interrupted,
    sqlcipher.SQLITE_NOMEM: troubles.NotEnoughMemory,
}

_OF_SYSTEM: dict[int, type[Trouble]] = {
    errno.ENOSPC: troubles.DiskFull,
    errno.EDQUOT: troubles.DiskFull,
    errno.EFBIG: troubles.DiskFull,
    errno.EACCES: troubles.NoRight,
    errno.EPERM: troubles.NoRight,
    errno.EROFS: troubles.NoRight,
    errno.ENOMEM: troubles.NotEnoughMemory,
    errno.ENAMETOOLONG: PathTooLong,
    errno.ELOOP: troubles.NoRight,
    errno.EISDIR: troubles.NoRight,
    errno.EEXIST: troubles.PlaceTaken,
    errno.ENOTEMPTY: troubles.PlaceTaken,
}
"""Each other number of the system is ``StorageFailed``: what drives and shares say has no end."""

_OF_BUGS = frozenset({0, errno.EBADF, errno.EFAULT})
"""No number, or one that only our own mistakes are told by: a file used after it was closed."""


@contextmanager
def database_troubles(place: Path, *, writing: bool = True) -> Iterator[None]:
    """Turn what the database says about its surroundings into troubles; bugs pass as they are.

    ``place`` is the folder that is written to; its free room tells a full disk from a broken one.
    A write where ``writing`` is not meant is a bug, not a missing right.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        if not writing and _primary_code(error) == sqlcipher.SQLITE_READONLY:
            raise
        _raise_named(error, place)


@contextmanager
def all_troubles(place: Path) -> Iterator[None]:
    """Turn errors of the database and of files into troubles; for code that handles files itself."""
    try:
        yield
    except (DBAPIError, sqlcipher.Error, OSError) as error:
        _raise_named(error, place)


@contextmanager
def nothing_but_troubles(place: Path) -> Iterator[None]:
    """Turn every error of the database and of files into a trouble, an unknown one into damage.

    For looks at a store that may be damaged in ways nobody foresaw, and that must stop nothing.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error, OSError) as error:
        raise (trouble_of(error, place) or troubles.VaultDamaged()) from None


def _raise_named(error: Exception, place: Path) -> NoReturn:
    named = trouble_of(error, place)
    if named is None:
        raise error
    raise named from None


def trouble_of(error: Exception, place: Path) -> Trouble | None:
    """Return the trouble that ``error`` stands for, or None where it is a bug."""
    kind: type[Trouble] | None
    if isinstance(error, OSError):
        number = error.errno or 0
        kind = None if number in _OF_BUGS else _OF_SYSTEM.get(number, troubles.StorageFailed)
    else:
        kind = _OF_DATABASE.get(_primary_code(error))
    if kind is troubles.StorageFailed and _is_full(place):
        kind = troubles.DiskFull
    if kind is troubles.StorageFailed and not isinstance(error, OSError) and _is_at_limit(place):
        kind = troubles.DiskFull
    if kind is troubles.DiskFull and _is_too_large_for_drive(error, place):
        kind = troubles.FileTooLarge
    return kind() if kind else None


def is_damage(error: Exception) -> bool:
    """Return whether the database says that its file is not as it was written."""
    return _primary_code(error) in (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB)


def _primary_code(error: Exception) -> int:
    """Return SQLite's primary code; 0 for misuse of the driver, which has none and is a bug of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(cause, "sqlite_errorcode", 0)) & 0xFF


def _is_full(place: Path) -> bool:
    try:
        return shutil.disk_usage(place).free < _LEAST_ROOM
    except OSError:
        return False


def _is_at_limit(place: Path) -> bool:
    """Return whether a file of a folder is as large as this process or the drive lets one be.

    The database tells such a write from a broken drive no more than from a full one. A copy that was too
    large is gone by then, but not what it is of, which is about as large.
    """
    limits = (_own_limit(), _limit_of_drive(place))
    return (
        _largest(place) > min((limit for limit in limits if limit is not None), default=1 << 62) - _NEAR_LIMIT
    )


def _is_too_large_for_drive(error: Exception, place: Path) -> bool:
    limit = _limit_of_drive(place)
    if limit is None:
        return False
    refused = isinstance(error, OSError) and error.errno == errno.EFBIG
    return refused or _largest(place) > limit - _NEAR_LIMIT


def _own_limit() -> int | None:
    """Return how many bytes a file that this process writes may have (``ulimit -f``), None where any."""
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return None
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    return None if limit == resource.RLIM_INFINITY else limit


def _limit_of_drive(place: Path) -> int | None:
    try:
        return look_at_place(place).file_limit
    except OSError:
        return None


def _largest(place: Path) -> int:
    try:
        return max((each.stat().st_size for each in place.iterdir() if each.is_file()), default=0)
    except OSError:
        return 0
