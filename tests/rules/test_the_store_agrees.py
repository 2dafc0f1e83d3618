"""What the store answers in SQL is what the rules say: K4 plan by plan, C4 day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlcipher3
from hypothesis import example, given
from hypothesis import strategies as st

from intman_desktop.reporting import plausibility
from intman_desktop.reporting.sources import source_of
from intman_desktop.rules.period import case_period
from intman_desktop.values.case_file import Case, Extension, Goal, Plan, PlanSpan
from intman_desktop.values.codes import GoalState
from tests.plan_year import PlanYear, classify

TABLES = """
    CREATE TABLE plans (id INTEGER PRIMARY KEY, case_id INTEGER, begun_on TEXT, brought_along INTEGER,
        no_goal_reason TEXT DEFAULT '', no_goal_until TEXT);
    CREATE TABLE plan_spans (id INTEGER PRIMARY KEY, plan_id INTEGER, opened_on TEXT, closed_on TEXT,
        reason TEXT DEFAULT '');
    CREATE TABLE goals (id INTEGER PRIMARY KEY, plan_id INTEGER, agreed_on TEXT, state TEXT, area TEXT);
    CREATE TABLE goal_changes (goal_id INTEGER, "on" TEXT, state TEXT);
"""

DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31)) | st.sampled_from(
    [date(2026, 1, 1), date(2026, 12, 31), date(2025, 12, 31), date(2027, 1, 1)]
)


@pytest.fixture(scope="module")
def store() -> Iterator[sqlcipher3.Connection]:
    connection = sqlcipher3.connect(":memory:", isolation_level=None)
    connection.executescript(TABLES)
    yield connection
    connection.close()


@st.composite
def lawful_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan with stretches in any order, closed ones with a reason of their own."""
    spans = []
    for number in range(draw(st.integers(1, 4))):
        begin = draw(DAYS)
        end = draw(st.none() | st.integers(-20, 500))
        closed_on = None if end is None else begin + timedelta(days=end)
        spans.append(PlanSpan(begin, closed_on, "" if end is None else f"r{number}"))
    begun_on = min(span.opened_on for span in spans)
    goals = (Goal("language", "B1", state=GoalState.AGREED),)
    return Plan(begun_on, draw(st.booleans()), spans=tuple(spans), goals=goals)


def write(store: sqlcipher3.Connection, plan: Plan) -> None:
    for table in ("plans", "plan_spans", "goals", "goal_changes"):
        store.execute(f"DELETE FROM {table}")
    store.execute(
        "INSERT INTO plans (id, case_id, begun_on, brought_along) VALUES (1, 1, ?, ?)",
        (str(plan.begun_on), plan.brought_along),
    )
    store.execute("INSERT INTO goals (id, plan_id, state) VALUES (1, 1, 'agreed')")
    for span in plan.spans:
        closed_on = None if span.closed_on is None else str(span.closed_on)
        store.execute(
            "INSERT INTO plan_spans (plan_id, opened_on, closed_on, reason) VALUES (1, ?, ?, ?)",
            (str(span.opened_on), closed_on, span.reason),
        )


def asked(store: sqlcipher3.Connection, year: int) -> PlanYear | None:
    source = source_of("plan")
    columns = [source.columns[name] for name in ("begun", "continued", "ended", "open", "reason")]
    bound = {"first": f"{year}-01-01", "last": f"{year}-12-31"}
    row = store.execute(f"SELECT {', '.join(columns)} FROM ({source.sql})", bound).fetchone()
    if row is None:
        return None
    begun, continued, ended, is_open, reason = row
    return PlanYear(begun == "yes", continued == "yes", ended == "yes", is_open == "yes", reason or "")


@given(lawful_plans(), st.integers(2022, 2029))
def test_k4_the_store_counts_a_plan_as_the_rule_does(
    store: sqlcipher3.Connection, plan: Plan, year: int
) -> None:
    write(store, plan)
    found, expected = asked(store, year), classify(plan, year)
    ends = [span.closed_on for span in plan.spans]
    if expected is None or found is None or len(set(ends)) == len(ends):
        assert found == expected
    else:
        # Two stretches that end on one day: which reason was the last is not laid down.
        assert (found.begun, found.continued, found.ended, found.open) == (
            expected.begun,
            expected.continued,
            expected.ended,
            expected.open,
        )


@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31))
    | st.sampled_from([date(2024, 2, 29), date(2024, 8, 31), date(2025, 2, 28), date(2026, 12, 31)]),
    st.none() | st.integers(-40, 1600),
)
@example(date(2024, 2, 29), None)
@example(date(2024, 2, 29), 1461)
@example(date(2024, 2, 29), 1462)
def test_c4_the_store_finds_the_last_day_as_the_rule_does(
    store: sqlcipher3.Connection, start: date, further: int | None
) -> None:
    """The last day as the plausibility list reckons it, from the program's own SQL."""
    until = None if further is None else start + timedelta(days=further)
    extensions = () if until is None else (Extension(until, start, "other"),)
    case = Case("IM-1", start, period_start=start)
    period = case_period(case, extensions)
    assert period is not None
    query = f"SELECT {plausibility._LAST_DAY} FROM (SELECT ? AS period_start) AS c, (SELECT ? AS until) AS e"
    (found,) = store.execute(query, (str(start), None if until is None else str(until))).fetchone()
    assert found == str(period.last_day)
