"""The one clock that everything is handed: of this computer, or stopped for a reproducible run."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from intman_desktop.clock import clock_at, system_now, system_today

DAY = date(2026, 11, 20)


def test_a_stopped_clock_stands_at_noon_of_its_day() -> None:
    today, now = clock_at(DAY)
    assert (today(), now()) == (DAY, datetime(2026, 11, 20, 12, tzinfo=UTC))


def test_without_a_day_it_is_the_clock_of_this_computer() -> None:
    assert clock_at(None) == (system_today, system_now)


def test_the_moment_is_told_in_utc_and_its_day_is_that_of_this_computer() -> None:
    before = datetime.now(UTC)
    moment = system_now()
    assert moment.utcoffset() == timedelta(0)
    assert before <= moment <= datetime.now(UTC)
    assert before.astimezone().date() <= system_today() <= datetime.now().astimezone().date()
