"""A mistyped first day of a plan is corrected in the real window, and an older plan is told (I7, L8, C7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.ui.case.next_card import NextCard
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.period.page import PeriodPage
from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.values.case_file import CaseFile, GoalChange, PlanSpan
from intman_desktop.values.codes import GoalState
from tests import builders as a
from tests import saving
from tests.opened import TODAY
from tests.plan_begins import OLDER, WHY, counselled_elsewhere
from tests.ui.hands import Hands, only, unnamed
from tests.ui.plan.blocks import correcting, course_of

DOUBT = (
    "Der mitgebrachte Plan ist älter (01.09.2025) als das erste Beratungsgespräch (30.09.2025); vielleicht "
    "begann der Zeitraum früher. Bitte prüfen Sie beide Tage."
)
AtPlan = Callable[..., tuple[Hands, PlanPanel]]


@pytest.fixture
def at_plan(qtbot: QtBot, open_program: Callable[..., Any]) -> AtPlan:
    def opened(file: CaseFile) -> tuple[Hands, PlanPanel]:
        hands = Hands(qtbot, open_program([file]))
        return hands, only(hands.open(CasePage, "case", case_id=1, tab="plan"), PlanPanel)

    return opened


def begun_on(hands: Hands) -> date | None:
    plan = hands.asked(open_case, 1).file.plan
    assert plan is not None
    begun: date | None = plan.begun_on
    return begun


def test_story_12_a_plan_brought_along_older_than_the_period_is_told_and_its_day_corrected(
    at_plan: AtPlan,
) -> None:
    hands, panel = at_plan(counselled_elsewhere(plan=None))
    hands.qtbot.mouseClick(only(panel.begin, QCheckBox), Qt.MouseButton.LeftButton)
    hands.into(panel.begin.on, "1.9.2025")
    hands.click(panel.begin, "Plan übernehmen")
    assert hands.notice() == "Plan übernommen"
    assert panel.head.doubt.text() == DOUBT and panel.head.doubt.isVisible()
    course = course_of(hands, panel)
    assert "Begonnen am 01.09.2025." in hands.words(course)
    hands.click(course, "Beginn ändern")
    assert course.begin.day.hasFocus() and "wie auf dem mitgebrachten Plan" in hands.words(course)
    hands.into(course.begin.day, "1.10.2025")
    hands.click(course, "Beginn speichern")
    assert "Bitte sagen Sie in einem Satz, warum." in hands.words(course)
    assert course.begin.reason.hasFocus() and begun_on(hands) == OLDER
    hands.into(course.begin.reason, WHY)
    hands.click(course, "Beginn speichern")
    assert hands.notice() == "Beginn des Plans geändert"
    assert begun_on(hands) == date(2025, 10, 1)
    assert "Begonnen am 01.10.2025." in hands.words(panel.pane)
    assert not panel.head.doubt.isVisible()
    hands.answer_notice()
    assert begun_on(hands) == OLDER and panel.head.doubt.isVisible()
    hands.click(panel.head, "Zum Zeitraum")
    page = hands.program.window.page()
    assert isinstance(page, PeriodPage) and DOUBT in hands.words(page)


@pytest.mark.parametrize("keys", [Qt.Key.Key_Return, Qt.Key.Key_S])
def test_the_keys_that_save_take_over_a_plan_that_was_brought_along(at_plan: AtPlan, keys: Qt.Key) -> None:
    """They save what is being filled in: never is it said that nothing was changed while days are typed."""
    hands, panel = at_plan(counselled_elsewhere(plan=None))
    hands.qtbot.mouseClick(only(panel.begin, QCheckBox), Qt.MouseButton.LeftButton)
    hands.qtbot.keyClick(panel.begin.on, keys, Qt.KeyboardModifier.ControlModifier)
    assert "Bitte geben Sie ein Datum ein." in hands.words(panel.begin)
    hands.into(panel.begin.on, "1.9.2025")
    hands.qtbot.keyClick(panel.begin.opened, keys, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert hands.notice() == "Plan übernommen"
    assert begun_on(hands) == OLDER


def test_c7_an_older_plan_stands_under_what_is_next(qtbot: QtBot, open_program: Callable[..., Any]) -> None:
    plan = a.a_plan(begun_on=OLDER, brought_along=True)
    hands = Hands(qtbot, open_program([counselled_elsewhere(plan=plan)]))
    card = only(hands.open(CasePage, "case", case_id=1), NextCard)
    assert DOUBT in hands.words(card)
    hands.click(card, "Zum Zeitraum")
    assert isinstance(hands.program.window.page(), PeriodPage)


def test_i7_what_the_rules_refuse_is_told_at_its_field(at_plan: AtPlan) -> None:
    begun, agreed = date(2026, 2, 2), date(2026, 2, 9)
    goal = a.a_goal(agreed_on=agreed, history=(GoalChange(GoalState.AGREED, agreed),))
    parts = {"spans": (PlanSpan(begun),), "goals": (goal,), "versions": (a.an_issued_plan(on=agreed),)}
    hands, panel = at_plan(a.a_case_file(plan=a.a_plan(begun_on=begun, **parts)))
    course = correcting(hands, panel)
    assert "Ausgehändigte Fassungen bleiben, wie sie waren." in hands.words(course)
    hands.into(course.begin.reason, WHY)
    for typed, said in (
        ("", "Bitte geben Sie ein Datum ein."),
        ("2.2.2026", "Der Plan beginnt schon am 02.02.2026."),
        ("10.2.2026", "Am 09.02.2026 wurde im Plan schon ein Ziel festgehalten"),
        ("11.1.2026", "stand die Einwilligung in die Beratung noch nicht"),
    ):
        hands.into(course.begin.day, typed)
        hands.click(course, "Beginn speichern")
        assert said in hands.words(course)
        assert course.begin.day.hasFocus()
    hands.into(course.begin.day, "12.1.2026")
    hands.asked(saving.save_no_goal, 1, "noch im Ankommen", TODAY)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert "inzwischen geändert" in hands.notice() and begun_on(hands) == begun


def test_i7_another_first_day_that_is_typed_waits_in_the_draft(at_plan: AtPlan) -> None:
    hands, panel = at_plan(a.a_case_file())
    course = course_of(hands, panel)
    assert panel.unsaved() is None
    hands.click(course, "Beginn ändern")
    assert panel.unsaved() is None and unnamed(course) == []
    hands.into(course.begin.day, "5.1.")
    hands.into(course.begin.reason, "Zahlen")
    typed = panel.unsaved()
    assert typed is not None
    hands.click(course, "Abbrechen")
    assert panel.unsaved() is None and not course.begin.day.isVisible()
    panel.restore(typed)
    hands.settle()
    assert isinstance(panel.pane.content, CourseBlock)
    form = panel.pane.content.begin
    assert (form.day.text(), form.reason.text(), form.reason.isVisible()) == ("05.01.2026", "Zahlen", True)
