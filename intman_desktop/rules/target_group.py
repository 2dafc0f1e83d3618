"""Whether somebody still belongs to those whom the Integrationsmanagement is for (P6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from intman_desktop.rules.decisions import GO_ON
from intman_desktop.values.case_file import Answer, Decision
from intman_desktop.values.explanation import Explanation

BENEFITS = "benefits"
"""The field of the catalogue that holds the benefits; its codes stand in one answer, with commas."""
SECTION_24 = "section_24"
"""The target group that is one whatever housing and benefits; the profile says from when until when."""


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

    It must have been recorded: what has merely run out, or is not known, is asked for and not concluded.
    Where no day stands with it, it is the day the case was opened. ``secures`` is as in ``TargetGroup``.
    """
    valid = [
        each
        for each in answers
        if each.field == BENEFITS
        and (each.valid_from is None or each.valid_from <= today)
        and (each.valid_to is None or each.valid_to >= today)
    ]
    told = [(each, secures[code]) for each in valid for code in _codes(each) if code in secures]
    if not told or any(secured for _answer, secured in told):
        return None
    return max(each.valid_from or opened_on for each, _secured in told)


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
    needs none: people under § 24 AufenthG belong to the group whatever they receive.

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
    decided = [each.on for each in decisions if each.kind == GO_ON and each.on >= since]
    if decided:
        return Explanation("benefits_ended_goes_on", {"since": since, "on": max(decided)})
    return Explanation("benefits_ended", {"since": since})


def _codes(answer: Answer) -> list[str]:
    return [code.strip() for code in answer.value.split(",") if code.strip()]
