"""The migrations lead to exactly the tables that the program writes."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from intman_desktop.models.revision import HEAD
from intman_desktop.models.tables import NAME_INDEX, NOTE_INDEX, metadata


def _ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Leave out the full-text indexes with their shadows, which no metadata can describe."""
    return not (kind == "table" and (name or "").startswith((NAME_INDEX, NOTE_INDEX)))


def test_the_tables_equal_the_newest_migration(connection: Connection) -> None:
    context = MigrationContext.configure(
        connection, opts={"include_object": _ours, "compare_type": False, "compare_server_default": True}
    )
    assert compare_metadata(context, metadata) == []
    assert context.get_current_revision() == HEAD


@pytest.mark.parametrize("index", [NAME_INDEX, NOTE_INDEX])
def test_l3_both_indexes_forget_for_good(connection: Connection, index: str) -> None:
    kept = connection.scalar(text(f"SELECT v FROM {index}_config WHERE k = 'secure-delete'"))
    assert kept == 1
