"""Open the program; where nobody could see a window, perform the guided tour instead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from prepare import ROOT, has_screen

TOUR_FOLDER = ROOT / "build" / "tour"


NO_SCREEN = 39
"""Exit code of a window that found no display to open on, though one is named (docs/command-line.md)."""


def main(arguments: list[str]) -> int:
    """Start the program, or with ``--tour`` or without a usable screen the tour; return its exit code."""
    code = NO_SCREEN
    if "--tour" not in arguments and has_screen():
        code = _run([])
    if code == NO_SCREEN:
        tour = ["tour", "--folder", str(TOUR_FOLDER.relative_to(ROOT))]
        code = _run(tour, QT_QPA_PLATFORM="offscreen")
    return code


def _run(arguments: list[str], **environment: str) -> int:
    program = [sys.executable, "-m", "intman_desktop", *arguments]
    return subprocess.run(program, cwd=Path(ROOT), env=os.environ | environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
