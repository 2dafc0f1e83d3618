"""A goal is saved once, however often its button is pressed (Z1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.plan_panel import PlanPanel
from tests.builders import a_case_file
from tests.ui.hands import Hands, only


def test_a_double_click_saves_one_goal_and_a_refusal_opens_the_form_again(
    qtbot: QtBot, open_program: Callable[..., Any]
) -> None:
    """Each of two alike goals would be counted."""
    hands = Hands(qtbot, open_program([a_case_file()]))
    panel = only(hands.open(CasePage, "case", case_id=1, tab="plan"), PlanPanel)
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    editor.area.set_code("work")
    hands.into(editor.wording, "Ich finde eine Arbeit.")
    hands.into(editor.agreed, "1.1.2026")
    (save,) = [each for each in editor.findChildren(QPushButton) if each.text() == "Ziel speichern"]
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    hands.settle()
    assert editor.isEnabled() and editor._agreed_row.fault()
    editor.agreed.set_value(date(2026, 11, 20))
    for _press in range(2):
        qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    hands.settle()
    plan = hands.asked(plan_view, 1).plan
    assert plan is not None
    assert [each.wording for each in plan.goals][1:] == ["Ich finde eine Arbeit."]
