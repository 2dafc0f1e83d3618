"""Goals of a plan: agreed together, with measures, looked at again (Z1 to Z3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, delete, select, update

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models import tables as t
from intman_desktop.models.rows import from_row
from intman_desktop.models.writing import add_row, replace_children, save_row, unused_id
from intman_desktop.profiles.list_names import ListName
from intman_desktop.rules import gate
from intman_desktop.rules import goals as aims
from intman_desktop.rules.new_goals import ends_sentence
from intman_desktop.rules.plan import made_by
from intman_desktop.services.common.admission import refuse_first
from intman_desktop.services.common.corrections import keep_corrections
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import office_in
from intman_desktop.services.common.outcomes import refuse_unlisted_outcome
from intman_desktop.services.common.undoing import corrections_part
from intman_desktop.services.plans.plan_changes import change_plan, open_plan_in, plan_in
from intman_desktop.values.case_file import CaseFile, Goal, GoalChange, Measure, Plan
from intman_desktop.values.codes import GoalState
from intman_desktop.values.outcome import Outcome

TAKEN_OVER, NOT_TAKEN_OVER = "beim Neubeginn übernommen", "beim Neubeginn nicht übernommen"
AGREED_ANEW = "neu vereinbart"
"""Notes in the course of a goal, kept and printed like those that somebody writes: German, whatever language
the screen speaks."""
_OF_BEFORE = f"{AGREED_ANEW}; unterschrieben war: "


def save_goal(desk: Desk, case_id: int, goal: Goal, *, on: date | None = None) -> Outcome[Goal]:
    """Add a goal (id 0) or write over one what it says, with its measures (Rules Z1, Z3).

    A new one keeps its state with the day ``on`` (today where None); of a known one the state is
    changed by ``change_goal`` only. What is agreed and has no next review gets the office's interval, or
    the day until which it was agreed where that comes first (Rule Z2). A goal that is closed keeps its
    wording: it is what was agreed, and it is taken up again first. Where the plan was signed, what is agreed
    anew waits to be signed anew, and what was signed stays in the course of the goal (Rule Z5).
    Nothing is agreed before the plan began, nor here before the basic consent was given (Rules P2, I6).
    Raises ``Refused`` (``plan_not_begun``, ``plan_not_open``, ``area_unknown``, ``goal_what``,
    ``goal_is_closed``, ``goal_new_and_dropped``, ``goal_before_plan``, ``goal_before_consent``,
    ``goal_change_in_future``, ``goal_review_not_after``, ``measure_done_in_future``, ``outcome_unknown``, a
    closed area: Rule E3), ``ChangedMeanwhile``, ``NotFound``.
    """

    def save(connection: Connection, file: CaseFile) -> int:
        plan = open_plan_in(file)
        if not goal.wording.strip():
            raise Refused("goal_what")
        _refuse_closed_area(desk, file, goal.area)
        interval = office_in(connection).review_interval_months
        if goal.id == 0:
            begun_on = on or desk.today()
            _refuse_too_early(file, plan, begun_on)
            change = GoalChange(goal.state, begun_on)
            refuse_first(aims.new_faults(goal))
            refuse_first(aims.change_faults(replace(goal, history=()), change, desk.today()))
            _refuse_review(goal, begun_on)
            # when it was agreed follows from its history alone
            new, since = replace(goal, agreed_on=None, history=(change,)), aims.known_since(plan, begun_on)
            saved = _settled(new, since, desk.today(), interval)
            held: tuple[Measure, ...] = ()
            # it is blacked out by its id where a backup brings it back, and no other goal is
            goal_id = unused_id(connection, t.goals)
            add_row(connection, t.goals, saved, plan_id=plan.id, id=goal_id)
            add_row(connection, t.goal_changes, change, goal_id=goal_id)
            if aims.agreed_anew(None, saved):
                _wait_for_signing(connection, plan, begun_on)
        else:
            kept = _goal_of(file, goal.id)
            goal_id = goal.id
            if kept.state in aims.CLOSED_STATES and aims.is_reworded(kept, goal):
                raise Refused("goal_is_closed")
            if goal.next_review != kept.next_review:
                _refuse_review(replace(goal, state=kept.state), desk.today())
            held = kept.measures
            said = replace(goal, state=kept.state, agreed_on=kept.agreed_on, history=kept.history)
            save_row(connection, t.goals, _settled(said, on or desk.today(), desk.today(), interval), goal_id)
            if aims.agreed_anew(kept, said):
                _keep_signed(connection, desk, plan, kept, said)
                _wait_for_signing(connection, plan, desk.today())
            keep_corrections(connection, desk, file)
        _refuse_measures(desk, goal.measures, held)
        replace_children(connection, t.measures, "goal_id", goal_id, goal.measures)
        return goal_id

    more = (corrections_part(case_id),)
    return change_plan(desk, case_id, Verb.GOAL_SAVED, save, _read_goal, more=more)


def change_goal(
    desk: Desk,
    case_id: int,
    goal_id: int,
    version: int,
    state: GoalState,
    *,
    on: date,
    note: str = "",
    next_review: date | None = None,
    reviewed: bool = False,
    measures: Sequence[Measure] | None = None,
) -> Outcome[Goal]:
    """Change the state of a goal, or look at it and leave it as it is; kept with date and note (Rule Z3).

    ``next_review`` None stands for the office's interval after ``on`` while the goal is running, or for the
    day until which it was agreed where that comes first, and a goal that is closed has none. Once an agreed
    one is closed, "noch kein Ziel, weil …" from before it is over (Rule I8). ``measures``
    are written with what came of them (Rule Z6), None leaves them. Raises ``Refused`` with the fault of the
    rules, ``plan_not_open``, or ``area_closed`` where no consent opens the area any more: such a goal goes to
    another area first, or is taken out (Rule E3); ``ChangedMeanwhile`` where ``version`` is old,
    ``NotFound``.
    """

    def change(connection: Connection, file: CaseFile) -> int:
        kept = _goal_of(file, goal_id)
        if kept.version != version:
            raise ChangedMeanwhile()
        plan = open_plan_in(file)
        _refuse_closed(desk, file, kept.area)
        step = GoalChange(state, on, note, reviewed)
        refuse_first(aims.change_faults(kept, step, desk.today()))
        if next_review is not None and next_review <= on:
            raise Refused("goal_review_not_after", on=on, next_review=next_review)
        moved = replace(kept, state=state, next_review=next_review, history=(*kept.history, step))
        interval = office_in(connection).review_interval_months
        save_row(connection, t.goals, _settled(moved, on, desk.today(), interval), goal_id)
        add_row(connection, t.goal_changes, step, goal_id=goal_id)
        _end_sentence(connection, kept, state)
        if aims.agreed_anew(kept, moved):
            _wait_for_signing(connection, plan, on)
        if measures is not None:
            _refuse_measures(desk, measures, kept.measures)
            replace_children(connection, t.measures, "goal_id", goal_id, measures)
        return goal_id

    return change_plan(desk, case_id, Verb.GOAL_CHANGED, change, _read_goal)


def remove_goal(desk: Desk, case_id: int, goal_id: int) -> Outcome[int]:
    """Take out a goal that was typed by mistake; one that was agreed and handed out since is dropped instead.

    Nor is one taken out by which alone the plan counts as made since an earlier year (Rules I8, K4). Returns
    the id it had. Raises ``Refused`` with ``goal_was_agreed`` or ``goal_makes_plan``, ``NotFound``.
    """

    def remove(connection: Connection, file: CaseFile) -> int:
        goal, plan = _goal_of(file, goal_id), plan_in(file)
        if not aims.may_be_removed(goal, plan, desk.today()):
            raise Refused("goal_was_agreed")
        if made_by(goal, plan, desk.today()):
            raise Refused("goal_makes_plan")
        connection.execute(delete(t.goals).where(t.goals.c.id == goal_id))
        return goal_id

    return change_plan(desk, case_id, Verb.GOAL_REMOVED, remove, lambda _connection, done: done)


def drop_goal(connection: Connection, file: CaseFile, goal_id: int, on: date, why: str) -> None:
    """Drop a running goal whose words are gone, inside an open transaction (Rule Z3).

    Raises ``NotFound`` for a goal the plan does not have.
    """
    kept = _goal_of(file, goal_id)
    step = GoalChange(GoalState.DROPPED, max((on, *(each.on for each in kept.history))), why)
    dropped = {"state": step.state, "next_review": None}
    connection.execute(update(t.goals).where(t.goals.c.id == goal_id).values(dropped))
    add_row(connection, t.goal_changes, step, goal_id=goal_id)
    _end_sentence(connection, kept, step.state)


def begin_again(
    connection: Connection, goal: Goal, on: date, today: date, interval_months: int, *, taken: bool
) -> None:
    """Carry a goal into a plan that is taken up again on a day, inside its transaction (Rules I9, Z3).

    Raises ``Refused`` with the fault of the rules.
    """
    state = aims.state_after_new_begin(goal.state, taken=taken)
    if state is goal.state and state not in aims.RUNNING_STATES:
        return
    step = GoalChange(state, on, NOT_TAKEN_OVER if state is GoalState.DROPPED else TAKEN_OVER)
    refuse_first(aims.change_faults(goal, step, today))
    moved = replace(goal, state=state, next_review=None, history=(*goal.history, step))
    save_row(connection, t.goals, _settled(moved, on, today, interval_months), goal.id)
    add_row(connection, t.goal_changes, step, goal_id=goal.id)
    _end_sentence(connection, goal, state)


def _end_sentence(connection: Connection, goal: Goal, state: GoalState) -> None:
    """Empty "noch kein Ziel, weil …" where it was said before ``goal``, which takes ``state`` (Rule I8)."""
    if ends_sentence(goal, state):
        of_goal = select(t.goals.c.plan_id).where(t.goals.c.id == goal.id)
        own = update(t.plans).where(t.plans.c.id == of_goal.scalar_subquery())
        connection.execute(own.values(no_goal_reason="", no_goal_until=None))


def _wait_for_signing(connection: Connection, plan: Plan, on: date) -> None:
    """Let a signed plan wait for new signatures, as something else was agreed ``on`` a day (Rule Z5)."""
    waiting = aims.with_agreed_anew(plan, on)
    if waiting != plan:
        own = update(t.plans).where(t.plans.c.id == plan.id)
        connection.execute(own.values(agreed_anew_on=waiting.agreed_anew_on))


def _keep_signed(connection: Connection, desk: Desk, plan: Plan, kept: Goal, said: Goal) -> None:
    """Keep in the course of a goal what was signed of it, before something else is agreed (Rules Z3, Z5).

    Where it leaves an area that a consent of its own opens, no words go along: nothing would tell any more
    that they are of that kind (Rule E3). The versions that were handed out keep them.
    """
    need = desk.profile.need_of_item(ListName.GOAL_AREAS, kept.area)
    leaves = kept.area != said.area and need != gate.BASIC
    if leaves:
        held = t.goal_changes.c.goal_id == kept.id, t.goal_changes.c.note.startswith(_OF_BEFORE)
        connection.execute(update(t.goal_changes).where(*held).values(note=AGREED_ANEW))
    if not any(aims.signed_days(plan)):
        return
    changed = [name for name in ("wording", "seen_by") if getattr(kept, name) != getattr(said, name)]
    before = [getattr(kept, name).strip() for name in changed]
    if kept.until != said.until and kept.until is not None:
        before.append(f"bis {kept.until:%d.%m.%Y}")
    told = " · ".join(filter(None, before))
    words = AGREED_ANEW if leaves or not told else f"{_OF_BEFORE}{told}"
    last = max((desk.today(), *(each.on for each in kept.history)))
    add_row(connection, t.goal_changes, GoalChange(kept.state, last, words), goal_id=kept.id)


def _refuse_too_early(file: CaseFile, plan: Plan, on: date) -> None:
    """Refuse a new goal of a day before its plan, or before the basic consent (Rules P2, Z3).

    What the office before agreed in a plan that was brought along needed the consent of its own.
    """
    if plan.begun_on is not None and on < plan.begun_on:
        raise Refused("goal_before_plan", on=on, begun_on=plan.begun_on)
    if plan.brought_along and on < min((span.opened_on for span in plan.spans), default=on):
        return
    if not gate.is_open(gate.BASIC, file.consents, on):
        raise Refused("goal_before_consent", on=on)


def _refuse_review(goal: Goal, on: date) -> None:
    """Refuse a next review of a running goal that does not lie after a day (Rule Z2)."""
    if goal.state in aims.RUNNING_STATES and goal.next_review is not None and goal.next_review <= on:
        raise Refused("goal_review_not_after", on=on, next_review=goal.next_review)


def _refuse_measures(desk: Desk, measures: Iterable[Measure], held: Iterable[Measure]) -> None:
    """Refuse measures done on a day ahead, and outcomes that are neither listed nor held already (Z6)."""
    known = {measure.outcome for measure in held}
    for measure in measures:
        if measure.done_on is not None and measure.done_on > desk.today():
            raise Refused("measure_done_in_future", on=measure.done_on)
        if measure.outcome and measure.outcome not in known:
            refuse_unlisted_outcome(desk.profile, measure.outcome)


def _settled(goal: Goal, on: date, today: date, interval_months: int) -> Goal:
    """Return the goal with the day it was agreed (from its history) and its next review (Rule Z2)."""
    agreed_on = aims.agreed_on(goal)
    running = goal.state in aims.RUNNING_STATES
    review = goal.next_review or aims.next_review(on, interval_months, goal.until, today)
    return replace(goal, agreed_on=agreed_on, next_review=review if running else None)


def _goal_of(file: CaseFile, goal_id: int) -> Goal:
    for goal in plan_in(file).goals:
        if goal.id == goal_id:
            return goal
    raise NotFound(what=goal_id)


def _refuse_closed_area(desk: Desk, file: CaseFile, area: str) -> None:
    """Refuse an area that is not in the list, or that no consent opens."""
    if desk.profile.item(ListName.GOAL_AREAS, area) is None:
        raise Refused("area_unknown", area=area)
    _refuse_closed(desk, file, area)


def _refuse_closed(desk: Desk, file: CaseFile, area: str) -> None:
    """Refuse an area that no consent opens, so that nothing of that kind is kept (Rule E3)."""
    closed = gate.refusal(desk.profile.need_of_item(ListName.GOAL_AREAS, area), file.consents, desk.today())
    if closed is not None:
        raise Refused("area_closed", because=gate.reason(closed, file.consents))


def _read_goal(connection: Connection, goal_id: int) -> Goal:
    row = connection.execute(select(t.goals).where(t.goals.c.id == goal_id)).mappings().one()
    measures = connection.execute(
        select(t.measures).where(t.measures.c.goal_id == goal_id).order_by(t.measures.c.id)
    ).mappings()
    changes = connection.execute(
        select(t.goal_changes).where(t.goal_changes.c.goal_id == goal_id).order_by(t.goal_changes.c.id)
    ).mappings()
    return from_row(
        Goal,
        t.goals,
        row,
        measures=tuple(from_row(Measure, t.measures, each) for each in measures),
        history=tuple(from_row(GoalChange, t.goal_changes, each) for each in changes),
    )
