"""0018: the number of complete blocks is set right where an agreed goal cannot be checked (I8, Z4)."""

from __future__ import annotations

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import StaticPool, create_engine, text
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.models.migrations.versions import r0001_first_schema, r0018_vague_goals


@pytest.mark.parametrize(
    ("goal", "more", "blocks"),
    [
        ("'', NULL, 'agreed', NULL", "", 6),
        ("' ', NULL, 'in_progress', NULL", "", 6),
        ("'', NULL, 'deferred', '2026-01-12'", "", 6),
        (
            "'', NULL, 'deferred', NULL",
            "INSERT INTO goal_changes (goal_id, state, \"on\") VALUES (1, 'agreed', '2026-01-12')",
            6,
        ),
        ("'', NULL, 'deferred', NULL", "", 7),
        ("'', NULL, 'proposed', NULL", "", 7),
        ("'', NULL, 'reached', '2026-01-12'", "", 7),
        ("'B1', NULL, 'agreed', NULL", "", 7),
        ("'', '2027-01-12', 'agreed', NULL", "", 7),
        (
            "'', NULL, 'agreed', NULL",
            "INSERT INTO measures (goal_id, what, who) VALUES (1, 'Anmelden', 'client')",
            7,
        ),
    ],
)
def test_a_plan_whose_goal_says_nothing_has_a_block_less(goal: str, more: str, blocks: int) -> None:
    """Just what the lights of the program say of such a goal."""
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: sqlcipher.connect(":memory:"), poolclass=StaticPool
    )
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        connection.execute(
            text("INSERT INTO plans (id, case_id, complete_blocks) VALUES (1, 1, 7), (2, 2, 5)")
        )
        columns = "id, plan_id, area, seen_by, until, state, agreed_on"
        connection.execute(text(f"INSERT INTO goals ({columns}) VALUES (1, 1, 'work', {goal})"))
        if more:
            connection.execute(text(more))
        r0018_vague_goals.upgrade()
        kept = connection.scalars(text("SELECT complete_blocks FROM plans ORDER BY id")).all()
        assert kept == [blocks, 5]
    engine.dispose()
