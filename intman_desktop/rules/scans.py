"""Which consent a scanned paper needs (E2, E3)."""

from __future__ import annotations

from intman_desktop.rules import gate
from intman_desktop.values.case_file import Scan
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.scans import NewScan

_PROOFS = frozenset({ScanKind.SIGNED_CONSENT, ScanKind.AGREEMENT})


def scan_need(scan: Scan | NewScan) -> str:
    """Return the need of a scan: of its kind, else of the counselling; what proves a consent needs none."""
    if scan.kind is not None:
        return scan.kind.value
    return gate.NONE if scan.what in _PROOFS else gate.BASIC
