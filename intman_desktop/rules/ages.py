"""Ages where a date of birth is not always known to the day (K3, P4)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from intman_desktop.rules.dates import years_after
from intman_desktop.values.case_file import Client, HouseholdMember
from intman_desktop.values.codes import BirthPrecision

FULL_AGE = 18
UNDER = "under"
"""The cell of those who are younger than every age group."""


@dataclass(frozen=True)
class AgeGroup:
    """An age group of the figures by completed years, both ends included; ``last`` None is open."""

    code: str
    first: int
    last: int | None = None


def is_adult(client: Client, on: date) -> bool | None:
    """Return whether the client is of full age on the day ``on``, None where nobody knows (Rules I8, P4).

    What the worker said (``adult``) counts where no birth is known or it is not certain; a birth
    known to the day speaks for itself, and so does a month or year in which nobody could still be,
    or be already, of the other age. One that is uncertain says who is of age when its year is over.
    """
    turns = full_age_on(client)
    if turns is not None and (client.adult is None or full_age_is_clear(client, on)):
        return on >= turns
    return client.adult


def full_age_is_clear(client: Client, on: date) -> bool:
    """Return whether the birth alone tells if the client is of full age on the day ``on`` (Rules I8, P4).

    A birth not known never does; a month or a year does but for the month or year in which the client
    turns 18. Of one that is uncertain only the year counts (K3): who is of age by its end surely is, and
    whether somebody is younger it never tells.
    """
    latest = full_age_at_latest(client)
    turns = full_age_on(client)
    if latest is None or turns is None:
        return False
    return on >= latest or (on < turns and not client.birth_uncertain)


def full_age_at_latest(client: Client) -> date | None:
    """Return the day by which the client is surely 18, whatever the exact birth; None without one (P4)."""
    turns = full_age_on(client)
    if turns is None:
        return None
    if client.birth_precision is BirthPrecision.MONTH:
        return date(turns.year, turns.month, monthrange(turns.year, turns.month)[1])
    if client.birth_precision is BirthPrecision.DAY and not client.birth_uncertain:
        return turns
    return date(turns.year, 12, 31)


def full_age_on(client: Client) -> date | None:
    """Return the day on which the client turns 18, the first that is possible; None without a birth (P4).

    A date of which nobody knows how closely it is known tells no age (Rule I8).
    """
    precision = client.birth_precision
    if client.birth_date is None or precision is BirthPrecision.UNKNOWN:
        return None
    if precision is BirthPrecision.DAY and not client.birth_uncertain:
        return years_after(client.birth_date, FULL_AGE)
    month = client.birth_date.month if precision is BirthPrecision.MONTH else 1
    return years_after(client.birth_date.replace(month=month, day=1), FULL_AGE)


def member_full_age_on(member: HouseholdMember) -> date | None:
    """Return the day to announce that a child of the household turns 18 (Rule P4).

    Month and year are known at most: the first of that month, with only a year 1 January. None for
    adults and where no year is known.
    """
    if member.adult or member.birth_year is None:
        return None
    return date(member.birth_year + FULL_AGE, member.birth_month or 1, 1)


def member_surely_of_age(member: HouseholdMember, on: date) -> bool:
    """Return whether a child of the household has turned 18 whatever the day of its birth (Rule P4).

    So it is once the month, or where only a year is known the year, in which it does is over.
    """
    turns = member_full_age_on(member)
    if turns is None:
        return False
    if member.birth_month is None:
        return on.year > turns.year
    return (on.year, on.month) > (turns.year, turns.month)
