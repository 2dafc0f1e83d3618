"""Keys pressed quickly, one after the other: each reaches the place that the one before led to."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.finder import FindField
from intman_desktop.ui.talk.page import TalkPage
from tests.builders import a_case_file
from tests.ui.conftest import OpenProgram
from tests.ui.hands import CTRL, Hands


def typed_at_once(words: str) -> None:
    """Type ``words``, each letter where it goes by itself: to a list that is open, else to the cursor."""
    for letter in words:
        where = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert where is not None
        QTest.keyClicks(where, letter)


@pytest.fixture
def hands(qtbot: QtBot, open_program: OpenProgram) -> Hands:
    return Hands(qtbot, open_program([a_case_file()]))


def searching(hands: Hands) -> FindField:
    """Search for somebody, and leave the list of what was found open."""
    hands.press(Qt.Key.Key_K, CTRL)
    field = hands.program.window.top_bar.search
    hands.type("Muster")
    hands.qtbot.waitUntil(field.popup.isVisible)
    return field


def test_the_first_letter_after_ctrl_g_out_of_the_search_is_typed_into_the_talk(hands: Hands) -> None:
    field = searching(hands)
    QTest.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_G, CTRL)
    typed_at_once("Holunder")
    page = hands.program.window.page()
    assert isinstance(page, TalkPage)
    assert (page.sheet.finder.field.text(), field.text()) == ("Holunder", "Muster")
    assert not field.popup.isVisible()


def test_the_first_letter_after_ctrl_k_out_of_a_list_is_typed_into_the_search(hands: Hands) -> None:
    """The list below a field of a form keeps the keys as long as it is open."""
    page: Any = hands.open(TalkPage, "talk", case_id=1)
    choice = page.sheet.head.topic.choice
    choice.setFocus()
    hands.type("wo")
    popup = choice.completer().popup()
    hands.qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_K, CTRL)
    typed_at_once("Muster")
    assert hands.program.window.top_bar.search.text() == "Muster"
    assert choice.line().text() == "Wohnen", "understood as it is left, and no letter more"
