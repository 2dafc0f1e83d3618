"""What the rules and the lists of the profile say of a whole case that comes from a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from intman_desktop.profiles import Profile
from intman_desktop.profiles.checking import is_code
from intman_desktop.profiles.list_names import ListName
from intman_desktop.profiles.parts import Field, FieldKind
from intman_desktop.profiles.profile import split_choices
from intman_desktop.rules import gate
from intman_desktop.rules.case_numbers import LONGEST_PREFIX, number_faults
from intman_desktop.rules.dates import ISO_DAY, TYPED_YEARS, birth_fault
from intman_desktop.rules.folding import FaultyName, clean_name
from intman_desktop.rules.goals import course_faults
from intman_desktop.rules.plan import plan_consent_faults, plan_faults
from intman_desktop.rules.setting_bounds import setting_faults
from intman_desktop.rules.talks import person_faults, talk_faults
from intman_desktop.rules.validities import ends_before_begin
from intman_desktop.services.common.faults import faults_of, listed, texts, twice, unknown_code
from intman_desktop.services.common.saving import member_faults, needs_faults
from intman_desktop.services.gate.checking_days import kept_day_faults, part_day_faults
from intman_desktop.services.gate.checking_evidence import (
    consent_evidence_faults,
    file_decision_faults,
    file_extension_faults,
    passing_on_faults,
    rights_faults,
    scan_faults,
    start_faults,
)
from intman_desktop.services.gate.checking_head import ending_faults, head_faults
from intman_desktop.services.gate.checking_limits import limit_faults
from intman_desktop.services.gate.checking_versions import version_faults
from intman_desktop.services.gate.fault_fields import (
    OF_A_GOAL,
    OF_NEEDS,
    fields_of,
    of_member,
    of_participant,
    of_plan,
    of_talk,
)
from intman_desktop.values.case_file import (
    Answer,
    BriefContact,
    CaseFile,
    Consent,
    Goal,
    Referral,
    Talk,
)
from intman_desktop.values.codes import GoalState
from intman_desktop.values.document import Document, Fault
from intman_desktop.values.office import Office, Service

NAMES = ("family_name", "given_name", "designation")
"""The fields of a client that hold a name."""
_COME_OF_AGE = "member_is_adult"
_NUMBER = re.compile(r"\d{1,4}")


def case_faults(file: CaseFile, profile: Profile, today: date, place: str) -> Iterator[Fault]:
    """Yield every fault of a case without its talks; ``place`` is where it stands in its file.

    Rules P2, C2, C4, E2, E3, I8, I9, Z3 and the codes of the lists.
    """
    yield from head_faults(file, profile, today, place)
    yield from ending_faults(file, today, f"{place}.case.ended_on")
    yield from kept_day_faults(file, today, place)
    yield from _client_faults(file, profile, today, place)
    yield from consent_evidence_faults(file, today, place)
    counselled = gate.is_open(gate.BASIC, file.consents, today)
    # Without the basic consent that alone is said, not once more for each field.
    open_needs = gate.given(file.consents, today) if counselled else None
    for row, answer in enumerate(file.answers):
        where = f"{place}.answers[{row}]"
        yield from answer_faults(answer, profile, where)
        field = profile.field(answer.field)
        if field is not None and open_needs is not None and field.need not in open_needs:
            yield Fault(f"{where}.field", "field_closed", (("need", field.need),))
    relationships = {item.code for item in profile.list(ListName.RELATIONSHIPS)}
    for row, member in enumerate(file.household):
        # A child that has come of age since it was written down waits for its own file (P4); a month 0 was
        # taken for none at one time, and comes in as none.
        known = replace(member, birth_month=member.birth_month or None)
        facts = (each for each in member_faults(known, relationships, today) if each.code != _COME_OF_AGE)
        yield from of_member(facts, known, f"{place}.household[{row}]")
    if file.needs_assessment is not None:
        facts_of_needs = needs_faults(file.needs_assessment, file.consents, today)
        yield from fields_of(facts_of_needs, OF_NEEDS, file.needs_assessment, f"{place}.needs_assessment")
    yield from scan_faults(file, today, place, open_needs)
    yield from passing_on_faults(file, today, place)
    yield from rights_faults(file, profile, today, place, open_needs)
    yield from _plan_faults(file, profile, today, place)
    yield from file_extension_faults(file, profile, today, place, open_needs)
    yield from file_decision_faults(file, today, place)
    yield from start_faults(file, today, place)
    yield from limit_faults(file, profile, place)


def talk_places(
    talk: Talk,
    files: Mapping[str, CaseFile],
    profile: Profile,
    today: date,
    *,
    kinds: Mapping[str, Collection[str]],
    place: str,
    unread: Collection[str] = (),
) -> Iterator[Fault]:
    """Yield every fault of a talk (Rules P2, P5, P7, E3, K5).

    ``files`` are the cases of the file by the key that participants name, ``kinds`` the kinds of
    services by their code, all that the file and the store know of it. ``unread`` are the keys of cases
    that stand in the file and cannot be read, of which it is told in their own place.
    """
    yield from of_talk(talk_faults(talk, today), talk, place)
    for name, codes in (
        ("form", ListName.TALK_FORMS),
        ("topic", ListName.TOPICS),
        ("programme", ListName.PROGRAMMES),
    ):
        yield from listed(profile, codes, getattr(talk, name), f"{place}.{name}")
    if talk.interpretation:
        yield from listed(
            profile, ListName.INTERPRETATION_KINDS, talk.interpretation, f"{place}.interpretation"
        )
    for row, topic in enumerate(talk.further_topics):
        yield from listed(profile, ListName.TOPICS, topic, f"{place}.further_topics[{row}]")
    needs = {item.code: item.need for item in profile.list(ListName.TOPICS)}
    for row, participant in enumerate(talk.participants):
        where = f"{place}.participants[{row}]"
        yield from part_day_faults(participant, today, where)
        file = files.get(participant.case_key)
        if file is None and participant.case_key not in unread:
            yield Fault(f"{where}.case_key", "unknown_person")
        elif file is not None:
            # As on its own day: a kind withdrawn since leaves the talks held before it as they are (E3).
            then = replace(file, consents=gate.as_known_on(file.consents, talk.on, today))
            facts = person_faults(talk, then, talk.on, needs)
            # Of a case that ended on no day that day is what is missing, not the talks.
            told = (each for each in facts if each.values.get("ended_on", talk.on) is not None)
            yield from of_participant(told, talk, row, place)
            given = gate.given(then.consents, talk.on)
            yield from _referral_faults(participant.referrals, kinds, profile, given, where)


def office_faults(office: Office, profile: Profile) -> Iterator[Fault]:
    """Yield what would keep a store with this office from working: another profile, numbers out of bounds.

    Or case numbers that no file could be named by.
    """
    yield from faults_of(number_faults(office.number_prefix, LONGEST_PREFIX), "office.number_prefix")
    if office.profile != profile.code:
        yield unknown_code("office.profile", office.profile)
    for where, fact in setting_faults(office):
        yield from faults_of((fact,), f"office.{where}")


def own_faults(held: Office | Document, profile: Profile, place: str) -> Iterator[Fault]:
    """Yield what is wrong with blocks and entries of an office's own, and with its phrases (I10, E3)."""
    supplied = {field.code for field in profile.fields} - {block.code for block in profile.own_blocks}
    for row, block in enumerate(held.own_blocks):
        where = f"{place}own_blocks[{row}]"
        if block.code in supplied or not is_code(block.code):
            yield unknown_code(f"{where}.code", block.code)
        if not gate.is_need(block.need):
            yield unknown_code(f"{where}.need", block.need)
    lists = {each.name for each in profile.editable}
    for row, entry in enumerate(held.list_entries):
        where = f"{place}list_entries[{row}]"
        if entry.list not in lists:
            yield unknown_code(f"{where}.list", entry.list)
        if entry.own and not is_code(entry.code):
            yield unknown_code(f"{where}.code", entry.code)
        if not gate.is_need(entry.need):
            yield unknown_code(f"{where}.need", entry.need)
    for row, phrase in enumerate(held.phrases if isinstance(held, Office) else ()):
        if profile.item(ListName.GOAL_AREAS, phrase.area) is None or not gate.is_need(phrase.need):
            yield unknown_code(f"{place}phrases[{row}]", phrase.area)


def brief_contact_faults(contact: BriefContact, profile: Profile, today: date, place: str) -> Iterator[Fault]:
    """Yield every fault of a Kurzkontakt (Rule P2)."""
    if contact.on > today:
        yield Fault(f"{place}.on", "brief_contact_in_future", texts({"on": contact.on}))
    if contact.on.year not in TYPED_YEARS:
        yield Fault(f"{place}.on", "year_out_of_range", texts({"year": contact.on.year}))
    yield from listed(profile, ListName.TALK_FORMS, contact.form, f"{place}.form")
    yield from listed(profile, ListName.TOPICS, contact.topic, f"{place}.topic")


def answer_faults(answer: Answer, profile: Profile, place: str) -> Iterator[Fault]:
    """Yield what is wrong with the field's code or value, or with its validity (Rule I10)."""
    field = profile.field(answer.field)
    if field is None or field.source == "client":
        yield unknown_code(f"{place}.field", answer.field)
    elif field.kind is FieldKind.DATE and ISO_DAY.fullmatch(answer.value) and not _is_day(answer.value):
        yield Fault(f"{place}.value", "no_such_day")
    elif answer.value and not _fits(answer.value, field, profile):
        yield Fault(f"{place}.value", "value_does_not_fit", (("expected", field.kind.value),))
    if ends_before_begin(answer):
        yield Fault(f"{place}.valid_to", "ends_before_begin")


def _fits(value: str, field: Field, profile: Profile) -> bool:
    if field.kind is FieldKind.CHOICE:
        return profile.item(field.list, value) is not None
    if field.kind is FieldKind.CHOICES:
        return all(profile.item(field.list, each) is not None for each in split_choices(value))
    if field.kind is FieldKind.FLAG:
        return value in ("yes", "no")
    if field.kind is FieldKind.NUMBER:
        return _NUMBER.fullmatch(value) is not None
    return field.kind is not FieldKind.DATE or _is_day(value)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _client_faults(file: CaseFile, profile: Profile, today: date, place: str) -> Iterator[Fault]:
    client, where = file.client, f"{place}.client"
    for name in NAMES:
        try:
            clean_name(getattr(client, name))
        except FaultyName as faulty:
            yield from faults_of((faulty.explanation,), f"{where}.{name}")
    for name in ("nationality", "second_nationality"):
        if getattr(client, name):
            yield from listed(profile, ListName.NATIONALITIES, getattr(client, name), f"{where}.{name}")
    if client.language:
        yield from listed(profile, ListName.LANGUAGES, client.language, f"{where}.language")
    if client.birth_date is not None:
        impossible = birth_fault(client.birth_date, client.birth_precision, today)
        yield from faults_of((impossible,) if impossible else (), f"{where}.birth_date")
    if client.email and not gate.is_open(gate.CONTACT, file.consents, today):
        yield Fault(f"{where}.email", "field_closed", (("need", gate.CONTACT),))


def _plan_faults(file: CaseFile, profile: Profile, today: date, place: str) -> Iterator[Fault]:
    if file.plan is None:
        return
    yield from of_plan(plan_faults(file.plan, today), file.plan, today, f"{place}.plan")
    if gate.is_open(gate.BASIC, file.consents, today):  # else that alone is said
        days = [span.opened_on for span in file.plan.spans]
        row = days.index(min(days)) if days else 0
        yield from faults_of(
            plan_consent_faults(file.plan, file.consents), f"{place}.plan.spans[{row}].opened_on"
        )
    yield from twice([each.block for each in file.plan.block_reasons], f"{place}.plan.block_reasons")
    yield from version_faults(file.plan, today, f"{place}.plan.versions")
    for row, span in enumerate(file.plan.spans):
        if span.reason.strip():
            where = f"{place}.plan.spans[{row}].reason"
            yield from listed(profile, ListName.ENDING_REASONS, span.reason, where)
    for row, goal in enumerate(file.plan.goals):
        where = f"{place}.plan.goals[{row}]"
        yield from _goal_faults(goal, profile, today, where)
        need = profile.need_of_item(ListName.GOAL_AREAS, goal.area)
        if need != gate.BASIC and not _was_open(need, file.consents):
            yield Fault(f"{where}.area", "field_closed", (("need", need),))


def _goal_faults(goal: Goal, profile: Profile, today: date, place: str) -> Iterator[Fault]:
    yield from listed(profile, ListName.GOAL_AREAS, goal.area, f"{place}.area")
    if not goal.wording.strip():
        yield Fault(f"{place}.wording", "goal_wording_missing")
    days = [change.on for change in goal.history]
    for row, day in enumerate(days):
        if day < max(days[:row], default=day):
            yield Fault(f"{place}.history[{row}].on", "history_out_of_order")
    if goal.history and goal.history[-1].state is not goal.state:
        yield Fault(f"{place}.state", "goal_state_not_its_last")
    for row, day in enumerate(days):
        if day > today:
            yield Fault(f"{place}.history[{row}].on", "history_in_future")
    if goal.agreed_on is not None and goal.agreed_on > today:
        yield Fault(f"{place}.agreed_on", "history_in_future")
    elif goal.agreed_on is not None and goal.state is GoalState.PROPOSED:
        yield Fault(f"{place}.agreed_on", "goal_agreed_and_proposed")
    else:
        yield from fields_of(course_faults(goal), OF_A_GOAL, goal, place)


def _referral_faults(
    referrals: Sequence[Referral],
    kinds: Mapping[str, Collection[str]],
    profile: Profile,
    open_needs: Collection[str],
    place: str,
) -> Iterator[Fault]:
    """Yield the referrals to services that nobody knows, or that no consent opened on that day (P7, E3)."""
    for number, referral in enumerate(referrals):
        where, known = f"{place}.referrals[{number}].service", kinds.get(referral.service, ())
        without_service = not referral.service and referral.outcome  # a need that none meets (Z6)
        if not known and not without_service:
            # What kind it is decides whether it may be known: an unknown one must open nothing.
            yield unknown_code(where, referral.service)
        needs = {profile.need_of_item(ListName.SERVICE_KINDS, kind) for kind in known} - {gate.BASIC}
        for need in sorted(needs.difference(open_needs)):
            yield Fault(where, "field_closed", (("need", need),))


def service_faults(service: Service, profile: Profile, place: str) -> Iterator[Fault]:
    """Yield a kind that no list knows: on the kind depends which consent a referral asks for (P7, E3)."""
    yield from listed(profile, ListName.SERVICE_KINDS, service.kind, f"{place}.kind")


def _was_open(need: str, consents: Sequence[Consent]) -> bool:
    """Return whether a need was open on any day: what was written then stays until it is redacted (E3)."""
    return any(gate.is_open(need, consents, consent.decided_on) for consent in consents)
