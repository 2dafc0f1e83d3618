"""Which backups of a place have had their time: daily, weekly, monthly, within a maximum age (L4, L7).

Each branch of the journal is thinned by itself: a backup of what was put aside by a restore holds what no
backup of the restored store does, be it of the same day. Which of a branch is newer its journal tells, which
only grows; the clock may have been wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

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


@dataclass(frozen=True)
class Kept:
    """What a backup says of its age: by the clock ``made_at``, by its journal ``branch`` and ``length``.

    Both are None in backups made before they were kept.
    """

    made_at: datetime
    branch: str | None = None
    length: int | None = None


def in_order(kept: Sequence[Kept], own: str | None = None) -> tuple[int, ...]:
    """Return the numbers of backups in the order in which they were made (Rules L4, L7).

    In a branch the length of the journal decides, wherever the clock stood; between branches the clock does.
    Those of the store's ``own`` branch, where it is known, come last: only they hold what was saved in it.
    """
    by_clock = sorted(range(len(kept)), key=lambda at: (kept[at].made_at, kept[at].length or 0))
    by_journal: dict[str | None, Iterator[int]] = {}
    for branch in {each.branch for each in kept}:
        numbers = [at for at in by_clock if kept[at].branch == branch]
        by_journal[branch] = iter(sorted(numbers, key=lambda at: kept[at].length or 0))
    merged = [next(by_journal[kept[at].branch]) for at in by_clock]
    return tuple(sorted(merged, key=lambda at: own is not None and kept[at].branch == own))


def made_days(made: Sequence[Made], today: date) -> tuple[date, ...]:
    """Return the day of each backup of ``made``, which stand in their order (Rules L4, L7).

    A day after ``today``, or one against the order of its branch, was told by a wrong clock: then the day of
    the next one of its branch counts, for it is no younger. Where there is none ``today`` counts, but in a
    branch that ended the one before, so that it has its age. As few days as can be are taken for wrong.
    """
    known: dict[int, date] = {}
    branches: dict[str | None, list[int]] = defaultdict(list)
    for number, each in enumerate(made):
        branches[each.branch].append(number)
    for branch, numbers in branches.items():
        ended = branch != made[-1].branch
        right = _rising([number for number in numbers if made[number].day <= today], made)
        for at, number in enumerate(numbers):
            after = next((each for each in numbers[at:] if each in right), None)
            before = next((each for each in reversed(numbers[:at]) if each in right), None)
            by = before if after is None and ended else after
            if by is not None:
                known[number] = made[by].day
    return tuple(known.get(number, today) for number in range(len(made)))


def _rising(numbers: Sequence[int], made: Sequence[Made]) -> frozenset[int]:
    """Return the most of ``numbers`` whose days do not fall; of as many, those that end latest."""
    best: list[tuple[int, date, tuple[int, ...]]] = []
    for number in numbers:
        day = made[number].day
        longest = max((way for way in best if way[1] <= day), default=(0, date.min, ()))
        best.append((longest[0] + 1, day, (*longest[2], number)))
    return frozenset(max(best, default=(0, date.min, ()))[2])


def surplus(
    made: Sequence[Made], today: date, max_age_days: int, newest_known: date | None = None
) -> tuple[int, ...]:
    """Return which backups of one place may go, as their numbers in ``made`` (Rules L4, L7).

    ``made`` are the sound backups in the order in which they were made; ``newest_known`` is the newest day
    that is known from elsewhere, such as that of the last save. Where none is, the days of the backups are
    asked: on a ``today`` that cannot be right after them none goes. The newest of all never goes, and that of
    each branch not before its age.
    """
    newest = newest_known or max((each.day for each in made), default=None)
    if clock_fact(today, newest) is not None:
        return ()
    last = len(made) - 1
    dated = [Made(day, each.branch) for day, each in zip(made_days(made, today), made, strict=True)]
    stay = {_kept_for(each, today): number for number, each in enumerate(dated)}
    return tuple(
        number
        for number, each in enumerate(dated)
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
