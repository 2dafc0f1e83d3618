"""Who the invented people are: names, births, origins, the evidence of steps 1 to 3."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from intman_desktop.sample.names import AWKWARD, ORIGINS, Origin
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    BirthPrecision,
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    Sex,
    SpecialKind,
    StartEvidence,
    StartOrigin,
    YesNoUnknown,
)

WORKER = "Erika Beispiel"
_LEAP_NUMBER, _LEAP_DAY = 119, date(2024, 2, 29)
_TOWNS = (("79999", "Musterstadt"), ("79998", "Beispielheim"), ("79997", "Probingen"))
_STREETS = ("Musterweg", "Am Beispielplatz", "Probestraße", "Exempelgasse")
_STATUS = {"166": ("AE24",), "163": ("AG", "D60a", "AE25-2-F")}
_STATUSES = ("AE25-2-F", "AE25-2-S", "AE25-3", "AG", "D60a", "AE25-1", "NE26-3", "AE25b", "FIK-4")


@dataclass(frozen=True)
class Person:
    """An invented client with origin; ``health`` says whether the health consent was given."""

    number: int
    origin: Origin
    client: v.Client
    health: bool


def invent_person(random: Random, number: int) -> Person:
    """Return the ``number``-th person (from 0); the first ones bear the awkward names."""
    origin = random.choices(ORIGINS, [each.weight for each in ORIGINS])[0]
    sex = random.choices(tuple(Sex), (46, 50, 2, 2))[0]
    family, given = random.choice(origin.families), random.choice(_given_names(origin, sex))
    if number < len(AWKWARD):
        family, given, sex = AWKWARD[number]
    postal_code, town = random.choice(_TOWNS)
    born, precision, uncertain = _birth(random, number)
    client = v.Client(
        family_name=family,
        given_name=given,
        birth_date=born,
        birth_precision=precision,
        birth_uncertain=uncertain,
        adult=True,
        sex=None if number == 31 else sex,
        nationality=_nationality(number, origin),
        second_nationality="163" if number == 33 else "",
        section_24=origin.nationality == "166" or None,
        language=origin.languages[0] if random.random() < 0.8 else random.choice(origin.languages),
        interpreter_needed=random.random() < 0.6,
        phone=f"0152 0000 {number:04d}" if random.random() < 0.85 else "",
        street=f"{random.choice(_STREETS)} {random.randint(1, 60)}",
        postal_code=postal_code,
        town=town,
    )
    return Person(number, origin, client, health=random.random() < 0.55)


def paper_evidence(
    person: Person, opened_on: date, random: Random
) -> tuple[v.NoticeGiven, tuple[v.Consent, ...], v.Agreement]:
    """Return notice, consents and agreement as they were signed on ``opened_on`` (Rules P1, E1, B1)."""
    language = person.client.language
    interpreter = "Amina Dolmetschprobe" if person.client.interpreter_needed else ""
    notice = v.NoticeGiven(opened_on, opened_on, WORKER, interpreter, language)
    basic = v.Consent(
        scope=ConsentScope.BASIC,
        decision=ConsentDecision.GIVEN,
        decided_on=opened_on,
        form=ConsentForm.WRITTEN,
        language=language,
        explained_by=WORKER,
        interpreter=interpreter,
        told_withdrawable=True,
        copy_handed_out=True,
        filing_place=f"Ordner {opened_on.year}, Nr. {person.number + 1}",
    )
    said = {True: ConsentDecision.GIVEN, False: ConsentDecision.REFUSED}
    health = replace(basic, scope=ConsentScope.SPECIAL, kind=SpecialKind.HEALTH, decision=said[person.health])
    contact = replace(basic, scope=ConsentScope.CONTACT, decision=said[random.random() < 0.7])
    consents = [basic, health, contact]
    if interpreter:
        consents.append(
            replace(
                basic,
                scope=ConsentScope.INTERPRETER,
                undertaking_by=interpreter,
                undertaking_on=opened_on,
                undertaking_place="Ordner Sprachmittlung",
            )
        )
    agreement = v.Agreement(
        client_name=" ".join(filter(None, (person.client.given_name, person.client.family_name))),
        worker_name=WORKER,
        client_signed_on=None if person.number == 40 else opened_on,
        worker_signed_on=None if person.number == 40 else opened_on,
        oral_on=opened_on if person.number == 40 else None,
        copy_handed_out=True,
        filing_place=basic.filing_place,
        language=language,
    )
    return notice, tuple(consents), agreement


def earlier_counselling(person: Person, opened_on: date, random: Random) -> tuple[v.EarlierCounselling, ...]:
    """Return the offices before this one, for about one person in six (Rule C7).

    One began on a 29 February, whose three years end on the 28th (Rule C4).
    """
    if person.number == _LEAP_NUMBER and opened_on > _LEAP_DAY:
        evidence = StartEvidence.PLAN_SEEN
        return (v.EarlierCounselling("Landratsamt Beispielkreis", _LEAP_DAY, opened_on, evidence),)
    if random.random() > 0.17:
        return ()
    since = opened_on - timedelta(days=random.randint(60, 1000))
    evidence = random.choice((StartEvidence.PLAN_SEEN, StartEvidence.CERTIFICATE_SEEN, StartEvidence.TOLD))
    first = v.EarlierCounselling("Landratsamt Beispielkreis", since, opened_on, evidence)
    if person.number % 9:
        return (first,)
    return (
        v.EarlierCounselling("Stadt Musterhausen", since - timedelta(days=30), since, StartEvidence.TOLD),
        first,
    )


def start_of(
    earlier: tuple[v.EarlierCounselling, ...], first_talk: date
) -> tuple[date, StartOrigin, StartEvidence | None]:
    """Return the start of the period with its origin and evidence (Rules C1, C7)."""
    known = [each for each in earlier if each.since is not None]
    if not known:
        return first_talk, StartOrigin.HERE, None
    oldest = min(known, key=lambda each: each.since or first_talk)
    return oldest.since or first_talk, StartOrigin.BROUGHT, oldest.evidence


def counselled_before(earlier: tuple[v.EarlierCounselling, ...]) -> YesNoUnknown:
    """Return the answer to the question that is always asked (Rule C7)."""
    return YesNoUnknown.YES if earlier else YesNoUnknown.NO


def answers_of(person: Person, asked_on: date, today: date, random: Random) -> tuple[v.Answer, ...]:
    """Return what the needs assessment found, dated where the value changes in time (Rule I10)."""
    status = random.choice(_STATUS.get(person.origin.nationality, _STATUSES))
    level = random.choice(("none", "a1", "a1", "a2", "a2", "b1"))
    found = [
        v.Answer("date_of_entry", (asked_on - timedelta(days=random.randint(200, 1500))).isoformat()),
        _title(person.number, status, asked_on - timedelta(days=90), today),
        v.Answer("native_language", person.client.language),
        v.Answer("literacy", random.choice(("latin_script", "other_script", "none"))),
        v.Answer("german_spoken", level, asked_on),
        v.Answer("housing", random.choice(("follow_up_shared", "follow_up_flat", "private_rent")), asked_on),
        v.Answer("benefits", random.choice(("asylblg_3", "asylblg_2", "sgb_2")), asked_on),
    ]
    if random.random() < 0.8:
        found.append(v.Answer("years_of_school", str(random.randint(0, 13))))
        found.append(v.Answer("training", random.choice(("none", "none", "vocational", "studies_finished"))))
        found.append(v.Answer("work", random.choice(("none", "none", "mini_job", "employed")), asked_on))
    later = asked_on + timedelta(days=240)
    if level != "none" and later <= today:
        found[4] = replace(found[4], valid_to=later - timedelta(days=1))
        found.append(v.Answer("german_spoken", "b1" if level == "a2" else "a2", later))
    if person.health and random.random() < 0.3:
        found.append(v.Answer("disability", random.choice(("yes", "no"))))
    return tuple(found)


def _title(number: int, status: str, begun: date, today: date) -> v.Answer:
    """Return the residence status; of every fourth it is known until when it is valid (Rule I1)."""
    years = (today - begun).days // 365 + 1
    until = begun + timedelta(days=365 * years) if number % 4 == 0 else None
    return v.Answer("residence_status", status, begun, until)


def household_of(person: Person, random: Random) -> tuple[v.HouseholdMember, ...]:
    """Return relatives: adults by relationship only, children with month and year of birth (Rule P4)."""
    if random.random() < 0.5:
        return ()
    spouse = v.HouseholdMember("spouse", adult=True)
    children = [
        v.HouseholdMember(
            "child", adult=False, birth_year=random.randint(2010, 2024), birth_month=random.randint(1, 12)
        )
        for _ in range(random.randint(0, 3))
    ]
    if person.number % 17 == 0:
        children.append(v.HouseholdMember("child", adult=False, birth_year=2008, birth_month=12))
    return (spouse, *children)


def _given_names(origin: Origin, sex: Sex) -> tuple[str, ...]:
    return {Sex.FEMALE: origin.women, Sex.MALE: origin.men}.get(sex, origin.women + origin.men)


def _nationality(number: int, origin: Origin) -> str:
    return {34: "997", 35: "998", 36: "150", 37: "120"}.get(number, origin.nationality)


def _birth(random: Random, number: int) -> tuple[date | None, BirthPrecision, bool]:
    year = random.choices((1955, 1970, 1985, 1995, 2003), (5, 15, 35, 30, 15))[0] + random.randint(-4, 2)
    if number == 32:
        return None, BirthPrecision.UNKNOWN, False
    if number % 11 == 0:
        return date(year, 1, 1), BirthPrecision.YEAR, True
    if number % 13 == 0:
        return date(year, 1, 1), BirthPrecision.DAY, True
    if number == 38:
        return date(1996, 2, 29), BirthPrecision.DAY, False
    return date(year, random.randint(1, 12), random.randint(1, 28)), BirthPrecision.DAY, False
