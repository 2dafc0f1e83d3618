"""Between what the numbers among an office's settings lie, typed or from a file (C9, L2, L4, L6, L9, Z2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from intman_desktop.values.explanation import Explanation
from intman_desktop.values.office import Office

BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "review_interval_months": (1, 24),
    "warning_days": (0, 1095),
    "deletion_days": (0, 365),
    "backup_max_age_days": (1, 365),
    "dormant_max_months": (1, 24),
    "no_contact_months": (1, 24),
    "journal_years": (1, 10),
    "consent_proof_years": (0, 10),
    "lock_minutes": (1, 60),
}
"""The least and the most of each setting that is a number, by the names of ``Office``.

A period lasts three years (C1): of its end nobody is warned earlier.
"""

PHRASE_MONTHS: Final = (0, 36)
"""The months that a goal begun from a phrase usually takes; 0 proposes no day."""
_SHARE: Final = (0, 1)
_Number = TypeVar("_Number", int, float)


def setting_faults(office: Office, held: Office | None = None) -> Iterator[tuple[str, Explanation]]:
    """Yield the numbers of the office that lie outside their bounds, each with its place in ``Office``.

    What ``held`` has so as well is not named: what an older file brought in hinders no other change.
    Code: ``setting_out_of_bounds``.
    """
    for name, bounds in BOUNDS.items():
        value = getattr(office, name)
        if held is None or value != getattr(held, name):
            yield from _outside(name, value if name == "warning_days" else (value,), bounds)
    shares = {(each.code, each.full_time_share) for each in held.workers} if held else set()
    for row, worker in enumerate(office.workers):
        if (worker.code, worker.full_time_share) not in shares:
            yield from _outside(f"workers[{row}].full_time_share", (worker.full_time_share,), _SHARE)
    spans = {(each.code, each.months) for each in held.phrases} if held else set()
    for row, phrase in enumerate(office.phrases):
        if (phrase.code, phrase.months) not in spans:
            yield from _outside(f"phrases[{row}].months", (phrase.months or 0,), PHRASE_MONTHS)


def within_bounds(office: Office) -> Office:
    """Return the office with each number that lies outside its bounds at the nearer one of them.

    By these is reckoned, whatever an older or a spoilt store holds: no day lies beyond the calendar.
    """
    numbers: dict[str, Any] = {}
    for name, bounds in BOUNDS.items():
        value = getattr(office, name)
        many = name == "warning_days"
        numbers[name] = tuple(_held(each, bounds) for each in value) if many else _held(value, bounds)
    workers = (replace(each, full_time_share=_held(each.full_time_share, _SHARE)) for each in office.workers)
    phrases = (
        replace(each, months=each.months and _held(each.months, PHRASE_MONTHS)) for each in office.phrases
    )
    return replace(office, **numbers, workers=tuple(workers), phrases=tuple(phrases))


def _held(value: _Number, bounds: tuple[int, int]) -> _Number | int:
    least, most = bounds
    return min(max(value, least), most)


def _outside(
    place: str, values: tuple[float, ...], bounds: tuple[int, int]
) -> Iterator[tuple[str, Explanation]]:
    least, most = bounds
    if not all(least <= value <= most for value in values):
        yield place, Explanation("setting_out_of_bounds", {"least": least, "most": most})
