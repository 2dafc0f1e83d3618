"""Write ``requirements.lock``: every version with its hashes for all systems, and no server's address.

The package index is the one pip is configured for on this machine; it is handed to uv in the
environment and never reaches a file that is kept. Versions that are locked stay as they are where they
still fit; with ``--newest`` every package moves to its newest version.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
HEADER = "# Made by `make lock` from pyproject.toml: all systems, hashes checked, no server's address.\n"


def index_of_pip() -> dict[str, str]:
    """Return the environment that makes uv use pip's main index, where one is configured."""
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    settings = dict(line.split("=", 1) for line in asked.stdout.splitlines() if "=" in line)
    for key in (":env:.index-url", "install.index-url", "global.index-url"):
        if key in settings:
            return {"UV_DEFAULT_INDEX": settings[key].strip("'\"")}
    return {}


def kept_versions() -> str:
    """Return the lines for uv that hold every package at the version the lock has now."""
    if not LOCK.exists():
        return ""
    pins = re.findall(r"^([\w.\-]+==[^\s;]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return f"\n[tool.uv]\nconstraint-dependencies = {json.dumps(pins)}\n"


def resolved(index: dict[str, str], kept: str) -> str:
    """Return the locked requirements as text, resolved by uv away from the checkout.

    ``kept`` is added to the project file: what uv must hold to. Raises
    ``subprocess.CalledProcessError`` when the index cannot be reached or nothing fits.
    """
    uv = [sys.executable, "-m", "uv", "--quiet"]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        (work / "pyproject.toml").write_text(project + kept, encoding="utf-8")
        (work / "README.md").touch()
        (work / "intman_desktop").mkdir()
        (work / "intman_desktop" / "__init__.py").write_bytes(
            (ROOT / "intman_desktop" / "__init__.py").read_bytes()
        )
        environment = os.environ | index
        run = [*uv, "lock", "--python", sys.executable]
        subprocess.run(run, cwd=work, env=environment, check=True)
        export = [
            *uv,
            "export",
            "--frozen",
            "--no-emit-project",
            "--all-groups",
            "--no-annotate",
            "--no-header",
        ]
        done = subprocess.run(
            export, cwd=work, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    return done.stdout


def main() -> int:
    """Write the lock; return 1 with a sentence when it would name a server or a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newest", action="store_true", help="move every package to its newest version")
    text = resolved(index_of_pip(), "" if parser.parse_args().newest else kept_versions())
    if re.search(r"://|^-|\s@\s", text, re.MULTILINE):
        print("The lock would name a server or a folder; it was not written.", file=sys.stderr)
        return 1
    LOCK.write_text(HEADER + text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
