"""The floors of test coverage: all of the rooms that must never be wrong, 85 % of the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

WHOLE_ROOMS = ("rules", "gdpr", "vault", "models", "reporting")
FLOOR_ELSEWHERE = 85.0


def room_of(file: str) -> str:
    """Return the room of ``intman_desktop/<room>/…``, or "" for a module at the top."""
    parts = Path(file).parts
    inside = parts[parts.index("intman_desktop") + 1 :]
    return inside[0] if len(inside) > 1 else ""


def places(numbers: dict[str, Any]) -> str:
    """Return the lines and branches of one file that no test reached, for a person to go to."""
    lines = [str(line) for line in numbers["missing_lines"]]
    branches = [
        f"{source}→{'exit' if target < 0 else target}" for source, target in numbers["missing_branches"]
    ]
    return ", ".join(lines + branches)


def below_the_floors(report: Path) -> list[str]:
    """Return one sentence for every floor that coverage's JSON ``report`` does not reach."""
    files: dict[str, dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["files"]
    faults = []
    reached = wanted = 0
    for file, numbers in sorted(files.items()):
        summary = numbers["summary"]
        if room_of(file) in WHOLE_ROOMS:
            if numbers["missing_lines"] or numbers["missing_branches"]:
                faults.append(f"{file}: every line and branch has to be tested, missing {places(numbers)}")
            continue
        reached += summary["covered_lines"] + summary["covered_branches"]
        wanted += summary["num_statements"] + summary["num_branches"]
    share = 100.0 * reached / wanted if wanted else 100.0
    if share < FLOOR_ELSEWHERE:
        faults.append(f"The other rooms are tested to {share:.1f} %; the floor is {FLOOR_ELSEWHERE:.0f} %.")
    return faults
