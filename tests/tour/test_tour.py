"""The whole journey through the real window, from the first start to the sheet and an erasure."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QSize
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication, QDialog
from sqlalchemy import func, select

from intman_desktop.app import begin
from intman_desktop.models.tables import cases
from intman_desktop.sample.office import LAST_DAY
from intman_desktop.services.across.key_figures import sheet_view
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.papers.paper_kinds import KINDS
from intman_desktop.services.papers.paper_needs import NEED_OF_PAPER
from intman_desktop.tour import PICTURE_SETS, run_tour
from intman_desktop.ui.case.parts import forms, tabs
from intman_desktop.ui.pages import PAGES
from intman_desktop.ui.settings.part_names import settings_parts
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.values.codes import Block
from intman_desktop.values.office_papers import KeyFiguresPaper, RestOfList
from intman_desktop.values.papers import LetterPaper
from intman_desktop.values.privacy_papers import (
    DataFlowPaper,
    ErasureConceptPaper,
    ImpactAssessmentPaper,
    ProcessingRecordPaper,
    SecurityMeasuresPaper,
)
from intman_desktop.values.views import CaseFilter
from tests.conftest import PROVE
from tests.opened import moment
from tests.ui.walking import kinds_of_widgets

_PICTURED = {
    "overview": "uebersicht",
    "cases": "faelle",
    "case": "fall",
    "talk": "gespraech",
    "needs": "bedarf",
    "new_person": "neue-person",
    "deadlines": "fristen",
    "key_figures": "kennzahlen",
    "services": "anlaufstellen",
    "privacy": "datenschutz",
    "settings": "einstellungen",
    "list_import": "liste-uebernehmen",
    "doubles": "dubletten",
    "period": "zeitraum",
}
"""The pages of the window by the name of their picture."""

_OVER_THE_WINDOW = {
    "HelpCard": "uebersicht-hilfe",
    "ColumnsDialog": "faelle-spalten",
    "ListOutDialog": "faelle-ausgeben",
    "Confirm": "dubletten-beenden",
    "Findings": "falldatei-fehler",
    "OwnConsents": "falldatei-einwilligung",
    "NewsCard": "neues",
    "CrashDialog": "programmfehler",
    "FirstStart": "willkommen",
    "UnlockCard": "gesperrt",
    "OtherCard": "anderer-tresor",
    "DamagedCard": "beschaedigt",
    "PreviewCard": "wiederherstellen",
    "ClosingCard": "schliessen",
    "WaitingCard": "ordner-antwortet-nicht",
}
"""Every dialog and every cover of the window by the name of its picture."""

_OF_A_PLAN = ("beginn", "ungespeichert", "unverstanden")
"""What a block of the plan can be beside what it is: corrected, left unsaved, and not understood."""

_NO_KIND: dict[type, str] = {
    LetterPaper: "Schreiben",
    RestOfList: "Nicht_uebernommene_Personen",
    KeyFiguresPaper: "Kennzahlen_2025",
    ProcessingRecordPaper: "Verzeichnis-von-Verarbeitungstaetigkeiten",
    SecurityMeasuresPaper: "Technische-und-organisatorische-Massnahmen",
    DataFlowPaper: "Datenfluss",
    ErasureConceptPaper: "Loeschkonzept",
    ImpactAssessmentPaper: "Hilfe-zur-Folgenabschaetzung",
}
"""The papers that are no kind of a case's papers, by the name of their file."""

_BEFORE_ERASING = ("Papiere-vor-dem-Loeschen", "Papiere-zu-vernichten")
"""The papers of several cases before they are erased, by the name of their file."""


@pytest.mark.slow
@pytest.mark.journey
@pytest.mark.timeout(900)
def test_the_tour_goes_through_and_leaves_all_that_it_promises(tmp_path: Path, qapp: QApplication) -> None:
    said: list[str] = []
    sets = PICTURE_SETS if PROVE else PICTURE_SETS[1:2]  # the others are taken in the same way
    run_tour(tmp_path, said.append, begin, sets)
    papers = {file.name.partition("_IM-")[0] for file in (tmp_path / "papers").iterdir()}
    named = {each.removesuffix(".pdf") for each in papers}
    assert {kind.file_name for kind in KINDS.values()} <= named
    assert {f"{each}.pdf" for each in _NO_KIND.values()} <= papers
    assert {f"{each}.pdf" for each in _BEFORE_ERASING} <= papers
    assert {kind.values for kind in KINDS.values()} | _NO_KIND.keys() == NEED_OF_PAPER.keys()
    for file in (tmp_path / "papers").glob("*.pdf"):
        assert file.read_bytes().startswith(b"%PDF")
    book = load_workbook(BytesIO((tmp_path / "papers" / "Kennzahlen_2025.xlsx").read_bytes()))
    assert book.worksheets
    _check_pictures(tmp_path, [name for _look, _size, name in sets])
    _check_store(tmp_path)
    assert said[-1].endswith(str(tmp_path))


def _check_pictures(folder: Path, looks: Sequence[str]) -> None:
    """Check that each page, part, form, dialog and cover is on a picture of its own, in every look."""
    over = {kind.__name__ for kind in kinds_of_widgets() if issubclass(kind, (QDialog, Cover))}
    assert over == _OVER_THE_WINDOW.keys() | {"Cover", "ReadingCard"}
    for look in looks:
        taken = {file.stem.partition("-")[2]: file for file in (folder / "pictures" / look).iterdir()}
        assert {_PICTURED.get(page, page) for page in PAGES} <= taken.keys(), look
        assert {f"fall-{tab}" for tab, _word in tabs()} <= taken.keys(), look
        assert {f"fall-{part}" for part in forms()} <= taken.keys(), look
        assert {f"fall-plan-{block.value}" for block in Block} <= taken.keys(), look
        assert set(_OVER_THE_WINDOW.values()) <= taken.keys(), look
        assert {"datenschutz-loeschen", "datenschutz-papiere"} <= taken.keys(), look
        assert {f"fall-plan-{state}" for state in _OF_A_PLAN} <= taken.keys(), look
        assert "kennzahlen-kurzkontakte" in taken, look
        assert {f"einstellungen-{part}" for part, _word in settings_parts()} <= taken.keys(), look
        sizes = {name: QImageReader(str(file)).size() for name, file in taken.items()}
        assert {name for name, size in sizes.items() if size != QSize(1366, 768)} == set(), look


def _check_store(folder: Path) -> None:
    passphrase = (folder / "passphrase.txt").read_text(encoding="utf-8").rstrip("\n")
    vault = open_store(folder / "store", passphrase)
    try:
        desk = desk_of(vault, today=lambda: LAST_DAY, now=lambda: moment(LAST_DAY))
        with vault.reading() as connection:
            people = connection.scalar(select(func.count()).select_from(cases))
        newcomers = case_page(desk, CaseFilter(text="Alrashid")).rows
        figures = sheet_view(desk, 2026)
    finally:
        vault.close()
    assert people == 120 + 3 - 1
    assert [row.name for row in newcomers] == ["Alrashid-Muster, Samira"]
    assert newcomers[0].has_open_plan
    assert figures.balance_holds
    for file in (folder / "store").iterdir():
        assert b"Alrashid" not in file.read_bytes()
