"""The one counting engine: a definition and a year into a sheet, and the cases behind each number."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text

from intman_desktop.models.tables import counters
from intman_desktop.profiles import ERASED
from intman_desktop.reporting.cells import TOTAL, cells_of
from intman_desktop.reporting.sources import COUNTED_BEFORE, Source, source_of
from intman_desktop.rules.gate import HEALTH
from intman_desktop.values.figures import Figure, FigureDefinition, Sheet, SheetDefinition

Cells = defaultdict[str, int]


@dataclass(frozen=True)
class Behind:
    """What is behind one number (K6).

    ``ids`` are the things counted (cases for persons, else talks, plans, goals, extensions, referrals,
    Kurzkontakte), ``case_ids`` the cases to open, both in order and each once; ``erased`` is the part
    that comes from erased cases and cannot be opened. ``len(ids) + erased`` is the number, except for
    topics named beside the main one, of which a talk can have several.
    """

    counts: str
    ids: tuple[int, ...]
    case_ids: tuple[int, ...]
    erased: int = 0


def count_sheet(
    connection: Connection,
    definition: SheetDefinition,
    year: int,
    *,
    with_counters: bool = True,
    case_ids: Collection[int] | None = None,
) -> Sheet:
    """Count every figure of ``definition`` for ``year`` (Rules K3 to K5, K8).

    Args:
        connection: the open store; it is only read.
        definition: which figures.
        year: the Förderjahr, 1 January to 31 December.
        with_counters: add what erased cases left.
        case_ids: count only these cases; counters and Kurzkontakte belong to none and are left out.

    Returns:
        The figures in the order of the definition; a cell without a count is left out. The cells of
        a figure with a breakdown sum up to its total.
    """
    counted = _count_live(connection, definition, year, case_ids)
    if with_counters and case_ids is None:
        kept = _kept(connection, definition, year)
        for (code, cell), number in kept.items():
            counted[code][cell] += number
        for code, cells in counted.items():
            _settle(cells, kept.get((code, HEALTH), 0))
    figures = tuple(_finished(figure, counted[figure.code]) for figure in definition.figures)
    return Sheet(year, definition.code, definition.version, figures)


def cases_behind(
    connection: Connection, definition: SheetDefinition, year: int, figure: str, cell: str = TOTAL
) -> Behind:
    """Return what is behind one number: the same rows that were counted (Rule K6).

    ``figure`` is the code of a figure of ``definition`` and ``cell`` one of its cells, "" for its total.
    Cases under a hold are among them. An unknown figure is a bug (``KeyError``).
    """
    found = {each.code: each for each in definition.figures}[figure]
    source = source_of(found.counts)
    value = source.columns[found.breakdown] if found.breakdown else "NULL"
    where, bound = _filtered(source, found, "only")
    query = text(f"SELECT id, case_id, {value} FROM ({source.sql}) {where}")
    rows = connection.execute(query, days_of(year) | bound).all()
    if cell != TOTAL:
        cell_of = cells_of(found, year)
        rows = [row for row in rows if cell_of(row[2]) == cell]
    ids = sorted({row[0] for row in rows})
    case_ids = {row[1] for row in rows if row[1] is not None}
    if found.counts in ("talk", "further_topic"):
        case_ids = _people_of(connection, ids)
    erased = _kept(connection, definition, year).get((figure, cell), 0)
    return Behind(found.counts, tuple(ids), tuple(sorted(case_ids)), erased)


def days_of(year: int) -> dict[str, Any]:
    """Return the first and the last day of ``year`` as the store writes days, to be bound."""
    return {"first": f"{year:04d}-01-01", "last": f"{year:04d}-12-31"}


def _people_of(connection: Connection, talk_ids: Iterable[int]) -> set[int]:
    """Return the cases for which these talks count, all that are left of one that counted for the erased."""
    query = text(
        "SELECT p.case_id FROM json_each(:talks) AS j "
        "CROSS JOIN participants AS p INDEXED BY ix_participants_figures "
        f"ON p.talk_id = j.value AND (p.counts = 1 OR j.value IN ({COUNTED_BEFORE}))"
    )
    return set(connection.scalars(query, {"talks": json.dumps(list(talk_ids))}))


def _count_live(
    connection: Connection, definition: SheetDefinition, year: int, case_ids: Collection[int] | None
) -> dict[str, Cells]:
    """Count the rows of the store: cells by figure, the total under ``TOTAL``."""
    counted: dict[str, Cells] = {figure.code: defaultdict(int) for figure in definition.figures}
    bound = days_of(year)
    if case_ids is not None:
        bound["case_ids"] = json.dumps(list(case_ids))
    by_source: defaultdict[str, list[FigureDefinition]] = defaultdict(list)
    for figure in definition.figures:
        by_source[figure.counts].append(figure)
    for counts, figures in by_source.items():
        source = source_of(counts, only_some_cases=case_ids is not None)
        statement, more = _statement(source, figures)
        cell_of = [cells_of(figure, year) for figure in figures]
        for place, value, number in connection.exec_driver_sql(statement, bound | more).all():
            cells = counted[figures[place].code]
            cells[TOTAL] += number
            if figures[place].breakdown:
                cells[cell_of[place](value)] += number
    return counted


def _statement(source: Source, figures: list[FigureDefinition]) -> tuple[str, dict[str, str]]:
    """Return one statement for all figures of a source, with rows (place of the figure, value, number)."""
    used = {name for figure in figures for name in (*figure.filters, figure.breakdown) if name}
    columns = sorted({source.columns[name] for name in used})
    parts: list[str] = []
    bound: dict[str, str] = {}
    for place, figure in enumerate(figures):
        where, more = _filtered(source, figure, f"only_{place}")
        bound |= more
        value = source.columns[figure.breakdown] if figure.breakdown else "NULL"
        parts.append(f"SELECT {place}, {value}, sum(number) FROM tally {where} GROUP BY 2")
    listed = "".join(f"{column}, " for column in columns)
    number = "count(*)" if source.alike else "1"
    grouped = f"GROUP BY {', '.join(columns)}" if source.alike and columns else ""
    tally = f"SELECT {listed} {number} AS number FROM ({source.sql}) {grouped}"
    return f"WITH tally AS MATERIALIZED ({tally}) {' UNION ALL '.join(parts)}", bound


def _filtered(source: Source, figure: FigureDefinition, prefix: str) -> tuple[str, dict[str, str]]:
    if not figure.filters:
        return "", {}
    bound = {f"{prefix}_{column}": value for column, value in figure.filters.items()}
    parts = (f"{source.columns[column]} = :{prefix}_{column}" for column in figure.filters)
    return f"WHERE {' AND '.join(parts)}", bound


def _kept(connection: Connection, definition: SheetDefinition, year: int) -> dict[tuple[str, str], int]:
    """Return what erased cases left, by figure and cell (Rule K8).

    Of a figure with a breakdown, what was kept without it stands in a cell of its own.
    """
    asked = {"asked_year": year, "code": definition.code, "version": definition.version}
    stored = {(figure, cell): value for figure, cell, value in connection.execute(_kept_query(), asked).all()}
    if not stored:  # mostly nobody was erased in that year
        return {}
    kept: dict[tuple[str, str], int] = {}
    for figure in definition.figures:
        of_figure = {cell: value for (code, cell), value in stored.items() if code == figure.code}
        kept |= {(figure.code, cell): value for cell, value in of_figure.items()}
        if figure.breakdown:
            total = of_figure.pop(TOTAL, 0)
            kept[figure.code, ERASED] = total - sum(of_figure.values())
    return kept


@lru_cache(maxsize=1)
def _kept_query() -> Select[Any]:
    c = counters.c
    return select(c.figure, c.cell, c.value).where(
        c.year == bindparam("asked_year"),
        c.definition == bindparam("code"),
        c.definition_version == bindparam("version"),
    )


def _settle(cells: Cells, kept_health: int) -> None:
    """Let no cell be below nought: what one lacks is taken from the others, so that their sum stays (K8).

    A place that was taken out counts under another word, and what that is too much stands in the counters. If
    the talk or goal is corrected or goes later, nothing is left there to take it from; then it is the cell of
    health, whose words are those that are taken out, as far as it has ``kept_health`` in the counters. An
    office that keeps totals alone has it among what is not broken down. Else it is the next by name: whatever
    is erased, the same.
    """
    lacking = [cell for cell, number in cells.items() if cell != TOTAL and number < 0]
    lacks = -sum(cells[cell] for cell in lacking)
    if not lacks:  # as nearly always
        return
    cells.update(dict.fromkeys(lacking, 0))
    left = sorted(cells.keys() - {TOTAL}, key=lambda cell: (cell != HEALTH, cell))
    for cell, most in ((HEALTH, kept_health), (ERASED, lacks), *((each, lacks) for each in left)):
        taken = max(0, min(lacks, most, cells.get(cell, 0)))
        cells[cell], lacks = cells.get(cell, 0) - taken, lacks - taken


def _finished(figure: FigureDefinition, counted: Cells) -> Figure:
    """Return the figure with its cells in the order of the list, own cells last, empty ones left out."""
    total = counted.pop(TOTAL, 0)
    order = {code: place for place, code in enumerate(figure.cells)}
    names = sorted(counted, key=lambda cell: (order.get(cell, len(order)), cell))
    return Figure(figure.code, total, {cell: counted[cell] for cell in names if counted[cell]})
