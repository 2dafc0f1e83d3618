"""The steps that take back what was just done; they live with the vault's worker."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Callable

from intman_desktop.errors import ChangedMeanwhile

_KEPT = 10


class UndoSteps:
    """Up to ten steps, the newest pushing out the oldest; used on the vault's worker only."""

    def __init__(self) -> None:
        self._steps: OrderedDict[int, Callable[[], None]] = OrderedDict()
        self._numbers = itertools.count(1)

    def remember(self, step: Callable[[], None]) -> int:
        """Keep ``step`` and return its number."""
        number = next(self._numbers)
        self._steps[number] = step
        while len(self._steps) > _KEPT:
            self._steps.popitem(last=False)
        return number

    def take_back(self, number: int) -> bool:
        """Run the step ``number`` once; return ``False`` if it is no longer kept.

        One that a trouble stopped stays, to be tried again, unless what it would take back has changed since.
        """
        step = self._steps.get(number)
        if step is None:
            return False
        try:
            step()
        except ChangedMeanwhile:
            self._steps.pop(number, None)
            raise
        self._steps.pop(number, None)
        return True

    def forget(self) -> None:
        """Drop all steps, as locking, withdrawal and erasure demand."""
        self._steps.clear()
