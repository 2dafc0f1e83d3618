"""K4, I9, Z3, Z5: a plan is closed after all that was done in it."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.errors import Refused
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.services.plans import planning
from intman_desktop.values.codes import GoalState
from tests import builders as a
from tests import saving
from tests.opened import put_in, stored

BEFORE, DONE = date(2026, 11, 9), date(2026, 11, 10)


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return the id of a case with an open plan and an agreed goal."""
    file = a.a_case_file()
    return put_in(desk, [file])[file.case.key]


@pytest.mark.parametrize("days", [(DONE, None), (None, DONE)], ids=["client", "worker"])
def test_k4_i9_z5_a_plan_is_not_closed_before_it_was_signed(
    desk: Desk, case_id: int, days: tuple[date | None, date | None]
) -> None:
    """Closed before, it could have ended in one year and been signed in the next."""
    saving.sign_plan(desk, case_id, *days)
    with pytest.raises(Refused) as refused:
        planning.close_plan(desk, case_id, BEFORE, "goals_reached")
    assert refused.value.code == "plan_closed_before_signature"
    assert refused.value.values == {"on": DONE, "closed_on": BEFORE}
    assert planning.plan_view(desk, case_id).open
    assert not planning.close_plan(desk, case_id, DONE, "goals_reached").value.open


def test_k4_i9_z3_a_plan_is_not_closed_before_what_was_done_on_its_goals(desk: Desk, case_id: int) -> None:
    """What a closed plan takes no more was not done in it after its end; it can be handed out even then."""
    plan = stored(desk, case_id).plan
    assert plan is not None
    (goal,) = plan.goals
    planning.change_goal(desk, case_id, goal.id, goal.version, GoalState.REACHED, on=DONE)
    hand_out_plan(desk, case_id)
    with pytest.raises(Refused) as refused:
        planning.close_plan(desk, case_id, BEFORE, "goals_reached")
    assert refused.value.code == "ending_before_goal"
    assert refused.value.values == {"on": BEFORE, "last": DONE}
    assert planning.plan_view(desk, case_id).open
    assert not planning.close_plan(desk, case_id, DONE, "goals_reached").value.open
