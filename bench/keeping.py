"""What keeps the store well: backup, check and rehearsal, each against the bare operations it is made of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.figures import RATIO, SECONDS, Figure, seconds_of
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.backing_up import deliver, note_backups, order_backup
from intman_desktop.services.keeping.backups import back_up, verify_store
from intman_desktop.services.keeping.places import find_places, known_places
from intman_desktop.services.keeping.rehearsing import order_rehearsal, rehearse
from intman_desktop.vault import files, layout
from intman_desktop.vault.connection import copy_opened

_CHUNK = 1 << 20


def backup(desk: Desk, folder: Path) -> Iterator[Figure]:
    """Yield what a backup costs: the part that needs the store, the rest, and both to the bare copy."""
    place = _place(folder)
    orders = []
    ordered = seconds_of(lambda: orders.append(order_backup(desk, [place])))
    results = []
    delivered = seconds_of(lambda: results.append(deliver(orders[0])))
    noted = seconds_of(lambda: note_backups(desk, results[0]))
    yield Figure("backup: copy of the store, on its worker", ordered, SECONDS)
    yield Figure("backup: check and write, on the other worker", delivered, SECONDS)
    yield Figure("backup: keep in mind", noted, SECONDS)
    bare = seconds_of(lambda: _bare_copy(desk, folder / "bare"))
    yield Figure(
        "backup, to a bare VACUUM INTO, both checks and one write", (ordered + delivered) / bare, RATIO
    )
    shutil.rmtree(place)


def verify(desk: Desk, folder: Path) -> Iterator[Figure]:
    """Yield what checking the open store costs, also to the bare checks of a copy of it."""
    checked = seconds_of(lambda: verify_store(desk, ()))
    copy = folder / "copy.db"
    desk.vault.checkpoint()
    shutil.copyfile(desk.vault.folder / layout.STORE, copy)
    bare = seconds_of(lambda: _bare_checks(copy, desk.vault.data_key))
    copy.unlink()
    yield Figure("verify", checked, SECONDS)
    yield Figure("verify, to both bare integrity checks", checked / bare, RATIO)


def rehearsal(desk: Desk, folder: Path) -> Iterator[Figure]:
    """Yield what restoring the newest backup into a shadow costs, also to the bare copy and its checks."""
    place = _place(folder)
    back_up(desk, place)
    order = order_rehearsal(desk, find_places(known_places(desk), []))
    if order is None:
        raise RuntimeError("no backup to rehearse with")
    taken = seconds_of(lambda: rehearse(replace(order, shadow=files.unfinished(desk.vault.folder))))
    bare = seconds_of(lambda: _bare_copy(desk, folder / "bare"))
    yield Figure("rehearsal, on the other worker", taken, SECONDS)
    yield Figure("rehearsal, to a bare VACUUM INTO, both checks and one write", taken / bare, RATIO)
    shutil.rmtree(place)


def _place(folder: Path) -> Path:
    place = folder / "place"
    place.mkdir()
    return place


def _bare_copy(desk: Desk, folder: Path) -> None:
    """Copy the store with one statement, check the copy twice, and write its bytes once more, synced."""
    folder.mkdir()
    copy = folder / layout.STORE
    desk.vault.driver.execute("VACUUM INTO ?", (str(copy),))
    _bare_checks(copy, desk.vault.data_key)
    with copy.open("rb") as source, (folder / "written").open("wb") as target:
        shutil.copyfileobj(source, target, _CHUNK)
        target.flush()
        os.fsync(target.fileno())
    shutil.rmtree(folder)


def _bare_checks(copy: Path, data_key: bytes) -> None:
    with copy_opened(copy, data_key) as driver:
        driver.execute("PRAGMA cipher_integrity_check").fetchall()
        driver.execute("PRAGMA integrity_check").fetchall()
