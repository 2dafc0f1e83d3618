"""A backup place is recognised by its id, wherever it is plugged in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intman_desktop.vault.place_file import NAME, find_place, mark_place, read_place_id


def test_a_place_gets_one_random_id_and_keeps_it(tmp_path: Path) -> None:
    made = mark_place(tmp_path)
    assert len(bytes.fromhex(made)) == 16
    assert json.loads((tmp_path / NAME).read_text()) == {"format": 1, "id": made}
    assert mark_place(tmp_path) == read_place_id(tmp_path) == made
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"id": 7}',
        b'{"id": "M"}',
        b'{"id": "' + b"A" * 32 + b'"}',
        b"[" * 5000,
        b"\xff",
    ],
)
def test_what_is_no_place_file_names_no_place_and_is_written_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert read_place_id(tmp_path) == ""
    assert mark_place(tmp_path) == read_place_id(tmp_path) != ""


def test_a_newer_place_file_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(json.dumps({"format": 9, "id": "ab" * 16, "more": True}))
    assert mark_place(tmp_path) == "ab" * 16
    assert "more" in (tmp_path / NAME).read_text()


def test_a_place_that_is_a_file_or_gone_has_no_id(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    assert read_place_id(tmp_path / "x") == read_place_id(tmp_path / "gone") == ""


@pytest.mark.parametrize("below", ["", "Sicherung", "Büro/Sicherung"])
def test_a_stick_under_another_name_is_found_by_its_id(tmp_path: Path, below: str) -> None:
    other, now = tmp_path / "media" / "ANDERER", tmp_path / "media" / "STICK1"
    (other / below).mkdir(parents=True)
    mark_place(other / below)
    (now / below).mkdir(parents=True)
    place_id = mark_place(now / below)
    last = tmp_path / "media" / "STICK" / below
    roots = [tmp_path / "leer", other, now]
    assert find_place(place_id, last, roots) == now / below
    assert find_place(place_id, now / below, []) == now / below
    assert find_place(place_id, last, [other]) is None


def test_a_relative_path_is_looked_for_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    place_id = mark_place(tmp_path / "a")
    assert find_place(place_id, Path("a"), [tmp_path]) == tmp_path / "a"
