"""The code of the emergency sheet, typed by a person: grouped, checked, a typo pointed to its group."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intman_desktop.ui.style import Style
from intman_desktop.ui.unlock.code_field import CodeField, fault_sentences
from intman_desktop.vault.emergency_code import ALPHABET, Fault, new_code

CODE = "AAZESTD-KHNTNZR-APHCMWF-PETXYCF-NSDFETT-SEZHPMT"
GROUPS = CODE.split("-")


@pytest.fixture
def code(qtbot: QtBot, look: Style) -> CodeField:
    field = CodeField()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.setFocus()
    return field


def type_in(qtbot: QtBot, field: CodeField, text: str) -> None:
    for letter in text:
        qtbot.keyClicks(field.window().focusWidget(), letter)


def typed(field: CodeField) -> list[str]:
    return [group.text() for group in field.groups]


def at(field: CodeField) -> int:
    return next(group.number for group in field.groups if group.hasFocus())


def paste(text: str, field: CodeField, group: int = 1) -> None:
    QApplication.clipboard().setText(text)
    field.groups[group - 1].setFocus()
    field.groups[group - 1].paste()


def other_letter(letter: str) -> str:
    return ALPHABET[(ALPHABET.index(letter) + 1) % len(ALPHABET)]


@pytest.mark.parametrize(
    "text", ["".join(GROUPS), "".join(GROUPS).lower(), CODE, CODE.lower().replace("-", " ")]
)
def test_letters_alone_and_with_what_parts_them_fill_the_groups(
    qtbot: QtBot, code: CodeField, text: str
) -> None:
    type_in(qtbot, code, text)
    assert code.value() == CODE
    assert code.faults() == ""
    assert code.check()


@pytest.mark.parametrize(
    "text", [CODE, CODE.lower(), CODE.replace("-", ""), f"  {CODE}\n", CODE.replace("-", " \u2013 ")]
)
def test_a_pasted_code_fills_all_groups_wherever_the_cursor_is(code: CodeField, text: str) -> None:
    for group in (1, 3):
        code.clear()
        paste(text, code, group)
        assert code.value() == CODE
    assert at(code) == 6


def test_a_code_pasted_over_another_one_takes_its_place(code: CodeField) -> None:
    paste(new_code(), code)
    paste(CODE, code)
    assert code.value() == CODE


def test_two_pasted_groups_go_where_the_cursor_is(code: CodeField) -> None:
    paste(f"{GROUPS[2]} {GROUPS[3]}", code, 3)
    assert typed(code) == ["", "", GROUPS[2], GROUPS[3], "", ""]
    assert at(code) == 5
    paste(f"{GROUPS[4]}{GROUPS[5]}{GROUPS[0]}", code, 6)
    assert code.groups[5].text() == GROUPS[4], "what has no place is left out"


def test_a_typo_is_pointed_to_its_group_while_typing(qtbot: QtBot, code: CodeField) -> None:
    wrong = GROUPS[2][:-1] + other_letter(GROUPS[2][-1])
    type_in(qtbot, code, GROUPS[0] + GROUPS[1] + wrong[:-1])
    assert code.faults() == ""
    type_in(qtbot, code, wrong[-1] + GROUPS[3])
    assert code.faults() == "In Gruppe 3 stimmt ein Buchstabe nicht."
    assert [group.property("faulty") for group in code.groups] == ["false"] * 2 + ["true"] + ["false"] * 3
    assert code.groups[2].accessibleDescription() == code.faults()
    type_in(qtbot, code, GROUPS[4] + GROUPS[5])
    assert not code.check()
    assert at(code) == 3
    type_in(qtbot, code, GROUPS[2])
    assert code.check()
    assert code.value() == CODE


def test_a_letter_that_is_on_no_sheet_is_told_at_once(qtbot: QtBot, code: CodeField) -> None:
    type_in(qtbot, code, "AO")
    assert code.faults() == "In Gruppe 1 steht ein Zeichen, das auf keinem Notfallblatt vorkommt."
    qtbot.keyClick(code.groups[0], Qt.Key.Key_Backspace)
    assert code.faults() == ""


def test_a_group_that_is_left_too_short_is_told_and_the_others_keep_their_place(
    qtbot: QtBot, code: CodeField
) -> None:
    type_in(qtbot, code, GROUPS[0][:5] + "-" + GROUPS[1])
    assert typed(code)[:2] == [GROUPS[0][:5], GROUPS[1]]
    assert code.faults() == "In Gruppe 1 fehlen Buchstaben; es sind immer sieben."
    type_in(qtbot, code, "- ")
    assert at(code) == 3, "a hyphen in an empty group leads nowhere"


def test_keys_lead_from_group_to_group(qtbot: QtBot, code: CodeField) -> None:
    type_in(qtbot, code, GROUPS[0] + GROUPS[1][:1])
    assert at(code) == 2
    for _time in range(2):
        qtbot.keyClick(code.window().focusWidget(), Qt.Key.Key_Backspace)
    assert at(code) == 1
    assert typed(code)[:2] == [GROUPS[0], ""]
    qtbot.keyClick(code.groups[0], Qt.Key.Key_Right)
    assert at(code) == 2
    qtbot.keyClick(code.groups[1], Qt.Key.Key_Left)
    assert at(code) == 1
    code.groups[0].setCursorPosition(0)
    qtbot.keyClick(code.groups[0], Qt.Key.Key_Left)
    assert at(code) == 1
    code.groups[5].setFocus()
    qtbot.keyClick(code.groups[5], Qt.Key.Key_Right)
    assert at(code) == 6
    with qtbot.waitSignal(code.entered):
        qtbot.keyClick(code.groups[5], Qt.Key.Key_Return)


def test_one_letter_too_many_goes_on_or_is_left_out(qtbot: QtBot, code: CodeField) -> None:
    type_in(qtbot, code, GROUPS[0])
    code.groups[0].setFocus()
    code.groups[0].setCursorPosition(7)
    type_in(qtbot, code, GROUPS[1][0])
    assert typed(code)[:2] == [GROUPS[0], GROUPS[1][0]]
    assert at(code) == 2
    code.groups[0].setFocus()
    code.groups[0].setCursorPosition(2)
    type_in(qtbot, code, "A")
    assert typed(code)[:2] == [GROUPS[0], GROUPS[1][0]], "a full group takes no more"
    assert code.groups[0].cursorPosition() == 2


def test_an_empty_code_is_no_code(code: CodeField) -> None:
    assert code.value() == ""
    assert not code.check()
    assert code.faults().count("\n") == 5


def test_there_is_a_sentence_for_every_fault() -> None:
    assert set(fault_sentences()) == {fault.value for fault in Fault}
