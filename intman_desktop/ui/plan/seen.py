"""What a form of the plan was typed over, as its draft keeps it: it writes over nothing newer (I8, Z5)."""

from __future__ import annotations

from intman_desktop.ui.plan.lights import BlockKey
from intman_desktop.values.case_file import Plan
from intman_desktop.values.plan_views import PlanView


def sentence_of(plan: Plan | None) -> list[str]:
    """Return the sentence "noch kein Ziel, weil …, bis …" of a plan, reason and ISO day."""
    if plan is None:
        return ["", ""]
    return [plan.no_goal_reason, plan.no_goal_until.isoformat() if plan.no_goal_until else ""]


def reason_of(view: PlanView, block: BlockKey) -> str:
    """Return the reason that a block is left open with, empty where it shows none (Rule I8)."""
    return next((each.reason for each in view.blocks if each.block is block), "")


def signatures_of(plan: Plan) -> list[str]:
    """Return the ISO days of both signatures, and the one on which a goal was agreed anew since (Rule Z5)."""
    days = (plan.client_signed_on, plan.worker_signed_on, plan.agreed_anew_on)
    return [on.isoformat() if on is not None else "" for on in days]
