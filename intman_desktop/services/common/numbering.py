"""Case numbers: prefix of the office, year of opening, next free number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, select

from intman_desktop.models.settings import put_setting, setting
from intman_desktop.models.tables import cases

_MOST_DIGITS = 6
"""A longer end is that of no office's series, and is not counted on from for ever."""


def next_number(connection: Connection, prefix: str, year: int) -> str:
    """Return the next free case number, such as ``IM-2026-0042``, and count it as given.

    The number of an erased case is not given again: it may still stand on a paper somewhere.
    """
    return next_numbers(connection, prefix, year, 1)[0]


def next_numbers(connection: Connection, prefix: str, year: int, count: int) -> tuple[str, ...]:
    """Return as many free case numbers in a row as ``next_number`` would give one after the other."""
    series = f"{prefix}-{year}-"
    taken = connection.scalars(
        select(cases.c.number).where(cases.c.number.startswith(series, autoescape=True))
    )
    ends = [
        int(found[1]) for number in taken if (found := re.fullmatch(re.escape(series) + r"(\d+)", number))
    ]
    last = max([last_given(connection, prefix, year), *ends])
    put_setting(connection, _row(series), str(last + count))
    return tuple(f"{series}{number:04d}" for number in range(last + 1, last + count + 1))


def last_given(connection: Connection, prefix: str, year: int) -> int:
    """Return the end of the last number that was counted as given in the series of ``year``, 0 before any."""
    return int(setting(connection, _row(f"{prefix}-{year}-")) or 0)


def count_given(connection: Connection, prefix: str, numbers: Iterable[str]) -> None:
    """Count as given the ``numbers`` of the office's own series that came in with cases of a file."""
    last: dict[int, int] = {}
    for number in numbers:
        found = re.fullmatch(re.escape(prefix) + rf"-(\d{{4}})-(\d{{1,{_MOST_DIGITS}}})", number)
        if found:
            last[int(found[1])] = max(last.get(int(found[1]), 0), int(found[2]))
    for year, end in last.items():
        if end > last_given(connection, prefix, year):
            put_setting(connection, _row(f"{prefix}-{year}-"), str(end))


def _row(series: str) -> str:
    # In the store the value follows the name: behind the series it would spell the last number itself.
    return f"{series} last_number"
