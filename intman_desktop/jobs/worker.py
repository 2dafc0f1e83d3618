"""One serial worker thread with a priority queue; results arrive on the GUI thread."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Protocol, TypeVar, TypeVarTuple, overload

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from intman_desktop.errors import Trouble

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Ts = TypeVarTuple("Ts")
Progress = Callable[[int, int], object]
"""How a long job tells on its way: so many are done, of so many in all."""


class Long(Protocol[*Ts, T_co]):
    """Work that tells how far it is."""

    def __call__(self, *args: *Ts, progress: Progress) -> T_co:
        """Work, and call ``progress`` at each step."""


class Priority(IntEnum):
    """Who goes first in the queue; within one priority the older goes first."""

    LOCK = 0
    SAVE = 1
    SCREEN = 2
    BACKGROUND = 3
    _LAST = 9


class Stopped(Exception):
    """Raised inside a long job at its next step after it was cancelled."""


@dataclass(eq=False)
class Job:
    """One piece of work on its way; ``cancel()`` means that nothing of it will be delivered.

    ``ended`` is set on the worker as soon as the work has ended, and before it ``succeeded`` where it ended
    well; both before that is delivered.
    """

    number: int
    work: Callable[[], object]
    priority: Priority
    replaces: str | None
    cancelled: threading.Event = field(default_factory=threading.Event)
    succeeded: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class _Waiting:
    """Who wants the result. Kept on the GUI thread only, so no widget ever dies on a worker."""

    on_done: Callable[[Any], object] | None
    on_error: Callable[[Trouble], object] | None
    on_progress: Callable[[int, int], object] | None
    owner: QObject | None

    def wanted(self) -> bool:
        """Return whether the widget that asked still exists."""
        return self.owner is None or isValid(self.owner)


class Worker(QObject):
    """Runs one job after the other on its own Python thread.

    Attributes: ``on_trouble`` hears a ``Trouble`` that no job's ``on_error`` took,
    ``on_bug`` every other exception. Both are called on the GUI thread.
    Signals: ``ended_by_bug(owner)`` – a job of ``owner`` ended so, which hears nothing of it otherwise.
    """

    on_trouble: Callable[[Trouble], object]
    on_bug: Callable[[BaseException], object]

    ended_by_bug = Signal(object)
    _finished = Signal(int, object)
    _failed = Signal(int, object)
    _stepped = Signal(int, int, int)

    def __init__(self, name: str, interrupt: Callable[[], object] | None = None) -> None:
        """Start the thread ``name``; ``interrupt`` ends the statement that runs (thread-safe)."""
        super().__init__()
        self.on_trouble = self._unheard
        self.on_bug = self._unheard
        self._interrupt = interrupt
        self._numbers = itertools.count(1)
        self._queue: queue.PriorityQueue[tuple[int, int, Job | None]] = queue.PriorityQueue()
        self._waiting: dict[int, _Waiting] = {}
        self._jobs: dict[int, Job] = {}
        self._running: Job | None = None
        self._held: list[tuple[int, int, Job]] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._let_read)
        self._lock = threading.Lock()
        queued = Qt.ConnectionType.QueuedConnection
        self._finished.connect(self._deliver, queued)
        self._failed.connect(self._complain, queued)
        self._stepped.connect(self._report, queued)
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()
        # A fraction of a millisecond: Python 3.11 refuses to let two threads begin to be watched at once,
        # by coverage or a debugger, so the next one starts only when this one runs.
        self._begun.wait()

    @overload
    def run(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        priority: Priority = ...,
        on_done: Callable[[T], object] | None = ...,
        on_error: Callable[[Trouble], object] | None = ...,
        on_progress: None = ...,
        owner: QObject | None = ...,
        replaces: str | None = ...,
    ) -> Job: ...

    @overload
    def run(
        self,
        function: Long[*Ts, T],
        *args: *Ts,
        priority: Priority = ...,
        on_done: Callable[[T], object],  # from it mypy learns what T is
        on_error: Callable[[Trouble], object] | None = ...,
        on_progress: Progress,
        owner: QObject | None = ...,
        replaces: str | None = ...,
    ) -> Job: ...

    def run(
        self,
        function: Callable[..., T],
        *args: *Ts,
        priority: Priority = Priority.SCREEN,
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[Trouble], object] | None = None,
        on_progress: Progress | None = None,
        owner: QObject | None = None,
        replaces: str | None = None,
    ) -> Job:
        """Queue ``function(*args)`` and return its job at once.

        ``on_done(result)`` and ``on_error(trouble)`` are called later on the GUI thread, unless
        ``owner`` was deleted or the job cancelled. With ``on_progress(done, total)`` the function
        gets a keyword ``progress`` to call with the same numbers; there a cancelled job ends.
        Jobs with the same ``replaces`` cancel each other: the newest wins. What only reads begins when the
        event loop has done what it was about; so it needs one.
        """
        if replaces is not None:
            for job in list(self._jobs.values()):
                if job.replaces == replaces:
                    self.cancel(job)
        number = next(self._numbers)
        cancelled = threading.Event()

        def progress(done: int, total: int) -> None:
            if cancelled.is_set():
                raise Stopped
            self._stepped.emit(number, done, total)

        if on_progress is None:
            job = Job(number, lambda: function(*args), priority, replaces, cancelled)
        else:
            job = Job(number, lambda: function(*args, progress=progress), priority, replaces, cancelled)
        self._waiting[number] = _Waiting(on_done, on_error, on_progress, owner)
        self._jobs[number] = job
        if priority < Priority.SCREEN:
            self._queue.put((priority, number, job))
        else:
            self._held.append((priority, number, job))
            self._soon.start()
        return job

    def cancel(self, job: Job) -> None:
        """Drop ``job``; if it is a reading one and runs just now, interrupt it. Saves are finished.

        What a reading one was given is let go of at once, not in its turn; what runs has it to its end.
        One that was delivered already, or is another worker's, is left alone.
        """
        if self._jobs.get(job.number) is not job:
            return
        self._waiting.pop(job.number, None)
        self._jobs.pop(job.number, None)
        job.cancelled.set()
        with self._lock:
            if job.priority >= Priority.SCREEN:
                job.work = _nothing  # it stays in the queue for a while, and what it was given must not
            if self._running is job and job.priority >= Priority.SCREEN and self._interrupt is not None:
                self._interrupt()

    def cancel_reading(self) -> None:
        """Drop every job that only shows something, as locking does first."""
        for job in list(self._jobs.values()):
            if job.priority >= Priority.SCREEN:
                self.cancel(job)

    def forget_hearers(self) -> None:
        """Deliver nothing more of what was asked for so far, as locking demands; troubles are still told."""
        nobody = _Waiting(None, None, None, None)
        self._waiting = dict.fromkeys(self._waiting, nobody)

    def idle(self) -> bool:
        """Return whether nothing is queued, running or waiting to be delivered."""
        return not self._jobs

    def holds(self, job: Job) -> bool:
        """Return whether ``job`` is queued, running or waiting to be delivered."""
        return self._jobs.get(job.number) is job

    def is_reading(self) -> bool:
        """Return whether something is on its way that a page waits for."""
        return any(job.priority is Priority.SCREEN for job in self._jobs.values())

    def shutdown(self, seconds: float | None = None) -> None:
        """Finish what saves, drop what reads, and join the thread, for ``seconds`` at most where given."""
        self.cancel_reading()
        self.leave()
        self._thread.join(seconds)

    def leave(self) -> None:
        """Let the thread end after what is queued; nobody waits for it."""
        self._queue.put((Priority._LAST, next(self._numbers), None))

    def _let_read(self) -> None:
        """Queue what only reads, now that the window shows what the key or the click did.

        Beside a reading worker that takes twice as long: only one thread at a time runs Python.
        """
        held, self._held = sorted(self._held), []
        for each in held:
            self._queue.put(each)

    def _work(self) -> None:
        self._begun.set()
        while True:
            _, number, job = self._queue.get()
            if job is None:
                return
            with self._lock:
                if job.cancelled.is_set() and job.priority >= Priority.SCREEN:
                    continue
                self._running = job
            outcome: object
            try:
                outcome = job.work()
                job.succeeded.set()
                signal = self._finished
            except BaseException as error:
                outcome, signal = error, self._failed
            job.work = _nothing  # who waits for its end may hold it for long, and not what it was given
            job.ended.set()
            with self._lock:
                self._running = None
            signal.emit(number, outcome)
            del job, outcome

    def _take(self, number: int) -> _Waiting | None:
        self._jobs.pop(number, None)
        return self._waiting.pop(number, None)

    @Slot(int, object)
    def _deliver(self, number: int, result: object) -> None:
        waiting = self._take(number)
        if waiting is not None and waiting.on_done is not None and waiting.wanted():
            waiting.on_done(result)

    @Slot(int, object)
    def _complain(self, number: int, error: BaseException) -> None:
        waiting = self._take(number)
        if waiting is None and not isinstance(error, Exception):
            self.on_bug(error)
        if waiting is None or isinstance(error, Stopped):
            return
        if not isinstance(error, Trouble):
            self.on_bug(error)
            if waiting.wanted():
                self.ended_by_bug.emit(waiting.owner)
        elif waiting.on_error is None:
            self.on_trouble(error)
        elif waiting.wanted():
            waiting.on_error(error)

    @Slot(int, int, int)
    def _report(self, number: int, done: int, total: int) -> None:
        waiting = self._waiting.get(number)
        if waiting is not None and waiting.on_progress is not None and waiting.wanted():
            waiting.on_progress(done, total)

    @staticmethod
    def _unheard(error: BaseException) -> None:
        raise error


def _nothing() -> None:
    return None
