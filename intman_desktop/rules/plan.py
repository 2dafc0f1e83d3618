"""The integration plan: the lights of its seven blocks, and when it counts as made (I1 to I9).

Our reading of "complete" where I8 leaves it open [D]:

- I1 is complete with a name or designation, with adult yes/no or a birth, and with its core fields;
- I2 to I4 are begun when any field of the block is answered and complete when all core fields of
  the catalogue are; a block without core fields is complete with its first answer;
- I5 is complete when the steps are described (and its core fields answered);
- I6 is complete with a goal that was agreed; without one the sentence "noch kein Ziel, weil …,
  bis …" shows it as open with a reason;
- I7 is complete with a begin and a word on how it goes, and, once the plan is closed, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from intman_desktop.rules import gate
from intman_desktop.rules.goals import CONSENT_WITHDRAWN, was_agreed
from intman_desktop.values.case_file import Answer, Client, Consent, Goal, LightChange, Plan, PlanSpan
from intman_desktop.values.codes import BirthPrecision, Block, Light
from intman_desktop.values.explanation import Explanation

REASONED_BLOCKS = frozenset(
    {Block.PERSONAL, Block.LANGUAGE, Block.EDUCATION, Block.WORK_AND_HOUSING, Block.STEPS}
)


@dataclass(frozen=True)
class BlockField:
    """A field of the catalogue: to which block it belongs, and whether the block is complete without it."""

    code: str
    block: Block
    core: bool = False


@dataclass(frozen=True)
class BlockLight:
    """The light of a block and the facts that say what is missing, each as a sentence."""

    block: Block
    light: Light
    missing: tuple[Explanation, ...] = ()
    reason: str = ""


def lights(
    client: Client, answers: Iterable[Answer], plan: Plan | None, fields: Iterable[BlockField]
) -> tuple[BlockLight, ...]:
    """Return the seven lights in the order I1 to I7 (Rule I8).

    Args:
        client: whose plan it is; the head of I1.
        answers: all answers of the case; a blank one is none.
        plan: the plan, or None before it is begun.
        fields: the catalogue of the profile for I1 to I5.
    """
    present = plan or Plan()
    answered = {answer.field for answer in answers if answer.value.strip()}
    catalogue = tuple(fields)
    judged = (
        _personal(client, answered, catalogue),
        *(
            _answered_block(block, answered, catalogue)
            for block in (Block.LANGUAGE, Block.EDUCATION, Block.WORK_AND_HOUSING)
        ),
        _steps(present, answered, catalogue),
        _goals(present),
        _course(present),
    )
    return tuple(_with_reason(light, present) for light in judged)


def complete_blocks(found: Iterable[BlockLight]) -> int:
    """Return how many blocks are complete; "begründet offen" never is (Rule I8)."""
    return sum(each.light is Light.COMPLETE for each in found)


def fell_back_on(block: Block, changes: Iterable[LightChange], now: Light) -> date | None:
    """Return the day on which a block ceased to be complete, None where it is or never was (Rule I9)."""
    if now is Light.COMPLETE:
        return None
    course = [each for each in changes if each.block is block]
    ended = [after.on for before, after in pairwise(course) if before.light is Light.COMPLETE]
    return ended[-1] if ended else None


def has_no_goal_sentence(plan: Plan) -> bool:
    """Return whether "noch kein Ziel, weil …, bis …" stands with its reason and its day (Rule I8)."""
    return bool(plan.no_goal_reason.strip()) and plan.no_goal_until is not None


def has_agreed_goal(plan: Plan) -> bool:
    """Return whether any goal of the plan was ever agreed."""
    return any(was_agreed(goal) for goal in plan.goals)


def plan_is_made(plan: Plan | None) -> bool:
    """Return whether the plan counts as made: a begin, and an agreed goal or the sentence (Rules I8, K4)."""
    return (
        plan is not None
        and plan.begun_on is not None
        and (has_agreed_goal(plan) or has_no_goal_sentence(plan))
    )


def made_by(goal: Goal, plan: Plan, today: date) -> bool:
    """Return whether a plan that was opened in an earlier year than ``today`` counts by this goal alone (K4).

    Without it the plan would leave years that are counted and handed in perhaps (Rule K7).
    """
    first = first_day(plan)
    without = replace(plan, goals=tuple(each for each in plan.goals if each.id != goal.id))
    earlier = first is not None and first.year < today.year
    return earlier and plan_is_made(plan) and not plan_is_made(without)


def open_span(plan: Plan | None) -> PlanSpan | None:
    """Return the stretch that is open, None if the plan is closed or not begun (Rule I9)."""
    spans = plan.spans if plan else ()
    return next((span for span in spans if span.closed_on is None), None)


def closing_day(plan: Plan) -> date | None:
    """Return the last day on which the plan was open, None while it is or before it is begun (Rule I9)."""
    if open_span(plan) is not None:
        return None
    return max((span.closed_on for span in plan.spans if span.closed_on is not None), default=None)


def first_day(plan: Plan) -> date | None:
    """Return the plan's first day ever (Rule K4)."""
    return min((span.opened_on for span in plan.spans), default=plan.begun_on)


def plan_faults(plan: Plan, today: date) -> tuple[Explanation, ...]:
    """Return what makes a plan impossible (Rules I8, I9)."""
    return (*_span_faults(plan.spans), *_begin_faults(plan, today), *_reason_faults(plan))


def plan_consent_faults(plan: Plan, consents: Iterable[Consent]) -> tuple[Explanation, ...]:
    """Return that a plan was opened here while no basic consent stood (Rule P2).

    One brought along was begun before, elsewhere.
    """
    first = min((span.opened_on for span in plan.spans), default=None)
    if first is None or gate.is_open(gate.BASIC, consents, first):
        return ()
    return (Explanation("plan_before_consent", {"on": first}),)


def plan_closing_faults(plan: Plan, on: date, today: date) -> tuple[Explanation, ...]:
    """Return what was done in a plan after ``on``, on which it is to be closed: the last of each kind (K4).

    Nothing of a goal (Rule Z3) and no signature (Rule Z5), neither of which a closed plan takes (Rule I9). A
    closed one may still be handed out. As with the ending of a case, a goal whose words are taken out is
    none, and what lies after ``today`` came of a wrong clock (``rules.acts``).
    """
    history = (change for goal in plan.goals for change in goal.history)
    changed = (change.on for change in history if change.note != CONSENT_WITHDRAWN)
    faults = []
    last = _last_day((*changed, *(goal.agreed_on for goal in plan.goals)), on, today)
    if last > on:
        faults.append(Explanation("ending_before_goal", {"on": on, "last": last}))
    signed_on = _last_day((plan.client_signed_on, plan.worker_signed_on), on, today)
    if signed_on > on:
        faults.append(Explanation("plan_closed_before_signature", {"on": signed_on, "closed_on": on}))
    return tuple(faults)


def _last_day(days: Iterable[date | None], on: date, today: date) -> date:
    return max((day for day in days if day is not None and day <= today), default=on)


def _fields_of(block: Block, catalogue: tuple[BlockField, ...]) -> tuple[set[str], list[str]]:
    """Return all fields of a block and its core fields in their order."""
    of_block = [field for field in catalogue if field.block is block]
    return {field.code for field in of_block}, [field.code for field in of_block if field.core]


def _unanswered(core: list[str], answered: set[str]) -> tuple[Explanation, ...]:
    return tuple(Explanation("answer_missing", {"field": code}) for code in core if code not in answered)


def _light(missing: tuple[Explanation, ...], *, begun: bool) -> Light:
    if not missing:
        return Light.COMPLETE
    return Light.BEGUN if begun else Light.MISSING


def _personal(client: Client, answered: set[str], catalogue: tuple[BlockField, ...]) -> BlockLight:
    codes, core = _fields_of(Block.PERSONAL, catalogue)
    named = any(name.strip() for name in (client.family_name, client.given_name, client.designation))
    known_birth = client.birth_date is not None and client.birth_precision is not BirthPrecision.UNKNOWN
    aged = client.adult is not None or known_birth
    missing = _unanswered(core, answered)
    if not aged:
        missing = (Explanation("adult_or_birth_missing"), *missing)
    if not named:
        missing = (Explanation("name_missing"), *missing)
    return BlockLight(Block.PERSONAL, _light(missing, begun=named or aged or bool(codes & answered)), missing)


def _answered_block(block: Block, answered: set[str], catalogue: tuple[BlockField, ...]) -> BlockLight:
    codes, core = _fields_of(block, catalogue)
    begun = bool(codes & answered)
    missing = _unanswered(core, answered)
    if not core and not begun:
        missing = (Explanation("block_empty", {"block": block}),)
    return BlockLight(block, _light(missing, begun=begun), missing)


def _steps(plan: Plan, answered: set[str], catalogue: tuple[BlockField, ...]) -> BlockLight:
    codes, core = _fields_of(Block.STEPS, catalogue)
    described = bool(plan.steps.strip())
    missing = _unanswered(core, answered)
    if not described:
        missing = (Explanation("steps_missing"), *missing)
    return BlockLight(Block.STEPS, _light(missing, begun=described or bool(codes & answered)), missing)


def _goals(plan: Plan) -> BlockLight:
    if has_agreed_goal(plan):
        return BlockLight(Block.GOALS, Light.COMPLETE)
    if has_no_goal_sentence(plan):
        return BlockLight(
            Block.GOALS,
            Light.OPEN_WITH_REASON,
            (Explanation("no_goal_until", {"until": plan.no_goal_until}),),
            plan.no_goal_reason.strip(),
        )
    if plan.no_goal_reason.strip():
        return BlockLight(Block.GOALS, Light.BEGUN, (Explanation("no_goal_day_missing"),))
    if plan.goals:
        return BlockLight(Block.GOALS, Light.BEGUN, (Explanation("goal_not_agreed"),))
    return BlockLight(Block.GOALS, Light.MISSING, (Explanation("goal_missing"),))


def _course(plan: Plan) -> BlockLight:
    begun = plan.begun_on is not None
    missing = [] if begun else [Explanation("plan_begin_missing")]
    if not plan.course.strip():
        missing.append(Explanation("course_missing"))
    if plan.spans and open_span(plan) is None and not _last_span(plan.spans).reason.strip():
        missing.append(Explanation("plan_ending_reason_missing"))
    return BlockLight(
        Block.COURSE, _light(tuple(missing), begun=begun or bool(plan.course.strip())), tuple(missing)
    )


def _with_reason(light: BlockLight, plan: Plan) -> BlockLight:
    """Show I1 to I5 as open with a reason as long as "nicht erhoben, weil …" stands.

    Where nothing is missing any more, that sentence is what is left over.
    """
    if light.block not in REASONED_BLOCKS:
        return light
    reasons = (each.reason.strip() for each in plan.block_reasons if each.block is light.block)
    reason = next((each for each in reasons if each), "")
    if not reason:
        return light
    left_over = () if light.missing else (Explanation("block_reason_left_over"),)
    return BlockLight(light.block, Light.OPEN_WITH_REASON, light.missing or left_over, reason)


def _last_span(spans: tuple[PlanSpan, ...]) -> PlanSpan:
    return max(spans, key=lambda span: (span.closed_on or date.max, span.opened_on))


def _span_faults(spans: tuple[PlanSpan, ...]) -> tuple[Explanation, ...]:
    faults = []
    if sum(span.closed_on is None for span in spans) > 1:
        faults.append(Explanation("plan_two_open_spans"))
    for span in spans:
        if span.closed_on is None:
            continue
        values = {"opened_on": span.opened_on, "closed_on": span.closed_on}
        if span.closed_on < span.opened_on:
            faults.append(Explanation("plan_span_ends_before_begin", values))
        if not span.reason.strip():
            faults.append(Explanation("plan_span_reason_missing", values))
    in_order = sorted(spans, key=lambda span: span.opened_on)
    for place, span in enumerate(in_order[1:], start=1):
        # A second open stretch overlaps by nature; it has its own sentence.
        ends = [before.closed_on for before in in_order[:place]]
        if any(end is not None and span.opened_on <= end for end in ends) or (
            None in ends and span.closed_on is not None
        ):
            faults.append(Explanation("plan_spans_overlap", {"opened_on": span.opened_on}))
    return tuple(faults)


def _begin_faults(plan: Plan, today: date) -> tuple[Explanation, ...]:
    faults = []
    if plan.begun_on is None:
        return (Explanation("plan_begin_missing"),) if plan.spans else ()
    if plan.begun_on > today:
        faults.append(Explanation("plan_begin_in_future", {"begun_on": plan.begun_on}))
    first = first_day(plan)
    if not plan.spans:
        faults.append(Explanation("plan_without_span"))
    # A plan brought along was begun elsewhere, before it was opened here.
    elif first != plan.begun_on and not (plan.brought_along and first and plan.begun_on < first):
        values = {"begun_on": plan.begun_on, "opened_on": first}
        faults.append(Explanation("plan_begin_not_its_first_day", values))
    faults += [
        Explanation("plan_span_in_future", {"opened_on": span.opened_on, "closed_on": span.closed_on})
        for span in plan.spans
        if span.opened_on > today or (span.closed_on is not None and span.closed_on > today)
    ]
    return tuple(faults)


def _reason_faults(plan: Plan) -> tuple[Explanation, ...]:
    faults = []
    for reason in plan.block_reasons:
        if reason.block not in REASONED_BLOCKS:
            faults.append(Explanation("block_reason_not_allowed", {"block": reason.block}))
        elif not reason.reason.strip():
            faults.append(Explanation("block_reason_empty", {"block": reason.block}))
    return tuple(faults)
