"""Which consent opens a scan (E3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from intman_desktop.rules import gate
from intman_desktop.rules.scans import (
    known_from,
    scan_need,
    unmarked_under,
    with_beginning_known,
    with_days_known,
    with_end_known,
)
from intman_desktop.values.codes import ConsentDecision, ScanKind, SpecialKind
from intman_desktop.values.scans import NewScan
from tests.builders import a_case_file, a_consent, a_health_consent, a_passing_on, a_scan


@pytest.mark.parametrize(
    ("what", "kind", "need"),
    [
        (ScanKind.SIGNED_CONSENT, None, gate.NONE),
        (ScanKind.AGREEMENT, None, gate.NONE),
        (ScanKind.PLAN, None, gate.BASIC),
        (ScanKind.CERTIFICATE, None, gate.BASIC),
        (ScanKind.OTHER, None, gate.BASIC),
        (ScanKind.CERTIFICATE, SpecialKind.HEALTH, gate.HEALTH),
        (ScanKind.SIGNED_CONSENT, SpecialKind.HEALTH, gate.HEALTH),
    ],
)
def test_e3_a_scan_needs_the_consent_of_its_kind(what: ScanKind, kind: SpecialKind, need: str) -> None:
    assert scan_need(NewScan(what, kind=kind)) == need
    assert scan_need(a_scan(what=what, kind=kind)) == need


ON, SCANNED = date(2026, 11, 20), date(2026, 3, 2)


@pytest.mark.parametrize(
    ("scan", "health", "listed"),
    [
        ({}, {}, False),  # the consent stands
        ({}, {"withdrawn_on": ON}, True),
        ({}, {"withdrawn_on": SCANNED + timedelta(days=1)}, True),
        ({}, {"withdrawn_on": SCANNED}, False),  # scanned again once it was looked at
        ({}, {"valid_until": SCANNED}, True),
        ({}, {"valid_until": SCANNED - timedelta(days=1)}, False),
        ({}, {"decided_on": SCANNED + timedelta(days=1), "withdrawn_on": ON}, False),
        ({}, {"decision": ConsentDecision.REFUSED}, False),
        ({"kind": SpecialKind.HEALTH}, {"withdrawn_on": ON}, False),  # that goes by itself
        ({"what": ScanKind.CERTIFICATE}, {"withdrawn_on": ON}, True),
        ({"what": ScanKind.OTHER}, {"withdrawn_on": ON}, True),
        ({"what": ScanKind.SIGNED_CONSENT}, {"withdrawn_on": ON}, False),  # it proves what was declared
        ({"what": ScanKind.AGREEMENT}, {"withdrawn_on": ON}, False),
        ({"shows_none": (SpecialKind.HEALTH,)}, {"withdrawn_on": ON}, False),  # looked through and kept
        ({"shows_none": (SpecialKind.RELIGION,)}, {"withdrawn_on": ON}, True),
    ],
)
def test_e3_i9_a_scan_may_show_a_kind_that_is_closed_by_now(
    scan: dict[str, Any], health: dict[str, Any], *, listed: bool
) -> None:
    consents = (a_consent(), a_passing_on(), a_health_consent(**health))
    found = unmarked_under(a_scan(**{"what": ScanKind.PLAN, "added_on": SCANNED, **scan}), consents, ON)
    assert found == ({gate.HEALTH} if listed else set())


@pytest.mark.parametrize(
    ("withdrawn", "known", "listed"),
    [
        (-1, 0, False),
        (-1, 1, True),  # withdrawn before the scan, written down after it: the gate was open
        (-1, None, False),  # nobody knows when
        (3, 2, True),  # it can be known no earlier than it was
    ],
)
def test_e3_i9_what_was_scanned_before_a_withdrawal_was_written_down_is_listed(
    withdrawn: int, known: int | None, *, listed: bool
) -> None:
    """Days are counted from that of the scan."""
    known_on = None if known is None else SCANNED + timedelta(days=known)
    withdrawn_on = SCANNED + timedelta(days=withdrawn)
    health = a_health_consent(withdrawn_on=withdrawn_on, withdrawal_known_from=known_on)
    found = unmarked_under(a_scan(what=ScanKind.PLAN, added_on=SCANNED), (a_consent(), health), ON)
    assert found == ({gate.HEALTH} if listed else set())


@pytest.mark.parametrize(
    ("ended", "known", "listed"),
    [
        (-1, None, False),  # its end was known beforehand
        (-1, 0, False),
        (-1, 1, True),  # ended before the scan, set back after it: the gate was open
        (0, -3, True),  # it can be known no earlier than it ended
    ],
)
def test_e3_i9_what_was_scanned_before_an_end_was_set_back_is_listed(
    ended: int, known: int | None, *, listed: bool
) -> None:
    """Days are counted from that of the scan."""
    known_on = None if known is None else SCANNED + timedelta(days=known)
    health = a_health_consent(valid_until=SCANNED + timedelta(days=ended), end_known_from=known_on)
    found = unmarked_under(a_scan(what=ScanKind.PLAN, added_on=SCANNED), (a_consent(), health), ON)
    assert found == ({gate.HEALTH} if listed else set())


@pytest.mark.parametrize(
    ("before", "kept", "until", "known"),
    [
        (None, None, -9, 0),  # it stood without an end
        (30, None, -9, 0),  # its end lay ahead
        (0, None, -9, 0),  # its last day is today
        (None, None, 0, None),  # it stands today: whoever scans from tomorrow on knows
        (None, None, 30, None),
        (-5, None, -9, -4),  # it was known to have run out four days ago
        (-5, -2, -9, -2),
        (-9, -2, -5, -2),
        (-9, -2, -9, -2),  # something else is mended
        (-9, -2, None, None),  # it stands after all
    ],
)
def test_e3_i9_an_end_is_known_since_it_was_written_down_unless_it_lay_ahead(
    before: int | None, kept: int | None, until: int | None, known: int | None
) -> None:
    """Days are counted from that of mending."""
    ends, since, now, found = (
        None if days is None else ON + timedelta(days=days) for days in (before, kept, until, known)
    )
    stored = a_health_consent(valid_until=ends, end_known_from=since)
    mended = a_health_consent(valid_until=now, end_known_from=since)
    assert with_end_known(mended, stored, (), ON).end_known_from == found


def test_e3_i9_where_something_was_scanned_today_an_end_is_known_from_tomorrow_on() -> None:
    """Nobody could tell that sheet from what is scanned now."""
    health = a_health_consent(valid_until=SCANNED)
    scans = (a_scan(what=ScanKind.PLAN, added_on=ON),)
    found = with_end_known(health, a_health_consent(), scans, ON)
    assert found.end_known_from == ON + timedelta(days=1)


@pytest.mark.parametrize(
    ("held", "listed"),
    [
        (None, False),  # nobody held it for given yet
        (1, False),
        (0, True),  # the gate was open
        (-9, True),
        (30, False),  # no day after its beginning tells anything
    ],
)
def test_e3_i9_what_was_scanned_before_a_beginning_was_moved_later_is_listed(
    held: int | None, *, listed: bool
) -> None:
    """Days are counted from that of the scan; the consent begins two days after it and was withdrawn."""
    since = None if held is None else SCANNED + timedelta(days=held)
    begun = SCANNED + timedelta(days=2)
    health = a_health_consent(decided_on=begun, held_from=since, withdrawn_on=ON)
    scan = a_scan(what=ScanKind.PLAN, added_on=SCANNED)
    assert unmarked_under(scan, (a_consent(), health), ON) == ({gate.HEALTH} if listed else set())
    standing = replace(health, withdrawn_on=None)
    assert unmarked_under(scan, (a_consent(), standing), ON) == set(), "it is open today"


@pytest.mark.parametrize(
    ("before", "kept", "now", "held"),
    [
        (-9, None, -9, None),  # something else is mended
        (-9, None, -2, -9),
        (-9, None, -20, None),  # moved earlier nothing was held too soon
        (-9, -20, -2, -20),  # moved later once more
        (-9, -20, -9, -20),
        (-9, -20, -20, None),  # put right again
        (-9, -20, -15, -20),
    ],
)
def test_e3_i9_a_beginning_moved_later_keeps_since_when_the_consent_was_held_for_given(
    before: int, kept: int | None, now: int, held: int | None
) -> None:
    """Days are counted from that of mending; what the mended one brings along itself counts for nothing."""
    since, found = (None if days is None else ON + timedelta(days=days) for days in (kept, held))
    stored = a_health_consent(decided_on=ON + timedelta(days=before), held_from=since)
    mended = a_health_consent(decided_on=ON + timedelta(days=now), held_from=date(2020, 1, 1))
    assert with_beginning_known(mended, stored).held_from == found


@pytest.mark.parametrize(
    ("what", "scanned", "known"),
    [
        (ScanKind.PLAN, 0, 1),
        (ScanKind.PLAN, -1, 0),
        (ScanKind.CERTIFICATE, 0, 1),
        (ScanKind.SIGNED_CONSENT, 0, 0),
    ],
)
def test_e3_i9_a_paper_scanned_on_the_day_of_writing_down_may_be_from_before_it(
    what: ScanKind, scanned: int, known: int
) -> None:
    """Days are counted from that of writing down."""
    scan = a_scan(what=what, added_on=ON + timedelta(days=scanned))
    assert known_from([scan], ON) == ON + timedelta(days=known)


@pytest.mark.parametrize(("scanned", "listed"), [(-1, True), (1, True), (40, False)])
def test_e3_i9_a_sheet_that_another_took_the_place_of_lists_nothing_behind_that(
    scanned: int, *, listed: bool
) -> None:
    """Days are counted from the second sheet, which was withdrawn 30 days later and known the same day."""
    renewed = SCANNED - timedelta(days=60)
    first = a_health_consent(decided_on=renewed - timedelta(days=90), id=2)
    gone = renewed + timedelta(days=30)
    second = a_health_consent(decided_on=renewed, withdrawn_on=gone, withdrawal_known_from=gone, id=3)
    scan = a_scan(what=ScanKind.PLAN, added_on=renewed + timedelta(days=scanned))
    found = unmarked_under(scan, (a_consent(), first, second), ON)
    assert found == ({gate.HEALTH} if listed else set())


@pytest.mark.parametrize(("told", "known"), [(None, 0), (5, 0), (-3, -3)])
def test_e3_i9_of_a_file_a_withdrawal_is_known_since_it_says_so_else_since_it_came(
    told: int | None, known: int
) -> None:
    """Days are counted from that of coming in; one that lies ahead is not believed."""
    said = None if told is None else ON + timedelta(days=told)
    health = a_health_consent(withdrawn_on=SCANNED, withdrawal_known_from=said)
    file = a_case_file(consents=(a_consent(), health), scans=(a_scan(what=ScanKind.PLAN, added_on=SCANNED),))
    basic, kind = with_days_known(file, ON).consents
    assert (basic.withdrawal_known_from, kind.withdrawal_known_from) == (None, ON + timedelta(days=known))
    (bare,) = with_days_known(a_case_file(consents=(health,), scans=()), ON).consents
    assert bare.withdrawal_known_from == (None if told is None else ON + timedelta(days=known))


@pytest.mark.parametrize(("told", "known"), [(None, None), (5, 0), (-3, -3)])
def test_e3_i9_of_a_file_an_end_that_was_set_back_is_known_since_it_says_so(
    told: int | None, known: int | None
) -> None:
    """Days are counted from that of coming in; one that lies ahead is not believed."""
    said, found = (None if days is None else ON + timedelta(days=days) for days in (told, known))
    health = a_health_consent(valid_until=SCANNED, end_known_from=said)
    file = a_case_file(consents=(a_consent(), health), scans=(a_scan(what=ScanKind.PLAN, added_on=SCANNED),))
    assert with_days_known(file, ON).consents[1].end_known_from == found
    assert with_days_known(replace(file, scans=()), ON).consents[1].end_known_from == found
