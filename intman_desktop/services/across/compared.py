"""Clients as they are compared with each other: no more of them than doubles are told by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, select

from intman_desktop.models import tables as t
from intman_desktop.models.rows import listed
from intman_desktop.values.case_file import Client

_COMPARED = (
    *("family_name", "given_name", "designation"),
    *("birth_date", "birth_precision", "birth_uncertain", "sex"),
)


def everybody(connection: Connection) -> list[tuple[str, int, Client]]:
    """Return key, id and client of every case that is not on hold, the oldest case first (Rule L2)."""
    return _read(connection, _query().where(t.cases.c.hold_since.is_(None)))


def those(connection: Connection, case_ids: Iterable[int]) -> list[tuple[str, int, Client]]:
    """Return key, id and client of these cases, the oldest first."""
    return _read(connection, _query().where(t.cases.c.id.in_(listed("cases"))), cases=list(case_ids))


def _query() -> Select[Any]:
    c = t.clients.c
    columns = (t.cases.c.key, t.cases.c.id, *(c[name] for name in _COMPARED))
    return select(*columns).join(t.cases, t.cases.c.id == c.case_id).order_by(t.cases.c.id)


def _read(connection: Connection, query: Select[Any], **bound: Any) -> list[tuple[str, int, Client]]:
    rows = connection.execute(query, bound).all()
    return [(key, case_id, Client(**dict(zip(_COMPARED, held, strict=True)))) for key, case_id, *held in rows]
