"""Deadlines of the law: deletions that wait, holds to look at again, requests to answer (L2, L8)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.rules.requests import due_on
from intman_desktop.services.due.asking import Asked, Due
from intman_desktop.values.case_file import Request
from intman_desktop.values.codes import CaseState, ConsentScope
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def deletions(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the ended cases that wait for their deletion, however far ahead: listed until done (Rule L2).

    After a withdrawal it is told as that: the case goes the same day (Rule E4).
    """
    c = t.consents.c
    withdrawn = select(func.max(c.withdrawn_on)).where(
        c.case_id == t.cases.c.id, c.scope == ConsentScope.BASIC
    )
    query = select(t.cases.c.id, t.cases.c.deletion_due, withdrawn.scalar_subquery()).where(
        asked.among(CaseState.ENDED), t.cases.c.deletion_due.is_not(None)
    )
    for case_id, on, withdrawn_on in connection.execute(query).all():
        matter = Explanation("due_deletion")
        if withdrawn_on is not None:
            matter = Explanation("due_deletion_withdrawn", {"on": withdrawn_on})
        yield Due(Kind.DELETION_DUE, on, case_id, matter)


def holds(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the holds to look at again; the case itself stays hidden (Rule L2)."""
    query = select(t.cases.c.id, t.cases.c.hold_review_on).where(
        t.cases.c.hold_since.is_not(None), t.cases.c.hold_review_on <= asked.until(), asked.this_case()
    )
    for case_id, on in connection.execute(query).all():
        yield Due(Kind.HOLD_REVIEW, on, case_id, Explanation("due_hold"))


def requests(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the requests that are not answered, however far ahead: a month is short (Rule L8)."""
    r = t.requests.c
    query = (
        select(t.requests)
        .join(t.cases, t.cases.c.id == r.case_id)
        .where(asked.among(*CaseState), r.answered_on.is_(None))
    )
    for row in connection.execute(query).mappings():
        request = from_row(Request, t.requests, row)
        code = "due_request" if request.extension_told_on is None else "due_request_extended"
        matter = Explanation(code, {"kind": request.kind, "received_on": request.received_on})
        yield Due(Kind.REQUEST, due_on(request), row["case_id"], matter, request.id)
