"""The one window: navigation, search, the page that is open, the line of notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QMainWindow,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from intman_desktop.ui import keys
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.help_card import HelpCard
from intman_desktop.ui.navigation import Navigation
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import is_enter
from intman_desktop.ui.parts.finder import Found
from intman_desktop.ui.parts.notice_bar import NoticeBar
from intman_desktop.ui.practice_bar import PracticeBar
from intman_desktop.ui.top_bar import NEW_PERSON, TopBar

PageFactory = Callable[[Frame], Page]
_HISTORY = 30
_TICKED = (QCheckBox, QRadioButton)
_UNDER_CASES = ("case", "doubles", "new_person", "list_import")


class MainWindow(QMainWindow):
    """Shows either a cover (unlock, first start, lock screen) or the pages.

    Attributes: ``navigation``, ``practice_bar`` (shown while somebody practises), ``top_bar``,
    ``notices``. Signals: ``lock_wanted``, ``look_wanted``,
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
        self._way: list[tuple[str, dict[str, Any]]] = []
        self._shown: tuple[str, dict[str, Any]] = ("", {})
        self._covers = QStackedWidget()
        self.setCentralWidget(self._covers)
        self.navigation = Navigation()
        self.top_bar = TopBar()
        self.practice_bar = PracticeBar()
        self.notices = NoticeBar()
        self._stack = QStackedWidget()
        self._shell = self._build_shell()
        self._covers.addWidget(self._shell)
        self._connect()
        self._bind_keys()

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
        if not self._way or self._way[-1] != (name, where):
            self._way = [*self._way[-_HISTORY:], (name, where)]
        return self._show(name, where)

    def back(self) -> None:
        """Show the page before this one again."""
        if len(self._way) > 1:
            self._way.pop()
            name, where = self._way[-1]
            self._show(name, where)

    def page(self) -> Page | None:
        """Return the page that is shown, or None under a cover."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) and not self.is_covered() else None

    def page_name(self) -> str:
        """Return the name of the page that was opened last, or an empty text."""
        return self._way[-1][0] if self._way else ""

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
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self.top_bar.search.clear()
        self.notices.clear()

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
        self._covers.setCurrentWidget(self._shell)
        self._drop_cover(before)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)

    def is_covered(self) -> bool:
        """Return whether a cover hides the pages."""
        return self._covers.currentWidget() is not self._shell

    def close_dialogs(self) -> None:
        """Close every dialog and menu that stands over the window."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
            popup.hide()
        for window in QApplication.topLevelWidgets():
            if window is not self and window.isVisible():
                window.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button with the cursor on Enter, where nothing else took the key."""
        button = self.focusWidget()
        if is_enter(event) and isinstance(button, QAbstractButton) and not isinstance(button, _TICKED):
            if not event.isAutoRepeat():
                button.click()
            return
        super().keyPressEvent(event)

    def _drop_cover(self, cover: QWidget | None) -> None:
        if cover is not None and cover is not self._shell and cover is not self._covers.currentWidget():
            self._covers.removeWidget(cover)
            cover.deleteLater()

    def _build_shell(self) -> QWidget:
        shell = QWidget()
        shell.setObjectName("shell")
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.practice_bar)
        column.addWidget(self.top_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.notices)
        row.addLayout(column, 1)
        return shell

    def _connect(self) -> None:
        frame = self._frame
        frame.wanted.connect(lambda name, where: self.open_page(name, **where))
        frame.went_back.connect(self.back)
        frame.said.connect(self.notices.say)
        frame.warned.connect(self.notices.warn)
        frame.changed.connect(self._refresh)
        frame.curtain.changed.connect(lambda: self.top_bar.show_names_hidden(hidden=frame.curtain.drawn))
        frame.curtain.changed.connect(self.top_bar.search.put_away)
        self.navigation.place_wanted.connect(self.open_page)
        self.navigation.backup_wanted.connect(lambda: self.open_page("settings", part="backup"))
        self.top_bar.found.connect(self._open_found)
        self.top_bar.searched.connect(lambda text: self.open_page("cases", text=text))
        self.top_bar.talk_wanted.connect(self._note_talk)
        self.top_bar.look_wanted.connect(self.look_wanted)
        self.top_bar.names_toggled.connect(self._toggle_names)
        self.top_bar.help_wanted.connect(self._help)
        self.top_bar.lock_wanted.connect(self.lock_wanted)
        self.practice_bar.over.connect(self.lock_wanted)

    def _bind_keys(self) -> None:
        self._shortcuts: list[QShortcut] = []
        acts: list[tuple[str, Callable[[], object]]] = [
            (keys.SEARCH, self.top_bar.go_to_search),
            (keys.TALK, self._note_talk),
            (keys.NEW_PERSON, lambda: self.open_page("new_person")),
            (keys.LOCK, self.lock_wanted.emit),
            (keys.LOOK, self.look_wanted.emit),
            (keys.HIDE_NAMES, self._toggle_names),
            (keys.HELP, self._help),
            (keys.BACK, self.back),
            (keys.UNDO, self.notices.take_back),
        ]
        for number, place in enumerate(keys.PLACES, start=1):
            acts.append((f"Ctrl+{number}", lambda place=place: self.open_page(place)))  # type: ignore[misc]
        for sequence, act in acts:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
            self._shortcuts.append(shortcut)

    def _show(self, name: str, where: dict[str, Any]) -> Page:
        self.page_opening.emit(name)
        if (name, where) != self._shown:
            self.notices.turn_page()
        self._shown = (name, where)
        page = self._pages.get(name)
        if page is None:
            page = self._factories[name](self._frame)
            self._pages[name] = page
            self._stack.addWidget(page)
        self._where[name] = where
        page.open(**where)
        if name == "case":
            self._frame.recent.note(where["case_id"])
        self._stack.setCurrentWidget(page)
        self.navigation.set_current("cases" if name in _UNDER_CASES else name)
        field = page.first_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_opened.emit(name)
        return page

    def _refresh(self, changed: frozenset[Any]) -> None:
        for page in self._pages.values():
            if page is self._stack.currentWidget() and page.shows & changed:
                page.refresh()

    def _open_found(self, found: Found) -> None:
        self.top_bar.search.clear()
        if found.key == NEW_PERSON:
            self.open_page("new_person")
        elif found.talk_id is not None:
            self.open_page("talk", case_id=found.key, talk_id=found.talk_id)
        else:
            self.open_page("case", case_id=found.key)

    def _note_talk(self) -> None:
        page = self.page()
        self.open_page("talk", case_id=page.case_id if page is not None else None)

    def _toggle_names(self) -> None:
        self._frame.curtain.draw(not self._frame.curtain.drawn)

    def _help(self) -> None:
        page = self.page()
        HelpCard(self, page.help() if page is not None else "").show()
