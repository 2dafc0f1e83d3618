"""The plan of a case as the screen shows it: lights, what is missing, goals and their questions (I8, Z4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from intman_desktop.language import current_language
from intman_desktop.profiles import Profile
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules import goals as aims
from intman_desktop.rules import plan as planned
from intman_desktop.rules.intake import agreement_needed
from intman_desktop.rules.needs import named_needs
from intman_desktop.rules.new_goals import none_open_facts
from intman_desktop.rules.plan_begin import older_than_start
from intman_desktop.rules.redaction import STAND_IN
from intman_desktop.rules.talks import counselled_elsewhere, plan_needed, plan_seen
from intman_desktop.rules.validities import not_now
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.gated import closed_needs
from intman_desktop.values.case_file import CaseFile, Goal, Plan
from intman_desktop.values.codes import Block, CaseState, GoalState, Light
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.office import OwnBlock
from intman_desktop.values.plan_views import BlockView, GoalView, OwnBlockView, PlanView, Proposal


def plan_lights(profile: Profile, file: CaseFile) -> tuple[planned.BlockLight, ...]:
    """Return the seven lights of a case by the profile's catalogue (Rule I8)."""
    answers = (*file.answers, *profile.client_answers(file.client))
    return planned.lights(file.client, answers, file.plan, profile.block_fields)


def lights_today(profile: Profile, file: CaseFile, today: date) -> tuple[planned.BlockLight, ...]:
    """Return these lights, each with the core fields that are answered by nothing that holds today (Rule I8).

    The light itself stays: it is judged when something is saved, and lists sort by it. The paper, which tells
    what holds, and the block on the screen say this beside it.
    """
    core: dict[Block, list[str]] = {}
    for field in profile.block_fields:
        if field.core:
            core.setdefault(field.block, []).append(field.code)
    return tuple(
        replace(light, missing=(*light.missing, *not_now(file.answers, core.get(light.block, ()), today)))
        for light in plan_lights(profile, file)
    )


def show_plan(desk: Desk, case_id: int, file: CaseFile) -> PlanView:
    """Return the plan of a case that has been read already, worded for the screen's language."""
    today, language, plan = desk.today(), current_language(), file.plan
    found = lights_today(desk.profile, file, today)
    goals = plan.goals if plan else ()
    open_needs = gate.given(file.consents, today)
    closed = closed_needs(desk.profile, file.consents, today)
    shown = tuple(_goal(desk, goal, plan, language, closed) for goal in goals if plan)
    vague = sum(aims.nothing_said(each.goal) for each in shown if not each.closed)
    offered = desk.profile.offered(ListName.GOAL_AREAS, today, open_needs)
    return PlanView(
        case_id,
        file.case.key,
        plan,
        tuple(_block(desk.profile, each, language, vague, plan) for each in found),
        shown,
        open=planned.open_span(plan) is not None,
        made=planned.plan_is_made(plan),
        complete_blocks=planned.complete_blocks(found),
        next_review=aims.first_review(goals),
        reviews_due=sum(each.review_due and not each.closed for each in shown),
        areas=tuple(
            (item.code, desk.profile.label(ListName.GOAL_AREAS, item.code, language)) for item in offered
        ),
        versions=plan.versions if plan else (),
        own_blocks=own_blocks(desk.profile, file, today),
        proposals=_proposals(desk.profile, file, today, {item.code for item in offered}),
        needed_on=plan_needed(file, today),
        elsewhere=counselled_elsewhere(file),
        seen=plan_seen(file),
        waits=_why_none_begins(file),
        doubt=older_than_start(file),
    )


def _why_none_begins(file: CaseFile) -> Explanation | None:
    """Return why no plan can begin: the counselling has ended, or the agreement is missing (Rules B1, P3)."""
    if file.case.state is CaseState.ENDED:
        return Explanation("plan_none_before_end", {"ended_on": file.case.ended_on})
    return next(iter(agreement_needed(file.agreement)), None)


def outcome_label(profile: Profile, outcome: str, language: str) -> str:
    """Return what came of a measure or a referral in words; a text of its own stays as it is (Rule Z6)."""
    return profile.label(ListName.OUTCOMES, outcome, language) if outcome else ""


def own_blocks(profile: Profile, file: CaseFile, today: date) -> tuple[OwnBlockView, ...]:
    """Return the office's own blocks in their order: those in use, and others that hold something (I10)."""
    found = (_own_block(block, file, today) for block in profile.own_blocks)
    return tuple(view for view in found if view is not None)


def _own_block(block: OwnBlock, file: CaseFile, today: date) -> OwnBlockView | None:
    closed = gate.refusal(block.need, file.consents, today)
    held = next((each for each in file.answers if each.field == block.code and each.value.strip()), None)
    answer = None if closed is not None else held
    if not block.active and answer is None:
        return None
    light = Light.COMPLETE if answer is not None else Light.MISSING
    return OwnBlockView(block.code, block.title, block.help, light, answer, closed)


def _proposals(
    profile: Profile, file: CaseFile, today: date, offered: Collection[str]
) -> tuple[Proposal, ...]:
    """Return the areas on offer in which a need was named and no goal is wanted or reached yet (Z3)."""
    language = current_language()
    taken = _areas_with_goals(file.plan)
    closed = {item.code for item in profile.list(ListName.GOAL_AREAS)}.difference(offered)
    answers = (*file.answers, *profile.client_answers(file.client))
    found = named_needs(answers, profile.need_pointers, taken | closed, today)
    return tuple(
        Proposal(
            need.area,
            profile.label(ListName.GOAL_AREAS, need.area, language),
            tuple(
                (_label(profile, each.field, language), profile.value_label(each.field, each.value, language))
                for each in need.answers
            ),
        )
        for need in found
    )


def _areas_with_goals(plan: Plan | None) -> set[str]:
    return {goal.area for goal in plan.goals if goal.state is not GoalState.DROPPED} if plan else set()


def _label(profile: Profile, code: str, language: str) -> str:
    field = profile.field(code)
    return (field.labels.get(language) or field.labels["de"]) if field else code


def worded_missing(
    profile: Profile, facts: tuple[Explanation, ...], language: str
) -> tuple[Explanation, ...]:
    """Return the facts with the label of a field in place of its code."""
    return tuple(_with_label(profile, fact, language) for fact in facts)


def _with_label(profile: Profile, fact: Explanation, language: str) -> Explanation:
    field = profile.field(str(fact.values["field"])) if "field" in fact.values else None
    if field is None:
        return fact
    return Explanation(fact.code, {**fact.values, "field": _label(profile, field.code, language)})


def _block(
    profile: Profile, light: planned.BlockLight, language: str, vague: int, plan: Plan | None
) -> BlockView:
    """Return a block in words; an agreed goal completes its own.

    What ``vague`` ones lack is said (Rule Z4), and that none is open any more (Rule Z1).
    """
    missing = worded_missing(profile, light.missing, language)
    if light.block is Block.GOALS and vague:
        missing = (*missing, Explanation("goals_not_checkable", {"count": vague}))
    if light.block is Block.GOALS and plan is not None:
        missing = (*missing, *none_open_facts(plan))
    return BlockView(
        light.block,
        light.light,
        missing,
        light.reason,
        light.block in planned.REASONED_BLOCKS,
        planned.fell_back_on(light.block, plan.light_changes if plan else (), light.light),
    )


def _goal(desk: Desk, goal: Goal, plan: Plan, language: str, closed: frozenset[str]) -> GoalView:
    """Return a goal in words; an area that no consent opens is called "Persönliches" (Rule E3)."""
    profile, today = desk.profile, desk.today()
    area = STAND_IN if profile.need_of_item(ListName.GOAL_AREAS, goal.area) in closed else goal.area
    return GoalView(
        goal,
        profile.label(ListName.GOAL_AREAS, area, language),
        profile.label(ListName.GOAL_STATES, goal.state, language),
        questions=aims.goal_questions(goal, today),
        review_due=aims.review_due(goal, today),
        outcomes=tuple(outcome_label(profile, each.outcome, language) for each in goal.measures),
        closed=area != goal.area,
        removable=aims.may_be_removed(goal, plan, today),
    )
