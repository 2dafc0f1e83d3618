"""Finding: people also by words of the place where they live, beside their names.

An index of FTS5 takes no further column: it is made anew, empty. Its words are folded by the program and
written at the next opening (the services compare the mark ``search_index`` in ``settings``).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATEMENTS = (
    "DROP TRIGGER cases_leave_name_index",
    "DROP TABLE name_index",
    """
    CREATE VIRTUAL TABLE name_index USING fts5(
        names, sounds, numbers, phones, births, places,
        tokenize = "unicode61 remove_diacritics 0", prefix = '1 2 3'
    )
    """,
    "INSERT INTO name_index(name_index, rank) VALUES ('secure-delete', 1)",
    """
    CREATE TRIGGER cases_leave_name_index AFTER DELETE ON cases
    BEGIN DELETE FROM name_index WHERE rowid = old.id; END
    """,
)


def upgrade() -> None:
    """Make the index anew with its further column."""
    for statement in STATEMENTS:
        op.execute(statement)
