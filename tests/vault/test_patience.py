"""A place that does not answer holds up nobody for long."""

from __future__ import annotations

import errno
import io
import time
from pathlib import Path
from threading import Event
from typing import BinaryIO

import pytest

from intman_desktop.vault.patience import NoAnswer, bounded, pieces_of, within


def test_a_place_that_does_not_answer_holds_up_nobody_for_long_and_no_other_place() -> None:
    server_is_back, began = Event(), time.monotonic()

    def dead() -> int:
        server_is_back.wait(30)
        return 0

    def full() -> int:
        raise OSError(errno.ENOSPC, "full")

    found = within({"dead": dead, "full": full, "there": lambda: 7}, 0.1)
    assert time.monotonic() - began < 10
    server_is_back.set()
    assert list(found) == ["dead", "full", "there"]
    assert isinstance(found["dead"], NoAnswer)
    assert isinstance(found["full"], OSError) and found["full"].errno == errno.ENOSPC
    assert found["there"] == 7


def test_a_bug_is_no_place_that_does_not_answer() -> None:
    def bug() -> None:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        within({"place": bug})


def test_one_place_is_asked_for_what_it_says() -> None:
    server_is_back = Event()

    def dead() -> None:
        server_is_back.wait(30)

    def full() -> None:
        raise OSError(errno.ENOSPC, "full")

    assert bounded(lambda: 7) == 7
    with pytest.raises(OSError, match="full"):
        bounded(full)
    with pytest.raises(NoAnswer):
        bounded(dead, 0.05)
    server_is_back.set()


class Dying(io.BytesIO):
    """A file of which nothing more comes after its first pieces."""

    def __init__(self, content: bytes, server_is_back: Event, pieces: int = 2) -> None:
        super().__init__(content)
        self.back, self.pieces = server_is_back, pieces

    def read(self, size: int | None = -1) -> bytes:
        self.pieces -= 1
        if self.pieces < 0:
            self.back.wait(30)
        return super().read(size)


def test_a_file_is_read_in_pieces_and_closed_behind_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abcdefg")
    opened: list[BinaryIO] = []

    def opening() -> BinaryIO:
        opened.append((tmp_path / "file").open("rb"))
        return opened[0]

    with pieces_of(opening, 3) as pieces:
        assert list(pieces) == [b"abc", b"def", b"g"]
    assert opened[0].closed


def test_a_file_is_closed_too_where_its_pieces_are_not_wanted_any_more() -> None:
    file = io.BytesIO(b"abcdefg")
    with pytest.raises(KeyError), pieces_of(lambda: file, 3) as pieces:
        assert next(pieces) == b"abc"
        raise KeyError("what the pieces are for")
    assert file.closed


def test_a_place_that_dies_in_the_middle_of_a_file_holds_up_nobody_for_long() -> None:
    server_is_back, began, come = Event(), time.monotonic(), list[bytes]()
    with pytest.raises(NoAnswer), pieces_of(lambda: Dying(b"abcdefg", server_is_back), 3, 0.1) as pieces:
        for piece in pieces:
            come.append(piece)
    assert come == [b"abc", b"def"] and time.monotonic() - began < 10
    server_is_back.set()


def test_what_the_system_says_while_a_file_is_read_is_told_as_it_is() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "a sector")

    with pytest.raises(OSError, match="a sector"), pieces_of(Broken, 3) as pieces:
        list(pieces)

    def missing() -> BinaryIO:
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError), pieces_of(missing, 3) as pieces:
        list(pieces)
