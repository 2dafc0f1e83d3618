"""What came of referrals and measures is counted: found by an index, and noted in frozen years (Z6, K7).

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

# ruff: noqa: S608 - the names are constants of this file

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INDEXES = (
    "CREATE INDEX ix_referrals_outcome ON referrals (outcome_on) WHERE outcome_on IS NOT NULL",
    "CREATE INDEX ix_measures_outcome ON measures (done_on) WHERE done_on IS NOT NULL",
)


def _marking(name: str, event: str, kind: str, years: str, when: str = "") -> str:
    """Return the trigger that marks the frozen years ``f`` for which ``years`` holds."""
    return f"""
    CREATE TRIGGER figures_{name} AFTER {event} FOR EACH ROW {when}
    BEGIN
        INSERT OR IGNORE INTO touched_years (year, kind)
        SELECT DISTINCT f.year, '{kind}' FROM frozen_sheets AS f WHERE {years};
    END
    """


def _outcomes(table: str, day: str, kind: str) -> tuple[str, ...]:
    """Return the triggers for what came of the rows of ``table``, each counted in the year of its ``day``."""
    old, new = (f"CAST({row}.{day} AS INTEGER) = f.year" for row in ("OLD", "NEW"))
    return (
        _marking(f"{table}_outcomes_come", f"INSERT ON {table}", kind, new),
        _marking(f"{table}_outcomes_go", f"DELETE ON {table}", kind, old),
        _marking(
            f"{table}_outcomes_change",
            f"UPDATE OF outcome, {day} ON {table}",
            kind,
            f"{old} OR {new}",
            f"WHEN OLD.outcome IS NOT NEW.outcome OR OLD.{day} IS NOT NEW.{day}",
        ),
    )


TRIGGERS = (
    *_outcomes("referrals", "outcome_on", "referral_changed"),
    _marking(
        "referrals_outcomes_service",
        "UPDATE OF service ON referrals",
        "referral_changed",
        "CAST(NEW.outcome_on AS INTEGER) = f.year",
        "WHEN OLD.service IS NOT NEW.service",
    ),
    *_outcomes("measures", "done_on", "plan_changed"),
    _marking(
        "goal_areas_of_measures",
        "UPDATE OF area ON goals",
        "plan_changed",
        "f.year IN (SELECT CAST(m.done_on AS INTEGER) FROM measures AS m WHERE m.goal_id = NEW.id)",
        "WHEN OLD.area IS NOT NEW.area",
    ),
)


def upgrade() -> None:
    """Add the indexes and the triggers; no row changes."""
    for statement in (*INDEXES, *TRIGGERS):
        op.execute(statement)
