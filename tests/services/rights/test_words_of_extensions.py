"""C3, E3: what was put into words of an extension under the health consent goes with that consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.marked import redact_place
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers import papers
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.values.case_file import CaseFile, Consent, Extension
from intman_desktop.values.codes import SpecialKind
from intman_desktop.values.ending_views import MarkedKind
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, put_in, stored

START = date(2023, 3, 15)
DECIDED_ON = date(2026, 4, 1)
WORDED = Extension(date(2026, 12, 1), DECIDED_ON, "illiteracy", "kann wegen Schlaganfall nicht lesen")
LATE = Extension(date(2026, 12, 1), DECIDED_ON, "illiteracy", late_reason="lag in der Klinik")
OF_HEALTH = replace(LATE, reason="mental_illness", evidence_seen_on=DECIDED_ON, evidence_place_kind="clinic")


def extended(desk: Desk, extension: Extension, health: Consent) -> int:
    """Return a case with an extension that was decided under a health consent."""
    file = a.a_case_file(
        case=a.a_case(period_start=START, opened_on=START),
        consents=(a.a_consent(decided_on=START), health),
        extensions=(extension,),
        needs_assessment=None,
        plan=None,
    )
    return put_in(desk, [file])[file.case.key]


def withdrawn(desk: Desk, extension: Extension) -> tuple[int, tuple[MarkedKind, ...]]:
    """Return a case whose health consent is withdrawn today, and what is still to be taken out there."""
    case_id = extended(desk, extension, a.a_health_consent(decided_on=START))
    health = next(each for each in stored(desk, case_id).consents if each.kind is SpecialKind.HEALTH)
    done = withdraw_kind(desk, case_id, health.id, TODAY).value
    return case_id, tuple(each.place for each in done.marked)


def justified(desk: Desk, case_id: int) -> str:
    return " ".join(text_of(papers.paper(desk, "extension", case_id).content).split())


def extension_of(file: CaseFile) -> Extension:
    (extension,) = file.extensions
    return extension


@pytest.mark.parametrize("extension", [WORDED, LATE], ids=["worded", "late"])
def test_c3_e3_words_told_under_the_consent_are_on_no_paper_and_listed_to_be_looked_at(
    desk: Desk, extension: Extension
) -> None:
    case_id, marked = withdrawn(desk, extension)
    assert marked == (MarkedKind.EXTENSION,)
    told = justified(desk, case_id)
    assert "Schlaganfall" not in told
    assert "Klinik" not in told
    redact_place(desk, case_id, MarkedKind.EXTENSION, extension_of(stored(desk, case_id)).id)
    left = extension_of(stored(desk, case_id))
    assert (left.reason, left.text, left.until) == ("erased_on_request", "", extension.until)
    assert left.late_reason == ("auf Wunsch der Person gelöscht" if extension.late_reason else "")


def test_c3_why_an_extension_of_health_was_decided_late_goes_with_its_reason(desk: Desk) -> None:
    """C8: that it was decided late stays."""
    case_id, marked = withdrawn(desk, OF_HEALTH)
    assert marked == ()
    assert extension_of(stored(desk, case_id)).late_reason == "auf Wunsch der Person gelöscht"
    assert "Klinik" not in justified(desk, case_id)
    assert "auf Wunsch der Person gelöscht" in justified(desk, case_id)


@pytest.mark.parametrize("extension", [LATE, OF_HEALTH], ids=["told under it", "of health"])
def test_c3_c8_where_the_consent_only_ran_out_nothing_is_said_to_be_cleared(
    desk: Desk, extension: Extension
) -> None:
    health = a.a_health_consent(decided_on=START, valid_until=DECIDED_ON + timedelta(days=30))
    case_id = extended(desk, extension, health)
    closed = "ohne Einwilligung zu Gesundheitsdaten nicht genannt"
    told = justified(desk, case_id)
    assert told.count(closed) == 2, "of the reason, and of why it was late"
    assert "auf Wunsch" not in told
    assert "Klinik" not in told
    assert extension_of(open_case(desk, case_id).file).late_reason == closed
    assert extension_of(stored(desk, case_id)).late_reason == "lag in der Klinik"
