"""Deadlines that were agreed in a talk: the next steps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from intman_desktop.models import tables as t
from intman_desktop.services.across.due.asking import UNTIL, Asked, Due, among, needs_of_topics
from intman_desktop.values.codes import OPEN_STATES
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def next_steps(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the next steps that were dated in a talk and are not done."""
    hidden = Explanation("due_next_step_hidden")
    found = connection.execute(_not_done(asked.one), asked.values()).all()
    for case_id, participant_id, step, on, topic, further in found:
        matter = Explanation("due_next_step", {"step": step})
        needs = needs_of_topics(asked.profile, (topic, *further))
        yield Due(Kind.NEXT_STEP, on, case_id, matter, participant_id, needs=needs, hidden=hidden)


@cache
def _not_done(one: bool) -> Select[Any]:
    p = t.participants.c
    return (
        select(t.cases.c.id, p.id, p.next_step, p.next_step_due, t.talks.c.topic, t.talks.c.further_topics)
        .select_from(
            t.cases.join(t.participants, p.case_id == t.cases.c.id).join(t.talks, t.talks.c.id == p.talk_id)
        )
        .where(
            among(one, *OPEN_STATES),
            p.next_step_due <= UNTIL,
            p.next_step_done_on.is_(None),
        )
    )
