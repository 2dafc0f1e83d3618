"""E1, E2, E5: the evidence of a consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.rules.consents import (
    anew_faults,
    consent_faults,
    consent_hints,
    emptying_faults,
    interpreted_by,
    is_by_relative,
    name_of_interpreter,
    replaced_on,
    represented_by,
    run_out,
    text_of,
    to_withdraw,
    withdrawal_faults,
    without_undertaking,
)
from intman_desktop.values.case_file import Client, Consent
from intman_desktop.values.codes import (
    BirthPrecision,
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    SpecialKind,
    TextKind,
)
from intman_desktop.values.explanation import Explanation

TODAY = date(2026, 11, 20)
ADULT = Client("Muster", "Samira", adult=True)
SOUND = Consent(
    ConsentScope.BASIC,
    ConsentDecision.GIVEN,
    date(2026, 11, 19),
    explained_by="Erika Beispiel",
    told_withdrawable=True,
    copy_handed_out=True,
    filing_place="Ordner Muster 1",
)


def codes(consent: Consent, client: Client = ADULT, earlier: tuple[Consent, ...] = ()) -> list[str]:
    return [fault.code for fault in consent_faults(consent, client, TODAY, earlier)]


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, []),
        ({"decided_on": TODAY}, []),
        ({"decided_on": date(2026, 11, 21)}, ["consent_in_future"]),
        ({"filing_place": " "}, ["consent_filing_place_missing"]),
        ({"filing_place": " ", "id": 7}, ["consent_sheet_lost"]),  # E2: one that was recorded before
        ({"filing_place": "", "form": ConsentForm.ELECTRONIC}, ["consent_proof_missing"]),
        ({"form": ConsentForm.ELECTRONIC}, []),
        ({"filing_place": "", "form": ConsentForm.ORAL_WITH_WITNESS}, ["consent_witness_missing"]),
        ({"form": ConsentForm.MARK_WITH_WITNESS}, ["consent_witness_missing"]),
        (
            {"filing_place": "", "form": ConsentForm.MARK_WITH_WITNESS, "witness": "Vera Beispiel"},
            ["consent_filing_place_missing"],
        ),
        ({"filing_place": "", "form": ConsentForm.ORAL_WITH_WITNESS, "witness": "Vera Beispiel"}, []),
        ({"told_withdrawable": False}, ["consent_not_told_withdrawable"]),
        ({"valid_until": date(2026, 11, 18)}, ["consent_valid_until_before"]),
        ({"valid_until": date(2026, 11, 19)}, []),
        ({"withdrawn_on": date(2026, 11, 19)}, []),
        ({"withdrawn_on": date(2026, 11, 18)}, ["withdrawal_before_consent"]),
        ({"withdrawn_on": date(2026, 11, 21)}, ["withdrawal_in_future"]),
        ({"kind": SpecialKind.HEALTH}, ["consent_kind_not_fitting"]),
        ({"scope": ConsentScope.SPECIAL}, ["consent_kind_missing"]),
        ({"scope": ConsentScope.SPECIAL, "kind": SpecialKind.HEALTH}, []),
        (
            {"scope": ConsentScope.PASSING_ON},
            ["consent_recipient_missing", "consent_purpose_missing", "consent_data_kinds_missing"],
        ),
        (
            {"scope": ConsentScope.PASSING_ON, "recipient": "Jobcenter", "purpose": "Antrag"},
            ["consent_data_kinds_missing"],
        ),
        (
            {
                "scope": ConsentScope.PASSING_ON,
                "recipient": "Jobcenter",
                "purpose": "Antrag",
                "data_kinds": "Anschrift",
            },
            [],
        ),
    ],
)
def test_e1_e2_evidence(details: dict[str, object], faults: list[str]) -> None:
    assert codes(replace(SOUND, **details)) == faults  # type: ignore[arg-type]


@pytest.mark.parametrize("decision", [ConsentDecision.REFUSED, ConsentDecision.LATER])
@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, ["consent_declined_recipient_missing"]),
        ({"recipient": " "}, ["consent_declined_recipient_missing"]),
        ({"recipient": "Jobcenter"}, []),
        ({"recipient": "Jobcenter", "purpose": "Antrag"}, []),
    ],
)
def test_e1_p10_a_no_to_passing_on_names_the_recipient_alone(
    decision: ConsentDecision, details: dict[str, str], faults: list[str]
) -> None:
    """Only a Yes holds for a purpose and for kinds of data."""
    no = replace(SOUND, scope=ConsentScope.PASSING_ON, decision=decision, **details)  # type: ignore[arg-type]
    assert codes(no) == faults


@pytest.mark.parametrize(
    ("on", "faults"),
    [
        (date(2026, 11, 18), ["withdrawal_before_consent"]),
        (date(2026, 11, 19), []),
        (TODAY, []),
        (date(2026, 11, 21), ["withdrawal_in_future"]),
    ],
)
def test_e3_a_day_on_which_a_consent_cannot_be_withdrawn(on: date, faults: list[str]) -> None:
    lacking = replace(SOUND, filing_place="")
    assert [fault.code for fault in withdrawal_faults(lacking, on, TODAY)] == faults


@pytest.mark.parametrize(
    ("name", "relative", "kept"),
    [
        ("Nour Beispiel", False, "Nour Beispiel"),
        ("Nour Beispiel", True, "Nour Beispiel (angehörige Person)"),
        ("Nour Beispiel (angehörige Person)", True, "Nour Beispiel (angehörige Person)"),
        ("Nour Beispiel (angehörige Person)", False, "Nour Beispiel"),
        ("", True, ""),
    ],
)
def test_e2_that_a_relative_interpreted_stands_behind_the_name(name: str, relative: bool, kept: str) -> None:
    assert interpreted_by(name, relative=relative) == kept
    assert is_by_relative(kept) is (relative and bool(name))
    assert name_of_interpreter(kept) == name_of_interpreter(name)


@pytest.mark.parametrize("decision", [ConsentDecision.REFUSED, ConsentDecision.LATER])
def test_e2_what_is_not_given_needs_no_evidence(decision: ConsentDecision) -> None:
    bare = Consent(ConsentScope.BASIC, decision, TODAY)
    assert codes(bare) == []
    by_relative = replace(bare, interpreter=interpreted_by("Der Bruder", relative=True))
    assert consent_hints(by_relative) == ()
    assert codes(replace(bare, withdrawn_on=TODAY)) == ["withdrawal_without_consent"]
    assert codes(replace(bare, decided_on=date(2026, 11, 21))) == ["consent_in_future"]


@pytest.mark.parametrize(
    ("client", "representative", "faults"),
    [
        (Client(adult=False), "", ["consent_representative_missing"]),
        (Client(adult=False), " ", ["consent_representative_missing"]),
        (Client(adult=False), "Mutter mit Sorgerecht", []),
        (Client(adult=None), "", []),
        (
            Client(birth_date=date(2008, 11, 20), birth_precision=BirthPrecision.DAY),
            "",
            ["consent_representative_missing"],
        ),
        (Client(birth_date=date(2008, 11, 19), birth_precision=BirthPrecision.DAY), "", []),
    ],
)
def test_e2_a_minor_is_represented(client: Client, representative: str, faults: list[str]) -> None:
    assert codes(replace(SOUND, representative=representative), client) == faults


def test_e2_a_relative_who_interprets_is_noted_and_hinders_nothing() -> None:
    assert consent_hints(SOUND) == ()
    by_relative = replace(SOUND, interpreter=interpreted_by("Der Bruder", relative=True))
    assert consent_hints(by_relative) == (Explanation("consent_interpreter_is_relative"),)
    assert consent_hints(replace(SOUND, copy_handed_out=False)) == (
        Explanation("consent_copy_not_handed_out"),
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [("explained_by", "consent_explained_by_missing"), ("language", "consent_language_missing")],
)
def test_e2_evidence_that_does_not_say_who_explained_it_or_how_is_pointed_out(name: str, hint: str) -> None:
    for empty in ("", " "):
        bare = replace(SOUND, **{name: empty})  # type: ignore[arg-type]
        assert consent_hints(bare) == (Explanation(hint),)
        assert codes(bare) == [], "it hinders nothing"
        assert consent_hints(replace(bare, decision=ConsentDecision.REFUSED)) == ()


@pytest.mark.parametrize(
    ("signed", "faults", "hints"),
    [
        ({}, [], ["undertaking_missing"]),
        ({"by": "Amina", "on": TODAY, "place": "Ordner 9"}, [], []),
        ({"on": TODAY}, ["undertaking_by_missing", "undertaking_place_missing"], []),
        ({"by": "Amina", "on": date(2026, 11, 21), "place": "Ordner 9"}, ["undertaking_in_future"], []),
    ],
)
def test_e1_whoever_interprets_undertakes_to_tell_nobody(
    signed: dict[str, object], faults: list[str], hints: list[str]
) -> None:
    named = {f"undertaking_{name}": value for name, value in signed.items()}
    consent = replace(SOUND, scope=ConsentScope.INTERPRETER, **named)  # type: ignore[arg-type]
    assert codes(consent) == faults
    assert [hint.code for hint in consent_hints(consent)] == hints


@pytest.mark.parametrize(
    ("details", "lacking"),
    [
        ({}, True),
        ({"undertaking_on": TODAY}, False),
        ({"withdrawn_on": TODAY}, False),
        ({"decision": ConsentDecision.REFUSED}, False),
        ({"scope": ConsentScope.CONTACT}, False),
    ],
)
def test_e1_the_consent_to_an_interpreter_without_an_undertaking_is_found(
    details: dict[str, object], *, lacking: bool
) -> None:
    asked = {"scope": ConsentScope.INTERPRETER, **details}
    consent = replace(SOUND, id=4, **asked)  # type: ignore[arg-type]
    assert (without_undertaking((SOUND, consent), TODAY) is consent) is lacking
    older = replace(consent, decided_on=date(2026, 11, 1), id=3, undertaking_on=TODAY)
    assert (without_undertaking((SOUND, older, consent), TODAY) is consent) is lacking


@pytest.mark.parametrize(
    ("details", "later", "found"),
    [
        ({"valid_until": date(2026, 11, 19)}, (), True),
        ({"valid_until": TODAY}, (), False),
        ({}, (), False),
        ({"valid_until": date(2026, 11, 19), "emptied_on": TODAY}, (), False),
        ({"valid_until": date(2026, 11, 19), "withdrawn_on": TODAY}, (), False),
        ({"valid_until": date(2026, 11, 19)}, ({"decided_on": TODAY, "id": 5},), False),
        (
            {"valid_until": date(2026, 11, 19)},
            ({"decided_on": TODAY, "id": 5, "decision": ConsentDecision.REFUSED},),
            True,
        ),
    ],
)
def test_e3_what_ran_out_and_was_not_emptied(
    details: dict[str, object], later: tuple[dict[str, object], ...], *, found: bool
) -> None:
    health = replace(SOUND, scope=ConsentScope.SPECIAL, kind=SpecialKind.HEALTH, id=4)
    first = replace(health, **details)  # type: ignore[arg-type]
    consents = (SOUND, first, *(replace(health, **each) for each in later))  # type: ignore[arg-type]
    assert run_out(consents, TODAY) == ((first,) if found else ())
    assert (emptying_faults(first, consents, TODAY) == ()) is found


@pytest.mark.parametrize("scope", [ConsentScope.BASIC, ConsentScope.INTERPRETER, ConsentScope.RELOCATION])
def test_e3_what_opens_no_field_leaves_nothing_to_empty(scope: ConsentScope) -> None:
    assert run_out((replace(SOUND, scope=scope, valid_until=date(2026, 11, 19)),), TODAY) == ()


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({"valid_until": date(2026, 11, 19), "emptied_on": TODAY}, []),
        ({"valid_until": TODAY, "emptied_on": TODAY}, ["emptied_before_end"]),
        ({"emptied_on": TODAY}, ["emptied_before_end"]),
        ({"valid_until": date(2026, 11, 19), "emptied_on": date(2026, 11, 21)}, ["emptied_in_future"]),
    ],
)
def test_e3_only_what_ran_out_can_have_been_emptied(details: dict[str, object], faults: list[str]) -> None:
    assert codes(replace(SOUND, scope=ConsentScope.CONTACT, **details)) == faults  # type: ignore[arg-type]


def test_e5_a_withdrawn_basic_consent_is_never_revived() -> None:
    gone = replace(SOUND, id=3, decided_on=date(2026, 1, 5), withdrawn_on=date(2026, 7, 1))
    assert codes(SOUND, earlier=(gone,)) == ["consent_after_withdrawal"]
    assert codes(SOUND, earlier=(replace(gone, id=0),)) == ["consent_after_withdrawal"], "from a file"
    assert codes(SOUND, earlier=(replace(gone, withdrawn_on=None),)) == []
    assert codes(gone, earlier=(gone,)) == []
    special = replace(SOUND, scope=ConsentScope.SPECIAL, kind=SpecialKind.HEALTH)
    assert codes(special, earlier=(replace(special, id=4, withdrawn_on=TODAY),)) == []


def test_e4_of_each_matter_the_latest_yes_can_be_withdrawn() -> None:
    """Rules E3, E4: older sheets say nothing any more; each recipient's purpose stands for itself."""
    health = replace(SOUND, scope=ConsentScope.SPECIAL, kind=SpecialKind.HEALTH)
    passing_on = replace(SOUND, scope=ConsentScope.PASSING_ON, recipient="Jobcenter")
    declared = (
        replace(SOUND, id=1),
        replace(SOUND, id=2, decided_on=TODAY),
        replace(health, id=3),
        replace(health, id=4, decision=ConsentDecision.REFUSED, decided_on=TODAY),
        replace(passing_on, id=5, purpose="Antrag"),
        replace(passing_on, id=6, purpose="Termin", decided_on=TODAY),
        replace(SOUND, id=7, scope=ConsentScope.CONTACT),
        replace(SOUND, id=8, scope=ConsentScope.CONTACT, decided_on=TODAY, withdrawn_on=TODAY),
        replace(passing_on, id=9, recipient="JOBCENTER ", purpose="termin ", decided_on=TODAY),
    )
    assert [each.id for each in to_withdraw(declared)] == [2, 3, 5, 9], "renewed for one purpose, the new"
    # the older sheet of a recipient can still be withdrawn on the day of the newer one
    assert anew_faults(declared[4], TODAY, declared, TODAY) == ()


def test_e8_another_form_than_writing_is_pointed_out_where_the_law_wants_it() -> None:
    told = replace(SOUND, form=ConsentForm.ELECTRONIC)
    codes = [hint.code for hint in consent_hints(told, form_law="§ 8 KDG")]
    assert codes == ["consent_form_not_written"]
    assert consent_hints(told) == consent_hints(SOUND, form_law="§ 8 KDG") == ()


def test_e1_only_the_four_of_the_first_talk_stand_on_its_sheet() -> None:
    alone = {
        ConsentScope.PASSING_ON: TextKind.PASSING_ON_CONSENT,
        ConsentScope.RELOCATION: TextKind.RELOCATION_CONSENT,
    }
    for scope in ConsentScope:
        if scope is not ConsentScope.SPECIAL:
            assert text_of(replace(SOUND, scope=scope)) is alone.get(scope, TextKind.CONSENT)
    for kind in SpecialKind:
        health = kind is SpecialKind.HEALTH
        asked = replace(SOUND, scope=ConsentScope.SPECIAL, kind=kind)
        assert text_of(asked) is (TextKind.CONSENT if health else TextKind.SPECIAL_CONSENT)


def declared(number: int, decision: ConsentDecision, on: date = TODAY, **more: Any) -> Consent:
    """Return the declaration ``number`` on health, or as ``more`` says."""
    matter: dict[str, Any] = {"scope": ConsentScope.SPECIAL, "kind": SpecialKind.HEALTH, **more}
    return replace(SOUND, decision=decision, decided_on=on, id=number, **matter)


YES, NO = ConsentDecision.GIVEN, ConsentDecision.REFUSED
JOBCENTER: dict[str, Any] = {
    "scope": ConsentScope.PASSING_ON,
    "kind": None,
    "recipient": "Jobcenter",
    "purpose": "Antrag",
}


@pytest.mark.parametrize(
    ("older", "newer", "on"),
    [
        (declared(1, NO), declared(2, YES), TODAY),  # on one day the later entry counts
        (declared(2, NO), declared(1, YES), None),
        (declared(1, YES, date(2026, 3, 1)), declared(2, YES), TODAY),
        (declared(2, NO, date(2026, 3, 1)), declared(1, YES), TODAY),
        (declared(1, NO), declared(2, YES, kind=SpecialKind.RELIGION), None),
        (declared(1, YES, withdrawn_on=TODAY), declared(2, YES), None),
        (declared(1, NO, kind=None), declared(2, YES, kind=None), None),
        (declared(1, NO, **JOBCENTER), declared(2, YES, **JOBCENTER), TODAY),
        (declared(1, NO, **JOBCENTER), declared(2, YES, **JOBCENTER | {"recipient": "JOBCENTER "}), TODAY),
        (declared(1, NO, **JOBCENTER), declared(2, YES, **JOBCENTER | {"purpose": "Miete"}), None),
        (declared(1, YES, **JOBCENTER), declared(2, YES, **JOBCENTER), TODAY),
        (declared(1, YES, **JOBCENTER), declared(2, YES, **JOBCENTER, withdrawn_on=TODAY), TODAY),
        (declared(1, YES, **JOBCENTER), declared(2, YES, **JOBCENTER | {"purpose": " ANTRAG "}), TODAY),
        (declared(1, YES, **JOBCENTER), declared(2, YES, **JOBCENTER | {"purpose": "Miete"}), None),
        (declared(1, NO, **JOBCENTER | {"purpose": ""}), declared(2, YES, **JOBCENTER), TODAY),
        (declared(1, NO, **JOBCENTER), declared(2, NO, **JOBCENTER | {"purpose": " "}), TODAY),
    ],
)
def test_e1_a_newer_declaration_on_the_same_matter_replaces_the_older(
    older: Consent, newer: Consent, on: date | None
) -> None:
    """Rules E1, E4: what can still be withdrawn is never told as replaced."""
    assert replaced_on(older, (older, newer)) == on
    if on is not None:
        assert older not in to_withdraw((older, newer))


MOTHER = "Mutter Fatima Muster (Sorgerecht)"
CARER = "Betreuerin Beispiel"
BORN = Client("Muster", "Samira", birth_date=date(2008, 6, 1), birth_precision=BirthPrecision.DAY)


@pytest.mark.parametrize(
    ("client", "given", "on", "by"),
    [
        (BORN, ((date(2026, 1, 12), MOTHER),), date(2026, 5, 31), MOTHER),
        (BORN, ((date(2026, 1, 12), MOTHER),), date(2026, 6, 1), ""),
        (BORN, ((date(2026, 1, 12), MOTHER), (date(2026, 6, 2), CARER)), TODAY, CARER),
        (
            replace(BORN, birth_precision=BirthPrecision.YEAR),
            ((date(2026, 1, 12), MOTHER),),
            date(2026, 12, 30),
            MOTHER,
        ),
        (replace(BORN, birth_precision=BirthPrecision.YEAR), ((date(2026, 1, 12), MOTHER),), TODAY, MOTHER),
        (ADULT, ((date(2026, 1, 12), CARER),), TODAY, CARER),
        (ADULT, (), TODAY, ""),
    ],
)
def test_p4_e5_whoever_declared_for_a_minor_represents_nobody_once_she_is_of_age(
    client: Client, given: tuple[tuple[date, str], ...], on: date, by: str
) -> None:
    """Rules P4, E5; a Betreuung that was named since stays (Rule E2)."""
    consents = [replace(SOUND, decided_on=day, representative=name) for day, name in given]
    assert represented_by(consents, client, on) == by
