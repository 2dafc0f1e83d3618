"""Which consent a scanned paper needs (E2, E3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def may_show_unmarked(scan: Scan) -> bool:
    """Return whether a scan may show data of a kind though it carries no mark: all but signed proofs (E3).

    A declaration and the agreement are the office's own texts with a signature and stay as their proof.
    """
    return scan.kind is None and scan.what not in _PROOFS


def unmarked_under(
    scan: Scan, consents: Iterable[Consent], on: date, looked_from: Sequence[date] = ()
) -> frozenset[str]:
    """Return the kinds, closed on the day ``on``, that a scan may show unmarked (Rules E3, I9).

    A paper may show a kind while its consent stands, and carries no mark: what was scanned from the day
    the consent was given until it ran out, or before its withdrawal was known here, is to be looked at. What
    is scanned from then on was looked at. A person may withdraw long before it is written down, so the day of
    the withdrawal itself counts only where nothing tells when that was. What somebody looked at and found
    nothing of the kind in is not listed for it again.

    Args:
        scan: the scan.
        consents: every declaration of the case.
        on: the day.
        looked_from: the days on which withdrawals of the case, other than of the basic consent, were written
            down, as far as they are known: from each on what is scanned was looked at.
    """
    if not may_show_unmarked(scan):
        return frozenset()
    declared = tuple(consents)
    stood = {
        gate.need_of(each)
        for each in declared
        if each.kind is not None
        and each.decision is ConsentDecision.GIVEN
        and each.decided_on <= scan.added_on <= (each.valid_until or on)
        and (each.withdrawn_on is None or scan.added_on < _known_on(each.withdrawn_on, declared, looked_from))
    }
    kinds = {kind.value for kind in SpecialKind} - {kind.value for kind in scan.shows_none}
    return frozenset(need for need in stood & kinds if not gate.is_open(need, declared, on))


def _known_on(withdrawn_on: date, consents: Iterable[Consent], recorded: Sequence[date]) -> date:
    """Return the last day on which a withdrawal of ``withdrawn_on`` may have been written down.

    Each was written down on one of the days ``recorded`` and none before its own day; which belongs to which
    is not kept. Where there are more or fewer days than withdrawals, it may have been any of them.
    """
    days = sorted(recorded)
    made = sorted(
        each.withdrawn_on
        for each in consents
        if each.withdrawn_on is not None and gate.need_of(each) != gate.BASIC
    )
    if len(days) != len(made):
        return max([withdrawn_on, *days])
    at = made.index(withdrawn_on)
    while at + 1 < len(made) and made[at + 1] <= days[at]:
        at += 1
    return max(withdrawn_on, days[at])
