"""What is typed in a block of the plan outlasts every act on it that does not save it (I1 to I9)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.field_block import FieldBlock
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.kept_pane import PaneState
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.values.case_file import BlockReason
from intman_desktop.values.codes import Block, GoalState
from tests.builders import a_case_file, a_goal, a_plan
from tests.ui.hands import Hands, button

DUE = date(2026, 11, 1)
OPEN = [(each, ()) for each in Block]
REASONED = (Block.EDUCATION, (BlockReason(Block.EDUCATION, "Zeugnisse fehlen"),))
BROUGHT_BACK = ("Verwerfen", "Abbrechen")
"""What drops something typed: "Zurückholen" is offered beside it."""
FIELDS = {
    Block.PERSONAL: ("town", "allocated_to"),
    Block.LANGUAGE: ("language_certificate_on",),
    Block.EDUCATION: ("years_of_school", "training_subject"),
    Block.WORK_AND_HOUSING: ("work_as",),
    Block.STEPS: ("further_needs",),
}
"""Some fields of each block into which one types as into a line."""


def choose(hands: Hands, panel: PlanPanel, block: Block) -> None:
    """Click a block in the list."""
    hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
    hands.settle()


def type_into(hands: Hands, field: Any, words: str) -> None:
    """Leave ``words`` in ``field``, the last letter of them by the keyboard."""
    field.setFocus()
    (field.setPlainText if isinstance(field, QPlainTextEdit) else field.setText)(words[:-1])
    if isinstance(field, QPlainTextEdit):
        field.moveCursor(QTextCursor.MoveOperation.End)
    else:
        field.end(False)
    hands.qtbot.keyClicks(field, words[-1])
    hands.qtbot.keyClick(field, Qt.Key.Key_Tab)


def fill(hands: Hands, panel: PlanPanel, time: int = 1) -> dict[str, str]:
    """Type into every part of the block that is shown, each ``time`` something else.

    Returns what is typed, and how it stands when it is saved.
    """
    content = panel.pane.content
    typed: dict[str, str] = {}

    def into(field: Any, words: str, stored: str = "") -> None:
        type_into(hands, field, words)
        typed[words] = stored or repr(words)

    def on(month: int, year: int) -> tuple[str, str]:
        return f"{time:02}.{month:02}.{year}", f"{year}, {month}, {time})"

    if isinstance(content, CourseBlock):
        content.begin.begin()
        day, stored = on(3, 2026)
        into(content.begin.day, day, stored)
        into(content.begin.reason, f"Zahlendreher {time}", stored)  # is kept with the day that it explains
        into(content.text, f"Anfang {time}")
        into(content.client_on, *on(10, 2026))
        into(content.on, *on(11, 2026))
        hands.into(content.reason, "Ziele erreicht")
    elif isinstance(content, GoalsBlock):
        into(content.reason, f"Erst ankommen {time}")
        into(content.until, *on(2, 2027))
    elif isinstance(content, FieldBlock):
        if content.steps is not None:
            into(content.steps, f"Kurs {time}")
        for code in FIELDS[Block(panel.pane.block)]:
            field = content.fields.widget(code).focusProxy()
            if code == "language_certificate_on":
                into(field, f"{time:02}.03.2025", f"'2025-03-{time:02}'")
            else:
                into(field, str(time) if code == "years_of_school" else f"Wort {code} {time}")
        reason = panel.pane.reason
        begin = next(each for each in reason.findChildren(QPushButton) if each.isVisible())
        hands.qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
        into(reason.field, f"Kommt noch {time}")
    return typed


def lost(hands: Hands, panel: PlanPanel, typed: dict[str, str], case_id: int = 1) -> list[str]:
    """Return of what was ``typed`` that which neither stands in the plan of the case nor is stored."""
    left = json.dumps(panel.unsaved(), ensure_ascii=False)
    gone = {words: saved for words, saved in typed.items() if f'"{words}"' not in left}
    if not gone:
        return []
    file = hands.asked(open_case, case_id).file
    stored = repr((file.client, file.answers, file.plan))
    return [words for words, saved in gone.items() if saved not in stored]


def acts_of(panel: PlanPanel) -> list[QPushButton]:
    """Return every button of the block that is shown, of the foot, and of the head."""
    found = (
        each for where in (panel.pane, panel.foot, panel.head) for each in where.findChildren(QPushButton)
    )
    return [each for each in found if each.isVisible() and each.text()]


def show_afresh(hands: Hands, panel: PlanPanel, block: Block, case_id: int) -> None:
    """Show ``block`` of the case as it is stored."""
    elsewhere = hands.program.window.page_name() != "plan" or panel.pane.block is not block
    panel.pane.drop()
    hands.settle()
    if elsewhere or panel.pane.state is not PaneState.BLOCK:
        hands.program.window.open_page("plan", case_id=case_id)
        hands.settle()
        choose(hands, panel, block)


def press_all(hands: Hands, panel: PlanPanel, block: Block, case_id: int) -> set[str]:
    """Press every button of ``block``, each time with all parts of it filled anew; return their words."""
    done: set[str] = set()
    while True:
        show_afresh(hands, panel, block, case_id)
        typed = fill(hands, panel, len(done) + 1)
        assert typed and not lost(hands, panel, typed, case_id)
        act = next((each for each in acts_of(panel) if each.text() not in done), None)
        if act is None:
            return done
        done.add(words := act.text())
        hands.qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
        hands.settle()
        for question in panel.findChildren(Confirm):
            question.reject()
        if words in BROUGHT_BACK:
            assert lost(hands, panel, typed, case_id), words
            hands.click(hands.program.window.notices, "Zurückholen")
        assert not lost(hands, panel, typed, case_id), (block, words)


def test_no_act_on_a_block_loses_what_is_typed_beside_it(plan_of: Any) -> None:
    """Every button is pressed after every other part was filled; what drops something, brings it back."""
    goal = a_goal(state=GoalState.PROPOSED, agreed_on=None, history=(), next_review=DUE)
    blocks = [*OPEN, REASONED]
    plans = (a_plan(goals=(goal,), block_reasons=reasons) for _block, reasons in blocks)
    hands, panel = plan_of(*(a_case_file(plan=plan) for plan in plans))
    done = {}
    for case_id, (block, reasons) in enumerate(blocks, 1):
        done[block, reasons] = press_all(hands, panel, block, case_id)
    assert all("Aushändigen" in each and len(each) > 2 for each in done.values())
    assert {"Beginn speichern", "Abbrechen", "Plan schließen"} <= done[Block.COURSE, ()]


def test_ctrl_enter_saves_all_that_is_typed_in_a_block(plan_of: Any) -> None:
    """F1 promises it for every form; a plan is closed by its own button alone."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    for block in Block:
        choose(hands, panel, block)
        typed = fill(hands, panel)
        hands.save()
        if block is Block.COURSE:
            assert set(panel.unsaved()["values"]) == {"end"}
            hands.save()
            assert panel.pane.content.end.hasFocus()
            assert hands.asked(plan_view, 1).open
        else:
            assert panel.unsaved() is None, block
        assert not lost(hands, panel, typed), block
        if block is not Block.COURSE:
            hands.save()
            assert hands.notice() == "Es ist nichts geändert."


@pytest.mark.parametrize(
    ("block", "act"), [(Block.STEPS, "Angaben speichern"), (Block.COURSE, "Verlaufsstand speichern")]
)
def test_what_is_typed_on_while_a_slow_place_saves_stays_and_is_saved_next(
    plan_of: Any, block: Block, act: str
) -> None:
    """The store is written by another thread; what came meanwhile is typed over what that wrote."""
    hands, panel = plan_of(a_case_file(plan=a_plan(steps="")))
    choose(hands, panel, block)

    def fields() -> list[Any]:
        content = panel.pane.content
        if isinstance(content, CourseBlock):
            return [content.text]
        return [content.steps, content.fields.widget("further_needs").focusProxy()]

    for field in fields():
        hands.into(field, "Anfang")
    where = panel.foot if block is Block.STEPS else panel.pane
    hands.qtbot.mouseClick(button(where, act), Qt.MouseButton.LeftButton)
    for field in fields():
        type_on = field.setText if isinstance(field, QLineEdit) else field.set_value
        type_on("Anfang und mehr")
    hands.settle()
    assert {each.value() for each in fields()} == {"Anfang und mehr"}
    hands.save()
    assert panel.unsaved() is None, hands.notice()
    file = hands.asked(open_case, 1).file
    stored = (file.plan.course,) if block is Block.COURSE else (file.plan.steps, file.answers[0].value)
    assert set(stored) == {"Anfang und mehr"}


@pytest.mark.parametrize("block", [Block.EDUCATION, Block.STEPS, Block.GOALS])
def test_another_block_is_opened_once_what_is_typed_is_saved(plan_of: Any, block: Block) -> None:
    """ "Speichern" stands first in the line of notices, and leads on to the block that was chosen."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    choose(hands, panel, block)
    typed = fill(hands, panel)
    choose(hands, panel, Block.LANGUAGE)
    assert panel.pane.block is block
    offered = [each for each in hands.program.window.notices.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in offered if each.text()] == ["Speichern", "Verwerfen"]
    hands.click(hands.program.window.notices, "Speichern")
    assert panel.pane.block is Block.LANGUAGE
    assert panel.unsaved() is None
    assert not lost(hands, panel, typed)


def test_what_cannot_be_saved_keeps_its_block_open(plan_of: Any) -> None:
    """The other block is not opened, and the next saving by hand does not go there either."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    choose(hands, panel, Block.COURSE)
    hands.into(panel.pane.content.client_on, "31.2.2026")
    choose(hands, panel, Block.LANGUAGE)
    hands.click(hands.program.window.notices, "Speichern")
    assert panel.pane.block is Block.COURSE
    hands.into(panel.pane.content.client_on, "19.11.2026")
    hands.click(panel.pane, "Unterschriften speichern")
    assert panel.pane.block is Block.COURSE
    assert panel.unsaved() is None


def test_what_is_dropped_comes_back_and_never_over_what_was_typed_since(plan_of: Any) -> None:
    """ "Zurückholen" asks first where something is typed again."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.wording, "Eine eigene Wohnung")
    hands.click(panel.foot, "Abbrechen")
    hands.into(panel.pane.content.reason, "Erst ankommen")
    hands.click(hands.program.window.notices, "Zurückholen")
    assert panel.pane.content.reason.value() == "Erst ankommen"
    hands.click(hands.program.window.notices, "Verwerfen")
    assert isinstance(panel.pane.content, GoalEditor)
    assert panel.pane.content.wording.value() == "Eine eigene Wohnung"


def test_i9_a_version_is_kept_with_what_was_just_typed(plan_of: Any) -> None:
    """Handing out offers to save first, and asks about what is open only then."""
    hands, panel = plan_of(a_case_file(plan=a_plan(steps="")))
    choose(hands, panel, Block.STEPS)
    hands.into(panel.pane.content.steps, "Zuerst der Kurs.")
    hands.click(panel.head, "Aushändigen")
    assert not panel.findChildren(Confirm)
    assert "Ungespeichertes" in hands.notice()
    hands.click(hands.program.window.notices, "Speichern")
    (question,) = panel.findChildren(Confirm)
    hands.click(question, "So aushändigen")
    (version,) = hands.asked(plan_view, 1).versions
    assert "Zuerst der Kurs." in version.content
