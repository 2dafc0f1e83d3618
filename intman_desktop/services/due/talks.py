"""Deadlines that were agreed in a talk: the next steps."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from intman_desktop.models import tables as t
from intman_desktop.services.due.asking import Asked, Due, needs_of_topics
from intman_desktop.values.codes import CaseState
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def next_steps(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the next steps that were dated in a talk and are not done."""
    p = t.participants.c
    query = (
        select(t.cases.c.id, p.id, p.next_step, p.next_step_due, t.talks.c.topic, t.talks.c.further_topics)
        .select_from(
            t.cases.join(t.participants, p.case_id == t.cases.c.id).join(t.talks, t.talks.c.id == p.talk_id)
        )
        .where(
            asked.among(CaseState.ACTIVE, CaseState.DORMANT),
            p.next_step_due <= asked.until(),
            p.next_step_done_on.is_(None),
        )
    )
    hidden = Explanation("due_next_step_hidden")
    for case_id, participant_id, step, on, topic, further in connection.execute(query).all():
        matter = Explanation("due_next_step", {"step": step})
        needs = needs_of_topics(asked.profile, (topic, *further))
        yield Due(Kind.NEXT_STEP, on, case_id, matter, participant_id, needs=needs, hidden=hidden)
