"""Whom a name alone does not tell apart: in a list each of them carries the case number."""

from __future__ import annotations

from collections.abc import Iterable

from intman_desktop.ui.curtain import Curtain


class Namesakes:
    """Knows of one list which names stand in it for several people."""

    def __init__(self, curtain: Curtain) -> None:
        self._curtain = curtain
        self._shared: frozenset[str] = frozenset()

    def look_at(self, people: Iterable[tuple[str, int]]) -> None:
        """Take another list: of each row the name and the case; a row of nobody has no name."""
        cases: dict[str, set[int]] = {}
        for name, case_id in people:
            cases.setdefault(name, set()).add(case_id)
        self._shared = frozenset(name for name, found in cases.items() if name and len(found) > 1)

    def number(self, name: str, case_number: str) -> str:
        """Return the case number that belongs beside ``name``, empty where the name says enough.

        Nothing while other people's names are hidden: a number would tell a person as well.
        """
        return case_number if name in self._shared and not self._curtain.drawn else ""
