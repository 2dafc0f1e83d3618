"""What the rules say of the evidence in a case file: consents, scans, passing on, rights, extensions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.consents import consent_faults
from intman_desktop.rules.corrections import OF_FIELD, correction_faults
from intman_desktop.rules.decisions import kept_faults, start_moved_since
from intman_desktop.rules.disclosures import disclosure_faults
from intman_desktop.rules.earlier import spell_faults
from intman_desktop.rules.extensions import check_extension, shows_health
from intman_desktop.rules.period import Period, case_period, counting_days, period_of
from intman_desktop.rules.requests import request_faults
from intman_desktop.rules.scans import scan_need
from intman_desktop.services.common.faults import faults_of, listed, twice
from intman_desktop.services.gate.fault_fields import (
    OF_A_CONSENT,
    OF_A_CORRECTION,
    OF_A_DECISION,
    OF_A_DISCLOSURE,
    OF_A_REQUEST,
    fields_of,
)
from intman_desktop.services.gate.issued_plans import SHA256
from intman_desktop.values.case_file import CaseFile, EarlierCounselling, Extension
from intman_desktop.values.document import Fault
from intman_desktop.values.scans import LARGEST, LONGEST_DESIGNATION, MEDIA_TYPES

_OF_ANY_START = {
    "extension_decided_in_future": "decided_on",
    "extension_evidence_missing": "evidence_seen_on",
    "extension_evidence_in_future": "evidence_seen_on",
}
_OF_THE_START = {
    "extension_exhausted": "until",
    "extension_not_after_last_day": "until",
    "extension_beyond_latest": "until",
    "extension_decided_before_start": "decided_on",
    "extension_late_reason_missing": "late_reason",
}
"""What can be wrong with an extension, by the field that shows it; the second only while the start stands."""
_MAY_LACK = {"consent_data_kinds_missing", "consent_proof_missing"}
"""What was not asked for from the beginning: evidence that was kept without it comes in as it stands."""


def consent_evidence_faults(file: CaseFile, today: date, place: str) -> Iterator[Fault]:
    """Yield that nothing allows the case, and what its declarations and their evidence lack (P2, E1, E2)."""
    where = f"{place}.consents"
    closed = gate.refusal(gate.BASIC, file.consents, today)
    if closed is not None:
        yield Fault(where, "basic_consent_needed")
    for row, consent in enumerate(file.consents):
        others = (*file.consents[:row], *file.consents[row + 1 :])
        found = consent_faults(consent, file.client, today, others)
        asked = (each for each in found if each.code not in _MAY_LACK)
        yield from fields_of(asked, OF_A_CONSENT, consent, f"{where}[{row}]")


def scan_faults(
    file: CaseFile, today: date, place: str, open_needs: frozenset[str] | None
) -> Iterator[Fault]:
    """Yield what cannot be of a scan, and those that no consent opens (Rules E2, E3)."""
    for row, scan in enumerate(file.scans):
        where = f"{place}.scans[{row}]"
        fits = {
            "media_type": scan.media_type in MEDIA_TYPES,
            "size": 0 < scan.size <= LARGEST,
            "sha256": SHA256.fullmatch(scan.sha256) is not None,
            "designation": len(scan.designation) <= LONGEST_DESIGNATION,
        }
        for name, right in fits.items():
            if not right:
                yield Fault(f"{where}.{name}", "scan_value_impossible")
        if scan.consent is not None and not 0 <= scan.consent < len(file.consents):
            yield Fault(f"{where}.consent", "declaration_unknown")
        if scan.added_on > today:
            yield Fault(f"{where}.added_on", "history_in_future")
        need = scan_need(scan)
        if open_needs is not None and need not in open_needs:
            yield Fault(f"{where}.kind", "field_closed", (("need", need),))


def passing_on_faults(file: CaseFile, today: date, place: str) -> Iterator[Fault]:
    """Yield what is wrong with the register of what was passed on (Rules E7, P10)."""
    for row, each in enumerate(file.disclosures):
        where = f"{place}.disclosures[{row}]"
        if each.consent is not None and not 0 <= each.consent < len(file.consents):
            yield Fault(f"{where}.consent", "declaration_unknown")
        # What a withdrawal emptied stands without its words.
        emptied = {"disclosure_what_missing", "disclosure_kind_closed"} if each.kind and not each.what else ()
        as_known = gate.as_known_on(file.consents, each.on, today)
        facts = disclosure_faults(each, file.consents, today, as_known=as_known)
        told = (fact for fact in facts if fact.code not in emptied)
        yield from fields_of(told, OF_A_DISCLOSURE, each, where)


def rights_faults(
    file: CaseFile, profile: Profile, today: date, place: str, open_needs: frozenset[str] | None
) -> Iterator[Fault]:
    """Yield what is wrong with requests and corrections; no old value of a closed field comes in (L8, E3)."""
    for row, request in enumerate(file.requests):
        facts = request_faults(request, today)
        yield from fields_of(facts, OF_A_REQUEST, request, f"{place}.requests[{row}]")
    # Of a place there is one entry a day, in which a wrong value of that day is kept as well.
    yield from twice(
        [(each.on, each.place, each.talk_on) for each in file.corrections], f"{place}.corrections"
    )
    for row, each in enumerate(file.corrections):
        where = f"{place}.corrections[{row}]"
        codes = (field.code for field in profile.fields)
        yield from fields_of(correction_faults(each, codes, today), OF_A_CORRECTION, each, where)
        field = profile.field(each.place.removeprefix(OF_FIELD)) if each.old_value else None
        if field is not None and open_needs is not None and field.need not in open_needs:
            yield Fault(f"{where}.old_value", "field_closed", (("need", field.need),))


def file_extension_faults(
    file: CaseFile, profile: Profile, today: date, place: str, open_needs: frozenset[str] | None
) -> Iterator[Fault]:
    """Yield what the form of an extension would have refused as well (Rules C1, C2, C3, C4, C8)."""
    moved = [start_moved_since(file, each.decided_on) for each in file.extensions]
    if file.case.period_start is None and not all(moved):
        yield Fault(f"{place}.case.period_start", "period_not_begun")
    for row, extension in enumerate(file.extensions):
        where = f"{place}.extensions[{row}]"
        yield from listed(profile, ListName.EXTENSION_REASONS, extension.reason, f"{where}.reason")
        if extension.evidence_place_kind:
            at = f"{where}.evidence_place_kind"
            yield from listed(profile, ListName.EVIDENCE_PLACES, extension.evidence_place_kind, at)
        if shows_health(extension) and open_needs is not None and gate.HEALTH not in open_needs:
            yield Fault(f"{where}.reason", "field_closed", (("need", gate.HEALTH),))
        # Judged after those before it, as when it was decided; which consents stood then is not known any
        # more, so only the days and the proof are looked at.
        before = _before(file.extensions, row)
        period = None if _starts_ahead(file, today) else case_period(file.case, before)
        if period is None or start_moved_since(file, extension.decided_on):
            period, fields = Period(date.min), _OF_ANY_START
        else:
            fields = {**_OF_ANY_START, **_OF_THE_START}
        found = check_extension(period, extension, today, has_health_consent=True)
        faults = [fact for fact in found if fact.code in fields]
        late = any(fact.code in _OF_THE_START for fact in faults)
        if late and _fits_a_later_start(file, extension, before, today):
            faults = [fact for fact in faults if fact.code in _OF_ANY_START]
        for fact in faults:
            yield from faults_of((fact,), f"{where}.{fields[fact.code]}")


def _before(extensions: Sequence[Extension], row: int) -> tuple[Extension, ...]:
    """Return the decisions that were there before the one in ``row`` (Rule C4).

    They stand in the order in which they were entered, where each goes on from the one before it; a file
    that lists them in another order is read in that of their days.
    """
    ends = [each.until for each in extensions]
    if all(earlier < later for earlier, later in pairwise(ends)):
        return tuple(extensions[:row])
    order = sorted(range(len(extensions)), key=lambda at: (extensions[at].decided_on, at))
    return tuple(extensions[at] for at in order[: order.index(row)])


def _fits_a_later_start(
    file: CaseFile, extension: Extension, earlier: Sequence[Extension], today: date
) -> bool:
    """Return whether an extension was right by a start that stands in the case and was overtaken since (C1).

    Before such a change was written down, nothing else told that the start had moved. Where it is late by the
    start of now, it is shown as late all the same (C8).
    """
    days = {*counting_days(file.talks, file.needs_assessment)}
    days |= {each.since for each in file.earlier_counselling if each.since is not None}
    start, last = file.case.period_start, min(today, extension.decided_on)
    before = [each.until for each in earlier]
    for day in sorted(day for day in days if start is not None and start < day <= last):
        found = check_extension(period_of(day, before), extension, today, has_health_consent=True)
        if not any(fact.code in _OF_THE_START for fact in found):
            return True
    return False


def start_faults(file: CaseFile, today: date, place: str) -> Iterator[Fault]:
    """Yield what the intake would have refused of counselling elsewhere, and of the start (Rule C7)."""
    for row, each in enumerate(file.earlier_counselling):
        for fact in spell_faults(each, file.client, today):
            name = "until" if fact.code == "earlier_ends_before_begin" else "since"
            yield from faults_of((fact,), f"{place}.earlier_counselling[{row}].{name}")
    start = file.case.period_start
    if start is not None and start not in {each.since for each in file.earlier_counselling}:
        facts = spell_faults(EarlierCounselling(since=start), file.client, today)
        yield from faults_of(facts, f"{place}.case.period_start")


def file_decision_faults(file: CaseFile, today: date, place: str) -> Iterator[Fault]:
    """Yield the decisions that lie ahead or before the start, or lack what they need (Rules C6, P6, U5)."""
    for row, each in enumerate(file.decisions):
        start = None if start_moved_since(file, each.on) else file.case.period_start
        facts = kept_faults(each, today, start)
        yield from fields_of(facts, OF_A_DECISION, each, f"{place}.decisions[{row}]")


def _starts_ahead(file: CaseFile, today: date) -> bool:
    """Return whether the start lies ahead: it is told as that, and its end may lie beyond the calendar."""
    return file.case.period_start is not None and file.case.period_start > today
