"""The ways into the store: who may do what, what is written about it, and which old backups stay open."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from intman_desktop import sealing
from intman_desktop.errors import NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan, show_scan
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.journal_pages import access_words, journal_out, journal_page
from intman_desktop.services.common.office import put_office
from intman_desktop.services.common.ways import await_sheet, forget_ways, known_ways
from intman_desktop.services.common.wording import told
from intman_desktop.services.keeping import keyring as k
from intman_desktop.services.keeping import new_sheet
from intman_desktop.services.keeping.backups import back_up, restore, verify_store
from intman_desktop.services.keeping.kept_elsewhere import kept_elsewhere, look_into_places
from intman_desktop.services.keeping.old_backups import (
    backups_of_removed,
    deliver_replacement,
    note_replaced,
    note_replacement,
    order_replacement,
    remove_replaced,
)
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.keeping.stores import (
    desk_of,
    note_opened,
    open_store,
    open_store_by_any,
    open_store_with_code,
    ways_into,
)
from intman_desktop.services.papers import papers
from intman_desktop.values.backup_views import BackupView
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.journal_views import Access, JournalFilter
from intman_desktop.values.keyring import DoorSlot, Keyring, WayIn
from intman_desktop.values.office import Worker
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.vault import changing, files, layout
from intman_desktop.vault.backup import back_up as back_up_bare
from intman_desktop.vault.backup_places import PlaceSeen
from intman_desktop.vault.backup_troubles import BackupMissing, KeysChanged
from intman_desktop.vault.troubles import (
    KeyFileOutdated,
    NoRight,
    PassphraseEmpty,
    WrongEmergencyCode,
    WrongPassphrase,
)
from tests import builders as a
from tests.builders import a_case_file
from tests.documents.reading import text_of
from tests.opened import FAST, PASSPHRASE, TODAY, make_template, moment, open_desk, put_in
from tests.papers_scanned import a_pdf

ANNA = "Anna Vertretungsmuster"


@pytest.fixture
def reopened(desk: Desk) -> Iterator[Callable[..., Desk]]:
    """Return ``reopened(how, *secret)``: the desk's store closed and opened again in another way."""
    opened: list[Desk] = []

    def reopen(how: Callable[..., object], *secret: object) -> Desk:
        desk.vault.close()
        for each in opened:
            each.vault.close()
        opened.append(desk_of(how(desk.vault.folder, *secret), lambda: TODAY, moment))  # type: ignore[arg-type]
        return opened[-1]

    yield reopen
    for each in opened:
        each.vault.close()


def verbs(desk: Desk) -> list[str]:
    with desk.vault.reading() as connection:
        return list(connection.scalars(select(t.journal.c.verb).order_by(t.journal.c.seq)))


def seen(*places: Path) -> tuple[PlaceSeen, ...]:
    return look_into_places(tuple(map(str, places)))


def the(ring: Keyring, kind: str) -> WayIn:
    return next(way for way in ring.ways if way.kind == kind)


def test_u5_who_opens_with_a_way_of_her_name_acts_herself(desk: Desk, reopened: Callable[..., Desk]) -> None:
    """A colleague's talks, and the people she takes in, are hers and not the first worker's (Rule E1)."""
    with desk.vault.transaction() as connection:
        workers = (*a.an_office().workers, Worker("AV", ANNA))
        put_office(connection, a.an_office(workers=workers))
    k.add_substitute(desk, ANNA.upper(), "zweite")
    k.add_substitute(desk, "Ohne Eintrag", "dritte")
    assert reopened(open_store_by_any, "zweite").worker == "AV"
    assert reopened(open_store_by_any, "dritte").worker == "EB"
    assert reopened(open_store, PASSPHRASE).worker == "EB"


# -- who is in -----------------------------------------------------------------------------------


def test_a_new_store_has_two_ways_in(desk: Desk) -> None:
    ring = k.read_keyring(desk)
    assert [(way.kind, way.name, way.added_on, way.here) for way in ring.ways] == [
        ("owner", "", None, True),
        ("emergency", "", None, False),
    ]
    assert (ring.renewal_due, ring.may_change) == (False, True)


def test_the_door_knows_ids_and_kinds_and_no_name(desk: Desk) -> None:
    added = k.add_substitute(desk, ANNA, "zweite").value
    slots = ways_into(desk.vault.folder)
    assert [slot.kind for slot in slots] == ["owner", "emergency", "substitute"]
    assert slots[2] == DoorSlot(added.slot_id, "substitute")
    assert ANNA.encode() not in (desk.vault.folder / layout.KEY_FILE).read_bytes()


def test_a_substitute_is_added_by_name_and_opens_with_her_own_passphrase(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    outcome = k.add_substitute(desk, f"  {ANNA.replace(' ', '   ')} ", "zweite")
    way = outcome.value
    assert (way.kind, way.name, way.added_on, way.here) == ("substitute", ANNA, TODAY, False)
    assert [each.kind for each in k.read_keyring(desk).ways] == ["owner", "substitute", "emergency"]
    assert verbs(desk)[-1] == "substitute_added"
    there = reopened(open_store, "zweite", way.slot_id)
    ring = k.read_keyring(there)
    assert the(ring, "substitute") == replace(way, here=True)
    assert not ring.may_change


def test_the_command_line_finds_the_slot_by_trying_each(desk: Desk, reopened: Callable[..., Desk]) -> None:
    way = k.add_substitute(desk, ANNA, "zweite").value
    assert reopened(open_store_by_any, "zweite").vault.slot_id == way.slot_id
    assert reopened(open_store_by_any, PASSPHRASE).vault.slot_id != way.slot_id
    with pytest.raises(WrongPassphrase):
        reopened(open_store_by_any, "falsch")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "substitute_name_missing"),
        ("  \t", "substitute_name_missing"),
        ("x" * 81, "substitute_name_long"),
        (ANNA.upper(), "substitute_name_twice"),
    ],
)
def test_a_name_is_needed_short_and_once(desk: Desk, name: str, code: str) -> None:
    k.add_substitute(desk, ANNA, "zweite")
    before = k.read_keyring(desk)
    with pytest.raises(Refused, match=code) as caught:
        k.add_substitute(desk, name, "dritte")
    assert told(caught.value)
    assert k.read_keyring(desk) == before


def test_there_are_five_substitutes_at_most(desk: Desk) -> None:
    for number in range(5):
        k.add_substitute(desk, f"Vertretung {number}", "zweite")
    with pytest.raises(Refused, match="substitutes_full") as caught:
        k.add_substitute(desk, "Sechste", "zweite")
    assert "5" in told(caught.value)
    k.take_away(desk, the(k.read_keyring(desk), "substitute").slot_id)
    k.add_substitute(desk, "Sechste", "zweite")


def test_a_substitute_without_a_passphrase_is_refused(desk: Desk) -> None:
    with pytest.raises(PassphraseEmpty):
        k.add_substitute(desk, ANNA, "")
    assert len(k.read_keyring(desk).ways) == 2


# -- who may do what -----------------------------------------------------------------------------

ACTS: dict[str, Callable[[Desk], object]] = {
    "add": lambda desk: k.add_substitute(desk, "Neue", "neu"),
    "take away": lambda desk: k.take_away(desk, the(k.read_keyring(desk), "substitute").slot_id),
    "renew": k.renew,
    "new sheet": k.new_emergency_code,
    "own passphrase": lambda desk: k.change_passphrase(desk, "zweite", "neu"),
    "owner's passphrase": lambda desk: k.set_owner_passphrase(desk, "neu"),
}


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("way", "act", "refused"),
    [
        ("substitute", "add", "owner_needed"),
        ("substitute", "take away", "way_may_not_change"),
        ("substitute", "renew", "way_may_not_change"),
        ("substitute", "new sheet", "way_may_not_change"),
        ("substitute", "own passphrase", ""),
        ("substitute", "owner's passphrase", "sheet_needed"),
        ("emergency", "add", "owner_needed"),
        ("emergency", "take away", ""),
        ("emergency", "renew", ""),
        ("emergency", "new sheet", ""),
        ("emergency", "own passphrase", "way_without_passphrase"),
        ("emergency", "owner's passphrase", ""),
        ("owner", "take away", ""),
        ("owner", "owner's passphrase", "sheet_needed"),
    ],
)
def test_each_way_in_may_do_its_own(
    desk: Desk, reopened: Callable[..., Desk], way: str, act: str, refused: str
) -> None:
    added = k.add_substitute(desk, ANNA, "zweite").value
    code = k.new_emergency_code(desk).value
    opened = {
        "substitute": lambda: reopened(open_store, "zweite", added.slot_id),
        "emergency": lambda: reopened(open_store_with_code, code),
        "owner": lambda: reopened(open_store, PASSPHRASE),
    }[way]()
    if not refused:
        ACTS[act](opened)
        return
    with pytest.raises(Refused, match=refused) as caught:
        ACTS[act](opened)
    assert told(caught.value)


def test_neither_the_owner_nor_the_sheet_nor_nobody_is_taken_away(desk: Desk) -> None:
    ring = k.read_keyring(desk)
    for kind in ("owner", "emergency"):
        with pytest.raises(Refused, match="way_stays"):
            k.take_away(desk, the(ring, kind).slot_id)
    with pytest.raises(NotFound):
        k.take_away(desk, "00" * 16)
    assert k.read_keyring(desk) == ring


# -- passphrases ---------------------------------------------------------------------------------


def test_another_passphrase_leaves_the_database_and_every_other_way(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    slot_id = desk.vault.slot_id
    k.change_passphrase(desk, PASSPHRASE, "neue Passphrase")
    assert not k.read_keyring(desk).renewal_due
    assert verbs(desk)[-1] == "passphrase_changed"
    with pytest.raises(WrongPassphrase):
        reopened(open_store, PASSPHRASE)
    assert reopened(open_store, "neue Passphrase").vault.slot_id == slot_id


@pytest.mark.parametrize(
    ("present", "new", "error"), [("falsch", "neu", WrongPassphrase), (PASSPHRASE, "", PassphraseEmpty)]
)
def test_a_passphrase_is_changed_by_who_knows_it_and_never_to_nothing(
    desk: Desk, present: str, new: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        k.change_passphrase(desk, present, new)
    assert verbs(desk) == ["store_created"]


def test_who_forgot_the_passphrase_sets_another_with_the_sheet(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    code = k.new_emergency_code(desk).value
    there = reopened(open_store_with_code, code)
    k.set_owner_passphrase(there, "wieder da")
    assert verbs(there)[-1] == "owner_passphrase_set"
    assert the(k.read_keyring(there), "owner").here, "who has set the passphrase knows it"
    again = reopened(open_store, "wieder da")
    assert the(k.read_keyring(again), "owner").here


def test_a_new_sheet_ends_the_old_one_and_makes_the_renewal_due(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    first = k.new_emergency_code(desk).value
    second = k.new_emergency_code(desk).value
    assert papers.emergency_sheet(desk, second).content.startswith(b"%PDF")
    ring = k.read_keyring(desk)
    assert ring.renewal_due
    assert the(ring, "emergency").added_on == TODAY
    with pytest.raises(WrongEmergencyCode):
        reopened(open_store_with_code, first)
    there = reopened(open_store_with_code, second)
    third = k.new_emergency_code(there).value
    ring = k.read_keyring(there)
    assert the(ring, "emergency").here, "who came with the sheet goes on with the new one"
    assert ring.may_change
    assert the(k.read_keyring(reopened(open_store_with_code, third)), "emergency").here


# -- taking away and renewing --------------------------------------------------------------------


def test_who_is_taken_away_is_out_at_once_and_the_renewal_stays_due_until_it_is_done(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    way = k.add_substitute(desk, ANNA, "zweite").value
    k.take_away(desk, way.slot_id)
    assert [each.kind for each in k.read_keyring(desk).ways] == ["owner", "emergency"]
    with pytest.raises(WrongPassphrase):
        reopened(open_store, "zweite", way.slot_id)
    there = reopened(open_store, PASSPHRASE)
    assert k.read_keyring(there).renewal_due
    told_steps: list[tuple[int, int]] = []
    k.renew(there, progress=lambda done, total: told_steps.append((done, total)))
    assert told_steps[0] == (0, 100)
    assert not k.read_keyring(there).renewal_due
    assert verbs(there)[-2:] == ["substitute_taken_away", "key_renewed"]
    assert verify_store(there).sound
    again = reopened(open_store, PASSPHRASE)
    assert not k.read_keyring(again).renewal_due


def cut_off_before_the_store_hears(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next change of the keys end as a kill does: the key file is written, and nothing more."""

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(changing, "keep_record", killed)
    monkeypatch.setattr(changing, "_after_failing", lambda _vault, _before, keys: keys)


def test_l6_a_removal_cut_off_by_a_kill_is_written_down_at_the_next_opening(
    desk: Desk, reopened: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, stick: Path
) -> None:
    way = k.add_substitute(desk, ANNA, "zweite").value
    back_up(desk, stick)
    with monkeypatch.context() as cut:
        cut_off_before_the_store_hears(desk, cut)
        with pytest.raises(KeyboardInterrupt):
            k.take_away(desk, way.slot_id)
    there = reopened(open_store, PASSPHRASE)
    assert "substitute_taken_away" not in verbs(there)
    note_opened(there)
    assert verbs(there).count("substitute_taken_away") == 1
    with there.vault.reading() as connection:
        assert known_ways(connection)[way.slot_id].gone_on == TODAY.isoformat()
    (old,) = backups_of_removed(there, seen(stick)).files
    assert old.opened_by == (ANNA,)
    assert k.read_keyring(there).renewal_due
    note_opened(there)
    assert verbs(there).count("substitute_taken_away") == 1, "it is told once"


def test_l6_a_new_sheet_cut_off_by_a_kill_is_asked_about_and_written_down_at_the_next_opening(
    desk: Desk, reopened: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut_off_before_the_store_hears(desk, cut)
        with pytest.raises(KeyboardInterrupt):
            k.new_emergency_code(desk)
    there = reopened(open_store, PASSPHRASE)
    assert k.read_keyring(there).sheet_awaited
    assert k.read_keyring(there).sheet_unseen
    assert k.read_keyring(there).renewal_due
    note_opened(there)
    note_opened(there)
    assert k.read_keyring(there).sheet_unseen
    assert verbs(there).count("emergency_sheet_renewed") == 1
    k.new_emergency_code(there)
    assert k.read_keyring(there).sheet_unseen, "nobody can say that it is safe before it was on the screen"
    k.note_sheet_shown(there)
    assert (k.read_keyring(there).sheet_awaited, k.read_keyring(there).sheet_unseen) == (True, False)
    k.confirm_sheet(there)
    assert not k.read_keyring(there).sheet_awaited
    assert verbs(there).count("emergency_sheet_renewed") == 2


@pytest.mark.parametrize("confirmed", [False, True])
def test_l4_a_restore_that_leaves_a_former_sheet_out_says_that_there_is_none(
    desk: Desk, tmp_path: Path, *, confirmed: bool
) -> None:
    k.new_emergency_code(desk)
    if confirmed:
        k.confirm_sheet(desk)
    made = back_up(desk, tmp_path / "stick.imb").value
    k.new_emergency_code(desk)
    k.confirm_sheet(desk)
    folder = desk.vault.folder
    desk.vault.close()
    restore(made.file, PASSPHRASE, folder, today=lambda: TODAY, now=lambda: moment())
    there = desk_of(open_store(folder, PASSPHRASE), lambda: TODAY, lambda: moment())
    ring = k.read_keyring(there)
    assert (ring.sheet_missing, ring.sheet_unseen) == (True, False)
    k.new_emergency_code(there)
    k.confirm_sheet(there)
    assert not k.read_keyring(there).sheet_missing
    there.vault.close()


def test_a_new_sheet_that_cannot_be_made_leaves_the_one_before_valid(
    desk: Desk, reopened: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = k.new_emergency_code(desk).value
    k.confirm_sheet(desk)
    before = k.read_keyring(desk)
    with monkeypatch.context() as patch:
        patch.setattr(new_sheet, "emergency_sheet", failing)
        with pytest.raises(PermissionError):
            new_sheet.issue_sheet(desk)
    assert k.read_keyring(desk) == before
    assert k.read_keyring(reopened(open_store_with_code, code)).ways[-1].here


def test_a_sheet_is_made_whatever_signs_the_office_has_in_its_name(desk: Desk) -> None:
    change_office(desk, {"office": "Haus der Hilfe 🏠 家"})
    made = new_sheet.issue_sheet(desk).value
    text = text_of(made.content)
    assert "Haus der Hilfe [house building] [U+5BB6]" in text
    assert k.read_keyring(desk).sheet_unseen


@pytest.mark.parametrize("awaited", [False, True])
def test_a_new_sheet_that_fails_leaves_the_one_before_as_confirmed_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, awaited: bool
) -> None:
    with desk.vault.transaction() as connection:
        await_sheet(connection, awaited=awaited)
    before = k.read_keyring(desk).ways
    with monkeypatch.context() as patch:
        patch.setattr(files, "write_whole", failing)
        with pytest.raises(NoRight):
            k.new_emergency_code(desk)
    assert k.read_keyring(desk) == Keyring(before, renewal_due=False, may_change=True, sheet_awaited=awaited)
    note_opened(desk)
    assert "emergency_sheet_renewed" not in verbs(desk)


def failing(*_args: object) -> None:
    raise PermissionError(errno.EACCES, "no right")


def test_an_older_key_file_opens_nothing_for_who_was_taken_away(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    way = k.add_substitute(desk, ANNA, "zweite").value
    path = desk.vault.folder / layout.KEY_FILE
    older = path.read_bytes()
    k.take_away(desk, way.slot_id)
    now = path.read_bytes()
    path.write_bytes(older)
    with pytest.raises(KeyFileOutdated):
        reopened(open_store, "zweite", way.slot_id)
    path.write_bytes(now)
    k.renew(reopened(open_store, PASSPHRASE))
    path.write_bytes(older)
    with pytest.raises(KeyFileOutdated):
        reopened(open_store, "zweite", way.slot_id)


def test_a_renewal_that_is_cancelled_is_neither_done_nor_written_down(desk: Desk) -> None:
    def stop(done: int, _total: int) -> None:
        if done > 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        k.renew(desk, progress=stop)
    assert verbs(desk) == ["store_created"]
    assert verify_store(desk).sound


def test_a_scan_has_its_own_key_and_is_read_after_a_renewal(desk: Desk) -> None:
    case = take_in(desk, a.an_intake()).value
    paper = ScanContent(PDF, a_pdf())
    scan = attach_scan(desk, case.case_id, NewScan(ScanKind.OTHER), paper).value
    k.renew(desk)
    assert show_scan(desk, case.case_id, scan.id).content == paper.content
    assert verify_store(desk).sound


# -- the journal ---------------------------------------------------------------------------------


def test_l6_the_journal_names_who_acted_also_after_she_was_taken_away(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    way = k.add_substitute(desk, ANNA, "zweite").value
    case_id = next(iter(put_in(desk, [a_case_file()]).values()))
    hers = reopened(open_store, "zweite", way.slot_id)
    open_case(hers, case_id)
    row = journal_page(hers).rows[0]
    assert (row.verb, row.access, row.who) == ("case_read", Access.SUBSTITUTE, ANNA)
    assert access_words(row) == ANNA
    owner = reopened(open_store, PASSPHRASE)
    k.take_away(owner, way.slot_id)
    row = next(each for each in journal_page(owner).rows if each.verb == "case_read")
    assert (row.access, row.who) == (Access.FORMER, ANNA)
    assert access_words(journal_page(owner).rows[0]) == "Passphrase"
    assert access_words(journal_of(owner, case_id)[0]) == ANNA
    assert journal_page(owner, JournalFilter(access=Access.FORMER)).rows == (row,)
    sheet = journal_out(owner, JournalFilter(), "alles").value
    assert [each[-1] for each in sheet.rows].count(ANNA) == 1


def test_names_of_those_who_left_go_with_the_journal(desk: Desk) -> None:
    gone = k.add_substitute(desk, ANNA, "zweite").value
    stays = k.add_substitute(desk, "Bea Vertretungsmuster", "dritte").value
    k.take_away(desk, gone.slot_id)
    with desk.vault.transaction() as connection:
        forget_ways(connection)
        assert set(known_ways(connection)) == {gone.slot_id, stays.slot_id}
        connection.execute(t.journal.update().values(at="2027-01-01T12:00:00+00:00"))
        forget_ways(connection)
        assert set(known_ways(connection)) == {stays.slot_id}


# -- older backups -------------------------------------------------------------------------------


def put_in_its_place(desk: Desk, file: Path) -> BackupView:
    """Go the whole way of a replacement, as the window does step by step."""
    order = order_replacement(desk, file)
    view = note_replacement(desk, order, deliver_replacement(order)).value
    remove_replaced(file)
    note_replaced(desk)
    return view


def test_backups_that_a_former_way_opens_are_listed_and_replaced(desk: Desk, stick: Path) -> None:
    way = k.add_substitute(desk, ANNA, "zweite").value
    first = back_up(desk, stick / "a.imb").value.file
    assert backups_of_removed(desk, seen(stick)).files == ()
    k.take_away(desk, way.slot_id)
    second = back_up(desk, stick / "b.imb").value.file
    away = stick / "weg"
    found = backups_of_removed(desk, seen(stick, away))
    assert [each.file for each in found.files] == [first, second], "the second lies under the key she knew"
    assert [each.opened_by for each in found.files] == [(ANNA,), (ANNA,)]
    assert found.files[0].made_at == moment()
    assert found.out_of_reach == (str(away),)
    with pytest.raises(Refused, match="renewal_first") as caught:
        put_in_its_place(desk, first)
    assert told(caught.value)
    k.renew(desk)
    found = backups_of_removed(desk, seen(stick))
    assert [each.file for each in found.files] == [first, second]
    for each in found.files:
        put_in_its_place(desk, each.file)
        assert not each.file.exists()
    assert backups_of_removed(desk, seen(stick)).files == ()
    assert len(list(stick.glob("*.imb"))) == 2
    assert verbs(desk).count("backup_replaced") == 2
    assert verify_store(desk, seen(stick)).sound


def test_backups_that_obey_an_old_sheet_are_treated_the_same(desk: Desk, stick: Path) -> None:
    back_up(desk, stick)
    k.new_emergency_code(desk)
    k.renew(desk)
    (found,) = backups_of_removed(desk, seen(stick)).files
    assert found.opened_by == ("früheres Notfallblatt",)


def test_a_way_that_came_later_did_not_know_an_earlier_key(desk: Desk, stick: Path) -> None:
    back_up(desk, stick)
    k.renew(desk)
    way = k.add_substitute(desk, ANNA, "zweite").value
    k.take_away(desk, way.slot_id)
    k.renew(desk)
    assert backups_of_removed(desk, seen(stick)).files == ()


def test_a_way_did_not_know_another_key_that_has_the_same_number_since_a_restore(
    desk: Desk, stick: Path, reopened: Callable[..., Desk]
) -> None:
    early = back_up(desk, stick / "früh.imb").value.file
    k.renew(desk)
    other = back_up(desk, stick / "anders.imb").value.file
    desk.vault.close()
    restore(early, PASSPHRASE, desk.vault.folder, today=lambda: TODAY, now=moment)
    again = reopened(open_store, PASSPHRASE)
    k.renew(again)
    way = k.add_substitute(again, ANNA, "zweite").value
    k.take_away(again, way.slot_id)
    hers = back_up(again, stick / "ihre.imb").value.file
    assert [each.file for each in backups_of_removed(again, seen(stick)).files] == [hers]
    assert other.exists()


def test_what_is_not_old_is_not_replaced(desk: Desk, stick: Path, template: Path, tmp_path: Path) -> None:
    made = back_up(desk, stick).value.file
    other_folder = make_template(tmp_path / "anderes" / "tresor")
    other = open_desk(other_folder, tmp_path / "anders")
    foreign = back_up(other, stick).value.file
    other.vault.close()
    for file in (made, foreign):
        with pytest.raises(Refused, match="backup_not_old"):
            put_in_its_place(desk, file)
        assert file.exists()
        assert not list(desk.vault.folder.glob(f"{layout.UNFINISHED}*")), "its copy is gone"
    with pytest.raises(BackupMissing):
        put_in_its_place(desk, stick / "nicht da.imb")


def test_an_old_backup_stays_until_the_new_one_is_there(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = back_up(desk, stick).value.file
    k.new_emergency_code(desk)
    k.renew(desk)
    before = first.read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EACCES, "no")

    with monkeypatch.context() as patched:
        patched.setattr("intman_desktop.vault.backup.write_backup", refuse)
        with pytest.raises(NoRight):
            put_in_its_place(desk, first)
    assert first.read_bytes() == before
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(NoRight):
            put_in_its_place(desk, first)
    assert "backup_replaced" not in verbs(desk)


def test_an_old_backup_stays_where_the_ways_changed_while_the_new_one_was_made(
    desk: Desk, stick: Path
) -> None:
    first = back_up(desk, stick).value.file
    k.new_emergency_code(desk)
    k.renew(desk)
    order = order_replacement(desk, first)
    made = deliver_replacement(order)
    k.new_emergency_code(desk)
    with pytest.raises(KeysChanged):
        note_replacement(desk, order, made)
    assert list(stick.glob("*.imb")) == [first]


def test_a_twin_is_a_backup_and_replaced_where_it_lies(desk: Desk) -> None:
    twins = desk.vault.folder / layout.TWINS
    twins.mkdir()
    twin = back_up_bare(desk.vault, twins / "vor-0012.imb", moment(), with_scans=False).file
    k.new_emergency_code(desk)
    k.renew(desk)
    (found,) = backups_of_removed(desk, ()).files
    assert found.file == twin
    made = put_in_its_place(desk, twin)
    assert made.file.parent == twins
    assert not twin.exists()
    assert backups_of_removed(desk, ()).files == ()
    assert str(twins) not in [place.place for place in kept_elsewhere(desk).places]


def test_a_backup_that_no_key_reads_is_listed_without_its_day(desk: Desk, stick: Path) -> None:
    back_up(desk, stick)
    k.new_emergency_code(desk)
    (place,) = seen(stick)
    ((file, header),) = place.headers
    assert header is not None
    unreadable = replace(place, headers=((file, replace(header, inside=bytes(64))), (stick / "x.imb", None)))
    (found,) = backups_of_removed(desk, (unreadable,)).files
    assert found.made_at is None


def test_l4_l6_older_backups_are_read_compared_and_keep_the_erased_erased_after_a_renewal(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    case_id = next(iter(put_in(desk, [a_case_file()]).values()))
    made = back_up(desk, stick).value.file
    k.renew(desk)
    erase_case(desk, case_id, "other")
    kept = kept_elsewhere(desk, seen(stick))
    assert [(place.count, place.unread) for place in kept.places] == [(1, 0)]
    assert (kept.heads.compared, kept.heads.faults) == (1, ())
    done = restore(made, PASSPHRASE, tmp_path / "zurück", today=lambda: TODAY, now=moment)
    assert (done.cases, done.erased_again) == (0, 1)


# -- aged parameters -----------------------------------------------------------------------------


def test_an_aged_slot_is_sealed_anew_in_silence(desk: Desk, reopened: Callable[..., Desk]) -> None:
    assert desk.vault.aged, "the derivation of the tests is far below the floor"
    others = desk.vault.keys.slots[1:]
    sealed = k.seal_anew(desk, PASSPHRASE, lambda: sealing.FLOOR)
    assert sealed is not None and k.take_seal(desk, sealed).value
    assert [slot.parameters for slot in desk.vault.keys.slots] == [sealing.FLOOR, FAST]
    assert desk.vault.keys.slots[1:] == others
    assert verbs(desk) == ["store_created"]
    assert k.seal_anew(desk, PASSPHRASE, lambda: sealing.FLOOR) is None
    there = reopened(open_store, PASSPHRASE)
    assert there.vault.keys.slots[0].parameters == sealing.FLOOR


def test_a_slot_that_was_changed_while_it_was_sealed_anew_stays(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    there = reopened(open_store, PASSPHRASE)
    sealed = k.seal_anew(there, PASSPHRASE, lambda: sealing.FLOOR)
    assert sealed is not None
    k.change_passphrase(there, PASSPHRASE, "eine ganz neue")
    assert not k.take_seal(there, sealed).value
    again = reopened(open_store, "eine ganz neue")
    assert again.vault.keys.slot(again.vault.slot_id) != sealed.anew


def test_the_sheet_and_a_store_that_was_locked_meanwhile_stay(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    code = k.new_emergency_code(desk).value
    there = reopened(open_store_with_code, code)
    assert k.seal_anew(there, code, lambda: sealing.FLOOR) is None
    there.vault.close()
    assert k.seal_anew(there, code, lambda: sealing.FLOOR) is None


def test_a_slot_that_cannot_be_made_stronger_here_stays(desk: Desk) -> None:
    assert k.seal_anew(desk, PASSPHRASE, lambda: FAST) is None
    assert desk.vault.keys.serial == 0


def test_a_substitute_gets_the_cost_of_the_slot_that_lets_her_in(desk: Desk) -> None:
    sealed = k.seal_anew(desk, PASSPHRASE, lambda: sealing.FLOOR)
    assert sealed is not None
    k.take_seal(desk, sealed)
    way = k.add_substitute(desk, ANNA, "zweite").value
    slot = desk.vault.keys.slot(way.slot_id)
    assert slot is not None
    assert slot.parameters == sealing.FLOOR


def test_no_new_way_in_costs_less_than_the_floor_even_in_an_old_store(
    desk: Desk, reopened: Callable[..., Desk]
) -> None:
    assert {slot.parameters for slot in desk.vault.keys.slots} == {FAST}, "a store of weak derivations"
    k.add_substitute(desk, ANNA, "zweite")
    code = k.new_emergency_code(desk).value
    k.change_passphrase(desk, PASSPHRASE, "dritte")
    assert {slot.parameters for slot in desk.vault.keys.slots} == {sealing.FLOOR}
    there = reopened(open_store_with_code, code)
    k.set_owner_passphrase(there, "vierte")
    assert {slot.parameters for slot in there.vault.keys.slots} == {sealing.FLOOR}
