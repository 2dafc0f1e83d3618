"""Which consent a scanned paper needs (E2, E3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from intman_desktop.rules import gate
from intman_desktop.values.case_file import CaseFile, Consent, Scan
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


def unmarked_under(scan: Scan, consents: Iterable[Consent], on: date) -> frozenset[str]:
    """Return the kinds, closed on the day ``on``, that a scan may show unmarked (Rules E3, I9).

    A paper may show a kind while its consent stands, and carries no mark: what was scanned from the day
    the consent was given until it ran out, or before its withdrawal was known here, is to be looked at. What
    is scanned from then on was looked at. A person may withdraw long before it is written down, so the day of
    the withdrawal itself counts only where nothing tells when that was. What somebody looked at and found
    nothing of the kind in is not listed for it again.
    """
    if not may_show_unmarked(scan):
        return frozenset()
    declared = tuple(consents)
    stood = {
        gate.need_of(each)
        for each in declared
        if each.kind is not None
        and each.decision is ConsentDecision.GIVEN
        and each.decided_on <= scan.added_on <= min(each.valid_until or on, _next_sheet(each, declared, on))
        and (each.withdrawn_on is None or scan.added_on < _known_from(each, each.withdrawn_on))
    }
    kinds = {kind.value for kind in SpecialKind} - {kind.value for kind in scan.shows_none}
    return frozenset(need for need in stood & kinds if not gate.is_open(need, declared, on))


def known_from(scans: Iterable[Scan], today: date) -> date:
    """Return from which day on whoever scans knows of a withdrawal that is written down ``today``.

    Where a paper was scanned today already that may show a kind, nobody could tell it from what is scanned
    now: then from the next day on (Rule I9).
    """
    scanned = any(may_show_unmarked(scan) and scan.added_on >= today for scan in scans)
    return today + timedelta(days=1) if scanned else today


def with_days_known(file: CaseFile, today: date) -> CaseFile:
    """Return a case of a file with the days from which on its withdrawals were known (Rules E3, I9).

    A file that does not tell, or tells of a day ahead, was known with its scans from ``today`` on.
    """
    if not any(may_show_unmarked(scan) for scan in file.scans):
        return file
    here = known_from(file.scans, today)
    consents = tuple(
        replace(each, withdrawal_known_from=here)
        if each.withdrawn_on is not None and not _is_past(each.withdrawal_known_from, today)
        else each
        for each in file.consents
    )
    return replace(file, consents=consents)


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _next_sheet(consent: Consent, declared: Iterable[Consent], on: date) -> date:
    """Return the day of the next sheet on the same matter, which takes the place of this one; else ``on``."""
    place, need = (consent.decided_on, consent.id), gate.need_of(consent)
    later = (each for each in declared if gate.need_of(each) == need and (each.decided_on, each.id) > place)
    return min((each.decided_on for each in later), default=on)


def _known_from(consent: Consent, withdrawn_on: date) -> date:
    return max(withdrawn_on, consent.withdrawal_known_from or withdrawn_on)
