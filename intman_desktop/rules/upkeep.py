"""What the program does by itself after unlocking, and when: check, back up, thin, rehearse (L4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

VERIFY_EVERY_DAYS = 30
REHEARSE_EVERY_DAYS = 7
REHEARSAL_OLD_DAYS = 21
"""A rehearsal that succeeded longer ago is pointed out: two in a row did not come about."""


class Task(StrEnum):
    """One thing that the program does by itself."""

    VERIFY = "verify"
    BACK_UP = "back_up"
    THIN = "thin"
    REHEARSE = "rehearse"


@dataclass(frozen=True)
class PlaceFacts:
    """A backup place in reach: whether the store changed since its newest backup, the days of that backup and
    of the last rehearsal with one from here that succeeded (None: never).
    """

    changed: bool
    backed_up_on: date | None = None
    rehearsed_on: date | None = None


@dataclass(frozen=True)
class UpkeepFacts:
    """What the decision needs: days of what was done last (None: never), and the places in reach.

    ``ended_uncleanly`` says that the store was not closed since the last check that went through;
    ``tried_rehearsal_on`` is the day of the last rehearsal, however it ended. ``after_start`` says that the
    program has just begun: closing it would have backed up, so what changed is left from an end in a hurry.
    ``twins``: copies made before a migration lie beside the store, and have a maximum age without any place.
    """

    ended_uncleanly: bool = False
    verified_on: date | None = None
    thinned_on: date | None = None
    tried_rehearsal_on: date | None = None
    places: tuple[PlaceFacts, ...] = ()
    after_start: bool = False
    twins: bool = False


def due(facts: UpkeepFacts, today: date) -> tuple[Task, ...]:
    """Return what is due, in the order in which it is done.

    After an unclean end the store is checked before a backup is made of it. What was done on a day that is
    yet to come was done under a wrong clock: when, nobody knows, and it counts as not done.
    """
    return tuple(_due(facts, today))


def _due(facts: UpkeepFacts, today: date) -> Iterator[Task]:
    if facts.ended_uncleanly:
        yield Task.VERIFY
    if any(backup_due(place, today, after_start=facts.after_start) for place in facts.places):
        yield Task.BACK_UP
    if (facts.places or facts.twins) and _days_since(facts.thinned_on, today, 1):
        yield Task.THIN
    if not facts.ended_uncleanly and _days_since(facts.verified_on, today, VERIFY_EVERY_DAYS):
        yield Task.VERIFY
    if facts.tried_rehearsal_on != today and any(rehearsal_due(place, today) for place in facts.places):
        yield Task.REHEARSE


def backup_due(place: PlaceFacts, today: date, *, after_start: bool = False) -> bool:
    """Return whether a place gets a backup: something changed, and today there was none, or it is left over.

    ``after_start`` as in ``UpkeepFacts``.
    """
    return place.changed and (after_start or _days_since(place.backed_up_on, today, 1))


def rehearsal_is_old(succeeded_on: date | None, first_backup_on: date | None, today: date) -> bool:
    """Return whether no rehearsal succeeded for too long; without a backup there is none to miss."""
    since = known_day(succeeded_on, today) or known_day(first_backup_on, today)
    return since is not None and (today - since).days > REHEARSAL_OLD_DAYS


def rehearsal_due(place: PlaceFacts, today: date) -> bool:
    """Return whether a place is to be tried: a new one a day after its first backup, each other weekly."""
    if place.rehearsed_on is None:
        return place.backed_up_on is not None and today != place.backed_up_on
    return _days_since(place.rehearsed_on, today, REHEARSE_EVERY_DAYS)


def known_day(kept: date | None, today: date) -> date | None:
    """Return a day that was kept, None where it is yet to come: a wrong clock told it, and nobody knows."""
    return kept if kept is not None and kept <= today else None


def _days_since(kept: date | None, today: date, days: int) -> bool:
    last = known_day(kept, today)
    return last is None or (today - last).days >= days
