"""Touching places that may not answer: a share whose server is gone holds up whoever asks for it.

What is asked for runs on a thread of its own and is waited for a little. It is not ended where it takes
longer: no system can take back what it has begun. So it must be harmless whenever it comes about.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")
SECONDS = 3.0
"""A share that is there answers within tenths of a second; a dead one after half a minute or never."""


def within(acts: Mapping[K, Callable[[], T]], seconds: float = SECONDS) -> dict[K, T | OSError]:
    """Do all of ``acts`` at once and return what came of each, in their order, after ``seconds`` at most.

    An ``OSError`` stands for one that failed with it, ``TimeoutError`` for one that had not ended by then.
    Every other exception is raised.
    """
    until = time.monotonic() + seconds
    tries = {key: _Try(act) for key, act in acts.items()}
    return {key: each.result(until) for key, each in tries.items()}


def bounded(act: Callable[[], T], seconds: float = SECONDS) -> T:
    """Do ``act`` and return what came of it. Raises what it raised, ``TimeoutError`` after ``seconds``."""
    (came,) = within({None: act}, seconds).values()
    if isinstance(came, OSError):
        raise came
    return came


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
            return TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
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
