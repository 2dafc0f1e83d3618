"""Run the tests: small numbers with a fixed seed, or the full numbers with a row in docs/proofs.md."""

from __future__ import annotations

import argparse
import datetime
import os
import secrets
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from coverage_floors import below_the_floors

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
COVERAGE = BUILD / "coverage.json"
REPORT = BUILD / "tests.xml"
PROOFS = ROOT / "docs" / "proofs.md"
WORKERS = 2

_COMPILES = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Each program that a test starts would otherwise compile every module anew, for seconds."""

_REPEATABLE = _COMPILES | {"PYTHONHASHSEED": "0"}
"""The environment in which a seed repeats what it did: the order of sets of words is always the same."""


def pytest_command(seed: int) -> list[str]:
    """Return the command both runs share; ``seed`` fixes the order and every drawn number."""
    return [
        sys.executable, "-m", "pytest", "-q", f"--randomly-seed={seed}", "-p", "no:cacheprovider",
        "-n", str(WORKERS), "--dist", "worksteal",
    ]  # fmt: skip


def run_small(seed: int) -> int:
    """Run with small numbers and coverage; return pytest's code, or 1 below a floor."""
    COVERAGE.unlink(missing_ok=True)
    measured = ["--cov", "--cov-report=", f"--cov-report=json:{COVERAGE}"]
    code = subprocess.run(
        [*pytest_command(seed), *measured], cwd=ROOT, env=_REPEATABLE, check=False
    ).returncode
    if code:
        return code
    low = below_the_floors(COVERAGE)
    print("\n".join(low), end="\n" if low else "")
    return 1 if low else 0


def run_full(seed: int) -> int:
    """Run with the full numbers and add the row to the table of proofs; return pytest's code."""
    REPORT.unlink(missing_ok=True)
    command = [*pytest_command(seed), f"--hypothesis-seed={seed}", f"--junitxml={REPORT}", "--timeout=3600"]
    code = subprocess.run(command, cwd=ROOT, env=_REPEATABLE | {"INTMAN_PROVE": "1"}, check=False).returncode
    if REPORT.exists():
        with PROOFS.open("a", encoding="utf-8") as table:
            table.write(row_of(REPORT, seed))
    return code


def row_of(report: Path, seed: int) -> str:
    """Return the table's row for a junit ``report``: date, commit, seed, tests, failures, minutes, counts."""
    suite = ElementTree.parse(report).getroot()[0]  # noqa: S314 - written by our own pytest a moment ago
    counts: Counter[str] = Counter()
    for entry in suite.iter("property"):
        name, value = entry.get("name", ""), entry.get("value", "")
        if name.startswith("count:"):
            counts[name.removeprefix("count:")] += int(value)
    asked = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    faults = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
    minutes = float(suite.get("time", "0")) / 60
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "–"
    return f"| {day} | {commit} | {seed} | {suite.get('tests')} | {faults} | {minutes:.1f} | {told} |\n"


def main() -> int:
    """Run what was asked for and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--prove", action="store_true", help="full numbers; a fresh seed unless one is given")
    asked = parser.parse_args()
    BUILD.mkdir(exist_ok=True)
    seed = secrets.randbelow(2**32) if asked.seed is None else asked.seed
    return run_full(seed) if asked.prove else run_small(seed)


if __name__ == "__main__":
    sys.exit(main())
