"""Z2, L2: whose goals wait for their review next, over all cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from intman_desktop.services.across.reviewing import waiting_reviews
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import GoalState
from intman_desktop.values.plan_views import WaitingReviews
from tests import builders as a
from tests.opened import TODAY, put_in


def waiting(family: str, review: date, *others: date) -> CaseFile:
    """Return a case whose goals are to be reviewed on these days."""
    goals = tuple(a.a_goal(next_review=on) for on in (review, *others))
    return a.a_case_file(client=a.a_client(family_name=family), plan=a.a_plan(goals=goals))


def test_z2_the_case_that_waits_longest_is_next_and_cases_are_counted_once(desk: Desk) -> None:
    files = [
        waiting("Heute", TODAY),
        waiting("Lange", TODAY - timedelta(days=30), TODAY),
        waiting("Gestern", TODAY - timedelta(days=1)),
        waiting("Morgen", TODAY + timedelta(days=1)),
    ]
    ids = put_in(desk, files)
    today, long, yesterday, _tomorrow = (ids[each.case.key] for each in files)
    assert waiting_reviews(desk, today) == WaitingReviews(long, "Lange, Samira", 2)
    assert waiting_reviews(desk, long) == WaitingReviews(yesterday, "Gestern, Samira", 2)


def test_z2_l2_nobody_waits_where_goals_are_done_or_the_case_is_on_hold(desk: Desk) -> None:
    reached = a.a_goal(next_review=None, state=GoalState.REACHED)
    done = a.a_case_file(plan=a.a_plan(goals=(reached,)))
    held = waiting("Gesperrt", TODAY)
    on_hold = replace(held, case=replace(held.case, hold_since=TODAY, hold_reason="Beschwerde"))
    put_in(desk, [done, on_hold])
    assert waiting_reviews(desk, 0) is None


def test_z2_e3_e4_who_cannot_be_reviewed_does_not_wait_before_all_others(desk: Desk) -> None:
    """A goal that no consent opens has no review: the way on led there and to nobody behind her."""
    health = a.a_goal(area="health", next_review=TODAY - timedelta(days=50))
    without = (a.a_consent(), a.a_health_consent(withdrawn_on=TODAY - timedelta(days=80)))
    files = [
        a.a_case_file(consents=without, plan=a.a_plan(goals=(health,))),
        replace(
            waiting("Abgelaufen", TODAY - timedelta(days=40)),
            consents=(a.a_consent(valid_until=TODAY - timedelta(days=1)),),
        ),
        waiting("Gestern", TODAY - timedelta(days=1)),
    ]
    ids = put_in(desk, files)
    open_one = ids[files[2].case.key]
    assert waiting_reviews(desk, 0) == WaitingReviews(open_one, "Gestern, Samira", 1)
    assert waiting_reviews(desk, open_one) is None
