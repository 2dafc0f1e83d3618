"""A block of goals is complete only once every agreed goal that goes on can be checked (I8, Z4).

The number of complete blocks that the list of cases shows is kept with the plan: it is set right where such a
goal says neither how it is seen nor until when nor who does what. Its history notes it with the next change.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    UPDATE plans SET complete_blocks = complete_blocks - 1
    WHERE complete_blocks > 0 AND EXISTS (
        SELECT 1 FROM goals AS g
        WHERE g.plan_id = plans.id AND g.until IS NULL AND trim(g.seen_by) = ''
        AND (g.state IN ('agreed', 'in_progress') OR g.state = 'deferred' AND (
            g.agreed_on IS NOT NULL OR EXISTS (
                SELECT 1 FROM goal_changes AS h
                WHERE h.goal_id = g.id
                AND h.state IN ('agreed', 'in_progress', 'reached', 'partly_reached', 'not_reached')
            )
        ))
        AND NOT EXISTS (SELECT 1 FROM measures AS m WHERE m.goal_id = g.id AND trim(m.what) <> '')
    )
    """,
)


def upgrade() -> None:
    """Set the number right."""
    for statement in STATEMENTS:
        op.execute(statement)
