"""Talks: one head, an own note for each person, and what they do to clock and plan (P3, P5, C8, K5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, delete, select, update

from intman_desktop.errors import NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_talks
from intman_desktop.models.writing import (
    add_participant,
    add_talk,
    new_key,
    replace_children,
    save_participant,
    save_row,
)
from intman_desktop.rules import gate
from intman_desktop.rules import talks as spoken
from intman_desktop.rules.decisions import last_rest
from intman_desktop.rules.period import counting_days
from intman_desktop.rules.redaction import STAND_IN
from intman_desktop.services.admission import (
    is_withdrawn,
    note,
    refuse_closed,
    refuse_first,
    refuse_held,
    whole_case,
)
from intman_desktop.services.corrections import keep_corrections
from intman_desktop.services.desk import Desk
from intman_desktop.services.directory import kinds_of_services
from intman_desktop.services.naming import name_of
from intman_desktop.services.outcomes import refuse_outcome, refuse_outcomes
from intman_desktop.services.period import refresh_start
from intman_desktop.services.undoing import Rows, read_rows, step_back, talk_parts
from intman_desktop.values.case_file import CaseFile, Participant, Referral, Talk
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.work_views import PlanNeeded, StartChange, StillResting, TalkNoted

_CHANGED = frozenset({Change.TALKS, Change.CASES, Change.PERIODS, Change.DEADLINES, Change.FIGURES})
NO_SERVICE, NO_OFFER = "", "no_offer"
"""What a need for which there is nothing names as its service, and what came of it (Rule Z6)."""
TOPICS = "topics"
FORMS = "talk_forms"
WITHOUT_CONTACT = "without_contact"
"""The mark of forms of talk in which the person was not met (Rules P2, L9)."""
IN_PERSON = "in_person"
"""The mark of forms of talk in which one sits together and can sign (Rule B1)."""

_NOT_YET = -1  # no talk has this id: the rows of one that is about to be added


@dataclass(frozen=True)
class _Done:
    """A change of one talk that is written: whom it touches and what was there before."""

    talk_id: int
    files: Mapping[int, CaseFile]
    before: Rows
    verb: str
    outside: tuple[Explanation, ...] = ()


def note_talk(desk: Desk, talk: Talk, *, confirm_outside: bool = False) -> Outcome[TalkNoted]:
    """Save a talk for all who took part, in one transaction (Rules P3, P5, C1, C8, K5).

    An earlier start is taken over, a later one is named in the value; a second counting talk without
    a plan names the case in ``plan_needed`` unless its participant says why there is none; one that goes on
    resting is named in ``resting`` (Rule C6).
    A topic that no consent of every person opens is kept as "Persönliches" (Rule E3).
    Raises ``Refused``: ``case_on_hold`` (Rule L2) of one who is named, the fault of the rules, or until
    ``confirm_outside`` ``talk_outside_period``; ``NotFound`` for a case key that is not in the store.
    """
    with desk.vault.transaction() as connection:
        files = cases_of(connection, {each.case_key for each in talk.participants})
        before = read_rows(connection, talk_parts(_NOT_YET, files))
        tidy = replace(_tidy(desk, talk, files), key=talk.key or new_key())
        _refuse_interpreter(desk, tidy, files)
        refuse_outcomes(desk.profile, tidy)
        outside = _check(connection, desk, tidy, files, confirmed=confirm_outside)
        talk_id = add_talk(connection, tidy, {file.case.key: case_id for case_id, file in files.items()})
        return _settle(connection, desk, _Done(talk_id, files, before, "talk_noted", outside))


def change_talk(desk: Desk, talk: Talk, *, confirm_outside: bool = False) -> Outcome[TalkNoted]:
    """Write a talk over the one with its id; people left out are taken out, new ones come in (Rule K5).

    Whoever is on hold or has withdrawn is not named in the sheet of a talk with others: left out, she stays
    in with her part as it is while her case is there (Rules L2, E4); topics change for her too. The day does
    only where no case is on hold, else it is ``Refused`` with ``talk_day_held`` (Rules L2, C5). Raises as
    ``note_talk``, and ``ChangedMeanwhile`` where head or participant is older.
    """
    with desk.vault.transaction() as connection:
        kept = talk_in(connection, talk.id)
        files = cases_of(connection, {each.case_key for each in talk.participants})
        left = cases_of(connection, {p.case_key for p in kept.participants} - _keys(files))
        held = _keys({id_: file for id_, file in left.items() if file.case.hold_since is not None})
        there_now = {id_: file for id_, file in left.items() if not is_withdrawn(file, desk.today())}
        gone = _keys(there_now) - held
        before = read_rows(connection, talk_parts(talk.id, files | left))
        tidy = replace(_tidy(desk, talk, files, kept.on), key=kept.key)
        if held and tidy.on != kept.on:
            raise Refused("talk_day_held")
        there = {part.case_key for part in kept.participants}
        same_kind = tidy.interpretation == kept.interpretation
        asked = {id_: file for id_, file in files.items() if not same_kind or file.case.key not in there}
        _refuse_interpreter(desk, tidy, asked)
        refuse_outcomes(desk.profile, tidy, kept)
        outside = _check(connection, desk, tidy, files, confirmed=confirm_outside)
        save_row(connection, t.talks, tidy, talk.id)
        connection.execute(
            delete(t.participants).where(
                t.participants.c.id.in_([part.id for part in kept.participants if part.case_key in gone])
            )
        )
        _write_participants(connection, kept, tidy, files)
        return _settle(connection, desk, _Done(talk.id, files | left, before, "talk_changed", outside))


def remove_talk(desk: Desk, talk_id: int) -> Outcome[TalkNoted]:
    """Take a talk out for everyone who took part; the clock follows (Rule C1).

    Raises ``Refused`` with ``case_on_hold`` where one of them is (Rule L2); ``NotFound``.
    """
    with desk.vault.transaction() as connection:
        kept = talk_in(connection, talk_id)
        files = cases_of(connection, {each.case_key for each in kept.participants})
        refuse_held(*files.values())
        before = read_rows(connection, talk_parts(talk_id, files))
        connection.execute(delete(t.talks).where(t.talks.c.id == talk_id))
        return _settle(connection, desk, _Done(talk_id, files, before, "talk_removed"))


def settle_next_step(desk: Desk, participant_id: int, done_on: date | None) -> Outcome[int]:
    """Mark the next step of a participant as done on a day, or (None) as open again.

    Raises ``Refused`` (``step_done_in_future``) and as ``change_participant``.
    """
    if done_on is not None and done_on > desk.today():
        raise Refused("step_done_in_future", on=done_on)
    return change_participant(desk, participant_id, "step_settled", next_step_done_on=done_on)


def explain_missing_plan(desk: Desk, participant_id: int, reason: str) -> Outcome[int]:
    """Say why the plan is missing though this is the second talk or a later one (Rule P3).

    Raises ``Refused`` (``plan_missing_reason_empty``) and as ``change_participant``.
    """
    if not reason.strip():
        raise Refused("plan_missing_reason_empty")
    return change_participant(
        desk, participant_id, "plan_missing_explained", plan_missing_reason=reason.strip()
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
        note(connection, desk, "referral_outcome_saved", key)
        after = read_rows(connection, parts)
    return Outcome(referral_id, _CHANGED, step_back(desk, [key], parts, before, after))


def talk_in(connection: Connection, talk_id: int) -> Talk:
    """Return a talk with all who took part. Raises ``NotFound``."""
    people = select(t.participants.c.case_id).where(t.participants.c.talk_id == talk_id)
    case_ids = connection.scalars(people).all()
    for talk in read_talks(connection, case_ids):
        if talk.id == talk_id:
            return talk
    raise NotFound(what=talk_id)


def _keys(files: Mapping[int, CaseFile]) -> set[str]:
    return {file.case.key for file in files.values()}


def cases_of(connection: Connection, keys: set[str]) -> dict[int, CaseFile]:
    """Return the cases with these keys, whole, by id. Raises ``NotFound``."""
    found = connection.execute(select(t.cases.c.key, t.cases.c.id).where(t.cases.c.key.in_(keys)))
    ids = dict(found.all())
    for missing in keys - ids.keys():
        raise NotFound(what=missing)
    return {case_id: whole_case(connection, case_id) for case_id in sorted(ids.values())}


def _tidy(desk: Desk, talk: Talk, files: Mapping[int, CaseFile], before: date | None = None) -> Talk:
    """Return the talk with its worker, and with topics that each person's consents open (Rule E3).

    ``before`` is the day it had until now.
    """
    needs = needs_by_topic(desk)
    opened = [
        gate.given(file.consents, talk.on) & gate.given(file.consents, desk.today())
        for file in files.values()
    ]
    everyone = frozenset.intersection(*opened) if opened else frozenset()

    def shown(topic: str) -> str:
        return spoken.shown_topic(topic, needs, everyone, STAND_IN) if topic in needs else topic

    people = tuple(_dated(part, talk.on, before) for part in talk.participants)
    return replace(spoken.with_topics(talk, shown), worker=talk.worker or desk.worker, participants=people)


def _dated(part: Participant, on: date, before: date | None) -> Participant:
    """Return the part with the day of the talk for what came up in it and has no day of its own (Rule Z6).

    What bears the day ``before``, which the talk had until now, goes with it to a later one.
    """

    def dated(each: Referral) -> Referral:
        moved = each.outcome_on is not None and each.outcome_on == before and each.outcome_on < on
        return replace(each, outcome_on=on) if each.outcome and (each.outcome_on is None or moved) else each

    return replace(part, referrals=tuple(dated(each) for each in part.referrals))


def needs_by_topic(desk: Desk) -> dict[str, str]:
    """Return the needs of the topics that ask for more than the basic consent."""
    return {item.code: item.need for item in desk.profile.list(TOPICS) if item.need != gate.BASIC}


def _refuse_unknown(desk: Desk, talk: Talk) -> None:
    """Refuse codes that the profile does not have, so that nothing is counted as unknown later."""
    if desk.profile.item(FORMS, talk.form) is None:
        raise Refused("talk_form_unknown", form=talk.form)
    for topic in (talk.topic, *talk.further_topics):
        if desk.profile.item(TOPICS, topic) is None:
            raise Refused("talk_topic_unknown", topic=topic)


def _check(
    connection: Connection, desk: Desk, talk: Talk, files: Mapping[int, CaseFile], *, confirmed: bool
) -> tuple[Explanation, ...]:
    """Refuse what the rules refuse; return what lies outside a period and was confirmed (Rules P2, C8)."""
    refuse_first(spoken.talk_faults(talk, desk.today()))
    _refuse_unknown(desk, talk)
    needs = needs_by_topic(desk)
    outside: list[Explanation] = []
    for file in files.values():
        part = next(each for each in talk.participants if each.case_key == file.case.key)
        refuse_held(file)
        refuse_first(spoken.person_faults(talk, file, desk.today(), needs))
        _refuse_closed_services(connection, desk, talk, part, file)
        outside += spoken.talk_to_confirm(talk, file, counts=part.counts)
    if not confirmed:
        refuse_first(outside)
    return tuple(outside)


def _refuse_closed_services(
    connection: Connection, desk: Desk, talk: Talk, part: Participant, file: CaseFile
) -> None:
    """Refuse referrals to services of a kind that no consent opens (Rule E3)."""
    named = {referral.service for referral in part.referrals} - {NO_SERVICE}
    known = kinds_of_services(connection) if named else {}
    for code in sorted(named):
        if code not in known:
            raise Refused("service_unknown", service=code)
        closed = gate.refusal(desk.profile.need_of_item("service_kinds", known[code]), file.consents, talk.on)
        if closed is not None:
            raise Refused("referral_closed", service=code, because=closed.code)


def _refuse_interpreter(desk: Desk, talk: Talk, files: Mapping[int, CaseFile]) -> None:
    """Refuse that somebody interpreted where a person has not consented to it (Rules E1, E3)."""
    need = desk.profile.need_of_item("interpretation_kinds", talk.interpretation)
    for file in files.values() if need != gate.BASIC else ():
        closed = gate.refusal(need, file.consents, talk.on)
        if closed is not None and closed.code != "basic_missing":
            raise Refused("talk_interpreter_closed", because=closed.code)


def _write_participants(
    connection: Connection, kept: Talk, talk: Talk, files: Mapping[int, CaseFile]
) -> None:
    """Write the people of ``talk``; one stays the same row while she stays in."""
    ids = {file.case.key: case_id for case_id, file in files.items()}
    rows = {part.case_key: part.id for part in kept.participants}
    for part in talk.participants:
        if part.case_key in rows:
            part_id = rows[part.case_key]
            save_participant(connection, part, part_id)
        else:
            part_id = add_participant(connection, part, talk.id, ids[part.case_key])
        replace_children(connection, t.referrals, "participant_id", part_id, part.referrals)


def _settle(connection: Connection, desk: Desk, done: _Done) -> Outcome[TalkNoted]:
    """Let clock, plan and journal follow a change of a talk, and give back what came of it."""
    starts: list[StartChange] = []
    for case_id, file in done.files.items():
        moved = refresh_start(connection, desk, case_id)
        if moved is not None:
            starts.append(moved)
        keep_corrections(connection, desk, file)
        note(connection, desk, done.verb, file.case.key)
    parts = talk_parts(done.talk_id, done.files)
    after = read_rows(connection, parts)
    key = connection.scalar(select(t.talks.c.key).where(t.talks.c.id == done.talk_id)) or ""
    needed = _plans_needed(connection, desk, done.talk_id, done.files)
    resting = _resting(connection, done.talk_id, done.files)
    value = TalkNoted(done.talk_id, key, needed, tuple(starts), done.outside, resting)
    return Outcome(value, _CHANGED, step_back(desk, _keys(done.files), parts, done.before, after))


def _plans_needed(
    connection: Connection, desk: Desk, talk_id: int, files: Mapping[int, CaseFile]
) -> tuple[PlanNeeded, ...]:
    """Return who needs a plan now and has said nothing of why there is none (Rule P3)."""
    needed = []
    for case_id in files:
        file = whole_case(connection, case_id)
        parts = [part for talk in file.talks if talk.id == talk_id for part in talk.participants]
        begin_on = spoken.plan_needed(file, desk.today())
        for part in parts:
            if begin_on is not None and part.counts and not part.plan_missing_reason.strip():
                first_here = begin_on == min(counting_days(file.talks, file.needs_assessment))
                needed.append(
                    PlanNeeded(case_id, file.case.key, name_of(file), begin_on, part.id, first_here)
                )
    return tuple(needed)


def _resting(connection: Connection, talk_id: int, files: Mapping[int, CaseFile]) -> tuple[StillResting, ...]:
    """Return who was counselled in this talk though her case rests and goes on resting (Rule C6)."""
    resting = []
    for case_id in files:
        file = whole_case(connection, case_id)
        held = [talk for talk in file.talks if talk.id == talk_id and spoken.held_in_rest(talk, file)]
        for talk in held:
            rest = last_rest(file)
            resting.append(StillResting(case_id, name_of(file), talk.on, rest.until if rest else None))
    return tuple(resting)


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


def change_participant(desk: Desk, participant_id: int, verb: str, **columns: object) -> Outcome[int]:
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
    return Outcome(participant_id, _CHANGED, step_back(desk, [key], parts, before, after))
