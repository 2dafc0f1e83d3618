"""Decisions about a case that move nothing: going on, a return, a colleague who takes over (P6, C6, U5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row, save_row
from intman_desktop.rules.decisions import DecisionKind, decision_faults, return_faults, take_over_faults
from intman_desktop.rules.period import case_period
from intman_desktop.services.common.admission import note, refuse_first, usable_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.undoing import Part, read_rows, step_back
from intman_desktop.values.case_file import Case, Decision
from intman_desktop.values.outcome import Change, Outcome

_VERBS: Mapping[str, Verb] = {
    DecisionKind.GO_ON: Verb.DECIDED_GO_ON,
    DecisionKind.RETURN: Verb.DECIDED_RETURN,
}
_CHANGED = frozenset({Change.CASES, Change.PERIODS, Change.DEADLINES})


def decide(desk: Desk, case_id: int, decision: Decision) -> Outcome[Decision]:
    """Record that counselling goes on without benefits, or with somebody who is back (Rules P6, C6).

    Start, last day and state of the case stay as they are. Raises ``NotFound`` and ``Refused``:
    ``decision_kind_unknown``, ``period_not_begun``, ``decision_in_future``, ``decision_before_start``,
    ``decision_after_last_day``, ``decision_reason_missing``, ``decision_never_away``, or as ``usable_case``.
    """
    parts = _parts(case_id)
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        before = read_rows(connection, parts)
        period = case_period(file.case, file.extensions)
        silent = desk.profile.forms_without_contact
        refuse_first(
            (*decision_faults(decision, period, desk.today()), *return_faults(decision, file, silent))
        )
        tidy = Decision(decision.kind, decision.on, decision.reason.strip())
        add_row(connection, t.decisions, tidy, case_id=case_id)
        note(connection, desk, _VERBS[tidy.kind], file.case.key)
        after = read_rows(connection, parts)
    return Outcome(tidy, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


def take_over(desk: Desk, case_id: int, decision: Decision) -> Outcome[Case]:
    """Let a colleague of the same Träger go on with a case (Rule U5).

    ``decision`` holds who (``worker``), from when (``on``), when the person was told (``told_on``), and a
    remark (``reason``). Consent, plan, clock and talks stay, and it stays one case: it counts once. Raises
    ``NotFound`` and ``Refused``: ``take_over_worker_missing``, ``take_over_by_herself``,
    ``decision_in_future``, ``take_over_before_opening``, ``take_over_before_last``, ``take_over_not_told``,
    ``take_over_told_before_opening``, ``take_over_told_in_future``, or as ``usable_case``.
    """
    parts = _parts(case_id)
    with desk.vault.transaction() as connection:
        file = usable_case(connection, case_id, desk.today())
        before = read_rows(connection, parts)
        workers = {each.code for each in office_in(connection).workers}
        refuse_first(take_over_faults(decision, file, workers, desk.today()))
        tidy = replace(decision, kind=DecisionKind.TAKE_OVER, reason=decision.reason.strip(), until=None)
        handed = replace(file.case, worker=tidy.worker)
        save_row(connection, t.cases, handed, case_id)
        add_row(connection, t.decisions, tidy, case_id=case_id)
        note(connection, desk, Verb.CASE_TAKEN_OVER, file.case.key)
        after = read_rows(connection, parts)
    taken = replace(handed, version=handed.version + 1)
    return Outcome(taken, _CHANGED, step_back(desk, [file.case.key], parts, before, after))


def _parts(case_id: int) -> tuple[Part, ...]:
    return ((t.cases, t.cases.c.id == case_id), (t.decisions, t.decisions.c.case_id == case_id))
