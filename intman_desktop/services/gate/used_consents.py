"""What was done under a consent, so that no other day of it takes the ground away (P2, E2, E3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.disclosures import need_of_act
from intman_desktop.rules.extensions import shows_health
from intman_desktop.rules.scans import scan_need
from intman_desktop.values.case_file import CaseFile, Consent, Talk
from intman_desktop.values.codes import ConsentDecision, DisclosureGround
from intman_desktop.values.explanation import Explanation


def use_faults(
    file: CaseFile, now: Iterable[Consent], profile: Profile, kinds: Mapping[str, str]
) -> tuple[Explanation, ...]:
    """Return what of a case rests on a consent that with the declarations as they are ``now`` came too late.

    Codes: ``consent_after_use`` with the day ``on``, the earliest first. What no consent had opened before is
    not looked at. ``kinds`` are those of the services by their codes. A scan counts by the day it was taken
    in on, where no declaration of its need was made by then; an end that is set back closes no day for it.
    """
    declared = tuple(now)
    days = {
        day
        for need, day in _used(file, profile, kinds)
        if gate.is_open(need, file.consents, day) and not gate.is_open(need, declared, day)
    }
    days |= {
        scan.added_on
        for scan in file.scans
        if gate.is_open(scan_need(scan), file.consents, scan.added_on)
        and not _was_declared(scan_need(scan), declared, scan.added_on)
    }
    return tuple(Explanation("consent_after_use", {"on": day}) for day in sorted(days))


def _was_declared(need: str, declared: Iterable[Consent], on: date) -> bool:
    return need == gate.NONE or any(
        gate.need_of(each) == need and each.decided_on <= on and each.decision is ConsentDecision.GIVEN
        for each in declared
    )


def _used(file: CaseFile, profile: Profile, kinds: Mapping[str, str]) -> Iterator[tuple[str, date]]:
    """Yield each need with the days on which something of the case was done that only it opens."""
    for talk in file.talks:
        yield from ((need, talk.on) for need in _needs_of(talk, profile, kinds))
    needs = file.needs_assessment
    if needs is not None:
        yield gate.BASIC, needs.held_on
    if needs is not None and needs.handover_on is not None and needs.handover_content.strip():
        yield gate.BASIC, needs.handover_on
    for span in file.plan.spans if file.plan is not None else ():
        yield gate.BASIC, span.opened_on
    for goal in file.plan.goals if file.plan is not None else ():
        need = profile.need_of_item(ListName.GOAL_AREAS, goal.area)
        days = (goal.agreed_on, *(change.on for change in goal.history)) if need != gate.BASIC else ()
        yield from ((need, day) for day in days if day is not None)  # else it rests on its plan
    for extension in filter(shows_health, file.extensions):
        yield gate.HEALTH, extension.decided_on
    for each in file.disclosures:
        if each.ground is DisclosureGround.CONSENT and each.recipient.strip():
            yield need_of_act(each, file.consents), each.on
            if each.kind is not None:
                yield each.kind.value, each.on


def _needs_of(talk: Talk, profile: Profile, kinds: Mapping[str, str]) -> set[str]:
    """Return what a talk asks for: the basic consent, and those of its topics and referrals (Rule E3)."""
    needs = {gate.BASIC}
    needs |= {profile.need_of_item(ListName.TOPICS, topic) for topic in (talk.topic, *talk.further_topics)}
    if talk.interpretation:
        needs.add(profile.need_of_item(ListName.INTERPRETATION_KINDS, talk.interpretation))
    referred = {each.service for part in talk.participants for each in part.referrals}
    return needs | {profile.need_of_item(ListName.SERVICE_KINDS, kinds.get(code, "")) for code in referred}
