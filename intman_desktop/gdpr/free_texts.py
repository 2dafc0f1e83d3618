"""Every free text that a case or the directory can hold, so that a name is looked for in all (L5)."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Column, RowMapping, Select, Table, literal, select

from intman_desktop.gdpr.issued import held_in
from intman_desktop.models import tables as t
from intman_desktop.rules.redaction import TEXTS

FREE_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "cases": ("start_reason", "ending_note", "deletion_reason", "hold_reason"),
    "clients": ("designation", "phone", "email", "street", "postal_code", "town"),
    "earlier_counselling": ("office",),
    "answers": ("value",),
    "notices_given": ("interpreter",),
    "consents": (
        "recipient", "purpose", "data_kinds", "interpreter", "witness", "representative", "filing_place",
        "undertaking_by", "undertaking_place",
    ),
    "agreements": ("client_name", "filing_place"),
    "needs_assessments": ("handover_office", "handover_content"),
    "plans": ("steps", "course", "no_goal_reason"),
    "block_reasons": ("reason",),
    "plan_versions": ("content",),
    "scans": ("designation",),
    "disclosures": ("recipient", "what", "reason", "not_told_reason"),
    "requests": ("what", "extension_reason", "refusal_reason", "note"),
    "corrections": ("old_value", "reason"),
    "goals": ("wording", "seen_by"),
    "measures": ("what", "third_party", "outcome"),
    "goal_changes": ("note",),
    "extensions": ("text", "late_reason"),
    "decisions": ("reason",),
    "participants": TEXTS,
    "referrals": ("outcome",),
    "drafts": ("content",),
    "services": ("name", "contact", "hours"),
}  # fmt: skip
"""By table the columns that hold what somebody typed: what names a worker or the person herself is none."""

DIRECTORY: Final = t.services
"""The one table with free texts that is of no case."""

OF_CASES: Final = tuple(
    t.metadata.tables[name] for name in FREE_TEXTS if name not in (t.participants.name, DIRECTORY.name)
)
"""The tables with free texts beside the notes, which have their place in a talk."""

_IN_A_VERSION = frozenset(
    {"value", "text", "reason", "what", "who", "outcome", "note", "wording", "seen_by", "no_goal_reason",
     "course", "earlier_office", "name", "address"}
)  # fmt: skip
_NOT_ABOUT_THE_PLAN = frozenset({"office", "worker"})
_HEAD = "client"
"""What of a plan version is what somebody typed, what names the office, and where the person herself stands.

Her designation and her address can name others ("Mutter von …", "c/o Frau …").
"""


def of_cases(table: Table, case_id: int | None = None) -> Select[Any]:
    """Return the query for the rows of a table of ``FREE_TEXTS`` with their case as ``of_case``.

    Every row of the directory, which is of no case.
    """
    if table is DIRECTORY:
        return select(table, literal(0).label("of_case")).order_by(table.c.id)
    joined, case = _to_its_case(table)
    query = (
        select(table, case.label("of_case")).select_from(joined).order_by(case, *table.primary_key.columns)
    )
    # A draft can belong to no case: who is named there is looked for at the erasure itself.
    return query.where(case.is_not(None) if case_id is None else case == case_id)


def texts_of(table: Table, row: RowMapping, coded: Collection[str]) -> tuple[str, ...]:
    """Return the free texts of a row; ``coded`` are the fields whose answers are codes."""
    if table not in _INSIDE:
        of_code = table is t.answers and row["field"] in coded
        return () if of_code else tuple(row[name] for name in FREE_TEXTS[table.name])
    found: list[str] = []

    def look(text: str) -> str:
        found.append(text)
        return text

    changed_texts(table, row, coded, look)
    return tuple(found)


def fields_of(table: Table, row: RowMapping) -> frozenset[str]:
    """Return the free texts of a row that are no sentences: a designation, an address, of the directory all.

    A plan version has such ones in its head.
    """
    if table is t.plan_versions:
        head = (held_in(row["content"]) or {}).get(_HEAD)
        every = head.values() if isinstance(head, dict) else ()
        return frozenset(each for each in every if isinstance(each, str))
    return frozenset(texts_of(table, row, ())) if table in (t.clients, DIRECTORY) else frozenset()


def changed_texts(
    table: Table, row: RowMapping, coded: Collection[str], change: Callable[[str], str]
) -> dict[str, str]:
    """Return the columns of a row that ``change`` makes different in their free texts, as they then are."""
    if table is t.answers and row["field"] in coded:
        return {}
    new: dict[str, str] = {}
    for name in FREE_TEXTS[table.name]:
        held = row[name]
        inside = _INSIDE.get(table)
        new[name] = change(held) if inside is None else inside(held, change)
    return {name: text for name, text in new.items() if text != row[name]}


def _version(content: str, change: Callable[[str], str]) -> str:
    """Return the content of a plan version with its free texts changed, untouched where none is.

    One that cannot be read is looked through as one text: it must not keep anybody from being erased.
    """
    held = held_in(content)
    if held is None:
        return change(content)
    left = _inside(held, change, typed=False)
    return content if left == held else json.dumps(left, ensure_ascii=False)


def changed_draft(content: str, change: Callable[[str], str]) -> str:
    """Return the content of a draft with every text in it changed, untouched where none is."""
    try:
        held = json.loads(content)
    except ValueError:
        return content  # no form wrote this; it must not keep anybody from being erased
    left = _all_texts(held, change)
    return content if left == held else json.dumps(left, ensure_ascii=False)


def _all_texts(part: Any, change: Callable[[str], str]) -> Any:
    if isinstance(part, str):
        return change(part)
    if isinstance(part, list):
        return [_all_texts(each, change) for each in part]
    if isinstance(part, dict):
        return {name: _all_texts(each, change) for name, each in part.items()}
    return part


def _inside(part: Any, change: Callable[[str], str], *, typed: bool) -> Any:
    if isinstance(part, str):
        return change(part) if typed else part
    if isinstance(part, list):
        return [_inside(each, change, typed=typed) for each in part]
    if isinstance(part, dict):
        return dict(_named(part, change))
    return part


def _named(part: dict[str, Any], change: Callable[[str], str]) -> Iterator[tuple[str, Any]]:
    for name, value in part.items():
        if name in _NOT_ABOUT_THE_PLAN:
            yield name, value
        else:
            yield name, _inside(value, change, typed=name in _IN_A_VERSION)


def _to_its_case(table: Table) -> tuple[Any, Column[Any]]:
    """Return a table joined as far as its case, and the column that holds the case."""
    if table is t.cases:
        return table, t.cases.c.id
    if "case_id" in table.c:
        return table, table.c.case_id
    (up,) = table.foreign_keys
    joined, case = _to_its_case(up.column.table)
    return table.join(joined, up.parent == up.column), case


_INSIDE: Final[Mapping[Table, Callable[[str, Callable[[str], str]], str]]] = {
    t.plan_versions: _version,
    t.drafts: changed_draft,
}
"""What holds its texts within a document of its own."""
