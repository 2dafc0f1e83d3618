"""The legal chain of a case: seven steps, where each stands, and why one is not yet open (P1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from intman_desktop.rules import gate
from intman_desktop.rules.goals import CLOSED_STATES, RUNNING_STATES, was_agreed
from intman_desktop.rules.intake import agreement_gaps, agreement_needed, is_signed
from intman_desktop.rules.new_goals import asked_on, none_open_facts, none_open_since, says_why_none
from intman_desktop.rules.period import case_period, days_fact
from intman_desktop.rules.plan import BlockLight, complete_blocks, has_no_goal_sentence
from intman_desktop.rules.talks import plan_needed
from intman_desktop.values.case_file import Case, CaseFile, NeedsAssessment, Plan
from intman_desktop.values.codes import Block, CaseState, ConsentDecision, ConsentScope, GoalState, Light
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.views import ChainStep, ChainStepView, StepState

_OF_NEEDS = frozenset({Block.LANGUAGE, Block.EDUCATION, Block.WORK_AND_HOUSING, Block.STEPS})
"""The blocks that the Bedarfserhebung fills and the intake does not."""


def chain(
    case_file: CaseFile, lights: Iterable[BlockLight], today: date, review_months: int
) -> tuple[ChainStepView, ...]:
    """Return the seven steps in their order (Rules P1, B1, I8).

    A step that was done stays done whatever lies before it: what is recorded is shown. One that
    cannot be taken yet is closed and names in one fact the step it waits for; the services refuse it.

    Args:
        case_file: the case, whole.
        lights: the seven lights of its plan.
        today: the day it is looked at.
        review_months: how many months after all goals were closed new ones are asked for.
    """
    found = tuple(lights)
    return (
        _notice(case_file),
        _consent(case_file, today),
        _agreement(case_file, today),
        _needs(case_file, found, today),
        _plan(case_file, found, today),
        _goals(case_file, today, review_months),
        _ending(case_file, today),
    )


def _closed(step: ChainStep, because: str) -> ChainStepView:
    return ChainStepView(step, StepState.CLOSED, None, (Explanation(because),))


def _waits_for(case_file: CaseFile, today: date) -> str:
    """Return the fact of the first legal step that is not taken, empty where counselling may begin."""
    if not gate.is_open(gate.BASIC, case_file.consents, today):
        return "step_after_consent"
    return "step_after_agreement" if agreement_needed(case_file.agreement) else ""


def _notice(case_file: CaseFile) -> ChainStepView:
    given = case_file.notice_given
    if given is None:
        return ChainStepView(ChainStep.PRIVACY_NOTICE, StepState.OPEN)
    return ChainStepView(ChainStep.PRIVACY_NOTICE, StepState.DONE, given.explained_on)


def _consent(case_file: CaseFile, today: date) -> ChainStepView:
    refused = gate.refusal(gate.BASIC, case_file.consents, today)
    if refused is None:
        days = (
            each.decided_on
            for each in case_file.consents
            if each.scope is ConsentScope.BASIC
            and each.decision is ConsentDecision.GIVEN
            and each.decided_on <= today
        )
        return ChainStepView(ChainStep.CONSENT, StepState.DONE, max(days))
    if refused.code == "never_asked" and case_file.notice_given is None:
        return _closed(ChainStep.CONSENT, "step_after_notice")
    return ChainStepView(ChainStep.CONSENT, StepState.OPEN, None, (refused,))


def _agreement(case_file: CaseFile, today: date) -> ChainStepView:
    agreement = case_file.agreement
    gaps = agreement_gaps(agreement)
    if agreement is not None and is_signed(agreement):
        signed = (agreement.client_signed_on, agreement.worker_signed_on)
        day = max(day for day in signed if day is not None)
        return ChainStepView(ChainStep.AGREEMENT, StepState.DONE, day, gaps)
    if agreement is not None and (
        agreement.oral_on or agreement.client_signed_on or agreement.worker_signed_on
    ):
        return ChainStepView(ChainStep.AGREEMENT, StepState.BEGUN, agreement.oral_on, gaps)
    if not gate.is_open(gate.BASIC, case_file.consents, today):
        return _closed(ChainStep.AGREEMENT, "step_after_consent")
    return ChainStepView(ChainStep.AGREEMENT, StepState.OPEN, None, gaps)


def _needs(case_file: CaseFile, lights: tuple[BlockLight, ...], today: date) -> ChainStepView:
    needs = case_file.needs_assessment
    if needs is not None and _holds_nothing(case_file, needs, lights):
        return ChainStepView(
            ChainStep.NEEDS,
            StepState.OPEN,
            needs.held_on,
            (Explanation("needs_empty", {"on": needs.held_on}),),
        )
    if needs is not None:
        return ChainStepView(ChainStep.NEEDS, StepState.DONE, needs.held_on)
    waits_for = _waits_for(case_file, today)
    if waits_for:
        return _closed(ChainStep.NEEDS, waits_for)
    state = StepState.BEGUN if case_file.answers else StepState.OPEN
    return ChainStepView(ChainStep.NEEDS, state)


def _holds_nothing(case_file: CaseFile, needs: NeedsAssessment, lights: tuple[BlockLight, ...]) -> bool:
    """Return whether a Bedarfserhebung was saved with nothing in it; what the intake asked is not of it."""
    told = needs.handover_on or needs.handover_office.strip() or needs.handover_content.strip()
    client = case_file.client
    asked_here = (
        client.sex,
        client.nationality.strip(),
        client.second_nationality.strip(),
        client.section_24,
    )
    answered = any(answer.value.strip() for answer in case_file.answers) or any(
        value not in (None, "") for value in asked_here
    )
    filled = any(each.light is not Light.MISSING for each in lights if each.block in _OF_NEEDS)
    return not told and not answered and not filled


def _plan(case_file: CaseFile, lights: tuple[BlockLight, ...], today: date) -> ChainStepView:
    plan, since = case_file.plan, plan_needed(case_file, today)
    if plan is None or plan.begun_on is None:
        waits_for = _waits_for(case_file, today)
        if waits_for:
            return _closed(ChainStep.PLAN, waits_for)
        facts = () if since is None else (Explanation("plan_missing", {"since": since}),)
        return ChainStepView(ChainStep.PLAN, StepState.OPEN, None, facts)
    complete = complete_blocks(lights)
    state = StepState.DONE if complete == len(lights) else StepState.BEGUN
    count = Explanation("plan_blocks", {"complete": complete, "all": len(lights)})
    again = () if since is None else (Explanation("plan_closed", {"since": since}),)
    return ChainStepView(ChainStep.PLAN, state, plan.begun_on, (count, *again))


def _goals(case_file: CaseFile, today: date, review_months: int) -> ChainStepView:
    plan = case_file.plan
    if plan is None or plan.begun_on is None:
        return _closed(ChainStep.GOALS, "step_after_plan")
    agreed = [goal for goal in plan.goals if was_agreed(goal)]
    if not agreed:
        return _goals_without_agreed(plan)
    running = [goal for goal in agreed if goal.state in RUNNING_STATES]
    reached = [goal for goal in agreed if goal.state is GoalState.REACHED]
    count = _goals_count(len(agreed), len(running), len(reached))
    since = none_open_since(plan) if _is_worked_on(case_file.case) else None
    if since is not None:
        until = plan.no_goal_until if says_why_none(plan) else None
        on = asked_on(since, until, review_months)
        if until is not None or on <= today:
            return ChainStepView(ChainStep.GOALS, StepState.BEGUN, on, (count, *none_open_facts(plan)))
    state = StepState.DONE if all(goal.state in CLOSED_STATES for goal in agreed) else StepState.BEGUN
    days = [goal.next_review for goal in running if goal.next_review is not None]
    return ChainStepView(ChainStep.GOALS, state, min(days, default=None), (count,))


def _goals_count(agreed: int, running: int, reached: int) -> Explanation:
    """Return how many goals were agreed, with all that became of them: the numbers add up (Rule Z3)."""
    values = {"all": agreed, "running": running, "reached": reached}
    others = agreed - running - reached
    if others == 0:
        return Explanation("goals_count", values)
    return Explanation("goals_count_others", {**values, "others": others})


def _is_worked_on(case: Case) -> bool:
    return case.state is CaseState.ACTIVE and case.hold_since is None


def _goals_without_agreed(plan: Plan) -> ChainStepView:
    if has_no_goal_sentence(plan):
        fact = Explanation("no_goal_until", {"until": plan.no_goal_until})
        return ChainStepView(ChainStep.GOALS, StepState.BEGUN, plan.no_goal_until, (fact,))
    if plan.goals:
        return ChainStepView(ChainStep.GOALS, StepState.BEGUN, None, (Explanation("goal_not_agreed"),))
    return ChainStepView(ChainStep.GOALS, StepState.OPEN, None, (Explanation("goal_missing"),))


def _ending(case_file: CaseFile, today: date) -> ChainStepView:
    case = case_file.case
    if case.state is CaseState.ENDED:
        fact = Explanation("case_ended", {"on": case.ended_on, "reason": case.ending_reason})
        return ChainStepView(ChainStep.ENDING, StepState.DONE, case.ended_on, (fact,))
    period = case_period(case, case_file.extensions)
    if period is not None and period.days_left(today) < 0:
        return ChainStepView(ChainStep.ENDING, StepState.OPEN, period.last_day, (days_fact(period, today),))
    return ChainStepView(ChainStep.ENDING, StepState.OPEN)
