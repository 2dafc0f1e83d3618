"""Only who is of age counts as a person, and a brought plan's goals from here on: frozen years know (K5, K7).

The trigger of 0019 marked neither an age that was entered by hand nor a birth called uncertain. And the years
that were frozen before with a minor among their persons, or with goals that the office before had agreed on,
are marked once, as counted otherwise.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

STATEMENTS = (
    "DROP TRIGGER figures_clients_change",
    """
    CREATE TRIGGER figures_clients_change
    AFTER UPDATE OF sex, birth_date, birth_precision, birth_uncertain, adult, nationality, second_nationality,
        section_24 ON clients
    FOR EACH ROW WHEN OLD.sex IS NOT NEW.sex OR OLD.birth_date IS NOT NEW.birth_date
        OR OLD.birth_precision IS NOT NEW.birth_precision OR OLD.birth_uncertain IS NOT NEW.birth_uncertain
        OR OLD.adult IS NOT NEW.adult OR OLD.nationality IS NOT NEW.nationality
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
        WHERE (c.adult = 0 OR CAST(c.birth_date AS INTEGER) + 18 >= f.year) AND p.counts = 1
            AND t."on" BETWEEN f.year || '-01-01' AND f.year || '-12-31'
    ) OR EXISTS (
        SELECT 1 FROM plans AS pl CROSS JOIN goals AS g ON g.plan_id = pl.id
        WHERE pl.brought_along = 1 AND EXISTS (
            SELECT 1 FROM plan_spans AS s WHERE s.plan_id = pl.id AND s.opened_on >= f.year || '-01-01'
        )
    )
    """,
)


def upgrade() -> None:
    """Make the trigger of the clients' rows anew, and mark the years of before."""
    for statement in STATEMENTS:
        op.execute(statement)
