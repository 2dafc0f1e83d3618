"""Ctrl+L locks and F8 hides names whatever stands over the window (issue 5, points 5 and 7; story 23).

The keys are pressed as the system hands them over: at the window that has the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.ui.own_consents import OwnConsents
from intman_desktop.ui.parts.confirm import Confirm, ask
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.values.handed_over import HandedOver
from tests.builders import a_case_file, a_client, a_plan
from tests.opened import PASSPHRASE
from tests.ui.conftest import OpenProgram
from tests.ui.hands import CTRL, NO_KEY, Hands
from tests.ui.standing_over import (
    OVER,
    a_card_that_is_read,
    a_file_dialog,
    a_question,
    a_question_over_a_file_dialog,
)

Over = Callable[[Hands], QWidget]
TYPED = "Zwanzig Zeilen"


@pytest.fixture
def drawn() -> bool:
    """Draw the window: it is waited for until the cover was painted."""
    return True


@pytest.fixture
def hands(qtbot: QtBot, open_program: OpenProgram) -> Hands:
    people = [
        a_case_file(client=a_client(family_name=name), plan=a_plan()) for name in ("Muster", "Beispiel")
    ]
    hands = Hands(qtbot, open_program(people))
    hands.wake()
    return hands


def press(hands: Hands, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press a key where the keyboard is, with all that the system would ask before."""
    QApplication.processEvents()
    if QGuiApplication.focusWindow() is None:  # offscreen nothing gives it back
        hands.program.window.activateWindow()
        QApplication.processEvents()
    window = QGuiApplication.focusWindow()
    assert window is not None
    QTest.keyClick(window, key, held)


def stand_over(hands: Hands, over: Over) -> QWidget:
    standing = over(hands)
    hands.qtbot.waitUntil(standing.isVisible)
    return standing


def test_control_l_and_f8_are_heard_over_whatever_stands_there(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, curtain = hands.program.window, hands.program.frame.curtain
    heard: list[str] = []
    monkeypatch.setattr(hands.program.locking, "lock", lambda *_why: heard.append("lock"))
    curtain.changed.connect(lambda: heard.append("drawn" if curtain.drawn else "open"))
    for over in OVER:
        stand_over(hands, over)
        heard.clear()  # a case that is opened moves the curtain as well
        press(hands, Qt.Key.Key_L, CTRL)
        assert heard == ["lock"] and QApplication.activePopupWidget() is None, over
        window.close_dialogs()
        stand_over(hands, over)
        heard.clear()
        press(hands, Qt.Key.Key_F8)
        assert heard == ["drawn"] and QApplication.activePopupWidget() is None, over
        press(hands, Qt.Key.Key_F8)
        assert heard == ["drawn", "open"], over
        window.close_dialogs()
        hands.settle()
    monkeypatch.undo()


@pytest.mark.parametrize("over", [a_question_over_a_file_dialog, a_card_that_is_read])
def test_control_l_over_a_dialog_locks_and_what_was_typed_is_offered_again(hands: Hands, over: Over) -> None:
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.notes.parts()[0].note, TYPED)
    stand_over(hands, over)
    press(hands, Qt.Key.Key_L, CTRL)
    window = hands.program.window
    assert window.is_covered() and hands.program.frame.desk is None
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [window]
    hands.qtbot.waitUntil(lambda: bool(window.findChildren(UnlockCard)), timeout=20_000)
    hands.settle()
    hands.type(PASSPHRASE)
    press(hands, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: not window.is_covered(), timeout=20_000)
    assert [each.form for each in hands.asked(open_drafts)] == ["talk"]


def test_a_key_reaches_past_a_menu_of_a_dialog_once(hands: Hands) -> None:
    dialog = stand_over(hands, a_file_dialog)
    menu = QMenu(dialog)
    menu.addAction("Umbenennen")
    menu.popup(dialog.mapToGlobal(dialog.rect().center()))
    heard: list[bool] = []
    hands.program.frame.curtain.changed.connect(lambda: heard.append(True))
    press(hands, Qt.Key.Key_F8)
    assert heard == [True] and hands.program.frame.curtain.drawn
    assert dialog.isVisible() and not menu.isVisible()


def test_f8_answers_a_question_safely_since_it_may_name_somebody(hands: Hands) -> None:
    done: list[bool] = []
    who = "Die Akte von Muster, Amira löschen?"
    question = ask(hands.program.window, who, "", "Löschen", lambda: done.append(True))
    hands.qtbot.waitUntil(question.isVisible)
    press(hands, Qt.Key.Key_F8)
    hands.qtbot.waitUntil(lambda: not hands.program.window.findChildren(Confirm))
    assert done == []


def test_f8_hides_the_names_on_a_file_from_elsewhere_and_keeps_what_is_typed(hands: Hands) -> None:
    frame = hands.program.frame
    person = HandedOver("7", "Muster, Amira", "*1990", a_client())
    dialog = OwnConsents(frame, hands.program.window, "IM Beispielstadt", [person])
    dialog.open()
    hands.qtbot.waitUntil(dialog.isVisible)
    (card,) = dialog.people
    card.here.setChecked(True)
    hands.into(card.place, "Ordner 3")
    press(hands, Qt.Key.Key_F8)
    told = card.accessibleName() + card.here.accessibleDescription()
    assert "Muster" not in told and dialog.isVisible() and card.place.value() == "Ordner 3"
    press(hands, Qt.Key.Key_F8)
    assert "Muster, Amira" in card.accessibleName()


def test_over_a_cover_f8_draws_nothing(hands: Hands) -> None:
    press(hands, Qt.Key.Key_L, CTRL)
    hands.qtbot.waitUntil(lambda: not hands.program.locking.closing, timeout=20_000)
    stand_over(hands, a_question)
    press(hands, Qt.Key.Key_F8)
    assert not hands.program.frame.curtain.drawn
    hands.program.window.close_dialogs()
