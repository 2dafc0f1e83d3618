"""From which day on a consent was held for given whose beginning was moved later, kept beside it (E3, I9).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STATEMENTS = ("ALTER TABLE consents ADD COLUMN held_from DATE",)


def upgrade() -> None:
    """Add the column, empty: of an earlier change nobody knows what the day was before."""
    for statement in STATEMENTS:
        op.execute(statement)
