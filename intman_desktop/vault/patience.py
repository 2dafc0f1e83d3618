"""Touching places that may not answer: a share whose server is gone holds up whoever asks for it.

What is asked for runs on a thread of its own and is waited for a little. It is not ended where it takes
longer: no system can take back what it has begun. So it must be harmless whenever it comes about.
"""

from __future__ import annotations

import errno
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")
SECONDS = 3.0
"""A share that is there answers within tenths of a second; a dead one after half a minute or never."""
READ_SECONDS = 20.0
"""So long a piece of a file that is being read may take: a disk that slept needs ten seconds to turn."""


class NoAnswer(TimeoutError):
    """A place did not answer in time; whatever was asked of it may still come about."""

    def __init__(self) -> None:
        super().__init__(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))


def within(acts: Mapping[K, Callable[[], T]], seconds: float = SECONDS) -> dict[K, T | OSError]:
    """Do all of ``acts`` at once and return what came of each, in their order, after ``seconds`` at most.

    An ``OSError`` stands for one that failed with it, ``NoAnswer`` for one that had not ended by then.
    Every other exception is raised.
    """
    until = time.monotonic() + seconds
    tries = {key: _Try(act) for key, act in acts.items()}
    return {key: each.result(until) for key, each in tries.items()}


def bounded(act: Callable[[], T], seconds: float = SECONDS) -> T:
    """Do ``act`` and return what came of it. Raises what it raised, ``NoAnswer`` after ``seconds``."""
    (came,) = within({None: act}, seconds).values()
    if isinstance(came, OSError):
        raise came
    return came


@contextmanager
def pieces_of(
    opening: Callable[[], BinaryIO], size: int, seconds: float = READ_SECONDS
) -> Iterator[Iterator[bytes]]:
    """Yield what yields the rest of the file that ``opening()`` returns, ``size`` bytes at most at a time.

    It is opened, read and closed on a thread of its own, and each piece is waited for, ``seconds`` at most.
    The pieces raise what opening and reading raise, and ``NoAnswer``; then nobody waits for its end either.
    """
    reader = _Reader(opening, size)
    answered = True
    try:
        yield reader.pieces(seconds)
    except NoAnswer:
        answered = False
        raise
    finally:
        reader.leave(seconds if answered else 0.0)


class _Reader:
    """Reads one file, a piece each time it is asked for one."""

    def __init__(self, opening: Callable[[], BinaryIO], size: int) -> None:
        self._opening = opening
        self._size = size
        self._wanted: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._come: queue.SimpleQueue[bytes | BaseException] = queue.SimpleQueue()
        begun = threading.Event()
        self._thread = threading.Thread(target=self._read, args=(begun,), name="place", daemon=True)
        self._thread.start()
        begun.wait()  # as in ``_Try``

    def pieces(self, seconds: float) -> Iterator[bytes]:
        while True:
            self._wanted.put(True)
            try:
                piece = self._come.get(timeout=seconds)
            except queue.Empty:
                raise NoAnswer from None
            if isinstance(piece, BaseException):
                raise piece
            if not piece:
                return
            yield piece

    def leave(self, seconds: float) -> None:
        """Let the file be closed, and wait for that: some systems move and remove no file that is open."""
        self._wanted.put(False)
        self._thread.join(seconds)

    def _read(self, begun: threading.Event) -> None:
        begun.set()
        try:
            with self._opening() as file:
                while self._wanted.get():
                    self._come.put(file.read(self._size))
        except BaseException as error:  # whoever waits for the piece is told
            self._come.put(error)


class _Try(Generic[T]):
    """One act on its way."""

    def __init__(self, act: Callable[[], T]) -> None:
        self._act = act
        self._done: list[T] = []
        self._failed: list[Exception] = []
        begun = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(begun,), name="place", daemon=True)
        self._thread.start()
        begun.wait()  # Python 3.11 refuses to let two threads begin to be watched at once, by coverage

    def result(self, until: float) -> T | OSError:
        """Return what came of it by the moment ``until``."""
        self._thread.join(max(0.0, until - time.monotonic()))
        if self._done:
            return self._done[0]
        if not self._failed:
            return NoAnswer()
        error = self._failed[0]
        if not isinstance(error, OSError):
            raise error
        return error

    def _run(self, begun: threading.Event) -> None:
        begun.set()
        try:
            self._done.append(self._act())
        except Exception as error:
            self._failed.append(error)
