"""Letting ``tests.promises.storekeeping`` work in a process of its own until it is killed."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FURTHER, SLOWER = 20, 10


def said_by(checkout: Path, work: str, place: Path, milliseconds: int) -> list[str]:
    """Let another process work until it ends or is killed; return what it had acknowledged."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.promises.storekeeping", work, str(place), str(milliseconds)],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""
    ready, *said = ended.stdout.splitlines()
    assert ready == "ready"
    return said


@dataclass
class Hits:
    """How often a kill came in the middle of something, and how much had been acknowledged before one."""

    interrupted: int = 0
    made: int = 0

    def times(self, draw: random.Random, number: int, least: int, most: int) -> Iterator[int]:
        """Yield after how many milliseconds to kill: ``number`` times, and on until both were seen.

        A slow machine, on which nothing comes to its end in that time, is given longer.
        """
        for turn in range(number + FURTHER):
            if turn >= number and self.interrupted and self.made:
                return
            yield draw.randrange(least, most if turn < number or self.made else SLOWER * most)

    def note(self, place: Path, trace: str, made: list[str]) -> None:
        """Keep whether the kill left a ``trace`` below ``place``, and what was acknowledged before it."""
        self.interrupted += any(place.rglob(trace))
        self.made += len(made)
