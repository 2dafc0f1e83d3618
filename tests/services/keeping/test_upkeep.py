"""What the program does by itself: what is due, what came of it, and what a restore put aside (L4, L7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from intman_desktop.errors import NotFound
from intman_desktop.gdpr import journal
from intman_desktop.rules.upkeep import Task
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.closing.erasure import confirm_clock
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_pages import journal_page
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping.backing_up import order_thinning, thin
from intman_desktop.services.keeping.backups import back_up, restore, verify_store
from intman_desktop.services.keeping.kept_aside import remove_aside, stores_aside
from intman_desktop.services.keeping.places import FoundPlace, find_places, known_places, places_now
from intman_desktop.services.keeping.rehearsing import note_rehearsal, order_rehearsal, rehearse
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.keeping.stores import desk_of, note_opened, open_store
from intman_desktop.services.keeping.upkeep import (
    check_in_background,
    check_scans,
    cut_journal,
    note_thinned,
    note_verified,
    places_due,
    unsaved_work,
    upkeep_due,
    upkeep_view,
)
from intman_desktop.values.backup_views import PlaceNow
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.vault import layout
from intman_desktop.vault.backup import back_up as make_twin
from tests.builders import an_intake
from tests.opened import PASSPHRASE, TODAY, moment, on_day
from tests.papers_scanned import a_pdf
from tests.vault.making import flip

TOMORROW = TODAY + timedelta(days=1)


def found(desk: Desk) -> tuple[FoundPlace, ...]:
    return find_places(known_places(desk), [])


def now(desk: Desk) -> tuple[PlaceNow, ...]:
    return places_now(desk, found(desk)).value


def due(desk: Desk) -> tuple[Task, ...]:
    return upkeep_due(desk, now(desk))


def reopened(desk: Desk, day: date = TODAY) -> Desk:
    desk.vault.close()
    again = desk_of(open_store(desk.vault.folder, PASSPHRASE), lambda: day, lambda: moment(day))
    note_opened(again)
    return again


@pytest.fixture
def killed(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Return a desk on what a kill left of the store: its file and the log beside it."""
    change_office(desk, {"phone": "0711 000000"})
    left = tmp_path / "getoetet"
    left.mkdir()
    for name in (layout.STORE, layout.LOG, layout.KEY_FILE, layout.ERASED):
        (left / name).write_bytes((desk.vault.folder / name).read_bytes())
    again = desk_of(open_store(left, PASSPHRASE), lambda: TODAY, lambda: moment())
    note_opened(again)
    yield again
    again.vault.close()


def test_a_day_of_its_own_accord(desk: Desk, stick: Path) -> None:
    assert due(desk) == (Task.VERIFY,)
    assert note_verified(desk, 0).value == 0
    back_up(desk, stick)
    assert due(desk) == (Task.THIN,)
    note_thinned(desk, 0)
    assert due(desk) == ()
    tomorrow = on_day(desk, TOMORROW)
    assert due(tomorrow) == (Task.THIN, Task.REHEARSE)
    assert places_due(tomorrow, now(tomorrow)) == ()
    change_office(tomorrow, {"phone": "0711 000000"})
    assert due(tomorrow) == (Task.BACK_UP, Task.THIN, Task.REHEARSE)
    assert places_due(tomorrow, now(tomorrow)) == (stick,)
    assert places_due(desk, now(desk)) == ()
    assert places_due(desk, now(desk), True) == (stick,)
    order = order_rehearsal(tomorrow, found(tomorrow))
    assert order is not None
    note_rehearsal(tomorrow, rehearse(order))
    back_up(tomorrow, stick)
    assert note_thinned(tomorrow, 2).changed
    assert due(tomorrow) == ()
    assert due(on_day(desk, TODAY + timedelta(days=40)))[1:] == (Task.VERIFY, Task.REHEARSE)


def test_nothing_is_done_with_a_place_that_is_away(desk: Desk, stick: Path) -> None:
    note_verified(desk, 0)
    back_up(desk, stick)
    for each in stick.iterdir():
        each.unlink()
    stick.rmdir()
    change_office(desk, {"phone": "0711 000000"})
    assert due(on_day(desk, TOMORROW)) == ()
    assert unsaved_work(desk) == (True, (str(stick),))


def test_a_store_that_was_closed_was_not_ended_uncleanly(desk: Desk) -> None:
    note_verified(desk, 0)
    again = reopened(desk)
    assert not again.vault.ended_uncleanly
    assert due(again) == ()
    again.vault.close()


def test_after_a_kill_the_store_is_checked_first_and_until_a_check_went_through(killed: Desk) -> None:
    assert killed.vault.ended_uncleanly
    again = reopened(killed)
    assert not again.vault.ended_uncleanly
    assert due(again) == (Task.VERIFY,)
    report, folder, scans = check_in_background(again, found(again))
    assert (report.sound, folder, scans) == (True, again.vault.folder, ())
    note_verified(again, len(report.faults))
    assert due(again) == ()
    again.vault.close()


def test_the_scans_are_looked_at_by_themselves(desk: Desk) -> None:
    case_id = take_in(desk, an_intake()).value.case_id
    for _ in range(2):
        attach_scan(desk, case_id, NewScan(ScanKind.OTHER, "Blatt"), ScanContent(PDF, a_pdf()))
    report, folder, scans = check_in_background(desk, found(desk))
    steps: list[tuple[int, int]] = []
    assert check_scans(folder, scans, progress=lambda *step: steps.append(step)) == ((), ())
    assert steps == [(0, 2), (1, 2)]
    flip(folder / layout.SCANS / scans[0].name, 100)
    (folder / layout.SCANS / scans[1].name).unlink()
    assert check_scans(folder, scans) == ((scans[1].name,), (scans[0].name,))
    assert report.sound
    note_verified(desk, 2)
    view = upkeep_view(desk)
    assert (view.verified_on, view.verify_faults) == (TODAY, 2)


def test_a_rehearsal_that_is_long_ago_is_told(desk: Desk, stick: Path) -> None:
    assert not upkeep_view(desk).rehearsal_old
    back_up(desk, stick)
    assert not upkeep_view(on_day(desk, TODAY + timedelta(days=21))).rehearsal_old
    assert upkeep_view(on_day(desk, TODAY + timedelta(days=22))).rehearsal_old


# What a restore put aside


def put_aside(desk: Desk, stick: Path) -> Desk:
    """Restore over the store of today and return a desk on it; that of before lies beside it."""
    made = back_up(desk, stick).value
    desk.vault.close()
    restore(made.file, PASSPHRASE, desk.vault.folder, today=lambda: TODAY, now=lambda: moment())
    return desk_of(open_store(desk.vault.folder, PASSPHRASE), lambda: TODAY, lambda: moment())


def test_l4_a_store_put_aside_is_told_and_goes_when_a_person_says_so(desk: Desk, stick: Path) -> None:
    there = put_aside(desk, stick)
    (aside,) = stores_aside(there)
    assert (aside.since, aside.outdated) == (TODAY, False)
    assert upkeep_view(there).aside == (aside,)
    (old,) = stores_aside(on_day(there, TODAY + timedelta(days=31)))
    assert old.outdated
    assert (aside.folder / layout.STORE).is_file()
    remove_aside(there, aside.folder)
    assert stores_aside(there) == ()
    assert journal_page(there).rows[0].verb == "aside_removed"
    there.vault.close()


def test_l7_on_a_day_that_cannot_be_right_a_store_aside_is_not_out_of_date(desk: Desk, stick: Path) -> None:
    there = put_aside(desk, stick)
    (aside,) = stores_aside(on_day(there, TODAY + timedelta(days=800)))
    assert not aside.outdated
    there.vault.close()


def test_only_what_a_restore_put_aside_can_be_removed(desk: Desk, tmp_path: Path) -> None:
    beside = desk.vault.folder.parent
    for name in (
        "wichtig",
        "store-beiseite",
        "store-beiseite-2026-13-45-120000",
        "anderer-beiseite-2026-11-20-120000",
    ):
        (beside / name).mkdir()
    (beside / "store-beiseite-2026-11-20-120000").write_text("eine Datei")
    (beside / "store-beiseite-2026-11-20-120001").symlink_to(tmp_path)
    assert stores_aside(desk) == ()
    for folder in (beside / "wichtig", desk.vault.folder, beside):
        with pytest.raises(NotFound):
            remove_aside(desk, folder)


def test_a_folder_around_the_store_that_is_closed_to_us_tells_of_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_path: Path) -> Iterator[Path]:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "iterdir", closed)
    assert stores_aside(replace(desk)) == ()


def test_l6_the_journal_is_cut_without_any_backup_and_never_on_a_doubted_day(desk: Desk) -> None:
    later = on_day(desk, date(2029, 3, 1))
    assert cut_journal(desk) == 0
    with desk.vault.reading() as connection:
        before = journal.verify_chain(connection).length
    assert cut_journal(later) == 0, "a jump of years is no right clock"
    confirm_clock(later)
    assert cut_journal(later) == before
    assert cut_journal(later) == 0
    with desk.vault.reading() as connection:
        left = journal.verify_chain(connection)
    assert (left.length, left.broken_at) == (1, None)


def test_a_log_that_is_gone_is_told_until_a_check_went_through(desk: Desk, tmp_path: Path) -> None:
    change_office(desk, {"phone": "0711 000000"})
    left = tmp_path / "ohne-log"
    left.mkdir()
    for name in (layout.STORE, layout.LOG_MARK, layout.KEY_FILE, layout.ERASED):
        (left / name).write_bytes((desk.vault.folder / name).read_bytes())
    again = desk_of(open_store(left, PASSPHRASE), lambda: TODAY, lambda: moment())
    note_opened(again)
    for _opening in range(2):
        again = reopened(again)
        assert due(again) == (Task.VERIFY,)
        report, _folder, _scans = check_in_background(again, found(again))
        (note,) = report.notes
        assert report.sound and "fehlt oder ist leer" in sentence(note)
    note_verified(again, 0)
    assert check_in_background(again, found(again))[0].notes == ()
    again.vault.close()


def test_l4_a_twin_has_its_maximum_age_while_no_backup_place_is_in_reach(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    twins = desk.vault.folder / layout.TWINS
    twins.mkdir()
    make_twin(desk.vault, twins / "vor-0001.imb", desk.now(), with_scans=False)
    later = on_day(desk, TODAY + timedelta(days=1))
    back_up(later, stick)
    stick.rename(tmp_path / "verliehen")
    old = on_day(desk, TODAY + timedelta(days=200))
    assert Task.THIN in due(old)
    assert thin(order_thinning(old), ()) == 1
    assert not any(twins.glob("*.imb"))
    note_thinned(old, 1)
    assert Task.THIN not in due(old)


def test_a_lost_scan_comes_back_from_a_place_in_reach_and_is_named_by_its_case_otherwise(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    """Issue 5, point 12: reported with what is affected, and a way on that costs no work since."""
    case = take_in(desk, an_intake()).value
    attach_scan(desk, case.case_id, NewScan(ScanKind.OTHER, "Blatt"), ScanContent(PDF, a_pdf()))
    back_up(desk, stick)
    (scan,) = (desk.vault.folder / layout.SCANS).iterdir()
    stick.rename(tmp_path / "verliehen")
    flip(scan, 60)
    (fault,) = verify_store(desk).faults
    assert (fault.code, fault.values["cases"]) == ("scans_damaged", case.number)
    assert f"er gehört zu {case.number}. Stecken Sie ein" in sentence(fault)
    (tmp_path / "verliehen").rename(stick)
    assert verify_store(desk).sound
    scan.unlink()
    _report, folder, scans = check_in_background(desk, found(desk))
    assert check_scans(folder, scans, [stick]) == ((), ())
    assert scan.is_file()
