"""One verb for several cases, one after the other, each in a transaction of its own (L2, L7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from intman_desktop.errors import Trouble

S = TypeVar("S")
T = TypeVar("T")
Begin = Callable[[int, Callable[[T], object], Callable[[Trouble], object]], object]
"""Begins with the case of that id, by ``Frame.ask`` or ``Frame.do``; hands on who hears of it."""


@dataclass
class CameOf(Generic[T]):
    """What came of it: results and troubles by the id of the case, and the cases it never came to."""

    done: dict[int, T] = field(default_factory=dict)
    failed: dict[int, Trouble] = field(default_factory=dict)
    never: tuple[int, ...] = ()


class InTurn(QObject, Generic[T]):
    """Runs ``begin_one(case_id, on_done, on_error)`` for each case; a trouble with one leaves the others.

    ``step(done, total)`` is told before each.
    """

    def __init__(self, begin_one: Begin[T], step: Callable[[int, int], object], owner: QObject) -> None:
        super().__init__(owner)
        self._begin_one = begin_one
        self._step = step
        self._round = 0
        self._waiting: list[int] = []
        self._total = 0
        self._came = CameOf[T]()
        self._on_end: Callable[[CameOf[T]], object] = lambda _came: None

    def begin(self, case_ids: Sequence[int], on_end: Callable[[CameOf[T]], object]) -> None:
        """Begin with the first; ``on_end`` is told what came of it. An earlier round is dropped."""
        self._round += 1
        self._waiting, self._total = list(case_ids), len(case_ids)
        self._came, self._on_end = CameOf[T](), on_end
        self._next()

    def stop(self) -> None:
        """End after the one that is under way; the others are named as never come to."""
        self._came.never, self._waiting = tuple(self._waiting), []

    def drop(self) -> None:
        """End without a word: what is still under way is not heard any more."""
        self._round += 1

    def _next(self) -> None:
        if not self._waiting:
            self._on_end(self._came)
            return
        self._step(self._total - len(self._waiting), self._total)
        case_id = self._waiting.pop(0)
        self._begin_one(
            case_id,
            partial(self._ended, self._round, self._came.done, case_id),
            partial(self._ended, self._round, self._came.failed, case_id),
        )

    def _ended(self, round_of: int, kept_in: dict[int, S], case_id: int, what: S) -> None:
        if round_of == self._round:
            kept_in[case_id] = what
            self._next()
