"""From a row of an old list to the case that it becomes (P2, C1, C7, K4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intman_desktop.models.writing import new_key
from intman_desktop.profiles import Profile
from intman_desktop.services.transfer.completing import completed
from intman_desktop.values.case_file import Case, CaseFile, Plan, PlanSpan
from intman_desktop.values.codes import YesNoUnknown
from intman_desktop.values.lists import ListPerson


def case_of_row(
    person: ListPerson, number: str, profile: Profile, opened_on: date, fingerprint: str
) -> CaseFile:
    """Return the case that a row becomes, completed by what follows from it (Rules C1, C7, I8).

    ``fingerprint`` is that of the text the declarations were made on. A first talk told by the list
    begins the period; no talk is written, since nobody knows its form and topic. That it came from a list is
    kept, with the day and without the name of the file, which may name people (Rule L8).
    """
    declared = (each for each in (person.consent, person.contact) if each is not None)
    case = Case(
        number,
        opened_on,
        key=new_key(),
        from_list_on=opened_on,
        worker=person.worker,
        programme=profile.programme,
        counselled_before=YesNoUnknown.YES if person.earlier else YesNoUnknown.UNKNOWN,
        period_start=person.first_talk,
    )
    plan = None
    if person.plan_begun is not None:
        plan = Plan(person.plan_begun, spans=(PlanSpan(person.plan_begun),))
    file = CaseFile(
        case,
        person.client,
        earlier_counselling=person.earlier,
        answers=person.answers,
        consents=tuple(replace(each, text_fingerprint=fingerprint) for each in declared),
        plan=plan,
    )
    return completed(file, profile)
