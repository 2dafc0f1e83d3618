"""Answering "What do you have about me?" in the real window (L8, story 19)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.ui.paper_view import PaperView
from tests.builders import a_case_file
from tests.ui.case.journeys import OnCase


@pytest.fixture
def case(qtbot: QtBot, open_program: Callable[..., Any]) -> OnCase:
    return OnCase(qtbot, open_program((a_case_file(),), ()), "papers")


def test_l8_the_report_is_shown_to_be_read_and_printed_and_stands_in_the_journal(case: OnCase) -> None:
    case.click("Auskunft zeigen und drucken")
    (view,) = case.page.findChildren(PaperView)
    assert view.isVisible()
    assert view.pdf.page_count() >= 2
    verbs = [line.verb for line in case.hands.asked(journal_of, 1)]
    assert verbs == ["access_given", "case_read"]


def test_l8_the_file_to_take_along_is_written_after_a_word_of_warning(case: OnCase, tmp_path: Path) -> None:
    case.click("Als Datei mitgeben …")
    dialog = case.dialog()
    assert "nicht verschlüsselt" in case.hands.words(dialog)
    dialog.act.click()
    case.hands.settle()
    (chooser,) = case.hands.program.window.findChildren(QFileDialog)
    chooser.reject()
    file = tmp_path / "Daten.zip"
    case.panel("papers").access.save_file(file)
    case.hands.settle()
    assert case.hands.notice().startswith("Daten.zip gespeichert im Ordner")
    with zipfile.ZipFile(file) as parcel:
        assert parcel.namelist() == ["cases.json", "beside.json"]
