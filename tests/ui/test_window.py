"""The frame of the window: places, keys, search, notices, hidden names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QStandardItem
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.errors import ChangedMeanwhile, NotFound
from intman_desktop.ui import keys
from intman_desktop.ui.curtain import HIDDEN
from intman_desktop.ui.finding import offers_in_the_bar
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.help_card import HelpCard
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.clock_bar import ClockBar
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.finder import Found
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.window import MainWindow
from intman_desktop.ui.wording import told
from intman_desktop.values.codes import CaseState
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.views import FoundCase
from tests.ui.pages import NotePage


@pytest.fixture
def window(qtbot: QtBot, frame: Frame) -> Iterator[MainWindow]:
    window = MainWindow(frame)
    qtbot.addWidget(window)
    for name in (*keys.PLACES, "case", "talk", "new_person"):
        window.register_page(name, NotePage)
    window.show()
    window.activateWindow()
    window.open_page("overview")
    yield window
    window.close_dialogs()


def _wait(go_on: Event) -> None:
    go_on.wait(30)


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(("number", "place"), list(enumerate(keys.PLACES, start=1)))
def test_control_and_a_number_open_the_places(
    qtbot: QtBot, window: MainWindow, number: int, place: str
) -> None:
    press(qtbot, window, Qt.Key(Qt.Key.Key_0 + number))
    assert window.page_name() == place


def test_tab_comes_out_of_a_form_and_round_to_what_stands_above_it(qtbot: QtBot, window: MainWindow) -> None:
    """Story 22, the keyboard alone: a row that leads to its field is no stop, wherever it is in the chain."""
    page, above, last = QWidget(), quiet_button("Drucken"), quiet_button("Verwerfen")
    column, form = QVBoxLayout(page), Form()
    rows = [form.row(name, TextField()) for name in ("Vorname", "Nachname")]
    for each in (last, form, above):  # built the other way round, as what a page adds later often is
        column.insertWidget(0, each)
    window.cover(page)
    order_tabs(page)
    window.activateWindow()
    last.setFocus()
    for wanted in (above, *(row.field for row in rows), last, above):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is wanted
    assert [row.focusProxy() for row in rows] == [row.field for row in rows]


def test_the_daily_keys_work_from_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("case", case_id=7)
    press(qtbot, window, Qt.Key.Key_G)
    page = window.page()
    assert isinstance(page, NotePage)
    assert (window.page_name(), page.opened[-1]) == ("talk", {"case_id": 7})
    press(qtbot, window, Qt.Key.Key_N)
    assert window.page_name() == "new_person"
    press(qtbot, window, Qt.Key.Key_K)
    assert window.top_bar.search.hasFocus()
    with qtbot.waitSignal(window.lock_wanted):
        press(qtbot, window, Qt.Key.Key_L)


def test_back_returns_to_the_page_before_as_it_was_opened(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("case", case_id=7)
    window.open_page("case", case_id=8)
    window.open_page("cases")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (window.page_name(), window.where("case")) == ("case", {"case_id": 8})
    window.back()
    assert window.where("case") == {"case_id": 7}
    window.back()
    window.back()
    assert window.page_name() == "overview"


def test_a_page_opens_with_the_cursor_in_its_first_field(window: MainWindow) -> None:
    page = window.open_page("talk")
    assert isinstance(page, NotePage)
    assert page.field.hasFocus()


def test_the_cursor_of_a_page_without_a_first_field_waits_on_it_and_not_on_another_place(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Story 22: Qt would put it on the first place at the left, and Tab has to come into the page."""
    monkeypatch.setattr(NotePage, "first_field", lambda _page: None)
    window.open_page("talk")
    page = window.open_page("case", case_id=7)
    assert isinstance(page, NotePage)
    assert page.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None and page.isAncestorOf(focused)


def test_under_a_cover_no_key_reaches_the_pages(qtbot: QtBot, window: MainWindow) -> None:
    window.cover(QWidget())
    press(qtbot, window, Qt.Key.Key_2)
    assert window.page() is None
    assert window.page_name() == "overview"
    window.uncover()
    press(qtbot, window, Qt.Key.Key_2)
    assert window.page_name() == "cases"


def test_only_the_page_in_view_that_shows_what_changed_reads_again(
    qtbot: QtBot, frame: Frame, window: MainWindow
) -> None:
    hidden = window.open_page("cases")
    shown = window.open_page("talk")
    assert isinstance(hidden, NotePage)
    assert isinstance(shown, NotePage)
    before = hidden.read, shown.read
    frame.changed.emit(frozenset({Change.TALKS}))
    frame.changed.emit(frozenset({Change.OFFICE}))
    assert (hidden.read, shown.read) == (before[0], before[1] + 1)
    window.open_page("cases")
    assert hidden.read == before[0] + 1


def test_an_act_is_said_and_can_be_taken_back(qtbot: QtBot, frame: Frame, window: MainWindow) -> None:
    page = window.open_page("talk")
    assert isinstance(page, NotePage)
    held = ["old"]

    def save(_desk: Any, text: str) -> Outcome[str]:
        before = list(held)
        held[:] = [text]
        return Outcome(text, frozenset({Change.TALKS}), lambda: held.__setitem__(slice(None), before))

    done: list[str] = []
    frame.do(save, "new", on_done=done.append, said="gespeichert")
    qtbot.waitUntil(lambda: done == ["new"])
    assert window.notices.text() == "gespeichert"
    undo = next(
        button
        for button in window.notices.findChildren(QAbstractButton)
        if button.accessibleName() == "Rückgängig"
    )
    undo.click()
    qtbot.waitUntil(lambda: window.notices.text() == "Rückgängig gemacht.")
    assert held == ["old"]
    assert page.read >= 3


def test_a_step_that_takes_long_to_take_back_says_so(qtbot: QtBot, frame: Frame, window: MainWindow) -> None:
    go_on = Event()
    frame.do(lambda _desk: Outcome(None, frozenset(), lambda: _wait(go_on)), said="gespeichert")
    qtbot.waitUntil(lambda: window.notices.text() == "gespeichert")
    window.notices.take_back()
    qtbot.waitUntil(lambda: window.notices.text() == "Wird zurückgenommen …")
    go_on.set()
    qtbot.waitUntil(lambda: window.notices.text() == "Rückgängig gemacht.")


def test_a_step_that_cannot_be_taken_back_says_why(qtbot: QtBot, frame: Frame, window: MainWindow) -> None:
    def changed() -> None:
        raise ChangedMeanwhile()

    frame.do(lambda _desk: Outcome(None, frozenset(), changed), said="gespeichert")
    qtbot.waitUntil(lambda: window.notices.text() == "gespeichert")
    window.notices.take_back()
    qtbot.waitUntil(lambda: window.notices.text() not in ("", "gespeichert"))
    assert window.notices.text() == told(ChangedMeanwhile())


def test_after_locking_nothing_can_be_taken_back(qtbot: QtBot, frame: Frame, window: MainWindow) -> None:
    undone: list[bool] = []
    frame.do(lambda _desk: Outcome(None, frozenset(), lambda: undone.append(True)), said="gespeichert")
    qtbot.waitUntil(lambda: window.notices.text() == "gespeichert")
    frame.forget_undo()
    frame.take_back(1, frozenset())
    qtbot.waitUntil(lambda: "nicht mehr" in window.notices.text())
    assert undone == []


def test_a_trouble_that_nobody_takes_becomes_a_notice(qtbot: QtBot, frame: Frame, window: MainWindow) -> None:
    def fail(_desk: Any) -> None:
        raise NotFound(what="IM-2026-0042")

    frame.ask(fail, on_done=lambda _result: None)
    qtbot.waitUntil(lambda: "IM-2026-0042" in window.notices.text())


def test_work_without_the_store_goes_to_the_other_worker(qtbot: QtBot, frame: Frame) -> None:
    import threading

    names: list[str] = []
    frame.make(lambda: threading.current_thread().name, on_done=names.append)
    frame.ask(lambda _desk: threading.current_thread().name, on_done=names.append)
    qtbot.waitUntil(lambda: len(names) == 2)
    assert sorted(names) == ["rest", "vault"]


def test_what_is_found_opens_its_case(qtbot: QtBot, window: MainWindow) -> None:
    window.top_bar.set_find(lambda _text, deliver: deliver([Found(7, "Alrashid, Samira")]))
    search = window.top_bar.search
    qtbot.keyClicks(search, "samira")
    qtbot.waitUntil(lambda: [each.key for each in search.offers()] == [7])
    search.picked.emit(search.offers()[0])
    assert window.page_name() == "case"
    assert window.where("case") == {"case_id": 7}
    search.undo()
    assert search.text() == "", "the name comes back, also when its case was erased since (L3)"


def test_where_more_may_be_found_the_list_shows_all(qtbot: QtBot, window: MainWindow, frame: Frame) -> None:
    named, numbered = Explanation("found_name"), Explanation("found_number")
    some = [FoundCase(at, str(at), "IM-1", "Muster", "de", CaseState.ACTIVE, why=named) for at in range(12)]
    by_letters = [replace(each, why=numbered) for each in some]
    assert len(offers_in_the_bar("mus", some[:11], frame.curtain)) == 11
    assert len(offers_in_the_bar("im", by_letters, frame.curtain)) == 12
    window.top_bar.set_find(lambda text, deliver: deliver(offers_in_the_bar(text, some, frame.curtain)))
    search = window.top_bar.search
    qtbot.keyClicks(search, "mus")
    qtbot.waitUntil(lambda: len(search.offers()) == 13)
    search.picked.emit(search.offers()[-1])
    assert (window.page_name(), window.where("cases")) == ("cases", {"text": "mus"})


def test_enter_on_a_search_shows_the_list(qtbot: QtBot, window: MainWindow) -> None:
    search = window.top_bar.search
    search.setText("0711")
    search.returnPressed.emit()
    assert (window.page_name(), window.where("cases")) == ("cases", {"text": "0711"})


def test_one_key_hides_every_other_persons_name(qtbot: QtBot, frame: Frame, window: MainWindow) -> None:
    frame.curtain.welcome(7)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert frame.curtain.name("Alrashid, Samira", 7) == "Alrashid, Samira"
    assert frame.curtain.name("Müller, Ömer", 8) == HIDDEN
    assert frame.curtain.name("Beispiel, Erika", None) == HIDDEN
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert frame.curtain.name("Müller, Ömer", 8) == "Müller, Ömer"


def test_help_lists_every_key_and_what_the_page_can_do(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("talk")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    card = next(each for each in QApplication.topLevelWidgets() if isinstance(each, HelpCard))
    said = {child.accessibleName() for child in card.findChildren(QWidget)}
    assert "Hier notieren Sie ein Gespräch." in said
    assert {key.words for key in (*keys.all_keys(), *keys.local_keys())} <= said
    assert {"Was kann ich hier tun?", "Strg+Enter", "Alt+Pfeil unten", "Strg+Umschalt+D", "F8"} <= said
    window.close_dialogs()
    assert not card.isVisible()


def test_the_handbook_names_each_key_of_a_single_place(checkout: Path) -> None:
    """F1 and chapter 11 list the same keys; the handbook names several of one place in one row."""
    page = (checkout / "docs" / "handbuch" / "11-tasten.md").read_text(encoding="utf-8")
    rows = page.partition("An einzelnen Stellen:")[2].partition("**Datum**")[0].splitlines()
    named = [row.split(" | ")[1] for row in rows if row.startswith("| ") and "Taste" not in row]
    written = {each.removesuffix("tasten") for cell in named for each in cell.split(", ")}
    told = {key.native().removesuffix(" unten").removesuffix("tasten") for key in keys.local_keys()}
    assert told == written - {"Pos1", "Ende"}


def test_counts_and_the_backup_stand_in_the_navigation(window: MainWindow) -> None:
    window.navigation.set_count("cases", 1087)
    window.navigation.set_backup(State.DONE, "gesichert")
    said = {button.accessibleName() for button in window.navigation.findChildren(QAbstractButton)}
    assert {"Fälle 1\u202f087", "gesichert"} <= said
    window.grab()


def test_the_title_of_the_window_names_nobody(window: MainWindow) -> None:
    window.open_page("case", case_id=7)
    assert window.windowTitle() == "IntMan"


def test_every_field_and_button_of_the_frame_has_a_spoken_name(window: MainWindow) -> None:
    silent = []
    for child in window.findChildren(QWidget):
        if isinstance(child, QAbstractButton | QLineEdit) and child.isVisibleTo(window):
            interface = QAccessible.queryAccessibleInterface(child)
            if not interface.text(QAccessible.Text.Name):
                silent.append(repr(child))
    assert silent == []


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_nothing_of_the_frame_is_wider_or_higher_than_the_screen(window: MainWindow, size: float) -> None:
    from intman_desktop.ui.style import Style

    application: Any = QApplication.instance()
    style: Any = application.findChild(Style)
    style.enlarge(size)
    window.resize(1366, 768)
    QApplication.processEvents()
    hint = window.minimumSizeHint()
    style.enlarge(1.0)
    assert hint.width() <= 1366
    assert hint.height() <= 768


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_with_the_cursor(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    page = window.open_page("cases")
    pressed: list[str] = []
    button = quiet_button("Weiter", lambda: pressed.append("Weiter"))
    page.column.addWidget(button)
    clock = ClockBar()
    clock.clicked.connect(lambda: pressed.append("Uhr"))
    page.column.addWidget(clock)
    qtbot.waitUntil(clock.isVisible)
    for each in (button, clock):
        each.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(each, key)
    assert pressed == ["Weiter", "Uhr"]
    place = next(each for each in window.navigation.findChildren(QAbstractButton) if "Fristen" in each.text())
    place.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(place, key)
    assert window.page_name() == "deadlines"


def test_enter_in_a_question_presses_the_answer_with_the_cursor(qtbot: QtBot, window: MainWindow) -> None:
    gone: list[bool] = []
    dialog = ask(window, "Löschen?", "Danach ist es weg.", "Löschen", lambda: gone.append(True))
    dialog.act.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(dialog.act, Qt.Key.Key_Return)
    assert gone == [True]
    again = ask(window, "Löschen?", "Danach ist es weg.", "Löschen", lambda: gone.append(True))
    qtbot.keyClick(again, Qt.Key.Key_Return)
    assert gone == [True]


def test_a_notice_leaves_when_another_page_is_opened(frame: Frame, window: MainWindow) -> None:
    frame.say("Angefangener Text.", lambda: None, "Fortsetzen")
    window.open_page("overview")
    assert window.notices.text()
    window.open_page("cases")
    assert window.notices.text() == ""


@pytest.mark.parametrize(
    ("width", "height", "full"), [(1366, 768, True), (1366, 728, True), (1920, 1040, False)]
)
def test_on_a_small_screen_the_window_opens_maximised(
    window: MainWindow, width: int, height: int, full: bool
) -> None:
    window.resize(1366, 768)
    window.fit_into(QSize(width, height))
    assert window.isMaximized() is full


def test_dropping_the_pages_leaves_nothing_that_was_typed_or_found(qtbot: QtBot, window: MainWindow) -> None:
    search = window.top_bar.search
    qtbot.keyClicks(search, "samira")
    search._offers.appendRow(QStandardItem("Alrashid, Samira"))
    window.open_page("cases", text="samira")
    assert search.isUndoAvailable()
    window.drop_pages()
    assert (search.text(), search.offers(), search._offers.rowCount()) == ("", [], 0)
    assert not search.isUndoAvailable()
    assert window._shown == ("", {})
