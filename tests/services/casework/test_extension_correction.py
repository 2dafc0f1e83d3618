"""L8, C2 to C4: a recorded extension is corrected or taken back, and all is as if it had been right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.errors import ChangedMeanwhile, Refused
from intman_desktop.services.across.key_figures import freeze_year, sheet_json, sheet_view
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.extension_correction import correct_extension
from intman_desktop.services.casework.period import extend
from intman_desktop.services.casework.period_form import period_form
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.values.case_file import CaseFile, Extension
from intman_desktop.values.work_views import PeriodView
from tests import builders as a
from tests.opened import TODAY, clock_of, on_day, put_in, stored

pytestmark = pytest.mark.unmeasured

START = date(2024, 3, 15)
LAST_DAY = date(2027, 3, 15)
WHY = "Versehentlich 12 statt 6 Monate gewählt"


def an_extension(**details: object) -> Extension:
    """Return a decision for three more months for an illiterate person."""
    plain = Extension(
        date(2027, 6, 15), date(2026, 11, 2), "illiteracy", "Lernt noch lesen.", decided_by="EB"
    )
    return replace(plain, **details)  # type: ignore[arg-type]


WRONG = an_extension(until=date(2028, 3, 15))
HALF_A_YEAR = an_extension(until=date(2027, 9, 15))


def put(desk: Desk, *extensions: Extension, **details: object) -> int:
    """Write a case whose period began on 15.03.2024, extend it, and return its id."""
    begun = a.a_case(period_start=START, opened_on=START)
    file = a.a_case_file(**{"case": begun, "needs_assessment": None, **details})
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=START)])[file.case.key]
    for each in extensions:
        extend(desk, case_id, each)
    return case_id


def file_of(desk: Desk, case_id: int) -> CaseFile:
    """Return the case as it stands in the store."""
    return open_case(desk, case_id).file


def last_of(desk: Desk, case_id: int) -> Extension:
    """Return the extension that its page offers to correct."""
    correctable = period_form(desk, case_id).correctable
    assert correctable is not None
    return correctable.extension


def as_shown(view: PeriodView) -> PeriodView:
    """Return a clock without what tells two cases apart: ids, keys and versions."""
    plain = tuple(replace(each, id=0, version=1) for each in view.extensions)
    return replace(view, case_id=0, case_key="", version=0, extensions=plain)


@pytest.mark.parametrize("meant", [HALF_A_YEAR, None], ids=["corrected", "taken back"])
def test_l8_a_plan_that_was_handed_out_with_the_wrong_end_is_to_be_handed_out_anew(
    desk: Desk, meant: Extension | None
) -> None:
    case_id = put(desk, WRONG)
    hand_out_plan(on_day(desk, date(2026, 11, 9)), case_id)
    assert clock_of(desk, case_id).plan_outdated_on is None
    shown = correct_extension(desk, case_id, last_of(desk, case_id), meant, WHY)
    assert shown.value.plan_outdated_on == date(2026, 11, 9)
    assert shown.value.papers_of_other_end == (date(2026, 11, 9),)
    hand_out_plan(desk, case_id)
    view = clock_of(desk, case_id)
    assert (view.plan_outdated_on, view.papers_of_other_end) == (None, (date(2026, 11, 9),))


def test_l8_an_extension_after_a_plan_makes_nothing_of_it_wrong(desk: Desk) -> None:
    case_id = put(desk)
    hand_out_plan(desk, case_id)
    extend(desk, case_id, an_extension())
    assert clock_of(desk, case_id).plan_outdated_on is None
    hand_out_plan(desk, case_id)
    extend(desk, case_id, HALF_A_YEAR)
    view = clock_of(desk, case_id)
    assert (view.plan_outdated_on, view.papers_of_other_end) == (None, ())


@pytest.mark.parametrize(
    ("entered", "meant"),
    [
        ([WRONG], [HALF_A_YEAR]),
        ([WRONG], []),
        ([HALF_A_YEAR], [WRONG]),
        ([an_extension(), WRONG], [an_extension(), HALF_A_YEAR]),
        ([an_extension(), WRONG], [an_extension()]),
        ([an_extension()], [an_extension(reason="multiple_problems", text="Sucht und Schulden")]),
        ([an_extension()], [an_extension(decided_on=date(2026, 11, 3), decided_by="Frau Muster")]),
    ],
)
def test_c4_l8_after_a_correction_the_clock_is_as_if_it_had_been_entered_right_at_once(
    desk: Desk, entered: list[Extension], meant: list[Extension]
) -> None:
    corrected, right = put(desk, *entered), put(desk, *meant)
    new = meant[-1] if len(meant) == len(entered) else None
    shown = correct_extension(desk, corrected, last_of(desk, corrected), new, WHY).value
    assert as_shown(shown) == as_shown(clock_of(desk, right))
    of_both = [period_form(desk, each) for each in (corrected, right)]
    assert of_both[0].months == of_both[1].months


def test_k7_the_figures_are_counted_as_if_it_had_never_been(desk: Desk) -> None:
    case_id = put(desk)
    before = sheet_json(desk, 2026)["figures"]
    extend(desk, case_id, WRONG)
    assert sheet_json(desk, 2026)["figures"] != before
    correct_extension(desk, case_id, last_of(desk, case_id), None, WHY)
    assert sheet_json(desk, 2026)["figures"] == before


def test_k7_a_year_that_was_handed_in_shows_the_correction_until_it_is_handed_in_anew(desk: Desk) -> None:
    decided = replace(WRONG, decided_on=date(2025, 11, 3))
    case_id = put(desk, decided)
    freeze_year(desk, 2025)
    corrected = replace(decided, reason="multiple_problems", text="Schulden und Sucht")
    correct_extension(desk, case_id, last_of(desk, case_id), corrected, WHY)
    assert sheet_view(desk, 2025).changed_since_freeze == ()  # the standard sheet counts them together
    correct_extension(desk, case_id, last_of(desk, case_id), None, WHY)
    (change,) = sheet_view(desk, 2025).changed_since_freeze
    assert (change.before, change.after) == (1, 0)
    freeze_year(desk, 2025)
    view = sheet_view(desk, 2025)
    assert len(view.frozen) == 2 and view.changed_since_freeze == ()


def test_l8_it_is_kept_what_was_wrong_and_when_and_told_in_the_file_and_to_the_person(desk: Desk) -> None:
    case_id = put(desk, WRONG)
    correct_extension(desk, case_id, last_of(desk, case_id), HALF_A_YEAR, f" {WHY} ")
    (told,) = case_sheet(desk, case_id).corrections
    assert told.place == "Ende der Verlängerung"
    assert (told.on, told.rectified, told.old_value, told.reason) == (TODAY, True, "15.03.2028", WHY)
    assert access_report(desk, case_id).value.content
    correct_extension(desk, case_id, last_of(desk, case_id), None, "Doch nicht nötig")
    (told,) = case_sheet(desk, case_id).corrections
    assert told.old_value == "15.03.2028; 15.09.2027"
    assert told.reason == "Doch nicht nötig"


def test_l8_of_another_sentence_no_day_was_wrong(desk: Desk) -> None:
    case_id = put(desk, WRONG)
    correct_extension(desk, case_id, last_of(desk, case_id), replace(WRONG, text="Kann nicht lesen."), WHY)
    (told,) = case_sheet(desk, case_id).corrections
    assert (told.rectified, told.old_value, told.reason) == (True, "", WHY)


def test_a_correction_is_undone_and_done_again(desk: Desk) -> None:
    case_id = put(desk, WRONG)
    before = file_of(desk, case_id)
    done = correct_extension(desk, case_id, last_of(desk, case_id), None, WHY)
    assert done.undo is not None and file_of(desk, case_id).extensions == ()
    again = done.undo()
    after = file_of(desk, case_id)
    assert [each.until for each in after.extensions] == [each.until for each in before.extensions]
    assert after.corrections == () and again is not None
    again()
    assert file_of(desk, case_id).extensions == ()


@pytest.mark.parametrize(
    ("corrected", "reason", "code"),
    [
        (None, "  ", "extension_correction_reason_missing"),
        (WRONG, WHY, "extension_unchanged"),
        (replace(WRONG, until=date(2028, 3, 16)), WHY, "extension_beyond_latest"),
        (replace(WRONG, until=LAST_DAY), WHY, "extension_not_after_last_day"),
        (replace(WRONG, reason="mental_illness"), WHY, "extension_reason_needs_health_consent"),
        (replace(WRONG, evidence_place_kind="nowhere"), WHY, "extension_place_unknown"),
        (None, "x" * 301, "correction_too_long"),
    ],
)
def test_c2_c3_c4_a_correction_that_cannot_be_is_refused_and_changes_nothing(
    desk: Desk, corrected: Extension | None, reason: str, code: str
) -> None:
    case_id = put(desk, WRONG, consents=(a.a_consent(decided_on=START),))
    before = file_of(desk, case_id)
    with pytest.raises(Refused, match=code):
        correct_extension(desk, case_id, last_of(desk, case_id), corrected, reason)
    assert file_of(desk, case_id) == before


def test_c4_l8_too_late_a_day_and_a_missing_sentence_are_refused_together(desk: Desk) -> None:
    case_id = put(desk, WRONG)
    late = an_extension(until=date(2029, 6, 1))
    with pytest.raises(Refused) as refused:
        correct_extension(desk, case_id, last_of(desk, case_id), late, " ")
    told = {each.code for each in (refused.value, *refused.value.further)}
    assert told == {"extension_correction_reason_missing", "extension_beyond_latest"}


def test_c4_of_two_extensions_the_last_is_corrected_first(desk: Desk) -> None:
    case_id = put(desk, an_extension(), WRONG)
    first, _last = file_of(desk, case_id).extensions
    with pytest.raises(Refused, match="extension_not_last"):
        correct_extension(desk, case_id, first, None, WHY)


def test_what_was_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    case_id = put(desk, WRONG)
    read = last_of(desk, case_id)
    correct_extension(desk, case_id, read, HALF_A_YEAR, WHY)
    with pytest.raises(ChangedMeanwhile):
        correct_extension(desk, case_id, read, None, WHY)


def test_c3_e3_what_was_wrong_goes_with_the_consent_on_health(desk: Desk) -> None:
    """The words may tell of an illness, as those of the reason may."""
    health = a.a_health_consent()
    ill = an_extension(reason="disability", text="Sieht kaum.")
    case_id = put(desk, ill, consents=(a.a_consent(), health))
    correct_extension(desk, case_id, last_of(desk, case_id), HALF_A_YEAR, "Doch keine Behinderung")
    given = next(each for each in file_of(desk, case_id).consents if each.kind is not None)
    withdraw_kind(desk, case_id, given.id, TODAY)
    (told,) = case_sheet(desk, case_id).corrections
    assert (told.rectified, told.old_value, told.reason) == (True, "", "")


DECIDED_ON = date(2026, 11, 2)
OF_HEALTH = an_extension(
    until=WRONG.until,
    reason="mental_illness",
    text="In Therapie.",
    evidence_seen_on=DECIDED_ON,
    evidence_place_kind="clinic",
)


def after_expiry(desk: Desk) -> Desk:
    """Return the desk on the day after the health consent of ``put_under_health`` ran out."""
    return on_day(desk, TODAY + timedelta(days=31))


def put_under_health(desk: Desk, extension: Extension) -> int:
    """Write an extension under a health consent that runs out in thirty days."""
    health = a.a_health_consent(decided_on=START, valid_until=TODAY + timedelta(days=30))
    return put(desk, extension, consents=(a.a_consent(decided_on=START), health))


def kept_in(desk: Desk, case_id: int) -> Extension:
    """Return the one extension as it stands in the store, whatever is closed."""
    (kept,) = stored(desk, case_id).extensions
    return kept


def moved(shown: Extension, until: date) -> Extension:
    """Return an extension as it was shown, with another day."""
    return replace(shown, until=until)


@pytest.mark.parametrize("extension", [OF_HEALTH, replace(WRONG, text="Schlaganfall", late_reason="Klinik")])
def test_c3_l8_the_day_is_corrected_while_the_reason_is_closed_and_nothing_stored_is_lost(
    desk: Desk, extension: Extension
) -> None:
    case_id = put_under_health(desk, extension)
    later = after_expiry(desk)
    shown = last_of(later, case_id)
    assert (shown.reason, shown.text, shown.evidence_seen_on) == ("erased_on_request", "", None)
    before = kept_in(later, case_id)
    correct_extension(later, case_id, shown, moved(shown, HALF_A_YEAR.until), WHY)
    after = kept_in(later, case_id)
    assert after == replace(before, until=HALF_A_YEAR.until, version=after.version)
    assert last_of(later, case_id).reason == "erased_on_request"


def test_c3_l8_the_day_is_corrected_after_the_kind_was_withdrawn(desk: Desk) -> None:
    case_id = put_under_health(desk, OF_HEALTH)
    given = next(each for each in file_of(desk, case_id).consents if each.kind is not None)
    withdraw_kind(desk, case_id, given.id, TODAY)
    shown = last_of(desk, case_id)
    correct_extension(desk, case_id, shown, moved(shown, HALF_A_YEAR.until), WHY)
    left = kept_in(desk, case_id)
    assert (left.reason, left.text, left.until) == ("erased_on_request", "", HALF_A_YEAR.until)


def test_c3_l8_a_reason_that_stays_is_no_change_and_excuses_no_day(desk: Desk) -> None:
    case_id = put_under_health(desk, OF_HEALTH)
    later = after_expiry(desk)
    shown = last_of(later, case_id)
    with pytest.raises(Refused, match="extension_unchanged"):
        correct_extension(later, case_id, shown, shown, WHY)
    with pytest.raises(Refused, match="extension_beyond_latest"):
        correct_extension(later, case_id, shown, moved(shown, date(2028, 3, 16)), WHY)
    with pytest.raises(Refused, match="extension_reason_needs_health_consent"):
        correct_extension(later, case_id, shown, moved(OF_HEALTH, HALF_A_YEAR.until), WHY)
