"""The way in: first start, unlocking, another store or a backup; ends with an open desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.jobs.worker import Priority
from intman_desktop.jobs.workers import Workers
from intman_desktop.language import _
from intman_desktop.ui.frame import still_there
from intman_desktop.ui.machine import Remembered
from intman_desktop.ui.unlock.answers import FirstAnswers
from intman_desktop.ui.unlock.doors import Doors, close_store, load_for_places
from intman_desktop.ui.unlock.mending import Mending
from intman_desktop.ui.unlock.patience import Patience
from intman_desktop.ui.unlock.reasons import LockReason, lock_sentence
from intman_desktop.ui.unlock.restoring import Restoring
from intman_desktop.ui.unlock.strengthening import Strengthening
from intman_desktop.ui.unlock.under_way import UnderWay
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.unlock.waiting_card import WaitingCard
from intman_desktop.ui.unlock.ways import Whose
from intman_desktop.ui.unlock.whereabouts import Whereabouts, find_store, free_folder
from intman_desktop.ui.window import MainWindow
from intman_desktop.ui.wording import told

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.ui.unlock.first_start import FirstStart
    from intman_desktop.ui.unlock.other_card import OtherCard
    from intman_desktop.values.work_views import Paper

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Entrance(QObject):
    """Shows the covers and runs the doors.

    Attributes: ``unfinished``, the desk of a new store whose sheet is not confirmed yet, or None;
    ``patience``, which slows down whoever guesses; ``under_way``, the stores that are being opened.
    Signals: ``opened(object, object)`` – the desk and its folder; ``practising(object)`` – the desk over
    the practice store; ``given_up(str)`` – a store was closed again before anything of it was shown, and why;
    ``guarded`` – from now on something is shown, or was typed, that is not to stay where nobody looks.
    """

    opened = Signal(object, object)
    practising = Signal(object)
    given_up = Signal(str)
    guarded = Signal()

    def __init__(
        self,
        window: MainWindow,
        workers: Workers,
        doors: Doors,
        new_folder: Path,
        remembered: Remembered,
        *,
        patience: Patience,
    ) -> None:
        """Propose ``new_folder`` where a new store is made; keep in ``remembered`` what opened."""
        super().__init__(window)
        self._window = window
        self._workers = workers
        self._doors = doors
        self._new_folder = new_folder
        self._folder = new_folder
        self._there = False  # whether a store, or something else, is said to lie in it
        self._return: Callable[[str], object] = lambda _why: self.welcome()  # where "Zurück" leads
        self._remembered = remembered
        self.patience = patience
        self._strengthening = Strengthening(self, workers, doors)
        self.unfinished: Desk | None = None
        self._loaded = False  # whether a folder can be asked without loading anything
        self.under_way = UnderWay()
        self._leave: Callable[[str], object] | None = None
        self._restoring = Restoring(self, workers, doors, lambda: self._new_folder, patience)
        self._mending = Mending(
            self.cover, workers, doors, self.ask, self._restoring.look_into, patience=patience
        )

    def ask(self, folder: Path, reason: str = "", backup: str = "") -> None:
        """Ask for what opens the store in ``folder``."""
        self._folder, self._there = folder, True
        self._return = partial(self.ask, folder)
        self._strengthening.forget()
        name = _("Tresor") if folder == self._new_folder else folder.name
        card = UnlockCard(name, reason, backup)
        card.wait(self.patience.remaining)
        card.seen.connect(lambda: self._read_ways(card, folder))
        card.passphrase_given.connect(lambda typed, whose: self._try_passphrase(card, typed, whose))
        card.code_given.connect(lambda typed: self._try(card, self._doors.open_with_code, typed))
        card.other_wanted.connect(self.choose)
        card.practice_wanted.connect(lambda: self.practise(card.trouble))
        self.cover(card)

    def find(
        self,
        chosen: Path | None,
        then: Callable[[Whereabouts], object],
        reason: str = "",
    ) -> None:
        """Look where the store lies, ``chosen`` or as remembered, and tell it by ``then(whereabouts)``.

        The window is covered meanwhile, with the ``reason`` why a store was closed; who does not want to wait
        for a folder that does not answer goes another way, and is not called back.
        """
        self._return = lambda _why: self.find(chosen, then, reason)
        card = WaitingCard(reason)
        card.other_wanted.connect(self.choose)
        self.cover(card)
        self._workers.ask_place(find_store, chosen, self._remembered.vault(), on_done=then, owner=card)

    def welcome(self, *, may_go_back: bool = False) -> None:
        """Begin the first start."""
        from intman_desktop.ui.unlock.first_start import FirstStart

        if not may_go_back:
            self._forget_store()
        start = FirstStart(self._new_folder, self._workers, may_go_back=may_go_back)
        start.answered.connect(lambda answers: self._create(start, answers))
        start.restore_wanted.connect(lambda: self.choose(backup_first=True))
        start.practice_wanted.connect(lambda: self.practise(start.trouble))
        start.gone_back.connect(lambda: self.ask(self._folder))
        start.place_asked.connect(lambda folder: self._look(start, folder))
        self.cover(start)

    def choose(self, *, backup_first: bool = False) -> None:
        """Offer another store, a new one, or a backup; ``backup_first`` where that is what was asked for."""
        from intman_desktop.ui.unlock.other_card import OtherCard

        card = OtherCard(self._folder if self._there else None, backup_first=backup_first)
        card.folder_chosen.connect(self.ask)
        card.mending_wanted.connect(lambda: self._mending.offer(self._folder))
        card.new_wanted.connect(lambda: self._welcome_beside(card))
        card.gone_back.connect(lambda: self.go_back(""))
        again = partial(self.choose, backup_first=backup_first)
        card.backup_given.connect(
            lambda file, typed: self._restoring.look_into(card, file, typed, self._folder, again)
        )
        self.cover(card)

    def mend(self, folder: Path, reason: str) -> None:
        """Show the ways out for the damaged store in ``folder``, and the ``reason`` why it was locked."""
        self._folder, self._there = folder, True
        self._return = partial(self.ask, folder)
        self._strengthening.forget()
        self._mending.offer(folder, reason)

    def practise(self, trouble: Callable[[str], object]) -> None:
        """Make the practice store; where that fails, ``trouble(sentence)`` says why."""
        self._workers.vault.run(
            self._doors.practise,
            priority=Priority.SAVE,
            on_done=self.practising.emit,
            on_error=lambda found: trouble(told(found)),
        )

    def give_up(self, reason: LockReason, minutes: int = 0) -> None:
        """Close the store that is being opened just now, as soon as it is open, and leave what is guarded.

        ``minutes`` is the idle time that the sentence names. Nothing of both: nothing.
        """
        why = lock_sentence(reason, minutes, draft_kept=False, draft_in_memory=False)
        if not self.under_way.close_all(why) and self._leave is not None:
            self._leave(why)

    def end(self) -> None:
        """Close what is open or just being opened and was not handed on: the program ends."""
        untold, self.unfinished = self.under_way.untold(), None

        def close_all() -> None:
            for desk in untold:
                close_store(desk)

        self._workers.vault.run(close_all, priority=Priority.SAVE)

    def cover(self, card: QWidget, leave: Callable[[str], object] | None = None) -> None:
        """Show a cover; ``leave(why)`` goes away from one that is guarded."""
        self._window.cover(card)
        self.guard(leave)

    def guard(self, leave: Callable[[str], object] | None) -> None:
        """Guard the cover that is shown, which ``leave(why)`` goes away from; with None no longer."""
        self._leave = leave
        if leave is not None:
            self.guarded.emit()

    def go_back(self, why: str) -> None:
        """Lead to what was covered before another way was chosen, and say ``why`` where it can be said."""
        self._return(why)

    def _forget_store(self) -> None:
        """There is none: what is left leads to the first start."""
        self._there = False
        self._return = lambda _why: self.welcome()

    def _look(self, start: FirstStart, folder: Path) -> None:
        """Let the step say what is to be known of the folder that is chosen for the new store."""
        self._ask_place(
            self._doors.look,
            folder,
            on_done=lambda found: start.tell_place(folder, *found),
            on_error=lambda trouble: start.refuse_place(folder, told(trouble)),
            owner=start,
        )

    def _welcome_beside(self, card: OtherCard) -> None:
        there = self._there

        def welcome(free: Path) -> None:
            self._new_folder = free
            self.welcome(may_go_back=there)

        self._workers.ask_place(free_folder, self._new_folder, on_done=welcome, owner=card)

    def _read_ways(self, card: UnlockCard, folder: Path) -> None:
        """Read which ways lead into the store; damage is told before anything is asked."""

        def failed(trouble: Trouble) -> None:
            from intman_desktop.vault.troubles import VaultMissing

            if isinstance(trouble, VaultMissing):
                self._forget_store()
            card.trouble(told(trouble))

        self._ask_place(
            self._doors.ways,
            folder,
            on_done=lambda slots: card.show_ways(slots, self._remembered.slot_of(folder)),
            on_error=failed,
            owner=card,
        )

    def _ask_place(
        self,
        look: Callable[[Path], T],
        folder: Path,
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[Trouble], object],
        owner: QWidget,
    ) -> None:
        """Ask a folder, which may never answer, by a door that only looks; no other is held up by it."""

        def ask(_nothing: object = None) -> None:
            self._loaded = True
            self._workers.ask_place(look, folder, on_done=on_done, on_error=on_error, owner=owner)

        if self._loaded:
            ask()
        else:
            self._workers.vault.run(load_for_places, priority=Priority.SAVE, on_done=ask, owner=owner)

    def _try_passphrase(self, card: UnlockCard, typed: str, whose: Whose) -> None:
        folder = self._folder

        def opened(desk: Desk) -> None:
            self._remembered.keep_slot(folder, desk.vault.slot_id)
            self._strengthening.begin(desk, typed)

        self._try(card, self._doors.open, typed, whose, self._remembered.slot_of(folder), before=opened)

    def _try(
        self,
        card: UnlockCard,
        door: Callable[[Path, str, *Ts], Desk],
        typed: str,
        *how: *Ts,
        before: Callable[[Desk], object] = lambda _desk: None,
    ) -> None:
        """Open the store by ``door(folder, typed, *how)``; ``before(desk)`` runs before it is told."""
        folder = self._folder

        def done(desk: Desk) -> None:
            why = self.under_way.ended()
            self.under_way.let_go(desk)
            self.patience.was_right(folder)
            if still_there(card):  # another card may have taken its place meanwhile
                card.clear()
            if why or not still_there(card):  # somebody who went elsewhere is not led back
                self._workers.vault.run(
                    close_store,
                    desk,
                    priority=Priority.SAVE,
                    on_done=lambda _nothing: self.given_up.emit(why) if why else None,
                )
                return
            before(desk)
            self.opened.emit(desk, folder)

        def failed(trouble: Trouble) -> None:
            self.under_way.ended()
            self.patience.heed(folder, trouble)
            if not still_there(card):
                return
            if self._mending.helps(trouble):
                self._mending.offer(folder, told(trouble))
            else:
                card.trouble(told(trouble))

        self._workers.vault.run(
            self.under_way.begin(door, lambda desk: desk),
            folder,
            typed,
            *how,
            priority=Priority.SAVE,
            on_done=done,
            on_error=failed,
        )

    def _create(self, start: FirstStart, answers: FirstAnswers) -> None:
        """Make a new store and show its sheet.

        Where it is to be left meanwhile, or somebody went elsewhere, it is closed unseen and asked for.
        """

        def failed(trouble: Trouble) -> None:
            self.under_way.ended()
            if still_there(start):
                start.trouble(told(trouble))

        self._workers.vault.run(
            self.under_way.begin(self._doors.create, lambda made: made[0]),
            answers,
            priority=Priority.SAVE,
            on_done=partial(self._created, start, answers.folder),
            on_error=failed,
        )

    def _created(self, start: FirstStart, folder: Path, made: tuple[Desk, Paper]) -> None:
        desk, paper = made
        why = self.under_way.ended()
        self.unfinished = desk
        self._remembered.keep(vault=str(folder))
        leave = partial(self._leave_unfinished, start, folder, desk)
        if why or not still_there(start):
            leave(why)
            return
        start.show_sheet(paper.content, paper.title, paper.file_name)
        start.finished.connect(partial(self._finish, start, folder, desk))
        self.guard(leave)

    def _leave_unfinished(self, start: FirstStart, folder: Path, desk: Desk, why: str) -> None:
        """Close a store whose sheet nobody confirmed, and ask for it."""
        self.unfinished = None
        self.under_way.let_go(desk)
        if still_there(start):  # another card may have taken its place meanwhile
            start.clear()
        self._workers.vault.run(close_store, desk, priority=Priority.SAVE)
        self.ask(folder, why)

    def _finish(self, start: FirstStart, folder: Path, desk: Desk) -> None:
        """Keep that the sheet is in safe hands, and enter the new store even if that cannot be kept."""

        def enter(_told: object) -> None:
            self.unfinished = None
            self.under_way.let_go(desk)
            self.opened.emit(desk, folder)

        self.guard(None)
        start.clear()
        self._workers.vault.run(
            self._doors.confirm_sheet, desk, priority=Priority.SAVE, on_done=enter, on_error=enter
        )
