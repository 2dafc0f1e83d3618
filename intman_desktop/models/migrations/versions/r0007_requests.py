"""The register of a person's requests, and what was corrected about her; both go with their case.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE requests (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        received_on DATE NOT NULL,
        form VARCHAR NOT NULL,
        what TEXT DEFAULT '' NOT NULL,
        identity VARCHAR,
        extension_reason TEXT DEFAULT '' NOT NULL,
        extension_told_on DATE,
        answered_on DATE,
        answer VARCHAR,
        refusal_reason TEXT DEFAULT '' NOT NULL,
        note TEXT DEFAULT '' NOT NULL,
        worker TEXT DEFAULT '' NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_requests PRIMARY KEY (id),
        CONSTRAINT fk_requests_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_requests_case_id ON requests (case_id)",
    "CREATE INDEX ix_requests_open ON requests (received_on) WHERE answered_on IS NULL",
    """
    CREATE TABLE corrections (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        "on" DATE NOT NULL,
        place VARCHAR NOT NULL,
        talk_on DATE,
        rectified BOOLEAN DEFAULT 0 NOT NULL,
        old_value TEXT DEFAULT '' NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        worker TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_corrections PRIMARY KEY (id),
        CONSTRAINT fk_corrections_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_corrections_case_id ON corrections (case_id)",
)


def upgrade() -> None:
    """Create both tables with their indexes."""
    for statement in STATEMENTS:
        op.execute(statement)
