"""The year's figures in the real window: seen, opened, closed off, corrected, handed on (K1 to K8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.intake import note_brief_contact
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.ui.key_figures.figure_block import FigureBlock
from intman_desktop.ui.key_figures.figure_line import FigureLine
from intman_desktop.ui.key_figures.figures_card import FiguresCard
from intman_desktop.ui.key_figures.page import KeyFiguresPage
from intman_desktop.ui.key_figures.questions_card import QuestionsCard
from intman_desktop.ui.key_figures.standing_card import StandingCard
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.values.case_file import BriefContact
from intman_desktop.values.codes import Sex
from intman_desktop.values.deadline_views import Place
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.figure_views import Question
from tests.builders import a_case, a_case_file, a_client, a_consent, a_talk
from tests.ui.pages import NotePage
from tests.ui.speaking import silent_controls

OpenProgram = Callable[..., Program]
LAST_YEAR = date(2025, 3, 4)


def two_people(open_program: OpenProgram) -> Program:
    """Open a store with one person of last year and two of this one; the second has no sex entered."""
    opened_on = {"opened_on": LAST_YEAR, "period_start": LAST_YEAR}
    old = a_case_file(
        case=a_case(**opened_on),
        client=a_client(family_name="Alrashid"),
        consents=(a_consent(decided_on=LAST_YEAR),),
    )
    new = a_case_file(client=a_client(family_name="Beispiel", sex=Sex.NOT_STATED), plan=None)
    talks = [
        a_talk(old.case.key, on=LAST_YEAR),
        a_talk(old.case.key, on=date(2026, 2, 3)),
        a_talk(new.case.key, on=date(2026, 2, 4)),
        a_talk(new.case.key, on=date(2026, 2, 5)),
    ]
    return open_program([old, new], talks)


def opened(qtbot: QtBot, program: Program, **where: object) -> KeyFiguresPage:
    program.window.register_page("case", NotePage)
    page = program.window.open_page("key_figures", **where)
    assert isinstance(page, KeyFiguresPage)
    settle(qtbot, program)
    return page


def settle(qtbot: QtBot, program: Program) -> None:
    for _round in range(3):  # what was read is drawn, what was drawn finds its place
        qtbot.waitUntil(program.workers.idle, timeout=20_000)
        QApplication.processEvents()


def line(page: KeyFiguresPage, figure: str, cell: str = "") -> FigureLine:
    wanted = (figure, cell)
    return next(each for each in page.findChildren(FigureLine) if (each.row.figure, each.row.cell) == wanted)


def button(widget: QWidget, words: str) -> QAbstractButton:
    return next(each for each in widget.findChildren(QAbstractButton) if each.text() == words)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def names(page: KeyFiguresPage) -> list[str]:
    rows = page.behind.table.rows
    return [str(rows.data(rows.index(row, 0))) for row in range(rows.rowCount())]


def test_k3_k4_the_sheet_shows_the_numbers_with_last_years_beside_them(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    page = opened(qtbot, two_people(open_program))
    assert line(page, "persons").accessibleName() == "Beratene Personen: 2, im Vorjahr 1"
    assert line(page, "talks").accessibleName() == "Beratungsgespräche: 3, im Vorjahr 1"
    assert {"Personen", "Gespräche", "Ziele", "Vor der Abgabe ansehen", "So wird gezählt"} <= set(texts(page))
    assert "1 begonnen + 0 fortgeführt − 0 beendet = 1 offen" in texts(page)
    assert silent_controls(page) == []


def test_k3_the_question_mark_says_what_a_figure_counts(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = opened(qtbot, two_people(open_program))
    block = next(each for each in page.findChildren(FigureBlock))
    sentence = block.question.accessibleDescription()
    assert sentence not in texts(block)
    qtbot.mouseClick(block.question, Qt.MouseButton.LeftButton)
    assert sentence in texts(block)
    qtbot.mouseClick(block.question, Qt.MouseButton.LeftButton)
    assert sentence not in texts(block)


def test_k6_a_number_opens_its_cases_and_from_there_the_case(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program)
    female = line(page, "persons_by_sex", "w")
    female.setFocus()
    qtbot.keyClick(female, Qt.Key.Key_Space)
    settle(qtbot, program)
    assert names(page) == ["Alrashid, Samira"]
    assert "Beratene Personen nach Geschlecht: weiblich (2026)" in texts(page)
    assert "1 Fall." in texts(page)
    table = page.first_field()
    assert table is not None
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert program.window.page_name() == "case"
    program.window.back()
    settle(qtbot, program)
    assert names(page) == ["Alrashid, Samira"]
    program.window.back()
    assert program.window.where("key_figures") == {}


def test_k6_whoever_comes_back_to_the_cases_of_a_number_goes_on_where_she_was(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, figure="persons")
    table = page.behind.table
    assert names(page) == ["Alrashid, Samira", "Beispiel, Samira"]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert program.window.page_name() == "case"
    program.window.back()
    settle(qtbot, program)
    assert table.currentIndex().row() == 1


def test_p2_kurzkontakte_are_seen_one_by_one_and_taken_back(qtbot: QtBot, open_program: OpenProgram) -> None:
    """They open no cases: a list of day, form and topic, from which one that was a mistake goes."""
    program = open_program([])
    for on, topic in ((date(2026, 2, 3), "housing"), (date(2026, 2, 4), "language")):
        program.frame.do(note_brief_contact, BriefContact(on, "phone", topic))
    page = opened(qtbot, program, year=2026)
    button(page, "Kurzkontakte einzeln ansehen").click()
    settle(qtbot, program)
    rows = page.contacts.table.rows
    shown = [[str(rows.data(rows.index(row, column))) for column in range(3)] for row in range(2)]
    assert shown == [["04.02.2026", "telefonisch", "Sprache"], ["03.02.2026", "telefonisch", "Wohnen"]]
    page.contacts.table.setCurrentIndex(rows.index(1, 0))
    page.contacts.take_back.click()
    settle(qtbot, program)
    assert rows.rowCount() == 1 and "1 Kurzkontakt, ohne Personendaten." in texts(page.contacts)
    button(page.contacts, "Zurück zum Bogen").click()
    settle(qtbot, program)
    assert line(page, "brief_contacts").row.number == 1


def test_k6_kurzkontakte_in_the_future_lead_to_where_they_are_taken_back(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """The sum of the plans has no such place and stays a sentence."""
    program = open_program([])
    page = opened(qtbot, program, year=2026)
    future = Explanation("question_brief_contacts_in_future", {"count": 1})
    balance = Explanation("question_plan_balance", {"begun": 1, "continued": 0, "ended": 0, "open": 0})
    questions = page.findChild(QuestionsCard)
    assert questions is not None
    questions.show_questions([Question(each, Place.KEY_FIGURES) for each in (future, balance)])
    (way,) = questions.findChildren(QPushButton)
    way.click()
    settle(qtbot, program)
    assert page.contacts.isVisible()
    assert program.window.where("key_figures") == {"year": 2026, "contacts": True}


def test_p2_k7_a_kurzkontakt_of_a_year_handed_in_goes_with_the_word_that_a_new_version_comes_of_it(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """It is said before, and once more when it is done."""
    program = open_program([])
    program.frame.do(note_brief_contact, BriefContact(LAST_YEAR, "phone", "housing"))
    program.frame.do(freeze_year, LAST_YEAR.year)
    page = opened(qtbot, program, year=LAST_YEAR.year, contacts=True)
    assert page.contacts.table.rows.rowCount() == 1
    assert any("wird daraus eine neue Fassung" in each for each in texts(page.contacts))
    with qtbot.waitSignal(program.frame.said) as said:
        page.contacts.take_back.click()
    assert "brauchen eine neue Fassung" in said.args[0]
    settle(qtbot, program)
    assert page.contacts.table.rows.rowCount() == 0
    assert not any("neue Fassung" in each for each in texts(page.contacts))


def test_k6_talks_say_over_how_many_cases_they_spread(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = opened(qtbot, two_people(open_program), year=2026, figure="talks")
    assert "Die Zahl 3 verteilt sich auf 2 Fälle." in texts(page)
    qtbot.mouseClick(button(page, "Zurück zum Bogen"), Qt.MouseButton.LeftButton)
    first = page.first_field()
    assert isinstance(first, QPushButton) and first.text() == "2026"


def test_k6_what_stands_out_leads_to_where_it_is_settled(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program)
    assert any(text.startswith("Kein Integrationsplan") for text in texts(page))
    qtbot.mouseClick(button(page, "Beispiel, Samira"), Qt.MouseButton.LeftButton)
    assert program.window.page_name() == "case"
    assert program.window.where("case")["tab"] == "plan"


def test_the_workbook_is_called_as_in_the_other_lists(qtbot: QtBot, open_program: OpenProgram) -> None:
    """The list of cases and the journal go out "Als Excel-Datei" as well."""
    page = opened(qtbot, two_people(open_program), year=2026)
    assert page.head.xlsx.text() == "Als Excel-Datei …"


def test_one_key_hides_the_names_of_the_list(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, year=2026, figure="persons")
    qtbot.keyClick(program.window, Qt.Key.Key_F8)
    assert set(names(page)) == {"• • •"}
    program.window.open_page("key_figures", year=2026)
    settle(qtbot, program)
    shown = [each.text() for each in page.findChildren(QPushButton) if each.isVisibleTo(page)]
    assert "• • •" in shown
    assert not any("Samira" in text for text in shown)


def test_k1_k7_a_year_that_runs_cannot_be_closed_off(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = opened(qtbot, two_people(open_program))
    assert not page.head.close_year.isEnabled()
    assert "31. Dezember" in page.head.close_year.toolTip()
    assert "Abzugeben bis 31.03.2027, noch 131 Tage." in texts(page)


def test_k7_closing_off_and_a_later_correction_become_two_versions(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, year=2025)
    assert "überfällig" in [chip.accessibleName() for chip in page.findChildren(StateChip)]
    close_off(qtbot, program, page)
    assert program.window.notices.text() == "Kennzahlen 2025 abgeschlossen"
    assert "Fassung 1, abgeschlossen am 20.11.2026" in texts(page)
    assert not page.head.close_year.isEnabled()
    case_key = line_case_key(qtbot, program)
    program.frame.do(note_talk, a_talk(case_key, on=date(2025, 5, 6)), said="notiert")
    settle(qtbot, program)
    assert program.window.notices.text() == "notiert"
    assert "Beratungsgespräche  1\u00a0→\u00a02" in texts(page)
    assert texts(page).count("Gespräch nachgetragen oder zurückdatiert") == 1
    assert "Beratungsgespräche nach Form  1\u00a0→\u00a02" not in texts(page)  # its cells say it
    assert any("hält sie als Fassung 2 fest" in text for text in texts(page))
    close_off(qtbot, program, page)
    assert program.window.notices.text() == "Kennzahlen 2025 als Fassung 2 abgeschlossen"
    assert "Fassung 2, abgeschlossen am 20.11.2026" in texts(page)
    assert not any("hält sie als" in text for text in texts(page))
    assert any("geben Fassung 2 aus, wie sie abgegeben wurde" in text for text in texts(page))
    assert "Beratungsgespräche nach Form: persönlich am Standort  1\u00a0→\u00a02" in texts(page)


def test_k1_k7_who_closes_a_year_is_told_which_earlier_one_is_open(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """Else the file has an empty column for the year before, and says why on its last page."""
    file = a_case_file()
    talks = [a_talk(file.case.key, on=date(year, 3, 2)) for year in (2024, 2025)]
    program = open_program([file], talks)
    page = opened(qtbot, program, year=2024)
    assert "hier nicht abgeschlossen" in [chip.accessibleName() for chip in page.findChildren(StateChip)]
    assert any("gilt als abgegeben, woher die Akten kamen" in text for text in texts(page))
    page = opened(qtbot, program, year=2025)
    qtbot.mouseClick(page.head.close_year, Qt.MouseButton.LeftButton)
    question = page.findChildren(Confirm)[-1]
    said = " ".join(each.text() for each in question.findChildren(QLabel))
    question.reject()
    assert "Noch nicht abgeschlossen ist 2024. Ohne 2024 steht in dieser Fassung kein Vorjahr" in said


def test_k7_what_is_saved_from_a_closed_year_is_called_by_its_version(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, year=2025)
    assert _proposed(page) == "Kennzahlen-2025.xlsx"
    close_off(qtbot, program, page)
    assert _proposed(page) == "Kennzahlen-2025-Fassung-1.xlsx"
    program.window.open_page("key_figures", year=2026)  # read while the paper of the year before is made
    page._show_paper(0)
    settle(qtbot, program)
    assert page.paper.pdf.file_name == "Kennzahlen-2025-Fassung-1.pdf"
    opened(qtbot, program, year=2025)
    program.frame.do(note_talk, a_talk(line_case_key(qtbot, program), on=date(2025, 5, 6)))
    settle(qtbot, program)
    assert _proposed(page) == "Kennzahlen-2025.xlsx"  # these figures are those of no version


def _proposed(page: KeyFiguresPage) -> str:
    """Return the file name that is proposed for the figures as the page shows them."""
    page.head.xlsx.click()
    (dialog,) = [each for each in page.window().findChildren(QFileDialog) if each.isVisible()]
    name = Path(dialog.selectedFiles()[0]).name
    dialog.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return name


def test_k7_an_earlier_version_is_shown_and_saved_as_it_was(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, year=2025)
    close_off(qtbot, program, page)
    program.frame.do(note_talk, a_talk(line_case_key(qtbot, program), on=date(2025, 5, 6)))
    settle(qtbot, program)
    close_off(qtbot, program, page)
    shows = [each for each in page.findChildren(QAbstractButton) if each.text() == "Als PDF zeigen"]
    assert [each.accessibleName() for each in shows] == [
        "Als PDF zeigen (Fassung 2, abgeschlossen am 20.11.2026)",
        "Als PDF zeigen (Fassung 1, abgeschlossen am 20.11.2026)",
    ]
    qtbot.mouseClick(shows[1], Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert page.paper.isVisible()
    qtbot.mouseClick(page.paper.back, Qt.MouseButton.LeftButton)
    for version, talks in ((1, 1), (2, 2)):
        file = tmp_path / f"Kennzahlen-2025-Fassung-{version}.xlsx"
        page.save_xlsx(2025, file, version)
        settle(qtbot, program)
        rows = load_workbook(BytesIO(file.read_bytes())).active.iter_rows(values_only=True)  # type: ignore[union-attr]
        assert any("Beratungsgespräche" in row and talks in row for row in rows)


def test_k8_erased_cases_are_named_as_such_and_change_nothing(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, year=2025)
    close_off(qtbot, program, page)
    program.frame.do(erase_case, 1, "relocation")
    settle(qtbot, program)
    assert any(
        text.startswith(
            "In den Zahlen stehen auch gelöschte Akten: Beratene Personen 1, Beratungsgespräche 1."
        )
        for text in texts(page)
    )
    assert "abgeschlossen am 20.11.2026" in [chip.accessibleName() for chip in page.findChildren(StateChip)]
    assert "Seit der letzten Fassung geändert:" not in texts(page)


def test_k6_what_cannot_be_opened_of_a_number_is_told_apart(qtbot: QtBot, open_program: OpenProgram) -> None:
    """Where each case counts once, the parts of the number add up; spread are only talks and the like."""
    files = [a_case_file(client=a_client(family_name=f"Muster{letter}")) for letter in "ABCDE"]
    files.append(a_case_file(consents=(a_consent(withdrawn_on=date(2026, 10, 1)),)))
    program = open_program(files, [a_talk(each.case.key, on=date(2026, 2, 4)) for each in files])
    program.frame.do(erase_case, 1, "relocation")
    program.frame.do(erase_case, 2, "relocation")
    page = opened(qtbot, program, year=2026, figure="persons")
    said = next(text for text in texts(page) if text.startswith("Von "))
    assert said == (
        "Von 6 stehen 3 hier. 2 stammen aus gelöschten Akten oder aus Angaben, die nach einem Widerruf "
        "entfernt wurden. 1 ist gesperrt oder ohne Einwilligung."
    )
    assert len(names(page)) == 3


def test_keeping_a_year_open_changes_nothing(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, year=2025)
    qtbot.mouseClick(page.head.close_year, Qt.MouseButton.LeftButton)
    question = page.findChildren(Confirm)[-1]
    assert question.safe.isDefault()
    qtbot.mouseClick(question.safe, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert page.head.close_year.isEnabled()


def test_the_year_is_chosen_at_the_top(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program)
    qtbot.mouseClick(button(page.head, "2025"), Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert line(page, "persons").accessibleName() == "Beratene Personen: 1"
    assert program.window.where("key_figures") == {"year": 2025}


def test_with_large_text_the_figures_come_before_the_list_of_what_stands_out(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program)
    cards = [page.findChild(kind) for kind in (StandingCard, FiguresCard, QuestionsCard)]

    def places() -> list[int]:
        settle(qtbot, program)
        return [card.mapTo(page, QPoint(0, 0)).y() for card in cards if card is not None]

    standing, figures, questions = places()
    assert standing == figures < questions
    program.style.enlarge(2.0)
    standing, figures, questions = places()
    assert standing < figures < questions
    program.style.enlarge(1.0)
    standing, figures, questions = places()
    assert standing == figures < questions


def test_the_workbook_is_written_where_it_is_wanted(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, year=2026)
    page.save_xlsx(2026, tmp_path / "Kennzahlen-2026.xlsx")
    settle(qtbot, program)
    said = f"Kennzahlen-2026.xlsx gespeichert im Ordner „{tmp_path.name}“"
    assert program.window.notices.text() == said
    file = tmp_path / "Kennzahlen-2026.xlsx"
    assert file.stat().st_mode & 0o077 == 0
    rows = load_workbook(BytesIO(file.read_bytes())).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert any("Beratene Personen" in row and 2 in row for row in rows)

    page.save_xlsx(2026, tmp_path / "nicht da" / "Kennzahlen.xlsx")
    settle(qtbot, program)
    assert "konnte dort nicht gespeichert werden" in program.window.notices.text()


def test_the_paper_stands_over_the_page_and_goes_away(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, year=2026)
    qtbot.mouseClick(page.head.pdf, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert page.paper.isVisible()
    assert page.paper.pdf.page_count() >= 1
    qtbot.mouseClick(page.paper.back, Qt.MouseButton.LeftButton)
    assert not page.paper.isVisible()
    assert line(page, "persons").isVisible()


def test_an_empty_store_shows_zeros_and_nothing_that_stands_out(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    page = opened(qtbot, open_program())
    assert line(page, "persons").accessibleName() == "Beratene Personen: 0"
    assert not line(page, "persons").isEnabled()
    assert "Nichts fällt auf." in texts(page)


def test_k6_people_of_one_number_never_stand_under_another(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = two_people(open_program)
    page = opened(qtbot, program, year=2026, figure="persons")
    assert len(names(page)) == 2
    program.window.open_page("key_figures", year=2025, figure="persons")
    assert names(page) == []
    assert "Wird gezählt …" in texts(page.behind)
    settle(qtbot, program)
    assert len(names(page)) == 1
    assert {"Beratene Personen (2025)", "1 Fall."} <= set(texts(page.behind))
    program.window.open_page("key_figures", year=2025, figure="persons")
    assert len(names(page)) == 1, "what is the same stays while it is read again"


def close_off(qtbot: QtBot, program: Program, page: KeyFiguresPage) -> None:
    qtbot.mouseClick(page.head.close_year, Qt.MouseButton.LeftButton)
    question = page.findChildren(Confirm)[-1]
    qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    settle(qtbot, program)


def line_case_key(qtbot: QtBot, program: Program) -> str:
    from intman_desktop.services.across.key_figures import behind

    found: list[Any] = []
    program.frame.ask(behind, 2025, "persons", on_done=found.append)
    settle(qtbot, program)
    return str(found[0].cases[0].key)
