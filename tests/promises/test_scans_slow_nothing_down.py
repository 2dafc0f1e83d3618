"""However many scans lie beside a store, to open, search and lock it touches none of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan, show_scan
from intman_desktop.services.casework.search import find_all
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.vault import layout
from tests import builders as a
from tests.opened import PASSPHRASE, TODAY, moment
from tests.papers_scanned import a_pdf

SCANS = 5
_touched: list[list[str]] = []


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("open", "os.remove", "os.rename", "os.truncate") and _touched:
        _touched[-1].append(str(arguments[0]))


sys.addaudithook(_look)


@contextmanager
def scans_touched(folder: Path) -> Iterator[list[str]]:
    """Yield the list that is filled with the scans that are opened, removed or renamed inside the block."""
    found: list[str] = []
    _touched.append([])
    try:
        yield found
    finally:
        within = str(folder / layout.SCANS) + "/"
        found += [each for each in _touched.pop() if each.startswith(within)]


@pytest.fixture
def with_scans(opened: Callable[[str], Desk]) -> Desk:
    desk = opened("a")
    case_id = take_in(desk, a.an_intake(client=a.a_client(family_name="Mustermann"))).value.case_id
    for number in range(SCANS):
        new = NewScan(ScanKind.OTHER, f"Zeugnis {number}")
        attach_scan(desk, case_id, new, ScanContent(PDF, a_pdf()))
    return desk


def test_to_open_search_and_lock_a_store_touches_no_scan(with_scans: Desk) -> None:
    folder = with_scans.vault.folder
    with scans_touched(folder) as touched:
        with_scans.vault.close()
        again = desk_of(open_store(folder, PASSPHRASE), lambda: TODAY, lambda: moment())
        assert find_all(again, "mustermann")
        again.vault.close()
    assert touched == []
    assert len(list((folder / layout.SCANS).iterdir())) == SCANS


def test_the_watch_sees_a_scan_that_is_shown(with_scans: Desk) -> None:
    # the counter-proof
    with scans_touched(with_scans.vault.folder) as touched:
        show_scan(with_scans, 1, 1)
    assert len(set(touched)) == 1
