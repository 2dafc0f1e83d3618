"""E1, E2, E5, E6, B1, P1: declarations are recorded with their evidence, mended and renewed."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.paper_texts import read_texts, save_text, shown_then
from intman_desktop.services.papers.papers import consent_sheet
from intman_desktop.services.rights.consents import record_agreement, record_consent, record_notice
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    CaseState,
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    GoalState,
    SpecialKind,
    TextKind,
)
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.texts import TextDraft
from intman_desktop.values.views import ChainStep, StepState
from tests.builders import (
    OPENED_ON,
    a_case,
    a_case_file,
    a_consent,
    a_disclosure,
    a_goal,
    a_health_consent,
    a_notice,
    a_participant,
    a_passing_on,
    a_plan,
    a_talk,
    an_agreement,
)
from tests.documents.reading import text_of
from tests.opened import TODAY, one, put_in, stored

pytestmark = pytest.mark.unmeasured

LATER = date(2026, 2, 1)
HELD = {"case": a_case(hold_since=OPENED_ON)}
ENDED = {"case": a_case(state=CaseState.ENDED, ended_on=OPENED_ON)}


def test_e2_a_consent_is_recorded_with_the_text_of_its_sheet(desk: Desk) -> None:
    case_id, _ = one(desk, consents=(a_consent(),))
    saved = record_consent(desk, case_id, a_consent(ConsentScope.CONTACT)).value
    assert saved == stored(desk, case_id).consents[-1]
    assert len(saved.text_fingerprint) == 64
    assert "contact" in open_case(desk, case_id).open_needs


ALONE = [
    (a_passing_on(), "Einzelne Einwilligung: Weitergabe", "dieser Stelle diese Angaben"),
    (a_consent(ConsentScope.RELOCATION), "Einzelne Einwilligung: Umzug", "am anderen Ort"),
    (
        a_consent(ConsentScope.SPECIAL, kind=SpecialKind.RELIGION),
        "Einzelne Einwilligung: besonders geschützte Angaben",
        "Religion oder Weltanschauung",
    ),
    (
        a_consent(ConsentScope.SPECIAL, kind=SpecialKind.TRADE_UNION),
        "Einzelne Einwilligung: besonders geschützte Angaben",
        "Gewerkschaftszugehörigkeit",
    ),
]


@pytest.mark.parametrize(("consent", "title", "says"), ALONE, ids=lambda each: str(each)[:30])
def test_e1_e2_what_is_asked_alone_keeps_the_text_that_asks_for_it(
    desk: Desk, consent: v.Consent, title: str, says: str
) -> None:
    case_id, _ = one(desk, consents=(a_consent(),))
    saved = record_consent(desk, case_id, consent).value
    then = shown_then(desk, saved.text_fingerprint)
    assert then.body.startswith(title)
    assert says in then.body
    assert "vier Fragen" not in then.body
    other = record_consent(desk, case_id, a_consent(ConsentScope.CONTACT)).value
    assert "vier Fragen" in shown_then(desk, other.text_fingerprint).body


@pytest.mark.parametrize(("consent", "title", "says"), ALONE, ids=lambda each: str(each)[:30])
def test_e1_the_sheet_of_a_single_consent_is_filled_and_not_ticked(
    desk: Desk, consent: v.Consent, title: str, says: str
) -> None:
    case_id, file = one(desk, consents=(a_consent(),))
    made = consent_sheet(desk, case_id, replace(consent, language="ti", explained_by="Erika Erklärt"))
    text = text_of(made.content)
    assert made.title == title
    for told in (title, says, file.client.family_name, "Erika Erklärt", consent.recipient):
        assert told in text
    assert consent.data_kinds in text
    assert stored(desk, case_id) == file


def test_p2_no_sheet_of_a_single_consent_without_the_basic_one(desk: Desk) -> None:
    case_id, _ = one(desk, consents=(a_consent(withdrawn_on=TODAY),))
    with pytest.raises(Refused, match="basic_missing"):
        consent_sheet(desk, case_id, a_passing_on())


def test_e2_what_was_declared_on_another_sheet_names_no_text(desk: Desk) -> None:
    case_id, _ = one(desk, consents=(a_consent(),))
    saved = record_consent(desk, case_id, a_passing_on(), text_shown=False).value
    assert saved.text_fingerprint == ""


@pytest.mark.parametrize("decision", [ConsentDecision.REFUSED, ConsentDecision.LATER])
def test_e2_a_no_without_a_sheet_names_no_text(desk: Desk, decision: ConsentDecision) -> None:
    """It needs no more than its day; that a sheet was shown was claimed though nobody had said so."""
    case_id, _ = one(desk, consents=(a_consent(),))
    said = v.Consent(ConsentScope.PASSING_ON, decision, TODAY, recipient="Jobcenter Musterstadt")
    saved = record_consent(desk, case_id, said).value
    assert (saved.text_fingerprint, stored(desk, case_id).consents[-1].text_fingerprint) == ("", "")


@pytest.mark.parametrize(
    ("proof", "text_shown"),
    [
        ({"filing_place": "Ordner 7"}, None),
        ({"form": ConsentForm.ORAL_WITH_WITNESS, "witness": "Max Zeuge"}, None),
        ({}, True),
    ],
    ids=["filed", "witnessed", "shown"],
)
def test_e2_a_no_to_a_sheet_names_its_text(
    desk: Desk, proof: dict[str, Any], text_shown: bool | None
) -> None:
    case_id, _ = one(desk, consents=(a_consent(),))
    said = v.Consent(ConsentScope.CONTACT, ConsentDecision.REFUSED, TODAY, **proof)
    saved = record_consent(desk, case_id, said, text_shown=text_shown).value
    assert "vier Fragen" in shown_then(desk, saved.text_fingerprint).body


def test_e1_passing_on_without_kinds_of_data_is_refused(desk: Desk) -> None:
    case_id, _ = one(desk, consents=(a_consent(),))
    with pytest.raises(Refused, match="consent_data_kinds_missing"):
        record_consent(desk, case_id, a_passing_on(data_kinds=" "))
    assert "welche Daten weitergegeben werden dürfen" in sentence(Explanation("consent_data_kinds_missing"))


def test_e2_an_electronic_consent_needs_the_place_of_its_proof(desk: Desk) -> None:
    case_id, _ = one(desk, consents=(a_consent(),))
    given = a_consent(ConsentScope.CONTACT, form=ConsentForm.ELECTRONIC, filing_place="")
    with pytest.raises(Refused, match="consent_proof_missing"):
        record_consent(desk, case_id, given)
    assert "Nachweis der elektronischen Einwilligung" in sentence(Explanation("consent_proof_missing"))
    proved = replace(given, filing_place="E-Mail vom 3.11., Ordner 2")
    assert record_consent(desk, case_id, proved).value.filing_place == "E-Mail vom 3.11., Ordner 2"


def test_e6_a_new_text_of_passing_on_asks_its_own_consents_anew_and_no_other(desk: Desk) -> None:
    case_id, _ = one(desk, consents=(a_consent(),))
    record_consent(desk, case_id, a_passing_on())
    assert not open_case(desk, case_id).consent_to_renew
    for kind in (TextKind.RELOCATION_CONSENT, TextKind.PASSING_ON_CONSENT):
        sheet = next(each for each in read_texts(desk) if each.form.kind is kind)
        save_text(desk, TextDraft(kind, "de", {**sheet.texts, "title": "Erlaubnis"}, 0, True))
        assert open_case(desk, case_id).consent_to_renew is (kind is TextKind.PASSING_ON_CONSENT)


def test_e2_its_evidence_can_be_mended_but_not_what_was_declared(desk: Desk) -> None:
    case_id, file = one(desk)
    consent = file.consents[1]
    mended = record_consent(desk, case_id, replace(consent, filing_place="Ordner 2")).value
    assert (mended.filing_place, mended.version) == ("Ordner 2", 2)
    with pytest.raises(ChangedMeanwhile):
        record_consent(desk, case_id, replace(consent, filing_place="Ordner 3"))
    for turned in (
        {"decision": ConsentDecision.REFUSED},
        {"withdrawn_on": TODAY},
        {"kind": SpecialKind.RELIGION},
        {"text_fingerprint": "0" * 64},
    ):
        with pytest.raises(Refused, match="consent_use_withdrawal"):
            record_consent(desk, case_id, replace(mended, **turned))
    with pytest.raises(NotFound):
        record_consent(desk, case_id, replace(mended, id=999))


@pytest.mark.parametrize(
    ("details", "consent", "code"),
    [
        ({}, a_consent(decided_on=date(2026, 11, 21)), "consent_in_future"),
        ({}, a_consent(filing_place=""), "consent_filing_place_missing"),
        ({}, a_consent(form=ConsentForm.ORAL_WITH_WITNESS), "consent_witness_missing"),
        ({}, a_consent(ConsentScope.PASSING_ON), "consent_recipient_missing"),
        ({"consents": ()}, a_health_consent(), "basic_missing"),
        ({"consents": (a_consent(withdrawn_on=OPENED_ON),)}, a_consent(), "consent_after_withdrawal"),
        (HELD, a_consent(), "case_on_hold"),
        (ENDED, a_consent(), "case_is_ended"),
        # E4, C10: a No to what stands is a withdrawal; the basic consent is no exception
        ({}, a_consent(decision=ConsentDecision.REFUSED, decided_on=TODAY), "consent_stands"),
        ({}, a_consent(decision=ConsentDecision.LATER, decided_on=TODAY), "consent_stands"),
        ({}, a_health_consent(decision=ConsentDecision.REFUSED, decided_on=TODAY), "consent_stands"),
    ],
)
def test_e1_e5_a_declaration_that_cannot_be_is_refused(
    desk: Desk, details: dict[str, Any], consent: v.Consent, code: str
) -> None:
    case_id, file = one(desk, **details)
    with pytest.raises(Refused) as refused:
        record_consent(desk, case_id, consent)
    assert refused.value.code == code
    assert stored(desk, case_id) == file


def test_e6_the_basic_consent_can_be_given_anew_after_a_refusal(desk: Desk) -> None:
    case_id, _ = one(desk, consents=(a_consent(decision=ConsentDecision.REFUSED),))
    assert "basic" not in open_case(desk, case_id).open_needs
    record_consent(desk, case_id, a_consent(decided_on=TODAY))
    assert "basic" in open_case(desk, case_id).open_needs


def test_p1_the_notice_is_recorded_once_and_can_be_mended_and_taken_back(desk: Desk) -> None:
    case_id, _ = one(desk, notices=())
    first = record_notice(desk, case_id, a_notice())
    assert len(first.value.text_fingerprint) == 64
    second = record_notice(desk, case_id, replace(first.value, interpreter="Ibo Beispiel"))
    assert stored(desk, case_id).notice_given == second.value
    assert second.undo is not None
    second.undo()
    given = stored(desk, case_id).notice_given
    assert given is not None
    assert given.interpreter == ""
    with pytest.raises(Refused, match="notice_in_future"):
        record_notice(desk, case_id, a_notice(explained_on=date(2026, 11, 21)))
    with pytest.raises(Refused, match="notice_handed_in_future"):
        record_notice(desk, case_id, a_notice(handed_out_on=date(2026, 11, 21)))
    held, _ = one(desk, **HELD)
    with pytest.raises(Refused, match="case_on_hold"):
        record_notice(desk, held, a_notice())
    with pytest.raises(NotFound):
        record_notice(desk, case_id, replace(second.value, id=second.value.id + 1))


def test_e2_what_was_handed_out_before_stays_beside_what_is_handed_out_later(desk: Desk) -> None:
    case_id, _ = one(desk, notices=())
    first = record_notice(desk, case_id, a_notice(language="fa"))
    later = record_notice(desk, case_id, a_notice(explained_on=TODAY, handed_out_on=TODAY))
    file = stored(desk, case_id)
    assert set(file.notices) == {first.value, later.value}
    assert file.notice_given == later.value
    mended = record_notice(desk, case_id, replace(first.value, interpreter="Ibo Beispiel"))
    assert set(stored(desk, case_id).notices) == {mended.value, later.value}
    assert later.undo is not None and mended.undo is not None
    mended.undo()
    later.undo()
    assert stored(desk, case_id).notices == (first.value,)


def agreement_step(desk: Desk, case_id: int) -> StepState:
    """Return how far the agreement is in the chain, as the page of the case shows it."""
    (state,) = (each.state for each in open_case(desk, case_id).chain if each.step is ChainStep.AGREEMENT)
    return state


def test_b1_the_signature_may_follow(desk: Desk) -> None:
    case_id, _ = one(desk, agreement=None)
    assert agreement_step(desk, case_id) is StepState.OPEN
    oral = v.Agreement(client_name="Samira Musterfrau", worker_name="Erika Beispiel", oral_on=OPENED_ON)
    first = record_agreement(desk, case_id, oral).value
    assert agreement_step(desk, case_id) is StepState.BEGUN
    with pytest.raises(ChangedMeanwhile):
        record_agreement(desk, case_id, oral)
    signed = replace(first, client_signed_on=TODAY, worker_signed_on=TODAY)
    second = record_agreement(desk, case_id, signed)
    assert second.value == stored(desk, case_id).agreement
    assert agreement_step(desk, case_id) is StepState.DONE
    assert second.undo is not None
    second.undo()
    back = stored(desk, case_id).agreement
    assert back is not None
    assert back.client_signed_on is None
    with pytest.raises(Refused, match="agreement_in_future"):
        record_agreement(desk, case_id, replace(back, worker_signed_on=date(2026, 11, 21)))


def test_p1_no_agreement_recorded_later_lies_before_the_consent(desk: Desk) -> None:
    """As in the chain at the beginning; what a store of before has already can still be completed."""
    early = OPENED_ON - timedelta(days=1)
    case_id, _ = one(desk, agreement=None)
    oral = v.Agreement(client_name="Samira Musterfrau", worker_name="Erika Beispiel", oral_on=early)
    with pytest.raises(Refused, match="agreement_before_consent"):
        record_agreement(desk, case_id, oral)
    with desk.vault.transaction() as connection:
        agreement_id = add_row(connection, t.agreements, oral, case_id=case_id)
    signed = replace(oral, id=agreement_id, client_signed_on=TODAY, worker_signed_on=TODAY)
    assert record_agreement(desk, case_id, signed).value.oral_on == early


def test_b1_a_text_given_along_is_kept(desk: Desk) -> None:
    case_id, _ = one(desk, agreement=None)
    saved = record_agreement(desk, case_id, an_agreement(text_fingerprint="1" * 64)).value
    assert saved.text_fingerprint == "1" * 64


def test_l6_each_declaration_is_journaled(desk: Desk) -> None:
    case_id, file = one(desk)
    record_notice(desk, case_id, a_notice())
    withdraw_kind(desk, case_id, file.consents[1].id, TODAY)
    with desk.vault.reading() as connection:
        verbs = connection.scalars(
            select(t.journal.c.verb).where(t.journal.c.case_key == file.case.key).order_by(t.journal.c.seq)
        ).all()
    assert verbs == ["notice_recorded", "consent_withdrawn"]


def _used_case(desk: Desk) -> tuple[int, v.CaseFile]:
    """Return a case with something of every kind that only a consent opens, each on a day of its own."""
    file = a_case_file(
        consents=(a_consent(), a_health_consent(), a_passing_on()),
        notices=(a_notice(handed_out_on=date(2026, 1, 2), explained_on=date(2026, 1, 2)),),
        needs_assessment=v.NeedsAssessment(date(2026, 1, 13)),
        plan=a_plan(begun_on=date(2026, 1, 20), spans=(v.PlanSpan(date(2026, 1, 20)),)),
        disclosures=(a_disclosure(on=date(2026, 1, 19), kind=SpecialKind.HEALTH),),
    )
    key = file.case.key
    with desk.vault.transaction() as connection:
        connection.execute(t.services.insert().values(code="dr_muster", kind="doctor", name="Praxis Muster"))
    referred = a_participant(key, referrals=(v.Referral("dr_muster"),))
    talks = (
        a_talk(key, on=date(2026, 1, 15)),
        a_talk(key, on=date(2026, 1, 16), topic="health"),
        a_talk(on=date(2026, 1, 17), further_topics=("health",), participants=(a_participant(key),)),
        a_talk(on=date(2026, 1, 18), participants=(referred,)),
    )
    case_id = put_in(desk, [file], talks)[key]
    return case_id, stored(desk, case_id)


@pytest.mark.parametrize(("number", "first"), [(0, 13), (1, 16), (2, 19)])
def test_p2_e3_no_other_day_of_a_consent_takes_the_ground_from_what_was_done(
    desk: Desk, number: int, first: int
) -> None:
    """Rules P2, E2, E3: what is saved here would be refused by the own import."""
    case_id, file = _used_case(desk)
    consent = file.consents[number]
    for day in (first + 1, 31):
        with pytest.raises(Refused, match="consent_after_use") as refused:
            record_consent(desk, case_id, replace(consent, decided_on=date(2026, 1, day)))
        assert refused.value.values == {"on": date(2026, 1, first)}
    saved = record_consent(desk, case_id, replace(consent, decided_on=date(2026, 1, first))).value
    record_consent(desk, case_id, replace(saved, decided_on=date(2026, 1, 2)))


@pytest.mark.parametrize(("content", "refused"), [("Bescheide", True), (" ", False)])
def test_p8_the_consent_is_not_put_after_what_was_handed_over_by_it(
    desk: Desk, content: str, *, refused: bool
) -> None:
    """That there was a handover may be from before it; what was handed over may not."""
    needs = v.NeedsAssessment(LATER, handover_on=date(2026, 1, 13), handover_content=content)
    case_id, file = one(desk, needs_assessment=needs, plan=None)
    later = replace(file.consents[0], decided_on=date(2026, 1, 14))
    with pytest.raises(Refused, match="consent_after_use") if refused else nullcontext():
        record_consent(desk, case_id, later)


def test_p1_no_corrected_day_puts_the_consent_before_the_notice_it_rests_on(desk: Desk) -> None:
    """E2: she is informed before; whichever of the two days is mended, and for a new declaration alike."""
    told_on, early = OPENED_ON, OPENED_ON - timedelta(days=1)
    case_id, file = one(desk, consents=(a_consent(decided_on=LATER),), plan=None, needs_assessment=None)
    (consent,), (notice,) = file.consents, file.notices
    for wrong in (replace(consent, decided_on=early), a_health_consent(decided_on=early)):
        with pytest.raises(Refused, match="consent_before_notice") as refused:
            record_consent(desk, case_id, wrong)
        assert refused.value.values == {"on": early, "explained_on": told_on}
    moved = replace(notice, explained_on=LATER + timedelta(days=1))
    with pytest.raises(Refused, match="consent_before_notice"):
        record_notice(desk, case_id, moved)
    assert stored(desk, case_id) == file
    record_notice(desk, case_id, replace(moved, id=0))
    record_notice(desk, case_id, replace(notice, explained_on=LATER))
    record_consent(desk, case_id, a_consent(ConsentScope.CONTACT, ConsentDecision.REFUSED, decided_on=early))


def test_p1_what_came_before_the_notice_already_can_still_be_mended(desk: Desk) -> None:
    case_id, file = one(desk, notices=(a_notice(handed_out_on=LATER, explained_on=LATER),))
    record_consent(desk, case_id, replace(file.consents[0], filing_place="Ordner 9"))
    record_notice(desk, case_id, replace(file.notices[0], explained_by="Petra Beispiel"))
    with pytest.raises(Refused, match="consent_before_notice"):
        record_consent(desk, case_id, a_consent(ConsentScope.CONTACT, decided_on=OPENED_ON))
    record_consent(desk, case_id, a_consent(ConsentScope.CONTACT, decided_on=LATER))


HEALTH_GOAL = a_goal(area="health", agreed_on=LATER, history=(v.GoalChange(GoalState.AGREED, LATER),))


@pytest.mark.parametrize(
    "details",
    [
        {"extensions": (v.Extension(date(2029, 6, 1), LATER, "chronic_illness"),)},
        {"extensions": (v.Extension(date(2029, 6, 1), LATER, "other", "", LATER, "doctor"),)},
        {"plan": a_plan(goals=(HEALTH_GOAL,))},
        {"plan": a_plan(goals=(replace(HEALTH_GOAL, agreed_on=None),))},
    ],
    ids=["extension", "proof", "goal agreed", "goal begun"],
)
def test_c3_e3_the_health_consent_is_not_put_after_an_extension_or_goal_that_rests_on_it(
    desk: Desk, details: dict[str, Any]
) -> None:
    case_id, file = one(desk, **details)
    later = replace(file.consents[1], decided_on=LATER + timedelta(days=1))
    with pytest.raises(Refused, match="consent_after_use") as refused:
        record_consent(desk, case_id, later)
    assert refused.value.values == {"on": LATER}
    record_consent(desk, case_id, replace(later, decided_on=LATER))


def test_c3_an_extension_that_says_nothing_of_health_does_not_hold_the_health_consent(desk: Desk) -> None:
    case_id, file = one(desk, extensions=(v.Extension(date(2029, 6, 1), LATER, "illiteracy", "lernt"),))
    after = LATER + timedelta(days=1)
    record_consent(desk, case_id, replace(file.consents[1], decided_on=after))
    assert stored(desk, case_id).consents[1].decided_on == after


def test_e3_an_end_that_lies_before_what_was_done_is_refused(desk: Desk) -> None:
    case_id, file = _used_case(desk)
    health = file.consents[1]
    with pytest.raises(Refused, match="consent_after_use"):
        record_consent(desk, case_id, replace(health, valid_until=date(2026, 1, 18)))
    record_consent(desk, case_id, replace(health, valid_until=date(2026, 1, 19)))


def test_e3_a_no_of_a_day_before_does_not_close_what_was_opened_since(desk: Desk) -> None:
    """The health consent was given anew since; a No that is put down later tells of the days between."""
    case_id, file = _used_case(desk)
    record_consent(desk, case_id, replace(file.consents[1], id=0, decided_on=LATER))
    no = a_health_consent(decision=ConsentDecision.REFUSED, decided_on=date(2026, 1, 14))
    with pytest.raises(Refused, match="consent_after_use"):
        record_consent(desk, case_id, no)
    record_consent(desk, case_id, replace(no, decided_on=date(2026, 1, 25)))


def test_p2_what_no_consent_covered_before_does_not_hinder_mending(desk: Desk) -> None:
    """In a store that came to hold it so, the evidence can still be put right."""
    late = a_consent(decided_on=LATER)
    case_id, file = one(desk, consents=(late,), needs_assessment=v.NeedsAssessment(OPENED_ON))
    (consent,) = file.consents
    assert record_consent(desk, case_id, replace(consent, filing_place="Ordner 9")).value.version == 2
