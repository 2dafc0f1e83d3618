"""E3, L5, L8: after anything was blacked out, every paper of the person is made, with words for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.closing.erasure import look_before_erasing
from intman_desktop.services.closing.marked import redact_place
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers import paper_kinds
from intman_desktop.services.papers.papers import hand_out_plan, paper
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.disclosures import withdrawal_notices
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values import case_file as v
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, black_out, put_in, stored

TOLD = "(geschwärzt)"


def printed(desk: Desk, name: str, case_id: int) -> str:
    return " ".join(text_of(paper(desk, name, case_id).content).split())


def reported(desk: Desk, case_id: int) -> str:
    return " ".join(text_of(access_report(desk, case_id).value.content).split())


@pytest.fixture
def health_case(desk: Desk) -> int:
    """Return a case whose health talk and goal were blacked out after that consent was withdrawn."""
    plan = a.a_plan(goals=(a.a_goal(area="health", wording="Arzt finden"),))
    file = a.a_case_file(plan=plan)
    talk = a.a_talk(file.case.key, topic="health", on=date(2026, 3, 3))
    case_id = put_in(desk, [file], [talk])[file.case.key]
    (health,) = (each for each in stored(desk, case_id).consents if each.kind)
    for place in withdraw_kind(desk, case_id, health.id, TODAY).value.marked:
        redact_place(desk, case_id, place.place, place.row_id)
    return case_id


def test_e3_after_a_withdrawn_kind_was_blacked_out_report_and_plan_are_made(
    desk: Desk, health_case: int
) -> None:
    assert TOLD in reported(desk, health_case)
    assert TOLD in printed(desk, paper_kinds.INTEGRATION_PLAN, health_case)
    assert TOLD in text_of(hand_out_plan(desk, health_case).value.content)


def test_e4_also_once_the_counselling_itself_was_withdrawn(desk: Desk, health_case: int) -> None:
    withdraw_basic(desk, health_case, TODAY)
    for offered in look_before_erasing(desk, health_case).papers:
        assert printed(desk, offered.name, health_case)


def test_l5_after_a_name_was_blacked_out_in_a_file_of_another_her_papers_are_made(desk: Desk) -> None:
    erased = a.a_case_file(client=a.a_client(family_name="Quixotova", given_name="Zornelle"))
    goal = a.a_goal(wording="Mit Frau Quixotova lernen")
    other = a.a_case_file(
        plan=a.a_plan(steps="Mit Zornelle Quixotova zum Kurs", goals=(goal,)),
        client=a.a_client(street="c/o Frau Quixotova"),
        consents=(a.a_consent(filing_place="Ordner Quixotova"), a.a_passing_on("Frau Quixotova")),
        disclosures=(a.a_disclosure(recipient="Frau Quixotova", consent=1),),
    )
    note = v.Participant(other.case.key, "Kam mit Frau Quixotova.")
    ids = put_in(desk, [erased, other], [replace(a.a_talk(), participants=(note,))])
    case_id = ids[other.case.key]
    for mention in look_before_erasing(desk, ids[erased.case.key]).mentions:
        black_out(desk, ids[erased.case.key], mention)
    assert BLACK in stored(desk, case_id).client.street
    assert f"Kam mit Frau {TOLD}." in reported(desk, case_id)
    for name in ("integration_plan", "agreement", "disclosures", "papers_to_destroy"):
        assert TOLD in printed(desk, name, case_id), name
    withdraw_basic(desk, case_id, TODAY)
    assert TOLD in printed(desk, paper_kinds.WITHDRAWAL, case_id)
    assert TOLD in text_of(withdrawal_notices(desk, case_id).content)
