"""A talk that counted for somebody whose case was erased stays counted with its other people (K5, K8).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE talks ADD COLUMN counted BOOLEAN DEFAULT 0 NOT NULL",
    "CREATE INDEX ix_talks_counted ON talks (id) WHERE counted = 1",
)


def upgrade() -> None:
    """Add the column and its index; of the talks of before nobody knows it any more."""
    for statement in STATEMENTS:
        op.execute(statement)
