"""A backup lies on a share that dies while it is read: the window says so, and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.ui.style import Style
from intman_desktop.ui.unlock.other_card import OtherCard
from intman_desktop.ui.unlock.preview_card import PreviewCard
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from tests.opened import make_template, open_desk
from tests.ui.hands import running
from tests.ui.pages import NotePage
from tests.ui.test_damaged_store import cover, give, press
from tests.vault.dying import DyingShare, dying_share


@pytest.fixture
def share(tmp_path: Path) -> Iterator[DyingShare]:
    with dying_share(tmp_path / "freigabe") as share:
        yield share


@pytest.fixture
def program(
    qtbot: QtBot,
    qapp: QApplication,
    look: Style,
    tmp_path: Path,
    today: date,
    share: DyingShare,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    """Return the window before a closed store whose backup lies on the share."""
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    desk = open_desk(make_template(tmp_path / "model"), tmp_path / "vault")
    back_up(desk, share.folder / "a.imb")
    desk.vault.close()
    with running(qapp, tmp_path / "vault", today) as program:
        program.window.register_page("overview", NotePage)
        program.start()
        yield program


def told(program: Program) -> str:
    labels = cover(program).findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisible())


def names_beside(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_neither_the_look_nor_the_restore_waits_for_it_and_the_store_is_as_it_was(
    qtbot: QtBot, program: Program, share: DyingShare, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: isinstance(cover(program), UnlockCard))
    around = names_beside(tmp_path)
    press(program, "Anderer Tresor, neuer Tresor oder Sicherung …")
    assert isinstance(cover(program), OtherCard)
    cover(program).take_backup(share.folder / "a.imb")
    share.after = 3
    give(program, "Ansehen")
    qtbot.waitUntil(lambda: "antwortet nicht" in told(program), timeout=20_000)
    assert share.died.is_set() and names_beside(tmp_path) == around
    share.back.set()
    press(program, "Ansehen")
    qtbot.waitUntil(lambda: isinstance(cover(program), PreviewCard), timeout=20_000)
    share.back.clear()
    share.after = 3
    press(program, "Wiederherstellen")
    qtbot.waitUntil(lambda: "antwortet nicht" in told(program), timeout=20_000)
    assert names_beside(tmp_path) == around
    press(program, "Zurück")
    press(program, "Zurück")
    qtbot.waitUntil(lambda: isinstance(cover(program), UnlockCard))
    give(program, "Öffnen")
    qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=20_000)
    qtbot.waitUntil(program.workers.idle, timeout=20_000)
