"""The block of the plan where something is to be entered, and the field of it that is meant (I8, I9, Z5)."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from intman_desktop.ui.plan.course_block import CourseBlock
from intman_desktop.ui.plan.field_block import FieldBlock
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.kept_pane import Content
from intman_desktop.ui.plan.lights import BlockKey, block_key, unsaid_blocks
from intman_desktop.ui.plan.own_block import OwnBlockContent
from intman_desktop.values.codes import Block, Light
from intman_desktop.values.plan_views import PlanView


class PlanAim(StrEnum):
    """What is to be entered in the plan."""

    SIGNATURES = "signatures"
    MISSING = "missing"
    AGAIN = "again"
    """That a closed plan is taken up again."""


def block_of(aim: PlanAim, view: PlanView) -> BlockKey | None:
    """Return the block where ``aim`` is done: of what is missing the first, None where nothing is."""
    if aim in (PlanAim.SIGNATURES, PlanAim.AGAIN):
        return Block.COURSE
    missing = [block_key(each) for each in unsaid_blocks(view)]
    later = [each.block for each in view.blocks if each.light in (Light.MISSING, Light.BEGUN)]
    return next(iter((*missing, *later)), None)


def field_of(aim: PlanAim, content: Content | None) -> QWidget | None:
    """Return where the cursor goes in ``content``, None where it has no place for it."""
    if isinstance(content, CourseBlock) and aim is not PlanAim.MISSING:
        return content.on if aim is PlanAim.AGAIN else content.first_unsigned()
    if isinstance(content, CourseBlock):
        return content.text
    if isinstance(content, FieldBlock):
        return content.steps or content.fields.first_open()
    if isinstance(content, GoalsBlock):
        return content.first_act()
    return content.text if isinstance(content, OwnBlockContent) else None


def part_of(aim: PlanAim, content: Content | None) -> QWidget | None:
    """Return what of ``content`` is brought into view for ``aim``, None where it is the whole."""
    if not isinstance(content, CourseBlock):
        return None
    return {PlanAim.SIGNATURES: content.signatures, PlanAim.AGAIN: content.end}.get(aim)
