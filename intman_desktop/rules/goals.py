"""Goals that are agreed together, can be checked and are looked at again (Z1 to Z5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from intman_desktop.rules.dates import add_months
from intman_desktop.values.case_file import Extension, Goal, GoalChange, Plan
from intman_desktop.values.codes import Actor, GoalState
from intman_desktop.values.explanation import Explanation

AGREED_STATES = frozenset(
    {
        GoalState.AGREED,
        GoalState.IN_PROGRESS,
        GoalState.REACHED,
        GoalState.PARTLY_REACHED,
        GoalState.NOT_REACHED,
    }
)
"""Whoever works on a goal or has reached it has agreed to it; deferring or dropping a proposal has not."""
CLOSED_STATES = frozenset(
    {GoalState.REACHED, GoalState.PARTLY_REACHED, GoalState.NOT_REACHED, GoalState.DROPPED}
)
RUNNING_STATES = frozenset(GoalState) - CLOSED_STATES
"""What is proposed is looked at as well: else nobody would ask again whether it is agreed (Rule Z2)."""
REACHED_STATES = frozenset({GoalState.REACHED, GoalState.PARTLY_REACHED})
NOT_REACHED_STATES = CLOSED_STATES - REACHED_STATES
ALLOWED_CHANGES = {
    GoalState.PROPOSED: frozenset(
        {GoalState.AGREED, GoalState.IN_PROGRESS, GoalState.DEFERRED, GoalState.DROPPED}
    ),
    GoalState.AGREED: frozenset({GoalState.IN_PROGRESS, GoalState.DEFERRED}) | CLOSED_STATES,
    GoalState.IN_PROGRESS: frozenset({GoalState.AGREED, GoalState.DEFERRED}) | CLOSED_STATES,
    GoalState.DEFERRED: frozenset({GoalState.AGREED, GoalState.IN_PROGRESS}) | CLOSED_STATES,
    GoalState.REACHED: frozenset({GoalState.IN_PROGRESS}),
    GoalState.PARTLY_REACHED: frozenset({GoalState.IN_PROGRESS, GoalState.REACHED}),
    GoalState.NOT_REACHED: frozenset({GoalState.IN_PROGRESS, GoalState.REACHED}),
    GoalState.DROPPED: frozenset({GoalState.AGREED, GoalState.IN_PROGRESS}),
}
"""What is closed can be taken up again; a goal once agreed never becomes a proposal again."""

CONSENT_WITHDRAWN = "Einwilligung widerrufen"
"""The note of a goal that ended as its words were taken out: kept and printed like those that somebody
writes, so German, whatever language the screen speaks."""
_TELLING_WORDS = 3
"""As many words beside the frame of its sentence a wording has that says what is wanted."""
_FRAME = re.compile(
    r"""
    ich | wir | er | sie | es | man | mich | mir | uns | sich
    | [ms]?eine?[mnrs]? | (?: unse | ih )re?n? | d(?: er | ie | as | en | em | es )
    | will | wollen | möchten? | kann | können | soll(?:en)? | muss | müssen | darf | dürfen | würde | gerne?
    | mit | ins? | im | a[nm] | auf | aus | bei | beim | für | nach | vo[nm] | zu[mr]? | als | und | oder | um
    | irgend.*
    """,
    re.VERBOSE,
)
"""The small words that make a sentence of what is wanted and say nothing of it: who, that it is wished, the
articles, what only joins."""
_WORD = re.compile(r"[A-Za-z\u00C0-\u024F]{3}|[^\W\d_\u0000-\u024F]")
"""What holds a word: three Latin letters in a row; of another script, whose words may be shorter, any one."""
_LEVEL = re.compile(r"\b[A-C][12]\b", re.IGNORECASE)
"""A level of a language as everybody names it, with or without a step of it ("B1", "A2.1", "C1+")."""


def goal_place(state: GoalState, area: str) -> tuple[int, str]:
    """Return by what goals are ordered, on screen as on paper (Rule Z3).

    Those that are worked on come first, by the word for their ``area``, then those reached, at last the rest.
    """
    if state in REACHED_STATES:
        return 1, ""
    return (2, "") if state in NOT_REACHED_STATES else (0, area.casefold())


def goal_questions(goal: Goal, today: date) -> tuple[Explanation, ...]:
    """Return what a checkable goal still lacks: what, how seen, until when, who does what (Rule Z4).

    So does one whose day is over by ``today``: it is asked until when now.

    They ask and never block; nothing is asked of a goal that is closed. One or two words without a number
    ("Deutsch lernen") say too little of what is wanted, and a sentence around them ("Ich möchte Deutsch
    lernen.") no more, until it is said how one will see it. What holds no word at all ("2w") answers nothing;
    only by the level of a language ("B1") it is seen well enough.
    """
    if goal.state in CLOSED_STATES:
        return ()
    questions = []
    is_seen = _holds_word(goal.seen_by) or _LEVEL.search(goal.seen_by) is not None
    if _is_vague(goal.wording) and not (_holds_word(goal.wording) and is_seen):
        questions.append(Explanation("goal_what"))
    if not is_seen:
        questions.append(Explanation("goal_how_seen"))
    if goal.until is None:
        questions.append(Explanation("goal_until_when"))
    elif goal.until < today:
        questions.append(Explanation("goal_until_past", {"until": goal.until}))
    if not any(_holds_word(measure.what) for measure in goal.measures):
        questions.append(Explanation("goal_who_does_what"))
    elif any(
        measure.who is Actor.THIRD_PARTY and not measure.third_party.strip() for measure in goal.measures
    ):
        questions.append(Explanation("goal_which_third_party"))
    return tuple(questions)


def nothing_said(goal: Goal) -> bool:
    """Return whether a goal that goes on answers none of the questions that make it checkable (Rule Z4).

    However little an answer says, it is a beginning. The wording alone is none: "Eine Arbeit finden" leaves
    open how it is seen, until when, and who acts.
    """
    answered = goal.seen_by.strip() or goal.until or any(each.what.strip() for each in goal.measures)
    return goal.state not in CLOSED_STATES and not answered


def _is_vague(wording: str) -> bool:
    numbered = _holds_word(wording) and any(letter.isdigit() for letter in wording)
    said = (re.sub(r"\W", "", word).casefold() for word in wording.split())
    telling = [word for word in said if word and not _FRAME.fullmatch(word)]
    return len(telling) < _TELLING_WORDS and not numbered


def _holds_word(text: str) -> bool:
    """Return whether there is a word in a text, and not only a sign for somebody who knows what it means."""
    return _WORD.search(text) is not None


def change_faults(goal: Goal, change: GoalChange, today: date) -> tuple[Explanation, ...]:
    """Return why a change of state cannot be saved (Rule Z3).

    A review that leaves the state as it is changes nothing and is always allowed.
    """
    faults = []
    if change.state is not goal.state and change.state not in ALLOWED_CHANGES[goal.state]:
        values = {"from": goal.state, "to": change.state}
        faults.append(Explanation("goal_change_not_allowed", values))
    if change.on > today:
        faults.append(Explanation("goal_change_in_future", {"on": change.on}))
    last = max((each.on for each in goal.history), default=None)
    if last is not None and change.on < last:
        faults.append(Explanation("goal_change_before_last", {"on": change.on, "last": last}))
    if change.state is GoalState.DROPPED and goal.state is not GoalState.DROPPED and not change.note.strip():
        faults.append(Explanation("goal_dropped_reason_missing"))
    return tuple(faults)


def course_faults(goal: Goal) -> tuple[Explanation, ...]:
    """Return what a goal that was kept elsewhere does not tell, or tells twice and otherwise (Rule Z3).

    What became of it has its day in the history, and so has the agreement, there or as ``agreed_on``: by
    these days it is counted. A history may begin after the agreement, and never tells a later proposal.
    """
    if goal.state in CLOSED_STATES and not goal.history:
        return (Explanation("goal_history_missing"),)
    if goal.agreed_on is None:
        lacks = goal.state in AGREED_STATES and agreed_on(goal) is None
        return (Explanation("goal_agreed_day_missing"),) if lacks else ()
    told = agreed_on(replace(goal, agreed_on=None))
    proposed = (each.on for each in goal.history if each.state is GoalState.PROPOSED)
    if (told is not None and goal.agreed_on > told) or any(on > goal.agreed_on for on in proposed):
        return (Explanation("goal_agreed_otherwise"),)
    return ()


def new_faults(goal: Goal) -> tuple[Explanation, ...]:
    """Return that a goal cannot come in as dropped: nothing would say why (Rule Z3)."""
    return (Explanation("goal_new_and_dropped"),) if goal.state is GoalState.DROPPED else ()


def is_reworded(kept: Goal, said: Goal) -> bool:
    """Return whether a goal says something else than before: area, words, sign or day (Rule Z3)."""
    return any(getattr(kept, name) != getattr(said, name) for name in ("area", "wording", "seen_by", "until"))


def was_agreed(goal: Goal) -> bool:
    """Return whether the goal was ever agreed, whatever became of it (Rules Z1, K4)."""
    return agreed_on(goal) is not None or goal.state in AGREED_STATES


def agreed_on(goal: Goal) -> date | None:
    """Return the day the goal was agreed: as kept, else the first in its history (Rule Z3)."""
    if goal.agreed_on is not None:
        return goal.agreed_on
    return min((change.on for change in goal.history if change.state in AGREED_STATES), default=None)


def may_be_removed(goal: Goal, plan: Plan, today: date) -> bool:
    """Return whether a goal of ``plan`` can be taken out as typed by mistake (Rules Z1, I9).

    One that was agreed stays once anybody else holds it: it was reviewed or changed since, or the plan was
    handed out or signed on its day or later; of a plan that was brought along also what was agreed before it
    came. It stays once its year is over, whose figures may be handed in (Rule K7). Then it is dropped, with
    its reason.
    """
    if not was_agreed(goal):
        return True
    day = agreed_on(goal)
    if day is None or len(goal.history) != 1 or day.year < today.year:
        return False
    if plan.brought_along and day < min((span.opened_on for span in plan.spans), default=today):
        return False
    given = (plan.client_signed_on, plan.worker_signed_on, *(each.issued_on for each in plan.versions))
    return not any(on is not None and on >= day for on in given)


def signed_day(on: date | None, goals: Iterable[Goal]) -> date | None:
    """Return the day ``on`` of a signature, None where a goal was agreed after it (Rule Z5)."""
    agreed = max((day for goal in goals if (day := agreed_on(goal)) is not None), default=None)
    return None if on is not None and agreed is not None and agreed > on else on


def signed_days(plan: Plan) -> tuple[date | None, date | None]:
    """Return when client and worker signed the goals as they are agreed now, None for who has not (Rule Z5).

    What was signed before something else was agreed, on the same day as well, is no signature under that.
    """
    if plan.agreed_anew_on is not None:
        return None, None
    return signed_day(plan.client_signed_on, plan.goals), signed_day(plan.worker_signed_on, plan.goals)


def signed_as_told(plan: Plan, extensions: Iterable[Extension]) -> tuple[date | None, date | None]:
    """Return ``signed_days``, None also for who signed before something came that the plan tells now (Z5).

    Nobody signed what became of a goal or a measure later, nor that it was extended, or that it ended.
    """
    last = max(_told_days(plan, extensions), default=date.min)
    client_on, worker_on = (None if on is None or on < last else on for on in signed_days(plan))
    return client_on, worker_on


def agreed_anew(kept: Goal | None, said: Goal) -> bool:
    """Return whether a goal as it is ``said`` now asks for another agreement than before (Rules Z1, Z5).

    That is one that is agreed for the first time, or again after it was dropped, and one that says
    something else than what was agreed; ``kept`` is the goal before, None for a new one. What is still
    proposed, and how a goal goes on, was not signed.
    """
    if kept is None or not was_agreed(kept) or kept.state is GoalState.DROPPED:
        return said.state in AGREED_STATES
    return is_reworded(kept, said)


def with_agreed_anew(plan: Plan, on: date) -> Plan:
    """Return a plan in which something else was agreed ``on`` a day: what was signed by then waits (Rule Z5).

    What was agreed before the first signature, and is entered late, was signed with it.
    """
    signed = [day for day in (plan.client_signed_on, plan.worker_signed_on) if day is not None]
    if not signed or on < min(signed):
        return plan
    return replace(plan, agreed_anew_on=max(on, plan.agreed_anew_on or on))


def _told_days(plan: Plan, extensions: Iterable[Extension]) -> Iterator[date]:
    """Yield the days of what a plan tells of its course beside what was agreed in it."""
    for goal in plan.goals:
        yield from (change.on for change in goal.history)
        yield from (measure.done_on for measure in goal.measures if measure.done_on is not None)
    for span in plan.spans:
        yield from filter(None, (span.opened_on, span.closed_on))
    yield from (each.decided_on for each in extensions)


def state_after_new_begin(state: GoalState, *, taken: bool) -> GoalState:
    """Return the state of a goal in a plan that is taken up again (Rules I9, Z3).

    One that is ``taken`` over and was closed goes on; one that is not and was still open is dropped.
    """
    if taken:
        return GoalState.IN_PROGRESS if state in CLOSED_STATES else state
    return state if state in CLOSED_STATES else GoalState.DROPPED


def next_review(on: date, interval_months: int, until: date | None, today: date) -> date:
    """Return the day of the next look at a goal, ``interval_months`` after ``on`` (Rule Z2).

    The day ``until`` which it was agreed comes first where it lies before that and is still ahead of ``on``
    and ``today``: then it is to be said what became of it (Rule Z3).
    """
    regular = add_months(on, interval_months)
    return until if until is not None and max(on, today) < until < regular else regular


def known_since(plan: Plan, on: date) -> date:
    """Return from when on a goal of a day is looked at here (Rules Z2, I9).

    Of a plan that was brought along that is at the earliest its first day here, since the office before
    looked at it until then.
    """
    return max(on, min(span.opened_on for span in plan.spans)) if plan.brought_along and plan.spans else on


def with_reviews(plan: Plan, interval_months: int, today: date) -> Plan:
    """Return a plan of a file with the next review of each running goal that has none (Rule Z2).

    It is that of the form: ``interval_months`` after the last day of the goal's history, or after the day the
    plan was taken up again or goes on here, whichever is later, or the day until which it was agreed, where
    that is ahead of ``today`` and before it. A goal without any day is left as it is.
    """
    again = max(span.opened_on for span in plan.spans) if len(plan.spans) > 1 else date.min
    goals = []
    for goal in plan.goals:
        days = [*(each.on for each in goal.history), *filter(None, (goal.agreed_on,))]
        if goal.state in RUNNING_STATES and goal.next_review is None and days:
            since = known_since(plan, max(*days, again))
            day = next_review(since, interval_months, goal.until, today)
            goal = replace(goal, next_review=day)  # noqa: PLW2901
        goals.append(goal)
    return replace(plan, goals=tuple(goals))


def review_due(goal: Goal, today: date) -> bool:
    """Return whether a running goal is to be looked at by ``today`` (Rule Z2)."""
    return goal.state in RUNNING_STATES and goal.next_review is not None and goal.next_review <= today


def first_review(goals: Iterable[Goal]) -> date | None:
    """Return the earliest next review of the running goals (Rule Z2)."""
    days = (goal.next_review for goal in goals if goal.state in RUNNING_STATES)
    return min((day for day in days if day is not None), default=None)
