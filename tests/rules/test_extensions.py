"""C2, C3, C4, C8: what an extension needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.extensions import (
    HEALTH_REASONS,
    REASON_ERASED,
    REASONS,
    check_extension,
    extension_correction_faults,
    is_late,
    last_extension,
    lets_reason_stay,
    recheck_extensions,
    told_under_health,
    with_kept_reason,
    without_detail,
    without_health,
    without_reason,
)
from intman_desktop.rules.period import Period, period_of
from intman_desktop.values.case_file import Extension
from intman_desktop.values.codes import ConsentDecision
from tests.builders import a_consent, a_health_consent

START = date(2024, 3, 15)
PERIOD = Period(START)
TODAY = date(2027, 1, 15)
SOUND = Extension(date(2027, 9, 15), TODAY, "illiteracy")


def codes(
    extension: Extension, *, period: Period = PERIOD, today: date = TODAY, health: bool = True
) -> list[str]:
    return [fault.code for fault in check_extension(period, extension, today, has_health_consent=health)]


def test_c2_a_sound_extension_has_no_fault() -> None:
    assert codes(SOUND) == []
    assert codes(SOUND, health=False) == []


@pytest.mark.parametrize(
    ("until", "fault"),
    [
        ("2027-03-14", ["extension_not_after_last_day"]),
        ("2027-03-15", ["extension_not_after_last_day"]),
        ("2027-03-16", []),
        ("2028-03-15", []),
        ("2028-03-16", ["extension_beyond_latest"]),
        ("2030-01-01", ["extension_beyond_latest"]),
    ],
)
def test_c4_until_a_date_within_the_fourth_year(until: str, fault: list[str]) -> None:
    assert codes(replace(SOUND, until=date.fromisoformat(until))) == fault


@pytest.mark.parametrize(
    ("until", "fault"),
    [
        ("2027-09-15", ["extension_not_after_last_day"]),
        ("2027-09-16", []),
        ("2028-03-15", []),
        ("2028-03-16", ["extension_beyond_latest"]),
    ],
)
def test_c4_a_second_extension_goes_on_from_the_first_and_not_beyond_the_fourth_year(
    until: str, fault: list[str]
) -> None:
    once = period_of(START, [date(2027, 9, 15)])
    assert codes(replace(SOUND, until=date.fromisoformat(until)), period=once) == fault


def test_c4_nothing_is_left_to_extend_after_the_fourth_year() -> None:
    whole = period_of(START, [date(2028, 3, 15)])
    for until in (date(2027, 1, 1), date(2028, 3, 15), date(2028, 3, 16)):
        assert codes(replace(SOUND, until=until), period=whole) == ["extension_exhausted"]


def test_c4_the_leap_day_has_its_own_latest_day() -> None:
    leap = Period(date(2024, 2, 29))
    assert codes(replace(SOUND, until=date(2028, 2, 29)), period=leap) == []
    assert codes(replace(SOUND, until=date(2028, 3, 1)), period=leap) == ["extension_beyond_latest"]
    assert codes(replace(SOUND, until=date(2027, 3, 1)), period=leap) == []


@pytest.mark.parametrize(
    ("decided_on", "late_reason", "late", "fault"),
    [
        ("2027-03-15", "", False, []),
        ("2027-03-16", "", True, ["extension_late_reason_missing"]),
        ("2027-03-16", "  ", True, ["extension_late_reason_missing"]),
        ("2027-03-16", "Akte lag beim Jobcenter", True, []),
        ("2027-04-02", "Krank", True, ["extension_decided_in_future"]),
        ("2024-03-15", "", False, []),
        ("2024-03-14", "", False, ["extension_decided_before_start"]),
    ],
)
def test_c8_a_decision_after_the_end_is_late_and_needs_a_reason(
    decided_on: str, late_reason: str, late: bool, fault: list[str]
) -> None:
    decided = replace(SOUND, decided_on=date.fromisoformat(decided_on), late_reason=late_reason)
    assert is_late(PERIOD, decided.decided_on) is late
    assert codes(decided, today=date(2027, 4, 1)) == fault


SEEN = date(2027, 1, 10)


@pytest.mark.parametrize(
    ("reason", "text", "seen_on", "health", "fault"),
    [
        ("illiteracy", "", None, False, []),
        ("multiple_problems", "", None, False, []),
        ("chronic_illness", "", None, True, []),
        ("disability", "", None, True, []),
        ("multiple_problems_health", "", None, True, []),
        ("mental_illness", "", SEEN, True, []),
        ("mental_illness", "", None, True, ["extension_evidence_missing"]),
        ("mental_illness", "", None, False, ["extension_reason_needs_health_consent"]),
        ("mental_illness", "", SEEN, False, ["extension_reason_needs_health_consent"]),
        ("chronic_illness", "", None, False, ["extension_reason_needs_health_consent"]),
        ("disability", "", None, False, ["extension_reason_needs_health_consent"]),
        ("multiple_problems_health", "", None, False, ["extension_reason_needs_health_consent"]),
        ("other", "Prüfung im Juni", None, False, []),
        ("other", "Prüfung im Juni", SEEN, True, []),
        ("other", "Prüfung im Juni", SEEN, False, ["extension_evidence_needs_health_consent"]),
        ("multiple_problems", "Schulden und Wohnung", None, False, []),
        ("multiple_problems", "Schulden und Wohnung", SEEN, True, []),
        ("multiple_problems", "Depression", SEEN, False, ["extension_evidence_needs_health_consent"]),
        ("other", " ", None, True, ["extension_text_missing"]),
        ("other", "", None, False, []),
        ("illiteracy", "", SEEN, False, []),
        ("", "", None, True, ["extension_reason_missing"]),
        (" ", "", None, True, ["extension_reason_missing"]),
        ("tired", "", None, True, ["extension_reason_unknown"]),
        (REASON_ERASED, "", None, True, ["extension_reason_unknown"]),
        ("illiteracy", "", TODAY, True, []),
        ("illiteracy", "", date(2027, 1, 16), True, ["extension_evidence_in_future"]),
    ],
)
def test_c3_reasons_and_what_they_need(
    reason: str, text: str, seen_on: date | None, health: bool, fault: list[str]
) -> None:
    place = "clinic" if seen_on is not None and reason in HEALTH_REASONS else ""
    extension = replace(SOUND, reason=reason, text=text, evidence_seen_on=seen_on, evidence_place_kind=place)
    assert codes(extension, health=health) == fault


@pytest.mark.parametrize(
    ("reason", "seen_on", "place", "fault"),
    [
        ("mental_illness", SEEN, "", ["extension_evidence_place_missing"]),
        ("mental_illness", None, "clinic", ["extension_evidence_missing"]),
        ("chronic_illness", None, "clinic", ["extension_evidence_day_missing"]),
        ("chronic_illness", SEEN, "clinic", []),
        ("chronic_illness", SEEN, "", []),
        ("disability", None, "clinic", ["extension_evidence_day_missing"]),
    ],
)
def test_c3_evidence_is_not_recorded_by_half(
    reason: str, seen_on: date | None, place: str, fault: list[str]
) -> None:
    told = replace(SOUND, reason=reason, evidence_seen_on=seen_on, evidence_place_kind=place)
    assert codes(told, health=True) == fault


def test_c3_the_kind_of_place_is_evidence_too() -> None:
    told = replace(SOUND, reason="other", text="Einzelfall", evidence_place_kind="Klinik")
    assert codes(told, health=False) == ["extension_evidence_needs_health_consent"]
    assert codes(told, health=True) == []


def test_c2_every_fault_is_named_at_once() -> None:
    bad = Extension(date(2027, 1, 1), date(2027, 3, 20), "nothing", evidence_seen_on=date(2028, 1, 1))
    assert codes(bad, today=date(2027, 3, 20)) == [
        "extension_not_after_last_day",
        "extension_late_reason_missing",
        "extension_reason_unknown",
        "extension_evidence_in_future",
    ]


def test_c3_withdrawing_the_kind_leaves_the_extension_without_its_reason() -> None:
    told = Extension(date(2027, 9, 15), TODAY, "disability", "50 %", SEEN, "Versorgungsamt")
    assert without_health(told) == Extension(date(2027, 9, 15), TODAY, "erased_on_request")
    assert without_health(SOUND) == SOUND
    assert {without_health(replace(told, reason=reason)).reason for reason in HEALTH_REASONS} == {
        REASON_ERASED
    }
    assert len(REASONS) == len(set(REASONS)) == 7


@pytest.mark.parametrize("reason", ["other", "multiple_problems"])
def test_c3_an_open_reason_that_was_proven_under_the_health_consent_goes_as_well(reason: str) -> None:
    told = Extension(date(2027, 9, 15), TODAY, reason, "Krebstherapie", SEEN, "clinic")
    assert without_health(told) == Extension(date(2027, 9, 15), TODAY, "erased_on_request")
    assert without_health(replace(told, evidence_seen_on=None)).text == ""
    worded = replace(told, evidence_seen_on=None, evidence_place_kind="")
    assert without_health(worded) == worded


def test_c3_an_open_reason_in_words_is_looked_at_where_the_health_consent_stood() -> None:
    told = Extension(date(2027, 9, 15), TODAY, "other", "Krebstherapie")
    health = a_health_consent(decided_on=TODAY)
    assert told_under_health(told, (health,))
    assert told_under_health(told, (replace(health, withdrawn_on=TODAY),))
    assert not told_under_health(told, (a_consent(),))
    assert not told_under_health(told, (replace(health, decided_on=TODAY + timedelta(days=1)),))
    assert not told_under_health(told, (replace(health, decision=ConsentDecision.REFUSED),))
    assert not told_under_health(replace(told, text=" "), (health,))
    assert not told_under_health(replace(told, reason="disability"), (health,)), "its words go with it"


@pytest.mark.parametrize("reason", ["illiteracy", "other", "multiple_problems", REASON_ERASED])
def test_c3_e3_whatever_was_put_into_words_under_the_health_consent_is_looked_at(reason: str) -> None:
    """C8: why it was decided late is told in words as well, whatever the reason was."""
    health = a_health_consent(decided_on=TODAY)
    bare = Extension(date(2027, 9, 15), TODAY, reason)
    worded = replace(bare, text="kann wegen Schlaganfall nicht lesen")
    late = replace(bare, late_reason="erst nach der Entlassung aus der Klinik")
    assert not told_under_health(bare, (health,))
    for told in (worded, late):
        assert told_under_health(told, (health,))
        assert not told_under_health(told, (a_consent(),))
        assert not told_under_health(without_reason(told), (health,))


@pytest.mark.parametrize(
    ("bared", "stands_there"),
    [
        (without_reason, "auf Wunsch der Person gelöscht"),
        (without_health, "auf Wunsch der Person gelöscht"),
        (without_detail, "ohne Einwilligung zu Gesundheitsdaten nicht genannt"),  # nobody wished it gone
    ],
)
def test_c8_an_extension_without_its_reason_stays_late_and_does_not_say_why(
    bared: Callable[[Extension], Extension], stands_there: str
) -> None:
    told = Extension(date(2027, 9, 15), TODAY, "disability", "50 %", late_reason="lag in der Klinik")
    assert bared(told).late_reason == stands_there
    assert bared(replace(told, late_reason="")).late_reason == ""


def test_c3_c8_what_was_cleared_or_is_closed_already_is_told_as_that_and_is_nobodys_words() -> None:
    told = Extension(date(2027, 9, 15), TODAY, "other", late_reason="lag in der Klinik")
    health = a_health_consent(decided_on=TODAY)
    for bare in (without_reason(told), without_detail(told)):
        assert without_detail(bare).late_reason == bare.late_reason
        assert not told_under_health(bare, (health,))


@pytest.mark.parametrize(
    ("withdrawn", "known", "looked_at"),
    [
        (-1, None, False),  # nobody knows when it was written down
        (-5, -1, False),
        (-5, 0, True),  # of an earlier day, and written down on that of the decision, maybe after it
        (-5, 10, True),
        (3, 2, True),  # it can be known no earlier than it was
    ],
)
def test_c3_e3_words_from_before_a_withdrawal_was_written_down_are_looked_at(
    withdrawn: int, known: int | None, *, looked_at: bool
) -> None:
    """Days are counted from that of the decision."""
    told = Extension(date(2027, 9, 15), TODAY, "other", "Dialyse dreimal in der Woche")
    known_from = None if known is None else TODAY + timedelta(days=known)
    health = a_health_consent(
        withdrawn_on=TODAY + timedelta(days=withdrawn), withdrawal_known_from=known_from
    )
    assert told_under_health(told, (health,)) is looked_at


@pytest.mark.parametrize(("held", "looked_at"), [(1, False), (0, True), (-3, True)])
def test_c3_e3_words_from_before_a_beginning_that_was_moved_later_are_looked_at(
    held: int, *, looked_at: bool
) -> None:
    """Days are counted from that of the decision."""
    told = Extension(date(2027, 9, 15), TODAY, "other", "Dialyse dreimal in der Woche")
    later = TODAY + timedelta(days=4)
    health = a_health_consent(decided_on=later, held_from=TODAY + timedelta(days=held))
    assert told_under_health(told, (health,)) is looked_at


@pytest.mark.parametrize(
    ("start", "fact"),
    [
        ("2024-03-15", []),
        ("2023-09-15", []),
        ("2023-09-14", ["extension_now_beyond_latest"]),
        ("2024-09-14", []),
        ("2024-09-15", ["extension_now_without_effect"]),
        ("2025-01-01", ["extension_now_without_effect"]),
    ],
)
def test_c1_extensions_are_checked_again_when_the_start_moves(start: str, fact: list[str]) -> None:
    assert [found.code for found in recheck_extensions(date.fromisoformat(start), [SOUND])] == fact


@given(st.integers(-400, 2000), st.dates(date(2015, 1, 1), date(2035, 1, 1)))
def test_c4_whatever_passes_lengthens_the_period_and_stays_in_the_fourth_year(
    offset: int, start: date
) -> None:
    period = Period(start)
    until = period.last_day + timedelta(days=offset)
    extension = replace(SOUND, until=until, decided_on=start)
    if not check_extension(period, extension, start, has_health_consent=False):
        assert period_of(start, [until]).last_day == until > period.last_day
    else:
        assert until <= period.last_day or until > period.latest_possible


@pytest.mark.parametrize(
    ("kept_late", "said_late", "day_was_wrong", "late"),
    [
        ("lag in der Klinik", "auf Wunsch der Person gelöscht", True, "lag in der Klinik"),
        ("lag in der Klinik", "", False, "lag in der Klinik"),
        ("lag in der Klinik", "", True, ""),  # not late any more
        ("", "Akte lag beim Gericht", True, "Akte lag beim Gericht"),
        ("", "", True, ""),
    ],
)
def test_c3_c8_l8_with_a_reason_that_stays_it_stays_why_it_was_late(
    kept_late: str, said_late: str, *, day_was_wrong: bool, late: str
) -> None:
    kept = Extension(date(2027, 9, 15), TODAY, "disability", "50 %", SEEN, "clinic", kept_late)
    decided_on = TODAY - timedelta(days=1) if day_was_wrong else TODAY
    corrected = Extension(date(2027, 6, 15), decided_on, REASON_ERASED, late_reason=said_late)
    assert with_kept_reason(kept, corrected) == replace(
        kept, until=date(2027, 6, 15), decided_on=decided_on, late_reason=late
    )


LATER = Extension(date(2028, 3, 15), date(2027, 9, 1), "illiteracy", id=2)


@pytest.mark.parametrize(
    ("kept", "corrected", "reason", "faults"),
    [
        (LATER, replace(LATER, until=date(2028, 1, 15)), "Tippfehler", []),
        (LATER, None, "Nie entschieden", []),
        (LATER, LATER, "Tippfehler", ["extension_unchanged"]),
        (LATER, replace(LATER, version=LATER.version + 1), "Tippfehler", ["extension_unchanged"]),
        (LATER, None, " ", ["extension_correction_reason_missing"]),
        (replace(SOUND, id=1), None, "Nie entschieden", ["extension_not_last"]),
    ],
)
def test_c4_l8_only_the_last_extension_is_corrected_and_only_for_a_reason(
    kept: Extension, corrected: Extension | None, reason: str, faults: list[str]
) -> None:
    recorded = (replace(SOUND, id=1), LATER)
    assert [each.code for each in extension_correction_faults(kept, corrected, recorded, reason)] == faults
    assert last_extension(recorded) == LATER


def test_c4_nothing_is_the_last_of_no_extensions() -> None:
    assert last_extension(()) is None


def test_c3_l8_a_reason_that_stays_is_not_judged_anew_and_the_days_are() -> None:
    bare = replace(SOUND, reason=REASON_ERASED)
    assert lets_reason_stay(bare) and not lets_reason_stay(SOUND)
    beyond = replace(bare, until=date(2030, 1, 1))
    for extension, expected in ((bare, []), (beyond, ["extension_beyond_latest"])):
        faults = check_extension(PERIOD, extension, TODAY, has_health_consent=False, reason_stays=True)
        assert [each.code for each in faults] == expected
