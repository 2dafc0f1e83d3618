"""L5: a name is looked for in every free text of other cases, and blacked out there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, String, Table, Text, insert, select, update

from intman_desktop.gdpr.free_texts import DIRECTORY, FREE_TEXTS, OF_CASES, of_cases, texts_of
from intman_desktop.gdpr.mentions import black_out_texts, mentions, name_of, names_of, redact
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_case_files
from intman_desktop.rules.redaction import BLACK
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Block, ScanKind
from tests import builders as a

NOT_TYPED = {
    "key": "random",
    "origin_key": "random",
    "linked_case": "random",
    "file": "random",
    "file_key": "random",
    "sha256": "a digest",
    "text_fingerprint": "a digest",
    "fingerprint": "a digest",
    "number": "the number of the case; the own of a Dublette is cut at its erasure",
    "worker": "names a worker",
    "explained_by": "names a worker",
    "held_by": "names a worker",
    "decided_by": "names a worker",
    "worker_name": "names a worker",
    "programme": "a code",
    "ending_reason": "a code",
    "relationship": "a code",
    "field": "a code",
    "place": "a code",
    "area": "a code",
    "language": "a code",
    "kind": "a code",
    "evidence_place_kind": "a code",
    "service": "a code",
    "media_type": "a code",
    "form": "a code",
    "extensions.reason": "a code",
    "note_words": "the folded note, written anew with it",
    "clients.family_name": "her own name",
    "clients.given_name": "her own name",
    "clients.sort_name": "made of her name, written anew with it",
    "nationality": "a code",
    "second_nationality": "a code",
    "topic": "a code",
    "further_topics": "a code",
    "interpretation": "a code",
    "services.code": "made of the name, made anew with it",
    "definition": "a code",
    "figure": "a code",
    "cell": "a code",
    "kinds": "a code",
    "figures": "figures only",
    "differences": "figures only",
    "journal_head": "a digest",
    "digest": "a digest",
    "commitment": "a digest",
    "chain": "a digest",
    "salt": "random",
    "slot": "random",
    "case_key": "random",
    "verb": "a code",
    "at": "a moment",
    "frozen_on": "a moment",
    "saved_at": "a moment",
    "erasures.reason": "a code",
    "plan_spans.reason": "a code",
    "text_versions.body": "the text of a paper for everybody",
    "paper_texts.body": "the text of a paper for everybody",
    "supplied": "a digest",
    "saved_by": "names a worker",
    "checked_by": "names a worker",
    "settings.name": "a code",
    "settings.value": "what the office says of itself and its workers, and the program's own memory",
}
"""The columns with letters in which nobody types about others, each with the reason."""

SECRET = "Kam mit Frau Sommerfeld. Danach nichts."
BLACKENED = f"Kam mit Frau {BLACK}. Danach nichts."


def test_every_column_with_letters_is_searched_or_says_why_not() -> None:
    for table in t.metadata.sorted_tables:
        letters = {
            column.name
            for column in table.columns
            if isinstance(column.type, (String, Text))  # a code of the program's own is none
        }
        searched = set(FREE_TEXTS.get(table.name, ()))
        assert searched <= letters, table.name
        left = {name for name in letters - searched if f"{table.name}.{name}" not in NOT_TYPED}
        assert left <= set(NOT_TYPED), (table.name, left)


@pytest.fixture
def two(connection: Connection) -> tuple[int, int]:
    """Return a person by the name of Sommerfeld, and somebody who has a row in every table."""
    named = a.a_case_file(client=a.a_client(family_name="Sommerfeld", given_name="Ada"))
    goal = a.a_goal(measures=(a.a_measure(),))
    plan = a.a_plan(
        goals=(goal,),
        block_reasons=(v.BlockReason(Block.EDUCATION, "nicht gefragt"),),
        versions=(v.PlanVersion(1, a.OPENED_ON, "de", version_of("Deutsch lernen."), "0" * 64),),
    )
    other = a.a_case_file(
        earlier_counselling=(v.EarlierCounselling("Beratung Nord"),),
        answers=(v.Answer("health_remark", "Brille"), v.Answer("driving_licence", "sommerfeld")),
        notices=(a.a_notice(),),
        agreement=a.an_agreement(),
        needs_assessment=v.NeedsAssessment(a.OPENED_ON),
        plan=plan,
        scans=(v.Scan(ScanKind.OTHER, a.OPENED_ON, "application/pdf", 1, "0" * 64, "Brief", file="f" * 32),),
        disclosures=(a.a_disclosure(),),
        requests=(a.a_request(),),
        corrections=(v.Correction(a.OPENED_ON, "field.phone"),),
        extensions=(v.Extension(date(2029, 6, 30), a.OPENED_ON, "other"),),
        decisions=(v.Decision("rest", a.OPENED_ON),),
    )
    part = a.a_participant(other.case.key, referrals=(v.Referral("dr_x"),))
    talk = a.a_talk(other.case.key, participants=(part,))
    ids = add_case_files(connection, [named, other], [talk])
    draft = {"form": "x", "case_id": ids[other.case.key], "content": '{"note": "Danke"}', "saved_at": "x"}
    connection.execute(insert(t.drafts).values(draft))
    connection.execute(insert(t.services).values(code="verein", kind="volunteers", name="Verein"))
    return ids[named.case.key], ids[other.case.key]


def version_of(wording: str) -> str:
    """Return the content of a plan version as it is kept, as far as it matters here."""
    return json.dumps(
        {
            "office": {"office": "Amt Sommerfeld"},
            "worker": {"name": "Wanda Sommerfeld"},
            "client": {"name": "Samira Musterfrau", "address": "Musterweg 1"},
            "case_number": "IM-1",
            "version": 1,
            "blocks": [{"rows": [{"label": "Sommerfeld", "value": wording, "since": None}]}],
            "goals": [{"wording": wording, "state": "agreed", "measures": []}],
        },
        ensure_ascii=False,
    )


def draft_of(note: str) -> str:
    """Return what a form keeps, as far as it matters here."""
    return json.dumps({"note": note, "people": [[1, note]], "counts": True}, ensure_ascii=False)


DOCUMENTS: dict[Table, Callable[[str], str]] = {t.plan_versions: version_of, t.drafts: draft_of}


def put(connection: Connection, table: Table, case_id: int, name: str, text: str) -> int:
    """Write a text into a column of the case's first row, and return the row's id."""
    row = connection.execute(of_cases(table, case_id)).mappings().all()[0]
    new = DOCUMENTS.get(table, str)(text)
    (key,) = table.primary_key.columns
    connection.execute(update(table).where(key == row[key.name]).values({name: new}))
    return int(row[key.name])


def row_of(connection: Connection, table: Table, row_id: int) -> Any:
    (key,) = table.primary_key.columns
    return connection.execute(select(table).where(key == row_id)).mappings().one()


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("table", "name"),
    [(table, name) for table in (*OF_CASES, DIRECTORY) for name in FREE_TEXTS[table.name]],
    ids=str,
)
def test_l5_a_name_is_found_told_and_blacked_out_in_every_free_text(
    connection: Connection, two: tuple[int, int], table: Table, name: str
) -> None:
    named, other = two
    coded = {"driving_licence"}
    assert mentions(connection, named, coded) == ()
    row_id = put(connection, table, other, name, SECRET)
    before = row_of(connection, table, row_id)
    (found,) = mentions(connection, named, coded)
    whose = 0 if table is DIRECTORY else other
    assert (found.case_id, found.place, found.spot) == (whose, table.name, table.name)
    assert found.sentences.split(" … ")[0] == "Kam mit Frau Sommerfeld."
    assert "Danach" not in found.sentences
    redact(connection, named, found, coded, range(len(found.occurrences)))
    after = row_of(connection, table, row_id)
    expected = DOCUMENTS.get(table, str)(BLACKENED)
    moved = {"version": before["version"] + 1} if "version" in before else {}
    follows = {each: after[each] for each in ("code", "sort_name") if each in before}
    assert dict(after) == {**before, name: expected, **moved, **follows}
    assert mentions(connection, named, coded) == ()


def test_l5_a_place_leaves_the_drafts_of_that_case_as_they_are(
    connection: Connection, two: tuple[int, int]
) -> None:
    named, other = two
    put(connection, t.goals, other, "wording", SECRET)
    put(connection, t.drafts, other, "content", SECRET)
    goal, draft = mentions(connection, named, {"driving_licence"})
    assert (goal.place, draft.place) == ("goals", "drafts")
    redact(connection, named, goal, {"driving_licence"}, {0})
    assert connection.scalars(select(t.drafts.c.content)).all() == [draft_of(SECRET)]
    redact(connection, named, draft, {"driving_licence"}, {1})
    (kept,) = connection.scalars(select(t.drafts.c.content)).all()
    assert json.loads(kept) == {**json.loads(draft_of(SECRET)), "people": [[1, BLACKENED]]}


def test_l5_of_a_case_on_hold_the_place_is_told_without_its_words(
    connection: Connection, two: tuple[int, int]
) -> None:
    named, other = two
    put(connection, t.goals, other, "wording", SECRET)
    connection.execute(update(t.cases).where(t.cases.c.id == other).values(hold_since=a.OPENED_ON))
    (found,) = mentions(connection, named, {"driving_licence"})
    assert (found.place, found.sentences, found.hidden) == ("goals", "", True)
    assert [(each.spans, each.surely) for each in found.occurrences] == [((), True)]


def test_l5_the_answer_of_a_list_is_a_code_and_names_nobody(
    connection: Connection, two: tuple[int, int]
) -> None:
    named, _other = two
    assert [each.place for each in mentions(connection, named, ())] == ["answers"]
    assert mentions(connection, named, {"driving_licence"}) == ()


def test_l4_a_place_is_blacked_out_as_a_whole_where_nobody_knows_the_name(
    connection: Connection, two: tuple[int, int]
) -> None:
    _named, other = two
    coded = {"driving_licence"}
    told = black_out_texts(connection, other, coded, lambda text: text not in ("", "Danke"))
    rows = (
        (table, row) for table in OF_CASES for row in connection.execute(of_cases(table, other)).mappings()
    )
    assert told == [text for table, row in rows for text in texts_of(table, row, coded)].count(BLACK)
    (measure,) = connection.execute(select(t.measures)).mappings().all()[-1:]
    assert (measure["what"], measure["third_party"], measure["outcome"]) == (BLACK, "", "")
    answers = connection.execute(
        select(t.answers.c.value).where(t.answers.c.case_id == other).order_by(t.answers.c.id)
    )
    assert answers.scalars().all() == [BLACK, "sommerfeld"]
    assert connection.scalars(select(t.drafts.c.content)).all() == ['{"note": "Danke"}']


def test_l5_the_names_of_everybody_are_read_in_one_go(connection: Connection, two: tuple[int, int]) -> None:
    assert set(names_of(connection, two)) == set(two)
    assert name_of(connection, two[0]).words == {"sommerfeld", "ada"}
    assert not name_of(connection, 99)
