"""The papers of several cases before they are erased: gathered, made away from the store, noted (L2, E4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Job
from intman_desktop.language import _
from intman_desktop.services.casework.erasing_several import gather_for_clients
from intman_desktop.services.casework.several_papers import PapersGathered, PapersMade, make_papers
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.values.outcome import Outcome

Gather = Callable[..., Outcome[PapersGathered]]


class PapersForAll(QObject):
    """Makes one file at a time, with progress and a way to stop.

    Signals: ``ended(PapersMade)`` – None where it was stopped or not possible. Made is not printed.
    """

    ended = Signal(object)

    def __init__(self, frame: Frame, progress: ProgressLine, owner: QObject) -> None:
        super().__init__(owner)
        self._frame = frame
        self._progress = progress
        self._round = 0
        self._job: Job | None = None
        self.people: tuple[int, ...] = ()

    def begin(self, gather: Gather, case_ids: Sequence[int]) -> None:
        """Gather what the papers of these cases say, and make them."""
        self._round += 1
        self._progress.begin(_("Die Papiere werden gemacht …"), self.stop)
        self._frame.do(
            gather,
            case_ids,
            on_done=partial(self._make, self._round, gather is gather_for_clients),
            on_error=self._failed,
            owner=self,
        )

    def stop(self) -> None:
        """Give it up, wherever it is."""
        self._end(None)

    def _make(self, round_of: int, for_clients: bool, gathered: PapersGathered) -> None:
        if round_of != self._round:
            return
        self._job = self._frame.make(
            make_papers,
            gathered,
            on_done=partial(self._made, gathered.people if for_clients else ()),
            on_error=self._failed,
            on_progress=self._progress.step,
            owner=self,
        )

    def _made(self, people: Sequence[tuple[int, str, str]], made: PapersMade) -> None:
        self._job = None
        refused = {each.case_id for each in made.refused}
        whole = dict.fromkeys(case_id for case_id, _number, _name in people if case_id not in refused)
        self.people = tuple(whole)
        self._end(made)

    def _failed(self, trouble: Trouble) -> None:
        self._end(None)
        self._frame.warn(trouble)

    def _end(self, made: PapersMade | None) -> None:
        self._round += 1
        job, self._job = self._job, None
        if job is not None:
            self._frame.stop_making(job)
        self._progress.end()
        self.ended.emit(made)
