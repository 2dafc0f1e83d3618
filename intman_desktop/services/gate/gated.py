"""The gate at the fields: what no consent opens is emptied on the way out and refused on the way in (E3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Final

from intman_desktop.errors import Refused
from intman_desktop.language import current_language
from intman_desktop.profiles import CLIENT, Profile
from intman_desktop.rules import gate
from intman_desktop.rules.corrections import OF_FIELD
from intman_desktop.rules.extensions import (
    closed_late_reason,
    corrected_under_health,
    told_under_health,
    without_health,
    without_reason,
)
from intman_desktop.rules.scans import scan_need
from intman_desktop.services.gate.checking import answer_faults
from intman_desktop.values.case_file import (
    Answer,
    CaseFile,
    Client,
    Consent,
    Correction,
    Disclosure,
    Extension,
    Scan,
)
from intman_desktop.values.codes import DisclosureGround
from intman_desktop.values.views import ClosedField

NEED_OF_PART: Final[Mapping[str, str]] = {
    "case": gate.NONE,
    "client": gate.BASIC,
    "earlier_counselling": gate.BASIC,
    "answers": gate.BASIC,
    "household": gate.BASIC,
    "notices": gate.NONE,
    "consents": gate.NONE,
    "agreement": gate.NONE,
    "needs_assessment": gate.BASIC,
    "plan": gate.BASIC,
    "extensions": gate.BASIC,
    "decisions": gate.BASIC,
    "scans": gate.NONE,
    "disclosures": gate.NONE,
    "requests": gate.NONE,
    "corrections": gate.NONE,
    "doubles": gate.BASIC,
    "talks": gate.BASIC,
}
"""What each part of a case needs to be shown; what needs none is the proof of what was declared (E2, E7).

Below it fields, topics, areas, services, scans, acts of passing on and corrections are asked for one by one.
"""

_EMPTY = Client()
_UNFIT = {
    "unknown_code": "field_unknown",
    "no_such_day": "answer_not_fitting",
    "value_does_not_fit": "answer_not_fitting",
    "ends_before_begin": "answer_validity",
}
"""What a refusal on screen, which names the field by its label, says of each fault of ``answer_faults``."""


def closed_needs(profile: Profile, consents: Iterable[Consent], on: date) -> frozenset[str]:
    """Return the kinds of data that no consent opens on a day, beside the basic one (Rule E3)."""
    return profile.needs_beside_basic() - gate.given(tuple(consents), on)


def closed_fields(profile: Profile, consents: Iterable[Consent], on: date) -> tuple[ClosedField, ...]:
    """Return the fields of the catalogue that are closed on a day, each with the fact that says why."""
    declared = tuple(consents)
    reasons = {need: gate.refusal(need, declared, on) for need in {each.need for each in profile.fields}}
    found = ((each, reasons[each.need]) for each in profile.fields)
    return tuple(ClosedField(each.code, each.need, fact) for each, fact in found if fact is not None)


def without_closed(profile: Profile, file: CaseFile, closed: Iterable[ClosedField]) -> CaseFile:
    """Return the case with everything in closed fields emptied."""
    codes = {each.field for each in closed}
    client = replace(file.client, **{code: getattr(_EMPTY, code) for code in codes & _client_fields(profile)})
    answers = tuple(answer for answer in file.answers if answer.field not in codes)
    return replace(file, client=client, answers=answers)


def open_scans(file: CaseFile, on: date) -> tuple[Scan, ...]:
    """Return the scans as they may be listed on a day, without their keys: none of a kind that is closed."""
    return tuple(
        replace(scan, file="", file_key="")
        for scan in file.scans
        if gate.refusal(scan_need(scan), file.consents, on) is None
    )


def readable_extensions(file: CaseFile, on: date) -> tuple[Extension, ...]:
    """Return the extensions as they may be read on a day: they stand without a reason that is closed (C3)."""
    if gate.is_open(gate.HEALTH, file.consents, on):
        return file.extensions
    return tuple(_readable(each, file.consents) for each in file.extensions)


def _readable(extension: Extension, consents: Iterable[Consent]) -> Extension:
    """Return the extension without a reason that is closed, and not as if its words were gone (Rule C3)."""
    told = told_under_health(extension, consents)
    bare = without_reason(extension) if told else without_health(extension)
    return replace(bare, late_reason=closed_late_reason(extension)) if bare != extension else extension


def proof_of(file: CaseFile) -> CaseFile:
    """Return what is left of a case that no basic consent opens: what names it and proves it (Rule E4)."""
    client = file.client
    named = Client(
        client.family_name,
        client.given_name,
        client.designation,
        language=client.language,
        version=client.version,
    )
    bare = CaseFile(file.case, named)
    closed = {name: getattr(bare, name) for name, need in NEED_OF_PART.items() if need != gate.NONE}
    return replace(file, **closed)


def readable_disclosures(file: CaseFile, on: date) -> tuple[Disclosure, ...]:
    """Return the register as it may be read on a day: what was passed on of a closed kind is left out (E3).

    What rests on the law stays, as the proof that it was allowed (Rule E7).
    """
    return tuple(
        replace(each, what="")
        if each.kind is not None
        and each.ground is DisclosureGround.CONSENT
        and not gate.is_open(each.kind.value, file.consents, on)
        else each
        for each in file.disclosures
    )


def readable_corrections(
    file: CaseFile, closed: Iterable[ClosedField], open_needs: Collection[str]
) -> tuple[Correction, ...]:
    """Return what was corrected as it may be read: of a closed field no old value and no reason (E3, L8).

    Nor of an extension what was said of it while the health consent stood that stands no more (Rule C3).
    """
    codes = {f"{OF_FIELD}{each.field}" for each in closed}
    is_closed, no_health = gate.BASIC not in open_needs, gate.HEALTH not in open_needs
    return tuple(
        replace(each, old_value="", reason="")
        if is_closed or each.place in codes or (no_health and corrected_under_health(each, file.consents))
        else each
        for each in file.corrections
    )


def admit_client(profile: Profile, new: Client, old: Client, consents: Iterable[Consent], on: date) -> Client:
    """Return the client as it may be saved: what stands in closed fields stays as it is in the store.

    Raises ``Refused`` (``field_closed`` with the field and why) where something new stands in one.
    """
    kept = {}
    declared = tuple(consents)
    for each in closed_fields(profile, declared, on):
        if each.field not in _client_fields(profile):
            continue
        typed, stored = getattr(new, each.field), getattr(old, each.field)
        if typed not in (getattr(_EMPTY, each.field), stored):
            raise _refused(each, declared)
        kept[each.field] = stored
    return replace(new, **kept)


def admit_answers(
    profile: Profile, answers: Iterable[Answer], consents: Iterable[Consent], on: date
) -> tuple[Answer, ...]:
    """Return the answers as they are stored, without blanks at the ends; an empty one is always admitted.

    Raises ``Refused``: ``field_closed``, ``field_unknown``, ``answer_not_fitting``, ``answer_validity``.
    """
    declared = tuple(consents)
    closed = {each.field: each for each in closed_fields(profile, declared, on)}
    tidy = tuple(replace(answer, value=answer.value.strip()) for answer in answers)
    for answer in tidy:
        if not answer.value:
            continue
        if answer.field in closed:
            raise _refused(closed[answer.field], declared)
        _refuse_unfit(profile, answer)
    return tidy


def _refuse_unfit(profile: Profile, answer: Answer) -> None:
    for fault in answer_faults(answer, profile, ""):
        raise Refused(_UNFIT[fault.code], field=field_label(profile, answer.field), value=answer.value)


def field_label(profile: Profile, code: str) -> str:
    """Return how the field ``code`` of the catalogue is called; one that is not there by its code."""
    of_field = profile.field(code)
    return of_field.labels[current_language()] if of_field else code


def client_fields_under(profile: Profile, need: str) -> tuple[str, ...]:
    """Return the columns of the client that need ``need``: what a withdrawal empties."""
    return tuple(each.code for each in profile.fields if each.source == CLIENT and each.need == need)


def emptied_client(client: Client, codes: Iterable[str]) -> Client:
    """Return the client with these columns empty."""
    return replace(client, **{code: getattr(_EMPTY, code) for code in codes})


def _client_fields(profile: Profile) -> set[str]:
    return {each.code for each in profile.fields if each.source == CLIENT} & {f.name for f in fields(Client)}


def _refused(closed: ClosedField, consents: Iterable[Consent]) -> Refused:
    because = gate.reason(closed.fact, consents)
    return Refused("field_closed", field=closed.field, need=closed.need, because=because)
