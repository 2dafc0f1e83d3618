"""Where one goes on in the plan after "Speichern", and what one types on while it is saved (I7, I8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.plan_form import plan_form
from intman_desktop.services.rights.settling import move_review
from intman_desktop.ui.plan import plan_acts, plan_panel
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.values.case_file import Answer, BlockReason
from intman_desktop.values.codes import Block
from tests.builders import a_case_file, a_goal, a_plan
from tests.ui.hands import Hands, button

DUE = date(2026, 11, 1)
SPOKEN = Answer("german_spoken", "a1", date(2026, 1, 12))


def choose(hands: Hands, panel: PlanPanel, block: Block) -> None:
    """Click a block in the list."""
    hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
    hands.settle()


def from_notice(hands: Hands, words: str) -> None:
    hands.click(hands.program.window.notices, words)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Keep whoever reads the plan waiting from when this is cleared until it is set."""
    going = Event()
    going.set()

    def read_when_let(*args: Any) -> Any:
        going.wait(20)
        return plan_form(*args)

    monkeypatch.setattr(plan_panel, "plan_form", read_when_let)
    yield going
    going.set()


def test_a_reason_for_the_end_that_no_list_knows_is_kept(plan_of: Any) -> None:
    """Typed alone it waits for "Speichern" or "Verwerfen", and comes back with its sentence."""
    hands, panel = plan_of(a_case_file(plan=a_plan()))
    choose(hands, panel, Block.COURSE)
    hands.into(panel.pane.content.reason, "Umzug nach Ulm")
    choose(hands, panel, Block.LANGUAGE)
    assert panel.pane.block is Block.COURSE
    from_notice(hands, "Verwerfen")
    from_notice(hands, "Zurückholen")
    assert panel.pane.content.reason.line().text() == "Umzug nach Ulm"
    assert panel.pane.content.reason.fault()
    hands.into(panel.pane.content.text, "Es geht voran.")
    hands.click(panel.pane, "Verlaufsstand speichern")
    assert panel.pane.content.reason.line().text() == "Umzug nach Ulm"


def test_the_last_open_day_that_is_proposed_is_that_of_the_day_it_comes_back(plan_of: Any) -> None:
    """Of an end only the reason was typed; "today" is no longer the day it was yesterday."""
    hands, panel = plan_of(a_case_file(plan=a_plan()))
    choose(hands, panel, Block.COURSE)
    hands.into(panel.pane.content.reason, "Ziele erreicht")
    assert panel.unsaved()["values"]["end"]["on"] is None
    hands.into(panel.pane.content.on, "1.11.2026")
    assert panel.unsaved()["values"]["end"]["on"] == "01.11.2026"


def test_i8_a_change_that_was_begun_and_says_nothing_is_over_with_speichern(plan_of: Any) -> None:
    """ "Hat sich geändert" alone is nothing to be saved: one is led on and told so."""
    hands, panel = plan_of(a_case_file(answers=(SPOKEN,)))
    choose(hands, panel, Block.LANGUAGE)
    hands.click(panel.pane.content, "Hat sich geändert")
    choose(hands, panel, Block.EDUCATION)
    assert "Ungespeichertes" in hands.notice()
    from_notice(hands, "Speichern")
    assert panel.pane.block is Block.EDUCATION
    assert hands.notice() == "Es ist nichts geändert."
    choose(hands, panel, Block.LANGUAGE)
    hands.click(panel.pane.content, "Hat sich geändert")
    hands.click(panel.foot, "Angaben speichern")
    assert panel.unsaved() is None
    assert "bisher:" not in hands.words(panel.pane)
    assert hands.asked(open_case, 1).file.answers[0].value == "a1"


@pytest.mark.parametrize("block", [Block.STEPS, Block.COURSE, Block.PERSONAL])
@pytest.mark.parametrize("more", ["und mehr", None])
def test_what_is_typed_before_the_plan_is_read_again_stays_with_the_cursor(
    plan_of: Any, held: Event, block: Block, more: str | None
) -> None:
    """The store is written, the plan not read yet: what comes now, or is taken out, is typed over that."""
    hands, panel = plan_of(a_case_file(plan=a_plan(steps="", course="")))
    choose(hands, panel, block)

    def field() -> Any:
        content = panel.pane.content
        if block is Block.PERSONAL:
            return content.fields.widget("town").focusProxy()
        return content.text if block is Block.COURSE else content.steps

    before = field().text() if isinstance(field(), QLineEdit) else field().toPlainText()
    hands.into(field(), "Anfang")
    field().setFocus()
    held.clear()
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.qtbot.waitUntil(lambda: "gespeichert" in hands.notice(), timeout=20_000)
    field().selectAll()
    hands.type("Anfang" if more else before)
    if not more and not before:
        hands.press(Qt.Key.Key_Delete)
    hands.type(more or "")
    wanted = f"Anfang{more}" if more else before
    assert panel.unsaved() is not None
    held.set()
    hands.settle()
    assert field().value() == wanted
    assert hands.here() is field()
    hands.type("!")
    typed = field().toPlainText() if isinstance(field(), QPlainTextEdit) else field().text()
    assert typed == f"{wanted}!", "the cursor stands where one was"
    hands.save()
    assert panel.unsaved() is None, hands.notice()


def test_a_draft_made_before_the_plan_is_read_again_is_no_change_by_another(
    plan_of: Any, held: Event
) -> None:
    """Locked in between, what was typed on comes back and is saved over what the same person saved."""
    hands, panel = plan_of(a_case_file())
    choose(hands, panel, Block.PERSONAL)
    town = panel.pane.content.fields.widget("town").focusProxy()
    hands.into(town, "Anfang")
    held.clear()
    panel.pane.save()
    hands.qtbot.waitUntil(lambda: "gespeichert" in hands.notice(), timeout=20_000)
    town.setText("Anfang und mehr")
    draft = panel.unsaved()
    held.set()
    hands.settle()
    panel.pane.drop()
    panel.restore(draft)
    hands.settle()
    panel.pane.save()
    hands.settle()
    assert hands.asked(open_case, 1).file.client.town == "Anfang und mehr", hands.notice()


def test_z1_the_editor_that_opens_after_speichern_has_the_cursor(plan_of: Any) -> None:
    """ "Ziel vereinbaren" beside an unsaved sentence: once that is saved, one types into the editor."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.into(panel.pane.content.reason, "Erst ankommen")
    hands.into(panel.pane.content.until, "1.2.2027")
    hands.click(panel.pane, "Ziel vereinbaren")
    from_notice(hands, "Speichern")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    assert editor.first_field().isAncestorOf(hands.here()) or editor.first_field().hasFocus()
    assert not panel.blocks.isAncestorOf(hands.here())


def test_a_goal_that_is_saved_on_the_way_to_another_block_leads_to_that_block(plan_of: Any) -> None:
    """The cursor is in the list, at the block that was chosen, and not nowhere."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    hands.into(panel.pane.content.area, "Wohnen")
    hands.into(panel.pane.content.wording, "Eine eigene Wohnung")
    choose(hands, panel, Block.LANGUAGE)
    hands.program.window.setFocus()
    from_notice(hands, "Speichern")
    assert panel.pane.block is Block.LANGUAGE
    assert panel.blocks.button(Block.LANGUAGE).hasFocus()


@pytest.mark.parametrize("left", ["   ", ""])
def test_i8_a_reason_that_was_emptied_is_asked_for_and_leads_nowhere(plan_of: Any, left: str) -> None:
    """Nothing beside it is written, and the next saving by hand stays in its block."""
    reasons = (BlockReason(Block.EDUCATION, "Zeugnisse fehlen"),)
    hands, panel = plan_of(a_case_file(plan=a_plan(block_reasons=reasons)))
    choose(hands, panel, Block.EDUCATION)
    hands.click(panel.pane.reason, "Ändern")
    hands.into(panel.pane.reason.field, left)
    hands.into(panel.pane.content.fields.widget("training_subject").focusProxy(), "Tischler")
    choose(hands, panel, Block.LANGUAGE)
    from_notice(hands, "Speichern")
    assert panel.pane.block is Block.EDUCATION
    assert "Bitte sagen Sie in einem Satz, warum." in hands.words(panel.pane)
    assert panel.pane.reason.field.hasFocus()
    assert hands.asked(open_case, 1).file.answers == ()
    hands.into(panel.pane.reason.field, "Zeugnisse kommen noch")
    hands.qtbot.mouseClick(button(panel.pane, "Begründung speichern"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert panel.pane.block is Block.EDUCATION
    (reason,) = hands.asked(open_case, 1).file.plan.block_reasons
    assert reason.reason == "Zeugnisse kommen noch"


def test_who_goes_elsewhere_while_a_review_is_put_off_stays_there_with_what_is_typed(
    plan_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = Event()

    def moved_when_let(*args: Any) -> Any:
        going.wait(20)
        return move_review(*args)

    monkeypatch.setattr(plan_acts, "move_review", moved_when_let)
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(a_goal(next_review=DUE),))), review=True)
    button(panel.foot, "Um eine Woche verschieben").click()
    panel.blocks.button(Block.STEPS).click()
    steps = panel.pane.content.steps
    steps.setPlainText("Zuerst der Kurs.")
    going.set()
    hands.settle()
    assert hands.asked(open_case, 1).file.plan.goals[0].next_review > DUE
    assert panel.pane.block is Block.STEPS
    assert panel.pane.content.steps.toPlainText() == "Zuerst der Kurs."
    assert "verschoben" in hands.notice()
