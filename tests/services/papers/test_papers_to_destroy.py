"""E4, E1, Art. 7 (1): what is listed as paper before a case is erased, and what is there as a scan alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.errors import Refused
from intman_desktop.rules.scans import SCANNED
from intman_desktop.services.closing.erasure import look_before_erasing
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.papers import papers
from intman_desktop.services.papers.paper_kinds import PAPERS_TO_DESTROY
from intman_desktop.values.case_file import Agreement, Extension, PlanVersion
from intman_desktop.values.codes import ConsentDecision, ConsentScope, StartOrigin
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import put_in


def scanned_alone(desk: Desk, *decisions: ConsentDecision) -> int:
    """Return a case whose only sheets are consents of their own that are there as their scans alone."""
    alone = (a.a_passing_on(f"Stelle {each.value}", each, filing_place=SCANNED) for each in decisions)
    file = a.a_case_file(consents=tuple(alone), agreement=None, plan=None)
    return put_in(desk, [file]).popitem()[1]


def test_e4_a_proof_that_is_only_a_scan_is_no_paper_to_destroy_but_printed_before(desk: Desk) -> None:
    """Art. 7 (1): the scan is the proof, and goes with the case; it was listed with a day to destroy it."""
    case_id = scanned_alone(desk, ConsentDecision.GIVEN, ConsentDecision.REFUSED)
    listed = text_of(papers.paper(desk, "papers_to_destroy", case_id).content)
    assert listed.count("Einwilligung vom") == 1, "a refusal proves nothing, and there is no paper of it"
    assert "nur als Scan in der Akte: vor dem Löschen ausdrucken" in listed
    assert "vernichten nach" not in listed
    assert look_before_erasing(desk, case_id).proof_only_scanned
    change_office(desk, {"consent_proof_years": 0})
    assert "nur als Scan in der Akte: geht mit ihr" in text_of(
        papers.paper(desk, "papers_to_destroy", case_id).content
    )
    assert not look_before_erasing(desk, case_id).proof_only_scanned


def test_e4_a_refusal_that_is_only_a_scan_leaves_nothing_on_paper(desk: Desk) -> None:
    case_id = scanned_alone(desk, ConsentDecision.REFUSED)
    with pytest.raises(Refused, match="nothing_on_paper"):
        papers.paper(desk, "papers_to_destroy", case_id)
    assert not look_before_erasing(desk, case_id).proof_only_scanned


def test_e1_e4_one_sheet_with_two_places_has_one_line_with_both(desk: Desk) -> None:
    contact = a.a_consent(ConsentScope.CONTACT, filing_place="Ordner Muster 2")
    health = a.a_health_consent(filing_place=SCANNED)
    file = a.a_case_file(consents=(a.a_consent(), contact, health), agreement=None, plan=None)
    listed = text_of(papers.paper(desk, "papers_to_destroy", put_in(desk, [file]).popitem()[1]).content)
    assert listed.count("Einwilligung vom") == 1
    assert "Ordner Muster 1, Ordner Muster 2 – vernichten nach" in listed
    assert "nur als Scan" not in listed


def test_e4_a_signed_plan_is_listed_once_also_where_that_version_was_handed_out(desk: Desk) -> None:
    """Only versions that were handed out stood there; the sheet that both signed was forgotten."""
    signed, later = date(2026, 2, 3), date(2026, 5, 12)
    plan = a.a_plan(client_signed_on=signed, worker_signed_on=signed)
    other = a.a_plan(
        worker_signed_on=signed,
        versions=(
            PlanVersion(1, signed, "de", "{}", "1" * 64),
            PlanVersion(2, later, "de", "{}", "2" * 64),
        ),
    )
    alone, issued = (a.a_case_file(consents=(), agreement=None, plan=each) for each in (plan, other))
    first, second = put_in(desk, [alone, issued]).values()
    line = "Unterschriebener Integrationsplan vom 03.02.2026 – Ort nicht eingetragen"
    assert line in text_of(papers.paper(desk, "papers_to_destroy", first).content)
    listed = text_of(papers.paper(desk, "papers_to_destroy", second).content)
    assert listed.count("Integrationsplan vom") == 2
    assert line in listed
    assert " Integrationsplan vom 12.05.2026 – Ort nicht eingetragen" in listed


def extended(*days: date) -> tuple[Extension, ...]:
    return tuple(
        Extension(a.OPENED_ON.replace(year=2029, month=4 + i), d, "other") for i, d in enumerate(days)
    )


def test_e4_c2_the_grounds_of_each_extension_are_listed_as_paper(desk: Desk) -> None:
    """They lie in the file of the office and may name an illness; the list left them out."""
    extensions = extended(date(2026, 9, 1), date(2026, 11, 2))
    file = a.a_case_file(consents=(), agreement=None, plan=None, extensions=extensions)
    case_id = put_in(desk, [file]).popitem()[1]
    listed = text_of(papers.paper(desk, "papers_to_destroy", case_id).content)
    assert listed.count("Begründung der Verlängerung vom") == 2
    assert "Begründung der Verlängerung vom 01.09.2026 – Ort nicht eingetragen" in listed
    assert PAPERS_TO_DESTROY in [paper.name for paper in look_before_erasing(desk, case_id).papers]


def test_e4_c7_what_an_office_before_extended_is_no_paper_of_this_one(desk: Desk) -> None:
    case = a.a_case(opened_on=date(2026, 10, 1), start_origin=StartOrigin.BROUGHT)
    extensions = extended(date(2026, 9, 1), date(2026, 11, 2))
    file = a.a_case_file(case=case, plan=None, extensions=extensions)
    listed = text_of(papers.paper(desk, "papers_to_destroy", put_in(desk, [file]).popitem()[1]).content)
    assert listed.count("Begründung der Verlängerung vom") == 1
    assert "Begründung der Verlängerung vom 02.11.2026" in listed


def test_e4_l2_the_list_names_itself_and_asks_to_destroy_only_what_is_not_kept(desk: Desk) -> None:
    """It bears a name and a day of birth and outlived the case, for as long as its longest proof is kept."""
    case_id = put_in(desk, [a.a_case_file()]).popitem()[1]
    listed = text_of(papers.paper(desk, "papers_to_destroy", case_id).content)
    opening, kept = listed.split("Als Nachweis aufbewahren, dann vernichten")
    assert "vernichten Sie gleich, was unter „Jetzt vernichten“ steht" in opening
    assert "Schreiben Sie den Tag auf den Nachweis" in kept
    assert "zuletzt diese Liste: Auf ihr stehen Name und Geburtsdatum" in kept


@pytest.mark.parametrize(
    ("agreed", "listed"),
    [
        (
            {"worker_signed_on": date(2026, 1, 13), "filing_place": "Schrank 7"},
            "Beratungsvereinbarung vom 13.01.2026",
        ),
        ({"oral_on": date(2026, 1, 12), "filing_place": "Schrank 7"}, "Beratungsvereinbarung vom 12.01.2026"),
        ({"oral_on": date(2026, 1, 12)}, ""),
    ],
    ids=["the worker alone signed", "agreed orally, the sheet is filed", "agreed orally"],
)
def test_e4_an_agreement_that_the_client_did_not_sign_yet_is_a_paper_all_the_same(
    desk: Desk, agreed: dict[str, Any], listed: str
) -> None:
    refused = a.a_passing_on("Jobcenter", ConsentDecision.REFUSED, filing_place=SCANNED)
    file = a.a_case_file(consents=(refused,), plan=None)
    blank = Agreement("Samira Musterfrau", "Erika Beispiel")
    case_id = put_in(desk, [replace(file, agreement=replace(blank, **agreed))]).popitem()[1]
    if not listed:
        with pytest.raises(Refused, match="nothing_on_paper"):
            papers.paper(desk, "papers_to_destroy", case_id)
        return
    told = text_of(papers.paper(desk, "papers_to_destroy", case_id).content)
    assert listed in told and "Schrank 7" in told
