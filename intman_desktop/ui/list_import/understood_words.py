"""How a cell of an old list reads once it is understood: the date as it is known, the word behind a code."""

from __future__ import annotations

from datetime import date

from intman_desktop.services.common.births import birth_words
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.wording import day, quoted
from intman_desktop.values.lists import ListDesk, ListPerson
from intman_desktop.values.lists import ListField as F

_CODED = {F.SEX: "sex", F.NATIONALITY: "nationality", F.LANGUAGE: "language"}
_OF_BIRTH = frozenset({F.BIRTH_DATE, F.BIRTH_DAY, F.BIRTH_MONTH, F.BIRTH_YEAR})
_LEFT_BLANK = frozenset({"list_word_unknown", "list_status_unclear", "list_languages_several"})
_LINES = frozenset({F.FAMILY_NAME, F.GIVEN_NAME, F.PHONE, F.STREET, F.POSTAL_CODE, F.TOWN})


def person_name(person: ListPerson) -> str:
    """Return the name of a row as lists show it."""
    client = person.client
    return ", ".join(name for name in (client.family_name, client.given_name) if name) or "–"


def understood_as(person: ListPerson, field: F, known: ListDesk) -> str:
    """Return what a field of a row is understood as; the sentence of its fault where it is not."""
    for each in person.facts:
        if each.field is field and (each.fault or each.fact.code in _LEFT_BLANK):
            said = sentence(each.fact)
            return said if "word" in each.fact.values else f"{quoted(person.shown.get(field, ''))}: {said}"
    if field in _LINES:
        return str(getattr(person.client, field.value))
    if field is F.FULL_NAME:
        return person_name(person)
    if field in _OF_BIRTH:
        return birth_words(person.client)
    on = _day(person, field)
    if on is not None:
        return day(on)
    code = _code(person, field) if person.shown.get(field) else ""
    return dict(known.choices.get(field, ())).get(code, code or person.shown.get(field, ""))


def _day(person: ListPerson, field: F) -> date | None:
    """Return the day a field was read as, where the row keeps it: what stands there may be a mere number."""
    entry = next((each.value for each in person.answers if each.field == F.DATE_OF_ENTRY.value), "")
    return {
        F.FIRST_TALK: person.first_talk,
        F.PLAN_BEGUN: person.plan_begun,
        F.EARLIER_SINCE: person.earlier[0].since if person.earlier else None,
        F.DATE_OF_ENTRY: date.fromisoformat(entry) if entry else None,
    }.get(field)


def _code(person: ListPerson, field: F) -> str:
    """Return the code behind a word of a field that is a list, or an empty text."""
    if field in _CODED:
        return str(getattr(person.client, _CODED[field]) or "")
    if field is F.RESIDENCE_STATUS:
        return next((each.value for each in person.answers if each.field == field.value), "")
    return person.worker if field is F.WORKER else ""
