"""Plans scanned before a withdrawal was written down are listed wherever the case goes, no others (I9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from intman_desktop.errors import Refused
from intman_desktop.gdpr.journal import cut
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.backups import back_up, restore
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.services.transfer.exporting import export_parcel
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.codes import ScanKind, SpecialKind
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from tests import builders as a
from tests.opened import PASSPHRASE, TODAY, moment, on_day, open_desk
from tests.papers_scanned import a_pdf

pytestmark = pytest.mark.unmeasured

PLAN, PAPER = NewScan(ScanKind.PLAN), ScanContent(PDF, a_pdf())


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def a_case(desk: Desk) -> int:
    """Take in somebody who consents to health as well."""
    return take_in(desk, a.an_intake(consents=(a.a_consent(), a.a_health_consent()))).value.case_id


def withdraw_health(desk: Desk, case_id: int, on: date) -> None:
    """Write down, on the desk's day, that the health consent was withdrawn ``on`` a day."""
    withdraw_kind(desk, case_id, case_sheet(desk, case_id).view.file.consents[1].id, on)


def listed(desk: Desk, case_id: int) -> list[date]:
    """Return the days of the scans that are to be looked at."""
    return [place.on for place in case_sheet(desk, case_id).marked if place.on is not None]


def restored(made: Path, folder: Path, on: date) -> Desk:
    """Bring a backup back on a day, and return a desk on it."""
    restore(made, PASSPHRASE, folder, today=lambda: on, now=lambda: moment(on))
    return desk_of(open_store(folder, PASSPHRASE), lambda: on, lambda: moment(on))


def test_e3_l3_what_was_withdrawn_and_erased_elsewhere_lists_no_clean_sheet(desk: Desk) -> None:
    case_id, other_id = a_case(desk), a_case(desk)
    withdraw_health(desk, case_id, TODAY)
    attach_scan(on_day(desk, day(1)), case_id, PLAN, PAPER)  # with the words blacked out
    later = on_day(desk, day(20))
    withdraw_health(later, other_id, day(20))
    erase_case(later, other_id, "relocation")
    assert listed(later, case_id) == []


def test_e3_l4_what_was_withdrawn_and_erased_elsewhere_hides_no_scan_after_a_restore(
    desk: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    case_id, other_id = a_case(desk), a_case(desk)
    withdraw_health(desk, other_id, TODAY)
    erase_case(desk, other_id, "relocation")
    scanned = on_day(desk, day(3))
    attach_scan(scanned, case_id, PLAN, PAPER)
    made = back_up(scanned, stick).value
    withdraw_health(on_day(desk, day(5)), case_id, day(1))
    back = restored(made.file, tmp_path / "zurück", day(6))
    assert listed(back, case_id) == [day(3)]
    back.vault.close()


def test_u5_e3_a_scan_from_between_a_withdrawal_and_its_writing_down_is_listed_at_the_colleagues_too(
    desk: Desk, template: Path, tmp_path: Path
) -> None:
    case_id = a_case(desk)
    attach_scan(desk, case_id, PLAN, PAPER)
    later = on_day(desk, day(2))
    withdraw_health(later, case_id, day(-1))
    attach_scan(on_day(desk, day(3)), case_id, PLAN, PAPER)  # with the words blacked out
    for number, chosen in enumerate(([case_id], None)):  # to a colleague, and onto a new laptop
        sent = BytesIO()
        export_parcel(on_day(desk, day(4)), sent, chosen)
        sent.seek(0)
        there = on_day(open_desk(template, tmp_path / f"there{number}"), day(4))
        assert import_cases(there, sent).value.cases == 1
        assert listed(there, 1) == [TODAY]
        there.vault.close()


def test_e3_an_end_set_back_counts_no_sheet_as_looked_at_that_was_scanned_meanwhile(desk: Desk) -> None:
    """The sheet says until the day before yesterday; until it was read again the consent seemed to stand."""
    case_id = a_case(desk)
    attach_scan(desk, case_id, PLAN, PAPER)
    later = on_day(desk, day(2))
    health = case_sheet(later, case_id).view.file.consents[1]
    outcome = record_consent(later, case_id, replace(health, valid_until=day(-1)))
    attach_scan(on_day(desk, day(3)), case_id, PLAN, PAPER)  # with the words blacked out
    assert listed(on_day(desk, day(4)), case_id) == [TODAY]
    assert outcome.value.end_known_from == day(2)


def test_e3_an_end_that_is_put_right_again_lists_nothing(desk: Desk) -> None:
    """It was typed wrongly: the consent stands, and its end ahead is known in time."""
    case_id = a_case(desk)
    attach_scan(desk, case_id, PLAN, PAPER)
    later = on_day(desk, day(2))
    health = case_sheet(later, case_id).view.file.consents[1]
    wrong = record_consent(later, case_id, replace(health, valid_until=day(-1))).value
    assert listed(later, case_id) == [TODAY]
    right = record_consent(later, case_id, replace(wrong, valid_until=day(5))).value
    assert (listed(later, case_id), right.end_known_from) == ([], None)


def test_e3_a_beginning_moved_later_lists_what_was_scanned_while_the_consent_was_held_for_given(
    desk: Desk, template: Path, tmp_path: Path
) -> None:
    """At a colleague's as well; while the consent stands nothing is closed or to be looked at."""
    case_id = a_case(desk)
    attach_scan(desk, case_id, PLAN, PAPER)
    later = on_day(desk, day(5))
    health = case_sheet(later, case_id).view.file.consents[1]
    assert record_consent(later, case_id, replace(health, decided_on=day(2))).value.held_from is not None
    assert listed(later, case_id) == []
    withdraw_health(later, case_id, day(4))
    assert listed(later, case_id) == [TODAY]
    sent = BytesIO()
    export_parcel(later, sent, [case_id])
    sent.seek(0)
    there = on_day(open_desk(template, tmp_path / "there"), day(5))
    assert import_cases(there, sent).value.cases == 1
    assert listed(there, 1) == [TODAY]
    there.vault.close()


@pytest.mark.parametrize(
    ("new", "at"), [(NewScan(ScanKind.CERTIFICATE, kind=SpecialKind.HEALTH), 1), (PLAN, 0)]
)
def test_e3_p2_no_beginning_is_moved_behind_a_scan_that_only_the_consent_opened(
    desk: Desk, new: NewScan, at: int
) -> None:
    """Else one marked with the kind would rest on nothing, or any but a signed proof on no basic consent."""
    case_id = a_case(desk)
    attach_scan(desk, case_id, new, PAPER)
    later = on_day(desk, day(5))
    consent = case_sheet(later, case_id).view.file.consents[at]
    with pytest.raises(Refused) as refused:
        record_consent(later, case_id, replace(consent, decided_on=day(2)))
    assert (refused.value.code, refused.value.values["on"]) == ("consent_after_use", TODAY)
    record_consent(later, case_id, replace(consent, decided_on=TODAY))


def test_e3_an_end_is_set_back_before_a_marked_scan_as_before(desk: Desk) -> None:
    """It goes with what the consent had opened, once that is emptied."""
    case_id = a_case(desk)
    attach_scan(desk, case_id, NewScan(ScanKind.CERTIFICATE, kind=SpecialKind.HEALTH), PAPER)
    later = on_day(desk, day(5))
    health = case_sheet(later, case_id).view.file.consents[1]
    record_consent(later, case_id, replace(health, valid_until=day(-1)))
    view = case_sheet(later, case_id).view
    assert view.file.consents[1].valid_until == day(-1)
    assert view.file.scans == ()  # still stored, and no consent opens it any more


def test_l6_e3_the_list_stays_when_the_journal_is_cut(desk: Desk) -> None:
    case_id = a_case(desk)
    attach_scan(desk, case_id, PLAN, PAPER)
    withdraw_health(on_day(desk, day(2)), case_id, day(-1))
    attach_scan(on_day(desk, day(3)), case_id, PLAN, PAPER)
    later = on_day(desk, day(900))
    assert listed(later, case_id) == [TODAY]
    with desk.vault.transaction() as connection:
        cut(connection, moment(day(800)))
    assert listed(later, case_id) == [TODAY]


def test_l4_e3_a_second_restore_lists_no_sheet_that_was_scanned_after_the_first(
    desk: Desk, tmp_path: Path
) -> None:
    stick, folder = tmp_path / "stick", tmp_path / "zurück"
    stick.mkdir()
    case_id = a_case(desk)
    attach_scan(desk, case_id, PLAN, PAPER)
    made = back_up(desk, stick).value
    withdraw_health(on_day(desk, day(2)), case_id, day(-1))
    back = restored(made.file, folder, day(3))
    attach_scan(on_day(back, day(4)), case_id, PLAN, PAPER)  # with the words blacked out
    made_again = back_up(on_day(back, day(4)), stick).value
    back.vault.close()
    again = restored(made_again.file, folder, day(6))
    assert listed(again, case_id) == [TODAY]
    again.vault.close()
