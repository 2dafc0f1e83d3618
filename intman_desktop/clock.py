"""What day and moment it is: by this computer's clock, or stopped for a reproducible run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time


def system_today() -> date:
    """Return the calendar date of this computer."""
    return datetime.now().astimezone().date()


def system_now() -> datetime:
    """Return the moment by this computer's clock, in UTC."""
    return datetime.now(UTC)


def clock_at(fixed: date | None) -> tuple[Callable[[], date], Callable[[], datetime]]:
    """Return today and now: those of this computer, or stopped at noon UTC of the ``fixed`` day."""
    if fixed is None:
        return system_today, system_now
    moment = datetime.combine(fixed, time(12), tzinfo=UTC)
    return lambda: fixed, lambda: moment
