"""L4, L7: backups are thinned to days, weeks and months in each branch, and never on a wrong day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.backup_thinning import (
    DAILY_DAYS,
    Kept,
    Made,
    in_order,
    made_days,
    newest_of_branches,
    outdated,
    surplus,
)

TODAY = date(2026, 11, 20)  # a Friday
DAYS = st.lists(st.dates(TODAY - timedelta(days=300), TODAY), max_size=40).map(sorted)
BRANCHES = (None, "", "a", "b")
MADE = DAYS.flatmap(
    lambda days: st.tuples(*(st.builds(Made, st.just(day), st.sampled_from(BRANCHES)) for day in days))
)


def ago(*days: int) -> list[Made]:
    return of_one([TODAY - timedelta(days=each) for each in days])


def of_one(days: list[date]) -> list[Made]:
    return [Made(day, "a") for day in days]


def branches(names: str, *days: int) -> list[Made]:
    return [Made(made.day, name) for name, made in zip(names, ago(*days), strict=True)]


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
    made_on: list[Made], max_age: int, gone: tuple[int, ...]
) -> None:
    assert surplus(made_on, TODAY, max_age) == gone


@pytest.mark.parametrize(
    ("made", "max_age", "gone"),
    [
        (branches("ab", 1, 1), 30, ()),  # before and after a restore of one day
        (branches("aabb", 1, 1, 1, 1), 30, (0, 2)),  # of each branch the last of the day
        (branches("abab", 1, 1, 1, 0), 30, (0,)),  # in whatever order they were made
        (branches("ab", 11, 9), 30, ()),  # of one week
        (branches("ab", 60, 55), 90, ()),  # of one month
        (branches("aab", 31, 30, 0), 30, (0,)),
        (branches("ab", 31, 0), 30, (0,)),  # the other branch has its age as well: what was erased ends
        (branches("ab", 40, 35), 30, (0,)),  # the newest of all never goes
    ],
)
def test_l4_each_branch_of_the_journal_is_thinned_by_itself(
    made: list[Made], max_age: int, gone: tuple[int, ...]
) -> None:
    assert surplus(made, TODAY, max_age) == gone


def test_the_newest_of_each_branch_is_the_last_that_was_made() -> None:
    assert newest_of_branches(branches("aabab", 9, 9, 5, 5, 0)) == {"a": 3, "b": 4}
    assert newest_of_branches([]) == {}


@given(MADE, st.integers(1, 365))
def test_l4_within_the_age_no_branch_loses_its_newest(made: tuple[Made, ...], max_age: int) -> None:
    gone = surplus(made, TODAY, max_age, TODAY)
    for number in newest_of_branches(made).values():
        assert number not in gone or (TODAY - made[number].day).days > max_age


@given(MADE, st.integers(1, 365))
def test_l4_what_stays_of_a_branch_is_what_would_stay_of_it_alone(
    made: tuple[Made, ...], max_age: int
) -> None:
    gone = surplus(made, TODAY, max_age, TODAY)
    for branch, newest in newest_of_branches(made).items():
        numbers = [number for number, each in enumerate(made) if each.branch == branch]
        alone = surplus([made[number] for number in numbers], TODAY, max_age, TODAY)
        # alone, its newest is the newest of all, and never goes
        assert {numbers[each] for each in alone} == {each for each in gone if each in numbers} - {newest}


@pytest.mark.parametrize(
    "newest_known", [TODAY + timedelta(days=1), TODAY - timedelta(days=367)], ids=["set back", "far ahead"]
)
def test_l7_on_a_day_that_cannot_be_right_nothing_goes(newest_known: date) -> None:
    old = [newest_known - timedelta(days=days) for days in (900, 800)]
    assert surplus(of_one(old), TODAY, 30, newest_known) == ()
    assert not outdated(old[0], TODAY, 30, newest_known)


def test_l7_a_backup_from_tomorrow_is_such_a_day() -> None:
    assert surplus([*ago(200, 100), *ago(-1)], TODAY, 30) == ()


def kept(year: int, branch: str | None, length: int | None) -> Kept:
    return Kept(datetime(year, 3, 1, 12, tzinfo=UTC), branch, length)


@pytest.mark.parametrize(
    ("backups", "own", "order"),
    [
        ([kept(2027, "", 5), kept(2019, "", 6), kept(2026, "", 4)], "", (2, 0, 1)),
        ([kept(2026, "", 4), kept(2035, "", 5), kept(2026, "", 6)], "", (0, 1, 2)),
        ([kept(2026, None, None), kept(2025, None, None)], "", (1, 0)),  # made before it was kept
        ([kept(2026, "b", 8), kept(2035, "", 9), kept(2025, "", 3)], "b", (2, 1, 0)),
        ([kept(2026, "b", 8), kept(2035, "", 9), kept(2025, "", 3)], None, (2, 0, 1)),
    ],
)
def test_l7_which_backup_of_a_branch_is_the_newest_its_journal_tells_and_not_the_clock(
    backups: list[Kept], own: str | None, order: tuple[int, ...]
) -> None:
    assert in_order(backups, own) == order


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        ([3, 2, 0], [3, 2, 0]),
        ([3, -400, 2, 1], [3, 2, 2, 1]),  # made under a clock far ahead, before the next one
        ([3, 2, 2600, 0], [3, 2, 0, 0]),  # under one that ran behind
        ([3, 2600], [3, 0]),
        ([3, -400], [3, 0]),
        ([-400], [0]),
        ([9, 8, 3, 6, 5], [9, 8, 6, 6, 5]),
    ],
)
def test_l7_a_day_that_cannot_be_is_replaced_by_that_of_its_neighbour(
    days: list[int], counted: list[int]
) -> None:
    assert list(made_days(ago(*days), TODAY)) == [made.day for made in ago(*counted)]


def test_l7_the_days_of_one_branch_say_nothing_of_another() -> None:
    made = branches("abab", 3, -400, 2, -300)
    assert made_days(made, TODAY) == (made[0].day, TODAY, made[2].day, TODAY)
    # a branch that ended has its age, whatever its last day was
    made = branches("aab", 3, -400, 0)
    assert made_days(made, TODAY) == (made[0].day, made[0].day, TODAY)


@given(MADE)
def test_l4_days_in_their_order_are_taken_as_they_are(made: tuple[Made, ...]) -> None:
    assert made_days(made, TODAY) == tuple(each.day for each in made)


def test_l4_on_a_day_that_is_vouched_for_a_backup_of_the_future_stops_no_thinning() -> None:
    assert surplus(ago(90, 40, -3000, 39, 1), TODAY, 30, TODAY) == (0, 1, 2, 3)
    assert surplus(ago(-3000, 2600), TODAY, 30, TODAY) == (0,)


@pytest.mark.parametrize(("age", "old"), [(0, False), (30, False), (31, True)])
def test_l4_what_is_kept_beside_has_the_same_age(age: int, old: bool) -> None:
    assert outdated(TODAY - timedelta(days=age), TODAY, 30) is old
    assert outdated(TODAY - timedelta(days=age), TODAY, 30, TODAY) is old


@given(DAYS, st.integers(1, 365))
def test_the_newest_stays_and_doing_it_twice_changes_nothing(made_on: list[date], max_age: int) -> None:
    gone = surplus(of_one(made_on), TODAY, max_age, TODAY)
    left = [day for number, day in enumerate(made_on) if number not in gone]
    assert left[-1:] == made_on[-1:]
    assert surplus(of_one(left), TODAY, max_age, TODAY) == ()
    assert all((TODAY - day).days <= max_age for day in left[:-1])


@given(DAYS, st.integers(DAILY_DAYS, 365))
def test_every_day_of_the_last_week_and_every_week_within_the_age_keeps_one(
    made_on: list[date], max_age: int
) -> None:
    gone = surplus(of_one(made_on), TODAY, max_age, TODAY)
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
        gone = surplus(of_one(kept), day, max_age, day)
        kept = [each for number, each in enumerate(kept) if number not in gone]
        assert kept[-1] == day
    made = {date(2026, 1, 1) + timedelta(days=sum(steps[: end + 1])) for end in range(len(steps))}
    assert {each for each in made if (day - each).days < DAILY_DAYS} <= set(kept)
