"""What can be told of a place before a store or a backup is put there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from intman_desktop.vault import places
from intman_desktop.vault.place_troubles import NoHomeFolder, PathTooLong, StoreInCloud, StoreOnNetwork
from intman_desktop.vault.places import FAT_LIMIT, Place, PlaceKind, look_at_place, refuse_for_store
from intman_desktop.vault.volumes import Volume


def look(folder: Path, file_system: str = "ext4", *, remote: bool = False) -> Place:
    return look_at_place(folder, {}, lambda _there: Volume(file_system, remote))


def test_a_folder_that_is_not_there_is_told_by_the_one_around_it(tmp_path: Path) -> None:
    asked: list[Path] = []

    def volume(there: Path) -> Volume:
        asked.append(there)
        return Volume("ext4")

    place = look_at_place(tmp_path / "a" / "b", {}, volume)
    assert asked == [tmp_path.resolve()]
    assert place.kind is PlaceKind.HERE
    assert place.free is not None
    assert place.free > 0
    assert place.writable
    assert not place.others_may_write


@pytest.mark.parametrize(
    ("file_system", "limit", "rights"),
    [("vfat", FAT_LIMIT, False), ("fat32", FAT_LIMIT, False), ("exfat", None, False), ("ntfs", None, True)],
)
def test_a_stick_tells_its_limit_and_that_it_keeps_no_rights(
    tmp_path: Path, file_system: str, limit: int | None, rights: bool
) -> None:
    place = look(tmp_path, file_system)
    assert (place.kind, place.file_limit, place.keeps_rights) == (PlaceKind.HERE, limit, rights)


def test_a_cloud_is_found_around_a_folder_and_behind_a_link(tmp_path: Path) -> None:
    cloud = tmp_path / "Wolke"
    (cloud / "deep").mkdir(parents=True)
    assert look(cloud / "deep").kind is PlaceKind.HERE
    (cloud / ".sync_0a1b.db").touch()
    assert look(cloud / "deep" / "vault").service == "Nextcloud / ownCloud"
    (tmp_path / "link").symlink_to(cloud)
    assert look(tmp_path / "link" / "deep").kind is PlaceKind.CLOUD
    (tmp_path / "Dropbox").symlink_to(tmp_path)
    assert look(tmp_path / "Dropbox" / "x").service == "Dropbox"
    assert look_at_place(cloud / ".." / "x", {}, lambda _there: Volume()).kind is PlaceKind.HERE


def test_a_folder_that_others_may_write_into_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o770)
    assert look(tmp_path).others_may_write
    tmp_path.chmod(0o700)
    assert not look(tmp_path).others_may_write


def test_a_disk_that_does_not_answer_is_no_trouble_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(5, "no answer")

    monkeypatch.setattr(shutil, "disk_usage", fail)
    monkeypatch.setattr(os, "listdir", fail)
    assert look(tmp_path).free is None


def test_a_name_that_no_system_takes_is_told_by_what_is_around_it(tmp_path: Path) -> None:
    assert look(tmp_path / ("x" * 300) / "y").writable


def test_where_a_store_may_lie(tmp_path: Path) -> None:
    refuse_for_store(tmp_path, look)
    refuse_for_store(tmp_path / "Ordner mit Umlauten äöü", look)
    with pytest.raises(StoreInCloud) as caught:
        refuse_for_store(tmp_path, lambda _folder: Place(PlaceKind.CLOUD, "Dropbox"))
    assert "Dropbox" in caught.value.sentence()
    with pytest.raises(StoreOnNetwork):
        refuse_for_store(tmp_path, lambda _folder: Place(PlaceKind.NETWORK))
    with pytest.raises(NoHomeFolder):
        refuse_for_store(Path("~/.local/share/intman/vault"), look)
    with pytest.raises(PathTooLong):
        refuse_for_store(tmp_path / ("x" * 200) / ("y" * 200) / ("z" * 100), look)


def test_the_longest_path_leaves_room_for_what_sqlite_writes_beside_it() -> None:
    beside = f"/.unfinished-{'0' * 16}/cases.db-journal"
    assert places._LONGEST + len(os.fsencode(beside)) < 512
