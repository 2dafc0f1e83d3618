"""How a case ends, rests and goes on (C6, L1, L2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, update

from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row, save_row
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules.acts import acts_after, last_act
from intman_desktop.rules.decisions import DecisionKind, rest_faults
from intman_desktop.rules.retention import deletion_day, deletion_faults
from intman_desktop.services.common.admission import note, refuse_first, unheld_case, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.undoing import Part, plan_parts, read_rows, step_back
from intman_desktop.services.papers.ending_papers import withdrawn_on
from intman_desktop.services.plans.plan_changes import refresh_lights
from intman_desktop.values.case_file import Case, CaseFile, Decision
from intman_desktop.values.codes import CaseState
from intman_desktop.values.ending_views import BY_SETTING, WITHDRAWN, Ending
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome

_DECIDED: Mapping[str, tuple[CaseState, Verb]] = {
    DecisionKind.REST: (CaseState.DORMANT, Verb.CASE_REST),
    DecisionKind.RESUME: (CaseState.ACTIVE, Verb.CASE_RESUME),
}
CHANGED = frozenset({Change.CASES, Change.PLANS, Change.DEADLINES, Change.FIGURES})
"""What an ending touches, and a rest."""


def end_case(desk: Desk, case_id: int, ending: Ending) -> Outcome[Case]:
    """End a case with its reason, close its plan on that day and set when it is deleted (Rules L1, L2, K4).

    Raises ``NotFound`` and ``Refused``: ``case_already_ended``, ``case_on_hold``, ``ending_reason_missing``,
    ``ending_reason_unknown``, ``ending_needs_withdrawal``, ``ending_in_future``, ``ending_before_opening``,
    ``deletion_before_ending``, ``deletion_reason_missing``, or what was done later (``rules.acts``).
    """
    parts = case_parts(case_id)
    with desk.vault.transaction() as connection:
        before = read_rows(connection, parts)
        ended = end_in(connection, desk, whole_case(connection, case_id), ending)
        after = read_rows(connection, parts)
    return Outcome(ended, CHANGED, step_back(desk, [ended.key], parts, before, after))


def end_in(connection: Connection, desk: Desk, file: CaseFile, ending: Ending) -> Case:
    """End a case inside an open transaction. Raises as ``end_case``."""
    days = office_in(connection).deletion_days
    refuse_first(_faults(desk, file, ending, days))
    due = ending.deletion_due or deletion_day(ending.on, days)
    reason = ending.deletion_reason.strip() or ("" if due <= ending.on else BY_SETTING)
    return close_case(connection, desk, file, replace(ending, deletion_due=due, deletion_reason=reason))


def close_case(connection: Connection, desk: Desk, file: CaseFile, ending: Ending) -> Case:
    """Write the ending as it is given, asking nothing, inside an open transaction (Rule K4)."""
    ended = replace(
        file.case,
        state=CaseState.ENDED,
        ended_on=ending.on,
        ending_reason=ending.reason,
        ending_note=ending.note.strip(),
        deletion_due=ending.deletion_due,
        deletion_reason=ending.deletion_reason,
    )
    save_row(connection, t.cases, ended, file.case.id)
    if file.plan is not None:
        still_open = (t.plan_spans.c.plan_id == file.plan.id) & t.plan_spans.c.closed_on.is_(None)
        closing = {"closed_on": ending.on, "reason": ending.reason}
        connection.execute(update(t.plan_spans).where(still_open).values(closing))
        refresh_lights(connection, desk, file.case.id, ending.on)
    note(connection, desk, Verb.CASE_ENDED, file.case.key)
    return replace(ended, version=ended.version + 1)


def close_again(connection: Connection, desk: Desk, file: CaseFile, why: str, on: date | None) -> Case:
    """Close a case that came back running with a backup, asking nothing, in an open transaction (Rule L4).

    ``on`` is the day it had ended, today where nobody knows; it ends after all that the backup has of it.
    One that has ended stays as it is.
    """
    if file.case.state is CaseState.ENDED:
        return file.case
    day = on or desk.today()
    return close_case(connection, desk, file, Ending(max(day, last_act(file) or day), why))


def rest_case(desk: Desk, case_id: int, rest: Decision) -> Outcome[Case]:
    """Let an active case rest until a day, with the person's recorded agreement (Rule C6).

    ``rest.on`` is the day of the agreement, ``rest.until`` the last day of rest, ``rest.reason`` why and
    how it was agreed; ``rest.kind`` is not looked at. Raises ``NotFound`` and ``Refused``:
    ``case_on_hold``, ``case_not_active``, ``rest_reason_missing``, ``rest_in_future``,
    ``rest_before_opening``, ``rest_until_missing``, ``rest_is_over``, ``rest_too_long``,
    or what closes the basic consent.
    """
    parts = case_parts(case_id)
    with desk.vault.transaction() as connection:
        before = read_rows(connection, parts)
        file = unheld_case(connection, case_id)
        refuse_first(_rest_faults(desk, file, rest, office_in(connection).dormant_max_months))
        resting = _decide(connection, desk, file.case, replace(rest, kind=DecisionKind.REST))
        after = read_rows(connection, parts)
    return Outcome(resting, CHANGED, step_back(desk, [resting.key], parts, before, after))


def resume_case(desk: Desk, case_id: int, on: date, reason: str = "") -> Outcome[Case]:
    """Let a resting case go on from ``on``; its period was never stopped (Rule C6).

    Raises ``NotFound`` and ``Refused``: ``case_on_hold``, ``case_not_resting``, ``resume_in_future``,
    ``resume_before_rest``, or what closes the basic consent.
    """
    parts = case_parts(case_id)
    with desk.vault.transaction() as connection:
        before = read_rows(connection, parts)
        file = unheld_case(connection, case_id)
        refuse_first(_resume_faults(file, on, desk.today()))
        case = file.case
        running = _decide(connection, desk, case, Decision(DecisionKind.RESUME, on, reason.strip()))
        after = read_rows(connection, parts)
    return Outcome(running, CHANGED, step_back(desk, [running.key], parts, before, after))


def case_parts(case_id: int) -> tuple[Part, ...]:
    """Return the tables in which stands where a case has got to: its state, its decisions and its plan."""
    of_case = ((t.cases, t.cases.c.id == case_id), (t.decisions, t.decisions.c.case_id == case_id))
    return (*of_case, *plan_parts(case_id))


def _decide(connection: Connection, desk: Desk, case: Case, decision: Decision) -> Case:
    state, verb = _DECIDED[decision.kind]
    changed = replace(case, state=state)
    save_row(connection, t.cases, changed, case.id)
    add_row(connection, t.decisions, decision, case_id=case.id)
    note(connection, desk, verb, case.key)
    return replace(changed, version=changed.version + 1)


def _faults(desk: Desk, file: CaseFile, ending: Ending, deletion_days: int) -> tuple[Explanation, ...]:
    return (
        *_state_faults(file),
        *_reason_faults(desk, ending),
        *withdrawal_faults(file, ending.reason),
        *_day_faults(file, ending, desk.today()),
        *deletion_faults(ending.on, ending.deletion_due, ending.deletion_reason, deletion_days),
    )


def _state_faults(file: CaseFile) -> tuple[Explanation, ...]:
    if file.case.state is CaseState.ENDED:
        return (Explanation("case_already_ended", {"on": file.case.ended_on}),)
    if file.case.hold_since is not None:
        return (Explanation("case_on_hold"),)
    return ()


def _reason_faults(desk: Desk, ending: Ending) -> tuple[Explanation, ...]:
    if not ending.reason.strip():
        return (Explanation("ending_reason_missing"),)
    if ending.reason not in {item.code for item in desk.profile.list(ListName.ENDING_REASONS)}:
        return (Explanation("ending_reason_unknown", {"reason": ending.reason}),)
    return ()


def withdrawal_faults(file: CaseFile, reason: str) -> tuple[Explanation, ...]:
    """Return that a case cannot end by a withdrawal that nobody recorded: it would skip what E4 asks."""
    if reason == WITHDRAWN and withdrawn_on(file) is None:
        return (Explanation("ending_needs_withdrawal"),)
    return ()


def _day_faults(file: CaseFile, ending: Ending, today: date) -> tuple[Explanation, ...]:
    if ending.on > today:
        return (Explanation("ending_in_future", {"on": ending.on}),)
    if ending.on < file.case.opened_on:
        return (Explanation("ending_before_opening", {"on": ending.on, "opened_on": file.case.opened_on}),)
    return acts_after(file, ending.on, today)


def _rest_faults(desk: Desk, file: CaseFile, rest: Decision, most_months: int) -> tuple[Explanation, ...]:
    today = desk.today()
    if file.case.state is not CaseState.ACTIVE:
        return (Explanation("case_not_active"),)
    return (*_closed_faults(file, today), *rest_faults(rest, file.case.opened_on, today, most_months))


def _closed_faults(file: CaseFile, today: date) -> tuple[Explanation, ...]:
    closed = gate.refusal(gate.BASIC, file.consents, today)
    return () if closed is None else (closed,)


def _resume_faults(file: CaseFile, on: date, today: date) -> tuple[Explanation, ...]:
    if file.case.state is not CaseState.DORMANT:
        return (Explanation("case_not_resting"),)
    if closed := _closed_faults(file, today):
        return closed
    if on > today:
        return (Explanation("resume_in_future", {"on": on}),)
    rested_on = max((each.on for each in file.decisions if each.kind == DecisionKind.REST), default=None)
    if rested_on is not None and on < rested_on:
        return (Explanation("resume_before_rest", {"on": on, "rested_on": rested_on}),)
    return ()
