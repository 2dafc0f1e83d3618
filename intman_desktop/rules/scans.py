"""Which consent a scanned paper needs (E2, E3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from intman_desktop.rules import gate
from intman_desktop.values.case_file import Consent, Scan
from intman_desktop.values.codes import ConsentDecision, ScanKind, SpecialKind
from intman_desktop.values.scans import NewScan

_PROOFS = frozenset({ScanKind.SIGNED_CONSENT, ScanKind.AGREEMENT})


def scan_need(scan: Scan | NewScan) -> str:
    """Return the need of a scan: of its kind, else of the counselling; what proves a consent needs none."""
    if scan.kind is not None:
        return scan.kind.value
    return gate.NONE if scan.what in _PROOFS else gate.BASIC


def unmarked_under(scan: Scan, consents: Iterable[Consent], on: date) -> frozenset[str]:
    """Return the kinds, closed on the day ``on``, that the scan of a plan may show unmarked (Rule I9).

    A plan shows a kind while its consent stands, and its paper carries no mark: what was scanned from the day
    the consent was given until it ran out, or before the day of its withdrawal, is to be looked at. What is
    scanned from then on was looked at.
    """
    if scan.what is not ScanKind.PLAN or scan.kind is not None:
        return frozenset()
    declared = tuple(consents)
    stood = {
        gate.need_of(each)
        for each in declared
        if each.kind is not None
        and each.decision is ConsentDecision.GIVEN
        and each.decided_on <= scan.added_on <= (each.valid_until or on)
        and (each.withdrawn_on is None or scan.added_on < each.withdrawn_on)
    }
    kinds = {kind.value for kind in SpecialKind}
    return frozenset(need for need in stood & kinds if not gate.is_open(need, declared, on))
