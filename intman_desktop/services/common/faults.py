"""Facts of the rules as faults of a file, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from intman_desktop.profiles import Profile
from intman_desktop.values.document import Fault
from intman_desktop.values.explanation import Explanation

_SHOWN = 40
"""How much of a code that nobody knows is told: a file may hold any text in its place."""


def twice(names: Sequence[object], place: str) -> Iterator[Fault]:
    """Yield a fault for each entry of a list whose name stood there before."""
    for row, name in enumerate(names):
        if name in names[:row]:
            yield Fault(f"{place}[{row}]", "entry_twice")


def unknown_code(place: str, code: str) -> Fault:
    """Return the fault of a ``code`` at a ``place`` of a file that stands in no list."""
    return Fault(place, "unknown_code", (("code", code[:_SHOWN]),))


def listed(profile: Profile, name: str, code: str, place: str) -> Iterator[Fault]:
    """Yield a fault where ``code`` is missing or is not of the list ``name``."""
    if not code.strip():
        yield Fault(place, "code_missing")
    elif profile.item(name, code) is None:
        yield unknown_code(place, code)


def faults_of(facts: Iterable[Explanation], place: str) -> Iterator[Fault]:
    """Yield the facts as faults at one place."""
    for fact in facts:
        yield Fault(place, fact.code, texts(fact.values))


def texts(values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the values of a fact as they travel in a fault: days as a file writes them."""
    return tuple(
        (name, value.isoformat() if isinstance(value, date) else str(value)) for name, value in values.items()
    )
