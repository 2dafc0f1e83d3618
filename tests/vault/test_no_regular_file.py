"""A pipe, a device or a folder in a file's place is refused at once: reading it might wait for ever."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from intman_desktop.errors import Trouble
from intman_desktop.vault import files, layout
from intman_desktop.vault.backup import back_up, look_at_backup
from intman_desktop.vault.backup_places import look_into
from intman_desktop.vault.backup_troubles import BackupMissing, NotABackup
from intman_desktop.vault.erased import ErasedList, add_erased, read_erased
from intman_desktop.vault.log_mark import read_mark
from intman_desktop.vault.place_file import NAME, mark_place, read_place_id
from intman_desktop.vault.scans import open_scan, seal_scan
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import KeyFileDamaged, LogDamaged, NotAVault, ScanDamaged
from intman_desktop.vault.vault import Vault
from tests.vault.making import NOON, PASSPHRASE, setting_names, write_setting

pytestmark = pytest.mark.linux

Put = Callable[[Path], None]


def _fifo(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


_OTHERS = pytest.mark.parametrize("put", [_fifo, _folder])


@pytest.mark.parametrize("opened", [files.opened, files.opened_named])
def test_only_a_regular_file_is_opened(tmp_path: Path, opened: Callable[[Path], object]) -> None:
    _fifo(tmp_path / "pipe")
    os.mknod(tmp_path / "socket", stat.S_IFSOCK | 0o600)
    for path in (tmp_path / "pipe", tmp_path / "socket", Path("/dev/zero"), tmp_path):
        with pytest.raises(files.NO_FILE):
            opened(path)


def test_a_link_is_followed_where_a_person_named_it_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    with files.opened_named(tmp_path / "link") as file:
        assert file.read() == b"theirs"
    with pytest.raises(OSError, match="symbolic"):
        files.opened(tmp_path / "link")


@_OTHERS
@pytest.mark.parametrize(
    ("name", "trouble"),
    [(layout.STORE, NotAVault), (layout.KEY_FILE, KeyFileDamaged), (layout.LOG, LogDamaged)],
)
def test_what_is_no_file_in_a_store_has_its_sentence(
    folder: Path, put: Put, name: str, trouble: type[Trouble]
) -> None:
    put(folder / name)
    with pytest.raises(trouble):
        open_vault(folder, PASSPHRASE)


@_OTHERS
def test_what_is_no_file_beside_the_log_keeps_nobody_from_opening(folder: Path, put: Put) -> None:
    for name in (layout.LOG_MARK, layout.FORMER_KEYS, layout.ERASED):
        put(folder / name)
    vault = open_vault(folder, PASSPHRASE)
    write_setting(vault, "one")
    assert "one" in setting_names(vault)
    assert read_mark(folder) is None
    vault.close()


def test_a_pipe_in_the_place_of_the_erased_is_no_list_and_gives_way(tmp_path: Path) -> None:
    _fifo(tmp_path / layout.ERASED)
    assert read_erased(tmp_path / layout.ERASED) == ErasedList(frozenset(), found=False, sound=True)
    digest = "0" * 64
    assert add_erased(tmp_path / layout.ERASED, [digest]) == {digest}
    assert read_erased(tmp_path / layout.ERASED).digests == {digest}


@pytest.mark.parametrize(("put", "trouble"), [(_fifo, NotABackup), (_folder, BackupMissing)])
def test_what_is_no_file_is_no_backup(tmp_path: Path, put: Put, trouble: type[Trouble]) -> None:
    put(tmp_path / "a.imb")
    with pytest.raises(trouble):
        look_at_backup(tmp_path / "a.imb")


def test_pipes_in_a_backup_place_hinder_no_backup(vault: Vault, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    for name in ("a.imb", "notes", NAME):
        _fifo(place / name)
    made = back_up(vault, place, NOON)
    assert [file for file, _header in look_into(place).headers] == [made.file]
    assert read_place_id(place) == ""
    assert read_place_id(place) != mark_place(place)


@_OTHERS
def test_what_is_no_file_in_a_scans_place_is_damage(folder: Path, put: Put) -> None:
    scan = seal_scan(folder, b"paper")
    put(folder / layout.SCANS / scan.name)
    with pytest.raises(ScanDamaged):
        open_scan(folder, scan.name, scan.key)
