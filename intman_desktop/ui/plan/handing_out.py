"""Before a version of the plan is kept for good: what is still open in it, in one sentence (I8, I9)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.plan.lights import block_name, unsaid_blocks
from intman_desktop.ui.wording import quoted
from intman_desktop.values.plan_views import PlanView


def before_keeping(parent: QWidget, view: PlanView, keep: Callable[[], object]) -> None:
    """Run ``keep``: at once, or where blocks are open, once they are named and it is still wanted (I8, I9).

    It is no refusal: a plan is handed out as far as it is.
    """
    unsaid = [quoted(block_name(each)) for each in unsaid_blocks(view)]
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
