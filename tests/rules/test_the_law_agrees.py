"""C4, C2, C8, P4: what the rules count is what §§ 187 and 188 BGB say, told a second time in ``bgb``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import pytest

from intman_desktop.cli.commands import main
from intman_desktop.rules.ages import full_age_on
from intman_desktop.rules.extensions import check_extension, is_late
from intman_desktop.rules.period import Period, extension_until, period_of
from intman_desktop.values.case_file import Client, Extension
from intman_desktop.values.codes import BirthPrecision
from tests.rules import bgb

HowMany = Callable[[str, int, int], int]
FIRST, LAST = date(1970, 1, 1).toordinal(), date(2090, 12, 31).toordinal()
OF_UNTIL = {"extension_exhausted", "extension_not_after_last_day", "extension_beyond_latest"}


@dataclass(frozen=True)
class Course:
    """A start, the days that extensions were asked for until, in their order, and the day it is looked at."""

    start: date
    asked: tuple[date, ...]
    today: date


def plain(day: date) -> bgb.Day:
    """Return a day as the second implementation knows it."""
    return (day.year, day.month, day.day)


def courses(number: int, seed: int) -> Iterator[Course]:
    """Yield random courses; ends of months, 29 February and the edges of the period come often."""
    random = Random(seed)
    for _ in range(number):
        start = date.fromordinal(random.randint(FIRST, LAST))
        if random.random() < 0.3:
            start = (start.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        elif random.random() < 0.1:
            start = date(start.year // 4 * 4, 2, 29)
        edges = (36 * 30.4375, 48 * 30.4375, random.uniform(1000, 1600))
        asked = tuple(
            start + timedelta(days=round(random.choice(edges)) + random.randint(-4, 4))
            for _ in range(random.randint(0, 4))
        )
        yield Course(start, asked, start + timedelta(days=random.randint(-400, 1900)))


def decided(start: date, asked: tuple[date, ...]) -> tuple[Period, list[bool]]:
    """Ask the rules for each extension one after the other; return the period, and which were granted."""
    kept: list[date] = []
    granted = []
    for until in asked:
        period = period_of(start, kept)
        wish = Extension(until, start, "illiteracy")
        faults = check_extension(period, wish, start, has_health_consent=False)
        granted.append(not {fault.code for fault in faults} & OF_UNTIL)
        assert {fault.code for fault in faults} <= OF_UNTIL
        kept += [until] if granted[-1] else []
    return period_of(start, kept), granted


def test_c4_the_period_is_what_the_law_says(how_many: HowMany) -> None:
    for course in courses(how_many("random starts and extensions against the BGB", 4_000, 100_000), 187):
        period, granted = decided(course.start, course.asked)
        law = bgb.AdvisoryPeriod(plain(course.start))
        assert granted == [law.extend(plain(until)) for until in course.asked], course
        assert plain(period.regular_end) == law.regular_end, course
        assert plain(period.latest_possible) == law.latest, course
        assert plain(period.last_day) == law.last_day, course
        assert period.exhausted == (law.last_day == law.latest), course
        assert period.days_left(course.today) == law.days_left(plain(course.today)), course
        assert period.contains(course.today) == law.allows_talk(plain(course.today)), course
        assert is_late(period, course.today) == (plain(course.today) > law.last_day), course


def test_c4_months_of_an_extension_are_what_the_law_says(how_many: HowMany) -> None:
    for course in courses(how_many("months of extensions against the BGB", 500, 20_000), 188):
        for months in range(1, 13):
            until = bgb.end_after_event(plain(course.start), 36 + months)
            assert plain(extension_until(course.start, months)) == until, course


def test_p4_full_age_is_what_the_law_says(how_many: HowMany) -> None:
    for course in courses(how_many("births against the BGB", 2_000, 100_000), 1872):
        born = course.start
        turns = full_age_on(Client(birth_date=born, birth_precision=BirthPrecision.DAY))
        assert turns is not None
        assert plain(turns) == bgb.first_day_of_full_age(plain(born)), born


def test_c4_the_command_line_is_what_the_law_says(
    how_many: HowMany, capsys: pytest.CaptureFixture[str]
) -> None:
    random = Random(1883)
    for course in courses(how_many("periods of the command line against the BGB", 60, 2_000), 1883):
        months = random.randint(0, 12)
        wish = ("--extension", str(months)) if months else ()
        typed = random.choice(
            (f"{course.start:%d.%m.%Y}", course.start.isoformat(), f"{course.start:%d%m%Y}")
        )
        assert main(["period", typed, *wish, "--json", "--today", course.today.isoformat()]) == 0
        law = bgb.AdvisoryPeriod(plain(course.start))
        assert not months or law.extend(bgb.end_after_event(plain(course.start), 36 + months))
        assert json.loads(capsys.readouterr().out) == {
            "start": course.start.isoformat(),
            "last_day": date(*law.last_day).isoformat(),
            "latest_possible": date(*law.latest).isoformat(),
            "days_left": law.days_left(plain(course.today)),
        }, course


@pytest.mark.parametrize(
    ("first_talk", "last_day", "latest"),
    [
        ((2024, 3, 15), (2027, 3, 15), (2028, 3, 15)),
        ((2024, 2, 29), (2027, 2, 28), (2028, 2, 29)),
        ((2023, 8, 31), (2026, 8, 31), (2027, 8, 31)),
        ((2096, 2, 29), (2099, 2, 28), (2100, 2, 28)),
    ],
)
def test_c4_the_second_implementation_gives_the_examples_of_the_rule(
    first_talk: bgb.Day, last_day: bgb.Day, latest: bgb.Day
) -> None:
    period = bgb.AdvisoryPeriod(first_talk)
    assert (period.last_day, period.latest) == (last_day, latest)
    assert period.extended([latest, latest]).last_day == latest


@pytest.mark.parametrize(
    ("born", "full_age"),
    [
        ((2008, 2, 29), (2026, 3, 1)),
        ((2008, 3, 1), (2026, 3, 1)),
        ((2008, 2, 28), (2026, 2, 28)),
        ((2006, 12, 31), (2024, 12, 31)),
    ],
)
def test_p4_the_second_implementation_counts_the_day_of_birth(born: bgb.Day, full_age: bgb.Day) -> None:
    assert bgb.first_day_of_full_age(born) == full_age


def test_the_second_implementation_counts_days_as_the_calendar_does() -> None:
    random = Random(1)
    for _ in range(500):
        one, other = (date.fromordinal(random.randint(FIRST, LAST)) for _ in range(2))
        assert bgb.days_from(plain(one), plain(other)) == (other - one).days
        assert date(*bgb.day_after(plain(one))) == one + timedelta(days=1)


def test_c1_an_extension_that_a_moved_start_overtakes_never_leads_beyond_the_fourth_year() -> None:
    """A start that is moved changes what the law allows; the decision itself stands and is named (C1)."""
    for course in courses(500, 5):
        period, _ = decided(course.start, course.asked)
        moved = course.start - timedelta(days=200)
        law = bgb.AdvisoryPeriod(plain(moved))
        again = period_of(moved, [period.extended_until] if period.extended_until else [])
        assert law.regular_end <= plain(again.last_day) <= law.latest
        assert replace(again, extended_until=None).last_day == date(*law.regular_end)
