"""The integration plan of a case: begun, written, lit, signed, closed and taken up again (I1 to I9).

Goals stand in ``services.plans.goals``, a corrected first day in ``services.plans.plan_begin``; both are
named here too, so that a plan has one door.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, delete, update

from intman_desktop.errors import Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row, save_row, write_plan
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import plan as planned
from intman_desktop.rules.intake import agreement_needed
from intman_desktop.services.common.admission import refuse_first, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.plans.goals import begin_again, change_goal, remove_goal, save_goal
from intman_desktop.services.plans.plan_begin import change_begin
from intman_desktop.services.plans.plan_changes import change_plan, open_plan_in, plan_in, refresh_lights
from intman_desktop.services.plans.plan_view import show_plan
from intman_desktop.values.case_file import BlockReason, CaseFile, Plan, PlanSpan
from intman_desktop.values.codes import Block, YesNoUnknown
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.plan_views import PlanView

__all__ = [
    "begin_plan",
    "change_begin",
    "change_goal",
    "close_plan",
    "plan_view",
    "read_plan",
    "refresh_lights",
    "remove_goal",
    "reopen_plan",
    "save_goal",
    "save_no_goal",
    "save_plan_texts",
    "set_block_reason",
    "sign_plan",
]


def plan_view(desk: Desk, case_id: int) -> PlanView:
    """Return the plan of a case with its seven lights, its goals and what is missing. Raises ``NotFound``."""
    with desk.vault.reading() as connection:
        return read_plan(connection, desk, case_id)


def read_plan(connection: Connection, desk: Desk, case_id: int) -> PlanView:
    """Return the plan of a case inside a transaction that is already open. Raises ``NotFound``."""
    return show_plan(desk, case_id, whole_case(connection, case_id))


def begin_plan(
    desk: Desk, case_id: int, on: date, *, brought_along: bool = False, opened_on: date | None = None
) -> Outcome[PlanView]:
    """Begin the one plan of a person on a day (Rules P3, I9, K4).

    A plan ``brought_along`` was begun elsewhere on ``on`` and is continued here from ``opened_on``,
    today where None. It is not opened here before the basic consent (Rule P2). Raises ``Refused``:
    ``agreement_needed`` (Rule B1), ``plan_exists``, ``plan_brought_from_nowhere`` where the person was not
    counselled before (Rule C7), ``plan_before_consent``, or the fault of the rules.
    """

    def begin(connection: Connection, file: CaseFile) -> None:
        refuse_first(agreement_needed(file.agreement))
        if file.plan is not None and file.plan.begun_on is not None:
            raise Refused("plan_exists", begun_on=file.plan.begun_on)
        if brought_along and file.case.counselled_before is YesNoUnknown.NO:
            raise Refused("plan_brought_from_nowhere")
        first = (opened_on or desk.today()) if brought_along else on
        begun = replace(
            file.plan or Plan(), begun_on=on, brought_along=brought_along, spans=(PlanSpan(first),)
        )
        refuse_first(planned.plan_faults(begun, desk.today()))
        refuse_first(planned.plan_consent_faults(begun, file.consents))
        if file.plan is None:
            write_plan(connection, case_id, begun)
        else:
            save_row(connection, t.plans, begun, begun.id)
            add_row(connection, t.plan_spans, begun.spans[0], plan_id=begun.id)

    return _with_view(desk, case_id, Verb.PLAN_BEGUN, begin)


def save_plan_texts(desk: Desk, case_id: int, plan: Plan) -> Outcome[PlanView]:
    """Write the steps (I5) and the course (I7) of ``plan`` over those in the store.

    Raises ``ChangedMeanwhile`` where the plan was saved since it was read, ``Refused`` without a plan.
    """

    def save(connection: Connection, file: CaseFile) -> None:
        kept = plan_in(file)
        save_row(
            connection,
            t.plans,
            replace(kept, steps=plan.steps, course=plan.course, version=plan.version),
            kept.id,
        )

    return _with_view(desk, case_id, Verb.PLAN_WRITTEN, save)


def set_block_reason(
    desk: Desk, case_id: int, version: int, block: Block, reason: str | None
) -> Outcome[PlanView]:
    """Say why a block is not asked about, or take that back with None or a blank (Rule I8).

    ``version`` is that of the plan as it was read. Raises ``ChangedMeanwhile`` where it is old, ``Refused``
    with ``block_reason_not_allowed`` for I6 and I7.
    """

    def say(connection: Connection, file: CaseFile) -> None:
        kept = plan_in(file)
        plan_id = kept.id
        save_row(connection, t.plans, replace(kept, version=version), plan_id)
        connection.execute(
            delete(t.block_reasons).where(
                t.block_reasons.c.plan_id == plan_id, t.block_reasons.c.block == block
            )
        )
        if reason is not None and reason.strip():
            given = BlockReason(block, reason.strip())
            refuse_first(planned.plan_faults(Plan(block_reasons=(given,)), desk.today()))
            add_row(connection, t.block_reasons, given, plan_id=plan_id)

    return _with_view(desk, case_id, Verb.BLOCK_REASON_SAVED, say)


def save_no_goal(
    desk: Desk, case_id: int, version: int, reason: str, until: date | None
) -> Outcome[PlanView]:
    """Say "noch kein Ziel, weil …, bis …", or take it back with a blank reason (Rule I8).

    Taken back it is only once a goal was agreed: a plan that counts as made stays so in every year (Rule K4).
    ``version`` is that of the plan as it was read. Raises ``ChangedMeanwhile`` where it is old, ``Refused``:
    ``plan_not_open``, ``no_goal_needed``, ``no_goal_day_missing`` and ``no_goal_until_past``.
    """

    def say(connection: Connection, file: CaseFile) -> None:
        kept = open_plan_in(file)
        needed = planned.has_no_goal_sentence(kept) and not planned.has_agreed_goal(kept)
        if needed and not reason.strip():
            raise Refused("no_goal_needed")
        if reason.strip() and until is None:
            raise Refused("no_goal_day_missing")
        if reason.strip() and until is not None and until < desk.today():
            raise Refused("no_goal_until_past", until=until)
        day = until if reason.strip() else None
        told = replace(kept, no_goal_reason=reason.strip(), no_goal_until=day, version=version)
        save_row(connection, t.plans, told, kept.id)

    return _with_view(desk, case_id, Verb.NO_GOAL_SAVED, say)


def sign_plan(
    desk: Desk, case_id: int, version: int, client_on: date | None, worker_on: date | None
) -> Outcome[PlanView]:
    """Record when both sides signed the agreement on goals; None stands for not yet (Rule Z5).

    What was signed while the plan was open can be recorded later. It counts for the goals as they are agreed
    now, until something else is agreed. ``version`` is that of the plan as it was read. Raises
    ``ChangedMeanwhile`` where it is old, ``Refused``:
    ``signature_in_future``, ``signature_before_plan``, ``signature_after_closing`` (Rule I9).
    """

    def sign(connection: Connection, file: CaseFile) -> None:
        kept = plan_in(file)
        closed_on = planned.closing_day(kept)
        for on in (client_on, worker_on):
            if on is not None and on > desk.today():
                raise Refused("signature_in_future", on=on)
            if on is not None and kept.begun_on is not None and on < kept.begun_on:
                raise Refused("signature_before_plan", on=on, begun_on=kept.begun_on)
            if on is not None and closed_on is not None and on > closed_on:
                raise Refused("signature_after_closing", on=on, closed_on=closed_on)
        signed = replace(
            kept,
            client_signed_on=client_on,
            worker_signed_on=worker_on,
            agreed_anew_on=None,
            version=version,
        )
        save_row(connection, t.plans, signed, kept.id)

    return _with_view(desk, case_id, Verb.PLAN_SIGNED, sign)


def close_plan(desk: Desk, case_id: int, on: date, reason: str) -> Outcome[PlanView]:
    """Close the open plan; ``on`` is its last open day (Rule K4).

    Raises ``Refused``: ``plan_not_open``, ``ending_reason_unknown``, or the fault of the rules: a reason is
    needed, and nothing was agreed, reviewed or signed in the plan after its last day (Rules Z3, Z5).
    """

    def close(connection: Connection, file: CaseFile) -> None:
        plan = plan_in(file)
        span = planned.open_span(plan)
        if span is None:
            raise Refused("plan_not_open")
        closed = replace(span, closed_on=on, reason=reason)
        others = (each for each in plan.spans if each.id != span.id)
        refuse_first(planned.plan_faults(replace(plan, spans=(*others, closed)), desk.today()))
        refuse_first(planned.plan_closing_faults(plan, on, desk.today()))
        if desk.profile.item(ListName.ENDING_REASONS, reason) is None:
            raise Refused("ending_reason_unknown", reason=reason)
        connection.execute(
            update(t.plan_spans).where(t.plan_spans.c.id == span.id).values(closed_on=on, reason=reason)
        )

    return _with_view(desk, case_id, Verb.PLAN_CLOSED, close)


def reopen_plan(
    desk: Desk, case_id: int, on: date, goals: Collection[int] | None = None
) -> Outcome[PlanView]:
    """Take the closed plan up again from a day on; it stays the same plan, in a new version (Rules I9, K4).

    ``goals`` are the ids of those taken over: one that was closed goes on, one that was running and is not
    among them is dropped; None leaves all as they are. The agreement on goals is signed anew (Rule Z5).
    Raises ``Refused``: ``plan_is_open``, or the fault of the rules.
    """

    def reopen(connection: Connection, file: CaseFile) -> None:
        plan = plan_in(file)
        if planned.open_span(plan) is not None:
            raise Refused("plan_is_open")
        refuse_first(planned.plan_faults(replace(plan, spans=(*plan.spans, PlanSpan(on))), desk.today()))
        add_row(connection, t.plan_spans, PlanSpan(on), plan_id=plan.id)
        unsigned = replace(plan, client_signed_on=None, worker_signed_on=None, agreed_anew_on=None)
        save_row(connection, t.plans, unsigned, plan.id)
        if goals is not None:
            interval = office_in(connection).review_interval_months
            for goal in plan.goals:
                begin_again(connection, goal, on, desk.today(), interval, taken=goal.id in goals)

    return _with_view(desk, case_id, Verb.PLAN_REOPENED, reopen)


def _with_view(
    desk: Desk, case_id: int, verb: Verb, act: Callable[[Connection, CaseFile], None]
) -> Outcome[PlanView]:
    def show(connection: Connection, _done: None) -> PlanView:
        return read_plan(connection, desk, case_id)

    return change_plan(desk, case_id, verb, act, show)
