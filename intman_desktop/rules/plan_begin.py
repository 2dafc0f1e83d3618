"""The first day of a plan: what it may be corrected to, and when it contradicts the period (I7, L8, C7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from intman_desktop.rules.plan import plan_consent_faults, plan_faults
from intman_desktop.values.case_file import CaseFile, Consent, Plan
from intman_desktop.values.explanation import Explanation


def with_begin(plan: Plan, on: date) -> Plan:
    """Return a plan that began on another day (Rules I7, K4).

    One begun here was open from its first day on, so its first stretch moves along; one brought along was
    begun elsewhere and goes on here from the same day as before.
    """
    if plan.brought_along or not plan.spans:
        return replace(plan, begun_on=on)
    first = min(plan.spans, key=lambda span: span.opened_on)
    spans = tuple(replace(span, opened_on=on) if span is first else span for span in plan.spans)
    return replace(plan, begun_on=on, spans=spans)


def begin_change_faults(
    plan: Plan, on: date, reason: str, consents: Iterable[Consent], today: date
) -> tuple[Explanation, ...]:
    """Return why the first day of a begun plan cannot be corrected to ``on`` for ``reason`` (Rules I7, L8).

    It is neither ahead nor after the end of its first stretch (I9), of a plan begun here not before the
    basic consent (P2), and nothing that was done in the plan may lie before it: no goal and no review (Z3),
    no signature (Z5) and no version that was handed out (I9).
    """
    moved = with_begin(plan, on)
    faults = [
        *plan_faults(replace(moved, block_reasons=()), today),
        *plan_consent_faults(moved, consents),
        *_done_before(plan, on),
    ]
    if on == plan.begun_on:
        faults.append(Explanation("plan_begin_unchanged", {"begun_on": on}))
    if not reason.strip():
        faults.append(Explanation("plan_begin_reason_missing"))
    return tuple(faults)


def older_than_start(file: CaseFile) -> Explanation | None:
    """Return that a plan brought along is older than the first talk the period runs from, or None (Rule C7).

    A plan needs talks before it, so one of both days is wrong: a fact to look at, never a fault.
    """
    plan, start = file.plan, file.case.period_start
    if plan is None or plan.begun_on is None or start is None:
        return None
    if not plan.brought_along or plan.begun_on >= start:
        return None
    return Explanation("plan_older_than_start", {"begun_on": plan.begun_on, "start": start})


def _done_before(plan: Plan, on: date) -> Iterator[Explanation]:
    """Yield the first of each kind of thing that was done in a plan before a day."""
    goals = [change.on for goal in plan.goals for change in goal.history]
    agreed = [goal.agreed_on for goal in plan.goals if goal.agreed_on is not None]
    signed = [day for day in (plan.client_signed_on, plan.worker_signed_on) if day is not None]
    issued = [version.issued_on for version in plan.versions]
    if (first := min([*goals, *agreed], default=on)) < on:
        yield Explanation("plan_begin_after_goal", {"on": first, "begun_on": on})
    if (first := min(signed, default=on)) < on:
        yield Explanation("plan_begin_after_signature", {"on": first, "begun_on": on})
    if (first := min(issued, default=on)) < on:
        yield Explanation("plan_begin_after_version", {"on": first, "begun_on": on})
