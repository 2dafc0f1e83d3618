"""The plausibility list: what should be looked at before a sheet is handed in (K6).

Everything is found in SQL and returned as facts with the case they belong to, in the order of the
list and of the cases. Cases under a hold are not listed (L2), though they count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, Date, Executable, TextClause, select, text

from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.reporting.counting import days_of
from intman_desktop.reporting.sources import plan_is_made, residence_status
from intman_desktop.rules.period import LONGEST_MONTHS, REGULAR_MONTHS
from intman_desktop.rules.plan_year import balance_holds
from intman_desktop.rules.talks import plan_due
from intman_desktop.rules.target_group import TEMPORARY_PROTECTION
from intman_desktop.values.case_file import Client
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.figures import Sheet
from intman_desktop.values.office_papers import PlanBalance


def plausible(connection: Connection, year: int, today: date) -> tuple[Explanation, ...]:
    """Return what should be looked at for ``year``, as seen on ``today`` (Rule K6).

    Each fact has ``case_id`` but the one of Kurzkontakte, which hang on no case. Codes, with their further
    values:

    - ``question_agreement_missing``: ``on``, the first talk of the year without an agreement (B1);
    - ``question_plan_missing``: ``since``, the day of the talk that needed it (P3);
    - ``question_plan_closed``: ``since``, that of a talk after ``closed_on``, the plan's last open day (P3);
    - ``question_talk_outside``: ``talk_id``, ``on``, ``start``, ``last_day`` (C8);
    - ``question_needs_outside``: ``on``, ``start``, ``last_day``; it is a talk and is noted as none (C8);
    - ``question_plan_not_made``: ``plan_id``, ``begun_on``; without a goal or the sentence it counts nowhere;
    - ``question_plan_without_talk``: ``plan_id``, ``begun_on``;
    - ``question_needs_without_talk``: ``on``; it is a talk but is noted as none (C1);
    - ``question_open_plan_of_ended_case``: ``plan_id``, ``ended_on``;
    - ``question_date_in_future``, of a past year until it is handed in: ``what`` ("talk", "plan",
      "plan_end", "extension", "goal", "goal_change", "measure", "referral", "birth", "needs", "decision",
      "consent", "signature", "disclosure"), ``on``;
    - ``question_brief_contacts_in_future``, likewise: ``count``;
    - ``question_sex_missing``, ``question_birth_date_missing``;
    - ``question_section_24_missing``: the residence status is temporary protection, and the mark of § 24,
      which is never derived from it, was not asked for (K3);
    - ``question_plan_days``: ``plan_id``; its days contradict each other and break K4.
    """
    found = [
        *(_facts(connection, "question_agreement_missing", _AGREEMENT_MISSING, year, today)),
        *_plans_missing(connection, year, today),
        *(_facts(connection, "question_plan_not_made", _PLAN_NOT_MADE, year, today)),
        *(_facts(connection, "question_talk_outside", _TALK_OUTSIDE, year, today)),
        *(_facts(connection, "question_needs_outside", _NEEDS_OUTSIDE, year, today)),
        *(_facts(connection, "question_plan_without_talk", _PLAN_WITHOUT_TALK, year, today)),
        *(_facts(connection, "question_needs_without_talk", _NEEDS_WITHOUT_TALK, year, today)),
        *(_facts(connection, "question_open_plan_of_ended_case", _OPEN_PLAN_OF_ENDED_CASE, year, today)),
        *(_facts(connection, "question_sex_missing", _SEX_MISSING, year, today)),
        *(_facts(connection, "question_birth_date_missing", _BIRTH_MISSING, year, today)),
        *(_facts(connection, "question_section_24_missing", _SECTION_24_MISSING, year, today)),
        *(_facts(connection, "question_plan_days", _PLAN_DAYS, year, today)),
    ]
    if year >= today.year or not _is_handed_in(connection, year):
        found += _facts(connection, "question_date_in_future", _IN_FUTURE, year, today)
        found += _facts(connection, "question_brief_contacts_in_future", _CONTACTS_IN_FUTURE, year, today)
    return tuple(found)


def balance_of(sheet: Sheet) -> PlanBalance:
    """Return the four numbers of K4 as they stand on a sheet; 0 for a figure that it does not have."""
    totals = {figure.code: figure.total for figure in sheet.figures}
    return PlanBalance(*(totals.get(f"plans_{part}", 0) for part in ("begun", "continued", "ended", "open")))


def balance_question(sheet: Sheet) -> Explanation | None:
    """Return the fact that begun + continued − ended = open does not hold on a sheet, else None (K4, K6)."""
    found = balance_of(sheet)
    if balance_holds(found):
        return None
    values = {"begun": found.begun, "continued": found.continued, "ended": found.ended, "open": found.open}
    return Explanation("question_plan_balance", values)


def _is_handed_in(connection: Connection, year: int) -> bool:
    frozen = select(t.frozen_sheets.c.id).where(t.frozen_sheets.c.year == year).limit(1)
    return connection.scalar(frozen) is not None


def _facts(
    connection: Connection, code: str, query: Executable, year: int, today: date
) -> Iterator[Explanation]:
    """Yield a fact for every row of ``query``, which says itself what of it are days."""
    bound = {**days_of(year), "today": today.isoformat()}
    for row in connection.execute(query, bound).mappings():
        yield Explanation(code, dict(row))


def _plans_missing(connection: Connection, year: int, today: date) -> Iterator[Explanation]:
    """Yield the cases without an open plan whose talks needed one by the end of the year (Rules P3, K6).

    None was begun, or it was closed and not taken up again. A case stays until the plan exists or the case
    has ended, in years without a talk as well; one that ended is told in the year of its last talk alone.
    """
    last = {"last": days_of(year)["last"]}
    days: defaultdict[int, list[date]] = defaultdict(list)
    for case_id, on in connection.execute(text(_DAYS_WITHOUT_PLAN), last):
        days[case_id].append(date.fromisoformat(on))
    closings = {
        row.id: date.fromisoformat(row.closed_on) for row in connection.execute(text(_CLOSINGS), last)
    }
    elsewhere = set(connection.scalars(text(_COUNSELLED_ELSEWHERE)))
    unnoted = {row.id: date.fromisoformat(row.period_start) for row in connection.execute(text(_UNNOTED))}
    running = set(connection.scalars(text(_RUNNING), last)) if year <= today.year else ()
    until = min(today, date(year, 12, 31))
    for case_id, held in days.items():
        if held[-1].year < year and case_id not in running:
            continue
        row = connection.execute(t.clients.select().where(t.clients.c.case_id == case_id)).mappings().first()
        client = from_row(Client, t.clients, row) if row else Client()
        closed_on = closings.get(case_id)
        before = case_id in elsewhere or unnoted.get(case_id, held[0]) < held[0]
        since = plan_due(held, client, until, before=before, closed_on=closed_on)
        values = {"case_id": case_id, "since": since}
        if since is not None and closed_on is not None:
            yield Explanation("question_plan_closed", {**values, "closed_on": closed_on})
        elif since is not None:
            yield Explanation("question_plan_missing", values)


_FREE = "c.hold_since IS NULL"

# As rules.talks.plan_closed_on: by the year's end closed, while its case went on.
_CLOSINGS = f"""
    SELECT c.id AS id, max(s.closed_on) AS closed_on
    FROM plans AS pl JOIN cases AS c ON c.id = pl.case_id JOIN plan_spans AS s ON s.plan_id = pl.id
    WHERE {_FREE} AND pl.begun_on IS NOT NULL
    GROUP BY c.id HAVING count(s.closed_on) = count(*) AND max(s.closed_on) < :last
        AND (c.state <> 'ended' OR c.ended_on IS NULL OR max(s.closed_on) < c.ended_on)
"""

_WITHOUT_PLAN = f"""
    SELECT c.id AS id FROM cases AS c LEFT JOIN plans AS pl ON pl.case_id = c.id
    WHERE {_FREE} AND pl.begun_on IS NULL
    UNION ALL SELECT id FROM ({_CLOSINGS})
"""

_NEEDS_ALONE = """
    FROM needs_assessments AS n
    WHERE n.is_first_talk AND n.held_on <= :last AND NOT EXISTS (
        SELECT 1 FROM participants AS p INDEXED BY ix_participants_case
        CROSS JOIN talks AS t ON t.id = p.talk_id
        WHERE p.case_id = n.case_id AND p.counts = 1 AND t."on" = n.held_on
    )
"""

# As rules.period.counting_days: the needs assessment is a talk of its own where none is noted on its day.
_DAYS_WITHOUT_PLAN = f"""
    SELECT p.case_id AS case_id, t."on" AS day
    FROM ({_WITHOUT_PLAN}) AS open
    CROSS JOIN participants AS p INDEXED BY ix_participants_case ON p.case_id = open.id AND p.counts = 1
    CROSS JOIN talks AS t ON t.id = p.talk_id
    WHERE t."on" <= :last
    UNION ALL
    SELECT n.case_id, n.held_on {_NEEDS_ALONE} AND n.case_id IN ({_WITHOUT_PLAN})
    ORDER BY 1, 2
"""

_RUNNING = """
    SELECT id FROM cases WHERE state <> 'ended' OR ended_on > :last
"""

_COUNSELLED_ELSEWHERE = """
    SELECT id FROM cases WHERE counselled_before = 'yes'
    UNION SELECT case_id FROM earlier_counselling
"""

# As rules.decisions.first_talk_unnoted, but for the talks themselves.
_UNNOTED = """
    SELECT id, period_start FROM cases
    WHERE start_origin = 'here' AND period_start <= from_list_on AND NOT EXISTS (
        SELECT 1 FROM decisions WHERE case_id = cases.id AND kind = 'start_changed'
    )
"""

# Months as Rule C4 counts them: "floor" is the last day of a month that lacks the day.
_LAST_DAY = f"""min(
    max(date(c.period_start, '+{REGULAR_MONTHS} months', 'floor'), coalesce(e.until, '')),
    date(c.period_start, '+{LONGEST_MONTHS} months', 'floor')
)"""

_TALK_OUTSIDE = text(f"""
    SELECT c.id AS case_id, t.id AS talk_id, t."on" AS "on", c.period_start AS start, {_LAST_DAY} AS last_day
    FROM talks AS t INDEXED BY ix_talks_figures
    CROSS JOIN participants AS p INDEXED BY ix_participants_figures ON p.talk_id = t.id AND p.counts = 1
    CROSS JOIN cases AS c ON c.id = p.case_id
    LEFT JOIN (SELECT case_id, max(until) AS until FROM extensions GROUP BY case_id) AS e ON e.case_id = c.id
    WHERE t."on" BETWEEN :first AND :last AND {_FREE} AND (t."on" < c.period_start OR t."on" > {_LAST_DAY})
    ORDER BY c.id, t."on", t.id
""").columns(on=Date, start=Date, last_day=Date)

_NEEDS_OUTSIDE = text(f"""
    SELECT c.id AS case_id, n.held_on AS "on", c.period_start AS start, {_LAST_DAY} AS last_day
    FROM (SELECT n.case_id AS case_id, n.held_on AS held_on {_NEEDS_ALONE} AND n.held_on >= :first) AS n
    JOIN cases AS c ON c.id = n.case_id
    LEFT JOIN (SELECT case_id, max(until) AS until FROM extensions GROUP BY case_id) AS e ON e.case_id = c.id
    WHERE {_FREE} AND (n.held_on < c.period_start OR n.held_on > {_LAST_DAY})
    ORDER BY c.id
""").columns(on=Date, start=Date, last_day=Date)

_OPEN_IN_YEAR = """EXISTS (
        SELECT 1 FROM plan_spans AS s WHERE s.plan_id = pl.id AND s.opened_on <= :last
            AND (s.closed_on IS NULL OR s.closed_on >= :first)
    )"""

_PLAN_NOT_MADE = text(f"""
    SELECT c.id AS case_id, pl.id AS plan_id, pl.begun_on AS begun_on
    FROM plans AS pl JOIN cases AS c ON c.id = pl.case_id
    WHERE {_FREE} AND pl.begun_on IS NOT NULL AND {_OPEN_IN_YEAR} AND NOT {plan_is_made("pl")}
    ORDER BY c.id
""").columns(begun_on=Date)

_PLAN_WITHOUT_TALK = text(f"""
    SELECT c.id AS case_id, pl.id AS plan_id, pl.begun_on AS begun_on
    FROM plans AS pl JOIN cases AS c ON c.id = pl.case_id
    WHERE {_FREE} AND {_OPEN_IN_YEAR} AND NOT EXISTS (
        SELECT 1 FROM participants AS p INDEXED BY ix_participants_case
        CROSS JOIN talks AS t ON t.id = p.talk_id
        WHERE p.case_id = c.id AND p.counts = 1 AND t."on" <= :last
    )
    ORDER BY c.id
""").columns(begun_on=Date)

_NEEDS_WITHOUT_TALK = text(f"""
    SELECT n.case_id AS case_id, n.held_on AS "on" {_NEEDS_ALONE} AND n.held_on >= :first
        AND EXISTS (SELECT 1 FROM cases AS c WHERE c.id = n.case_id AND {_FREE})
    ORDER BY n.case_id
""").columns(on=Date)

_OPEN_PLAN_OF_ENDED_CASE = text(f"""
    SELECT c.id AS case_id, pl.id AS plan_id, c.ended_on AS ended_on
    FROM cases AS c JOIN plans AS pl ON pl.case_id = c.id
    WHERE c.state = 'ended' AND {_FREE} AND coalesce(c.ended_on, '') <= :last AND EXISTS (
        SELECT 1 FROM plan_spans AS s WHERE s.plan_id = pl.id AND s.opened_on <= :last
            AND (s.closed_on IS NULL OR s.closed_on > c.ended_on)
    )
    ORDER BY c.id
""").columns(ended_on=Date)

_SEEN_IN_YEAR = """
    SELECT DISTINCT p.case_id FROM talks AS t INDEXED BY ix_talks_figures
    CROSS JOIN participants AS p INDEXED BY ix_participants_figures ON p.talk_id = t.id AND p.counts = 1
    WHERE t."on" BETWEEN :first AND :last
"""


def _seen_where(condition: str) -> TextClause:
    return text(f"""
    SELECT c.id AS case_id FROM ({_SEEN_IN_YEAR}) AS seen
    JOIN cases AS c ON c.id = seen.case_id
    LEFT JOIN clients AS cl ON cl.case_id = c.id
    WHERE {_FREE} AND {condition} ORDER BY c.id
    """)


# As rules.intake.is_agreed: signed by both, or agreed orally and the signatures to come.
_AGREEMENT_MISSING = text(f"""
    SELECT c.id AS case_id, seen."on" AS "on" FROM (
        SELECT p.case_id AS case_id, min(t."on") AS "on"
        FROM talks AS t INDEXED BY ix_talks_figures
        CROSS JOIN participants AS p INDEXED BY ix_participants_figures ON p.talk_id = t.id AND p.counts = 1
        WHERE t."on" BETWEEN :first AND :last GROUP BY p.case_id
    ) AS seen JOIN cases AS c ON c.id = seen.case_id
    WHERE {_FREE} AND NOT EXISTS (
        SELECT 1 FROM agreements AS a WHERE a.case_id = c.id AND (
            a.oral_on IS NOT NULL OR (a.client_signed_on IS NOT NULL AND a.worker_signed_on IS NOT NULL)
        )
    )
    ORDER BY c.id
""").columns(on=Date)

_SECTION_24_MISSING = _seen_where(
    f"cl.section_24 IS NULL AND {residence_status('c.id')} = '{TEMPORARY_PROTECTION}'"
)
_SEX_MISSING = _seen_where("cl.sex IS NULL")
_BIRTH_MISSING = _seen_where("(cl.birth_date IS NULL OR cl.birth_precision = 'unknown')")

# As rules.plan: stretches end after they begin, do not overlap, and the plan begins with the first.
_PLAN_DAYS = text(f"""
    SELECT c.id AS case_id, pl.id AS plan_id
    FROM plans AS pl JOIN cases AS c ON c.id = pl.case_id
    LEFT JOIN (
        SELECT plan_id, min(opened_on) AS first_day, sum(closed_on < opened_on) AS turned
        FROM plan_spans GROUP BY plan_id
    ) AS s ON s.plan_id = pl.id
    WHERE {_FREE} AND (pl.begun_on <= :last OR s.first_day <= :last) AND (
        (pl.begun_on IS NULL) <> (s.first_day IS NULL)
        OR s.turned > 0
        OR (pl.begun_on <> s.first_day AND NOT (pl.brought_along AND pl.begun_on < s.first_day))
        OR EXISTS (
            SELECT 1 FROM plan_spans AS a JOIN plan_spans AS b
                ON b.plan_id = a.plan_id AND (b.opened_on, b.id) > (a.opened_on, a.id)
            WHERE a.plan_id = pl.id AND coalesce(a.closed_on, '9999-12-31') >= b.opened_on
        )
    )
    ORDER BY c.id
""")

# Both sign on one day as a rule, which is one question: UNION leaves out what is the same.
_SIGNATURES = """
    SELECT case_id, client_signed_on AS signed_on FROM agreements
    UNION SELECT case_id, worker_signed_on FROM agreements
    UNION SELECT case_id, oral_on FROM agreements
    UNION SELECT case_id, client_signed_on FROM plans
    UNION SELECT case_id, worker_signed_on FROM plans
"""

_CONTACTS_IN_FUTURE = text("""
    SELECT count(*) AS count FROM brief_contacts WHERE "on" > :today HAVING count(*) > 0
""")

_IN_FUTURE = text(f"""
    SELECT c.id AS case_id, found.what AS what, found."on" AS "on" FROM (
        SELECT p.case_id AS case_id, 'talk' AS what, t."on" AS "on"
        FROM talks AS t INDEXED BY ix_talks_figures
        CROSS JOIN participants AS p INDEXED BY ix_participants_figures ON p.talk_id = t.id
        WHERE t."on" > :today
        UNION ALL SELECT pl.case_id, 'plan', s.opened_on FROM plan_spans AS s
            JOIN plans AS pl ON pl.id = s.plan_id WHERE s.opened_on > :today
        UNION ALL SELECT pl.case_id, 'plan_end', s.closed_on FROM plan_spans AS s
            JOIN plans AS pl ON pl.id = s.plan_id WHERE s.closed_on > :today
        UNION ALL SELECT case_id, 'extension', decided_on FROM extensions WHERE decided_on > :today
        UNION ALL SELECT pl.case_id, 'goal', g.agreed_on FROM goals AS g
            JOIN plans AS pl ON pl.id = g.plan_id WHERE g.agreed_on > :today
        UNION ALL SELECT pl.case_id, 'goal_change', h."on"
            FROM goal_changes AS h INDEXED BY ix_goal_changes_figures
            JOIN goals AS g ON g.id = h.goal_id JOIN plans AS pl ON pl.id = g.plan_id WHERE h."on" > :today
        UNION ALL SELECT pl.case_id, 'measure', m.done_on FROM measures AS m
            JOIN goals AS g ON g.id = m.goal_id JOIN plans AS pl ON pl.id = g.plan_id WHERE m.done_on > :today
        UNION ALL SELECT p.case_id, 'referral', r.outcome_on FROM referrals AS r
            JOIN participants AS p ON p.id = r.participant_id WHERE r.outcome_on > :today
        UNION ALL SELECT case_id, 'birth', birth_date FROM clients WHERE birth_date > :today
        UNION ALL SELECT case_id, 'needs', held_on FROM needs_assessments WHERE held_on > :today
        UNION ALL SELECT case_id, 'decision', "on" FROM decisions WHERE "on" > :today
        UNION ALL SELECT case_id, 'consent', decided_on FROM consents WHERE decided_on > :today
        UNION ALL SELECT case_id, 'consent', withdrawn_on FROM consents WHERE withdrawn_on > :today
        UNION ALL SELECT case_id, 'disclosure', "on" FROM disclosures WHERE "on" > :today
        UNION ALL SELECT case_id, 'signature', signed_on FROM ({_SIGNATURES}) WHERE signed_on > :today
    ) AS found JOIN cases AS c ON c.id = found.case_id
    WHERE {_FREE} ORDER BY c.id, found.what, found."on"
""").columns(on=Date)
