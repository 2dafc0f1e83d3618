"""What follows from the rest of a case that comes from a file: it is completed by the rules."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

from intman_desktop.profiles import Profile
from intman_desktop.rules.folding import LONGEST_NAME, FaultyName, clean_name
from intman_desktop.rules.goals import agreed_on
from intman_desktop.rules.plan import complete_blocks, lights
from intman_desktop.services.gate.checking import NAMES
from intman_desktop.services.transfer.arriving_starts import with_start
from intman_desktop.values.case_file import (
    Agreement,
    CaseFile,
    Client,
    Consent,
    Goal,
    NoticeGiven,
    Plan,
    PlanSpan,
)
from intman_desktop.values.lines import LINES

_Value = TypeVar("_Value", Client, NoticeGiven, Consent, Agreement)
_BREAK = re.compile(r"[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]")


def completed(file: CaseFile, profile: Profile) -> CaseFile:
    """Return the case with everything that follows from the rest: names, lines, start, lights, agreements.

    Rules C1, C7, I8, K4, Z3; a plan with a begin and no span is open since its begin.
    """
    client = file.client
    with suppress(FaultyName):  # which is told as a fault of its own
        names: dict[str, Any] = {name: clean_name(getattr(client, name)) for name in NAMES}
        client = replace(client, **names)
    if not any(getattr(client, name) for name in NAMES):
        # Lists and papers name everybody by something (I8).
        client = replace(client, designation=file.case.number.strip()[:LONGEST_NAME])
    plan = None if file.plan is None else _completed_plan(file.plan, client, file, profile)
    return replace(
        file,
        case=with_start(file),
        client=_in_lines(client),
        notices=tuple(map(_in_lines, file.notices)),
        consents=tuple(map(_in_lines, file.consents)),
        agreement=None if file.agreement is None else _in_lines(file.agreement),
        plan=plan,
    )


def _in_lines(value: _Value) -> _Value:
    """Return a part of a case with what is of one line in one, as its form keeps it: a paper prints it so."""
    texts = {name: getattr(value, name) for name in LINES[type(value).__name__]}
    changed: dict[str, Any] = {
        name: " ".join(text.split()) for name, text in texts.items() if _BREAK.search(text)
    }
    return replace(value, **changed) if changed else value


def _completed_plan(plan: Plan, client: Client, file: CaseFile, profile: Profile) -> Plan:
    if plan.begun_on is not None and not plan.spans:
        plan = replace(plan, spans=(PlanSpan(plan.begun_on),))
    plan = replace(plan, goals=tuple(_with_agreed_day(goal) for goal in plan.goals))
    answers = (*file.answers, *profile.client_answers(client))
    return replace(plan, complete_blocks=complete_blocks(lights(client, answers, plan, profile.block_fields)))


def _with_agreed_day(goal: Goal) -> Goal:
    return replace(goal, agreed_on=agreed_on(goal))
