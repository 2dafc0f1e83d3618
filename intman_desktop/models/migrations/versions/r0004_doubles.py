"""What was decided on two cases that may be one person; it goes with either of them.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE double_decisions (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        other_id INTEGER NOT NULL,
        same BOOLEAN NOT NULL,
        decided_on DATE NOT NULL,
        CONSTRAINT pk_double_decisions PRIMARY KEY (id),
        CONSTRAINT fk_double_decisions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_double_decisions_other_id FOREIGN KEY(other_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT uq_double_decisions_case_id_other_id UNIQUE (case_id, other_id)
    )
    """,
    "CREATE INDEX ix_double_decisions_case_id ON double_decisions (case_id)",
    "CREATE INDEX ix_double_decisions_other_id ON double_decisions (other_id)",
)


def upgrade() -> None:
    """Create the table with its indexes."""
    for statement in STATEMENTS:
        op.execute(statement)
