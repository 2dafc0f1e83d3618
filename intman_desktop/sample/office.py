"""The invented office with its people and two full years of work, always the same for the same seed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.sample import people, work
from intman_desktop.sample.awkward import FIRST, last_31_august, with_awkward_states
from intman_desktop.sample.passing_on import passing_on
from intman_desktop.sample.rights import corrections_of, requests_of
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, ProviderLaw, Secrecy, StartOrigin
from intman_desktop.values.document import Document
from intman_desktop.values.office import Office, Worker

LAST_DAY = date(2026, 11, 20)
"""The day on which the invented office stands still."""

_OFFICE_OPEN = LAST_DAY - date(2024, 3, 4)
_FIRST_CONTACT = LAST_DAY - date(2025, 1, 7)
"""How long before its last day the office opened, and had its first Kurzkontakt."""
_THREE_YEARS = 1095
_HELD = 50
"""The number of the case on hold, if it has ended."""
_OVER_ITS_TIME = 60
"""The number of the case that goes on though its last day is past."""
_ENDINGS = (
    "goals_reached",
    "handed_to_regular_service",
    "relocation",
    "moved_unknown",
    "contact_lost",
    "no_benefits_no_need",
)


def the_office() -> Office:
    """Return the invented provider with everything its papers need (Rule E8)."""
    return Office(
        provider="Verein Beispielhilfe e. V. (erfunden)",
        provider_law=ProviderLaw.FREE,
        office="Integrationsmanagement Musterstadt",
        street="Beispielplatz 1",
        postal_code="79999",
        town="Musterstadt",
        phone="07000 000000",
        email="integration@beispielhilfe.example",
        kreis="08315",
        controller="Verein Beispielhilfe e. V., vertreten durch den Vorstand",
        controller_address="Beispielplatz 1, 79999 Musterstadt",
        data_protection_officer="Dr. Petra Probe, datenschutz@beispielhilfe.example",
        supervisory_authority="Landesbeauftragter für den Datenschutz und die Informationsfreiheit "
        "Baden-Württemberg",
        purposes="Beratung und Begleitung im Integrationsmanagement, Nachweis in Zahlen gegenüber dem Land",
        recipients="niemand",
        storage_time="solange die Beratung dauert",
        quick_topics=(
            "residence",
            "language",
            "work",
            "training",
            "school",
            "housing",
            "benefits",
            "family",
            "health",
        ),
        workers=(Worker("eb", people.WORKER, Secrecy.SOCIAL_WORKER, substitute="Max Vertretungsmuster"),),
    )


def invented_office(
    size: int = 120, *, seed: int = 2026, services: frozenset[str] = frozenset(), last_day: date = LAST_DAY
) -> Document:
    """Return ``size`` invented cases with their talks up to ``last_day`` as a whole document.

    ``services`` are the codes of the directory that referrals may name; ``seed`` fixes everything.
    """
    random = Random(seed)  # noqa: S311 - invented people, not secrets
    files: list[v.CaseFile] = []
    talks: list[v.Talk] = []
    couple: tuple[str, work.Course] | None = None
    for number in range(size):
        file, own, course = _case(number, random, services, last_day)
        if couple is not None and number % 8 == 1:
            own = _with_partner(own, couple)
        couple = (file.case.key, course) if number % 8 == 0 else None
        if number == FIRST:
            alone = Random(seed)  # noqa: S311 - so that whoever follows stays as she is
            file, own, _course_of = _case(number, alone, services, last_day, last_31_august(last_day))
        files.append(file)
        talks += own
    return Document(
        cases=tuple(with_awkward_states(files, talks, last_day)),
        talks=tuple(sorted(talks, key=lambda talk: (talk.on, talk.key))),
        whole=True,
        brief_contacts=_brief_contacts(random, last_day),
        office=the_office(),
    )


def _case(
    number: int, random: Random, services: frozenset[str], today: date, begun: date | None = None
) -> tuple[v.CaseFile, list[v.Talk], work.Course]:
    """Return the ``number``-th case with its talks; ``begun`` fixes the day of its first one."""
    person = people.invent_person(random, number)
    opened = today - _OFFICE_OPEN + timedelta(days=random.randint(0, _OFFICE_OPEN.days - 5))
    opened = begun or opened
    earlier = () if begun else people.earlier_counselling(person, opened, random)
    first_talk = begun or min(opened + timedelta(days=random.randint(0, 6)), today)
    start, origin, evidence = people.start_of(earlier, first_talk)
    extension = _extension(start, person, today) if origin is StartOrigin.BROUGHT else None
    course = _course(number, first_talk, start, extension, today=today, random=random)
    if extension is not None and course.ended_on is not None and course.ended_on < extension.decided_on:
        extension = None  # who left before was never extended
    days = work.talk_days(course, random)
    notice, consents, agreement = people.paper_evidence(person, opened, random)
    consents, disclosures = passing_on(number, consents, opened, course.until)
    key = f"{random.getrandbits(128):032x}"
    held = number == _HELD and course.ended_on is not None
    case = v.Case(
        number=f"IM-{opened.year}-{number + 1:04d}",
        opened_on=opened,
        key=key,
        state=_state(number, course),
        worker="eb",
        counselled_before=people.counselled_before(earlier),
        period_start=start,
        start_origin=origin,
        start_evidence=evidence,
        ended_on=course.ended_on,
        ending_reason=course.ending_reason,
        deletion_due=None if course.ended_on is None else _deletion(course.ended_on, number, today),
        deletion_reason="" if course.ended_on is None else "Abschlussgespräch steht noch aus (Beispiel)",
        hold_since=course.ended_on if held else None,
        hold_reason="Beschwerde läuft (Beispiel)" if held else "",
        hold_review_on=today + timedelta(days=30) if held else None,
    )
    file = v.CaseFile(
        case=case,
        client=person.client,
        earlier_counselling=earlier,
        answers=people.answers_of(person, first_talk, today, random),
        household=people.household_of(person, random),
        notices=(notice,),
        consents=consents,
        agreement=agreement,
        needs_assessment=v.NeedsAssessment(first_talk, people.WORKER),
        plan=work.plan_of(days, course, today, number, random),
        extensions=() if extension is None else (extension,),
        decisions=_decisions(number, course, today),
        disclosures=disclosures,
        requests=requests_of(number, opened, course.until, today),
        corrections=corrections_of(number, opened, course.until),
    )
    return file, work.talks_of(key, days, today, services, random), course


def _course(
    number: int, first: date, start: date, extension: v.Extension | None, *, today: date, random: Random
) -> work.Course:
    last = _plus_years(start, 3) if extension is None else extension.until
    if last < today and number != _OVER_ITS_TIME:
        end = max(last, first)
        return work.Course(first, end, end, "maximum_duration")
    if random.random() < 0.26 and (today - first).days > 150:
        end = first + timedelta(days=random.randint(120, (today - first).days))
        return work.Course(first, end, end, random.choice(_ENDINGS))
    return work.Course(first, today, None, "")


def _extension(start: date, person: people.Person, today: date) -> v.Extension | None:
    if (today - start).days < _THREE_YEARS - 60:
        return None
    reason = "chronic_illness" if person.health else "illiteracy"
    decided = min(start + timedelta(days=_THREE_YEARS - 60), today)
    return v.Extension(_plus_years(start, 4), decided, reason, decided_by=people.WORKER)


def _state(number: int, course: work.Course) -> CaseState:
    if course.ended_on is not None:
        return CaseState.ENDED
    return CaseState.DORMANT if _rests(number, course) else CaseState.ACTIVE


def _rests(number: int, course: work.Course) -> bool:
    return course.ended_on is None and number % 37 == 11


def _decisions(number: int, course: work.Course, today: date) -> tuple[v.Decision, ...]:
    if _rests(number, course):
        since = max(course.first_talk, today - timedelta(days=60))
        return (
            v.Decision(
                DecisionKind.REST, since, "auf Wunsch, Ausland (Beispiel)", today + timedelta(days=90)
            ),
        )
    return ()


def _deletion(ended_on: date, number: int, today: date) -> date:
    return max(ended_on, today) + timedelta(days=number % 15)


def _with_partner(talks: list[v.Talk], couple: tuple[str, work.Course]) -> list[v.Talk]:
    key, course = couple
    return [
        work.join(talk, key) if place % 3 == 1 and course.first_talk <= talk.on <= course.until else talk
        for place, talk in enumerate(talks)
    ]


def _brief_contacts(random: Random, today: date) -> tuple[v.BriefContact, ...]:
    first = today - _FIRST_CONTACT
    days = sorted(first + timedelta(days=random.randint(0, _FIRST_CONTACT.days)) for _ in range(58))
    topics = ("residence", "housing", "benefits", "work")
    return tuple(
        v.BriefContact(day, random.choice(("in_person", "phone")), random.choice(topics)) for day in days
    )


def _plus_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
