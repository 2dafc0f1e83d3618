"""The one window: navigation, search, the page that is open, the line of notices."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QMainWindow,
    QRadioButton,
    QStackedWidget,
    QWidget,
)

from intman_desktop.ui import keys
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.over_window import (
    KeysOverAll,
    close_dialogs,
    delete_in_time,
    put_away_questions,
    reach_past,
)
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import is_enter
from intman_desktop.ui.parts.tab_order import passing_rows
from intman_desktop.ui.parts.undo_keys import leaves_to_window
from intman_desktop.ui.way import Way

if TYPE_CHECKING:
    from intman_desktop.ui.navigation import Navigation
    from intman_desktop.ui.parts.finder import Found
    from intman_desktop.ui.parts.notice_bar import NoticeBar
    from intman_desktop.ui.practice_bar import PracticeBar
    from intman_desktop.ui.shell import Shell
    from intman_desktop.ui.top_bar import TopBar
    from intman_desktop.values.outcome import Change

PageFactory = Callable[[Frame], Page]
_TICKED = (QCheckBox, QRadioButton)
_UNDER = {
    **dict.fromkeys(("case", "talk", "needs", "period", "doubles", "new_person", "list_import"), "cases"),
    "journal": "privacy",
}
"""The place at the left to which each page belongs that has none of its own."""


class MainWindow(QMainWindow):
    """Shows either a cover (unlock, first start, lock screen) or the pages in their shell.

    Attributes: ``shell`` with ``navigation``, ``practice_bar`` (shown while somebody practises),
    ``top_bar`` and ``notices``; it is made when first asked for, so that the first cover need not wait for
    it. Signals: ``lock_wanted``, ``look_wanted``,
    ``page_opening(str)`` – before the page hears where it is opened, ``page_opened(str)``.
    """

    lock_wanted = Signal()
    look_wanted = Signal()
    page_opening = Signal(str)
    page_opened = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.setWindowTitle("IntMan")
        self.resize(1366, 768)
        self._frame = frame
        self._factories: dict[str, PageFactory] = {}
        self._pages: dict[str, Page] = {}
        self._where: dict[str, dict[str, Any]] = {}
        self._way = Way()
        self._shown: tuple[str, dict[str, Any]] = ("", {})
        self._covers = QStackedWidget()
        self.setCentralWidget(self._covers)
        self._shortcuts: list[QShortcut] = []
        frame.wanted.connect(lambda name, where: self.open_page(name, **where))
        frame.went_back.connect(self.back)
        frame.ended_at_case.connect(self.end_at_case)
        frame.passed_over.connect(self._way.pass_over)
        frame.turned.connect(self._follow_turn)
        frame.said.connect(self._say)
        frame.offered.connect(self._offer)
        frame.warned.connect(self._warn)
        frame.changed.connect(self._refresh)

    @cached_property
    def shell(self) -> Shell:
        """What stands around the pages."""
        from intman_desktop.ui.shell import Shell

        shell = Shell()
        covered = self._covers.count() > 0
        self._covers.addWidget(shell)
        self._connect(shell)
        self._bind_keys(shell, enabled=not covered)
        return shell

    @property
    def navigation(self) -> Navigation:
        """The places at the left."""
        return self.shell.navigation

    @property
    def practice_bar(self) -> PracticeBar:
        """The bar that says that one practises."""
        return self.shell.practice_bar

    @property
    def top_bar(self) -> TopBar:
        """The search and the acts that are possible everywhere."""
        return self.shell.top_bar

    @property
    def notices(self) -> NoticeBar:
        """The line of notices."""
        return self.shell.notices

    @property
    def _stack(self) -> QStackedWidget:
        return self.shell.pages

    # Pages

    def fit_into(self, available: QSize) -> None:
        """Open maximised where the window and its frame would reach beyond the ``available`` size."""
        if self.width() >= available.width() or self.height() >= available.height():
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def register_page(self, name: str, factory: PageFactory) -> None:
        """Say how the page ``name`` is made: ``factory(frame)``, when it is first opened."""
        self._factories[name] = factory

    def open_page(self, name: str, **where: Any) -> Page:
        """Show the page ``name`` at ``where`` and return it. Raises ``KeyError`` for an unknown name."""
        self._note_place()
        self._way.go(name, where)
        return self._show(name, where)

    def back(self) -> None:
        """Show the page before this one again, or this one where a paper stands in its place."""
        page = self.page()
        if page is not None and page.go_back_inside():
            return
        self._note_place()
        before = self._way.back()
        if before is not None:
            self._show(before.name, before.where)

    def end_at_case(self, case_id: int) -> None:
        """Leave this page for the file ``case_id``: back where one came from there, else in its own place."""
        before = self._way.end_at_case(case_id)
        if before is not None:
            self._show(before.name, before.where)
        else:
            self.open_page("case", case_id=case_id)

    def page(self) -> Page | None:
        """Return the page that is shown, or None under a cover."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) and not self.is_covered() else None

    def page_name(self) -> str:
        """Return the name of the page that was opened last, or an empty text."""
        last = self._way.last()
        return last.name if last is not None else ""

    def pages(self) -> dict[str, Page]:
        """Return the pages that were opened since the store is open, by name."""
        return dict(self._pages)

    def where(self, name: str) -> dict[str, Any]:
        """Return how the page ``name`` was opened last."""
        return dict(self._where.get(name, {}))

    def drop_pages(self) -> None:
        """Forget every page with all that it shows, as locking demands."""
        self._way.clear()
        self._where.clear()
        self._shown = ("", {})
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.hide()
            delete_in_time(page)
        self._pages.clear()
        self.top_bar.search.forget()
        self.notices.clear()

    def renew_page(self, name: str, unsaved: dict[str, Any] | None, **where: Any) -> None:
        """Make the page ``name`` anew with ``unsaved``, or forget it where that is None.

        Nothing stays of what it showed; where it was the one that is seen, the overview takes its place.
        """
        page = self._pages.pop(name)
        is_seen = name == self.page_name()
        if unsaved is not None:
            again = self._made(name)
            self._where[name] = where
            again.open(**where)
            again.restore(unsaved)
            if is_seen:
                self._stack.setCurrentWidget(again)
        else:
            self._where.pop(name, None)
            if is_seen:
                self.open_page("overview")
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    # Covers

    def cover(self, cover: QWidget) -> None:
        """Show ``cover`` over everything; an earlier one is dropped."""
        before = self._covers.currentWidget()
        self._covers.addWidget(cover)
        self._covers.setCurrentWidget(cover)
        self._drop_cover(before)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)

    def uncover(self) -> None:
        """Show the pages again."""
        before = self._covers.currentWidget()
        self._covers.setCurrentWidget(self.shell)
        self._drop_cover(before)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)

    def is_covered(self) -> bool:
        """Return whether a cover hides the pages."""
        shown = self._covers.currentWidget()
        return shown is not None and not self._is_shell(shown)

    def close_dialogs(self) -> None:
        """Close every dialog and menu that stands over the window, and end what is dragged."""
        close_dialogs(self)

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Let Tab come out of every form: behind its last button to the places at the left, and round."""
        with passing_rows(self):
            return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button with the cursor on Enter, and take back, where nothing else took the key.

        A field leaves the keys for that to the window as long as it has nothing of its own to take back.
        """
        if leaves_to_window(event, undo=False, redo=False):
            if not self.is_covered():
                again = event.matches(QKeySequence.StandardKey.Redo)
                (self.notices.do_again if again else self.notices.take_back)()
            return
        button = self.focusWidget()
        if is_enter(event) and isinstance(button, QAbstractButton) and not isinstance(button, _TICKED):
            if not event.isAutoRepeat():
                button.click()
            return
        super().keyPressEvent(event)

    def _drop_cover(self, cover: QWidget | None) -> None:
        if cover is not None and not self._is_shell(cover) and cover is not self._covers.currentWidget():
            self._covers.removeWidget(cover)
            cover.deleteLater()

    def _is_shell(self, widget: QWidget) -> bool:
        return widget is self.__dict__.get("shell")

    def _connect(self, shell: Shell) -> None:
        curtain, top_bar = self._frame.curtain, shell.top_bar
        curtain.changed.connect(lambda: top_bar.show_names_hidden(hidden=curtain.drawn))
        curtain.changed.connect(top_bar.search.put_away)
        curtain.changed.connect(lambda: shell.notices.hide_names() if curtain.drawn else None)
        shell.navigation.place_wanted.connect(self.open_page)
        shell.navigation.backup_wanted.connect(lambda: self.open_page("settings", part="backup"))
        top_bar.found.connect(self._open_found)
        top_bar.searched.connect(lambda text: self.open_page("cases", text=text))
        top_bar.talk_wanted.connect(self._note_talk)
        top_bar.look_wanted.connect(self.look_wanted)
        top_bar.names_toggled.connect(self._toggle_names)
        top_bar.help_wanted.connect(self._help)
        top_bar.lock_wanted.connect(self.lock_wanted)
        shell.practice_bar.over.connect(self.lock_wanted)

    def _bind_keys(self, shell: Shell, *, enabled: bool) -> None:
        acts: list[tuple[str, Callable[[], object]]] = [
            (keys.SEARCH, shell.top_bar.go_to_search),
            (keys.TALK, self._note_talk),
            (keys.NEW_PERSON, lambda: self.open_page("new_person")),
            (keys.LOOK, self.look_wanted.emit),
            (keys.HELP, self._help),
            (keys.BACK, self.back),
            (keys.UNDO, shell.notices.take_back),
            *((key, shell.notices.do_again) for key in keys.REDO),
        ]
        for number, place in enumerate(keys.PLACES, start=1):
            acts.append((f"Ctrl+{number}", lambda place=place: self.open_page(place)))  # type: ignore[misc]
        for sequence, act in acts:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setEnabled(enabled)
            shortcut.activated.connect(partial(reach_past, act))
            self._shortcuts.append(shortcut)
        over = KeysOverAll(self, {keys.LOCK: self.lock_wanted.emit, keys.HIDE_NAMES: self._toggle_names})
        _lock, hide = over.shortcuts  # under a cover a store may be open as well: locking is never disabled
        hide.setEnabled(enabled)
        self._shortcuts.append(hide)

    def _show(self, name: str, where: dict[str, Any]) -> Page:
        self.page_opening.emit(name)
        if (name, where) != self._shown:
            left = self.page()
            self.notices.turn_page(undo_goes_along=left is None or left.undo_goes_along)
        self._shown = (name, where)
        page = self._pages.get(name)
        if page is None:
            page = self._made(name)
        lasting = {word: each for word, each in where.items() if word not in page.once}
        self._where[name] = lasting
        self._way.stand(lasting)
        page.open(**where)
        if name == "case":
            self._frame.recent.note(where["case_id"])
        self._stack.setCurrentWidget(page)
        self.navigation.set_current(_UNDER.get(name, name))
        # Left to itself, Qt would hand the cursor on to the first place at the left, whatever page is shown.
        (page.first_field() or page).setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_opened.emit(name)
        return page

    def _note_place(self) -> None:
        """Let the way back lead to where one is by now in the page that is shown."""
        page, last = self.page(), self._way.last()
        if page is not None and last is not None and page is self._pages.get(last.name):
            self._way.stand(page.place(last.where))

    def _follow_turn(self, page: Page) -> None:
        """Let the way back follow the page that is shown to another of its parts."""
        last = self._way.last()
        if last is not None and page is self.page():
            self._way.turn(page.place(last.where), inner=page.is_inside())

    def _made(self, name: str) -> Page:
        page = self._factories[name](self._frame)
        self._pages[name] = page
        self._stack.addWidget(page)
        return page

    def _say(self, text: str, act: Callable[[], object] | None, act_text: str) -> None:
        self.notices.say(text, act, act_text)

    def _offer(self, act: Callable[[], object], act_text: str) -> None:
        self.notices.offer(act, act_text)

    def _warn(self, sentence: str) -> None:
        self.notices.warn(sentence)

    def _refresh(self, changed: frozenset[Change]) -> None:
        # Without a page there is no shell yet, and a change must not make it.
        page = self._stack.currentWidget() if self._pages else None
        if isinstance(page, Page) and page.shows & changed:
            page.refresh()

    def _open_found(self, found: Found) -> None:
        from intman_desktop.ui.finding import ALL_FOUND
        from intman_desktop.ui.top_bar import NEW_PERSON

        typed = self.top_bar.search.text().strip()
        self.top_bar.search.forget()
        if found.key == ALL_FOUND:
            self.open_page("cases", text=typed)
        elif found.key == NEW_PERSON:
            self.open_page("new_person")
        elif found.talk_id is not None:
            self.open_page("talk", case_id=found.key, talk_id=found.talk_id)
        else:
            self.open_page("case", case_id=found.key)

    def _note_talk(self) -> None:
        page = self.page()
        self.open_page("talk", case_id=page.case_id if page is not None else None)

    def _toggle_names(self) -> None:
        if self.is_covered():
            return
        if not self._frame.curtain.drawn:
            put_away_questions()
        self._frame.curtain.draw(not self._frame.curtain.drawn)

    def _help(self) -> None:
        from intman_desktop.ui.help_card import HelpCard

        page = self.page()
        HelpCard(self, page.help() if page is not None else "").show()
