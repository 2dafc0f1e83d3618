"""Settling a deadline where it stands in the list: done, a new day, or both signatures (Z2, Z3, B1, L2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, update

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import save_row
from intman_desktop.rules.goals import signed_days
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.casework.participants import change_participant
from intman_desktop.services.common.admission import note, usable_case, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import Part, read_rows, step_back
from intman_desktop.services.plans.goals import save_goal
from intman_desktop.services.plans.plan_changes import change_plan, open_plan_in, plan_in
from intman_desktop.services.plans.planning import save_no_goal, sign_plan
from intman_desktop.services.rights.consents import record_agreement
from intman_desktop.values.case_file import Agreement, Case, CaseFile, Goal
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.plan_views import PlanView


def move_step(desk: Desk, participant_id: int, on: date) -> Outcome[int]:
    """Give the next step of a participant another day.

    Raises ``Refused`` (``due_day_not_ahead``) and as ``participants.change_participant``.
    """
    _ahead(desk, on)
    return change_participant(desk, participant_id, Verb.STEP_MOVED, next_step_due=on)


def move_review(desk: Desk, case_id: int, goal_id: int, on: date) -> Outcome[int]:
    """Put the next review of a goal off to another day; nothing is said of the goal (Rule Z2).

    Raises ``Refused`` (``due_day_not_ahead``, or as ``usable_case``), ``NotFound``.
    """
    _ahead(desk, on)

    def move(connection: Connection, file: CaseFile) -> int:
        goal = next((each for each in plan_in(file).goals if each.id == goal_id), None)
        if goal is None:
            raise NotFound(what=goal_id)
        save_row(connection, t.goals, replace(goal, next_review=on), goal_id)
        return goal_id

    return change_plan(desk, case_id, Verb.REVIEW_MOVED, move, lambda _connection, moved: moved)


def agree_until(desk: Desk, case_id: int, goal_id: int, on: date) -> Outcome[Goal]:
    """Agree anew until when a goal shall be reached, where nothing else of it changes (Rule Z3).

    It is part of what is signed: a signed plan waits to be signed anew (Rule Z5).
    Raises ``Refused`` (``due_day_not_ahead``, or as ``goals.save_goal``), ``NotFound``.
    """
    _ahead(desk, on)
    with desk.vault.reading() as connection:
        goals = plan_in(whole_case(connection, case_id)).goals
    meant = next((each for each in goals if each.id == goal_id), None)
    if meant is None:
        raise NotFound(what=goal_id)
    return save_goal(desk, case_id, replace(meant, until=on))


def settle_measure(desk: Desk, case_id: int, measure_id: int, done_on: date) -> Outcome[int]:
    """Mark a measure as done on a day; what came of it is said at the review (Rules Z3, Z6).

    Raises ``Refused`` (``measure_done_in_future``, ``plan_not_open``, or as ``usable_case``), ``NotFound``.
    """
    if done_on > desk.today():
        raise Refused("measure_done_in_future", on=done_on)
    return _change_measure(desk, case_id, measure_id, Verb.MEASURE_SETTLED, done_on=done_on)


def move_measure(desk: Desk, case_id: int, measure_id: int, on: date) -> Outcome[int]:
    """Put the day of a measure off to another one; the goal stays as it was agreed (Rule Z3).

    Raises ``Refused`` (``due_day_not_ahead``, ``plan_not_open``, or as ``usable_case``), ``NotFound``.
    """
    _ahead(desk, on)
    return _change_measure(desk, case_id, measure_id, Verb.MEASURE_MOVED, until=on)


def _change_measure(desk: Desk, case_id: int, measure_id: int, verb: Verb, **days: date) -> Outcome[int]:
    def change(connection: Connection, file: CaseFile) -> int:
        for goal in open_plan_in(file).goals:
            if measure_id in {each.id for each in goal.measures}:
                connection.execute(update(t.measures).where(t.measures.c.id == measure_id).values(**days))
                # a form that was read before would write its older measures over this one
                save_row(connection, t.goals, goal, goal.id)
                return measure_id
        raise NotFound(what=measure_id)

    return change_plan(desk, case_id, verb, change, lambda _connection, changed: changed)


def move_no_goal(desk: Desk, case_id: int, on: date) -> Outcome[PlanView]:
    """Set another day for the next goal; the reason stays (Rule I8). Raises as ``planning.save_no_goal``."""
    _ahead(desk, on)
    with desk.vault.reading() as connection:
        plan = plan_in(whole_case(connection, case_id))
    return save_no_goal(desk, case_id, plan.version, plan.no_goal_reason, on)


def move_hold_review(desk: Desk, case_id: int, on: date) -> Outcome[Case]:
    """Set the next day to look at a hold again; the case stays closed (Rule L2).

    Raises ``Refused`` (``due_day_not_ahead``, ``due_gone`` where there is no hold), ``NotFound``.
    """
    _ahead(desk, on)
    parts: tuple[Part, ...] = ((t.cases, t.cases.c.id == case_id),)
    with desk.vault.transaction() as connection:
        case = whole_case(connection, case_id).case
        if case.hold_since is None:
            raise Refused("due_gone")
        before = read_rows(connection, parts)
        save_row(connection, t.cases, replace(case, hold_review_on=on), case_id)
        note(connection, desk, Verb.HOLD_REVIEW_MOVED, case.key)
        after = read_rows(connection, parts)
    undo = step_back(desk, [case.key], parts, before, after)
    return Outcome(case, frozenset({Change.CASES, Change.DEADLINES}), undo)


def sign_agreement(desk: Desk, case_id: int, on: date) -> Outcome[Agreement]:
    """Record that both had signed the agreement on ``on``; a signature that is there stays (Rule B1).

    Raises ``Refused``: ``due_gone`` where there is none yet, or as ``consents.record_agreement``.
    """
    with desk.vault.reading() as connection:
        kept = usable_case(connection, case_id, desk.today()).agreement
    if kept is None:
        raise Refused("due_gone")
    signed = replace(
        kept,
        client_signed_on=kept.client_signed_on or on,
        worker_signed_on=kept.worker_signed_on or on,
    )
    return record_agreement(desk, case_id, signed)


def sign_plan_on(desk: Desk, case_id: int, on: date) -> Outcome[PlanView]:
    """Record that both had signed the plan on ``on`` (Rule Z5).

    A signature that is there stays, unless something else was agreed after it: then it is given anew.
    Raises as ``planning.sign_plan``.
    """
    with desk.vault.reading() as connection:
        kept = plan_in(whole_case(connection, case_id))
    client_on, worker_on = (day or on for day in signed_days(kept))
    return sign_plan(desk, case_id, kept.version, client_on, worker_on)


def prolong_validity(desk: Desk, case_id: int, answer_id: int, on: date) -> Outcome[int]:
    """Let an answer be valid until a later day, where nothing else of it has changed (Rule I8).

    Raises ``Refused`` (``due_day_not_ahead``, or as ``save_needs``), ``NotFound``.
    """
    _ahead(desk, on)
    with desk.vault.reading() as connection:
        answers = whole_case(connection, case_id).answers
    meant = next((each for each in answers if each.id == answer_id), None)
    if meant is None:
        raise NotFound(what=answer_id)
    field = [
        replace(each, valid_to=on) if each.id == answer_id else each
        for each in answers
        if each.field == meant.field
    ]
    done = save_needs(desk, case_id, None, field)
    return Outcome(case_id, done.changed, done.undo)


def _ahead(desk: Desk, on: date) -> None:
    if on <= desk.today():
        raise Refused("due_day_not_ahead", on=on)
