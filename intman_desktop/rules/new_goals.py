"""A plan in which no goal is open any more: since when, and when a new one is asked for (Rules Z1, I8)."""

from __future__ import annotations

from datetime import date

from intman_desktop.rules.dates import add_months
from intman_desktop.rules.goals import CLOSED_STATES, RUNNING_STATES, was_agreed
from intman_desktop.rules.plan import has_agreed_goal, has_no_goal_sentence, open_span
from intman_desktop.values.case_file import Goal, Plan
from intman_desktop.values.codes import GoalState
from intman_desktop.values.explanation import Explanation


def none_open_since(plan: Plan) -> date | None:
    """Return the last day on which something was said of the goals of an open plan, all of them closed (Z1).

    A plan that was taken up again waits from that day on. None as long as a goal goes on, and where none was
    ever agreed: then the first one is asked for (Rule I8).
    """
    goes_on = any(goal.state in RUNNING_STATES for goal in plan.goals)
    if open_span(plan) is None or goes_on or not has_agreed_goal(plan):
        return None
    changed = (change.on for goal in plan.goals for change in goal.history)
    agreed = (goal.agreed_on for goal in plan.goals if goal.agreed_on is not None)
    return max((*changed, *agreed, *(span.opened_on for span in plan.spans)))


def asks_why_none(plan: Plan) -> bool:
    """Return whether it can be said why there is no goal: none was agreed yet, or none is open (I8, Z1)."""
    return not has_agreed_goal(plan) or none_open_since(plan) is not None


def asked_on(since: date, until: date | None, interval_months: int) -> date:
    """Return when a new goal is asked for, none being open ``since`` a day (Rules Z1, I8).

    At the interval at which goals are looked at, or on the day ``until`` of "noch kein Ziel, weil …, bis …".
    One that names a day before was said of an earlier time, and puts nothing off.
    """
    return until if until is not None and until >= since else add_months(since, interval_months)


def speaks_of_now(plan: Plan) -> bool:
    """Return whether what was written of "noch kein Ziel, weil …" is said of now (Rule I8).

    It stays when a goal is agreed, for that one may be taken out again, and speaks of now again only where it
    names a day after all were closed.
    """
    since, until = none_open_since(plan), plan.no_goal_until
    return not has_agreed_goal(plan) if since is None else until is not None and until >= since


def ends_sentence(goal: Goal, state: GoalState) -> bool:
    """Return whether "noch kein Ziel, weil …" is over as a goal takes ``state`` (Rule I8).

    It was said before a goal that was agreed and still open: once that one is closed, nobody has said why
    none shall follow. By that goal the plan goes on counting as made (Rule K4). What was only proposed ends
    nothing.
    """
    return goal.state in RUNNING_STATES and state in CLOSED_STATES and was_agreed(goal)


def says_why_none(plan: Plan) -> bool:
    """Return whether "noch kein Ziel, weil …, bis …" stands whole and speaks of now (Rule I8)."""
    return has_no_goal_sentence(plan) and speaks_of_now(plan)


def none_open_facts(plan: Plan) -> tuple[Explanation, ...]:
    """Return since when no goal is open any more, or until when a new one shall be agreed; none if one is."""
    since = none_open_since(plan)
    if since is None:
        return ()
    if says_why_none(plan):
        return (Explanation("no_new_goal_until", {"until": plan.no_goal_until}),)
    return (Explanation("goals_closed", {"since": since}),)
