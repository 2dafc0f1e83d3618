"""Story 20: the laptop is dead. A new one, the stick, the passphrase: all is there, checked by counts."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan, show_scan
from intman_desktop.services.keeping.backups import back_up, verify_store
from intman_desktop.services.keeping.stores import create_store, desk_of
from intman_desktop.services.keeping.upkeep import upkeep_view
from intman_desktop.ui.parts.labels import PageTitle
from intman_desktop.ui.unlock.first_start import FirstStart
from intman_desktop.ui.unlock.other_card import OtherCard
from intman_desktop.ui.unlock.preview_card import PreviewCard
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.values.views import CaseFilter
from tests.builders import an_intake, an_office
from tests.opened import FAST, PASSPHRASE, moment
from tests.papers_scanned import a_pdf
from tests.ui.conftest import RunProgram
from tests.ui.covers import click, cover, lines, said
from tests.ui.hands import Hands


class Left:
    """What is left of the dead laptop: the stick, and what the person knows."""

    def __init__(self, stick: Path, file: Path, code: str, pdf: bytes) -> None:
        self.stick, self.file, self.code, self.pdf = stick, file, code, pdf


@pytest.fixture
def left(tmp_path: Path, today: date) -> Left:
    made = create_store(tmp_path / "alt", PASSPHRASE, an_office(), now=lambda: moment(), parameters=FAST)
    desk = desk_of(made.vault, lambda: today, lambda: moment())
    stick, pdf = tmp_path / "stick", a_pdf()
    stick.mkdir()
    case = take_in(desk, an_intake()).value
    attach_scan(desk, case.case_id, NewScan(ScanKind.OTHER, "Blatt"), ScanContent(PDF, pdf))
    file = back_up(desk, stick).value.file
    made.vault.close()
    shutil.rmtree(tmp_path / "alt")
    return Left(stick, file, made.emergency_code, pdf)


@pytest.fixture
def program(run_program: RunProgram) -> Program:
    program = run_program(None)
    program.start()
    return program


@pytest.mark.parametrize("by_code", [False, True], ids=["passphrase", "emergency sheet"])
def test_story_20_from_end_to_end_on_an_empty_machine(
    qtbot: QtBot, program: Program, left: Left, by_code: bool
) -> None:
    qtbot.waitUntil(lambda: isinstance(cover(program.window), FirstStart))
    click(cover(program.window), "Ich habe schon eine Sicherung und möchte sie wiederherstellen")
    assert isinstance(cover(program.window), OtherCard)
    cover(program.window).take_backup(left.file)
    lines(cover(program.window))[0].setText(left.code if by_code else PASSPHRASE)
    qtbot.keyClick(lines(cover(program.window))[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(cover(program.window), PreviewCard), timeout=20_000)
    told = said(cover(program.window))
    assert "Sicherung vom 20.11.2026" in told
    assert "1 Person, 0 Gespräche" in told
    assert "1 Scan liegt vollständig dabei." in told
    assert "heutige Tresor" not in told
    click(cover(program.window), "Wiederherstellen")
    qtbot.waitUntil(lambda: isinstance(cover(program.window), UnlockCard), timeout=20_000)
    assert "Wiederhergestellt: 1 Fall" in said(cover(program.window))
    if by_code:
        click(cover(program.window), "Passphrase vergessen? Mit dem Notfallblatt öffnen")
        QApplication.clipboard().setText(left.code)
        cover(program.window).code.groups[0].paste()
        qtbot.keyClick(cover(program.window).code.groups[-1], Qt.Key.Key_Return)
    else:
        lines(cover(program.window))[0].setText(PASSPHRASE)
        qtbot.keyClick(lines(cover(program.window))[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=20_000)
    hands = Hands(qtbot, program)
    hands.settle()
    assert hands.asked(upkeep_view).aside == ()
    page = hands.asked(case_page, CaseFilter())
    (row,) = page.rows
    (scan,) = hands.asked(_scans, row.case_id)
    assert hands.asked(show_scan, row.case_id, scan).content == left.pdf
    assert hands.asked(verify_store).sound


def test_a_wrong_passphrase_shows_nothing_of_the_backup(qtbot: QtBot, program: Program, left: Left) -> None:
    qtbot.waitUntil(lambda: isinstance(cover(program.window), FirstStart))
    click(cover(program.window), "Ich habe schon eine Sicherung und möchte sie wiederherstellen")
    asked = cover(program.window)
    assert "Eine Sicherung wiederherstellen" in [each.text() for each in asked.findChildren(PageTitle)]
    cover(program.window).take_backup(left.file)
    lines(cover(program.window))[0].setText("falsch")
    click(cover(program.window), "Ansehen")
    qtbot.waitUntil(
        lambda: "öffnet die Sicherung nicht" in lines(cover(program.window))[0].accessibleDescription(),
        timeout=20_000,
    )
    assert isinstance(cover(program.window), OtherCard)
    click(cover(program.window), "Zurück")
    assert isinstance(cover(program.window), FirstStart)


def _scans(desk: Any, case_id: int) -> list[int]:
    from sqlalchemy import select

    from intman_desktop.models import tables as t

    with desk.vault.reading() as connection:
        return list(connection.scalars(select(t.scans.c.id).where(t.scans.c.case_id == case_id)))
