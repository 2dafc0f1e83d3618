"""What one person's part in a talk gets afterwards: a step done, a missing plan explained (P3, P7, Z6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select, update

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.services.casework.talks import CHANGED, talk_in
from intman_desktop.services.common.admission import note, refuse_closed, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.outcomes import refuse_outcome
from intman_desktop.services.common.undoing import read_rows, step_back, talk_parts
from intman_desktop.values.outcome import Outcome


def settle_next_step(desk: Desk, participant_id: int, done_on: date | None) -> Outcome[int]:
    """Mark the next step of a participant as done on a day, or (None) as open again.

    Raises ``Refused`` (``step_done_in_future``) and as ``change_participant``.
    """
    if done_on is not None and done_on > desk.today():
        raise Refused("step_done_in_future", on=done_on)
    return change_participant(desk, participant_id, Verb.STEP_SETTLED, next_step_done_on=done_on)


def explain_missing_plan(desk: Desk, participant_id: int, reason: str) -> Outcome[int]:
    """Say why the plan is missing though this is the second talk or a later one (Rule P3).

    Raises ``Refused`` (``plan_missing_reason_empty``) and as ``change_participant``.
    """
    if not reason.strip():
        raise Refused("plan_missing_reason_empty")
    return change_participant(
        desk, participant_id, Verb.PLAN_MISSING_EXPLAINED, plan_missing_reason=reason.strip()
    )


def set_referral_outcome(desk: Desk, referral_id: int, outcome: str, on: date | None) -> Outcome[int]:
    """Say what came of passing someone on to a service, today where no day is told (Rules P7, Z6).

    Raises ``Refused`` (``referral_outcome_in_future``, ``referral_outcome_before_talk``,
    ``outcome_unknown``) and as ``change_participant``.
    """
    if on is not None and on > desk.today():
        raise Refused("referral_outcome_in_future", on=on)
    with desk.vault.transaction() as connection:
        participant_id = connection.scalar(
            select(t.referrals.c.participant_id).where(t.referrals.c.id == referral_id)
        )
        talk_id, case_id, key = _place_of(connection, participant_id, desk.today())
        talk = talk_in(connection, talk_id)
        kept = next(each for part in talk.participants for each in part.referrals if each.id == referral_id)
        refuse_outcome(desk.profile, talk, replace(kept, outcome=outcome, outcome_on=on), [kept])
        parts = talk_parts(talk_id, [case_id])
        before = read_rows(connection, parts)
        connection.execute(
            update(t.referrals)
            .where(t.referrals.c.id == referral_id)
            .values(outcome=outcome, outcome_on=(on or desk.today()) if outcome else None)
        )
        # a form that was read before would write its older outcome over this one
        p = t.participants.c
        connection.execute(update(t.participants).where(p.id == participant_id).values(version=p.version + 1))
        note(connection, desk, Verb.REFERRAL_OUTCOME_SAVED, key)
        after = read_rows(connection, parts)
    return Outcome(referral_id, CHANGED, step_back(desk, [key], parts, before, after))


def _place_of(connection: Connection, participant_id: int | None, on: date) -> tuple[int, int, str]:
    """Return talk id, case id and case key of a participant whose case is not closed to use (E4, L2).

    Raises as ``change_participant``.
    """
    place = t.participants.c
    row = connection.execute(select(place.talk_id, place.case_id).where(place.id == participant_id)).first()
    if row is None:
        raise NotFound(what=participant_id)
    file = whole_case(connection, row.case_id)
    refuse_closed(file, on)
    return row.talk_id, row.case_id, file.case.key


def change_participant(desk: Desk, participant_id: int, verb: Verb, **columns: object) -> Outcome[int]:
    """Write columns of one person's part in a talk, journaled as ``verb``.

    Raises ``Refused`` where the case is closed to use (``case_on_hold``, ``basic_missing``, Rules E4, L2);
    ``NotFound``.
    """
    with desk.vault.transaction() as connection:
        talk_id, case_id, key = _place_of(connection, participant_id, desk.today())
        parts = talk_parts(talk_id, [case_id])
        before = read_rows(connection, parts)
        connection.execute(
            update(t.participants)
            .where(t.participants.c.id == participant_id)
            .values({**columns, "version": t.participants.c.version + 1})
        )
        note(connection, desk, verb, key)
        after = read_rows(connection, parts)
    return Outcome(participant_id, CHANGED, step_back(desk, [key], parts, before, after))
