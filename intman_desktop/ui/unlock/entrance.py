"""The way in: first start, unlocking, another store or a backup; ends with an open desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.jobs.workers import Workers
from intman_desktop.language import _
from intman_desktop.ui.unlock.answers import FirstAnswers
from intman_desktop.ui.unlock.doors import Doors
from intman_desktop.ui.unlock.mending import Mending
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.window import MainWindow
from intman_desktop.ui.wording import told

if TYPE_CHECKING:
    from intman_desktop.ui.unlock.first_start import FirstStart
    from intman_desktop.ui.unlock.other_card import OtherCard


class Entrance(QObject):
    """Shows the covers and runs the doors.

    Attributes: ``unfinished``, the desk of a new store whose sheet is not confirmed yet, or None.
    Signals: ``opened(object, object)`` – the desk and its folder; ``practising(object)`` – the desk over
    the practice store.
    """

    opened = Signal(object, object)
    practising = Signal(object)

    def __init__(self, window: MainWindow, workers: Workers, doors: Doors, new_folder: Path) -> None:
        """Propose ``new_folder`` where a new store is made."""
        super().__init__(window)
        self._window = window
        self._workers = workers
        self._doors = doors
        self._new_folder = new_folder
        self._folder = new_folder
        self.unfinished: Any = None
        self._mending = Mending(window, workers, doors, self.ask)

    def ask(self, folder: Path, reason: str = "", backup: str = "") -> None:
        """Ask for what opens the store in ``folder``."""
        self._folder = folder
        name = _("Tresor") if folder == self._new_folder else folder.name
        card = UnlockCard(name, reason, backup)
        card.passphrase_given.connect(lambda typed: self._try(card, self._doors.open, typed))
        card.code_given.connect(lambda typed: self._try(card, self._doors.open_with_code, typed))
        card.other_wanted.connect(self.choose)
        card.practice_wanted.connect(lambda: self.practise(card.trouble))
        self._window.cover(card)

    def welcome(self, *, may_go_back: bool = False) -> None:
        """Begin the first start."""
        from intman_desktop.ui.unlock.first_start import FirstStart

        start = FirstStart(self._new_folder, may_go_back=may_go_back)
        start.answered.connect(lambda answers: self._create(start, answers))
        start.restore_wanted.connect(self.choose)
        start.practice_wanted.connect(lambda: self.practise(start.trouble))
        start.gone_back.connect(lambda: self.ask(self._folder))
        self._window.cover(start)

    def choose(self) -> None:
        """Offer another store, a new one, or a backup."""
        from intman_desktop.ui.unlock.other_card import OtherCard

        card = OtherCard(self._folder if self._folder.is_dir() else None, self._new_folder)
        card.folder_chosen.connect(self.ask)
        card.mending_wanted.connect(lambda: self._mending.offer(self._folder))
        card.new_wanted.connect(self._welcome_beside)
        card.gone_back.connect(lambda: self.ask(self._folder) if self._folder.is_dir() else self.welcome())
        card.restore_given.connect(lambda file, folder, typed: self._restore(card, file, folder, typed))
        self._window.cover(card)

    def practise(self, trouble: Callable[[str], object]) -> None:
        """Make the practice store; where that fails, ``trouble(sentence)`` says why."""
        self._workers.vault.run(
            self._doors.practise,
            priority=Priority.SAVE,
            on_done=self.practising.emit,
            on_error=lambda found: trouble(told(found)),
        )

    def _welcome_beside(self) -> None:
        from intman_desktop.ui.unlock.other_card import free_folder

        there = self._folder.is_dir()
        self._new_folder = free_folder(self._new_folder)
        self.welcome(may_go_back=there)

    def _try(self, card: UnlockCard, door: Callable[[Path, str], Any], typed: str) -> None:
        folder = self._folder

        def done(desk: Any) -> None:
            card.clear()
            self.opened.emit(desk, folder)

        def failed(trouble: Trouble) -> None:
            if self._mending.helps(trouble):
                self._mending.offer(folder, told(trouble))
            else:
                card.trouble(told(trouble))

        self._workers.vault.run(door, folder, typed, priority=Priority.SAVE, on_done=done, on_error=failed)

    def _create(self, start: FirstStart, answers: FirstAnswers) -> None:
        def done(made: tuple[Any, Any]) -> None:
            desk, paper = made
            self.unfinished = desk
            start.show_sheet(paper.content, paper.title, paper.file_name)

            def finish() -> None:
                start.clear()
                self.unfinished = None
                self.opened.emit(desk, answers.folder)

            start.finished.connect(finish)

        self._workers.vault.run(
            self._doors.create,
            answers,
            priority=Priority.SAVE,
            on_done=done,
            on_error=lambda trouble: start.trouble(told(trouble)),
        )

    def _restore(self, card: OtherCard, file: Path, folder: Path, typed: str) -> None:
        self._workers.vault.run(
            self._doors.restore,
            file,
            folder,
            typed,
            (self._folder,),
            priority=Priority.SAVE,
            on_done=lambda words: self.ask(folder, words),
            on_error=lambda trouble: card.trouble(told(trouble)),
        )
