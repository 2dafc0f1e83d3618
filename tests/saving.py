"""Whole values of a case saved as the forms of the window save them: through ``needs.save_needs``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.field_forms import birth_value
from intman_desktop.values.case_file import Answer, Client, NeedsAssessment
from intman_desktop.values.outcome import Outcome
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
