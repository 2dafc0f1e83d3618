"""What changes a year that was handed in: noted per cell and kind, found by triggers (Rule K7).

A trigger only marks the year and the kind of event; the program counts the marked years before it commits and
notes what differs. Nothing of it names a case, and where no year is frozen nothing is marked.

Self-contained: it imports nothing of the program, so that it stays as it was.
"""

# ruff: noqa: S608 - the names are constants of this file

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE touched_years (
        year INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        CONSTRAINT pk_touched_years PRIMARY KEY (year, kind)
    )
    """,
    """
    CREATE TABLE noted_changes (
        year INTEGER NOT NULL,
        definition VARCHAR NOT NULL,
        figure VARCHAR NOT NULL,
        cell VARCHAR NOT NULL,
        kinds VARCHAR NOT NULL,
        value INTEGER NOT NULL,
        CONSTRAINT pk_noted_changes PRIMARY KEY (year, definition, figure, cell, kinds)
    )
    """,
)

_AGREED = "('agreed', 'in_progress', 'reached', 'partly_reached', 'not_reached')"


def _marking(name: str, event: str, kind: str, years: str, when: str = "") -> str:
    """Return the trigger that marks the frozen years ``f`` for which ``years`` holds."""
    return f"""
    CREATE TRIGGER figures_{name} AFTER {event} FOR EACH ROW {when}
    BEGIN
        INSERT OR IGNORE INTO touched_years (year, kind)
        SELECT DISTINCT f.year, {kind} FROM frozen_sheets AS f WHERE {years};
    END
    """


def _coming_and_going(
    table: str, kind: str, years: str, columns: tuple[str, ...], *, kinds: tuple[str, str] | None = None
) -> tuple[str, ...]:
    """Return the triggers for rows that come, go, or change in ``columns``; ``years`` tells of a row ``R``.

    ``kinds`` are those of a row that comes and of any other change, where they are not the same.
    """
    comes, else_ = kinds or (kind, kind)
    differ = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    old, new = years.replace("R.", "OLD."), years.replace("R.", "NEW.")
    return (
        _marking(f"{table}_come", f"INSERT ON {table}", f"'{comes}'", new),
        _marking(f"{table}_go", f"DELETE ON {table}", f"'{else_}'", old),
        _marking(
            f"{table}_change",
            f"UPDATE OF {', '.join(columns)} ON {table}",
            f"'{else_}'",
            f"({old}) OR ({new})",
            f"WHEN {differ}",
        ),
    )


_FIRST_DAY = "f.year || '-01-01'"
_LAST_DAY = "f.year || '-12-31'"

# Whether a person is new depends on every talk before, so the later years are marked as well. A talk that
# moves into an earlier year comes there.
TALKS = (
    _marking("talks_come", "INSERT ON talks", "'talk_added'", f'NEW."on" <= {_LAST_DAY}'),
    _marking("talks_go", "DELETE ON talks", "'talk_changed'", f'OLD."on" <= {_LAST_DAY}'),
    _marking(
        "talks_change",
        'UPDATE OF "on", form, topic, further_topics ON talks',
        """CASE WHEN substr(NEW."on", 1, 4) < substr(OLD."on", 1, 4)
            THEN 'talk_added' ELSE 'talk_changed' END""",
        f'min(OLD."on", NEW."on") <= {_LAST_DAY}',
        """WHEN OLD."on" IS NOT NEW."on" OR OLD.form IS NOT NEW.form OR OLD.topic IS NOT NEW.topic
            OR OLD.further_topics IS NOT NEW.further_topics""",
    ),
)

PARTICIPANTS = _coming_and_going(
    "participants",
    "",
    f'(SELECT t."on" FROM talks AS t WHERE t.id = R.talk_id) <= {_LAST_DAY}',
    ("talk_id", "case_id", "counts"),
    kinds=("talk_added", "talk_changed"),
)

REFERRALS = _coming_and_going(
    "referrals",
    "referral_changed",
    f"""EXISTS (
        SELECT 1 FROM participants AS p CROSS JOIN talks AS t ON t.id = p.talk_id
        WHERE p.id = R.participant_id AND t."on" BETWEEN {_FIRST_DAY} AND {_LAST_DAY}
    )""",
    ("participant_id", "service"),
)

BRIEF_CONTACTS = _coming_and_going(
    "brief_contacts",
    "brief_contact_changed",
    f'R."on" BETWEEN {_FIRST_DAY} AND {_LAST_DAY}',
    ('"on"', "form", "topic"),
)

EXTENSIONS = _coming_and_going(
    "extensions",
    "extension_changed",
    f"R.decided_on BETWEEN {_FIRST_DAY} AND {_LAST_DAY}",
    ("decided_on", "reason"),
)

# What is told of a person counts in the years in which there was a talk with her.
_COUNTED = f"""EXISTS (
    SELECT 1 FROM participants AS p INDEXED BY ix_participants_case CROSS JOIN talks AS t ON t.id = p.talk_id
    WHERE p.case_id = R.case_id AND p.counts = 1 AND t."on" BETWEEN {_FIRST_DAY} AND {_LAST_DAY}
)"""

CLIENTS = _coming_and_going(
    "clients",
    "person_changed",
    _COUNTED,
    ("sex", "birth_date", "nationality", "second_nationality", "section_24"),
)

ANSWERS = _coming_and_going(
    "answers",
    "person_changed",
    f"R.field = 'residence_status' AND coalesce(R.valid_from, '') <= {_LAST_DAY} AND {_COUNTED}",
    ("field", "value", "valid_from", "valid_to"),
)

# A plan counts in every year from the one it was first open in. Closing it changes nothing before that day.
_OPENED = "(SELECT min(s.opened_on) FROM plan_spans AS s WHERE s.plan_id = {plan})"

PLANS = (
    _marking(
        "plans_change",
        "UPDATE OF begun_on, brought_along, no_goal_reason, no_goal_until ON plans",
        "'plan_changed'",
        f"{_OPENED.format(plan='NEW.id')} <= {_LAST_DAY}",
        """WHEN OLD.begun_on IS NOT NEW.begun_on OR OLD.brought_along IS NOT NEW.brought_along
            OR OLD.no_goal_reason IS NOT NEW.no_goal_reason OR OLD.no_goal_until IS NOT NEW.no_goal_until""",
    ),
    _marking("spans_come", "INSERT ON plan_spans", "'plan_changed'", f"NEW.opened_on <= {_LAST_DAY}"),
    _marking("spans_go", "DELETE ON plan_spans", "'plan_changed'", f"OLD.opened_on <= {_LAST_DAY}"),
    _marking(
        "spans_change",
        "UPDATE OF opened_on, closed_on, reason ON plan_spans",
        "'plan_changed'",
        f"""min(
            CASE WHEN OLD.opened_on IS NOT NEW.opened_on THEN min(OLD.opened_on, NEW.opened_on)
                ELSE '9999-12-31' END,
            coalesce(OLD.closed_on, '9999-12-31'), coalesce(NEW.closed_on, '9999-12-31')
        ) <= {_LAST_DAY}""",
        """WHEN OLD.opened_on IS NOT NEW.opened_on OR OLD.closed_on IS NOT NEW.closed_on
            OR OLD.reason IS NOT NEW.reason""",
    ),
)

# A goal counts in the years of its own days; in the plan's years only while no other makes the plan one.
_FIRST_GOAL = (
    f"{_OPENED} <= {_LAST_DAY}"
    """ AND NOT EXISTS (
        SELECT 1 FROM plans AS p
        WHERE p.id = {plan} AND p.no_goal_until IS NOT NULL AND trim(p.no_goal_reason) <> ''
    ) AND NOT EXISTS (
        SELECT 1 FROM goals AS g
        WHERE g.plan_id = {plan} AND g.id <> {goal} AND (g.agreed_on IS NOT NULL OR g.state IN """
    f"{_AGREED})"
    "    )"
)
_PLAN_OF_CHANGE = "(SELECT h.plan_id FROM goals AS h WHERE h.id = R.goal_id)"
# Where no day of agreeing is kept it is the first one of the history.
_IN_HISTORY = f"""EXISTS (
    SELECT 1 FROM goal_changes AS h
    WHERE h.goal_id = {{goal}} AND h."on" BETWEEN {_FIRST_DAY} AND {_LAST_DAY}
)"""
_BY_HISTORY = (
    "EXISTS (SELECT 1 FROM goals AS g WHERE g.id = R.goal_id AND g.agreed_on IS NULL)"
    f" AND {_IN_HISTORY.format(goal='R.goal_id')}"
)

GOALS = (
    *_coming_and_going(
        "goals",
        "plan_changed",
        f"R.agreed_on BETWEEN {_FIRST_DAY} AND {_LAST_DAY}"
        f" OR (R.agreed_on IS NULL AND {_IN_HISTORY.format(goal='R.id')})"
        f" OR ({_FIRST_GOAL.format(plan='R.plan_id', goal='R.id')})",
        ("agreed_on", "state"),
    ),
    _marking(
        "goal_areas_change",
        "UPDATE OF area ON goals",
        "'plan_changed'",
        f"NEW.agreed_on BETWEEN {_FIRST_DAY} AND {_LAST_DAY} OR {_IN_HISTORY.format(goal='NEW.id')}",
        "WHEN OLD.area IS NOT NEW.area",
    ),
    *_coming_and_going(
        "goal_changes",
        "plan_changed",
        f'R."on" BETWEEN {_FIRST_DAY} AND {_LAST_DAY}'
        f" OR ({_BY_HISTORY})"
        f" OR ({_FIRST_GOAL.format(plan=_PLAN_OF_CHANGE, goal='R.goal_id')})",
        ('"on"', "state"),
    ),
)

# The office's own lists and kinds of service say into which cell something goes, in every year.
COUNTING = (
    *_coming_and_going("services", "counting_changed", "R.code <> ''", ("code", "kind")),
    _marking(
        "office_changes",
        "UPDATE OF value ON settings",
        "'counting_changed'",
        "NEW.name = 'office'",
        "WHEN NEW.name = 'office' AND OLD.value IS NOT NEW.value",
    ),
)

TRIGGERS = (
    *TALKS,
    *PARTICIPANTS,
    *REFERRALS,
    *BRIEF_CONTACTS,
    *EXTENSIONS,
    *CLIENTS,
    *ANSWERS,
    *PLANS,
    *GOALS,
    *COUNTING,
)


def upgrade() -> None:
    """Create both tables, then the triggers that mark the years."""
    for statement in (*TABLES, *TRIGGERS):
        op.execute(statement)
