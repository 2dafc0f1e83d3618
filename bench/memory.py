"""How much memory the real window needs with a store open, beside the same with an empty store.

Each is a process of its own, ``python -m bench.memory FOLDER``, which opens the window, shows the overview,
the list of cases scrolled to its end and a search, and says how much memory it then holds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figures import MEGABYTES, RATIO, Figure

MOST = 1.5
"""How many times as much memory as with an empty store is needed at most."""

_ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 300


def measures(folder: Path, empty: Path) -> Iterator[Figure]:
    """Yield the memory with the store in ``folder`` open and its ratio to that with ``empty``.

    Nothing is yielded where the system does not tell how much memory a process holds.
    """
    if not _STATUS.exists():
        return
    full, bare = held_with(folder), held_with(empty)
    yield Figure("memory with the list of cases shown", full, MEGABYTES)
    yield Figure("memory, to that with an empty store", full / bare, RATIO, MOST)


def held_with(folder: Path) -> float:
    """Return the megabytes that a new process holds with the window over the store in ``folder``."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.memory", str(folder)],
        cwd=_ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        capture_output=True,
        text=True,
        check=True,
        timeout=_SECONDS,
    )
    return float(done.stdout.split()[-1])


_STATUS = Path("/proc/self/status")


def _held() -> float:
    """Return the megabytes of this process that lie in memory now."""
    line = next(each for each in _STATUS.read_text().splitlines() if each.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _use(folder: Path) -> float:
    from bench.window import opened, type_letter

    with opened(folder) as hands:
        hands.unlock()
        hands.open("cases")
        hands.cases().table.scrollToBottom()
        hands.pulse.rest()
        search = hands.window.top_bar.search
        search.setFocus()
        hands.pulse.until_done(lambda: type_letter(search, "m"))
        return _held()


if __name__ == "__main__":
    print(_use(Path(sys.argv[1])))
