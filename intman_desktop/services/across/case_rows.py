"""The lines of every list of cases: filtered, sorted and counted in the store.

Putting a statement together costs more than asking it, and the list is asked at every key that narrows it.
So each statement is made once for a *shape*: a filter with a mark in the place of every value. What was
chosen and typed comes in as parameters and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)

from intman_desktop.models import tables as t
from intman_desktop.models.rows import listed, written_out
from intman_desktop.rules import gate
from intman_desktop.rules.dates import UNEVEN, add_months
from intman_desktop.rules.period import REGULAR_MONTHS, period_of
from intman_desktop.services.across import case_terms as terms
from intman_desktop.services.across.searching import (
    NOTHING,
    asked_of,
    matching_ids,
    may_be_born,
    openly,
    question_of,
)
from intman_desktop.services.common.naming import listed_name
from intman_desktop.services.gate.consent_terms import opened
from intman_desktop.values.codes import CaseState
from intman_desktop.values.views import SOON, CaseChip, CaseColumn, CaseFilter, CaseRow

NEED_OF_CELL: Final[Mapping[str, str]] = {
    # a case that no consent opens has to be found all the same, to be erased (E4)
    "case_id": gate.NONE,
    "key": gate.NONE,
    "number": gate.NONE,
    "name": gate.NONE,
    "state": gate.NONE,
    "language": gate.BASIC,
    "interpreter_needed": gate.BASIC,
    "period_start": gate.BASIC,
    "last_day": gate.BASIC,
    "days_left": gate.BASIC,
    "has_open_plan": gate.BASIC,
    "complete_blocks": gate.BASIC,
    "next_review": gate.BASIC,
    "last_talk": gate.BASIC,
    "town": gate.BASIC,
    "worker": gate.BASIC,
}
"""What each cell of a line needs, on whatever list it stands (Rule E3)."""

_CLOSED: Final[Mapping[str, Any]] = {
    name: CaseRow._field_defaults.get(name, "") for name, need in NEED_OF_CELL.items() if need != gate.NONE
}

_STATES = {
    CaseChip.ACTIVE: CaseState.ACTIVE,
    CaseChip.DORMANT: CaseState.DORMANT,
    CaseChip.ENDED: CaseState.ENDED,
}
_SHAPES_KEPT = 64
_MARK, _WITH_BIRTH = "?", "? with a birth"
_WORDS = ("text", "worker", "language", "town", "service", "topic", "spoken")
"""The fields of a filter whose values are no part of its shape."""


def rows_of(
    connection: Connection, today: date, case_ids: Sequence[int], sort: CaseColumn = CaseColumn.NAME
) -> tuple[CaseRow, ...]:
    """Return the lines of these cases in order; those on hold are left out (Rule L2)."""
    return _read(connection, _lines_in_order(sort), case_ids, today)


def page_of(
    connection: Connection, today: date, chosen: CaseFilter, offset: int, limit: int
) -> tuple[CaseRow, ...]:
    """Return a stretch of the filtered list; ``limit`` lines from the ``offset``-th on."""
    # Only the lines of this stretch are read whole: sorting carries nothing but their ids.
    ids = ids_of(connection, today, chosen, offset, limit)
    by_id = {row.case_id: row for row in _read(connection, _lines(), ids, today)}
    return tuple([by_id[case_id] for case_id in ids])


def total_of(connection: Connection, today: date, chosen: CaseFilter) -> int:
    """Return how many cases the filter leaves."""
    return connection.scalar(_total(_shape(chosen)), _values(connection, chosen, today)) or 0


def ids_of(
    connection: Connection, today: date, chosen: CaseFilter, offset: int = 0, limit: int = -1
) -> tuple[int, ...]:
    """Return the ids of a stretch of the filtered list in its order, of the whole list without a limit."""
    values = {**_values(connection, chosen, today), "offset": offset}
    return tuple(connection.scalars(_ids(_shape(chosen), limit), values).all())


def counts_of(connection: Connection, today: date, chosen: CaseFilter) -> dict[CaseChip, int]:
    """Return for every chip how many cases it would show with the rest of the filter.

    A state is counted with the properties chosen, a property with the states and the other properties.
    """
    row = connection.execute(_counts(_shape(chosen)), _values(connection, chosen, today)).one()
    return dict(zip(CaseChip, map(int, row), strict=True))


def count_all(connection: Connection) -> int:
    """Return how many cases the list can show at all."""
    return connection.scalar(select(func.count()).select_from(t.cases).where(terms.shown())) or 0


def count_held(connection: Connection) -> int:
    """Return how many cases a hold hides from the list (Rule L2)."""
    return connection.scalar(select(func.count()).select_from(t.cases).where(~terms.shown())) or 0


def _read(
    connection: Connection, query: Select[Any], case_ids: Sequence[int], today: date
) -> tuple[CaseRow, ...]:
    rows = connection.execute(query, {"cases": list(case_ids), "today": today}).all()
    return tuple([_row(row, today) for row in rows])


def _row(row: Any, today: date) -> CaseRow:
    # By place, as ``_lines`` sets them: a name would be looked up anew in each row.
    is_open, called, names, until, extended, after = row[0], row[1:4], row[4:7], row[7:11], row[11], row[12:]
    start = until[-1]
    last_day = None if start is None else _last_day(start, extended)
    days_left = None if last_day is None else (last_day - today).days
    made = CaseRow(*(*called, listed_name(*names), *until, last_day, days_left, *after))
    return made if is_open else made._replace(**_CLOSED)


@lru_cache(maxsize=4096)
def _last_day(start: date, extended_until: date | None) -> date:
    """Return the last day of a period; kept, because the store reckons ten times as long (Rule C4)."""
    return period_of(start, () if extended_until is None else (extended_until,)).last_day


# Statements, each made once


@lru_cache(maxsize=1)
def _lines() -> Select[Any]:
    """Return the query for whole lines of ``:cases``, their columns in the order that ``_row`` expects."""
    c, p = t.cases.c, t.clients.c
    return (
        select(
            opened(gate.BASIC, bindparam("today")),
            *(c.id, c.key, c.number),
            *(p.family_name, p.given_name, p.designation),
            *(p.language, c.state, p.interpreter_needed, c.period_start, terms.latest_extension()),
            *(terms.open_plan(), func.coalesce(t.plans.c.complete_blocks, 0)),
            *(terms.next_review(), terms.last_talk(), p.town, c.worker),
        )
        .select_from(terms.joined())
        .where(c.id.in_(listed("cases")))
    )


@lru_cache(maxsize=len(CaseColumn))
def _lines_in_order(sort: CaseColumn) -> Select[Any]:
    return _lines().where(terms.shown()).order_by(*_order(sort, descending=False))


@lru_cache(maxsize=_SHAPES_KEPT)
def _ids(shape: CaseFilter, most: int) -> Select[Any]:
    query = select(t.cases.c.id).select_from(terms.joined()).where(*_conditions(shape))
    query = query.order_by(*_order(shape.sort, shape.descending))
    return query.offset(bindparam("offset")).limit(written_out(most))


@lru_cache(maxsize=_SHAPES_KEPT)
def _total(shape: CaseFilter) -> Select[Any]:
    return select(func.count()).select_from(terms.joined()).where(*_conditions(shape))


@lru_cache(maxsize=_SHAPES_KEPT)
def _counts(shape: CaseFilter) -> Select[Any]:
    states = [chip for chip in shape.chips if chip in _STATES]
    narrowing = shape.chips - _STATES.keys()
    sums = []
    for chip in CaseChip:
        met = [_has(each) for each in narrowing | ({chip} - _STATES.keys())]
        met.append(_in_states([chip] if chip in _STATES else states or [CaseChip.ACTIVE]))
        sums.append(func.coalesce(func.sum(case((and_(*met), 1), else_=0)), 0))
    return select(*sums).select_from(terms.joined()).where(*_narrowed(shape))


def _shape(chosen: CaseFilter) -> CaseFilter:
    """Return the filter with a mark in the place of every value that was chosen or typed."""
    marks: dict[str, Any] = {name: _MARK if getattr(chosen, name).strip() else "" for name in _WORDS}
    if question_of(chosen.text).born:
        marks["text"] = _WITH_BIRTH
    return replace(chosen, **marks)


def _values(connection: Connection, chosen: CaseFilter, today: date) -> dict[str, Any]:
    """Return what the parameters of the statements for the filter's shape stand for."""
    soon = today + timedelta(days=SOON)
    typed = asked_of(connection, chosen.text)
    asked = typed.without_birth or NOTHING
    return {
        "today": today,
        "soon": soon,
        "begun": add_months(soon, -REGULAR_MONTHS) + UNEVEN,
        "asked": asked,
        "openly": openly(asked),
        "named": typed.placed,
        "born": typed.born,
        "or_born": typed.or_born,
        "quoted_topic": f'"{chosen.topic}"',
        **{name: getattr(chosen, name) for name in _WORDS if name != "text"},
    }


def _conditions(shape: CaseFilter) -> list[ColumnElement[bool]]:
    states = [chip for chip in shape.chips if chip in _STATES]
    narrowing = [_has(chip) for chip in shape.chips if chip not in _STATES]
    conditions = [*_narrowed(shape), *narrowing]
    if states or narrowing:
        conditions.append(_in_states(states or [CaseChip.ACTIVE]))
    return conditions


def _narrowed(shape: CaseFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of everything but the chips."""
    case_id = t.cases.c.id
    by_field = {
        "worker": t.cases.c.worker == bindparam("worker"),
        "language": t.clients.c.language == bindparam("language"),
        "town": t.clients.c.town == bindparam("town"),
        "service": case_id.in_(terms.referred_to(bindparam("service"))),
        "topic": case_id.in_(terms.talked_about(bindparam("topic"), bindparam("quoted_topic"))),
        "text": _answers(with_birth=shape.text == _WITH_BIRTH),
    }
    return [
        terms.shown(),
        *(opened(need, bindparam("today")) for need in sorted(shape.needs)),
        *(condition for name, condition in by_field.items() if getattr(shape, name)),
    ]


def _answers(*, with_birth: bool) -> ColumnElement[bool]:
    """Return the condition that a case is found by what was typed, as the search finds it (Rule E4)."""
    case_id, is_open = t.cases.c.id, opened(gate.BASIC, bindparam("today"))
    # what no consent opens is found by name and number alone
    found = and_(
        case_id.in_(matching_ids(bindparam("asked"))),
        or_(case_id.in_(matching_ids(bindparam("openly"))), is_open),
    )
    if not with_birth:
        return found
    return or_(found, and_(case_id.in_(matching_ids(bindparam("named"))), may_be_born(), is_open))


def _has(chip: CaseChip) -> ColumnElement[bool]:
    """Return what a chip that narrows asks for, whatever the state."""
    if chip is CaseChip.WITHOUT_PLAN:
        return ~terms.open_plan()
    if chip is CaseChip.ENDING_IN_90_DAYS:
        return terms.ends_by(bindparam("soon"), bindparam("begun"))
    due = terms.review_due if chip is CaseChip.REVIEW_DUE else terms.consent_to_renew
    return due(bindparam("today"))


def _in_states(chips: Iterable[CaseChip]) -> ColumnElement[bool]:
    return t.cases.c.state.in_([_STATES[chip] for chip in chips])


def _order(sort: CaseColumn, descending: bool) -> tuple[Any, ...]:
    name, case_id = t.clients.c.sort_name, t.cases.c.id
    if sort is CaseColumn.NAME:  # nothing else, so that the index of names hands them out in order
        return (name.desc() if descending else name, case_id)
    columns: dict[CaseColumn, Any] = {
        CaseColumn.NUMBER: t.cases.c.number,
        CaseColumn.LANGUAGE: func.nullif(func.instr(bindparam("spoken"), _between(t.clients.c.language)), 0),
        CaseColumn.LAST_DAY: terms.last_day(),
        CaseColumn.PLAN: func.coalesce(t.plans.c.complete_blocks, -1),
        CaseColumn.NEXT_REVIEW: terms.next_review(),
        CaseColumn.LAST_TALK: terms.last_talk(),
        CaseColumn.TOWN: _as_in_a_dictionary(t.clients.c.town),
        CaseColumn.WORKER: _as_in_a_dictionary(t.cases.c.worker),
        CaseColumn.STATE: t.cases.c.state,
    }
    wanted = columns[sort]
    return ((wanted.desc() if descending else wanted.asc()).nulls_last(), name, case_id)


def _between(code: ColumnElement[str]) -> ColumnElement[str]:
    return literal_column("'|'", String) + code + literal_column("'|'", String)


def _as_in_a_dictionary(words: Any) -> ColumnElement[Any]:
    """Return words with plain letters for those of German: SQLite sets them behind all others."""
    for letter, plain in ("Äa", "äa", "Öo", "öo", "Üu", "üu"):
        words = func.replace(words, letter, plain)
    return func.replace(words, "ß", "ss").collate("NOCASE")
