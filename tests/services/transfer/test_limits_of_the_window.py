"""A limit that the fields of the window have holds for a file as well; what they take comes in (I8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput
from intman_desktop.exchange.case_format import write_document
from intman_desktop.models.reading import read_case_files
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.document import Document
from tests.builders import (
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_goal,
    a_notice,
    a_plan,
    an_agreement,
)
from tests.opened import put_in

LONG_AGO = date(1850, 1, 1)


def faults(desk: Desk, document: Document) -> tuple[tuple[str, str], ...]:
    """Return the faults that refuse a document, none where it comes in."""
    try:
        import_cases(desk, write_document(document))
    except FaultyInput as faulty:
        return tuple((place.removeprefix("cases[0]."), said) for place, said in faulty.faults)
    return ()


@pytest.mark.parametrize(
    ("details", "place"),
    [
        ({"case": a_case(opened_on=LONG_AGO)}, "case.opened_on"),
        ({"notices": (a_notice(handed_out_on=LONG_AGO),)}, "notices[0].handed_out_on"),
        ({"consents": (a_consent(decided_on=LONG_AGO),)}, "consents[0].decided_on"),
        ({"agreement": an_agreement(client_signed_on=LONG_AGO)}, "agreement.client_signed_on"),
        ({"decisions": (v.Decision("go_on", LONG_AGO, "auf Wunsch"),)}, "decisions[0].on"),
        ({"plan": a_plan(goals=(a_goal(until=date(2200, 1, 1)),))}, "plan.goals[0].until"),
        ({"answers": (v.Answer("date_of_entry", "1850-01-01"),)}, "answers[0].value"),
    ],
)
def test_a_year_that_no_field_takes_is_a_fault_at_its_field(
    desk: Desk, details: dict[str, Any], place: str
) -> None:
    year = "2200" if "goals" in place else "1850"
    said = f"Das Jahr {year} liegt außerhalb dessen, was hier möglich ist."
    assert (place, said) in faults(desk, Document(cases=(a_case_file(**details),)))


def test_so_it_is_of_a_brief_contact(desk: Desk) -> None:
    contact = v.BriefContact(LONG_AGO, "phone", "work")
    (fault,) = faults(desk, Document(brief_contacts=(contact,)))
    assert fault[0] == "brief_contacts[0].on"


def test_what_the_window_takes_comes_in(desk: Desk) -> None:
    """The years at both ends, a birth before them, a day of entry ahead, lines as long as they can be."""
    client = a_client(birth_date=date(1899, 1, 1), phone="1" * 300)
    file = a_case_file(
        case=a_case(opened_on=date(1890, 1, 1)),
        client=client,
        answers=(v.Answer("date_of_entry", "2026-12-24"),),
        consents=(a_consent(valid_until=date(2199, 12, 31)),),
        agreement=an_agreement(client_name="x" * 300 + " " + "x" * 300),
    )
    assert faults(desk, Document(cases=(file,))) == ()


@pytest.mark.parametrize(
    ("details", "place"),
    [
        ({"client": a_client(phone="1" * 301)}, "client.phone"),
        ({"client": a_client(town="x" * 100_000)}, "client.town"),
        ({"agreement": an_agreement(worker_name="x" * 301)}, "agreement.worker_name"),
        ({"consents": (a_consent(filing_place="x" * 301),)}, "consents[0].filing_place"),
    ],
)
def test_a_line_that_no_field_takes_is_a_fault(desk: Desk, details: dict[str, Any], place: str) -> None:
    said = "Hier haben höchstens 300 Zeichen Platz."
    assert faults(desk, Document(cases=(a_case_file(**details),))) == ((place, said),)


def test_what_is_of_one_line_is_kept_in_one_and_can_be_printed(desk: Desk) -> None:
    file = a_case_file(
        client=a_client(phone="0123\n456"),
        agreement=an_agreement(client_name="Samira\nMusterfrau", filing_place="Ordner\r\n1"),
        consents=(a_consent(filing_place="Ordner\u2028 Muster  1"),),
    )
    assert faults(desk, Document(cases=(file,))) == ()
    with desk.vault.reading() as connection:
        (kept,) = read_case_files(connection)
    assert kept.agreement is not None
    assert (kept.agreement.client_name, kept.agreement.filing_place) == ("Samira Musterfrau", "Ordner 1")
    assert (kept.client.phone, kept.consents[0].filing_place) == ("0123 456", "Ordner Muster 1")


def test_u5_what_an_own_store_took_in_before_comes_in_with_a_notice(desk: Desk) -> None:
    put_in(desk, [])
    file = replace(a_case_file(), extensions=())
    older = replace(file, client=a_client(town="x" * 301), case=replace(file.case, opened_on=LONG_AGO))
    report = import_cases(desk, write_document(Document(cases=(older,), program="1.0"))).value
    assert (report.cases, [each.code for each in report.notices]) == (1, ["beyond_the_forms"])
