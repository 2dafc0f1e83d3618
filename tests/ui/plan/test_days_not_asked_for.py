"""A day that cannot be holds nothing back where it is no longer asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.style import Style
from intman_desktop.values.codes import GoalState
from tests.builders import a_case_file, a_goal, a_plan

NO_DAY = "31.2.2026"


def in_a_form(today: Callable[[], date]) -> tuple[Form, FormRow, Callable[[bool], None]]:
    form = Form()
    row = form.row("&Tag", DateField(today))
    return form, row, lambda shown: form.show_row(row, shown)


def in_columns(today: Callable[[], date]) -> tuple[Form, FormRow, Callable[[bool], None]]:
    form = Form()
    row = Labelled("&Tag", DateField(today))
    columns = Columns([row])
    form.wide(columns)
    return form, row, columns.setVisible


@pytest.mark.parametrize("placed", [in_a_form, in_columns])
def test_a_row_that_is_hidden_doubts_nothing_and_still_does_when_it_is_back(
    qtbot: QtBot, look: Style, today: date, placed: Any
) -> None:
    """What was hidden around it hides it as well; the sentence of a form counts wherever it stands."""
    form, row, show = placed(lambda: today)
    qtbot.addWidget(form)
    qtbot.keyClicks(row.field, NO_DAY)
    row.field.editingFinished.emit()
    said = row.fault()
    assert said == row.field.fault() != ""
    show(False)
    assert row.fault() == ""
    row.set_fault("")
    assert row.fault() == ""
    row.set_fault("So geht es nicht.")
    assert row.fault() == "So geht es nicht."
    assert not form.go_to_first_fault(), "the cursor would go where nobody sees it"
    row.set_fault("")
    show(True)
    assert row.fault() == said


def test_z1_a_goal_that_is_proposed_again_is_saved_without_the_day_of_its_agreement(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.area, "Wohnen")
    hands.into(editor.wording, "Eine eigene Wohnung")
    hands.into(editor.agreed, NO_DAY)
    hands.into(editor.state, "vorgeschlagen")
    assert not editor.agreed.isVisible()
    hands.click(panel.foot, "Ziel speichern")
    (goal,) = hands.asked(plan_view, 1).plan.goals
    assert (goal.wording, goal.state) == ("Eine eigene Wohnung", GoalState.PROPOSED)


def test_z2_a_goal_that_is_reached_is_kept_without_the_day_of_its_next_review(plan_of: Any) -> None:
    goal = a_goal(next_review=date(2026, 11, 1))
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(goal,))), review=True)
    card = panel.pane.content
    assert isinstance(card, ReviewCard)
    hands.into(card.next, NO_DAY)
    hands.qtbot.mouseClick(card.button(GoalState.REACHED), Qt.MouseButton.LeftButton)
    assert not card.next.isVisible()
    hands.click(panel.foot, "Festhalten")
    (goal,) = hands.asked(plan_view, 1).plan.goals
    assert goal.state is GoalState.REACHED


def test_i7_a_plan_begins_here_whatever_was_typed_of_one_brought_along(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=None))
    begin = panel.begin
    hands.qtbot.mouseClick(begin.brought, Qt.MouseButton.LeftButton)
    hands.into(begin.opened, NO_DAY)
    hands.qtbot.mouseClick(begin.brought, Qt.MouseButton.LeftButton)
    hands.into(begin.on, "12.11.2026")
    hands.click(begin, "Plan beginnen")
    assert hands.asked(plan_view, 1).plan.begun_on == date(2026, 11, 12)


def test_a_hint_that_fell_silent_is_not_spoken_any_more(qtbot: QtBot, look: Style) -> None:
    """It keeps its room, and its words there are out of date."""
    row = Labelled("&Woran merken wir es?", TextField())
    qtbot.addWidget(row)
    row.keep_hint_room()
    row.set_hint("noch offen")
    row.set_hint("")
    row.set_fault("")
    assert row.field.accessibleDescription() == ""
