"""Whoever was counselled elsewhere before, with a plan that may be older than the first talk (I7, C7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from intman_desktop.values.case_file import CaseFile, EarlierCounselling
from intman_desktop.values.codes import StartEvidence, StartOrigin, YesNoUnknown
from tests import builders as a

TALKED = date(2025, 9, 30)
"""The day of the first talk elsewhere."""
OLDER = date(2025, 9, 1)
"""A first day of a plan before that."""
WHY = "Zahlendreher"
"""Why a first day is corrected."""


def counselled_elsewhere(talked: date | None = TALKED, **details: Any) -> CaseFile:
    """Return the case of somebody whose period began elsewhere on ``talked``; None where nobody knows."""
    case = a.a_case(
        counselled_before=YesNoUnknown.YES,
        period_start=talked,
        start_origin=StartOrigin.BROUGHT,
        start_evidence=StartEvidence.CERTIFICATE_SEEN,
    )
    earlier = EarlierCounselling("LRA Musterkreis", talked, None, StartEvidence.CERTIFICATE_SEEN)
    return a.a_case_file(case=case, earlier_counselling=(earlier,) if talked else (), **details)
