"""Programs of later versions: the real first migration and a second, invented one."""

from __future__ import annotations

import shutil
from pathlib import Path

from intman_desktop.vault.migrating import CURRENT, Schema

NEXT = "9001"


def later_schema(folder: Path, upgrade: str) -> Schema:
    """Return the schema of a program with one migration more, whose ``upgrade`` is Python source."""
    shutil.copytree(CURRENT.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    body = "\n".join(f"    {line}" for line in upgrade.splitlines())
    (folder / "versions" / f"r{NEXT}_later.py").write_text(
        f'''"""A migration of a later version."""
from alembic import op
import sqlalchemy as sa

revision = "{NEXT}"
down_revision = "{CURRENT.head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
{body}
''',
        encoding="utf-8",
    )
    return Schema(folder, NEXT)
