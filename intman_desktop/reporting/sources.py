"""What can be counted, as SQL: one source for each word of ``profiles.countable`` (K3 to K5).

A source yields one row per thing: its ``id``, the ``case_id`` behind it (NULL where there is none)
and one column per breakdown. Counting and "the cases behind a figure" select from the same rows.
The indexes are named because the planner may not ANALYZE a vault and then picks worse ones.
Functions that make text and sorters per row are avoided: in a vault each piece of memory is locked
and released again, which costs more than the counting. Where the newest of a few rows is asked for, a row
is told by its id from itself before anything is read that the index does not hold: mostly it is the only one.
Bound values: ``:first`` and ``:last`` day of the year, ``:case_ids`` a JSON list where only some cases count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intman_desktop.rules.goals import AGREED_STATES


@dataclass(frozen=True)
class Source:
    """The SQL of one kind of thing, the column of each breakdown, and whether many rows say the same."""

    sql: str
    columns: Mapping[str, str]
    alike: bool


def source_of(counts: str, *, only_some_cases: bool = False) -> Source:
    """Return the source of ``counts``; with ``only_some_cases`` it asks for ``:case_ids``."""
    build, columns = _SOURCES[counts]
    return Source(build(_Only(only_some_cases)), columns, counts not in _EACH_ANOTHER)


class _Only:
    """Writes the condition that narrows to some cases, or nothing."""

    def __init__(self, narrow: bool) -> None:
        self.narrow = narrow

    def __call__(self, column: str) -> str:
        return f"AND {column} IN (SELECT value FROM json_each(:case_ids))" if self.narrow else ""


def quoted(codes: Iterable[str]) -> str:
    """Return codes of the program (never of a person) as a list of SQL texts."""
    return ", ".join(f"'{code}'" for code in sorted(codes))


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


# Counting participations of the year; the order of the join is forced, talks by their day come first.
_YEAR_OF_TALKS = """
    FROM talks AS t INDEXED BY ix_talks_figures
    CROSS JOIN participants AS p INDEXED BY ix_participants_figures ON p.talk_id = t.id AND p.counts = 1
"""
_IN_YEAR = 't."on" BETWEEN :first AND :last'


def _person(only: _Only) -> str:
    """Each adult with a counting talk in the year, once (K5); status as valid on the last day (K3).

    Who turned 18 in the year counts with a talk on that day or later. Whose age nobody knows counts. New is
    nobody who had a counting talk here before, nor whose first talk here before the year an old list told,
    as ``rules.decisions.first_talk_unnoted`` knows it: it is a talk of this office, only not noted.
    """
    return f"""
    SELECT seen.case_id AS id, seen.case_id AS case_id,
        CASE WHEN EXISTS (
            SELECT 1 FROM participants AS p INDEXED BY ix_participants_case
            CROSS JOIN talks AS t ON t.id = p.talk_id
            WHERE p.case_id = seen.case_id AND p.counts = 1 AND t."on" < :first
        ) OR EXISTS (
            SELECT 1 FROM cases AS b INDEXED BY ix_cases_from_list
            WHERE b.id = seen.case_id AND b.from_list_on IS NOT NULL AND b.start_origin = 'here'
                AND b.period_start <= b.from_list_on AND b.period_start < :first
        ) THEN 'no' ELSE 'yes' END AS new,
        c.sex AS sex,
        CASE WHEN c.birth_precision <> 'unknown' THEN CAST(c.birth_date AS INTEGER) END AS birth_year,
        CASE WHEN c.nationality <> '' THEN c.nationality ELSE c.second_nationality END AS nationality,
        {residence_status("seen.case_id")} AS residence_status,
        CASE c.section_24 WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'unknown' END AS section_24
    FROM (
        SELECT p.case_id, max(t."on") AS last_on {_YEAR_OF_TALKS}
        WHERE {_IN_YEAR} {only("p.case_id")} GROUP BY p.case_id
    ) AS seen
    LEFT JOIN clients AS c ON c.case_id = seen.case_id
    WHERE NOT ({_IS_MINOR})
    """


_BORN = "c.birth_date IS NOT NULL AND c.birth_precision <> 'unknown'"
_TURNS_18 = "(CAST(c.birth_date AS INTEGER) + 18)"
_FIRST_POSSIBLE_DAY = f"""{_TURNS_18} || CASE
    WHEN c.birth_precision = 'month' THEN substr(c.birth_date, 5, 4) || '01'
    WHEN c.birth_precision = 'day' AND NOT c.birth_uncertain THEN substr(c.birth_date, 5)
    ELSE '-01-01'
END"""
_LAST_POSSIBLE_DAY = f"""CASE
    WHEN c.birth_precision = 'month'
        THEN date({_TURNS_18} || substr(c.birth_date, 5, 4) || '01', '+1 month', '-1 day')
    ELSE {_TURNS_18} || '-12-31'
END"""
# As rules.ages.is_adult where it says no, on the day of the last talk. Most were 18 before the year began:
# that needs no text to be made.
_IS_MINOR = f"""
    coalesce(c.adult = 0, 0) AND NOT ({_BORN})
    OR {_BORN} AND {_TURNS_18} >= CAST(:first AS INTEGER) AND CASE
        WHEN seen.last_on < {_FIRST_POSSIBLE_DAY} AND (c.adult IS NULL OR NOT c.birth_uncertain) THEN 1
        WHEN c.adult = 0 AND seen.last_on < {_LAST_POSSIBLE_DAY}
            AND (c.birth_precision <> 'day' OR c.birth_uncertain) THEN 1
        ELSE 0
    END
"""


def residence_status(case: str) -> str:
    """Return the residence status of ``case`` as valid on the last day, or the last one known before (K3)."""
    return f"""(
            SELECT a.value FROM answers AS a INDEXED BY ix_answers_field_case
            WHERE a.case_id = {case} AND {_known("a")} AND NOT EXISTS (
                SELECT 1 FROM answers AS b INDEXED BY ix_answers_field_case
                WHERE b.case_id = {case} AND {_known("b")}
                    AND b.id <> a.id AND {_standing("b")} > {_standing("a")}
            )
        )"""


def _known(answer: str) -> str:
    """Return the condition that an answer is a residence status known by the end of the year."""
    return (
        f"{answer}.field = 'residence_status' AND {answer}.value <> ''"
        f" AND coalesce({answer}.valid_from, '') <= :last"
    )


def _standing(answer: str) -> str:
    """Return what orders statuses: valid longest (up to the last day), then the newest."""
    until = f"CASE WHEN {answer}.valid_to < :last THEN {answer}.valid_to ELSE :last END"
    return f"({until}, coalesce({answer}.valid_from, ''), {answer}.id)"


def _talk(only: _Only) -> str:
    """Each talk of the year that counts for at least one person, or did for one who was erased, once (K5)."""
    return f"""
    SELECT t.id AS id, NULL AS case_id, t.form AS form, t.topic AS topic
    FROM talks AS t INDEXED BY ix_talks_figures
    WHERE {_IN_YEAR} AND {_counting(only)}
    """


def _further_topic(only: _Only) -> str:
    """Each topic named beside the main one in a talk that counts (K5)."""
    return f"""
    SELECT t.id AS id, NULL AS case_id, f.value AS topic
    FROM talks AS t INDEXED BY ix_talks_figures CROSS JOIN json_each(t.further_topics) AS f
    WHERE {_IN_YEAR} AND t.further_topics <> '[]' AND {_counting(only)}
    """


def _counting(only: _Only) -> str:
    """Return the condition that a talk counts; it goes on counting where whoever it counted for is erased."""
    of_people = f"""EXISTS (
        SELECT 1 FROM participants AS p INDEXED BY ix_participants_figures
        WHERE p.talk_id = t.id AND p.counts = 1 {only("p.case_id")}
    )"""
    return of_people if only.narrow else f"({of_people} OR t.id IN ({COUNTED_BEFORE}))"


COUNTED_BEFORE = "SELECT k.id FROM talks AS k INDEXED BY ix_talks_counted WHERE k.counted = 1"
"""The talks that counted for somebody whose case was erased (K5, K8)."""


def _plan(only: _Only) -> str:
    """Each plan that counts as made and was open on a day of the year (K4, I8).

    All comes from the stretches of open days, so begun + continued − ended = open always holds; a
    stretch that ends before it begins was never open. ``closed_on`` is the last open day.
    """
    return f"""
    SELECT pl.id AS id, pl.case_id AS case_id,
        CASE WHEN pl.begun THEN 'yes' ELSE 'no' END AS begun,
        CASE WHEN pl.begun THEN 'no' ELSE 'yes' END AS continued,
        CASE WHEN pl.is_open THEN 'no' ELSE 'yes' END AS ended,
        CASE WHEN pl.is_open THEN 'yes' ELSE 'no' END AS open,
        CASE WHEN NOT pl.is_open THEN (
            SELECT x.reason FROM plan_spans AS x
            WHERE x.plan_id = pl.id AND {_closed_in_year("x")} AND NOT EXISTS (
                SELECT 1 FROM plan_spans AS y WHERE y.plan_id = pl.id AND {_closed_in_year("y")}
                    AND y.id <> x.id AND (y.closed_on, y.opened_on, y.id) > (x.closed_on, x.opened_on, x.id)
            )
        ) END AS reason
    FROM (
        SELECT p.id, p.case_id, NOT p.brought_along AND min(s.opened_on) >= :first AS begun,
            max(s.closed_on IS NULL OR s.closed_on > :last) AS is_open
        FROM plans AS p CROSS JOIN plan_spans AS s ON s.plan_id = p.id
        WHERE p.begun_on IS NOT NULL {only("p.case_id")} AND s.opened_on <= :last
            AND (s.closed_on IS NULL OR s.closed_on >= s.opened_on)
            AND {plan_is_made("p")}
        GROUP BY p.id HAVING max(s.closed_on IS NULL OR s.closed_on >= :first)
    ) AS pl
    """


def plan_is_made(plan: str) -> str:
    """Return the condition that a begun plan counts: an agreed goal, or why there is none yet (I8, K4)."""
    return f"""(
        ({plan}.no_goal_until IS NOT NULL AND trim({plan}.no_goal_reason) <> '')
        OR EXISTS (
            SELECT 1 FROM goals AS g WHERE g.plan_id = {plan}.id AND (
                g.agreed_on IS NOT NULL OR g.state IN ({quoted(AGREED_STATES)}) OR {_AGREED_DAY} IS NOT NULL
            )
        )
    )"""


def _closed_in_year(span: str) -> str:
    return f"{span}.closed_on >= {span}.opened_on AND {span}.closed_on BETWEEN :first AND :last"


_AGREED_DAY = f"""(
    SELECT min(h."on") FROM goal_changes AS h WHERE h.goal_id = g.id AND h.state IN ({quoted(AGREED_STATES)})
)"""


def _extension(only: _Only) -> str:
    """Each extension decided here in the year (K3): what an office before granted is in its own sheet."""
    return f"""
    SELECT e.id AS id, e.case_id AS case_id, e.reason AS reason
    FROM extensions AS e CROSS JOIN cases AS c ON c.id = e.case_id
    WHERE e.decided_on BETWEEN :first AND :last {only("e.case_id")}
        AND (c.start_origin <> 'brought' OR e.decided_on >= c.opened_on)
    """


def _goal_agreed(only: _Only) -> str:
    """Each goal agreed here in the year: the day that is kept, else the first of its history (Z3)."""
    day = f"coalesce(g.agreed_on, {_AGREED_DAY})"
    return f"""
    SELECT g.id AS id, pl.case_id AS case_id, g.area AS area
    FROM goals AS g JOIN plans AS pl ON pl.id = g.plan_id
    WHERE {day} BETWEEN :first AND :last {only("pl.case_id")}
        AND (NOT pl.brought_along OR {day} >= {_OPENED_HERE})
    """


_OPENED_HERE = """coalesce(
    (SELECT min(s.opened_on) FROM plan_spans AS s WHERE s.plan_id = pl.id), ''
)"""
"""The day from which a plan that was brought along goes on here; before it another office counts (K4)."""


def _goal_outcome(only: _Only) -> str:
    """Each goal whose state changed in the year, with the one it came to last (K3, Z3).

    A review that leaves the state as it was changed nothing: what was reached in an earlier year and is
    looked at again counts in that year alone. Taken up again and reached once more, it counts in that later
    year too. What became of a goal before its plan was brought along counts in the office before. Day and id
    are one number, so that SQLite takes the state from the row with the greatest: a window takes three times
    as long.
    """
    return f"""
    SELECT g.id AS id, pl.case_id AS case_id, g.area AS area, last.state AS state
    FROM (
        SELECT h.goal_id, h.state, h."on" AS last_on,
            max((CAST(julianday(h."on") AS INTEGER) << {_BITS_OF_ID}) + h.id)
        FROM goal_changes AS h INDEXED BY ix_goal_changes_figures
        WHERE h."on" BETWEEN :first AND :last
        GROUP BY h.goal_id
    ) AS last
    JOIN goals AS g ON g.id = last.goal_id
    JOIN plans AS pl ON pl.id = g.plan_id {only("pl.case_id")}
    WHERE (NOT pl.brought_along OR last.last_on >= {_OPENED_HERE}) AND (
        coalesce({_STATE_BEFORE}, '') <> last.state OR EXISTS (
            SELECT 1 FROM goal_changes AS o
            WHERE o.goal_id = last.goal_id AND o."on" BETWEEN {_FROM_HERE} AND :last AND o.state <> last.state
        )
    )
    """


_FROM_HERE = f"CASE WHEN pl.brought_along THEN max(:first, {_OPENED_HERE}) ELSE :first END"
_STATE_BEFORE = f"""(
    SELECT b.state FROM goal_changes AS b
    WHERE b.goal_id = last.goal_id AND b."on" < {_FROM_HERE} AND NOT EXISTS (
        SELECT 1 FROM goal_changes AS c
        WHERE c.goal_id = b.goal_id AND c."on" < {_FROM_HERE} AND c.id <> b.id
            AND (c."on", c.id) > (b."on", b.id)
    )
)"""


def _referral(only: _Only) -> str:
    """Each referral of a person for whom a talk of the year counts (P7)."""
    return f"""
    SELECT r.id AS id, p.case_id AS case_id, r.service AS service, s.kind AS service_kind
    {_YEAR_OF_TALKS}
    CROSS JOIN referrals AS r ON r.participant_id = p.id
    LEFT JOIN services AS s ON s.code = r.service
    WHERE {_IN_YEAR} AND r.service <> '' {only("p.case_id")}
    """


def _referral_outcome(only: _Only) -> str:
    """Each referral of which something came in the year, and each need that no service met (Z6)."""
    return f"""
    SELECT r.id AS id, p.case_id AS case_id, r.outcome AS outcome, t.topic AS topic, s.kind AS service_kind
    FROM referrals AS r INDEXED BY ix_referrals_outcome
    CROSS JOIN participants AS p ON p.id = r.participant_id
    CROSS JOIN talks AS t ON t.id = p.talk_id
    LEFT JOIN services AS s ON s.code = r.service
    WHERE r.outcome_on BETWEEN :first AND :last AND r.outcome <> '' {only("p.case_id")}
    """


def _measure_outcome(only: _Only) -> str:
    """Each measure that was done in the year and of which something is known to have come (Z6)."""
    return f"""
    SELECT m.id AS id, pl.case_id AS case_id, m.outcome AS outcome, g.area AS area
    FROM measures AS m INDEXED BY ix_measures_outcome
    CROSS JOIN goals AS g ON g.id = m.goal_id
    CROSS JOIN plans AS pl ON pl.id = g.plan_id
    WHERE m.done_on BETWEEN :first AND :last AND m.outcome <> '' {only("pl.case_id")}
        AND (NOT pl.brought_along OR m.done_on >= {_OPENED_HERE})
    """


def _brief_contact(only: _Only) -> str:
    """Each Kurzkontakt of the year; it belongs to no case (P2)."""
    return f"""
    SELECT b.id AS id, NULL AS case_id, b.form AS form, b.topic AS topic
    FROM brief_contacts AS b WHERE b."on" BETWEEN :first AND :last {only("NULL")}
    """


_BITS_OF_ID = 40
"""More than the number of any row will ever need."""

_EACH_ANOTHER = frozenset({"person"})
"""What hardly repeats in all its columns at once, so that counting alike rows first only costs time."""

_SOURCES = {
    "person": (
        _person,
        {**_same("new", "sex", "nationality", "residence_status", "section_24"), "age": "birth_year"},
    ),
    "talk": (_talk, _same("form", "topic")),
    "further_topic": (_further_topic, _same("topic")),
    "plan": (_plan, _same("begun", "continued", "ended", "open", "reason")),
    "extension": (_extension, _same("reason")),
    "goal_agreed": (_goal_agreed, _same("area")),
    "goal_outcome": (_goal_outcome, _same("area", "state")),
    "referral": (_referral, _same("service", "service_kind")),
    "referral_outcome": (_referral_outcome, _same("outcome", "topic", "service_kind")),
    "measure_outcome": (_measure_outcome, _same("outcome", "area")),
    "brief_contact": (_brief_contact, _same("form", "topic")),
}
