"""Opening, searching and closing a store with three gigabytes of scans, beside the same store without any.

The scans are files of the size of a scanned page, each with its row. In all of them is the same sealed paper,
written out whole for each: none of what is measured reads it.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.figures import RATIO, Figure, alternating, seconds_of
from bench.reading import UNLOCKED_MS
from bench.stores import PASSPHRASE, opened_store
from intman_desktop.services.casework.search import find_all
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.indexing import refresh_index
from intman_desktop.services.keeping.stores import desk_of
from intman_desktop.vault import layout
from intman_desktop.vault.keys import unlock
from intman_desktop.vault.scans import seal_scan
from intman_desktop.vault.store import look_at_vault, open_unlocked

MOST = 1.3
"""How many times as long as without scans a search may take."""
CLOSED_MS = 100.0
"""How long closing the store may take when it is locked; a millisecond is usual, so a ratio tells nothing."""
GIGABYTES = 3
SIZE = 300_000
"""Bytes of one scan: a page at 200 dots an inch, in colour."""
COUNT = GIGABYTES * 10**9 // SIZE
RUNS = 9
TYPED = "muhamed al"

_ROOM_LEFT = 10**9
_ROW = """
    INSERT INTO scans (case_id, what, added_on, media_type, size, sha256, file, file_key)
    VALUES (?, 'other', '2026-01-01', 'image/jpeg', ?, ?, ?, ?)
"""


def measures(store: Path, folder: Path, count: int = COUNT, size: int = SIZE) -> Iterator[Figure]:
    """Yield what ``count`` scans of ``size`` bytes cost; a copy of the closed ``store`` gets them.

    Where the disk has no room for them, it is said, and nothing is yielded.
    """
    if shutil.disk_usage(folder).free < count * size + _ROOM_LEFT:
        print(f"no room for {count * size / 10**9:.1f} GB of scans: not measured", flush=True)
        return
    full = folder / "with-scans"
    shutil.copytree(store, full)
    try:
        _fill(full, count, size)
        yield from _measured(full, store)
    finally:
        shutil.rmtree(full)


def _measured(full: Path, bare: Path) -> Iterator[Figure]:
    opened = {folder: unlock(look_at_vault(folder), PASSPHRASE) for folder in (full, bare)}

    def opening(folder: Path) -> Desk:
        vault = open_unlocked(folder, opened[folder])
        refresh_index(vault)
        return desk_of(vault)

    def open_and_close(folder: Path) -> None:
        opening(folder).vault.close()

    with_scans, without = alternating(lambda: open_and_close(full), lambda: open_and_close(bare), RUNS)
    what = f"with {GIGABYTES} GB of scans"
    yield Figure(f"unlock beyond the key derivation, {what}", with_scans, aim=UNLOCKED_MS)
    yield Figure(f"unlock, what {GIGABYTES} GB of scans add", max(0.0, with_scans - without))
    with ExitStack() as stack:
        ours, plain = (stack.enter_context(opened_store(folder)) for folder in (full, bare))
        found, found_without = alternating(
            lambda: find_all(ours, TYPED), lambda: find_all(plain, TYPED), RUNS
        )
    yield Figure(f"search {what}, to without", found / found_without, RATIO, MOST)
    times = [[seconds_of(opening(folder).vault.close) for folder in (full, bare)] for _run in range(RUNS)]
    closed, closed_without = (min(column) for column in zip(*times, strict=True))
    yield Figure(f"closing the store {what}", 1000 * closed, aim=CLOSED_MS)
    yield Figure(
        f"closing the store, what {GIGABYTES} GB of scans add", 1000 * max(0.0, closed - closed_without)
    )


def _fill(folder: Path, count: int, size: int) -> None:
    """Put ``count`` scans beside the store and their rows into it, spread over its cases."""
    names = [secrets.token_hex(16) for _each in range(count)]
    with opened_store(folder) as desk:
        made = seal_scan(folder, secrets.token_bytes(size))
        with desk.vault.transaction() as connection:
            cases = connection.exec_driver_sql("SELECT id FROM cases").scalars().all()
            rows = [
                (cases[at % len(cases)], size, made.sha256, name, made.key) for at, name in enumerate(names)
            ]
            connection.exec_driver_sql(_ROW, rows)
    scans = folder / layout.SCANS
    sealed = (scans / made.name).read_bytes()
    for name in names:
        (scans / name).write_bytes(sealed)
    (scans / made.name).unlink()
