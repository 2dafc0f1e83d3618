"""Rows to frozen values and back, by the names that fields and columns share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Select,
    Table,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler

V = TypeVar("V")
_Convert: TypeAlias = Callable[[Any], Any]
_DIALECT = sqlite.dialect()


@lru_cache(maxsize=256)
def shared_names(kind: Any, table: Table) -> tuple[str, ...]:
    """Return the names that are both a field of ``kind`` and a column of ``table``."""
    columns = set(table.c.keys())
    return tuple(f.name for f in fields(kind) if f.name in columns)


def from_row(kind: type[V], table: Table, row: RowMapping | Mapping[str, Any], **more: Any) -> V:
    """Build a value of ``kind`` from a row of ``table``; ``more`` gives the fields that are no columns."""
    known = {name: row[name] for name in shared_names(cast(Any, kind), table)}
    return kind(**known, **more)


def to_row(value: Any, table: Table, **more: Any) -> dict[str, Any]:
    """Return the columns of ``table`` that ``value`` holds, without its id; ``more`` adds or overrides."""
    row = {name: getattr(value, name) for name in shared_names(cast(Any, type(value)), table) if name != "id"}
    row.update(more)
    return row


def read_all(
    connection: Connection,
    kind: type[V],
    table: Table,
    *where: ColumnElement[bool],
    order: Iterable[Any] = (),
) -> tuple[V, ...]:
    """Return every row of ``table`` that meets ``where`` as values of ``kind``, in ``order``."""
    query = select(table).where(*where).order_by(*order)
    return tuple(from_row(kind, table, row) for row in connection.execute(query).mappings())


def read_one(connection: Connection, kind: type[V], table: Table, *where: ColumnElement[bool]) -> V | None:
    """Return the row of ``table`` that meets ``where`` as a value of ``kind``, or None."""
    row = connection.execute(select(table).where(*where).limit(1)).mappings().first()
    return None if row is None else from_row(kind, table, row)


def written_out(number: int) -> ColumnElement[int]:
    """Return a number as it stands in the statement, for a limit.

    SQLite plans a statement anew for every limit that it is given as a value: half the time of a search.
    """
    return literal_column(str(int(number)), Integer)


def in_chunks(values: Sequence[V], size: int = 400) -> Iterator[Sequence[V]]:
    """Yield ``values`` in stretches that one statement can name: SQLite takes no more than some thousand."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def listed(parameter: str) -> Select[Any]:
    """Return the query for the values of a list that is bound as ``parameter``, of any length.

    So a statement that is kept serves every list, and SQLAlchemy writes none of it anew.
    """
    return select(func.json_each(bindparam(parameter, type_=JSON)).table_valued("value").c.value)


class KeptQuery:
    """A query that is asked again and again, written once with its parameters and columns in their places.

    SQLAlchemy looks it up and fits it to its values anew each time, which takes as long as a small search.
    """

    def __init__(self, query: Select[Any]) -> None:
        written = query.compile(dialect=_DIALECT)
        if not isinstance(written, SQLCompiler) or written.post_compile_params:
            raise ValueError("a kept query has no parameter that stands for several values")
        self._text = written.string
        self._bound: list[Any] = []
        self._open: list[tuple[int, str, _Convert | None]] = []
        for place, name in enumerate(written.positiontup or ()):
            bind = written.binds[name]
            convert = bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
            self._bound.append(bind.value if convert is None or bind.required else convert(bind.value))
            if bind.required:
                self._open.append((place, bind.key, convert))
        types = (column.type.dialect_impl(_DIALECT) for column in query.selected_columns)
        read = enumerate(kind.result_processor(_DIALECT, None) for kind in types)
        self._read = [(place, convert) for place, convert in read if convert is not None]

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[list[Any]]:
        """Return the rows for these values of its parameters, each column in its place."""
        bound = list(self._bound)
        for place, name, convert in self._open:
            bound[place] = values[name] if convert is None else convert(values[name])
        rows = [list(row) for row in connection.exec_driver_sql(self._text, tuple(bound)).all()]
        for place, convert in self._read:
            for row in rows:
                row[place] = convert(row[place])
        return rows
