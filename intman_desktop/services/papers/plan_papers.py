"""The integration plan as a paper (I1 to I9, U2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intman_desktop.documents.plan import EDITION
from intman_desktop.documents.stand_ins import BLACKED_OUT
from intman_desktop.profiles import CLIENT, FieldKind
from intman_desktop.profiles.list_names import ListName
from intman_desktop.profiles.parts import Field
from intman_desktop.rules import gate
from intman_desktop.rules.family import told_of
from intman_desktop.rules.goals import goal_place, signed_as_told
from intman_desktop.rules.plan import BlockLight, open_span
from intman_desktop.rules.redaction import STAND_IN
from intman_desktop.rules.validities import holds_on
from intman_desktop.services.common.figure_views import label_in
from intman_desktop.services.gate.issued_plans import says_the_same
from intman_desktop.services.papers.ending_papers import withdrawn_on
from intman_desktop.services.papers.paper_values import paper_client, paper_period
from intman_desktop.services.papers.printing import Printing
from intman_desktop.services.plans.plan_view import lights_today, outcome_label
from intman_desktop.values.case_file import CaseFile, Goal, HouseholdMember, Plan
from intman_desktop.values.codes import Actor, Block, Light
from intman_desktop.values.paper_parts import PaperBlock, PaperGoal, PaperGoalStep, PaperMeasure, PaperRow
from intman_desktop.values.papers import PlanPaper

_HEAD_FIELDS = frozenset({"family_name", "given_name", "designation", "birth_date", "adult"})
"""Fields that stand in the head of the plan already."""

_HOUSEHOLD = {"de": "Angehörige", "en": "Relatives"}
_ADULT = {"de": "{relationship} (erwachsen)", "en": "{relationship} (adult)"}
_CHILD = {"de": "{relationship}, geboren {born}", "en": "{relationship}, born {born}"}
_OTHER_PLACE = {"de": "andere Stelle", "en": "another service"}


def plan_paper(on: Printing, file: CaseFile, plan: Plan, number: int) -> PlanPaper:
    """Return the plan as it stands today; what no consent opens is left out (Rules I1 to I9, E3, U2).

    ``number`` is that of the version it is handed out as.
    """
    client = paper_client(on, file.client)
    last = max(plan.spans, key=lambda span: span.opened_on, default=None)
    closed = last if last and open_span(plan) is None else None
    needs = gate.given_to_herself(file.consents, on.today)
    made = PlanPaper(
        on.office,
        on.worker,
        on.today,
        client,
        file.case.number,
        number,
        paper_period(on, file, with_reason=True),
        (
            *(
                _block(on, file, plan, light, needs)
                for light in lights_today(on.profile, file, on.today)
                if light.block not in (Block.GOALS, Block.COURSE)
            ),
            *_own_blocks(on, file, needs),
        ),
        _goals(on, plan, needs, client.name),
        plan.no_goal_reason,
        plan.no_goal_until,
        plan.begun_on,
        plan.brought_along,
        plan.course,
        closed.closed_on if closed else None,
        on.label(ListName.ENDING_REASONS, closed.reason) if closed else "",
        language=on.language,
        withdrawn=withdrawn_on(file) is not None,
        edition=EDITION,
    )
    return _with_signatures(made, file, plan)


def _with_signatures(made: PlanPaper, file: CaseFile, plan: Plan) -> PlanPaper:
    """Return the plan with the days of the signatures under what it says now; else when it was signed (Z5).

    Answers and steps have no day: there the version that was handed out tells what was signed.
    """
    client_on, worker_on = (
        on if on is not None and _is_as_signed(made, plan, on) else None
        for on in signed_as_told(plan, file.extensions)
    )
    ever = max((on for on in (plan.client_signed_on, plan.worker_signed_on) if on is not None), default=None)
    return replace(
        made,
        client_signed_on=client_on,
        worker_signed_on=worker_on,
        signed_before=ever if client_on is None and worker_on is None else None,
    )


def _is_as_signed(made: PlanPaper, plan: Plan, on: date) -> bool:
    """Return whether a plan says what the last version did that was handed out by the day of a signature."""
    handed_out = (version for version in plan.versions if version.issued_on <= on)
    last = max(handed_out, key=lambda version: version.number, default=None)
    return last is None or says_the_same(last.content, made)


def _block(
    on: Printing, file: CaseFile, plan: Plan, light: BlockLight, open_needs: frozenset[str]
) -> PaperBlock:
    rows = [
        row
        for field in on.profile.fields_of(light.block)
        if field.need in open_needs
        for row in _rows(on, file, field)
    ]
    if light.block is Block.PERSONAL and file.household:
        relatives = "; ".join(_relative(on, each) for each in told_of(file.household, on.today))
        rows.append(PaperRow(label_in(_HOUSEHOLD, on.language), relatives))
    missing = (on.profile.field(str(fact.values.get("field", ""))) for fact in light.missing)
    return PaperBlock(
        light.block,
        light.light,
        tuple(rows),
        plan.steps if light.block is Block.STEPS else "",
        light.reason,
        tuple(label_in(field.labels, on.language) for field in missing if field is not None),
    )


def _own_blocks(on: Printing, file: CaseFile, open_needs: frozenset[str]) -> list[PaperBlock]:
    """Return the office's own blocks that hold something and that a consent opens (Rules I10, E3)."""
    held = {answer.field: answer.value for answer in file.answers if answer.value.strip()}
    return [
        PaperBlock(None, Light.COMPLETE, text=held[block.code], title=block.title, code=block.code)
        for block in on.profile.own_blocks
        if block.code in held and block.need in open_needs
    ]


def _rows(on: Printing, file: CaseFile, field: Field) -> list[PaperRow]:
    """Return what is answered to a field now; what has ended or is still to come stays off the paper."""
    if field.code in _HEAD_FIELDS:
        return []
    known = on.profile.client_answers(file.client) if field.source == CLIENT else file.answers
    answers = (each for each in known if each.field == field.code and each.value.strip())
    current = (each for each in answers if holds_on(each, on.today))
    label = label_in(field.labels, on.language)
    return [
        PaperRow(label, _value(on, field, answer.value), answer.valid_from, answer.valid_to)
        for answer in current
    ]


def _value(on: Printing, field: Field, value: str) -> str | date:
    if field.kind is FieldKind.DATE:
        return date.fromisoformat(value)
    return on.profile.value_label(field.code, value, on.language)


def _relative(on: Printing, member: HouseholdMember) -> str:
    """Name a relative: adults by their relationship only, children with month and year (Rule P4)."""
    relationship = on.label(ListName.RELATIONSHIPS, member.relationship)
    if member.adult:
        return label_in(_ADULT, on.language).format(relationship=relationship)
    if member.birth_year is None:
        return relationship
    born = f"{member.birth_month:02d}.{member.birth_year}" if member.birth_month else str(member.birth_year)
    return label_in(_CHILD, on.language).format(relationship=relationship, born=born)


def _goals(on: Printing, plan: Plan, open_needs: frozenset[str], client: str) -> tuple[PaperGoal, ...]:
    """Return the goals in the order they have on screen, by what the paper tells of their areas (Z3, E3)."""
    told = (_goal(on, goal, open_needs, client) for goal in plan.goals)
    return tuple(sorted(told, key=lambda goal: goal_place(goal.state, goal.area)))


def _goal(on: Printing, goal: Goal, open_needs: frozenset[str], client: str) -> PaperGoal:
    """Return a goal; where no consent opens its area only "Persönliches" and the state are told (Rule E3)."""
    if on.profile.need_of_item(ListName.GOAL_AREAS, goal.area) not in open_needs:
        bars = label_in(BLACKED_OUT, on.language)
        return PaperGoal(on.label(ListName.GOAL_AREAS, STAND_IN), bars, goal.state, area_code=STAND_IN)
    who = {Actor.CLIENT: client, Actor.WORKER: on.worker.name}
    other = label_in(_OTHER_PLACE, on.language)
    return PaperGoal(
        on.label(ListName.GOAL_AREAS, goal.area),
        goal.wording,
        goal.state,
        goal.seen_by,
        goal.until,
        goal.agreed_on,
        goal.next_review,
        tuple(
            PaperMeasure(
                each.what,
                who.get(each.who) or each.third_party or other,
                each.until,
                outcome_label(on.profile, each.outcome, on.language),
                each.done_on,
            )
            for each in goal.measures
        ),
        tuple(PaperGoalStep(each.state, each.on, each.note) for each in goal.history),
        goal.area,
    )
