"""Deadlines of the law: deletions that wait or were promised, holds, requests to answer (L1, L2, L8)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, func, select

from intman_desktop.gdpr.retention import granted_erasures
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.rules.requests import (
    due_on,
    erasure_promised,
    parts_to_erase,
    promised_on,
    why_to_erase,
)
from intman_desktop.services.across.due.asking import UNTIL, Asked, Due, among, this_case
from intman_desktop.values.case_file import Request
from intman_desktop.values.codes import CaseState, ConsentScope
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def deletions(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the ended cases that wait for their deletion, however far ahead: listed until done (Rule L2).

    After a withdrawal it is told as that: the case goes the same day (Rule E4). So does one, ended or not,
    whose person was told so; where a part was promised, its request is told until it is carried out (L1, L8).
    """
    granted = granted_erasures(connection, asked.case_id)
    promised = {
        case_id: request
        for case_id, requests in granted.items()
        if (request := erasure_promised(requests)) is not None
    }
    for case_id, on, withdrawn_on in connection.execute(_ended(asked.one), asked.values()).all():
        told = promised.pop(case_id, None)
        if withdrawn_on is not None:
            yield Due(
                Kind.DELETION_DUE, on, case_id, Explanation("due_deletion_withdrawn", {"on": withdrawn_on})
            )
        elif told is not None and promised_on(told) < on:
            yield _as_promised(case_id, told)
        else:
            yield Due(Kind.DELETION_DUE, on, case_id, Explanation("due_deletion"))
    for case_id, told in promised.items():
        yield _as_promised(case_id, told)
    for case_id, requests in granted.items():
        for part in parts_to_erase(requests):
            yield _part(case_id, part)


def _as_promised(case_id: int, request: Request) -> Due:
    return Due(Kind.DELETION_DUE, promised_on(request), case_id, why_to_erase(request))


def _part(case_id: int, request: Request) -> Due:
    on = promised_on(request)
    matter = Explanation("due_deletion_part", {"on": on, "what": request.what})
    return Due(Kind.PART_DELETION_DUE, on, case_id, matter, request.id)


@cache
def _ended(one: bool) -> Select[Any]:
    c = t.consents.c
    withdrawn = select(func.max(c.withdrawn_on)).where(
        c.case_id == t.cases.c.id, c.scope == ConsentScope.BASIC
    )
    return select(t.cases.c.id, t.cases.c.deletion_due, withdrawn.scalar_subquery()).where(
        among(one, CaseState.ENDED), t.cases.c.deletion_due.is_not(None)
    )


def holds(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the holds to look at again; the case itself stays hidden (Rule L2)."""
    for case_id, on in connection.execute(_held(asked.one), asked.values()).all():
        yield Due(Kind.HOLD_REVIEW, on, case_id, Explanation("due_hold"))


@cache
def _held(one: bool) -> Select[Any]:
    c = t.cases.c
    return select(c.id, c.hold_review_on).where(
        c.hold_since.is_not(None), c.hold_review_on <= UNTIL, this_case(one)
    )


def requests(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield the requests that are not answered, however far ahead: a month is short (Rule L8).

    A hold stops no such time: of a case on hold it is told as the hold is, without a name (Rule L2).
    """
    for row in connection.execute(_not_answered(asked.one), asked.values()).mappings():
        request = from_row(Request, t.requests, row)
        if row["hold_since"] is None:
            code = "due_request" if request.extension_told_on is None else "due_request_extended"
        else:
            code = "due_request_held" if request.extension_told_on is None else "due_request_extended_held"
        matter = Explanation(code, {"kind": request.kind, "received_on": request.received_on})
        yield Due(Kind.REQUEST, due_on(request), row["case_id"], matter, request.id)


@cache
def _not_answered(one: bool) -> Select[Any]:
    r = t.requests.c
    return (
        select(t.requests, t.cases.c.hold_since)
        .join(t.cases, t.cases.c.id == r.case_id)
        .where(this_case(one), r.answered_on.is_(None))
    )
