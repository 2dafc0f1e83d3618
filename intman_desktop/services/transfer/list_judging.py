"""What a case would be refused for, said of the row of the list that it would come from (P2, C7, E2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from intman_desktop.profiles import Profile
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.checking import case_faults
from intman_desktop.services.transfer.fault_places import field_of, is_within, row_of
from intman_desktop.services.transfer.list_cases import case_of_row
from intman_desktop.services.transfer.list_import import list_desk
from intman_desktop.services.transfer.list_reading import Decisions, Matched, Understood, understand_rows
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.document import Fault
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.lists import CellFact, ListDesk, ListField, ListPerson

_ANY_TEXT = "0" * 64
"""Stands for the fingerprint of a text that is kept only when the people are taken over."""
_CONSENTS = ".consents"
_FILED = ".filing_place"
_OF_PLACE = {
    _CONSENTS: ListField.CONSENT_ON,
    ".plan": ListField.PLAN_BEGUN,
    ".case.period_start": ListField.FIRST_TALK,
    ".earlier_counselling": ListField.EARLIER_SINCE,
}
"""Where a case is faulty, and the column which that came from; a name where nothing fits."""


def judging_desk(desk: Desk) -> tuple[ListDesk, Profile]:
    """Return what a list is matched by here, and the profile that its rows are judged by."""
    return list_desk(desk), desk.profile


def understand_and_judge(
    matched: Matched, decided: Decisions, known: ListDesk, profile: Profile, today: date
) -> Understood:
    """Return the rows of a list as people, judged; without the store, on any thread."""
    found = understand_rows(matched, decided, known.vocabulary, today)
    return replace(found, people=judge_rows(found.people, profile, today))


def judge_rows(people: Sequence[ListPerson], profile: Profile, today: date) -> tuple[ListPerson, ...]:
    """Return the rows with every fault that ``list_import.take_list`` would refuse them for.

    So that none is shown as ready and then keeps all the others out. That a consent is missing is no
    fault of a row but its state (Rule P2); a cell that has a fault already gets no second one.
    """
    return tuple(_judged(person, profile, today) for person in people)


def _judged(person: ListPerson, profile: Profile, today: date) -> ListPerson:
    file = case_of_row(person, "0", profile, today, _ANY_TEXT)
    told = {each.field for each in person.facts if each.fault}
    facts = list(person.facts)
    for field, fault in _faults(person, file, profile, today):
        if field not in told:
            told.add(field)
            facts.append(CellFact(field, Explanation(fault.code, dict(fault.values)), fault=True))
    return person if len(facts) == len(person.facts) else replace(person, facts=tuple(facts))


def _faults(
    person: ListPerson, file: CaseFile, profile: Profile, today: date
) -> Iterator[tuple[ListField, Fault]]:
    for fault in case_faults(file, profile, today, ""):
        if person.consent is not None or not is_within(fault, _CONSENTS):
            yield _field_of(fault, file), fault


def _field_of(fault: Fault, file: CaseFile) -> ListField:
    answer = row_of(fault, ".answers")
    name = field_of(fault, ".client") if answer is None else file.answers[answer].field
    if fault.place.endswith(_FILED):
        return ListField.FILING_PLACE
    if name in set(ListField):
        return ListField(name)
    fits = (field for place, field in _OF_PLACE.items() if is_within(fault, place))
    return next(fits, ListField.FAMILY_NAME)
