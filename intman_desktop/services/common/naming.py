"""How a person is named: in lists, in a letter to her, on its envelope."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, exists, select

from intman_desktop.models import tables as t
from intman_desktop.values.case_file import CaseFile, Client


def listed_name(family_name: str, given_name: str, designation: str) -> str:
    """Return "family name, given name"; of one name only that one; the designation where there is none."""
    return ", ".join(name for name in (family_name, given_name) if name) or designation


def name_of(file: CaseFile) -> str:
    """Return the client's name as lists write it."""
    client = file.client
    return listed_name(client.family_name, client.given_name, client.designation)


def name_in(row: RowMapping) -> str:
    """Return the name as lists write it, of a row that holds the three columns of it."""
    return listed_name(row["family_name"], row["given_name"], row["designation"])


def named_cases(connection: Connection, case_ids: Iterable[int]) -> dict[int, RowMapping]:
    """Return key, number, hold and names of these cases by id, and ``has_namesake``."""
    c, p = t.cases.c, t.clients.c
    query = (
        select(
            *(c.id, c.key, c.number, c.hold_since, p.family_name, p.given_name, p.designation),
            has_namesake().label("has_namesake"),
        )
        .join(t.clients, p.case_id == c.id)
        .where(c.id.in_(set(case_ids)))
    )
    return {row["id"]: row for row in connection.execute(query).mappings()}


def has_namesake() -> ColumnElement[bool]:
    """A case whose name is that of another one too, among all that lists may show.

    Capitals, marks, hyphens and apostrophes make no other name, another spelling does: so lists are sorted. A
    name without a letter or digit is nobody else's.
    What is on hold has no name in a list and counts for nobody else's: a number beside a name would tell
    that there is one more of it (Rule L2). Whose consent is missing counts: lists name him (Rule E4).
    """
    other, of_other = t.clients.alias("other").c, t.cases.alias("of_other").c
    shared = exists().where(
        other.sort_name == t.clients.c.sort_name,
        other.sort_name != "",
        other.case_id != t.clients.c.case_id,
        of_other.id == other.case_id,
        of_other.hold_since.is_(None),
    )
    return and_(t.cases.c.hold_since.is_(None), shared)


def letter_name(client: Client) -> str:
    """Return "given name family name", the designation where there is neither."""
    return " ".join(part for part in (client.given_name, client.family_name) if part) or client.designation


def address_lines(client: Client) -> tuple[str, ...]:
    """Return street and place, each on its line, as far as they are known."""
    place = " ".join(part for part in (client.postal_code, client.town) if part)
    return tuple(line for line in (client.street, place) if line)
