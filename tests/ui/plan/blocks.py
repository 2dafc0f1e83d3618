"""Ways into the blocks of a plan that is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt

from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.values.codes import Block
from tests.ui.hands import Hands


def course_of(hands: Hands, panel: PlanPanel) -> CourseBlock:
    """Click the block of the course and return it."""
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    content = panel.pane.content
    assert isinstance(content, CourseBlock)
    return content


def correcting(hands: Hands, panel: PlanPanel) -> CourseBlock:
    """Return the block of the course with the correction of the plan's first day open in it."""
    course = course_of(hands, panel)
    hands.click(course, "Beginn ändern")
    return course
