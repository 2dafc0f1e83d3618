"""K5, K7, K8, L3 to L5, P4, E5: erasing one person where others are concerned, and bringing backups back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.profiles import ERASED
from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.casework.doubles import end_as_double, keep_as_two
from intman_desktop.services.casework.family import family_of, link_files
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.talks import note_talk, remove_talk
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case, look_before_erasing
from intman_desktop.services.closing.frozen_years import changed_since_frozen
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.common.office import read_office
from intman_desktop.services.keeping.backups import back_up, erased_lists_of
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, Sex
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.views import CaseFilter
from tests.builders import (
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_health_consent,
    a_participant,
    a_talk,
    an_intake,
)
from tests.cells import Cells, every_cell
from tests.clear_pages import clear_pages
from tests.opened import TODAY, black_out, brought_back, on_day, open_desk, put_in
from tests.saving import save_answers, save_client

NAMED = "Kam mit Frau Sommerfeld. Es ging um den Kurs."


def notes_of(desk: Desk) -> list[str]:
    """Return every note of a store in order."""
    with desk.vault.reading() as connection:
        return list(connection.scalars(select(t.participants.c.note).order_by(t.participants.c.id)))


def figure(cells: Cells, code: str, cell: str = "", year: int = 2026) -> int:
    """Return one number of a year."""
    return next((number for key, number in cells.items() if key[0] == year and key[3:] == (code, cell)), 0)


def named_in_a_note(desk: Desk) -> tuple[int, int]:
    """Return the ids of Ada Sommerfeld and of somebody in whose note she is named."""
    ada, other = a_case_file(client=a_client(family_name="Sommerfeld", given_name="Ada")), a_case_file()
    talk = a_talk(participants=(a_participant(other.case.key, note=NAMED),))
    ids = put_in(desk, [ada, other], [talk])
    return ids[ada.case.key], ids[other.case.key]


# Joint talks


def test_k5_of_three_two_are_erased_one_after_the_other_and_then_the_last(desk: Desk) -> None:
    files = [a_case_file(client=a_client(sex=sex)) for sex in (Sex.FEMALE, Sex.MALE, Sex.FEMALE)]
    keys = [file.case.key for file in files]
    ids = put_in(desk, files, [a_talk(*keys), a_talk(keys[0], on=date(2026, 2, 2))])
    for case_id in ids.values():
        end_case(desk, case_id, Ending(TODAY, "relocation"))
    before = every_cell(desk)
    assert (figure(before, "talks"), figure(before, "persons")) == (2, 3)
    for left, key in ((2, keys[0]), (1, keys[1]), (0, keys[2])):
        erase_case(desk, ids[key])
        assert every_cell(desk) == before
        with desk.vault.reading() as connection:
            assert len(connection.execute(select(t.participants)).all()) == left
            assert len(connection.execute(select(t.talks)).all()) == min(left, 1)


def test_k7_k8_a_talk_in_a_year_that_was_handed_in(desk: Desk) -> None:
    one, two, mistake = (a_case_file(plan=None) for _ in range(3))
    talk = a_talk(one.case.key, two.case.key, mistake.case.key, on=date(2025, 5, 5))
    ids = put_in(desk, [one, two, mistake], [talk])
    frozen = freeze_year(desk, 2025).value
    erase_case(desk, ids[one.case.key], "relocation")
    assert not changed_since_frozen(desk, 2025)
    assert freeze_year(desk, 2025).value.fingerprint == frozen.fingerprint
    erase_case(desk, ids[mistake.case.key], "mistake_or_duplicate")
    assert changed_since_frozen(desk, 2025)
    again = freeze_year(desk, 2025).value
    assert again.number == 2
    assert ("persons", "", 3, 2) in [(e.figure, e.cell, e.before, e.after) for e in again.differences]
    assert not any(each.figure == "talks" for each in again.differences)


def test_k5_k8_a_restore_erases_a_mistake_before_the_others_of_its_joint_talk(
    desk: Desk, tmp_path: Path
) -> None:
    one, mistake = a_case_file(), a_case_file()
    ids = put_in(desk, [one, mistake], [a_talk(one.case.key, mistake.case.key)])
    backup = back_up(desk, tmp_path / "stick.imb").value.file
    erase_case(desk, ids[mistake.case.key], "mistake_or_duplicate")
    erase_case(desk, ids[one.case.key], "relocation")
    cells = every_cell(desk)
    assert (figure(cells, "talks"), figure(cells, "persons")) == (1, 1)
    there = brought_back(backup, tmp_path / "there", *erased_lists_of([desk.vault.folder]))
    assert every_cell(there) == cells
    there.vault.close()


def test_k5_k8_the_talk_of_who_was_erased_counts_on_where_a_mistake_was_left_in_it(
    desk: Desk, template: Path, tmp_path: Path
) -> None:
    """Of the mistake nothing is counted, nor of one that no consent opens and that stays out of an export."""
    expired = a_consent(decided_on=date(2026, 1, 2), valid_until=date(2026, 6, 30))
    ended = a_case(state=CaseState.ENDED, ended_on=TODAY, ending_reason="mistake_or_duplicate")
    one, mistake = a_case_file(), a_case_file(case=ended, consents=(expired,), plan=None)
    ids = put_in(desk, [one, mistake], [a_talk(one.case.key, mistake.case.key)])
    erase_case(desk, ids[one.case.key], "relocation")
    moved = open_desk(template, tmp_path / "moved")
    import_cases(moved, export_cases(desk))
    erase_case(desk, ids[mistake.case.key])
    for each in (moved, desk):
        cells = every_cell(each)
        assert (figure(cells, "talks"), figure(cells, "persons")) == (1, 1)
        with each.vault.reading() as connection:
            assert connection.scalar(select(t.talks.c.id)) is None
    moved.vault.close()


def test_k8_an_office_that_chooses_totals_in_between_keeps_both(desk: Desk) -> None:
    files = [a_case_file(client=a_client(sex=Sex.FEMALE)) for _ in range(3)]
    ids = list(put_in(desk, files, [a_talk(file.case.key) for file in files]).values())
    erase_case(desk, ids[0], "relocation")
    change_office(desk, {"counters_with_breakdowns": False})
    erase_case(desk, ids[1], "relocation")
    change_office(desk, {"counters_with_breakdowns": True})
    erase_case(desk, ids[2], "relocation")
    cells = every_cell(desk)
    assert figure(cells, "persons") == figure(cells, "talks") == 3
    assert (figure(cells, "persons_by_sex", "w"), figure(cells, "persons_by_sex", ERASED)) == (2, 1)


# Others who are concerned


def test_p4_a_linked_relative_stays_with_her_relationship_only(desk: Desk) -> None:
    one, other = (take_in(desk, an_intake()).value for _ in range(2))
    link_files(desk, one.case_id, other.case_id, "spouse")
    erase_case(desk, other.case_id, "relocation")
    assert family_of(desk, one.case_id) == ()
    with desk.vault.reading() as connection:
        file = read_case_file(connection, one.case_id)
    assert file is not None
    assert [(each.relationship, each.linked_case) for each in file.household] == [("spouse", "")]


def test_l3_a_dublette_no_longer_says_which_case_it_was_one_of(desk: Desk) -> None:
    kept, double, twin = (take_in(desk, an_intake()).value for _ in range(3))
    end_as_double(desk, kept.case_id, double.case_id)
    keep_as_two(desk, kept.case_id, twin.case_id)
    end_case(desk, twin.case_id, Ending(TODAY, "relocation", "Bleibt stehen."))
    erase_case(desk, kept.case_id, "relocation")
    with desk.vault.reading() as connection:
        notes = connection.scalars(select(t.cases.c.ending_note).order_by(t.cases.c.id)).all()
        assert connection.execute(select(t.double_decisions)).all() == []
    assert notes == ["", "Bleibt stehen."]
    assert kept.number.encode() not in clear_pages(desk.vault.folder, desk.vault.data_key)


@pytest.mark.parametrize("escaped", [True, False])
def test_l5_a_name_in_an_unsaved_form_of_another_case_is_offered_and_only_then_blacked_out(
    desk: Desk, escaped: bool
) -> None:
    client = a_client(family_name="Sömmerfeld", given_name="محمد")
    gone, other = a_case_file(client=client), a_case_file()
    ids = put_in(desk, [gone, other])
    told = {
        "values": {"note": "Mit محمد SÖMMERFELD da.", "years": [1, None], "words": ["Sommer", "Sömmerfelds"]}
    }
    save_draft(desk, "talk", ids[other.case.key], json.dumps(told, ensure_ascii=escaped))
    save_draft(desk, "talk", ids[other.case.key], "no form wrote this")
    (mention,) = look_before_erasing(desk, ids[gone.case.key]).mentions
    assert (mention.place, mention.sentences) == ("drafts", "Mit محمد SÖMMERFELD da. … Sömmerfelds")
    assert told in [json.loads(each.content) for each in open_drafts(desk) if "values" in each.content]
    black_out(desk, ids[gone.case.key], mention)
    left = {draft.content for draft in open_drafts(desk)} - {"no form wrote this"}
    assert [json.loads(content)["values"] for content in left] == [
        {"note": f"Mit {BLACK} {BLACK} da.", "years": [1, None], "words": ["Sommer", BLACK]}
    ]


def test_l5_what_was_let_stand_in_an_unsaved_form_stays_and_one_of_no_case_is_blacked_out(desk: Desk) -> None:
    gone, other = a_case_file(client=a_client(family_name="Sommer", given_name="Ada")), a_case_file()
    ids = put_in(desk, [gone, other])
    save_draft(desk, "talk", ids[other.case.key], json.dumps({"note": "Der Sommer war heiß."}))
    save_draft(desk, "talk", None, json.dumps({"note": "Ada Sommer kam."}))
    erase_case(desk, ids[gone.case.key], "relocation")
    assert {json.loads(draft.content)["note"] for draft in open_drafts(desk)} == {
        "Der Sommer war heiß.",
        f"{BLACK} {BLACK} kam.",
    }


def test_l5_a_family_name_that_is_the_others_own_is_none_of_hers_there(desk: Desk) -> None:
    gone = a_case_file(client=a_client(family_name="Sömmerfeld", given_name="Ada"))
    sister = a_case_file(client=a_client(family_name="Sömmerfeld", given_name="Lale"))
    said = [
        a_talk(participants=(a_participant(sister.case.key, note="Frau Sömmerfeld kam."),)),
        a_talk(participants=(a_participant(sister.case.key, note="Mit Ada Sömmerfeld da."),)),
    ]
    ids = put_in(desk, [gone, sister], said)
    typed = {"family_name": "Sömmerfeld", "given_name": "Lale", "note": "Mit Adas Sohn."}
    save_draft(desk, "person", ids[sister.case.key], json.dumps(typed, ensure_ascii=False))
    note, draft = look_before_erasing(desk, ids[gone.case.key]).mentions
    assert (note.sentences, draft.sentences) == ("Mit Ada Sömmerfeld da.", "Mit Adas Sohn.")
    for each in (note, draft):
        black_out(desk, ids[gone.case.key], each)
    (kept,) = open_drafts(desk)
    assert json.loads(kept.content) == {**typed, "note": f"Mit {BLACK} Sohn."}
    assert notes_of(desk) == ["Frau Sömmerfeld kam.", f"Mit {BLACK} Sömmerfeld da."]


# Backups


def test_l4_a_name_in_a_note_that_is_gone_by_now_does_not_come_back_but_one_let_stand_does(
    desk: Desk, tmp_path: Path
) -> None:
    ada, other = named_in_a_note(desk)
    with desk.vault.reading() as connection:
        file = read_case_file(connection, other)
    assert file is not None
    said = a_talk(participants=(a_participant(file.case.key, note="Ada Sommerfeld grüßt."),))
    talk = note_talk(desk, replace(said, key=""), confirm_outside=True).value
    backup = back_up(desk, tmp_path / "stick.imb").value.file
    remove_talk(desk, talk.talk_id)
    erase_case(desk, ada, "relocation")
    there = brought_back(backup, tmp_path / "neu")
    assert notes_of(there) == [NAMED, f"{BLACK} {BLACK} grüßt."]
    there.vault.close()


def test_l4_what_was_blacked_out_is_so_in_a_backup_older_than_the_case(desk: Desk, tmp_path: Path) -> None:
    """Nobody can tell there what the name was, so the whole note goes."""
    other, third = a_case_file(), a_case_file()
    talks = [
        a_talk(
            participants=(a_participant(other.case.key, note=NAMED, next_step="Frau Sommerfeld anrufen"),)
        ),
        a_talk(participants=(a_participant(third.case.key, note="Nichts von ihr."),)),
    ]
    ids = put_in(desk, [other, third], talks)
    save_draft(desk, "talk", ids[other.case.key], json.dumps({"note": NAMED}))
    older = back_up(desk, tmp_path / "alt.imb").value.file
    ada = take_in(desk, an_intake(client=a_client(family_name="Sommerfeld", given_name="Ada"))).value.case_id
    for mention in look_before_erasing(desk, ada).mentions:
        black_out(desk, ada, mention)
    assert look_before_erasing(desk, ada).mentions == ()
    erase_case(desk, ada, "relocation")
    newer = back_up(desk, tmp_path / "neu.imb").value.file
    there = brought_back(older, tmp_path / "von-alt")
    assert notes_of(there) == [BLACK, "Nichts von ihr."]
    assert open_drafts(there) == ()
    assert b"Sommerfeld" not in clear_pages(there.vault.folder, there.vault.data_key)
    there.vault.close()
    there = brought_back(newer, tmp_path / "von-neu")
    assert notes_of(there) == [NAMED.replace("Sommerfeld", BLACK), "Nichts von ihr."]
    there.vault.close()


def test_l4_a_name_is_blacked_out_also_where_the_backup_knows_her_under_another(
    desk: Desk, tmp_path: Path
) -> None:
    ada, _other = named_in_a_note(desk)
    with desk.vault.reading() as connection:
        file = read_case_file(connection, ada)
    assert file is not None
    save_client(desk, ada, replace(file.client, family_name="Winterfeld"))
    backup = back_up(desk, tmp_path / "stick.imb").value.file
    with desk.vault.reading() as connection:
        file = read_case_file(connection, ada)
    assert file is not None
    save_client(desk, ada, replace(file.client, family_name="Sommerfeld"))
    (mention,) = look_before_erasing(desk, ada).mentions
    black_out(desk, ada, mention)
    there = brought_back(backup, tmp_path / "neu")
    assert notes_of(there) == [BLACK]
    there.vault.close()


def test_l4_what_was_written_anew_after_a_redaction_stays(desk: Desk, tmp_path: Path) -> None:
    ada, other = named_in_a_note(desk)
    for _time in range(2):
        (mention,) = look_before_erasing(desk, ada).mentions
        black_out(desk, ada, mention)
        with desk.vault.transaction() as connection:
            own = t.participants.c.case_id == other
            connection.execute(t.participants.update().where(own).values(note=NAMED))
    backup = back_up(desk, tmp_path / "stick.imb").value.file
    there = brought_back(backup, tmp_path / "neu")
    assert notes_of(there) == [NAMED]
    there.vault.close()


def test_l4_e5_a_consent_given_after_a_restore_is_not_taken_for_one_withdrawn_before(
    desk: Desk, tmp_path: Path
) -> None:
    """Both have the same number in the store, since the restored one did not know of the first."""
    case_id = take_in(desk, an_intake(consents=(an_intake().consents[0],))).value.case_id
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    first = record_consent(desk, case_id, a_health_consent(decided_on=TODAY)).value
    withdraw_kind(desk, case_id, first.id, TODAY)
    there = brought_back(backup, tmp_path / "neu", *erased_lists_of([desk.vault.folder]))
    second = record_consent(there, case_id, a_health_consent(decided_on=TODAY)).value
    assert second.id == first.id
    save_answers(there, case_id, [v.Answer("health_remark", "Brille")])
    newer = back_up(there, tmp_path / "neuer.imb").value.file
    again = brought_back(newer, tmp_path / "wieder")
    with again.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    assert [(answer.field, answer.value) for answer in file.answers] == [("health_remark", "Brille")]
    assert file.consents[-1].withdrawn_on is None
    for each in (there, again):
        each.vault.close()


@pytest.mark.parametrize("ended_before", [True, False])
def test_l4_e5_no_backup_revives_a_basic_consent(desk: Desk, tmp_path: Path, ended_before: bool) -> None:
    case_id = take_in(desk, an_intake()).value.case_id
    if ended_before:
        end_case(desk, case_id, Ending(date(2026, 11, 1), "relocation"))
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    withdraw_basic(desk, case_id, TODAY)
    there = brought_back(backup, tmp_path / "neu")
    with there.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    assert (file.case.state, file.case.deletion_due) == (CaseState.ENDED, TODAY)
    assert file.case.ending_reason == ("relocation" if ended_before else "consent_withdrawn")
    assert file.consents[0].withdrawn_on == TODAY
    there.vault.close()


def test_l4_a_restored_store_tells_the_place_of_its_backup_who_was_erased(desk: Desk, tmp_path: Path) -> None:
    """The first backup of a place cannot know of itself, nor one whose stick has another name by now."""
    opened = take_in(desk, an_intake()).value
    stick = tmp_path / "stick"
    stick.mkdir()
    backup = back_up(desk, stick).value.file
    there = brought_back(backup, tmp_path / "eins" / "tresor")
    assert read_office(there).backup_places == (str(stick),)
    erase_case(there, opened.case_id, "relocation")
    there.vault.close()
    elsewhere = brought_back(backup, tmp_path / "zwei" / "tresor")
    assert case_page(elsewhere, CaseFilter()).total == 0
    elsewhere.vault.close()


def test_l4_erasing_after_a_backup_older_than_the_case_was_brought_back(desk: Desk, tmp_path: Path) -> None:
    older = back_up(desk, tmp_path / "alt.imb").value.file
    opened = take_in(desk, an_intake()).value
    newer = back_up(desk, tmp_path / "neu.imb").value.file
    erase_case(desk, opened.case_id, "relocation")
    there = brought_back(older, tmp_path / "eins" / "tresor")
    again = take_in(there, an_intake()).value
    assert again.number == opened.number
    ended = on_day(there, date(2026, 11, 21))
    erase_case(ended, again.case_id, "deceased")
    there.vault.close()
    last = brought_back(newer, tmp_path / "zwei" / "tresor")
    assert case_page(last, CaseFilter()).total == 0
    last.vault.close()


@pytest.mark.parametrize(
    ("form", "typed", "left"),
    [
        ("settings", "Erika Lange, /media/lange/stick", "Erika Lange, /media/lange/stick"),
        ("services", "Ausbildung Kaufmann, nur so lange, wie Frau Lange kommt", None),
        ("brief_contact", "Nicht mehr lange, sagt Ada Lange.", None),
        ("brief_contact", "Ada war da.", f"{BLACK} war da."),
    ],
)
def test_l5_of_what_belongs_to_no_case_only_her_name_goes_and_nothing_of_the_office(
    desk: Desk, form: str, typed: str, left: str | None
) -> None:
    """An ordinary word of the same letters stays, and so do the settings, in which nobody is looked for."""
    gone = a_case_file(client=a_client(family_name="Lange", given_name="Ada"))
    ids = put_in(desk, [gone])
    save_draft(desk, form, None, json.dumps({"values": {"note": typed}}, ensure_ascii=False))
    erase_case(desk, ids[gone.case.key], "other")
    (kept,) = open_drafts(desk)
    if left is None:
        left = typed.replace("Frau Lange", f"Frau {BLACK}").replace("Ada Lange", f"{BLACK} {BLACK}")
    assert json.loads(kept.content) == {"values": {"note": left}}


def test_l5_a_husband_is_told_from_his_wife_of_the_same_name_by_how_he_is_addressed(desk: Desk) -> None:
    gone = a_case_file(client=a_client(family_name="Sommer", given_name="Ali", sex=Sex.MALE))
    wife = a_case_file(client=a_client(family_name="Sommer", given_name="Petra", sex=Sex.FEMALE))
    note = "Herr Sommer rief an. Frau Sommer kam. Im Sommer Urlaub."
    said = a_talk(participants=(a_participant(wife.case.key, note=note),))
    ids = put_in(desk, [gone, wife], [said])
    (mention,) = look_before_erasing(desk, ids[gone.case.key]).mentions
    assert mention.sentences == "Herr Sommer rief an."
