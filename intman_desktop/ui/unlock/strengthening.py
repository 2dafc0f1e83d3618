"""After opening: a slot whose cost has aged is sealed anew, unseen, once the first screens are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Job, Priority
from intman_desktop.jobs.workers import Workers
from intman_desktop.ui.unlock.doors import Doors

if TYPE_CHECKING:
    from intman_desktop.sealing import KdfParameters
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.services.keeping.keyring import SealedAnew

_AFTER_MS = 60_000


class Strengthening(QObject):
    """Needs the passphrase once more, and so keeps it for a minute, until it is done or the store is locked.

    A sealing that is queued lets go of it then; one that runs has it to its end, some seconds at most. What
    it costs is measured and derived on the other worker; nobody who saves waits for that.
    """

    def __init__(self, parent: QObject, workers: Workers, doors: Doors) -> None:
        super().__init__(parent)
        self._workers, self._doors = workers, doors
        self._desk: Desk | None = None
        self._passphrase = ""
        self._sealing: Job | None = None
        self._later = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._later.timeout.connect(self._measure)

    def begin(self, desk: Desk, passphrase: str) -> None:
        """Strengthen the slot that opened the store of ``desk`` a minute from now, if it has aged."""
        self.forget()
        if desk.vault.aged:
            self._desk, self._passphrase = desk, passphrase
            self._later.start()

    def forget(self) -> None:
        """Keep nothing and do nothing more."""
        self._later.stop()
        self._desk, self._passphrase = None, ""
        if self._sealing is not None:
            self._workers.rest.cancel(self._sealing)
            self._sealing = None

    def _measure(self) -> None:
        self._workers.rest.run(self._doors.calibrate, priority=Priority.BACKGROUND, on_done=self._seal)

    def _seal(self, cost: KdfParameters) -> None:
        desk, passphrase = self._desk, self._passphrase
        self.forget()
        if desk is None:
            return

        def sealed(anew: SealedAnew | None) -> None:
            if anew is not None:
                self._workers.vault.run(
                    self._doors.strengthen, desk, anew, priority=Priority.BACKGROUND, on_error=_next_time
                )

        self._sealing = self._workers.rest.run(
            self._doors.seal_anew,
            desk,
            passphrase,
            cost,
            priority=Priority.BACKGROUND,
            on_done=sealed,
            on_error=_next_time,
            owner=self,
        )


def _next_time(_trouble: Trouble) -> None:
    """Leave the slot as it is: on a full disk, say, it is strengthened at another opening."""
