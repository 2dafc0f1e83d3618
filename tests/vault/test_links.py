"""Links and rights at the store's place and at backups."""

from __future__ import annotations

import os
import stat
import types
from pathlib import Path
from typing import cast

import pytest

from intman_desktop.vault import files, layout, links
from intman_desktop.vault.backup import back_up, look_at_backup
from intman_desktop.vault.place_troubles import LinkInPlace
from intman_desktop.vault.store import locked, open_vault
from intman_desktop.vault.vault import Vault
from tests.vault.making import NOON, PASSPHRASE


@pytest.mark.parametrize("mode", [0o640, 0o666, 0o606, 0o777])
def test_a_store_that_others_could_read_is_closed_to_them(folder: Path, mode: int) -> None:
    for name in (layout.STORE, layout.KEY_FILE, layout.ERASED):
        (folder / name).chmod(mode)
    folder.chmod(0o777)
    open_vault(folder, PASSPHRASE).close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_place_without_rights_is_said_and_no_reason_not_to_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(1, "not ours")

    folder.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "chmod", refuse)
        assert not links.close_to_others(folder)
        open_vault(folder, PASSPHRASE).close()
    assert links.close_to_others(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", [layout.ERASED, layout.SCANS, "sicherung.imb"])
def test_a_backup_goes_through_no_link(vault: Vault, tmp_path: Path, name: str) -> None:
    place, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    place.mkdir()
    elsewhere.mkdir()
    (place / name).symlink_to(elsewhere / "target")
    if name != layout.SCANS:
        (elsewhere / "target").write_bytes(b"foreign")
    before = [path.read_bytes() for path in elsewhere.iterdir()]
    with pytest.raises(LinkInPlace) as caught:
        back_up(vault, place / "sicherung.imb", NOON)
    assert name in caught.value.sentence()
    assert [path.read_bytes() for path in elsewhere.iterdir()] == before
    assert [path.name for path in place.iterdir()] == [name]


def test_l4_no_backup_is_read_through_a_link(vault: Vault, tmp_path: Path) -> None:
    """The list of the erased lies beside the backup itself, not beside a link to it."""
    place = tmp_path / "stick"
    place.mkdir()
    (tmp_path / "a.imb").symlink_to(back_up(vault, place, NOON).file)
    with pytest.raises(LinkInPlace):
        look_at_backup(tmp_path / "a.imb")


def test_the_folder_of_backups_may_be_a_link(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "stick").symlink_to(tmp_path / "real")
    made = back_up(vault, tmp_path / "stick", NOON)
    assert (tmp_path / "real" / made.file.name).is_file()


def test_a_lock_is_never_laid_on_what_a_link_leads_to(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "foreign"
    target.write_text("content")
    (folder / layout.LOCK).unlink(missing_ok=True)
    (folder / layout.LOCK).symlink_to(target)
    with pytest.raises(LinkInPlace):
        locked(folder)
    assert target.read_text() == "content"


def test_a_file_is_not_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with files.opened(tmp_path / "real") as file:
        assert file.read() == b"content"
    with pytest.raises(OSError, match="symbolic"):
        files.opened(tmp_path / "link")


@pytest.mark.parametrize(
    ("tag", "link"), [(0xA000000C, True), (0xA0000003, True), (0x9000001A, False), (0, False)]
)
def test_links_and_junctions_of_windows_are_links_and_placeholders_are_none(tag: int, link: bool) -> None:
    found = types.SimpleNamespace(st_mode=stat.S_IFDIR | 0o700, st_reparse_tag=tag)
    assert links.is_link(cast(os.stat_result, found)) is link


@pytest.mark.parametrize(
    "name",
    [
        *(layout.STORE, layout.KEY_FILE, layout.ERASED, layout.LOG, layout.FORMER_KEYS),
        *(layout.LOCK, layout.LOG_MARK, f"{layout.STORE}-shm"),
    ],
)
def test_a_file_of_the_store_with_a_second_name_is_refused(folder: Path, name: str) -> None:
    (folder / name).touch()
    (folder.parent / "anderswo").hardlink_to(folder / name)
    with pytest.raises(LinkInPlace) as caught:
        links.refuse_links(folder)
    assert name in caught.value.sentence()


@pytest.mark.parametrize("name", [layout.LOCK, layout.LOG_MARK])
def test_what_a_second_name_leads_to_keeps_its_rights_and_its_content(folder: Path, name: str) -> None:
    foreign = folder.parent / "anderswo"
    foreign.write_text("wichtig")
    foreign.chmod(0o644)
    (folder / name).unlink(missing_ok=True)
    (folder / name).hardlink_to(foreign)
    with pytest.raises(LinkInPlace):
        open_vault(folder, PASSPHRASE)
    assert (foreign.read_text(), foreign.stat().st_mode & 0o777) == ("wichtig", 0o644)
    assert (folder / name).exists()
