"""Letting ``tests.promises.storekeeping`` work in a process of its own until it is killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


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
