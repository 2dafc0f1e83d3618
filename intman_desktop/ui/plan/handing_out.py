"""Before a version of the plan is kept for good: what is still open in it, in one sentence (I8, I9)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.values.codes import Block, Light
from intman_desktop.values.plan_views import PlanView

_UNSAID = frozenset({Light.MISSING, Light.BEGUN})
"""Nothing in the plan says why these blocks are not complete; "begründet offen" says it."""


def before_keeping(parent: QWidget, view: PlanView, keep: Callable[[], object]) -> None:
    """Run ``keep``: at once, or where blocks are open, once they are named and it is still wanted (I8, I9).

    It is no refusal: a plan is handed out as far as it is. Before the first version is kept the course is not
    asked for: it is written as time goes on (I7). Own blocks are named where a consent opens them (I10, E3).
    """
    asked_for = (each for each in view.blocks if view.versions or each.block is not Block.COURSE)
    open_ones = [shown(each.block) for each in asked_for if each.light in _UNSAID]
    open_ones += [each.title for each in view.own_blocks if each.closed is None and each.light in _UNSAID]
    unsaid = [f"„{name}“" for name in open_ones]
    if not unsaid:
        keep()
        return
    ask(
        parent,
        _("Plan so aushändigen?"),
        _("Noch nicht vollständig: {blocks}. Diese Fassung wird festgehalten, wie sie jetzt ist.").format(
            blocks=", ".join(unsaid)
        ),
        _("So aushändigen"),
        keep,
        harmless=True,
    )
