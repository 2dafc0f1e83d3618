"""The workers of the program and the rules of the house for threads."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority, Worker

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_HAND_OVER_SECONDS = 0.0002
_WRITTEN_SECONDS = 10.0
_COLLECT_EVERY_MS = 250
"""So often that each time takes a few milliseconds at most, and no key waits for it."""


class Workers:
    """The vault's worker, the writer of papers, and the one for the rest (keys, papers, checks of copies).

    Attributes: ``vault``, ``rest``, and ``writer``, which only writes papers where a person saves them, so
    that none waits behind a backup.
    """

    def __init__(self, interrupt: Callable[[], object] | None = None) -> None:
        """Start them; ``interrupt`` ends the vault's running statement from another thread."""
        sys.setswitchinterval(_HAND_OVER_SECONDS)
        self.vault = Worker("vault", interrupt)
        self.rest = Worker("rest")
        self.writer = Worker("writer")
        self._asked: list[Worker] = []

    def listen(
        self, on_trouble: Callable[[Trouble], object], on_bug: Callable[[BaseException], object]
    ) -> None:
        """Say who hears troubles that no job took, and bugs."""
        for worker in (self.vault, self.rest, self.writer):
            worker.on_trouble = on_trouble
            worker.on_bug = on_bug

    def idle(self) -> bool:
        """Return whether no worker has anything to do or to deliver; places that are asked do not count."""
        return self.vault.idle() and self.rest.idle() and self.writer.idle()

    def ask_place(
        self, function: Callable[[*Ts], T], *args: *Ts, on_done: Callable[[T], object], owner: QObject
    ) -> None:
        """Ask a place that may never answer by ``function(*args)``, which must be harmless whenever it ends.

        It has a thread of its own, which holds up no other work and which nobody waits for at the end.
        ``on_done(answer)`` comes on the GUI thread, unless ``owner`` was deleted.
        """
        self._asked = [each for each in self._asked if not each.idle()]
        asked = Worker("place")
        asked.on_trouble, asked.on_bug = self.rest.on_trouble, self.rest.on_bug
        asked.run(function, *args, priority=Priority.SAVE, on_done=on_done, owner=owner)
        asked.leave()
        self._asked.append(asked)

    def shutdown(self) -> None:
        """Finish what saves and join the threads; a paper whose place does not answer is given up."""
        self.writer.shutdown(_WRITTEN_SECONDS)
        self.rest.shutdown()
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
