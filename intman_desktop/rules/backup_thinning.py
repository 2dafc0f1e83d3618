"""Which backups of a place have had their time: daily, weekly, monthly, within a maximum age (L4, L7).

Each branch of the journal is thinned by itself: a backup of what was put aside by a restore holds what no
backup of the restored store does, be it of the same day.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from intman_desktop.rules.retention import clock_fact

DAILY_DAYS = 7
"""So many days one backup of each day stays; of today all do, for a slip is often seen on the same day."""

WEEKLY_DAYS = DAILY_DAYS + 4 * 7
"""Until this age in days one backup of each calendar week stays, then one of each month."""


@dataclass(frozen=True)
class Made:
    """A backup: the local ``day`` on which it was made, and the ``branch`` of the journal that it belongs to.

    Each restore begins a branch. None stands for backups made before that was kept.
    """

    day: date
    branch: str | None = None


def surplus(
    made: Sequence[Made], today: date, max_age_days: int, newest_known: date | None = None
) -> tuple[int, ...]:
    """Return which backups of one place may go, as their numbers in ``made`` (Rules L4, L7).

    ``made`` are the sound backups in the order in which they were made; ``newest_known`` is the newest day
    that is known from elsewhere, such as that of the last save. The newest of all never goes, and that of
    each branch not before its age. Where ``today`` cannot be right after any of these days, none goes.
    """
    days = [each.day for each in made]
    newest = max((*days, *(() if newest_known is None else (newest_known,))), default=None)
    if clock_fact(today, newest) is not None:
        return ()
    last = len(made) - 1
    stay = {_kept_for(each, today): number for number, each in enumerate(made)}
    return tuple(
        number
        for number, each in enumerate(made)
        if number != last
        and each.day != today
        and ((today - each.day).days > max_age_days or stay[_kept_for(each, today)] != number)
    )


def newest_of_branches(made: Sequence[Made]) -> dict[str | None, int]:
    """Return for each branch the number of its newest backup in ``made``."""
    return {each.branch: number for number, each in enumerate(made)}


def outdated(made_on: date, today: date, max_age_days: int, newest_known: date | None = None) -> bool:
    """Return whether something kept since ``made_on`` is older than the maximum age (Rules L4, L7).

    On a day that cannot be right nothing is.
    """
    newest = max(made_on, newest_known or made_on)
    return clock_fact(today, newest) is None and (today - made_on).days > max_age_days


def _kept_for(made: Made, today: date) -> Hashable:
    """Return for which branch and day, week or month a backup would stay: of all with the same the last."""
    day, age = made.day, (today - made.day).days
    if age < DAILY_DAYS:
        return made.branch, day
    if age < WEEKLY_DAYS:
        return made.branch, *day.isocalendar()[:2]
    return made.branch, day.year, day.month, "month"
