"""L9: past its last day or long without contact, a case is extended, let rest or ended; all three lead on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from intman_desktop.ui.case.next_card import NextCard
from intman_desktop.values.case_file import Extension, NeedsAssessment
from intman_desktop.values.codes import CaseState
from tests.builders import a_case, a_case_file
from tests.ui.case.journeys import OnCase
from tests.ui.hands import only


def a_needs() -> NeedsAssessment:
    """Return a detailed talk of the week before."""
    return NeedsAssessment(date(2026, 11, 12), "EB")


OVER = {"opened_on": date(2023, 10, 2), "period_start": date(2023, 10, 2)}


def test_l9_the_question_says_why_and_each_way_leads_on(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(case=a_case(**OVER)), tab="plan")
    case.click("Entscheiden", only(case.page, NextCard))
    panel = case.panel("decide")
    said = case.hands.words(panel)
    assert "Verlängern, ruhen lassen oder beenden" in said
    assert "Beratungszeitraum endete am 02.10.2026" in said
    assert "höchstens 6 Monate. Der Beratungszeitraum verlängert sich dadurch nicht." in said
    assert "Mit einem Grund, höchstens bis 02.10.2027." in said
    assert panel.first_field().text() == "Verlängern …"
    for words, part in (("Ruhen lassen …", "rest"), ("Beenden …", "ending")):
        case.go("decide")
        case.click(words, case.panel("decide"))
        case.panel(part)
    case.go("decide")
    case.click("Verlängern …", case.panel("decide"))
    assert case.hands.program.window.page_name() == "period"


def test_l9_a_resting_case_may_go_on_and_one_at_its_utmost_end_is_told(
    on_case: Callable[..., OnCase],
) -> None:
    late = {"opened_on": date(2022, 10, 2), "period_start": date(2022, 10, 2), "state": CaseState.DORMANT}
    utmost = (Extension(date(2026, 10, 2), date(2025, 9, 1), "other", "Grund"),)
    case = on_case(a_case_file(case=a_case(**late), extensions=utmost), tab="decide")
    said = case.hands.words(case.panel("decide"))
    assert "Das geht hier nicht mehr" in said
    assert "Das Ruhen endet, die Beratung geht weiter." in said
    case.click("Fortsetzen …", case.panel("decide"))
    case.panel("rest")


def test_l9_where_nothing_is_asked_it_is_said(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(needs_assessment=a_needs()), tab="decide")
    said = case.hands.words(case.panel("decide"))
    assert "Zurzeit steht keine Entscheidung an." in said
    assert "höchstens 6 Monate. Der Beratungszeitraum läuft weiter." in said
    case.click("Zurück", case.panel("decide"))
    case.panel("talks")
