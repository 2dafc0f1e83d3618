"""Invented people with births of every precision, and what is found by names and births."""

from __future__ import annotations

from datetime import date
from typing import Any

from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import CaseFile, Client
from intman_desktop.values.codes import BirthPrecision
from intman_desktop.values.views import CaseFilter
from tests.builders import a_case, a_case_file, a_client

BORN = date(1987, 5, 3)
DAY, MONTH, YEAR, UNKNOWN = (
    BirthPrecision.DAY,
    BirthPrecision.MONTH,
    BirthPrecision.YEAR,
    BirthPrecision.UNKNOWN,
)


def a_known_client(
    family: str,
    given: str,
    born: date | None = BORN,
    precision: BirthPrecision = DAY,
    *,
    uncertain: bool = False,
    **details: Any,
) -> Client:
    """Return a client who is known by nothing but name and birth, and ``details`` of ``Client``."""
    return Client(
        family,
        given,
        birth_date=born,
        birth_precision=precision,
        birth_uncertain=uncertain,
        **details,
    )


def person(
    family: str,
    given: str,
    born: date | None = BORN,
    precision: BirthPrecision = DAY,
    *,
    number: str = "IM-2025-0001",
    uncertain: bool = False,
    town: str = "",
    street: str = "",
    **details: Any,
) -> CaseFile:
    """Return the case of somebody who is called so, born then and has no phone; ``details`` of the case."""
    client = a_client(
        family_name=family,
        given_name=given,
        birth_date=born,
        birth_precision=precision,
        birth_uncertain=uncertain,
        phone="",
        town=town,
        street=street,
    )
    return a_case_file(client=client, case=a_case(number=number, **details))


def found(desk: Desk, typed: str) -> dict[str, str]:
    """Return the names that are found with why, once sure that the list of cases shows the same."""
    hits = find_people(desk, typed)
    page = case_page(desk, CaseFilter(text=typed))
    assert sorted(row.name for row in page.rows) == sorted(hit.name for hit in hits)
    assert page.total == len(hits)
    return {hit.name: hit.why.code for hit in hits}
