"""Files and folders of the store: private, written as a whole, never over another."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intman_desktop.vault import files


@contextmanager
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def test_a_new_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    with _open_umask():
        os.close(files.new_private_file(tmp_path / "file"))
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        files.new_private_file(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_new_folder_is_private_whatever_the_umask(tmp_path: Path) -> None:
    with _open_umask():
        made = files.private_folder(tmp_path / "a" / "b")
    assert made.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    assert files.private_folder(shared) == shared
    assert shared.stat().st_mode & 0o777 == 0o755


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    files.write_whole(path, b"one")
    files.write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "file"
    files.write_whole(path, b"old")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "no space left")

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


class _SharedFile:
    """A target that another program holds open for some time, as on Windows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, refusals: int) -> None:
        self.now = 0.0
        self.refusals = refusals
        self.replace = Path.replace
        monkeypatch.setattr(Path, "replace", lambda source, target: self._replace(source, target))

    def _replace(self, source: Path, target: Path) -> Path:
        if self.refusals:
            self.refusals -= 1
            raise PermissionError(13, "sharing violation")
        return self.replace(source, target)

    def pause(self, seconds: float) -> None:
        self.now += seconds


def test_a_sharing_violation_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"new")
    shared = _SharedFile(monkeypatch, refusals=5)
    files.put_in_place(source, target, lambda: shared.now, shared.pause)
    assert target.read_bytes() == b"new"


def test_what_another_program_holds_open_is_told_from_a_place_without_right(tmp_path: Path) -> None:
    """Only a file that is there, and whose new content was written beside it, is held by somebody."""
    held, folder = tmp_path / "a.pdf", tmp_path / "ordner"
    held.write_bytes(b"old")
    folder.mkdir()
    draft = str(tmp_path / "draft")
    assert files.held_elsewhere(PermissionError(13, "in use", draft, None, str(held)))
    assert not files.held_elsewhere(PermissionError(13, "no right", draft))
    assert not files.held_elsewhere(PermissionError(13, "a folder", draft, None, str(folder)))
    assert not files.held_elsewhere(PermissionError(13, "not there", draft, None, str(tmp_path / "b.pdf")))
    assert not files.held_elsewhere(OSError(28, "full", draft, None, str(held)))


def test_a_sharing_violation_of_more_than_two_seconds_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"new")
    shared = _SharedFile(monkeypatch, refusals=1000)
    with pytest.raises(PermissionError):
        files.put_in_place(source, tmp_path / "target", lambda: shared.now, shared.pause)
    assert 2.0 <= shared.now < 2.2
    assert source.exists()


def test_a_system_without_handles_to_folders_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> int:
        raise PermissionError(13, "a folder cannot be opened")

    monkeypatch.setattr(os, "open", refuse)
    files.make_rename_last(tmp_path)


def test_only_what_is_unfinished_is_swept(tmp_path: Path) -> None:
    files.unfinished(tmp_path).write_bytes(b"half")
    files.private_folder(files.unfinished(tmp_path) / "deep")
    (tmp_path / "keys.json").write_bytes(b"whole")
    (tmp_path / ".unfinished-symphony").write_bytes(b"of somebody else")
    assert files.sweep(tmp_path) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [".unfinished-symphony", "keys.json"]
    assert files.sweep(tmp_path) == 0


def test_what_cannot_be_removed_now_waits_and_keeps_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, remove = [files.unfinished(tmp_path) for _each in range(3)], files.remove
    for path in left:
        path.write_bytes(b"half")

    def refuse(path: Path) -> None:
        if path == left[1]:
            raise PermissionError(13, "held by another program")
        remove(path)

    monkeypatch.setattr(files, "remove", refuse)
    assert files.sweep(tmp_path) == 2
    assert files.left_unfinished(tmp_path) == [left[1]]
    assert files.sweep(tmp_path / "not there") == 0


def test_what_is_unfinished_is_swept_for_its_owner_alone(tmp_path: Path) -> None:
    ours, others = files.unfinished(tmp_path, "tresor"), files.unfinished(tmp_path, "tresor-2")
    for path in (ours, others):
        path.write_bytes(b"half")
    assert files.sweep(tmp_path, "tresor") == 1
    assert list(tmp_path.iterdir()) == [others]


def test_a_link_is_removed_and_not_what_it_points_to(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    link = tmp_path / "link"
    link.symlink_to(real)
    files.remove(link)
    assert real.is_dir()
    assert not link.is_symlink()


def test_a_free_name_is_numbered_where_needed(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = files.free_name(tmp_path, "sicherung", ".imb")
        path.touch()
        names.append(path.name)
    assert names == ["sicherung.imb", "sicherung-2.imb", "sicherung-3.imb"]


def unknown(*_arguments: object) -> None:
    raise OSError(errno.EOPNOTSUPP, "not known here")


def test_a_place_that_knows_no_rights_and_flushes_no_folder_takes_files_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "chmod", unknown)
    folder = files.private_folder(tmp_path / "share")
    files.write_whole(folder / "file", b"new")
    monkeypatch.setattr(os, "fsync", unknown)
    files.make_rename_last(folder)
    assert (folder / "file").read_bytes() == b"new"


def test_rights_that_are_refused_are_told_and_a_drive_that_fails_while_flushing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="broken"):
        files.make_rename_last(tmp_path)
    monkeypatch.setattr(Path, "chmod", fail)
    with pytest.raises(OSError, match="broken"):
        files.write_whole(tmp_path / "file", b"new")
    assert not list(tmp_path.iterdir())
