"""A store that is damaged on the disk, opened with the real window: rescued, and worked with again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.ui.style import Style
from intman_desktop.ui.unlock.damaged_card import DamagedCard
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.vault import layout
from tests.opened import PASSPHRASE, make_template
from tests.ui.hands import running
from tests.ui.pages import NotePage
from tests.vault.making import flip


@pytest.fixture
def program(
    qtbot: QtBot,
    qapp: QApplication,
    look: Style,
    tmp_path: Path,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    store = make_template(tmp_path / "vault")
    flip(store / layout.STORE, 40)
    with running(qapp, store, today) as program:
        program.window.register_page("overview", NotePage)
        program.start()
        yield program


def cover(program: Program) -> Any:
    central: Any = program.window.centralWidget()
    return central.currentWidget()


def give(program: Program, words: str) -> None:
    line = next(each for each in cover(program).findChildren(QLineEdit) if each.isVisible())
    line.setText(PASSPHRASE)
    press(program, words)


def press(program: Program, words: str) -> None:
    buttons = cover(program).findChildren(QAbstractButton)
    next(each for each in buttons if each.text().replace("&", "") == words).click()


def said(program: Program) -> str:
    return "\n".join(each.accessibleName() for each in cover(program).findChildren(QWidget))


def test_who_opens_a_damaged_store_comes_back_to_work(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: isinstance(cover(program), UnlockCard))
    give(program, "Öffnen")
    qtbot.waitUntil(lambda: isinstance(cover(program), DamagedCard))
    assert "an Ihrer Passphrase liegt es nicht" in said(program)
    give(program, "Retten, was noch lesbar ist")
    qtbot.waitUntil(lambda: "Alle Einträge waren lesbar." in said(program))
    press(program, "Weiter zum Öffnen")
    give(program, "Öffnen")
    qtbot.waitUntil(lambda: not program.window.is_covered())
    qtbot.waitUntil(program.workers.idle)
    assert program.window.page_name() == "overview"
    assert len([*tmp_path.glob("vault-beiseite-*")]) == 1
