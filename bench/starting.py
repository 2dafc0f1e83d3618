"""From a cold start of Python to a painted window: the program's unlock window beside a bare one of PySide6.

Each start is a process of its own, ``python -m bench.starting WHICH FOLDER``, which says a word at the first
paint of its window and ends.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from bench.figures import RATIO, Figure

MOST = 2.0
"""How many times as long as a bare window of PySide6 the unlock window may take."""
RUNS = 9

_OURS, _BARE = "ours", "bare"
_PAINTED = "painted"
_ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 60


def start(which: str, folder: Path) -> float:
    """Return the milliseconds from starting a process to its first painted window."""
    with TemporaryDirectory() as machine:
        environment = {**os.environ, "INTMAN_HOME": machine}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "bench.starting", which, str(folder)],
            cwd=_ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            line = process.stdout.readline() if process.stdout else ""
            taken = 1000 * (time.perf_counter() - begun)
            process.wait(_SECONDS)
    if line.strip() != _PAINTED:
        raise RuntimeError(f"the window ({which}) was not painted")
    return taken


class _FirstPaint(QObject):
    """Says the word when a window is painted for the first time, and ends the program."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at every event, keep none."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            QTimer.singleShot(0, self._say)
        return False

    def _say(self) -> None:
        print(_PAINTED, flush=True)
        QApplication.quit()


def _run(which: str, folder: str) -> int:
    application = QApplication(sys.argv[:1])
    first = _FirstPaint(application)
    application.installEventFilter(first)
    if which == _OURS:
        from intman_desktop.cli.commands import main

        return main(["--vault", folder])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    return int(application.exec())


def measures(folder: Path, runs: int = RUNS) -> Iterator[Figure]:
    """Yield how long a start takes, and how much longer than that of a bare window."""
    times = [(start(_OURS, folder), start(_BARE, folder)) for _run in range(runs)]
    ours, bare = (statistics.median(column) for column in zip(*times, strict=True))
    yield Figure("cold start to the painted unlock window", ours)
    yield Figure("cold start, to a bare window of PySide6", ours / bare, RATIO, MOST)


if __name__ == "__main__":
    sys.exit(_run(*sys.argv[1:3]))
