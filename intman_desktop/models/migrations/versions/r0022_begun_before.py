"""What was before the case here: first talks that an old list told, extensions of other offices (K3, K7).

Whose first talk here an old list told is not new in a later year, and the day of that talk is the start of
the case alone; what an office before extended is in its own sheet. So a start that changes may change a year
that was handed in. The years that were frozen before with such a case are marked once, as counted otherwise.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE INDEX ix_cases_from_list ON cases (id, start_origin, period_start) WHERE from_list_on IS NOT NULL
    """,
    """
    CREATE TRIGGER figures_beginnings_change
    AFTER UPDATE OF from_list_on, start_origin, period_start ON cases
    FOR EACH ROW WHEN coalesce(OLD.from_list_on, NEW.from_list_on) IS NOT NULL AND (
        OLD.from_list_on IS NOT NEW.from_list_on OR OLD.start_origin IS NOT NEW.start_origin
        OR OLD.period_start IS NOT NEW.period_start
    )
    BEGIN
        INSERT OR IGNORE INTO touched_years (year, kind)
        SELECT DISTINCT f.year, 'person_changed' FROM frozen_sheets AS f
        WHERE EXISTS (
            SELECT 1 FROM participants AS p INDEXED BY ix_participants_case
            CROSS JOIN talks AS t ON t.id = p.talk_id
            WHERE p.case_id = NEW.id AND p.counts = 1
                AND t."on" BETWEEN f.year || '-01-01' AND f.year || '-12-31'
        );
    END
    """,
    """
    CREATE TRIGGER figures_origins_change AFTER UPDATE OF start_origin, opened_on ON cases
    FOR EACH ROW WHEN OLD.start_origin IS NOT NEW.start_origin OR OLD.opened_on IS NOT NEW.opened_on
    BEGIN
        INSERT OR IGNORE INTO touched_years (year, kind)
        SELECT DISTINCT f.year, 'extension_changed' FROM frozen_sheets AS f
        WHERE EXISTS (
            SELECT 1 FROM extensions AS e
            WHERE e.case_id = NEW.id AND e.decided_on < max(OLD.opened_on, NEW.opened_on)
                AND e.decided_on BETWEEN f.year || '-01-01' AND f.year || '-12-31'
        );
    END
    """,
    """
    INSERT OR IGNORE INTO touched_years (year, kind)
    SELECT DISTINCT f.year, 'counting_changed' FROM frozen_sheets AS f
    WHERE EXISTS (
        SELECT 1 FROM cases AS c CROSS JOIN extensions AS e ON e.case_id = c.id
        WHERE c.start_origin = 'brought' AND e.decided_on < c.opened_on
            AND e.decided_on BETWEEN f.year || '-01-01' AND f.year || '-12-31'
    )
    """,
    """
    INSERT OR IGNORE INTO touched_years (year, kind)
    SELECT DISTINCT f.year, 'counting_changed' FROM frozen_sheets AS f
    WHERE EXISTS (
        SELECT 1 FROM cases AS c
        CROSS JOIN participants AS p INDEXED BY ix_participants_case ON p.case_id = c.id
        CROSS JOIN talks AS t ON t.id = p.talk_id
        WHERE c.from_list_on IS NOT NULL AND c.start_origin = 'here' AND c.period_start <= c.from_list_on
            AND c.period_start < f.year || '-01-01' AND p.counts = 1
            AND t."on" BETWEEN f.year || '-01-01' AND f.year || '-12-31'
    )
    """,
)


def upgrade() -> None:
    """Make the index and the triggers, and mark the years of before."""
    for statement in STATEMENTS:
        op.execute(statement)
