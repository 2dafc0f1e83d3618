"""E7, P10: hyphens, blanks and capitals make no other recipient, a longer name does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intman_desktop.errors import Refused
from intman_desktop.services.across import overview
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.closing.erased_list import KnownSince
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.disclosures import record_disclosure
from intman_desktop.services.rights.forgetting import withdrawn_on
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.values.codes import ConsentDecision
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.vault.erased import read_erased
from tests import builders as a
from tests.opened import TODAY, one, stored

pytestmark = pytest.mark.unmeasured

ALIKE = (
    "Job-Center Musterstadt",
    "JobCenter Musterstadt",
    "job center muster–stadt",
    "Jobcenter-Musterstadt",
)


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return a case with the consents to counselling, and to passing on to the Jobcenter Musterstadt."""
    return take_in(desk, a.an_intake(consents=(a.a_consent(), a.a_passing_on()))).value.case_id


@pytest.mark.parametrize("written", ALIKE)
def test_e7_what_was_consented_to_is_open_however_its_recipient_is_written(
    desk: Desk, case_id: int, written: str
) -> None:
    entry = a.a_disclosure(recipient=written, on=TODAY)
    kept = record_disclosure(desk, case_id, entry).value
    assert (kept.recipient, kept.consent) == ("Jobcenter Musterstadt", 1)
    withdraw_kind(desk, case_id, open_case(desk, case_id).file.consents[1].id, TODAY)
    with pytest.raises(Refused, match="disclosure_without_consent"):
        record_disclosure(desk, case_id, entry)


@pytest.mark.parametrize("written", ["Jobcenter", "Jobcenter Musterstadt Mitte", "Jobcenter Musterdorf"])
def test_e7_another_name_is_another_recipient(desk: Desk, case_id: int, written: str) -> None:
    with pytest.raises(Refused, match="disclosure_without_consent"):
        record_disclosure(desk, case_id, a.a_disclosure(recipient=written, on=TODAY))


@pytest.mark.parametrize("written", ALIKE)
def test_p10_a_no_holds_however_its_recipient_is_written(desk: Desk, written: str) -> None:
    no = a.a_passing_on(written, ConsentDecision.REFUSED)
    case_id, _file = one(desk, consents=(a.a_consent(), no))
    with pytest.raises(Refused) as refused:
        record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    assert (refused.value.code, refused.value.values["because"]) == ("disclosure_without_consent", "refused")


def test_e1_what_was_declared_anew_to_a_name_written_otherwise_runs_out_no_more(desk: Desk) -> None:
    first = a.a_passing_on(ALIKE[0], valid_until=TODAY + timedelta(days=5))
    case_id, _file = one(desk, consents=(a.a_consent(), first))
    kinds = [row.kind for row in overview.deadlines_of(desk, case_id)]
    assert DeadlineKind.CONSENT_EXPIRES in kinds
    record_consent(desk, case_id, a.a_passing_on(decided_on=TODAY))
    kinds = [row.kind for row in overview.deadlines_of(desk, case_id)]
    assert DeadlineKind.CONSENT_EXPIRES not in kinds


def test_l4_a_withdrawal_stands_on_the_list_for_each_way_its_recipient_is_written(desk: Desk) -> None:
    """A backup from before the second sheet holds the first alone: it must not come back open."""
    sheets = (a.a_consent(), a.a_passing_on(ALIKE[0]), a.a_passing_on(decided_on=TODAY))
    case_id, file = one(desk, consents=sheets)
    withdraw_kind(desk, case_id, file.consents[2].id, TODAY)
    listed = read_erased(desk.vault.folder / "erased.txt").digests
    before = stored(desk, case_id)
    for sheet in before.consents[1:]:
        assert withdrawn_on(desk, before, sheet, KnownSince(listed)) == TODAY
