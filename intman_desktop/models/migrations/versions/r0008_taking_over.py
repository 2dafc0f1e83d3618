"""Who takes a case over, and when the person was told (U5).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE decisions ADD COLUMN worker TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE decisions ADD COLUMN told_on DATE",
)


def upgrade() -> None:
    """Add the two columns; every decision taken before names nobody."""
    for statement in STATEMENTS:
        op.execute(statement)
