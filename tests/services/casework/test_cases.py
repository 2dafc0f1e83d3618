"""E3, I8, P4, C1: cases are opened through the gate and saved piece by piece."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.casework.cases import case_id_of, open_case
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import BirthPrecision, CaseState, ConsentDecision, ConsentScope, HeldReason
from intman_desktop.values.views import ChainStep, StepState
from tests.builders import OPENED_ON, a_case, a_client, a_consent, a_health_consent
from tests.opened import TODAY, one, stored
from tests.saving import save_answers, save_client, save_household, save_needs_assessment

pytestmark = pytest.mark.unmeasured


def test_a_case_is_found_by_number_and_by_key(desk: Desk) -> None:
    case_id, file = one(desk, case=a_case(number="IM-2026-0777"))
    for asked in ("IM-2026-0777", " im-2026-0777 ", file.case.key, file.case.key.upper()):
        assert case_id_of(desk, asked) == case_id
    with pytest.raises(NotFound) as missing:
        case_id_of(desk, "IM-2026-0001")
    assert "IM-2026-0001" in missing.value.sentence()


def test_e3_what_no_consent_opens_is_emptied_and_says_why(desk: Desk) -> None:
    case_id, _ = one(
        desk,
        consents=(a_consent(), a_health_consent(valid_until=date(2026, 11, 1))),
        client=a_client(email="s@muster.example"),
        answers=(v.Answer("disability", "yes"), v.Answer("native_language", "ar")),
    )
    view = open_case(desk, case_id)
    assert [answer.field for answer in view.file.answers] == ["native_language"]
    assert view.file.client.email == ""
    reasons = {each.field: each.fact.code for each in view.closed}
    assert (reasons["disability"], reasons["email"], "town" in reasons) == ("expired", "never_asked", False)
    assert view.open_needs == {"none", "basic"}


def test_the_view_holds_chain_clock_plan_and_deadlines(desk: Desk) -> None:
    case_id, file = one(desk)
    view = open_case(desk, case_id)
    assert view.name == "Musterfrau, Samira"
    steps = {step.step: step.state for step in view.chain}
    assert list(steps) == list(ChainStep)
    assert steps[ChainStep.AGREEMENT] is StepState.DONE
    assert view.period.last_day == date(2029, 1, 12)
    assert view.plan.open
    assert {row.case_id for row in view.deadlines} <= {case_id}
    assert not view.consent_to_renew
    assert view.file == file


def test_a_case_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(NotFound):
        open_case(desk, 99)


def test_l2_a_held_case_opens_only_with_a_reason_and_that_is_journaled(desk: Desk) -> None:
    case_id, file = one(desk, case=a_case(hold_since=OPENED_ON, hold_reason="Beschwerde"))
    with pytest.raises(Refused, match="case_on_hold"):
        open_case(desk, case_id)
    assert open_case(desk, case_id, reason=HeldReason.SUPERVISION).case_id == case_id
    with desk.vault.reading() as connection:
        verbs = connection.scalars(
            select(t.journal.c.verb).where(t.journal.c.case_key == file.case.key)
        ).all()
    assert verbs == ["held_case_opened_supervision"]


def test_a_client_is_saved_found_and_taken_back(desk: Desk) -> None:
    case_id, file = one(desk)
    outcome = save_client(desk, case_id, replace(file.client, family_name="Beispielova", town=" Ulm  "))
    assert outcome.value == stored(desk, case_id).client
    assert (outcome.value.town, outcome.value.version) == ("Ulm", 2)
    assert [found.name for found in find_people(desk, "beispielova")] == ["Beispielova, Samira"]
    assert find_people(desk, "musterfrau") == ()
    assert outcome.undo is not None
    outcome.undo()
    assert replace(stored(desk, case_id).client, version=1) == file.client
    assert find_people(desk, "musterfrau")
    assert find_people(desk, "beispielova") == ()


def test_a_client_saved_over_a_newer_one_is_refused(desk: Desk) -> None:
    case_id, file = one(desk)
    save_client(desk, case_id, replace(file.client, town="Ulm"))
    with pytest.raises(ChangedMeanwhile):
        save_client(desk, case_id, replace(file.client, town="Aalen"))
    assert stored(desk, case_id).client.town == "Ulm"


def test_taking_back_is_refused_where_something_came_after(desk: Desk) -> None:
    case_id, file = one(desk)
    first = save_client(desk, case_id, replace(file.client, town="Ulm"))
    save_client(desk, case_id, replace(first.value, town="Aalen"))
    assert first.undo is not None
    with pytest.raises(ChangedMeanwhile):
        first.undo()
    assert stored(desk, case_id).client.town == "Aalen"


def test_e3_a_closed_column_keeps_what_it_holds_and_takes_nothing_new(desk: Desk) -> None:
    consents = (a_consent(), a_consent(ConsentScope.CONTACT, valid_until=date(2026, 11, 1)))
    case_id, file = one(desk, consents=consents, client=a_client(email="s@muster.example"))
    shown = open_case(desk, case_id).file.client
    save_client(desk, case_id, replace(shown, town="Ulm"))
    assert stored(desk, case_id).client.email == "s@muster.example"
    with pytest.raises(Refused) as refused:
        save_client(desk, case_id, replace(file.client, email="neu@muster.example", version=2))
    assert refused.value.code == "field_closed"
    assert refused.value.values == {"field": "email", "need": "contact", "because": "expired"}


def test_i9_a_block_that_loses_its_fields_falls_back(desk: Desk) -> None:
    case_id, file = one(desk)
    complete = save_client(desk, case_id, replace(file.client, town="Ulm")).value
    before = open_case(desk, case_id).plan.complete_blocks
    save_client(desk, case_id, replace(complete, birth_date=None, sex=None, nationality=""))
    after = open_case(desk, case_id).plan
    assert after.complete_blocks <= before
    with desk.vault.reading() as connection:
        kept = connection.scalar(select(t.plans.c.complete_blocks))
    assert kept == after.complete_blocks


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"family_name": " ", "given_name": "\u200d", "designation": ""}, "name_missing"),
        ({"family_name": "x" * 301}, "name_too_long"),
        ({"birth_date": date(2027, 1, 1)}, "birth_in_future"),
        ({"birth_date": date(1896, 1, 1)}, "birth_too_long_ago"),
        ({"language": "klingonisch"}, "code_unknown"),
    ],
)
def test_i8_a_client_that_cannot_be_is_refused(desk: Desk, change: dict[str, Any], code: str) -> None:
    case_id, file = one(desk)
    with pytest.raises(Refused) as refused:
        save_client(desk, case_id, replace(file.client, **change))
    assert refused.value.code == code
    assert stored(desk, case_id).client == file.client


def test_answers_are_replaced_field_by_field_and_taken_back(desk: Desk) -> None:
    old = (v.Answer("housing", "preliminary", date(2025, 1, 1)), v.Answer("native_language", "ar"))
    case_id, file = one(desk, answers=old)
    housing, language = file.answers
    moved = (
        replace(housing, value="private_rent", valid_to=date(2026, 2, 28)),
        v.Answer("housing", "private_rent", date(2026, 3, 1)),
        v.Answer("looking_for_housing", " no "),
    )
    outcome = save_answers(desk, case_id, moved)
    assert [(each.field, each.value, each.version) for each in outcome.value] == [
        ("housing", "private_rent", 2),
        ("native_language", "ar", 1),
        ("housing", "private_rent", 1),
        ("looking_for_housing", "no", 1),
    ]
    with pytest.raises(ChangedMeanwhile):
        save_answers(desk, case_id, [replace(housing, value="preliminary")])
    assert outcome.undo is not None
    outcome.undo()
    assert [(each.field, each.value) for each in stored(desk, case_id).answers] == [
        ("housing", "preliminary"),
        ("native_language", "ar"),
    ]
    emptied = save_answers(desk, case_id, [v.Answer("native_language", "")]).value
    assert language.field not in {each.field for each in emptied}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (v.Answer("disability", "yes"), "field_closed"),
        (v.Answer("family_name", "Anders"), "field_unknown"),
        (v.Answer("schuhgroesse", "38"), "field_unknown"),
        (v.Answer("german_spoken", "Z9"), "answer_not_fitting"),
        (v.Answer("date_of_entry", "gestern"), "answer_not_fitting"),
        (v.Answer("date_of_entry", "2026-02-30"), "answer_not_fitting"),
        (v.Answer("housing", "preliminary", date(2026, 2, 1), date(2026, 1, 1)), "answer_validity"),
    ],
)
def test_e3_answers_that_cannot_be_are_refused(desk: Desk, answer: v.Answer, code: str) -> None:
    case_id, file = one(desk, consents=(a_consent(),))
    with pytest.raises(Refused) as refused:
        save_answers(desk, case_id, [v.Answer("native_language", "ar"), answer])
    assert refused.value.code == code
    assert stored(desk, case_id) == file


def test_p4_a_household_is_replaced_whole_and_taken_back(desk: Desk) -> None:
    case_id, file = one(desk)
    people = (v.HouseholdMember("spouse", True), v.HouseholdMember("child", False, 2008, 12))
    outcome = save_household(desk, case_id, people)
    assert [(each.relationship, each.birth_year) for each in outcome.value] == [
        ("spouse", None),
        ("child", 2008),
    ]
    assert outcome.value == stored(desk, case_id).household
    with pytest.raises(ChangedMeanwhile):
        save_household(desk, case_id, file.household)
    assert outcome.undo is not None
    outcome.undo()
    back = stored(desk, case_id).household
    assert [replace(each, id=0, version=1) for each in back] == [
        replace(each, id=0, version=1) for each in file.household
    ]


@pytest.mark.parametrize(
    ("member", "code"),
    [
        (v.HouseholdMember("nachbar", True), "relationship_unknown"),
        (v.HouseholdMember("spouse", True, 1990), "member_adult_with_birth"),
        (v.HouseholdMember("spouse", True, None, 4), "member_adult_with_birth"),
        (v.HouseholdMember("child", False, None, 4), "member_birth_impossible"),
        (v.HouseholdMember("child", False, 2015, 13), "member_birth_impossible"),
        (v.HouseholdMember("child", False, 2015, 0), "member_birth_impossible"),
        (v.HouseholdMember("child", False, 2026, 12), "member_birth_impossible"),
        (v.HouseholdMember("child", False, 2027), "member_birth_impossible"),
        (v.HouseholdMember("child", False, 2007), "member_is_adult"),
        (v.HouseholdMember("child", False, 2008, 10), "member_is_adult"),
        (v.HouseholdMember("child", False, 2007, 12), "member_is_adult"),
    ],
)
def test_p4_a_member_that_cannot_be_is_refused(desk: Desk, member: v.HouseholdMember, code: str) -> None:
    case_id, file = one(desk)
    with pytest.raises(Refused) as refused:
        save_household(desk, case_id, [member])
    assert refused.value.code == code
    assert stored(desk, case_id).household == file.household


@pytest.mark.parametrize(
    "member",
    [
        v.HouseholdMember("child", False),
        v.HouseholdMember("child", False, 2008),
        v.HouseholdMember("child", False, 2008, 11),
        v.HouseholdMember("child", False, 2026, 11),
    ],
)
def test_p4_a_child_that_may_still_be_one_is_accepted(desk: Desk, member: v.HouseholdMember) -> None:
    case_id, _ = one(desk)
    assert save_household(desk, case_id, [member]).value[0].adult is False


def test_c1_p8_the_needs_assessment_moves_the_start_and_is_saved_over(desk: Desk) -> None:
    case_id, _ = one(desk, needs_assessment=None, case=a_case(period_start=None), plan=None)
    needs = v.NeedsAssessment(date(2026, 2, 3), "EB", handover_on=OPENED_ON, handover_office="GU Musterstadt")
    first = save_needs_assessment(desk, case_id, needs)
    assert first.value == stored(desk, case_id).needs_assessment
    assert stored(desk, case_id).case.period_start == date(2026, 2, 3)
    second = save_needs_assessment(desk, case_id, replace(first.value, held_on=date(2026, 1, 20)))
    assert (second.value.version, stored(desk, case_id).case.period_start) == (2, date(2026, 1, 20))
    with pytest.raises(ChangedMeanwhile):
        save_needs_assessment(desk, case_id, first.value)
    with pytest.raises(ChangedMeanwhile):
        save_needs_assessment(desk, case_id, needs)
    assert second.undo is not None
    second.undo()
    assert stored(desk, case_id).case.period_start == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("needs", "code"),
    [
        (v.NeedsAssessment(date(2026, 11, 21)), "needs_in_future"),
        (v.NeedsAssessment(date(2026, 1, 11)), "needs_before_consent"),
        (v.NeedsAssessment(TODAY, handover_on=date(2026, 11, 21)), "handover_in_future"),
        (
            v.NeedsAssessment(TODAY, handover_on=date(2026, 1, 11), handover_content="Bescheide"),
            "handover_before_consent",
        ),
    ],
)
def test_p2_a_needs_assessment_that_cannot_be_is_refused(
    desk: Desk, needs: v.NeedsAssessment, code: str
) -> None:
    case_id, file = one(desk, needs_assessment=None)
    with pytest.raises(Refused) as refused:
        save_needs_assessment(desk, case_id, needs)
    assert refused.value.code == code
    assert stored(desk, case_id) == file


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"consents": (a_consent(decision=ConsentDecision.REFUSED),)}, "basic_missing"),
        ({"consents": (a_consent(withdrawn_on=OPENED_ON),)}, "basic_missing"),
        ({"case": a_case(state=CaseState.ENDED, ended_on=OPENED_ON)}, "case_is_ended"),
        ({"case": a_case(hold_since=OPENED_ON)}, "case_on_hold"),
    ],
)
def test_e4_a_closed_case_takes_nothing(desk: Desk, details: dict[str, Any], code: str) -> None:
    case_id, file = one(desk, **details)
    acts = (
        lambda: save_client(desk, case_id, file.client),
        lambda: save_answers(desk, case_id, ()),
        lambda: save_household(desk, case_id, ()),
        lambda: save_needs_assessment(desk, case_id, v.NeedsAssessment(TODAY)),
    )
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code
    assert stored(desk, case_id) == file


MINOR = date(2008, 6, 1)
"""A birth by which the person was 17 when she consented, and is of age today."""


def test_e2_p4_a_birth_that_makes_a_minor_of_who_consented_asks_who_represented_her(desk: Desk) -> None:
    """Rules E2, P4: without it the consent lacks its evidence, and the own export is refused."""
    case_id, file = one(desk, consents=(a_consent(), a_health_consent(representative="Mutter Muster")))
    born = {"birth_date": MINOR.isoformat()}
    with pytest.raises(Refused, match="consent_by_minor") as refused:
        save_needs(desk, case_id, None, (), born)
    assert refused.value.values == {"on": OPENED_ON}
    record_consent(desk, case_id, replace(file.consents[0], representative="Mutter Muster"))
    save_needs(desk, case_id, None, (), born)
    assert stored(desk, case_id).client.birth_date == MINOR


def test_e2_what_was_lacking_before_does_not_hinder_a_change_of_the_client(desk: Desk) -> None:
    minor = a_client(birth_date=MINOR, birth_precision=BirthPrecision.DAY)
    case_id, file = one(desk, client=minor, consents=(a_consent(),))
    assert save_client(desk, case_id, replace(file.client, town="Ulm")).value.town == "Ulm"
