"""Who is told that there is too little room is told how much is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from intman_desktop.vault import room
from intman_desktop.vault.room import require_room
from intman_desktop.vault.troubles import DiskFull, NotEnoughRoom


@pytest.mark.parametrize(("free", "missing"), [(0, "5"), (3_999_999, "2"), (4_999_999, "1")])
def test_what_is_missing_is_named_in_whole_megabytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, missing: str
) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda _folder: free)
    with pytest.raises(NotEnoughRoom) as caught:
        require_room(tmp_path, 5_000_000)
    assert f"Es fehlen {missing} MB" in caught.value.sentence()
    assert str(tmp_path) in caught.value.sentence()
    assert isinstance(caught.value, DiskFull)


@pytest.mark.parametrize("free", [5_000_000, None])
def test_where_there_is_room_or_nobody_says_it_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int | None
) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda _folder: free)
    require_room(tmp_path, 5_000_000)
