"""L1, L2, L5, L7, E4: several cases are looked at before they are erased, and never on a wrong clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.errors import NotFound, Refused
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.casework.erasing_several import (
    gather_for_clients,
    gather_to_destroy,
    look_at_one,
    note_papers_shown,
)
from intman_desktop.services.casework.several_papers import make_papers
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import (
    confirm_clock,
    due_for_erasure,
    erase_case,
    look_before_erasing,
)
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.papers.disclosure_papers import withdrawal_notice
from intman_desktop.services.papers.paper_kinds import (
    INTEGRATION_PLAN,
    PERIOD_CERTIFICATE,
    WITHDRAWAL,
    title_of,
)
from intman_desktop.services.papers.papers import erasure_protocol, hand_out_plan
from intman_desktop.services.rights.disclosures import (
    record_recipients_told,
    withdrawal_notices,
    write_office_letter,
)
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.requests import record_request
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values import papers as v
from intman_desktop.values.codes import DisclosureWay, IdentityCheck, RequestAnswer
from intman_desktop.values.ending_views import BY_SETTING, Ending
from intman_desktop.values.views import CaseFilter
from tests import builders as a
from tests.opened import TODAY, on_day, put_in, stored

AGAIN = date(2027, 2, 1)


def three(desk: Desk) -> list[int]:
    """Put three cases in, two of them ended, and return their ids."""
    files = [a.a_case_file() for _ in range(3)]
    ids = list(put_in(desk, files, [a.a_talk(file.case.key) for file in files]).values())
    for case_id in ids[:2]:
        end_case(desk, case_id, Ending(TODAY, "goals_reached"))
    return ids


def test_l2_the_list_names_the_reasons_and_the_day(desk: Desk) -> None:
    three(desk)
    (first, _second) = due_for_erasure(desk)
    assert (first.ended_because, first.deletion_reason) == ("Ziele erreicht / selbständig", BY_SETTING)
    assert (first.deletion_due, first.days_left) == (TODAY + timedelta(days=14), 14)


def test_l2_each_case_is_looked_at_with_the_papers_that_are_not_printed_yet(desk: Desk) -> None:
    first, second, running = three(desk)
    look = look_at_one(desk, first)
    assert look.lacking == (PERIOD_CERTIFICATE, INTEGRATION_PLAN)
    assert (look.to_destroy, look.preview.case_id) == (True, first)
    with pytest.raises(Refused, match="case_not_ended"):
        look_at_one(desk, running)
    hold_case(desk, second, "Beschwerde (Beispiel)", AGAIN)
    with pytest.raises(Refused, match="case_on_hold"):
        look_at_one(desk, second)
    with pytest.raises(NotFound):
        look_at_one(desk, 99)


def test_l2_what_was_handed_out_or_shown_is_asked_for_no_more(desk: Desk) -> None:
    file = a.a_case_file()
    case_id = put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]
    hand_out_plan(desk, case_id)
    end_case(desk, case_id, Ending(TODAY, "goals_reached"))
    assert look_at_one(desk, case_id).lacking == (PERIOD_CERTIFICATE,)
    gather_for_clients(desk, [case_id])
    assert look_at_one(desk, case_id).lacking == (PERIOD_CERTIFICATE,), "nobody has seen it yet"
    note_papers_shown(desk, [case_id])
    assert look_at_one(desk, case_id).lacking == ()


def test_e4_the_papers_of_all_are_one_file_also_after_a_withdrawal(desk: Desk) -> None:
    first, second, third = three(desk)
    withdraw_basic(desk, third, TODAY)
    assert look_at_one(desk, third).lacking == (WITHDRAWAL, PERIOD_CERTIFICATE, INTEGRATION_PLAN)
    hold_case(desk, second, "Beschwerde (Beispiel)", AGAIN)
    gathered = gather_for_clients(desk, [first, second, third]).value
    assert [type(each) for each in gathered.papers] == [
        v.CertificatePaper,
        v.PlanPaper,
        v.WithdrawalPaper,
        v.CertificatePaper,
        v.PlanPaper,
    ]
    assert [each.case_id for each in gathered.refused] == [second]
    assert gathered.titles[:2] == (title_of(PERIOD_CERTIFICATE), title_of(INTEGRATION_PLAN))
    made = make_papers(gathered, progress=lambda _done, _total: None)
    assert made.paper is not None
    assert (made.paper.file_name, made.count) == ("Papiere-vor-dem-Loeschen.pdf", 5)
    destroy = make_papers(gather_to_destroy(desk, [first, third]).value, progress=lambda _done, _total: None)
    assert destroy.paper is not None
    assert (destroy.paper.file_name, destroy.count) == ("Papiere-zu-vernichten.pdf", 2)


def test_l2_the_papers_lie_as_the_list_stands_that_they_are_made_from(desk: Desk) -> None:
    """Those due first, then by name; the pile began with another person than the screen."""
    files = [
        a.a_case_file(client=a.a_client(family_name=family)) for family in ("Zora", "Öztürk", "Alrashid")
    ]
    ids = list(put_in(desk, files, [a.a_talk(file.case.key) for file in files]).values())
    for case_id, days in zip(ids, (5, 5, 14), strict=True):
        end_case(desk, case_id, Ending(TODAY, "goals_reached", deletion_due=TODAY + timedelta(days=days)))
    listed = [each.case_id for each in due_for_erasure(desk)]
    assert listed == [ids[1], ids[0], ids[2]]
    for gather in (gather_for_clients, gather_to_destroy):
        people = [case_id for case_id, _number, _name in gather(desk, listed).value.people]
        assert list(dict.fromkeys(people)) == listed
    assert [each[0] for each in gather_to_destroy(desk, [ids[2], 99, ids[0]]).value.people] == [
        ids[2],
        ids[0],
    ]


def test_e7_whoever_was_not_told_of_one_withdrawn_consent_is_named_before(desk: Desk) -> None:
    """Art. 19: the register and the deadline go with the case, and nobody could be told any more."""
    consents = (a.a_consent(), a.a_passing_on())
    file = a.a_case_file(consents=consents, disclosures=(a.a_disclosure(consent=1),))
    case_id = put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]
    passing_on = stored(desk, case_id).consents[1]
    assert look_before_erasing(desk, case_id).untold == ()
    withdraw_kind(desk, case_id, passing_on.id, TODAY)
    end_case(desk, case_id, Ending(TODAY, "goals_reached"))
    look = look_at_one(desk, case_id)
    assert look.untold == look.preview.untold == ("Jobcenter Musterstadt",)
    assert look.preview.to_tell == (), "the counselling itself was not withdrawn"
    entry, letter = withdrawal_notice("Jobcenter Musterstadt", TODAY, TODAY, ())  # by duty, so still open
    write_office_letter(desk, case_id, entry, letter)
    assert look_at_one(desk, case_id).untold == ()


def test_e4_l8_recipients_to_tell_and_requests_to_answer_are_named_before(desk: Desk) -> None:
    file = a.a_case_file(consents=(a.a_consent(), a.a_passing_on()), disclosures=(a.a_disclosure(consent=1),))
    case_id = put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]
    asked = record_request(desk, case_id, a.a_request()).value
    withdraw_basic(desk, case_id, TODAY)
    look = look_at_one(desk, case_id)
    assert look.untold == ("Jobcenter Musterstadt",)
    assert [each.id for each in look.unanswered] == [asked.id]
    withdrawal_notices(desk, case_id)
    assert look_at_one(desk, case_id).untold == look.untold, "looked at is not told"
    record_recipients_told(desk, case_id, DisclosureWay.LETTER)
    answered = replace(
        look.unanswered[0],
        answered_on=TODAY,
        answer=RequestAnswer.HANDED_OVER,
        identity=IdentityCheck.KNOWN,
    )
    record_request(desk, case_id, answered)
    look = look_at_one(desk, case_id)
    assert (look.untold, look.unanswered) == ((), ())


def test_l3_one_by_one_and_a_protocol_of_all_without_anybody(desk: Desk) -> None:
    first, second, running = three(desk)
    records = [erase_case(desk, case_id).value for case_id in (first, second)]
    with pytest.raises(Refused, match="ending_reason_missing"):
        erase_case(desk, running)
    assert case_page(desk, CaseFilter()).total == 1
    paper = erasure_protocol(desk, tuple(records))
    assert paper.file_name == "Loeschprotokoll.pdf"


@pytest.mark.parametrize(
    ("today", "code"), [(date(2019, 1, 1), "clock_went_back"), (date(2035, 1, 1), "clock_far_ahead")]
)
def test_l7_on_a_wrong_clock_nothing_is_erased_until_the_day_is_confirmed(
    desk: Desk, today: date, code: str
) -> None:
    first, _second, _running = three(desk)
    wrong = on_day(desk, today)
    for _twice in range(2):
        with pytest.raises(Refused, match=code):
            erase_case(wrong, first)
    doubt = privacy_view(wrong).clock
    assert doubt is not None and doubt.code == code
    assert case_page(desk, CaseFilter()).total == 3
    assert confirm_clock(wrong).value == today
    assert privacy_view(wrong).clock is None
    erase_case(wrong, first)
    with pytest.raises(Refused, match="clock_"):
        erase_case(desk, first + 1)


def test_l7_work_under_a_wrong_clock_does_not_make_it_right(desk: Desk) -> None:
    first, second, _running = three(desk)
    ahead = on_day(desk, date(2035, 1, 1))
    hold_case(ahead, second, "Beschwerde (Beispiel)", date(2035, 2, 1))
    with pytest.raises(Refused, match="clock_far_ahead"):
        erase_case(ahead, first)
