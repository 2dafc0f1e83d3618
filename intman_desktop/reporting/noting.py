"""What changes a year that was handed in: noted per cell and kind of event, never a case (K7, K8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from intman_desktop.models.tables import frozen_sheets, noted_changes, touched_years
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.reporting.frozen import last_frozen
from intman_desktop.reporting.keeping import sheet_cells
from intman_desktop.values.figures import Causes, ChangeKind, FrozenSheet, Sheet, SheetDefinition

_K = ChangeKind
_TALKS = frozenset({_K.TALK_ADDED, _K.TALK_CHANGED})
_BEHIND: Mapping[str, frozenset[ChangeKind]] = {
    "person": _TALKS | {_K.PERSON_CHANGED},
    "talk": _TALKS,
    "further_topic": _TALKS,
    "plan": frozenset({_K.PLAN_CHANGED}),
    "goal_agreed": frozenset({_K.PLAN_CHANGED}),
    "goal_outcome": frozenset({_K.PLAN_CHANGED}),
    "extension": frozenset({_K.EXTENSION_CHANGED}),
    "referral": _TALKS | {_K.REFERRAL_CHANGED},
    "referral_outcome": _TALKS | {_K.REFERRAL_CHANGED},
    "measure_outcome": frozenset({_K.PLAN_CHANGED}),
    "brief_contact": frozenset({_K.BRIEF_CONTACT_CHANGED}),
}
"""Which events can change a figure, by what it counts."""

Cell: TypeAlias = tuple[str, str]
"""Figure and cell, "" for the total."""


def note_changes(
    connection: Connection,
    definitions_of: Callable[[int], Iterable[SheetDefinition]],
    kind: ChangeKind | None = None,
) -> None:
    """Note what differs now in the frozen years that were touched since the last call (Rule K7).

    Called in a transaction, before it ends and around each erasure. Nothing is counted where no frozen year
    was touched. What is noted sums up per cell, so that frozen + noted is always what is counted now.

    Args:
        connection: in its transaction.
        definitions_of: the definitions of a year (``Profile.sheets_of``).
        kind: what happened; None to take it from the rows that were touched.
    """
    touched: defaultdict[int, set[ChangeKind]] = defaultdict(set)
    for year, told in connection.execute(select(touched_years.c.year, touched_years.c.kind)):
        touched[year].add(ChangeKind(told))
    for year in _years_after_a_plan(connection, touched):
        touched[year].add(_K.PLAN_CHANGED)
    for year, kinds in sorted(touched.items()):
        for definition in definitions_of(year):
            frozen = last_frozen(connection, year, definition.code)
            if frozen is not None and frozen.sheet.definition_version == definition.version:
                _note(connection, definition, frozen, {kind} if kind else kinds)
    connection.execute(delete(touched_years))


def _years_after_a_plan(connection: Connection, touched: Mapping[int, Collection[ChangeKind]]) -> set[int]:
    """Return the frozen years after the first in which a plan was touched.

    Whether a goal came to its state in a year depends on the one it had before (``sources``, Rule K3).
    """
    first = min((year for year, kinds in touched.items() if _K.PLAN_CHANGED in kinds), default=None)
    if first is None:
        return set()
    year = frozen_sheets.c.year
    return set(connection.scalars(select(year).where(year > first).distinct()))


def noted(connection: Connection, year: int, definition: str) -> dict[Cell, Causes]:
    """Return what was noted since a year was frozen last: by cell, each group of kinds with its sum."""
    found: defaultdict[Cell, list[tuple[tuple[ChangeKind, ...], int]]] = defaultdict(list)
    c = noted_changes.c
    query = (
        select(c.figure, c.cell, c.kinds, c.value)
        .where(c.year == year, c.definition == definition)
        .order_by(c.figure, c.cell, c.kinds)
    )
    for figure, cell, kinds, value in connection.execute(query):
        found[figure, cell].append((tuple(map(ChangeKind, kinds.split())), value))
    return {cell: tuple(groups) for cell, groups in found.items()}


def forget_noted(connection: Connection, year: int, definition: str) -> None:
    """Begin anew: what was noted stands in the version that was frozen just now."""
    c = noted_changes.c
    connection.execute(delete(noted_changes).where(c.year == year, c.definition == definition))


def _note(
    connection: Connection, definition: SheetDefinition, frozen: FrozenSheet, kinds: Collection[ChangeKind]
) -> None:
    year = frozen.sheet.year
    stood = _as_noted(connection, frozen.sheet)
    stands = sheet_cells(count_sheet(connection, definition, year))
    counts = {figure.code: figure.counts for figure in definition.figures}
    for figure, cell in {**stood, **stands}:
        value = stands.get((figure, cell), 0) - stood.get((figure, cell), 0)
        if value:
            told = " ".join(_explaining(kinds, counts.get(figure, "")))
            _add(connection, (year, definition.code, figure, cell, told), value)
    connection.execute(delete(noted_changes).where(noted_changes.c.value == 0))


def _as_noted(connection: Connection, sheet: Sheet) -> dict[Cell, int]:
    """Return the cells as they stood when something was noted last."""
    cells = dict(sheet_cells(sheet))
    for cell, groups in noted(connection, sheet.year, sheet.definition).items():
        cells[cell] = cells.get(cell, 0) + sum(value for _kinds, value in groups)
    return cells


def _explaining(kinds: Collection[ChangeKind], counts: str) -> tuple[ChangeKind, ...]:
    """Return the kinds that can be behind a change of what is counted so, in their order."""
    erased = {_K.MISTAKE_ERASED, _K.CASE_ERASED} & set(kinds)
    possible = erased or _BEHIND.get(counts, frozenset()) & set(kinds)
    if possible & _TALKS:  # a talk brings its referrals along
        possible = possible - {_K.REFERRAL_CHANGED}
    return tuple(kind for kind in ChangeKind if kind in (possible or {_K.COUNTING_CHANGED}))


def _add(connection: Connection, key: tuple[int, str, str, str, str], value: int) -> None:
    names = ("year", "definition", "figure", "cell", "kinds")
    statement = insert(noted_changes).values({**dict(zip(names, key, strict=True)), "value": value})
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(noted_changes.primary_key.columns),
            set_={"value": noted_changes.c.value + statement.excluded.value},
        )
    )
