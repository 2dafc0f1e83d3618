"""Ctrl+S saves as well as Ctrl+Enter, wherever that does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop import ui
from intman_desktop.ui.keys import SAVE
from intman_desktop.ui.parts.buttons import primary_button, save_on_keys
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.style import Style
from tests.ui.hands import CTRL

KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S)


@pytest.mark.parametrize("by_button", [True, False])
def test_each_key_saves_once(qtbot: QtBot, look: Style, by_button: bool) -> None:
    """A form that binds the keys and a button that has them save once for each press."""
    saved: list[str] = []
    form, line = QWidget(), TextField()
    inside = QVBoxLayout(form)
    inside.addWidget(line)
    if by_button:
        inside.addWidget(primary_button("Speichern", lambda: saved.append(line.text()), SAVE))
    else:
        save_on_keys(form, lambda: saved.append(line.text()))
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    line.setFocus()

    def press(key: Qt.Key, times: int) -> None:
        qtbot.keyClick(line, key, CTRL)
        qtbot.waitUntil(lambda: len(saved) >= times)

    for times, key in enumerate(KEYS, start=1):
        press(key, times)
    assert len(saved) == len(KEYS)


def test_what_saves_is_bound_in_one_place() -> None:
    """No form binds a key of its own to saving: it would know one of them alone."""
    root = Path(ui.__path__[0])
    bound = {
        source.relative_to(root).as_posix()
        for source in root.rglob("*.py")
        if any(f'"{keys}"' in source.read_text(encoding="utf-8") for keys in (SAVE, "Ctrl+Enter", "Ctrl+S"))
    }
    assert bound == {"keys.py"}
