"""The arrow keys in the rows of filters, and Tab that comes to the chosen one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.cases.chips import CaseChips
from intman_desktop.ui.parts.filter_chips import FilterChips

_WORDS = ("eins", "zwei", "drei", "vier", "fünf")


def shown(qtbot: QtBot, row: QWidget) -> tuple[QWidget, QLineEdit]:
    """Return a narrow window with ``row`` and a field below it, which has the cursor."""
    window = QWidget()
    qtbot.addWidget(window)
    column, field = QVBoxLayout(window), QLineEdit()
    column.addWidget(row)
    column.addWidget(field)
    window.resize(220, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    return window, field


def pressed(qtbot: QtBot, key: Qt.Key) -> str:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key)
    now = QApplication.focusWidget()
    return now.text() if isinstance(now, QPushButton) else ""


@pytest.mark.usefixtures("look")
def test_arrows_go_from_one_to_the_next_over_the_end_of_a_line(qtbot: QtBot) -> None:
    row = FilterChips("Arten", tuple((word, word) for word in _WORDS))
    window, _field = shown(qtbot, row)
    buttons = row.findChildren(QPushButton)
    assert buttons[-1].y() > buttons[0].y()
    buttons[0].setFocus()
    assert [pressed(qtbot, Qt.Key.Key_Right) for _word in _WORDS] == [*_WORDS[1:], _WORDS[0]]
    assert pressed(qtbot, Qt.Key.Key_Up) == "fünf"
    assert pressed(qtbot, Qt.Key.Key_Home) == "eins"
    assert pressed(qtbot, Qt.Key.Key_End) == "fünf"
    assert row.key() == "eins"
    assert pressed(qtbot, Qt.Key.Key_Space) == "fünf"
    assert row.key() == "fünf" and window.isVisible()


@pytest.mark.usefixtures("look")
def test_tab_comes_to_the_chosen_one_and_leaves_the_row_at_once(qtbot: QtBot) -> None:
    row = FilterChips("Arten", tuple((word, word) for word in _WORDS))
    row.choose("zwei")
    _window, field = shown(qtbot, row)
    assert pressed(qtbot, Qt.Key.Key_Backtab) == "zwei"
    pressed(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field


@pytest.mark.usefixtures("look")
def test_of_the_states_of_cases_one_is_reached_and_every_property(qtbot: QtBot) -> None:
    _window, _field = shown(qtbot, CaseChips())
    seen = [pressed(qtbot, Qt.Key.Key_Backtab) for _each in range(5)]
    assert seen[0] == "Einwilligung zu erneuern" and seen[-1] == "Aktiv"
    assert [pressed(qtbot, Qt.Key.Key_Right) for _each in range(2)] == ["Ruht", "Beendet"]
