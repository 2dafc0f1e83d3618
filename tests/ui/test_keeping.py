"""What the program does by itself in the real window: upkeep after unlocking, a backup before closing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.common.office import read_office
from intman_desktop.services.common.upkeep_memory import memory_in, put_memory
from intman_desktop.services.keeping import backing_up as service
from intman_desktop.services.keeping import places, rehearsing
from intman_desktop.services.keeping import upkeep as what_is_due
from intman_desktop.services.keeping.backups import back_up, last_backup, restore
from intman_desktop.services.keeping.keyring import renew
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.keeping.upkeep import upkeep_view
from intman_desktop.ui import closing as closing_module
from intman_desktop.ui import place_watch
from intman_desktop.ui.closing import ClosingCard
from intman_desktop.ui.keeping import Keeping
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.parts.upkeep_lines import UpkeepLines
from intman_desktop.ui.settings.backup_part import BackupPart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.unlock.reasons import LockReason
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.unlock.ways import Whose
from intman_desktop.ui.window import MainWindow
from intman_desktop.values.backup_views import KnownPlace
from intman_desktop.vault import backup as copying
from intman_desktop.vault import files, layout
from intman_desktop.vault.backup_file import read_header
from intman_desktop.vault.key_file import write_key_file
from intman_desktop.vault.troubles import DiskFull, VaultDamaged
from tests.builders import a_case_file
from tests.opened import PASSPHRASE, TODAY, moment, open_desk
from tests.ui.conftest import OpenProgram
from tests.ui.covers import click, cover, give, said
from tests.ui.hands import Hands, stop_of
from tests.vault.making import flip


@pytest.fixture
def hands(open_program: OpenProgram, qtbot: QtBot) -> Hands:
    return Hands(qtbot, open_program([a_case_file()]))


def keeping(hands: Hands) -> Keeping:
    assert hands.program.keeping is not None
    return hands.program.keeping


def kept_up(hands: Hands) -> None:
    """Let the upkeep begin now, and wait until nothing is left to do."""
    with hands.qtbot.waitSignal(keeping(hands).upkeep.finished, timeout=20_000):
        keeping(hands).upkeep.start()
    hands.settle()


def backed_up(hands: Hands, place: Path) -> None:
    hands.asked(lambda desk: back_up(desk, place))


def changed(hands: Hands) -> None:
    hands.asked(lambda desk: change_office(desk, {"phone": "0711 000000"}))


def backups(place: Path) -> list[str]:
    return sorted(each.name for each in place.glob("*.imb"))


def window_of(hands: Hands) -> MainWindow:
    return hands.program.window


def notice(hands: Hands) -> str:
    return window_of(hands).notices.text()


# Upkeep


def test_after_unlocking_it_waits_a_while(hands: Hands) -> None:
    timers = keeping(hands).upkeep.findChildren(QTimer)
    assert [each.isActive() for each in timers] == [True]
    hands.program.locking.lock(LockReason.ASKED)
    assert [each.isActive() for each in timers] == [False]


def test_a_first_upkeep_checks_the_store_and_tells_it(hands: Hands) -> None:
    kept_up(hands)
    view = hands.asked(upkeep_view)
    assert (view.verified_on, view.verify_faults) == (TODAY, 0)
    page = hands.open(OverviewPage, "overview")
    assert "Tresor geprüft am 20.11.2026: alles in Ordnung." in said(page.backup)


def test_what_changed_is_backed_up_rehearsed_the_day_after_and_told(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.asked(lambda desk: change_office(desk, {"backup_places": (str(stick),)}))
    kept_up(hands)
    assert len(backups(stick)) == 1
    page = hands.open(OverviewPage, "overview")
    assert "Die erste Probe" in said(page.backup)
    monkeypatch.setattr("intman_desktop.rules.upkeep.rehearsal_due", lambda _place, _today: True)
    kept_up(hands)
    assert len(backups(stick)) == 1
    hands.open(OverviewPage, "overview")
    assert "Zur Probe wiederhergestellt am 20.11.2026: alles war da." in said(page.backup)
    assert notice(hands) == ""


def test_a_damaged_backup_is_told_after_the_rehearsal(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(hands, stick)
    (file,) = stick.glob("*.imb")
    flip(file, file.stat().st_size - 100)
    monkeypatch.setattr("intman_desktop.rules.upkeep.rehearsal_due", lambda _place, _today: True)
    kept_up(hands)
    assert "nicht wiederherstellen" in notice(hands)
    page = hands.open(OverviewPage, "overview")
    assert "nicht wiederherstellen" in said(page.backup)


def test_where_no_backup_can_be_read_there_is_no_rehearsal(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(hands, stick)
    (file,) = stick.glob("*.imb")
    flip(file, 40)
    monkeypatch.setattr("intman_desktop.rules.upkeep.rehearsal_due", lambda _place, _today: True)
    kept_up(hands)
    assert hands.asked(upkeep_view).rehearsal_fault is None


def test_a_full_disk_at_the_rehearsal_is_no_news_but_what_helps_is_known(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it is long ago, the overview says that room is needed, not the stick that is in (issue 9)."""

    def full(*_arguments: object, **_named: object) -> None:
        raise DiskFull

    backed_up(hands, stick)
    monkeypatch.setattr("intman_desktop.rules.upkeep.rehearsal_due", lambda _place, _today: True)
    with monkeypatch.context() as filled:
        filled.setattr(rehearsing, "try_out", full)
        kept_up(hands)
    assert notice(hands) == ""
    view = hands.asked(upkeep_view)
    assert view.rehearsal_no_room and view.rehearsal_fault is None
    lines = UpkeepLines(lambda: None)
    hands.qtbot.addWidget(lines)
    for last in (None, view.rehearsed_at or datetime(2026, 10, 1, 12, tzinfo=UTC)):
        lines.show_view(replace(view, rehearsal_old=True, rehearsed_at=last), backed_up=True)
        hands.settle()
        assert "zu wenig Platz" in said(lines) and "Stecken Sie" not in said(lines)
    kept_up(hands)
    assert not hands.asked(upkeep_view).rehearsal_no_room
    lines.show_view(replace(view, rehearsal_old=True, rehearsal_no_room=False), backed_up=True)
    hands.settle()
    assert "Stecken Sie den Datenträger" in said(lines)


def test_a_stick_under_another_letter_is_offered(
    hands: Hands, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(hands, stick)
    kept_up(hands)
    changed(hands)
    volume = tmp_path / "laufwerk"
    volume.mkdir()
    shutil.move(stick, volume / "stick")
    monkeypatch.setattr("intman_desktop.jobs.volumes.mounted_volumes", lambda: (volume,))
    kept_up(hands)
    assert "Ihr Sicherungsstick ist da" in notice(hands)
    assert hands.asked(read_office).backup_places == (str(volume / "stick"),)
    ended: list[bool] = []
    keeping(hands).upkeep.finished.connect(lambda: ended.append(True))
    click(hands.program.window.notices, "Jetzt sichern")
    hands.settle()
    assert len(backups(volume / "stick")) == 2
    assert ended == [], "what goes by itself has a chain of its own"


def looked(hands: Hands) -> None:
    """Let the places be looked for, as each minute and when somebody comes back to the window."""
    keeping(hands).arrivals.look()
    hands.settle()
    hands.qtbot.waitUntil(lambda: not keeping(hands).arrivals._asking)
    hands.settle()


def test_a_stick_that_is_plugged_in_is_offered_once_it_lacks_something(
    hands: Hands, stick: Path, tmp_path: Path
) -> None:
    """Issue 8: a place is known by its id, and offered when plugged in, at its own path as well."""
    backed_up(hands, stick)
    kept_up(hands)
    looked(hands)
    assert notice(hands) == "", "it was there all the time"
    stick.rename(tmp_path / "gezogen")
    looked(hands)
    changed(hands)
    (tmp_path / "gezogen").rename(stick)
    keeping(hands).arrivals._look_if_active(Qt.ApplicationState.ApplicationActive)
    hands.qtbot.waitUntil(lambda: "Ihr Sicherungsstick ist da" in notice(hands), timeout=20_000)
    click(hands.program.window.notices, "Jetzt sichern")
    hands.settle()
    assert len(backups(stick)) == 2
    stick.rename(tmp_path / "gezogen")
    looked(hands)
    (tmp_path / "gezogen").rename(stick)
    with hands.qtbot.waitSignal(keeping(hands).upkeep.finished, timeout=20_000):
        looked(hands)
    assert "Ihr Sicherungsstick ist da" not in notice(hands), "nothing changed since"


def test_a_stick_that_is_plugged_in_soon_after_unlocking_is_offered(
    hands: Hands, stick: Path, tmp_path: Path
) -> None:
    """Rule L4: whoever unlocks first and takes the stick out of the drawer then is not overlooked."""
    backed_up(hands, stick)
    kept_up(hands)
    changed(hands)
    stick.rename(tmp_path / "gezogen")
    hands.program.locking.lock(LockReason.ASKED)
    hands.settle()
    give(hands.program.window, "Öffnen")
    hands.qtbot.waitUntil(lambda: not hands.program.window.is_covered(), timeout=20_000)
    hands.settle()
    hands.qtbot.waitUntil(lambda: not keeping(hands).arrivals._asking)
    hands.settle()
    (tmp_path / "gezogen").rename(stick)
    looked(hands)
    kept_up(hands)
    assert "Ihr Sicherungsstick ist da" in notice(hands)


def test_a_stick_that_is_plugged_in_is_offered_also_while_another_place_is_due(
    hands: Hands, stick: Path, tmp_path: Path
) -> None:
    """Rule L4: the other place got its backup, and that this one had come was forgotten."""
    share = tmp_path / "freigabe"
    share.mkdir()
    backed_up(hands, stick)
    kept_up(hands)
    stick.rename(tmp_path / "gezogen")
    looked(hands)
    hands.asked(lambda desk: change_office(desk, {"backup_places": (str(stick), str(share))}))
    (tmp_path / "gezogen").rename(stick)
    with hands.qtbot.waitSignal(keeping(hands).upkeep.finished, timeout=20_000):
        looked(hands)
    assert (len(backups(share)), len(backups(stick))) == (1, 1)
    assert notice(hands) == f"Ihr Sicherungsstick ist da: {stick}"
    hands.program.window.notices.clear()
    kept_up(hands)
    assert notice(hands) == "", "it is offered once"


def test_nobody_looks_for_places_while_it_is_locked(hands: Hands) -> None:
    timers = keeping(hands).arrivals.findChildren(QTimer)
    assert [each.isActive() for each in timers] == [True]
    hands.program.locking.lock(LockReason.ASKED)
    assert [each.isActive() for each in timers] == [False]


def test_a_place_that_does_not_answer_holds_up_no_other_and_is_asked_once(
    hands: Hands, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, asked = Event(), []
    there = places.path_in_reach

    def slow(known: KnownPlace, volumes: Any) -> str:
        asked.append(known.path)
        if known.path == str(tmp_path / "tot"):
            answers.wait(20)
        return there(known, volumes)

    monkeypatch.setattr(places, "path_in_reach", slow)
    backed_up(hands, stick)
    hands.asked(lambda desk: change_office(desk, {"backup_places": (str(stick), str(tmp_path / "tot"))}))
    arrivals = keeping(hands).arrivals
    for _time in range(2):
        arrivals.look()
        hands.qtbot.waitUntil(
            lambda: len(arrivals._asking) == 1 and {str(stick), str(tmp_path / "tot")} <= {*asked}
        )
        asked.remove(str(stick))
    assert asked.count(str(tmp_path / "tot")) == 1
    answers.set()
    hands.qtbot.waitUntil(lambda: not arrivals._asking)


def test_a_damaged_store_is_told_with_a_way_on(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = (("eins", "zwei"), ())
    monkeypatch.setattr("intman_desktop.services.keeping.upkeep.check_scans", lambda *_a, **_n: lost)
    kept_up(hands)
    assert "nicht in Ordnung" in notice(hands)
    page = hands.open(OverviewPage, "overview")
    assert "fand 1 Fehler" in said(page.backup)
    click(page.backup, "Prüfung ansehen")
    assert hands.program.window.page_name() == "privacy"


def test_a_log_that_is_gone_is_told_once(hands: Hands) -> None:
    def lost(desk: Desk) -> None:
        with desk.vault.transaction() as connection:
            put_memory(connection, replace(memory_in(connection), unclean=True, log_lost=True))

    hands.asked(lost)
    kept_up(hands)
    assert "stand, fehlt oder ist leer" in notice(hands)
    hands.program.window.notices.clear()
    kept_up(hands)
    assert notice(hands) == ""


def test_who_saves_meanwhile_is_not_held_up(hands: Hands, stick: Path) -> None:
    upkeep = keeping(hands).upkeep
    (later,) = upkeep.findChildren(QTimer)
    for _round in range(6):
        upkeep.start()
        hands.qtbot.waitUntil(lambda: bool(hands.program.workers.vault._jobs))
        hands.program.frame.acting.emit()
        hands.settle()
    hands.program.frame.acting.emit()
    assert later.isActive() or hands.asked(upkeep_view).verified_on == TODAY
    kept_up(hands)
    assert hands.asked(upkeep_view).verified_on == TODAY


def test_a_store_that_cannot_be_copied_is_told(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_arguments: object, **_named: object) -> None:
        raise VaultDamaged

    hands.asked(lambda desk: change_office(desk, {"backup_places": (str(stick),)}))
    monkeypatch.setattr(copying, "take_copy", damaged)
    kept_up(hands)
    assert notice(hands) != ""
    assert backups(stick) == []


@pytest.mark.parametrize(
    ("where", "step", "rehearsed"),
    [
        (place_watch, "_find", False),
        (what_is_due, "cut_journal", True),
        (what_is_due, "places_due", True),
        (service, "order_backup", True),
        (service, "deliver", True),
        (service, "note_backups", True),
        (service, "thin", True),
        (what_is_due, "check_in_background", True),
        (what_is_due, "check_scans", True),
        (what_is_due, "note_verified", True),
        (rehearsing, "rehearse", False),
    ],
)
def test_a_mistake_of_the_program_in_one_step_is_told_and_stops_no_other(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch, where: Any, step: str, rehearsed: bool
) -> None:
    def mistaken(*_arguments: object, **_named: object) -> None:
        raise LookupError

    bugs: list[BaseException] = []
    workers = hands.program.workers
    for worker in (workers.vault, workers.rest, workers.places):
        monkeypatch.setattr(worker, "on_bug", bugs.append)
    backed_up(hands, stick)
    changed(hands)
    monkeypatch.setattr("intman_desktop.rules.upkeep.rehearsal_due", lambda _place, _today: True)
    monkeypatch.setattr(where, step, mistaken)
    kept_up(hands)
    view = hands.asked(upkeep_view)
    assert [type(each) for each in bugs] == [LookupError]
    assert (view.rehearsed_at is not None) is rehearsed
    checked = step not in ("check_in_background", "check_scans", "note_verified")
    assert (view.verified_on == TODAY) is checked


def test_what_a_killed_backup_left_is_told_once_and_keeps_no_program_open(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, remove = files.unfinished(stick, hands.vault.vault_id), files.remove
    left.write_bytes(b"half")

    def refuse(path: Path) -> None:
        if path == left:
            raise PermissionError(13, "held by another program")
        remove(path)

    monkeypatch.setattr(files, "remove", refuse)
    part_of(hands).back_up_to(stick)
    hands.settle()
    assert "Ein Rest einer früheren" in notice(hands)
    for told in (True, False):
        hands.program.window.notices.clear()
        changed(hands)
        monkeypatch.setattr(what_is_due, "backup_due", lambda *_a, **_n: True)
        monkeypatch.setattr("intman_desktop.rules.upkeep.backup_due", lambda *_a, **_n: True)
        kept_up(hands)
        assert ("Ein Rest einer früheren" in notice(hands)) is told
    changed(hands)
    hands.program.window.close()
    assert closed(hands)
    assert len(backups(stick)) == 4


@pytest.mark.parametrize("when", range(8))
def test_locking_while_it_runs_leaves_no_shadow_and_no_copy(
    hands: Hands, stick: Path, when: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(hands, stick)
    changed(hands)
    folder = hands.vault.folder
    monkeypatch.setattr("intman_desktop.rules.upkeep.rehearsal_due", lambda _place, _today: True)
    monkeypatch.setattr("intman_desktop.rules.upkeep.backup_due", lambda *_a, **_n: True)
    keeping(hands).upkeep.start()
    hands.qtbot.wait(when * 15)
    with hands.qtbot.waitSignal(hands.program.locking.locked, timeout=20_000):
        hands.program.locking.lock(LockReason.ASKED)
    hands.qtbot.waitUntil(hands.program.workers.idle, timeout=20_000)
    assert not list(folder.glob(f"{layout.UNFINISHED}*"))
    assert not list(stick.glob(f"{layout.UNFINISHED}*"))
    assert hands.program.frame.desk is None


# Closing


def closed(hands: Hands) -> bool:
    hands.qtbot.waitUntil(lambda: not hands.program.window.isVisible(), timeout=20_000)
    return True


def not_all_is_saved(hands: Hands) -> None:
    """Wait until the card says that a backup is missing."""
    hands.qtbot.waitUntil(
        lambda: "Nicht alles ist gesichert" in said(cover(window_of(hands))), timeout=20_000
    )


def test_what_changed_is_backed_up_before_the_program_closes(hands: Hands, stick: Path) -> None:
    backed_up(hands, stick)
    changed(hands)
    hands.program.window.close()
    card = cover(window_of(hands))
    assert isinstance(card, ClosingCard)
    assert hands.program.window.isVisible()
    assert hands.program.window.focusWidget() is card.title
    hands.qtbot.keyClick(card.title, Qt.Key.Key_Return)  # one Enter too many leaves no backup out
    hands.program.window.close()  # asked twice
    assert closed(hands)
    assert len(backups(stick)) == 2


def test_without_a_change_or_a_place_it_closes_at_once(hands: Hands, stick: Path, tmp_path: Path) -> None:
    hands.program.window.close()
    assert closed(hands)
    hands.program.window.show()
    keeping(hands).closing._leaving = False
    backed_up(hands, stick)
    shutil.move(stick, tmp_path / "anderswo")
    changed(hands)
    hands.program.window.close()
    assert closed(hands)


def test_a_place_that_fails_is_told_and_one_can_try_again_or_leave(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(hands, stick)
    changed(hands)
    monkeypatch.setattr(copying, "write_copy", _full)
    hands.program.window.close()
    not_all_is_saved(hands)
    assert str(stick) in said(cover(window_of(hands)))
    click(cover(window_of(hands)), "Noch einmal versuchen")
    not_all_is_saved(hands)
    click(cover(window_of(hands)), "Ohne Sicherung schließen")
    assert closed(hands)
    assert len(backups(stick)) == 1


def test_control_l_locks_over_the_card_that_says_what_is_not_backed_up(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 5, point 5: the store is open behind that card, and locking is unconditional."""
    backed_up(hands, stick)
    changed(hands)
    monkeypatch.setattr(copying, "write_copy", _full)
    hands.program.window.close()
    not_all_is_saved(hands)
    hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert hands.program.frame.desk is None
    assert closed(hands)


def test_a_store_that_cannot_be_copied_does_not_keep_the_program_open(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(hands, stick)
    changed(hands)
    monkeypatch.setattr(copying, "take_copy", _full)
    hands.program.window.close()
    not_all_is_saved(hands)
    click(cover(window_of(hands)), "Ohne Sicherung schließen")
    assert closed(hands)


def test_the_end_of_the_session_is_not_held_up(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(hands, stick)
    changed(hands)
    monkeypatch.setattr(closing_module, "_session_ends", lambda: True)
    hands.program.window.close()
    assert not hands.program.window.isVisible()
    assert len(backups(stick)) == 1


def test_who_is_locked_out_while_closing_is_closed(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(hands, stick)
    changed(hands)
    hands.program.window.close()
    hands.program.locking.lock(LockReason.IDLE, 5)
    assert closed(hands)


def test_what_is_typed_is_kept_before_closing(hands: Hands, stick: Path) -> None:
    page = hands.open(SettingsPage, "settings", part="office")
    page.parts["office"].bound["phone"].row.field.setText("0711 1234")  # type: ignore[attr-defined]
    hands.program.window.close()
    assert closed(hands)
    assert hands.asked(open_drafts)


def _full(*_arguments: object, **_named: object) -> None:
    raise DiskFull


# The settings and the card after a restore


def part_of(hands: Hands) -> BackupPart:
    part = hands.open(SettingsPage, "settings", part="backup").parts["backup"]
    assert isinstance(part, BackupPart)
    return part


def test_the_settings_tell_how_each_place_is(hands: Hands, stick: Path, tmp_path: Path) -> None:
    share, away, other = tmp_path / "freigabe", tmp_path / "weg", tmp_path / "anderer"
    for place in (share, away, other):
        place.mkdir()
    backed_up(hands, other)
    backed_up(hands, stick)
    changed(hands)
    backed_up(hands, share)
    (stick / "kaputt.imb").write_bytes(b"kein Backup")
    for place in (away, other):
        shutil.rmtree(place)
    other.mkdir()
    hands.asked(
        lambda desk: change_office(desk, {"backup_places": tuple(map(str, (stick, share, away, other)))})
    )
    part = part_of(hands)
    told = said(part)
    for sentence in (
        "Letzte Sicherung: 20.11.2026",
        "1 weitere lässt sich nicht lesen; das Programm lässt sie liegen.",
        "Hier steckt jetzt etwas anderes",
    ):
        assert sentence in told
    click(part, "Jetzt sichern …")
    hands.settle()
    assert (len(backups(stick)), len(backups(share)), backups(other)) == (3, 2, [])


def test_a_stick_that_moved_is_offered_where_its_places_are_shown(
    hands: Hands, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(hands, stick)
    volume = tmp_path / "laufwerk"
    volume.mkdir()
    shutil.move(stick, volume / "stick")
    monkeypatch.setattr("intman_desktop.jobs.volumes.mounted_volumes", lambda: (volume,))
    part_of(hands)
    hands.settle()
    assert "Ihr Sicherungsstick ist da" in notice(hands)


def test_a_backup_can_be_stopped(hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[bool] = []
    deliver = service.deliver

    def slow(order: Any, progress: Any = None) -> Any:
        begun.append(True)
        while True:
            progress(0, 1)

    monkeypatch.setattr(service, "deliver", slow)
    part = part_of(hands)
    part.back_up_to(stick)
    hands.qtbot.waitUntil(lambda: bool(begun), timeout=20_000)
    stop_of(part).click()
    hands.settle()
    assert backups(stick) == []
    monkeypatch.setattr(service, "deliver", deliver)
    overview = hands.open(OverviewPage, "overview")
    overview.backup.back_up_to(stick)
    stop_of(overview.backup).click()
    hands.settle()
    assert overview.backup.act.isEnabled()


def test_a_backup_that_the_keys_of_before_open_is_made_anew(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver, go_on, orders = service.deliver, Event(), []

    def slow(order: Any, progress: Any = None) -> Any:
        orders.append(order)
        go_on.wait(20)
        return deliver(order, progress)

    monkeypatch.setattr(service, "deliver", slow)
    overview = hands.open(OverviewPage, "overview")
    overview.backup.back_up_to(stick)
    hands.qtbot.waitUntil(lambda: bool(orders), timeout=20_000)
    hands.asked(renew)
    go_on.set()
    hands.settle()
    assert len(orders) == 2
    assert notice(hands) == "Gesichert und geprüft."
    (file,) = stick.glob("*.imb")
    assert read_header(file).keys.generation == hands.asked(lambda desk: desk.vault.keys.generation) == 2


def test_where_the_keys_change_again_and_again_that_is_told(
    hands: Hands, stick: Path, tmp_path: Path
) -> None:
    def another_key_file(desk: Desk) -> None:
        # as another change leaves it that is just being written
        write_key_file(desk.vault.folder / layout.KEY_FILE, replace(desk.vault.keys, serial=99))

    hands.asked(another_key_file)
    part_of(hands).back_up_to(stick)
    hands.settle()
    assert "Bitte sichern Sie noch einmal." in notice(hands)
    assert backups(stick) == []


def test_failures_are_told_in_the_settings_and_on_the_overview(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = part_of(hands)
    part.back_up_to(tmp_path / "weg" / "x")
    hands.settle()
    assert "weg" in notice(hands)
    monkeypatch.setattr(copying, "take_copy", _full)
    part.back_up_to(tmp_path)
    hands.settle()
    assert "voll" in notice(hands)
    assert hands.asked(last_backup) is None


def test_l4_after_a_restore_the_store_of_before_is_kept_until_a_person_says_so(
    open_program: OpenProgram, qtbot: QtBot, empty_store: Path, tmp_path: Path, stick: Path
) -> None:
    desk = open_desk(empty_store, tmp_path / "gemacht")
    made = back_up(desk, stick).value
    desk.vault.close()
    program = open_program([a_case_file()])
    program.locking.lock(LockReason.ASKED)
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard), timeout=20_000)
    restore(made.file, PASSPHRASE, tmp_path / "vault", today=lambda: TODAY, now=lambda: moment())
    card = cover(program.window)
    card.passphrase_given.emit(PASSPHRASE, Whose.OWNER)
    qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=20_000)
    hands = Hands(qtbot, program)
    page = hands.open(OverviewPage, "overview")
    assert page.aside.isVisible()
    click(page.aside, "Später")
    hands.settle()
    assert not page.aside.isVisible()
    page.aside._later.clear()
    page = hands.open(OverviewPage, "overview")
    click(page.aside, "Alles ist da – den alten Tresor löschen")
    click(program.window, "Alten Tresor löschen")
    hands.settle()
    assert not page.aside.isVisible()
    assert not list(tmp_path.glob("vault-beiseite-*"))


def test_the_places_are_looked_for_behind_everything_else(hands: Hands) -> None:
    seen: list[object] = []
    place_watch.look_for_places(
        hands.program.frame, lambda _found, now: seen.append(now), hands.program.window
    )
    hands.program.locking.lock(LockReason.ASKED)
    hands.qtbot.waitUntil(hands.program.workers.idle, timeout=20_000)
    assert seen == []


def test_closing_does_not_wait_for_a_rehearsal(
    hands: Hands, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []

    def endless(_order: Any, progress: Any = None) -> Any:
        begun.append(True)
        while True:
            progress(0, 1)

    backed_up(hands, stick)
    monkeypatch.setattr("intman_desktop.rules.upkeep.rehearsal_due", lambda _place, _today: True)
    monkeypatch.setattr(rehearsing, "rehearse", endless)
    keeping(hands).upkeep.start()
    hands.qtbot.waitUntil(lambda: bool(begun), timeout=20_000)
    changed(hands)
    hands.program.window.close()
    assert closed(hands)
    assert len(backups(stick)) == 2
