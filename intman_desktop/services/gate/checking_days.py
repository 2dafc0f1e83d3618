"""Days in a case from a file that lie ahead though they tell of what was done (B1, P1, P7, Z3, Z5, I9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from intman_desktop.rules.intake import agreement_faults, notice_day_faults
from intman_desktop.services.common.faults import faults_of, texts
from intman_desktop.services.gate.fault_fields import OF_A_NOTICE, fields_of
from intman_desktop.values.case_file import Agreement, CaseFile, Participant, Plan
from intman_desktop.values.document import Fault

_Kept: TypeAlias = tuple[str, date | None, str]
"""A day as it was kept: its field, the day itself, what is said of one that lies ahead."""
_SIGNED = ("client_signed_on", "worker_signed_on")


def kept_day_faults(file: CaseFile, today: date, place: str) -> Iterator[Fault]:
    """Yield the days of a case that its forms would not have taken, since nobody can know them yet."""
    if file.agreement is not None:
        for name in (*_SIGNED, "oral_on"):
            alone = replace(Agreement(), **{name: getattr(file.agreement, name)})
            yield from faults_of(agreement_faults(alone, today), f"{place}.agreement.{name}")
    for row, given in enumerate(file.notices):
        late = notice_day_faults(given.handed_out_on, given.explained_on, today)
        yield from fields_of(late, OF_A_NOTICE, given, f"{place}.notices[{row}]")
    if file.plan is not None:
        yield from _ahead(_of_plan(file.plan, f"{place}.plan"), today)


def part_day_faults(part: Participant, today: date, place: str) -> Iterator[Fault]:
    """Yield the days of a person's part in a talk that lie ahead (Rules P7, Z6)."""
    days: list[_Kept] = [(f"{place}.next_step_done_on", part.next_step_done_on, "step_done_in_future")]
    for row, referral in enumerate(part.referrals):
        where = f"{place}.referrals[{row}].outcome_on"
        days.append((where, referral.outcome_on, "referral_outcome_in_future"))
    yield from _ahead(days, today)


def _of_plan(plan: Plan, place: str) -> Iterator[_Kept]:
    for name in _SIGNED:
        yield f"{place}.{name}", getattr(plan, name), "signature_in_future"
    yield f"{place}.agreed_anew_on", plan.agreed_anew_on, "history_in_future"
    for row, change in enumerate(plan.light_changes):
        yield f"{place}.light_changes[{row}].on", change.on, "history_in_future"
    for row, goal in enumerate(plan.goals):
        for number, measure in enumerate(goal.measures):
            where = f"{place}.goals[{row}].measures[{number}].done_on"
            yield where, measure.done_on, "measure_done_in_future"


def _ahead(days: Iterable[_Kept], today: date) -> Iterator[Fault]:
    for place, day, code in days:
        if day is not None and day > today:
            yield Fault(place, code, texts({"on": day}))
