"""The year's sheet as a workbook: complete, numbers as numbers, no formula out of a text, ready to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO

import pypdfium2
import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from intman_desktop.documents.cell_text import safe_text
from intman_desktop.documents.key_figures_xlsx import sheet_xlsx
from intman_desktop.documents.texts import pdf_of
from intman_desktop.values.figures import ChangeKind
from intman_desktop.values.office_papers import (
    KeyFiguresPaper,
    PaperFigureChange,
    PaperFigureGroup,
    PaperFigureRow,
    PlanBalance,
)
from tests.documents.papers_for_tests import FIGURES
from tests.documents.reading import text_of


def opened(paper: KeyFiguresPaper) -> Worksheet:
    book = load_workbook(BytesIO(sheet_xlsx(paper)))
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def cells(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell) and cell.value is not None)


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time())


def row_of(sheet: Worksheet, label: str) -> tuple[object, ...]:
    return next(row for row in sheet.iter_rows(values_only=True) if row[0] == label)


def test_k3_every_number_of_the_paper_stands_as_a_number_beside_its_label() -> None:
    sheet = opened(FIGURES)
    for group in FIGURES.groups:
        assert row_of(sheet, group.title)[1:] == (group.total, group.previous_total)
        for row in group.rows:
            assert row_of(sheet, row.label)[1:] == (row.number, row.previous)


SMALL = replace(
    FIGURES,
    groups=(
        PaperFigureGroup(
            "Gespräche nach Form",
            (
                PaperFigureRow("Video", None, 4),
                PaperFigureRow("Telefon", 0, None, previous_folded=True),
                PaperFigureRow("andere (kleine Werte)", 2, 1),
            ),
            2,
            previous_total=5,
        ),
        PaperFigureGroup("Neu gezählt", (PaperFigureRow("ohne Vorjahr", 7),)),
    ),
)


def test_k11_a_small_value_is_told_from_a_nought_and_from_none() -> None:
    sheet = opened(SMALL)
    assert row_of(sheet, "Gespräche nach Form")[1:] == (2, 5)
    assert row_of(sheet, "Video")[1:] == ("< 3", 4)
    assert row_of(sheet, "Telefon")[1:] == (0, "< 3")
    assert row_of(sheet, "ohne Vorjahr")[1:] == (7, None)
    lines = text_of(pdf_of(SMALL)).splitlines()
    assert any("insgesamt 2, im Vorjahr 5" in line for line in lines)
    told = " ".join(" ".join(lines).split())
    assert "Video < 3 4" in told
    assert "Telefon 0 < 3" in told
    assert "ohne Vorjahr 7 " in told
    assert "–" not in told.partition("Gespräche nach Form")[2].partition("Integrationspläne")[0]


def test_a_breakdown_that_goes_on_over_a_page_says_again_what_it_is() -> None:
    rows = tuple(PaperFigureRow(f"Land {number}", 3) for number in range(120))
    group = PaperFigureGroup("Beratene Personen nach Staatsangehörigkeit", rows, 360)
    with pypdfium2.PdfDocument(pdf_of(replace(FIGURES, groups=(group,)))) as document:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    goes_on = [page for page in pages if " Land " in page]
    continued = [page for page in pages if "Beratene Personen nach Staatsangehörigkeit (Fortsetzung)" in page]
    assert len(goes_on) >= 3
    assert continued == goes_on[1:]
    assert all(page.index("(Fortsetzung)") < page.index("Anzahl") for page in continued)


def test_the_head_says_whose_and_of_when_it_is() -> None:
    sheet = opened(FIGURES)
    assert sheet.title == "2025"
    assert sheet["A1"].value == "Kennzahlen 2025"
    assert row_of(sheet, "Beratungsstelle")[1] == "Integrationsmanagement Musterstadt"
    assert row_of(sheet, "Stichtag")[1] == midnight(2025, 12, 31)
    assert row_of(sheet, "Stand der Zahlen")[1] == midnight(2026, 11, 20)
    assert "12.02.2026" in str(row_of(sheet, "Bogen")[1])


def test_k7_an_open_sheet_says_that_it_is_open() -> None:
    sheet = opened(replace(FIGURES, frozen_on=None, fingerprint="", open_questions=()))
    assert row_of(sheet, "Bogen")[1] == "offen, noch nicht abgeschlossen"
    assert all("Prüfsumme" not in str(cell.value) for cell in cells(sheet))


def test_k4_the_workbook_of_a_running_year_says_open_on_its_day() -> None:
    running = replace(FIGURES, year=2026, frozen_on=None, fingerprint="", open_questions=())
    sheet = opened(running)
    assert row_of(sheet, "Bogen")[1] == "offen, das Jahr läuft noch"
    assert row_of(sheet, "offen am 20.11.2026 (=)")[1] == 79
    assert row_of(opened(FIGURES), "offen am 31. Dezember (=)")[1] == 79


CORRECTED = replace(
    FIGURES,
    number=2,
    before_number=1,
    before_on=date(2026, 2, 12),
    changes=(
        PaperFigureChange("Beratungsgespräche", 415, 416, (ChangeKind.TALK_ADDED, ChangeKind.MISTAKE_ERASED)),
        PaperFigureChange("Sprache", None, 3),
    ),
    erased_moved=True,
)


def test_k7_a_correction_lists_what_is_another_number_now() -> None:
    sheet = opened(CORRECTED)
    assert row_of(sheet, "Geändert gegenüber Fassung 1 vom 12.02.2026")[1:] == ("jetzt", "bisher")
    told = "Beratungsgespräche – Gespräch nachgetragen oder zurückdatiert, Fehlanlage oder Dublette gelöscht"
    assert row_of(sheet, told)[1:] == (416, 415)
    assert any(
        str(cell.value).startswith("Akten, die seit Fassung 1 gelöscht wurden") for cell in cells(sheet)
    )
    assert [row for row in sheet.iter_rows(values_only=True) if row == ("Sprache", 3, "in „andere“")]
    unchanged = opened(replace(CORRECTED, changes=()))
    assert all("Geändert" not in str(cell.value) for cell in cells(unchanged))


@pytest.mark.parametrize(("frozen_on", "told"), [(date(2026, 3, 1), True), (None, False)])
def test_k7_k11_a_version_that_differs_in_small_values_alone_says_so(
    frozen_on: date | None, told: bool
) -> None:
    """Folded, they list nothing, and a version without a word of what changed would make one wonder."""
    paper = replace(CORRECTED, changes=(), frozen_on=frozen_on)
    said = "Gegenüber Fassung 1 vom 12.02.2026 haben sich nur kleine Werte geändert"
    assert any(said in str(cell.value) for cell in cells(opened(paper))) is told
    assert (said in " ".join(text_of(pdf_of(paper)).split())) is told


def test_k7_a_sheet_that_changed_since_says_since_which_version() -> None:
    sheet = opened(replace(CORRECTED, frozen_on=None, number=0, fingerprint=""))
    said = "geändert seit Fassung 1 vom 12.02.2026, noch nicht wieder abgeschlossen"
    assert row_of(sheet, "Bogen")[1] == said


def test_k4_the_identity_is_shown_and_a_broken_one_named() -> None:
    sheet = opened(FIGURES)
    assert row_of(sheet, "Integrationspläne: Die Rechnung geht auf")
    shown = [row_of(sheet, label)[1] for label in ("neu begonnen", "fortgeführt (+)", "im Jahr beendet (−)")]
    assert shown == [31, 62, 14]
    broken = opened(replace(FIGURES, balance=PlanBalance(1, 0, 0, 0)))
    assert row_of(broken, "Integrationspläne: Die Rechnung geht nicht auf")
    without = opened(replace(FIGURES, balance=None))
    assert all("Rechnung" not in str(cell.value) for cell in cells(without))


def test_k5_k8_the_rules_of_counting_stand_below() -> None:
    texts = [str(cell.value) for cell in cells(opened(FIGURES))]
    assert all(f"• {note}" in texts for note in FIGURES.notes)
    assert f"• {FIGURES.open_questions[0]}" in texts


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_becomes_a_formula(start: str) -> None:
    assert safe_text(f"{start}1+1") == f"'{start}1+1"
    evil = f"{start}HYPERLINK(1)"
    group = PaperFigureGroup(evil, (PaperFigureRow(evil, 1, note=evil),), 1, evil)
    paper = replace(
        FIGURES, office=replace(FIGURES.office, office=evil, provider=evil), groups=(group,), workers=(evil,)
    )
    found = list(cells(opened(paper)))
    assert all(cell.data_type in ("s", "n", "d") for cell in found)
    assert not [cell for cell in found if str(cell.value).startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_harmless_text_stays_as_it_is() -> None:
    assert safe_text("18–26") == "18–26"
    assert safe_text("") == ""


def test_it_looks_finished_when_opened() -> None:
    sheet = opened(FIGURES)
    header = next(cell.row for cell in cells(sheet) if cell.value == "Anzahl")
    assert sheet.freeze_panes == f"A{header + 1}" == "A5"
    above = sum(sheet.row_dimensions[row].height or 15.0 for row in range(1, header + 1))
    assert above <= 80  # points: on a screen of 768 lines nearly all below the ribbon is left to the numbers
    assert sheet["A3"].value == "Integrationsmanagement Musterstadt · abgeschlossen am 12.02.2026, Fassung 1"
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.sheet_view.showGridLines is False
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["B"].width


def test_it_is_described_by_its_title_and_office() -> None:
    properties = load_workbook(BytesIO(sheet_xlsx(FIGURES))).properties
    assert properties.title == "Kennzahlen 2025"
    assert properties.creator == "Integrationsmanagement Musterstadt"
    assert properties.created == midnight(2026, 11, 20)
    nameless = replace(FIGURES, office=replace(FIGURES.office, office=""), issued_on=date(2026, 1, 2))
    assert load_workbook(BytesIO(sheet_xlsx(nameless))).properties.creator == "Stadt Musterstadt"
