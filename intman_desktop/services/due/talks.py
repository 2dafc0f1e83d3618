"""Deadlines that were agreed in a talk: the next steps."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from intman_desktop.models import tables as t
from intman_desktop.services.due.asking import Asked, Due
from intman_desktop.values.codes import CaseState
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.work_views import DeadlineKind as Kind


def next_steps(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the next steps that were dated in a talk and are not done."""
    query = (
        select(t.cases.c.id, t.participants.c.id, t.participants.c.next_step, t.participants.c.next_step_due)
        .join(t.participants, t.participants.c.case_id == t.cases.c.id)
        .where(
            asked.among(CaseState.ACTIVE, CaseState.DORMANT),
            t.participants.c.next_step_due <= asked.until(),
            t.participants.c.next_step_done_on.is_(None),
        )
    )
    for case_id, participant_id, step, on in connection.execute(query).all():
        yield Due(Kind.NEXT_STEP, on, case_id, Explanation("due_next_step", {"step": step}), participant_id)
