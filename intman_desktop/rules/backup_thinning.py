"""Which backups of a place have had their time: daily, weekly, monthly, within a maximum age (L4, L7)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from intman_desktop.rules.retention import clock_fact

DAILY_DAYS = 7
"""So many days one backup of each day stays; of today all do, for a slip is often seen on the same day."""

WEEKLY_DAYS = DAILY_DAYS + 4 * 7
"""Until this age in days one backup of each calendar week stays, then one of each month."""


def surplus(
    made_on: Sequence[date], today: date, max_age_days: int, newest_known: date | None = None
) -> tuple[int, ...]:
    """Return which backups of one place may go, as their numbers in ``made_on`` (Rules L4, L7).

    ``made_on`` are the days of the sound backups in the order in which they were made; ``newest_known`` is
    the newest day that is known from elsewhere, such as that of the last save. The newest never goes.
    Where ``today`` cannot be right after any of these days, none goes.
    """
    newest = max((*made_on, *(() if newest_known is None else (newest_known,))), default=None)
    if clock_fact(today, newest) is not None:
        return ()
    last = len(made_on) - 1
    stay = {_kept_for(day, today): number for number, day in enumerate(made_on)}
    return tuple(
        number
        for number, day in enumerate(made_on)
        if number != last
        and day != today
        and ((today - day).days > max_age_days or stay[_kept_for(day, today)] != number)
    )


def outdated(made_on: date, today: date, max_age_days: int, newest_known: date | None = None) -> bool:
    """Return whether something kept since ``made_on`` is older than the maximum age (Rules L4, L7).

    On a day that cannot be right nothing is.
    """
    newest = max(made_on, newest_known or made_on)
    return clock_fact(today, newest) is None and (today - made_on).days > max_age_days


def _kept_for(day: date, today: date) -> Hashable:
    """Return for which day, week or month a backup would stay: of all with the same answer the last one."""
    age = (today - day).days
    if age < DAILY_DAYS:
        return day
    if age < WEEKLY_DAYS:
        return day.isocalendar()[:2]
    return day.year, day.month, "month"
