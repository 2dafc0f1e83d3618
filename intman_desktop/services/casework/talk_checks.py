"""What is asked of a talk before it is saved, and what is put right in it (P2, P5, C8, E1, E3, Z6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from intman_desktop.errors import Refused
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules import talks as spoken
from intman_desktop.rules.redaction import STAND_IN
from intman_desktop.services.common.admission import refuse_first, refuse_held
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.outcomes import NO_SERVICE
from intman_desktop.services.gate.directory import kinds_of_services
from intman_desktop.values.case_file import CaseFile, Participant, Referral, Talk
from intman_desktop.values.explanation import Explanation


def tidied(
    profile: Profile, talk: Talk, files: Mapping[int, CaseFile], today: date, kept: Talk | None = None
) -> Talk:
    """Return the talk with topics that each person's consents open, and with the days of outcomes (E3, Z6).

    A topic that is in the talk ``kept`` already, which is changed, stays what it is (``what_closes``); a next
    step written anew there is open again (``step_done_on``).
    """
    needs = needs_by_topic(profile)

    def is_open(topic: str, file: CaseFile) -> bool:
        said = spoken.with_its_topic(kept, topic, file.case.key)
        return spoken.what_closes(needs[topic], talk, file, today, said) is None

    def shown(topic: str) -> str:
        closed = topic in needs and not all(is_open(topic, file) for file in files.values())
        return STAND_IN if closed else topic

    before = kept.on if kept is not None else None
    stored = {part.case_key: part for part in kept.participants} if kept is not None else {}
    people = tuple(
        replace(
            _dated(part, talk.on, before),
            next_step_done_on=spoken.step_done_on(part, stored.get(part.case_key)),
        )
        for part in talk.participants
    )
    return replace(spoken.with_topics(talk, shown), participants=people)


def _dated(part: Participant, on: date, before: date | None) -> Participant:
    """Return the part with the day of the talk for what came up in it and has no day of its own (Rule Z6).

    What bears the day ``before``, which the talk had until now, goes with it to a later one.
    """

    def dated(each: Referral) -> Referral:
        moved = each.outcome_on is not None and each.outcome_on == before and each.outcome_on < on
        return replace(each, outcome_on=on) if each.outcome and (each.outcome_on is None or moved) else each

    return replace(part, referrals=tuple(dated(each) for each in part.referrals))


def needs_by_topic(profile: Profile) -> dict[str, str]:
    """Return the needs of the topics that ask for more than the basic consent."""
    return {item.code: item.need for item in profile.list(ListName.TOPICS) if item.need != gate.BASIC}


def _refuse_unknown(desk: Desk, talk: Talk) -> None:
    """Refuse codes that the profile does not have, so that nothing is counted as unknown later."""
    if desk.profile.item(ListName.TALK_FORMS, talk.form) is None:
        raise Refused("talk_form_unknown", form=talk.form)
    for topic in (talk.topic, *talk.further_topics):
        if desk.profile.item(ListName.TOPICS, topic) is None:
            raise Refused("talk_topic_unknown", topic=topic)


def outside_period(
    connection: Connection,
    desk: Desk,
    talk: Talk,
    files: Mapping[int, CaseFile],
    kept: Talk | None = None,
    *,
    confirmed: bool,
) -> tuple[Explanation, ...]:
    """Refuse what the rules refuse; return what lies outside a period and was confirmed (Rules P2, C8).

    ``kept`` is the talk as it is stored, where one is changed.
    """
    refuse_first(spoken.talk_faults(talk, desk.today()))
    _refuse_unknown(desk, talk)
    needs = needs_by_topic(desk.profile)
    outside: list[Explanation] = []
    for file in files.values():
        part = next(each for each in talk.participants if each.case_key == file.case.key)
        refuse_held(file)
        refuse_first(spoken.person_faults(talk, file, desk.today(), needs, kept))
        _refuse_closed_services(connection, desk, talk, file, kept)
        outside += spoken.talk_to_confirm(talk, file, counts=part.counts)
    if not confirmed:
        refuse_first(outside)
    return tuple(outside)


def _refuse_closed_services(
    connection: Connection, desk: Desk, talk: Talk, file: CaseFile, kept: Talk | None
) -> None:
    """Refuse referrals to services of a kind that no consent opens, as ``what_closes`` says (Rule E3)."""
    told = _services_of(talk, file.case.key)
    new = told - _services_of(kept, file.case.key)
    named = told.keys() - {NO_SERVICE}
    known = kinds_of_services(connection) if named else {}
    for code in sorted(named):
        if code not in known:
            raise Refused("service_unknown", service=code)
        need = desk.profile.need_of_item(ListName.SERVICE_KINDS, known[code])
        closed = spoken.what_closes(need, talk, file, desk.today(), None if new[code] else kept)
        if closed is not None:
            raise Refused("referral_closed", service=code, because=gate.reason(closed, file.consents))


def _services_of(talk: Talk | None, case_key: str) -> Counter[str]:
    """Return how often a person was referred to each service in a talk."""
    parts = talk.participants if talk is not None else ()
    return Counter(each.service for part in parts if part.case_key == case_key for each in part.referrals)


def refuse_interpreter(profile: Profile, talk: Talk, files: Mapping[int, CaseFile]) -> None:
    """Refuse that somebody interpreted where a person had not consented to it on that day (Rules E1, E3).

    It allows that somebody is present, and holds no kind of data: withdrawn since, it closes nothing.
    """
    need = profile.need_of_item(ListName.INTERPRETATION_KINDS, talk.interpretation)
    for file in files.values() if need != gate.BASIC else ():
        closed = gate.refusal(need, file.consents, talk.on)
        if closed is not None and closed.code != "basic_missing":
            raise Refused("talk_interpreter_closed", because=gate.reason(closed, file.consents))
