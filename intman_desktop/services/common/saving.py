"""Writing what belongs to one person: the client, the answers, the household, the needs assessment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from intman_desktop.errors import ChangedMeanwhile, Refused
from intman_desktop.models import tables as t
from intman_desktop.models.rows import read_all, to_row
from intman_desktop.models.writing import index_client, save_row
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.ages import FULL_AGE, member_surely_of_age
from intman_desktop.rules.consents import age_faults
from intman_desktop.rules.dates import OLDEST_AGE, birth_fault
from intman_desktop.rules.earlier import birth_after_start
from intman_desktop.rules.folding import FaultyName, clean_name, sort_name
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import (
    Answer,
    Case,
    CaseFile,
    Client,
    Consent,
    HouseholdMember,
    NeedsAssessment,
)
from intman_desktop.values.explanation import Explanation

_NAMES = ("family_name", "given_name", "designation")
_LINES = ("phone", "email", "street", "postal_code", "town")


def tidy_client(client: Client) -> Client:
    """Return the client with names and lines as they are stored. Raises ``Refused`` (``name_too_long``)."""
    tidy: dict[str, Any] = {name: _clean(getattr(client, name)) for name in _NAMES}
    tidy |= {name: " ".join(getattr(client, name).split()) for name in _LINES}
    return replace(client, **tidy)


def client_faults(client: Client, today: date) -> tuple[Explanation, ...]:
    """Return what a client lacks or cannot be (Rule I8).

    Codes: ``name_missing``, ``birth_in_future``, ``birth_too_long_ago``.
    """
    faults = []
    if not any(getattr(client, name) for name in _NAMES):
        faults.append(Explanation("name_missing"))
    if client.birth_date is not None:
        impossible = birth_fault(client.birth_date, client.birth_precision, today)
        faults += [impossible] if impossible else []
    return tuple(faults)


def changed_birth_faults(file: CaseFile, client: Client, today: date) -> tuple[Explanation, ...]:
    """Return what another birth, or age, leaves without ground in a case (Rules E2, C7).

    Codes: ``start_before_birth``, ``consent_by_minor``. What was so before hinders no other change.
    """
    return (
        *birth_after_start(file.case.period_start, file.client, client, today),
        *age_faults(file.consents, file.client, client),
    )


def unlisted_codes(desk: Desk, client: Client) -> tuple[Explanation, ...]:
    """Return which of the client's codes the profile's lists do not have (``code_unknown``)."""
    listed = (
        (ListName.NATIONALITIES, client.nationality),
        (ListName.NATIONALITIES, client.second_nationality),
        (ListName.LANGUAGES, client.language),
    )
    return tuple(
        Explanation("code_unknown", {"list": name, "value": code})
        for name, code in listed
        if code and desk.profile.item(name, code) is None
    )


def write_client(connection: Connection, case: Case, client: Client) -> None:
    """Write the client over its version, with the name index. Raises ``ChangedMeanwhile``."""
    save_row(connection, t.clients, client, case.id, sort_name=sort_name(client))
    index_client(connection, case.id, case.number, client)


def write_answers(
    connection: Connection, case_id: int, answers: Sequence[Answer], *, all_shown: bool = False
) -> None:
    """Replace everything held in the fields that ``answers`` name; a blank value empties its field.

    An answer with an id must still be as it was read. With ``all_shown`` they are all that a form was shown
    of these fields: one that was written there since is not taken away. Raises ``ChangedMeanwhile``.
    """
    a = t.answers.c
    fields = {answer.field for answer in answers}
    stored = read_all(connection, Answer, t.answers, a.case_id == case_id, a.field.in_(fields))
    versions = {answer.id: answer.version for answer in stored}
    if any(answer.id and versions.get(answer.id) != answer.version for answer in answers):
        raise ChangedMeanwhile()
    if all_shown and not versions.keys() <= {answer.id for answer in answers}:
        raise ChangedMeanwhile()
    kept = {answer.id: answer for answer in answers if answer.id and answer.value}
    connection.execute(delete(t.answers).where(a.case_id == case_id, a.field.in_(fields), a.id.not_in(kept)))
    for answer in answers:
        if not answer.value:
            continue
        row = to_row(answer, t.answers, case_id=case_id)
        if answer.id:
            changed = update(t.answers).where(a.id == answer.id)
            connection.execute(changed.values({**row, "version": answer.version + 1}))
        else:
            connection.execute(insert(t.answers).values({**row, "version": 1}))


def refuse_newer(members: Iterable[HouseholdMember], stored: Iterable[HouseholdMember]) -> None:
    """Raise ``ChangedMeanwhile`` where a member that was read is no longer as it was."""
    versions = {member.id: member.version for member in stored}
    if any(member.id and versions.get(member.id) != member.version for member in members):
        raise ChangedMeanwhile()


def household_faults(desk: Desk, members: Iterable[HouseholdMember], today: date) -> tuple[Explanation, ...]:
    """Return what a household may not hold (Rule P4).

    Adults appear with their relationship only (``member_adult_with_birth``); a child's month needs its
    year and both must be possible (``member_birth_impossible``); ``member_is_adult`` of a child that has
    turned 18 and has no file of its own, ``relationship_unknown``.
    """
    relationships = {item.code for item in desk.profile.list(ListName.RELATIONSHIPS)}
    return tuple(fault for member in members for fault in member_faults(member, relationships, today))


def member_faults(member: HouseholdMember, relationships: set[str], today: date) -> list[Explanation]:
    """Return what one member of a household may not hold, as ``household_faults`` (Rule P4)."""
    born = (member.birth_year, member.birth_month)
    if member.relationship not in relationships:
        return [Explanation("relationship_unknown", {"relationship": member.relationship})]
    if member.adult:
        return [] if born == (None, None) else [Explanation("member_adult_with_birth")]
    if not _possible_birth(member, today):
        return [Explanation("member_birth_impossible")]
    if member.linked_case or not member_surely_of_age(member, today):
        return []  # who has a file of her own comes of age there
    return [Explanation("member_is_adult", {"age": FULL_AGE})]


def needs_faults(needs: NeedsAssessment, consents: Iterable[Consent], today: date) -> tuple[Explanation, ...]:
    """Return which days of the detailed talk cannot be (Rules P1, P2, P8).

    That there was a handover, and with whom, may be from before the basic consent; what was handed over then
    is not kept, as nobody had agreed to it yet.
    Codes: ``needs_in_future``, ``needs_before_consent``, ``handover_in_future``, ``handover_before_consent``.
    """
    faults, handed_over_on = [], needs.handover_on
    if needs.held_on > today:
        faults.append(Explanation("needs_in_future", {"on": needs.held_on}))
    if not gate.is_open(gate.BASIC, consents, needs.held_on):
        faults.append(Explanation("needs_before_consent", {"on": needs.held_on}))
    if handed_over_on is not None and handed_over_on > today:
        faults.append(Explanation("handover_in_future", {"on": handed_over_on}))
    elif (
        handed_over_on is not None
        and needs.handover_content.strip()
        and not gate.is_open(gate.BASIC, consents, handed_over_on)
    ):
        faults.append(Explanation("handover_before_consent", {"on": handed_over_on}))
    return tuple(faults)


def _possible_birth(member: HouseholdMember, today: date) -> bool:
    if member.birth_year is None:
        return member.birth_month is None
    month = 1 if member.birth_month is None else member.birth_month
    alive = member.birth_year >= today.year - OLDEST_AGE
    return alive and 1 <= month <= 12 and (member.birth_year, month) <= (today.year, today.month)


def _clean(name: str) -> str:
    try:
        return clean_name(name)
    except FaultyName as fault:
        raise Refused(fault.explanation.code, **fault.explanation.values) from None
