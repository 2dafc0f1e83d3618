"""E1, E2: each declaration is recorded for itself with its evidence, and read back on screen and paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.ui.case.consents_panel import evidence_lines
from intman_desktop.ui.case.declarations import declaration_name
from intman_desktop.values.case_file import Consent
from intman_desktop.values.codes import ConsentDecision, ConsentForm, ConsentScope, ScanKind, SpecialKind
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from tests.builders import a_case_file, a_consent, a_passing_on
from tests.documents.reading import text_of
from tests.opened import TODAY, open_desk, put_in
from tests.papers_scanned import a_pdf

pytestmark = pytest.mark.unmeasured

MATTERS = (
    a_consent(ConsentScope.CONTACT),
    a_consent(ConsentScope.INTERPRETER),
    a_consent(ConsentScope.RELOCATION),
    a_passing_on("Jobcenter Musterstadt"),
    *(a_consent(ConsentScope.SPECIAL, kind=kind) for kind in SpecialKind),
    a_consent(),
)
ASKED_ON, OVER_ON = date(2026, 11, 2), date(2026, 11, 19)
EVIDENCE = {
    "form": ConsentForm.MARK_WITH_WITNESS,
    "language": "ti",
    "explained_by": "Erika Erklärt",
    "interpreter": "Ibo Dolmetscht",
    "witness": "Vera Zeugin",
    "representative": "Bodo Betreuer",
    "filing_place": "Ordner 7",
}
READ = (
    "02.11.2026",
    "Handzeichen oder Daumenabdruck vor Zeugen",
    "Tigrinya",
    "Erika Erklärt",
    "Ibo Dolmetscht",
    "Vera Zeugin",
    "Bodo Betreuer",
    "Ordner 7",
)


@pytest.fixture
def desk(empty_store: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(empty_store, tmp_path / "store")
    yield opened
    opened.vault.close()


def declared(matter: Consent, decision: ConsentDecision = ConsentDecision.GIVEN) -> Consent:
    details = {"decided_on": ASKED_ON, "decision": decision, "told_withdrawable": True, **EVIDENCE}
    return Consent(**{**vars(matter), **details})


@pytest.mark.parametrize("matter", MATTERS, ids=lambda each: each.kind or each.scope)
def test_the_evidence_of_a_consent_is_read_back_on_screen_and_paper(desk: Desk, matter: Consent) -> None:
    put_in(desk, [a_case_file(consents=(a_consent(filing_place="Ordner 1"),))])
    if matter.scope is not ConsentScope.BASIC:  # what stands cannot be put off (Rule E4)
        record_consent(desk, 1, declared(matter, ConsentDecision.LATER))
    saved = record_consent(desk, 1, declared(matter)).value
    scan = NewScan(ScanKind.SIGNED_CONSENT, "Blatt", consent_id=saved.id)
    attach_scan(desk, 1, scan, ScanContent(PDF, a_pdf()))
    sheet = case_sheet(desk, 1)
    shown = next(each for each in sheet.view.file.consents if each.id == saved.id)
    screen = "\n".join(evidence_lines(shown, dict(sheet.languages), dict(sheet.shown_in)))
    assert [word for word in READ if word not in screen] == []
    assert [each.consent for each in sheet.view.file.scans] == [sheet.view.file.consents.index(shown)]
    paper = text_of(access_report(desk, 1).value.content)
    told = " ".join(paper.split())
    assert [word for word in READ if word not in told] == []
    # the kind or the recipient stands in a row of its own; the basic one is called by what it allows
    named = declaration_name(shown).removeprefix("Weitergabe an ").removesuffix(" (Grundlage)")
    # two bear the words of this paper in brackets, behind those of the sheet that is signed
    named = named.removeprefix("Kontakt (").removeprefix("Dolmetschen (").removesuffix(")")
    assert (named if matter.kind or matter.recipient else f"Wofür {named}") in told


def test_e1_the_interpreters_undertaking_is_read_back_on_screen_and_paper(desk: Desk) -> None:
    put_in(desk, [a_case_file()])
    asked = declared(a_consent(ConsentScope.INTERPRETER))
    saved = record_consent(desk, 1, asked).value
    missing = evidence_lines(saved, {}, {})[-2]
    assert missing == "Verpflichtung der Sprachmittlung: noch nicht eingetragen"
    signed = {"undertaking_by": "Dienst Babel", "undertaking_on": OVER_ON, "undertaking_place": "Ordner 9"}
    record_consent(desk, 1, replace(saved, **signed))  # type: ignore[arg-type]
    kept = next(each for each in case_sheet(desk, 1).view.file.consents if each.id == saved.id)
    assert evidence_lines(kept, {}, {})[-2] == (
        "Verpflichtung der Sprachmittlung: Dienst Babel, unterschrieben am 19.11.2026 · abgelegt: Ordner 9"
    )
    told = " ".join(text_of(access_report(desk, 1).value.content).split())
    assert all(word in told for word in ("Dienst Babel", "19.11.2026", "Ordner 9"))


@pytest.mark.parametrize("matter", MATTERS, ids=lambda each: each.kind or each.scope)
def test_each_is_refused_and_withdrawn_for_itself(desk: Desk, matter: Consent) -> None:
    others = tuple(each for each in MATTERS if each is not matter and each.scope is not ConsentScope.BASIC)
    put_in(desk, [a_case_file(consents=(a_consent(), *others))])
    before = case_sheet(desk, 1).view.open_needs
    if matter.scope is ConsentScope.BASIC:
        withdraw_basic(desk, 1, OVER_ON)
        over = case_sheet(desk, 1).view.file.consents
        assert [each.scope for each in over if each.withdrawn_on] == [ConsentScope.BASIC]
        return
    record_consent(desk, 1, declared(matter, ConsentDecision.REFUSED))
    assert case_sheet(desk, 1).view.open_needs == before
    given = record_consent(desk, 1, declared(matter)).value
    opened = case_sheet(desk, 1).view.open_needs
    assert len(opened - before) == 1
    withdraw_kind(desk, 1, given.id, OVER_ON)
    sheet = case_sheet(desk, 1)
    assert sheet.view.open_needs == before
    withdrawn = [each for each in sheet.view.file.consents if each.withdrawn_on]
    assert [(each.id, each.withdrawn_on) for each in withdrawn] == [(given.id, OVER_ON)]
    assert "19.11.2026" in " ".join(text_of(access_report(desk, 1).value.content).split())
    assert TODAY > OVER_ON
