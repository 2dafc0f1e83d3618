"""How a cell of an old list reads once it is understood: the date as it is known, the word behind a code."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.services.wording import sentence
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import BirthPrecision
from intman_desktop.values.lists import ListDesk, ListPerson
from intman_desktop.values.lists import ListField as F

_CODED = {F.SEX: "sex", F.NATIONALITY: "nationality", F.LANGUAGE: "language"}
_LINES = frozenset({F.FAMILY_NAME, F.GIVEN_NAME, F.PHONE, F.STREET, F.POSTAL_CODE, F.TOWN})


def birth_words(client: Client) -> str:
    """Return a birth as exactly as it is known, with a mark where it is uncertain; empty for none."""
    born = client.birth_date
    if born is None:
        return ""
    words = {
        BirthPrecision.DAY: day(born),
        BirthPrecision.MONTH: f"{born:%m.%Y}",
    }.get(client.birth_precision, f"{born:%Y}")
    return _("{birth} (unsicher)").format(birth=words) if client.birth_uncertain else words


def person_name(person: ListPerson) -> str:
    """Return the name of a row as lists show it."""
    client = person.client
    return ", ".join(name for name in (client.family_name, client.given_name) if name) or "–"


def understood_as(person: ListPerson, field: F, known: ListDesk) -> str:
    """Return what a field of a row is understood as; the sentence of its fault where it is not."""
    fault = next((each.fact for each in person.facts if each.field is field and each.fault), None)
    if fault is not None:
        return f"„{person.shown.get(field, '')}“: {sentence(fault)}"
    client = person.client
    if field in _LINES:
        return str(getattr(client, field.value))
    if field is F.FULL_NAME:
        return person_name(person)
    if field is F.BIRTH_DATE:
        return birth_words(client)
    if field in _CODED:
        code = str(getattr(client, _CODED[field]) or "")
        return _label(known, field, code) if person.shown.get(field) else ""
    if field is F.RESIDENCE_STATUS:
        answers = {each.field: each.value for each in person.answers}
        return _label(known, field, answers.get(field.value, ""))
    if field is F.WORKER:
        return _label(known, field, person.worker)
    return person.shown.get(field, "")


def _label(known: ListDesk, field: F, code: str) -> str:
    return dict(known.choices[field]).get(code, code)
