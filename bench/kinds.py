"""The kinds of what is measured, each from a closed store to its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import (
    counting,
    keeping,
    keys,
    locking,
    memory,
    papers,
    reading,
    saving,
    scans,
    searching,
    starting,
    window,
)
from bench.figures import Figure
from bench.stores import opened_store
from intman_desktop.services.common.desk import Desk


@dataclass(frozen=True)
class Place:
    """Where is measured: a folder to write in, in it a ``store`` with ``people`` and an ``empty`` one."""

    folder: Path
    people: int

    @property
    def store(self) -> Path:
        """The store with the people."""
        return self.folder / "store"

    @property
    def empty(self) -> Path:
        """The store without any."""
        return self.folder / "empty"


Measure = Callable[[Place], Iterator[Figure]]


def _on_a_desk(measures: Callable[[Desk], Iterator[Figure]]) -> Measure:
    def measure(place: Place) -> Iterator[Figure]:
        with opened_store(place.store) as desk:
            yield from measures(desk)

    return measure


def _in_a_folder(measures: Callable[[Desk, Path], Iterator[Figure]]) -> Measure:
    def measure(place: Place) -> Iterator[Figure]:
        with opened_store(place.store) as desk:
            yield from measures(desk, place.folder)

    return measure


KINDS: Final[dict[str, Measure]] = {
    "start": lambda place: starting.measures(place.store),
    "unlock": lambda place: reading.unlocking(place.store),
    "window": lambda place: window.measures(place.store, min(window.PAPERS, place.people)),
    "locking": lambda place: locking.measures(place.store, min(window.PAPERS, place.people)),
    "memory": lambda place: memory.measures(place.store, place.empty),
    "reading": _on_a_desk(reading.measures),
    "search": _on_a_desk(searching.measures),
    "figures": _on_a_desk(counting.measures),
    "plan": _on_a_desk(papers.measures),
    "keys": lambda place: keys.measures(place.store, place.folder),
    "scans": lambda place: scans.measures(place.store, place.folder),
    "backup": _in_a_folder(keeping.backup),
    "verify": _in_a_folder(keeping.verify),
    "rehearsal": _in_a_folder(keeping.rehearsal),
    "saving": _in_a_folder(saving.measures),
}
"""Every kind by its name, in the order in which they are measured: what writes comes last."""
