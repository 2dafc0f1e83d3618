"""L4: what is erased in today's store stays in none that a restore has put aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from intman_desktop.models import tables as t
from intman_desktop.rules.upkeep import Task
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.backups import back_up, restore
from intman_desktop.services.keeping.places import find_places, known_places, places_now
from intman_desktop.services.keeping.stores import desk_of, note_opened, open_store
from intman_desktop.services.keeping.upkeep import places_due, unsaved_work, upkeep_due
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.ui.unlock.doors import store_doors
from intman_desktop.ui.unlock.ways import Whose
from intman_desktop.values import case_file as v
from intman_desktop.values.scans import PDF, ScanContent
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault import layout
from intman_desktop.vault.erased import add_erased, add_erased_in_place, digest_of, read_erased
from tests.builders import a_case_file, a_client, a_consent, a_health_consent, an_intake
from tests.opened import PASSPHRASE, TODAY, moment, put_in, stored
from tests.papers_scanned import CONSENT, a_pdf

GONE = a_client(given_name="Niamh", family_name="Probemensch")
STAYS = a_client(given_name="Tesfay", family_name="Beispiel")


def opened(folder: Path) -> Desk:
    """Open a store as the program does."""
    desk = desk_of(open_store(folder, PASSPHRASE), today=lambda: TODAY, now=lambda: moment())
    note_opened(desk)
    return desk


def listed(folder: Path) -> frozenset[str]:
    found = read_erased(folder / layout.ERASED)
    assert found.sound
    assert found.digests
    return found.digests


def scans_in(folder: Path) -> int:
    return len([*(folder / layout.SCANS).iterdir()])


def people(desk: Desk) -> list[str]:
    return [row.name for row in case_page(desk, CaseFilter()).rows]


@pytest.fixture
def files() -> list[v.CaseFile]:
    return [
        a_case_file(client=GONE),
        a_case_file(client=STAYS, consents=(a_consent(), a_health_consent())),
    ]


@pytest.fixture
def aside(desk: Desk, files: list[v.CaseFile], tmp_path: Path) -> Path:
    """Restore a backup over the store of ``files``; return where that lies now."""
    ids = put_in(desk, files)
    attach_scan(desk, ids[files[0].case.key], CONSENT, ScanContent(PDF, a_pdf()))
    backup = back_up(desk, tmp_path / "stick.imb").value
    desk.vault.close()
    done = restore(backup.file, PASSPHRASE, desk.vault.folder, today=lambda: TODAY, now=lambda: moment())
    return Path(done.kept_aside)


def test_l4_a_store_aside_has_forgotten_at_its_opening_what_was_erased_meanwhile(
    desk: Desk, aside: Path
) -> None:
    today = opened(desk.vault.folder)
    (gone,), (stays,) = find_people(today, "Probemensch"), find_people(today, "Beispiel")
    record = erase_case(today, gone.case_id, "contact_lost").value
    withdraw_kind(today, stays.case_id, stored(today, stays.case_id).consents[1].id, TODAY)
    today.vault.close()
    assert record.places_missing == ()
    assert str(aside) not in record.places, "it is no backup place"
    assert listed(aside) == listed(desk.vault.folder)
    assert scans_in(aside) == 1
    there = opened(aside)
    assert scans_in(aside) == 0
    assert people(there) == ["Beispiel, Tesfay"]
    assert find_people(there, "Probemensch") == ()
    assert [each.stands for each in stored(there, stays.case_id).consents] == [True, False]
    there.vault.close()


def test_l4_a_store_aside_whose_list_cannot_grow_now_is_no_backup_to_catch_up_with(
    desk: Desk, aside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood on the protocol among the backups; its list grows by itself when the store is opened next."""

    def full(place: Path, digests: frozenset[str]) -> frozenset[str]:
        if place == aside:
            raise OSError(28, "No space left on device")
        return add_erased_in_place(place, digests)

    today = opened(desk.vault.folder)
    (gone,) = find_people(today, "Probemensch")
    with monkeypatch.context() as patched:
        patched.setattr("intman_desktop.services.closing.erased_list.add_erased_in_place", full)
        record = erase_case(today, gone.case_id, "contact_lost").value
    today.vault.close()
    assert (record.places, record.places_missing) == ((str(aside.parent),), ())
    assert not read_erased(aside / layout.ERASED).digests
    opened(desk.vault.folder).vault.close()
    assert listed(aside) == listed(desk.vault.folder)


def test_l4_the_door_of_the_window_closes_a_store_again_that_cannot_forget(
    files: list[v.CaseFile], aside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_erased(aside / layout.ERASED, [digest_of(files[0].case.key)])

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    doors = store_doors(lambda: TODAY, lambda: moment())
    monkeypatch.setattr("intman_desktop.services.rights.forgetting.forget_in", full)
    with pytest.raises(OSError, match="No space"):
        doors.open(aside, PASSPHRASE, Whose.OWNER, "")
    monkeypatch.undo()
    there = doors.open(aside, PASSPHRASE, Whose.OWNER, "")
    assert people(there) == ["Beispiel, Tesfay"]
    there.vault.close()


def test_l4_a_list_that_a_kill_left_short_in_a_store_aside_is_whole_after_the_next_opening(
    desk: Desk, aside: Path
) -> None:
    today = opened(desk.vault.folder)
    (gone,) = find_people(today, "Probemensch")
    erase_case(today, gone.case_id, "contact_lost")
    today.vault.close()
    (aside / layout.ERASED).unlink()
    opened(desk.vault.folder).vault.close()
    assert listed(aside) == listed(desk.vault.folder)


def test_l4_what_the_list_names_is_taken_away_once_and_the_journal_tells_it(
    files: list[v.CaseFile], aside: Path
) -> None:
    add_erased(aside / layout.ERASED, [digest_of(files[0].case.key)])
    opened(aside).vault.close()
    there = opened(aside)
    with there.vault.reading() as connection:
        verbs = list(connection.scalars(select(t.journal.c.verb)))
    assert verbs.count("case_erased") == 1
    there.vault.close()


def test_a_store_aside_is_not_backed_up_by_itself_and_so_never_the_newest_in_a_place(
    desk: Desk, aside: Path, stick: Path
) -> None:
    """Story 20: on an empty laptop nothing would tell its backup from one of the store in its place."""
    there = opened(aside)
    back_up(there, stick)
    take_in(there, an_intake())
    now = places_now(there, find_places(known_places(there), ())).value
    assert [each.changed for each in now if each.path == str(stick)] == [True]
    assert places_due(there, now, after_start=True) == ()
    assert not {Task.BACK_UP, Task.THIN, Task.REHEARSE} & set(upkeep_due(there, now, after_start=True))
    assert not unsaved_work(there)[0]
    there.vault.close()
    restored = opened(desk.vault.folder)
    assert places_due(restored, places_now(restored, find_places(known_places(restored), ())).value, True)
    restored.vault.close()
