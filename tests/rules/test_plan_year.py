"""K4: begun + continued − ended = open, for every plan and every year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.plan_year import balance_holds
from intman_desktop.values.case_file import Plan, PlanSpan
from intman_desktop.values.office_papers import PlanBalance
from tests.plan_year import PlanYear, balance, classify

BEGUN_OPEN = PlanYear(True, False, False, True)
CONTINUED_OPEN = PlanYear(False, True, False, True)


def begun_ended(reason: str) -> PlanYear:
    return PlanYear(True, False, True, False, reason)


def continued_ended(reason: str) -> PlanYear:
    return PlanYear(False, True, True, False, reason)


def a_plan(*spans: tuple[str, str | None] | tuple[str, str | None, str], brought: bool = False) -> Plan:
    made = tuple(
        PlanSpan(
            date.fromisoformat(each[0]),
            date.fromisoformat(each[1]) if each[1] else None,
            each[2] if len(each) > 2 else ("r" if each[1] else ""),
        )
        for each in spans
    )
    return Plan(min((span.opened_on for span in made), default=None), brought, spans=made)


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (a_plan(), None),
        (a_plan(("2026-01-01", None)), BEGUN_OPEN),
        (a_plan(("2026-12-31", None)), BEGUN_OPEN),
        (a_plan(("2025-12-31", None)), CONTINUED_OPEN),
        (a_plan(("2027-01-01", None)), None),
        (a_plan(("2025-06-01", "2025-12-31")), None),
        (a_plan(("2025-06-01", "2026-01-01")), continued_ended("r")),
        (a_plan(("2026-05-01", "2026-05-01")), begun_ended("r")),
        (a_plan(("2026-05-01", "2026-12-30")), begun_ended("r")),
        (a_plan(("2026-05-01", "2026-12-31")), begun_ended("r")),
        (a_plan(("2026-05-01", "2027-01-01")), BEGUN_OPEN),
        (a_plan(("2026-12-31", "2026-12-31")), begun_ended("r")),
        (a_plan(("2025-05-01", "2026-12-31"), ("2027-01-01", None)), continued_ended("r")),
        (a_plan(("2026-02-01", None), brought=True), CONTINUED_OPEN),
        (a_plan(("2026-02-01", "2026-03-01"), brought=True), continued_ended("r")),
        (a_plan(("2026-02-01", "2026-03-01", "a"), ("2026-05-01", None)), BEGUN_OPEN),
        (
            a_plan(("2026-02-01", "2026-02-01", "a"), ("2026-02-01", "2026-02-01", "b")),
            begun_ended("b"),
        ),
        (
            a_plan(("2026-02-01", "2026-03-01", "a"), ("2026-05-01", "2026-06-01", "b")),
            begun_ended("b"),
        ),
        (
            a_plan(("2026-05-01", "2026-06-01", "b"), ("2026-02-01", "2026-03-01", "a")),
            begun_ended("b"),
        ),
        (a_plan(("2025-02-01", "2025-03-01", "a"), ("2026-05-01", None)), CONTINUED_OPEN),
        (a_plan(("2026-02-01", "2026-03-01", "a"), ("2027-05-01", None)), begun_ended("a")),
        (
            a_plan(("2025-02-01", "2026-03-01", "a"), ("2027-05-01", "2027-06-01", "b")),
            continued_ended("a"),
        ),
        (a_plan(("2026-03-01", "2026-02-01")), None),
        (a_plan(("2025-03-01", "2025-02-01"), ("2026-04-01", None)), BEGUN_OPEN),
    ],
)
def test_k4_one_plan_in_2026(plan: Plan, found: PlanYear | None) -> None:
    assert classify(plan, 2026) == found


def test_k4_a_plan_through_three_years() -> None:
    plan = a_plan(("2024-07-01", "2026-02-28", "ziele"))
    assert [classify(plan, year) for year in range(2023, 2028)] == [
        None,
        BEGUN_OPEN,
        CONTINUED_OPEN,
        continued_ended("ziele"),
        None,
    ]


def test_k4_the_numbers_of_an_office() -> None:
    plans = [
        a_plan(("2026-03-01", None)),
        a_plan(("2026-03-01", "2026-04-01")),
        a_plan(("2025-03-01", None)),
        a_plan(("2025-03-01", "2026-04-01")),
        a_plan(("2026-03-01", None), brought=True),
        a_plan(("2024-03-01", "2024-04-01")),
    ]
    found = balance(plans, 2026)
    assert found == PlanBalance(begun=2, continued=3, ended=2, open=3)
    assert balance_holds(found)
    assert not balance_holds(PlanBalance(1, 0, 0, 0))
    assert balance([], 2026) == PlanBalance(0, 0, 0, 0)


spans = st.builds(
    lambda start, length: PlanSpan(
        start, None if length is None else start + timedelta(days=length), "" if length is None else "r"
    ),
    st.dates(date(2023, 1, 1), date(2028, 12, 31)),
    st.none() | st.integers(-30, 900) | st.just(0),
)
plans = st.builds(
    lambda made, brought: Plan(brought_along=brought, spans=tuple(made)),
    st.lists(spans, max_size=5),
    st.booleans(),
)


@given(st.lists(plans, max_size=12), st.integers(2022, 2029))
def test_k4_the_identity_holds_for_any_stretches(several: list[Plan], year: int) -> None:
    assert balance_holds(balance(several, year))


@given(plans, st.integers(2022, 2029))
def test_k4_agrees_with_counting_day_by_day(plan: Plan, year: int) -> None:
    days = [
        date(year, 1, 1) + timedelta(days=step)
        for step in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]

    def is_open(day: date) -> bool:
        return any(
            span.opened_on <= day and (span.closed_on is None or day <= span.closed_on) for span in plan.spans
        )

    found = classify(plan, year)
    assert (found is not None) is any(is_open(day) for day in days)
    if found is not None:
        # Open at the end of 31 December: some stretch covers that day and goes on after it.
        assert found.open is any(
            span.opened_on <= days[-1] and (span.closed_on is None or span.closed_on > days[-1])
            for span in plan.spans
            if span.closed_on is None or span.closed_on >= span.opened_on
        )
        before = date(2020, 1, 1)
        ever = any(is_open(before + timedelta(days=step)) for step in range((days[0] - before).days))
        assert found.begun is (not ever and not plan.brought_along)
        assert found.begun is not found.continued
        assert found.ended is not found.open
        assert bool(found.reason) is found.ended


@given(plans)
def test_k4_a_plan_is_begun_in_one_year_at_most(plan: Plan) -> None:
    years = [classify(plan, year) for year in range(2020, 2035)]
    assert sum(found is not None and found.begun for found in years) <= 1
