"""Scanned papers of a case: what each is, its measure in clear, and the name and key of its sealed file.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE scans (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        consent_id INTEGER,
        what VARCHAR NOT NULL,
        added_on DATE NOT NULL,
        media_type VARCHAR NOT NULL,
        size INTEGER NOT NULL,
        sha256 VARCHAR(64) NOT NULL,
        designation TEXT DEFAULT '' NOT NULL,
        kind VARCHAR,
        file VARCHAR(32) NOT NULL,
        file_key VARCHAR(64) NOT NULL,
        CONSTRAINT pk_scans PRIMARY KEY (id),
        CONSTRAINT uq_scans_file UNIQUE (file),
        CONSTRAINT fk_scans_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_scans_consent_id FOREIGN KEY(consent_id) REFERENCES consents (id) ON DELETE SET NULL
    )
    """,
    """
    CREATE INDEX ix_scans_case_id ON scans (case_id)
    """,
    """
    CREATE INDEX ix_scans_consent_id ON scans (consent_id)
    """,
)


def upgrade() -> None:
    """Create the table and its indexes."""
    for statement in STATEMENTS:
        op.execute(statement)
