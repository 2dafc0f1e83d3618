"""How long one waits after wrong passphrases and codes: nothing at first, then twice as long each time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

_FREE = 2
_LONGEST = 30


class Patience:
    """Counts what was wrong for each store, in memory alone: it slows down whoever sits here and guesses.

    Whoever has a copy of the store is slowed down by the derivation of the key, not by this.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take ``clock()``, which returns seconds and never goes back."""
        self._clock = clock
        self._wrong: dict[Path, int] = {}
        self._until: dict[Path, float] = {}

    def was_wrong(self, folder: Path) -> None:
        """Count one more; from the third on the next one has to wait 1, 2, 4 … 30 seconds."""
        count = self._wrong[folder] = self._wrong.get(folder, 0) + 1
        if count > _FREE:
            self._until[folder] = self._clock() + min(_LONGEST, 2 ** min(count - _FREE - 1, _LONGEST))

    def was_right(self, folder: Path) -> None:
        """Begin anew."""
        self._wrong.pop(folder, None)
        self._until.pop(folder, None)

    def remaining(self, folder: Path) -> float:
        """Return how many seconds are still to be waited, 0 for none."""
        return max(0.0, self._until.get(folder, 0.0) - self._clock())
