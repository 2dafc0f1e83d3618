"""L4, L6: the newest backup in reach is restored into a shadow, compared, and the shadow is gone."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from intman_desktop.gdpr import erasure
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping import rehearsing
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.keeping.places import FoundPlace, find_places, known_places
from intman_desktop.services.keeping.rehearsing import note_rehearsal, order_rehearsal, rehearse
from intman_desktop.services.keeping.upkeep import upkeep_view
from intman_desktop.values.backup_views import RehearsalResult
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.vault import files, layout
from intman_desktop.vault.troubles import DiskFull, StorageFailed
from tests.builders import an_intake
from tests.opened import TODAY, moment, on_day
from tests.papers_scanned import a_pdf
from tests.vault.dying import dying_share
from tests.vault.making import flip


def found(desk: Desk) -> tuple[FoundPlace, ...]:
    return find_places(known_places(desk), [])


def rehearsed(desk: Desk) -> RehearsalResult:
    order = order_rehearsal(desk, found(desk))
    assert order is not None
    result = rehearse(order)
    assert not order.shadow.exists()
    return note_rehearsal(desk, result).value


def in_the_store(desk: Desk) -> list[str]:
    return sorted(each.name for each in desk.vault.folder.iterdir())


def erased(desk: Desk, case_id: int) -> None:
    end_case(desk, case_id, Ending(TODAY, "goals_reached"))
    erase_case(desk, case_id)


def test_a_sound_backup_passes_and_nothing_of_it_stays(desk: Desk, stick: Path) -> None:
    take_in(desk, an_intake())
    back_up(desk, stick)
    before = in_the_store(desk)
    result = rehearsed(desk)
    assert (result.fault, result.cases, result.erased_again, result.place) == (None, 1, 0, str(stick))
    assert in_the_store(desk) == before
    view = upkeep_view(desk)
    assert (view.rehearsed_at, view.rehearsal_fault, view.rehearsal_old) == (moment(), None, False)


def test_l4_what_was_erased_since_is_gone_in_the_shadow(desk: Desk, stick: Path) -> None:
    case_id = take_in(desk, an_intake()).value.case_id
    back_up(desk, stick)
    erased(desk, case_id)
    result = rehearsed(desk)
    assert (result.fault, result.cases, result.erased_again) == (None, 0, 1)


def test_l4_an_erased_case_that_would_come_back_is_a_fault(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = take_in(desk, an_intake()).value.case_id
    back_up(desk, stick)
    erased(desk, case_id)

    def forgets_nothing(connection: object, _desk: object, digests: frozenset[str]) -> object:
        return digests | erasure.kept_digests(connection), 0, 0  # type: ignore[arg-type]

    monkeypatch.setattr(rehearsing, "forget_in", forgets_nothing)
    result = rehearsed(desk)
    assert result.fault is not None
    assert result.fault.code == "rehearsal_erased_left"


def test_a_damaged_backup_is_found_and_told_until_one_passes(desk: Desk, stick: Path) -> None:
    made = back_up(desk, stick).value
    flip(made.file, made.file.stat().st_size - 100)
    result = rehearsed(desk)
    assert result.fault is not None
    view = upkeep_view(desk)
    assert view.rehearsed_at is None
    assert view.rehearsal_fault is not None
    assert "nicht wiederherstellen" in sentence(view.rehearsal_fault)
    back_up(on_day(desk, TODAY + timedelta(days=1)), stick)
    assert rehearsed(desk).fault is None
    assert upkeep_view(desk).rehearsal_fault is None


def test_l6_a_journal_that_does_not_go_on_from_the_backup_is_a_fault(desk: Desk, stick: Path) -> None:
    back_up(desk, stick)
    order = order_rehearsal(desk, found(desk))
    assert order is not None
    result = replace(rehearse(order), head="ab" * 32)
    told = note_rehearsal(desk, result).value
    assert told.fault is not None
    assert told.fault.code == "rehearsal_journal_differs"


def test_l6_a_head_that_is_not_that_of_the_journal_inside_is_a_fault(desk: Desk, stick: Path) -> None:
    back_up(desk, stick)
    order = order_rehearsal(desk, found(desk))
    assert order is not None
    inside = replace(order.backup.inside, journal_head="cd" * 32)
    result = rehearse(replace(order, backup=replace(order.backup, inside=inside)))
    assert result.fault is not None
    assert result.fault.code == "rehearsal_journal_differs"
    without = replace(order.backup.inside, journal_length=None)
    assert rehearse(replace(order, backup=replace(order.backup, inside=without))).fault is None


def test_scans_that_lie_nowhere_are_a_fault(desk: Desk, stick: Path) -> None:
    case_id = take_in(desk, an_intake()).value.case_id
    attach_scan(desk, case_id, NewScan(ScanKind.OTHER, "Blatt"), ScanContent(PDF, a_pdf()))
    back_up(desk, stick)
    assert rehearsed(desk).fault is None
    shutil.rmtree(stick / layout.SCANS)
    shutil.rmtree(desk.vault.folder / layout.SCANS)
    result = rehearsed(desk)
    assert result.fault is not None
    assert result.fault.code == "rehearsal_scans_missing"


def test_a_scan_that_rotted_beside_the_backup_is_named_and_written_anew(desk: Desk, stick: Path) -> None:
    case_id = take_in(desk, an_intake()).value.case_id
    attach_scan(desk, case_id, NewScan(ScanKind.OTHER, "Blatt"), ScanContent(PDF, a_pdf()))
    back_up(desk, stick)
    (copy,) = (stick / layout.SCANS).iterdir()
    times = copy.stat()
    flip(copy, 60)
    os.utime(copy, ns=(times.st_atime_ns, times.st_mtime_ns))
    result = rehearsed(desk)  # the one in the store is whole: that helps nobody whose laptop is gone
    assert result.fault is not None
    assert result.fault.code == "rehearsal_scans_rotten"
    view = upkeep_view(desk)
    assert view.rehearsal_fault is not None
    assert "sichern Sie neu" in sentence(view.rehearsal_fault)
    back_up(desk, stick)
    assert rehearsed(desk).fault is None


def test_a_full_disk_says_nothing_about_the_backup(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(desk, stick)
    order = order_rehearsal(desk, found(desk))
    assert order is not None

    def full(*_arguments: object, **_named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(rehearsing, "try_out", full)
    with pytest.raises(DiskFull):
        rehearse(order)


def test_a_share_that_dies_meanwhile_says_nothing_of_its_backup_and_holds_up_nobody(
    desk: Desk, tmp_path: Path
) -> None:
    with dying_share(tmp_path / "freigabe") as share:
        back_up(desk, share.folder)
        order = order_rehearsal(desk, found(desk))
        assert order is not None
        share.after = 3
        with pytest.raises(StorageFailed):
            rehearse(order)
        assert share.died.is_set() and not order.shadow.exists()


@pytest.mark.parametrize("left", ["there", "pulled", "dead"])
def test_a_backup_that_its_disk_does_not_give_out_is_a_fault_and_a_pulled_stick_is_none(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    back_up(desk, stick)
    order = order_rehearsal(desk, found(desk))
    assert order is not None
    file, opened, is_file = order.backup.file, files.opened, Path.is_file

    def refuse(path: Path, mode: str = "rb") -> BinaryIO:
        if path == file:
            raise OSError(errno.EIO, "no")
        return opened(path, mode)

    def gone(path: Path) -> bool:
        if path == file and left == "dead":
            raise OSError(errno.EIO, "no")
        return is_file(path)

    with monkeypatch.context() as patched:
        patched.setattr(files, "opened", refuse)
        patched.setattr(Path, "is_file", gone)
        if left == "there":
            result = rehearse(order)
            assert result.fault is not None
            assert result.fault.code == "rehearsal_damaged"
        else:
            if left == "pulled":
                file.unlink()
            with pytest.raises(StorageFailed):
                rehearse(order)
    assert not order.shadow.exists()


def test_a_new_place_comes_first_then_the_newest_backup(desk: Desk, stick: Path, tmp_path: Path) -> None:
    share = tmp_path / "freigabe"
    share.mkdir()
    back_up(desk, share)
    back_up(on_day(desk, TODAY + timedelta(days=1)), stick)
    tried = [rehearsed(desk).place for _ in range(3)]
    assert tried == [str(stick), str(share), str(stick)]


def test_without_a_readable_backup_in_reach_there_is_nothing_to_try(desk: Desk, stick: Path) -> None:
    assert order_rehearsal(desk, found(desk)) is None
    made = back_up(desk, stick).value
    flip(made.file, 40)
    assert order_rehearsal(desk, found(desk)) is None
    shutil.rmtree(stick)
    assert order_rehearsal(desk, found(desk)) is None


def test_it_ends_between_two_steps_and_takes_the_shadow_away(desk: Desk, stick: Path) -> None:
    back_up(desk, stick)
    order = order_rehearsal(desk, found(desk))
    assert order is not None
    steps: list[int] = []
    rehearse(order, lambda done, _total: steps.append(done))

    class Ended(Exception):
        pass

    for last in range(len(steps)):
        left = [last]

        def progress(_done: int, _total: int, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Ended

        with pytest.raises(Ended):
            rehearse(order, progress)
        assert not order.shadow.exists()


def test_what_a_kill_left_of_a_shadow_is_swept_at_the_next_opening(desk: Desk, stick: Path) -> None:
    from intman_desktop.services.keeping.stores import open_store
    from tests.opened import PASSPHRASE

    back_up(desk, stick)
    order = order_rehearsal(desk, found(desk))
    assert order is not None
    order.shadow.mkdir()
    (order.shadow / layout.STORE).write_bytes(b"half")
    desk.vault.close()
    open_store(desk.vault.folder, PASSPHRASE).close()
    assert not order.shadow.exists()
