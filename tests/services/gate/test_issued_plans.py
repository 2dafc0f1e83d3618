"""A plan that was handed out: an import refuses what is none, and one that is damaged hinders nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.errors import ChangedMeanwhile, FaultyInput, Refused
from intman_desktop.exchange.case_format import write_document
from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.across import overview
from intman_desktop.services.casework import period, talks
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing import erasure
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers import papers
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.document import Document
from intman_desktop.values.explanation import Explanation
from tests import builders as a
from tests import saving
from tests.opened import TODAY, open_desk, put_in, stored

DEEP = '{"goals":' + "[" * 60_000 + "]" * 60_000 + "}"
"""Deeper than any reader goes; a file of a few kilobytes can hold it."""
NO_PLANS = (
    *(
        "",
        "no json",
        "[]",
        "1",
        "null",
        "{}",
        '{"period":5}',
        '{"period":"x"}',
        '{"period":{"first_talk":5}}',
    ),
    *('"Samira Musterfrau"', '{"blocks":[{"text":"\\ud800"}]}', '{"goals":' * 200 + "1" + "}" * 200, DEEP),
)


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Iterator[Desk]:
    """Return a second, empty store."""
    opened = open_desk(template, tmp_path / "other")
    yield opened
    opened.vault.close()


def a_file(*versions: v.PlanVersion, **details: Any) -> v.CaseFile:
    return a.a_case_file(plan=a.a_plan(versions=versions), **details)


def test_i9_a_version_that_is_blacked_out_as_a_whole_says_so(desk: Desk) -> None:
    version = replace(a.an_issued_plan(), content=BLACK)
    (case_id,) = put_in(desk, [a_file(version)]).values()
    with pytest.raises(Refused, match="plan_version_blacked_out"):
        papers.issued_plan(desk, case_id, 1)


def faults(desk: Desk, *versions: v.PlanVersion) -> list[str]:
    """Return the places of the faults that refuse a case with these versions, without their beginning."""
    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, write_document(Document(cases=(a_file(*versions),))))
    return [place.removeprefix("cases[0].plan.versions") for place, _sentence in caught.value.faults]


@pytest.mark.parametrize("content", NO_PLANS)
def test_i9_a_version_that_is_no_plan_is_refused_by_its_content(desk: Desk, content: str) -> None:
    fingerprint = hashlib.sha256(content.encode()).hexdigest()
    assert faults(desk, replace(a.an_issued_plan(), content=content, fingerprint=fingerprint)) == [
        "[0].content"
    ]


def changed(**parts: Any) -> str:
    return json.dumps({**json.loads(a.an_issued_plan().content), **parts})


@pytest.mark.parametrize(
    "parts",
    [{"language": "xx"}, {"blocks": 5}, {"issued_on": 5}, {"goals": [{"state": "?"}]}, {"client": []}],
)
def test_i9_every_part_of_a_version_must_be_readable(desk: Desk, parts: dict[str, Any]) -> None:
    assert faults(desk, replace(a.an_issued_plan(), content=changed(**parts))) == ["[0].content"]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"number": 0}, "[0].number"),
        ({"number": -3}, "[0].number"),
        ({"number": 10_000}, "[0].number"),
        ({"issued_on": date(2026, 11, 21)}, "[0].issued_on"),
        ({"fingerprint": "x"}, "[0].fingerprint"),
        ({"fingerprint": "f" * 64}, "[0].fingerprint"),
        ({"content": changed(course="Anders")}, "[0].fingerprint"),
        ({"content": BLACK, "fingerprint": "x"}, "[0].fingerprint"),
    ],
)
def test_i9_number_day_and_fingerprint_of_a_version_must_fit(
    desk: Desk, wrong: dict[str, Any], place: str
) -> None:
    assert faults(desk, replace(a.an_issued_plan(), **wrong)) == [place]


@pytest.mark.parametrize(
    "content",
    [changed(), changed(course=BLACK), BLACK],
    ids=["otherwise spaced", "in part black", "all black"],
)
def test_i9_what_was_blacked_out_comes_in_with_the_fingerprint_of_the_original(
    desk: Desk, content: str
) -> None:
    version = replace(a.an_issued_plan(), content=content)
    assert import_cases(desk, write_document(Document(cases=(a_file(version),)))).value.cases == 1


def test_i9_a_plan_that_was_handed_out_comes_back_from_the_own_export(desk: Desk, other: Desk) -> None:
    """Also where kinds of data are closed, which are looked for in it at the way out."""
    (case_id,) = put_in(desk, [a_file()]).values()
    papers.hand_out_plan(desk, case_id)
    assert import_cases(other, export_cases(desk)).value.cases == 1
    assert papers.issued_plan(other, 1, 1).content == papers.issued_plan(desk, case_id, 1).content


@pytest.mark.unmeasured
@pytest.mark.parametrize("content", NO_PLANS)
def test_i9_l3_a_damaged_version_is_told_and_hinders_nothing(desk: Desk, other: Desk, content: str) -> None:
    """Rules I9, E3, E4, L3: the case opens, goes on, goes out, ends and is erased."""
    bad = v.PlanVersion(1, a.OPENED_ON, "de", content, "x")
    file = a_file(bad, replace(a.an_issued_plan(), number=2))
    neighbour = a.a_case_file()
    ids = put_in(desk, [file, neighbour])
    case_id = ids[file.case.key]
    open_case(desk, case_id)
    overview.deadlines(desk)
    with pytest.raises(Refused, match="plan_version_damaged") as told:
        papers.issued_plan(desk, case_id, 1)
    assert "beschädigt" in sentence(Explanation(told.value.code, told.value.values))
    assert papers.issued_plan(desk, case_id, 2).content
    papers.hand_out_plan(desk, case_id)
    talks.note_talk(desk, a.a_talk(file.case.key, on=TODAY), confirm_outside=True)
    period.change_start(desk, case_id, a.OPENED_ON, "Geprüft")
    papers.papers_of(desk, case_id)
    assert import_cases(other, export_cases(desk)).value.cases == 2
    consent = next(each for each in stored(desk, case_id).consents if each.kind is not None)
    withdraw_kind(desk, case_id, consent.id, TODAY)
    plan = stored(desk, case_id).plan
    assert plan is not None
    version = plan.versions[0]
    # Nobody knows what a text says that is no object; what is one is looked through part by part.
    assert version.content == (content if content.startswith("{}") or "period" in content else BLACK)
    withdraw_basic(desk, case_id, TODAY)
    assert erasure.erase_case(desk, case_id).value


def test_l5_a_name_is_found_in_a_damaged_version_of_somebody_else(desk: Desk) -> None:
    """What cannot be read as a plan is looked through as a text."""
    file = a.a_case_file(client=a.a_client(family_name="Unverwechselbar"))
    bad = v.PlanVersion(1, a.OPENED_ON, "de", "[kaputt, Frau Unverwechselbar", "x")
    case_id = put_in(desk, [file, a_file(bad)])[file.case.key]
    (mention,) = erasure.look_before_erasing(desk, case_id).mentions
    assert mention.place == "plan_versions"


def test_i9_versions_in_any_order_are_followed_by_the_next_number(desk: Desk) -> None:
    case = write_document(Document(cases=(a_file(a.an_issued_plan(2), a.an_issued_plan(1)),)))
    assert import_cases(desk, case).value.cases == 1
    papers.hand_out_plan(desk, 1)
    assert papers.issued_plan(desk, 1, 3).content


def versions_of(desk: Desk, case_id: int) -> tuple[v.PlanVersion, ...]:
    """Return what is kept of the plan of a case."""
    plan = stored(desk, case_id).plan
    assert plan is not None
    return plan.versions


def test_i9_a_version_just_kept_is_taken_back_until_something_came_after_it(desk: Desk) -> None:
    """The same plan again is no new version, and there is nothing to be taken back."""
    (case_id,) = put_in(desk, [a.a_case_file()]).values()
    kept = papers.hand_out_plan(desk, case_id)
    assert papers.hand_out_plan(desk, case_id).undo is None
    assert kept.undo is not None
    kept.undo()
    assert versions_of(desk, case_id) == ()
    kept = papers.hand_out_plan(desk, case_id)
    saving.sign_plan(desk, case_id, TODAY, TODAY)
    assert kept.undo is not None
    with pytest.raises(ChangedMeanwhile):
        kept.undo()
    assert [each.number for each in versions_of(desk, case_id)] == [1]
