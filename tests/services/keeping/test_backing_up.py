"""L4, L7: backups to several places, each as it is in reach, thinned; places known by their id."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier, Event
from typing import BinaryIO

import pytest
from sqlalchemy import func, select

from intman_desktop.models import tables as t
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.common.office import read_office
from intman_desktop.services.common.words.restoring import left_over_words
from intman_desktop.services.keeping import kept_elsewhere
from intman_desktop.services.keeping.backing_up import (
    deliver,
    note_backups,
    order_backup,
    order_thinning,
    thin,
)
from intman_desktop.services.keeping.backups import back_up, last_backup, restore
from intman_desktop.services.keeping.places import find_places, known_places, places_now
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.keeping.upkeep import check_scans, unsaved_work
from intman_desktop.values.backup_views import BackupMadeAt, PlaceFailed, PlaceNow, PlaceState
from intman_desktop.vault import backup_places, files, layout
from intman_desktop.vault.backup import back_up as make_twin
from intman_desktop.vault.backup_troubles import BackupPlaceGone
from intman_desktop.vault.files import unfinished
from intman_desktop.vault.place_file import NAME, mark_place, read_place_id
from intman_desktop.vault.scans import scan_files
from intman_desktop.vault.troubles import InsideStore, NoRight, StorageFailed, VaultDamaged
from tests.builders import a_case_file, an_intake
from tests.opened import PASSPHRASE, TODAY, make_template, moment, on_day, open_desk, put_in
from tests.services.casework.test_scans import ATTEST, PAPER
from tests.vault.making import flip


def looked(desk: Desk, *volumes: Path) -> tuple[PlaceNow, ...]:
    return places_now(desk, find_places(known_places(desk), volumes)).value


def backups(place: Path) -> list[str]:
    return sorted(each.name for each in place.glob("*.imb"))


def days_of(place: Path) -> list[str]:
    return [name[len("intman-sicherung-") :][:10] for name in backups(place)]


def test_one_place_that_fails_does_not_stop_the_others(desk: Desk, stick: Path, tmp_path: Path) -> None:
    share = tmp_path / "freigabe"
    share.mkdir()
    order = order_backup(desk, [stick, tmp_path / "weg" / "x", share, desk.vault.folder])
    results = note_backups(desk, deliver(order)).value
    assert [type(each) for each in results] == [BackupMadeAt, PlaceFailed, BackupMadeAt, PlaceFailed]
    troubles = [each.trouble for each in results if isinstance(each, PlaceFailed)]
    assert [type(each) for each in troubles] == [BackupPlaceGone, InsideStore]
    assert read_office(desk).backup_places == (str(stick), str(share))
    assert len(backups(stick)) == len(backups(share)) == 1
    last = last_backup(desk)
    assert last is not None
    assert last.file.parent == share
    assert not list(desk.vault.folder.glob(f"{layout.UNFINISHED}*"))


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ECONNRESET])
def test_a_place_that_fails_as_no_other_does_not_stop_the_others(
    desk: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    share = tmp_path / "freigabe"
    share.mkdir()
    order = order_backup(desk, [share, stick])
    replace_file = Path.replace

    def replacing(source: Path, target: Path) -> Path:
        if source.is_relative_to(share):
            raise OSError(number, "said by a share")
        return replace_file(source, target)

    monkeypatch.setattr(Path, "replace", replacing)
    failed, made = note_backups(desk, deliver(order)).value
    assert isinstance(failed, PlaceFailed)
    assert isinstance(failed.trouble, StorageFailed)
    assert isinstance(made, BackupMadeAt)
    assert (len(backups(share)), len(backups(stick))) == (0, 1)


def test_l4_a_place_reached_through_a_link_is_one_place_and_backed_up_once(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    link = tmp_path / "Sicherung"
    link.symlink_to(stick)
    change_office(desk, {"backup_places": (str(link),)})
    for _twice in range(2):
        due = [Path(each.path) for each in looked(desk) if each.changed]
        note_backups(desk, deliver(order_backup(desk, due)))
    assert read_office(desk).backup_places == (str(link),)
    assert [(each.state, each.changed) for each in looked(desk)] == [(PlaceState.THERE, False)]
    assert not unsaved_work(desk)[0]
    assert len(backups(stick)) == 1
    (kept,) = known_places(desk)
    assert kept.id == read_place_id(stick)


def test_l4_a_stick_under_another_letter_stays_one_place_however_it_is_backed_up_to(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "E" / "Sicherung").mkdir(parents=True)
    back_up(desk, tmp_path / "E" / "Sicherung")
    (tmp_path / "E").rename(tmp_path / "F")
    there = tmp_path / "F" / "Sicherung"
    back_up(desk, there)
    assert read_office(desk).backup_places == (str(there),)
    assert not unsaved_work(desk)[0]
    ids = put_in(desk, [file := a_case_file()])
    record = erase_case(desk, ids[file.case.key], "other").value
    assert (record.places, record.places_missing) == ((str(there),), ())


def test_a_place_whose_folder_was_renamed_is_told_and_nothing_is_written_in_its_stead(
    desk: Desk, stick: Path
) -> None:
    place = stick / "Sicherung"
    place.mkdir()
    back_up(desk, place)
    place.rename(stick / "Sicherung alt")
    (failed,) = note_backups(desk, deliver(order_backup(desk, [place]))).value
    assert isinstance(failed, PlaceFailed)
    assert isinstance(failed.trouble, BackupPlaceGone)
    assert "Sicherung“ gibt es gerade nicht" in failed.trouble.sentence()
    assert [each.name for each in stick.iterdir()] == ["Sicherung alt"]


def test_where_no_place_was_in_reach_nothing_is_kept(desk: Desk, tmp_path: Path) -> None:
    results = deliver(order_backup(desk, [tmp_path / "weg" / "x"]))
    assert note_backups(desk, results).changed == frozenset()
    assert last_backup(desk) is None
    assert known_places(desk) == ()


def test_a_copy_that_is_damaged_goes_to_no_place(desk: Desk, stick: Path) -> None:
    order = order_backup(desk, [stick])
    flip(order.copy.file, order.copy.file.stat().st_size - 3000)
    with pytest.raises(VaultDamaged):
        deliver(order)
    assert backups(stick) == []
    assert not order.copy.scratch.exists()


def test_a_delivery_can_be_ended_between_any_two_steps(desk: Desk, stick: Path) -> None:
    seen: list[tuple[int, int]] = []
    deliver(order_backup(desk, [stick]), lambda done, total: seen.append((done, total)))
    assert seen[-1][0] <= seen[-1][1]
    before = backups(stick)

    class Ended(Exception):
        pass

    for last in range(len(seen)):
        left = iter(range(last))

        def progress(_done: int, _total: int, left: object = left) -> None:
            if next(left, None) is None:  # type: ignore[call-overload]
                raise Ended

        order = order_backup(desk, [stick])
        with pytest.raises(Ended):
            deliver(order, progress)
        assert backups(stick) == before
        assert not order.copy.scratch.exists()
    assert not [each for each in stick.iterdir() if each.name.startswith(layout.UNFINISHED)]


def test_what_only_was_looked_at_or_begun_is_no_change(desk: Desk, stick: Path) -> None:
    opened = take_in(desk, an_intake()).value
    back_up(desk, stick)
    assert [each.changed for each in looked(desk)] == [False]
    open_case(desk, opened.case_id)
    save_draft(desk, "talk", opened.case_id, "{}")
    assert [each.changed for each in looked(desk)] == [False]
    change_office(desk, {"phone": "0711 000000"})
    assert [each.changed for each in looked(desk)] == [True]


def test_what_is_saved_while_a_backup_is_on_its_way_counts_as_changed(desk: Desk, stick: Path) -> None:
    order = order_backup(desk, [stick])
    change_office(desk, {"phone": "0711 000000"})
    note_backups(desk, deliver(order))
    assert [each.changed for each in looked(desk)] == [True]


def test_each_place_knows_what_it_lacks(desk: Desk, stick: Path, tmp_path: Path) -> None:
    share = tmp_path / "freigabe"
    share.mkdir()
    back_up(desk, stick)
    change_office(desk, {"phone": "0711 000000"})
    back_up(desk, share)
    assert {each.path: each.changed for each in looked(desk)} == {str(stick): True, str(share): False}


def test_a_stick_on_another_drive_is_recognised_and_its_new_path_kept(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    back_up(desk, stick)
    now = tmp_path / "laufwerk-f" / "stick"
    now.parent.mkdir()
    shutil.move(stick, now)
    (place,) = looked(desk)
    assert (place.path, place.state) == (str(stick), PlaceState.AWAY)
    (place,) = looked(desk, tmp_path / "laufwerk-f")
    assert (place.path, place.state, place.moved, place.count) == (str(now), PlaceState.THERE, True, 1)
    assert read_office(desk).backup_places == (str(now),)
    (place,) = looked(desk)
    assert (place.moved, place.changed) == (False, False)


def test_another_stick_at_the_same_path_is_not_our_place(desk: Desk, stick: Path) -> None:
    back_up(desk, stick)
    shutil.rmtree(stick)
    stick.mkdir()
    assert [each.state for each in looked(desk)] == [PlaceState.OTHER]
    mark_place(stick)
    assert [each.state for each in looked(desk)] == [PlaceState.OTHER]


def test_a_place_whose_small_file_was_tidied_away_stays_ours_and_gets_a_new_one(
    desk: Desk, stick: Path
) -> None:
    back_up(desk, stick)
    (stick / NAME).unlink()
    assert [each.state for each in looked(desk)] == [PlaceState.THERE]
    back_up(desk, stick)
    (known,) = known_places(desk)
    assert known.id == read_place_id(stick) != ""


def test_a_place_of_an_older_version_is_taken_as_it_is(desk: Desk, stick: Path) -> None:
    change_office(desk, {"backup_places": (str(stick),)})
    (place,) = looked(desk)
    assert (place.state, place.changed, place.newest) == (PlaceState.THERE, True, None)


def test_a_place_that_is_no_longer_used_is_forgotten(desk: Desk, stick: Path) -> None:
    back_up(desk, stick)
    change_office(desk, {"backup_places": ()})
    assert known_places(desk) == ()


def test_backups_that_somebody_deleted_are_made_again(desk: Desk, stick: Path) -> None:
    back_up(desk, stick).value.file.unlink()
    (place,) = looked(desk)
    assert (place.changed, place.count) == (True, 0)


def make_other(folder: Path) -> Desk:
    return open_desk(make_template(folder / "vorlage"), folder / "tresor")


# Thinning


END = TODAY + timedelta(days=70)
"""The store was made on ``TODAY``: what comes before it would be a clock set back."""


def made(desk: Desk, place: Path, *ages: int) -> Desk:
    """Back up on days so long before ``END``; return the desk on that day."""
    for age in ages:
        back_up(on_day(desk, END - timedelta(days=age)), place)
    return on_day(desk, END)


def test_l4_old_backups_go_when_a_new_one_was_made(desk: Desk, stick: Path) -> None:
    made(desk, stick, 40, 33, 12, 11, 10, 3, 2, 1, 0)
    days = (date.fromisoformat(day) for day in days_of(stick))
    assert [(END - day).days for day in days] == [12, 10, 3, 2, 1, 0]


def test_l7_on_a_day_that_cannot_be_right_no_backup_goes(desk: Desk, stick: Path) -> None:
    made(desk, stick, 70, 60, -400)
    assert len(backups(stick)) == 3
    assert thin(order_thinning(on_day(desk, END + timedelta(days=500))), [stick]) == 0
    assert thin(order_thinning(desk), [stick]) == 0


def test_l4_what_cannot_be_read_or_is_of_another_store_stays(desk: Desk, stick: Path, tmp_path: Path) -> None:
    made(desk, stick, 50)
    (damaged,) = stick.glob("*.imb")
    flip(damaged, 40)  # in its header
    other = make_other(tmp_path / "anderer")
    made(other, stick, 49)
    other.vault.close()
    there = backups(stick)
    desk = made(desk, stick, 45, 0)
    assert set(there) < set(backups(stick))
    assert len(backups(stick)) == 3
    (place,) = looked(desk)
    assert (place.count, place.unread) == (1, 1)


def test_l4_beside_a_damaged_newest_backup_no_older_one_goes(desk: Desk, stick: Path) -> None:
    desk = made(desk, stick, 29, 28, 3)
    newest = stick / backups(stick)[-1]
    flip(newest, newest.stat().st_size - 100)
    later = on_day(desk, END + timedelta(days=20))
    assert thin(order_thinning(later), [stick]) == 0
    newest.unlink()
    assert thin(order_thinning(later), [stick]) == 0
    assert len(backups(stick)) == 1


def taken_back(desk: Desk, backup: Path, day: date) -> Desk:
    """Restore a backup over the desk's store on ``day``; return the desk on the restored one."""
    folder = desk.vault.folder
    desk.vault.close()
    restore(backup, PASSPHRASE, folder, today=lambda: day, now=lambda: moment(day))
    return desk_of(open_store(folder, PASSPHRASE), lambda: day, lambda: moment(day))


def number_of_cases(desk: Desk) -> int | None:
    with desk.vault.reading() as connection:
        return connection.scalar(select(func.count()).select_from(t.cases))


def test_l4_after_a_restore_the_last_backup_of_before_stays_until_its_age(desk: Desk, stick: Path) -> None:
    first = back_up(on_day(desk, TODAY - timedelta(days=2)), stick).value.file
    put_in(desk, [a_case_file()])
    with_case = back_up(desk, stick).value.file
    desk = taken_back(desk, first, TODAY)
    assert number_of_cases(desk) == 0
    again = back_up(replace(desk, now=lambda: moment() + timedelta(hours=1)), stick).value.file
    assert thin(order_thinning(on_day(desk, TODAY + timedelta(days=1))), [stick]) == 0
    assert {first, with_case, again} == set(stick.glob("*.imb"))
    # once that backup is damaged, none of its branch goes beside it
    later, end = on_day(desk, TODAY + timedelta(days=9)), with_case.stat().st_size
    flip(with_case, end - 100)
    assert thin(order_thinning(later), [stick]) == 0
    flip(with_case, end - 100)
    assert thin(order_thinning(later), [stick]) == 1
    assert {with_case, again} == set(stick.glob("*.imb"))
    assert thin(order_thinning(on_day(desk, TODAY + timedelta(days=31))), [stick]) == 1
    assert [again] == list(stick.glob("*.imb"))
    desk.vault.close()


def test_l4_where_only_a_backup_of_before_a_restore_is_left_the_place_lacks_what_came_since(
    desk: Desk, stick: Path
) -> None:
    first = back_up(on_day(desk, TODAY - timedelta(days=2)), stick).value.file
    desk = taken_back(desk, first, TODAY)
    put_in(desk, [a_case_file()])
    later = back_up(desk, stick).value.file
    assert [each.changed for each in looked(desk)] == [False]
    later.unlink()
    assert [(each.changed, each.count) for each in looked(desk)] == [(True, 1)]
    desk.vault.close()


def test_l4_thinning_alone_looks_at_the_newest_first(desk: Desk, stick: Path) -> None:
    later = on_day(made(desk, stick, 29, 22, 3), END + timedelta(days=5))
    assert thin(order_thinning(later), [stick, stick / "weg"]) == 1
    assert days_of(stick) == ["2027-01-07", "2027-01-26"]
    assert thin(order_thinning(later), [stick]) == 0


def test_l4_a_place_that_does_not_answer_holds_up_no_thinning_of_the_others(
    desk: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = on_day(made(desk, stick, 29, 22, 3), END + timedelta(days=5))
    share = shutil.copytree(stick, tmp_path / "freigabe")
    before, server_is_back, files_in = backups(share), Event(), backup_places._files_in

    def hangs(place: Path) -> list[Path]:
        if place == share:
            server_is_back.wait(3)
        return files_in(place)

    monkeypatch.setattr(backup_places, "_files_in", hangs)
    monkeypatch.setattr(kept_elsewhere, "look_bounded", partial(backup_places.look_bounded, seconds=0.5))
    assert thin(order_thinning(later), [share, stick]) == 1
    assert backups(share) == before
    server_is_back.set()


def test_l4_before_thinning_all_places_are_looked_at_at_once(
    desk: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two shares that do not answer are waited for as long as one."""
    later = on_day(made(desk, stick, 29, 22, 3), END + timedelta(days=5))
    share = shutil.copytree(stick, tmp_path / "freigabe")
    both_asked, files_in = Barrier(2), backup_places._files_in

    def looks(place: Path) -> list[Path]:
        both_asked.wait(3)
        return files_in(place)

    monkeypatch.setattr(backup_places, "_files_in", looks)
    assert thin(order_thinning(later), [share, stick]) == 2


def test_l4_a_place_that_falls_silent_while_backups_are_removed_holds_up_nothing(
    desk: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a place that may still be removing, no scan is taken away: nobody knows what is left there."""
    later = on_day(made(desk, stick, 29, 22, 3), END + timedelta(days=5))
    share = shutil.copytree(stick, tmp_path / "freigabe")
    server_is_back, plain = Event(), Path.unlink
    waited_for: list[Path] = []
    swept: list[Path] = []

    def hangs(path: Path, missing_ok: bool = False) -> None:
        if path.parent == share:
            server_is_back.wait(5)
            waited_for.append(path)
            raise OSError(errno.EHOSTDOWN, "gone")
        plain(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", hangs)
    monkeypatch.setattr(backup_places, "READ_SECONDS", 0.5)
    monkeypatch.setattr(backup_places, "sweep_place", lambda place, _keys: swept.append(place))
    assert thin(order_thinning(later), [share, stick]) == 1
    assert (waited_for, swept) == ([], [stick])
    server_is_back.set()


def test_l4_a_file_that_cannot_be_removed_stays_for_the_next_time(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = on_day(made(desk, stick, 29, 3), END + timedelta(days=5))

    def refuse(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert thin(order_thinning(later), [stick]) == 0
    monkeypatch.undo()
    assert len(backups(stick)) == 2


def test_l4_twins_go_with_their_age_where_a_newer_backup_lies_elsewhere(desk: Desk, stick: Path) -> None:
    twins = desk.vault.folder / layout.TWINS
    twins.mkdir()
    desk, before = on_day(desk, END), on_day(desk, END - timedelta(days=31))
    make_twin(desk.vault, twins / "vor-r0009-alt.imb", before.now(), with_scans=False)
    make_twin(desk.vault, twins / "vor-r0010-neu.imb", desk.now(), with_scans=False)
    assert thin(order_thinning(desk), []) == 0  # the only backup there is
    back_up(desk, stick)
    assert thin(order_thinning(desk), []) == 1
    assert backups(twins) == ["vor-r0010-neu.imb"]


def test_a_place_that_can_hold_no_small_file_says_so(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_place: Path) -> str:
        raise PermissionError(13, "no")

    monkeypatch.setattr("intman_desktop.services.keeping.backing_up.mark_place", refuse)
    (result,) = deliver(order_backup(desk, [stick]))
    assert isinstance(result, PlaceFailed)
    assert isinstance(result.trouble, NoRight)
    assert unfinished(stick).parent == stick


def test_l7_a_backup_under_a_wrong_clock_cuts_nothing_of_the_journal(desk: Desk, stick: Path) -> None:
    take_in(desk, an_intake())
    before = _verbs(desk)
    back_up(on_day(desk, date(2031, 1, 1)), stick)
    assert _verbs(desk)[: len(before)] == before


def test_what_a_killed_backup_left_and_nobody_can_remove_is_told_and_nothing_fails(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, remove = unfinished(stick, desk.vault.vault_id), files.remove
    left.write_bytes(b"half")

    def refuse(path: Path) -> None:
        if path == left:
            raise PermissionError(errno.EACCES, "held by another program")
        remove(path)

    monkeypatch.setattr(files, "remove", refuse)
    (made,) = deliver(order_backup(desk, [stick]))
    assert isinstance(made, BackupMadeAt)
    said = left_over_words(made.view)
    assert "Die Sicherung ist fertig. Ein Rest" in said and str(stick) in said
    assert left_over_words(replace(made.view, left_over=0)) == ""


def test_a_scan_that_a_dying_disk_no_longer_gives_out_stops_no_backup(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = take_in(desk, an_intake()).value
    attach_scan(desk, case.case_id, ATTEST, PAPER)
    opened = files.opened

    def unreadable(path: Path, mode: str = "rb") -> BinaryIO:
        if path.parent.name == layout.SCANS:
            raise OSError(errno.EIO, "")
        return opened(path, mode)

    monkeypatch.setattr(files, "opened", unreadable)
    (made,) = deliver(order_backup(desk, [stick]))
    assert isinstance(made, BackupMadeAt) and made.view.scans_missing == 1
    missing, damaged = check_scans(desk.vault.folder, scan_files(desk.vault.driver))
    assert (missing, len(damaged)) == ((), 1)


def _verbs(desk: Desk) -> list[str]:
    with desk.vault.reading() as connection:
        return list(connection.scalars(select(t.journal.c.verb).order_by(t.journal.c.seq)))
