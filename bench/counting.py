"""The year's figures, beside hand-written SQL that counts the same cells over the same covering indexes.

The bare statements know nothing of definitions, filters and words: one reads the people of the year into a
temporary table, and each figure is then one ``GROUP BY``. Both are checked to count the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from bench.figures import RATIO, Figure, alternating
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.figures import Sheet

MOST = 1.3
"""How many times as long as bare SQL over a covering index counting may take."""
YEAR = 2026
RUNS = 5

_TALKS = "talks AS t INDEXED BY ix_talks_figures"
_PARTS = "participants AS p INDEXED BY ix_participants_figures"
_YEAR = "t.\"on\" BETWEEN '2026-01-01' AND '2026-12-31'"
_HELD = f"{_TALKS} CROSS JOIN {_PARTS} ON p.talk_id = t.id AND p.counts = 1 WHERE {_YEAR}"
_COUNTED = f"EXISTS (SELECT 1 FROM {_PARTS} WHERE p.talk_id = t.id AND p.counts = 1)"
_PEOPLE = f"""
    WITH seen AS MATERIALIZED (
        SELECT s.case_id,
            NOT EXISTS (SELECT 1 FROM participants AS p INDEXED BY ix_participants_case
                CROSS JOIN talks AS t ON t.id = p.talk_id
                WHERE p.case_id = s.case_id AND p.counts = 1 AND t."on" < '2026-01-01') AS new,
            c.sex, substr(c.birth_date, 1, 4) AS born, c.nationality, c.section_24,
            (SELECT a.value FROM answers AS a INDEXED BY ix_answers_field_case
                WHERE a.case_id = s.case_id AND a.field = 'residence_status' AND a.value <> ''
                    AND coalesce(a.valid_from, '') <= '2026-12-31'
                ORDER BY a.valid_from DESC LIMIT 1) AS status
        FROM (SELECT p.case_id, max(t."on") AS last_on FROM {_HELD} GROUP BY p.case_id) AS s
        LEFT JOIN clients AS c ON c.case_id = s.case_id
        WHERE c.birth_date IS NULL
            OR (CAST(c.birth_date AS INTEGER) + 18) || substr(c.birth_date, 5) <= s.last_on
    )
    SELECT 'all', NULL, count(*) FROM seen UNION ALL SELECT 'new', NULL, sum(new) FROM seen
    UNION ALL SELECT 'section_24', NULL, sum(section_24) FROM seen
    UNION ALL SELECT 'sex', sex, count(*) FROM seen GROUP BY sex
    UNION ALL SELECT 'born', born, count(*) FROM seen GROUP BY born
    UNION ALL SELECT 'nationality', nationality, count(*) FROM seen GROUP BY nationality
    UNION ALL SELECT 'status', status, count(*) FROM seen GROUP BY status
"""
_FORMS_AND_TOPICS = f"""
    WITH held AS MATERIALIZED (
        SELECT t.form, t.topic, count(*) AS number FROM {_TALKS} WHERE {_YEAR} AND {_COUNTED}
        GROUP BY t.form, t.topic
    )
    SELECT 'all', NULL, sum(number) FROM held
    UNION ALL SELECT 'form', form, sum(number) FROM held GROUP BY form
    UNION ALL SELECT 'topic', topic, sum(number) FROM held GROUP BY topic
"""
_FURTHER = f"""
    SELECT f.value, count(*) FROM {_TALKS} CROSS JOIN json_each(t.further_topics) AS f
    WHERE {_YEAR} AND t.further_topics <> '[]' AND {_COUNTED} GROUP BY f.value
"""
_PLANS = """
    SELECT begun, is_open, reason, count(*) FROM (
        SELECT min(s.opened_on) >= '2026-01-01' AND NOT l.brought_along AS begun,
            max(s.closed_on IS NULL OR s.closed_on > '2026-12-31') AS is_open,
            (SELECT e.reason FROM plan_spans AS e
                WHERE e.plan_id = l.id AND e.closed_on BETWEEN '2026-01-01' AND '2026-12-31'
                ORDER BY e.closed_on DESC LIMIT 1) AS reason
        FROM plans AS l CROSS JOIN plan_spans AS s ON s.plan_id = l.id
        WHERE l.begun_on IS NOT NULL AND s.opened_on <= '2026-12-31'
            AND (l.no_goal_until IS NOT NULL OR EXISTS (
                SELECT 1 FROM goals AS g WHERE g.plan_id = l.id AND g.agreed_on IS NOT NULL))
        GROUP BY l.id HAVING max(s.closed_on IS NULL OR s.closed_on >= '2026-01-01')
    ) GROUP BY begun, is_open, reason
"""
_EXTENSIONS = "SELECT count(*) FROM extensions WHERE decided_on BETWEEN '2026-01-01' AND '2026-12-31'"
_AGREED = """
    SELECT area, count(*) FROM goals WHERE agreed_on BETWEEN '2026-01-01' AND '2026-12-31' GROUP BY area
"""
_OUTCOMES = """
    SELECT h.state, g.area, count(*) FROM (
        SELECT goal_id, state, max("on") FROM goal_changes INDEXED BY ix_goal_changes_figures
        WHERE "on" BETWEEN '2026-01-01' AND '2026-12-31' GROUP BY goal_id
    ) AS h JOIN goals AS g ON g.id = h.goal_id GROUP BY h.state, g.area
"""
_REFERRALS = f"""
    SELECT s.kind, r.service, count(*) FROM {_TALKS} CROSS JOIN {_PARTS} ON p.talk_id = t.id AND p.counts = 1
    CROSS JOIN referrals AS r ON r.participant_id = p.id LEFT JOIN services AS s ON s.code = r.service
    WHERE {_YEAR} AND r.service <> '' GROUP BY s.kind, r.service
"""
_CAME_OF_REFERRALS = """
    SELECT r.outcome, t.topic, s.kind, count(*) FROM referrals AS r INDEXED BY ix_referrals_outcome
    CROSS JOIN participants AS p ON p.id = r.participant_id CROSS JOIN talks AS t ON t.id = p.talk_id
    LEFT JOIN services AS s ON s.code = r.service
    WHERE r.outcome_on BETWEEN '2026-01-01' AND '2026-12-31' AND r.outcome <> ''
    GROUP BY r.outcome, t.topic, s.kind
"""
_CAME_OF_MEASURES = """
    SELECT m.outcome, g.area, count(*) FROM measures AS m INDEXED BY ix_measures_outcome
    CROSS JOIN goals AS g ON g.id = m.goal_id
    WHERE m.done_on BETWEEN '2026-01-01' AND '2026-12-31' AND m.outcome <> '' GROUP BY m.outcome, g.area
"""
_BRIEF = "SELECT form, count(*) FROM brief_contacts WHERE \"on\" BETWEEN '2026-01-01' AND '2026-12-31'"
STATEMENTS = (
    _PEOPLE,
    _FORMS_AND_TOPICS,
    _FURTHER,
    _PLANS,
    _EXTENSIONS,
    _AGREED,
    _OUTCOMES,
    _REFERRALS,
    _CAME_OF_REFERRALS,
    _CAME_OF_MEASURES,
    _BRIEF,
)


class CountedOtherwise(Exception):
    """The bare statements and the program count differently: then they cannot be compared."""


def measures(desk: Desk) -> Iterator[Figure]:
    """Yield how long the figures of the year take, and how much longer than bare SQL."""
    _check(desk)
    ours, bare = alternating(lambda: _ours(desk), lambda: _bare(desk), RUNS)
    yield Figure("figures of a year", ours)
    yield Figure("figures of a year, to bare SQL over covering indexes", ours / bare, RATIO, MOST)


def _ours(desk: Desk) -> Sheet:
    definition = desk.profile.sheet(YEAR)
    with desk.vault.reading() as connection:
        return count_sheet(connection, definition, YEAR)


def _bare(desk: Desk) -> list[list[tuple[object, ...]]]:
    with desk.vault.reading() as connection:
        return [_rows(connection, statement) for statement in STATEMENTS]


def _rows(connection: Connection, statement: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(statement).all()]


def _check(desk: Desk) -> None:
    """Compare what both count of people, talks, plans and referrals. Raises ``CountedOtherwise``."""
    figures = {figure.code: figure for figure in _ours(desk).figures}
    (
        people,
        held,
        _further,
        plans,
        _extensions,
        _agreed,
        _outcomes,
        referrals,
        came,
        came_of_measures,
        _brief,
    ) = _bare(desk)
    people_of = {kind: number for kind, value, number in people if value is None}
    pairs = (
        (figures["persons"].total, people_of["all"]),
        (figures["persons_new"].total, people_of["new"]),
        (figures["talks"].total, held[0][2]),
        (figures["plans_begun"].total, sum(int(str(row[3])) for row in plans if row[0])),
        (figures["plans_open"].total, sum(int(str(row[3])) for row in plans if row[1])),
        (figures["referrals_by_service"].total, sum(int(str(row[2])) for row in referrals)),
        (figures["referral_outcomes"].total, sum(int(str(row[3])) for row in came)),
        (figures["measure_outcomes"].total, sum(int(str(row[2])) for row in came_of_measures)),
    )
    if any(mine != (bare or 0) for mine, bare in pairs):
        raise CountedOtherwise(pairs)
