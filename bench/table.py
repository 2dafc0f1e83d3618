"""The table of what was measured, as ``docs/bench.md`` keeps it."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "bench.md"
MEASURED = "## Measured\n"


def table_of(columns: Mapping[int, Sequence[Figure]], talks: int) -> str:
    """Return the table of figures by number of people, with a line on when and on what they were taken."""
    what: dict[str, Figure] = {}
    for figures in columns.values():
        what |= {each.what: each for each in figures if each.what not in what}
    told = {people: {each.what: each.told() for each in figures} for people, figures in columns.items()}
    lines = [
        _taken(talks),
        "",
        "| What | Aim | " + " | ".join(f"{people:,} people" for people in columns) + " |",
        "|---" * (len(columns) + 2) + "|",
    ]
    for name, figure in what.items():
        aim = "" if figure.aim is None else f"≤ {figure.aim:g} {figure.unit}"
        cells = " | ".join(told[people].get(name, "") for people in columns)
        lines.append(f"| {name} | {aim} | {cells} |")
    return "\n".join(lines) + "\n"


def keep(table: str) -> None:
    """Put the table into ``docs/bench.md`` in place of the one before."""
    before = PAGE.read_text(encoding="utf-8").partition(MEASURED)[0]
    PAGE.write_text(before + MEASURED + "\n" + table, encoding="utf-8")


def _taken(talks: int) -> str:
    asked = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return (
        f"{day}, commit {commit}, {platform.system()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {talks} talks each."
    )
