"""What the next office holds of the start of a period, and what proves it there (C7, U3)."""

from __future__ import annotations

import pytest

from intman_desktop.services.transfer.going_out import for_next_office
from intman_desktop.values.case_file import Plan
from intman_desktop.values.codes import StartEvidence
from tests import builders as a

pytestmark = pytest.mark.unmeasured


@pytest.mark.parametrize(
    ("plan", "evidence"),
    [(a.a_plan(), StartEvidence.PLAN_SEEN), (None, StartEvidence.UNKNOWN), (Plan(), StartEvidence.UNKNOWN)],
    ids=["begun", "none", "not begun"],
)
def test_c7_u3_only_a_begun_plan_in_the_file_proves_the_start(
    plan: Plan | None, evidence: StartEvidence
) -> None:
    sent = for_next_office(a.a_case_file(plan=plan), "IM Beispielstadt")
    assert (sent.case.start_evidence, sent.earlier_counselling[-1].evidence) == (evidence, evidence)
