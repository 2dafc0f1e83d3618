"""What people do with plans, goals and periods, one random act at a time, through the real services."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from intman_desktop.errors import Refused
from intman_desktop.rules.plan import open_span
from intman_desktop.services.casework.period import extend
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.services.plans import goals, planning
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Actor, Block, GoalState
from tests import saving
from tests.promises.erasing.office import COUNTING_REASONS, Act, AtWork, Person


def begin_a_plan(work: AtWork, draw: Random) -> None:
    met = ((each, work.file_of(each.id)) for each in (work.someone(draw) for _ in range(8)))
    found = next((pair for pair in met if pair[1].plan is None), None)
    if found is None:
        raise Refused("plan_exists")
    person, file = found
    on = file.case.opened_on + timedelta(days=draw.randrange((work.day - file.case.opened_on).days + 1))
    planning.begin_plan(work.desk, person.id, on, brought_along=draw.random() < 0.2)


def correct_the_begin_of_a_plan(work: AtWork, draw: Random) -> None:
    person, plan, core = _planned(work, draw)
    opened_on, begun_on = work.file_of(person.id).case.opened_on, plan.begun_on or work.day
    on = opened_on + timedelta(days=draw.randrange(max((begun_on - opened_on).days, 1)))
    planning.change_begin(work.desk, person.id, plan.version, on, f"Vertippt {core}")


def write_in_a_plan(work: AtWork, draw: Random) -> None:
    person, plan, core = _planned(work, draw)
    texts = replace(plan, steps=f"Schritte {core}", course=f"Verlauf {core}")
    planning.save_plan_texts(work.desk, person.id, texts)
    saving.set_block_reason(work.desk, person.id, Block.EDUCATION, f"Weil {core}")
    if draw.random() < 0.3:
        saving.save_no_goal(work.desk, person.id, f"Noch nicht {core}", work.day + timedelta(days=20))


def agree_on_a_goal(work: AtWork, draw: Random) -> None:
    person, _plan, core = _planned(work, draw)
    goal = v.Goal(
        draw.choice(("language", "work", "health", "housing")),
        f"Ich will {core}",
        f"Beleg {core}",
        state=draw.choice((GoalState.PROPOSED, GoalState.AGREED)),
        measures=(v.Measure(f"Tun {core}", Actor.THIRD_PARTY, f"Amt {core}", outcome="helped"),),
    )
    goals.save_goal(work.desk, person.id, goal)


def change_a_goal(work: AtWork, draw: Random) -> None:
    person, plan, core = _planned(work, draw)
    if not plan.goals:
        raise Refused("no_goal")
    goal = draw.choice(plan.goals)
    state = draw.choice(
        (GoalState.IN_PROGRESS, GoalState.REACHED, GoalState.PARTLY_REACHED, GoalState.NOT_REACHED)
    )
    goals.change_goal(work.desk, person.id, goal.id, goal.version, state, on=work.day, note=f"So {core}")


def hand_a_plan_out(work: AtWork, draw: Random) -> None:
    hand_out_plan(work.desk, _planned(work, draw)[0].id)


def close_or_reopen_a_plan(work: AtWork, draw: Random) -> None:
    person, plan, _core = _planned(work, draw)
    if open_span(plan):
        planning.close_plan(work.desk, person.id, work.day, draw.choice(COUNTING_REASONS))
    else:
        planning.reopen_plan(work.desk, person.id, work.day)


def _planned(work: AtWork, draw: Random) -> tuple[Person, v.Plan, str]:
    person = work.someone(draw)
    file = work.file_of(person.id)
    if file.plan is None:
        raise Refused("no_plan")
    return person, file.plan, work.know(file)


def extend_a_period(work: AtWork, draw: Random) -> None:
    person = work.someone(draw)
    file = work.file_of(person.id)
    start = file.case.period_start or work.day
    until = start.replace(day=1, month=draw.randrange(1, 13), year=start.year + 3) + timedelta(days=200)
    core = work.know(file)
    extend(work.desk, person.id, v.Extension(until, work.day, "other", f"Grund {core}", late_reason=core))


PLANNING: dict[str, Act] = {
    act.__name__: act
    for act in (
        begin_a_plan,
        correct_the_begin_of_a_plan,
        write_in_a_plan,
        agree_on_a_goal,
        change_a_goal,
        hand_a_plan_out,
        close_or_reopen_a_plan,
        extend_a_period,
    )
}
