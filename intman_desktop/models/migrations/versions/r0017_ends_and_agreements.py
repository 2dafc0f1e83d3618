"""From which day on an end that was set back was known, and when signed goals were agreed anew (E3, I9, Z5).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE consents ADD COLUMN end_known_from DATE",
    "ALTER TABLE plans ADD COLUMN agreed_anew_on DATE",
)


def upgrade() -> None:
    """Add both columns, empty: of earlier changes nobody knows on which day they were made."""
    for statement in STATEMENTS:
        op.execute(statement)
