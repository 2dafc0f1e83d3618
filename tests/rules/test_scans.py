"""Which consent opens a scan (E3)."""

from __future__ import annotations

import pytest

from intman_desktop.rules import gate
from intman_desktop.rules.scans import scan_need
from intman_desktop.values.codes import ScanKind, SpecialKind
from intman_desktop.values.scans import NewScan
from tests.builders import a_scan


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
