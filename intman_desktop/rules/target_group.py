"""Whether somebody still belongs to those whom the Integrationsmanagement is for (P6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.values.case_file import Answer, Decision
from intman_desktop.values.explanation import Explanation

BENEFITS = "benefits"
"""The field of the catalogue that holds the benefits; its codes stand in one answer, with commas."""
SECTION_24 = "section_24"
"""The target group that is one whatever housing and benefits; the profile says from when until when."""
TEMPORARY_PROTECTION = "AE24"
"""The residence status of the lists that goes with it. The mark is never derived from it (Rule K3)."""


@dataclass(frozen=True)
class TargetGroup:
    """What the profile says about the target group on a day.

    ``secures`` tells of the codes of benefits whether they secure a livelihood ("none" does not); one of
    which nobody can say, as "unknown", is not in it. ``section_24_counts`` is whether people under § 24
    AufenthG are a group of their own.
    """

    secures: Mapping[str, bool]
    section_24_counts: bool


def without_benefits_since(
    answers: Iterable[Answer], opened_on: date, today: date, secures: Mapping[str, bool]
) -> date | None:
    """Return since when nothing that is recorded secures a livelihood, None where it is not so (Rule P6).

    It must have been recorded: what has merely run out, or is not known, is asked for and not concluded. What
    follows without securing one either goes on with what was before. Where no day stands with it, it is
    the day the case was opened. ``secures`` is as in ``TargetGroup``.
    """
    told = _benefits(answers, opened_on)
    since = None
    for day in reversed(_turning_days(told, today)):
        if _secured(told, day, secures) is not False:
            break
        since = day
    return since


def benefits_fact(
    answers: Iterable[Answer],
    decisions: Iterable[Decision],
    opened_on: date,
    today: date,
    group: TargetGroup,
    *,
    section_24: bool | None,
) -> Explanation | None:
    """Return what is to be said where no benefits are received, None where there is nothing (Rule P6).

    ``benefits_ended`` asks for a decision; ``benefits_ended_goes_on`` has it; ``section_24_without_benefits``
    needs none: people under § 24 AufenthG belong to the group whatever they receive. A decision may be taken
    before the benefits end; it holds until something secures the livelihood, or nobody knows any more.

    Args:
        answers: of the case; ``decisions`` too.
        opened_on: the day the case was opened.
        today: the day it is asked.
        group: what the profile says on that day.
        section_24: whether the person is one under § 24 AufenthG, None where it was not asked.
    """
    since = without_benefits_since(answers, opened_on, today, group.secures)
    if since is None:
        return None
    if section_24 and group.section_24_counts:
        return Explanation("section_24_without_benefits", {"since": since})
    told = _benefits(answers, opened_on)
    turned = _not_ended_since(told, since, group.secures)
    decided = [
        each.on
        for each in decisions
        if each.kind == DecisionKind.GO_ON and (turned is None or each.on >= turned)
    ]
    if decided:
        return Explanation("benefits_ended_goes_on", {"since": since, "on": max(decided)})
    return Explanation("benefits_ended", {"since": since})


def _benefits(answers: Iterable[Answer], opened_on: date) -> tuple[Answer, ...]:
    """Return what is told about benefits; what has no day holds since the case was opened."""
    return tuple(
        each if each.valid_from else replace(each, valid_from=opened_on)
        for each in answers
        if each.field == BENEFITS
    )


def _turning_days(told: Iterable[Answer], until: date) -> list[date]:
    """Return in order the days up to one on which an answer begins, or does not hold any more."""
    days = {each.valid_from for each in told if each.valid_from}
    days |= {each.valid_to + timedelta(1) for each in told if each.valid_to and each.valid_to < until}
    return sorted(day for day in days if day <= until)


def _secured(told: Iterable[Answer], day: date, secures: Mapping[str, bool]) -> bool | None:
    """Return whether what is told secures a livelihood on a day, None where nobody can say.

    An answer that nobody can tell by is open until one that says something begins after it.
    """
    valid = [
        (each.valid_from, code)
        for each in told
        if each.valid_from and each.valid_from <= day and (each.valid_to is None or each.valid_to >= day)
        for code in _codes(each)
    ]
    if any(secures.get(code) for _since, code in valid):
        return True
    known = [since for since, code in valid if code in secures]
    unknown = [since for since, code in valid if code not in secures]
    if not known or (unknown and max(unknown) >= max(known)):
        return None
    return False


def _not_ended_since(told: Iterable[Answer], before: date, secures: Mapping[str, bool]) -> date | None:
    """Return the last day before one that was not the end of benefits any more, None where there was none.

    From that day on a decision can only be about the end that came next.
    """
    told = tuple(told)
    states = [(day, _secured(told, day, secures)) for day in _turning_days(told, before)]
    turned = [
        day
        for (_day, was), (day, now) in pairwise([(before, None), *states])
        if (now and not was) or (was is False and now is None)
    ]
    return max(turned, default=None)


def _codes(answer: Answer) -> list[str]:
    return [code.strip() for code in answer.value.split(",") if code.strip()]
