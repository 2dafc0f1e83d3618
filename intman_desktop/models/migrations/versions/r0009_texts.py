"""The texts for persons as the office saved them, and that they were checked.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE paper_texts (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        language VARCHAR NOT NULL,
        edition INTEGER NOT NULL,
        version INTEGER NOT NULL,
        fingerprint VARCHAR(64) NOT NULL,
        body TEXT DEFAULT '' NOT NULL,
        saved_on DATE NOT NULL,
        saved_by TEXT DEFAULT '' NOT NULL,
        supplied VARCHAR(64) NOT NULL,
        CONSTRAINT pk_paper_texts PRIMARY KEY (id),
        CONSTRAINT uq_paper_texts_kind_language_edition UNIQUE (kind, language, edition)
    )
    """,
    """
    CREATE TABLE text_checks (
        id INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        language VARCHAR NOT NULL,
        fingerprint VARCHAR(64) NOT NULL,
        checked_on DATE NOT NULL,
        checked_by TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_text_checks PRIMARY KEY (id)
    )
    """,
)


def upgrade() -> None:
    """Create the two tables."""
    for statement in STATEMENTS:
        op.execute(statement)
