"""Everything that ``make bench`` measures runs, on a tiny store; how long it takes is not asked here."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bench import (
    counting,
    keeping,
    keys,
    locking,
    papers,
    pulse,
    reading,
    saving,
    scans,
    searching,
    stores,
    window,
)
from bench.figures import MILLISECONDS, Figure, alternating, milliseconds
from bench.kinds import KINDS
from bench.pulse import Pulse
from bench.table import table_of
from intman_desktop.services.casework.cases import case_page
from intman_desktop.ui.style import Look, Style
from intman_desktop.values.views import CaseFilter

PEOPLE = 12
TALKS = 4


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "store"
    stores.fill(folder, PEOPLE, TALKS)
    return folder


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reading, searching, counting, papers, scans, keys):
        monkeypatch.setattr(module, "RUNS", 1)
    monkeypatch.setattr(pulse, "QUIET", 0.15)


def test_a_store_holds_the_people_with_their_talks_notes_and_consents(store: Path) -> None:
    with stores.opened_store(store) as desk:
        with desk.vault.reading() as connection:

            def count(of: str) -> int:
                return int(connection.exec_driver_sql(f"SELECT count(*) FROM {of}").scalar_one())

            assert count("participants") >= PEOPLE * TALKS
            assert count("talks") == PEOPLE * TALKS
            assert count("consents") >= PEOPLE
            assert count("note_index WHERE note_index MATCH 'beispieltext'") > 0
        assert case_page(desk, CaseFilter()).total == PEOPLE


def test_what_reads_is_measured_beside_bare_statements(store: Path) -> None:
    found = list(reading.unlocking(store))
    with stores.opened_store(store) as desk:
        for module in (reading, searching, counting, papers):
            found += module.measures(desk)
    assert len({each.what for each in found}) == len(found)
    assert all(each.value > 0 for each in found)


def test_what_writes_is_measured(store: Path, tmp_path: Path) -> None:
    shutil.copytree(store, tmp_path / "store")
    with stores.opened_store(tmp_path / "store") as desk:
        assert len(list(saving.measures(desk, tmp_path, rows=3))) == 3
        for measures, figures in ((keeping.backup, 4), (keeping.verify, 2), (keeping.rehearsal, 2)):
            assert len(list(measures(desk, tmp_path))) == figures


def test_a_store_is_measured_with_and_without_scans_where_there_is_room(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = list(scans.measures(store, tmp_path, count=5, size=1000))
    assert [each.value >= 0 for each in found] == [True] * 5
    assert list(tmp_path.iterdir()) == []
    assert list(scans.measures(store, tmp_path, count=10**9, size=10**9)) == []
    assert "no room" in capsys.readouterr().out


def test_every_way_in_and_the_renewal_are_measured_beside_the_bare_operations(
    store: Path, tmp_path: Path
) -> None:
    found = list(keys.measures(store, tmp_path))
    assert all(each.value > 0 for each in found)
    assert [each.what.partition(":")[2] for each in found if each.unit == MILLISECONDS] == [
        " owner",
        " substitute",
        " emergency",
    ]
    assert len(found) == 8
    assert list(tmp_path.iterdir()) == []


@pytest.mark.unmeasured
def test_the_window_is_measured_with_papers_being_made(
    store: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "TYPED", "m")
    monkeypatch.setattr(window, "NOTED", "w")
    found = list(window.measures(store, papers=2, runs=1))
    Style(qapp).choose(Look.LIGHT)
    assert [each.what for each in found if each.aim != window.FREE_MS] == []
    assert len(found) == 5


STARTED = """
import sys
from PySide6.QtWidgets import QApplication
from bench import painted
def say():
    application = QApplication.instance()
    application.setStyleSheet("")
    print(application.style().name(), flush=True)
    application.quit()
painted.say = say
painted._run(painted.OURS, sys.argv[1])
"""


def test_the_start_is_measured_in_the_style_that_the_program_has(
    store: Path, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_STYLE_OVERRIDE", "windows")
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    begun = [sys.executable, "-c", STARTED, str(store)]
    done = subprocess.run(begun, cwd=checkout, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["fusion"]


@pytest.mark.unmeasured
def test_locking_is_measured_with_papers_and_a_backup_under_way(
    store: Path, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(store, tmp_path / "store")
    monkeypatch.setattr(locking, "RUNS", 1)
    monkeypatch.setattr(locking, "_MADE_SOON", 0.05)
    found = list(locking.measures(tmp_path / "store", papers=2))
    Style(qapp).choose(Look.LIGHT)
    assert [each.aim for each in found] == [locking.DRAFT_MS, *[locking.COVERED_MS] * 3]
    assert all(each.value > 0 for each in found)


@pytest.fixture
def turn_on(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return what lets the clock of the measurements go on by so many seconds at once."""
    ahead = [0.0]
    clock = time.perf_counter
    monkeypatch.setattr(time, "perf_counter", lambda: clock() + ahead[0])

    def turn(seconds: float) -> None:
        ahead[0] += seconds

    return turn


def test_a_pulse_tells_the_longest_gap(qapp: QApplication, turn_on: Callable[[float], None]) -> None:
    beating = Pulse(lambda: False)
    assert 3_600_000 <= beating.for_seconds(lambda: turn_on(3600), 0.02) < 7_200_000
    assert 3_600_000 <= beating.until_done(lambda: turn_on(3600)) < 7_200_000


def test_every_kind_has_a_name_to_ask_for() -> None:
    assert {
        "start",
        "unlock",
        "window",
        "memory",
        "search",
        "figures",
        "plan",
        "backup",
        "verify",
        "rehearsal",
    } <= KINDS.keys()


def test_the_table_says_where_an_aim_is_missed() -> None:
    table = table_of(
        {200: [Figure("unlock", 12.34, aim=150.0)], 2_000: [Figure("unlock", 151.0, aim=150.0)]}, TALKS
    )
    assert "| unlock | ≤ 150 ms | 12.3 ms | **151 ms, missed** |" in table
    assert "200 people | 2,000 people" in table


def test_times_are_taken_of_both_by_turns() -> None:
    ran: list[str] = []
    alternating(lambda: ran.append("ours"), lambda: ran.append("bare"), 2)
    assert ran == ["ours", "bare"] * 3


def test_a_time_is_the_middle_one_of_its_runs(turn_on: Callable[[float], None]) -> None:
    hours = iter([3, 1, 2])
    assert round(milliseconds(lambda: turn_on(3600 * next(hours)), 3), -5) == 7_200_000
