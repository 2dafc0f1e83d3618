"""Whether somebody still belongs to those whom the Integrationsmanagement is for (P6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from intman_desktop.rules.decisions import GO_ON
from intman_desktop.values.case_file import Answer, CaseFile
from intman_desktop.values.explanation import Explanation

BENEFITS = "benefits"
"""The field of the catalogue that holds the benefits; its codes stand in one answer, with commas."""
NONE, UNKNOWN = "none", "unknown"
SECTION_24 = "section_24"
"""The target group that is one whatever housing and benefits; the profile says from when until when."""


def without_benefits_since(answers: Iterable[Answer], opened_on: date, today: date) -> date | None:
    """Return since when the person is recorded to receive no benefits, None where it is not so (Rule P6).

    "None" must have been recorded: what has merely run out, or is not known, is asked for and not concluded.
    Where no day stands with it, it is the day the case was opened.
    """
    valid = [
        each
        for each in answers
        if each.field == BENEFITS
        and (each.valid_from is None or each.valid_from <= today)
        and (each.valid_to is None or each.valid_to >= today)
    ]
    held = {code for each in valid for code in _codes(each)}
    if NONE not in held or held - {NONE, UNKNOWN}:
        return None
    return max(each.valid_from or opened_on for each in valid if NONE in _codes(each))


def benefits_fact(file: CaseFile, today: date, *, section_24_counts: bool) -> Explanation | None:
    """Return what is to be said where no benefits are received, None where there is nothing (Rule P6).

    ``benefits_ended`` asks for a decision; ``benefits_ended_goes_on`` has it; ``section_24_without_benefits``
    needs none: people under § 24 AufenthG belong to the group whatever they receive.

    Args:
        file: the case.
        today: the day it is asked.
        section_24_counts: whether the profile holds § 24 for a target group of its own on that day.
    """
    since = without_benefits_since(file.answers, file.case.opened_on, today)
    if since is None:
        return None
    if file.client.section_24 and section_24_counts:
        return Explanation("section_24_without_benefits", {"since": since})
    decided = [each for each in file.decisions if each.kind == GO_ON and each.on >= since]
    if decided:
        return Explanation("benefits_ended_goes_on", {"since": since, "on": decided[-1].on})
    return Explanation("benefits_ended", {"since": since})


def _codes(answer: Answer) -> list[str]:
    return [code.strip() for code in answer.value.split(",")]
