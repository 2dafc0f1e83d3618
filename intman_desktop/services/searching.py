"""What was typed, as a question to the name index."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, false, literal_column, select

from intman_desktop.models.tables import NAME_INDEX, name_index
from intman_desktop.rules.folding import SKELETON_MARK, search_number, search_terms


def matching_ids(typed: str) -> Select[Any]:
    """Return the query for the ids of the cases that ``typed`` finds by name, phone or case number.

    The words may stand in any order, each need only begin; without a letter or digit nothing is found.
    """
    asked = match_expression(typed)
    found = select(name_index.c.rowid)
    return found.where(literal_column(NAME_INDEX).op("MATCH")(asked) if asked else false())


def match_expression(typed: str) -> str:
    """Return the FTS5 expression for what was typed, empty where it holds no letter and no digit."""
    number = search_number(typed)
    if number:
        return _begins(number)
    terms = [" OR ".join(map(_begins, forms)) for forms in search_terms(typed) if forms]
    return " AND ".join(f"({term})" for term in terms)


def _begins(form: str) -> str:
    whole = form.startswith(SKELETON_MARK) and form[1:2].isalpha()
    return f'"{form}"' if whole else f'"{form}" *'
