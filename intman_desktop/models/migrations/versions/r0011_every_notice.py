"""Every handing out of the privacy notice is kept: what was shown before stays evidence (Rules E2, E6).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_COLUMNS = "id, case_id, handed_out_on, explained_on, explained_by, interpreter, language, text_fingerprint"

STATEMENTS = (
    """
    CREATE TABLE every_notice (
        id INTEGER NOT NULL,
        case_id INTEGER NOT NULL,
        handed_out_on DATE NOT NULL,
        explained_on DATE NOT NULL,
        explained_by TEXT DEFAULT '' NOT NULL,
        interpreter TEXT DEFAULT '' NOT NULL,
        language TEXT DEFAULT '' NOT NULL,
        text_fingerprint TEXT DEFAULT '' NOT NULL,
        CONSTRAINT pk_notices_given PRIMARY KEY (id),
        CONSTRAINT fk_notices_given_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
    )
    """,
    f"INSERT INTO every_notice ({_COLUMNS}) SELECT {_COLUMNS} FROM notices_given",  # noqa: S608
    "DROP TABLE notices_given",
    "ALTER TABLE every_notice RENAME TO notices_given",
    "CREATE INDEX ix_notices_given_case_id ON notices_given (case_id)",
)


def upgrade() -> None:
    """Make the table anew without its limit of one row for each case; every row is kept."""
    for statement in STATEMENTS:
        op.execute(statement)
