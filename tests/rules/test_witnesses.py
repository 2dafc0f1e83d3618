"""E2: a witness is somebody else, and an adult is represented by a Betreuung or with a Vollmacht."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.rules.consents import consent_faults, interpreted_by
from intman_desktop.rules.witnesses import people_hints
from intman_desktop.values.case_file import Client, Consent
from intman_desktop.values.codes import ConsentDecision, ConsentForm, ConsentScope

TODAY = date(2026, 11, 20)
ADULT = Client(given_name="Samira", family_name="Musterfrau", adult=True)
MINOR = replace(ADULT, adult=False)
SPOKEN = Consent(
    ConsentScope.BASIC,
    ConsentDecision.GIVEN,
    TODAY,
    form=ConsentForm.ORAL_WITH_WITNESS,
    explained_by="Erika Beispiel",
    interpreter=interpreted_by("Ali Musterfrau", relative=True),
    witness="Alex Muster",
    told_withdrawable=True,
)


def hints(client: Client = ADULT, **details: object) -> list[str]:
    consent = replace(SPOKEN, **details)  # type: ignore[arg-type]
    assert consent_faults(consent, client, TODAY) == (), "it hinders nothing"
    return [each.code for each in people_hints(consent, client)]


@pytest.mark.parametrize("form", [ConsentForm.ORAL_WITH_WITNESS, ConsentForm.MARK_WITH_WITNESS])
@pytest.mark.parametrize(
    ("witness", "found"),
    [
        ("Alex Muster", []),
        ("erika beispiel", ["consent_witness_explained"]),
        ("Beispiel, Erika", ["consent_witness_explained"]),
        ("Frau Erika Beispiel", ["consent_witness_explained"]),
        ("Dr. Erika Beispiel", ["consent_witness_explained"]),
        ("Mrs Dr. Erika Beispiel", ["consent_witness_explained"]),
        ("Herr Ali Musterfrau", ["consent_witness_interpreted"]),
        ("Ms. Samira Musterfrau", ["consent_witness_herself"]),
        ("Frau", []),
        ("Ali Musterfrau", ["consent_witness_interpreted"]),
        ("Samira Musterfrau", ["consent_witness_herself"]),
        ("Amal Musterfrau", []),
    ],
)
def test_e2_a_witness_is_neither_the_person_nor_who_explained_or_interpreted(
    form: ConsentForm, witness: str, found: list[str]
) -> None:
    assert hints(form=form, witness=witness, filing_place="Schrank 7") == found


def test_e2_where_nobody_has_to_witness_nothing_is_said_of_it() -> None:
    assert hints(form=ConsentForm.WRITTEN, witness="Erika Beispiel", filing_place="Schrank 7") == []
    refused = replace(SPOKEN, decision=ConsentDecision.REFUSED, witness="Erika Beispiel")
    assert people_hints(refused, ADULT) == ()


@pytest.mark.parametrize(
    ("client", "representative", "found"),
    [
        (ADULT, "", []),
        (ADULT, "Ehemann Ali", ["consent_adult_represented"]),
        (ADULT, "Frau Beispiel, rechtliche Betreuerin", []),
        (ADULT, "Ehemann Ali mit Vollmacht vom 02.11.2026", []),
        (ADULT, "Ali Musterfrau (bevollmächtigt)", []),
        (ADULT, "Samira Musterfrau", ["consent_represented_by_herself"]),
        (ADULT, "Mr Sample, legal guardian", []),
        (ADULT, "Ali Musterfrau, power of attorney of 2 Nov 2026", []),
        (MINOR, "Mutter mit Sorgerecht", []),
        (MINOR, "Musterfrau Samira", ["consent_represented_by_herself"]),
        (replace(ADULT, adult=None), "Ehemann Ali", []),
    ],
)
def test_e2_an_adult_is_represented_by_a_betreuung_or_with_a_vollmacht(
    client: Client, representative: str, found: list[str]
) -> None:
    assert hints(client, representative=representative) == found
