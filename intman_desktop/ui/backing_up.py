"""Backing up from the window: a copy from the store, to the places on the other worker, then kept in mind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Job, Priority, Worker
from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.wording import told
from intman_desktop.values.backup_views import BackupMadeAt, PlaceFailed, PlaceResult

if TYPE_CHECKING:
    from intman_desktop.services.keeping.backing_up import BackupOrder
    from intman_desktop.values.outcome import Outcome

Done = Callable[[tuple[PlaceResult, ...]], object]


@dataclass(frozen=True)
class _Run:
    """Who hears of a backup; ``again`` whether it may still be done once more."""

    on_done: Done
    on_error: Callable[[Trouble], object]
    priority: Priority
    again: bool = True


class BackingUp(QObject):
    """Makes backups step by step; saving goes on between the steps, and locking ends it at any of them.

    Signals: ``stepped(done, total)``.
    """

    stepped = Signal(int, int)

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._job: Job | None = None
        self._worker: Worker | None = None

    def run(
        self,
        places: Sequence[Path],
        on_done: Done,
        on_error: Callable[[Trouble], object],
        priority: Priority = Priority.SCREEN,
    ) -> None:
        """Back up to ``places``; ``on_done(results)`` tells of each, ``on_error`` that no copy was made.

        Where the ways into the store changed meanwhile, that is done once more.
        """
        self._order(places, _Run(on_done, on_error, priority))

    def _order(self, places: Sequence[Path], run: _Run) -> None:
        """Take the copy out of the store."""
        from intman_desktop.services.keeping.backing_up import order_backup

        self._worker = self._frame.workers.vault
        self._job = self._frame.ask(
            order_backup,
            places,
            priority=run.priority,
            on_done=partial(self._deliver, run),
            on_error=partial(self._failed, run),
            owner=self,
        )

    def _deliver(self, run: _Run, order: BackupOrder) -> None:
        """Bring the copy to its places; the store is free meanwhile."""
        from intman_desktop.services.keeping.backing_up import deliver

        self._worker = self._frame.workers.rest
        self._job = self._frame.make(
            deliver,
            order,
            priority=run.priority,
            on_done=partial(self._note, run),
            on_error=partial(self._failed, run),
            on_progress=self.stepped.emit,
            owner=self,
        )

    def _note(self, run: _Run, results: tuple[PlaceResult, ...]) -> None:
        """Keep in the store what came of each place."""
        from intman_desktop.services.keeping.backing_up import note_backups

        if self._frame.desk is not None:
            self._job = self._frame.ask(
                note_backups,
                results,
                priority=Priority.SAVE,
                on_done=partial(self._noted, run),
                on_error=partial(self._failed, run),
                owner=self,
            )

    def _noted(self, run: _Run, outcome: Outcome[tuple[PlaceResult, ...]]) -> None:
        """Tell what came of it, or go once more to the places that came late."""
        self._job = None
        if outcome.changed:
            self._frame.changed.emit(outcome.changed)
        late = [each for each in outcome.value if _came_late(each)]
        if not late or not run.again or self._frame.desk is None:
            run.on_done(outcome.value)
            return
        others = [each for each in outcome.value if each not in late]
        last = _Run(lambda results: run.on_done((*others, *results)), run.on_error, run.priority, again=False)
        self._order([Path(each.place) for each in late], last)

    def _failed(self, run: _Run, trouble: Trouble) -> None:
        self._job = None
        run.on_error(trouble)

    def stop(self) -> None:
        """End the backup that is on its way, if any; nothing is left of it."""
        if self._job is not None and self._worker is not None:
            self._worker.cancel(self._job)
        self._job = None

    def holds_up_saving(self) -> bool:
        """Return whether the store itself is being read just now."""
        return self._job is not None and self._worker is self._frame.workers.vault


def _came_late(result: PlaceResult) -> bool:
    """Return whether nothing was kept only since the ways into the store had changed."""
    from intman_desktop.vault.backup_troubles import KeysChanged

    return isinstance(result, PlaceFailed) and isinstance(result.trouble, KeysChanged)


def failures(results: Sequence[PlaceResult]) -> tuple[str, ...]:
    """Return a sentence for each place that could not be backed up to, and for scans that are lacking."""
    from intman_desktop.services.common.words.restoring import lacking_words

    words = [
        _("{place}: {sentence}").format(place=each.place, sentence=told(each.trouble))
        for each in results
        if isinstance(each, PlaceFailed)
    ]
    lacking = (lacking_words(each.view) for each in results if isinstance(each, BackupMadeAt))
    return (*words, *dict.fromkeys(each for each in lacking if each))


def left_over(results: Sequence[PlaceResult]) -> tuple[str, ...]:
    """Return a sentence for each place where something of a killed backup would not go; nothing failed."""
    from intman_desktop.services.common.words.restoring import left_over_words

    found = (left_over_words(each.view) for each in results if isinstance(each, BackupMadeAt))
    return tuple(each for each in found if each)
