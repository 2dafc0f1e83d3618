"""Papers given out while the store was being locked: what of them is still to be entered (E4, L6).

An entry that could not be made – the paper was not there yet, the disk was full – waits sealed in memory, for
as long as the program runs. It is made as soon as the paper is there and the store is open; where that fails,
at the next locking or opening.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Job, Priority
from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.wording import told

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.values.outcome import Outcome
    from intman_desktop.vault.sealed_here import SealedHere

_LOOK_MS = 500


class LateEntries(QObject):
    """Keeps each entry until it has been made, or until its paper could not be written."""

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._held: dict[SealedHere, Job] = {}
        self._made: set[SealedHere] = set()  # told by the vault's worker, whoever hears of it or not
        self._tried: set[SealedHere] = set()  # since the store was opened
        self._again = QTimer(self, interval=_LOOK_MS)
        self._again.timeout.connect(self._enter_written)

    def held(self) -> Mapping[SealedHere, Job]:
        """Return the entries that are still to be made, each by the job that gives its paper out."""
        self._held = {
            kept: job
            for kept, job in self._held.items()
            if kept not in self._made and (not job.ended.is_set() or job.succeeded.is_set())
        }
        return self._held

    def missing(self) -> bool:
        """Return whether a paper was given out that has no entry yet."""
        return any(job.succeeded.is_set() for job in self.held().values())

    def keep(self, job: Job, kept: SealedHere) -> None:
        """Keep the entry for the paper that ``job`` gives out."""
        self._held[kept] = job

    def opened(self) -> None:
        """Make the entries of papers that are there, and the others as soon as theirs are."""
        self._tried.clear()
        self._enter_written()

    def locking(self, desk: Desk) -> None:
        """Try once more, before ``desk`` is closed; what fails is kept."""
        self._again.stop()
        for kept, job in self.held().items():
            if job.succeeded.is_set():
                self._frame.workers.vault.run(
                    self._enter, desk, kept, priority=Priority.SAVE, on_error=lambda _trouble: None
                )

    def _enter_written(self) -> None:
        waiting = False
        for kept, job in self.held().items():
            if not job.ended.is_set():
                waiting = True
            elif job.succeeded.is_set() and kept not in self._tried:
                self._tried.add(kept)
                self._frame.ask(
                    self._enter,
                    kept,
                    on_done=self._entered,
                    on_error=self._failed,
                    owner=self,
                    priority=Priority.SAVE,
                )
        if waiting:
            self._again.start()
        else:
            self._again.stop()

    def _enter(self, desk: Desk, kept: SealedHere) -> Outcome[tuple[SealedHere, ...]]:
        """Make one entry, on the vault's worker, and once only; one for another store stays."""
        from intman_desktop.services.rights.papers_out import enter_kept
        from intman_desktop.values.outcome import Outcome

        if kept in self._made:  # the store was locked before this was heard of
            return Outcome(())
        outcome = enter_kept(desk, [kept])
        if not outcome.value:
            self._made.add(kept)
        return outcome

    def _entered(self, outcome: Outcome[tuple[SealedHere, ...]]) -> None:
        if outcome.changed:
            self._frame.changed.emit(outcome.changed)

    def _failed(self, trouble: Trouble) -> None:
        self._frame.warn(
            _(
                "Ein Papier ist ausgegeben und steht noch nicht im Protokoll. {why} Beim nächsten Sperren "
                "oder Öffnen wird der Eintrag nachgeholt, solange das Programm läuft."
            ).format(why=told(trouble))
        )
