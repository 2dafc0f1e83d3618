"""What the program does by itself after unlocking: one thing after the other, behind everything else.

It looks for the backup places, checks the store after an unclean end, backs up, thins, checks monthly, and
rehearses. Whoever saves something meanwhile is not held up: then it begins again a little later. A step that
ends by a mistake of the program is told like every other, and the next one begins all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from PySide6.QtCore import QObject, QTimer, Signal

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Job, Long, Priority
from intman_desktop.language import _
from intman_desktop.rules.upkeep import Task
from intman_desktop.ui.backing_up import BackingUp, failures, left_over
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.place_watch import look_for_places
from intman_desktop.values.backup_views import PlaceNow, PlaceResult, PlaceState, RehearsalResult

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.services.keeping.backing_up import Thinning
    from intman_desktop.services.keeping.places import FoundPlace
    from intman_desktop.services.keeping.rehearsing import Rehearsal
    from intman_desktop.values.backup_views import VerifyReport
    from intman_desktop.values.outcome import Outcome
    from intman_desktop.vault.scans import ScanFile

S = TypeVar("S")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")
_SOON_MS = 20_000
"""After unlocking a person has something in mind: what nobody waits for comes later."""
_PAUSE_MS = 60_000


class Upkeep(QObject):
    """Runs what is due. Signals: ``finished`` – nothing is left to do now."""

    finished = Signal()

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._backing, self._asked = BackingUp(frame, self), BackingUp(frame, self)
        self._job: Job | None = None
        self._making: Job | None = None
        self._found: tuple[FoundPlace, ...] = ()
        self._now: tuple[PlaceNow, ...] = ()
        self._left: list[Callable[[], object]] = []
        self._turn = 0
        self._left_over: set[str] = set()
        self._after_start = True
        self._running = self._again = False
        self._arrived: set[str] = set()  # the places that came into reach since it was looked
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.start)
        frame.acting.connect(self._let_pass)
        for worker in (frame.workers.vault, frame.workers.rest, frame.workers.places):
            worker.ended_by_bug.connect(self._go_on_after)

    def begin(self) -> None:
        """Begin a little after the store was opened."""
        self._later.start(_SOON_MS)

    def end(self) -> None:
        """Stop, as locking and closing demand; what is on its way ends at its next step, without a trace."""
        self._asked.stop()
        self._pause()
        self._again = False
        self._arrived.clear()

    def look_again(self, place: str) -> None:
        """Look what is due since ``place`` came into reach, and offer it; what is under way ends first."""
        self._arrived.add(place)
        if self._running:
            self._again = True
        elif not self._later.isActive():  # else it is looked soon
            self.start()

    def _pause(self) -> None:
        """Stop what goes by itself; a backup that somebody asked for goes on."""
        self._later.stop()
        self._backing.stop()
        if self._job is not None:
            self._frame.workers.vault.cancel(self._job)
        if self._making is not None:
            self._frame.stop_making(self._making)
        self._job = self._making = None
        self._left, self._running = [], False
        self._turn += 1  # what was asked for before is heard no more

    def start(self) -> None:
        """Look what is due and do it now."""
        self._pause()
        self._found, self._now = (), ()
        self._left, self._running = [self._look, self._cut, self._decide], True
        self._next()

    def _look(self) -> None:
        turn = self._turn

        def seen(found: tuple[FoundPlace, ...], now: tuple[PlaceNow, ...]) -> None:
            if turn == self._turn:
                self._found, self._now = found, now
                self._next()

        look_for_places(self._frame, seen, self, on_error=self._told_and_next)

    def _cut(self) -> None:
        from intman_desktop.services.keeping.upkeep import cut_journal

        self._ask(cut_journal, on_done=self._next)

    def _decide(self) -> None:
        from intman_desktop.services.keeping.upkeep import upkeep_due

        self._ask(upkeep_due, self._now, self._after_start, on_done=self._take_up)

    def _take_up(self, tasks: tuple[Task, ...]) -> None:
        steps = {
            Task.VERIFY: self._verify,
            Task.BACK_UP: self._back_up,
            Task.THIN: self._thin,
            Task.REHEARSE: self._rehearse,
        }
        self._left = [steps[task] for task in tasks]
        if Task.BACK_UP not in tasks:
            self._offer(())
        self._next()

    def _offer(self, backed_up: Collection[Path]) -> None:
        """Offer a backup to a stick that was plugged in since, or has another letter, and lacks something.

        Those ``backed_up`` now get theirs without being asked for.
        """
        back = [
            Path(each.path)
            for each in self._now
            if each.changed and (each.moved or each.path in self._arrived)
        ]
        back = [each for each in back if each not in backed_up]
        self._arrived -= {each.path for each in self._now if each.state is PlaceState.THERE}
        if back:
            words = _("Ihr Sicherungsstick ist da: {place}").format(place=", ".join(map(str, back)))
            self._frame.say(words, partial(self._back_up_asked, back), _("Jetzt sichern"))

    def _next(self, *_nothing: object) -> None:
        if self._frame.desk is None:
            return
        if self._left:
            self._left.pop(0)()
            return
        self._found, self._now = (), ()
        self._after_start = self._running = False
        self.finished.emit()
        if self._again:
            self._again = False
            self.start()

    # Backing up

    def _back_up(self) -> None:
        from intman_desktop.services.keeping.upkeep import places_due

        self._ask(places_due, self._now, self._after_start, on_done=self._back_up_to)

    def _back_up_to(self, places: Sequence[Path]) -> None:
        self._offer(places)

        def done(results: tuple[PlaceResult, ...]) -> None:
            self._warn_of(results)
            self._next()

        self._backing.run(tuple(places), done, self._told_and_next, Priority.BACKGROUND)

    def _back_up_asked(self, places: Sequence[Path]) -> None:
        """Back up beside what goes by itself, which goes on at its own pace, once for each time."""
        if self._frame.desk is not None:
            self._asked.run(tuple(places), self._warn_of, self._frame.warn)

    def _warn_of(self, results: tuple[PlaceResult, ...]) -> None:
        told, self._left_over = self._left_over, self._left_over.union(left_over(results))
        for sentence in (*failures(results), *sorted(self._left_over - told)):
            self._frame.warn(sentence)

    def _thin(self) -> None:
        from intman_desktop.services.keeping.backing_up import order_thinning, thin
        from intman_desktop.services.keeping.upkeep import note_thinned

        there = self._in_reach()

        def thinned(removed: int) -> None:
            self._note(note_thinned, removed)

        def ordered(order: Thinning) -> None:
            self._make(thin, order, there, on_done=thinned)

        self._ask(order_thinning, on_done=ordered)

    def _in_reach(self) -> list[Path]:
        return [Path(each.path) for each in self._now if each.state is PlaceState.THERE]

    # Checking

    def _verify(self) -> None:
        from intman_desktop.services.common.wording import sentence
        from intman_desktop.services.keeping.upkeep import check_in_background, check_scans, note_verified

        def checked(found: tuple[VerifyReport, Path, tuple[ScanFile, ...]]) -> None:
            report, folder, scans = found
            for note in report.notes:
                if note.code == "log_lost":
                    self._frame.warn(sentence(note))

            def looked(lost: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
                count = len(report.faults) + sum(map(bool, lost))
                if count:
                    self._frame.warn(_("Der Tresor ist nicht in Ordnung. Mehr dazu steht in der Übersicht."))
                self._note(note_verified, count)

            self._make(check_scans, folder, scans, self._in_reach(), on_done=looked)

        self._ask(check_in_background, self._found, on_done=checked)

    def _rehearse(self) -> None:
        from intman_desktop.services.common.wording import sentence
        from intman_desktop.services.keeping.rehearsing import (
            note_hindered,
            note_rehearsal,
            order_rehearsal,
            rehearse,
        )
        from intman_desktop.vault.troubles import DiskFull

        def noted(result: RehearsalResult) -> None:
            if result.fault is not None:
                self._frame.warn(sentence(result.fault))

        def rehearsed(result: RehearsalResult) -> None:
            self._note(note_rehearsal, result, noted)

        def hindered(trouble: Trouble) -> None:
            self._making = None
            self._note(note_hindered, isinstance(trouble, DiskFull))

        def ordered(order: Rehearsal | None) -> None:
            if order is None:
                self._next()
            else:
                self._make(rehearse, order, on_done=rehearsed, on_error=hindered)

        self._ask(order_rehearsal, self._found, on_done=ordered)

    # The ways to the workers

    def _ask(self, verb: Callable[[Desk, *Ts], T], *args: *Ts, on_done: Callable[[T], object]) -> None:
        """Read from the store, behind everything that somebody waits for."""
        if self._frame.desk is None:
            return

        def done(result: T) -> None:
            self._job = None
            on_done(result)

        self._job = self._frame.ask(
            verb, *args, on_done=done, on_error=self._told_and_next, owner=self, priority=Priority.BACKGROUND
        )

    def _make(
        self,
        verb: Long[*Ts, T],
        *args: *Ts,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object] | None = None,
    ) -> None:
        """Work on the other worker, in steps, so that locking ends it; without ``on_error`` quietly."""

        def done(result: T) -> None:
            self._making = None
            on_done(result)

        self._making = self._frame.make(
            verb,
            *args,
            on_done=done,
            on_error=on_error or self._quietly_next,
            on_progress=lambda _done, _total: None,
            owner=self,
            priority=Priority.BACKGROUND,
        )

    def _note(
        self, verb: Callable[[Desk, S], Outcome[T]], value: S, heard: Callable[[T], object] | None = None
    ) -> None:
        """Keep what came of it, and go on."""
        if self._frame.desk is None:
            return
        turn = self._turn

        def done(outcome: Outcome[T]) -> None:
            if outcome.changed:
                self._frame.changed.emit(outcome.changed)
            if heard is not None:
                heard(outcome.value)
            if turn == self._turn:
                self._next()

        self._frame.ask(
            verb,
            value,
            priority=Priority.SAVE,
            on_done=done,
            on_error=self._told_and_next,
            owner=self,
        )

    def _told_and_next(self, trouble: Trouble) -> None:
        self._job = None
        self._frame.warn(trouble)
        self._next()

    def _quietly_next(self, _trouble: Trouble) -> None:
        """A full disk or a pulled stick is no news: it is tried again after the next unlocking."""
        self._making = None
        self._next()

    def _go_on_after(self, owner: object) -> None:
        """Go on with the next step where one of ours ended by a mistake of the program, which was told."""
        if owner is self or owner is self._backing:
            self._job = self._making = None
            self._backing.stop()
            self._next()

    def _let_pass(self) -> None:
        """Somebody saves: give the store free if it is being read for us, and begin again later."""
        if self._job is None and not self._backing.holds_up_saving():
            return
        self._pause()
        self._later.start(_PAUSE_MS)
