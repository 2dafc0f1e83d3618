"""Several cases at once, columns and combined filters, by keyboard through the real window (story 22)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.ui.cases.acts import EndAct, LetterAct, ReviewAct
from intman_desktop.ui.cases.acts_bar import END, LETTER
from intman_desktop.ui.cases.columns import FIRST, known_columns, state_words
from intman_desktop.ui.cases.columns_dialog import ColumnsDialog
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.doubles.page import DoublesPage
from intman_desktop.ui.machine import load_machine
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState
from intman_desktop.values.views import CaseColumn
from tests.builders import a_case, a_case_file, a_client
from tests.ui.cases.test_cases_page import ROW
from tests.ui.hands import CTRL, Hands, only

OpenProgram = Callable[..., Any]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def named(family: str, **details: Any) -> CaseFile:
    return a_case_file(client=a_client(family_name=family, given_name="Sam", phone=""), **details)


@pytest.fixture
def at_the_list(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., tuple[Hands, CasesPage]]:
    def opened(*files: CaseFile) -> tuple[Hands, CasesPage]:
        hands = Hands(qtbot, open_program(files))
        page = hands.open(CasesPage, "cases")
        hands.wake()
        page.table.setFocus()
        return hands, page

    return opened


def four() -> list[CaseFile]:
    return [named("Alpha"), named("Beta", plan=None), named("Gamma"), named("Delta")]


def names(page: CasesPage) -> list[str]:
    rows = page.table.rows
    return [str(rows.data(rows.index(line, 0))) for line in range(rows.rowCount())]


def marked(page: CasesPage) -> list[str]:
    rows = page.table.rows
    role = Qt.ItemDataRole.CheckStateRole
    return [
        name
        for line, name in enumerate(names(page))
        if rows.data(rows.index(line, 0), role) is Qt.CheckState.Checked
    ]


def chip(page: CasesPage, word: str) -> QPushButton:
    return next(each for each in page.chips.findChildren(QPushButton) if each.text().startswith(word))


def test_marks_by_space_by_shift_and_all(at_the_list: Callable[..., Any]) -> None:
    hands, page = at_the_list(*four())
    assert not page.acts.isVisible()
    hands.press(Qt.Key.Key_Space)
    assert marked(page) == ["Alpha, Sam"]
    assert page.acts.isVisible()
    hands.press(Qt.Key.Key_Space)
    assert marked(page) == []
    hands.press(Qt.Key.Key_Down, SHIFT)
    hands.press(Qt.Key.Key_Down, SHIFT)
    assert marked(page) == ["Alpha, Sam", "Beta, Sam", "Delta, Sam"]
    hands.press(Qt.Key.Key_Up, SHIFT)
    assert marked(page) == ["Alpha, Sam", "Beta, Sam"]
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Escape)
    assert marked(page) == []
    hands.press(Qt.Key.Key_A, CTRL)
    hands.settle()
    assert len(page.table.marks()) == 4
    assert "4 Fälle markiert" in hands.words(page.acts)


def test_no_line_moves_when_the_first_is_marked(at_the_list: Callable[..., Any]) -> None:
    """Issue 3: one clicks the next box and no other; the acts stand below the list, their room kept."""
    hands, page = at_the_list(*four())
    place = (page.table.geometry(), page.table.mapTo(page, QPoint(0, 0)))
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert page.acts.isVisible()
    assert (page.table.geometry(), page.table.mapTo(page, QPoint(0, 0))) == place
    assert page.acts.y() > page.table.y()
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert (page.table.geometry(), page.table.mapTo(page, QPoint(0, 0))) == place


def test_what_marking_is_for_is_said_where_its_acts_will_stand(at_the_list: Callable[..., Any]) -> None:
    """The room is kept for them, and stood empty; where no case is shown there is nothing to be said."""
    hands, page = at_the_list(*four())
    words = "Die Leertaste oder das Kästchen markiert Fälle; hier steht dann, was mit allen zugleich geht."
    assert words in hands.words(page)
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert words not in hands.words(page)
    hands.press(Qt.Key.Key_Escape)
    hands.into(page.narrow, "Niemand")
    hands.settle()
    assert words not in hands.words(page)


def test_marks_by_the_mouse(at_the_list: Callable[..., Any]) -> None:
    hands, page = at_the_list(*four())
    table = page.table

    def press(line: int, x: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        middle = table.visualRect(table.rows.index(line, 0)).center().y()
        button = Qt.MouseButton.LeftButton
        hands.qtbot.mouseClick(table.viewport(), button, keys, QPoint(x, middle))
        hands.settle()

    press(0, 20)
    assert marked(page) == ["Alpha, Sam"]
    press(2, 250)
    assert marked(page) == ["Alpha, Sam"]
    press(3, 250, SHIFT)
    assert marked(page) == ["Alpha, Sam", "Delta, Sam", "Gamma, Sam"]


def test_a_review_for_all_marked_names_whom_it_was_not_possible_for(at_the_list: Callable[..., Any]) -> None:
    hands, page = at_the_list(*four())
    hands.press(Qt.Key.Key_A, CTRL)
    hands.settle()
    hands.click(page, "Überprüfung setzen …")
    assert isinstance(page.act, ReviewAct)
    assert page.act.act.text() == "Bei 4 Fällen setzen"
    assert hands.here() is page.act.on
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "Bitte geben Sie den Tag an." in hands.words(page.act)
    hands.type("+14")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert hands.notice() == "Nächste Überprüfung gesetzt"
    assert "Bei 1 Fall nicht möglich" in hands.words(page)
    assert "noch nicht begonnen" in hands.words(page)
    hands.click(page, "Schließen")
    assert marked(page) == ["Beta, Sam"]
    plan = hands.asked(open_case, 1).file.plan
    assert plan is not None and plan.goals[0].next_review == date(2026, 12, 4)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    plan = hands.asked(open_case, 1).file.plan
    assert plan is not None and plan.goals[0].next_review == date(2026, 12, 12)


def test_z2_a_review_without_its_day_leads_to_the_field_of_the_day(at_the_list: Callable[..., Any]) -> None:
    """In a low window the field with its sentence is scrolled away while the button stays in sight."""
    hands, page = at_the_list(*four())
    hands.press(Qt.Key.Key_A, CTRL)
    hands.settle()
    hands.click(page, "Überprüfung setzen …")
    for typed in ("", "bald"):
        hands.into(page.act.on, typed)
        page.act.act.setFocus()
        page.act.act.click()
        assert hands.here() is page.act.on
        assert not page.act.on.visibleRegion().isEmpty()


def test_l2_several_are_ended_and_come_back_in_one_step(at_the_list: Callable[..., Any]) -> None:
    hands, page = at_the_list(*four())
    hands.press(Qt.Key.Key_Down, SHIFT)
    hands.click(page, "Beenden …")
    assert isinstance(page.act, EndAct)
    assert page.act.act.text() == "2 Fälle beenden"
    page.act.run()
    assert "Bitte wählen Sie einen Grund." in hands.words(page.act)
    hands.into(page.act.reason, "Kontaktabbruch")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert hands.notice() == "Fälle beendet"
    assert names(page) == ["Delta, Sam", "Gamma, Sam"]
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert len(names(page)) == 4


def test_a_reason_that_is_being_typed_comes_back_as_it_stood(at_the_list: Callable[..., Any]) -> None:
    """The list of reasons comes later than what was typed."""
    hands, _page = at_the_list(*four())
    for typed in ("?abc", "contact_lost"):
        act = EndAct(hands.program.frame, (1,))
        act.put_back({"reason": typed, "on": "heute", "note": ""})
        assert act.typed()["reason"] == typed
        hands.settle()
        assert act.typed()["reason"] == typed
        assert bool(act.reason.fault()) == typed.startswith("?")


def test_letters_are_shown_from_memory_and_a_fault_keeps_the_text(at_the_list: Callable[..., Any]) -> None:
    hands, page = at_the_list(named("Alpha"), named("Muster\U0001f600"))
    hands.press(Qt.Key.Key_A, CTRL)
    hands.settle()
    hands.click(page, "Schreiben …")
    assert isinstance(page.act, LetterAct)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert "Bitte geben Sie einen Betreff ein." in hands.words(page.act.foot)
    page.act.subject.setText("Einladung")
    page.act.text.set_value("{Anrede},\n\nbitte kommen Sie.")
    page.act.run()
    hands.qtbot.waitUntil(lambda: only(page, PaperView).isVisible(), timeout=20_000)
    assert only(page, PaperView).pdf.file_name == "Schreiben.pdf"
    hands.press(Qt.Key.Key_Escape)
    hands.qtbot.waitUntil(lambda: only(page, PaperView).isHidden(), timeout=5_000)
    assert "kann nicht gedruckt werden" in hands.words(page)
    hands.click(page, "Schließen")
    assert page.table.isVisible()


def test_where_no_paper_can_be_made_the_reasons_stand_alone(at_the_list: Callable[..., Any]) -> None:
    hands, page = at_the_list(named("Beta", plan=None))
    hands.press(Qt.Key.Key_Space)
    hands.click(page, "Drucken …")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()
    assert "Bei 1 Fall nicht möglich" in hands.words(page)
    hands.click(page, "Schließen")
    hands.click(page, "Drucken …")
    page.act.paper.set_code("period_certificate")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.qtbot.waitUntil(lambda: only(page, PaperView).isVisible(), timeout=20_000)
    hands.press(Qt.Key.Key_Escape)
    hands.qtbot.waitUntil(lambda: only(page, PaperView).isHidden(), timeout=5_000)
    assert hands.here() is page.table
    hands.click(page, "Drucken …")
    hands.press(Qt.Key.Key_Escape)
    assert page.act is None
    assert hands.here() is page.table


def test_e2_printing_for_several_says_for_whom_there_is_german_alone(at_the_list: Callable[..., Any]) -> None:
    spoken = {"Alpha": "ar", "Beta": "fa", "Gamma": "ar", "Delta": "de", "Ohne": "uk"}
    files = [
        a_case_file(
            client=a_client(family_name=name, language=code), **({"consents": ()} if name == "Ohne" else {})
        )
        for name, code in spoken.items()
    ]
    hands, page = at_the_list(*files)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.click(page, "Drucken …")
    hands.settle()
    said = page.act.only_german
    words = "Für 3 Personen nur auf Deutsch – bitte mündlich erklären. Sprachen: Arabisch, Persisch (Farsi)."
    assert said.text() == words and said.isVisible()
    page.act.paper.set_code("period_certificate")
    page.act.paper.chosen.emit("period_certificate")
    hands.settle()
    assert said.isVisible()


def test_e2_who_understands_german_gets_no_such_line(at_the_list: Callable[..., Any]) -> None:
    hands, page = at_the_list(a_case_file(client=a_client(language="de")))
    hands.press(Qt.Key.Key_Space)
    hands.click(page, "Drucken …")
    hands.settle()
    assert not page.act.only_german.isVisible()


def test_a_state_and_a_property_are_combined(at_the_list: Callable[..., Any]) -> None:
    resting = named("Ruhig", case=a_case(state=CaseState.DORMANT), plan=None)
    hands, page = at_the_list(*four(), resting)
    hands.qtbot.mouseClick(chip(page, "Ohne Plan"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert names(page) == ["Beta, Sam"]
    assert chip(page, "Ruht").text() == "Ruht  1"
    hands.qtbot.mouseClick(chip(page, "Ruht"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert names(page) == ["Ruhig, Sam"]
    hands.qtbot.mouseClick(chip(page, "Alle"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert names(page) == ["Beta, Sam", "Ruhig, Sam"]


def test_the_list_is_narrowed_by_what_is_in_use(at_the_list: Callable[..., Any]) -> None:
    other = a_case_file(client=a_client(family_name="Ukrainer", language="uk"))
    hands, page = at_the_list(named("Alpha"), other)
    hands.click(page, "Weiter eingrenzen")
    hands.into(page.narrowing.fields["language"], "Ukrainisch")
    hands.settle()
    assert names(page) == ["Ukrainer, Samira"]
    hands.click(page, "Weiter eingrenzen")
    hands.settle()
    assert len(names(page)) == 2


def test_columns_are_chosen_moved_and_remembered(at_the_list: Callable[..., Any]) -> None:
    hands, page = at_the_list(named("Alpha"))
    hands.click(page, "Spalten …")
    (dialog,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, ColumnsDialog))
    titles = [dialog.list.item(line).text() for line in range(dialog.list.count())]
    assert "Name" not in titles
    at = titles.index("Fallnummer")
    dialog.list.setCurrentRow(at)
    hands.qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    for _step in range(at + 1):
        dialog.move_column(-1)
    line = dialog.list.visualItemRect(dialog.list.item(1))
    box = QPoint(line.left() + line.height() // 2, line.center().y())
    hands.qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert dialog.list.item(1).checkState() is Qt.CheckState.Unchecked
    hands.qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=line.center())
    assert dialog.list.item(1).checkState() is Qt.CheckState.Unchecked
    hands.click(dialog, "Übernehmen")
    shown = [column.title for column in page.table.rows.columns]
    assert shown[:3] == ["Name", "Fallnummer", "Beratungszeitraum"]
    assert load_machine().case_columns.startswith("name,number,last_day")
    page.table.horizontalHeader().sectionClicked.emit(1)
    hands.settle()
    assert load_machine().case_sort == "number"
    page.which_columns.click()
    asked = [each for each in page.findChildren(ColumnsDialog) if each.isVisible()][-1]
    asked.columns_chosen.emit((CaseColumn.NAME,))
    asked.close()
    assert len(page.table.rows.columns) == 1
    hands.program.window.drop_pages()
    again = hands.open(CasesPage, "cases")
    assert [column.title for column in again.table.rows.columns] == ["Name"]


def test_what_the_machine_keeps_may_be_old_or_broken() -> None:
    assert known_columns("") == FIRST
    assert known_columns("town,unknown,town,name") == (CaseColumn.NAME, CaseColumn.TOWN)
    assert state_words(ROW._replace(state=CaseState.DORMANT)) == "ruht"


def pairs_of(page: DoublesPage) -> tuple[object, ...]:
    return page.pairs


def test_doubles_are_decided_one_by_one(at_the_list: Callable[..., Any]) -> None:
    files = [
        a_case_file(client=a_client(family_name=family, given_name=given))
        for family, given in (("Alhassan", "Mohamed"), ("Al-Hassan", "Muhammad"), ("Al Hassan", "Mohammed"))
    ]
    hands, page = at_the_list(*files)
    hands.click(page, "Dubletten suchen")
    hands.settle()
    doubles = hands.program.window.page()
    assert isinstance(doubles, DoublesPage)
    assert [pair.fact.code for pair in doubles.pairs] == ["double_similar_name"] * 3
    assert "Die Namen klingen ähnlich, das Geburtsdatum stimmt überein." in hands.words(doubles)
    assert "Über 3 Paare ist zu entscheiden." in hands.words(doubles)
    assert "geboren 14.06.1991" in hands.words(doubles)
    hands.press(Qt.Key.Key_F8)
    hands.settle()
    assert "geboren" not in hands.words(doubles)
    hands.press(Qt.Key.Key_F8)
    hands.settle()
    hands.click(doubles, "Es sind zwei Personen")
    assert len(pairs_of(doubles)) == 2
    number = files[2].case.number
    hands.click(doubles, f"Gehört zusammen: {number} beenden …")
    (question,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, Confirm))
    assert "Übertragen wird nichts" in hands.words(question)
    hands.qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.notice() == f"{number} ist als Dublette beendet"
    assert hands.asked(open_case, 3).file.case.state is CaseState.ENDED
    assert "Über 1 Paar ist zu entscheiden." in hands.words(doubles)
    hands.press(Qt.Key.Key_F8)
    assert "Hassan" not in hands.words(doubles)
    assert doubles.help()


def test_nobody_twice_says_so(at_the_list: Callable[..., Any]) -> None:
    hands, _page = at_the_list(named("Alpha"))
    doubles = hands.open(DoublesPage, "doubles")
    assert "Keine zwei Akten" in hands.words(doubles)


def test_an_act_names_the_first_of_those_it_is_for(at_the_list: Callable[..., Any]) -> None:
    """Marks outlive the filter they were set under; hidden names stay hidden (story 23)."""
    files = [named(f"Muster{letter}") for letter in "ABCDEFGHIJ"]
    hands, page = at_the_list(*files)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.settle()
    page.narrow.setText("niemand")
    hands.settle()
    page.acts.buttons[END].click()
    hands.settle()
    words = hands.words(page.act)
    assert f"Markiert:\nMusterA, Sam · {files[0].case.number}\n" in words
    assert f"MusterH, Sam · {files[7].case.number}\nund 2 weitere" in words
    assert "MusterI" not in words
    hands.press(Qt.Key.Key_F8)
    hands.settle()
    words = hands.words(page.act)
    assert "Muster" not in words and f"• • • · {files[0].case.number}" in words


def test_what_does_an_act_on_several_stays_in_sight_however_many_it_names(
    at_the_list: Callable[..., Any],
) -> None:
    """At large text the buttons stood on the lower edge, and with four marked below it."""
    hands, page = at_the_list(*(named(f"Muster{letter}") for letter in "ABCDEFGHIJ"))
    hands.program.window.resize(1366, 420)
    hands.press(Qt.Key.Key_A, CTRL)
    page.acts.buttons[LETTER].click()
    hands.settle()
    for each in page.act.foot.findChildren(QPushButton):
        assert each.visibleRegion().boundingRect() == each.rect(), each.text()
    subject = page.act.subject
    assert subject.hasFocus() and subject.visibleRegion().boundingRect() == subject.rect()
    page.act.act.setFocus()
    hands.press(Qt.Key.Key_S, CTRL)
    hands.settle()
    assert "Bitte geben Sie einen Betreff ein." in hands.words(page.act.foot)
    page.act.act.setFocus()
    hands.press(Qt.Key.Key_Escape)
    assert page.act is None and hands.here() is page.table


def test_l2_several_are_ended_as_one_is(at_the_list: Callable[..., Any]) -> None:
    """What is taken back in one step is no danger: its button comes first and is filled, as in the case."""
    hands, page = at_the_list(*four())
    hands.press(Qt.Key.Key_Down, SHIFT)
    page.acts.buttons[END].click()
    hands.settle()
    seen = [each for each in page.act.foot.findChildren(QPushButton) if each.text()]
    assert [each.text() for each in sorted(seen, key=lambda each: each.x())] == [
        "2 Fälle beenden",
        "Abbrechen",
    ]
    assert page.act.act.property("part") == "primary"


def test_two_of_one_name_and_birth_are_said_of_both(at_the_list: Callable[..., Any]) -> None:
    """Both stand here already: none of them is the one that is there and the other that comes."""
    hands, page = at_the_list(named("Alpha"), named("Alpha"))
    hands.click(page, "Dubletten suchen")
    hands.settle()
    assert "Name und Geburtsdatum stimmen überein." in hands.words(hands.program.window.page())
