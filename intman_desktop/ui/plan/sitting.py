"""One sitting of reviews: which goals are still to be looked at, and what came of the others (Z2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


class Sitting:
    """The goals looked at in turn, by their ids.

    Attributes: ``count`` – how many were to be looked at; ``seen`` – those that were, or were put off;
    ``reworded`` and ``put_off`` among them; ``typed`` – what was typed of a goal before it was changed;
    ``of_due`` – whether the sitting went through all that was due.
    """

    def __init__(self, goals: Iterable[int] = (), *, of_due: bool = False) -> None:
        self._waiting = list(goals)
        self.of_due = of_due
        self.count = len(self._waiting)
        self.seen: list[int] = []
        self.reworded: set[int] = set()
        self.put_off: set[int] = set()
        self.typed: dict[int, dict[str, Any]] = {}

    def draft(self) -> dict[str, Any]:
        """Return how far it is, for a draft."""
        return {
            "waiting": list(self._waiting),
            "of_due": self.of_due,
            "count": self.count,
            "seen": list(self.seen),
            "reworded": sorted(self.reworded),
            "put_off": sorted(self.put_off),
            "typed": [[goal, typed] for goal, typed in self.typed.items()],
        }

    @classmethod
    def from_draft(cls, kept: dict[str, Any]) -> Sitting:
        """Return the sitting of which ``draft`` returned ``kept``."""
        sitting = cls(kept["waiting"], of_due=kept["of_due"])
        sitting.count, sitting.seen = kept["count"], list(kept["seen"])
        sitting.reworded, sitting.put_off = set(kept["reworded"]), set(kept["put_off"])
        sitting.typed = dict(kept["typed"])
        return sitting

    @property
    def goal(self) -> int | None:
        """The goal that is looked at now, None where none is left."""
        return self._waiting[0] if self._waiting else None

    @property
    def waiting(self) -> Sequence[int]:
        """The goal that is looked at and those that follow."""
        return tuple(self._waiting)

    def number(self) -> int:
        """Return which goal of the sitting is looked at, from 1 on."""
        return self.count - len(self._waiting) + 1

    def skip(self) -> None:
        """Go on without a word about this goal."""
        del self._waiting[:1]

    def go_on(self, goal: int, *, put_off: bool = False) -> None:
        """Go on from ``goal``, which was looked at or ``put_off``."""
        self.skip()
        self.look_at(goal)
        if put_off:
            self.put_off.add(goal)

    def look_at(self, goal: int) -> None:
        """Keep that ``goal`` was looked at, also where one stays with it."""
        if goal not in self.seen:
            self.seen.append(goal)

    def ends_with_summary(self) -> bool:
        """Return whether what came of it is worth a look: all that was due was gone through."""
        return self.of_due and bool(self.seen)
