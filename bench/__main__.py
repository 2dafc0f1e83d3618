"""What a person waits for, measured on a real encrypted store full of invented people.

Prints one table; ``--write`` puts it into ``docs/bench.md``. Every figure is the median of several
runs, so that one hiccup of the machine counts for nothing.
"""

from __future__ import annotations

import argparse
import datetime
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from bench import searching
from intman_desktop.models.writing import add_case_files
from intman_desktop.sample.office import LAST_DAY, invented_office, the_office
from intman_desktop.services import case_rows, directory, overview
from intman_desktop.services.desk import Desk
from intman_desktop.services.list_import import doubles_here, list_desk, take_list
from intman_desktop.services.list_reading import Decisions, open_list, understand_rows
from intman_desktop.services.stores import create_store, desk_of, open_store
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault.backup import back_up

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "bench.md"
MEASURED = "## Measured\n"
PASSPHRASE = "Gemessen wird mit Muster"  # noqa: S105 - of a store that lives for seconds
NOON = datetime.datetime.combine(LAST_DAY, datetime.time(12), datetime.UTC)
PAGE_OF_LIST = 50


def milliseconds(act: Callable[[], object], runs: int) -> float:
    """Return the median time of ``runs`` runs of ``act`` in milliseconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def first_page(desk: Desk) -> object:
    """Read what the list of cases shows first."""
    with desk.vault.reading() as connection:
        return case_rows.page_of(connection, desk.today(), CaseFilter(), 0, PAGE_OF_LIST)


def chips(desk: Desk) -> object:
    """Count the cases of every filter chip."""
    with desk.vault.reading() as connection:
        return case_rows.counts_of(connection, desk.today(), CaseFilter())


def one_save(desk: Desk) -> object:
    """Change one entry of the directory and commit."""
    entry = directory.services_list(desk)[0]
    return directory.save_service(desk, replace(entry, name=f"{entry.name[:20]}."))


def a_list(people: int) -> bytes:
    """Return a workbook with ``people`` invented people whose consent is on paper."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", "Vorname", "Geburtsdatum", "Nationalität", "Einwilligung am", "Ablage", "Telefon"])
    for number in range(people):
        born = datetime.date(1960 + number % 40, 1 + number % 12, 2 + number % 26)
        sheet.append(
            [f"Liste{number}", f"Muster{number % 50}", born, "syrisch", LAST_DAY, "Ordner", f"0711 {number}"]
        )
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def take_a_list_over(desk: Desk, content: bytes) -> object:
    """Read a list, match and understand it, look for doubles, and open all the cases."""
    known = list_desk(desk)
    matched = open_list(content, known, desk.today())
    understood = understand_rows(matched, Decisions(told=True), known.vocabulary, desk.today())
    doubles_here(desk, understood.people)
    return take_list(desk, understood.people, matched.fingerprint, matched.fields)


def measures(desk: Desk, folder: Path) -> Iterator[tuple[str, float]]:
    """Yield the name and the milliseconds of everything measured in an open store."""
    yield "first page of the list of cases", milliseconds(lambda: first_page(desk), 9)
    yield "counts of the filter chips", milliseconds(lambda: chips(desk), 9)
    yield from searching.measures(desk, milliseconds)
    yield "overview with all deadlines", milliseconds(lambda: overview.glance(desk), 5)
    yield "one saved change", milliseconds(lambda: one_save(desk), 9)
    content = a_list(1000)
    yield (
        "a list of 1,000 rows, from bytes to saved",
        milliseconds(lambda: take_a_list_over(desk, content), 1),
    )
    yield "backup with its check", milliseconds(lambda: back_up(desk.vault, folder / "backup", NOON), 1)


def measured(people: int, folder: Path) -> dict[str, float]:
    """Return milliseconds by name for a new store with ``people`` invented people in ``folder``."""
    vault = create_store(folder / "store", PASSPHRASE, the_office()).vault
    document = invented_office(people)
    with vault.transaction() as connection:
        add_case_files(connection, document.cases, document.talks)
    vault.close()
    figures = {"unlocking with the passphrase": milliseconds(lambda: open_and_close(folder / "store"), 3)}
    vault = open_store(folder / "store", PASSPHRASE)
    try:
        desk = desk_of(vault, today=lambda: LAST_DAY, now=lambda: NOON)
        return figures | dict(measures(desk, folder))
    finally:
        vault.close()


def open_and_close(folder: Path) -> None:
    """Unlock the store in ``folder`` and close it again."""
    open_store(folder, PASSPHRASE).close()


def table_of(columns: dict[int, dict[str, float]]) -> str:
    """Return the table of all figures, with a line on where and when they were taken."""
    asked = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    lines = [
        f"{day}, commit {commit}, {platform.system()}, Python {platform.python_version()} (median, ms).",
        "",
        "| What | " + " | ".join(f"{people:,} people" for people in columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for name in next(iter(columns.values())):
        lines.append(f"| {name} | " + " | ".join(f"{column[name]:.1f}" for column in columns.values()) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, print, and with ``--write`` keep the table."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[120, 2000])
    parser.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    asked = parser.parse_args()
    columns = {}
    for people in asked.people:
        with tempfile.TemporaryDirectory() as folder:
            columns[people] = measured(people, Path(folder))
    table = table_of(columns)
    print(table)
    if asked.write:
        before = PAGE.read_text(encoding="utf-8").partition(MEASURED)[0]
        PAGE.write_text(before + MEASURED + "\n" + table, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
