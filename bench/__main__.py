"""What a person waits for, measured on real encrypted stores full of invented people.

Prints one table; ``--write`` puts it into ``docs/bench.md``. ``--only`` measures some kinds alone,
``--people`` some sizes alone; with ``--stores`` the filled stores are kept in a folder and used again.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.kinds import KINDS, Place
from bench.stores import TALKS_EACH, fill
from bench.table import keep, table_of

SIZES = (200, 2_000, 20_000)


def measured(people: int, stores: Path, only: list[str], talks: int = TALKS_EACH) -> list[Figure]:
    """Return the figures of the kinds ``only`` with ``people`` invented people.

    The filled stores lie in ``stores``, made there where they are missing; copies of them are measured.
    """
    found: list[Figure] = []
    with TemporaryDirectory() as scratch:
        place = Place(Path(scratch), people)
        for size, folder in ((people, place.store), (0, place.empty)):
            filled = stores / f"{size}-{talks}"
            if not filled.is_dir():
                fill(filled, size, talks)
            shutil.copytree(filled, folder)
        for kind in only:
            for figure in KINDS[kind](place):
                print(f"{people:>6,} people · {figure.what}: {figure.told()}", flush=True)
                found.append(figure)
    return found


def main() -> int:
    """Measure, print, and with ``--write`` keep the table."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=SIZES, help="how many people")
    parser.add_argument("--only", nargs="+", choices=tuple(KINDS), default=tuple(KINDS), help="some kinds")
    parser.add_argument("--stores", type=Path, help="a folder that keeps the filled stores")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    asked = parser.parse_args()
    with _kept(asked.stores) as stores:
        columns = {people: measured(people, stores, asked.only) for people in asked.people}
    table = table_of(columns, TALKS_EACH)
    print(table)
    if asked.write:
        keep(table)
    return 0


@contextmanager
def _kept(stores: Path | None) -> Iterator[Path]:
    if stores is not None:
        stores.mkdir(parents=True, exist_ok=True)
        yield stores
        return
    with TemporaryDirectory() as folder:
        yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
