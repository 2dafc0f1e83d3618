"""Notes are found by their words, by nobody who may not read them, and are gone when they are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from intman_desktop.models import tables as t
from intman_desktop.rules.finding import INDEX_VERSION
from intman_desktop.services.casework import note_search
from intman_desktop.services.casework.search import discreet, find_all, find_people
from intman_desktop.services.casework.talks import change_talk, note_talk, remove_talk, talk_in
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.indexing import refresh_index
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.values.case_file import Participant, Talk
from intman_desktop.values.codes import ConsentScope
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.explanation import Explanation
from tests.builders import (
    OPENED_ON,
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_health_consent,
    a_participant,
    a_talk,
)
from tests.clear_pages import clear_pages
from tests.opened import PASSPHRASE, TODAY, moment, put_in

pytestmark = pytest.mark.unmeasured

NOTE = "Der Weg zur Übergabestelle ist weit genug.\nZweite Zeile über das Straßenfest."
SECRET = "Wunderlichgeheimniswort"


def with_note(desk: Desk, note: str, **more: object) -> int:
    """Put one person with one talk into the store and return her case's id."""
    file = a_case_file(**{name: value for name, value in more.items() if name != "topic"})
    talk = a_talk(
        participants=(a_participant(file.case.key, note=note),), topic=more.get("topic", "language")
    )
    return put_in(desk, [file], [talk])[file.case.key]


@pytest.mark.parametrize(
    "typed",
    [
        "weit genug",
        "genug weit",
        "uebergabe",
        "ÜBERGABESTELLE",
        "strassenf",
        "weg zur ubergabe",
        "weit-genug",
    ],
)
def test_a_note_is_found_by_the_beginnings_of_its_words(desk: Desk, typed: str) -> None:
    case_id = with_note(desk, NOTE)
    with_note(desk, "Nichts davon.")
    (found,) = find_all(desk, typed)
    assert (found.case_id, found.why.code, found.why.values["on"]) == (case_id, "found_note", OPENED_ON)


@pytest.mark.parametrize("typed", ["", "we", "zu", "weit davon", "enug", "!!", '" OR "'])
def test_a_note_is_not_found_by_less_or_by_other_words(desk: Desk, typed: str) -> None:
    with_note(desk, NOTE)
    assert find_all(desk, typed) == ()


def test_the_last_noted_comes_first_and_only_so_many(desk: Desk) -> None:
    ids = [with_note(desk, f"Termin Nummer {number}") for number in range(5)]
    assert [found.case_id for found in find_all(desk, "termin", notes=3)] == ids[:1:-1]


def test_people_come_before_notes(desk: Desk) -> None:
    case_id = with_note(desk, "Frau Musterfrau kam allein.")
    person, note = find_all(desk, "musterfrau")
    assert (person.case_id, person.why.code) == (case_id, "found_name")
    assert note.why.code == "found_note"


def test_l2_a_note_of_a_case_on_hold_is_not_found(desk: Desk) -> None:
    with_note(desk, NOTE, case=a_case(hold_since=OPENED_ON))
    assert find_all(desk, "weit genug") == ()


def test_e4_a_note_without_basic_consent_is_not_found(desk: Desk) -> None:
    with_note(desk, NOTE, consents=(a_consent(ConsentScope.BASIC, withdrawn_on=TODAY),))
    with_note(desk, NOTE, consents=())
    assert find_all(desk, "weit genug") == ()


def test_e3_a_note_marked_with_a_kind_is_found_only_while_its_consent_stands(desk: Desk) -> None:
    basic = a_consent(ConsentScope.BASIC)
    given = with_note(desk, NOTE, consents=(basic, a_health_consent()), topic="health")
    for _ in range(12):
        withdrawn = replace(a_health_consent(), withdrawn_on=TODAY)
        with_note(desk, NOTE, consents=(basic, withdrawn), topic="health")
    assert [found.case_id for found in find_all(desk, "weit genug")] == [given]


def test_e3_the_search_goes_on_behind_many_closed_notes_in_ever_longer_stretches(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file, closed = a_case_file(), a_case_file(consents=(a_consent(),))
    talks = [a_talk(participants=(a_participant(open_file.case.key, note=NOTE),))]
    talks += [
        a_talk(participants=(a_participant(closed.case.key, note=NOTE),), topic="health") for _ in range(300)
    ]
    ids = put_in(desk, [open_file, closed], talks)
    asked: list[int] = []
    reading = note_search.notes_query

    def counted(most: int) -> object:
        asked.append(most)
        return reading(most)

    monkeypatch.setattr(note_search, "notes_query", counted)
    (found,) = find_all(desk, "weit", notes=3)
    assert found.case_id == ids[open_file.case.key]
    assert len(asked) <= 7


def test_the_index_follows_every_change_of_a_talk_and_its_undoing(desk: Desk) -> None:
    file = a_case_file()
    put_in(desk, [file])
    talk = Talk(
        date(2026, 2, 2), "in_person", "language", participants=(Participant(file.case.key, "Erstens"),)
    )
    noted = note_talk(desk, talk)
    assert find_all(desk, "erstens")
    with desk.vault.reading() as connection:
        kept = talk_in(connection, noted.value.talk_id)
    part = replace(kept.participants[0], note="Zweitens")
    changed = change_talk(desk, replace(kept, participants=(part,)))
    assert (len(find_all(desk, "erstens")), len(find_all(desk, "zweitens"))) == (0, 1)
    assert changed.undo is not None
    changed.undo()
    assert (len(find_all(desk, "erstens")), len(find_all(desk, "zweitens"))) == (1, 0)
    removed = remove_talk(desk, kept.id)
    assert find_all(desk, "erstens") == ()
    assert removed.undo is not None
    removed.undo()
    assert len(find_all(desk, "erstens")) == 1
    is_sound(desk)


def is_sound(desk: Desk) -> None:
    """Let the store compare both indexes with their rows."""
    with desk.vault.transaction() as connection:
        for index in (t.NOTE_INDEX, t.NAME_INDEX):
            connection.execute(text(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"))


@pytest.mark.parametrize("way", ["erased", "changed", "redacted", "removed"])
def test_l3_l5_no_byte_of_a_note_that_is_gone_stays_in_any_page(desk: Desk, way: str) -> None:
    file = a_case_file()
    other = a_case_file()
    talk = a_talk(participants=(a_participant(file.case.key, note=f"Vorher {SECRET} nachher"),))
    case_id = put_in(desk, [file, other], [talk, a_talk(other.case.key)])[file.case.key]
    with desk.vault.reading() as connection:
        kept = next(each for each in [talk_in(connection, 1)] if each.participants[0].note)
    words = (SECRET.encode(), SECRET.lower().encode(), SECRET.lower()[:12].encode())
    before = clear_pages(desk.vault.folder, desk.vault.data_key)
    assert all(word in before for word in words)
    assert find_all(desk, SECRET)
    if way == "erased":
        end_case(desk, case_id, Ending(TODAY, "relocation"))
        erase_case(desk, case_id)
    elif way == "changed":
        change_talk(desk, replace(kept, participants=(replace(kept.participants[0], note="Anders"),)))
    elif way == "redacted":
        with desk.vault.transaction() as connection:
            connection.execute(t.participants.update().where(t.participants.c.id == 1).values(note="█████"))
    else:
        remove_talk(desk, kept.id)
    assert find_all(desk, SECRET) == ()
    is_sound(desk)
    desk.vault.shrink()
    after = clear_pages(desk.vault.folder, desk.vault.data_key)
    assert not any(word in after for word in words)


def test_a_store_whose_words_are_older_is_gone_through_once_and_again_after_a_kill(
    desk: Desk, tmp_path: Path
) -> None:
    files = [a_case_file(client=a_client(family_name=f"Alt{number}")) for number in range(3)]
    talks = [a_talk(participants=(a_participant(file.case.key, note="Unauffindbar"),)) for file in files]
    put_in(desk, files, talks)
    with desk.vault.transaction() as connection:
        connection.execute(t.name_index.delete())
        connection.execute(t.participants.update().values(note_words=""))
        connection.execute(t.settings.delete().where(t.settings.c.name == "search_index"))
    assert find_all(desk, "alt1") == find_all(desk, "unauffindbar") == ()
    with desk.vault.transaction() as connection:  # a kill after the first of the people
        connection.execute(t.settings.insert().values(name="search_index", value=f"{INDEX_VERSION}:people:0"))
    folder = desk.vault.folder
    desk.vault.close()
    with open_store(folder, PASSPHRASE) as vault:
        again = desk_of(vault, lambda: TODAY, lambda: moment())
        assert len(find_people(again, "alt1")) == 1
        assert len(find_all(again, "unauffindbar")) == 3
        assert not refresh_index(vault)
        is_sound(again)


def test_sounds_that_an_older_program_wrote_are_written_anew_at_opening(desk: Desk) -> None:
    put_in(desk, [a_case_file(client=a_client(family_name="Rezai", given_name="Majid"))])
    with desk.vault.transaction() as connection:
        connection.execute(t.name_index.update().values(sounds="0razy 0myd"))
        older = t.settings.update().where(t.settings.c.name == "search_index")
        connection.execute(older.values(value=f"{INDEX_VERSION - 1}:done:0"))
    assert find_people(desk, "مجید") == ()
    folder = desk.vault.folder
    desk.vault.close()
    with open_store(folder, PASSPHRASE) as vault:
        again = desk_of(vault, lambda: TODAY, lambda: moment())
        for typed in ("Majed", "Madschid", "مجید", "رضایی"):
            assert len(find_people(again, typed)) == 1, typed
        is_sound(again)


def test_nothing_of_the_person_is_told_behind_the_curtain() -> None:
    note = Explanation("found_note", {"on": TODAY, "excerpt": "Geheim"})
    assert discreet(note) == Explanation("found_note_hidden", {"on": TODAY})
    assert discreet(Explanation("found_phone", {"digits": "…47"})) == Explanation("found_phone_hidden")
    assert discreet(Explanation("found_birth", {"born": TODAY})) == Explanation("found_birth_hidden")
    assert discreet(Explanation("found_number")) == Explanation("found_number")
