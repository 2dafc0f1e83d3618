"""Talks: what counts, what is refused, what is asked back, and when a plan is due (P3, P5, C8, K5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from intman_desktop.rules import gate
from intman_desktop.rules.ages import is_adult
from intman_desktop.rules.decisions import first_talk_unnoted, last_rest
from intman_desktop.rules.period import case_period, counting_days
from intman_desktop.rules.plan import closing_day
from intman_desktop.values.case_file import CaseFile, Client, NeedsAssessment, Participant, Talk
from intman_desktop.values.codes import CaseState, StartEvidence, YesNoUnknown
from intman_desktop.values.explanation import Explanation

MINUTES_OF_A_DAY = 24 * 60
LONGEST_NOTE = 20_000
"""Letters of one person's note: about eight printed pages."""


def step_done_on(part: Participant, kept: Participant | None) -> date | None:
    """Return since when the next step of ``part`` is done, None where it is open.

    What was done is the step as it was ``kept``: another wording or another day is another step, which
    nobody has done yet.
    """
    same = kept is None or (part.next_step, part.next_step_due) == (kept.next_step, kept.next_step_due)
    return part.next_step_done_on if same else None


def topic_need(topic: str, needs: Mapping[str, str]) -> str:
    """Return the need of a topic; ``needs`` holds those of the list that are not ``basic`` (Rule E3)."""
    return needs.get(topic, gate.BASIC)


def with_topics(talk: Talk, shown: Callable[[str], str]) -> Talk:
    """Return the talk with each topic as ``shown`` gives it, and none of them twice (Rule E3)."""
    main = shown(talk.topic)
    further = dict.fromkeys(shown(topic) for topic in talk.further_topics)
    return replace(talk, topic=main, further_topics=tuple(topic for topic in further if topic != main))


def what_closes(
    need: str, talk: Talk, case_file: CaseFile, today: date, kept: Talk | None = None
) -> Explanation | None:
    """Return why a person's consents close ``need`` to a talk, None where they open it (Rules E3, K8).

    What is new must be open both on the day of the talk and today. What was kept stays as nobody changed it,
    whatever became of the consent since: that is listed and taken out for itself, without moving a figure. On
    another day than before it needs the consent of that day, as it was known then.

    Args:
        need: what the talk says needs it.
        talk: the head of the talk, as it is to be stored.
        case_file: the person's case.
        today: the day it is stored on.
        kept: the talk as it is stored, where it says the same of this person already.
    """
    consents = case_file.consents
    if kept is None:
        return gate.refusal(need, consents, talk.on) or gate.refusal(need, consents, today)
    if talk.on == kept.on:
        return None
    return gate.refusal(need, gate.as_known_on(consents, talk.on, today), talk.on)


def with_its_topic(kept: Talk | None, topic: str, case_key: str) -> Talk | None:
    """Return ``kept``, a stored talk, if this person's part in it has the ``topic`` already (E3, K5)."""
    if kept is None or topic not in (kept.topic, *kept.further_topics):
        return None
    return kept if case_key in {part.case_key for part in kept.participants} else None


def talk_faults(talk: Talk, today: date) -> tuple[Explanation, ...]:
    """Return what is wrong with the head of a talk and its list of people; with a fault nothing is saved."""
    faults = []
    if talk.on > today:
        faults.append(Explanation("talk_in_future", {"on": talk.on}))
    if not talk.form.strip():
        faults.append(Explanation("talk_form_missing"))
    if not talk.topic.strip():
        faults.append(Explanation("talk_topic_missing"))
    if talk.minutes is not None and not 0 < talk.minutes <= MINUTES_OF_A_DAY:
        faults.append(Explanation("talk_length_impossible", {"minutes": talk.minutes}))
    longest = max((len(participant.note) for participant in talk.participants), default=0)
    if longest > LONGEST_NOTE:
        faults.append(Explanation("note_too_long", {"length": longest, "most": LONGEST_NOTE}))
    keys = [participant.case_key for participant in talk.participants]
    if not keys:
        faults.append(Explanation("talk_without_person"))
    if len(set(keys)) < len(keys):
        faults.append(Explanation("talk_person_twice"))
    return tuple(faults)


def person_faults(
    talk: Talk,
    case_file: CaseFile,
    today: date,
    topic_needs: Mapping[str, str] | None = None,
    kept: Talk | None = None,
) -> tuple[Explanation, ...]:
    """Return why this person cannot take part in the talk (Rules P2, E3, E4, L2).

    A consent must stand both on the day of the talk and today; for a topic as ``what_closes`` says.

    Args:
        talk: the head of the talk.
        case_file: the person's case.
        today: the day it is recorded on; the day of the talk itself for one that was recorded long ago.
        topic_needs: needs of topics other than ``basic``, from the profile.
        kept: the talk as it is stored, where one is changed.
    """
    consents = case_file.consents
    closed = what_closes(gate.BASIC, talk, case_file, today)
    if closed is not None:
        return (
            Explanation("talk_without_consent", {"on": talk.on, "because": gate.reason(closed, consents)}),
        )
    faults = []
    ended_on = case_file.case.ended_on
    if case_file.case.state is CaseState.ENDED and (ended_on is None or talk.on > ended_on):
        faults.append(Explanation("talk_after_ending", {"on": talk.on, "ended_on": ended_on}))
    for topic in (talk.topic, *talk.further_topics):
        need = topic_need(topic, topic_needs or {})
        said = with_its_topic(kept, topic, case_file.case.key)
        refused = what_closes(need, talk, case_file, today, said)
        if refused is not None:
            values = {"topic": topic, "need": need, "because": gate.reason(refused, consents)}
            faults.append(Explanation("talk_topic_closed", values))
    return tuple(faults)


def talk_to_confirm(talk: Talk, case_file: CaseFile, *, counts: bool) -> tuple[Explanation, ...]:
    """Return what is asked back before a talk is saved: it lies outside the period (Rule C8).

    A counting talk before the start is no such case: it moves the start (C1).
    """
    period = case_period(case_file.case, case_file.extensions)
    if not counts or period is None or talk.on <= period.last_day:
        return ()
    return (Explanation("talk_outside_period", {"on": talk.on, "last_day": period.last_day}),)


def needs_to_confirm(needs: NeedsAssessment, case_file: CaseFile) -> tuple[Explanation, ...]:
    """Return what is asked back before the needs assessment is saved: it lies outside the period (Rule C8).

    As ``talk_to_confirm``, where it is a talk of its own; what was kept so before is not asked again.
    """
    period, kept = case_period(case_file.case, case_file.extensions), case_file.needs_assessment
    if not needs.is_first_talk or period is None or needs.held_on <= period.last_day:
        return ()
    asked = kept is not None and kept.is_first_talk and kept.held_on == needs.held_on
    if asked or needs.held_on in counting_days(case_file.talks):
        return ()
    return (Explanation("talk_outside_period", {"on": needs.held_on, "last_day": period.last_day}),)


def held_in_rest(talk: Talk, case_file: CaseFile) -> bool:
    """Return whether a counting talk was held while the case of this person rests (Rule C6)."""
    rest = last_rest(case_file)
    counts = any(part.counts for part in talk.participants if part.case_key == case_file.case.key)
    resting = case_file.case.state is CaseState.DORMANT and (rest is None or talk.on >= rest.on)
    return counts and resting


def counselled_elsewhere(case_file: CaseFile) -> bool:
    """Return whether talks were held elsewhere before (Rules C7, P3)."""
    return bool(case_file.earlier_counselling) or case_file.case.counselled_before is YesNoUnknown.YES


def plan_seen(case_file: CaseFile) -> bool:
    """Return whether a plan begun elsewhere was seen as evidence of the counselling there (Rule C7)."""
    return any(each.evidence is StartEvidence.PLAN_SEEN for each in case_file.earlier_counselling)


def plan_due(
    days: Sequence[date], client: Client, today: date, *, before: bool, closed_on: date | None = None
) -> date | None:
    """Return the day of the first counting talk that needs a plan, else None (Rules P3, P4).

    It is the second one; talks held ``before`` count as the first. Each adult needs a plan of her own:
    who turns 18 from the next talk on, and so does who is perhaps of full age. A plan that was closed covers
    the talks up to its last open day, that one with it (Rule K4).

    Args:
        days: the days of all counting talks that are noted here, in order.
        client: whose talks they are.
        today: the day it is asked; later talks are not looked at.
        before: whether there were talks before them, in another office or here before an old list was taken
            over (``decisions.first_talk_unnoted``).
        closed_on: the last open day of a plan that is closed, None where none was begun.
    """
    lacking = (day for day in (days if before else days[1:]) if closed_on is None or day > closed_on)
    return next((day for day in lacking if day <= today and is_adult(client, day) is not False), None)


def plan_needed(case_file: CaseFile, today: date) -> date | None:
    """Return the day from which the plan is missing and with which it begins or goes on, else None (Rule P3).

    A plan that is begun, here or elsewhere, is there as long as it is open. Once it is closed while the case
    goes on, the next counting talk asks for it again: it is taken up again (Rule I9).
    """
    closed_on = plan_closed_on(case_file)
    if closed_on is None and case_file.plan is not None and case_file.plan.begun_on is not None:
        return None
    days = counting_days(case_file.talks, case_file.needs_assessment)
    before = counselled_elsewhere(case_file) or first_talk_unnoted(case_file)
    return plan_due(days, case_file.client, today, before=before, closed_on=closed_on)


def plan_closed_on(case_file: CaseFile) -> date | None:
    """Return the last open day of a plan that was closed before its case ended, else None (Rules I9, K4)."""
    plan, case = case_file.plan, case_file.case
    if plan is None or plan.begun_on is None:
        return None
    closed_on = closing_day(plan)
    ended_on = case.ended_on if case.state is CaseState.ENDED else None
    if closed_on is not None and ended_on is not None and closed_on >= ended_on:
        return None
    return closed_on


def needs_without_talk(case_file: CaseFile) -> date | None:
    """Return the day of a Bedarfserhebung that is a talk and is noted as none, else None (Rules C1, K6).

    It begins the period and is counted in no figure until the talk of that day is noted.
    """
    needs = case_file.needs_assessment
    if needs is None or not needs.is_first_talk or needs.held_on in counting_days(case_file.talks):
        return None
    return needs.held_on
