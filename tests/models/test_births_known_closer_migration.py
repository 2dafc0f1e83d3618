"""0019: how closely a birth is known marks the frozen years of that person's talks (K7)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, StaticPool, create_engine, text
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.models.migrations.versions import (
    r0001_first_schema,
    r0010_noted_changes,
    r0019_births_known_closer,
)

ROWS = (
    'INSERT INTO cases (id, "key", number, state, opened_on, counselled_before, start_origin)'
    " VALUES (1, 'a', 'IM-1', 'active', '2024-01-08', 'no', 'talk')",
    "INSERT INTO clients (case_id, birth_date, birth_precision) VALUES (1, '1990-05-04', 'unknown')",
    'INSERT INTO talks (id, "key", "on", form, topic, setting)'
    " VALUES (1, 't', '2025-05-05', 'x', 'y', 'z')",
    "INSERT INTO participants (id, talk_id, case_id, counts) VALUES (5, 1, 1, 1)",
    "INSERT INTO frozen_sheets (year, definition, definition_version, number, frozen_on,"
    " fingerprint, journal_head, journal_length)"
    " VALUES (2024, 'x', 1, 1, '', '', '', 0), (2025, 'x', 1, 1, '', '', '', 0)",
)


@pytest.fixture
def before() -> Iterator[Connection]:
    """Return a store of before 0019 with a person, her talk and two frozen years."""
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: sqlcipher.connect(":memory:"), poolclass=StaticPool
    )
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        r0010_noted_changes.upgrade()
        for row in ROWS:
            connection.execute(text(row))
        connection.execute(text("DELETE FROM touched_years"))
        yield connection
    engine.dispose()


def marked(connection: Connection) -> list[tuple[int, str]]:
    """Return the years that are marked, which marks no more."""
    found = connection.execute(text("SELECT year, kind FROM touched_years ORDER BY year")).all()
    connection.execute(text("DELETE FROM touched_years"))
    return [(year, kind) for year, kind in found]


@pytest.mark.parametrize(
    ("client", "marks"),
    [
        ("birth_precision = 'unknown'", [(2025, "counting_changed")]),
        ("birth_precision = 'year'", []),
        ("birth_date = NULL", []),
    ],
)
def test_k7_0019_marks_the_frozen_years_that_are_counted_in_another_way(
    before: Connection, client: str, marks: list[tuple[int, str]]
) -> None:
    """Only a birth of unknown precision beside a date was in an age group, and only where she had a talk."""
    before.execute(text(f"UPDATE clients SET {client}"))
    before.execute(text("DELETE FROM touched_years"))
    r0019_births_known_closer.upgrade()
    assert marked(before) == marks


@pytest.mark.parametrize(
    ("change", "years"),
    [
        ("birth_precision = 'day'", [2025]),
        ("birth_precision = 'unknown'", []),
        ("birth_date = '1991-05-04'", [2025]),
        ("sex = 'w'", [2025]),
        ("nationality = 'SYR'", [2025]),
        ("second_nationality = 'SYR'", [2025]),
        ("section_24 = 1", [2025]),
        ("family_name = 'Muster'", []),
    ],
)
def test_k7_0019_marks_the_years_with_a_talk_where_something_counted_changes(
    before: Connection, change: str, years: list[int]
) -> None:
    r0019_births_known_closer.upgrade()
    marked(before)
    before.execute(text(f"UPDATE clients SET {change}"))
    assert marked(before) == [(year, "person_changed") for year in years]
