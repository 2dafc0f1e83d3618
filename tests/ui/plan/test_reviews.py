"""Story 9: the reviews of a Monday in one sitting, by the keyboard, from person to person (Z1, Z2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.plan.goal_card import GoalCard, seen_line
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.plan.review_summary import ReviewSummary
from intman_desktop.values.case_file import CaseFile, Goal, GoalChange
from intman_desktop.values.codes import GoalState
from tests.builders import a_case_file, a_client, a_goal, a_measure, a_plan
from tests.opened import TODAY
from tests.ui.hands import Hands
from tests.ui.speaking import pick

OpenProgram = Callable[..., Any]
CTRL = Qt.KeyboardModifier.ControlModifier
IN_A_WEEK = TODAY + timedelta(days=7)


def waiting(family: str, days: int, *more: Goal) -> CaseFile:
    """Return a case of that name whose goal has been waiting for its review for ``days``."""
    goals = (a_goal(next_review=TODAY - timedelta(days=days)), *more)
    return a_case_file(client=a_client(family_name=family), plan=a_plan(goals=goals))


@pytest.fixture
def sitting(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., Hands]:
    def begun(*files: CaseFile) -> Hands:
        hands = Hands(qtbot, open_program(files))
        hands.program.frame.open_page("case", case_id=1, tab="review")
        hands.settle()
        return hands

    return begun


def panel_of(hands: Hands) -> PlanPanel:
    page = hands.program.window.page()
    assert page is not None
    (panel,) = page.findChildren(PlanPanel)
    return panel


def card_of(hands: Hands) -> ReviewCard:
    content = panel_of(hands).pane.content
    assert isinstance(content, ReviewCard)
    return content


def buttons(where: QWidget) -> set[str]:
    """Return the words of every visible button."""
    return {each.text() for each in where.findChildren(QPushButton) if each.isVisible()}


def goal_of(hands: Hands, case_id: int, at: int = 0) -> Goal:
    plan = hands.asked(plan_view, case_id).plan
    assert plan is not None
    goal = plan.goals[at]
    assert isinstance(goal, Goal)
    return goal


def choose(hands: Hands, state: GoalState) -> None:
    hands.qtbot.mouseClick(card_of(hands).button(state), Qt.MouseButton.LeftButton)


def save(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.settle()


def go_on(hands: Hands) -> str:
    """Press Enter on what has the cursor, the way to the next person, and return its words."""
    focused = hands.program.window.focusWidget()
    assert isinstance(focused, QPushButton)
    words = focused.text()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    return words


def test_story_9_four_reviews_lead_from_person_to_person_by_the_keyboard(
    sitting: Callable[..., Hands],
) -> None:
    hands = sitting(*(waiting(name, days) for name, days in (("A", 40), ("B", 30), ("C", 20), ("D", 10))))
    assert hands.words(panel_of(hands).pane).startswith("Ziel überprüfen · A, Samira")
    choose(hands, GoalState.REACHED)
    save(hands)
    assert "Noch 3 Akten mit einer fälligen Überprüfung." in hands.words(panel_of(hands).pane)
    assert go_on(hands) == "Weiter: B, Samira"
    hands.into(card_of(hands).note, "Der Kurs")
    hands.click(panel_of(hands).foot, "Ziel ändern")
    editor = panel_of(hands).pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.until, "30.6.2027")
    hands.click(panel_of(hands).foot, "Ziel speichern")
    assert hands.program.window.focusWidget() is card_of(hands).note
    assert card_of(hands).note.value() == "Der Kurs"
    assert "warum?" in hands.words(panel_of(hands).pane)
    hands.into(card_of(hands).note, "")
    save(hands)
    assert "was geändert wurde und warum." in hands.words(panel_of(hands).pane)
    assert card_of(hands).note.hasFocus()
    hands.into(card_of(hands).note, "Der Kurs beginnt später")
    save(hands)
    assert "Der Kurs beginnt später · Ziel geändert" in hands.words(panel_of(hands).pane)
    assert go_on(hands) == "Weiter: C, Samira"
    choose(hands, GoalState.DROPPED)
    hands.click(panel_of(hands).foot, "Festhalten")
    assert hands.program.window.focusWidget() is card_of(hands).note
    hands.into(card_of(hands).note, "Zieht um")
    save(hands)
    assert "Noch 1 Akte mit einer fälligen Überprüfung." in hands.words(panel_of(hands).pane)
    assert go_on(hands) == "Weiter: D, Samira"
    hands.click(panel_of(hands).foot, "Um eine Woche verschieben")
    assert hands.notice() == "Überprüfung auf den 27.11.2026 verschoben"
    assert "Überprüfung verschoben" in hands.words(panel_of(hands).pane)
    assert "Keine weitere Überprüfung ist fällig." in hands.words(panel_of(hands).pane)
    states = [goal_of(hands, each).state for each in (1, 2, 3, 4)]
    assert states == [GoalState.REACHED, GoalState.AGREED, GoalState.DROPPED, GoalState.AGREED]
    assert goal_of(hands, 2).until == date(2027, 6, 30)
    assert goal_of(hands, 4).next_review == IN_A_WEEK
    assert not any(each.reviewed for each in goal_of(hands, 4).history)
    hands.program.window.notices.take_back()
    hands.settle()
    assert goal_of(hands, 4).next_review == TODAY - timedelta(days=10)


def test_z2_a_goal_that_is_due_later_is_reviewed_where_it_was_asked_for(
    sitting: Callable[..., Hands],
) -> None:
    hands = sitting(waiting("A", -3, a_goal(wording="Eine Wohnung finden", next_review=TODAY)))
    goal = goal_of(hands, 1)
    hands.program.frame.open_page("case", case_id=1, tab="review", row_id=goal.id)
    hands.settle()
    assert card_of(hands).goal.id == goal.id
    assert hands.words(panel_of(hands).pane).startswith("Überprüfen: Ziel 1 von 2")
    save(hands)
    assert card_of(hands).goal.wording == "Eine Wohnung finden"
    save(hands)
    assert "2 Ziele überprüft" in hands.words(panel_of(hands).pane)


def test_z2_a_goal_that_ends_before_the_next_review_is_proposed_to_be_looked_at_then(
    sitting: Callable[..., Hands],
) -> None:
    hands = sitting(a_case_file(plan=a_plan(goals=(a_goal(next_review=TODAY, until=date(2027, 1, 30)),))))
    card = card_of(hands)
    assert card.next.value() == date(2027, 1, 30)
    hands.into(card.day, "5.10.2026")
    assert card.next.value() == date(2027, 1, 5)
    hands.into(card.day, "20.11.2026")
    save(hands)
    assert goal_of(hands, 1).next_review == date(2027, 1, 30)


def test_z2_a_proposal_that_is_looked_at_keeps_what_was_noted(sitting: Callable[..., Hands]) -> None:
    """Its review said nothing and kept nothing as long as no other state was chosen."""
    proposed = {"state": GoalState.PROPOSED, "agreed_on": None}
    goal = a_goal(next_review=TODAY, history=(GoalChange(GoalState.PROPOSED, TODAY),), **proposed)
    hands = sitting(a_case_file(plan=a_plan(goals=(goal,))))
    hands.into(card_of(hands).note, "Sie überlegt noch.")
    save(hands)
    kept = goal_of(hands, 1)
    assert (kept.state, kept.history[-1].note) == (GoalState.PROPOSED, "Sie überlegt noch.")
    assert kept.next_review == date(2026, 12, 31)


@pytest.mark.parametrize("from_today", [False, True])
def test_z2_what_is_put_off_by_a_week_never_comes_earlier(
    sitting: Callable[..., Hands], from_today: bool
) -> None:
    """A goal that is due in months was brought forward to next week."""
    due = TODAY if from_today else date(2027, 2, 15)
    hands = sitting(a_case_file(plan=a_plan(goals=(a_goal(next_review=due),))))
    if not from_today:
        (card,) = panel_of(hands).findChildren(GoalCard)
        hands.click(card, "Überprüfen")
    hands.click(panel_of(hands).foot, "Um eine Woche verschieben")
    assert goal_of(hands, 1).next_review == (IN_A_WEEK if from_today else date(2027, 2, 22))


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_what_is_asked_in_a_review_stands_in_columns(sitting: Callable[..., Hands], size: float) -> None:
    """States that wrapped began at another place in each line, and no two days were as wide."""
    measures = (a_measure(), a_measure(what="Anmelden"))
    hands = sitting(a_case_file(plan=a_plan(goals=(a_goal(next_review=TODAY, measures=measures),))))
    hands.program.style.enlarge(size)
    hands.settle()
    card = card_of(hands)

    def places(*widgets: QWidget) -> list[QRect]:
        return [QRect(each.mapTo(card, QPoint(0, 0)), each.size()) for each in widgets]

    states = places(*card.findChildren(RadioField))
    lines = [[each.x() for each in states if each.y() == y] for y in sorted({each.y() for each in states})]
    assert len(lines) > 1 and all(line == lines[0][: len(line)] for line in lines)
    days = places(card.day, card.next, *(row.done_on for row in card.measures.rows))
    assert len({each.width() for each in days}) == 1
    if size == 1:
        assert {each.right() for each in days[1:]} == {card.rect().right()}


def test_f8_the_next_person_is_not_named_while_names_are_hidden(sitting: Callable[..., Hands]) -> None:
    hands = sitting(waiting("A", 4), waiting("Geheim", 3))
    hands.program.frame.curtain.draw(True)
    hands.settle()
    save(hands)
    assert "Geheim" not in hands.words(panel_of(hands).pane)
    hands.program.frame.curtain.draw(False)
    hands.settle()
    assert isinstance(panel_of(hands).pane.content, ReviewSummary)
    assert go_on(hands) == "Weiter: Geheim, Samira"


def test_what_is_typed_is_not_lost_by_going_past_a_goal(sitting: Callable[..., Hands]) -> None:
    hands = sitting(waiting("A", 4, a_goal(wording="Eine Wohnung finden", next_review=TODAY)))
    for words in ("Um eine Woche verschieben", "Überspringen", "Schließen"):
        hands.into(card_of(hands).note, "Angefangen")
        hands.click(panel_of(hands).foot, words)
        assert "Ungespeichertes" in hands.notice()
        assert card_of(hands).note.value() == "Angefangen"
    hands.click(panel_of(hands).foot, "Um eine Woche verschieben")
    hands.click(hands.program.window.notices, "Verwerfen")
    assert "verschoben" in hands.notice()
    assert not card_of(hands).note.value()
    hands.click(hands.program.window.notices, "Zurückholen")
    assert card_of(hands).note.value() == "Angefangen"
    hands.click(panel_of(hands).foot, "Schließen")
    hands.click(hands.program.window.notices, "Verwerfen")
    assert not isinstance(panel_of(hands).pane.content, ReviewCard)


def test_a_goal_that_is_passed_and_one_put_off_are_told_apart(sitting: Callable[..., Hands]) -> None:
    more = [a_goal(wording=each, next_review=TODAY) for each in ("Eine Wohnung", "Eine Stelle")]
    hands = sitting(waiting("A", 4, *more))
    hands.click(panel_of(hands).foot, "Überspringen")
    assert hands.words(panel_of(hands).pane).startswith("Überprüfen: Ziel 2 von 3 · A, Samira")
    hands.click(panel_of(hands).foot, "Um eine Woche verschieben")
    save(hands)
    words = hands.words(panel_of(hands).pane)
    assert "Überprüfung abgeschlossen" in words
    assert "nächste Überprüfung am 27.11.2026" in words
    assert "Ziele überprüft" not in words
    assert goal_of(hands, 1, 0).next_review == TODAY - timedelta(days=4)


def test_z3_the_words_of_a_closed_goal_stay_and_what_came_of_it_can_be_said(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    goal = a_goal(state=GoalState.REACHED, next_review=None, measures=(a_measure(),))
    closed = replace(goal, history=(*goal.history, GoalChange(GoalState.REACHED, date(2026, 11, 2))))
    hands = Hands(qtbot, open_program([a_case_file(plan=a_plan(goals=(closed,)))]))
    hands.program.frame.open_page("case", case_id=1, tab="plan")
    hands.settle()
    pane = panel_of(hands).pane
    assert "Bearbeiten" not in buttons(pane)
    hands.click(pane, "Überprüfen")
    assert not buttons(panel_of(hands).foot) & {"Ziel ändern", "Um eine Woche verschieben"}
    assert "Der Wortlaut eines abgeschlossenen Ziels bleibt" in hands.words(pane)
    pick(qtbot, card_of(hands).measures.rows[0].outcome, "hat geholfen")
    hands.click(panel_of(hands).foot, "Festhalten")
    kept = goal_of(hands, 1)
    assert (kept.state, kept.measures[0].outcome) == (GoalState.REACHED, "helped")


def test_a_goal_that_is_named_elsewhere_is_shown_where_it_stands(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    goals = [a_goal(wording=f"Ziel Nummer {number}") for number in range(1, 9)]
    hands = Hands(qtbot, open_program([a_case_file(plan=a_plan(goals=tuple(goals)))]))
    hands.program.frame.open_page("case", case_id=1, tab="plan", goal_id=goal_of(hands, 1, 6).id)
    hands.settle()
    card = next(
        each for each in panel_of(hands).findChildren(GoalCard) if "Nummer 7" in each.accessibleName()
    )
    assert card.isAncestorOf(hands.here())
    assert not card.visibleRegion().isEmpty()
    hands.program.frame.open_page("case", case_id=1, tab="plan", goal_id=goal_of(hands, 1, 0).id)
    hands.settle()
    assert "Nummer 1" in hands.here().accessibleName()


@pytest.mark.parametrize("typed", ["Ich war jede Woche im Kurs.", "Arbeitsvertrag", "„B1“ bestanden"])
def test_z3_how_a_goal_is_seen_reads_right_whatever_was_typed(
    sitting: Callable[..., Hands], typed: str
) -> None:
    """A sentence, a word or a quotation stands behind its colon as it is, as on the plan's paper."""
    hands = sitting(a_case_file(plan=a_plan(goals=(a_goal(seen_by=typed, next_review=TODAY),))))
    said = f"Daran erkennen wir es: {typed}"
    assert said in hands.words(card_of(hands))
    assert said == seen_line(a_goal(seen_by=typed))
