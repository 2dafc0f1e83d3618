"""The stores on their way in: those that are being opened, and those that are open and nobody was given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class UnderWay:
    """Counts what is being opened or made, and remembers each store from its opening to its handing on.

    Where one is to be closed again meanwhile – the computer is locked, say –, it is told why once it is open.
    """

    def __init__(self) -> None:
        self._opening = 0
        self._why_not = ""
        self._untold: list[Desk] = []  # the vault's worker adds them

    def begin(self, door: Callable[[*Ts], T], desk_in: Callable[[T], Desk]) -> Callable[[*Ts], T]:
        """Return ``door``, which opens a store, so that its desk, ``desk_in`` what it returns, is remembered.

        Whoever goes through it says by ``ended`` that the store is open, or cannot be.
        """
        self._opening += 1

        def through(*how: *Ts) -> T:
            found = door(*how)
            self._untold.append(desk_in(found))
            return found

        return through

    def ended(self) -> str:
        """One store is open, or cannot be; return why it is to be closed again, with all on their way."""
        self._opening -= 1
        why = self._why_not
        if not self._opening:
            self._why_not = ""
        return why

    def close_all(self, why: str) -> bool:
        """Let all be closed as soon as they are open, and return whether there are any."""
        if self._opening:
            self._why_not = why
        return self._opening > 0

    def let_go(self, desk: Desk) -> None:
        """A store is handed on, or closed: the end of the program need not mind it."""
        self._untold = [each for each in self._untold if each is not desk]

    def untold(self) -> list[Desk]:
        """Return the open stores that nobody was given yet; one that opens later comes into it."""
        return self._untold
