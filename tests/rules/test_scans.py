"""Which consent opens a scan (E3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from intman_desktop.rules import gate
from intman_desktop.rules.scans import scan_need, unmarked_under
from intman_desktop.values.codes import ConsentDecision, ScanKind, SpecialKind
from intman_desktop.values.scans import NewScan
from tests.builders import a_consent, a_health_consent, a_passing_on, a_scan


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
    ("health", "other", "recorded", "listed"),
    [
        (-1, None, [0], False),
        (-1, None, [1], True),  # withdrawn before the scan, written down after it: the gate was open
        (-1, None, [], False),  # nobody knows when
        (-1, 5, [0, 5], False),  # that of the fifth day is the other's
        (-1, 0, [0, 5], True),  # it may be this one's
        (-1, 2, [5], True),  # it may be this one's as well
        (3, 2, [2, 3], True),
    ],
)
def test_e3_i9_what_was_scanned_before_a_withdrawal_was_written_down_is_listed(
    health: int, other: int | None, recorded: list[int], *, listed: bool
) -> None:
    """Days are counted from that of the scan."""
    days = [SCANNED + timedelta(days=each) for each in recorded]
    withdrawn = None if other is None else SCANNED + timedelta(days=other)
    consents = (
        a_consent(),
        a_passing_on(withdrawn_on=withdrawn),
        a_health_consent(withdrawn_on=SCANNED + timedelta(days=health)),
    )
    found = unmarked_under(a_scan(what=ScanKind.PLAN, added_on=SCANNED), consents, ON, days)
    assert found == ({gate.HEALTH} if listed else set())
