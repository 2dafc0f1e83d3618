"""Holds: a case that must be kept for a claim is hidden instead of erased, and let go again (L2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intman_desktop.errors import Refused
from intman_desktop.models import tables as t
from intman_desktop.models.writing import save_row
from intman_desktop.rules.retention import hold_faults
from intman_desktop.services.admission import note, refuse_first, whole_case
from intman_desktop.services.consents import empty_withdrawn
from intman_desktop.services.desk import Desk
from intman_desktop.services.erased_list import clear_away, clear_scans
from intman_desktop.services.undoing import Part, read_rows, step_back
from intman_desktop.values.case_file import Case
from intman_desktop.values.outcome import Change, Outcome

_CHANGED = frozenset({Change.CASES, Change.CLIENTS, Change.DEADLINES, Change.PLANS})


def hold_case(desk: Desk, case_id: int, reason: str, review_on: date | None) -> Outcome[Case]:
    """Hide a case from lists, search and deadlines and keep it from being erased (Rule L2, Art. 17 (3) e).

    The figures stay. Raises ``NotFound`` and ``Refused``: ``case_on_hold`` where it is already, or a fault
    of ``rules.retention.hold_faults``.
    """
    refuse_first(hold_faults(reason, review_on, desk.today()))
    return _turn(desk, case_id, "case_held", reason.strip(), review_on)


def lift_hold(desk: Desk, case_id: int) -> Outcome[Case]:
    """Let a case go again; it is shown, and erased when it is due (Rule L2).

    What was withdrawn while it was on hold is emptied now (Rule E3). Raises ``NotFound`` and ``Refused``
    (``hold_gone`` where there is none).
    """
    return _turn(desk, case_id, "hold_lifted", "", None)


def _turn(desk: Desk, case_id: int, verb: str, reason: str, review_on: date | None) -> Outcome[Case]:
    parts: tuple[Part, ...] = ((t.cases, t.cases.c.id == case_id),)
    scans: tuple[str, ...] = ()
    with desk.vault.transaction() as connection:
        case = whole_case(connection, case_id).case
        if bool(reason) is (case.hold_since is not None):
            raise Refused("case_on_hold") if reason else Refused("hold_gone")
        before = read_rows(connection, parts)
        since = desk.today() if reason else None
        held = replace(case, hold_since=since, hold_reason=reason, hold_review_on=review_on)
        save_row(connection, t.cases, held, case_id)
        if not reason:
            scans = empty_withdrawn(connection, desk, case_id)
        note(connection, desk, verb, case.key)
        after = read_rows(connection, parts)
    if not reason:
        clear_scans(desk, scans)
        clear_away(desk.vault)
    kept = replace(held, version=held.version + 1)
    return Outcome(kept, _CHANGED, step_back(desk, [case.key], parts, before, after))
