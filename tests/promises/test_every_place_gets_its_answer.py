"""The table of ``docs/decisions/0017-places.md``, line by line, through the real ways in."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from intman_desktop.cli.commands import main
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping.place_notices import folder_for_store, look_for_store, place_notices
from intman_desktop.vault import volumes
from intman_desktop.vault.backup import back_up
from intman_desktop.vault.founding import create_vault
from intman_desktop.vault.place_troubles import PathTooLong, StoreInCloud, StoreOnNetwork
from intman_desktop.vault.places import FAT_LIMIT, Place, PlaceKind
from intman_desktop.vault.restoring import restore_backup
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import NoRight
from tests.opened import PASSPHRASE as OFFICE_PASSPHRASE
from tests.vault.making import FAST, NOON, PASSPHRASE, make_store, write_setting

On = Callable[[str, Path], None]
Intman = Callable[..., int]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> On:
    """Return ``on(file_system, folder)``: from now on ``folder`` lies on such a file system."""

    def mount(file_system: str, folder: Path) -> None:
        table = tmp_path / "mountinfo"
        point = str(folder.resolve()).replace(" ", "\\040")
        table.write_text(
            f"1 1 254:0 / / rw - ext4 /dev/sda1 rw\n2 1 0:50 / {point} rw - {file_system} x rw\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(volumes, "MOUNTS", table)

    return mount


@pytest.fixture
def intman(tmp_path: Path) -> Intman:
    """Return ``intman(*arguments)``: a command with the passphrase of the office's stores."""
    file = tmp_path / "passphrase"
    file.write_text(OFFICE_PASSPHRASE, encoding="utf-8")
    return lambda *given: main([*map(str, given), "--passphrase-file", str(file), "--language", "de"])


def _moved(folder: Path, to: Path) -> Path:
    make_store(folder)
    to.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.move(folder, to))


def _refused_everywhere(tmp_path: Path, place: Path, trouble: type[Exception]) -> None:
    """Make, move and restore a store into ``place``; each is refused, and nothing is left there."""
    before = sorted(place.iterdir())
    make_store(tmp_path / "here" / "tresor")
    with open_vault(tmp_path / "here" / "tresor", PASSPHRASE) as vault:
        file = back_up(vault, tmp_path / "here" / "sicherung.imb", NOON).file
    with pytest.raises(trouble):
        create_vault(place / "neu", PASSPHRASE, parameters=FAST)
    with pytest.raises(trouble):
        restore_backup(file, PASSPHRASE, place / "neu", forget=lambda _vault, _digests: frozenset(), now=NOON)
    assert sorted(place.iterdir()) == before
    moved = Path(shutil.move(tmp_path / "here" / "tresor", place / "tresor"))
    with pytest.raises(trouble):
        open_vault(moved, PASSPHRASE)
    back = Path(shutil.move(moved, tmp_path / "here" / "tresor"))
    open_vault(back, PASSPHRASE).close()


@pytest.mark.parametrize("mark", [".dropbox.cache", ".sync_0a1b2c.db", ".tmp.drivedownload"])
def test_no_store_lies_in_a_folder_that_a_cloud_keeps_in_step(tmp_path: Path, mark: str) -> None:
    cloud = tmp_path / "Wolke"
    cloud.mkdir()
    (cloud / mark).touch()
    _refused_everywhere(tmp_path, cloud, StoreInCloud)


@pytest.mark.linux
@pytest.mark.parametrize("file_system", ["nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_no_store_lies_on_another_computer(tmp_path: Path, on: On, file_system: str) -> None:
    share = tmp_path / "Netz laufwerk"
    share.mkdir()
    on(file_system, share)
    _refused_everywhere(tmp_path, share, StoreOnNetwork)


@pytest.mark.linux
def test_a_backup_may_lie_there_and_the_person_is_told(
    tmp_path: Path, on: On, intman: Intman, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("OneDrive", "share", "stick"):
        (tmp_path / name).mkdir()
    assert intman("new-vault", "--vault", tmp_path / "tresor") == 0
    assert capsys.readouterr().err == ""
    said = {}
    for name, file_system in (("OneDrive", "ext4"), ("share", "nfs4"), ("stick", "vfat")):
        on(file_system, tmp_path / name)
        assert intman("backup", tmp_path / name, "--vault", tmp_path / "tresor") == 0
        assert list((tmp_path / name).glob("*.imb"))
        said[name] = capsys.readouterr().err
    assert "Cloud abgeglichen (OneDrive)" in said["OneDrive"]
    assert "Netzlaufwerk" in said["share"]
    assert "bis 4 GB" in said["stick"]
    assert "keine Rechte" in said["stick"]


@pytest.mark.linux
@pytest.mark.parametrize(("file_system", "limit"), [("vfat", True), ("exfat", False)])
def test_a_stick_may_hold_a_store_and_its_limits_are_named(
    tmp_path: Path,
    on: On,
    intman: Intman,
    capsys: pytest.CaptureFixture[str],
    file_system: str,
    limit: bool,
) -> None:
    on(file_system, tmp_path)
    assert intman("new-vault", "--vault", tmp_path / "tresor") == 0
    said = capsys.readouterr()
    assert ("bis 4 GB" in said.err) is limit
    assert "kennt keine Rechte" in said.err
    assert intman("verify", "--vault", tmp_path / "tresor") == 0


def test_an_account_without_a_home_folder_is_asked_for_a_place(
    monkeypatch: pytest.MonkeyPatch, intman: Intman, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("INTMAN_HOME", "HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as where nobody knows the account
    monkeypatch.chdir(tmp_path)
    assert intman("new-vault") == 38
    assert "wählen Sie einen Ordner" in capsys.readouterr().err
    assert not (tmp_path / "~").exists()
    assert intman("new-vault", "--vault", tmp_path / "tresor") == 0


def test_a_home_folder_in_which_nothing_can_be_made_is_told_before_a_passphrase_is_asked(
    tmp_path: Path,
) -> None:
    closed = Place(PlaceKind.HERE, writable=False)
    with pytest.raises(NoRight):
        look_for_store(tmp_path / "vault", lambda _folder: closed)


@pytest.mark.parametrize(
    "name",
    [
        "Müllers Straße äöüß",
        " blanks at the ends ",
        "a\tb",
        "#%?&=",
        "x" * 220,
        "سلام 🔑",
        "-q",
        'it\'s "so"',
    ],
)
def test_awkward_names_of_folders_work(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "tresor"
    make_store(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "a")
        made = back_up(vault, tmp_path / name, NOON)
    done = restore_backup(
        made.file, PASSPHRASE, folder, forget=lambda _vault, _digests: frozenset(), now=NOON
    )
    assert done.kept_aside is not None
    open_vault(folder, PASSPHRASE).close()


def test_a_path_of_more_than_260_letters_works_and_one_that_is_too_long_is_said(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 120) / ("ü" * 60) / "x"
    while len(os.fsencode(deep / "tresor")) < 360:
        deep /= "verschachtelt"
    assert len(str(deep)) > 260
    make_store(deep / "tresor")
    with open_vault(deep / "tresor", PASSPHRASE) as vault:
        write_setting(vault, "a", "x" * 50_000)
        back_up(vault, tmp_path, NOON)
        vault.shrink()
    for folder in (deep / ("b" * 200) / "tresor", tmp_path / ("c" * 300)):
        with pytest.raises(PathTooLong) as caught:
            create_vault(folder, PASSPHRASE, parameters=FAST)
        assert "kürzeren" in caught.value.sentence()


def test_every_longest_path_that_is_let_through_works(tmp_path: Path) -> None:
    from intman_desktop.vault.places import _LONGEST

    around = tmp_path / ("a" * 120) / ("b" * 120)
    folder = around / ("c" * (_LONGEST - len(os.fsencode(around)) - 1))
    assert len(os.fsencode(folder)) == _LONGEST
    make_store(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        write_setting(vault, "a", "x" * 50_000)
        made = back_up(vault, tmp_path, NOON)
        vault.shrink()
    restore_backup(made.file, PASSPHRASE, folder, forget=lambda _vault, _digests: frozenset(), now=NOON)
    open_vault(folder, PASSPHRASE).close()


def test_each_fact_of_a_place_has_its_sentence() -> None:
    poor = Place(PlaceKind.CLOUD, "Dropbox", 10 << 20, FAT_LIMIT, keeps_rights=False)
    shared = Place(PlaceKind.NETWORK, others_may_write=True)
    said = [sentence(each) for place in (poor, shared) for each in place_notices(Path(), _always(place))]
    assert [words.split(".")[0] for words in said] == [
        "Dieser Ordner wird anscheinend mit einer Cloud abgeglichen (Dropbox)",
        "Dieser Datenträger nimmt nur Dateien bis 4 GB auf (FAT)",
        "Dieser Datenträger kennt keine Rechte: Wer ihn einsteckt, kann die Dateien kopieren oder löschen",
        "Hier sind nur noch 10 MB frei",
        "Dieser Ordner liegt auf einem Netzlaufwerk",
        "In diesen Ordner dürfen auch andere schreiben, also Dateien löschen",
    ]
    assert place_notices(Path(), _always(Place(PlaceKind.HERE))) == ()


def _always(place: Place) -> Callable[[Path], Place]:
    return lambda _folder: place


def test_a_new_store_gets_a_folder_of_its_own_where_the_chosen_one_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "Dokumente"
    assert folder_for_store(chosen) == chosen, "it is made first"
    chosen.mkdir()
    assert folder_for_store(chosen) == chosen
    (chosen / "brief.txt").write_text("Musterbrief", encoding="utf-8")
    assert folder_for_store(chosen) == chosen / "intman-tresor"

    def closed(_folder: Path) -> None:
        raise PermissionError(errno.EACCES, "closed to us")

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(NoRight):
        folder_for_store(chosen)


def test_a_new_store_on_an_empty_stick_gets_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "STICK"
    stick.mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == stick)
    assert folder_for_store(stick) == stick / "intman-tresor"
    assert folder_for_store(stick / "Tresor") == stick / "Tresor"
