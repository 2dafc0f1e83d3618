"""Phrases, proposals, blocks of the office's own, and beginning again, in the window (I9, I10, Z4, E3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.own_block import OwnBlockContent
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.values.case_file import Answer, PlanSpan
from intman_desktop.values.codes import Block, GoalState
from intman_desktop.values.office import OwnBlock
from tests.builders import a_case_file, a_consent, a_goal, a_plan
from tests.ui.hands import CTRL, Hands, unnamed

NEEDS = (
    Answer("german_spoken", "a2"),
    Answer("looking_for_work", "yes"),
    Answer("looking_for_housing", "yes"),
)


@pytest.fixture
def drawn() -> bool:
    """Draw the window: some of these tests take its picture."""
    return True


def opened(qtbot: QtBot, program: Any) -> tuple[Hands, PlanPanel]:
    hands = Hands(qtbot, program)
    page = hands.open(CasePage, "case", case_id=1, tab="plan")
    return hands, page.findChildren(PlanPanel)[0]


def goals(hands: Hands) -> list[Any]:
    plan = hands.asked(plan_view, 1).plan
    assert plan is not None
    return list(plan.goals)


def test_story_6_three_goals_by_phrases_in_few_keys(qtbot: QtBot, open_program: Callable[..., Any]) -> None:
    program = open_program([a_case_file(plan=None, answers=NEEDS)])
    hands, panel = opened(qtbot, program)
    keys = 0
    panel.begin.on.setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    keys += 1
    for typed in ("b1", "sozial", "eigene"):
        hands.press(Qt.Key.Key_Return)
        hands.settle()
        assert isinstance(panel.pane.content, GoalEditor)
        hands.type(typed)
        hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_Return, CTRL)
        hands.settle()
        assert hands.notice() == "Ziel gespeichert"
        keys += len(typed) + 3
    found = goals(hands)
    assert [goal.area for goal in found] == ["language", "work", "housing"]
    assert all(goal.seen_by and goal.until and goal.measures for goal in found)
    assert keys <= 26


def test_z4_a_phrase_is_taken_back_whole(qtbot: QtBot, open_program: Callable[..., Any]) -> None:
    hands, panel = opened(qtbot, open_program([a_case_file(plan=a_plan(goals=()), answers=NEEDS)]))
    hands.click(panel.pane, "Ziel vereinbaren: Sprache")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.type("b1")
    hands.press(Qt.Key.Key_Return)
    assert editor.goal().measures
    hands.press(Qt.Key.Key_Z, CTRL)
    assert (editor.goal().wording, editor.goal().seen_by, editor.goal().measures) == ("b1", "", ())
    assert editor.goal().until is None


def test_i10_e3_an_own_block_is_written_and_closed_without_its_consent(
    qtbot: QtBot, open_program: Callable[..., Any]
) -> None:
    program = open_program([a_case_file(consents=(a_consent(),))])
    blocks = (
        OwnBlock("", "Ehrenamt", "Wo sich die Person engagiert"),
        OwnBlock("", "Glaube", need="religion"),
    )
    program.frame.do(change_office, {"own_blocks": blocks})
    hands, panel = opened(qtbot, program)
    qtbot.mouseClick(panel.blocks.button("own_ehrenamt"), Qt.MouseButton.LeftButton)
    content = panel.pane.content
    assert isinstance(content, OwnBlockContent)
    hands.into(content.text, "Im Garten")
    assert unnamed(panel.pane) == []
    hands.click(panel.foot, "Angaben speichern")
    assert ("own_ehrenamt", "Im Garten") in [
        (each.field, each.value) for each in hands.asked(open_case, 1).file.answers
    ]
    assert "ausgefüllt" in panel.blocks.button("own_ehrenamt").accessibleName()
    qtbot.mouseClick(panel.blocks.button("own_glaube"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert "Einwilligung" in hands.words(panel.pane)


def test_i9_a_closed_plan_goes_on_with_the_goals_that_are_chosen(
    qtbot: QtBot, open_program: Callable[..., Any]
) -> None:
    closed = PlanSpan(date(2026, 2, 1), date(2026, 10, 1), "other")
    plan = replace(
        a_plan(goals=(a_goal(), a_goal(wording="Zweites Ziel"))), begun_on=closed.opened_on, spans=(closed,)
    )
    hands, panel = opened(qtbot, open_program([a_case_file(plan=plan)]))
    qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    assert isinstance(panel.pane.content, CourseBlock)
    taken = list(panel.pane.content.taken.values())
    assert [field.isChecked() for field in taken] == [True, True]
    taken[1].setChecked(False)
    hands.click(panel.pane, "Plan wieder aufnehmen")
    first, second = goals(hands)
    assert first.state is not GoalState.DROPPED
    assert second.state is GoalState.DROPPED
    assert hands.asked(plan_view, 1).open


@pytest.mark.parametrize("part", ["blocks", "phrases", "lists"])
def test_the_parts_of_the_settings_speak(
    qtbot: QtBot, open_program: Callable[..., Any], part: str, tmp_path: Path
) -> None:
    program = open_program()
    hands = Hands(qtbot, program)
    page = program.window.open_page("settings", part=part)
    hands.settle()
    program.window.resize(1366, 768)
    hands.settle()
    assert unnamed(page.parts[part]) == []
    assert program.window.grab().save(str(tmp_path / f"{part}.png"))
