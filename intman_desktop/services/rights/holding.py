"""Holds: a case that must be kept for a claim is hidden instead of erased, and let go again (L2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intman_desktop.errors import Refused
from intman_desktop.gdpr.shared_drafts import part_shared_drafts
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import save_row
from intman_desktop.rules.retention import hold_faults
from intman_desktop.services.closing.erased_list import follow_through, owe_scans
from intman_desktop.services.common.admission import note, refuse_first, unheld_case, whole_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import Part, read_rows, step_back
from intman_desktop.services.rights.withdrawing import empty_withdrawn
from intman_desktop.values.case_file import Case
from intman_desktop.values.outcome import Change, Outcome

_CHANGED = frozenset({Change.CASES, Change.CLIENTS, Change.DEADLINES, Change.PLANS})


def hold_case(desk: Desk, case_id: int, reason: str, review_on: date | None) -> Outcome[Case]:
    """Hide a case from lists, search and deadlines and keep it from being erased (Rule L2, Art. 17 (3) e).

    The figures stay. Drafts are hidden with it; of a joint talk only its part. Raises ``NotFound`` and
    ``Refused``: ``case_on_hold`` where it is already, or a fault of ``rules.retention.hold_faults``.
    """
    refuse_first(hold_faults(reason, review_on, desk.today()))
    parts = _parts(case_id)
    with desk.vault.transaction() as connection:
        case = unheld_case(connection, case_id).case
        before = read_rows(connection, parts)
        held = replace(case, hold_since=desk.today(), hold_reason=reason.strip(), hold_review_on=review_on)
        save_row(connection, t.cases, held, case_id)
        part_shared_drafts(connection, case_id)
        note(connection, desk, Verb.CASE_HELD, case.key)
        after = read_rows(connection, parts)
    undo = step_back(desk, [case.key], parts, before, after)
    return Outcome(replace(held, version=held.version + 1), _CHANGED, undo)


def lift_hold(desk: Desk, case_id: int) -> Outcome[Case]:
    """Let a case go again; it is shown, and erased when it is due (Rule L2).

    What was withdrawn while it was on hold is emptied now (Rule E3), and the store is written anew without
    it, at the next opening where that cannot be now (Rule L3). No backup brings it back, not even hidden
    under the hold (Rule L4). Raises ``NotFound`` and ``Refused`` (``hold_gone`` where there is none).
    """
    parts = _parts(case_id)
    with desk.vault.transaction() as connection:
        case = whole_case(connection, case_id).case
        if case.hold_since is None:
            raise Refused("hold_gone")
        before = read_rows(connection, parts)
        free = replace(case, hold_since=None, hold_reason="", hold_review_on=None)
        save_row(connection, t.cases, free, case_id)
        scans = empty_withdrawn(connection, desk, case)
        owe_scans(connection, scans or ())
        note(connection, desk, Verb.HOLD_LIFTED, case.key)
        after = read_rows(connection, parts)
    if scans is not None:
        follow_through(desk.vault)
    undo = step_back(desk, [case.key], parts, before, after)
    return Outcome(replace(free, version=free.version + 1), _CHANGED, undo)


def _parts(case_id: int) -> tuple[Part, ...]:
    return ((t.cases, t.cases.c.id == case_id),)
