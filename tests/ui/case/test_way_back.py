"""The way back into a case: to the place in it where one was, and out of a form to where that was opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.parts.tab_row import TabRow
from intman_desktop.ui.plan.review import ReviewCard
from tests.builders import a_case_file, a_client, a_goal, a_plan
from tests.ui.case.journeys import OnCase
from tests.ui.hands import CTRL, only

ALT = Qt.KeyboardModifier.AltModifier
OTHER = a_case_file(client=a_client(family_name="Beispielmann"))


def turn_to(case: OnCase, tab: str) -> None:
    """Click a tab of the case."""
    case.hands.qtbot.mouseClick(only(case.page, TabRow).tab(tab), Qt.MouseButton.LeftButton)
    case.hands.settle()


def back(case: OnCase) -> None:
    """Press Alt+Left."""
    case.hands.press(Qt.Key.Key_Left, ALT)
    case.hands.settle()


def looked_at(case: OnCase) -> ReviewCard:
    """Return the review that is shown."""
    (shown,) = (each for each in case.page.findChildren(ReviewCard) if each.isVisible())
    return shown


def test_alt_left_leads_back_into_the_case_to_the_tab_where_one_was(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="plan")
    turn_to(case, "person")
    case.hands.press(Qt.Key.Key_6, CTRL)
    back(case)
    case.panel("person")
    assert QApplication.focusWidget() is only(case.page, TabRow).tab("person")
    case.hands.press(Qt.Key.Key_G, CTRL)
    back(case)
    case.panel("person")
    back(case)
    assert case.hands.program.window.page_name() == "overview", "all tabs are one step of the way"


def test_alt_left_leads_to_the_tab_also_after_another_case_was_looked_at(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(), OTHER, tab="plan")
    turn_to(case, "deadlines")
    case.hands.open(CasePage, "case", case_id=2)
    turn_to(case, "papers")
    back(case)
    assert case.page.case_id == 1
    case.panel("deadlines")


def test_alt_left_leads_from_a_form_to_where_it_was_opened_and_only_then_out_of_the_case(
    on_case: Callable[..., OnCase],
) -> None:
    """What was typed in the form waits, and stands there again when one comes back to it."""
    case = on_case(tab="plan")
    turn_to(case, "consents")
    case.click("Einwilligung widerrufen …", case.panel("consents"))
    case.panel("withdraw")
    back(case)
    case.panel("consents")
    turn_to(case, "talks")
    case.page.go("rest")
    case.hands.into(case.panel("rest").reason, "Reise")
    case.hands.press(Qt.Key.Key_1, CTRL)
    back(case)
    assert case.panel("rest").reason.value() == "Reise"
    back(case)
    case.panel("talks")
    back(case)
    assert case.hands.program.window.page_name() == "overview"


def test_the_way_back_leads_into_no_form_that_is_done(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="talks")
    case.page.go("rest")
    case.hands.into(case.panel("rest").reason, "Reise")
    case.hands.save()
    case.panel("talks")
    back(case)
    assert case.hands.program.window.page_name() == "overview"


def test_story_9_the_way_back_leads_into_the_review_that_was_left(on_case: Callable[..., OnCase]) -> None:
    goals = tuple(a_goal(wording=f"Ziel {n}", next_review=date(2026, 11, 12)) for n in (1, 2))
    case = on_case(a_case_file(plan=a_plan(goals=goals)), OTHER, tab="review")
    case.hands.click(case.page, "Überspringen")
    second = looked_at(case).goal.id
    case.hands.into(looked_at(case).note, "Der Kurs läuft.")
    case.hands.press(Qt.Key.Key_1, CTRL)
    back(case)
    card = looked_at(case)
    assert (card.goal.id, card.note.value()) == (second, "Der Kurs läuft.")
    card.note.clear()
    case.hands.open(CasePage, "case", case_id=2)
    back(case)
    assert looked_at(case).goal.id == second
