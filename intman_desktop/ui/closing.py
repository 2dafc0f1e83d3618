"""Closing the program: what no draft may keep is asked about, what changed is backed up (P2)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.language import _
from intman_desktop.ui.backing_up import BackingUp, failures
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.confirm import Confirm, ask
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, QuietText, Text
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.place_watch import look_for_places
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.window import MainWindow
from intman_desktop.ui.wording import number, told
from intman_desktop.values.backup_views import PlaceNow, PlaceResult, PlaceState

if TYPE_CHECKING:
    from intman_desktop.services.keeping.places import FoundPlace


_FEW_WORDS = 8
"""A longer text than this is asked about twice before it goes for good: a line is soon typed again."""


class ClosingCard(Cover):
    """Says that a backup is being made before the program closes. Attributes: ``leave``, ``again``."""

    def __init__(self, leave: Callable[[], object], again: Callable[[], object]) -> None:
        super().__init__()
        self.title = PageTitle(_("Wird gesichert …"))
        self.card.add(self.title)
        self.said = Text(_("Danach schließt sich das Programm von selbst."))
        self.card.add(self.said)
        self.progress = ProgressLine()
        self.card.add(self.progress)
        self.again = primary_button(_("Noch einmal versuchen"), again)
        self.again.hide()
        self.leave = quiet_button(_("Ohne Sicherung schließen"), leave)
        self.card.add(Flow(self.again, self.leave))
        self.hint = QuietText(_("Was Sie gespeichert haben, ist sicher im Tresor."))
        self.card.add(self.hint)

    def first_field(self) -> QWidget | None:
        """Return the title: on the way out, one Enter too many would leave without the backup."""
        return self.title

    def show_failures(self, sentences: tuple[str, ...]) -> None:
        """Say what could not be backed up, and offer to try again."""
        self.progress.end()
        self.title.setText(_("Nicht alles ist gesichert"))
        self.said.setText("\n".join(sentences))
        self.again.show()
        self.again.setFocus()


class Closing(QObject):
    """Holds the window open until what changed is backed up to the places in reach. Signals: ``begun``.

    What stands in memory alone is asked about first: nothing of a person is written before the consent.
    """

    begun = Signal()

    def __init__(
        self,
        window: MainWindow,
        frame: Frame,
        keep_drafts: Callable[[], object],
        wanted: Callable[[], bool],
        would_lose: Callable[[], int | None],
    ) -> None:
        """``wanted()`` says whether this store is backed up at all; ``keep_drafts()`` runs before.

        ``would_lose()`` says how many words the longest text has that is in memory alone, None for none.
        """
        super().__init__(window)
        self._window = window
        self._frame = frame
        self._keep_drafts = keep_drafts
        self._wanted = wanted
        self._would_lose = would_lose
        self._asked: Confirm | None = None
        self._given_up = False
        self._backing = BackingUp(frame, self)
        self._card: ClosingCard | None = None
        self._leaving = False
        self._backing.stepped.connect(self._step)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the window open while there is something to back up; the end of the session is not held up."""
        del watched
        if event.type() != QEvent.Type.Close or self._leaving:
            return False
        if not self._given_up and not _session_ends() and self._would_lose() is not None:
            event.ignore()
            self._ask()
            return True
        if self._frame.desk is None:
            return False
        if not self._wanted() or _session_ends():
            return False
        event.ignore()
        if self._card is None:
            self._begin()
        return True

    def _ask(self) -> None:
        """Ask once whether what is in memory alone may go with the program."""
        if self._asked is None:
            self._asked = ask(
                self._window,
                _("Angefangenes verwerfen?"),
                _(
                    "Was Sie angefangen haben, steht nur im Arbeitsspeicher: Vor der Einwilligung wird "
                    "nichts gespeichert. Mit dem Programm geht es verloren."
                ),
                _("Verwerfen und schließen"),
                self._try_to_give_up,
                safe_text=_("Zurück"),
            )
            self._asked.finished.connect(self._answered)

    def _answered(self, _result: int) -> None:
        self._asked = None

    def _try_to_give_up(self) -> None:
        """Give up what is a few words; of a longer text ask once more, when no double click can answer."""
        if (self._would_lose() or 0) > _FEW_WORDS:
            QTimer.singleShot(QApplication.doubleClickInterval(), self, self._ask_again)
        else:
            self._give_up()

    def _ask_again(self) -> None:
        """Ask about a longer text by its length: nothing brings it back."""
        words = self._would_lose() or 0
        if self._asked is None and words > _FEW_WORDS:
            self._asked = ask(
                self._window,
                _("Den Text wirklich verwerfen?"),
                _("Er hat {count} Wörter und lässt sich nicht zurückholen.").format(count=number(words)),
                _("Endgültig verwerfen"),
                self._give_up,
                safe_text=_("Zurück"),
            )
            self._asked.finished.connect(self._answered)

    def _give_up(self) -> None:
        self._given_up = True
        QTimer.singleShot(0, self._window, self._window.close)

    def locked(self) -> None:
        """The store locks: there is nothing left to back up, so the program closes as it was asked to."""
        if self._card is not None:
            self.leave()

    def end(self) -> None:
        """The program ends: nothing is asked or backed up any more."""
        self._leaving = True

    def leave(self) -> None:
        """Close without a backup, or after it; what is still on its way is ended."""
        self._backing.stop()
        self._leaving = True
        self._card = None
        QTimer.singleShot(0, self._window, self._window.close)

    def _begin(self) -> None:
        from intman_desktop.services.keeping.upkeep import unsaved_work

        self.begun.emit()
        self._keep_drafts()
        self._card = ClosingCard(self.leave, self._try_again)
        self._window.cover(self._card)
        self._frame.ask(
            unsaved_work,
            on_done=self._look,
            on_error=lambda _trouble: self.leave(),
            owner=self,
            priority=Priority.SCREEN,
        )

    def _look(self, found: tuple[bool, tuple[str, ...]]) -> None:
        changed, places = found
        if changed and places:
            look_for_places(self._frame, self._back_up, self, Priority.SCREEN)
        else:
            self.leave()

    def _back_up(self, _found: tuple[FoundPlace, ...], now: tuple[PlaceNow, ...]) -> None:
        targets = [Path(each.path) for each in now if each.changed and each.state is PlaceState.THERE]
        if not targets or self._card is None:
            self.leave()
            return
        self._card.progress.begin(_("Nach {places}").format(places=", ".join(map(str, targets))))
        self._backing.run(targets, self._done, self._failed)

    def _done(self, results: tuple[PlaceResult, ...]) -> None:
        sentences = failures(results)
        if sentences and self._card is not None:
            self._card.show_failures(sentences)
        else:
            self.leave()

    def _failed(self, trouble: Trouble) -> None:
        if self._card is not None:
            self._card.show_failures((told(trouble),))

    def _try_again(self) -> None:
        self._begin()

    def _step(self, done: int, total: int) -> None:
        if self._card is not None:
            self._card.progress.step(done, total)


def _session_ends() -> bool:
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
