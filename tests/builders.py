"""Valid frozen values with overridable details; every person here is invented and looks it.

``today`` of the tests is 20.11.2026 (``tests/conftest.py``); what is built lies before it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from intman_desktop.models.writing import new_key
from intman_desktop.services.gate.issued_plans import content_of, fingerprint_of
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    Actor,
    BirthPrecision,
    Block,
    CaseState,
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    DisclosureGround,
    GoalState,
    IdentityCheck,
    Light,
    RequestAnswer,
    RequestKind,
    ScanKind,
    Secrecy,
    Sex,
    SpecialKind,
    StartEvidence,
    YesNoUnknown,
)
from intman_desktop.values.intake import Intake
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.paper_parts import PaperClient
from intman_desktop.values.papers import PlanPaper

OPENED_ON = date(2026, 1, 12)
_numbers = count(1)


def an_office(**details: Any) -> Office:
    """Return an office with everything the papers ask for."""
    return replace(_OFFICE, **details)


def a_client(**details: Any) -> v.Client:
    """Return an adult client, Samira Musterfrau, who speaks Arabic."""
    return replace(_CLIENT, **details)


def a_notice(**details: Any) -> v.NoticeGiven:
    """Return the evidence that the privacy notice was handed out and explained."""
    return replace(
        v.NoticeGiven(OPENED_ON, OPENED_ON, explained_by="Erika Beispiel", language="de"), **details
    )


def a_consent(
    scope: ConsentScope = ConsentScope.BASIC,
    decision: ConsentDecision = ConsentDecision.GIVEN,
    **details: Any,
) -> v.Consent:
    """Return one declaration with its evidence; basic and given unless said otherwise."""
    return replace(
        v.Consent(
            scope,
            decision,
            OPENED_ON,
            form=ConsentForm.WRITTEN,
            explained_by="Erika Beispiel",
            told_withdrawable=True,
            copy_handed_out=True,
            filing_place="Ordner Muster 1",
        ),
        **details,
    )


def a_health_consent(**details: Any) -> v.Consent:
    """Return the given consent for data on health."""
    return a_consent(ConsentScope.SPECIAL, **{"kind": SpecialKind.HEALTH, **details})


def a_passing_on(
    recipient: str = "Jobcenter Musterstadt",
    decision: ConsentDecision = ConsentDecision.GIVEN,
    **details: Any,
) -> v.Consent:
    """Return the declaration on passing something on to ``recipient``."""
    told = {"recipient": recipient, "purpose": "Klärung offener Fragen", "data_kinds": "Name, Stand"}
    return a_consent(ConsentScope.PASSING_ON, decision, **{**told, **details})


def a_disclosure(**details: Any) -> v.Disclosure:
    """Return an act of passing on by consent, on the day the case was opened."""
    return replace(v.Disclosure(OPENED_ON, "Jobcenter Musterstadt", "Stand des Antrags"), **details)


def a_request(**details: Any) -> v.Request:
    """Return a person's open request for access, made in person on the day the case was opened."""
    return replace(v.Request(RequestKind.ACCESS, OPENED_ON), **details)


def an_agreement(**details: Any) -> v.Agreement:
    """Return an agreement signed by both."""
    return replace(_AGREEMENT, **details)


def an_intake(**details: Any) -> Intake:
    """Return a complete intake: notice, basic and health consent, agreement, the question of C7."""
    return replace(
        Intake(
            client=a_client(),
            notice=a_notice(),
            consents=(a_consent(), a_health_consent()),
            agreement=an_agreement(),
            counselled_before=YesNoUnknown.NO,
            opened_on=OPENED_ON,
        ),
        **details,
    )


def a_case(**details: Any) -> v.Case:
    """Return an active case with a fresh key and a number no other case has."""
    number = f"IM-2026-{next(_numbers):04d}"
    return replace(
        v.Case(
            number,
            OPENED_ON,
            CaseState.ACTIVE,
            key=new_key(),
            worker="EB",
            counselled_before=YesNoUnknown.NO,
            period_start=OPENED_ON,
        ),
        **details,
    )


def a_measure(**details: Any) -> v.Measure:
    """Return a measure that the client takes."""
    return replace(v.Measure("Beim Sprachkurs anmelden", Actor.CLIENT, until=date(2026, 3, 31)), **details)


def a_goal(**details: Any) -> v.Goal:
    """Return an agreed goal with a measure and its history."""
    return replace(
        v.Goal(
            "language",
            "Ich möchte die B1-Prüfung bestehen.",
            "Zertifikat B1",
            date(2026, 12, 31),
            GoalState.AGREED,
            OPENED_ON,
            date(2026, 12, 12),
            (a_measure(),),
            (v.GoalChange(GoalState.AGREED, OPENED_ON),),
        ),
        **details,
    )


def a_plan(**details: Any) -> v.Plan:
    """Return an open plan begun on the day the case was opened, with one goal."""
    return replace(
        v.Plan(
            OPENED_ON,
            steps="Zuerst Deutsch, dann Arbeit.",
            spans=(v.PlanSpan(OPENED_ON),),
            goals=(a_goal(),),
        ),
        **details,
    )


def a_signed_plan(**details: Any) -> v.Plan:
    """Return such a plan whose goals were signed by both on the day they were agreed."""
    return a_plan(**{"client_signed_on": OPENED_ON, "worker_signed_on": OPENED_ON, **details})


def a_participant(case_key: str, **details: Any) -> v.Participant:
    """Return a person's counting part in a talk."""
    return replace(v.Participant(case_key, "Über den Kurs gesprochen."), **details)


def a_talk(*case_keys: str, **details: Any) -> v.Talk:
    """Return a counting talk in person on 12.01.2026 with these cases."""
    return replace(
        v.Talk(
            OPENED_ON,
            "in_person",
            "language",
            minutes=45,
            worker="EB",
            participants=tuple(a_participant(key) for key in case_keys),
            key=new_key(),
        ),
        **details,
    )


def a_case_file(**details: Any) -> v.CaseFile:
    """Return a whole active case: consents, agreement, needs, plan with a goal; talks are added apart.

    A detail named like a field of the case file replaces it; ``client`` and ``case`` too.
    """
    return replace(
        v.CaseFile(
            case=a_case(),
            client=a_client(),
            notices=(a_notice(),),
            consents=(a_consent(), a_health_consent()),
            agreement=an_agreement(),
            needs_assessment=v.NeedsAssessment(OPENED_ON, "EB"),
            household=(v.HouseholdMember("child", False, 2015, 4),),
            plan=a_plan(),
        ),
        **details,
    )


def a_scan(**details: Any) -> v.Scan:
    """Return the row of a scanned consent; no file lies behind it."""
    return replace(
        v.Scan(
            ScanKind.SIGNED_CONSENT,
            OPENED_ON,
            "application/pdf",
            12,
            "a" * 64,
            designation="Einwilligung Muster",
            file=new_key(),
            file_key="b" * 64,
        ),
        **details,
    )


def an_issued_plan(number: int = 1, on: date = OPENED_ON) -> v.PlanVersion:
    """Return a version of a plan as it is kept after it was handed out."""
    client = PaperClient("Samira Musterfrau")
    paper = PlanPaper(
        an_office(), Worker("EB", "Erika Beispiel"), on, client, "IM-2026-0001", number, None, ()
    )
    content = content_of(paper)
    return v.PlanVersion(number, on, "de", content, fingerprint_of(content))


def a_filled_case_file(**details: Any) -> v.CaseFile:
    """Return a case in which every kind of row a case can have occurs at least once."""
    plan = a_plan(
        block_reasons=(v.BlockReason(Block.EDUCATION, "Zeugnisse noch nicht da"),),
        light_changes=(v.LightChange(Block.PERSONAL, Light.COMPLETE, OPENED_ON),),
        versions=(an_issued_plan(),),
    )
    return a_case_file(
        **{
            "earlier_counselling": (
                v.EarlierCounselling("LRA Musterkreis", date(2025, 5, 2), None, StartEvidence.PLAN_SEEN),
            ),
            "answers": (v.Answer("native_language", "ar", OPENED_ON), v.Answer("years_of_school", "9")),
            "plan": plan,
            "extensions": (v.Extension(date(2029, 6, 30), OPENED_ON, "other", "Prüfung im Juni"),),
            "scans": (a_scan(consent=0),),
            "disclosures": (
                a_disclosure(
                    recipient="Amtsgericht Musterstadt",
                    ground=DisclosureGround.COURT_ORDER,
                    reason="Beschluss vom 2.11. (Beispiel)",
                    told_on=OPENED_ON,
                ),
            ),
            "requests": (
                a_request(
                    what="alles bis heute",
                    identity=IdentityCheck.DOCUMENT,
                    extension_reason="viele Papiere (Beispiel)",
                    extension_told_on=date(2026, 1, 20),
                    answered_on=date(2026, 3, 2),
                    answer=RequestAnswer.REFUSED,
                    refusal_reason="offenkundig wiederholt (Beispiel)",
                    note="mit Dolmetscher",
                    worker="EB",
                ),
            ),
            "corrections": (
                v.Correction(
                    date(2026, 2, 6),
                    "field.phone",
                    None,
                    rectified=True,
                    old_value="0711 999999",
                    reason="Bescheid beruht darauf (Beispiel)",
                    worker="EB",
                ),
                v.Correction(date(2026, 2, 7), "talk.on", date(2026, 1, 13)),
            ),
            "decisions": (
                v.Decision("rest", OPENED_ON, "Reise", date(2026, 3, 1)),
                v.Decision("take_over", OPENED_ON, "Elternzeit", worker="EB", told_on=OPENED_ON),
            ),
            **details,
        }
    )


_OFFICE = Office(
    provider="Stadt Musterstadt",
    office="Integrationsmanagement Musterstadt",
    street="Musterweg 1",
    postal_code="70000",
    town="Musterstadt",
    phone="07000 0000",
    email="im@musterstadt.example",
    kreis="08111",
    controller="Stadt Musterstadt",
    controller_address="Musterweg 1, 70000 Musterstadt",
    data_protection_officer="Dana Datenschutz, Musterweg 1",
    supervisory_authority="LfDI Baden-Württemberg, Stuttgart",
    purposes="Beratung im Integrationsmanagement",
    recipients="keine ohne eigene Einwilligung",
    storage_time="bis zum Ende der Beratung",
    workers=(Worker("EB", "Erika Beispiel", Secrecy.SOCIAL_WORKER, substitute="Vera Vertretung"),),
    full_time_equivalents=1.0,
)

_CLIENT = v.Client(
    family_name="Musterfrau",
    given_name="Samira",
    birth_date=date(1991, 6, 14),
    birth_precision=BirthPrecision.DAY,
    adult=True,
    sex=Sex.FEMALE,
    nationality="475",
    section_24=False,
    language="ar",
    interpreter_needed=True,
    phone="0711 123456",
    street="Beispielgasse 2",
    postal_code="70000",
    town="Musterstadt",
)

_AGREEMENT = v.Agreement(
    client_name="Samira Musterfrau",
    worker_name="Erika Beispiel",
    client_signed_on=OPENED_ON,
    worker_signed_on=OPENED_ON,
    copy_handed_out=True,
    filing_place="Ordner Muster 1",
)
