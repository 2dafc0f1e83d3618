"""What counselling elsewhere, and a start that is brought along, cannot be (C7)."""

from __future__ import annotations

from datetime import date

from intman_desktop.rules.dates import OLDEST_AGE, years_after
from intman_desktop.values.case_file import Client, EarlierCounselling
from intman_desktop.values.codes import BirthPrecision
from intman_desktop.values.explanation import Explanation


def spell_faults(earlier: EarlierCounselling, client: Client, today: date) -> tuple[Explanation, ...]:
    """Return which days of one office before cannot be (Rule C7).

    Codes: ``start_in_future``, those of ``start_day_faults``, ``earlier_ends_before_begin``.
    """
    faults = []
    if earlier.since is not None and earlier.since > today:
        faults.append(Explanation("start_in_future", {"start": earlier.since}))
    faults += start_day_faults(earlier.since, client, today)
    if earlier.since is not None and earlier.until is not None and earlier.until < earlier.since:
        values = {"since": earlier.since, "until": earlier.until}
        faults.append(Explanation("earlier_ends_before_begin", values))
    return tuple(faults)


def start_day_faults(start: date | None, client: Client, today: date) -> tuple[Explanation, ...]:
    """Return that the client cannot have been counselled from ``start`` on (Rules C5, C7).

    Codes: ``start_before_birth``, ``start_too_long_ago`` where nobody alive was born by then. A birth that is
    known in part is judged by the kinder end of its span.
    """
    if start is None:
        return ()
    if years_after(start, OLDEST_AGE) < today:
        return (Explanation("start_too_long_ago", {"start": start}),)
    born = _first_birth(client)
    return (Explanation("start_before_birth", {"start": start}),) if born is not None and start < born else ()


def birth_after_start(
    start: date | None, before: Client, now: Client, today: date
) -> tuple[Explanation, ...]:
    """Return that a changed birth lies after the start that is kept; what was so ``before`` is not told."""
    return () if start_day_faults(start, before, today) else start_day_faults(start, now, today)


def _first_birth(client: Client) -> date | None:
    """Return the first day on which the client can have been born; None where nothing is known."""
    born = client.birth_date
    if born is None or client.birth_precision is BirthPrecision.UNKNOWN:
        return None
    if client.birth_precision is BirthPrecision.DAY:
        return born
    return (
        born.replace(day=1)
        if client.birth_precision is BirthPrecision.MONTH
        else born.replace(month=1, day=1)
    )
