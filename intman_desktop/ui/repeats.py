"""What is saved by one press is saved once: the second half of a double click, or Enter again, is nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from types import CellType, FunctionType

from PySide6.QtCore import QObject, QTimer

from intman_desktop.jobs.worker import Job, Worker

_LOOK_EVERY_MS = 50
_LONGEST = 5.0
"""So many seconds after a save, though the screen is still read anew, the same act may be meant once more."""


@dataclass
class _Act:
    function: Callable[..., object]
    args: tuple[object, ...]
    on_done: Callable[..., object] | None
    delivered: float | None = None


class Repeats(QObject):
    """Knows the acts that are under way, until the screen shows what came of them.

    A form stands there filled in until the page has read anew; pressed again, it would act twice.
    """

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker
        self._acts: dict[Job, _Act] = {}
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._let_go)

    def of(
        self,
        function: Callable[..., object],
        args: tuple[object, ...],
        on_done: Callable[..., object] | None,
    ) -> Job | None:
        """Return the job that does just this already, for whoever waits for the same, or None."""
        self._let_go()
        for job, act in self._acts.items():
            if is_same(act.function, function) and act.args == args and is_same(act.on_done, on_done):
                return job
        return None

    def begin(
        self,
        job: Job,
        function: Callable[..., object],
        args: tuple[object, ...],
        on_done: Callable[..., object] | None,
    ) -> None:
        """Remember what ``job`` does; what was done before it may be meant once more from now on."""
        self.settle()
        self._acts[job] = _Act(function, args, on_done)
        self._look.start()

    def settle(self) -> None:
        """Let go of what is done, as something else was done since or it is taken back."""
        self._acts = {job: act for job, act in self._acts.items() if act.delivered is None}

    def delivered(self, job: Job) -> None:
        """Hear that all pages were told of the end of ``job``, and what they ask for is on its way."""
        if job in self._acts:
            self._acts[job].delivered = monotonic()

    def forget(self) -> None:
        """Let go of everything, as locking demands."""
        self._acts.clear()
        self._look.stop()

    def _let_go(self) -> None:
        for job in [job for job, act in self._acts.items() if not self._goes_on(job, act)]:
            del self._acts[job]
        if not self._acts:
            self._look.stop()

    def _goes_on(self, job: Job, act: _Act) -> bool:
        if act.delivered is None:
            return self._worker.holds(job)
        return self._worker.is_reading() and monotonic() - act.delivered < _LONGEST


def is_same(one: object, other: object) -> bool:
    """Return whether two functions do the same: the same code with equal values bound to it."""
    if isinstance(one, partial) and isinstance(other, partial):
        same = is_same(one.func, other.func) and one.keywords == other.keywords
        return same and _alike(one.args, other.args)
    if not (isinstance(one, FunctionType) and isinstance(other, FunctionType)):
        return one == other
    same = one.__code__ is other.__code__ and one.__kwdefaults__ == other.__kwdefaults__
    return same and one.__defaults__ == other.__defaults__ and _alike(_bound(one), _bound(other))


def _alike(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(map(is_same, some, others))


def _bound(function: FunctionType) -> list[object]:
    return [_content(each) for each in function.__closure__ or ()]


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # empty until the name is bound
        return None
