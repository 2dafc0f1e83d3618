"""E3, C3: withdrawing one kind empties its fields and names what is marked with it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from intman_desktop.gdpr import withdrawal
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_case_files
from intman_desktop.rules.extensions import DISABILITY, OTHER, REASON_ERASED
from intman_desktop.rules.redaction import BLACK
from intman_desktop.values import case_file as v
from tests.builders import OPENED_ON, a_case_file, a_goal, a_participant, a_plan, a_talk

UNTIL = date(2029, 6, 30)


def test_e3_the_fields_of_the_kind_are_emptied_with_all_their_validities(connection: Connection) -> None:
    answers = (
        v.Answer("health_needs", "alt", OPENED_ON, date(2026, 3, 1)),
        v.Answer("health_needs", "neu", date(2026, 3, 1)),
        v.Answer("native_language", "ar"),
    )
    one, two = a_case_file(answers=answers), a_case_file(answers=answers)
    ids = add_case_files(connection, [one, two])
    emptied = withdrawal.empty_fields(connection, ids[one.case.key], {"health_needs", "disability"})
    assert emptied == ("health_needs",)
    left = connection.execute(select(t.answers.c.case_id, t.answers.c.field)).all()
    assert left.count((ids[one.case.key], "native_language")) == 1
    assert [case_id for case_id, field in left if field == "health_needs"] == [ids[two.case.key]] * 2


def test_c3_the_extension_stands_and_its_reason_goes(connection: Connection) -> None:
    extensions = (
        v.Extension(UNTIL, OPENED_ON, DISABILITY, "Einzelheiten", OPENED_ON, "clinic"),
        v.Extension(UNTIL, OPENED_ON, OTHER, "Prüfung im Juni"),
    )
    file = a_case_file(extensions=extensions)
    case_id = add_case_files(connection, [file])[file.case.key]
    assert withdrawal.clear_extension_reasons(connection, case_id) == 1
    rows = connection.execute(select(t.extensions).order_by(t.extensions.c.id)).mappings().all()
    assert [(row["until"], row["reason"], row["text"]) for row in rows] == [
        (UNTIL, REASON_ERASED, ""),
        (UNTIL, OTHER, "Prüfung im Juni"),
    ]
    assert (rows[0]["evidence_seen_on"], rows[0]["version"]) == (None, 2)


def test_e3_notes_goals_and_referrals_marked_with_the_kind_are_named(connection: Connection) -> None:
    file = a_case_file(plan=a_plan(goals=(a_goal(area="health"), a_goal(area="work"))))
    key = file.case.key
    talks = (
        a_talk(key, topic="health"),
        a_talk(key, topic="work", further_topics=("health",), on=date(2026, 3, 1)),
        a_talk(key, topic="work"),
        a_talk(topic="health", participants=(a_participant(key, note=BLACK, next_step=BLACK),)),
        a_talk(
            participants=(a_participant(key, referrals=(v.Referral("doctor"), v.Referral("jobcenter"))),),
            on=date(2026, 4, 1),
        ),
    )
    case_id = add_case_files(connection, [file], talks)[key]
    found = withdrawal.marked_places(
        connection, case_id, topics=["health"], areas=["health"], services=["doctor"]
    )
    assert [(place.place, place.on, place.code) for place in found] == [
        ("note", OPENED_ON, "health"),
        ("note", date(2026, 3, 1), "health"),
        ("goal", OPENED_ON, "health"),
        ("referral", date(2026, 4, 1), "doctor"),
    ]


def _handed_out(connection: Connection, *contents: object) -> int:
    versions = tuple(
        v.PlanVersion(number, OPENED_ON, "de", json.dumps(content), str(number) * 64)
        for number, content in enumerate(contents, start=1)
    )
    file = a_case_file(plan=a_plan(versions=versions))
    return add_case_files(connection, [file])[file.case.key]


def _contents_of(connection: Connection, *case_ids: int) -> list[Any]:
    versions = t.plan_versions.join(t.plans, t.plans.c.id == t.plan_versions.c.plan_id)
    query = select(t.plan_versions.c.content).select_from(versions)
    return [
        json.loads(content)
        for case_id in case_ids
        for content in connection.scalars(
            query.where(t.plans.c.case_id == case_id).order_by(t.plan_versions.c.number)
        )
    ]


def test_i9_every_version_handed_out_is_blacked_out_and_keeps_its_fingerprint(connection: Connection) -> None:
    kept = {"goals": [{"area": "Arbeit", "wording": "Stelle", "until": "2026-12-01", "history": []}]}
    told = {
        "rows": [{"label": "Behinderung", "value": "ja"}, {"field": "disability", "value": "ja"}],
        "goals": [
            {
                "area": "health",
                "wording": "Hausarzt finden",
                "seen_by": "",
                "until": "2026-12-01",
                "state": "agreed",
                "measures": [{"what": "anrufen"}],
                "minutes": 3,
            }
        ],
        "period": {"extension_reason": "Behinderung", "last_day": "2029-01-12"},
        "numbers": [1, None, True],
        "blocks": [{"code": "own_rehab", "text": "Reha beantragt"}, {"code": "own_club", "text": "Schach"}],
    }
    case_id = _handed_out(connection, kept, told)
    other = _handed_out(connection, told)
    asked: dict[str, Any] = {
        "labels": {"Behinderung", "disability", "own_rehab"},
        "areas": {"health"},
        "reasons": {"Behinderung"},
    }
    assert withdrawal.black_out(connection, case_id, withdrawal.MarkedWords(**asked)) == 1
    first, second, untouched = _contents_of(connection, case_id, other)
    assert (first, untouched) == (kept, told)
    assert second == {
        "rows": [
            {"label": "Behinderung", "value": BLACK},
            {"field": "disability", "value": BLACK},
        ],
        "goals": [
            {
                "area": BLACK,
                "wording": BLACK,
                "seen_by": "",
                "until": "2026-12-01",
                "state": "agreed",
                "measures": [],
                "minutes": None,
            }
        ],
        "period": {"extension_reason": BLACK, "last_day": "2029-01-12"},
        "numbers": [1, None, True],
        "blocks": [
            {"code": "own_rehab", "text": BLACK},
            {"code": "own_club", "text": "Schach"},
        ],
    }
    prints = connection.scalars(select(t.plan_versions.c.fingerprint).order_by(t.plan_versions.c.id)).all()
    assert prints == ["1" * 64, "2" * 64, "1" * 64]
    assert withdrawal.black_out(connection, case_id, withdrawal.MarkedWords(**asked)) == 0


def test_i9_a_version_that_cannot_be_read_is_blacked_out_as_a_whole() -> None:
    words = withdrawal.MarkedWords((), (), ())
    assert withdrawal.blackened("{kaputt", words) == BLACK
    assert withdrawal.blackened("{}", words) == "{}"


def test_e3_the_services_of_a_kind_are_found_by_their_codes(connection: Connection) -> None:
    for code, kind in (("dr_b", "doctor"), ("dr_a", "doctor"), ("jc", "jobcenter")):
        connection.execute(t.services.insert().values(code=code, kind=kind, name=code))
    assert withdrawal.services_of_kinds(connection, ["doctor", "clinic"]) == ("dr_a", "dr_b")
