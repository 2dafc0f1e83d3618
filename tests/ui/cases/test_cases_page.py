"""The list of cases in the real window, over a real store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.ui import keys
from intman_desktop.ui.cases.columns import (
    clock_share,
    clock_state,
    clock_words,
    plan_state,
    plan_words,
    review_state,
)
from intman_desktop.ui.cases.columns_dialog import ColumnsDialog
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.parts.state import State
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState
from intman_desktop.values.views import CaseColumn, CaseRow
from tests.builders import a_case, a_case_file, a_client
from tests.ui.pages import NotePage

OpenProgram = Callable[..., Program]
TODAY = date(2026, 11, 20)


def named(family: str, **details: object) -> CaseFile:
    return a_case_file(client=a_client(family_name=family, given_name="Sam", phone=""), **details)


def listed(qtbot: QtBot, program: Program, **where: object) -> CasesPage:
    page = program.window.open_page("cases", **where)
    assert isinstance(page, CasesPage)
    qtbot.waitUntil(program.workers.idle)
    return page


def names(page: CasesPage) -> list[str]:
    rows = page.table.rows
    return [str(rows.data(rows.index(line, 0))) for line in range(rows.rowCount())]


def chip(page: CasesPage, word: str) -> QPushButton:
    return next(each for each in page.chips.findChildren(QPushButton) if each.text().startswith(word))


def three() -> list[CaseFile]:
    return [
        named("Beispiel"),
        named("Alrashid"),
        named("Probe", case=a_case(state=CaseState.ENDED, ended_on=TODAY, ending_reason="moved"), plan=None),
    ]


def test_active_cases_by_name_then_all_by_a_chip(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program(three())
    page = listed(qtbot, program)
    assert names(page) == ["Alrashid, Sam", "Beispiel, Sam"]
    assert chip(page, "Alle").text() == "Alle  3"
    qtbot.mouseClick(chip(page, "Beendet"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(page) == ["Probe, Sam"])
    qtbot.mouseClick(chip(page, "Alle"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(page)) == 3)


def asides(page: CasesPage) -> list[str]:
    rows = page.table.rows
    return [rows.aside(line, 0) for line in range(rows.rowCount())]


def test_people_of_one_name_have_their_number_beside_it(qtbot: QtBot, open_program: OpenProgram) -> None:
    one, other = (named("Beispiel", case=a_case(number=number)) for number in ("IM-1", "IM-3"))
    page = listed(qtbot, open_program([one, named("Alrashid"), other]))
    assert asides(page) == ["", "IM-1", "IM-3"]
    spoken = page.table.rows.data(page.table.rows.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Beispiel, Sam, IM-1"


def test_a_namesake_that_the_list_does_not_show_counts(qtbot: QtBot, open_program: OpenProgram) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=TODAY, ending_reason="moved")
    shown = named("Beispiel", case=a_case(number="IM-1"))
    page = listed(qtbot, open_program([shown, named("Beispiel", case=ended, plan=None)]))
    assert asides(page) == ["IM-1"]


def test_no_number_stands_beside_a_name_twice_or_while_names_are_hidden(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = open_program([named("Beispiel"), named("Beispiel")])
    page = listed(qtbot, program)
    program.frame.curtain.draw(True)
    assert asides(page) == ["", ""]
    program.frame.curtain.draw(False)
    page.which_columns.click()
    (dialog,) = page.findChildren(ColumnsDialog)
    dialog.columns_chosen.emit((CaseColumn.NAME, CaseColumn.NUMBER))
    assert asides(page) == ["", ""]


def test_typing_narrows_and_enter_opens(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program(three())
    program.window.register_page("case", NotePage)
    page = listed(qtbot, program)
    program.window.activateWindow()
    assert page.first_field() is page.table
    page.table.setFocus()
    qtbot.keyClicks(page.table, "b")
    qtbot.keyClicks(page.narrow, "eisp")
    assert page.narrow.text() == "beisp"
    qtbot.waitUntil(lambda: names(page) == ["Beispiel, Sam"])
    qtbot.keyClick(page.narrow, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert program.window.page_name() == "case"
    assert program.window.where("case") == {"case_id": 1}


def test_keys_of_the_list_wait_until_it_is_the_list_of_what_was_typed(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """Letters, Enter, Enter at once opened the first file of the list before (story 10)."""
    program = open_program([named("Alrashid"), named("Winter")])
    program.window.register_page("case", NotePage)
    page = listed(qtbot, program)
    program.window.activateWindow()
    page.narrow.setFocus()
    qtbot.keyClicks(page.narrow, "winter")
    for _time in range(2):
        qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Return)
    assert program.window.page() is page
    qtbot.waitUntil(page.table.hasFocus)
    assert names(page) == ["Winter, Sam"]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.window.page(), NotePage))
    assert program.window.where("case") == {"case_id": 2}


def test_what_finds_nothing_says_how_to_find_more(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program(three())
    page = listed(qtbot, program)
    qtbot.keyClicks(page.narrow, "xyzq")
    again = next(each for each in page.findChildren(QPushButton) if each.text() == "Alle Fälle zeigen")
    qtbot.waitUntil(again.isVisible)
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    assert page.narrow.text() == ""


def test_an_empty_store_says_how_to_begin(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = listed(qtbot, open_program())
    sentence = f"Noch keine Fälle. Nehmen Sie eine Person auf ({keys.native(keys.NEW_PERSON)})"
    shown = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert any(each.startswith(sentence) for each in shown)
    assert not page.table.isVisible()


def test_l2_a_store_with_held_cases_alone_says_where_they_are(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    held = [a_case_file(case=a_case(hold_since=date(2026, 11, 2), hold_reason="Klage")) for _ in range(2)]
    page = listed(qtbot, program := open_program(held))
    shown = " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())
    assert "Hier steht kein Fall: 2 Akten sind verborgen, weil sie eine Löschsperre haben." in shown
    assert "Noch keine Fälle" not in shown
    way = next(each for each in page.findChildren(QPushButton) if each.text() == "Zum Datenschutz")
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    assert program.window.page_name() == "privacy"


def test_a_click_on_a_head_sorts_in_the_store(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program(three())
    page = listed(qtbot, program, chip="all")
    head = page.table.horizontalHeader()
    place = QPoint(head.sectionPosition(0) + 5, 5)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: names(page) == ["Probe, Sam", "Beispiel, Sam", "Alrashid, Sam"])
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: names(page) == ["Alrashid, Sam", "Beispiel, Sam", "Probe, Sam"])


def test_one_key_hides_every_name(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = listed(qtbot, program := open_program(three()))
    qtbot.keyClick(program.window, Qt.Key.Key_F8)
    assert names(page) == ["• • •", "• • •"]


def test_the_menu_of_a_line_offers_what_the_case_has(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program(three())
    program.window.register_page("case", NotePage)
    page = listed(qtbot, program)
    page.table.customContextMenuRequested.emit(page.table.visualRect(page.table.rows.index(0, 0)).center())
    menu = page.findChildren(QMenu)[-1]
    words = {each.text(): each for each in menu.actions()}
    assert {"Akte öffnen", "Gespräch notieren", "Plan und Ziele", "Fall beenden …"} <= set(words)
    words["Plan und Ziele"].trigger()
    menu.close()
    assert program.window.where("case") == {"case_id": 2, "tab": "plan"}


def test_every_control_has_a_spoken_name(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = listed(qtbot, open_program(three()))
    controls = [
        each
        for each in page.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    ]
    assert len(controls) >= 9
    assert [each for each in controls if not each.accessibleName()] == []


ROW = CaseRow(
    1,
    "0" * 32,
    "IM-2026-0001",
    "Muster, Sam",
    "ar",
    CaseState.ACTIVE,
    period_start=date(2024, 11, 20),
    last_day=date(2027, 11, 20),
    days_left=365,
    has_open_plan=True,
    complete_blocks=6,
)


@pytest.mark.parametrize(
    ("details", "words", "state"),
    [
        ({}, "noch 365 Tage", None),
        ({"days_left": 1083}, "noch 1\u202f083 Tage", None),
        ({"days_left": 90}, "noch 90 Tage", State.DUE),
        ({"days_left": 1}, "noch 1 Tag", State.DUE),
        ({"days_left": 0}, "heute letzter Tag", State.DUE),
        ({"days_left": -1}, "seit 1 Tag vorbei", State.OVERDUE),
        ({"days_left": -12}, "seit 12 Tagen vorbei", State.OVERDUE),
        ({"days_left": None}, "noch nicht begonnen", None),
        ({"state": CaseState.DORMANT}, "ruht, noch 365 Tage", State.RESTING),
        ({"state": CaseState.DORMANT, "days_left": -3}, "ruht, seit 3 Tagen vorbei", State.OVERDUE),
        ({"state": CaseState.ENDED}, "beendet", None),
    ],
)
def test_c9_the_clock_in_a_few_words(details: dict[str, object], words: str, state: State | None) -> None:
    row = ROW._replace(**details)  # type: ignore[arg-type]
    assert (clock_words(row), clock_state(row)) == (words, state)


@pytest.mark.parametrize(
    ("details", "share"),
    [
        ({}, 730 / 1095),
        ({"days_left": 1095}, 0.0),
        ({"days_left": 0}, 1.0),
        ({"days_left": -5}, 1.0),
        ({"days_left": None, "last_day": None, "period_start": None}, None),
        ({"state": CaseState.ENDED}, None),
    ],
)
def test_c9_the_bar_shows_what_has_passed(details: dict[str, object], share: float | None) -> None:
    found = clock_share(ROW._replace(**details))  # type: ignore[arg-type]
    assert found == (None if share is None else pytest.approx(share))


@pytest.mark.parametrize(
    ("details", "words", "state"),
    [
        ({}, "6/7", State.GOING),
        ({"complete_blocks": 7}, "7/7", State.DONE),
        ({"has_open_plan": False}, "fehlt", State.OPEN),
        ({"has_open_plan": False, "state": CaseState.ENDED}, "–", None),
    ],
)
def test_i8_the_light_of_the_plan(details: dict[str, object], words: str, state: State | None) -> None:
    row = ROW._replace(**details)  # type: ignore[arg-type]
    assert (plan_words(row), plan_state(row)) == (words, state)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 11, 19), State.OVERDUE),
        (TODAY, State.DUE),
        (date(2026, 11, 21), None),
        (None, None),
    ],
)
def test_z2_a_review_that_is_due_has_a_sign(on: date | None, state: State | None) -> None:
    assert review_state(ROW._replace(next_review=on), TODAY) is state
