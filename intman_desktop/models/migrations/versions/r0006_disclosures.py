"""The register of acts of passing on; it goes with its case.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE disclosures (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        consent_id INTEGER,
        "on" DATE NOT NULL,
        recipient TEXT NOT NULL,
        what TEXT DEFAULT '' NOT NULL,
        way VARCHAR NOT NULL,
        ground VARCHAR NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        kind VARCHAR,
        told_on DATE,
        not_told_reason TEXT DEFAULT '' NOT NULL,
        worker TEXT DEFAULT '' NOT NULL,
        version INTEGER DEFAULT 1 NOT NULL,
        CONSTRAINT pk_disclosures PRIMARY KEY (id),
        CONSTRAINT fk_disclosures_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
        CONSTRAINT fk_disclosures_consent_id FOREIGN KEY(consent_id) REFERENCES consents (id)
            ON DELETE SET NULL
    )
    """,
    "CREATE INDEX ix_disclosures_case_id ON disclosures (case_id)",
    "CREATE INDEX ix_disclosures_consent_id ON disclosures (consent_id)",
)


def upgrade() -> None:
    """Create the table with its indexes."""
    for statement in STATEMENTS:
        op.execute(statement)
