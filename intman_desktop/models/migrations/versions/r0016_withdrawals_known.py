"""From which day on a withdrawal was known when something was scanned, kept beside it (E3, I9).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE consents ADD COLUMN withdrawal_known_from DATE",
    """
    UPDATE consents SET withdrawal_known_from = max(withdrawn_on, coalesce((
        SELECT max(substr(j.at, 1, 10)) FROM journal AS j
        WHERE j.verb = 'restored' OR (
            j.verb = 'consent_withdrawn' AND j.case_key <> '' AND j.case_key = (
                SELECT c.key FROM cases AS c WHERE c.id = consents.case_id
            )
        )
    ), withdrawn_on))
    WHERE withdrawn_on IS NOT NULL
    """,
)


def upgrade() -> None:
    """Add the column; of an earlier withdrawal it is the last day on which it may have been written down.

    A restore may have brought it as well. Rather a sheet too many is looked at than one too few.
    """
    for statement in STATEMENTS:
        op.execute(statement)
