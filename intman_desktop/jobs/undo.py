"""The steps that take back what was just done; they live with the vault's worker."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from intman_desktop.errors import ChangedMeanwhile

_KEPT = 10

Back: TypeAlias = "Callable[[], Back | None]"
"""Takes something back and returns what does it again, None where it cannot be done again."""


@dataclass(frozen=True)
class _Step:
    run: Back
    until_out: tuple[str, int] | None


class UndoSteps:
    """Up to ten steps, the newest pushing out the oldest; used on the vault's worker only."""

    def __init__(self) -> None:
        self._steps: OrderedDict[int, _Step] = OrderedDict()
        self._numbers = itertools.count(1)

    def remember(self, step: Back, until_out: tuple[str, int] | None = None) -> int:
        """Keep ``step`` and return its number; the paper ``until_out`` of a case ends it by going out."""
        number = next(self._numbers)
        self._steps[number] = _Step(step, until_out)
        while len(self._steps) > _KEPT:
            self._steps.popitem(last=False)
        return number

    def take_back(self, number: int) -> int | None:
        """Run the step ``number`` once; return the number of the one that does it again, 0 where none does.

        The result is None if it is no longer kept. One that a trouble stopped stays to be tried again, unless
        what it would take back has changed since.
        """
        step = self._steps.get(number)
        if step is None:
            return None
        try:
            again = step.run()
        except ChangedMeanwhile:
            self._steps.pop(number, None)
            raise
        self._steps.pop(number, None)
        return 0 if again is None else self.remember(again, step.until_out)

    def goes_out(self, paper: tuple[str, int]) -> None:
        """Drop the steps that this paper of a case ends, as it goes out."""
        for number in [number for number, step in self._steps.items() if step.until_out == paper]:
            del self._steps[number]

    def forget(self) -> None:
        """Drop all steps, as locking, withdrawal and erasure demand."""
        self._steps.clear()
