"""Which field of an entry of a file each fact of the rules is about, so that a fault names row and field.

Beside each rule that judges what comes from a file stands a table of its codes. Of several fields, as of
texts that may be too long, the longest is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from intman_desktop.services.common.faults import faults_of
from intman_desktop.values.case_file import HouseholdMember, Plan, Talk
from intman_desktop.values.document import Fault
from intman_desktop.values.explanation import Explanation

Fields: TypeAlias = Mapping[str, str | tuple[str, ...]]

OF_A_TALK: Fields = {
    "talk_in_future": "on",
    "talk_form_missing": "form",
    "talk_topic_missing": "topic",
    "talk_length_impossible": "minutes",
    "talk_without_person": "participants",
    "talk_person_twice": "participants",
    "note_too_long": "note",
}
"""``rules.talks.talk_faults``; the note is that of a participant."""
OF_A_PARTICIPANT: Fields = dict.fromkeys(
    ("talk_without_consent", "talk_after_ending", "talk_topic_closed"), "case_key"
)
"""``rules.talks.person_faults``: the talk as it is has no room for this person."""
_OF_THE_DAY: Fields = dict.fromkeys(("talk_without_consent", "talk_after_ending"), "on")
"""Of these the day of a talk with one person is wrong; with several it may be right for the others."""
OF_A_GOAL: Fields = {
    "goal_history_missing": "history",
    "goal_agreed_day_missing": "agreed_on",
    "goal_agreed_otherwise": "agreed_on",
}
"""``rules.goals.course_faults``."""
OF_A_NOTICE: Fields = {"notice_handed_in_future": "handed_out_on", "notice_in_future": "explained_on"}
"""``rules.intake.notice_day_faults``."""
OF_A_HOLD: Fields = {
    "hold_reason_missing": "hold_reason",
    "hold_review_missing": "hold_review_on",
    "hold_review_not_ahead": "hold_review_on",
}
"""``rules.retention.hold_faults``."""
OF_A_DELETION: Fields = {
    "deletion_before_ending": "deletion_due",
    "deletion_reason_missing": "deletion_reason",
}
"""``rules.retention.deletion_faults``."""
OF_A_DECISION: Fields = {
    "decision_in_future": "on",
    "decision_before_start": "on",
    "take_over_told_in_future": "told_on",
    "take_over_not_told": "told_on",
    "decision_reason_missing": "reason",
    "rest_reason_missing": "reason",
    "rest_until_missing": "until",
}
"""``rules.decisions.kept_faults``."""
OF_A_MEMBER: Fields = {
    "relationship_unknown": "relationship",
    "member_adult_with_birth": "adult",
    "member_birth_impossible": "birth_year",
    "member_is_adult": "birth_year",
}
"""``services.common.saving.member_faults``."""
OF_NEEDS: Fields = {
    "needs_in_future": "held_on",
    "needs_before_consent": "held_on",
    "handover_in_future": "handover_on",
    "handover_before_consent": "handover_on",
}
"""``services.common.saving.needs_faults``."""
OF_A_PLAN: Fields = {
    "plan_begin_missing": "begun_on",
    "plan_begin_in_future": "begun_on",
    "plan_begin_not_its_first_day": "begun_on",
    "plan_without_span": "spans",
}
OF_A_SPAN: Fields = {
    "plan_span_ends_before_begin": "closed_on",
    "plan_span_reason_missing": "reason",
    "plan_spans_overlap": "opened_on",
    "plan_span_in_future": "opened_on",
    "plan_two_open_spans": "closed_on",
}
OF_A_BLOCK_REASON: Fields = {"block_reason_not_allowed": "block", "block_reason_empty": "reason"}
"""``rules.plan.plan_faults``, with the stretches of a plan and its reasons for what was not asked."""
OF_A_CONSENT: Fields = {
    "consent_in_future": "decided_on",
    "consent_valid_until_before": "valid_until",
    "emptied_in_future": "emptied_on",
    "emptied_before_end": "emptied_on",
    "withdrawal_without_consent": "withdrawn_on",
    "withdrawal_before_consent": "withdrawn_on",
    "withdrawal_in_future": "withdrawn_on",
    "consent_kind_missing": "kind",
    "consent_kind_not_fitting": "kind",
    "consent_recipient_missing": "recipient",
    "consent_declined_recipient_missing": "recipient",
    "consent_purpose_missing": "purpose",
    "consent_data_kinds_missing": "data_kinds",
    "consent_sheet_lost": "filing_place",
    "consent_filing_place_missing": "filing_place",
    "consent_proof_missing": "filing_place",
    "consent_witness_missing": "witness",
    "consent_not_told_withdrawable": "told_withdrawable",
    "consent_representative_missing": "representative",
    "undertaking_in_future": "undertaking_on",
    "undertaking_by_missing": "undertaking_by",
    "undertaking_place_missing": "undertaking_place",
    "consent_after_withdrawal": "scope",
}
"""``rules.consents.consent_faults``."""
OF_A_DISCLOSURE: Fields = {
    "disclosure_recipient_missing": "recipient",
    "disclosure_what_missing": "what",
    "disclosure_too_long": ("recipient", "what", "reason", "not_told_reason"),
    "disclosure_in_future": "on",
    "disclosure_told_in_future": "told_on",
    "disclosure_reason_missing": "reason",
    "disclosure_person_not_told": "told_on",
    "disclosure_without_consent": "recipient",
    "disclosure_declined_alike": "recipient",
    "disclosure_kind_closed": "kind",
    "disclosure_kind_ended": "what",
}
"""``rules.disclosures.disclosure_faults``."""
OF_A_REQUEST: Fields = {
    "request_in_future": "received_on",
    "request_what_missing": "what",
    "request_use_missing": "what",
    "request_too_long": ("what", "extension_reason", "refusal_reason", "note"),
    "request_extension_day_missing": "extension_told_on",
    "request_extension_reason_missing": "extension_reason",
    "request_extension_too_late": "extension_told_on",
    "request_extension_too_early": "extension_told_on",
    "request_extension_in_future": "extension_told_on",
    "request_answer_day_missing": "answered_on",
    "request_answer_missing": "answer",
    "request_answered_in_future": "answered_on",
    "request_answered_before": "answered_on",
    "request_identity_missing": "identity",
    "request_refusal_reason_missing": "refusal_reason",
}
"""``rules.requests.request_faults``."""
OF_A_CORRECTION: Fields = {
    "correction_place_unknown": "place",
    "correction_in_future": "on",
    "correction_reason_missing": "reason",
}
"""``rules.corrections.correction_faults``."""


def fields_of(facts: Iterable[Explanation], fields: Fields, value: object, place: str) -> Iterator[Fault]:
    """Yield the facts about ``value``, each as a fault of its field of the entry at ``place``.

    One that no table names is a fault of the whole entry: an import ends with no error of ours.
    """
    for fact in facts:
        name = fields.get(fact.code, "")
        if not isinstance(name, str):
            name = max(name, key=lambda each: len(getattr(value, each)))
        yield from faults_of((fact,), f"{place}.{name}" if name else place)


def of_talk(facts: Iterable[Explanation], talk: Talk, place: str) -> Iterator[Fault]:
    """Yield the facts about a talk; a note that is too long with the row of its participant."""
    for fact in facts:
        where = place
        if fact.code == "note_too_long":
            lengths = [len(each.note) for each in talk.participants]
            where = f"{place}.participants[{lengths.index(max(lengths))}]"
        yield from fields_of((fact,), OF_A_TALK, talk, where)


def of_participant(facts: Iterable[Explanation], talk: Talk, row: int, place: str) -> Iterator[Fault]:
    """Yield the facts about the participant of a ``row`` of the talk at ``place``."""
    for fact in facts:
        if len(talk.participants) == 1 and fact.code in _OF_THE_DAY:
            yield from fields_of((fact,), _OF_THE_DAY, talk, place)
        else:
            part = talk.participants[row]
            yield from fields_of((fact,), OF_A_PARTICIPANT, part, f"{place}.participants[{row}]")


def of_member(facts: Iterable[Explanation], member: HouseholdMember, place: str) -> Iterator[Fault]:
    """Yield the facts about a member of a household: a month that no year has is the month's fault."""
    fields = OF_A_MEMBER
    if member.birth_month is not None and not 1 <= member.birth_month <= 12:
        fields = {**fields, "member_birth_impossible": "birth_month"}
    yield from fields_of(facts, fields, member, place)


def of_plan(facts: Iterable[Explanation], plan: Plan, today: date, place: str) -> Iterator[Fault]:
    """Yield the facts about a plan, those about a stretch or a reason with its row."""
    for fact in facts:
        if fact.code == "plan_two_open_spans":
            for row in _left_open(plan):
                yield from fields_of((fact,), OF_A_SPAN, plan.spans[row], f"{place}.spans[{row}]")
        elif fact.code in OF_A_SPAN:
            yield _of_span(fact, plan, today, f"{place}.spans")
        elif fact.code in OF_A_BLOCK_REASON:
            rows = [row for row, each in enumerate(plan.block_reasons) if each.block is fact.values["block"]]
            where = f"{place}.block_reasons[{rows[0]}]"
            yield from fields_of((fact,), OF_A_BLOCK_REASON, plan, where)
        else:
            yield from fields_of((fact,), OF_A_PLAN, plan, place)


def _left_open(plan: Plan) -> Iterator[int]:
    """Yield the rows of the stretches that had to be closed before the next was opened: all but the last."""
    still_open = [(span.opened_on, row) for row, span in enumerate(plan.spans) if span.closed_on is None]
    yield from sorted(row for _, row in sorted(still_open)[:-1])


def _of_span(fact: Explanation, plan: Plan, today: date, place: str) -> Fault:
    """Return a fact about a stretch as a fault; it is known by its days, of the same ones the last."""
    days = {name: fact.values[name] for name in ("opened_on", "closed_on") if name in fact.values}
    row = max(
        row
        for row, span in enumerate(plan.spans)
        if all(getattr(span, name) == day for name, day in days.items())
    )
    fields = OF_A_SPAN
    if plan.spans[row].opened_on <= today:
        fields = {**fields, "plan_span_in_future": "closed_on"}
    (fault,) = fields_of((fact,), fields, plan.spans[row], f"{place}[{row}]")
    return fault
