"""What came from an old list, what was emptied once a consent ran out, what a scan does not show (L8, E3).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OF_A_LIST = "4ff1fc866474ca100c2f2815f3f644bb1eab13902031a57f0f645128dc49494b"
"""Fingerprint of the text that stands for the papers of an old list: no other case has a consent to it."""

STATEMENTS = (
    "ALTER TABLE cases ADD COLUMN from_list_on DATE",
    "ALTER TABLE consents ADD COLUMN emptied_on DATE",
    "ALTER TABLE scans ADD COLUMN shows_none TEXT DEFAULT '[]' NOT NULL",
    f"""
    UPDATE cases SET from_list_on = opened_on
    WHERE id IN (SELECT case_id FROM consents WHERE text_fingerprint = '{OF_A_LIST}')
    """,  # noqa: S608
)


def upgrade() -> None:
    """Add the three columns; a case of an old list is known by the text that stands for its papers."""
    for statement in STATEMENTS:
        op.execute(statement)
