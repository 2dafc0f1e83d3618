"""From a cold start of Python to a painted window: the unlock window beside a bare one of PySide6."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import RATIO, Figure

MOST = 2.0
"""How many times as long as a bare window of PySide6 the unlock window may take."""
RUNS = 9

_ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 60


def measures(folder: Path, runs: int = RUNS) -> Iterator[Figure]:
    """Yield how long a start takes, and how much longer than that of a bare window."""
    with TemporaryDirectory() as machine:
        times = [
            (_start("ours", folder, machine), _start("bare", folder, machine)) for _run in range(runs + 1)
        ]
    del times[0]  # the first start compiles; like an installed program, every further one does not
    ours, bare = (min(column) for column in zip(*times, strict=True))
    yield Figure("cold start to the painted unlock window", ours)
    yield Figure("cold start, to a bare window of PySide6", ours / bare, RATIO, MOST)


def _start(which: str, folder: Path, machine: str) -> float:
    """Return the milliseconds from starting a process of ``bench.painted`` to its first painted window."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    environment |= {"INTMAN_HOME": machine, "PYTHONPYCACHEPREFIX": f"{machine}/compiled"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bench.painted", which, str(folder)],
        cwd=_ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        taken = 1000 * (time.perf_counter() - begun)
        process.wait(_SECONDS)
    if line.strip() != "painted":
        raise RuntimeError(f"the window ({which}) was not painted")
    return taken
