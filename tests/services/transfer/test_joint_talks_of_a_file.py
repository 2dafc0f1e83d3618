"""A joint talk counts once, in whichever way and in however many files it comes in (K5)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput
from intman_desktop.exchange.case_format import write_document
from intman_desktop.services.across.key_figures import sheet_json
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.document import Document
from tests.builders import a_case, a_case_file, a_client, a_talk

ON = date(2026, 5, 4)


def person(number: str, **details: Any) -> v.CaseFile:
    """Return a case of somebody whom nobody takes for another."""
    return a_case_file(case=a_case(number=number), client=a_client(family_name=f"Muster{number}"), **details)


def bring_in(desk: Desk, *files: v.CaseFile, talks: tuple[v.Talk, ...], partial: bool = False) -> Any:
    """Import these cases and talks; return the report."""
    return import_cases(desk, write_document(Document(cases=files, talks=talks)), partial=partial).value


def talks_of_2026(desk: Desk) -> int:
    """Return how many talks the figures of 2026 count."""
    found: int = sheet_json(desk, 2026)["figures"]["talks"]["total"]
    return found


@pytest.mark.parametrize("key", ["t1", "0123456789abcdef" * 2])
def test_k5_one_key_and_head_in_one_file_is_one_talk_as_from_two_files(desk: Desk, key: str) -> None:
    first, second = person("A"), person("B")
    talks = tuple(a_talk(file.case.key, on=ON, key=key) for file in (first, second))
    other = replace(talks[0], on=date(2026, 5, 5))
    report = bring_in(desk, first, second, talks=(*talks, other))
    assert (report.cases, report.talks, talks_of_2026(desk)) == (2, 2, 2)
    held = json.loads(export_cases(desk))["talks"]
    assert sorted(len(each["participants"]) for each in held) == [1, 2]


def test_k5_one_key_and_head_twice_of_one_person_is_a_fault_at_its_field(desk: Desk) -> None:
    first, second = person("A"), person("B")
    talks = (
        a_talk(first.case.key, on=ON, key="t1"),
        a_talk(second.case.key, first.case.key, on=ON, key="t1"),
    )
    with pytest.raises(FaultyInput) as caught:
        bring_in(desk, first, second, talks=talks)
    assert list(caught.value.faults) == [
        (
            "talks[1].participants[1].case_key",
            "Dieses Gespräch steht bei dieser Person zweimal in der Datei.",
        )
    ]


@pytest.mark.parametrize("key", ["", "t1"])
def test_k5_a_joint_talk_counts_once_after_a_partial_import_and_the_mended_file(desk: Desk, key: str) -> None:
    """Without a key all its people wait, and whoever had such a talk with one of them; others come in."""
    first, second, third, fourth = map(person, "ABCD")
    talks = (
        a_talk(first.case.key, second.case.key, on=ON, key=key),
        a_talk(first.case.key, third.case.key, on=date(2026, 5, 5), key=key and "t2"),
        a_talk(fourth.case.key, on=date(2026, 5, 6), key=""),
    )
    faulty = replace(second, consents=())
    report = bring_in(desk, first, faulty, third, fourth, talks=talks, partial=True)
    waiting = {each.place for each in report.notices if each.code == "case_waits_for_others"}
    assert (report.cases, waiting) == ((3, set()) if key else (1, {"A", "C"}))
    bring_in(desk, first, second, third, fourth, talks=talks)
    assert len(json.loads(export_cases(desk))["cases"]) == 4
    assert talks_of_2026(desk) == 3


def test_k5_without_a_key_those_of_a_talk_whose_person_cannot_be_read_wait_as_well(desk: Desk) -> None:
    first, second = person("A"), person("B")
    talk = a_talk(first.case.key, second.case.key, on=ON, key="")
    plain = json.loads(write_document(Document(cases=(first, second), talks=(talk,))))
    plain["cases"][1]["consents"] = [{"scope": "basic"}]
    report = import_cases(desk, json.dumps(plain).encode(), partial=True).value
    assert (report.cases, [each.place for each in report.notices]) == (0, ["A"])
    assert bring_in(desk, first, second, talks=(talk,)).talks == 1
    assert talks_of_2026(desk) == 1
