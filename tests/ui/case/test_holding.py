"""Setting and lifting a hold in the real window (L2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.casework.cases import case_page, open_case
from intman_desktop.services.common.wording import shown
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.requests import record_request
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.privacy.page import PrivacyPage
from intman_desktop.values.codes import IdentityCheck, RequestAnswer
from intman_desktop.values.views import CaseFilter
from tests.builders import a_case_file, a_disclosure, a_request
from tests.ui.case.journeys import OnCase


@pytest.fixture
def case(qtbot: QtBot, open_program: Callable[..., Any]) -> OnCase:
    return OnCase(qtbot, open_program((a_case_file(),), ()), "erasure")


def test_l2_a_hold_is_set_hides_the_case_and_is_lifted_after_a_reason_to_look(case: OnCase) -> None:
    case.click("Löschsperre setzen …")
    panel = case.panel("hold")
    told = "Nur, wenn die Akte für eine Beschwerde oder einen Rechtsstreit gebraucht wird. Sie verschwindet"
    assert told in case.words(), "Art. 17 (3) e DS-GVO alone, as every letter says"
    assert panel.review_on.value() == date(2027, 2, 22)
    case.hands.into(panel.review_on, "")
    case.hands.save()
    assert "warum die Akte nicht gelöscht werden darf" in case.words()
    assert "wann Sie wieder nachsehen" in case.words()
    case.hands.into(panel.reason, "Beschwerde (Beispiel)")
    case.hands.into(panel.review_on, "1.2.2027")
    case.hands.save()
    assert isinstance(case.hands.program.window.page(), PrivacyPage)
    assert case.hands.notice().startswith("Die Löschsperre ist gesetzt")
    assert case.hands.asked(case_page, CaseFilter()).total == 0

    page = case.hands.open(CasePage, "case", case_id=1, tab="erasure")
    (card,) = page.findChildren(HoldCard)
    assert "Akte mit Löschsperre" in case.words()
    assert case.hands.program.window.focusWidget() is (card.reason.focusProxy() or card.reason)
    case.hands.click(page, "Akte öffnen")
    assert "Bitte wählen Sie einen Grund." in case.words()
    case.hands.into(card.reason, "Gericht oder Behörde")
    case.hands.click(page, "Akte öffnen")
    assert "hat eine Löschsperre (Beschwerde (Beispiel))" in case.words()
    case.click("Löschsperre aufheben …")
    case.confirm()
    assert case.hands.notice() == "Die Löschsperre ist aufgehoben."
    assert case.hands.asked(open_case, 1).file.case.hold_since is None
    assert case.hands.asked(case_page, CaseFilter()).total == 1


def may_click(where: QWidget, name: str) -> bool:
    """Return whether the button of that accessible name can be clicked."""
    buttons = where.findChildren(QPushButton)
    return next(each for each in buttons if each.accessibleName() == name).isEnabled()


def shows_a_paper(case: OnCase) -> bool:
    """Return whether a paper stands over the page."""
    (view,) = case.page.findChildren(PaperView)
    return view.isVisible()


def opened(case: OnCase, reason: str = "Gericht oder Behörde", tab: str = "erasure") -> None:
    """Open the held case with a reason."""
    page = case.hands.open(CasePage, "case", case_id=1, tab=tab)
    (card,) = page.findChildren(HoldCard)
    case.hands.into(card.reason, reason)
    case.hands.click(page, "Akte öffnen")


def test_l2_under_a_hold_the_person_and_the_recipients_get_what_they_are_owed(
    qtbot: QtBot, open_program: Callable[..., Any]
) -> None:
    file = a_case_file(disclosures=(a_disclosure(on=date(2026, 11, 20)),))
    case = OnCase(qtbot, open_program((file,), ()), "erasure")
    case.hands.asked(hold_case, 1, "Beschwerde (Beispiel)", date(2027, 2, 1))
    opened(case)
    case.go("withdraw", consent_id=1)
    for words in ("Bescheinigung zeigen", "Integrationsplan zeigen"):
        case.click(words)
        case.click("Zurück")
    case.click("Widerrufen und Akte beenden")
    case.confirm()
    assert "Drucken Sie zuerst, was hier steht." in case.words()
    today = f"{date(2026, 11, 20):%d.%m.%Y}"
    case.go("journal")
    assert f"Widerrufen am {today}: zu löschen, sobald die Sperre fällt." in case.words()
    assert "Im Augenblick ist nichts zu tun." not in case.words()
    case.go("erasure")
    panel = case.panel("erasure")
    for words in (
        "Bestätigung des Widerrufs",
        "Bescheinigung",
        "Integrationsplan",
        "Mitteilung an 1 Stelle",
        "Papiere, die zu vernichten sind",
    ):
        case.click(words, panel)
        assert shows_a_paper(case), words
        case.click("Zurück")
    verbs = [line.verb for line in case.hands.asked(journal_of, 1)]
    assert verbs.count("paper_made") == 7
    assert verbs.count("held_case_opened_court") >= 7


def test_l8_under_a_hold_the_person_gets_her_answer(case: OnCase, tmp_path: Path) -> None:
    case.hands.asked(record_request, 1, a_request(received_on=date(2026, 11, 10)))
    case.hands.asked(hold_case, 1, "Beschwerde (Beispiel)", date(2027, 2, 1))
    opened(case, "Auskunft an die Person", "papers")
    assert "Anfrage vom 10.11.2026 nicht beantwortet (Auskunft)." in case.words()
    panel = case.panel("papers")
    case.click("Auskunft zeigen und drucken")
    assert shows_a_paper(case)
    case.click("Zurück")
    panel.access.save_file(tmp_path / "daten.zip")
    case.hands.settle()
    assert (tmp_path / "daten.zip").is_file()
    assert "Unter einer Löschsperre gibt es nur" in case.hands.words(panel)
    assert not may_click(panel, "Einwilligung zeigen und drucken")
    assert may_click(panel, "Integrationsplan zeigen und drucken")
    case.click("Beantworten")
    form = case.panel("request")
    assert not form.remove.isVisible()
    case.hands.into(form.form.answered_on, "20.11.2026")
    case.hands.into(form.form.answer, shown(RequestAnswer.HANDED_OVER))
    case.hands.into(form.form.identity, shown(IdentityCheck.KNOWN))
    case.hands.save()
    assert case.hands.notice() == "Die Antwort ist eingetragen."
    case.click("Schreiben drucken")
    assert shows_a_paper(case)


def test_l2_a_case_that_was_left_asks_for_a_reason_anew(case: OnCase) -> None:
    case.hands.asked(hold_case, 1, "Beschwerde (Beispiel)", date(2027, 2, 1))
    opened(case, tab="journal")
    assert "Musterfrau, Samira" in case.words()
    case.go("consents")
    assert "Musterfrau, Samira" in case.words()
    case.hands.open(PrivacyPage, "privacy")
    entries = len(case.hands.asked(journal_of, 1))
    case.hands.open(CasePage, "case", case_id=1, tab="erasure")
    assert "Musterfrau, Samira" not in case.words()
    assert "Diese Akte hat eine Löschsperre." in case.words()
    assert len(case.hands.asked(journal_of, 1)) == entries
    opened(case, "Auskunft an die Person", "journal")
    newest = case.hands.asked(journal_of, 1)[0]
    assert newest.verb == "held_case_opened_person_asks"


@pytest.mark.parametrize(
    ("asked_on", "look_again"),
    [(date(2026, 11, 10), date(2026, 12, 10)), (date(2026, 1, 12), date(2026, 11, 21))],
)
def test_l8_a_hold_reminds_of_a_request_that_waits(
    qtbot: QtBot, open_program: Callable[..., Any], asked_on: date, look_again: date
) -> None:
    file = a_case_file(requests=(a_request(received_on=asked_on),))
    case = OnCase(qtbot, open_program((file,), ()), "erasure")
    assert f"Anfrage vom {asked_on:%d.%m.%Y} nicht beantwortet (Auskunft)." in case.words()
    case.click("Löschsperre setzen …")
    assert case.panel("hold").review_on.value() == look_again
    assert "In den Fristen steht sie dann mit der Fallnummer, ohne Namen." in case.words()


def test_l2_a_hold_can_be_taken_back_at_once(case: OnCase) -> None:
    case.click("Löschsperre setzen …")
    case.hands.into(case.panel("hold").reason, "Beschwerde (Beispiel)")
    case.click("Löschsperre setzen")
    case.undo()
    assert case.hands.asked(case_page, CaseFilter()).total == 1


def test_what_is_refused_meanwhile_is_said_in_the_form(case: OnCase) -> None:
    case.click("Löschsperre setzen …")
    case.hands.into(case.panel("hold").reason, "Beschwerde (Beispiel)")
    case.hands.asked(hold_case, 1, "Klage (Beispiel)", date(2027, 1, 1))
    case.click("Löschsperre setzen")
    assert "Diese Akte hat eine Löschsperre." in case.words()
