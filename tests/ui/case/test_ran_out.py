"""A consent that ran out, in the real window: renewed or emptied, from the tab and the deadlines (E3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from intman_desktop.models import tables as t
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.deadlines.page import DeadlinesPage
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.privacy.consents_card import ConsentsCard
from intman_desktop.ui.privacy.page import PrivacyPage
from intman_desktop.values.case_file import Answer, CaseFile
from intman_desktop.values.codes import ConsentScope, DisclosureGround, SpecialKind
from tests.builders import (
    a_case_file,
    a_consent,
    a_disclosure,
    a_health_consent,
    a_passing_on,
    a_plan,
    a_talk,
)
from tests.ui.case.journeys import OnCase
from tests.ui.hands import Hands, only, part_of


def a_file() -> CaseFile:
    """Return a case with an answer on health whose consent was given until some days ago."""
    return a_case_file(
        consents=(a_consent(), a_health_consent(valid_until=date(2026, 11, 10))),
        answers=(Answer("disability", "yes"), Answer("years_of_school", "9")),
        household=(),
        plan=a_plan(goals=()),
    )


def held(hands: Hands) -> set[str]:
    """Return which answers the case still holds, hidden ones too."""
    return hands.asked(_answered)


def _answered(desk: Desk) -> set[str]:
    with desk.vault.reading() as connection:
        return set(connection.scalars(select(t.answers.c.field)))


def deadlines_of(hands: Hands) -> DeadlinesPage:
    """Open the deadlines of consents."""
    page = hands.program.window.open_page("deadlines", kind="consent")
    assert isinstance(page, DeadlinesPage)
    hands.settle()
    return page


def confirm(hands: Hands) -> None:
    """Say yes to the question that is asked."""
    page = hands.program.window.page()
    assert page is not None
    dialog = next(each for each in page.findChildren(Confirm) if each.isVisible())
    assert dialog.safe.isDefault()
    hands.click(dialog, "Endgültig leeren")


def test_e3_the_tab_tells_it_and_leads_to_the_consent_or_empties(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_file(), tab="consents")
    card = case.panel("consents").expired
    assert "Angaben sind verborgen" in case.hands.words(card)
    assert "galt bis 10.11.2026" in case.hands.words(card)
    case.click("Einwilligung erneuern", card)
    assert case.panel("consent").consent().scope is ConsentScope.SPECIAL
    assert case.panel("consent").decision.decision() is None  # a new Yes is never presumed (Rule E5)
    case.go("consents")
    case.click("Angaben leeren …", card)
    assert "auch nicht aus einer älteren Sicherung" in case.hands.words(case.dialog())
    case.confirm()
    assert case.hands.notice().startswith("Die Angaben sind geleert.")
    assert not card.isVisible()
    assert held(case.hands) == {"years_of_school"}
    assert "Angaben geleert am 20.11.2026" in case.words()


@pytest.fixture
def office(qtbot: QtBot, open_program: Callable[..., Any]) -> Callable[..., Hands]:
    """Return what opens the window over these cases."""

    def opened(*files: CaseFile) -> Hands:
        return Hands(qtbot, open_program(files, [a_talk(files[0].case.key, on=date(2026, 11, 2))]))

    return opened


def test_e3_the_deadlines_offer_both_ways(office: Callable[..., Hands]) -> None:
    hands = office(a_file())
    page = deadlines_of(hands)
    assert "Angaben sind verborgen" in hands.words(page.bar)
    hands.click(page.bar, "Angaben leeren …")
    confirm(hands)
    assert held(hands) == {"years_of_school"}
    assert page.table.rows.rowCount() == 0


def test_e3_the_page_of_data_protection_offers_both_ways(office: Callable[..., Hands]) -> None:
    hands = office(a_file())
    consents = only(hands.open(PrivacyPage, "privacy"), ConsentsCard)
    assert "Angaben sind verborgen" in hands.words(consents)
    hands.click(consents, "Angaben leeren …")
    confirm(hands)
    assert held(hands) == {"years_of_school"}
    assert "Angaben sind verborgen" not in hands.words(consents)


def test_art_19_a_deadline_leads_to_the_notice_until_the_recipient_was_told(
    office: Callable[..., Hands],
) -> None:
    gone = a_passing_on(withdrawn_on=date(2026, 11, 12))
    file = a_case_file(
        consents=(a_consent(), gone),
        disclosures=(a_disclosure(consent=1),),
        household=(),
        plan=a_plan(goals=()),
    )
    hands = office(file)
    page = deadlines_of(hands)
    assert "unterrichten: Jobcenter Musterstadt" in hands.words(page.bar)
    hands.click(page.bar, "Unterrichten")
    case = hands.program.window.page()
    assert isinstance(case, CasePage)
    panel = part_of(case, "passing_on")
    assert panel.form.recipient.value() == "Jobcenter Musterstadt"
    assert panel.form.is_letter()
    panel.form.way.set_code("phone")
    panel.form.way.chosen.emit("phone")
    hands.click(panel.foot, "Festhalten")
    told = hands.asked(open_case, 1).file.disclosures
    assert [each.way for each in told] == ["letter", "phone"]
    page = deadlines_of(hands)
    assert page.table.rows.rowCount() == 0


def test_e7_the_worker_sees_what_the_papers_leave_out_and_why(on_case: Callable[..., OnCase]) -> None:
    secret = a_disclosure(
        recipient="Jugendamt Musterstadt",
        ground=DisclosureGround.CHILD_WELFARE,
        reason="Gewichtige Anhaltspunkte (Beispiel)",
        not_told_reason="Schutz des Kindes.",
    )
    case = on_case(a_case_file(disclosures=(secret,)), tab="consents")
    assert "Person nicht informiert, weil: Schutz des Kindes." in case.words()
    case.go("papers")
    said = "Jugendamt Musterstadt am 12.01.2026, weil: Schutz des Kindes."
    assert said in case.words()
    assert "Fragen Sie vor einer Auskunft" in case.words()


def test_e3_the_register_says_that_a_consent_ran_out_and_not_that_it_was_withdrawn(
    on_case: Callable[..., OnCase],
) -> None:
    """Rules E3, E7: what is hidden is still there and can be renewed, and nobody withdrew."""
    consents = (a_consent(), a_passing_on(), a_health_consent(valid_until=date(2026, 11, 10)))
    told = a_disclosure(what="Reha", kind=SpecialKind.HEALTH, consent=1)
    case = on_case(a_case_file(consents=consents, disclosures=(told,)), tab="consents")
    assert "nicht genannt: Einwilligung abgelaufen" in case.words()
    assert "nach dem Widerruf entfernt" not in case.words()
