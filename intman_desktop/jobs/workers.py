"""The workers of the program and the rules of the house for threads."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Job, Long, Priority, Progress, Worker

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_HAND_OVER_SECONDS = 0.0002
_WRITTEN_SECONDS = 10.0
_LOOKED_SECONDS = 1.0
_COLLECT_EVERY_MS = 250
"""So often that each time takes a few milliseconds at most, and no key waits for it."""


class Workers:
    """The vault's worker and the one for the rest (keys, papers, checks of copies).

    Attributes: ``vault``, ``rest``, and ``places``, which looks into backup places: one that does not answer
    holds up no other work. A paper is written or printed, and a place that is chosen just now is asked, on a
    thread of its own.
    """

    def __init__(self, interrupt: Callable[[], object] | None = None) -> None:
        """Start them; ``interrupt`` ends the vault's running statement from another thread."""
        sys.setswitchinterval(_HAND_OVER_SECONDS)
        self.vault = Worker("vault", interrupt)
        self.rest = Worker("rest")
        self.places = Worker("places")
        self._asked: list[Worker] = []
        self._writing: list[Worker] = []
        self._printed: list[Job] = []

    def listen(
        self, on_trouble: Callable[[Trouble], object], on_bug: Callable[[BaseException], object]
    ) -> None:
        """Say who hears troubles that no job took, and bugs."""
        for worker in (self.vault, self.rest, self.places):
            worker.on_trouble = on_trouble
            worker.on_bug = on_bug

    def idle(self) -> bool:
        """Return whether no thread has anything to do or to deliver, in whatever place."""
        return all(each.idle() for each in (self.vault, self.rest, self.places, *self._writing, *self._asked))

    def ask_place(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = None,
        owner: QObject,
    ) -> None:
        """Ask a place that may never answer by ``function(*args)``, which must be harmless whenever it ends.

        It has a thread of its own, which holds up no other work and which nobody waits for at the end.
        ``on_done(answer)`` or ``on_error(trouble)`` comes on the GUI thread, unless ``owner`` was deleted.
        """
        asked = self._one_more("place", self._asked)
        asked.run(function, *args, priority=Priority.SAVE, on_done=on_done, on_error=on_error, owner=owner)
        asked.leave()

    def write(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object],
        owner: QObject,
    ) -> Job:
        """Write where a person saves something, by ``function(*args)``, and return the job.

        It waits behind nothing, and nothing behind it, in whatever place it hangs; at the end of the program
        it is waited for a few seconds. The rest as ``ask_place``.
        """
        writer = self._one_more("writer", self._writing)
        job = writer.run(
            function, *args, priority=Priority.SAVE, on_done=on_done, on_error=on_error, owner=owner
        )
        writer.leave()
        return job

    def print_out(
        self,
        function: Long[*Ts, T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object],
        on_progress: Progress,
        owner: QObject,
    ) -> Job:
        """Print by ``function(*args, progress=…)`` and return the job.

        ``job.cancelled.set()`` ends it at its next step, and nobody is told. The rest as ``write``.
        """
        printer = self._one_more("printer", self._writing)
        job = printer.run(
            function,
            *args,
            priority=Priority.SAVE,
            on_done=on_done,
            on_error=on_error,
            on_progress=on_progress,
            owner=owner,
        )
        printer.leave()
        self._printed = [*self._on_the_printer(), job]
        return job

    def stop_printing(self) -> list[Job]:
        """Let every print end at its next step, and return those that have not ended yet."""
        self._printed = self._on_the_printer()
        for job in self._printed:
            job.cancelled.set()
        return self._printed

    def _on_the_printer(self) -> list[Job]:
        return [job for job in self._printed if not job.ended.is_set()]

    def _one_more(self, name: str, beside: list[Worker]) -> Worker:
        """Return a new worker that is kept ``beside`` those that have not ended."""
        beside[:] = [each for each in beside if not each.idle()]
        worker = Worker(name)
        worker.on_trouble, worker.on_bug = self.rest.on_trouble, self.rest.on_bug
        beside.append(worker)
        return worker

    def shutdown(self) -> None:
        """Finish what saves, stop what prints, and join the threads; what does not answer is given up."""
        self.stop_printing()
        until = time.monotonic() + _WRITTEN_SECONDS
        for writer in self._writing:
            writer.shutdown(max(0.0, until - time.monotonic()))
        self.rest.shutdown(max(0.0, until - time.monotonic()))
        self.places.shutdown(_LOOKED_SECONDS)
        self.vault.shutdown()


def collect_on_gui_thread(owner: QObject) -> None:
    """Let Python's collector of cycles run on the GUI thread only.

    A cycle that holds a widget and is found on a worker would destroy the widget there.
    """
    gc.disable()
    timer = QTimer(owner)
    timer.timeout.connect(lambda: gc.collect(1))
    timer.start(_COLLECT_EVERY_MS)


def collect_all() -> None:
    """Let go of everything that is no longer used, on the GUI thread, as locking demands.

    The short rounds while somebody works never reach what is old: the pages of a store that is closed would
    stay in memory with all that they showed.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
