"""An index over the answers whose validity ends: few of many, so that the deadlines find them at once.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index."""
    op.execute("CREATE INDEX ix_answers_ends ON answers (valid_to) WHERE valid_to IS NOT NULL")
