"""L3, L5, K5, L6: what erasing takes, what it leaves, and where the name stands elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, event, func, insert, select, text

from intman_desktop.gdpr import erasure, journal
from intman_desktop.gdpr.mentions import mentions
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file, read_talks
from intman_desktop.models.writing import add_case_files
from intman_desktop.values import case_file as v
from tests.builders import a_case_file, a_client, a_filled_case_file, a_participant, a_talk

TODAY = date(2026, 11, 20)


def test_l3_erasing_takes_every_row_of_the_case_and_no_other(connection: Connection) -> None:
    erased, kept = a_filled_case_file(), a_filled_case_file()
    ids = add_case_files(connection, [erased, kept], [a_talk(erased.case.key), a_talk(kept.case.key)])
    before = read_case_file(connection, ids[kept.case.key])
    connection.execute(insert(t.drafts).values(form="talk", case_id=ids[erased.case.key], saved_at=""))
    erasure.erase_rows(connection, ids[erased.case.key], erased.case.key, TODAY)
    assert read_case_file(connection, ids[erased.case.key]) is None
    assert read_case_file(connection, ids[kept.case.key]) == before
    assert connection.scalar(select(func.count()).select_from(t.drafts)) == 0
    assert connection.scalars(text("SELECT rowid FROM name_index")).all() == [ids[kept.case.key]]


def statements_of_erasing(connection: Connection, count: int) -> int:
    """Return in how many statements so many cases are erased together, with their talks and entries."""
    files = [a_filled_case_file() for _number in range(count)]
    ids = add_case_files(connection, files, [a_talk(file.case.key) for file in files])
    seen: list[str] = []

    def see(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(connection, "before_cursor_execute", see)
    erasure.erase_all_rows(connection, {number: key for key, number in ids.items()}, TODAY)
    event.remove(connection, "before_cursor_execute", see)
    return len(seen)


def test_l3_many_cases_are_erased_in_no_more_statements_than_few(connection: Connection) -> None:
    """A list of a thousand people is taken back as fast as it came in."""
    kept = a_case_file()
    (kept_id,) = add_case_files(connection, [kept]).values()
    assert statements_of_erasing(connection, 12) == statements_of_erasing(connection, 2)
    assert connection.scalars(select(t.cases.c.id)).all() == [kept_id]
    assert read_talks(connection) == ()


def test_k5_a_joint_talk_keeps_its_head_and_the_others(connection: Connection) -> None:
    one, two = a_case_file(), a_case_file()
    keys = (one.case.key, two.case.key)
    ids = add_case_files(connection, [one, two], [a_talk(*keys), a_talk(keys[0])])
    assert erasure.joint_talks(connection, ids[keys[0]]) == 1
    erasure.erase_rows(connection, ids[keys[0]], keys[0], TODAY)
    (left,) = read_talks(connection)
    assert [part.case_key for part in left.participants] == [keys[1]]


def test_l6_the_journal_of_the_case_is_unlinked(connection: Connection) -> None:
    file = a_case_file()
    case_id = add_case_files(connection, [file])[file.case.key]
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    journal.record(connection, at=moment, slot="", verb=Verb.CASE_OPENED, case_key=file.case.key)
    erasure.erase_rows(connection, case_id, file.case.key, TODAY)
    assert connection.scalars(select(t.journal.c.case_key)).all() == [""]
    assert journal.verify_chain(connection).broken_at is None


def test_l3_a_link_from_another_household_is_cut(connection: Connection) -> None:
    one = a_case_file()
    member = v.HouseholdMember("spouse", True, linked_case=one.case.key)
    two = a_case_file(household=(member,))
    ids = add_case_files(connection, [one, two])
    erasure.erase_rows(connection, ids[one.case.key], one.case.key, TODAY)
    m = t.household_members.c
    # another version: a form that was open meanwhile cannot write the link back
    assert connection.execute(select(m.linked_case, m.version)).all() == [("", 2)]


def test_l2_the_preview_counts_what_there_is(connection: Connection) -> None:
    file = a_filled_case_file()
    case_id = add_case_files(connection, [file], [a_talk(file.case.key)])[file.case.key]
    counted = dict(erasure.count_rows(connection, case_id))
    assert counted == {
        "consents": 2,
        "agreements": 1,
        "notices_given": 1,
        "needs_assessments": 1,
        "answers": 2,
        "household_members": 1,
        "earlier_counselling": 1,
        "plans": 1,
        "extensions": 1,
        "decisions": 2,
        "scans": 1,
        "disclosures": 1,
        "requests": 1,
        "corrections": 2,
        "participants": 1,
        "goals": 1,
        "plan_versions": 1,
    }


def test_l5_the_name_is_found_in_the_notes_of_others_whatever_its_spelling(connection: Connection) -> None:
    one = a_case_file(client=a_client(family_name="Şahin", given_name="Li"))
    two = a_case_file()
    key = two.case.key
    talks = [
        replace(a_talk(on=date(2026, 2, day)), participants=(a_participant(key, note=note, next_step=step),))
        for day, note, step in (
            (1, "Kam mit SAHIN zusammen.", ""),
            (2, "Liest viel.", ""),
            (3, "", "Frau Şahin anrufen"),
        )
    ]
    ids = add_case_files(connection, [one, two], talks)
    found = mentions(connection, ids[one.case.key], ())
    assert [(mention.on and mention.on.day, mention.number) for mention in found] == [
        (1, two.case.number),
        (3, two.case.number),
    ]


def test_l5_a_person_without_a_searchable_name_is_mentioned_nowhere(connection: Connection) -> None:
    one = v.CaseFile(a_case_file().case, v.Client(family_name="Li"))
    ids = add_case_files(connection, [one])
    assert mentions(connection, ids[one.case.key], ()) == ()
    assert mentions(connection, 99, ()) == ()


def test_l3_the_record_points_to_nobody(connection: Connection) -> None:
    erasure.keep_record(connection, date(2026, 11, 20), "relocation")
    assert connection.execute(select(t.erasures)).all() == [(1, date(2026, 11, 20), "relocation")]


def test_l3_of_no_case_nothing_is_recorded_and_of_several_one_line_each(connection: Connection) -> None:
    for times in (0, 3):
        erasure.keep_record(connection, date(2026, 11, 20), "mistake", times)
    assert connection.scalar(select(func.count()).select_from(t.erasures)) == 3


def test_l4_the_list_of_the_erased_only_grows(connection: Connection) -> None:
    erasure.keep_digests(connection, ["a" * 64, "b" * 64, "a" * 64])
    erasure.keep_digests(connection, ["b" * 64])
    erasure.keep_digests(connection, [])
    assert erasure.kept_digests(connection) == {"a" * 64, "b" * 64}
