"""What the system and the database say becomes a sentence; bugs stay bugs."""

from __future__ import annotations

import errno
import shutil
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.errors import Trouble
from intman_desktop.vault import backup_troubles, edge, troubles
from intman_desktop.vault.edge import all_troubles, database_troubles, is_damage
from intman_desktop.vault.place_troubles import PathTooLong
from intman_desktop.vault.places import FAT_LIMIT, Place, PlaceKind
from tests.vault.making import files_at_most

_FAILED_WRITE = sqlcipher.SQLITE_IOERR | (3 << 8)


def _database_error(code: int) -> Exception:
    error = sqlcipher.OperationalError("what the driver says, with a name in it")
    error.sqlite_errorcode = code
    assert isinstance(error, Exception)
    return error


DATABASE = [
    (sqlcipher.SQLITE_FULL, troubles.DiskFull),
    (sqlcipher.SQLITE_IOERR, troubles.StorageFailed),
    (sqlcipher.SQLITE_IOERR | (3 << 8), troubles.StorageFailed),
    (sqlcipher.SQLITE_READONLY, troubles.NoRight),
    (sqlcipher.SQLITE_PERM, troubles.NoRight),
    (sqlcipher.SQLITE_CANTOPEN, troubles.NoRight),
    (sqlcipher.SQLITE_BUSY, troubles.VaultInUse),
    (sqlcipher.SQLITE_LOCKED, troubles.VaultInUse),
    (sqlcipher.SQLITE_CORRUPT, troubles.VaultDamaged),
    (sqlcipher.SQLITE_NOTADB, troubles.VaultDamaged),
    (sqlcipher.SQLITE_INTERRUPT, troubles.Interrupted),
    (sqlcipher.SQLITE_NOMEM, troubles.NotEnoughMemory),
]


@pytest.mark.parametrize(("code", "trouble"), DATABASE)
def test_what_the_database_says_gets_its_sentence(tmp_path: Path, code: int, trouble: type[Trouble]) -> None:
    with pytest.raises(trouble) as caught, database_troubles(tmp_path):
        raise _database_error(code)
    assert "name" not in str(caught.value)
    with pytest.raises(trouble), all_troubles(tmp_path):
        raise DBAPIError("SELECT", None, _database_error(code))


OF_DRIVES_AND_SHARES = (
    *(errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADMSG, errno.EBUSY, errno.ENOLCK, errno.EPROTO),
    *(errno.ENETUNREACH, errno.ENETDOWN, errno.ECONNRESET, errno.ECONNABORTED, errno.EMFILE),
    *(getattr(errno, name, errno.EIO) for name in ("EUCLEAN", "EREMOTEIO", "ENOKEY")),
    987,  # none that is known
)


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.ENOSPC, troubles.DiskFull),
        (errno.EDQUOT, troubles.DiskFull),
        (errno.EFBIG, troubles.DiskFull),
        (errno.EACCES, troubles.NoRight),
        (errno.EPERM, troubles.NoRight),
        (errno.EROFS, troubles.NoRight),
        (errno.ENAMETOOLONG, PathTooLong),
        (errno.ELOOP, troubles.NoRight),
        (errno.EIO, troubles.StorageFailed),
        (errno.ENODEV, troubles.StorageFailed),
        (errno.ESTALE, troubles.StorageFailed),
        (errno.ETIMEDOUT, troubles.StorageFailed),
        (errno.EHOSTDOWN, troubles.StorageFailed),
        (errno.EHOSTUNREACH, troubles.StorageFailed),
        (errno.ENOTCONN, troubles.StorageFailed),
        (errno.ENOENT, troubles.StorageFailed),
        (errno.EEXIST, troubles.PlaceTaken),
        (errno.ENOTEMPTY, troubles.PlaceTaken),
        (errno.ENOMEM, troubles.NotEnoughMemory),
        *((number, troubles.StorageFailed) for number in OF_DRIVES_AND_SHARES),
    ],
)
def test_what_the_system_says_gets_its_sentence(tmp_path: Path, number: int, trouble: type[Trouble]) -> None:
    with pytest.raises(trouble), all_troubles(tmp_path):
        raise OSError(number, "said")


def test_errors_of_files_inside_a_transaction_stay_bugs(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), database_troubles(tmp_path):
        raise FileNotFoundError(errno.ENOENT, "a bug of the caller")


@pytest.mark.parametrize(
    "error",
    [
        sqlcipher.ProgrammingError("wrong thread"),
        _database_error(sqlcipher.SQLITE_CONSTRAINT),
        OSError("without a number"),
        OSError(errno.EBADF, "a bug"),
        OSError(errno.EFAULT, "a bug"),
    ],
)
def test_bugs_pass_as_they_are(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)) as caught, all_troubles(tmp_path):
        raise error
    assert caught.value is error


def test_a_failed_write_on_a_full_disk_is_named_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=4096))
    with pytest.raises(troubles.DiskFull), all_troubles(tmp_path):
        raise _database_error(sqlcipher.SQLITE_IOERR)


def test_a_file_that_may_grow_no_more_is_named_a_full_disk(tmp_path: Path) -> None:
    """The database calls it a failed write, as it does a drive that was pulled."""
    (tmp_path / "cases.db").write_bytes(bytes(1 << 17))
    with files_at_most(1 << 17), pytest.raises(troubles.DiskFull), all_troubles(tmp_path):
        raise _database_error(_FAILED_WRITE)
    with files_at_most(1 << 20), pytest.raises(troubles.StorageFailed), all_troubles(tmp_path):
        raise _database_error(_FAILED_WRITE)


def test_a_drive_that_takes_no_file_that_large_is_named_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has room, so "full" would send somebody to make some."""
    with pytest.raises(troubles.DiskFull) as caught, all_troubles(tmp_path):
        raise OSError(errno.EFBIG, "said")
    assert not isinstance(caught.value, troubles.FileTooLarge)
    monkeypatch.setattr(edge, "look_at_place", lambda _place: Place(PlaceKind.HERE, file_limit=FAT_LIMIT))
    with pytest.raises(troubles.FileTooLarge) as told, all_troubles(tmp_path):
        raise OSError(errno.EFBIG, "said")
    assert "4 GB" in told.value.sentence()
    with pytest.raises(troubles.StorageFailed), all_troubles(tmp_path):
        raise _database_error(_FAILED_WRITE)
    monkeypatch.setattr(edge, "_largest", lambda _place: FAT_LIMIT)
    with pytest.raises(troubles.FileTooLarge), all_troubles(tmp_path):
        raise _database_error(_FAILED_WRITE)


def test_where_nobody_can_tell_how_large_a_file_may_be_a_failed_write_stays_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows knows no limit of a process; a folder that is gone, or is not looked at, tells of none."""
    monkeypatch.setitem(sys.modules, "resource", None)
    with pytest.raises(troubles.StorageFailed), all_troubles(tmp_path):
        raise _database_error(_FAILED_WRITE)
    monkeypatch.setattr(edge, "look_at_place", _refused)
    with pytest.raises(troubles.StorageFailed), all_troubles(tmp_path / "gone"):
        raise _database_error(_FAILED_WRITE)


def _refused(_place: Path) -> Place:
    raise OSError(errno.EACCES, "refused")


def test_a_pulled_stick_is_not_named_a_full_disk(tmp_path: Path) -> None:
    with pytest.raises(troubles.StorageFailed), all_troubles(tmp_path / "pulled"):
        raise OSError(errno.EIO, "gone")


def test_writing_where_only_reading_is_meant_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(sqlcipher.OperationalError), database_troubles(tmp_path, writing=False):
        raise _database_error(sqlcipher.SQLITE_READONLY)
    with pytest.raises(troubles.DiskFull), database_troubles(tmp_path, writing=False):
        raise _database_error(sqlcipher.SQLITE_FULL)


def test_damage_is_known_by_its_code() -> None:
    assert is_damage(_database_error(sqlcipher.SQLITE_CORRUPT))
    assert is_damage(_database_error(sqlcipher.SQLITE_NOTADB))
    assert not is_damage(_database_error(sqlcipher.SQLITE_FULL))


def _all_troubles() -> dict[type[Trouble], ModuleType]:
    found: dict[type[Trouble], ModuleType] = {}
    for module in (troubles, backup_troubles):
        for each in vars(module).values():
            if isinstance(each, type) and issubclass(each, Trouble) and each is not Trouble:
                found.setdefault(each, module)
    return found


@pytest.mark.parametrize(
    ("module", "trouble"),
    [pytest.param(module, each, id=each.__name__) for each, module in _all_troubles().items()],
)
def test_every_trouble_has_a_sentence_and_an_exit_code_of_its_table(
    module: ModuleType, trouble: type[Trouble]
) -> None:
    sentence = trouble(
        groups="1", file="sicherung.imb", folder="tresor", missing="1", place="stick"
    ).sentence()
    assert sentence.endswith((".", "?"))
    assert "{" not in sentence
    assert len(sentence) > 40
    assert trouble.exit_code == 4 or 10 <= trouble.exit_code <= 32
    assert trouble.__name__ in str(module.__doc__)
    line = next(line for line in str(module.__doc__).splitlines() if f" {trouble.__name__} " in line)
    assert f"| {trouble.exit_code} " in line
