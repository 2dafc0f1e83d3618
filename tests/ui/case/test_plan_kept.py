"""What is typed in the plan of a case outlasts locking, other tabs, other pages and other people (I7, Z1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.unlock.reasons import LockReason
from intman_desktop.values.case_file import Goal
from intman_desktop.values.codes import Block, YesNoUnknown
from tests.builders import a_case, a_case_file, a_client, a_goal, a_plan
from tests.ui.case.journeys import OnCase
from tests.ui.hands import CTRL, Hands, button, only
from tests.ui.test_drafts_kept import lock_and_unlock, unlocked


def plan_of(hands: Hands) -> PlanPanel:
    """Return the plan on the page that is shown."""
    page = hands.program.window.page()
    assert isinstance(page, CasePage)
    (panel,) = (each for each in page.findChildren(PlanPanel) if each.isVisible())
    return panel


def locked(hands: Hands) -> None:
    """Lock, unlock, and go on with what was begun."""
    lock_and_unlock(hands)
    assert "Angefangener Text" in hands.notice()
    hands.answer_notice()


def at_another_tab(hands: Hands) -> None:
    """Turn to the next tab and back."""
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        hands.press(key, CTRL)
        hands.settle()


def at_another_page(hands: Hands) -> None:
    """Open the overview, and the plan again."""
    hands.open(OverviewPage, "overview")
    hands.open(CasePage, "case", case_id=1, tab="plan")


def at_another_case(hands: Hands) -> None:
    """Open the plan of somebody else, and go on from the overview with what was begun."""
    hands.open(CasePage, "case", case_id=2, tab="plan")
    page = hands.open(OverviewPage, "overview")
    hands.click(page.drafts, "Fortsetzen")


def at_the_overview(hands: Hands) -> None:
    """Go on from the overview with what still stands in the plan."""
    page = hands.open(OverviewPage, "overview")
    hands.click(page.drafts, "Fortsetzen")


@pytest.mark.parametrize("left", [locked, at_another_tab, at_another_page, at_another_case])
def test_i7_another_first_day_and_its_reason_are_kept_on_every_way_out(
    on_case: Callable[..., OnCase], left: Callable[[Hands], object]
) -> None:
    other = a_case_file(client=a_client(family_name="Beispielmann"), plan=a_plan())
    hands = on_case(a_case_file(plan=a_plan(goals=())), other, tab="plan").hands
    panel = plan_of(hands)
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    hands.click(panel.pane, "Beginn ändern")
    hands.into(panel.pane.content.begin.day, "2.2.2026")  # type: ignore[union-attr]
    hands.into(panel.pane.content.begin.reason, "Zahlendreher")  # type: ignore[union-attr]
    left(hands)
    content: Any = plan_of(hands).pane.content
    assert isinstance(content, CourseBlock)
    assert (content.begin.day.text(), content.begin.reason.text()) == ("02.02.2026", "Zahlendreher")
    assert content.begin.reason.isVisible()
    hands.click(plan_of(hands).pane, "Beginn speichern")
    assert hands.notice() == "Beginn des Plans geändert"


def goals_of(hands: Hands) -> list[Goal]:
    """Return the goals as they are stored."""
    plan = hands.asked(plan_view, 1).plan
    assert plan is not None
    return list(plan.goals)


def typed_on(hands: Hands, field: QWidget, words: str) -> None:
    """Type ``words`` behind what stands in ``field``, before anything that is under way comes back."""
    field.setFocus()
    for letter in words:
        hands.qtbot.keyClicks(field, letter)


def new_goal(hands: Hands, wording: str) -> GoalEditor:
    """Begin a goal with a measure."""
    hands.click(plan_of(hands).pane, "Ziel vereinbaren")
    editor = plan_of(hands).pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.area, "Wohnen")
    hands.into(editor.wording, wording)
    hands.into(editor.measures.rows()[0].what, "Wohnungsamt anrufen")
    editor.wording.moveCursor(QTextCursor.MoveOperation.End)
    return editor


@pytest.mark.parametrize("left", [locked, at_another_case, at_the_overview])
def test_z1_whoever_goes_on_with_a_goal_finds_the_cursor_in_its_text_and_the_keys_save_it(
    on_case: Callable[..., OnCase], left: Callable[[Hands], object]
) -> None:
    other = a_case_file(client=a_client(family_name="Beispielmann"), plan=a_plan())
    hands = on_case(a_case_file(plan=a_plan(goals=())), other, tab="plan").hands
    new_goal(hands, "Eine Wohnung")
    left(hands)
    hands.settle()
    editor = plan_of(hands).pane.content
    assert isinstance(editor, GoalEditor)
    assert hands.here() is editor.measures.rows()[0].what
    around = page_around(editor)
    assert around is not None
    at = editor.measures.rows()[0].what.mapTo(around.viewport(), QPoint(0, 0)).y()
    assert 0 <= at < around.viewport().height()
    hands.save()
    assert [each.wording for each in goals_of(hands)] == ["Eine Wohnung"]


def test_z1_on_the_tab_above_a_goal_the_keys_save_it_or_say_why_not(
    on_case: Callable[..., OnCase],
) -> None:
    hands = on_case(a_case_file(plan=a_plan(goals=())), tab="plan").hands
    editor = new_goal(hands, "Eine Wohnung")
    tab = hands.program.window.page().first_field()  # type: ignore[union-attr]
    assert tab is not None
    hands.into(editor.wording, "")
    tab.setFocus()
    hands.save()
    assert goals_of(hands) == []
    assert editor.isAncestorOf(hands.here())
    hands.into(editor.wording, "Eine Wohnung")
    tab.setFocus()
    hands.save()
    assert [each.wording for each in goals_of(hands)] == ["Eine Wohnung"]


def press(where: QWidget, words: str) -> None:
    """Click a button, and wait for nothing."""
    button(where, words).click()


def test_z1_a_new_goal_is_there_once_after_a_letter_and_a_lock_while_it_was_saved(
    on_case: Callable[..., OnCase],
) -> None:
    """The letter waits as a change of the goal that was saved."""
    hands = on_case(a_case_file(plan=a_plan(goals=())), tab="plan").hands
    editor = new_goal(hands, "Eine Wohnung")
    press(plan_of(hands).foot, "Ziel speichern")
    typed_on(hands, editor.wording, "s")
    hands.program.locking.lock(LockReason.SCREEN)
    unlocked(hands)
    (goal,) = goals_of(hands)
    assert goal.wording == "Eine Wohnung"
    hands.answer_notice()
    again = plan_of(hands).pane.content
    assert isinstance(again, GoalEditor)
    assert "Ziel bearbeiten" in hands.words(plan_of(hands).pane)
    assert again.wording.value() == "Eine Wohnungs"
    hands.click(plan_of(hands).foot, "Ziel speichern")
    (kept,) = goals_of(hands)
    assert (kept.id, kept.wording, kept.next_review) == (goal.id, "Eine Wohnungs", goal.next_review)
    assert [each.what for each in kept.measures] == ["Wohnungsamt anrufen"]
    assert hands.asked(open_drafts) == ()


def test_z6_what_a_change_of_a_goal_has_saved_before_a_lock_is_not_there_twice(
    on_case: Callable[..., OnCase],
) -> None:
    """Neither the measure that was added to it, nor what was typed since as a second goal."""
    hands = on_case(a_case_file(plan=a_plan(goals=(a_goal(),))), tab="plan").hands
    hands.click(plan_of(hands).pane, "Bearbeiten")
    editor = plan_of(hands).pane.content
    assert isinstance(editor, GoalEditor)
    before = [each.what for each in editor.measures.measures()]
    hands.click(plan_of(hands).pane, "Weitere Maßnahme")
    hands.into(editor.measures.rows()[-1].what, "Wohnungsamt anrufen")
    press(plan_of(hands).foot, "Ziel speichern")
    editor.seen_by.moveCursor(QTextCursor.MoveOperation.End)
    typed_on(hands, editor.seen_by, "!")
    hands.program.locking.lock(LockReason.SCREEN)
    unlocked(hands)
    hands.answer_notice()
    hands.click(plan_of(hands).foot, "Ziel speichern")
    (kept,) = goals_of(hands)
    assert [each.what for each in kept.measures] == [*before, "Wohnungsamt anrufen"]
    assert kept.seen_by.endswith("!")


def reviewing(hands: Hands, note: str) -> ReviewCard:
    """Look at the first goal, type ``note``, and ask for keeping it without waiting for that."""
    hands.click(plan_of(hands).pane, "Überprüfen")
    card = card_of(hands)
    hands.into(card.next, "1.3.2027")
    hands.into(card.note, note)
    press(plan_of(hands).foot, "Festhalten")
    return card


def card_of(hands: Hands) -> ReviewCard:
    """Return the review that is shown."""
    card = plan_of(hands).pane.content
    assert isinstance(card, ReviewCard)
    return card


def notes_of(hands: Hands) -> list[str]:
    """Return the notes of the first goal, as they are stored."""
    return [each.note for each in goals_of(hands)[0].history if each.reviewed]


SAID = "Schon festgehalten: vereinbart am 20.11.2026, „Der Kurs“. Was Sie danach geschrieben haben, ist noch "


@pytest.mark.parametrize("locks", [False, True])
@pytest.mark.parametrize(
    ("more", "left"), [(" beginnt im Mai", "beginnt im Mai"), ("plan steht", "Der Kursplan steht")]
)
def test_z3_of_a_review_typed_on_while_it_was_saved_only_the_rest_is_unsaved(
    on_case: Callable[..., OnCase], locks: bool, more: str, left: str
) -> None:
    """What is stored already is told; where the last word goes on, the whole stands there beside that."""
    hands = on_case(a_case_file(plan=a_plan(goals=(a_goal(),))), tab="plan").hands
    card = reviewing(hands, "Der Kurs")
    typed_on(hands, card.note, more)
    if locks:
        hands.program.locking.lock(LockReason.SCREEN)
        unlocked(hands)
        hands.answer_notice()
    hands.settle()
    assert notes_of(hands) == ["Der Kurs"]
    assert card_of(hands).note.value() == left
    assert SAID in hands.words(plan_of(hands).pane)
    assert card_of(hands).next.value() == date(2027, 3, 1)
    hands.click(plan_of(hands).foot, "Festhalten")
    assert notes_of(hands) == ["Der Kurs", left]
    assert goals_of(hands)[0].next_review == date(2027, 3, 1)
    assert isinstance(plan_of(hands).pane.content, GoalsBlock)
    assert hands.asked(open_drafts) == ()


def test_z3_a_review_is_kept_once_where_nothing_was_added_to_it(on_case: Callable[..., OnCase]) -> None:
    """A space typed behind the last word is nothing to be saved, and "Festhalten" goes on from there."""
    hands = on_case(a_case_file(plan=a_plan(goals=(a_goal(),))), tab="plan").hands
    card = reviewing(hands, "Der Kurs")
    typed_on(hands, card.note, " ")
    hands.settle()
    assert card_of(hands).note.value() == "" and plan_of(hands).unsaved() is None
    assert SAID in hands.words(plan_of(hands).pane)
    hands.click(plan_of(hands).foot, "Festhalten")
    assert notes_of(hands) == ["Der Kurs"]
    assert isinstance(plan_of(hands).pane.content, GoalsBlock)


def test_z3_a_review_that_is_taken_back_is_told_no_more_as_kept(on_case: Callable[..., OnCase]) -> None:
    """What was typed since stays, as the review that is to be kept now."""
    case = on_case(a_case_file(plan=a_plan(goals=(a_goal(),))), tab="plan")
    card = reviewing(case.hands, "Der Kurs")
    typed_on(case.hands, card.note, " beginnt im Mai")
    case.hands.settle()
    case.undo()
    assert notes_of(case.hands) == []
    assert card_of(case.hands).note.value() == "beginnt im Mai"
    assert "Schon festgehalten" not in case.words()
    case.click("Festhalten", plan_of(case.hands))
    assert notes_of(case.hands) == ["beginnt im Mai"]


def to_another_tab(hands: Hands) -> None:
    """Turn to the next tab, and wait for nothing."""
    hands.qtbot.keyClick(hands.here(), Qt.Key.Key_PageDown, CTRL)


def to_another_case(hands: Hands) -> None:
    """Open the plan of somebody else, and wait for nothing."""
    hands.program.window.open_page("case", case_id=2, tab="plan")


@pytest.mark.parametrize("more", ["", "s"])
@pytest.mark.parametrize("leaves", [to_another_tab, to_another_case])
def test_z1_a_goal_that_is_left_while_it_is_saved_is_there_once(
    on_case: Callable[..., OnCase], leaves: Callable[[Hands], object], more: str
) -> None:
    """What rests in a draft meanwhile is what was typed since, and nothing where that is all."""
    other = a_case_file(client=a_client(family_name="Beispielmann"), plan=a_plan())
    hands = on_case(a_case_file(plan=a_plan(goals=())), other, tab="plan").hands
    editor = new_goal(hands, "Eine Wohnung")
    press(plan_of(hands).foot, "Ziel speichern")
    typed_on(hands, editor.wording, more)
    leaves(hands)
    hands.settle()
    (goal,) = goals_of(hands)
    drafts = hands.asked(open_drafts)
    assert [each.case_id for each in drafts] == [1] * len(more)
    hands.open(CasePage, "case", case_id=1, tab="plan")
    if drafts:
        hands.program.frame.resume(drafts[0])
        hands.settle()
        hands.program.drafting.save()
        assert len(hands.asked(open_drafts)) == 1
        hands.click(plan_of(hands).foot, "Ziel speichern")
    assert [(each.id, each.wording) for each in goals_of(hands)] == [(goal.id, f"Eine Wohnung{more}")]
    hands.program.drafting.save()
    assert hands.asked(open_drafts) == ()


def test_z1_a_goal_that_was_refused_while_one_went_elsewhere_waits_as_it_was_typed(
    on_case: Callable[..., OnCase],
) -> None:
    """Nothing of it is stored, so all of it stays in its draft."""
    hands = on_case(a_case_file(plan=a_plan(goals=())), tab="plan").hands
    editor = new_goal(hands, "Eine Wohnung")
    hands.into(editor.agreed, "1.1.2026")
    press(plan_of(hands).foot, "Ziel speichern")
    to_another_tab(hands)
    hands.settle()
    assert goals_of(hands) == []
    (draft,) = hands.asked(open_drafts)
    hands.program.frame.resume(draft)
    hands.settle()
    again = plan_of(hands).pane.content
    assert isinstance(again, GoalEditor) and again.wording.value() == "Eine Wohnung"


@pytest.mark.parametrize("left", [locked, at_another_tab, at_another_page, at_another_case])
def test_p3_the_days_of_a_plan_that_was_brought_along_are_kept_on_every_way_out(
    on_case: Callable[..., OnCase], left: Callable[[Hands], object]
) -> None:
    """The plan is not begun yet, and what is typed to begin it waits like every other text."""
    other = a_case_file(client=a_client(family_name="Beispielmann"), plan=None)
    elsewhere = a_case(counselled_before=YesNoUnknown.YES)
    hands = on_case(a_case_file(case=elsewhere, plan=None), other, tab="plan").hands
    page = hands.program.window.page()
    assert page is not None
    panel = only(page, PlanPanel)
    assert panel.unsaved() is None
    hands.qtbot.mouseClick(panel.begin.brought, Qt.MouseButton.LeftButton)
    hands.into(panel.begin.on, "1.9.2025")
    left(hands)
    begin = plan_of(hands).begin
    assert begin.brought.isChecked() and begin.on.text() == "01.09.2025"
    assert begin.opened.isVisible() and begin.opened.value() == date(2026, 11, 20)
    hands.click(begin, "Plan übernehmen")
    assert hands.notice() == "Plan übernommen"
    hands.program.drafting.save()
    assert hands.asked(open_drafts) == ()


def locked_at_once(hands: Hands) -> None:
    """Lock and unlock, and wait for nothing before."""
    hands.program.locking.lock(LockReason.SCREEN)
    unlocked(hands)


def locked_before_it_is_read(hands: Hands) -> None:
    """Lock and unlock as soon as the plan is said to be begun, and not shown as begun yet."""
    locks = hands.program.locking.lock
    hands.program.frame.changed.connect(
        lambda _changed: QTimer.singleShot(0, partial(locks, LockReason.SCREEN))
    )
    unlocked(hands)


@pytest.mark.parametrize("left", [locked_at_once, locked_before_it_is_read, at_another_tab])
def test_p3_a_plan_that_is_begun_while_one_goes_elsewhere_leaves_no_draft(
    on_case: Callable[..., OnCase], left: Callable[[Hands], object]
) -> None:
    hands = on_case(a_case_file(plan=None), tab="plan").hands
    begin = plan_of(hands).begin
    hands.into(begin.on, "12.11.2026")
    press(begin, "Plan beginnen")
    left(hands)
    plan = hands.asked(plan_view, 1).plan
    assert plan is not None and plan.begun_on == date(2026, 11, 12)
    assert hands.asked(open_drafts) == ()


def test_z2_a_sitting_goes_on_after_a_lock_with_the_goal_that_was_typed_on(
    on_case: Callable[..., OnCase],
) -> None:
    """What was looked at counts as that, and what is left of it is passed by with a word or without."""
    due = date(2026, 11, 2)
    goals = (a_goal(next_review=due), a_goal(wording="Eine Wohnung finden", next_review=due))
    hands = on_case(a_case_file(plan=a_plan(goals=goals)), tab="review").hands
    first = card_of(hands)
    hands.into(first.note, "Der Kurs")
    press(plan_of(hands).foot, "Festhalten")
    typed_on(hands, first.note, " beginnt im Mai")
    hands.program.locking.lock(LockReason.SCREEN)
    unlocked(hands)
    hands.answer_notice()
    pane = plan_of(hands).pane
    assert hands.words(pane).startswith("Überprüfen: Ziel 1 von 2") and SAID in hands.words(pane)
    hands.click(plan_of(hands).foot, "Überspringen")
    hands.click(hands.program.window.notices, "Verwerfen")
    assert hands.words(pane).startswith("Überprüfen: Ziel 2 von 2")
    hands.click(plan_of(hands).foot, "Festhalten")
    assert notes_of(hands) == ["Der Kurs"]
    assert "2 Ziele" in hands.words(pane), "both were looked at"


@pytest.mark.parametrize("left", [locked, at_another_case])
def test_z4_a_goal_that_is_gone_on_with_stands_without_the_list_of_phrases(
    on_case: Callable[..., OnCase], left: Callable[[Hands], object]
) -> None:
    """It was closed over the words that stand there; phrases are offered again to who writes on in them."""
    other = a_case_file(client=a_client(family_name="Beispielmann"), plan=a_plan())
    hands = on_case(a_case_file(plan=a_plan(goals=())), other, tab="plan").hands
    editor = new_goal(hands, "Eine Wohnung")
    editor.wording.setFocus()
    assert editor.phrases.isVisible()
    hands.press(Qt.Key.Key_Escape)
    hands.into(editor.until, "30.6.2027")
    left(hands)
    hands.settle()
    again = plan_of(hands).pane.content
    assert isinstance(again, GoalEditor)
    assert (again.wording.value(), again.phrases.isVisible()) == ("Eine Wohnung", False)
    again.wording.setFocus()
    hands.type("s")
    assert again.phrases.isVisible()
