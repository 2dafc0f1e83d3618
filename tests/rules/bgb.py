"""The advisory period a second time, from the words of §§ 187 and 188 BGB alone (C4, C2, C8, P4).

Nothing here comes from the program: it counts with its own calendar, on plain numbers (year, month, day), so
that a mistake in the one is not repeated in the other. The sentences are quoted where they are followed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Day: TypeAlias = tuple[int, int, int]
"""Year, month, day; days compare as the calendar runs."""

YEAR = 12
"""§ 188 (2) BGB speaks of "einem mehrere Monate umfassenden Zeitraum – Jahr, halbes Jahr, Vierteljahr"."""
REGULAR = 3 * YEAR
"""Leitfaden II.1.3: at most three years from the first Beratungsgespräch."""
FURTHER = YEAR
"""Leitfaden II.1.3: in justified single cases "um bis zu ein weiteres Jahr"."""


def is_leap(year: int) -> bool:
    """Return whether a year has a 29 February by the calendar of Gregory."""
    return year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)


def length(year: int, month: int) -> int:
    """Return how many days a month has."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_after(day: Day) -> Day:
    """Return the next day of the calendar."""
    year, month, number = day
    if number < length(year, month):
        return (year, month, number + 1)
    return (year, month + 1, 1) if month < YEAR else (year + 1, 1, 1)


def days_from(day: Day, until: Day) -> int:
    """Return how many days pass from ``day`` to ``until``; below zero where that was before."""
    if until < day:
        return -days_from(until, day)
    passed, (year, month, number) = 0, day
    while (year, month) != until[:2]:
        passed += length(year, month) - number + 1  # to the first of the next month
        year, month = (year, month + 1) if month < YEAR else (year + 1, 1)
        number = 1
    return passed + until[2] - number


def last_month(begin: Day, months: int) -> tuple[int, int]:
    """Return "den letzten Monat" of a span that begins in the month of ``begin``, walked month by month."""
    year, month, _ = begin
    for _ in range(months):
        year, month = (year, month + 1) if month < YEAR else (year + 1, 1)
    return year, month


def end_after_event(event: Day, months: int) -> Day:
    """Return the last day of a span of months that an event sets running.

    § 187 (1): "Ist für den Anfang einer Frist ein Ereignis … maßgebend, so wird bei der Berechnung der Frist
    der Tag nicht mitgerechnet, in welchen das Ereignis … fällt."
    The first talk is such an event: its day is not counted.
    """
    year, month = last_month(event, months)
    # § 188 (2): "endigt im Falle des § 187 Abs. 1 mit dem Ablauf desjenigen Tages … des letzten Monats,
    # welcher durch … seine Zahl dem Tage entspricht, in den das Ereignis … fällt".
    same_number = event[2]
    if same_number <= length(year, month):
        return (year, month, same_number)
    # § 188 (3): "Fehlt bei einer nach Monaten bestimmten Frist in dem letzten Monat der für ihren Ablauf
    # maßgebende Tag, so endigt die Frist mit dem Ablauf des letzten Tages dieses Monats."
    return (year, month, length(year, month))


def first_day_of_full_age(birth: Day) -> Day:
    """Return the first day on which somebody is 18.

    § 187 (2): "Ist der Beginn eines Tages der für den Anfang einer Frist maßgebende Zeitpunkt, so wird dieser
    Tag … mitgerechnet. Das Gleiche gilt von dem Tage der Geburt bei der Berechnung des Lebensalters."
    § 188 (2): such a span ends with the day "welcher dem Tage vorhergeht, der durch … seine Zahl dem
    Anfangstag der Frist entspricht". Whoever was born on 29 February has lived 18 years when the day before
    a 29th, the 28th, is over; full age begins with the day after it.
    """
    year, month = last_month(birth, 18 * YEAR)
    before = birth[2] - 1
    return day_after((year, month, before)) if before else (year, month, 1)


@dataclass
class AdvisoryPeriod:
    """The period of one person: begun by the first talk, lengthened by decisions one after the other."""

    first_talk: Day

    def __post_init__(self) -> None:
        self.regular_end = end_after_event(self.first_talk, REGULAR)
        self.latest = end_after_event(self.first_talk, REGULAR + FURTHER)
        self.last_day = self.regular_end

    def extend(self, until: Day) -> bool:
        """Go on until a day after the last one and within the further year; else change nothing.

        §§ 187 to 189 BGB only interpret ("Auslegungsvorschriften", § 186): a decision that names its day
        needs no counting, and § 193, which would move a weekend, is about declarations and performances.
        """
        if not self.last_day < until <= self.latest:
            return False
        self.last_day = until
        return True

    def extended(self, decisions: Iterable[Day]) -> AdvisoryPeriod:
        """Take several decisions one after the other, each as far as it is possible."""
        for until in decisions:
            self.extend(until)
        return self

    def days_left(self, today: Day) -> int:
        """Return how many days remain: none on the last day, which still belongs to it ("mit dem Ablauf")."""
        return days_from(today, self.last_day)

    def allows_talk(self, on: Day) -> bool:
        """Return whether a talk on that day lies inside."""
        return self.first_talk <= on <= self.last_day
