"""A backup lies on a share that dies while it is read: the window says so, and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.ui.unlock.other_card import OtherCard
from intman_desktop.ui.unlock.preview_card import PreviewCard
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from tests.opened import make_template, open_desk
from tests.ui.conftest import RunProgram
from tests.ui.covers import click, cover, give, said
from tests.ui.pages import NotePage
from tests.vault.dying import DyingShare, dying_share


@pytest.fixture
def share(tmp_path: Path) -> Iterator[DyingShare]:
    with dying_share(tmp_path / "freigabe") as share:
        yield share


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path, share: DyingShare) -> Program:
    """Return the window before a closed store whose backup lies on the share."""
    desk = open_desk(make_template(tmp_path / "model"), tmp_path / "vault")
    back_up(desk, share.folder / "a.imb")
    desk.vault.close()
    program = run_program(tmp_path / "vault")
    program.window.register_page("overview", NotePage)
    program.start()
    return program


def names_beside(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_neither_the_look_nor_the_restore_waits_for_it_and_the_store_is_as_it_was(
    qtbot: QtBot, program: Program, share: DyingShare, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    around = names_beside(tmp_path)
    click(cover(program.window), "Anderer Tresor, neuer Tresor oder Sicherung …")
    assert isinstance(cover(program.window), OtherCard)
    cover(program.window).take_backup(share.folder / "a.imb")
    share.after = 3
    give(program.window, "Ansehen")
    qtbot.waitUntil(lambda: "antwortet nicht" in said(cover(program.window)), timeout=20_000)
    assert share.died.is_set() and names_beside(tmp_path) == around
    share.back.set()
    click(cover(program.window), "Ansehen")
    qtbot.waitUntil(lambda: isinstance(cover(program.window), PreviewCard), timeout=20_000)
    share.back.clear()
    share.after = 3
    click(cover(program.window), "Wiederherstellen")
    qtbot.waitUntil(lambda: "antwortet nicht" in said(cover(program.window)), timeout=20_000)
    assert names_beside(tmp_path) == around
    click(cover(program.window), "Zurück")
    click(cover(program.window), "Zurück")
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard))
    give(program.window, "Öffnen")
    qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=20_000)
    workers = program.workers
    # that it is there is asked on a thread of its own, which hangs and holds up nothing
    qtbot.waitUntil(lambda: workers.vault.idle() and workers.rest.idle(), timeout=20_000)
    share.back.set()
    qtbot.waitUntil(workers.idle, timeout=20_000)
