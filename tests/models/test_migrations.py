"""Each migration, run step by step on a bare database."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, StaticPool, create_engine, inspect, text
from sqlcipher3 import dbapi2 as sqlcipher

from intman_desktop.models import migrations
from intman_desktop.models.migrations.versions import r0001_first_schema, r0005_answers_that_end
from intman_desktop.models.revision import HEAD
from intman_desktop.models.tables import metadata


def _bare() -> Engine:
    """Return an engine over an empty database in memory, by the driver the stores are opened with."""
    return create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: sqlcipher.connect(":memory:"), poolclass=StaticPool
    )


def test_0001_makes_every_table_of_the_first_schema() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())
    engine.dispose()


def test_0005_finds_the_answers_that_end_by_an_index() -> None:
    engine = _bare()
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        r0001_first_schema.upgrade()
        r0005_answers_that_end.upgrade()
        plan = text("EXPLAIN QUERY PLAN SELECT id FROM answers WHERE valid_to <= '2026-11-20'")
        assert "ix_answers_ends" in str(connection.execute(plan).all())
    engine.dispose()


def test_the_environment_runs_on_the_connection_it_is_given() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    steps = ScriptDirectory.from_config(config)
    engine = _bare()
    with (
        engine.begin() as connection,
        EnvironmentContext(config, steps, fn=lambda revision, _: steps._upgrade_revs(HEAD, revision)),
    ):
        config.attributes["connection"] = connection
        sys.modules.pop(f"{migrations.__name__}.env", None)
        importlib.import_module(f"{migrations.__name__}.env")
        assert MigrationContext.configure(connection).get_current_revision() == HEAD
    engine.dispose()
