"""What is typed in the plan of a case outlasts locking, other tabs, other pages and other people (I7, Z1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.values.codes import Block
from tests.builders import a_case_file, a_client, a_plan
from tests.ui.case.journeys import OnCase
from tests.ui.hands import CTRL, Hands
from tests.ui.test_drafts_kept import lock_and_unlock


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
