"""How long one waits after wrong passphrases and codes: nothing at first, then twice as long each time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path

from intman_desktop.errors import Trouble
from intman_desktop.language import ngettext

_FREE = 2
_LONGEST = 30


class Patience:
    """Counts what was wrong, in memory alone: it slows down whoever sits here and guesses.

    What is tried on a backup, for a rescue, or as the present passphrase in the settings counts for the
    store that is meant; all stores are counted together, for one can be named by many paths. Whoever has a
    copy of the store is slowed down by the derivation of the key, not by this.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take ``clock()``, which returns seconds and never goes back."""
        self._clock = clock
        self._wrong: dict[Path, int] = {}
        self._until = 0.0

    def was_wrong(self, folder: Path) -> None:
        """Count one more; from the third on the next one has to wait 1, 2, 4 … 30 seconds."""
        self._wrong[folder] = self._wrong.get(folder, 0) + 1
        count = sum(self._wrong.values())
        if count > _FREE:
            self._until = self._clock() + min(_LONGEST, 2 ** min(count - _FREE - 1, _LONGEST))

    def heed(self, folder: Path, trouble: Trouble) -> None:
        """Count what went wrong, if it was a passphrase or a code that opens nothing."""
        from intman_desktop.vault.troubles import WrongEmergencyCode, WrongPassphrase

        if isinstance(trouble, WrongPassphrase | WrongEmergencyCode):
            self.was_wrong(folder)

    def not_yet(self) -> str:
        """Return the sentence that asks to wait with the next try, an empty text where it may be made."""
        seconds = math.ceil(self.remaining())
        if not seconds:
            return ""
        return ngettext(
            "Bitte warten Sie {count} Sekunde bis zum nächsten Versuch.",
            "Bitte warten Sie {count} Sekunden bis zum nächsten Versuch.",
            seconds,
        ).format(count=seconds)

    def was_right(self, folder: Path) -> None:
        """Begin anew; what was wrong for another store than the one in ``folder`` still counts."""
        self._wrong.pop(folder, None)
        if sum(self._wrong.values()) <= _FREE:
            self._until = 0.0

    def remaining(self) -> float:
        """Return how many seconds are still to be waited, 0 for none."""
        return max(0.0, self._until - self._clock())
