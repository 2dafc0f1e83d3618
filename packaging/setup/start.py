"""Open the program; where nobody could see a window, perform the guided tour instead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from prepare import ROOT, has_screen

TOUR_FOLDER = ROOT / "build" / "tour"


def main(arguments: list[str]) -> int:
    """Start the program, or with ``--tour`` or without a screen the tour; return its exit code."""
    program = [sys.executable, "-m", "intman_desktop"]
    environment = dict(os.environ)
    if "--tour" in arguments or not has_screen():
        program += ["tour", "--folder", str(TOUR_FOLDER.relative_to(ROOT))]
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(program, cwd=Path(ROOT), env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
