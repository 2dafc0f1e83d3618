"""The plan of a case as the screen shows it: lights, what is missing, goals and their questions (I8, Z4)."""

from __future__ import annotations

from datetime import date

from intman_desktop.language import current_language
from intman_desktop.profiles import Profile
from intman_desktop.rules import gate
from intman_desktop.rules import goals as aims
from intman_desktop.rules import plan as planned
from intman_desktop.services.desk import Desk
from intman_desktop.values.case_file import CaseFile, Goal
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.work_views import BlockView, GoalView, PlanView

AREAS = "goal_areas"
GOAL_STATES = "goal_states"


def plan_lights(desk: Desk, file: CaseFile) -> tuple[planned.BlockLight, ...]:
    """Return the seven lights of a case by the profile's catalogue (Rule I8)."""
    profile = desk.profile
    answers = (*file.answers, *profile.client_answers(file.client))
    return planned.lights(file.client, answers, file.plan, profile.block_fields)


def show_plan(desk: Desk, case_id: int, file: CaseFile) -> PlanView:
    """Return the plan of a case that has been read already, worded for the screen's language."""
    today, language, plan = desk.today(), current_language(), file.plan
    found = plan_lights(desk, file)
    goals = plan.goals if plan else ()
    shown = tuple(_goal(desk.profile, goal, today, language) for goal in goals)
    offered = desk.profile.offered(AREAS, today, gate.given(file.consents, today))
    return PlanView(
        case_id,
        file.case.key,
        plan,
        tuple(_block(desk.profile, each, language) for each in found),
        shown,
        open=planned.open_span(plan) is not None,
        made=planned.plan_is_made(plan),
        complete_blocks=planned.complete_blocks(found),
        next_review=aims.first_review(goals),
        reviews_due=sum(each.review_due for each in shown),
        areas=tuple((item.code, desk.profile.label(AREAS, item.code, language)) for item in offered),
        versions=plan.versions if plan else (),
    )


def worded_missing(
    profile: Profile, facts: tuple[Explanation, ...], language: str
) -> tuple[Explanation, ...]:
    """Return the facts with the label of a field in place of its code."""
    return tuple(_with_label(profile, fact, language) for fact in facts)


def _with_label(profile: Profile, fact: Explanation, language: str) -> Explanation:
    field = profile.field(str(fact.values["field"])) if "field" in fact.values else None
    if field is None:
        return fact
    label = field.labels.get(language) or field.labels["de"]
    return Explanation(fact.code, {**fact.values, "field": label})


def _block(profile: Profile, light: planned.BlockLight, language: str) -> BlockView:
    return BlockView(
        light.block,
        light.light,
        worded_missing(profile, light.missing, language),
        light.reason,
        light.block in planned.REASONED_BLOCKS,
    )


def _goal(profile: Profile, goal: Goal, today: date, language: str) -> GoalView:
    return GoalView(
        goal,
        profile.label(AREAS, goal.area, language),
        profile.label(GOAL_STATES, goal.state, language),
        aims.goal_questions(goal),
        aims.review_due(goal, today),
        profile.need_of_item(AREAS, goal.area) == gate.HEALTH,
    )
