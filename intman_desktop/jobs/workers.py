"""The two workers of the program and the rules of the house for threads."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Worker

_HAND_OVER_SECONDS = 0.0002
_COLLECT_EVERY_MS = 250
"""So often that each time takes a few milliseconds at most, and no key waits for it."""


class Workers:
    """The vault's worker and the one for the rest (key derivation, papers, checks of copies).

    Attributes: ``vault``, ``rest``.
    """

    def __init__(self, interrupt: Callable[[], object] | None = None) -> None:
        """Start both; ``interrupt`` ends the vault's running statement from another thread."""
        sys.setswitchinterval(_HAND_OVER_SECONDS)
        self.vault = Worker("vault", interrupt)
        self.rest = Worker("rest")

    def listen(
        self, on_trouble: Callable[[Trouble], object], on_bug: Callable[[BaseException], object]
    ) -> None:
        """Say who hears troubles that no job took, and bugs."""
        for worker in (self.vault, self.rest):
            worker.on_trouble = on_trouble
            worker.on_bug = on_bug

    def idle(self) -> bool:
        """Return whether neither worker has anything to do or to deliver."""
        return self.vault.idle() and self.rest.idle()

    def shutdown(self) -> None:
        """Finish what saves and join both threads."""
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
