"""Locking: nothing can veto it, and nothing typed is lost.

The order: cover the window and stop input → interrupt what only reads → write the open forms as
drafts into the vault → close dialogs and menus → clear our text from the clipboard → drop pages
and undo → close the store and forget the key → the lock screen, which says why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _
from intman_desktop.ui.drafting import Drafting
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.unlock.reasons import LockReason, lock_sentence
from intman_desktop.ui.window import MainWindow

_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
)
_AWAY_MS = 1000


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

    def end(self) -> None:
        """Stop counting and looking."""
        self._application.removeEventFilter(self)
        self._away.stop()
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew on every touch; the event goes on its way."""
        del watched
        if event.type() in _INPUT and self._timer.isActive():
            self._application.removeEventFilter(self)
            self._timer.start()
            self._away.start()
        return False

    def _look(self) -> None:
        self._away.stop()
        self._application.installEventFilter(self)
        self._timer.start()


class ClipboardWatch(QObject):
    """Remembers whether what was copied last was copied in this program."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._ours: set[QClipboard.Mode] = set()
        application.clipboard().changed.connect(self._note)

    def clear(self) -> None:
        """Take back what was copied here; text of other programs stays."""
        for mode in tuple(self._ours):
            self._application.clipboard().clear(mode)
        self._ours.clear()

    def _note(self, mode: QClipboard.Mode) -> None:
        clipboard = self._application.clipboard()
        owns = {
            QClipboard.Mode.Clipboard: clipboard.ownsClipboard,
            QClipboard.Mode.Selection: clipboard.ownsSelection,
        }.get(mode)
        # Not every system says who owns it; what is copied while our window is used is ours.
        active = self._application.applicationState() == Qt.ApplicationState.ApplicationActive
        if owns is not None and (owns() or active):
            self._ours.add(mode)
        else:
            self._ours.discard(mode)


class Locking(QObject):
    """Locks the store.

    Signals: ``begun`` – what is going on is about to be ended; ``locked(str)`` – the store is closed; the
    text says why.
    """

    begun = Signal()
    locked = Signal(str)

    def __init__(
        self, window: MainWindow, frame: Frame, drafting: Drafting, close: Callable[[Any], None]
    ) -> None:
        """Take ``close(desk)``, which closes the store on the vault's worker."""
        super().__init__(window)
        self._window = window
        self._frame = frame
        self._drafting = drafting
        self._close = close
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # there is a window
        self._clipboard = ClipboardWatch(application)

    def lock(self, reason: LockReason, minutes: int = 0) -> None:
        """Lock now; ``minutes`` is the idle time that the sentence names. Locked already: nothing."""
        frame = self._frame
        if frame.desk is None:
            return
        self.begun.emit()
        cover = Cover()
        cover.card.add(QuietText(_("Wird gesperrt …")))
        self._window.cover(cover)
        frame.workers.vault.cancel_reading()
        frame.workers.rest.cancel_reading()
        in_vault, in_memory = self._drafting.end()
        self._window.close_dialogs()
        self._clipboard.clear()
        self._window.drop_pages()
        frame.curtain.draw(False)
        frame.curtain.welcome(None)
        frame.forget_undo()
        why = lock_sentence(reason, minutes, draft_kept=in_vault, draft_in_memory=in_memory)
        desk, frame.desk = frame.desk, None
        # Behind every save that is still queued: what was typed is never lost.
        frame.workers.vault.run(
            self._close, desk, priority=Priority.SAVE, on_done=lambda _nothing: self.locked.emit(why)
        )
