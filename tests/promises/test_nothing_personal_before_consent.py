"""No byte of a person is kept before her basic consent, nor of what others handed over (P2, P8, E1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from intman_desktop.errors import FaultyInput, Refused
from intman_desktop.exchange.case_format import write_document
from intman_desktop.services.casework.doubles import alike_to
from intman_desktop.services.casework.intake import note_brief_contact, take_in
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_kinds import AGREEMENT, CONSENT_FORM, PRIVACY_NOTICE
from intman_desktop.services.papers.papers import paper
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import ConsentDecision
from intman_desktop.values.document import Document
from intman_desktop.values.intake import Intake
from tests import builders as a
from tests.clear_pages import clear_pages, files_beside
from tests.documents.reading import text_of
from tests.opened import TODAY
from tests.promises.watching import files_written

PERSON = a.a_client(
    family_name="Nirgendsxyzmuster",
    given_name="Ungesagtxyz",
    phone="0711 9182736455",
    street="Niegassenxyz 17",
    town="Nieortxyz",
)
HANDED_OVER = v.NeedsAssessment(
    TODAY, handover_on=TODAY, handover_office="GU Nieheimxyz", handover_content="Nieberichtxyz der Unterkunft"
)
TRACES = (
    *("Nirgendsxyzmuster", "nirgendsxyzmuster", "Ungesagtxyz", "9182736455", "Niegassenxyz", "Nieortxyz"),
    *("Nieheimxyz", "Nieberichtxyz"),
)


def without_consent() -> Iterator[Intake]:
    """Yield whole intakes in which only the basic consent is not what it has to be.

    With them is told what the social worker of the GU handed over (Rule P8).
    """
    whole = a.an_intake(client=PERSON, needs_assessment=HANDED_OVER)
    basic, *others = whole.consents
    for consents in (
        (),
        tuple(others),
        (replace(basic, decision=ConsentDecision.REFUSED), *others),
        (replace(basic, withdrawn_on=TODAY), *others),
        (replace(basic, decided_on=date(2026, 11, 21)), *others),
        (replace(basic, filing_place=""), *others),
    ):
        yield replace(whole, consents=consents)


def held(desk: Desk) -> bytes:
    """Return all that a store holds, decrypted, with its log and the files beside it."""
    return clear_pages(desk.vault.folder, desk.vault.data_key) + files_beside(desk.vault.folder)


@pytest.mark.parametrize("number", range(6))
def test_no_byte_of_a_person_is_kept_before_the_basic_consent(
    opened: Callable[[str], Desk], number: int
) -> None:
    intake = list(without_consent())[number]
    desk = opened("a")
    before = export_cases(desk)
    with files_written() as written:
        alike_to(desk, PERSON)
        find_people(desk, f"{PERSON.given_name} {PERSON.family_name}")
        for name in (PRIVACY_NOTICE, CONSENT_FORM, AGREEMENT):
            made = paper(desk, name, intake=intake)
            assert "xyz" not in made.file_name
        with pytest.raises(Refused):
            take_in(desk, intake)
    assert written == set()
    assert [trace for trace in TRACES if trace.encode() in held(desk)] == []
    desk.vault.checkpoint()
    assert [trace for trace in TRACES if trace.encode() in held(desk)] == []
    assert export_cases(desk) == before


def test_the_papers_of_the_first_talk_are_made_from_memory_alone(opened: Callable[[str], Desk]) -> None:
    desk = opened("a")
    intake = replace(a.an_intake(client=PERSON), consents=())
    with files_written() as written:
        printed = paper(desk, CONSENT_FORM, intake=intake)
    assert "Nirgendsxyzmuster" in text_of(printed.content)
    assert written == set()
    assert [trace for trace in TRACES if trace.encode() in held(desk)] == []


def test_with_the_consent_the_same_person_is_kept(opened: Callable[[str], Desk]) -> None:
    # the counter-proof: the search above does see what is there
    desk = opened("a")
    take_in(desk, a.an_intake(client=PERSON, needs_assessment=HANDED_OVER))
    assert [trace for trace in TRACES if trace.encode() not in held(desk)] == []


def test_p8_what_was_handed_over_before_the_consent_is_not_kept_after_it_either(
    opened: Callable[[str], Desk],
) -> None:
    """Nobody had agreed to it on that day; that there was a handover, and with whom, may be told."""
    desk, before = opened("a"), replace(HANDED_OVER, handover_on=a.OPENED_ON - timedelta(days=3))
    with pytest.raises(Refused, match="handover_before_consent"):
        take_in(desk, a.an_intake(client=PERSON, needs_assessment=before))
    assert [trace for trace in TRACES if trace.encode() in held(desk)] == []
    take_in(desk, a.an_intake(client=PERSON, needs_assessment=replace(before, handover_content="")))
    assert [trace for trace in TRACES if trace.encode() not in held(desk)] == ["Nieberichtxyz"]


def test_a_refusal_is_counted_and_names_nobody(opened: Callable[[str], Desk], tmp_path: Path) -> None:
    desk = opened("a")
    note_brief_contact(desk, v.BriefContact(TODAY, "in_person", "housing"))
    assert set(vars(v.BriefContact(TODAY, "", ""))) == {"on", "form", "topic", "worker", "id"}
    assert [trace for trace in TRACES if trace.encode() in held(desk)] == []


def test_nobody_without_the_consent_comes_in_by_a_file(opened: Callable[[str], Desk]) -> None:
    desk = opened("a")
    for intake in without_consent():
        file = a.a_case_file(client=PERSON, consents=intake.consents, needs_assessment=HANDED_OVER)
        with pytest.raises(FaultyInput):
            import_cases(desk, write_document(Document(cases=(file,))))
        assert import_cases(desk, write_document(Document(cases=(file,))), partial=True).value.cases == 0
    assert [trace for trace in TRACES if trace.encode() in held(desk)] == []
