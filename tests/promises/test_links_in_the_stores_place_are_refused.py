"""Nobody makes the program write or read somewhere else by a link in the place of a store."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from intman_desktop.cli.commands import main
from intman_desktop.vault.backup import back_up
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.place_troubles import LinkInPlace
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import look_at_vault, open_vault
from tests.vault.making import FAST, NOON, PASSPHRASE, make_store

OWN = (
    "cases.db",
    "cases.db-wal",
    "log.mark",
    "keys.json",
    "erased.txt",
    "renewed.txt",
    "vault.lock",
    "scans",
    "twins",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked") / "tresor"
    make_store(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "tresor"))


def _linked(folder: Path, name: str) -> None:
    """Move a part of the store elsewhere and leave a link to it."""
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    if (folder / name).exists():
        (folder / name).rename(elsewhere / name)
    (folder / name).symlink_to(elsewhere / name)


def _same(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", OWN)
def test_a_symbolic_link_in_a_store_is_refused_before_a_secret_is_asked(folder: Path, name: str) -> None:
    _linked(folder, name)
    before = _same(folder)
    with pytest.raises(LinkInPlace) as caught:
        look_at_vault(folder)
    assert name in caught.value.sentence()
    with pytest.raises(LinkInPlace):
        open_vault(folder, PASSPHRASE)
    assert _same(folder) == before


@pytest.mark.parametrize("name", ["cases.db", "keys.json"])
def test_a_second_name_of_store_or_key_file_is_refused(folder: Path, name: str) -> None:
    os.link(folder / name, folder.parent / "second")
    with pytest.raises(LinkInPlace):
        open_vault(folder, PASSPHRASE)
    (folder.parent / "second").unlink()
    open_vault(folder, PASSPHRASE).close()


def test_a_store_whose_folder_is_a_link_is_refused_and_one_below_a_link_is_not(folder: Path) -> None:
    around = folder.parent / "around"
    around.symlink_to(folder.parent)
    open_vault(around / "tresor", PASSPHRASE).close()
    (folder.parent / "name").symlink_to(folder)
    with pytest.raises(LinkInPlace):
        open_vault(folder.parent / "name", PASSPHRASE)


@pytest.mark.parametrize("there", [True, False], ids=["to-an-empty-folder", "to-nothing"])
def test_no_store_is_made_or_restored_through_a_link(folder: Path, there: bool) -> None:
    target = folder.parent / "target"
    if there:
        target.mkdir()
    link = folder.parent / "link"
    link.symlink_to(target)
    with open_vault(folder, PASSPHRASE) as vault:
        backup = back_up(vault, folder.parent / "sicherung.imb", NOON).file
    with pytest.raises(LinkInPlace):
        create_vault(link, PASSPHRASE, parameters=FAST)
    with pytest.raises(LinkInPlace):
        restore_backup(backup, PASSPHRASE, link, forget=lambda _vault, _digests: frozenset(), now=NOON)
    assert link.is_symlink()
    assert target.exists() is there
    assert not there or list(target.iterdir()) == []


def test_the_command_line_says_so_with_a_code_of_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _linked(folder, "keys.json")
    (tmp_path / "p").write_text(PASSPHRASE)
    code = main(
        ["verify", "--vault", str(folder), "--passphrase-file", str(tmp_path / "p"), "--language", "de"]
    )
    assert code == 36
    assert "keys.json" in capsys.readouterr().err
