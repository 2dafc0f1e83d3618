"""Locking: nothing can veto it, and nothing typed is lost.

The order: cover the window and stop input → interrupt what only reads, and hear nothing more of what was
asked → write the open forms as drafts into the vault → close dialogs and menus → clear our text from the
clipboard → drop pages and undo → close the store and forget the key → the lock screen, which says why.
What is being written is finished first; papers made in another process end with it, and a print at its next
page. A paper on its way into a file or out has two seconds to get there, so that its entry comes into the
journal; what takes longer gets it when the store is opened again, out of sealed memory. A step of the other
worker that began before, and may hold a key, is waited for before it is told that the store is locked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputEvent
from PySide6.QtWidgets import QApplication

from intman_desktop.errors import NotFound, Refused, Trouble
from intman_desktop.jobs.worker import Job, Priority
from intman_desktop.language import _
from intman_desktop.ui.clipboard import ClipboardGuard
from intman_desktop.ui.drafting import Drafting
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.late_entries import LateEntries
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.unlock.reasons import LockReason, lock_sentence
from intman_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.services.rights.papers_out import PaperOut
    from intman_desktop.vault.sealed_here import SealedHere

_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
)
_AWAY_MS = 1000
_WRITTEN_SECONDS = 2.0
_LET_GO_MS = 3000
"""So long the other worker may take to end the step it is at; the system waits five seconds to sleep."""


class IdleWatch(QObject):
    """Notices that nobody touched keyboard or mouse for a while. Signals: ``idle``.

    To look means that every event of the program goes through Python and waits for its lock; a touch sets
    off hundreds. So after each touch it looks away for a second, and counts from the end of that second.
    """

    idle = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self._away = QTimer(self, singleShot=True, interval=_AWAY_MS)
        self._away.timeout.connect(self._look)

    def begin(self, minutes: int) -> None:
        """Count ``minutes`` from now and from every touch."""
        self._timer.setInterval(minutes * 60_000)
        self._look()

    def go_on(self, minutes: int) -> None:
        """Count ``minutes``; where so many are being counted already, what has passed since a touch stays."""
        if not self._timer.isActive() or self._timer.interval() != minutes * 60_000:
            self.begin(minutes)

    def end(self) -> None:
        """Stop counting and looking."""
        self._application.removeEventFilter(self)
        self._away.stop()
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew on every touch; the event goes on its way."""
        del watched
        if isinstance(event, QInputEvent) and event.type() in _INPUT and self._timer.isActive():
            self._application.removeEventFilter(self)
            self._timer.start()
            self._away.start()
        return False

    def _look(self) -> None:
        self._away.stop()
        self._application.installEventFilter(self)
        self._timer.start()


class Locking(QObject):
    """Locks the store.

    Attributes: ``clipboard``; ``late`` – the entries of papers that are still to be made; ``closing`` –
    whether the store is about to be closed.

    Signals: ``begun`` – what is going on is about to be ended; ``locked(str)`` – the store is closed; the
    text says why.
    """

    begun = Signal()
    locked = Signal(str)

    def __init__(
        self, window: MainWindow, frame: Frame, drafting: Drafting, close: Callable[[Desk], None]
    ) -> None:
        """Take ``close(desk)``, which closes the store on the vault's worker."""
        super().__init__(window)
        self._window = window
        self._frame = frame
        self._drafting = drafting
        self._close = close
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # there is a window
        self.clipboard = ClipboardGuard(application)
        self.closing = False
        self.late = LateEntries(frame, self)

    def opened(self) -> None:
        """Enter the papers that were given out after the store was locked."""
        self.late.opened()

    def lock(self, reason: LockReason, minutes: int = 0) -> None:
        """Lock now; ``minutes`` is the idle time that the sentence names. Locked already: nothing."""
        frame = self._frame
        if frame.desk is None:
            return
        self.closing = True
        self._cover()
        kept = _Kept()
        for step in (
            self.begun.emit,
            frame.workers.vault.cancel_reading,
            frame.workers.rest.cancel_reading,
            frame.workers.places.cancel_reading,
            frame.workers.stop_printing,
            frame.workers.vault.forget_hearers,
            partial(self._keep, kept),
            self._window.close_dialogs,
            self.clipboard.clear,
            self._window.drop_pages,
            partial(frame.curtain.draw, False),
            partial(frame.curtain.welcome, None),
            frame.forget_undo,
        ):
            self._whatever_happens(step)
        desk, frame.desk = frame.desk, None
        until = monotonic() + _WRITTEN_SECONDS
        self.late.locking(desk)
        for job, entry in frame.take_owed().items():
            frame.workers.vault.run(
                _note_written,
                job,
                entry,
                desk,
                until,
                priority=Priority.SAVE,
                on_done=partial(self._keep_late, job),
            )
        for job in frame.workers.stop_printing():
            frame.workers.vault.run(_wait_for, job, until, priority=Priority.SAVE)
        # Behind every save that is still queued: what was typed is never lost.
        frame.workers.vault.run(
            self._close,
            desk,
            priority=Priority.SAVE,
            on_done=lambda _nothing: self._closed(self._why(reason, minutes, kept)),
        )

    def _why(self, reason: LockReason, minutes: int, kept: _Kept) -> str:
        """Return the sentence, now that it is known whether the vault took the texts that were begun."""
        in_vault = kept.in_vault and not self._drafting.failed()
        return lock_sentence(
            reason,
            minutes,
            draft_kept=in_vault,
            draft_in_memory=kept.in_memory,
            entry_missing=self.late.missing(),
        )

    def _cover(self) -> None:
        """Let the cover stand on the screen before anything else is done."""
        cover = Cover()
        cover.card.add(QuietText(_("Wird gesperrt …")))
        self._window.cover(cover)
        if self._window.isVisible():
            self._window.repaint()

    def _keep(self, kept: _Kept) -> None:
        kept.in_vault, kept.in_memory = self._drafting.end()

    def _whatever_happens(self, step: Callable[[], object]) -> None:
        """Go on after a step that fails: it is told as every bug, and the store is closed all the same."""
        try:
            step()
        except Exception as bug:
            self._frame.workers.vault.on_bug(bug)

    def _keep_late(self, job: Job, kept: SealedHere | None) -> None:
        if kept is not None:
            self.late.keep(job, kept)

    def _closed(self, why: str) -> None:
        """Tell that the store is locked, once the other worker has let go of it or had its time for that."""
        self._frame.forget_undo()  # of what was saved since
        end_of_wait = QTimer(self, singleShot=True, interval=_LET_GO_MS)

        def tell() -> None:
            if self.closing:
                self.closing = False
                end_of_wait.deleteLater()
                self.locked.emit(why)

        end_of_wait.timeout.connect(tell)
        end_of_wait.start()
        self._frame.workers.rest.run(
            lambda: None, priority=Priority.LOCK, on_done=lambda _nothing: tell(), owner=end_of_wait
        )


def _wait_for(job: Job, until: float) -> None:
    """Wait for the end of ``job`` until the moment ``until`` at the latest, behind the cover."""
    job.ended.wait(max(0.0, until - monotonic()))


def _note_written(job: Job, entry: PaperOut, desk: Desk, until: float) -> SealedHere | None:
    """Make the entry for a paper once ``job`` has given it out; on the vault's worker, behind the cover.

    What is not there by ``until`` counts as not given out: it is asked for again rather than taken for done.
    Its entry is returned, sealed, for the next time the store is open, and so is one that cannot be made now.
    """
    from intman_desktop.services.rights.papers_out import enter_paper, keep_entry

    _wait_for(job, until)
    if not job.ended.is_set():
        return keep_entry(desk, entry)
    if not job.succeeded.is_set():
        return None
    try:
        enter_paper(desk, entry)
    except (NotFound, Refused):
        raise
    except Trouble:
        return keep_entry(desk, entry)
    return None


@dataclass
class _Kept:
    """What became of the texts that were begun."""

    in_vault: bool = False
    in_memory: bool = False
