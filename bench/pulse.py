"""How long the GUI thread is not free: a timer of a millisecond beats, and its longest gap is measured.

A beat that comes late tells that a key pressed then would have waited as long, whatever it was that held
the thread: an event, a delivery, a paint, or a worker that would not let go of Python's lock.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

Act = Callable[[], object]

QUIET = 0.3
"""For how many seconds nothing may be at work until all is done; a field of search waits for 0.12 itself."""

_BEAT_MS = 1
_PATIENCE_SECONDS = 600.0


class StillBusy(Exception):
    """What was waited for did not come to its end."""


class Pulse(QObject):
    """Beats while the event loop runs; ``busy()`` says whether the program is still at work."""

    def __init__(self, busy: Callable[[], bool]) -> None:
        super().__init__()
        self._busy = busy
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._loop = QEventLoop()
        self._last = self._longest = 0.0
        self._is_over: Callable[[float], bool] = bool

    def until_done(self, act: Act) -> float:
        """Do ``act`` and return the longest gap in milliseconds until nothing was busy for a while.

        Raises ``StillBusy`` after ten minutes.
        """
        begun = busy_at = time.perf_counter()

        def is_over(now: float) -> bool:
            nonlocal busy_at
            if self._busy():
                busy_at = now
            return now - busy_at > QUIET or now - begun > _PATIENCE_SECONDS

        longest = self._longest_gap(act, is_over)
        if self._busy():
            raise StillBusy
        return longest

    def for_seconds(self, act: Act, seconds: float) -> float:
        """Do ``act`` and return the longest gap in milliseconds of the next ``seconds``."""
        end = time.perf_counter() + seconds
        return self._longest_gap(act, lambda now: now > end)

    def rest(self) -> None:
        """Let the program come to its end with all that it does."""
        self.until_done(lambda: None)

    def _longest_gap(self, act: Act, is_over: Callable[[float], bool]) -> float:
        self._longest, self._is_over = 0.0, is_over
        self._last = time.perf_counter()
        self._timer.start()
        act()
        self._loop.exec()
        self._timer.stop()
        return max(0.0, 1000 * self._longest - _BEAT_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now
        if self._is_over(now):
            self._loop.quit()
