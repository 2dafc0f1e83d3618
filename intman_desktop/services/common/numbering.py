"""Case numbers: prefix of the office, year of opening, next free number."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from intman_desktop.models.settings import put_setting, setting
from intman_desktop.models.tables import cases


def next_number(connection: Connection, prefix: str, year: int) -> str:
    """Return the next free case number, such as ``IM-2026-0042``, and count it as given.

    The number of an erased case is not given again: it may still stand on a paper somewhere.
    """
    return next_numbers(connection, prefix, year, 1)[0]


def next_numbers(connection: Connection, prefix: str, year: int, count: int) -> tuple[str, ...]:
    """Return as many free case numbers in a row as ``next_number`` would give one after the other."""
    series = f"{prefix}-{year}-"
    given = setting(connection, _row(series))
    taken = connection.scalars(
        select(cases.c.number).where(cases.c.number.startswith(series, autoescape=True))
    )
    ends = [
        int(found[1]) for number in taken if (found := re.fullmatch(re.escape(series) + r"(\d+)", number))
    ]
    last = max([int(given or 0), *ends])
    put_setting(connection, _row(series), str(last + count))
    return tuple(f"{series}{number:04d}" for number in range(last + 1, last + count + 1))


def _row(series: str) -> str:
    # In the store the value follows the name: behind the series it would spell the last number itself.
    return f"{series} last_number"
