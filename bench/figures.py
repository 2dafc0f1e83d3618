"""One measured figure with its aim, and how times are taken.

What is compared is run by turns in one go, and the quickest runs are compared: so a hiccup of the machine
counts for nothing, and a busy machine slows both sides.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Act = Callable[[], object]

MILLISECONDS, RATIO, MEGABYTES, SECONDS = "ms", "×", "MB", "s"


@dataclass(frozen=True)
class Figure:
    """What was measured: ``value`` in ``unit``; ``aim`` is the most it should be, None where none is set."""

    what: str
    value: float
    unit: str = MILLISECONDS
    aim: float | None = None

    @property
    def missed(self) -> bool:
        """Return whether the value is over its aim."""
        return self.aim is not None and self.value > self.aim

    def told(self) -> str:
        """Return the value with its unit, in bold with a word where the aim is missed."""
        digits = 0 if self.value >= 100 else 1 if self.unit == MILLISECONDS and self.value >= 1 else 2
        text = f"{self.value:,.{digits}f} {self.unit}"
        return f"**{text}, missed**" if self.missed else text


def seconds_of(act: Act) -> float:
    """Return how many seconds one run of ``act`` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def milliseconds(act: Act, runs: int) -> float:
    """Return the median time of ``runs`` runs of ``act`` in milliseconds."""
    return statistics.median(1000 * seconds_of(act) for _run in range(runs))


def alternating(ours: Act, bare: Act, runs: int) -> tuple[float, float]:
    """Return the milliseconds of the quickest of ``runs`` runs of both, by turns after one to warm up."""
    ours()
    bare()
    times = [(seconds_of(ours), seconds_of(bare)) for _run in range(runs)]
    mine, plain = zip(*times, strict=True)
    return 1000 * min(mine), 1000 * min(plain)
