"""A mistyped first day of a plan is corrected (I7, K4, L8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, update

from intman_desktop.errors import Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.writing import save_row
from intman_desktop.rules.corrections import PLAN_BEGIN
from intman_desktop.rules.plan_begin import begin_change_faults, with_begin
from intman_desktop.services.common.admission import refuse_first, whole_case
from intman_desktop.services.common.corrections import keep_corrections, keep_rectified
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.undoing import corrections_part
from intman_desktop.services.plans.plan_changes import change_plan, plan_in
from intman_desktop.services.plans.plan_view import show_plan
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.plan_views import PlanView


def change_begin(desk: Desk, case_id: int, version: int, on: date, reason: str) -> Outcome[PlanView]:
    """Correct the first day of a plan, begun here or brought along, to ``on`` (Rules I7, L8).

    That and when is kept, the wrong day with its ``reason``. The figures of a year that was handed in are
    counted anew and differ then (Rule K7). Versions that were handed out stay as they were (Rule I9).
    ``version`` is that of the plan as it was read. Raises ``ChangedMeanwhile`` where it is old, ``Refused``:
    ``plan_not_begun``, ``correction_too_long``, or the fault of the rules; ``NotFound``.
    """

    def change(connection: Connection, file: CaseFile) -> None:
        kept = plan_in(file)
        if kept.begun_on is None:
            raise Refused("plan_not_begun")
        refuse_first(begin_change_faults(kept, on, reason, file.consents, desk.today()))
        moved = with_begin(kept, on)
        save_row(connection, t.plans, replace(moved, version=version), kept.id)
        for span in moved.spans:
            own = t.plan_spans.c.id == span.id
            connection.execute(update(t.plan_spans).where(own).values(opened_on=span.opened_on))
        keep_corrections(connection, desk, file)
        wrong = (kept.begun_on.isoformat(),)
        keep_rectified(connection, desk, case_id, PLAN_BEGIN, wrong=wrong, because=reason)

    def show(connection: Connection, _done: None) -> PlanView:
        return show_plan(desk, case_id, whole_case(connection, case_id))

    return change_plan(
        desk, case_id, Verb.PLAN_BEGIN_CHANGED, change, show, more=(corrections_part(case_id),)
    )
