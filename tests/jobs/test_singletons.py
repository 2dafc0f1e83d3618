"""A long session does not use up the references of None, True and False."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LONG_SESSION = """
import intman_desktop.ui
from PySide6.QtCore import QObject, QTimer
thing, timer = QObject(), QTimer()
timer.timeout.connect(lambda: None)
for number in range(60_000):
    thing.setObjectName("x")
    thing.parent()
    timer.timeout.emit()
print("alive")
"""


def test_a_long_session_survives_the_miscounted_references(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LONG_SESSION],
        cwd=checkout,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("alive\n", 0), done.stderr
