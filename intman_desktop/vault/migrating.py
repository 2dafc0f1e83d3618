"""Bringing the schema of a store to the one this program speaks, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from intman_desktop import models
from intman_desktop.models.revision import HEAD
from intman_desktop.vault.driver import Driver
from intman_desktop.vault.tables_of import row_counts
from intman_desktop.vault.troubles import StorageFailed, VaultNewer


class MigrationFailed(Exception):
    """A migration of ours broke a link or lost rows; it was rolled back, the store is as it was."""


@dataclass(frozen=True)
class Schema:
    """The migrations of a program: their ``folder`` (an Alembic environment) and newest revision."""

    folder: Path
    head: str


CURRENT = Schema(Path(models.__file__).with_name("migrations"), HEAD)


def revision_of(driver: Driver) -> str:
    """Return the revision of the store behind a driver connection, "" where it has none yet."""
    if not driver.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return ""
    row = driver.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def bring_up_to_date(
    driver: Driver, engine: Engine, make_twin: Callable[[], object], schema: Schema = CURRENT
) -> bool:
    """Migrate an older store after ``make_twin`` has copied it; return whether there was anything to do.

    Raises ``VaultNewer`` for a revision this program does not know, ``StorageFailed`` where its own steps
    cannot be read, ``MigrationFailed`` when a migration harms the store (rolled back).
    """
    revision = revision_of(driver)
    if revision == schema.head:
        return False
    if not knows(schema, revision):
        raise VaultNewer
    make_twin()
    upgrade(driver, engine, schema)
    return True


def upgrade(driver: Driver, engine: Engine, schema: Schema = CURRENT) -> None:
    """Run all steps up to the newest revision in one transaction, checking links and rows before it ends."""
    before = row_counts(driver)
    # with foreign keys ON a rebuilt table loses its children without an error; the setting
    # does nothing inside a transaction
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with engine.begin() as connection:
            _run_alembic(connection, schema)
            if driver.execute("PRAGMA foreign_key_check").fetchone():
                raise MigrationFailed("a link is broken")
            after = row_counts(driver)
            lost = sorted(name for name, count in before.items() if after.get(name, count) < count)
            if lost:
                raise MigrationFailed(f"rows are missing in {', '.join(lost)}")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _config(schema: Schema) -> Any:
    # Alembic costs a quarter of a second at import and is needed once per version
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
    return config


def knows(schema: Schema, revision: str) -> bool:
    """Return whether ``revision`` is one of the steps of ``schema``.

    Raises ``StorageFailed`` where the program's own steps cannot be read.
    """
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory.from_config(_config(schema)).walk_revisions()
    known = {step.revision for step in steps}
    if schema.head not in known:
        raise StorageFailed
    return revision in known


def _run_alembic(connection: Any, schema: Schema) -> None:
    from alembic import command
    from alembic.util import CommandError

    config = _config(schema)
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, schema.head)
    except CommandError:  # Alembic passes over a step whose file cannot be read, and then misses it
        raise StorageFailed from None
