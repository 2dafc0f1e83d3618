"""People of the same name are told apart in every list by their case number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.deadlines.page import DeadlinesPage
from intman_desktop.ui.key_figures.page import KeyFiguresPage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.privacy.page import PrivacyPage
from intman_desktop.ui.style import Style
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState
from tests.builders import a_case, a_case_file, a_client, a_goal, a_signed_plan, a_talk
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands

FIRST, SECOND, THIRD = "IM-2024-0080", "IM-2025-0031", "IM-2025-0044"


def a_reviewed_case(number: str, family: str, given: str, review: date = date(2026, 11, 12)) -> CaseFile:
    """Return a case with a review that is overdue, or comes on another day."""
    return a_case_file(
        case=a_case(number=number),
        client=a_client(family_name=family, given_name=given),
        plan=a_signed_plan(goals=(a_goal(next_review=review),)),
    )


@pytest.fixture
def office(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., Hands]:
    """Return ``office(*files)``: the window over a store of these cases, each with a recent talk."""

    def opened(*files: CaseFile) -> Hands:
        talks = [a_talk(file.case.key, on=date(2026, 11, 2)) for file in files]
        return Hands(qtbot, open_program(files, talks))

    return opened


def two_of_one_name() -> tuple[CaseFile, ...]:
    """Return two people of the same name and one of another."""
    return (
        a_reviewed_case(FIRST, "Musteri", "Mohammed"),
        a_reviewed_case(SECOND, "Musteri", "Mohammed"),
        a_reviewed_case(THIRD, "Beispiel", "Samira"),
    )


def numbers(root: QWidget) -> list[str]:
    """Return the case numbers that are to be read in ``root``, each by itself, once."""
    texts = [each.text() for each in root.findChildren(QLabel) if each.isVisibleTo(root)]
    return sorted({each for each in texts if each.startswith("IM-")})


def heard(table: PagedTable, column: int) -> list[str]:
    """Return what a screen reader says of each row's cell in ``column``."""
    rows, spoken = table.rows, Qt.ItemDataRole.AccessibleTextRole
    return [str(rows.data(rows.index(line, column), spoken)) for line in range(rows.rowCount())]


def test_f8_no_number_tells_a_person_while_names_are_hidden() -> None:
    curtain = Curtain()
    assert curtain.number(FIRST, has_namesake=True) == FIRST
    assert curtain.number(FIRST, has_namesake=False) == "", "the name says enough"
    curtain.draw(True)
    assert curtain.number(FIRST, has_namesake=True) == ""


def one_of_whose_name_another_stands_elsewhere() -> tuple[CaseFile, ...]:
    """Return two people of the same name, of whom but the first has something due."""
    later = a_reviewed_case(SECOND, "Musteri", "Mohammed", date(2027, 8, 1))
    return (a_reviewed_case(FIRST, "Musteri", "Mohammed"), later)


def test_a_row_carries_its_number_though_the_namesake_stands_in_another_list(
    office: Callable[..., Hands],
) -> None:
    """Who has learned that a name without a number is the only one would open the wrong file."""
    hands = office(*one_of_whose_name_another_stands_elsewhere())
    assert numbers(hands.open(OverviewPage, "overview").due) == [FIRST]
    page = hands.open(DeadlinesPage, "deadlines")
    assert heard(page.table, 2) == [f"Musteri, Mohammed, {FIRST}"]
    page.table.setCurrentIndex(page.table.rows.index(0, 0))
    assert page.bar._words.text().startswith(f"Musteri, Mohammed · {FIRST}: ")


def test_the_overview_tells_people_of_the_same_name_apart(office: Callable[..., Hands]) -> None:
    hands = office(*two_of_one_name())
    page = hands.open(OverviewPage, "overview")
    assert numbers(page.due) == [FIRST, SECOND]
    spoken = [each.accessibleDescription() for each in page.due.findChildren(QPushButton)]
    assert [each for each in spoken if each.startswith(f"Musteri, Mohammed, {FIRST}: ")]
    hands.program.frame.curtain.draw(True)
    hands.settle()
    assert numbers(page.due) == []


def test_the_deadlines_tell_people_of_the_same_name_apart(office: Callable[..., Hands]) -> None:
    hands = office(*two_of_one_name())
    page = hands.open(DeadlinesPage, "deadlines")
    both = [f"Musteri, Mohammed, {FIRST}", f"Musteri, Mohammed, {SECOND}"]
    assert heard(page.table, 2) == ["Beispiel, Samira", *both]
    page.table.setCurrentIndex(page.table.rows.index(1, 0))
    assert page.bar._words.text().startswith(f"Musteri, Mohammed · {FIRST}: ")
    hands.program.frame.curtain.draw(True)
    hands.settle()
    assert heard(page.table, 2) == ["• • •"] * 3
    assert page.bar._words.text().startswith("• • •: ")


def test_k6_what_stands_out_before_the_sheet_is_handed_in_tells_people_of_the_same_name_apart(
    office: Callable[..., Hands],
) -> None:
    both = [
        a_case_file(
            case=a_case(number=number),
            client=a_client(family_name="Musteri", given_name="Mohammed"),
            plan=None,
        )
        for number in (FIRST, SECOND)
    ]
    hands = office(*both)
    page = hands.open(KeyFiguresPage, "key_figures", year=2026)
    assert numbers(page._questions) == [FIRST, SECOND]
    hands.program.frame.curtain.draw(True)
    hands.settle()
    assert numbers(page._questions) == []


def test_l2_whoever_marks_a_case_for_its_erasure_sees_whose_it_is(office: Callable[..., Hands]) -> None:
    """Marking the file of the wrong person is the dearest mistake."""
    ended = {"state": CaseState.ENDED, "ended_on": date(2026, 11, 3), "ending_reason": "goals_reached"}
    both = [
        a_case_file(
            case=a_case(number=number, **ended), client=a_client(family_name="Musteri", given_name="Mohammed")
        )
        for number in (FIRST, SECOND)
    ]
    hands = office(*both)
    page = hands.open(PrivacyPage, "privacy")
    assert numbers(page.due) == [FIRST, SECOND]


def test_what_stands_after_the_text_of_a_cell_is_never_cut(qtbot: QtBot, look: Style) -> None:
    """However long the name is, the number after it is drawn."""

    def drawn(aside: str) -> QWidget:
        columns = (
            Column("Person", lambda _row: "Musterlang-" * 20, letters=31, aside=lambda _row: aside),
            Column("Was", lambda _row: "", least=10),
        )
        table = PagedTable("Fristen", columns, lambda _offset, _limit, deliver: deliver(1, ["x"]))
        qtbot.addWidget(table)
        table.resize(500, 120)
        table.reload()
        table.show()
        return table

    with_number, without = (drawn(aside).grab().toImage() for aside in (FIRST, ""))
    other = drawn(SECOND).grab().toImage()
    assert with_number != without
    assert with_number != other, "the end of the number is seen"
