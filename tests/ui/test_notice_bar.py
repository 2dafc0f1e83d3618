"""The line of notices: what it offers, when it leaves, and that nothing moves with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.notice_bar import NoticeBar
from intman_desktop.ui.style import Style
from tests.ui.hands import button, buttons, timer_of
from tests.ui.speaking import spoken

LONG = " ".join(["Die Sicherung liegt jetzt im Ordner der Beratungsstelle und ist geprüft."] * 4)


def a_bar(qtbot: QtBot) -> tuple[NoticeBar, list[float]]:
    now = [100.0]
    bar = NoticeBar(seconds=lambda: now[0])
    qtbot.addWidget(bar)
    bar.show()
    return bar, now


def test_a_notice_offers_the_way_back_once(qtbot: QtBot, look: Style) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show()
    undone: list[bool] = []
    bar.say("gespeichert", lambda: undone.append(True))
    button = next(each for each in bar.findChildren(QWidget) if spoken(each) == "Rückgängig")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert bar.text() == ""
    assert not button.isVisible()
    bar.warn("Der Speicherplatz ist voll.")
    assert bar.text() == "Der Speicherplatz ist voll."
    assert not button.isVisible()


@pytest.mark.parametrize("offer", ["", "Fortsetzen", "Rückgängig"])
def test_a_notice_leaves_after_twenty_seconds(qtbot: QtBot, look: Style, offer: str) -> None:
    bar, now = a_bar(qtbot)
    bar.say("gespeichert", (lambda: None) if offer else None, offer.replace("Rückgängig", ""))
    now[0] += 19
    timer_of(bar).timeout.emit()
    assert bar.text() == "gespeichert"
    now[0] += 1
    timer_of(bar).timeout.emit()
    assert bar.text() == ""
    assert not timer_of(bar).isActive()


@pytest.mark.parametrize(("offer", "outlives"), [("", 1), ("Fortsetzen", 0), ("Rückgängig", 10)])
def test_a_notice_leaves_with_its_page_but_the_way_back_stays_a_moment(
    qtbot: QtBot, look: Style, offer: str, outlives: int
) -> None:
    bar, now = a_bar(qtbot)
    bar.say("gespeichert", (lambda: None) if offer else None, offer.replace("Rückgängig", ""))
    if outlives:
        bar.turn_page()
        assert bar.text() == "gespeichert"
    now[0] += outlives
    bar.turn_page()
    assert bar.text() == ""


def test_what_was_saved_of_a_page_leaves_with_it_and_what_the_program_opens_leaves_it_there(
    qtbot: QtBot, look: Style
) -> None:
    bar, now = a_bar(qtbot)
    bar.say("Einstellungen gespeichert", lambda: None)
    bar.turn_page(undo_goes_along=False)
    assert bar.text() == "Einstellungen gespeichert"
    now[0] += 1
    bar.turn_page(undo_goes_along=False)
    assert bar.text() == ""


def test_a_notice_is_not_taken_from_under_the_cursor(qtbot: QtBot, look: Style) -> None:
    bar, now = a_bar(qtbot)
    bar.say("gespeichert", lambda: None)
    bar.activateWindow()
    undo = next(each for each in bar.findChildren(QWidget) if spoken(each) == "Rückgängig")
    undo.setFocus()
    qtbot.waitUntil(undo.hasFocus)
    now[0] += 30
    timer_of(bar).timeout.emit()
    assert bar.text() == "gespeichert"


def test_what_may_follow_stands_beside_the_way_back_and_goes_with_the_notice(
    qtbot: QtBot, look: Style
) -> None:
    """Both can be done; the next notice takes the offer away, and without a notice none is made."""
    bar, _now = a_bar(qtbot)
    done: list[str] = []
    bar.offer(lambda: done.append("further"), "Gespräch dazu notieren")
    assert "Gespräch dazu notieren" not in buttons(bar)
    bar.say("gespeichert", lambda: done.append("back"))
    bar.offer(lambda: done.append("further"), "Gespräch dazu notieren")
    assert {"Gespräch dazu notieren", "Rückgängig"} <= set(buttons(bar))
    bar.take_back()
    assert done == ["back"] and "Gespräch dazu notieren" not in buttons(bar)
    bar.say("gespeichert", lambda: done.append("back"))
    bar.offer(lambda: done.append("further"), "Gespräch dazu notieren")
    bar.say("etwas anderes")
    assert "Gespräch dazu notieren" not in buttons(bar)


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_nothing_moves_when_a_notice_comes_and_goes(qtbot: QtBot, look: Style, size: float) -> None:
    """What one is about to click stays under the cursor (issue 3): the line keeps the room of a notice."""
    look.enlarge(size)
    window, act, bar = QWidget(), quiet_button("Verschieben"), NoticeBar()
    column = QVBoxLayout(window)
    column.addStretch(1)
    column.addWidget(act)
    column.addWidget(bar)
    window.resize(1200, 400)
    qtbot.addWidget(window)
    window.show()
    places = [_laid_out(window, act)]
    bar.say("Überprüfung verschoben.", lambda: None)
    bar.offer(lambda: None, "Gespräch dazu notieren")
    places.append(_laid_out(window, act))
    bar.warn("Der Speicherplatz ist voll.")
    places.append(_laid_out(window, act))
    bar.say(LONG, lambda: None)
    places.append(_laid_out(window, act))
    bar.clear()
    places.append(_laid_out(window, act))
    assert len(set(places)) == 1, places


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_a_notice_that_is_too_long_for_its_line_is_whole_to_all_and_unfolds(
    qtbot: QtBot, look: Style, size: float
) -> None:
    """Nothing moves until somebody asks for the whole of it, by mouse or by key; the next one has a line."""
    look.enlarge(size)
    bar, _now = a_bar(qtbot)
    bar.resize(1200, bar.sizeHint().height())
    low = bar.sizeHint().height()
    bar.say("gespeichert", lambda: None)
    assert "Ganz zeigen" not in buttons(bar)
    bar.say(LONG, lambda: None)
    assert bar.text() == LONG and LONG in {spoken(each) for each in bar.findChildren(QLabel)}
    assert bar.sizeHint().height() == low
    bar.activateWindow()
    more = button(bar, "Ganz zeigen")
    more.setFocus()
    qtbot.waitUntil(more.hasFocus)
    qtbot.keyClick(more, Qt.Key.Key_Return)
    assert "Ganz zeigen" not in buttons(bar)
    layout = bar.layout()
    assert layout is not None
    assert layout.totalHeightForWidth(1200) > low
    bar.say(LONG, lambda: None)
    qtbot.waitUntil(lambda: "Ganz zeigen" in buttons(bar))


def _laid_out(window: QWidget, act: QPushButton) -> int:
    """Return how far from the top ``act`` stands once everything has found its place."""
    layout = window.layout()
    assert layout is not None
    layout.activate()
    return act.y()


def test_the_key_that_takes_back_says_so_where_nothing_can_be_taken_back(qtbot: QtBot, look: Style) -> None:
    """A key that does nothing and says nothing leaves one guessing whether it did."""
    bar, now = a_bar(qtbot)
    nothing = "Hier gibt es nichts rückgängig zu machen."
    bar.say("gespeichert", lambda: None)
    now[0] += 20
    timer_of(bar).timeout.emit()
    bar.take_back()
    assert bar.text() == nothing
    bar.say("Verworfen: das Gespräch.", lambda: None, "Zurückholen")
    bar.take_back()
    assert bar.text() == "Verworfen: das Gespräch."
    bar.warn("Der Speicherplatz ist voll.")
    bar.take_back()
    assert bar.text() == "Der Speicherplatz ist voll."
    bar.say("Kopiert")
    bar.take_back()
    assert bar.text() == nothing
