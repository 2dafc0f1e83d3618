"""P1, P2, E2, B1, C7: a person is taken in whole and lawfully, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from intman_desktop.errors import Refused
from intman_desktop.gdpr.texts import text_with
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.doubles import alike_to
from intman_desktop.services.casework.intake import (
    note_brief_contact,
    take_in,
)
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.papers.paper_texts import shown_then
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    BirthPrecision,
    ConsentDecision,
    ConsentScope,
    StartEvidence,
    StartOrigin,
    YesNoUnknown,
)
from intman_desktop.values.outcome import Change
from tests.builders import (
    OPENED_ON,
    a_case_file,
    a_client,
    a_consent,
    a_health_consent,
    a_notice,
    an_agreement,
    an_intake,
)
from tests.opened import brief_contacts, put_in

pytestmark = pytest.mark.unmeasured

BEFORE = date(2025, 9, 1)


def rows(desk: Desk) -> dict[str, int]:
    """Return the number of rows of every table that a person could stand in."""
    with desk.vault.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in t.metadata.sorted_tables
        }


def case_in(desk: Desk, case_id: int) -> v.CaseFile:
    with desk.vault.reading() as connection:
        found = read_case_file(connection, case_id)
    assert found is not None
    return found


def test_p1_a_person_is_taken_in_with_everything_at_once(desk: Desk) -> None:
    intake = an_intake(
        household=(v.HouseholdMember("child", False, 2015, 4),),
        answers=(
            v.Answer("native_language", "ar"),
            v.Answer("health_remark", "Brille"),
            v.Answer("native_language", " "),
        ),
    )
    outcome = take_in(desk, intake)
    file = case_in(desk, outcome.value.case_id)
    assert file.case.number == outcome.value.number == "IM-2026-0001"
    assert file.case.key == outcome.value.key
    assert (file.case.worker, file.case.opened_on) == ("EB", OPENED_ON)
    assert file.client == intake.client
    assert [consent.scope for consent in file.consents] == [ConsentScope.BASIC, ConsentScope.SPECIAL]
    assert file.agreement is not None
    assert file.notice_given is not None
    assert [answer.value for answer in file.answers] == ["ar", "Brille"]
    assert len(file.household) == 1
    assert {Change.CASES, Change.CONSENTS} <= outcome.changed


def test_e2_every_declaration_carries_the_exact_text_that_was_shown(desk: Desk) -> None:
    file = case_in(desk, take_in(desk, an_intake()).value.case_id)
    assert file.notice_given is not None
    assert file.agreement is not None
    shown = {consent.text_fingerprint for consent in file.consents}
    assert len(shown) == 1
    with desk.vault.reading() as connection:
        for fingerprint in (file.notice_given.text_fingerprint, file.agreement.text_fingerprint, *shown):
            text = text_with(connection, fingerprint)
            assert text is not None
            assert "Musterstadt" in text.body
            assert "Musterfrau" not in text.body


def test_e2_a_text_given_along_is_kept_as_it_is(desk: Desk) -> None:
    intake = an_intake(
        notice=a_notice(text_fingerprint="1" * 64),
        agreement=an_agreement(text_fingerprint="2" * 64),
        consents=(a_consent(text_fingerprint="3" * 64),),
    )
    file = case_in(desk, take_in(desk, intake).value.case_id)
    assert file.notice_given is not None
    assert file.agreement is not None
    found = (
        file.notice_given.text_fingerprint,
        file.agreement.text_fingerprint,
        file.consents[0].text_fingerprint,
    )
    assert found == ("1" * 64, "2" * 64, "3" * 64)


def test_e8_without_the_office_data_the_evidence_says_that_no_text_could_be_shown(desk: Desk) -> None:
    change_office(desk, {"controller": ""})
    case_id = take_in(desk, an_intake()).value.case_id
    file = case_in(desk, case_id)
    assert file.notice_given is not None
    assert file.agreement is not None
    of_consents = (consent.text_fingerprint for consent in file.consents)
    for fingerprint in (file.notice_given.text_fingerprint, file.agreement.text_fingerprint, *of_consents):
        text = shown_then(desk, fingerprint)
        assert "fehlten Angaben" in text.body
        assert (text.version, text.language) == (0, "de")
    assert open_case(desk, case_id).consent_to_renew


def test_e1_a_consent_to_pass_on_stands_on_a_sheet_of_its_own(desk: Desk) -> None:
    passing_on = a_consent(
        ConsentScope.PASSING_ON, recipient="Jobcenter", purpose="Terminabsprache", data_kinds="Termine"
    )
    file = case_in(desk, take_in(desk, an_intake(consents=(a_consent(), passing_on))).value.case_id)
    basic, other = (consent.text_fingerprint for consent in file.consents)
    assert basic and other and basic != other


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"consents": ()}, "never_asked"),
        ({"consents": (a_consent(decision=ConsentDecision.REFUSED),)}, "refused"),
        ({"consents": (a_consent(decision=ConsentDecision.LATER),)}, "put_off"),
        ({"consents": (a_health_consent(),)}, "never_asked"),
        ({"consents": (a_consent(filing_place=" "),)}, "consent_filing_place_missing"),
        ({"consents": (a_consent(told_withdrawable=False),)}, "consent_not_told_withdrawable"),
        ({"notice": None}, "notice_missing"),
        ({"counselled_before": None}, "counselled_before_not_asked"),
        ({"client": v.Client()}, "name_missing"),
        ({"client": a_client(family_name="x" * 301)}, "name_too_long"),
        ({"client": a_client(birth_date=date(2027, 1, 1))}, "birth_in_future"),
        ({"client": a_client(nationality="999999")}, "code_unknown"),
        ({"client": a_client(email="s@muster.example")}, "field_closed"),
        ({"consents": (a_consent(),), "answers": (v.Answer("health_remark", "Brille"),)}, "field_closed"),
        ({"answers": (v.Answer("schuhgroesse", "38"),)}, "field_unknown"),
        ({"household": (v.HouseholdMember("spouse", True, 1990),)}, "member_adult_with_birth"),
        ({"needs_assessment": v.NeedsAssessment(date(2026, 1, 2))}, "needs_before_consent"),
    ],
)
def test_p2_with_a_fault_nothing_at_all_is_saved(desk: Desk, details: dict[str, Any], code: str) -> None:
    before = rows(desk)
    with pytest.raises(Refused) as refused:
        take_in(desk, an_intake(**details))
    assert refused.value.code == code
    assert rows(desk) == before


def test_b1_the_agreement_may_follow(desk: Desk) -> None:
    file = case_in(desk, take_in(desk, an_intake(agreement=None)).value.case_id)
    assert file.agreement is None


def test_c7_a_start_brought_along_is_kept_with_its_evidence(desk: Desk) -> None:
    earlier = (
        v.EarlierCounselling("LRA A", BEFORE, evidence=StartEvidence.TOLD),
        v.EarlierCounselling("LRA B", date(2025, 12, 1), evidence=StartEvidence.PLAN_SEEN),
    )
    intake = an_intake(counselled_before=YesNoUnknown.YES, earlier=earlier)
    case = case_in(desk, take_in(desk, intake).value.case_id).case
    assert (case.period_start, case.start_origin) == (BEFORE, StartOrigin.BROUGHT)
    assert (case.start_evidence, case.counselled_before) == (StartEvidence.TOLD, YesNoUnknown.YES)


def test_c1_the_needs_assessment_starts_the_clock(desk: Desk) -> None:
    intake = an_intake(needs_assessment=v.NeedsAssessment(OPENED_ON, "EB"))
    case = case_in(desk, take_in(desk, intake).value.case_id).case
    assert (case.period_start, case.start_origin) == (OPENED_ON, StartOrigin.HERE)


def test_numbers_follow_the_year_of_opening_and_are_never_given_twice(desk: Desk) -> None:
    day = date(2025, 12, 30)
    old = an_intake(
        opened_on=day,
        notice=a_notice(handed_out_on=day, explained_on=day),
        consents=(a_consent(decided_on=day),),
        agreement=None,
    )
    numbers = [take_in(desk, intake).value.number for intake in (an_intake(), old, an_intake())]
    assert numbers == ["IM-2026-0001", "IM-2025-0001", "IM-2026-0002"]
    with desk.vault.transaction() as connection:
        connection.execute(t.cases.delete())
    assert take_in(desk, an_intake()).value.number == "IM-2026-0003"
    change_office(desk, {"number_prefix": "LRA_1%"})
    assert take_in(desk, an_intake()).value.number == "LRA_1%-2026-0001"


def test_names_are_stored_clean(desk: Desk) -> None:
    client = a_client(family_name="  Al-Ḥassan\u202e ", given_name="Zo\u0065\u0308", phone=" 0711  12 ")
    found = case_in(desk, take_in(desk, an_intake(client=client)).value.case_id).client
    assert (found.family_name, found.given_name, found.phone) == ("Al-Ḥassan", "Zoë", "0711 12")


def test_l6_taking_in_is_journaled_under_the_random_key(desk: Desk) -> None:
    opened = take_in(desk, an_intake()).value
    with desk.vault.reading() as connection:
        found = connection.execute(
            select(t.journal.c.verb, t.journal.c.case_key, t.journal.c.slot).order_by(t.journal.c.seq.desc())
        ).first()
    assert found == ("case_opened", opened.key, desk.vault.slot_id)


def test_the_same_person_twice_is_named_and_not_merged(desk: Desk) -> None:
    first = a_case_file(client=a_client(family_name="Al Hasan", given_name="Mohammed", sex=None))
    twin = a_case_file(client=a_client(family_name="Al Hasan", given_name="Amin", sex=None))
    held = a_case_file(case=replace(a_case_file().case, hold_since=OPENED_ON), client=first.client)
    ids = put_in(desk, [first, twin, held])
    typed = a_client(family_name="Alhassan", given_name=" Muhamed", sex=None)
    (found,) = alike_to(desk, typed)
    assert found.one.case_id == ids[first.case.key]
    unknown = v.Client(family_name="Anders", birth_precision=BirthPrecision.UNKNOWN)
    assert alike_to(desk, unknown) == ()


def test_p2_a_brief_contact_holds_no_person_and_can_be_taken_back(desk: Desk) -> None:
    """Date, form and topic: not even who noted it."""
    outcome = note_brief_contact(desk, v.BriefContact(OPENED_ON, "phone", "housing"))
    note_brief_contact(desk, v.BriefContact(date(2026, 2, 1), "in_person", "health", worker="XY"))
    note_brief_contact(desk, v.BriefContact(date(2025, 2, 1), "in_person", "other"))
    found = brief_contacts(desk, 2026)
    assert [(each.on, each.topic, each.worker) for each in found] == [
        (date(2026, 2, 1), "health", ""),
        (OPENED_ON, "housing", ""),
    ]
    assert outcome.undo is not None
    outcome.undo()
    assert [each.topic for each in brief_contacts(desk, 2026)] == ["health"]
    assert rows(desk)["clients"] == 0


@pytest.mark.parametrize(
    ("contact", "code"),
    [
        (v.BriefContact(date(2026, 11, 21), "phone", "housing"), "brief_contact_in_future"),
        (v.BriefContact(OPENED_ON, "pigeon", "housing"), "code_unknown"),
        (v.BriefContact(OPENED_ON, "phone", "weather"), "code_unknown"),
    ],
)
def test_p2_a_brief_contact_that_cannot_be_is_refused(desk: Desk, contact: v.BriefContact, code: str) -> None:
    with pytest.raises(Refused) as refused:
        note_brief_contact(desk, contact)
    assert refused.value.code == code
    assert brief_contacts(desk, 2026) == ()
