"""With ``partial`` a case comes in with all its talks or not at all, however little of a talk can be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from intman_desktop.exchange.case_format import write_document
from intman_desktop.services.across.key_figures import sheet_json
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.document import Document
from tests.builders import a_case_file, a_talk

pytestmark = pytest.mark.unmeasured

Plain = dict[str, Any]


def a_file() -> Plain:
    """Return a document of two cases, a talk of the first, one of both, and one of the second alone."""
    first, second = a_case_file(), a_case_file()
    one, two = first.case.key, second.case.key
    talks = (a_talk(one), a_talk(one, two), a_talk(two))
    plain: Plain = json.loads(write_document(Document(cases=(first, second), talks=talks)))
    return plain


def bring_in(desk: Desk, plain: Plain, *, partial: bool = False) -> Any:
    """Import a document as JSON; return the report."""
    return import_cases(desk, json.dumps(plain).encode(), partial=partial).value


def numbers(plain: Plain) -> list[str]:
    """Return the numbers of a document's cases."""
    return [each["case"]["number"] for each in plain["cases"]]


def talks(desk: Desk) -> int:
    """Return how many talks the figures count in the year of the builders' talks."""
    total: int = sheet_json(desk, 2026)["figures"]["talks"]["total"]
    return total


def told(report: Any) -> list[tuple[str, str]]:
    """Return place and code of each notice."""
    return [(each.place, each.code) for each in report.notices]


OF_THE_HEAD: list[tuple[Callable[[Plain], Any], str]] = [
    (lambda talk: talk.pop("on"), "talks[2].on"),
    (lambda talk: talk.update(on="2026-13-01"), "talks[2].on"),
    (lambda talk: talk.update(on=5), "talks[2].on"),
    (lambda talk: talk.pop("form"), "talks[2].form"),
    (lambda talk: talk.update(form=3), "talks[2].form"),
    (lambda talk: talk.pop("topic"), "talks[2].topic"),
    (lambda talk: talk.update(topic=None), "talks[2].topic"),
    (lambda talk: talk.update(minutes="x"), "talks[2].minutes"),
]
OF_A_PERSON: list[tuple[Callable[[Plain], Any], str]] = [
    (lambda part: part.update(note=5), "talks[1].participants[1].note"),
    (lambda part: part.update(counts="yes"), "talks[1].participants[1].counts"),
    (lambda part: part.update(surprise=1), "talks[1].participants[1].surprise"),
    (lambda part: part.update(referrals=["x"]), "talks[1].participants[1].referrals[0]"),
]
OF_NOBODY: list[tuple[Callable[[Plain], Any], str]] = [
    (lambda plain: plain["talks"].append("x"), "talks[3]"),
    (lambda plain: plain.update(talks=5), "talks"),
    (lambda plain: plain["talks"][1]["participants"].append("x"), "talks[1].participants[2]"),
    (lambda plain: plain["talks"][1]["participants"][1].pop("case_key"), "talks[1].participants[1].case_key"),
    (lambda plain: plain["talks"][2].update(participants=[]), "talks[2].participants"),
    (lambda plain: plain["talks"][2].pop("participants"), "talks[2].participants"),
    (lambda plain: plain["talks"][2].update(participants=5), "talks[2].participants"),
    (lambda plain: plain["talks"][2].update(on=5, participants=5), "talks[2].on"),
    (lambda plain: plain["talks"][2]["participants"][0].update(case_key="x"), "talks[2].participants[0]"),
]


def assert_the_second_case_waits(desk: Desk, good: Plain, bad: Plain, place: str) -> None:
    """See the second case of ``bad`` kept out for the fault at ``place``, and brought whole by ``good``."""
    report = bring_in(desk, bad, partial=True)
    assert [fault.place for fault in report.faults] == [place]
    assert told(report) == [(numbers(good)[1], "case_waits_for_its_talks")]
    assert (report.cases, report.talks) == (1, 2)
    assert bring_in(desk, good).cases == 1
    assert talks(desk) == 3


@pytest.mark.parametrize(("spoil", "place"), OF_THE_HEAD)
def test_l4_a_fault_in_the_head_of_a_talk_keeps_its_cases_out_until_it_is_mended(
    desk: Desk, spoil: Callable[[Plain], Any], place: str
) -> None:
    """Also where nothing of the head is left: who took part can be read."""
    good = a_file()
    bad = json.loads(json.dumps(good))
    spoil(bad["talks"][2])
    assert_the_second_case_waits(desk, good, bad, place)


@pytest.mark.parametrize(("spoil", "place"), OF_A_PERSON)
def test_l4_a_fault_of_form_in_what_concerns_one_person_keeps_out_her_case_alone(
    desk: Desk, spoil: Callable[[Plain], Any], place: str
) -> None:
    """The talk comes in for the others, and she joins it with the mended file (K5)."""
    good = a_file()
    good["talks"][1]["key"] = "0" * 31 + "1"
    bad = json.loads(json.dumps(good))
    spoil(bad["talks"][1]["participants"][1])
    assert_the_second_case_waits(desk, good, bad, place)


@pytest.mark.parametrize(("spoil", "place"), OF_NOBODY)
def test_l4_no_case_comes_in_while_nobody_can_tell_whose_a_faulty_talk_is(
    desk: Desk, spoil: Callable[[Plain], Any], place: str
) -> None:
    """It may be of each of them, and whoever is here already is brought no talk by the mended file."""
    good = a_file()
    bad = json.loads(json.dumps(good))
    spoil(bad)
    report = bring_in(desk, bad, partial=True)
    assert any(fault.place.startswith(place) for fault in report.faults)
    assert told(report) == [(number, "cases_wait_for_nobodys_talk") for number in numbers(good)]
    assert (report.cases, report.talks) == (0, 0)
    assert bring_in(desk, good).cases == 2
    assert talks(desk) == 3


def test_l4_a_case_that_a_faulty_talk_names_by_its_number_waits_alone(desk: Desk) -> None:
    """Participants name a case by its key where it has one; of its number it can be told all the same."""
    good = a_file()
    bad = json.loads(json.dumps(good))
    bad["talks"][2]["participants"][0]["case_key"] = numbers(good)[1]
    report = bring_in(desk, bad, partial=True)
    assert [fault.place for fault in report.faults] == ["talks[2].participants[0].case_key"]
    assert told(report) == [(numbers(good)[1], "case_waits_for_its_talks")]
    assert bring_in(desk, good).cases == 1
    assert talks(desk) == 3
