"""Story 2 in the real window: an old list is matched, mended, marked, taken over and taken back (P2, E2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.list_import.page import ListImportPage
from intman_desktop.ui.list_import.work import RowState
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.unlock.reasons import LockReason
from intman_desktop.values.lists import ListExtra, ListField
from intman_desktop.values.views import CaseFilter
from tests.builders import a_case_file, a_client
from tests.exchange.awkward_lists import an_xlsx
from tests.ui.hands import Hands, only, unnamed

OpenProgram = Callable[..., Program]

HEAD = ("Name", "Vorname", "Geb.", "Nationalität", "Einwilligung am", "Diagnose", "Telefon")
DAY = dt.date(2026, 1, 12)
ROWS: tuple[tuple[Any, ...], ...] = (
    ("Musterfrau", "Samira", dt.date(1991, 4, 7), "syrisch", DAY, "x", "0711 5550101"),
    ("حسن", "محمد", "ca. 1990", "Syrien", DAY, "", ""),
    ("Beispiel", "Bo", "31.6.1985", "staatenlos", DAY, "", ""),
    ("Şahin", "Ayşe", dt.date(1990, 1, 1), "Türkei", "", "", ""),
    ("O'Brien", "Li", "1980", "Atlantis", "", "", ""),
)


def a_list(folder: Path, *rows: tuple[Any, ...]) -> Path:
    file = folder / "liste.xlsx"
    file.write_bytes(an_xlsx(("Liste der Beratung",), HEAD, *(rows or ROWS)))
    return file


def begun(hands: Hands, file: Path) -> ListImportPage:
    """Open the page and read ``file`` through the dialog."""
    page = hands.open(ListImportPage, "list_import")
    hands.click(page, "Datei wählen …")
    (dialog,) = hands.program.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    hands.settle()
    return page


def states(page: ListImportPage) -> list[RowState]:
    assert page.work is not None
    return [page.work.state(person) for person in page.work.people]


def go_to(hands: Hands, page: ListImportPage, row: int) -> None:
    page.rows.table.setCurrentIndex(page.rows.table.rows.index(row, 0))
    hands.settle()


def count(hands: Hands) -> int:
    total = hands.asked(case_page, CaseFilter(), 0, 1).total
    assert isinstance(total, int)
    return total


def test_story_2_an_old_list_comes_in(qtbot: QtBot, open_program: OpenProgram, tmp_path: Path) -> None:
    known = a_client(family_name="Musterfrau", given_name="Samira", birth_date=dt.date(1991, 4, 7))
    hands = Hands(qtbot, open_program([a_case_file(client=known)]))
    page = begun(hands, a_list(tmp_path))
    assert "5 Zeilen" in hands.words(page)
    hands.click(page, "Weiter")
    assert "Zeile 2" in page.columns.header.currentText()
    assert "eigene Einwilligung" in hands.words(page)
    assert "Syrien" in hands.words(page)
    nations = page.columns.fields[3]
    for typed, said in (("Fahrrad", "„Fahrrad“ steht nicht in der Liste."), (nations.line().text(), "")):
        nations.line().setText(typed)
        nations.settle()
        assert nations.line().accessibleDescription() == said
        assert ("Syrien" in hands.words(page.columns)) is not bool(said)
    assert unnamed(page) == []
    hands.click(page, "Weiter")
    double, free, faulty, consentless = (
        RowState.DOUBLE, RowState.WITHOUT_CONSENT, RowState.FAULTY, RowState.WITHOUT_CONSENT,
    )  # fmt: skip
    assert states(page) == [double, free, faulty, consentless, consentless]
    assert unnamed(page) == []

    # Mended in place, by the keyboard.
    go_to(hands, page, 2)
    page.rows.table.setFocus()
    hands.press(Qt.Key.Key_Return)
    born = page.rows.row.fields[ListField.BIRTH_DATE]
    assert isinstance(born, TextField)
    hands.into(born, "30.6.1985")
    hands.settle()
    assert states(page)[2] is RowState.WITHOUT_CONSENT

    # The day stands in the list, the place does not; the worker confirms what the papers say.
    go_to(hands, page, 1)
    page.rows.paper.told.setChecked(True)
    hands.settle()
    hands.click(page, "Für 1 Zeile eintragen")
    assert "abgelegt" in hands.words(page.rows.paper)
    hands.into(page.rows.paper.place, "Ordner 1")
    page.rows.table.selectAll()
    hands.settle()
    hands.click(page, "Für 5 Zeilen eintragen")
    assert "steht nicht in allen" in hands.words(page.rows.paper)
    hands.into(page.rows.paper.on, "12.1.26")
    hands.click(page, "Für 5 Zeilen eintragen")
    assert states(page) == [RowState.DOUBLE, *[RowState.READY] * 4]

    # A double is shown beside, and one row is left out.
    go_to(hands, page, 0)
    assert "Name und Geburt stimmen" in hands.words(page.rows.row)
    go_to(hands, page, 4)
    nation = page.rows.row.fields[ListField.NATIONALITY]
    assert isinstance(nation, ChoiceField)
    hands.into(nation, "Afghanistan")
    hands.settle()
    hands.click(page.rows.row, "Zeile weglassen")
    assert states(page)[4] is RowState.LEFT_OUT

    assert count(hands) == 1
    hands.click(page, "Weiter")
    hands.click(page, "3 Personen übernehmen")
    assert hands.notice() == "3 Personen übernommen."
    assert count(hands) == 4
    assert "3 Personen sind übernommen" in hands.words(page)
    assert "Vielleicht schon da" in hands.words(page)
    hands.click(page, "Liste der übrigen Zeilen zeigen und drucken")
    assert only(page, PaperView).pdf.page_count() == 1
    only(page, PaperView).close_paper()

    # All of it goes out again in one step, and the rows are here as before.
    hands.click(hands.program.window, "Rückgängig")
    assert count(hands) == 1
    assert states(page)[1] is RowState.READY
    hands.click(page, "3 Personen übernehmen")
    hands.click(page, "Fertig")
    assert hands.program.window.page_name() == "cases"
    assert count(hands) == 4


def test_p2_at_locking_the_list_is_sealed_and_no_draft_is_written(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program())
    page = begun(hands, a_list(tmp_path))
    hands.click(page, "Weiter")
    hands.click(page, "Weiter")
    page.rows.paper.told.setChecked(True)
    go_to(hands, page, 3)
    hands.into(page.rows.paper.on, "12.1.26")
    hands.into(page.rows.paper.place, "Ordner 2")
    hands.click(page, "Für 1 Zeile eintragen")
    before = states(page)
    hands.program.drafting.save()
    hands.settle()
    assert hands.asked(open_drafts) == ()
    held = page.unsaved()
    assert held is not None
    hands.program.window.drop_pages()
    page = hands.open(ListImportPage, "list_import")
    page.restore(held)
    hands.settle()
    assert states(page) == before
    assert before[3] is RowState.READY
    hands.program.locking.lock(LockReason.ASKED)
    hands.program.window.close_dialogs()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "steht nichts"), (b"%PDF-1.7", "keine Tabelle"), (b"x" * (20 * 1024 * 1024 + 1), "zu groß")],
)
def test_a_file_that_is_no_list_gets_its_sentence(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path, content: bytes, words: str
) -> None:
    hands = Hands(qtbot, open_program())
    file = tmp_path / "liste.xlsx"
    file.write_bytes(content)
    page = begun(hands, file)
    assert words in hands.notice()
    assert page.work is None
    assert page.window().focusWidget() is page.file.choose
    page.read_file(tmp_path / "fort.xlsx")
    hands.settle()
    assert "lässt sich nicht lesen" in hands.notice()
    page.read_file(a_list(tmp_path))
    hands.settle()
    assert hands.notice().startswith("liste.xlsx: ")


def test_columns_are_matched_by_hand(qtbot: QtBot, open_program: OpenProgram, tmp_path: Path) -> None:
    hands = Hands(qtbot, open_program())
    page = begun(hands, a_list(tmp_path))
    hands.click(page, "Weiter")
    choice = page.columns.fields[0]
    hands.into(choice, "Vorname")
    hands.settle()
    hands.click(page, "Weiter")
    assert "nicht dasselbe" in hands.words(page)
    hands.into(page.columns.fields[1], "nicht übernehmen")
    hands.settle()
    hands.into(page.columns.fields[0], "nicht übernehmen")
    hands.settle()
    hands.click(page, "Weiter")
    assert "in welcher Spalte der Name" in hands.words(page)
    page.columns.header_chosen.emit(page.columns._headers[1])
    hands.settle()
    assert page.work is not None
    assert page.work.matched.rows() == 6
    hands.click(page, "Zurück")
    assert page.file.isVisible()
    hands.click(page, "Liste verwerfen")
    hands.click(hands.program.window, "Verwerfen")
    assert page.work is None


MAC = "Name;Vorname;Straße;Spitzname\nGrößling;Jörg;Weg 1;Jö\n"
"""In Mac Roman these letters are others of Windows-1252, so that they are guessed wrong."""


def test_a_wrong_guess_of_the_letters_is_mended_where_it_is_seen(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    """A text is read again in another encoding; what is matched and decided stays, a wrong one says so."""
    hands = Hands(qtbot, open_program())
    file = tmp_path / "liste.csv"
    file.write_bytes(MAC.encode("mac_roman"))
    page = begun(hands, file)
    hands.click(page, "Weiter")
    step = page.columns
    assert step.encoding.currentText() == "erkannt: Windows-1252 (westeuropäisch)"
    assert "So gelesen: Stra§e" in hands.words(step)
    assert unnamed(page) == []
    hands.into(step.fields[3], "Telefon")
    hands.settle()
    hands.into(step.encoding, "Mac Roman")
    hands.settle()
    assert hands.here() is step.fields[0]  # where Tab went on to, though the lines were made anew
    assert "Grš§ling" not in hands.words(step)
    assert "Größling" in hands.words(step)
    chosen = [field.code() for field in step.fields]
    assert chosen == ["family_name", "given_name", "street", "phone"]

    hands.into(step.encoding, "UTF-8")
    hands.settle()
    assert "Mit „UTF-8“ lässt sich diese Datei nicht lesen" in hands.notice()
    assert step.encoding.currentText() == "Mac Roman"
    assert "Größling" in hands.words(step)

    hands.click(page, "Weiter")
    assert page.work is not None
    assert page.work.people[0].client.family_name == "Größling"
    held = page.unsaved()
    assert held is not None
    hands.program.window.drop_pages()
    page = hands.open(ListImportPage, "list_import")
    page.restore(held)
    hands.settle()
    assert page.work is not None
    assert page.work.people[0].client.family_name == "Größling"
    step = page.columns
    hands.click(page, "Zurück")
    assert step.encoding.currentText() == "Mac Roman"
    hands.into(step.encoding, "erkannt: Windows-1252 (westeuropäisch)")
    hands.settle()
    assert page.work.matched.old.encoding == "cp1252"


def test_what_is_matched_while_the_letters_are_read_anew_counts_too(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    """Whichever of the two is done first, both are there in the end; a workbook offers no letters."""
    hands = Hands(qtbot, open_program())
    file = tmp_path / "liste.csv"
    file.write_bytes(MAC.encode("mac_roman"))
    page = begun(hands, file)
    hands.click(page, "Weiter")
    work = page.work
    assert work is not None
    by_hand = ("family_name", "given_name", "", "town")
    page.columns.encoding_chosen.emit("mac_roman")
    page.columns.matched.emit(by_hand)
    hands.settle()
    assert (work.matched.fields, work.matched.old.encoding) == (by_hand, "mac_roman")
    page.columns.matched.emit(("family_name", "given_name", "", "phone"))
    page.columns.encoding_chosen.emit("cp850")
    hands.settle()
    assert work.matched.old.encoding == "cp850"
    assert work.matched.fields[3] == "phone"
    page.read_file(a_list(tmp_path))
    hands.settle()
    assert not page.columns.encoding.isVisible()


def test_large_text_leaves_the_rows_their_room(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program([]))
    page = begun(hands, a_list(tmp_path))
    hands.click(page, "Weiter")
    hands.program.style.enlarge(2.0)
    hands.click(page, "Weiter")
    table = page.rows.table
    assert table.rows_in(table.height()) >= 4
    assert table.height() < page.rows.viewport().height(), "the whole list can be seen at once"
    assert page.rows.height_above(table) > page.rows.height_above(page.rows.chips) > 0
    assert only(page, Foot).isVisible()


def test_rows_are_kept_marked_and_unmarked(qtbot: QtBot, open_program: OpenProgram, tmp_path: Path) -> None:
    hands = Hands(qtbot, open_program())
    twice = (ROWS[3], ROWS[3])
    page = begun(hands, a_list(tmp_path, *twice))
    hands.click(page, "Weiter")
    hands.click(page, "Weiter")
    assert states(page) == [RowState.WITHOUT_CONSENT, RowState.DOUBLE]
    hands.press(Qt.Key.Key_F4)
    hands.press(Qt.Key.Key_F4)
    hands.settle()
    assert "Zeile 3" in hands.words(page.rows.row)
    go_to(hands, page, 1)
    hands.click(page.rows.row, "Ist jemand anderes: übernehmen")
    assert states(page)[1] is RowState.WITHOUT_CONSENT
    assert page.rows.numbers() == [4]
    hands.click(page.rows.row, "Doch als Dublette behandeln")
    assert states(page)[1] is RowState.DOUBLE
    assert page.rows.numbers() == [4]
    hands.click(page.rows.row, "Alle Angaben der Zeile")
    assert ListField.FAMILY_NAME in page.rows.row.fields
    hands.click(page, "Alle ohne Einwilligung markieren")
    page.rows.paper.told.setChecked(True)
    hands.into(page.rows.paper.on, "12.1.27")
    hands.into(page.rows.paper.place, "Ordner 2")
    hands.click(page, "Für 1 Zeile eintragen")
    assert "Zukunft" in hands.words(page.rows.paper)
    hands.into(page.rows.paper.on, "12.1.26")
    hands.click(page, "Für 1 Zeile eintragen")
    assert states(page)[0] is RowState.READY
    hands.click(page, "Zurücknehmen")
    assert states(page)[0] is RowState.WITHOUT_CONSENT
    hands.program.frame.curtain.draw(True)
    hands.settle()
    assert "Şahin" not in hands.words(page)
    hands.program.frame.curtain.draw(False)
    assert "F4" in page.help()


def test_the_list_of_cases_goes_out_and_offers_the_way_in(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program([a_case_file()]))
    page = hands.open(CasesPage, "cases")
    menu = page.lists.open_menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Vorhandene Liste übernehmen …",
        "Falldatei übernehmen …",
        "Diese Liste als Excel-Datei …",
    ]
    menu.close()
    dialog = page.lists.ask_extras()
    assert "1 Fall geht in die Datei" in hands.words(dialog)
    assert "Fallnummer, Name, Sprache, Letzter Tag" in hands.words(dialog)
    assert not any(tick.isChecked() for tick in dialog.ticks.values())
    dialog.ticks[ListExtra.PHONE].setChecked(True)
    hands.click(dialog, "Speichern …")
    (where,) = hands.program.window.findChildren(QFileDialog)
    where.fileSelected.emit(str(tmp_path / "faelle.xlsx"))
    where.close()
    hands.settle()
    hands.settle()
    sheet = load_workbook(tmp_path / "faelle.xlsx").worksheets[0]
    heads = next([cell.value for cell in row] for row in sheet.iter_rows() if row[1].value == "Name")
    assert heads[0] == "Fallnummer"
    assert heads[-1] == "Telefon"
    assert "E-Mail" not in heads
    assert "nicht verschlüsselt" in hands.notice()
    again = page.lists.ask_extras()
    assert not any(tick.isChecked() for tick in again.ticks.values())
    hands.click(again, "Abbrechen")
    page.lists.save_xlsx(tmp_path / "fort" / "faelle.xlsx")
    hands.settle()
    hands.settle()
    assert "nicht gespeichert" in hands.notice()
    empty = [each.text() for each in page.findChildren(QPushButton)]
    assert "Vorhandene Liste übernehmen …" in empty
