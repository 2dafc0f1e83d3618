"""L4, L6, K7: how old the backups are, what they still hold, and whether the journal goes on from them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, func, select, update

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.erasure import confirm_clock, erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping.backups import back_up, restore, verify_store
from intman_desktop.services.keeping.kept_elsewhere import kept_elsewhere
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.keeping.stores import create_store, desk_of, note_opened, open_store
from intman_desktop.vault.backup_places import backups_in, look_into
from tests.builders import a_case_file, an_office
from tests.opened import FAST, PASSPHRASE, TODAY, moment, on_day, put_in

pytestmark = pytest.mark.unmeasured

J = t.journal.c
Change = Callable[[Connection], object]


def work(desk: Desk, times: int = 3) -> None:
    for _time in range(times):
        note_opened(desk)


def codes(desk: Desk) -> list[str]:
    return [fault.code for fault in verify_store(desk).faults]


def cut_tail(connection: Connection) -> None:
    last = connection.scalar(select(func.max(J.seq))) or 0
    connection.execute(delete(t.journal).where(J.seq > last - 5))


def chain_anew(connection: Connection) -> None:
    """Change one entry in the middle and compute every chain value after it, as somebody with the key can."""
    rows = connection.execute(select(t.journal).order_by(J.seq)).mappings().all()
    connection.execute(delete(t.journal))
    for row in rows:
        verb = Verb.CASE_OPENED if row["seq"] == 3 else Verb(row["verb"])
        journal.record(connection, at=moment(), slot=row["slot"], verb=verb, case_key=row["case_key"])


def take_middle(connection: Connection) -> None:
    connection.execute(delete(t.journal).where(J.seq == 3))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (cut_tail, ["journal_shortened"]),
        (chain_anew, ["journal_rewritten"]),
        (take_middle, ["journal_gap"]),
    ],
)
@pytest.mark.parametrize("kept_in", ["backup", "sheet"])
def test_l6_a_journal_that_was_tampered_with_is_told_in_a_sentence(
    desk: Desk, stick: Path, change: Change, expected: list[str], kept_in: str
) -> None:
    work(desk, 6)
    if kept_in == "backup":
        back_up(desk, stick)
    else:
        freeze_year(desk, 2025)
    assert codes(desk) == []
    assert verify_store(desk).heads == 1
    with desk.vault.transaction() as connection:
        change(connection)
    assert codes(desk) == expected
    source = "Sicherung" if kept_in == "backup" else "abgeschlossene Kennzahlen"
    for fault in verify_store(desk).faults:
        assert source in sentence(fault) or fault.code == "journal_gap"


def test_l6_the_place_of_the_older_copy_of_a_folder_is_told_as_a_shortened_journal(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    back_up(desk, stick)
    desk.vault.checkpoint()
    copied = tmp_path / "kopie"
    shutil.copytree(desk.vault.folder, copied)
    work(desk)
    back_up(desk, stick)
    old = opened(copied)
    assert codes(old) == ["journal_shortened"]
    assert "ältere Kopie" in sentence(verify_store(old).faults[0])
    old.vault.close()


def opened(folder: Path) -> Desk:
    return desk_of(open_store(folder, PASSPHRASE), today=lambda: TODAY, now=lambda: moment())


@pytest.fixture
def restored(desk: Desk, stick: Path, tmp_path: Path) -> Iterator[Desk]:
    """Return the desk on a store restored from the first of two backups."""
    work(desk)
    first = back_up(on_day(desk, TODAY - timedelta(days=2)), stick).value
    work(desk)
    back_up(on_day(desk, TODAY - timedelta(days=1)), stick)
    restore(first.file, PASSPHRASE, tmp_path / "neu", today=lambda: TODAY, now=lambda: moment())
    there = opened(tmp_path / "neu")
    yield there
    there.vault.close()


def test_l4_l6_a_restore_is_no_tampering(restored: Desk, stick: Path) -> None:
    change_office(restored, {"backup_places": (str(stick),)})
    report = verify_store(restored)
    assert report.sound
    assert [note.code for note in report.notes] == ["journal_other_branch"]
    assert "in Ordnung" in sentence(report.notes[0])
    work(restored, 12)
    assert verify_store(restored).sound


def test_l6_after_a_restore_the_own_backups_count_again(restored: Desk, stick: Path) -> None:
    back_up(restored, stick)
    assert verify_store(restored).sound
    with restored.vault.transaction() as connection:
        last = connection.scalar(select(func.max(J.seq))) or 0
        connection.execute(delete(t.journal).where(J.seq >= last - 1))
    assert codes(restored) == ["journal_shortened"]


def test_l6_the_store_of_before_knows_that_a_copy_was_made(desk: Desk, restored: Desk, stick: Path) -> None:
    back_up(restored, stick)
    report = verify_store(desk)
    assert report.sound
    assert [note.code for note in report.notes] == ["journal_copy"]


def test_l6_what_was_cut_after_its_years_is_no_fault(desk: Desk, stick: Path) -> None:
    first = date(2024, 6, 3)
    with desk.vault.transaction() as connection:
        connection.execute(delete(t.journal))
    work(on_day(desk, first), 4)
    freeze_year(on_day(desk, first), 2023)
    work(on_day(desk, first), 4)
    confirm_clock(desk)  # after two years without an entry the day is doubted, and nothing is cut (L7)
    back_up(desk, stick)
    with desk.vault.reading() as connection:
        assert (connection.scalar(select(func.min(J.seq))) or 0) > 5
    report = verify_store(desk)
    assert (report.sound, report.heads, report.notes) == (True, 2, ())
    with desk.vault.transaction() as connection:
        connection.execute(update(t.frozen_sheets).values(frozen_on="2026-01-05"))
    assert codes(desk) == ["frozen_sheet_changed", "journal_cut_early"]


def test_l4_the_oldest_backup_and_those_too_old_are_told(desk: Desk, stick: Path) -> None:
    for days in (49, 8, 2):
        back_up(on_day(desk, TODAY - timedelta(days=days)), stick)
    (place,) = kept_elsewhere(desk).places
    assert (place.count, place.overdue, place.with_erased, place.gone_by) == (3, 1, 0, None)
    assert place.oldest == moment(TODAY - timedelta(days=49))
    assert place.newest == moment(TODAY - timedelta(days=2))


def test_l4_a_backup_of_thirty_days_is_not_too_old_and_one_of_thirty_one_is(desk: Desk, stick: Path) -> None:
    for days, overdue in ((30, 0), (31, 1)):
        back_up(on_day(desk, TODAY - timedelta(days=days)), stick)
        (place,) = kept_elsewhere(desk).places
        assert place.overdue == overdue


def test_l4_which_backups_still_hold_the_erased_and_until_when(desk: Desk, stick: Path) -> None:
    ids = put_in(desk, [a_case_file(), a_case_file()])
    back_up(on_day(desk, TODAY - timedelta(days=20)), stick)
    back_up(on_day(desk, TODAY - timedelta(days=10)), stick)
    earlier = on_day(desk, TODAY - timedelta(days=5))
    confirm_clock(earlier)
    erase_case(earlier, next(iter(ids.values())), "relocation")
    back_up(desk, stick)
    (place,) = kept_elsewhere(desk).places
    assert (place.count, place.with_erased) == (3, 2)
    assert place.gone_by == TODAY + timedelta(days=20)


def test_l4_what_cannot_be_looked_into_is_named(desk: Desk, stick: Path, tmp_path: Path) -> None:
    made = back_up(desk, stick).value
    whole = made.file.read_bytes()
    (stick / "halb.imb").write_bytes(whole[: len(whole) // 2])
    (stick / "brief.txt").write_text("Sehr geehrte Frau Muster")
    away = str(tmp_path / "weg")
    change_office(desk, {"backup_places": (str(stick), away)})
    kept = kept_elsewhere(desk)
    assert [(place.reachable, place.count, place.unread) for place in kept.places] == [
        (True, 1, 1),
        (False, 0, 0),
    ]
    assert [(fact.code, fact.values["place"]) for fact in kept.heads.unseen] == [
        ("backups_unread", str(stick)),
        ("backup_place_away", away),
    ]
    assert verify_store(desk).sound


def test_l4_backups_of_another_store_are_passed_over(desk: Desk, stick: Path, tmp_path: Path) -> None:
    other = create_store(tmp_path / "anderer", PASSPHRASE, an_office(), parameters=FAST).vault
    back_up(desk_of(other, today=lambda: TODAY, now=lambda: moment()), stick)
    other.close()
    change_office(desk, {"backup_places": (str(stick),)})
    (place,) = kept_elsewhere(desk).places
    assert (place.reachable, place.count, place.unread) == (True, 0, 0)


def test_l6_opening_is_an_entry_with_its_slot(desk: Desk) -> None:
    note_opened(desk)
    with desk.vault.reading() as connection:
        last = select(J.verb, J.slot).order_by(J.seq.desc()).limit(1)
        assert tuple(connection.execute(last).one()) == ("store_opened", desk.vault.slot_id)


def test_l6_reading_goes_on_where_the_journal_is_cut_by_hand(desk: Desk) -> None:
    ids = put_in(desk, [a_case_file()])
    with desk.vault.transaction() as connection:
        connection.execute(delete(t.journal))
    assert open_case(desk, next(iter(ids.values()))).case_id


def test_l4_a_backup_that_the_key_does_not_open_is_counted_as_unread(desk: Desk, stick: Path) -> None:
    back_up(desk, stick)
    seen = look_into(stick)
    ((file, header),) = seen.headers
    assert header is not None
    of_older_key = replace(seen, headers=((file, replace(header, inside=bytes(64))),))
    found = backups_in(desk.vault, of_older_key)
    assert (found.backups, found.unread) == ((), 1)
