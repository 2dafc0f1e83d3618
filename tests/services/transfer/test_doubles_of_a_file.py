"""Who comes in with a file and may be known already: told like at every other way in, and taken in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.exchange.case_format import write_document
from intman_desktop.rules.double_index import DoubleIndex
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import fault_sentence, import_cases
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.document import Document
from intman_desktop.values.doubles import DoubleDecision
from tests.builders import OPENED_ON, a_case, a_case_file, a_client

BORN = date(1990, 3, 4)


def person(number: str, family: str, given: str = "Ali", **details: Any) -> CaseFile:
    """Return the case of somebody born on 04.03.1990."""
    client = a_client(family_name=family, given_name=given, **{"birth_date": BORN, **details})
    return a_case_file(case=a_case(number=number), client=client)


def told(desk: Desk, *files: CaseFile) -> list[tuple[str, str, str]]:
    """Import cases; return of each double its number, that of the other, and what is alike."""
    report = import_cases(desk, write_document(Document(cases=files))).value
    doubles = [each for each in report.notices if each.code == "case_perhaps_double"]
    assert report.cases == len(files)
    return [(each.place, *(value for _, value in each.values)) for each in doubles]  # type: ignore[misc]


def test_doubles_within_the_file_and_against_the_store_are_told_and_come_in(desk: Desk) -> None:
    first, turned = person("A", "Mohamed"), person("B", "Muhammad", birth_date=date(1990, 4, 3))
    other = person("C", "Beispiel")
    assert told(desk, first, turned, other) == [("B", "A", "double_swapped_birth")]
    again = person("D", "Mohamed")
    assert told(desk, again) == [("D", "A", "double_same"), ("D", "B", "double_swapped_birth")]


def test_l4_who_is_skipped_is_no_double_of_herself_and_a_new_number_is_named(desk: Desk) -> None:
    first = person("IM-1", "Mohamed")
    told(desk, first)
    report = import_cases(desk, write_document(Document(cases=(first,)))).value
    assert [each.code for each in report.notices] == ["case_here_already"]
    ((mine, theirs, _),) = told(desk, person("IM-1", "Muhammad"))
    assert (mine.startswith("IM-2026-"), theirs) == (True, "IM-1")


def test_twins_a_file_settled_and_people_on_hold_are_left_alone(desk: Desk) -> None:
    first = person("A", "Mohamed")
    second = replace(
        person("B", "Mohamed"), doubles=(DoubleDecision(first.case.key, False, date(2026, 5, 4)),)
    )
    held = a_case_file(
        case=a_case(number="C", hold_since=OPENED_ON, hold_reason="Klage", hold_review_on=date(2027, 1, 4)),
        client=first.client,
    )
    assert told(desk, first, second, held) == []
    assert told(desk, person("D", "Mohamed", "Amina")) == []


def test_the_sentence_names_the_other_case_and_what_is_alike(desk: Desk) -> None:
    told(desk, person("A", "Mohamed"))
    report = import_cases(desk, write_document(Document(cases=(person("B", "Mohamed"),)))).value
    (said,) = map(fault_sentence, report.notices)
    assert said == (
        "Das könnte dieselbe Person sein wie A (siehe „Dubletten suchen“). "
        "Name und Geburt stimmen mit einer vorhandenen Akte überein."
    )


def test_of_thousands_each_is_compared_with_few(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 2,000 people is not compared pair by pair."""
    compared = []
    of_next = DoubleIndex._candidates
    monkeypatch.setattr(
        DoubleIndex,
        "_candidates",
        lambda index, known: [compared.append(1) or each for each in of_next(index, known)],  # type: ignore[func-returns-value]
    )
    days = [date(1960 + number % 40, 1 + number % 12, 2 + number % 25) for number in range(120)]
    files = [person(str(at), f"Muster{at}", birth_date=day) for at, day in enumerate(days)]
    assert told(desk, *files) == []
    assert len(compared) < 5 * len(files)
    assert len(json.loads(export_cases(desk))["cases"]) == len(files)
