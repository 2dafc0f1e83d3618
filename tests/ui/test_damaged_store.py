"""A store that is damaged on the disk, opened with the real window: rescued, and worked with again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.ui.unlock.damaged_card import DamagedCard
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.vault import layout
from tests.opened import make_template
from tests.ui.conftest import RunProgram
from tests.ui.covers import click, cover, give, said
from tests.ui.pages import NotePage
from tests.vault.making import flip


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path) -> Program:
    store = make_template(tmp_path / "vault")
    flip(store / layout.STORE, 40)
    program = run_program(store)
    program.window.register_page("overview", NotePage)
    program.start()
    return program


def test_who_opens_a_damaged_store_comes_back_to_work(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    give(program.window, "Öffnen")
    qtbot.waitUntil(lambda: isinstance(cover(program.window), DamagedCard))
    assert "an Ihrer Passphrase liegt es nicht" in said(cover(program.window))
    give(program.window, "Retten, was noch lesbar ist")
    qtbot.waitUntil(lambda: "Alle Einträge waren lesbar." in said(cover(program.window)))
    click(cover(program.window), "Weiter zum Öffnen")
    give(program.window, "Öffnen")
    qtbot.waitUntil(lambda: not program.window.is_covered())
    qtbot.waitUntil(program.workers.idle)
    assert program.window.page_name() == "overview"
    assert len([*tmp_path.glob("vault-beiseite-*")]) == 1
