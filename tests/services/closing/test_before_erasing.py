"""E4, C11, L6: what a person gets before her case is gone, and whether it was printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from intman_desktop.errors import NotFound
from intman_desktop.services.casework.erasing_several import look_at_one, note_papers_shown
from intman_desktop.services.closing.before_erasing import PRINTED, note_given_out
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import look_before_erasing
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_kinds import (
    INTEGRATION_PLAN,
    PAPERS_TO_DESTROY,
    PERIOD_CERTIFICATE,
    WITHDRAWAL,
)
from intman_desktop.services.papers.papers import hand_out_plan, paper
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.values.codes import ConsentForm, PaperWay
from intman_desktop.values.ending_views import Ending
from tests import builders as a
from tests.opened import TODAY, on_day, put_in

pytestmark = pytest.mark.unmeasured

EARLIER = date(2026, 11, 10)


@pytest.fixture
def case_id(desk: Desk) -> int:
    file = a.a_case_file(disclosures=(a.a_disclosure(),))
    return put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]


def marks(desk: Desk, case_id: int) -> dict[str, bool]:
    return {each.name: each.way is not None for each in look_before_erasing(desk, case_id).papers}


def test_e4_after_a_withdrawal_each_paper_counts_once_it_was_printed(desk: Desk, case_id: int) -> None:
    withdraw_basic(desk, case_id, TODAY)
    names = (WITHDRAWAL, PERIOD_CERTIFICATE, INTEGRATION_PLAN, PAPERS_TO_DESTROY)
    assert tuple(marks(desk, case_id)) == names == tuple(PRINTED)
    for name in names:
        paper(desk, name, case_id)
        assert not marks(desk, case_id)[name], "looked at is not printed"
        note_given_out(desk, case_id, name, PaperWay.PRINTED)
        assert marks(desk, case_id)[name]
    preview = look_before_erasing(desk, case_id)
    assert preview.to_tell == preview.untold == ("Jobcenter Musterstadt",)


def test_e4_l7_a_withdrawal_entered_on_a_clock_that_was_ahead_lets_papers_count_today(
    desk: Desk, case_id: int
) -> None:
    withdraw_basic(on_day(desk, date(2028, 3, 1)), case_id, TODAY)
    note_given_out(desk, case_id, PERIOD_CERTIFICATE, PaperWay.PRINTED)
    assert marks(desk, case_id)[PERIOD_CERTIFICATE]


def test_c11_what_was_printed_while_the_case_ran_does_not_tell_how_it_ended(desk: Desk, case_id: int) -> None:
    note_given_out(on_day(desk, EARLIER - timedelta(days=1)), case_id, PERIOD_CERTIFICATE, PaperWay.PRINTED)
    assert not marks(desk, case_id)[PERIOD_CERTIFICATE]
    end_case(desk, case_id, Ending(EARLIER, "goals_reached"))
    assert not marks(desk, case_id)[PERIOD_CERTIFICATE]
    note_given_out(on_day(desk, EARLIER), case_id, PERIOD_CERTIFICATE, PaperWay.PRINTED)
    assert marks(desk, case_id)[PERIOD_CERTIFICATE]


def test_c11_a_running_case_is_erased_on_the_day_it_ends(desk: Desk, case_id: int) -> None:
    assert WITHDRAWAL not in marks(desk, case_id)
    note_given_out(desk, case_id, PERIOD_CERTIFICATE, PaperWay.PRINTED)
    assert marks(desk, case_id)[PERIOD_CERTIFICATE]
    assert look_before_erasing(desk, case_id).to_tell == ()


def test_e4_papers_of_several_and_a_plan_handed_out_count_as_printed(desk: Desk, case_id: int) -> None:
    hand_out_plan(desk, case_id)
    assert marks(desk, case_id)[INTEGRATION_PLAN]
    end_case(desk, case_id, Ending(TODAY, "goals_reached"))
    note_papers_shown(desk, [case_id])
    assert marks(desk, case_id) == {
        PERIOD_CERTIFICATE: True,
        INTEGRATION_PLAN: True,
        PAPERS_TO_DESTROY: False,
    }


def test_e4_it_is_told_whether_a_paper_was_printed_or_only_saved(desk: Desk, case_id: int) -> None:
    """A file is no paper: what was printed once counts as printed, whatever else was done with it."""

    def way_of(name: str) -> PaperWay | None:
        return next(each.way for each in look_before_erasing(desk, case_id).papers if each.name == name)

    note_given_out(desk, case_id, PERIOD_CERTIFICATE, PaperWay.SAVED)
    assert way_of(PERIOD_CERTIFICATE) is PaperWay.SAVED
    note_given_out(desk, case_id, PERIOD_CERTIFICATE, PaperWay.PRINTED)
    note_given_out(desk, case_id, PERIOD_CERTIFICATE, PaperWay.SAVED)
    assert way_of(PERIOD_CERTIFICATE) is PaperWay.PRINTED
    note_papers_shown(desk, [case_id], PaperWay.SAVED)
    assert way_of(INTEGRATION_PLAN) is PaperWay.SAVED
    hand_out_plan(desk, case_id)
    assert way_of(INTEGRATION_PLAN) is PaperWay.HANDED_OUT
    note_papers_shown(desk, [case_id])
    assert way_of(INTEGRATION_PLAN) is PaperWay.PRINTED
    assert way_of(PAPERS_TO_DESTROY) is None


def test_e4_a_plan_handed_out_while_the_case_ran_does_not_count(desk: Desk) -> None:
    """Any version ever handed out passed for the plan that is to be given when she withdraws."""
    file = a.a_case_file(plan=a.a_plan(versions=(a.an_issued_plan(),)))
    case_id = put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]
    assert not marks(desk, case_id)[INTEGRATION_PLAN]
    withdraw_basic(desk, case_id, TODAY)
    assert not marks(desk, case_id)[INTEGRATION_PLAN]
    assert INTEGRATION_PLAN in look_at_one(desk, case_id).lacking


def test_e4_what_went_out_before_a_withdrawal_was_entered_does_not_count(desk: Desk, case_id: int) -> None:
    """Withdrawn as of the 10th and entered on the 20th: on the 15th nobody knew that it had ended."""
    between = on_day(desk, EARLIER + timedelta(days=5))
    hand_out_plan(between, case_id)
    note_given_out(between, case_id, PERIOD_CERTIFICATE, PaperWay.PRINTED)
    note_given_out(desk, case_id, PAPERS_TO_DESTROY, PaperWay.PRINTED)
    withdraw_basic(desk, case_id, EARLIER)
    assert marks(desk, case_id) == {
        WITHDRAWAL: False,
        PERIOD_CERTIFICATE: False,
        INTEGRATION_PLAN: False,
        PAPERS_TO_DESTROY: True,
    }, "only what went out on the day of the entry, before it or after it"


def test_e4_where_nothing_is_on_paper_no_list_is_asked_for(desk: Desk) -> None:
    oral = a.a_consent(form=ConsentForm.ORAL_WITH_WITNESS, witness="Vera Zeugin", filing_place="")
    file = a.a_case_file(consents=(oral,), agreement=None, plan=None)
    case_id = put_in(desk, [file])[file.case.key]
    assert PAPERS_TO_DESTROY not in marks(desk, case_id)
    with pytest.raises(NotFound):
        note_given_out(desk, 99, PERIOD_CERTIFICATE, PaperWay.PRINTED)
