"""What every change of a plan does besides: lights, journal, undo (I8, I9, L6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection, insert, update

from intman_desktop.errors import Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.rules import plan as planned
from intman_desktop.services.common.admission import note, usable_case, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import Part, plan_parts, read_rows, step_back
from intman_desktop.services.plans.plan_view import plan_lights
from intman_desktop.values.case_file import CaseFile, LightChange, Plan
from intman_desktop.values.codes import Block, Light
from intman_desktop.values.outcome import Change, Outcome

D = TypeVar("D")
V = TypeVar("V")

CHANGED = frozenset({Change.PLANS, Change.CASES, Change.DEADLINES, Change.FIGURES})
"""What a change of a plan touches."""


def refresh_lights(connection: Connection, desk: Desk, case_id: int, on: date) -> None:
    """Judge the seven blocks anew and keep which lights changed on the day ``on`` (Rule I9).

    Called at the end of every transaction that changed the client, the answers or the plan; without
    a plan there is nothing to keep.
    """
    file = whole_case(connection, case_id)
    if file.plan is None:
        return
    now = plan_lights(desk.profile, file)
    last = last_lights(file.plan)
    changes = [
        LightChange(each.block, each.light, on)
        for each in now
        if last.get(each.block, Light.MISSING) is not each.light
    ]
    for change in changes:
        connection.execute(
            insert(t.light_changes).values(
                plan_id=file.plan.id, block=change.block, light=change.light, on=change.on
            )
        )
    connection.execute(
        update(t.plans)
        .where(t.plans.c.id == file.plan.id)
        .values(complete_blocks=planned.complete_blocks(now))
    )


def last_lights(plan: Plan) -> dict[Block, Light]:
    """Return the light of each block as the history says it; a block without history was missing."""
    return {change.block: change.light for change in plan.light_changes}


def plan_in(file: CaseFile) -> Plan:
    """Return the plan of a case. Raises ``Refused`` with ``plan_not_begun``."""
    if file.plan is None:
        raise Refused("plan_not_begun")
    return file.plan


def open_plan_in(file: CaseFile) -> Plan:
    """Return the plan of a case if it is open: what was closed stays as it was until it is taken up (I9).

    Raises ``Refused`` with ``plan_not_begun`` or ``plan_not_open``.
    """
    plan = plan_in(file)
    if plan.spans and planned.open_span(plan) is None:
        raise Refused("plan_not_open")
    return plan


def change_plan(
    desk: Desk,
    case_id: int,
    verb: Verb,
    act: Callable[[Connection, CaseFile], D],
    show: Callable[[Connection, D], V],
    *,
    more: tuple[Part, ...] = (),
) -> Outcome[V]:
    """Run ``act`` on the plan of a usable case in one transaction, with lights, journal and undo.

    ``show`` reads the outcome's value after all is done; ``more`` are rows beside the plan that ``act``
    writes, so that they are taken back as well. Raises what ``act`` and ``usable_case`` raise.
    """
    parts = (*plan_parts(case_id), *more)
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        before = read_rows(connection, parts)
        done = act(connection, file)
        refresh_lights(connection, desk, case_id, desk.today())
        note(connection, desk, verb, file.case.key)
        value = show(connection, done)
        after = read_rows(connection, parts)
    return Outcome(value, CHANGED, step_back(desk, [file.case.key], parts, before, after))
