"""What is typed of a goal or of its review is neither lost nor garbled on any way (Z1 to Z4, Z6)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.measure_rows import MeasureRow
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.values.case_file import Goal
from intman_desktop.values.codes import Block, GoalState
from intman_desktop.values.office import Phrase
from tests.builders import a_case_file, a_goal, a_measure, a_plan
from tests.ui.hands import CTRL, Hands, button, buttons

DUE = date(2026, 11, 1)
PHRASE = Phrase("", "language", "Die B2-Prüfung", "Zertifikat B2", 6)
LONG_AGO = a_measure(what="Termin absagen", outcome="abgesagt", done_on=date(2026, 3, 2))
"""A measure whose outcome is a text of its own, as no list offers it."""


def goals_of(hands: Hands) -> tuple[Goal, ...]:
    """Return the goals as they are stored."""
    plan = hands.asked(plan_view, 1).plan
    assert plan is not None
    return plan.goals


def editor_of(panel: PlanPanel) -> GoalEditor:
    """Return the editor that is shown."""
    assert isinstance(panel.pane.content, GoalEditor)
    return panel.pane.content


def edit(hands: Hands, panel: PlanPanel) -> GoalEditor:
    """Open the first goal to be changed."""
    hands.click(panel.pane, "Bearbeiten")
    return editor_of(panel)


def take_out(hands: Hands, row: MeasureRow) -> None:
    """Click the link that takes a measure out."""
    hands.click(row, "Maßnahme herausnehmen")


def test_z6_measures_come_back_as_what_they_are_and_not_by_their_place(plan_of: Any) -> None:
    """One taken out stays out, and what is held of the others stays theirs, after a phrase as well."""
    goal = a_goal(measures=(a_measure(), LONG_AGO))
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(goal,))))
    editor = edit(hands, panel)
    take_out(hands, editor.measures.rows()[0])
    hands.click(panel.foot, "Abbrechen")
    assert len(edit(hands, panel).measures.rows()) == 2
    hands.click(hands.program.window.notices, "Zurückholen")
    assert [each.what for each in editor_of(panel).measures.measures()] == ["Termin absagen"]
    before = editor_of(panel).goal()
    editor_of(panel).take_phrase(PHRASE)
    editor_of(panel).take_back()
    assert editor_of(panel).goal() == before
    (row,) = editor_of(panel).measures.rows()
    assert row.outcome.isVisibleTo(row)
    hands.click(panel.foot, "Ziel speichern")
    (kept,) = goals_of(hands)[0].measures
    assert (kept.what, kept.outcome, kept.done_on) == ("Termin absagen", "abgesagt", date(2026, 3, 2))


def test_z3_a_measure_that_was_taken_out_by_mistake_comes_back_to_its_place(plan_of: Any) -> None:
    """Only the whole goal could be discarded, with all else that was typed in it."""
    goal = a_goal(measures=(a_measure(), LONG_AGO))
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(goal,))))
    editor = edit(hands, panel)
    whole = editor.measures.measures()
    take_out(hands, editor.measures.rows()[0])
    assert editor.measures.measures() == whole[1:]
    assert hands.notice() == f"Maßnahme herausgenommen: „{whole[0].what}“"
    hands.answer_notice()
    assert editor.measures.measures() == whole
    assert editor.measures.rows()[0].isVisible()
    editor.measures.add_empty()
    hands.click(editor.measures.rows()[-1], "Maßnahme herausnehmen")
    assert hands.notice() == ""


def review(hands: Hands, panel: PlanPanel) -> ReviewCard:
    """Look at the goals that are due."""
    panel.review()
    hands.settle()
    return card_of(panel)


def card_of(panel: PlanPanel) -> ReviewCard:
    """Return the review that is shown."""
    assert isinstance(panel.pane.content, ReviewCard)
    return panel.pane.content


def choose(hands: Hands, panel: PlanPanel, block: Block) -> None:
    """Click a block in the list."""
    hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
    hands.settle()


def test_a_review_that_waits_while_its_goal_is_changed_is_asked_about_and_comes_back(plan_of: Any) -> None:
    """Nothing goes without a question: neither with the untouched editor nor by a draft."""
    goals = (a_goal(next_review=DUE), a_goal(wording="Eine Wohnung finden", next_review=DUE))
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=goals)))
    notices = hands.program.window.notices
    hands.into(review(hands, panel).note, "Der Kurs beginnt später")
    hands.click(panel.foot, "Ziel ändern")
    hands.into(editor_of(panel).seen_by, "Zeugnis")
    hands.click(panel.foot, "Abbrechen")
    assert card_of(panel).note.value() == "Der Kurs beginnt später"
    hands.click(notices, "Zurückholen")
    assert editor_of(panel).seen_by.value() == "Zeugnis"
    hands.click(panel.foot, "Abbrechen")
    hands.click(panel.foot, "Ziel ändern")
    typed = panel.unsaved()
    assert typed is not None
    choose(hands, panel, Block.LANGUAGE)
    assert "Ungespeichertes" in hands.notice()
    hands.click(notices, "Verwerfen")
    assert panel.pane.block is Block.LANGUAGE and panel.unsaved() is None
    hands.click(notices, "Zurückholen")
    assert panel.unsaved() == {**typed, "client": panel.pane.client_version}
    panel.pane.drop(lambda: panel.pane.choose(Block.LANGUAGE, panel.pane._form))
    panel.restore(json.loads(json.dumps(typed)))
    hands.settle()
    hands.click(panel.foot, "Abbrechen")
    assert card_of(panel).note.value() == "Der Kurs beginnt später"
    assert hands.words(panel.pane).startswith("Überprüfen: Ziel 1 von 2")
    hands.click(panel.foot, "Ziel ändern")
    choose(hands, panel, Block.LANGUAGE)
    hands.click(notices, "Speichern")
    assert panel.pane.block is Block.LANGUAGE and panel.unsaved() is None
    assert goals_of(hands)[0].history[-1].note == "Der Kurs beginnt später"


def test_all_that_is_typed_in_a_review_is_kept(plan_of: Any) -> None:
    """The days count as well, also one that is none; a day that is only proposed does not."""
    goal = a_goal(next_review=DUE, measures=(a_measure(), a_measure(what="Termin absagen")))
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(goal, a_goal(next_review=DUE)))))
    notices = hands.program.window.notices
    card = review(hands, panel)
    for field, typed in (
        (card.day, "2.11.2026"),
        (card.next, "1.3.2027"),
        (card.measures.rows[1].done_on, "x"),
    ):
        clean = field.text()
        hands.into(field, typed)
        assert panel.unsaved() is not None
        hands.into(field, clean)
        assert panel.unsaved() is None
    hands.into(card.next, "1.3.2027")
    hands.qtbot.mouseClick(card.button(GoalState.IN_PROGRESS), Qt.MouseButton.LeftButton)
    hands.into(card.day, "2.11.2026")
    assert card.next.value() == date(2027, 3, 1)
    hands.into(card.measures.rows[1].done_on, "x")
    hands.click(panel.foot, "Festhalten")
    assert card.measures.rows[1].done_on.hasFocus()
    hands.into(card.measures.rows[1].done_on, "3.11.2026")
    hands.click(panel.foot, "Ziel ändern")
    take_out(hands, editor_of(panel).measures.rows()[0])
    hands.click(panel.foot, "Ziel speichern")
    (row,) = card_of(panel).measures.rows
    assert row.done_on.value() == date(2026, 11, 3)
    left = card_of(panel).draft()
    hands.click(panel.foot, "Überspringen")
    hands.click(notices, "Verwerfen")
    assert card_of(panel).goal.id != left["goal_id"]
    hands.click(notices, "Zurückholen")
    assert card_of(panel).draft() == left
    assert hands.words(panel.pane).startswith("Überprüfen: Ziel 1 von 2")
    hands.into(card_of(panel).note, "Einen Schritt weniger")
    hands.click(panel.foot, "Überspringen")
    hands.click(notices, "Speichern")
    assert hands.words(panel.pane).startswith("Überprüfen: Ziel 2 von 2")
    assert goals_of(hands)[0].next_review == date(2027, 3, 1)


def test_what_is_typed_on_while_a_goal_is_saved_stays_in_the_same_goal(
    plan_of: Any, monkeypatch: Any
) -> None:
    """Neither is it lost, nor does it make a second goal, however late it comes and whatever is pressed."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    read_again = panel._acts._read_again

    def press() -> None:
        hands.qtbot.mouseClick(button(panel.foot, "Ziel speichern"), Qt.MouseButton.LeftButton)

    def read_late(**how: Any) -> None:
        editor_of(panel).seen_by.set_value("Zertifikat")
        assert panel.unsaved() is not None
        read_again(**how)

    hands.click(panel.pane, "Ziel vereinbaren")
    editor = editor_of(panel)
    editor.area.set_code("language")
    hands.into(editor.wording, "Die B1-Prüfung")
    hands.into(editor.measures.rows()[0].what, "Zum Kurs gehen")
    press()
    hands.into(editor.wording, "Die B1-Prüfung bestehen")
    field = hands.here()
    hands.settle()
    assert hands.notice() == "Ziel gespeichert"
    assert editor_of(panel) is editor and hands.here() is field
    assert not editor.agreed.isVisible() and "Ziel bearbeiten" in hands.words(panel.pane)
    (goal,) = goals_of(hands)
    assert panel.unsaved()["goal_id"] == goal.id
    hands.into(editor.wording, "Die B1-Prüfung im Mai bestehen")
    press()
    hands.into(editor.until, "31.5.2027")
    press()
    hands.settle()
    assert panel.unsaved() is None and isinstance(panel.pane.content, GoalsBlock)
    (kept,) = goals_of(hands)
    assert (kept.id, kept.wording, kept.until) == (
        goal.id,
        "Die B1-Prüfung im Mai bestehen",
        date(2027, 5, 31),
    )
    assert [each.what for each in kept.measures] == ["Zum Kurs gehen"]
    editor = edit(hands, panel)
    hands.into(editor.wording, "Die B2-Prüfung bestehen")
    monkeypatch.setattr(panel._acts, "_read_again", read_late)
    press()
    hands.settle()
    assert editor_of(panel).seen_by.value() == "Zertifikat" and panel.unsaved() is not None
    monkeypatch.setattr(panel._acts, "_read_again", read_again)
    press()
    hands.settle()
    (kept,) = goals_of(hands)
    assert (kept.wording, kept.seen_by) == ("Die B2-Prüfung bestehen", "Zertifikat")


def test_what_is_typed_on_while_a_review_is_saved_stays_with_its_goal(plan_of: Any) -> None:
    """The next goal waits until that is saved as well, or dropped; nothing is kept twice (Rule Z3)."""
    goals = (a_goal(next_review=DUE), a_goal(wording="Eine Wohnung finden", next_review=DUE))
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=goals)))
    card = review(hands, panel)
    hands.into(card.note, "Der Kurs")
    hands.qtbot.mouseClick(button(panel.foot, "Festhalten"), Qt.MouseButton.LeftButton)
    card.note.setFocus()
    hands.type(" beginnt im Mai")
    hands.settle()
    assert hands.notice() == "Überprüfung festgehalten"
    again = card_of(panel)
    assert (again.goal.id, again.note.value()) == (card.goal.id, "beginnt im Mai")
    assert again.note.hasFocus() and panel.unsaved() is not None
    said = "Schon festgehalten: vereinbart am 20.11.2026, „Der Kurs“."
    assert said in hands.words(panel.pane) and "noch nicht gespeichert" in hands.words(panel.pane)
    hands.save()
    assert card_of(panel).goal.id != again.goal.id
    assert [each.note for each in goals_of(hands)[0].history[-2:]] == ["Der Kurs", "beginnt im Mai"]


def test_z4_a_phrase_is_taken_back_alone_as_long_as_its_words_stand(plan_of: Any) -> None:
    """Ctrl+Z after a letter takes back the letter; what was typed beside the phrase can be brought back."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = editor_of(panel)
    editor.take_phrase(PHRASE)
    hands.into(editor.measures.rows()[0].what, "Zum Kurs gehen")
    hands.click(panel.pane, "Zurücknehmen")
    assert (editor.wording.value(), editor.measures.measures()) == ("", ())
    hands.click(hands.program.window.notices, "Zurückholen")
    assert editor.wording.value() == PHRASE.goal
    assert [each.what for each in editor.measures.measures()] == ["Zum Kurs gehen"]
    editor.take_phrase(PHRASE)
    editor.wording.setFocus()
    hands.type("x")
    assert "Zurücknehmen" not in buttons(panel.pane)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert editor.wording.value() == PHRASE.goal
    assert [each.what for each in editor.measures.measures()] == ["Zum Kurs gehen"]


def test_z4_after_a_phrase_tab_goes_to_the_next_field_and_no_blank_takes_it_back(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = editor_of(panel)
    editor.wording.setFocus()
    editor.take_phrase(PHRASE)
    hands.press(Qt.Key.Key_Tab)
    assert hands.here() is editor.seen_by
    hands.type(" Zeugnis")
    assert editor.wording.value() == PHRASE.goal
    assert "Zeugnis" in editor.seen_by.toPlainText()


def test_what_is_typed_of_a_goal_goes_on_when_its_last_change_is_taken_back(plan_of: Any) -> None:
    """A goal that is gone by that becomes a new one; one that is as it was before is changed once more."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = editor_of(panel)
    editor.area.set_code("language")
    hands.into(editor.wording, "Die B1-Prüfung")
    for words, left in (("Die B1-Prüfung bestehen", 0), ("Die B1-Prüfung im Mai bestehen", 1)):
        hands.qtbot.mouseClick(button(panel.foot, "Ziel speichern"), Qt.MouseButton.LeftButton)
        hands.into(editor_of(panel).wording, words)
        hands.settle()
        hands.answer_notice()
        panel.show_case(1)
        hands.settle()
        assert len(goals_of(hands)) == left
        assert editor_of(panel).wording.value() == words
        hands.click(panel.foot, "Ziel speichern")
        assert hands.notice() == "Ziel gespeichert"
        (goal,) = goals_of(hands)
        assert goal.wording == words
        hands.into(edit(hands, panel).seen_by, "Zertifikat")
