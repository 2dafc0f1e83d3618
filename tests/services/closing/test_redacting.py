"""L4, L5: a name in what is kept of others is blacked out one by one and no backup brings it back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.free_texts import OF_CASES
from intman_desktop.models import tables as t
from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.search import find_all, find_people
from intman_desktop.services.closing.erasure import erase_case, look_before_erasing
from intman_desktop.services.closing.redacting import redact_mention
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.common.words.mentions import mention_tab, mention_words
from intman_desktop.services.common.words.restoring import restored_words
from intman_desktop.services.gate.directory import add_service, services_list
from intman_desktop.services.keeping.backups import back_up, erased_lists_of, restore
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.values import case_file as v
from intman_desktop.values.ending_views import NOTE, Mention
from intman_desktop.values.office import Service
from intman_desktop.values.outcome import Change
from tests import builders as a
from tests.cells import every_cell
from tests.opened import PASSPHRASE, TODAY, black_out, brought_back, moment, put_in
from tests.saving import save_answers

NAMED = "Kam mit Frau Sommerfeld. Der Sommer war heiß."


@pytest.fixture
def ids(desk: Desk) -> tuple[int, int]:
    """Return two cases; in a note of the second the name of the first occurs twice."""
    first = a.a_case_file(client=a.a_client(family_name="Sommerfeld", given_name="Ada"))
    second = a.a_case_file()
    key = second.case.key
    talks = [
        replace(
            a.a_talk(on=date(2026, 2, day)), participants=(a.a_participant(key, note=note, next_step=step),)
        )
        for day, note, step in ((3, NAMED, ""), (4, "Nichts Neues.", "Ada Sommerfeld anrufen"))
    ]
    found = put_in(desk, (first, second), talks)
    return found[first.case.key], found[key]


def note_of(desk: Desk, case_id: int) -> list[str]:
    return [talk.participants[0].note for talk in open_case(desk, case_id).file.talks]


def test_l5_the_preview_shows_each_place_with_its_sentence(desk: Desk, ids: tuple[int, int]) -> None:
    first, second = ids
    seen = look_before_erasing(desk, first).mentions
    assert [(each.case_id, each.sentences) for each in seen] == [
        (second, "Kam mit Frau Sommerfeld."),
        (second, "Ada Sommerfeld anrufen"),
    ]
    hold_case(desk, second, "Beschwerde (Beispiel)", date(2027, 1, 1))
    assert [each.sentences for each in look_before_erasing(desk, first).mentions] == ["", ""]


def test_l5_a_name_is_blacked_out_in_the_one_note_that_was_chosen(desk: Desk, ids: tuple[int, int]) -> None:
    first, second = ids
    chosen, other = look_before_erasing(desk, first).mentions
    save_draft(desk, "talk", second, json.dumps({"note": NAMED}))
    save_draft(desk, "talk", second, json.dumps({"note": "Nur der Sommer."}))
    outcome = black_out(desk, first, chosen)
    assert outcome.undo is None
    assert note_of(desk, second)[0] == f"Kam mit Frau {BLACK}. Der Sommer war heiß."
    assert find_all(desk, "Sommerfeld", people=0) == ()
    assert [each.number for each in find_all(desk, "heiß")]
    left = look_before_erasing(desk, first).mentions
    assert [(each.participant_id, each.place) for each in left] == [
        (other.participant_id, NOTE),
        (0, "drafts"),
    ]
    with desk.vault.reading() as connection:
        drafts = [json.loads(each)["note"] for each in connection.scalars(select(t.drafts.c.content))]
    assert drafts == [NAMED, "Nur der Sommer."]  # a place of its own, decided by itself
    assert next(line.verb for line in journal_of(desk, second) if line.verb != "case_read") == "note_redacted"
    with pytest.raises(NotFound):
        black_out(desk, first, chosen)


def test_l5_a_name_in_the_reason_for_a_missing_plan_is_found_and_blacked_out_too(
    desk: Desk, ids: tuple[int, int]
) -> None:
    first, second = ids
    chosen, _other = look_before_erasing(desk, first).mentions
    part = t.participants.c.id == chosen.participant_id
    with desk.vault.transaction() as connection:
        texts = {"note": "Ohne Namen.", "plan_missing_reason": "Frau Sommerfeld war dabei."}
        connection.execute(t.participants.update().where(part).values(texts))
    found = next(
        each
        for each in look_before_erasing(desk, first).mentions
        if each.participant_id == chosen.participant_id
    )
    assert (found.case_id, found.sentences) == (second, "Frau Sommerfeld war dabei.")
    black_out(desk, first, found)
    with desk.vault.reading() as connection:
        kept = connection.execute(t.participants.select().where(part)).mappings().one()
    assert (kept["note"], kept["plan_missing_reason"]) == ("Ohne Namen.", f"Frau {BLACK} war dabei.")


def test_l4_no_backup_brings_back_what_was_blacked_out_before_the_erasure(
    desk: Desk, ids: tuple[int, int], tmp_path: Path
) -> None:
    first, _second = ids
    backup = back_up(desk, tmp_path / "sicherung.imb").value.file
    chosen, _other = look_before_erasing(desk, first).mentions
    black_out(desk, first, chosen)
    erase_case(desk, first, "goals_reached")
    done = restore(
        backup,
        PASSPHRASE,
        tmp_path / "anderswo",
        today=lambda: TODAY,
        now=lambda: moment(),
        erased_lists=erased_lists_of([desk.vault.folder]),
    )
    assert done.redacted_again == 1
    assert "An 1 Stelle wurde ein Name wieder geschwärzt." in restored_words(done)
    again = desk_of(open_store(tmp_path / "anderswo", PASSPHRASE), lambda: TODAY, lambda: moment())
    with again.vault.reading() as connection:
        notes = connection.scalars(select(t.participants.c.note).order_by(t.participants.c.id)).all()
        steps = connection.scalars(select(t.participants.c.next_step).order_by(t.participants.c.id)).all()
    assert notes == [f"Kam mit Frau {BLACK}. Der Sommer war heiß.", "Nichts Neues."]
    assert steps == ["", "Ada Sommerfeld anrufen"]  # this one was let stand
    again.vault.close()


# A part of a text

IN_SUMMER = "Im Sommer war es heiß. Die Nachbarin Frau Sommer half. Nour kommt aus dem Kurs."
CHOSEN = f"Im Sommer war es heiß. Die Nachbarin Frau {BLACK} half. Nour kommt aus dem Kurs."


def named_as_a_season(desk: Desk, note: str = IN_SUMMER) -> tuple[int, int]:
    """Return the ids of Nour Sommer and of somebody in whose note her name stands."""
    nour = a.a_case_file(client=a.a_client(family_name="Sommer", given_name="Nour"))
    other = a.a_case_file()
    ids = put_in(desk, (nour, other), [a.a_talk(participants=(a.a_participant(other.case.key, note=note),))])
    return ids[nour.case.key], ids[other.case.key]


def rewrite(desk: Desk, case_id: int, note: str) -> None:
    """Write another note in place of that of a case."""
    with desk.vault.transaction() as connection:
        own = t.participants.c.case_id == case_id
        connection.execute(t.participants.update().where(own).values(note=note))


def restored_note(desk: Desk, backup: Path, folder: Path) -> str:
    """Restore a backup beside the store and return the note that it has there."""
    there = brought_back(backup, folder, *erased_lists_of([desk.vault.folder]))
    with there.vault.reading() as connection:
        notes = list(connection.scalars(select(t.participants.c.note)))
    there.vault.close()
    assert len(notes) == 1
    return str(notes[0])


def test_l5_of_a_note_only_what_was_chosen_is_blacked_out(desk: Desk) -> None:
    nour, other = named_as_a_season(desk)
    (mention,) = look_before_erasing(desk, nour).mentions
    assert [each.surely for each in mention.occurrences] == [False, True, True]
    redact_mention(desk, nour, mention, {1})
    assert note_of(desk, other) == [CHOSEN]
    (mention,) = look_before_erasing(desk, nour).mentions
    assert mention.sentences == "Im Sommer war es heiß. … Nour kommt aus dem Kurs."
    for nothing in (set[int](), {2}):
        with pytest.raises(NotFound):
            redact_mention(desk, nour, mention, nothing)


def test_l5_a_place_that_says_something_else_by_now_is_not_touched(desk: Desk) -> None:
    nour, other = named_as_a_season(desk)
    (mention,) = look_before_erasing(desk, nour).mentions
    rewrite(desk, other, f"Nour rief an. {IN_SUMMER}")
    with pytest.raises(Refused, match="mention_changed"):
        redact_mention(desk, nour, mention, {0})
    assert note_of(desk, other) == [f"Nour rief an. {IN_SUMMER}"]


@pytest.mark.unmeasured
@pytest.mark.parametrize("erased", [True, False])
@pytest.mark.parametrize("acts", [({1, 2},), ({1}, {1}), ({2}, {1})])
def test_l4_a_note_comes_back_with_what_was_chosen_in_black_and_the_rest_as_it_was(
    desk: Desk, tmp_path: Path, acts: tuple[set[int], ...], erased: bool
) -> None:
    nour, other = named_as_a_season(desk)
    backups = [back_up(desk, tmp_path / "0.imb").value.file]
    for number, chosen in enumerate(acts, start=1):
        (mention,) = look_before_erasing(desk, nour).mentions
        redact_mention(desk, nour, mention, chosen)
        backups.append(back_up(desk, tmp_path / f"{number}.imb").value.file)
    if erased:
        erase_case(desk, nour, "relocation")
    expected = f"Im Sommer war es heiß. Die Nachbarin Frau {BLACK} half. {BLACK} kommt aus dem Kurs."
    assert note_of(desk, other) == [expected]
    for number, backup in enumerate(backups):
        assert restored_note(desk, backup, tmp_path / f"there-{number}") == expected


def test_l4_two_times_in_one_sentence_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    nour, other = named_as_a_season(desk, "Im Sommer kam Frau Sommer mit ihrer Nour.")
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    for chosen in ({2}, {1}):
        (mention,) = look_before_erasing(desk, nour).mentions
        redact_mention(desk, nour, mention, chosen)
    erase_case(desk, nour, "relocation")
    assert note_of(desk, other) == [f"Im Sommer kam Frau {BLACK} mit ihrer {BLACK}."]
    assert restored_note(desk, backup, tmp_path / "there") == note_of(desk, other)[0]


@pytest.mark.parametrize("erased", [True, False])
def test_l4_a_sentence_of_an_older_note_that_nobody_looked_at_is_blacked_out(
    desk: Desk, tmp_path: Path, erased: bool
) -> None:
    nour, other = named_as_a_season(desk, f"Nour rief an. {IN_SUMMER}")
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    rewrite(desk, other, IN_SUMMER)
    (mention,) = look_before_erasing(desk, nour).mentions
    redact_mention(desk, nour, mention, {1})
    if erased:
        erase_case(desk, nour, "relocation")
    assert restored_note(desk, backup, tmp_path / "there") == f"{BLACK} rief an. {CHOSEN}"


def test_l4_what_was_written_anew_and_chosen_again_is_black_in_a_backup_between(
    desk: Desk, tmp_path: Path
) -> None:
    nour, other = named_as_a_season(desk)
    backups = []
    for number in range(2):
        backups.append(back_up(desk, tmp_path / f"{number}.imb").value.file)
        (mention,) = look_before_erasing(desk, nour).mentions
        redact_mention(desk, nour, mention, {1})
        rewrite(desk, other, IN_SUMMER)
    backups.append(back_up(desk, tmp_path / "2.imb").value.file)
    found = [restored_note(desk, each, tmp_path / f"t{n}") for n, each in enumerate(backups)]
    assert found == [CHOSEN, CHOSEN, IN_SUMMER]


def test_l4_two_who_share_a_name_are_both_blacked_out_as_it_was_chosen(desk: Desk, tmp_path: Path) -> None:
    nour, other = named_as_a_season(desk, "Frau Sommer kam mit Ada. Im Sommer. Herr Sommer auch.")
    file = a.a_case_file(client=a.a_client(family_name="Sommer", given_name="Ada"))
    ada = put_in(desk, [file])[file.case.key]
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    (mention,) = look_before_erasing(desk, nour).mentions
    redact_mention(desk, nour, mention, {0})
    (mention,) = look_before_erasing(desk, ada).mentions
    assert mention.sentences.startswith(f"Frau {BLACK} kam mit Ada.")
    redact_mention(desk, ada, mention, {0, 2})
    for case_id in (nour, ada):
        erase_case(desk, case_id, "relocation")
    expected = f"Frau {BLACK} kam mit {BLACK}. Im Sommer. Herr {BLACK} auch."
    assert note_of(desk, other) == [expected]
    assert restored_note(desk, backup, tmp_path / "there") == expected


def test_l2_of_a_case_on_hold_a_place_is_chosen_without_its_words(desk: Desk) -> None:
    nour, other = named_as_a_season(desk)
    hold_case(desk, other, "Beschwerde (Beispiel)", date(2027, 1, 1))
    (mention,) = look_before_erasing(desk, nour).mentions
    assert (mention.sentences, mention.name) == ("", "")
    done = redact_mention(desk, nour, mention, {1})
    assert (done.value.sentences, len(done.value.occurrences)) == ("", 3)
    with desk.vault.reading() as connection:
        assert CHOSEN in connection.scalars(select(t.participants.c.note)).all()


# Beside the notes


def goals_of(desk: Desk) -> list[str]:
    """Return the wording of every goal of a store in order."""
    with desk.vault.reading() as connection:
        return list(connection.scalars(select(t.goals.c.wording).order_by(t.goals.c.id)))


def named_in_a_goal(desk: Desk) -> tuple[int, int]:
    """Return the ids of Ada Sommerfeld and of somebody in one of whose two goals she is named."""
    ada = a.a_case_file(client=a.a_client(family_name="Sommerfeld", given_name="Ada"), plan=None)
    goals = (a.a_goal(wording="Mit Frau Sommerfeld zum Kurs."), a.a_goal(wording="Arbeit finden."))
    other = a.a_case_file(plan=a.a_plan(goals=goals), answers=(v.Answer("work_as", "Köchin"),))
    ids = put_in(desk, [ada, other])
    return ids[ada.case.key], ids[other.case.key]


def test_l5_a_name_in_a_goal_of_somebody_else_is_told_and_blacked_out(desk: Desk) -> None:
    ada, other = named_in_a_goal(desk)
    (found,) = look_before_erasing(desk, ada).mentions
    assert (found.case_id, found.place, found.on, found.participant_id) == (other, "goals", None, 0)
    assert found.sentences == "Mit Frau Sommerfeld zum Kurs."
    assert mention_words(found) == f"{found.number}, Ziele"
    assert mention_tab(found) == "plan"
    outcome = black_out(desk, ada, found)
    assert Change.PLANS in outcome.changed
    assert goals_of(desk) == [f"Mit Frau {BLACK} zum Kurs.", "Arbeit finden."]
    with pytest.raises(NotFound):
        black_out(desk, ada, found)


@pytest.mark.parametrize("blacked_out", [True, False])
def test_l4_a_goal_comes_back_as_it_was_left_at_the_erasure(
    desk: Desk, tmp_path: Path, blacked_out: bool
) -> None:
    ada, _other = named_in_a_goal(desk)
    backup = back_up(desk, tmp_path / "sicherung.imb").value.file
    if blacked_out:
        (found,) = look_before_erasing(desk, ada).mentions
        black_out(desk, ada, found)
    erase_case(desk, ada, "goals_reached")
    there = brought_back(backup, tmp_path / "anderswo", *erased_lists_of([desk.vault.folder]))
    assert goals_of(there) == goals_of(desk)
    assert (BLACK in goals_of(there)[0]) is blacked_out
    there.vault.close()


def test_l4_an_answer_that_nobody_looked_at_comes_back_without_the_name(desk: Desk, tmp_path: Path) -> None:
    ada, other = named_in_a_goal(desk)
    save_answers(desk, other, [v.Answer("work_as", "Köchin bei Sommerfeld")])
    backup = back_up(desk, tmp_path / "sicherung.imb").value.file
    save_answers(desk, other, [v.Answer("work_as", "Köchin")])
    erase_case(desk, ada, "goals_reached")
    there = brought_back(backup, tmp_path / "anderswo", *erased_lists_of([desk.vault.folder]))
    with there.vault.reading() as connection:
        assert connection.scalars(select(t.answers.c.value)).all() == [f"Köchin bei {BLACK}"]
    there.vault.close()


def test_l4_the_very_goal_is_blacked_out_as_a_whole_where_the_backup_never_knew_her(
    desk: Desk, tmp_path: Path
) -> None:
    goals = (a.a_goal(wording="Mit Frau Sommerfeld zum Kurs."), a.a_goal(wording="Arbeit finden."))
    put_in(desk, [a.a_case_file(plan=a.a_plan(goals=goals))])
    older = back_up(desk, tmp_path / "alt.imb").value.file
    ada = take_in(desk, a.an_intake(client=a.a_client(family_name="Sommerfeld"))).value.case_id
    (found,) = look_before_erasing(desk, ada).mentions
    black_out(desk, ada, found)
    erase_case(desk, ada, "relocation")
    newer = back_up(desk, tmp_path / "neu.imb").value.file
    told = restore(
        older,
        PASSPHRASE,
        tmp_path / "gezaehlt",
        today=lambda: TODAY,
        now=lambda: moment(),
        erased_lists=erased_lists_of([desk.vault.folder]),
    )
    assert told.redacted_again == 1
    there = brought_back(older, tmp_path / "von-alt", *erased_lists_of([desk.vault.folder]))
    assert goals_of(there) == [BLACK, "Arbeit finden."]
    there.vault.close()
    there = brought_back(newer, tmp_path / "von-neu", *erased_lists_of([desk.vault.folder]))
    assert goals_of(there) == [f"Mit Frau {BLACK} zum Kurs.", "Arbeit finden."]
    there.vault.close()


def test_l4_what_only_sounds_like_her_is_offered_and_no_restore_takes_it_out_unasked(
    desk: Desk, tmp_path: Path
) -> None:
    ada, other = ada_beside(desk, v.Client("Muster", "M"))
    save_answers(desk, other, [v.Answer("work_as", "Adda half, dann Frau Addas Kind")])
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    save_answers(desk, other, [v.Answer("work_as", "Adda half")])
    (found,) = look_before_erasing(desk, ada).mentions
    assert [(each.surely, each.loose) for each in found.occurrences] == [(False, True)]
    erase_case(desk, ada, "goals_reached")
    there = restored_without(desk, backup, tmp_path / "there")
    with there.vault.reading() as connection:
        kept = connection.scalars(select(t.answers.c.value)).one()
    assert kept == f"Adda half, dann Frau {BLACK} Kind"


# Fields and the directory


def ada_beside(desk: Desk, client: v.Client) -> tuple[int, int]:
    """Return the ids of Ada Sommerfeld and of somebody else."""
    ada = a.a_case_file(client=a.a_client(family_name="Sommerfeld", given_name="Ada"), plan=None)
    other = a.a_case_file(client=client, plan=None, answers=(v.Answer("work_as", "Köchin"),))
    ids = put_in(desk, [ada, other])
    return ids[ada.case.key], ids[other.case.key]


def restored_without(desk: Desk, backup: Path, folder: Path) -> Desk:
    """Restore a backup with what the store knows of erasures, and return a desk on it."""
    return brought_back(backup, folder, *erased_lists_of([desk.vault.folder]))


def test_l5_a_name_in_the_address_and_designation_of_somebody_else_is_blacked_out_and_no_more_found(
    desk: Desk, tmp_path: Path
) -> None:
    street, called = "c/o Sommerfeld, Weg 1", "Schwester von Sommerfeld"
    person = v.Client("", "", called, street=street)
    ada, other = ada_beside(desk, person)
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    assert {found.case_id for found in find_people(desk, "Sommerfeld")} == {ada, other}
    (found,) = look_before_erasing(desk, ada).mentions
    assert (found.place, mention_words(found)) == ("clients", f"{found.number}, Bezeichnung und Anschrift")
    assert [each.surely for each in found.occurrences] == [True, True]
    black_out(desk, ada, found)
    erase_case(desk, ada, "relocation")
    assert find_people(desk, "Sommerfeld") == ()
    for each in (desk, restored_without(desk, backup, tmp_path / "there")):
        client = open_case(each, other).file.client
        assert (client.street, client.designation) == (f"c/o {BLACK}, Weg 1", f"Schwester von {BLACK}")
        assert [found.case_id for found in find_people(each, "Schwester")] == [other]


def test_l5_who_signed_for_somebody_else_is_a_place(desk: Desk) -> None:
    ada = a.a_case_file(client=a.a_client(family_name="Sommerfeld", given_name="Ada"), plan=None)
    signed = replace(a.an_agreement(), client_name="Ada Sommerfeld als Begleitung")
    other = a.a_case_file(agreement=signed, plan=None)
    ids = put_in(desk, [ada, other])
    (found,) = look_before_erasing(desk, ids[ada.case.key]).mentions
    assert (found.place, [each.surely for each in found.occurrences]) == ("agreements", [True])


@pytest.mark.parametrize(
    "client",
    [
        v.Client("", "", "Sommerfeld"),
        v.Client("Muster", "M", street="Sommerfeld-Straße 3"),
        v.Client("Muster", "M", town="Sommerfeld"),
    ],
)
def test_l5_a_field_that_may_mean_a_place_or_a_namesake_is_offered_and_not_ticked(
    desk: Desk, client: v.Client
) -> None:
    ada, _other = ada_beside(desk, client)
    (found,) = look_before_erasing(desk, ada).mentions
    assert (found.place, [each.surely for each in found.occurrences]) == ("clients", [False])


def test_l5_the_own_name_and_address_of_a_namesake_is_no_place(desk: Desk) -> None:
    ada, _other = ada_beside(desk, v.Client("Sommerfeld", "Olga", email="sommerfeld@beispiel.de"))
    assert look_before_erasing(desk, ada).mentions == ()


def ada_in_the_directory(desk: Desk, on: date = a.OPENED_ON) -> tuple[int, str]:
    """Return the id of Ada Sommerfeld, a volunteer, and the code of her entry of the directory.

    Somebody else was referred to her in a talk ``on`` that day.
    """
    entry = Service("", "volunteers", "Ehrenamt Sommerfeld", contact="Ada Sommerfeld 0171", hours="Mo")
    code = add_service(desk, entry).value.code
    ada = a.a_case_file(client=a.a_client(family_name="Sommerfeld", given_name="Ada"), plan=None)
    other = a.a_case_file(plan=None)
    part = a.a_participant(other.case.key, referrals=(v.Referral(code),))
    ids = put_in(desk, [ada, other], [a.a_talk(other.case.key, on=on, participants=(part,))])
    return ids[ada.case.key], code


def test_l5_a_name_in_the_directory_is_blacked_out_and_its_code_tells_nothing_of_it(
    desk: Desk, tmp_path: Path
) -> None:
    ada, code = ada_in_the_directory(desk)
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    save_draft(desk, "talk", None, json.dumps({"services": [code]}))
    (found,) = look_before_erasing(desk, ada).mentions
    assert mention_words(found) == "Verzeichnis der Anlaufstellen"
    assert [(each.text, [one.surely for one in each.occurrences]) for each in found.passages] == [
        ("Ehrenamt Sommerfeld", [False]),
        ("Ada Sommerfeld 0171", [True]),
    ]
    outcome = black_out(desk, ada, found)
    assert Change.SERVICES in outcome.changed
    erase_case(desk, ada, "relocation")
    for each in (desk, restored_without(desk, backup, tmp_path / "there")):
        (entry,) = (one for one in services_list(each) if one.kind == "volunteers" and BLACK in one.name)
        assert (entry.name, entry.contact) == (f"Ehrenamt {BLACK}", f"{BLACK} {BLACK} 0171")
        with each.vault.reading() as connection:
            assert set(connection.scalars(select(t.referrals.c.service))) == {entry.code}
            drafts = [json.loads(one) for one in connection.scalars(select(t.drafts.c.content))]
        assert entry.code == code and "sommerfeld" not in code
        assert drafts in ([{"services": [entry.code]}], [])


def test_k7_l5_a_year_that_was_handed_in_stays_as_it_was_when_a_name_in_the_directory_is_blacked_out(
    desk: Desk,
) -> None:
    """The code of the entry is a cell of the figures, and stays; so it can hold nothing of the name (L3)."""
    ada, _code = ada_in_the_directory(desk, date(2025, 5, 6))
    before = every_cell(desk, 2026)
    freeze_year(desk, 2025)
    for found in look_before_erasing(desk, ada).mentions:
        black_out(desk, ada, found)
    erase_case(desk, ada, "relocation")
    assert every_cell(desk, 2026) == before
    with desk.vault.reading() as connection:
        assert connection.scalars(select(t.noted_changes.c.cell)).all() == []
        rows = (row for table in t.metadata.sorted_tables for row in connection.execute(select(table)))
        assert [row for row in rows if "sommerfeld" in str(row).lower()] == []


def test_l5_an_entry_of_the_directory_that_was_let_stand_stands_after_a_restore(
    desk: Desk, tmp_path: Path
) -> None:
    ada, code = ada_in_the_directory(desk)
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    erase_case(desk, ada, "relocation")
    there = restored_without(desk, backup, tmp_path / "there")
    (entry,) = (each for each in services_list(there) if each.code == code)
    assert (entry.name, entry.contact) == ("Ehrenamt Sommerfeld", "Ada Sommerfeld 0171")


def test_l4_the_directory_of_a_backup_that_never_knew_her_is_blacked_out_as_a_whole(
    desk: Desk, tmp_path: Path
) -> None:
    entry = Service("", "volunteers", "Ehrenamt Sommerfeld", contact="Frau Muster 0171")
    code = add_service(desk, entry).value.code
    put_in(desk, [a.a_case_file(plan=None)])
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    ada = take_in(desk, a.an_intake(client=a.a_client(family_name="Sommerfeld"))).value.case_id
    (found,) = look_before_erasing(desk, ada).mentions
    black_out(desk, ada, found)
    erase_case(desk, ada, "relocation")
    there = restored_without(desk, backup, tmp_path / "there")
    (left,) = (each for each in services_list(there) if BLACK in each.name)
    assert (left.name, left.contact, left.code) == (BLACK, "Frau Muster 0171", code)


def test_every_place_has_a_word_and_a_part_of_the_case() -> None:
    for table in OF_CASES:
        place = Mention(1, "IM-1", place=table.name)
        assert mention_words(place) != "IM-1, "
        assert mention_tab(place) in {"plan", "talks", "person", "consents", "papers"}
