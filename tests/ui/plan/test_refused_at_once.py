"""All that the rules refuse of what is typed in the plan is told at once (I7, I9)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from intman_desktop.errors import Refused
from intman_desktop.ui.wording import told
from intman_desktop.values.codes import Block
from tests.builders import a_case_file, a_plan


def test_i9_of_two_refusals_that_belong_to_no_field_neither_sentence_is_lost(plan_of: Any) -> None:
    """The line of notices shows one sentence after the other only if both are said together."""
    hands, panel = plan_of(a_case_file(plan=a_plan()))
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    hands.settle()
    first, second = Refused("plan_not_open"), Refused("plan_begin_missing")
    first.further = (second,)
    panel._acts._refused(first)
    assert told(first) in hands.notice()
    assert told(second) in hands.notice()


def test_i7_a_reason_that_is_missing_is_told_at_the_reason_of_another_first_day(plan_of: Any) -> None:
    """The day and the reason are refused together, each at its own field (L8)."""
    hands, panel = plan_of(a_case_file(plan=a_plan()))
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    hands.settle()
    begin = panel.pane.content.begin
    begin.begin()
    unchanged = Refused("plan_begin_unchanged", begun_on=date(2026, 2, 1))
    unchanged.further = (Refused("plan_begin_reason_missing"),)
    panel._acts._begin_refused(unchanged)
    assert begin._day_row.fault() == told(unchanged)
    assert begin._reason_row.fault() == told(unchanged.further[0])
