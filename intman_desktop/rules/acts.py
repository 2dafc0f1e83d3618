"""What was done in a case and on which day, as far as its ending must not lie before it (L2, K4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.rules.goals import CONSENT_WITHDRAWN
from intman_desktop.values.case_file import CaseFile, PlanSpan
from intman_desktop.values.explanation import Explanation

TALK = "ending_before_talk"
PLAN = "ending_before_plan"


class _Last(NamedTuple):
    """The last day of each kind of act; the first day of all where there was none."""

    talk: date
    plan: date
    closing: date
    goal: date
    needs: date
    extension: date
    decision: date


def last_act(file: CaseFile) -> date | None:
    """Return the day of the last act in a case, None where nothing was done."""
    day = max(_last(file))
    return None if day == date.min else day


def acts_after(file: CaseFile, on: date, today: date) -> tuple[Explanation, ...]:
    """Return what was done in a case after the day ``on`` of its ending, the last of each kind (L2, K4).

    What only mends the file is none: another start that is taken over, a goal whose words are taken out.
    But for talks and the plan's opening, what lies after ``today`` came of a wrong clock: nobody could end
    the case for its sake (L7).
    """
    last = _last(file)
    found = (
        (last.talk, Explanation("ending_before_talk", {"on": on, "last": last.talk})),
        (last.plan, Explanation("ending_before_plan", {"on": on, "opened_on": last.plan})),
        (last.closing, Explanation("ending_before_closing", {"on": on, "last": last.closing})),
        (last.goal, Explanation("ending_before_goal", {"on": on, "last": last.goal})),
        (last.needs, Explanation("ending_before_needs", {"on": on, "last": last.needs})),
        (last.extension, Explanation("ending_before_extension", {"on": on, "last": last.extension})),
        (last.decision, Explanation("ending_before_decision", {"on": on, "last": last.decision})),
    )
    always = (TALK, PLAN)
    return tuple(fact for day, fact in found if on < day and (day <= today or fact.code in always))


def _last(file: CaseFile) -> _Last:
    spans: tuple[PlanSpan, ...] = file.plan.spans if file.plan else ()
    goals = file.plan.goals if file.plan else ()
    changes = (change for goal in goals for change in goal.history)
    return _Last(
        talk=_latest(talk.on for talk in file.talks),
        plan=_latest(span.opened_on for span in spans),
        closing=_latest(span.closed_on for span in spans),
        goal=_latest(change.on for change in changes if change.note != CONSENT_WITHDRAWN),
        needs=_latest([file.needs_assessment.held_on] if file.needs_assessment else []),
        extension=_latest(extension.decided_on for extension in file.extensions),
        decision=_latest(each.on for each in file.decisions if each.kind != DecisionKind.START_CHANGED),
    )


def _latest(days: Iterable[date | None]) -> date:
    return max((day for day in days if day is not None), default=date.min)
