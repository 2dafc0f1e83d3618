"""Scans in the real window: taken in from a file, shown from memory, deleted with a question (E2, E3, I9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from intman_desktop.services.casework.cases import open_case
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.case.scan_form import measure
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.forgetting import forget_folders
from intman_desktop.values.case_file import Scan
from intman_desktop.values.codes import CaseState, ScanKind, SpecialKind
from intman_desktop.values.scans import JPEG, PDF
from tests.builders import a_case, a_case_file, a_consent, a_health_consent, a_scan
from tests.papers_scanned import a_pdf, a_picture
from tests.ui.case.journeys import OnCase
from tests.ui.hands import unnamed


@pytest.fixture
def on_case(on_case: Callable[..., OnCase]) -> Callable[..., OnCase]:
    def opened(*files: Any) -> OnCase:
        both = a_case_file(consents=(a_consent(), a_health_consent()))
        return on_case(*(files or (both,)), tab="papers")

    return opened


def scans_of(case: OnCase) -> tuple[Scan, ...]:
    found: tuple[Scan, ...] = case.hands.asked(open_case, 1).file.scans
    return found


def take(case: OnCase, file: Path) -> Any:
    """Choose ``file`` and return the form, once it asks."""
    card = case.panel("papers").scans
    card.take_file(file)
    case.hands.qtbot.waitUntil(card.form.isVisible, timeout=20_000)
    return card.form


def test_e2_a_paper_is_taken_in_by_keyboard_shown_and_deleted(
    on_case: Callable[..., OnCase], tmp_path: Path
) -> None:
    case = on_case()
    card = case.panel("papers").scans
    assert "Noch kein Scan." in case.words()
    (tmp_path / "blatt.jpg").write_bytes(a_picture((1000, 1400)))
    form = take(case, tmp_path / "blatt.jpg")
    assert unnamed(card) == []
    assert form.window().focusWidget() in (form.what, form.what.line())
    case.hands.into(form.designation, "Einwilligung vom Januar")
    form.consent.set_code("1")
    case.hands.save()
    case.hands.qtbot.waitUntil(form.isHidden, timeout=20_000)
    case.hands.settle()
    (scan,) = scans_of(case)
    assert (scan.what, scan.designation, scan.consent, scan.kind) == (
        ScanKind.SIGNED_CONSENT,
        "Einwilligung vom Januar",
        0,
        None,
    )
    assert "Die Datei, aus der er kam, ist noch da" in case.hands.notice()
    assert "Nachweis: Beratung (Grundlage)" in case.words()
    case.click("Zeigen", card)
    (view,) = case.page.findChildren(PaperView)
    assert view.isVisible()
    assert view.pdf.page_count() == 1
    view.close_paper()
    case.go("consents")
    case.click("Scan zeigen")
    assert view.isVisible()
    view.close_paper()
    case.go("papers")
    case.click("Löschen …", card)
    (question,) = card.findChildren(Confirm)
    assert question.safe.isDefault()
    case.hands.qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    case.hands.settle()
    assert scans_of(case) == ()
    assert "Noch kein Scan." in case.words()


def test_e3_a_scan_on_health_is_marked_and_goes_with_its_consent(
    on_case: Callable[..., OnCase], tmp_path: Path
) -> None:
    case = on_case()
    (tmp_path / "attest.pdf").write_bytes(a_pdf())
    form = take(case, tmp_path / "attest.pdf")
    form.what.set_code("certificate")
    form.kind.set_code("health")
    case.click("Scan aufnehmen")
    case.hands.qtbot.waitUntil(form.isHidden, timeout=20_000)
    (scan,) = scans_of(case)
    assert (scan.kind, scan.media_type) == (SpecialKind.HEALTH, PDF)
    case.hands.settle()
    assert "enthält: Gesundheit und Behinderung" in case.words()
    withdraw = case.go("withdraw", consent_id=2)
    case.click("Widerrufen und Felder leeren", withdraw)
    (question,) = withdraw.findChildren(Confirm)
    case.hands.qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    case.hands.settle()
    assert "1 Scan davon wurde gelöscht." in case.words()
    assert scans_of(case) == ()


def test_what_is_no_paper_gets_its_sentence_and_no_form(
    on_case: Callable[..., OnCase], tmp_path: Path
) -> None:
    case = on_case(a_case_file(consents=(a_consent(),)))
    card = case.panel("papers").scans
    (tmp_path / "brief.docx").write_bytes(b"PK\x03\x04")
    card.take_file(tmp_path / "brief.docx")
    case.hands.qtbot.waitUntil(lambda: "PDF, JPEG und PNG" in case.hands.notice(), timeout=20_000)
    assert card.form.isHidden()
    (tmp_path / "blatt.pdf").write_bytes(a_pdf())
    form = take(case, tmp_path / "blatt.pdf")
    assert not form.kind.isVisible()
    case.click("Abbrechen", form)
    assert card.form.isHidden()
    form.take.click()
    assert scans_of(case) == ()


def test_an_ended_case_takes_none(on_case: Callable[..., OnCase]) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=a_case().opened_on, ending_reason="relocation")
    case = on_case(a_case_file(case=ended))
    assert not case.panel("papers").scans.add_scan.isVisible()


def test_the_dialog_is_opened_and_its_folders_are_forgotten(
    on_case: Callable[..., OnCase], qtbot: QtBot
) -> None:
    case = on_case()
    dialog = case.panel("papers").scans.choose_file()
    assert dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    other = QFileDialog()
    forget_folders(other)
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.setValue("FileDialog/lastVisited", "file:///ordner/muster")
    kept.sync()
    other.deleteLater()
    qtbot.waitUntil(lambda: not isValid(other))
    assert QSettings(QSettings.Scope.UserScope, "QtProject").value("FileDialog/lastVisited") is None


@pytest.mark.parametrize(
    ("media_type", "size", "words"),
    [(PDF, 10, "PDF, 1 kB"), (JPEG, 340 << 10, "Bild, 340 kB"), (PDF, 3 << 19, "PDF, 1.5 MB")],
)
def test_a_size_is_said_in_words(media_type: str, size: int, words: str) -> None:
    assert measure(media_type, size) == words


def test_l2_under_a_hold_the_row_says_that_no_scan_can_be_deleted(on_case: Callable[..., OnCase]) -> None:
    held = a_case(
        hold_since=date(2026, 11, 2), hold_reason="Klage (Beispiel)", hold_review_on=date(2027, 2, 1)
    )
    case = on_case(a_case_file(case=held, scans=(a_scan(),)))
    (card,) = case.page.findChildren(HoldCard)
    case.hands.into(card.reason, "Gericht oder Behörde")
    case.click("Akte öffnen")
    case.page.go("papers")
    case.hands.settle()
    scans = case.panel("papers").scans
    why = "Solange die Löschsperre gilt, lässt sich kein Scan löschen."
    assert why in case.hands.words(scans)
    buttons = {each.text(): each for each in scans.findChildren(QPushButton) if each.isVisible()}
    assert not buttons["Löschen …"].isEnabled()
    assert buttons["Löschen …"].accessibleDescription() == why
    assert buttons["Zeigen"].isEnabled()
    assert buttons["Zeigen"].accessibleDescription() == why
    buttons["Zeigen"].click()
    case.hands.settle()
    assert "Die Datei dieses Scans fehlt" in case.hands.notice(), "it is opened for the reason given"
    buttons["Zur Löschsperre"].setFocus()
    case.hands.press(Qt.Key.Key_Return)
    case.hands.settle()
    assert case.panel("erasure").isVisible()
