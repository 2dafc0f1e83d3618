"""The page of a case in the real window: head, chain, clock, next steps, tabs (P1, C9, E3, L2)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.ui.case import parts
from intman_desktop.ui.case.clock import CaseClock
from intman_desktop.ui.case.header import CaseHeader
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.case.next_card import NextCard
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.parts.tab_row import TabRow
from intman_desktop.values.case_file import EarlierCounselling, Extension, Goal, NeedsAssessment, PlanSpan
from intman_desktop.values.codes import CaseState, ConsentDecision, GoalState
from tests.builders import a_case, a_case_file, a_client, a_consent, a_goal, a_plan, a_talk, an_agreement
from tests.ui.case.journeys import OnCase
from tests.ui.hands import CTRL, only, unnamed

PARTS = (
    "plan",
    "talks",
    "deadlines",
    "person",
    "consents",
    "papers",
    "journal",
    "notice",
    "consent",
    "passing_on",
    "request",
    "rectify",
    "agreement",
    "shown_text",
    "withdraw",
    "decide",
    "rest",
    "decision",
    "take_over",
    "ending",
    "erasure",
    "hold",
)
REACHED = a_goal(state=GoalState.REACHED, next_review=None)


def test_p1_the_head_and_the_chain_say_where_the_case_stands(on_case: Callable[..., OnCase]) -> None:
    case = on_case()
    words = case.words()
    assert "Musterfrau, Samira" in words
    assert "Arabisch, mit Sprachmittlung · 0711\N{NO-BREAK SPACE}123456 · Musterstadt" in words
    assert case.steps()["Einwilligung"] == "12.01.2026"
    assert case.steps()["Ziele"] == "1 Ziel"
    assert case.steps()["Beendigung"] == "offen"
    assert case.page.title() == "Ein Fall" and "Kette des Rechts" in case.page.help()


@pytest.mark.parametrize(
    ("goals", "said", "words"),
    [
        ((REACHED,), {}, "keins offen"),
        ((REACHED,), {"no_goal_reason": "krank", "no_goal_until": date(2026, 12, 18)}, "keins offen"),
        ((REACHED, a_goal()), {}, "2 Ziele"),
    ],
)
def test_z1_the_chain_says_that_no_goal_is_open_once_a_new_one_is_asked_for(
    on_case: Callable[..., OnCase], goals: tuple[Goal, ...], said: dict[str, Any], words: str
) -> None:
    """It said "3 Ziele" in green while the line below it was overdue."""
    case = on_case(a_case_file(plan=a_plan(goals=goals, **said)))
    assert case.steps()["Ziele"] == words


def test_p1_a_closed_step_says_why(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(agreement=None, needs_assessment=None, plan=None))
    assert case.steps()["Bedarf"] == "noch geschlossen"
    case.step("Bedarf")
    assert "Bedarf: Öffnet sich mit der Beratungsvereinbarung." in case.words()


def test_p1_each_step_opens_where_it_is_done(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(agreement=an_agreement(worker_signed_on=None)))
    case.step("Datenschutzerklärung")
    case.panel("consents")
    case.step("Vereinbarung")
    case.panel("agreement")
    case.step("Beendigung")
    case.panel("ending")
    case.step("Plan")
    case.panel("plan")
    case.step("Bedarf")
    assert case.hands.program.window.page_name() == "needs"


def test_c9_a_click_on_the_clock_explains_it(on_case: Callable[..., OnCase]) -> None:
    case = on_case()
    (clock,) = case.page.findChildren(CaseClock)
    assert clock.bar.text() == (
        "erstes Beratungsgespräch 12.01.2026 · endet am 12.01.2029 · noch 784 Tage · "
        "verlängerbar bis 12.01.2030"
    )
    assert not clock.explanation.isVisible()
    case.hands.qtbot.mouseClick(clock.bar, Qt.MouseButton.LeftButton)
    words = case.hands.words(clock)
    assert "Der Beratungszeitraum dauert drei Jahre; der Tag des ersten Gesprächs zählt nicht mit." in words
    assert "§§ 187 und 188 BGB" in words
    case.click("Bescheinigung zeigen", clock)
    (paper,) = case.page.findChildren(PaperView)
    assert paper.isVisible()
    paper.close_paper()
    case.hands.qtbot.mouseClick(clock.bar, Qt.MouseButton.LeftButton)
    case.click("Verlängerung entscheiden", clock)
    assert case.hands.program.window.page_name() == "period"


def test_back_leads_from_a_paper_to_the_case_and_only_then_to_the_page_before(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case()
    (clock,) = case.page.findChildren(CaseClock)
    case.hands.qtbot.mouseClick(clock.bar, Qt.MouseButton.LeftButton)
    case.click("Bescheinigung zeigen", clock)
    (paper,) = case.page.findChildren(PaperView)
    assert paper.isVisible()
    window = case.hands.program.window
    window.back()
    assert (paper.isVisible(), window.page_name()) == (False, "case")
    window.back()
    assert window.page_name() != "case"


def test_papers_in_the_head_are_shown_also_while_the_clock_is_explained(
    on_case: Callable[..., OnCase],
) -> None:
    """The calculation would push the tabs out of sight; a tab that is clicked itself leaves it open."""
    case = on_case(tab="talks")
    (clock,) = case.page.findChildren(CaseClock)
    tabs, scroll = only(case.page, TabRow), only(case.page, ScrollPage)

    def is_in_view() -> bool:
        top = scroll.height_above(tabs) - scroll.verticalScrollBar().value()
        return top >= 0 and top + tabs.height() <= scroll.viewport().height()

    case.hands.qtbot.mouseClick(clock.bar, Qt.MouseButton.LeftButton)
    case.hands.settle()
    assert clock.explanation.isVisible() and not is_in_view()
    case.click("Papiere")
    case.panel("papers")
    case.hands.qtbot.waitUntil(is_in_view)
    case.hands.qtbot.mouseClick(clock.bar, Qt.MouseButton.LeftButton)
    case.hands.qtbot.mouseClick(tabs.tab("journal"), Qt.MouseButton.LeftButton)
    case.panel("journal")
    assert clock.explanation.isVisible()


def test_c2_an_extended_period_leads_to_its_justification(on_case: Callable[..., OnCase]) -> None:
    extension = Extension(date(2029, 6, 30), date(2026, 1, 12), "other", "Prüfung im Juni")
    case = on_case(a_case_file(extensions=(extension,)), a_case_file())
    (clock,) = case.page.findChildren(CaseClock)
    case.click("Begründung der Verlängerung zeigen", clock)
    (paper,) = case.page.findChildren(PaperView)
    assert paper.isVisible()
    case.hands.open(CasePage, "case", case_id=2)
    case.hands.qtbot.mouseClick(clock.bar, Qt.MouseButton.LeftButton)
    assert "Begründung der Verlängerung" not in case.hands.words(clock)


def test_c9_an_over_period_and_none_are_said_in_words(on_case: Callable[..., OnCase]) -> None:
    over = a_case_file(case=a_case(opened_on=date(2023, 1, 9), period_start=date(2023, 1, 9)))
    none = a_case_file(case=a_case(period_start=None), needs_assessment=None, plan=None)
    case = on_case(over, none)
    (clock,) = case.page.findChildren(CaseClock)
    assert "endete am 09.01.2026 · vorbei" in clock.bar.text()
    case.hands.open(CasePage, "case", case_id=2)
    assert clock.bar.text().startswith("Der Beratungszeitraum hat noch nicht begonnen")


def test_l1_the_clock_of_a_case_that_ended_warns_of_nothing(on_case: Callable[..., OnCase]) -> None:
    """What was ended in its time is no alarm, and no day is left to count or extend."""
    ended = {"state": CaseState.ENDED, "ended_on": date(2026, 10, 13), "ending_reason": "goals_reached"}
    over = a_case(**ended, opened_on=date(2022, 10, 13), period_start=date(2022, 10, 13))
    long_ago = a_case_file(case=over, needs_assessment=NeedsAssessment(date(2022, 10, 13)))
    case = on_case(long_ago, a_case_file(case=a_case(**ended)), a_case_file())
    (clock,) = case.page.findChildren(CaseClock)
    assert clock.bar.text() == (
        "Beratung beendet am 13.10.2026 · erstes Beratungsgespräch 13.10.2022 · "
        "Beratungszeitraum bis 13.10.2025"
    )
    states = [clock.bar.state]
    case.hands.open(CasePage, "case", case_id=2)
    assert clock.bar.text() == (
        "Beratung beendet am 13.10.2026 · erstes Beratungsgespräch 12.01.2026 · "
        "Beratungszeitraum bis 12.01.2029"
    )
    case.hands.open(CasePage, "case", case_id=3)
    states.append(clock.bar.state)
    assert states == [State.CLOSED, State.GOING]


def test_what_is_due_stands_first_and_opens_its_place(on_case: Callable[..., OnCase]) -> None:
    file = a_case_file(agreement=an_agreement(client_signed_on=None, oral_on=date(2026, 1, 12)))
    case = on_case(file)
    case.click("Unterschrift eintragen")
    assert case.panel("agreement").isVisible()


def test_p3_i9_a_closed_plan_that_is_needed_is_taken_up_again_there(on_case: Callable[..., OnCase]) -> None:
    """The line leads to where that is done, and proposes the day of the talk that needs it."""
    closed = PlanSpan(date(2026, 1, 12), date(2026, 6, 1), "goals_reached")
    file = a_case_file(plan=a_plan(spans=(closed,)))
    case = on_case(file, talks=[a_talk(file.case.key, on=date(2026, 11, 2))])
    assert "Plan am 01.06.2026 geschlossen, seit dem Gespräch am 02.11.2026 wieder nötig." in case.words()
    case.click("Plan wieder aufnehmen")
    panel = case.panel("plan").plan
    case.hands.qtbot.waitUntil(lambda: panel.pane.content.on.hasFocus())
    assert panel.pane.content.on.text() == "02.11.2026"
    case.hands.click(panel, "Plan wieder aufnehmen")
    assert "Wieder aufgenommen am 02.11.2026." in case.words()
    assert "wieder nötig" not in case.words()


def test_c1_the_needs_assessment_may_be_the_first_talk(on_case: Callable[..., OnCase]) -> None:
    none_yet = {"needs_assessment": None, "plan": None}
    elsewhere = (EarlierCounselling("LRA Musterkreis", date(2025, 9, 20)),)
    brought = a_case_file(**none_yet, earlier_counselling=elsewhere)
    case = on_case(a_case_file(), a_case_file(**none_yet), brought)
    assert "Bisher die Bedarfserhebung am 12.01.2026." in case.words()
    case.hands.open(CasePage, "case", case_id=2)
    assert "Noch kein Gespräch. Mit Strg+G notieren Sie das erste." in case.words()
    case.hands.open(CasePage, "case", case_id=3)
    assert "Hier noch kein Gespräch. Mit Strg+G notieren Sie eines." in case.words()


def test_what_can_be_done_now_stands_before_what_is_due_later(on_case: Callable[..., OnCase]) -> None:
    young = a_client(birth_date=date(2008, 12, 5), adult=None)
    case = on_case(
        a_case_file(client=young, case=a_case(opened_on=date(2026, 11, 20)), plan=None), ahead=True
    )
    words = case.hands.words(only(case.page, NextCard))
    assert words.index("Der Integrationsplan ist noch nicht begonnen.") < words.index("Wird am 05.12.2026 18")


def test_a_case_without_needs_offers_to_take_them(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(needs_assessment=None, plan=None))
    assert "Der Bedarf ist noch nicht aufgenommen." in case.words()
    case.click("Bedarf aufnehmen")
    assert case.hands.program.window.where("needs") == {"case_id": 1}


def test_the_cursor_waits_at_the_next_act_after_a_file_was_opened(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(needs_assessment=None, plan=None), ahead=True)
    button = case.hands.program.window.focusWidget()
    assert isinstance(button, QPushButton) and button.text() == "Entscheiden"
    assert button is only(case.page, NextCard).first_act()


def test_to_the_plan_the_cursor_goes_where_it_is_begun(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(plan=None))
    case.click("Zum Plan")
    begin = case.panel("plan").plan.begin
    assert case.hands.program.window.focusWidget() is begin.on
    case.hands.press(Qt.Key.Key_Return)
    case.hands.settle()
    button = case.hands.program.window.focusWidget()
    assert isinstance(button, QPushButton) and button.text().startswith("Ziel ")


def test_tab_goes_on_below_the_tabs_though_the_chain_was_drawn_anew(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="person")
    case.page.refresh()
    case.hands.settle()
    only(case.page, TabRow).tab("person").setFocus()
    for key, inside in ((Qt.Key.Key_Tab, True), (Qt.Key.Key_Backtab, False)):
        case.hands.press(key)
        now = case.hands.program.window.focusWidget()
        assert case.panel("person").isAncestorOf(now) is inside


def test_with_large_text_the_cursor_begins_where_it_is_seen(on_case: Callable[..., OnCase]) -> None:
    """The page begins at its head: the tab takes the cursor as long as it is in view, else the first act."""
    case = on_case()
    tab = only(case.page, TabRow).tab("talks")
    assert case.hands.program.window.focusWidget() is tab
    case.hands.program.style.enlarge(2.0)
    case.hands.open(OverviewPage, "overview")
    case.go("talks")
    cursor = case.hands.program.window.focusWidget()
    assert isinstance(cursor, QPushButton) and not cursor.visibleRegion().isEmpty()
    assert tab.visibleRegion().isEmpty(), "else this shows nothing"
    assert cursor.text() == "Gespräch notieren"


def test_the_keys_turn_the_tabs(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="plan")
    seen = []
    for _turn in parts.tabs():
        case.hands.press(Qt.Key.Key_PageDown, CTRL)
        case.hands.settle()
        seen.append(only(case.page, TabRow).key())
    assert seen == ["talks", "deadlines", "person", "consents", "papers", "journal", "plan"]
    case.hands.press(Qt.Key.Key_PageUp, CTRL)
    case.panel("journal")
    assert "In „Protokoll“ steht" in case.page.help()


def test_l2_a_case_on_hold_opens_with_a_reason(on_case: Callable[..., OnCase]) -> None:
    held = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 1), ending_reason="goals_reached")
    held = replace(held, hold_since=date(2026, 11, 2), hold_reason="Klage", hold_review_on=date(2027, 2, 1))
    case = on_case(a_case_file(case=held))
    assert "Musterfrau" not in case.words()
    assert f"{held.number} · wieder ansehen am 01.02.2027" in case.words()
    case.hands.open(CasesPage, "cases")
    case.hands.open(CasePage, "case", case_id=1)
    case.click("Zurück")
    assert case.hands.program.window.page_name() == "cases"
    case.hands.open(CasePage, "case", case_id=1)
    case.click("Akte öffnen")
    assert "Bitte wählen Sie einen Grund." in case.words()
    case.hands.into(only(case.page, HoldCard).reason, "Gericht oder Behörde")
    case.click("Akte öffnen")
    assert "Musterfrau, Samira" in case.words()
    panel = case.go("journal")
    assert "Akte mit Löschsperre geöffnet: Gericht oder Behörde" in case.hands.words(panel)
    chips = [each.accessibleName() for each in case.page.findChildren(StateChip) if each.isVisible()]
    assert "Löschsperre: Klage · wieder ansehen am 01.02.2027" in chips
    assert "Zu löschen bis" not in case.words()
    case.click("Zur Löschsperre")
    assert "hat eine Löschsperre (Klage)" in case.hands.words(case.panel("erasure").foot)


def test_a_case_that_is_gone_says_so(on_case: Callable[..., OnCase]) -> None:
    case = on_case()
    case.hands.open(CasePage, "case", case_id=77)
    assert "Diesen Fall gibt es hier nicht mehr." in case.words()
    assert "Musterfrau" not in case.words()


def test_a_case_that_is_opened_anew_begins_at_its_head(on_case: Callable[..., OnCase]) -> None:
    """Whose file it is stands in view before anything is typed, also where one had scrolled before."""
    case = on_case(tab="person")
    window = case.hands.program.window
    window.resize(1366, 600)
    case.hands.settle()
    bar = only(case.page, ScrollPage).verticalScrollBar()
    ways = (
        lambda: window.open_page("case", case_id=1),
        lambda: window.open_page("case", case_id=1, tab="plan"),
        window.back,
    )
    for way in ways:
        window.open_page("overview")
        window.open_page("case", case_id=1, tab="person")
        case.hands.settle()
        bar.setValue(bar.maximum())
        assert bar.value() > 0
        window.open_page("overview")
        way()
        case.hands.settle()
        assert window.page_name() == "case"
        assert bar.value() == 0


def test_another_case_leaves_nothing_of_the_one_before(on_case: Callable[..., OnCase]) -> None:
    other = a_case_file(client=a_client(family_name="Andersen", given_name="Ane"))
    case = on_case(a_case_file(), other, tab="consent")
    case.hands.open(CasePage, "case", case_id=2, tab="talks")
    assert "Andersen, Ane" in case.words() and "Musterfrau" not in case.words()


def test_the_open_case_stays_named_behind_the_curtain(on_case: Callable[..., OnCase]) -> None:
    case = on_case()
    case.hands.press(Qt.Key.Key_F8)
    case.hands.settle()
    assert "Musterfrau, Samira" in case.words()


def test_an_ended_and_a_refused_case_say_where_they_stand(on_case: Callable[..., OnCase]) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 10), ending_reason="goals_reached")
    closed = a_case_file(consents=(a_consent(decision=ConsentDecision.REFUSED),))
    case = on_case(a_case_file(case=replace(ended, deletion_due=date(2026, 11, 24))), closed)
    assert "Zu löschen bis 24.11.2026." in case.words()
    (header,) = case.page.findChildren(CaseHeader)
    shown = [each.text() for each in header.findChildren(QPushButton) if each.isVisible()]
    assert "Gespräch notieren" not in shown and "Papiere" in shown
    case.click("Akte löschen")
    case.panel("erasure")
    case.hands.open(CasePage, "case", case_id=2, tab="talks")
    assert "Ohne Einwilligung in die Beratung ist die Akte für jede Arbeit geschlossen." in case.words()
    case.click("Zu den Einwilligungen")
    case.panel("consents")


def test_e4_after_a_withdrawal_the_head_warns_and_the_chain_is_closed(
    on_case: Callable[..., OnCase],
) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 20), ending_reason="consent_withdrawn")
    gone = (a_consent(withdrawn_on=date(2026, 11, 20)),)
    held = replace(
        ended, key="f" * 32, number="IM-2025-0077", hold_since=date(2026, 11, 20), hold_reason="Klage"
    )
    case = on_case(a_case_file(case=ended, consents=gone), a_case_file(case=held, consents=gone))
    chips = [each for each in case.page.findChildren(StateChip) if each.isVisible()]
    (chip,) = [each for each in chips if "widerrufen" in each.accessibleName()]
    assert chip.accessibleName() == "Einwilligung widerrufen am 20.11.2026 · heute löschen"
    assert chip.state() is State.WARNING
    steps = case.steps()
    assert steps["Einwilligung"] == "widerrufen"
    assert {steps["Bedarf"], steps["Plan"], steps["Ziele"]} == {"geschlossen"}
    assert steps["Beendigung"] == "20.11.2026"
    case.click("Akte löschen")
    case.panel("erasure")
    case.hands.open(CasePage, "case", case_id=2, tab="talks")
    case.hands.into(only(case.page, HoldCard).reason, "Gericht oder Behörde")
    case.click("Akte öffnen")
    said = [each.accessibleName() for each in case.page.findChildren(StateChip) if each.isVisible()]
    assert "Einwilligung widerrufen am 20.11.2026" in said


def test_the_menu_holds_what_is_rare(on_case: Callable[..., OnCase]) -> None:
    case = on_case()
    (header,) = case.page.findChildren(CaseHeader)
    menu = header.open_menu()
    assert isinstance(menu, QMenu)
    assert [act.text() for act in menu.actions()] == [
        "Fall ruhen lassen …",
        "Weiterberatung entscheiden …",
        "Zuständigkeit wechseln …",
        "Fall beenden …",
        "Einwilligung widerrufen …",
        "Akte löschen …",
    ]
    menu.actions()[3].trigger()
    menu.close()
    case.hands.settle()
    case.panel("ending")


@pytest.mark.parametrize("state", [CaseState.ACTIVE, CaseState.DORMANT])
def test_l2_a_case_on_hold_neither_rests_nor_goes_on_nor_ends(
    on_case: Callable[..., OnCase], state: CaseState
) -> None:
    held = a_case(state=state, hold_since=date(2026, 11, 1), hold_reason="Klage (Beispiel)")
    case = on_case(a_case_file(case=held))
    case.hands.into(only(case.page, HoldCard).reason, "Gericht oder Behörde")
    case.click("Akte öffnen")
    (header,) = case.page.findChildren(CaseHeader)
    menu = header.open_menu()
    assert isinstance(menu, QMenu)
    assert [act.text() for act in menu.actions()] == ["Einwilligung widerrufen …", "Akte löschen …"]
    menu.close()
    assert "Fortsetzen" not in {each.text() for each in case.page.findChildren(QPushButton)}


def test_a_talk_is_shown_changed_and_removed_with_a_way_back(on_case: Callable[..., OnCase]) -> None:
    file = a_case_file()
    talks = [a_talk(file.case.key, on=date(2026, 2, day), further_topics=("housing",)) for day in (2, 3)]
    case = on_case(file, talks=talks)
    panel = case.panel("talks")
    assert "03.02.2026 · persönlich am Standort · Sprache, Wohnen" in case.hands.words(panel)
    case.click("Ändern", panel)
    assert case.hands.program.window.where("talk")["talk_id"] == 2
    case.go("talks")
    case.click("Entfernen …", panel)
    case.confirm()
    assert [talk.on for talk in case.file().talks] == [date(2026, 2, 2)]
    case.undo()
    assert len(case.file().talks) == 2


def test_many_talks_come_in_parts(on_case: Callable[..., OnCase]) -> None:
    file = a_case_file()
    talks = [a_talk(file.case.key, on=date(2026, 2, day)) for day in range(1, 26)]
    case = on_case(file, talks=talks)
    panel = case.panel("talks")
    assert "01.02.2026" not in case.hands.words(panel)
    case.click("5 ältere Gespräche zeigen", panel)
    assert "01.02.2026" in case.hands.words(panel)


def test_what_is_typed_comes_back(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="ending")
    panel = case.panel("ending")
    case.hands.into(panel.note, "Umzug nach Bremen")
    case.hands.program.drafting.save()
    case.hands.settle()
    (draft,) = case.hands.asked(open_drafts)
    assert draft.case_id == 1
    panel.note.set_value("")
    case.hands.program.drafting.resume(draft)
    case.hands.settle()
    assert case.panel("ending").note.value() == "Umzug nach Bremen"


@pytest.mark.parametrize(
    ("part", "field_of"),
    [
        ("rest", lambda panel: panel.reason),
        ("notice", lambda panel: panel.form.interpreter),
        ("agreement", lambda panel: panel.form.filing),
        ("consent", lambda panel: panel.evidence.filing),
        ("ending", lambda panel: panel.note),
        ("passing_on", lambda panel: panel.form.what),
        ("hold", lambda panel: panel.reason),
    ],
)
def test_what_is_typed_into_a_form_in_the_place_of_the_tabs_is_kept_and_put_back(
    on_case: Callable[..., OnCase], part: str, field_of: Callable[[Any], Any]
) -> None:
    case = on_case(tab=part)
    assert case.page.unsaved() is None
    case.hands.into(field_of(case.panel(part)), "bei Frau Muster")
    held = json.loads(json.dumps(case.page.unsaved()))
    case.go("plan")
    assert case.page.unsaved() is None
    case.page.restore(held)
    case.page.refresh()
    case.hands.settle()
    assert field_of(case.panel(part)).value() == "bei Frau Muster"
    assert case.page.unsaved() == held


def test_every_part_names_its_fields(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(plan=a_plan(goals=())))
    for part in PARTS:
        case.go(part)
        assert unnamed(case.page) == [], part
    assert set(PARTS) == set(parts.PANELS)
