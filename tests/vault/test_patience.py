"""A place that does not answer holds up nobody for long."""

from __future__ import annotations

import errno
import time
from threading import Event

import pytest

from intman_desktop.vault.patience import bounded, within


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
    assert isinstance(found["dead"], TimeoutError)
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
    with pytest.raises(TimeoutError):
        bounded(dead, 0.05)
    server_is_back.set()
