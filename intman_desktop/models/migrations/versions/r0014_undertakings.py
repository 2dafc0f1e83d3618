"""Who interprets signs an undertaking: who, when and where it is filed, as evidence of the consent (E1).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE consents ADD COLUMN undertaking_by TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE consents ADD COLUMN undertaking_on DATE",
    "ALTER TABLE consents ADD COLUMN undertaking_place TEXT DEFAULT '' NOT NULL",
)


def upgrade() -> None:
    """Add the three columns; of the consents of before nobody knows whether it was signed."""
    for statement in STATEMENTS:
        op.execute(statement)
