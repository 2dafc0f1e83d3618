"""When a file is erased, and what keeps it: a hold with its reason, a clock that cannot be right (L2, L7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from intman_desktop.values.case_file import Case
from intman_desktop.values.explanation import Explanation

FURTHEST_JUMP_DAYS = 330
"""Less than a year: a clock in the wrong year is 365 days ahead of who saved today (L7)."""
CLOCK_FACTS = frozenset({"clock_went_back", "clock_far_ahead"})
"""What is said of a laptop's day that may be wrong: it has to be confirmed before anything is erased (L7)."""
REASON_NOT_KEPT = "Grund nicht überliefert"
"""Stands as the reason of a hold, or of a longer stay, that got lost: none is without a visible one (L2). It
is kept like those that somebody writes, so German, whatever language the screen speaks."""


def deletion_day(ended_on: date, deletion_days: int) -> date:
    """Return the day by which an ended case is erased; ``deletion_days`` is the setting (Rule L2)."""
    return ended_on + timedelta(days=deletion_days)


def needs_deletion_reason(ended_on: date, due: date, deletion_days: int) -> bool:
    """Return whether an ended case that is erased on the day ``due`` stays longer than the setting (L2)."""
    return (due - ended_on).days > deletion_days


def deletion_faults(
    ended_on: date, due: date | None, reason: str, deletion_days: int
) -> tuple[Explanation, ...]:
    """Return why an ended case cannot be erased on the day ``due``, None for that of the setting (Rule L2).

    ``deletion_days`` is that setting; who stays longer stays for a visible ``reason``.
    """
    if due is None:
        return ()
    if due < ended_on:
        return (Explanation("deletion_before_ending", {"due": due, "on": ended_on}),)
    if needs_deletion_reason(ended_on, due, deletion_days) and not reason.strip():
        return (Explanation("deletion_reason_missing", {"due": due, "days": deletion_days}),)
    return ()


def clock_fact(today: date, last_saved: date | None) -> Explanation | None:
    """Return what is to be pointed out about the laptop's day, None where it may be right (Rule L7).

    ``clock_went_back``: it lies before the last day something was saved on; ``clock_far_ahead``: more
    than eleven months after it. Neither stops the work; nothing is ever erased by a clock.
    """
    if last_saved is None:
        return None
    values = {"today": today, "last_saved": last_saved}
    if today < last_saved:
        return Explanation("clock_went_back", values)
    if (today - last_saved).days > FURTHEST_JUMP_DAYS:
        return Explanation("clock_far_ahead", values)
    return None


def clock_doubt(saved_on: Iterable[date], today: date) -> Explanation | None:
    """Return why the laptop's day must be confirmed before anything is erased, None if it may be right (L7).

    ``saved_on`` are the days on which something was saved, in the order of saving, since the clock was
    confirmed last. A jump among them counts as well: what was saved under a wrong clock does not make it
    right. Once the day has come back to where it was before it went back, that is over. The newest jump is
    told, with the facts of ``clock_fact``.
    """
    days: list[date] = []
    went_back: list[int] = []  # where in ``days`` the next one lies before it
    for day in (*saved_on, today):
        over = next((row for row in went_back if clock_fact(day, days[row]) is None), None)
        if over is not None:
            del days[over + 1 :]
            went_back = [row for row in went_back if row < over]
        if days and day < days[-1]:
            went_back.append(len(days) - 1)
        days.append(day)
    for before, after in reversed(list(pairwise(days))):
        fact = clock_fact(after, before)
        if fact is not None:
            return replace(fact, values={"today": today, "last_saved": before})
    return None


def with_reasons(case: Case, deletion_days: int, today: date) -> Case:
    """Return a case in which what keeps it has a visible reason, and a hold a day of the next look (Rule L2).

    For a case that came to lack them; ``deletion_days`` is the setting. It is looked at again the day after
    ``today``: who knows why it is held is asked soon.
    """
    if case.hold_since is not None:
        again = case.hold_review_on
        if again is None or again <= case.hold_since:
            again = today + timedelta(days=1)
        case = replace(case, hold_reason=case.hold_reason.strip() or REASON_NOT_KEPT, hold_review_on=again)
    ended, due = case.ended_on, case.deletion_due
    if ended is not None and due is not None and needs_deletion_reason(ended, due, deletion_days):
        case = replace(case, deletion_reason=case.deletion_reason.strip() or REASON_NOT_KEPT)
    return case


def hold_faults(reason: str, review_on: date | None, today: date) -> tuple[Explanation, ...]:
    """Return what a hold lacks: why, and a day ahead on which somebody looks at it again (Rule L2)."""
    faults = []
    if not reason.strip():
        faults.append(Explanation("hold_reason_missing"))
    if review_on is None:
        faults.append(Explanation("hold_review_missing"))
    elif review_on <= today:
        faults.append(Explanation("hold_review_not_ahead", {"on": review_on}))
    return tuple(faults)
