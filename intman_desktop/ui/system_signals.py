"""What the system tells of the computer: it goes to sleep, its screen is locked, another user has it.

Nothing of a system is imported before a watch over it is asked for: the first window does not wait for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.jobs.worker import Priority
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.locking import Locking
from intman_desktop.ui.unlock.reasons import LockReason


class SystemWatch(QObject):
    """Hears what the system tells; this one knows no system and hears nothing.

    Signals: ``going_to_sleep`` – the computer is about to sleep; ``screen_locked``; ``user_switched`` –
    another user has the screen now. Each may come more than once for one event.
    """

    going_to_sleep = Signal()
    screen_locked = Signal()
    user_switched = Signal()

    def begin(self, window: QWidget) -> None:
        """Listen from now on; ``window`` is there already. Where nobody can be heard, all stays silent."""

    def let_sleep(self) -> None:
        """Let the system go to sleep: there is nothing left to close. It is held up until then."""

    def end(self) -> None:
        """Listen no more, and hold up nothing."""


def system_watch() -> SystemWatch:
    """Return the watch over the system that this is."""
    if sys.platform == "win32":
        from intman_desktop.ui.system.windows import windows_watch

        return windows_watch()
    if sys.platform == "darwin":
        from intman_desktop.ui.system.macos import MacWatch

        return MacWatch()
    from intman_desktop.ui.system.linux import linux_watch

    return linux_watch()


def _nothing() -> None:
    """Do nothing; behind what was asked for before."""


class SystemLock(QObject):
    """Locks whenever the system says so, and lets it sleep as soon as the store is closed."""

    def __init__(self, frame: Frame, locking: Locking, meanwhile: Callable[[LockReason], object]) -> None:
        """Call ``meanwhile(reason)`` where no store is open yet, for one that is being opened just then."""
        super().__init__(locking)
        self._frame = frame
        self._locking = locking
        self._meanwhile = meanwhile
        self._watch: SystemWatch | None = None
        locking.locked.connect(self._closed)

    def begin(self, window: QWidget) -> None:
        """Hear what the system tells from now on; ``window`` is there already."""
        self._watch = watch = system_watch()
        watch.going_to_sleep.connect(lambda: self._lock(LockReason.SLEEP))
        watch.screen_locked.connect(lambda: self._lock(LockReason.SCREEN))
        watch.user_switched.connect(lambda: self._lock(LockReason.USER))
        watch.begin(window)

    def end(self) -> None:
        """Hear nothing more."""
        if self._watch is not None:
            self._watch.end()
            self._watch.deleteLater()
            self._watch = None

    def _lock(self, reason: LockReason) -> None:
        if self._frame.desk is not None:
            self._locking.lock(reason)
        elif not self._locking.closing:
            self._meanwhile(reason)
            # what is being opened just now is closed behind its opening: asleep it would hold its key
            self._behind_the_store(lambda: self._behind_the_store(self._closed))

    def _behind_the_store(self, go_on: Callable[[], object]) -> None:
        """Call ``go_on`` when the vault's worker has done what it was asked for so far."""
        if self._frame.workers.vault.idle():
            go_on()
            return
        self._frame.workers.vault.run(
            _nothing, priority=Priority.SAVE, on_done=lambda _none: go_on(), owner=self
        )

    def _closed(self, _why: str = "") -> None:
        if self._watch is not None:
            self._watch.let_sleep()
