"""A restore that was killed between its two renames costs no store: the one of before is there again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from intman_desktop.vault import files, layout
from intman_desktop.vault.aside import free_aside, is_aside, put_back, stores_beside

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def aside(tmp_path: Path) -> Path:
    """Return where a store lies that was put aside; the restored one has not got its name yet."""
    folder = free_aside(tmp_path / "tresor", NOON)
    folder.mkdir()
    (folder / layout.STORE).write_bytes(b"von davor")
    files.unfinished(tmp_path, "tresor").mkdir()
    return folder


def test_the_store_of_before_gets_its_name_again(aside: Path, tmp_path: Path) -> None:
    assert put_back(tmp_path / "tresor")
    assert (tmp_path / "tresor" / layout.STORE).read_bytes() == b"von davor"
    assert not aside.exists()
    assert not put_back(tmp_path / "tresor"), "there is nothing left to do"


def test_of_several_it_is_the_newest(aside: Path, tmp_path: Path) -> None:
    older = tmp_path / "tresor-beiseite-2026-10-01-120000"
    older.mkdir()
    (older / layout.STORE).write_bytes(b"alt")
    assert [since for _path, since in stores_beside(tmp_path / "tresor")] == [
        date(2026, 10, 1),
        date(2026, 11, 20),
    ]
    assert put_back(tmp_path / "tresor")
    assert (tmp_path / "tresor" / layout.STORE).read_bytes() == b"von davor"
    assert older.is_dir()


def test_a_store_that_somebody_moved_away_is_not_replaced_by_an_old_one(aside: Path, tmp_path: Path) -> None:
    files.sweep(tmp_path, "tresor")
    assert not put_back(tmp_path / "tresor")
    assert aside.is_dir()


def test_nothing_is_done_where_no_store_lies_aside_or_the_disk_refuses(
    aside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not put_back(tmp_path / "anderer")
    assert not put_back(tmp_path / "fort" / "tresor")

    def refused(*_paths: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files, "put_in_place", refused)
    assert not put_back(tmp_path / "tresor")
    assert aside.is_dir()


def test_a_store_is_aside_as_long_as_another_lies_in_its_place(aside: Path, tmp_path: Path) -> None:
    assert not is_aside(aside), "nothing took its place"
    restored = tmp_path / "tresor"
    restored.mkdir()
    (restored / layout.STORE).write_bytes(b"wiederhergestellt")
    assert is_aside(aside)
    assert not is_aside(restored)
