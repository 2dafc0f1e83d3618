"""The cases opened last, in memory only: their ids, until the program ends or another store is opened."""

from __future__ import annotations

_KEPT = 8


class Recent:
    """Remembers which cases were opened, the newest first; names are read again where they are shown."""

    def __init__(self) -> None:
        self._case_ids: list[int] = []

    def note(self, case_id: int) -> None:
        """Say that this case is open now."""
        self._case_ids = [case_id, *(each for each in self._case_ids if each != case_id)][:_KEPT]

    def case_ids(self) -> tuple[int, ...]:
        """Return the ids, the newest first."""
        return tuple(self._case_ids)

    def clear(self) -> None:
        """Forget them all."""
        self._case_ids.clear()
