"""Practising in the real window: from the unlock card into the invented office and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.paths import practice_vault
from intman_desktop.ui import machine
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.settings.keys_part import KeysPart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.unlock.first_start import FirstStart
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.unlock.ways import Whose
from tests.opened import PASSPHRASE, make_template
from tests.ui.conftest import RunProgram
from tests.ui.covers import click, cover, said
from tests.ui.hands import Hands, open_vault

pytestmark = pytest.mark.journey

PRACTISE = "Mit erfundenen Menschen üben"


@pytest.fixture
def practice_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """See to it that nothing of the practice is left once the window is closed."""
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    yield
    assert not practice_vault().exists()


@pytest.fixture
def program(practice_ends: None, run_program: RunProgram) -> Program:
    return run_program(None)


def end_practice(program: Program) -> None:
    """Press the link and then the button of the question."""
    click(program.window, "Übung beenden")
    dialog = program.window.findChild(Confirm)
    assert dialog is not None and dialog.safe.isDefault()
    dialog.act.click()


def practise(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: isinstance(cover(program.window), FirstStart | UnlockCard))
    click(program.window, PRACTISE)
    qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=60_000)
    qtbot.waitUntil(program.workers.idle, timeout=20_000)


def test_who_has_no_store_yet_practises_and_comes_back_to_the_first_start(
    qtbot: QtBot, program: Program
) -> None:
    program.start()
    practise(qtbot, program)
    assert program.window.practice_bar.isVisible()
    assert program.window.page_name() == "overview"
    assert practice_vault().is_dir()
    end_practice(program)
    qtbot.waitUntil(lambda: isinstance(cover(program.window), FirstStart))
    qtbot.waitUntil(lambda: not practice_vault().exists())
    assert not program.window.practice_bar.isVisible()
    assert machine.load_machine().vault == ""


def test_practice_leaves_the_own_store_and_what_is_remembered_of_it_alone(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    make_template(tmp_path / "vault")
    program.frame.machine.keep(vault=str(tmp_path / "vault"), last_backup="2026-11-19")
    program.start()
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    practise(qtbot, program)
    held = machine.load_machine()
    assert (held.vault, held.last_backup) == (str(tmp_path / "vault"), "2026-11-19")
    end_practice(program)
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    card = cover(program.window)
    card.passphrase_given.emit(PASSPHRASE, Whose.LAST)
    qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=20_000)
    qtbot.waitUntil(program.workers.idle)
    assert open_vault(program).folder == tmp_path / "vault"


def test_nothing_is_ended_by_a_slip_and_it_is_asked_once(qtbot: QtBot, program: Program) -> None:
    program.start()
    practise(qtbot, program)
    program.window.lock_wanted.emit()
    program.window.lock_wanted.emit()
    (dialog,) = program.window.findChildren(Confirm)
    assert "wird entfernt" in "".join(each.text() for each in dialog.findChildren(QLabel))
    dialog.safe.click()
    qtbot.waitUntil(lambda: not program.window.findChildren(Confirm))
    assert not program.window.is_covered() and practice_vault().is_dir()
    program.idle.idle.emit()  # nobody is there: no question holds it up
    qtbot.waitUntil(lambda: not practice_vault().exists())


def test_a_wrong_passphrase_of_the_practice_keeps_nobody_waiting(qtbot: QtBot, program: Program) -> None:
    """Nobody learns the practice store's passphrase: what is tried in its settings counts for no store."""
    program.start()
    practise(qtbot, program)
    hands = Hands(qtbot, program)
    page = hands.open(SettingsPage, "settings", part="keys")
    keys = page.parts["keys"]
    assert isinstance(keys, KeysPart)
    for _guess in range(4):
        for field in (keys.change.present, keys.change.new.first, keys.change.new.again):
            field.show_words("drei erfundene lange Worte")
        keys.change.save.click()
        hands.settle()
        assert "Die bisherige Passphrase passt nicht." in said(keys.change)
    assert program.frame.patience.remaining() == 0
    program.idle.idle.emit()
    qtbot.waitUntil(lambda: not practice_vault().exists())


def test_closing_the_window_ends_the_practice(qtbot: QtBot, program: Program) -> None:
    program.start()
    practise(qtbot, program)
