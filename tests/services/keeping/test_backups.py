"""L4: a backup is checked, and what was erased or withdrawn since does not come back with it."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import func, select, update

from intman_desktop.errors import Refused
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.rules import gate
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.cases import case_page, open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common import erased_names
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.common.office import read_office
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.common.words.restoring import preview_words, restored_words
from intman_desktop.services.keeping import backups
from intman_desktop.services.keeping.backing_up import deliver_one, note_backups, order_backup
from intman_desktop.services.keeping.backups import (
    back_up,
    erased_lists_of,
    last_backup,
    restore,
    verify_store,
)
from intman_desktop.services.keeping.keyring import new_emergency_code
from intman_desktop.services.keeping.restore_preview import preview_restore
from intman_desktop.services.keeping.stores import (
    create_store,
    desk_of,
    open_store,
    open_store_with_code,
)
from intman_desktop.services.papers.ending_papers import withdrawal_paper
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.services.papers.printing import printing
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values import case_file as v
from intman_desktop.values.backup_views import BackupView, Restored
from intman_desktop.values.codes import CaseState, ConsentScope
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault import backup, layout
from intman_desktop.vault.erased import add_erased, digest_of, read_erased
from intman_desktop.vault.patience import bounded
from intman_desktop.vault.troubles import StorageFailed, WrongEmergencyCode, WrongPassphrase
from tests.builders import (
    a_case_file,
    a_client,
    a_consent,
    a_health_consent,
    a_passing_on,
    a_talk,
    an_intake,
    an_office,
)
from tests.cells import every_cell
from tests.opened import FAST, PASSPHRASE, TODAY, moment, on_day, put_in
from tests.saving import save_answers

pytestmark = pytest.mark.unmeasured


def bring_back(file: Path, folder: Path, secret: str = PASSPHRASE, *lists: Path) -> Restored:
    return restore(file, secret, folder, today=lambda: TODAY, now=lambda: moment(), erased_lists=lists)


def opened(folder: Path) -> Desk:
    return desk_of(open_store(folder, PASSPHRASE), today=lambda: TODAY, now=lambda: moment())


def test_a_backup_is_remembered_with_its_place(desk: Desk, tmp_path: Path) -> None:
    assert last_backup(desk) is None
    place = tmp_path / "stick"
    place.mkdir()
    made = back_up(desk, place).value
    assert made.file.parent == place
    assert made.size == made.file.stat().st_size
    assert last_backup(desk) == made
    again = back_up(desk, place / "genau.imb").value
    assert last_backup(desk) == again
    assert read_office(desk).backup_places == (str(place.resolve()),)


def test_everything_comes_back_on_a_new_laptop(desk: Desk, tmp_path: Path) -> None:
    opened_case = take_in(desk, an_intake()).value
    made = back_up(desk, tmp_path).value
    with desk.vault.reading() as connection:
        before = read_case_file(connection, opened_case.case_id)
    done = bring_back(made.file, tmp_path / "neu")
    assert (done.cases, done.erased_again, done.places_missing) == (1, 0, ())
    assert done.made_at == moment()
    there = opened(tmp_path / "neu")
    assert last_backup(there) == BackupView(made.file, made.made_at, made.size)
    with there.vault.reading() as connection:
        assert read_case_file(connection, opened_case.case_id) == before
    assert verify_store(there).sound
    there.vault.close()


def test_l4_a_twin_is_no_backup_of_the_store_that_it_becomes(desk: Desk) -> None:
    first = back_up(desk, desk.vault.folder.parent / "stick.imb").value
    twins = desk.vault.folder / layout.TWINS
    twins.mkdir(exist_ok=True)
    twin = backup.back_up(desk.vault, twins / "vor-0001.imb", desk.now(), with_scans=False)
    desk.vault.close()
    bring_back(twin.file, desk.vault.folder)
    there = opened(desk.vault.folder)
    kept = last_backup(there)
    assert kept is not None
    assert kept.file == first.file
    there.vault.close()


def test_l4_the_list_beside_the_present_store_counts_when_a_backup_goes_elsewhere(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    files = [a_case_file() for _ in range(2)]
    ids = put_in(desk, files)
    made = back_up(desk, stick).value
    away = tmp_path / "away"
    stick.rename(away)
    erase_case(desk, ids[files[0].case.key], "deportation")
    lists = erased_lists_of([desk.vault.folder, tmp_path / "nowhere"])
    done = bring_back(away / made.file.name, tmp_path / "neu", PASSPHRASE, *lists)
    assert (done.cases, done.erased_again) == (1, 1)
    words = restored_words(done)
    assert "1 gelöschte Akte wurde wieder entfernt." in words


def test_a_sheet_that_was_replaced_since_stays_away_and_it_is_said(desk: Desk, tmp_path: Path) -> None:
    new_emergency_code(desk)
    made = back_up(desk, tmp_path / "stick.imb").value
    new_emergency_code(desk)
    desk.vault.close()
    done = bring_back(made.file, desk.vault.folder)
    assert done.ways_gone == 1
    assert any("sehen Sie nach, ob es ein Notfallblatt gibt" in words for words in restored_words(done))
    there = opened(desk.vault.folder)
    assert there.vault.keys.renewal_due
    there.vault.close()


def test_a_former_sheet_restores_but_opens_nothing_and_it_is_said_before(desk: Desk, tmp_path: Path) -> None:
    code = new_emergency_code(desk).value
    made = back_up(desk, tmp_path / "stick.imb").value
    new_emergency_code(desk)
    folder = desk.vault.folder
    desk.vault.close()
    said = "Dafür brauchen Sie die Hauptpassphrase vom Tag der Sicherung."
    seen = preview_restore(made.file, code, folder, today=lambda: TODAY, now=lambda: moment())
    assert any(said in words for words in preview_words(seen))
    assert any(said in words for words in restored_words(bring_back(made.file, folder, code)))
    with pytest.raises(WrongEmergencyCode):
        open_store_with_code(folder, code)
    again = preview_restore(made.file, PASSPHRASE, folder, today=lambda: TODAY, now=lambda: moment())
    assert not again.opener_gone


def test_the_emergency_code_of_the_day_restores_too(tmp_path: Path) -> None:
    made = create_store(tmp_path / "a", PASSPHRASE, an_office(), parameters=FAST)
    backup = back_up(desk_of(made.vault), tmp_path).value
    made.vault.close()
    assert bring_back(backup.file, tmp_path / "b", made.emergency_code).cases == 0
    with pytest.raises(WrongPassphrase):
        bring_back(backup.file, tmp_path / "c", "falsch")
    assert not (tmp_path / "c").exists()


def test_l4_an_erased_case_does_not_come_back_and_the_figures_stay(desk: Desk, tmp_path: Path) -> None:
    gone, ended, mistake, kept = (a_case_file() for _ in range(4))
    files = [gone, ended, mistake, kept]
    ids = put_in(desk, files, [a_talk(*(file.case.key for file in files)), a_talk(gone.case.key)])
    end_case(desk, ids[ended.case.key], Ending(TODAY, "relocation"))
    made = back_up(desk, tmp_path).value
    erase_case(desk, ids[gone.case.key], "deportation")
    erase_case(desk, ids[ended.case.key])
    erase_case(desk, ids[mistake.case.key], "mistake_or_duplicate")
    figures = every_cell(desk)
    done = bring_back(made.file, tmp_path / "neu")
    assert (done.cases, done.erased_again) == (1, 3)
    there = opened(tmp_path / "neu")
    assert [row.key for row in case_page(there, CaseFilter()).rows] == [kept.case.key]
    assert every_cell(there) == figures
    with there.vault.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(t.erased_keys)) == 12
    there.vault.close()


def test_k8_a_restore_in_the_next_year_leaves_the_year_before_as_it_was(desk: Desk, tmp_path: Path) -> None:
    file = a_case_file()
    ids = put_in(desk, [file], [a_talk(file.case.key)])
    made = back_up(desk, tmp_path).value
    erase_case(desk, ids[file.case.key], "relocation")
    figures = every_cell(desk)
    assert figures[2026, "bw-standard", 1, "plans_ended", ""] == 1
    later = date(2027, 2, 1)
    restore(made.file, PASSPHRASE, tmp_path / "neu", today=lambda: later, now=lambda: moment())
    there = opened(tmp_path / "neu")
    assert every_cell(there) == figures
    there.vault.close()


def test_a_share_that_dies_after_its_backup_was_read_is_told_and_all_is_as_it_was(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept of the backup is asked of its place once more, when everything else is done."""
    take_in(desk, an_intake())
    made, back = back_up(desk, tmp_path / "stick.imb").value, Event()
    desk.vault.close()

    def dead(_file: Path) -> None:
        back.wait(30)
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(backups, "read_header", dead)
    monkeypatch.setattr(backups, "bounded", partial(bounded, seconds=0.1))
    around = sorted(tmp_path.rglob("*"))
    with pytest.raises(StorageFailed):
        bring_back(made.file, desk.vault.folder)
    back.set()
    assert sorted(tmp_path.rglob("*")) == around
    there = opened(desk.vault.folder)
    assert len(case_page(there, CaseFilter()).rows) == 1
    there.vault.close()


def test_l4_a_place_whose_name_is_no_utf_8_is_kept_and_told_of_an_erasure(desk: Desk, tmp_path: Path) -> None:
    """A stick of old days: the backup was written, and its place was forgotten with an error."""
    place = tmp_path / "St\udcfcck"
    files = [a_case_file(), a_case_file()]
    ids = put_in(desk, files)
    try:
        place.mkdir()
    except OSError:
        place = tmp_path / "Stück"  # a system whose names are always text
        place.mkdir()
    made = back_up(desk, place).value
    assert erase_case(desk, ids[files[0].case.key], "other").value.places == (str(place),)
    hand_out_plan(desk, ids[files[1].case.key])
    done = bring_back(made.file, tmp_path / "neu")
    assert (done.cases, done.erased_again) == (1, 1)


def test_l4_the_lists_of_all_places_are_united(desk: Desk, stick: Path, tmp_path: Path) -> None:
    file = a_case_file()
    ids = put_in(desk, [file])
    made = back_up(desk, stick).value
    erase_case(desk, ids[file.case.key], "other")
    (stick / "erased.txt").unlink()
    alone = bring_back(made.file, tmp_path / "ohne")
    assert (alone.cases, alone.places_missing) == (1, (str(stick),))
    beside = desk.vault.folder / "erased.txt"
    assert bring_back(made.file, tmp_path / "mit", PASSPHRASE, beside).cases == 0
    desk.vault.close()
    over = bring_back(made.file, desk.vault.folder)
    assert (over.cases, over.erased_again) == (0, 1)


def test_l4_the_lists_in_all_places_that_the_backup_knows_of_are_united(desk: Desk, tmp_path: Path) -> None:
    file = a_case_file()
    ids = put_in(desk, [file])
    places = [tmp_path / name for name in ("eins", "zwei", "drei")]
    for place in places:
        place.mkdir()
        made = back_up(desk, place).value
    made = back_up(desk, places[0]).value
    places[0].rename(tmp_path / "draußen")
    assert str(places[0]) in erase_case(desk, ids[file.case.key], "other").value.places_missing
    (tmp_path / "draußen").rename(places[0])
    shutil.rmtree(places[2])
    looked = preview_restore(
        made.file, PASSPHRASE, tmp_path / "neu", today=lambda: TODAY, now=lambda: moment()
    )
    done = bring_back(made.file, tmp_path / "neu")
    for seen in (looked, done):
        assert (seen.cases, seen.erased_again, seen.places_missing) == (0, 1, (str(places[2]),))
    words = " ".join(restored_words(done))
    assert f"In {places[2]} liegt keine Liste der Löschungen." in words
    assert digest_of(file.case.key) in read_erased(tmp_path / "neu" / "erased.txt").digests


def test_l4_a_stick_that_has_another_letter_now_is_looked_for_and_not_named_as_missing(
    desk: Desk, tmp_path: Path
) -> None:
    file = a_case_file()
    ids = put_in(desk, [file])
    one, two = (tmp_path / "laufwerk" / name / "Sicherung" for name in "EF")
    for place in (one, two):
        place.mkdir(parents=True)
        note_backups(desk, [deliver_one(order_backup(desk, [place]))])
    made = back_up(desk, one).value
    erase_case(desk, ids[file.case.key], "other")
    (one / "erased.txt").write_text("")
    for place in (one, two):
        place.parent.rename(tmp_path / f"jetzt {place.parent.name}")
    now_one, now_two = tmp_path / "jetzt E", tmp_path / "jetzt F"
    file_now = now_one / "Sicherung" / made.file.name
    alone = bring_back(file_now, tmp_path / "ohne")
    assert (alone.cases, alone.places_missing) == (1, (str(two),))
    done = restore(
        file_now,
        PASSPHRASE,
        tmp_path / "mit",
        today=lambda: TODAY,
        now=lambda: moment(),
        volumes=(now_one, now_two),
    )
    assert (done.cases, done.places_missing) == (0, ())


def test_l4_a_place_that_cannot_be_read_hinders_no_restore_and_is_named(desk: Desk, tmp_path: Path) -> None:
    stick, other = tmp_path / "stick", tmp_path / "andere"
    for place in (other, stick):
        place.mkdir()
        back_up(desk, place)
    made = back_up(desk, stick).value
    (other / "erased.txt").unlink()
    (other / "erased.txt").mkdir()
    done = bring_back(made.file, tmp_path / "neu")
    assert done.places_missing == (str(other),)


def test_l4_a_damaged_list_counts_as_far_as_it_goes_and_that_is_said(desk: Desk, stick: Path) -> None:
    """One changed letter brought an erased case back, and nobody was told."""
    first, second = a_case_file(), a_case_file()
    ids = put_in(desk, [first, second])
    made = back_up(desk, stick).value
    for each in (first, second):
        erase_case(desk, ids[each.case.key], "other")
    told = stick / "erased.txt"
    told.write_text(
        told.read_text().replace(digest_of(second.case.key), "x" + digest_of(second.case.key)[1:])
    )
    new = stick.parent / "neu"
    looked = preview_restore(made.file, PASSPHRASE, new, today=lambda: TODAY, now=lambda: moment())
    done = bring_back(made.file, new)
    for seen in (looked, done):
        assert (seen.cases, seen.erased_again, seen.places_missing) == (1, 1, ())
        assert seen.places_damaged == (str(stick),)
    said = f"Die Liste der Löschungen in {stick} ist beschädigt"
    assert said in " ".join(preview_words(looked))
    assert said in " ".join(restored_words(done))


def test_l4_a_list_that_lacks_what_its_backup_knows_was_cut_and_that_is_said(desk: Desk, stick: Path) -> None:
    files = [a_case_file(), a_case_file()]
    ids = put_in(desk, files)
    erase_case(desk, ids[files[0].case.key], "other")
    made = back_up(desk, stick).value
    erase_case(desk, ids[files[1].case.key], "other")
    (stick / "erased.txt").write_text("")
    new = stick.parent / "neu"
    looked = preview_restore(made.file, PASSPHRASE, new, today=lambda: TODAY, now=lambda: moment())
    assert (looked.cases, looked.places_damaged) == (1, (str(stick),))
    assert bring_back(made.file, new).places_damaged == (str(stick),)


def test_l4_a_damaged_list_of_a_store_that_was_asked_itself_is_not_told(desk: Desk, stick: Path) -> None:
    file = a_case_file()
    ids = put_in(desk, [file])
    made = back_up(desk, stick).value
    erase_case(desk, ids[file.case.key], "other")
    (desk.vault.folder / "erased.txt").write_text("x")
    desk.vault.close()
    over = bring_back(made.file, desk.vault.folder)
    assert (over.cases, over.places_damaged) == (0, ())


def test_l4_e3_a_withdrawn_kind_does_not_come_back(desk: Desk, tmp_path: Path) -> None:
    contact = a_consent(ConsentScope.CONTACT)
    intake = an_intake(
        consents=(a_consent(), a_health_consent(), contact),
        client=a_client(email="s@muster.example"),
        answers=(v.Answer("health_remark", "Brille"), v.Answer("native_language", "ar")),
    )
    case_id = take_in(desk, intake).value.case_id
    made = back_up(desk, tmp_path).value
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    for consent in file.consents[1:]:
        withdraw_kind(desk, case_id, consent.id, TODAY)
    assert bring_back(made.file, tmp_path / "neu").cases == 1
    there = opened(tmp_path / "neu")
    with there.vault.reading() as connection:
        back = read_case_file(connection, case_id)
    there.vault.close()
    assert back is not None
    assert [answer.field for answer in back.answers] == ["native_language"]
    assert back.client.email == ""
    assert [consent.withdrawn_on for consent in back.consents] == [None, TODAY, TODAY]


def test_l4_a_consent_given_again_later_is_not_emptied(desk: Desk, tmp_path: Path) -> None:
    case_id = take_in(desk, an_intake()).value.case_id
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    withdraw_kind(desk, case_id, file.consents[1].id, date(2026, 5, 1))
    record_consent(desk, case_id, a_health_consent(decided_on=date(2026, 6, 1)))
    with desk.vault.transaction() as connection:
        connection.execute(t.answers.insert().values(case_id=case_id, field="health_remark", value="Brille"))
    made = back_up(desk, tmp_path).value
    bring_back(made.file, tmp_path / "neu")
    there = opened(tmp_path / "neu")
    with there.vault.reading() as connection:
        back = read_case_file(connection, case_id)
    there.vault.close()
    assert back is not None
    assert [answer.value for answer in back.answers] == ["Brille"]


def with_health(desk: Desk, case_id: int, on: date = TODAY, remark: str = "Brille") -> int:
    """Let a consent on health be recorded and used, and return its id."""
    given = record_consent(desk, case_id, a_health_consent(decided_on=on)).value
    file = case_file(desk, case_id)
    others = [answer for answer in file.answers if answer.field != "health_remark"]
    save_answers(desk, case_id, [*others, v.Answer("health_remark", remark)])
    return given.id


def case_file(desk: Desk, case_id: int) -> v.CaseFile:
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    return file


def health_in(
    folder: Path, case_id: int, there: Desk | None = None
) -> tuple[bool, list[str], list[date | None]]:
    """Return whether health is open in a store, what is kept of it, and when its consents were withdrawn."""
    there = there or opened(folder)
    file = case_file(there, case_id)
    there.vault.close()
    return (
        gate.is_open(gate.HEALTH, file.consents, TODAY),
        [answer.value for answer in file.answers if answer.field == "health_remark"],
        [consent.withdrawn_on for consent in file.consents if consent.kind],
    )


def test_l4_e3_an_older_consent_does_not_open_again_what_was_withdrawn_with_its_renewal(
    desk: Desk, tmp_path: Path
) -> None:
    case_id = take_in(desk, an_intake(consents=(a_consent(),))).value.case_id
    with_health(desk, case_id, date(2026, 6, 1))
    made = back_up(desk, tmp_path).value
    renewed = record_consent(desk, case_id, a_health_consent(decided_on=TODAY)).value
    withdraw_kind(desk, case_id, renewed.id, TODAY)
    bring_back(made.file, tmp_path / "neu")
    assert health_in(tmp_path / "neu", case_id) == (False, [], [TODAY])


def test_l4_e3_a_kind_withdrawn_once_more_does_not_come_back_with_the_number_of_its_row(
    desk: Desk, tmp_path: Path
) -> None:
    case_id = take_in(desk, an_intake(consents=(a_consent(),))).value.case_id
    before = back_up(desk, tmp_path / "vorher.imb").value
    first = with_health(desk, case_id)
    withdraw_kind(desk, case_id, first, TODAY)
    desk.vault.close()
    bring_back(before.file, desk.vault.folder)
    again = opened(desk.vault.folder)
    second = with_health(again, case_id)
    assert second == first, "the row of a new declaration has the number of one that is gone"
    between = back_up(again, tmp_path / "dazwischen.imb").value
    withdraw_kind(again, case_id, second, TODAY)
    after = back_up(again, tmp_path / "danach.imb").value
    again.vault.close()
    for made in (between, after):
        bring_back(made.file, tmp_path / made.file.stem)
        assert health_in(tmp_path / made.file.stem, case_id) == (False, [], [TODAY])


def test_l4_e1_one_recipient_is_withdrawn_in_any_spelling_and_no_other(desk: Desk, tmp_path: Path) -> None:
    consents = (a_consent(), a_passing_on("Jobcenter"), a_passing_on("Jobcenter 2"))
    case_id = take_in(desk, an_intake(consents=consents)).value.case_id
    made = back_up(desk, tmp_path).value
    renewed = record_consent(desk, case_id, a_passing_on("jobcenter", decided_on=TODAY)).value
    withdraw_kind(desk, case_id, renewed.id, TODAY)
    bring_back(made.file, tmp_path / "neu")
    there = opened(tmp_path / "neu")
    back = case_file(there, case_id)
    there.vault.close()
    assert [(each.recipient, each.stands) for each in back.consents[1:]] == [
        ("Jobcenter", False),
        ("Jobcenter 2", True),
    ]


def test_e4_l4_after_a_restore_everything_names_the_day_on_which_the_person_withdrew(
    desk: Desk, tmp_path: Path
) -> None:
    told = date(2026, 11, 18)
    consents = (a_consent(), a_health_consent(), a_passing_on())
    case_id, other_id = (take_in(desk, an_intake(consents=consents)).value.case_id for _ in range(2))
    made = back_up(desk, tmp_path).value
    withdraw_basic(desk, case_id, told)
    for consent in case_file(desk, other_id).consents[1:]:
        withdraw_kind(desk, other_id, consent.id, told)
    later = date(2026, 11, 28)
    restore(made.file, PASSPHRASE, tmp_path / "neu", today=lambda: later, now=lambda: moment(later))
    there = on_day(opened(tmp_path / "neu"), later)
    days = [
        each.withdrawn_on
        for each in (*case_file(there, case_id).consents, *case_file(there, other_id).consents)
    ]
    file = case_file(there, case_id)
    with there.vault.reading() as connection:
        paper = withdrawal_paper(printing(connection, there, "de"), file)
    there.vault.close()
    assert days == [told, None, None, None, told, told]
    assert paper is not None and paper.withdrawn_on == told


def test_e3_l4_a_withdrawal_of_a_day_before_the_renewal_leaves_the_renewal(
    desk: Desk, tmp_path: Path
) -> None:
    case_id = take_in(desk, an_intake(consents=(a_consent(),))).value.case_id
    first = with_health(desk, case_id, date(2026, 6, 1))
    with_health(desk, case_id, date(2026, 9, 1))
    made = back_up(desk, tmp_path).value
    # in the own store the older sheet cannot be withdrawn any more; a list of another day can tell of it
    with pytest.raises(Refused, match="consent_given_anew"):
        withdraw_kind(desk, case_id, first, date(2026, 8, 1))
    file = case_file(desk, case_id)
    once = erased_names.withdrawal(gate.HEALTH)
    told = (once, erased_names.withdrawal_on(once, date(2026, 8, 1)))
    add_erased(tmp_path / "erased.txt", [digest_of(file.case.key, name) for name in told])
    bring_back(made.file, tmp_path / "neu")
    assert health_in(tmp_path / "neu", case_id) == (True, [], [date(2026, 8, 1), None])


def test_l4_e3_what_a_list_of_before_names_by_its_row_stays_withdrawn(desk: Desk, tmp_path: Path) -> None:
    case_id = take_in(desk, an_intake(consents=(a_consent(),))).value.case_id
    health = with_health(desk, case_id)
    made = back_up(desk, tmp_path).value
    old = digest_of(case_file(desk, case_id).case.key, f"consent {health}")
    add_erased(tmp_path / "erased.txt", [old])
    bring_back(made.file, tmp_path / "neu")
    assert health_in(tmp_path / "neu", case_id) == (False, [], [TODAY])


def test_l6_a_sound_store_verifies_and_a_changed_journal_is_named(desk: Desk) -> None:
    take_in(desk, an_intake())
    report = verify_store(desk)
    assert report.sound
    assert report.journal_length == 2
    with desk.vault.transaction() as connection:
        connection.execute(update(t.journal).where(t.journal.c.seq == 2).values(verb="nothing"))
    report = verify_store(desk)
    assert [(fault.code, fault.values["seq"]) for fault in report.faults] == [("journal_broken", 2)]
    assert not report.sound


def test_l6_an_entry_that_lost_its_case_though_none_was_erased_is_named(desk: Desk) -> None:
    """The chain does not hold the case itself; what an erasure unlinks comes before its own entry."""
    read = take_in(desk, an_intake()).value.case_id
    erased = take_in(desk, an_intake(client=a_client(family_name="Beispiel"))).value.case_id
    end_case(desk, erased, Ending(TODAY, "goals_reached"))
    erase_case(desk, erased)
    assert verify_store(desk).sound
    open_case(desk, read)
    j = t.journal.c
    with desk.vault.transaction() as connection:
        seq = connection.scalar(select(func.max(j.seq)).where(j.verb == "case_read"))
        connection.execute(update(t.journal).where(j.seq == seq).values(case_key="", salt=""))
    report = verify_store(desk)
    assert [(fault.code, fault.values) for fault in report.faults] == [("journal_unlinked", {"seq": seq})]
    assert "obwohl danach keine Akte gelöscht wurde" in sentence(report.faults[0])


def test_a_changed_key_file_and_a_broken_link_are_named(desk: Desk) -> None:
    (desk.vault.folder / "keys.json").write_text("{}")
    desk.vault.driver.execute("PRAGMA foreign_keys = OFF")
    with desk.vault.transaction() as connection:
        connection.execute(t.answers.insert().values(case_id=77, field="native_language", value="ar"))
    codes = [fault.code for fault in verify_store(desk).faults]
    assert codes == ["links_broken", "key_file_damaged"]


def test_k7_a_sheet_that_is_not_any_more_what_was_handed_in_is_named(desk: Desk) -> None:
    take_in(desk, an_intake())
    for year in (2024, 2025):
        freeze_year(desk, year)
    assert verify_store(desk).sound
    with desk.vault.transaction() as connection:
        spoilt = t.frozen_sheets.c.year == 2025
        connection.execute(update(t.frozen_sheets).where(spoilt).values(figures='[["persons",99,{}]]'))
    report = verify_store(desk)
    assert not report.sound
    (fault,) = report.faults
    assert (fault.code, fault.values) == ("frozen_sheet_changed", {"year": 2025, "number": 1})
    assert "Kennzahlenbogen 2025" in sentence(fault)


def test_flipped_bytes_are_named(desk: Desk) -> None:
    put_in(desk, [a_case_file() for _ in range(200)])
    desk.vault.checkpoint()
    store = desk.vault.folder / "cases.db"
    with store.open("r+b") as file:
        file.seek(-2000, os.SEEK_END)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))
    desk.vault.driver.execute("PRAGMA shrink_memory")
    report = verify_store(desk)
    codes = [fault.code for fault in report.faults]
    assert codes[0] == "pages_damaged"
    # That page is none of the journal's, which is whole and is said to be so.
    assert codes[-1] == "things_all_readable"
    assert report.journal_length and report.journal_head


def test_l4_a_case_open_in_the_backup_that_has_days_ahead_still_goes(desk: Desk, tmp_path: Path) -> None:
    ahead = replace(a_case_file(), plan=None)
    ids = put_in(desk, [ahead], [a_talk(ahead.case.key, on=date(2027, 1, 5))])
    made = back_up(desk, tmp_path).value
    with desk.vault.transaction() as connection:
        connection.execute(t.talks.delete())
    erase_case(desk, ids[ahead.case.key], "other")
    assert bring_back(made.file, tmp_path / "neu").cases == 0


def test_l4_p2_what_was_begun_before_a_withdrawal_does_not_come_back(desk: Desk, tmp_path: Path) -> None:
    case_id, other_id = (take_in(desk, an_intake()).value.case_id for _ in range(2))
    for each in (case_id, other_id):
        save_draft(desk, "talk", each, '{"note": "Angefangen (Beispiel)"}')
    made = back_up(desk, tmp_path).value
    withdraw_basic(desk, case_id, TODAY)
    bring_back(made.file, tmp_path / "neu")
    there = opened(tmp_path / "neu")
    with there.vault.reading() as connection:
        begun = connection.scalars(select(t.drafts.c.case_id)).all()
        back = read_case_file(connection, case_id)
    there.vault.close()
    assert begun == [other_id]
    assert back is not None and back.case.state is CaseState.ENDED
    assert {consent.withdrawn_on for consent in back.consents if consent.scope is ConsentScope.BASIC} == {
        TODAY
    }


def test_l4_l2_under_a_hold_what_was_begun_stays_hidden_with_the_case(desk: Desk, tmp_path: Path) -> None:
    case_id = take_in(desk, an_intake()).value.case_id
    save_draft(desk, "talk", case_id, '{"note": "Angefangen (Beispiel)"}')
    hold_case(desk, case_id, "Klage (Beispiel)", date(2027, 2, 1))
    made = back_up(desk, tmp_path).value
    withdraw_basic(desk, case_id, TODAY)
    bring_back(made.file, tmp_path / "neu")
    there = opened(tmp_path / "neu")
    with there.vault.reading() as connection:
        begun = connection.scalars(select(t.drafts.c.case_id)).all()
    shown = open_drafts(there)
    there.vault.close()
    assert (begun, shown) == ([case_id], ())
