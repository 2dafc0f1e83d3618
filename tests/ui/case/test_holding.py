"""Setting and lifting a hold in the real window (L2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from intman_desktop.services.cases import case_page, open_case
from intman_desktop.services.holding import hold_case
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.privacy.page import PrivacyPage
from intman_desktop.values.views import CaseFilter
from tests.builders import a_case_file, a_request
from tests.ui.case.journeys import OnCase


@pytest.fixture
def case(qtbot: QtBot, open_program: Callable[..., Any]) -> OnCase:
    return OnCase(qtbot, open_program((a_case_file(),), ()), "erasure")


def test_l2_a_hold_is_set_hides_the_case_and_is_lifted_after_a_reason_to_look(case: OnCase) -> None:
    case.click("Löschsperre setzen …")
    panel = case.panel("hold")
    assert panel.review_on.value() == date(2027, 2, 20)
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
    assert "erinnert nur der Tag daran" in case.words()


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
