"""Tabs that wrap, and the sign of a state beside its words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intman_desktop.ui.parts.state import State
from intman_desktop.ui.parts.state_sign import StateSign
from intman_desktop.ui.parts.tab_row import TabRow
from intman_desktop.ui.style import Style


def test_a_tab_is_chosen_by_click_and_by_arrows(qtbot: QtBot, look: Style) -> None:
    row = TabRow("Teile", (("a", "Plan"), ("b", "Gespräche"), ("c", "Papiere")))
    qtbot.addWidget(row)
    row.show()
    chosen: list[str] = []
    row.chosen.connect(chosen.append)
    assert row.key() == "a" and row.accessibleName() == "Teile"
    qtbot.mouseClick(row.tab("c"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(row.tab("c"), Qt.Key.Key_Right)
    qtbot.keyClick(row.tab("a"), Qt.Key.Key_Left)
    assert chosen == ["c", "a", "c"] and row.key() == "c"
    row.choose("b")
    assert row.key() == "b" and chosen == ["c", "a", "c"]
    qtbot.keyClick(row.tab("b"), Qt.Key.Key_Up)
    assert row.key() == "b"


def test_large_text_puts_tabs_below_each_other(qtbot: QtBot, look: Style) -> None:
    row = TabRow("Teile", (("a", "Plan und Ziele"), ("b", "Person und Haushalt")))
    qtbot.addWidget(row)
    row.resize(row.tab("b").sizeHint().width() + 4, 300)
    row.show()
    assert row.tab("b").y() > row.tab("a").y()


def test_tabs_that_need_two_lines_are_shared_out_evenly(qtbot: QtBot, look: Style) -> None:
    """Else one word alone stood on the second line."""
    row = TabRow("Teile", tuple((key, "Teil " + key) for key in "abcdef"))
    qtbot.addWidget(row)
    row.resize(sum(row.tab(key).sizeHint().width() for key in "abcde") + 4, 300)
    row.show()
    lines = [row.tab(key).y() for key in "abcdef"]
    assert lines[0] == lines[1] == lines[2] < lines[3] == lines[4] == lines[5]


def test_a_sign_says_its_word(qtbot: QtBot, look: Style) -> None:
    sign = StateSign(State.OVERDUE, "überfällig seit 01.11.2026")
    qtbot.addWidget(sign)
    sign.show()
    assert sign.accessibleName() == "überfällig seit 01.11.2026"
    assert sign.grab().toImage().pixelColor(0, 0).isValid()
