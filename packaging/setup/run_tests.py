"""Run the tests: small numbers with a fixed seed, or the full numbers with a row in docs/proofs.md."""

from __future__ import annotations

import argparse
import datetime
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from coverage_floors import below_the_floors

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
COVERAGE = BUILD / "coverage.json"
REPORT = BUILD / "tests.xml"
PROOFS = ROOT / "docs" / "proofs.md"
WORKERS, WORKERS_AT_ONCE = 2, 3
"""How many run the full numbers, and the small ones: there one works while another waits for a program."""
JOURNEYS = ("tests/promises", "tests/tour", "tests/ui")
"""Where the tests lie that go through everything; of the others only what is unmeasured is read for it."""
_UNMEASURED = "pytest.mark.unmeasured"

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of a name nobody can foresee is made in it
MEMORY_INFO = Path("/proc/meminfo")
ROOM_THERE = 1024**3
MEMORY_LEFT = 4 * 1024**3
"""What has to be free before the small run keeps its stores in memory; at most 0.2 GB were seen in use."""

_COMPILES = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Each program that a test starts would otherwise compile every module anew, for seconds."""

_REPEATABLE = _COMPILES | {"PYTHONHASHSEED": "0"}
"""The environment in which a seed repeats what it did: the order of sets of words is always the same."""


def pytest_command(seed: int, workers: int = WORKERS) -> list[str]:
    """Return the command both runs share; ``seed`` fixes the order and every drawn number."""
    return [
        sys.executable, "-m", "pytest", "-q", f"--randomly-seed={seed}", "-p", "no:cacheprovider",
        "-n", str(workers), "--dist", "worksteal",
    ]  # fmt: skip


def memory_available(info: Path = MEMORY_INFO) -> int:
    """Return how many bytes of memory programs can still have, 0 where the system does not tell."""
    try:
        told = dict(line.split(":", 1) for line in info.read_text(encoding="ascii").splitlines())
        return int(told["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return 0


@contextmanager
def stores_in_memory(memory: Path = MEMORY, info: Path = MEMORY_INFO) -> Iterator[list[str]]:
    """Yield the options by which pytest keeps its temporary stores in memory; none where room is short.

    The small run writes thousands of stores, and each of their commits waits for the disk. A killed process
    loses nothing of what it wrote here either. The full numbers are run on the disk itself.
    """
    there = memory.is_dir() and os.access(memory, os.W_OK) and memory_available(info) >= MEMORY_LEFT
    if not there or shutil.disk_usage(memory).free < ROOM_THERE:
        yield []
        return
    with tempfile.TemporaryDirectory(prefix="intman-", dir=memory, ignore_cleanup_errors=True) as folder:
        yield [f"--basetemp={folder}/t", "-o", "tmp_path_retention_policy=failed"]


def unmeasured_files() -> list[str]:
    """Return the files outside the folders of journeys with tests that run with them, without coverage."""
    files = (each.relative_to(ROOT).as_posix() for each in sorted((ROOT / "tests").rglob("test_*.py")))
    outside = (each for each in files if not each.startswith(JOURNEYS))
    return [each for each in outside if _UNMEASURED in (ROOT / each).read_text(encoding="utf-8")]


def compile_tests() -> None:
    """Let pytest compile every test module once, before several workers would each do so for themselves.

    In a fresh clone that is most of what collecting costs. What a module is wrong with is told by the run.
    """
    others = [f"--ignore={folder}" for folder in JOURNEYS]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--collect-only"]
    both = [
        subprocess.Popen([*command, *which], cwd=ROOT, env=_REPEATABLE, stdout=subprocess.DEVNULL)
        for which in (JOURNEYS, ("tests", *others))
    ]
    for each in both:
        each.wait()


def run_small(seed: int) -> int:
    """Run with small numbers; return the first code of pytest that is none, or 1 below a floor of coverage.

    Journeys run first and without coverage, which would take as long again, and the tests marked
    ``unmeasured`` with them; then the tests of each part run with it. Coverage is not paused for a test,
    because a thread that begins meanwhile can fail on that.
    """
    COVERAGE.unlink(missing_ok=True)
    measured = ["--cov", "--cov-report=", f"--cov-report=json:{COVERAGE}"]
    codes, passed = [], 0
    for half, options in (("journeys", [*JOURNEYS, *unmeasured_files()]), ("parts", measured)):
        print(f"The {half}:", flush=True)
        REPORT.unlink(missing_ok=True)
        with stores_in_memory() as there:
            command = [
                *pytest_command(seed, WORKERS_AT_ONCE),
                f"--only={half}",
                f"--junitxml={REPORT}",
                *options,
                *there,
            ]
            codes.append(subprocess.run(command, cwd=ROOT, env=_REPEATABLE, check=False).returncode)
        passed += passed_in(REPORT)
    low = below_the_floors(COVERAGE) if COVERAGE.exists() else [f"{COVERAGE.name} was not written."]
    print("\n".join([*low, f"Both halves together: {passed} passed."]))
    return next((code for code in codes if code), 1 if low else 0)


def passed_in(report: Path) -> int:
    """Return how many tests a junit ``report`` calls passed; none where pytest did not come to write it."""
    if not report.exists():
        return 0
    suite = ElementTree.parse(report).getroot()[0]  # noqa: S314 - written by our own pytest a moment ago
    return int(suite.get("tests", "0")) - sum(int(suite.get(told, "0")) for told in ("failures", "errors"))


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
    if asked.prove:
        return run_full(seed)
    compile_tests()
    return run_small(seed)


if __name__ == "__main__":
    sys.exit(main())
