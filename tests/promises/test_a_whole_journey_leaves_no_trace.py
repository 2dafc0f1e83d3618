"""Nothing in clear on disk at any moment, no network, nothing held while locked: one journey, seen whole.

The journey runs in a process of its own under our tracer (``tests.promises.tracing``), which sees every byte
that Python, SQLite, Qt or any other library hands to the system for a file, whether the file is deleted a
moment later, never had a name, or is written by another process of the program; every name given on the disk;
the words that other programs are started with; and every socket. Changes in shared mappings of files it would
not see: there must be none. Only what goes to the printer and what the person saves herself is in clear.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.papers_scanned import a_pdf
from tests.promises.marked import known_again, said
from tests.promises.tracing import STANDARD_OUTPUT, Trace, run_traced

pytestmark = pytest.mark.linux

_AF_UNIX = 1
WRITTEN = (
    # stores, key files, lists of the erased, sealed scans, backups: all under a name of their own first
    r"(home/\.local/share/intman|stick)/([^/]+/)*(cases\.db(-wal|-journal)?|\.unfinished-[0-9a-f]+|vault\.lock)",
    # the copy through which a store of today is looked into before a restore, removed afterwards
    r"home/\.local/share/intman/\.unfinished-[^/]+/keys\.json",
    # how far the log of a store was acknowledged: numbers
    r"home/\.local/share/intman/[^/]+/log\.mark",
    # what belongs to the machine: the place of the window, the log
    r"home/\.local/state/intman/(window\.json\.part|intman\.log)",
    # of the fonts' library: what fonts there are, for all programs where it may, else for this person
    r"home/\.cache/fontconfig/.*",
    r"(\.\./)+var/cache/fontconfig/.*",
)
"""Every file that the program may write, from the folder of the journey on; all of it is searched."""

PACKED = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"\x78\x9c", b"SQLite format 3")
"""How files begin in which nothing could be found by searching, and a store that is not sealed."""

GIVEN_OUT = r"chosen/(\.unfinished-[0-9a-f]+|liste\.xlsx)|spooler/printed|report\.json"
"""What the person saved where she wanted it, what went to the printer, and what the journey tells us."""


@dataclass(frozen=True)
class Seen:
    folder: Path
    trace: Trace
    report: dict[str, Any]


def go(folder: Path, checkout: Path) -> Seen:
    """Let the journey happen in ``folder`` and return what was seen of it."""
    for name in ("home", "given", "chosen", "stick", "spooler", "temporary"):
        (folder / name).mkdir()
    (folder / "given" / "zeugnis.pdf").write_bytes(a_pdf() + f"\n% {said('scan')}".encode())
    of_others = ("XDG_", "INTMAN_", "DBUS_", "CUPS_", "COV_", "COVERAGE_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(of_others)}
    environment |= {
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "temporary"),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "tests.promises.journey", str(folder), "traced"]
    trace = run_traced(command, environment, str(checkout))
    return Seen(folder, trace, json.loads((folder / "report.json").read_text(encoding="utf-8")))


def nothing_was_written_in_clear(seen: Seen) -> None:
    outside, packed, in_clear = [], [], {}
    for path, content in seen.trace.written.items():
        below = os.path.relpath(path.removesuffix(" (deleted)"), seen.folder)
        if re.fullmatch(GIVEN_OUT, below):
            continue
        if path != STANDARD_OUTPUT and not any(re.fullmatch(each, below) for each in WRITTEN):
            outside.append(below)
        if content.startswith(PACKED):
            packed.append(below)
        if found := known_again(content):
            in_clear[below] = found
    assert (outside, packed) == ([], [])
    assert in_clear == {}
    assert len(seen.trace.written) > 15
    assert {text for text in seen.trace.texts if known_again(text)} == set()
    assert (seen.trace.mapped, seen.trace.rings) == (set(), 0)
    assert any("Beim Drucken kann das Betriebssystem" in each for each in seen.report["told_when_printing"])


def nothing_is_left_in_clear(seen: Seen) -> None:
    left = {str(path.relative_to(seen.folder)): path for path in seen.folder.rglob("*") if path.is_file()}
    del left["given/zeugnis.pdf"]
    ours = {name: path for name, path in left.items() if not re.fullmatch(GIVEN_OUT, name)}
    assert len(ours) > 6
    assert [name for name, path in ours.items() if known_again(path.read_bytes())] == []
    assert list((seen.folder / "temporary").iterdir()) == []


def no_socket_was_opened_but_of_this_computer(seen: Seen) -> None:
    assert set(seen.trace.sockets) <= {_AF_UNIX}


def nothing_was_asked_of_the_disk_on_the_windows_thread(seen: Seen) -> None:
    assert seen.report["disk"] == []


def nothing_was_held_while_locked(seen: Seen) -> None:
    assert len(seen.report["memory"]) == 2
    for found in seen.report["memory"]:
        assert {"data key", "emergency code", "passphrase", "note", "family_name"} <= set(found["python"])
        for eyes in ("python", "qt"):
            assert found[eyes].pop("planted"), "what was planted must be seen"
            assert {what: where for what, where in found[eyes].items() if where} == {}
        assert found["steps_back"] == []


@pytest.mark.slow
def test_a_whole_journey_writes_nothing_in_clear_opens_no_network_and_keeps_nothing_while_locked(
    tmp_path: Path, checkout: Path
) -> None:
    seen = go(tmp_path.resolve(), checkout)
    assert seen.trace.code == 0, seen.report
    assert seen.report["stages"][-1] == "restore"
    nothing_was_written_in_clear(seen)
    nothing_is_left_in_clear(seen)
    no_socket_was_opened_but_of_this_computer(seen)
    nothing_was_held_while_locked(seen)
    nothing_was_asked_of_the_disk_on_the_windows_thread(seen)
