"""L2: a case that must be kept is hidden instead of erased, with a reason and a reminder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from intman_desktop.errors import ChangedMeanwhile, Refused
from intman_desktop.services.across.key_figures import sheet_view
from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.casework.cases import case_page, open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.admission import whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft, stored_drafts
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.rights.holding import hold_case, lift_hold
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values.case_file import Answer, CaseFile
from intman_desktop.values.codes import HeldReason, SpecialKind
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault.vault import Vault
from tests import builders as a
from tests.opened import TODAY, brought_back, on_day, put_in

AGAIN = date(2027, 2, 1)
REASON = "Beschwerde vom 3.11. (Beispiel)"


@pytest.fixture
def case_id(desk: Desk) -> int:
    return take_in(desk, a.an_intake()).value.case_id


def listed(desk: Desk) -> int:
    return case_page(desk, CaseFilter()).total


def test_l2_a_hold_hides_the_case_keeps_its_figures_and_can_be_taken_back(desk: Desk, case_id: int) -> None:
    before = sheet_view(desk, 2026)
    outcome = hold_case(desk, case_id, f" {REASON} ", AGAIN)
    held = outcome.value
    assert (held.hold_since, held.hold_reason, held.hold_review_on) == (TODAY, REASON, AGAIN)
    assert listed(desk) == 0
    assert sheet_view(desk, 2026).groups == before.groups
    with pytest.raises(Refused, match="case_on_hold"):
        open_case(desk, case_id)
    assert open_case(desk, case_id, reason=HeldReason.COURT).file.case.hold_reason == REASON
    assert [line.verb for line in journal_of(desk, case_id)][:2] == ["held_case_opened_court", "case_held"]
    assert outcome.undo is not None
    outcome.undo()
    assert listed(desk) == 1


def test_l2_while_a_hold_stands_nothing_is_erased_and_afterwards_it_is(desk: Desk, case_id: int) -> None:
    end_case(desk, case_id, Ending(TODAY, "goals_reached", deletion_due=TODAY))
    hold_case(desk, case_id, REASON, AGAIN)
    with pytest.raises(Refused, match="case_on_hold"):
        erase_case(desk, case_id)
    lifted = lift_hold(desk, case_id).value
    assert (lifted.hold_since, lifted.hold_reason, lifted.hold_review_on) == (None, "", None)
    erase_case(desk, case_id)
    assert listed(desk) == 0


@pytest.mark.parametrize(
    ("reason", "review_on", "code"),
    [
        ("  ", AGAIN, "hold_reason_missing"),
        (REASON, None, "hold_review_missing"),
        (REASON, TODAY, "hold_review_not_ahead"),
        (REASON, date(2026, 11, 21), ""),
    ],
)
def test_l2_a_hold_needs_a_reason_and_a_day_ahead(
    desk: Desk, case_id: int, reason: str, review_on: date | None, code: str
) -> None:
    if not code:
        hold_case(desk, case_id, reason, review_on)
        return
    with pytest.raises(Refused, match=code):
        hold_case(desk, case_id, reason, review_on)


def test_l2_a_hold_is_set_once_and_lifted_once(desk: Desk, case_id: int) -> None:
    with pytest.raises(Refused, match="hold_gone"):
        lift_hold(desk, case_id)
    outcome = hold_case(desk, case_id, REASON, AGAIN)
    with pytest.raises(Refused, match="case_on_hold"):
        hold_case(desk, case_id, REASON, AGAIN)
    lift_hold(desk, case_id)
    assert outcome.undo is not None
    with pytest.raises(ChangedMeanwhile):
        outcome.undo()


def test_e4_a_consent_is_withdrawn_while_the_case_is_held_and_it_stays_hidden(
    desk: Desk, case_id: int
) -> None:
    hold_case(desk, case_id, REASON, AGAIN)
    ended = withdraw_basic(desk, case_id, TODAY).value
    assert (ended.ending_reason, ended.deletion_due, ended.hold_reason) == (
        "consent_withdrawn",
        TODAY,
        REASON,
    )
    assert listed(desk) == 0
    with pytest.raises(Refused, match="case_on_hold"):
        erase_case(desk, case_id)


def test_l2_the_reminder_stands_among_the_deadlines_without_a_name(desk: Desk, case_id: int) -> None:
    hold_case(desk, case_id, REASON, date(2026, 11, 30))
    (row,) = [each for each in deadlines(desk) if each.kind is DeadlineKind.HOLD_REVIEW]
    assert row.person == ""


@pytest.mark.parametrize(("withdrawn", "times"), [(False, 0), (True, 1)])
def test_l3_lifting_a_hold_writes_the_store_anew_where_it_empties_something(
    desk: Desk, case_id: int, monkeypatch: pytest.MonkeyPatch, withdrawn: bool, times: int
) -> None:
    hold_case(desk, case_id, REASON, AGAIN)
    if withdrawn:
        health = next(each for each in whole(desk, case_id).consents if each.kind is SpecialKind.HEALTH)
        withdraw_kind(desk, case_id, health.id, TODAY)
    written: list[Vault] = []
    shrink = Vault.shrink

    def counting(vault: Vault) -> None:
        written.append(vault)
        shrink(vault)

    monkeypatch.setattr(Vault, "shrink", counting)
    lift_hold(desk, case_id)
    assert len(written) == times


def test_l4_l2_what_a_lifted_hold_emptied_does_not_come_back_under_the_hold(
    desk: Desk, tmp_path: Path
) -> None:
    """The backup was made under the hold, after the withdrawal; the hold comes back, what was emptied not."""
    told = (Answer("health_remark", "Brille"), Answer("native_language", "ar"))
    file = a.a_case_file(answers=told)
    case_id = put_in(desk, [file])[file.case.key]
    hold_case(desk, case_id, REASON, AGAIN)
    withdraw_kind(desk, case_id, whole(desk, case_id).consents[1].id, TODAY)
    place = tmp_path / "stick"
    place.mkdir()
    made = back_up(desk, place).value
    under = brought_back(made.file, tmp_path / "davor")
    held = whole(under, case_id)
    under.vault.close()
    assert len(held.answers) == 2, "what is held is kept"
    lift_hold(desk, case_id)
    there = brought_back(made.file, tmp_path / "danach")
    back = whole(there, case_id)
    there.vault.close()
    assert back.case.hold_since == TODAY
    assert [answer.field for answer in back.answers] == ["native_language"]


def test_l4_l2_what_was_begun_does_not_come_back_under_the_hold_of_a_withdrawn_case(
    desk: Desk, case_id: int, tmp_path: Path
) -> None:
    save_draft(desk, "talk", case_id, "angefangen")
    hold_case(desk, case_id, REASON, AGAIN)
    withdraw_basic(desk, case_id, TODAY)
    place = tmp_path / "stick"
    place.mkdir()
    made = back_up(desk, place).value
    lift_hold(desk, case_id)
    there = brought_back(made.file, tmp_path / "danach")
    back, drafts = whole(there, case_id), stored_drafts(there, [1])
    there.vault.close()
    assert (back.case.hold_since, drafts) == (TODAY, {})


def whole(desk: Desk, case_id: int) -> CaseFile:
    """Return a case as it lies in the store, on hold or not."""
    with desk.vault.reading() as connection:
        return whole_case(connection, case_id)


def test_e4_what_was_begun_goes_when_the_hold_on_a_withdrawn_case_is_lifted(desk: Desk, case_id: int) -> None:
    save_draft(desk, "talk", case_id, "angefangen")
    hold_case(desk, case_id, REASON, AGAIN)
    withdraw_basic(desk, case_id, TODAY)
    assert [each.hidden for each in stored_drafts(desk, [1]).values()] == [True]
    lift_hold(desk, case_id)
    assert stored_drafts(desk, [1]) == {} and open_drafts(desk) == ()


def test_e4_a_withdrawn_case_loses_what_was_begun_at_once(desk: Desk, case_id: int) -> None:
    save_draft(desk, "talk", case_id, "angefangen")
    withdraw_basic(desk, case_id, TODAY)
    assert open_drafts(desk) == ()


def given_anew(desk: Desk, until: date) -> int:
    """Return a held case whose health consent was withdrawn before, given anew ``until`` a day, and used."""
    long_ago = a.a_health_consent(withdrawn_on=date(2026, 3, 1))
    anew = a.a_health_consent(decided_on=date(2026, 4, 1), valid_until=until)
    told = (Answer("health_remark", "Brille"),)
    file = a.a_case_file(consents=(a.a_consent(), long_ago, anew), answers=told)
    case_id = put_in(desk, [file])[file.case.key]
    save_draft(desk, "talk", case_id, "angefangen")
    hold_case(desk, case_id, REASON, AGAIN)
    return case_id


@pytest.mark.parametrize(
    ("until", "today"),
    [
        (date(2027, 6, 30), date(2028, 1, 15)),
        (date(2026, 10, 31), TODAY),
        (date(2027, 6, 30), date(2026, 3, 15)),
    ],
    ids=["a clock ahead", "ran out, and nobody emptied it", "a clock behind"],
)
def test_l2_l7_lifting_a_hold_empties_nothing_that_was_not_withdrawn_under_it(
    desk: Desk, until: date, today: date
) -> None:
    """An old withdrawal emptied what a later consent had opened, without a word, and took what was begun."""
    case_id = given_anew(desk, until)
    lift_hold(on_day(desk, today), case_id)
    assert [answer.value for answer in whole(desk, case_id).answers] == ["Brille"]
    assert len(open_drafts(desk)) == 1


def test_e3_l7_what_was_withdrawn_under_a_hold_on_a_clock_that_was_behind_is_emptied_with_it(
    desk: Desk,
) -> None:
    case_id = given_anew(desk, date(2027, 6, 30))
    withdraw_kind(
        on_day(desk, date(2026, 4, 15)), case_id, whole(desk, case_id).consents[2].id, date(2026, 4, 15)
    )
    lift_hold(desk, case_id)
    assert whole(desk, case_id).answers == ()


def test_l2_withdrawn_given_anew_and_held_on_one_day_nothing_is_emptied_later(desk: Desk) -> None:
    gone = a.a_health_consent(withdrawn_on=TODAY, withdrawal_known_from=TODAY)
    anew = a.a_health_consent(decided_on=TODAY, valid_until=date(2027, 6, 30))
    file = a.a_case_file(consents=(a.a_consent(), gone, anew), answers=(Answer("health_remark", "Brille"),))
    case_id = put_in(desk, [file])[file.case.key]
    hold_case(desk, case_id, REASON, AGAIN)
    lift_hold(on_day(desk, date(2027, 8, 1)), case_id)
    assert [answer.value for answer in whole(desk, case_id).answers] == ["Brille"]
