"""What somebody wants of a plan that is still to be read: it is done once, as the plan is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from intman_desktop.ui.plan.aiming import PlanAim


@dataclass(frozen=True)
class Wish:
    """What is opened in the plan, and where the cursor goes; ``AS_IT_IS`` where nothing is wanted.

    Attributes:
        review: Go through the goals that are due; a number is the goal that comes first, due or not, 0 none.
        work: Go where the plan is begun, taken up again, or its next goal agreed.
        aim: Open the block where this is entered, and go there.
        goal: Show this goal among the others, and go there.
        next_goal: Go where the next goal is begun: one was saved just now.
        follows: Stay with the block in the list: what was saved in it is shown anew.
        goes_on: Go to the last of what was left unsaved and is put back.
        hands_out: Hand the plan out, as soon as all that stands in it again.
    """

    review: int | None = None
    work: bool = False
    aim: PlanAim | None = None
    goal: int = 0
    next_goal: bool = False
    follows: bool = False
    goes_on: bool = False
    hands_out: bool = False

    def __or__(self, later: Wish) -> Wish:
        """Return what both want, of two goals that of ``later``: a plan asked for twice may be read once."""
        nothing = vars(AS_IT_IS)
        return replace(self, **{name: each for name, each in vars(later).items() if each != nothing[name]})


AS_IT_IS: Final = Wish()
