"""Which consent a scanned paper needs (E2, E3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from intman_desktop.rules import gate
from intman_desktop.rules.consents import FILED, held_from, on_the_sheet, withdrawal_known
from intman_desktop.values.case_file import CaseFile, Consent, Scan
from intman_desktop.values.codes import ConsentDecision, ScanKind, SpecialKind
from intman_desktop.values.scans import NewScan

SCANNED = "Scan in der Akte"
"""Stands as the place of a signed sheet that is there as its scan alone (E2). It is kept like those that
somebody writes, so German, whatever language the screen speaks."""

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
    the withdrawal itself counts only where nothing tells when that was. So it is with an end that was set
    back, and with a beginning that was moved later: what was scanned meanwhile was scanned while the consent
    was held for standing. What somebody looked at and found nothing of the kind in is not listed for it
    again.
    """
    if not may_show_unmarked(scan):
        return frozenset()
    declared = tuple(consents)
    stood = {
        gate.need_of(each)
        for each in declared
        if each.kind is not None
        and each.decision is ConsentDecision.GIVEN
        and held_from(each) <= scan.added_on <= min(_held_until(each, on), _next_sheet(each, declared, on))
        and ((known := withdrawal_known(each)) is None or scan.added_on < known)
    }
    kinds = {kind.value for kind in SpecialKind} - {kind.value for kind in scan.shows_none}
    return frozenset(need for need in stood & kinds if not gate.is_open(need, declared, on))


def filed_as_scan(consent: Consent, file: CaseFile) -> Consent:
    """Return a stored declaration, as it is mended, with its scan as the place where no other is named (E2).

    It is the scan of its signed sheet, also where that is attached to another one of the same first talk.
    """
    if consent.form not in FILED or consent.filing_place.strip():
        return consent
    scanned = {each.consent for each in file.scans if each.what is ScanKind.SIGNED_CONSENT}
    stored = next((each for each in file.consents if each.id and each.id == consent.id), None)
    at = {row for row, each in enumerate(file.consents) if stored is not None and _on_one_sheet(stored, each)}
    return replace(consent, filing_place=SCANNED) if at & scanned else consent


def is_only_proof(scan: Scan, file: CaseFile) -> bool:
    """Return whether a declaration names this scan as the place of its signed sheet, and no other is (E2)."""
    if scan.what is not ScanKind.SIGNED_CONSENT:
        return False
    left = replace(file, scans=tuple(each for each in file.scans if each.id != scan.id))
    named = (replace(each, filing_place="") for each in file.consents if each.filing_place == SCANNED)
    return any(filed_as_scan(each, file) != filed_as_scan(each, left) for each in named)


def _on_one_sheet(one: Consent, other: Consent) -> bool:
    first_talk = on_the_sheet(one) and on_the_sheet(other) and one.decided_on == other.decided_on
    return one.id == other.id or first_talk


def known_from(scans: Iterable[Scan], today: date) -> date:
    """Return from which day on whoever scans knows of a withdrawal that is written down ``today``.

    Where a paper was scanned today already that may show a kind, nobody could tell it from what is scanned
    now: then from the next day on (Rule I9).
    """
    scanned = any(may_show_unmarked(scan) and scan.added_on >= today for scan in scans)
    return today + timedelta(days=1) if scanned else today


def with_end_known(consent: Consent, stored: Consent, scans: Iterable[Scan], today: date) -> Consent:
    """Return a mended declaration with the day from which on it was known to have run out (Rules E3, I9).

    None where it stands, or had its end before that was over. An end set back to a day that is over is
    written down ``today``: until now whoever scanned held the consent for standing.

    Args:
        consent: the declaration as it is mended.
        stored: the same as it stood until now.
        scans: those of the case.
        today: the day of mending.
    """
    until, before = consent.valid_until, stored.valid_until
    if until == before:
        known = stored.end_known_from
    elif until is None or until >= today:
        known = None
    elif before is not None and before < today:
        known = stored.end_known_from or before + timedelta(days=1)
    else:
        known = known_from(scans, today)
    return replace(consent, end_known_from=known)


def with_beginning_known(consent: Consent, stored: Consent) -> Consent:
    """Return a mended declaration with the first day from which on it was held for given (Rules E3, I9).

    None where it was never held for given before its day. ``stored`` is the same as it stood until now.
    """
    first = held_from(stored)
    return replace(consent, held_from=first if first < consent.decided_on else None)


def with_days_known(file: CaseFile, today: date) -> CaseFile:
    """Return a case of a file with the days from which on its withdrawals were known (Rules E3, I9).

    What a file tells to be known from a day ahead is known from ``today`` on, an end as well: else whatever
    is scanned until then would be listed. So is a withdrawal of which it tells no such day, beside a scan
    that may have been made before anybody knew.
    """
    here = known_from(file.scans, today)
    asked = any(may_show_unmarked(scan) for scan in file.scans)

    def known(consent: Consent) -> Consent:
        withdrawal, end = consent.withdrawal_known_from, consent.end_known_from
        if withdrawal is None and asked and consent.withdrawn_on is not None:
            withdrawal = here
        return replace(
            consent,
            withdrawal_known_from=here if withdrawal is not None and withdrawal > today else withdrawal,
            end_known_from=here if end is not None and end > today else end,
        )

    return replace(file, consents=tuple(known(each) for each in file.consents))


def _held_until(consent: Consent, on: date) -> date:
    """Return the last day on which whoever scanned may have held a consent for standing, by its end alone."""
    until, known = consent.valid_until, consent.end_known_from
    if until is None:
        return on
    return until if known is None else max(until, known - timedelta(days=1))


def _next_sheet(consent: Consent, declared: Iterable[Consent], on: date) -> date:
    """Return the day of the next sheet on the same matter, which takes the place of this one; else ``on``."""
    place, need = (consent.decided_on, consent.id), gate.need_of(consent)
    later = (each for each in declared if gate.need_of(each) == need and (each.decided_on, each.id) > place)
    return min((each.decided_on for each in later), default=on)
