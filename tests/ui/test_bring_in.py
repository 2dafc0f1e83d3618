"""A Falldatei in the real window: brought in whole, or not at all with every fault named (L4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.exchange.case_format import write_document
from intman_desktop.services.casework.cases import case_page, open_case
from intman_desktop.ui.bring_in import Findings, place_words
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.own_consents import OwnConsents
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.tokens import space
from intman_desktop.values.codes import BirthPrecision, ConsentScope
from intman_desktop.values.document import Document
from intman_desktop.values.views import CaseFilter
from tests.builders import a_case_file, a_client
from tests.ui.hands import Hands, only

OpenProgram = Callable[..., Program]


def choose(hands: Hands, where: object, file: Path) -> None:
    """Press the act and choose ``file`` in the dialog that opens."""
    hands.click(where, "Falldatei übernehmen …")  # type: ignore[arg-type]
    (dialog,) = hands.program.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    hands.settle()


def count(hands: Hands) -> int:
    total = hands.asked(case_page, CaseFilter(), 0, 1).total
    assert isinstance(total, int)
    return total


def a_file(folder: Path, **details: Any) -> Path:
    file = folder / "faelle.json"
    content = write_document(Document(cases=(a_case_file(**details),)))
    file.write_bytes(content)
    return file


def test_the_empty_overview_brings_cases_in(qtbot: QtBot, open_program: OpenProgram, tmp_path: Path) -> None:
    hands = Hands(qtbot, open_program())
    page = hands.open(OverviewPage, "overview")
    choose(hands, page, a_file(tmp_path))
    assert hands.notice() == "1 Fall übernommen."
    assert count(hands) == 1
    assert "Noch keine Fälle" not in hands.words(page)


def test_l4_a_faulty_file_brings_nothing_and_its_faults_stand_with_their_places(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program())
    page = hands.open(CasesPage, "cases")
    choose(hands, page, a_file(tmp_path, consents=()))
    (found,) = hands.program.window.findChildren(Findings)
    said = hands.words(found)
    assert "Nichts wurde übernommen" in said
    assert "Fall 1 · Einwilligungen · cases[0].consents" in said
    assert count(hands) == 0
    found.accept()
    hands.click(page, "Falldatei übernehmen …")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("talks[3].participants[0].case_key", "Gespräche, Eintrag 4 · talks[3].participants[0].case_key"),
        ("brief_contacts", "Kurzkontakte ohne Personendaten · brief_contacts"),
        ("counters[0]", "Zähler gelöschter Akten, Eintrag 1 · counters[0]"),
        ("services[1].code", "Anlaufstellen, Eintrag 2 · services[1].code"),
        ("office.provider", "Einstellungen der Beratungsstelle · office.provider"),
        ("scan:ab12", "scan:ab12"),
        ("", ""),
    ],
)
def test_a_place_beside_the_cases_is_told_in_words(place: str, words: str) -> None:
    assert place_words(place) == words


def test_a_case_that_is_here_already_is_told(qtbot: QtBot, open_program: OpenProgram, tmp_path: Path) -> None:
    hands = Hands(qtbot, open_program())
    page = hands.open(SettingsPage, "settings", part="backup")
    file = a_file(tmp_path)
    choose(hands, page, file)
    choose(hands, page, file)
    assert hands.notice() == "0 Fälle übernommen."
    (found,) = hands.program.window.findChildren(Findings)
    assert "Dazu ist zu sagen" in hands.words(found)
    assert count(hands) == 1


def test_u3_p2_of_another_offices_file_it_is_asked_whose_own_consent_is_here(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program())
    page = hands.open(OverviewPage, "overview")
    mine = a_case_file(client=a_client(family_name="Neuland", given_name="Nora"))
    file = tmp_path / "faelle.json"
    file.write_bytes(write_document(Document(cases=(a_case_file(), mine), from_office="IM Beispielstadt")))
    choose(hands, page, file)
    (asked,) = hands.program.window.findChildren(OwnConsents)
    said = hands.words(asked)
    assert "IM Beispielstadt" in said and "Neuland, Nora" in said
    assert count(hands) == 0
    hands.click(asked, "Übernehmen")
    assert "wessen Einwilligung vorliegt" in hands.words(asked)
    other, card = asked.people
    card.here.setChecked(True)
    hands.click(asked, "Übernehmen")
    assert "Bitte geben Sie den Tag der Einwilligung an." in hands.words(asked)
    assert "abgelegt ist" in hands.words(asked)
    card.on.setText("19.11.2026")
    card.place.setText("Ordner 4")
    assert not other.place.isVisible()
    hands.click(asked, "Übernehmen")
    hands.settle()
    assert hands.notice() == "1 Fall übernommen."
    assert [row.name for row in hands.asked(case_page, CaseFilter(), 0, 2).rows] == ["Neuland, Nora"]
    (found,) = hands.program.window.findChildren(Findings)
    assert "eigenen Einwilligung" in hands.words(found)


@pytest.mark.parametrize(("size", "people"), [(1.0, 2), (1.0, 9), (2.0, 2)])
def test_what_is_asked_of_several_is_as_high_as_it_needs_and_never_touches_the_edge_of_the_window(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path, size: float, people: int
) -> None:
    """With two persons nothing is empty; what needs more than the window scrolls inside (1366 × 768)."""
    hands = Hands(qtbot, open_program())
    hands.program.style.enlarge(size)
    page = hands.open(OverviewPage, "overview")
    cases = tuple(a_case_file(client=a_client(given_name=f"Probe {each}")) for each in range(people))
    file = tmp_path / "faelle.json"
    file.write_bytes(write_document(Document(cases=cases, from_office="IM Beispielstadt")))
    choose(hands, page, file)
    (asked,) = hands.program.window.findChildren(OwnConsents)
    window, inside = hands.program.window, only(asked, ScrollPage)

    def fits() -> bool:
        top = window.mapFromGlobal(asked.pos()).y()
        empty = inside.viewport().height() - inside.body.totalHeightForWidth(inside.viewport().width())
        margin = min(top, window.height() - top - asked.height())
        full = inside.verticalScrollBar().maximum() > 0
        assert margin >= space(6) and (full or 0 <= empty <= space(2)), (margin, full, empty)
        return True

    hands.settle()
    assert fits()
    top, before = asked.pos().y(), asked.height()
    asked.people[0].here.setChecked(True)
    hands.settle()
    assert fits()
    assert asked.pos().y() == top, "what one has just clicked stays under the mouse"
    assert asked.height() > before or inside.verticalScrollBar().maximum() > 0


def test_e1_e2_of_a_minor_it_is_asked_who_represented_her_and_of_all_whether_they_may_be_written_to(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    """As the intake asks it: nobody comes in by a signature that binds nobody."""
    hands = Hands(qtbot, open_program())
    page = hands.open(OverviewPage, "overview")
    young = a_client(
        birth_date=date(2010, 5, 4), birth_precision=BirthPrecision.DAY, adult=None, email="n@x.invalid"
    )
    file = tmp_path / "faelle.json"
    file.write_bytes(
        write_document(
            Document(cases=(a_case_file(client=young, plan=None),), from_office="IM Beispielstadt")
        )
    )
    choose(hands, page, file)
    (asked,) = hands.program.window.findChildren(OwnConsents)
    (card,) = asked.people
    card.here.setChecked(True)
    card.on.setText("19.11.2026")
    card.place.setText("Ordner 4")
    card.contact.setChecked(True)
    hands.click(asked, "Übernehmen")
    assert "Bei Minderjährigen fehlt, wer sie bei der Einwilligung vertreten hat." in hands.words(asked)
    assert hands.here() is card.representative
    hands.into(card.representative, "Mutter Muster")
    hands.click(asked, "Übernehmen")
    hands.settle()
    assert hands.notice() == "1 Fall übernommen."
    kept = hands.asked(open_case, 1).file
    assert [(each.scope, each.representative) for each in kept.consents] == [
        (ConsentScope.BASIC, "Mutter Muster"),
        (ConsentScope.CONTACT, "Mutter Muster"),
    ]
    assert kept.client.email == "n@x.invalid"


def test_a_file_that_is_none_or_not_there_is_said(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program())
    page = hands.open(OverviewPage, "overview")
    choose(hands, page, tmp_path / "fort.json")
    assert "lässt sich nicht lesen" in hands.notice()
    (tmp_path / "brief.json").write_bytes(b"Sehr geehrte")
    choose(hands, page, tmp_path / "brief.json")
    assert "keine Falldatei" in hands.notice()
