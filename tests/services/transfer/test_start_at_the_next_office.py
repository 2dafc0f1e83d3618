"""What the next office holds of a start and its proof, and who comes back from there (C7, E5, U3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from intman_desktop.rules.explaining import earlier_is_unknown
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.going_out import for_next_office
from intman_desktop.services.transfer.importing import fault_sentence, import_cases
from intman_desktop.values.case_file import Plan
from intman_desktop.values.codes import ConsentScope, StartEvidence, YesNoUnknown
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.handed_over import OwnConsent
from tests import builders as a
from tests.opened import TODAY, open_desk, put_in

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


def test_c7_u3_that_the_start_may_have_been_earlier_is_known_at_the_next_office(
    desk: Desk, template: Path, tmp_path: Path
) -> None:
    """The row of the giving office answered the question, and the caveat was gone with the move."""
    consents = (a.a_consent(), a.a_consent(ConsentScope.RELOCATION))
    case = a.a_case(counselled_before=YesNoUnknown.YES)
    file = a.a_case_file(case=case, consents=consents, earlier_counselling=())
    case_id = put_in(desk, [file])[file.case.key]
    assert earlier_is_unknown(open_case(desk, case_id).file)
    content = export_cases(desk, [case_id], to="IM Beispielstadt")
    there = open_desk(template, tmp_path / "there")
    report = import_cases(there, content, own=[OwnConsent(file.case.number, TODAY, "Ordner 4")]).value
    assert report.cases == 1
    notes = open_case(there, 1).period.notes
    there.vault.close()
    assert "period_earlier_unknown" in [fact.code for fact in notes]


def test_e5_u3_who_comes_back_before_the_ended_case_is_erased_is_told_the_way(desk: Desk) -> None:
    consents = (a.a_consent(), a.a_consent(ConsentScope.RELOCATION))
    file = a.a_case_file(consents=consents)
    case_id = put_in(desk, [file])[file.case.key]
    content = export_cases(desk, [case_id], to="IM Beispielstadt")
    own = [OwnConsent(file.case.number, TODAY, "Ordner 4")]
    assert [each.code for each in import_cases(desk, content, own=own).value.notices][-1:] == [
        "case_here_already"
    ]
    end_case(desk, case_id, Ending(TODAY, "relocation"))
    report = import_cases(desk, content, own=own).value
    assert (report.cases, report.notices[-1].code) == (0, "case_ended_here")
    assert "zuerst die alte Akte" in fault_sentence(report.notices[-1])
    erase_case(desk, case_id)
    assert import_cases(desk, content, own=own).value.cases == 1
