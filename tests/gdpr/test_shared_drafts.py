"""K5, L3, E3: of an unfinished text about several people each keeps what is hers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from intman_desktop.gdpr.shared_drafts import drafts_telling, drop_drafts_of, part_shared_drafts, typed_for
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_case_files
from tests.builders import a_case_file

ADA, AMIR = a_case_file(), a_case_file()
HERS, HIS = {"note": "Von Ada."}, {"note": "Von Amir."}


@pytest.fixture
def ids(connection: Connection) -> tuple[int, int]:
    written = add_case_files(connection, [ADA, AMIR], [])
    return written[ADA.case.key], written[AMIR.case.key]


def keep(connection: Connection, case_id: int | None, content: object) -> int:
    text = content if isinstance(content, str) else json.dumps(content)
    row = {"form": "talk", "case_id": case_id, "content": text, "saved_at": "2026-11-20T10:00:00+00:00"}
    return int(connection.scalars(insert(t.drafts).values(row).returning(t.drafts.c.id)).one())


def a_talk(where: dict[str, Any], case_ids: list[int], **notes: Any) -> dict[str, Any]:
    return {"where": where, "values": {"case_ids": case_ids, "notes": notes, "minutes": "45"}}


def kept(connection: Connection) -> dict[int, tuple[int | None, Any]]:
    rows = connection.execute(select(t.drafts.c.id, t.drafts.c.case_id, t.drafts.c.content))
    return {row.id: (row.case_id, json.loads(row.content)) for row in rows}


@pytest.mark.parametrize("counted_to", ["ada", "amir", "nobody"])
def test_k5_a_joint_text_becomes_two_and_its_draft_stays_with_the_others(
    connection: Connection, ids: tuple[int, int], counted_to: str
) -> None:
    ada, amir = ids
    joint = a_talk(
        {"case_id": ada, "together": [amir]}, [ada, amir], **{ADA.case.key: HERS, AMIR.case.key: HIS}
    )
    draft = keep(connection, {"ada": ada, "amir": amir, "nobody": None}[counted_to], joint)
    assert part_shared_drafts(connection, ada) == ((draft,) if counted_to == "ada" else ())
    drafts = kept(connection)
    assert drafts.pop(draft) == (amir, a_talk({"case_id": amir}, [amir], **{AMIR.case.key: HIS}))
    assert list(drafts.values()) == [(ada, a_talk({"case_id": ada}, [ada], **{ADA.case.key: HERS}))]
    assert part_shared_drafts(connection, ada) == ()


def test_l8_k5_of_what_is_typed_each_gets_the_head_and_the_own_note(
    connection: Connection, ids: tuple[int, int]
) -> None:
    ada, amir = ids
    keep(connection, None, a_talk({}, [ada, amir], **{ADA.case.key: HERS, AMIR.case.key: HIS}))
    keep(connection, None, a_talk({}, [amir], **{AMIR.case.key: HIS}))
    keep(connection, ada, {"where": {"case_id": ada}, "values": {"reason": "Umzug"}})
    keep(connection, None, {"where": {"together": [17], "case_id": ada}, "values": {"note": "Beide."}})
    keep(connection, ada, "no form wrote this")
    hers = [typed for _saved_at, typed in typed_for(connection, ada)]
    assert hers == [
        a_talk({}, [ada, amir], **{ADA.case.key: HERS})["values"],
        {"reason": "Umzug"},
        None,
        None,
    ]
    his = [typed for _saved_at, typed in typed_for(connection, amir)]
    assert his == [a_talk({}, each, **{AMIR.case.key: HIS})["values"] for each in ([ada, amir], [amir])]


def test_l8_art_15_a_text_tells_nothing_of_its_talk_to_whom_it_was_opened_for_and_is_not_in_it(
    connection: Connection, ids: tuple[int, int]
) -> None:
    """Who is named among those of the talk decides alone, wherever the page was opened (Art. 15 (4))."""
    ada, amir = ids
    for counted_to in (None, ada, amir):
        keep(connection, counted_to, a_talk({"case_id": ada}, [amir], **{AMIR.case.key: HIS}))
        keep(connection, counted_to, a_talk({"case_id": ada}, []))
    keep(connection, None, a_talk({"case_id": amir, "together": [ada]}, [amir], **{ADA.case.key: HERS}))
    assert typed_for(connection, ada) == ()


def test_l8_art_15_notes_that_cannot_be_told_apart_are_told_to_nobody(
    connection: Connection, ids: tuple[int, int]
) -> None:
    ada, amir = ids
    keep(connection, ada, {"values": {"case_ids": [ada, amir], "notes": "Verschlossenes"}})
    for case_id in ids:
        assert [typed for _at, typed in typed_for(connection, case_id)] == [
            {"case_ids": [ada, amir], "notes": {}}
        ]


@pytest.mark.parametrize("noted", [False, True])
def test_k5_art_15_who_is_not_in_the_talk_gets_no_part_of_its_text_but_her_own_note(
    connection: Connection, ids: tuple[int, int], noted: bool
) -> None:
    """A hold parts the text as well, and the head of a talk of others is not to become hers by it."""
    ada, amir = ids
    notes = {AMIR.case.key: HIS, **({ADA.case.key: HERS} if noted else {})}
    draft = keep(connection, ada, a_talk({"case_id": ada}, [amir], **notes))
    assert part_shared_drafts(connection, ada) == (draft,)
    drafts = kept(connection)
    assert drafts.pop(draft) == (amir, a_talk({"case_id": amir}, [amir], **{AMIR.case.key: HIS}))
    hers = [(ada, a_talk({"case_id": ada}, [ada], **{ADA.case.key: HERS}))]
    assert list(drafts.values()) == (hers if noted else [])


def test_k5_a_text_without_a_note_of_that_person_loses_nothing(
    connection: Connection, ids: tuple[int, int]
) -> None:
    ada, amir = ids
    draft = keep(connection, ada, {"values": {"case_ids": [ada, amir]}})
    assert drop_drafts_of(connection, ada) == (draft,)
    assert kept(connection) == {
        draft: (amir, {"where": {"case_id": amir}, "values": {"case_ids": [amir], "notes": {}}})
    }


@pytest.mark.parametrize(
    "content",
    [
        "no form wrote this",
        "[17]",
        '{"values": 17}',
        '{"values": {"case_ids": 17}}',
        '{"values": {"note": ""}}',
    ],
)
def test_l3_every_draft_of_the_case_goes_whatever_it_holds(
    connection: Connection, ids: tuple[int, int], content: str
) -> None:
    ada, amir = ids
    keep(connection, ada, content)
    his = keep(connection, amir, content)
    assert drop_drafts_of(connection, ada) == ()
    assert list(connection.scalars(select(t.drafts.c.id))) == [his]


def test_l3_a_text_of_no_case_that_was_opened_for_one_tells_of_her(
    connection: Connection, ids: tuple[int, int]
) -> None:
    ada, _amir = ids
    draft = keep(connection, None, [{"where": {"case_id": ada}}])
    keep(connection, None, {"values": {"case_ids": [ada + 17]}})
    assert [each for each, _at in drafts_telling(connection, ada)] == [draft]
