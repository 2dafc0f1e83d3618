"""How closely a birth is known changes the figures of a frozen year as well, so it marks it too (Rule K7).

The trigger of 0010 marked only what else is counted of a person. A birth of unknown precision beside a date
was counted in an age group until now: the years with such a person are marked once, as counted otherwise.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STATEMENTS = (
    "DROP TRIGGER figures_clients_change",
    """
    CREATE TRIGGER figures_clients_change
    AFTER UPDATE OF sex, birth_date, birth_precision, nationality, second_nationality, section_24 ON clients
    FOR EACH ROW WHEN OLD.sex IS NOT NEW.sex OR OLD.birth_date IS NOT NEW.birth_date
        OR OLD.birth_precision IS NOT NEW.birth_precision OR OLD.nationality IS NOT NEW.nationality
        OR OLD.second_nationality IS NOT NEW.second_nationality OR OLD.section_24 IS NOT NEW.section_24
    BEGIN
        INSERT OR IGNORE INTO touched_years (year, kind)
        SELECT DISTINCT f.year, 'person_changed' FROM frozen_sheets AS f
        WHERE EXISTS (
            SELECT 1 FROM participants AS p INDEXED BY ix_participants_case
            CROSS JOIN talks AS t ON t.id = p.talk_id
            WHERE p.case_id IN (OLD.case_id, NEW.case_id) AND p.counts = 1
                AND t."on" BETWEEN f.year || '-01-01' AND f.year || '-12-31'
        );
    END
    """,
    """
    INSERT OR IGNORE INTO touched_years (year, kind)
    SELECT DISTINCT f.year, 'counting_changed' FROM frozen_sheets AS f
    WHERE EXISTS (
        SELECT 1 FROM clients AS c
        CROSS JOIN participants AS p INDEXED BY ix_participants_case ON p.case_id = c.case_id
        CROSS JOIN talks AS t ON t.id = p.talk_id
        WHERE c.birth_precision = 'unknown' AND c.birth_date IS NOT NULL AND p.counts = 1
            AND t."on" BETWEEN f.year || '-01-01' AND f.year || '-12-31'
    )
    """,
)


def upgrade() -> None:
    """Make the trigger of the clients' rows anew, and mark the years of before."""
    for statement in STATEMENTS:
        op.execute(statement)
