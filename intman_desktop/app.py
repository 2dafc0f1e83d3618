"""The window: the only place that puts its parts together.

Before the unlock window is painted only the standard library, PySide6 and our leaves are
imported; services, database and pages load on the vault's worker while the passphrase is typed.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from intman_desktop.clock import clock_at
from intman_desktop.jobs.worker import Priority
from intman_desktop.jobs.workers import Workers, collect_all, collect_on_gui_thread
from intman_desktop.language import _, use_language
from intman_desktop.paths import default_vault
from intman_desktop.ui.backup_state import last_backup_line, show_backup_state
from intman_desktop.ui.crash import CrashWatch, start_log, stop_log
from intman_desktop.ui.drafting import Drafting
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.locking import IdleWatch, Locking
from intman_desktop.ui.machine import load_machine
from intman_desktop.ui.pages import PAGES, builder_of
from intman_desktop.ui.place_counts import show_counts
from intman_desktop.ui.qt_texts import translate_qt
from intman_desktop.ui.style import Look, Style, new_application
from intman_desktop.ui.system_signals import SystemLock
from intman_desktop.ui.unlock.doors import close_store, prove_ahead, remove_practice, store_doors
from intman_desktop.ui.unlock.entrance import Entrance
from intman_desktop.ui.unlock.reasons import LockReason
from intman_desktop.ui.unlock.whereabouts import Whereabouts
from intman_desktop.ui.window import MainWindow
from intman_desktop.ui.window_place import place_of, take_place

if TYPE_CHECKING:
    from intman_desktop.services.common.desk import Desk
    from intman_desktop.ui.keeping import Keeping
    from intman_desktop.ui.parts.finder import Found
    from intman_desktop.values.office import Office
    from intman_desktop.values.outcome import Change
    from intman_desktop.values.views import FoundCase, FoundNote

_SEEN_AFTER_MS = 20
"""How long after its first paint the window stands on the screen, at the latest."""

_LOADED_AHEAD = (
    "intman_desktop.services.keeping.stores",
    "intman_desktop.services.common.drafts",
    "intman_desktop.services.across.overview",
    "intman_desktop.services.casework.search",
)


class Program(QObject):
    """The running program. Attributes: ``window``, ``frame``, ``workers``, ``style``, ``entrance``."""

    def __init__(
        self, application: QApplication, vault: Path | None = None, today: date | None = None
    ) -> None:
        """Use the store in ``vault`` (the one opened last where None); ``today`` stops the clock."""
        super().__init__(application)
        self._today, self._now = clock_at(today)
        self._vault = vault
        self._minutes = 5
        self._practising = False
        self._to_mend = False  # whether the store is being locked because it is damaged
        self.workers = Workers(self._interrupt)
        self.frame = Frame(self.workers, self._today)
        held = self.frame.machine.held
        self.style = Style(application)
        self.style.choose(Look(held.look))
        self.style.enlarge(held.text_size)
        self.window = MainWindow(self.frame)
        take_place(self.window, held.geometry)
        for name in PAGES:
            self.window.register_page(name, builder_of(name))
        self.drafting = Drafting(self.window, self.frame)
        self.locking = Locking(self.window, self.frame, self.drafting, close_store)
        self.idle = IdleWatch(application)
        doors = store_doors(self._today, self._now, day_set=today is not None)
        new_folder = vault or default_vault()
        self.entrance = Entrance(
            self.window,
            self.workers,
            doors,
            new_folder,
            self.frame.machine,
            patience=self.frame.patience,
        )
        self.system = SystemLock(self.frame, self.locking, self.entrance.give_up)
        self.crash = CrashWatch()
        self.keeping: Keeping | None = None
        self._connect()

    def start(self) -> None:
        """Show the window with the first cover; once it is painted, load the rest while the person types."""
        self._ask()
        self.window.installEventFilter(self)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait until the window is painted and can be seen: loading beside it would hold it up."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(_SEEN_AFTER_MS, self._load_ahead)
        return False

    def finish(self) -> None:
        """Keep what is unsaved, close the store, end both workers; the window closes last and is deleted."""
        self.frame.machine.keep(geometry=place_of(self.window))
        self.idle.end()
        self.system.end()
        self.locking.lock(LockReason.ASKED)
        self.locking.clipboard.clear()
        if self._practising:
            self._end_practice()
        self.entrance.end()
        self.workers.shutdown()
        if self.keeping is not None:
            self.keeping.closing.end()
        self.window.close()
        for part in (self.window, self.frame, self.style, self.idle, self.crash, self):
            part.deleteLater()

    def _connect(self) -> None:
        window, frame = self.window, self.frame
        self.workers.listen(frame.warn, self.crash.report)
        self.crash.window = window
        self.crash.save_draft = self.drafting.save
        self.entrance.opened.connect(self._enter)
        self.entrance.given_up.connect(self._ask)
        self.entrance.practising.connect(self._begin_practice)
        self.entrance.guarded.connect(lambda: self.idle.begin(self._minutes))
        self.idle.idle.connect(self._lock_idle)
        window.lock_wanted.connect(self._lock_asked)
        frame.mending_wanted.connect(self._lock_to_mend)
        window.look_wanted.connect(lambda: frame.machine.keep(look=self.style.toggle().value))
        self.locking.locked.connect(self._ask_again)
        frame.changed.connect(self._follow)
        frame.resumed.connect(self.drafting.resume)

    def _load_ahead(self) -> None:
        self.window.shell.ensurePolished()
        self.system.begin(self.window)
        for module in _LOADED_AHEAD:
            self.workers.vault.run(import_module, module, priority=Priority.BACKGROUND)
        self.workers.vault.run(prove_ahead, priority=Priority.BACKGROUND)

    def _enter(self, desk: Desk, folder: Path) -> None:
        from intman_desktop.vault.aside import is_aside

        if folder != self._vault:
            self.frame.recent.clear()
        self._vault = folder
        told = partial(self._keep_path, folder)
        self.workers.vault.run(is_aside, folder, priority=Priority.SAVE, on_done=told)
        self._show(desk)

    def _keep_path(self, folder: Path, aside: bool) -> None:
        """Remember where the store lies; the next start asks for no store that was put aside."""
        if not aside:
            self.frame.machine.keep(vault=str(folder))
        elif self.frame.desk is not None:
            self.frame.say(
                _(
                    "Das ist ein beiseitegelegter Tresor. Er wird nicht von selbst gesichert, und beim "
                    "nächsten Start wird wieder nach dem anderen gefragt."
                )
            )

    def _begin_practice(self, desk: Desk) -> None:
        self._practising = True
        self.frame.recent.clear()
        self.window.practice_bar.show()
        self._show(desk)

    def _show(self, desk: Desk) -> None:
        from intman_desktop.services.common.office import bounded_office
        from intman_desktop.ui.news import tell_news_once
        from intman_desktop.ui.sheet_used import lead_to_new_passphrase

        self.frame.desk = desk
        self.window.top_bar.set_find(self._find)
        self.window.uncover()
        self.window.open_page("overview")
        self.drafting.begin()
        self.locking.opened()
        self._count()
        self._show_backup()
        tell_news_once(self.frame, self.window)
        lead_to_new_passphrase(self.frame)
        self._keep()
        self.frame.ask(bounded_office, on_done=self._mind_time)

    def _keep(self) -> None:
        from intman_desktop.ui.keeping import Keeping

        if self.keeping is None:
            parts = (self.window, self.frame, self.locking, self.drafting)
            self.keeping = Keeping(*parts, lambda: not self._practising)
        self.keeping.begin()

    def _follow(self, changed: frozenset[Change]) -> None:
        """Count again; look at the backup where one was made, and at the time of locking if it changed."""
        self._count()
        from intman_desktop.values.outcome import Change

        if self.frame.desk is not None and Change.BACKUPS in changed:
            self._show_backup()
        if self.frame.desk is not None and Change.OFFICE in changed:
            from intman_desktop.services.common.office import bounded_office

            self.frame.ask(bounded_office, on_done=self._mind_time)

    def _mind_time(self, office: Office) -> None:
        self._minutes = office.lock_minutes
        self.idle.go_on(self._minutes)  # what the program does by itself is no touch of a person

    def _show_backup(self) -> None:
        show_backup_state(self.frame, self.window.navigation, remembered=not self._practising)

    def _lock_idle(self) -> None:
        if self.frame.desk is not None:
            self.locking.lock(LockReason.IDLE, self._minutes)
        else:
            self.entrance.give_up(LockReason.IDLE, self._minutes)

    def _lock_asked(self) -> None:
        """Lock because somebody asked for it; what ends the practice is asked once."""
        if self._practising and self.frame.desk is not None:
            from intman_desktop.ui.practice_bar import ask_to_end

            ask_to_end(self.window, lambda: self.locking.lock(LockReason.ASKED))
        elif self.frame.desk is not None:
            self.locking.lock(LockReason.ASKED)
        else:
            self.entrance.give_up(LockReason.ASKED)

    def _lock_to_mend(self) -> None:
        """Lock, and show the ways out of damage; a practice store has none but its end."""
        self._to_mend = self.frame.desk is not None and not self._practising
        self._lock_asked()

    def _ask_again(self, why: str) -> None:
        self.idle.end()
        if self._practising:
            self._end_practice()
            why = ""
        to_mend, self._to_mend = self._to_mend, False
        if to_mend and self._vault is not None:
            self.entrance.mend(self._vault, why)
        else:
            self._ask(why)
        QTimer.singleShot(0, collect_all)

    def _ask(self, why: str = "") -> None:
        """Ask for what opens the store of before; where there is none yet, begin the first start."""

        def found(store: Whereabouts) -> None:
            if why or store.there:
                back = _("Das Wiederherstellen wurde unterbrochen. Ihr Tresor ist da, wie er davor war.")
                self.entrance.ask(
                    store.folder,
                    back if store.put_back else why,
                    last_backup_line(self.frame.machine.held.last_backup),
                )
            else:
                self.entrance.welcome()

        if why and self._vault is not None:  # it was open a moment ago
            found(Whereabouts(self._vault, there=True))
        else:
            self.entrance.find(self._vault, found, why)

    def _end_practice(self) -> None:
        self._practising = False
        self.window.practice_bar.hide()
        self.frame.recent.clear()
        self.workers.vault.run(remove_practice, priority=Priority.SAVE)

    def _count(self) -> None:
        if self.frame.desk is not None:
            show_counts(self.frame, self.window.navigation)

    def _find(self, text: str, deliver: Callable[[Sequence[Found]], None]) -> None:
        from intman_desktop.services.casework.search import find_all
        from intman_desktop.ui.finding import offers_in_the_bar

        def found(hits: tuple[FoundCase | FoundNote, ...]) -> None:
            deliver(offers_in_the_bar(text, hits, self.frame.curtain))

        self.frame.ask(find_all, text, on_done=found, owner=self.window, replaces="search")

    def _interrupt(self) -> None:
        if self.frame.desk is not None:
            self.frame.desk.vault.interrupt()


def run_window(vault: Path | None = None, today: date | None = None, language: str | None = None) -> int:
    """Open the window and return the exit code when it is closed.

    ``vault`` is the folder of the store, ``today`` a fixed date for reproducible runs; the language in
    use was chosen by the command line; where it named none (``language`` is None), the one that is
    remembered on this machine is used.
    """
    held = load_machine().language
    if language is None and held:
        use_language(held)
    application = QApplication.instance() or new_application()
    if not isinstance(application, QApplication):
        raise TypeError("an application without windows is running already")
    application.setApplicationName("IntMan")
    translate_qt(application)
    start_log()
    program = Program(application, vault, today)
    program.crash.install()
    collect_on_gui_thread(application)
    application.setQuitOnLastWindowClosed(True)
    application.aboutToQuit.connect(program.finish)
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    program.window.fit_into(application.primaryScreen().availableSize())
    program.start()
    try:
        return application.exec()
    finally:
        program.crash.uninstall()
        stop_log()


def begin(application: QApplication, vault: Path, today: date) -> Program:
    """Make the program over the store in ``vault`` with the clock stopped at ``today``, for the tour."""
    translate_qt(application)
    return Program(application, vault, today)
