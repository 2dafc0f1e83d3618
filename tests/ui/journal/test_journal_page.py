"""The whole journal in the real window: filtered, opened from, given out (L6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.ui.journal.page import JournalPage
from intman_desktop.values.journal_views import ActKind
from tests.builders import a_case, a_case_file, a_client
from tests.ui.hands import Hands
from tests.ui.pages import NotePage
from tests.ui.speaking import silent_controls

OpenProgram = Callable[..., Program]


@pytest.fixture
def program(open_program: OpenProgram, qtbot: QtBot) -> Program:
    """Return the window after two cases were read and one of them erased."""
    files = [
        a_case_file(case=a_case(number=f"T-{name}"), client=a_client(family_name=name)) for name in ("A", "B")
    ]
    program = open_program(files)
    hands = Hands(qtbot, program)
    for case_id in (1, 2):
        hands.asked(open_case, case_id)
    program.frame.do(erase_case, 2, "relocation")
    hands.settle()
    return program


def opened(program: Program, qtbot: QtBot, **where: object) -> JournalPage:
    program.window.register_page("case", NotePage)
    page = program.window.open_page("journal", **where)
    assert isinstance(page, JournalPage)
    Hands(qtbot, program).settle()
    return page


def cells(page: JournalPage) -> list[tuple[str, str]]:
    rows = page.table.rows
    return [(rows.shown(row, 1), rows.shown(row, 2)) for row in range(rows.rowCount())]


def texts(page: JournalPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_l6_every_entry_tells_what_and_whose(program: Program, qtbot: QtBot) -> None:
    page = opened(program, qtbot)
    assert ("Akte geöffnet", "T-A") in cells(page)
    assert ("Akte geöffnet", "gelöschte Akte") in cells(page)
    assert ("Akte gelöscht", "gelöschte Akte") in cells(page)
    assert f"{len(cells(page))} Einträge. Das Protokoll beginnt am" in texts(page)
    assert silent_controls(page) == []


def test_l6_filters_narrow_and_let_go_again(program: Program, qtbot: QtBot) -> None:
    page, hands = opened(program, qtbot), Hands(qtbot, program)
    every = len(cells(page))
    page.filters.kinds.button(ActKind.READ).click()
    hands.settle()
    assert [what for what, _whose in cells(page)] == ["Akte geöffnet"] * 2
    assert f"2 Einträge von {every}." in texts(page)
    page.filters.access.set_code("emergency")
    page.filters.until.set_value(date(2026, 11, 20))
    hands.settle()
    assert cells(page) == []
    assert "In dieser Auswahl steht nichts." in texts(page)
    page.filters.show_only("")
    hands.settle()
    assert len(cells(page)) == every
    page.filters.since.set_value(date(2026, 11, 21))
    hands.settle()
    assert cells(page) == []


def test_l6_one_case_by_its_number_and_an_erased_one_by_none(program: Program, qtbot: QtBot) -> None:
    page, hands = opened(program, qtbot, number="T-A"), Hands(qtbot, program)
    assert {whose for _what, whose in cells(page)} == {"T-A"}
    page.filters.number.setText("T-B")
    hands.settle()
    assert page.table.isHidden()
    assert "Eine gelöschte Akte hat keine Nummer mehr." in texts(page)


def test_l6_an_entry_opens_its_case_and_one_without_a_case_nothing(program: Program, qtbot: QtBot) -> None:
    page = opened(program, qtbot, number="T-A")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert program.window.where("case") == {"case_id": 1, "tab": "journal"}
    page = opened(program, qtbot)
    page.filters.kinds.choose(ActKind.STORE)
    page.refresh()
    Hands(qtbot, program).settle()
    page.table.opened.emit(page.table.rows.row(0))
    assert program.window.where("case") == {"case_id": 1, "tab": "journal"}


def test_p10_what_is_shown_goes_out_as_a_workbook_without_names(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    page, hands = opened(program, qtbot), Hands(qtbot, program)
    dialog = page.ask_file()
    assert dialog.selectedFiles()[0].endswith("Protokoll-2026-11-20.xlsx")
    dialog.close()
    page.filters.kinds.choose(ActKind.READ)
    page.filters.since.set_value(date(2026, 11, 1))
    page.filters.until.set_value(date(2026, 11, 30))
    page.filters.access.set_code("owner")
    page.filters.number.setText("T-A")
    hands.settle()
    page.save_xlsx(tmp_path / "p.xlsx")
    hands.settle()
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "p.xlsx").worksheets[0]]
    assert rows[0][0] == "Protokoll"
    assert "gelesen · von 01.11.2026 · bis 30.11.2026 · Passphrase · T-A" in str(rows[1][0])
    assert rows[-1][2:] == ["gelesen", "Akte geöffnet", "T-A", "Passphrase"]
    assert "Samira" not in str(rows)
    page.filters.show_only("")
    hands.settle()
    assert ("Protokoll ausgegeben", "") in cells(page)
