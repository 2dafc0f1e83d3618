"""P1, P2, B1, C7: what must be there before someone is taken in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.rules.intake import (
    agreement_faults,
    agreement_gaps,
    intake_faults,
    interpreter_hints,
    is_agreed,
    is_signed,
)
from intman_desktop.values.case_file import (
    Agreement,
    Client,
    Consent,
    EarlierCounselling,
    NoticeGiven,
)
from intman_desktop.values.codes import ConsentDecision, ConsentScope, SpecialKind, YesNoUnknown
from intman_desktop.values.intake import Intake

TODAY = date(2026, 11, 20)
BASIC = Consent(
    ConsentScope.BASIC,
    ConsentDecision.GIVEN,
    TODAY,
    told_withdrawable=True,
    copy_handed_out=True,
    filing_place="Ordner Muster 1",
)
HEALTH = replace(BASIC, scope=ConsentScope.SPECIAL, kind=SpecialKind.HEALTH)
SIGNED = Agreement("Samira Muster", "Erika Beispiel", TODAY, TODAY, copy_handed_out=True)
WHOLE = Intake(
    Client("Muster", "Samira", adult=True),
    notice=NoticeGiven(TODAY, TODAY),
    consents=(BASIC, HEALTH),
    agreement=SIGNED,
    counselled_before=YesNoUnknown.NO,
)
YESTERDAY, TOMORROW = date(2026, 11, 19), date(2026, 11, 21)


def spell(since: date | None, until: date | None = None) -> EarlierCounselling:
    return EarlierCounselling("LRA Musterkreis", since, until)


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, []),
        ({"agreement": None}, []),
        ({"opened_on": TODAY}, []),
        ({"opened_on": YESTERDAY}, ["never_asked"]),
        ({"opened_on": TOMORROW}, ["case_opened_in_future"]),
        ({"client": Client(adult=True)}, ["name_missing"]),
        ({"client": Client(designation="Frau S.")}, []),
        ({"client": Client(given_name="X")}, []),
        ({"notice": None}, ["notice_missing"]),
        ({"notice": NoticeGiven(TOMORROW, TODAY)}, ["notice_handed_in_future"]),
        ({"notice": NoticeGiven(TODAY, TOMORROW)}, ["notice_in_future", "consent_before_notice"]),
        ({"notice": NoticeGiven(YESTERDAY, YESTERDAY)}, []),
        ({"consents": ()}, ["never_asked"]),
        ({"consents": (HEALTH,)}, ["never_asked"]),
        ({"consents": (replace(BASIC, decision=ConsentDecision.REFUSED),)}, ["refused"]),
        ({"consents": (replace(BASIC, decision=ConsentDecision.LATER),)}, ["put_off"]),
        ({"consents": (replace(BASIC, filing_place=""),)}, ["consent_filing_place_missing"]),
        (
            {"consents": (BASIC, replace(HEALTH, told_withdrawable=False))},
            ["consent_not_told_withdrawable"],
        ),
        ({"consents": (BASIC, replace(HEALTH, decision=ConsentDecision.REFUSED, filing_place=""))}, []),
        ({"consents": (replace(BASIC, decided_on=YESTERDAY),)}, ["consent_before_notice"]),
        ({"counselled_before": None}, ["counselled_before_not_asked"]),
        ({"counselled_before": YesNoUnknown.UNKNOWN}, []),
        ({"counselled_before": YesNoUnknown.YES}, []),
        ({"counselled_before": YesNoUnknown.YES, "earlier": (spell(None),)}, []),
        ({"counselled_before": YesNoUnknown.YES, "earlier": (spell(date(2015, 1, 1)),)}, []),
        (
            {"counselled_before": YesNoUnknown.NO, "earlier": (spell(None),)},
            ["counselled_before_contradicts"],
        ),
        ({"counselled_before": YesNoUnknown.YES, "earlier": (spell(TOMORROW),)}, ["start_in_future"]),
        (
            {"counselled_before": YesNoUnknown.YES, "earlier": (spell(YESTERDAY, date(2026, 1, 1)),)},
            ["earlier_ends_before_begin"],
        ),
        ({"counselled_before": YesNoUnknown.YES, "earlier": (spell(YESTERDAY, YESTERDAY),)}, []),
        ({"counselled_before": YesNoUnknown.YES, "earlier": (spell(None, YESTERDAY),)}, []),
        ({"agreement": replace(SIGNED, client_signed_on=TOMORROW)}, ["agreement_in_future"]),
        ({"agreement": replace(SIGNED, client_signed_on=YESTERDAY)}, ["agreement_before_consent"]),
        ({"agreement": replace(SIGNED, client_signed_on=None, oral_on=TODAY)}, []),
        ({"consents": (), "agreement": replace(SIGNED, oral_on=YESTERDAY)}, ["never_asked"]),
    ],
)
def test_p1_what_stands_between_a_person_and_the_store(details: dict[str, object], faults: list[str]) -> None:
    found = intake_faults(replace(WHOLE, **details), TODAY)  # type: ignore[arg-type]
    assert [fault.code for fault in found] == faults


def test_p1_every_fault_is_named_at_once_in_the_order_of_the_chain() -> None:
    assert [fault.code for fault in intake_faults(Intake(Client()), TODAY)] == [
        "name_missing",
        "notice_missing",
        "never_asked",
        "counselled_before_not_asked",
    ]


@pytest.mark.parametrize(
    ("agreement", "signed", "agreed", "gaps"),
    [
        (None, False, False, ["agreement_missing"]),
        (SIGNED, True, True, []),
        (replace(SIGNED, client_signed_on=None), False, False, ["agreement_client_unsigned"]),
        (replace(SIGNED, worker_signed_on=None), False, False, ["agreement_worker_unsigned"]),
        (replace(SIGNED, client_signed_on=None, oral_on=TODAY), False, True, ["agreement_client_unsigned"]),
        (replace(SIGNED, client_name=" "), True, True, ["agreement_client_name_missing"]),
        (replace(SIGNED, worker_name=""), True, True, ["agreement_worker_name_missing"]),
        (replace(SIGNED, copy_handed_out=False), True, True, ["agreement_copy_not_handed_out"]),
        (
            Agreement(),
            False,
            False,
            [
                "agreement_client_unsigned",
                "agreement_worker_unsigned",
                "agreement_client_name_missing",
                "agreement_worker_name_missing",
                "agreement_copy_not_handed_out",
            ],
        ),
    ],
)
def test_b1_two_dates_two_names_and_a_copy(
    agreement: Agreement | None, signed: bool, agreed: bool, gaps: list[str]
) -> None:
    assert is_signed(agreement) is signed
    assert is_agreed(agreement) is agreed
    assert [gap.code for gap in agreement_gaps(agreement)] == gaps


def test_b1_no_signature_in_the_future() -> None:
    late = Agreement(client_signed_on=TOMORROW, worker_signed_on=TODAY, oral_on=TOMORROW)
    assert [fault.values["on"] for fault in agreement_faults(late, TODAY)] == [TOMORROW, TOMORROW]
    assert agreement_faults(None, TODAY) == ()


@pytest.mark.parametrize(
    ("interpreter", "needed", "decision", "hints"),
    [
        ("", False, ConsentDecision.GIVEN, []),
        (" ", True, ConsentDecision.GIVEN, ["interpreter_not_named"]),
        ("", True, ConsentDecision.REFUSED, ["interpreter_not_named"]),
        ("Nour Beispiel", True, ConsentDecision.GIVEN, []),
        ("Nour Beispiel", True, ConsentDecision.LATER, []),
        ("Nour Beispiel", False, ConsentDecision.REFUSED, ["interpreter_named_and_refused"]),
    ],
)
def test_e2_who_interpreted_fits_what_was_said_of_it(
    interpreter: str, needed: bool, decision: ConsentDecision, hints: list[str]
) -> None:
    asked = Consent(ConsentScope.INTERPRETER, decision, TODAY)
    basic = Consent(ConsentScope.BASIC, ConsentDecision.REFUSED, TODAY)
    found = interpreter_hints(interpreter, needed=needed, consents=(basic, asked))
    assert [hint.code for hint in found] == hints
