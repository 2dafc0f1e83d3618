"""Story 20: the laptop is dead. A new one, the stick, the passphrase: all is there, checked by counts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan, show_scan
from intman_desktop.services.keeping.backups import back_up, verify_store
from intman_desktop.services.keeping.stores import create_store, desk_of
from intman_desktop.services.keeping.upkeep import upkeep_view
from intman_desktop.ui.parts.labels import PageTitle
from intman_desktop.ui.style import Style
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
from tests.ui.hands import Hands, running


class Left:
    """What is left of the dead laptop: the stick, and what the person knows."""

    def __init__(self, stick: Path, file: Path, code: str, pdf: bytes) -> None:
        self.stick, self.file, self.code, self.pdf = stick, file, code, pdf


@pytest.fixture
def left(tmp_path: Path, today: date) -> Left:
    made = create_store(
        tmp_path / "alt", PASSPHRASE, an_office(), today=lambda: today, now=lambda: moment(), parameters=FAST
    )
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
def program(
    qtbot: QtBot,
    qapp: QApplication,
    look: Style,
    tmp_path: Path,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path / "neu"))
    with running(qapp, None, today) as program:
        program.start()
        yield program


def cover(program: Program) -> Any:
    central: Any = program.window.centralWidget()
    return central.currentWidget()


def click(widget: QWidget, words: str) -> None:
    button = next(
        each
        for each in widget.findChildren(QAbstractButton)
        if words in each.text().replace("&", "") and each.isVisible()
    )
    button.click()


def words(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def line(widget: QWidget) -> QLineEdit:
    return next(each for each in widget.findChildren(QLineEdit) if each.isVisible())


@pytest.mark.parametrize("by_code", [False, True], ids=["passphrase", "emergency sheet"])
def test_story_20_from_end_to_end_on_an_empty_machine(
    qtbot: QtBot, program: Program, left: Left, by_code: bool
) -> None:
    qtbot.waitUntil(lambda: isinstance(cover(program), FirstStart))
    click(cover(program), "schon eine Sicherung")
    assert isinstance(cover(program), OtherCard)
    cover(program).take_backup(left.file)
    line(cover(program)).setText(left.code if by_code else PASSPHRASE)
    qtbot.keyClick(line(cover(program)), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(cover(program), PreviewCard), timeout=20_000)
    told = words(cover(program))
    assert "Sicherung vom 20.11.2026" in told
    assert "1 Person, 0 Gespräche" in told
    assert "1 Scan liegt vollständig dabei." in told
    assert "heutige Tresor" not in told
    click(cover(program), "Wiederherstellen")
    qtbot.waitUntil(lambda: isinstance(cover(program), UnlockCard), timeout=20_000)
    assert "Wiederhergestellt: 1 Fall" in words(cover(program))
    if by_code:
        click(cover(program), "Notfallblatt")
        QApplication.clipboard().setText(left.code)
        cover(program).code.groups[0].paste()
        qtbot.keyClick(cover(program).code.groups[-1], Qt.Key.Key_Return)
    else:
        line(cover(program)).setText(PASSPHRASE)
        qtbot.keyClick(line(cover(program)), Qt.Key.Key_Return)
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
    qtbot.waitUntil(lambda: isinstance(cover(program), FirstStart))
    click(cover(program), "schon eine Sicherung")
    asked = cover(program)
    assert "Eine Sicherung wiederherstellen" in [each.text() for each in asked.findChildren(PageTitle)]
    cover(program).take_backup(left.file)
    line(cover(program)).setText("falsch")
    click(cover(program), "Ansehen")
    qtbot.waitUntil(
        lambda: "öffnet die Sicherung nicht" in line(cover(program)).accessibleDescription(), timeout=20_000
    )
    assert isinstance(cover(program), OtherCard)
    click(cover(program), "Zurück")
    assert isinstance(cover(program), FirstStart)


def _scans(desk: Any, case_id: int) -> list[int]:
    from sqlalchemy import select

    from intman_desktop.models import tables as t

    with desk.vault.reading() as connection:
        return list(connection.scalars(select(t.scans.c.id).where(t.scans.c.case_id == case_id)))
