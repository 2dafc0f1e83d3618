"""E2: where the signed paper is filed *or its scan*; whoever scanned the sheet names no other place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from intman_desktop.errors import Refused
from intman_desktop.models import tables as t
from intman_desktop.services.casework.scans import attach_scan, delete_scan
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.values.codes import ConsentForm, ScanKind
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from tests import builders as a
from tests.opened import TODAY, one, stored
from tests.papers_scanned import a_pdf

PAPER = ScanContent(PDF, a_pdf())
SCANNED = "Scan in der Akte"


def scanned(desk: Desk, at: int, what: ScanKind = ScanKind.SIGNED_CONSENT) -> tuple[int, int]:
    """Return a case with a scan attached to its declaration ``at`` that place, and the scan."""
    case_id, file = one(desk, consents=(a.a_consent(), a.a_health_consent(), a.a_passing_on()))
    new = NewScan(what, "Blatt Muster", consent_id=file.consents[at].id)
    return case_id, attach_scan(desk, case_id, new, PAPER).value.id


@pytest.mark.parametrize("form", [ConsentForm.WRITTEN, ConsentForm.ELECTRONIC])
def test_e2_the_scan_of_the_signed_sheet_stands_in_for_its_place(desk: Desk, form: ConsentForm) -> None:
    case_id, _scan = scanned(desk, 2)
    consent = stored(desk, case_id).consents[2]
    saved = record_consent(desk, case_id, replace(consent, form=form, filing_place=" ")).value
    assert saved.filing_place == SCANNED
    kept = record_consent(desk, case_id, replace(saved, filing_place="Ordner Muster 2")).value
    assert kept.filing_place == "Ordner Muster 2"


def test_e1_the_one_sheet_of_the_first_talk_is_scanned_for_each_of_its_declarations(desk: Desk) -> None:
    case_id, _scan = scanned(desk, 0)
    consent = stored(desk, case_id).consents[1]
    assert record_consent(desk, case_id, replace(consent, filing_place="")).value.filing_place == SCANNED


@pytest.mark.parametrize(
    ("at", "what", "details"),
    [
        (0, ScanKind.SIGNED_CONSENT, {}),
        (2, ScanKind.OTHER, {}),
        (2, ScanKind.SIGNED_CONSENT, {"id": 0, "decided_on": TODAY}),
    ],
    ids=["of another sheet", "of something else", "before it is stored"],
)
def test_e2_without_a_scan_of_its_own_sheet_the_place_is_asked_for(
    desk: Desk, at: int, what: ScanKind, details: dict[str, Any]
) -> None:
    case_id, _scan = scanned(desk, at, what)
    consent = replace(stored(desk, case_id).consents[2], filing_place="", **details)
    with pytest.raises(Refused, match=r"consent_(sheet_lost|filing_place_missing)"):
        record_consent(desk, case_id, consent)


def test_e2_the_scan_that_is_the_only_proof_is_not_deleted(desk: Desk) -> None:
    case_id, scan_id = scanned(desk, 2)
    saved = record_consent(desk, case_id, replace(stored(desk, case_id).consents[2], filing_place="")).value
    with pytest.raises(Refused, match="scan_is_proof"):
        delete_scan(desk, case_id, scan_id)
    record_consent(desk, case_id, replace(saved, filing_place="Ordner Muster 2"))
    delete_scan(desk, case_id, scan_id)
    assert stored(desk, case_id).scans == ()


def test_e2_one_of_two_scans_of_a_sheet_can_go(desk: Desk) -> None:
    case_id, first = scanned(desk, 2)
    consent = stored(desk, case_id).consents[2]
    record_consent(desk, case_id, replace(consent, filing_place=""))
    new = NewScan(ScanKind.SIGNED_CONSENT, "Blatt Muster, besser", consent_id=consent.id)
    attach_scan(desk, case_id, new, PAPER)
    delete_scan(desk, case_id, first)
    with desk.vault.reading() as connection:
        assert len(connection.execute(t.scans.select()).all()) == 1
