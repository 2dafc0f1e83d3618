"""L4, L7: backups are thinned to days, weeks and months, and never on a day that cannot be right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.backup_thinning import DAILY_DAYS, outdated, surplus

TODAY = date(2026, 11, 20)  # a Friday
DAYS = st.lists(st.dates(TODAY - timedelta(days=300), TODAY), max_size=40).map(sorted)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=each) for each in days]


@pytest.mark.parametrize(
    ("made_on", "max_age", "gone"),
    [
        ([], 30, ()),
        (ago(0), 30, ()),
        (ago(400 - 40), 30, ()),  # the newest never goes, however old
        (ago(6, 5, 4, 3, 2, 1, 0), 30, ()),
        (ago(0, 0, 0), 30, ()),  # of today all
        (ago(1, 1, 0), 30, (0,)),  # of a day that is over the last
        (ago(11, 10, 9, 0), 30, (0, 1)),  # Monday to Wednesday of the week before: the last of them stays
        (ago(11, 8, 4, 0), 30, (0,)),
        (ago(18, 11, 0), 30, ()),
        (ago(31, 0), 30, (0,)),
        (ago(30, 0), 30, ()),
        (ago(60, 40, 0), 90, ()),  # of September and of October
        (ago(60, 55, 45, 40, 0), 90, (0, 2)),
        (ago(100, 95, 0), 90, (0, 1)),
    ],
)
def test_l4_of_each_day_week_and_month_the_last_stays(
    made_on: list[date], max_age: int, gone: tuple[int, ...]
) -> None:
    assert surplus(made_on, TODAY, max_age) == gone


@pytest.mark.parametrize(
    "newest_known", [TODAY + timedelta(days=1), TODAY - timedelta(days=367)], ids=["set back", "far ahead"]
)
def test_l7_on_a_day_that_cannot_be_right_nothing_goes(newest_known: date) -> None:
    old = [newest_known - timedelta(days=days) for days in (900, 800)]
    assert surplus(old, TODAY, 30, newest_known) == ()
    assert not outdated(old[0], TODAY, 30, newest_known)


def test_l7_a_backup_from_tomorrow_is_such_a_day() -> None:
    assert surplus([*ago(200, 100), TODAY + timedelta(days=1)], TODAY, 30) == ()


@pytest.mark.parametrize(("age", "old"), [(0, False), (30, False), (31, True)])
def test_l4_what_is_kept_beside_has_the_same_age(age: int, old: bool) -> None:
    assert outdated(TODAY - timedelta(days=age), TODAY, 30) is old
    assert outdated(TODAY - timedelta(days=age), TODAY, 30, TODAY) is old


@given(DAYS, st.integers(1, 365))
def test_the_newest_stays_and_doing_it_twice_changes_nothing(made_on: list[date], max_age: int) -> None:
    left = [
        day for number, day in enumerate(made_on) if number not in surplus(made_on, TODAY, max_age, TODAY)
    ]
    assert left[-1:] == made_on[-1:]
    assert surplus(left, TODAY, max_age, TODAY) == ()
    assert all((TODAY - day).days <= max_age for day in left[:-1])


@given(DAYS, st.integers(DAILY_DAYS, 365))
def test_every_day_of_the_last_week_and_every_week_within_the_age_keeps_one(
    made_on: list[date], max_age: int
) -> None:
    gone = surplus(made_on, TODAY, max_age, TODAY)
    left = [day for number, day in enumerate(made_on) if number not in gone]
    for day in made_on:
        age = (TODAY - day).days
        if age < DAILY_DAYS:
            assert day in left
        elif age <= min(max_age, 28):
            assert any(day.isocalendar()[:2] == other.isocalendar()[:2] for other in left)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), st.integers(7, 120))
def test_thinned_every_day_the_last_month_never_runs_empty(steps: list[int], max_age: int) -> None:
    kept: list[date] = []
    day = date(2026, 1, 1)
    for step in steps:
        day += timedelta(days=step)
        kept.append(day)
        gone = surplus(kept, day, max_age, day)
        kept = [each for number, each in enumerate(kept) if number not in gone]
        assert kept[-1] == day
    made = {date(2026, 1, 1) + timedelta(days=sum(steps[: end + 1])) for end in range(len(steps))}
    assert {each for each in made if (day - each).days < DAILY_DAYS} <= set(kept)
