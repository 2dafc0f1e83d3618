"""A day that cannot be is said at its own field, with the cursor in it, all over the plan (Z2, Z3)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.values.case_file import GoalChange
from intman_desktop.values.codes import Block, GoalState
from tests.builders import OPENED_ON, a_case_file, a_goal, a_measure, a_plan
from tests.ui.hands import Hands, label_of, marked

GOING = a_goal(
    state=GoalState.IN_PROGRESS,
    next_review=date(2026, 11, 20),
    history=(
        GoalChange(GoalState.AGREED, OPENED_ON),
        GoalChange(GoalState.IN_PROGRESS, date(2026, 11, 10), "läuft", reviewed=True),
    ),
)


def at_fault(hands: Hands, part: QWidget) -> str:
    """Return the label of the one row that is marked, in which the cursor has to be."""
    (row,) = marked(part)
    assert row.isAncestorOf(hands.here())
    return label_of(row)


@pytest.mark.parametrize(
    ("field", "typed", "label"),
    [
        ("day", "5.11.2026", "Überprüft am"),
        ("day", "1.12.2026", "Überprüft am"),
        ("next", "1.10.2026", "Nächste Überprüfung"),
    ],
)
def test_z2_a_review_says_at_its_field_which_day_cannot_be(
    plan_of: Any, field: str, typed: str, label: str
) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(GOING,))))
    hands.click(panel.pane, "Überprüfen")
    card = panel.pane.content
    assert isinstance(card, ReviewCard)
    if typed == "1.12.2026":
        hands.into(card.next, "1.3.2027")
    hands.into(getattr(card, field), typed)
    hands.click(panel.foot, "Festhalten")
    assert at_fault(hands, card) == label


def test_z2_z3_a_goal_says_at_its_field_which_day_cannot_be(plan_of: Any) -> None:
    done = a_measure(id=1, done_on=date(2026, 11, 2), outcome="helped")
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(a_goal(measures=(done,)),))))
    hands.click(panel.pane, "Bearbeiten")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.review, "1.10.2026")
    hands.click(panel.foot, "Ziel speichern")
    assert at_fault(hands, editor) == "Nächste Überprüfung"
    hands.into(editor.review, "1.2.2027")
    hands.into(editor.measures.rows()[0].done_on, "24.12.2026")
    hands.click(panel.foot, "Ziel speichern")
    assert at_fault(hands, editor) == "Erledigt am"


@pytest.mark.parametrize("typed", ["1.11.2026", "1.12.2026"])
def test_k4_the_end_of_a_plan_says_at_its_field_which_day_cannot_be(plan_of: Any, typed: str) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(GOING,))))
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    hands.settle()
    course = panel.pane.content
    assert isinstance(course, CourseBlock)
    hands.into(course.on, typed)
    hands.into(course.reason, "Ziele erreicht / selbständig")
    hands.click(panel.pane, "Plan schließen")
    assert at_fault(hands, course) == "Letzter offener Tag"


def test_i8_no_goal_yet_says_at_its_field_that_the_day_is_past(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    block = panel.pane.content
    assert isinstance(block, GoalsBlock)
    hands.into(block.reason, "Erst die Wohnung")
    hands.into(block.until, "1.11.2026")
    hands.click(panel.pane, "Satz speichern")
    assert at_fault(hands, block) == "Ein Ziel vereinbaren bis"
