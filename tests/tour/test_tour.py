"""The whole journey through the real window, from the first start to the sheet and an erasure."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QSize
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from intman_desktop.app import PAGES, begin
from intman_desktop.models.tables import cases
from intman_desktop.sample.office import LAST_DAY
from intman_desktop.services.cases import case_page
from intman_desktop.services.key_figures import sheet_view
from intman_desktop.services.stores import desk_of, open_store
from intman_desktop.tour import run_tour
from intman_desktop.ui.case.parts import tabs
from intman_desktop.ui.settings.page import settings_parts
from intman_desktop.values.views import CaseFilter
from tests.opened import moment

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


@pytest.mark.slow
@pytest.mark.journey
@pytest.mark.timeout(900)
def test_the_tour_goes_through_and_leaves_all_that_it_promises(tmp_path: Path, qapp: QApplication) -> None:
    said: list[str] = []
    run_tour(tmp_path, said.append, begin)
    papers = {file.name.partition("_")[0].removesuffix(".pdf") for file in (tmp_path / "papers").iterdir()}
    assert papers == {
        "Antwort-auf-Anfrage",
        "Auskunft",
        "Beratungsvereinbarung",
        "Bestaetigung-des-Widerrufs",
        "Begruendung-der-Verlaengerung",
        "Bescheinigung",
        "Datenfluss",
        "Datenschutzerklaerung",
        "Einwilligung",
        "Hilfe-zur-Folgenabschaetzung",
        "Integrationsplan",
        "Kennzahlen",
        "Loeschkonzept",
        "Loeschprotokoll",
        "Notfallblatt",
        "Papiere-zu-vernichten",
        "Schreiben",
        "Technische-und-organisatorische-Massnahmen",
        "Verpflichtung-der-Sprachmittlung",
        "Verzeichnis-der-Weitergaben",
        "Verzeichnis-von-Verarbeitungstaetigkeiten",
    }
    for file in (tmp_path / "papers").glob("*.pdf"):
        assert file.read_bytes().startswith(b"%PDF")
    book = load_workbook(BytesIO((tmp_path / "papers" / "Kennzahlen_2025.xlsx").read_bytes()))
    assert book.worksheets
    for look in ("light", "dark"):
        taken = {file.stem.partition("-")[2]: file for file in (tmp_path / "pictures" / look).iterdir()}
        assert {_PICTURED.get(page, page) for page in PAGES} <= taken.keys(), look
        assert {f"fall-{tab}" for tab, _word in tabs()} <= taken.keys(), look
        assert {f"einstellungen-{part}" for part, _word in settings_parts()} <= taken.keys(), look
        sizes = {name: QImageReader(str(file)).size() for name, file in taken.items()}
        assert {name for name, size in sizes.items() if size != QSize(1366, 768)} == set(), look
    _check_store(tmp_path)
    assert said[-1].endswith(str(tmp_path))


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
