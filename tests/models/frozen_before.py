"""A store of before a migration that marks frozen years: a person, her talk and two years handed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, StaticPool, create_engine, text
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.models.migrations.versions import r0001_first_schema, r0010_noted_changes

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
    """Return such a store; its talk is of 2025, and frozen are 2024 and 2025."""
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
