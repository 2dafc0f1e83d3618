"""The papers for the data-protection officer on the page of data protection (E8)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.papers.privacy_papers import PRIVACY_PAPERS, paper_title
from intman_desktop.ui.privacy.page import PrivacyPage
from tests.ui.privacy.test_privacy_page import OpenProgram, button, opened, settle
from tests.ui.speaking import silent_controls


def links(page: PrivacyPage) -> list[QAbstractButton]:
    titles = {paper_title(name) for name in PRIVACY_PAPERS}
    return [each for each in page.findChildren(QAbstractButton) if each.text() in titles]


def test_e8_each_paper_is_shown_and_closed_again(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program()
    page = opened(qtbot, program)
    assert len(links(page)) == len(PRIVACY_PAPERS)
    assert all(link.isEnabled() for link in links(page))
    for link in links(page):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        settle(qtbot, program)
        assert page.paper.isVisible()
        assert page.paper.pdf.accessibleName() == link.text()
        page.paper.close_paper()
    assert silent_controls(page) == []


def test_e8_what_is_missing_is_named_and_leads_to_the_settings(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = open_program()
    page = opened(qtbot, program)
    program.frame.do(change_office, {"supervisory_authority": "", "purposes": ""})
    settle(qtbot, program)
    assert not any(link.isEnabled() for link in links(page))
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert "Noch nicht zu drucken, es fehlen: Aufsichtsbehörde, Zwecke." in said
    qtbot.mouseClick(button(page, "Angaben in den Einstellungen ergänzen"), Qt.MouseButton.LeftButton)
    assert program.window.where("settings") == {"field": "supervisory_authority"}
