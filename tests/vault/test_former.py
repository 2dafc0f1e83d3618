"""The marks of former keys and closed ways outlive a moment in which they cannot be read."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from intman_desktop.vault import files, former, layout

KEY, NEXT, WAY = bytes(32), bytes([1]) * 32, "00" * 16


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: former.remember_former(folder, NEXT),
        lambda folder: former.remember_gone(folder, ["11" * 16]),
        lambda folder: former.hand_on(folder, folder / "neu", NEXT),
    ],
)
def test_no_mark_is_lost_in_a_moment_in_which_none_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    former.remember_former(tmp_path, KEY)
    former.remember_gone(tmp_path, [WAY])
    before = (tmp_path / layout.FORMER_KEYS).read_bytes()

    def unreadable(_path: Path) -> bytes:
        raise OSError(errno.EIO, "unreadable")

    with monkeypatch.context() as patched:
        patched.setattr(files, "opened", unreadable)
        with pytest.raises(OSError, match="unreadable"):
            change(tmp_path)
        former.forget_former(tmp_path, KEY)
        assert not former.is_former(tmp_path, KEY)
        assert former.gone_among(tmp_path, [WAY]) == frozenset()
    assert (tmp_path / layout.FORMER_KEYS).read_bytes() == before
    assert former.is_former(tmp_path, KEY)
