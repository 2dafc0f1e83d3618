"""L4: what a restore would bring and take is seen before anything is replaced."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.errors import Trouble
from intman_desktop.sealing import NotEnoughMemory
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.words.restoring import preview_words, restored_words
from intman_desktop.services.keeping import present_store
from intman_desktop.services.keeping.backups import back_up, restore
from intman_desktop.services.keeping.keyring import add_substitute
from intman_desktop.services.keeping.restore_preview import preview_restore, restore_target
from intman_desktop.services.keeping.stores import create_store, open_store
from intman_desktop.values.backup_views import LostSince, NotSeen, RestorePreview
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.vault import files, layout, room
from intman_desktop.vault.aside import put_back
from intman_desktop.vault.backup import look_at_backup
from intman_desktop.vault.backup_troubles import NotABackup, WrongBackupPassphrase
from intman_desktop.vault.copied import store_copied
from intman_desktop.vault.erased import read_erased
from intman_desktop.vault.pages import PAGE_SIZE
from intman_desktop.vault.place_troubles import LinkInPlace, PathTooLong
from intman_desktop.vault.store import open_vault
from intman_desktop.vault.troubles import (
    DiskFull,
    KeyFileOutdated,
    NoRight,
    NotEnoughRoom,
    VaultInUse,
    VaultNewer,
    WrongPassphrase,
)
from tests.builders import a_case_file, a_talk, an_intake, an_office
from tests.opened import FAST, PASSPHRASE, TODAY, moment, put_in
from tests.papers_scanned import a_pdf
from tests.vault.making import flip


def seen(file: Path, folder: Path, secret: str = PASSPHRASE, *lists: Path) -> RestorePreview:
    return preview_restore(
        file, secret, folder, today=lambda: TODAY, now=lambda: moment(), erased_lists=lists
    )


def brought_over(file: Path, folder: Path) -> object:
    return restore(file, PASSPHRASE, folder, today=lambda: TODAY, now=lambda: moment())


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_on_an_empty_machine_it_tells_what_would_come(desk: Desk, stick: Path) -> None:
    case_id = take_in(desk, an_intake()).value.case_id
    attach_scan(desk, case_id, NewScan(ScanKind.OTHER, "Blatt"), ScanContent(PDF, a_pdf()))
    made = back_up(desk, stick).value
    new = stick.parent / "neu" / "tresor"
    preview = seen(made.file, new)
    assert (preview.made_at, preview.cases, preview.people, preview.talks) == (moment(), 1, 1, 0)
    assert (preview.scans, preview.scans_missing, preview.store_there, preview.lost) == (1, 0, False, None)
    assert preview.places_missing == ()
    assert list(new.parent.iterdir()) == []
    words = " ".join(preview_words(preview))
    assert "1 Person" in words
    assert "2\u202f153 Gespräche" in preview_words(replace(preview, talks=2153))[0]


def test_l4_what_was_erased_and_what_would_be_lost_is_told_and_nothing_changes(
    desk: Desk, stick: Path
) -> None:
    first = take_in(desk, an_intake()).value.case_id
    made = back_up(desk, stick).value
    end_case(desk, first, Ending(TODAY, "goals_reached"))
    erase_case(desk, first)
    new = a_case_file()
    put_in(desk, [new], [a_talk(new.case.key)])
    desk.vault.close()
    folder = desk.vault.folder
    before = content_of(folder)
    preview = seen(made.file, folder)
    assert (preview.cases, preview.erased_again, preview.store_there) == (0, 1, True)
    assert preview.lost is not None
    assert (preview.lost.cases, preview.lost.talks, preview.lost.scans) == (1, 1, 0)
    assert content_of(folder) == before
    words = " ".join(preview_words(preview))
    assert "1 gelöschte Akte" in words
    assert "1 Gespräch" in words


def test_l4_a_place_without_its_list_is_named(desk: Desk, stick: Path) -> None:
    made = back_up(desk, stick).value
    (stick / layout.ERASED).unlink()
    preview = seen(made.file, stick.parent / "neu")
    assert preview.places_missing == (str(stick),)
    assert any("Löschungen seit" in each and str(stick) in each for each in preview_words(preview))


def test_a_store_that_another_secret_opens_is_not_compared(desk: Desk, stick: Path, tmp_path: Path) -> None:
    made = back_up(desk, stick).value
    other = tmp_path / "anderer"
    create_store(other, "Andere Passphrase", an_office(), parameters=FAST).vault.close()
    preview = seen(made.file, other)
    assert (preview.store_there, preview.lost) == (True, None)
    assert any("nicht verglichen" in each for each in preview_words(preview))


def test_a_store_behind_a_link_is_refused_before_anything_is_shown(desk: Desk, stick: Path) -> None:
    """The preview said that all was well, and the restore refused."""
    made, folder = back_up(desk, stick).value, desk.vault.folder
    desk.vault.close()
    elsewhere = folder.with_name("woanders")
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    with pytest.raises(LinkInPlace):
        seen(made.file, folder)


@pytest.mark.parametrize("act", [seen, brought_over, restore_target])
def test_a_name_that_is_too_long_gets_its_sentence_at_every_act(
    desk: Desk, stick: Path, act: Callable[..., object]
) -> None:
    made, long = back_up(desk, stick).value.file, stick.parent / ("n" * 256)
    with pytest.raises(PathTooLong):
        act(made, long, long) if act is restore_target else act(made, long)
    with pytest.raises(PathTooLong):
        back_up(desk, long)
    assert not put_back(long)


@pytest.mark.parametrize("what", ["journal", "key file"])
def test_l4_a_damaged_store_hinders_no_look_into_its_backup(desk: Desk, stick: Path, what: str) -> None:
    made, folder = back_up(desk, stick).value, desk.vault.folder
    asked = desk.vault.driver.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (what,))
    root = asked.fetchone()
    desk.vault.close()
    if root is None:
        flip(folder / layout.KEY_FILE, 30)
    else:
        flip(folder / layout.STORE, (root[0] - 1) * PAGE_SIZE + 1000)
    (folder / layout.ERASED).unlink()
    before = content_of(folder)
    preview = seen(made.file, folder)
    assert content_of(folder) == before
    assert (preview.store_there, preview.unseen, preview.lost) == (True, NotSeen.DAMAGED, None)
    words = " ".join(preview_words(preview))
    assert "beschädigt und ließ sich nicht vergleichen" in words
    assert "Passphrase" not in words


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (DiskFull, "zu wenig Platz"),
        (NotEnoughMemory, "zu wenig Arbeitsspeicher"),
        (NoRight, "darf nicht gelesen werden"),
        (VaultInUse, "ist gerade geöffnet"),
        (VaultNewer, "neueren Version"),
        (KeyFileOutdated, "lässt sich nicht öffnen"),
    ],
)
def test_l4_why_nobody_looked_into_the_store_of_today_is_told_as_it_is(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[Trouble], said: str
) -> None:
    made, folder = back_up(desk, stick).value, desk.vault.folder
    desk.vault.close()

    def fails(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(present_store, "store_copied", fails)
    words = " ".join(preview_words(seen(made.file, folder)))
    assert said in words and "Passphrase" not in words
    done = restore(made.file, PASSPHRASE, folder, today=lambda: TODAY, now=lambda: moment())
    told = " ".join(restored_words(done))
    assert said in told and "nicht berücksichtigt" in told


def test_l4_a_store_damaged_in_a_way_nobody_foresaw_stops_no_restore(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, folder = back_up(desk, stick).value, desk.vault.folder
    desk.vault.close()

    def fails(*_: object) -> None:
        raise sqlcipher.OperationalError("something new")

    monkeypatch.setattr(present_store, "open_vault_by_any", fails)
    assert seen(made.file, folder).unseen is NotSeen.DAMAGED
    done = restore(made.file, PASSPHRASE, folder, today=lambda: TODAY, now=lambda: moment())
    assert done.unseen is NotSeen.DAMAGED
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(layout.UNFINISHED)] == []


def test_a_store_is_copied_only_once_its_backup_has_opened(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, folder = back_up(desk, stick).value, desk.vault.folder
    desk.vault.close()
    monkeypatch.setattr(present_store, "store_copied", lambda *_: pytest.fail("copied for nothing"))
    with pytest.raises(WrongBackupPassphrase):
        restore(made.file, "falsch", folder, today=lambda: TODAY, now=lambda: moment())


def test_a_copy_that_a_kill_left_is_swept_by_the_next_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk.vault.folder
    desk.vault.close()
    monkeypatch.setattr(files, "remove", lambda _copy: None)  # nobody lived to do it
    with store_copied(folder, lambda copy: open_vault(copy, PASSPHRASE)):
        pass
    monkeypatch.undo()
    left = [path for path in folder.parent.iterdir() if path.name.startswith(layout.UNFINISHED)]
    assert len(left) == 1
    open_store(folder, PASSPHRASE).close()
    assert not left[0].exists()


def test_l4_what_a_kill_kept_from_the_list_beside_is_looked_up_in_the_store(desk: Desk, stick: Path) -> None:
    first = take_in(desk, an_intake()).value.case_id
    made, beside = back_up(desk, stick).value, desk.vault.folder / layout.ERASED
    before = beside.read_bytes()
    end_case(desk, first, Ending(TODAY, "goals_reached"))
    erase_case(desk, first)
    desk.vault.close()
    for path in (beside, stick / layout.ERASED):
        path.write_bytes(before)
    preview = seen(made.file, desk.vault.folder)
    assert (preview.cases, preview.erased_again) == (0, 1)
    assert beside.read_bytes() == before
    beside.unlink()
    done = restore(made.file, PASSPHRASE, desk.vault.folder, today=lambda: TODAY, now=lambda: moment())
    assert (done.cases, done.erased_again, done.places_missing) == (0, 1, ())
    assert read_erased(beside).digests


def test_l4_a_substitute_learns_and_brings_back_no_more_than_the_owner_does(desk: Desk, stick: Path) -> None:
    """Her passphrase opens the store of today as well: what a kill kept from the lists is looked up there."""
    hers, beside = "Passphrase der Vertretung", desk.vault.folder / layout.ERASED
    add_substitute(desk, "Anna Vertretungsmuster", hers)
    first = take_in(desk, an_intake()).value.case_id
    made, before = back_up(desk, stick).value, beside.read_bytes()
    end_case(desk, first, Ending(TODAY, "goals_reached"))
    erase_case(desk, first)
    put_in(desk, [a_case_file()])
    desk.vault.close()
    for path in (beside, stick / layout.ERASED):
        path.write_bytes(before)
    preview = seen(made.file, desk.vault.folder, hers)
    assert (preview.cases, preview.erased_again, preview.unseen) == (0, 1, None)
    assert preview.lost is not None and preview.lost.cases == 1
    done = restore(made.file, hers, desk.vault.folder, today=lambda: TODAY, now=lambda: moment())
    assert (done.cases, done.erased_again, done.unseen) == (0, 1, None)
    assert read_erased(beside).digests


def test_l4_the_log_of_a_store_that_was_killed_is_there_after_the_look(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    made = back_up(desk, stick).value
    new = a_case_file()
    put_in(desk, [new])
    killed = Path(shutil.copytree(desk.vault.folder, tmp_path / "ort" / "tresor"))
    before = content_of(killed)
    assert before[layout.LOG]
    preview = seen(made.file, killed)
    assert preview.lost is not None
    assert preview.lost.cases == 1
    assert content_of(killed) == before
    assert list(killed.parent.iterdir()) == [killed]


def test_the_code_of_the_emergency_sheet_does_as_well(tmp_path: Path, stick: Path) -> None:
    from intman_desktop.services.keeping.stores import desk_of

    new = create_store(tmp_path / "tresor", PASSPHRASE, an_office(), parameters=FAST, now=lambda: moment())
    desk = desk_of(new.vault, lambda: TODAY, lambda: moment())
    made = back_up(desk, stick).value
    new.vault.close()
    preview = seen(made.file, tmp_path / "tresor", new.emergency_code)
    assert preview.lost == LostSince()
    with pytest.raises(WrongPassphrase):
        seen(made.file, tmp_path / "tresor", "falsch")


def test_a_backup_belongs_over_the_store_it_was_made_from(desk: Desk, stick: Path, tmp_path: Path) -> None:
    made, folder, free = back_up(desk, stick).value.file, desk.vault.folder, tmp_path / "frei"
    desk.vault.close()
    assert restore_target(made, folder, free) == folder
    assert restore_target(made, tmp_path / "leer", free) == free
    other = tmp_path / "anderer"
    create_store(other, PASSPHRASE, an_office(), parameters=FAST).vault.close()
    assert restore_target(made, other, free) == free
    flip(folder / layout.KEY_FILE, 30)
    assert restore_target(made, folder, free) == folder
    with pytest.raises(NotABackup):
        restore_target(folder / layout.KEY_FILE, folder, free)


def test_a_disk_without_room_is_told_before_anybody_decides_with_how_much_is_missing(
    desk: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the copy, for writing it anew, and then for the scans; or to look into today's store."""
    case_id = take_in(desk, an_intake()).value.case_id
    attach_scan(desk, case_id, NewScan(ScanKind.OTHER, "Blatt"), ScanContent(PDF, a_pdf()))
    made = back_up(desk, stick).value
    folder, empty, size = desk.vault.folder, tmp_path / "neu" / "tresor", look_at_backup(made.file).size
    desk.vault.close()
    for place, free in ((empty, 2 * size - 1), (empty, 2 * size), (folder, 0)):
        monkeypatch.setattr(room, "free_bytes", lambda _folder, free=free: free)
        with pytest.raises(NotEnoughRoom) as caught:
            seen(made.file, place)
        assert "Es fehlen 1 MB" in caught.value.sentence()
    later = iter((2 * size, 0))  # the copy fits, its scans do not
    for place, free_at in ((folder, lambda _folder: 0), (empty, lambda _folder: next(later))):
        monkeypatch.setattr(room, "free_bytes", free_at)
        with pytest.raises(NotEnoughRoom):
            restore(made.file, PASSPHRASE, place, today=lambda: TODAY, now=lambda: moment())
    assert not empty.exists() and not list(tmp_path.rglob(f"{layout.UNFINISHED}*"))
    monkeypatch.setattr(room, "free_bytes", lambda _folder: 2 * size + 1_000_000)
    assert seen(made.file, empty).scans == 1
