"""What the forms of the window save, as they save it: whole values of a case, and parts of its plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date

from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.casework.person import save_person
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.field_forms import birth_value
from intman_desktop.services.plans import planning
from intman_desktop.values.case_file import Answer, Client, HouseholdMember, NeedsAssessment
from intman_desktop.values.codes import Block
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.plan_views import PlanView
from tests.opened import stored

_OF_BIRTH = {"birth_date", "birth_precision", "birth_uncertain"}


def save_client(desk: Desk, case_id: int, client: Client) -> Outcome[Client]:
    """Save a client as a form in which every column was typed anew; return her as she is stored."""
    done = save_needs(desk, case_id, None, (), columns_of(client), client_version=client.version)
    return Outcome(stored(desk, case_id).client, done.changed, done.undo)


def save_answers(desk: Desk, case_id: int, answers: Sequence[Answer]) -> Outcome[tuple[Answer, ...]]:
    """Save these answers as a form; return every answer of the case."""
    done = save_needs(desk, case_id, None, answers)
    return Outcome(stored(desk, case_id).answers, done.changed, done.undo)


def save_needs_assessment(desk: Desk, case_id: int, needs: NeedsAssessment) -> Outcome[NeedsAssessment]:
    """Save the detailed talk alone, without a field it fills; return it as it is stored."""
    done = save_needs(desk, case_id, needs, ())
    kept = stored(desk, case_id).needs_assessment
    assert kept is not None
    return Outcome(kept, done.changed, done.undo)


def save_household(
    desk: Desk, case_id: int, members: Iterable[HouseholdMember]
) -> Outcome[tuple[HouseholdMember, ...]]:
    """Save the household alone, without a field beside it; return it as it is stored."""
    done = save_person(desk, case_id, (), {}, tuple(members))
    return Outcome(stored(desk, case_id).household, done.changed, done.undo)


def save_no_goal(desk: Desk, case_id: int, reason: str, until: date | None) -> Outcome[PlanView]:
    """Save the sentence "noch kein Ziel, weil …, bis …" as a form that was read just now."""
    return planning.save_no_goal(desk, case_id, _plan_version(desk, case_id), reason, until)


def set_block_reason(desk: Desk, case_id: int, block: Block, reason: str | None) -> Outcome[PlanView]:
    """Save why a block is not asked about as a form that was read just now."""
    return planning.set_block_reason(desk, case_id, _plan_version(desk, case_id), block, reason)


def sign_plan(desk: Desk, case_id: int, client_on: date | None, worker_on: date | None) -> Outcome[PlanView]:
    """Save both signatures as a form that was read just now."""
    return planning.sign_plan(desk, case_id, _plan_version(desk, case_id), client_on, worker_on)


def _plan_version(desk: Desk, case_id: int) -> int:
    """Return the version of the plan as it stands; without one a verb says so by itself."""
    plan = stored(desk, case_id).plan
    return plan.version if plan is not None else 0


def columns_of(client: Client) -> dict[str, str]:
    """Return the values that the fields of a form give for a client, by their codes."""
    plain = {f.name for f in fields(Client)} - _OF_BIRTH - {"version"}
    columns = {name: _written(getattr(client, name)) for name in plain}
    birth = birth_value(client.birth_date, client.birth_precision, uncertain=client.birth_uncertain)
    return {**columns, "birth_date": birth}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
