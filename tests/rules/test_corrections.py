"""L8: what was held and is held no more is a correction; what is only added is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.rules.corrections import (
    ELSEWHERE,
    correction_faults,
    one_a_day,
    overwritten,
    overwritten_fields,
)
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    CaseState,
    ConsentDecision,
    ConsentScope,
    DisclosureGround,
    GoalState,
    StartEvidence,
    TalkSetting,
)
from intman_desktop.values.requests import Correction

TODAY = date(2026, 11, 20)
DAY = date(2026, 11, 2)
TALK = v.Talk(
    DAY,
    "in_person",
    "language",
    ("work",),
    minutes=45,
    participants=(v.Participant("k", "Möchte einen Kurs."),),
    id=7,
)
ULM = v.EarlierCounselling("Ulm", date(2024, 3, 15), evidence=StartEvidence.TOLD, id=5)
EXTENDED = v.Extension(date(2030, 3, 2), DAY, "other", "Sprachkurs", id=3)
NOTICE = v.NoticeGiven(DAY, DAY, "EB", id=2)
CONSENT = v.Consent(ConsentScope.BASIC, ConsentDecision.GIVEN, DAY, filing_place="Schrank 7", id=4)
AGREED = v.Agreement("Samira Musterfrau", "EB", oral_on=DAY, id=1)
PASSED_ON = v.Disclosure(DAY, "Jobcenter", "Stand des Antrags", id=6)
GOAL = v.Goal(
    "language", "B1 bestehen", "Zertifikat", DAY, state=GoalState.AGREED, agreed_on=date(2026, 9, 1), id=8
)
FILE = v.CaseFile(
    v.Case("IM-1", DAY, CaseState.ACTIVE, period_start=DAY),
    v.Client(family_name="Musterfrau"),
    household=(v.HouseholdMember("child", False, 2015, 4),),
    plan=v.Plan(DAY, goals=(GOAL,)),
    notices=(NOTICE,),
    consents=(CONSENT,),
    agreement=AGREED,
    disclosures=(PASSED_ON,),
    needs_assessment=v.NeedsAssessment(DAY, "EB"),
    earlier_counselling=(ULM,),
    talks=(TALK,),
    extensions=(EXTENDED,),
)


def talked(**details: Any) -> v.CaseFile:
    return replace(FILE, talks=(replace(TALK, **details),))


def elsewhere(**details: Any) -> v.CaseFile:
    return replace(FILE, earlier_counselling=(replace(ULM, **details),))


def evidenced(**details: Any) -> v.CaseFile:
    return replace(FILE, consents=(replace(CONSENT, **details),))


def agreed(**details: Any) -> v.CaseFile:
    return replace(FILE, agreement=replace(AGREED, **details))


def passed_on(**details: Any) -> v.CaseFile:
    return replace(FILE, disclosures=(replace(PASSED_ON, **details),))


def aimed(**details: Any) -> v.CaseFile:
    return replace(FILE, plan=v.Plan(DAY, goals=(replace(GOAL, **details),)))


def noted(note: str) -> v.CaseFile:
    return talked(participants=(v.Participant("k", note),))


@pytest.mark.parametrize(
    ("after", "places"),
    [
        (FILE, []),
        (
            replace(FILE, case=replace(FILE.case, period_start=date(2026, 10, 1))),
            [("case.period_start", None)],
        ),
        (replace(FILE, case=replace(FILE.case, period_start=None)), [("case.period_start", None)]),
        (replace(FILE, household=()), [("household", None)]),
        (replace(FILE, earlier_counselling=()), [("earlier_counselling", None)]),
        (elsewhere(office="Aalen"), [("earlier_counselling", None)]),
        (elsewhere(evidence=StartEvidence.PLAN_SEEN), [("earlier_counselling", None)]),
        (elsewhere(until=DAY), []),
        (replace(FILE, plan=v.Plan(date(2026, 10, 1))), [("plan.begun_on", None)]),
        (replace(FILE, plan=None), []),
        (replace(FILE, household=(*FILE.household, v.HouseholdMember("spouse", True))), []),
        (
            replace(FILE, needs_assessment=v.NeedsAssessment(date(2026, 11, 3), "EB", handover_office="LRA")),
            [("needs_assessment.held_on", None)],
        ),
        (replace(FILE, needs_assessment=None), []),
        (talked(on=date(2026, 11, 3)), [("talk.on", date(2026, 11, 3))]),
        (talked(setting=TalkSetting.FAMILY), [("talk.setting", DAY)]),
        (talked(further_topics=("work", "housing")), []),
        (talked(further_topics=("housing",)), [("talk.further_topics", DAY)]),
        (talked(topic="work", further_topics=("language",)), [("talk.topic", DAY)]),
        (noted("Möchte einen Kurs. Ruft an."), []),
        (noted("Möchte keinen Kurs."), [("talk.note", DAY)]),
        (noted(""), [("talk.note", DAY)]),
        (talked(interpretation="phone"), []),
        (replace(FILE, notices=(replace(NOTICE, explained_by="AB"),)), [("notice", None)]),
        (replace(FILE, notices=(NOTICE, replace(NOTICE, id=3, explained_by="AB"))), []),
        (evidenced(filing_place="Schrank 8"), [("consent", None)]),
        (evidenced(decided_on=TODAY), [("consent", None)]),
        (evidenced(copy_handed_out=True, witness="Ali"), []),
        (evidenced(withdrawn_on=TODAY), []),
        (agreed(client_name="Samira Muster"), [("agreement", None)]),
        (agreed(oral_on=TODAY), [("agreement", None)]),
        (agreed(oral_on=None), [("agreement", None)]),
        (agreed(oral_on=None, client_signed_on=TODAY), []),
        (agreed(client_signed_on=TODAY, copy_handed_out=True), []),
        (passed_on(recipient="Jugendamt"), [("disclosure", None)]),
        (passed_on(what="Stand des Kurses"), [("disclosure", None)]),
        (passed_on(ground=DisclosureGround.CHILD_WELFARE, not_told_reason="Gefahr"), []),
        (aimed(wording="B2 bestehen"), [("goal.wording", None)]),
        (aimed(wording="B1 bestehen, im Sommer"), []),
        (aimed(seen_by="Kursbuch"), [("goal.seen_by", None)]),
        (aimed(seen_by="Zertifikat, 60 Punkte"), []),
        (aimed(until=TODAY), [("goal.until", None)]),
        (aimed(until=None), [("goal.until", None)]),
        (aimed(area="work", wording="Arbeiten"), [("goal.area", None), ("goal.wording", None)]),
        (aimed(state=GoalState.REACHED, next_review=TODAY), []),
        (replace(FILE, talks=()), []),
        (replace(FILE, extensions=()), [("extension.until", None)]),
        (replace(FILE, extensions=(replace(EXTENDED, text="Kurs"),)), [("extension.until", None)]),
        (replace(FILE, extensions=(replace(EXTENDED, version=2),)), []),
        (replace(FILE, extensions=(EXTENDED, replace(EXTENDED, until=date(2030, 5, 2)))), []),
    ],
)
def test_l8_what_is_held_no_more_is_named_with_its_talk(
    after: v.CaseFile, places: list[tuple[str, date | None]]
) -> None:
    assert list(overwritten(FILE, after)) == places
    assert {place for place, _ in places} <= ELSEWHERE


@pytest.mark.parametrize(
    ("goal", "places"),
    [
        (replace(GOAL, state=GoalState.PROPOSED, agreed_on=None), []),
        (replace(GOAL, state=GoalState.DEFERRED, agreed_on=None), []),
        (replace(GOAL, state=GoalState.DROPPED), ["goal.wording", "goal.seen_by", "goal.until"]),
    ],
)
def test_l8_z1_of_a_goal_that_was_never_agreed_nothing_is_overwritten(
    goal: v.Goal, places: list[str]
) -> None:
    """What is only proposed is no datum on what the person wants yet."""
    before = replace(FILE, plan=v.Plan(DAY, goals=(goal,)))
    said = replace(goal, wording="Arbeiten", seen_by="", until=None)
    after = replace(FILE, plan=v.Plan(DAY, goals=(said,)))
    assert [place for place, _on in overwritten(before, after)] == places


def test_l8_a_first_day_and_a_first_sign_of_an_agreed_goal_are_no_corrections() -> None:
    bare = replace(FILE, plan=v.Plan(DAY, goals=(replace(GOAL, seen_by="", until=None),)))
    assert overwritten(bare, FILE) == ()


def test_l8_without_a_start_or_an_assessment_there_is_nothing_to_overwrite() -> None:
    bare = replace(FILE, case=replace(FILE.case, period_start=None), needs_assessment=None)
    assert overwritten(bare, FILE) == ()


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        ([v.Answer("benefits", "sgb_2", DAY)], {}),
        ([v.Answer("benefits", "sgb_2", DAY, TODAY), v.Answer("benefits", "none", TODAY)], {}),
        ([v.Answer("benefits", "none", DAY)], {"benefits": ("sgb_2",)}),
        ([v.Answer("benefits", "sgb_2", TODAY)], {"benefits": ("sgb_2",)}),
        ([], {"benefits": ("sgb_2",)}),
    ],
)
def test_l8_a_later_value_leaves_the_earlier_one_standing(
    after: list[v.Answer], gone: dict[str, tuple[str, ...]]
) -> None:
    before = [v.Answer("benefits", "sgb_2", DAY), v.Answer("phone", "")]
    assert overwritten_fields(before, after) == gone


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, []),
        ({"place": "talk.on", "talk_on": DAY}, []),
        ({"place": "field.shoe_size"}, ["correction_place_unknown"]),
        ({"place": "anything"}, ["correction_place_unknown"]),
        ({"place": "talk.note", "old_value": "x", "reason": "y"}, ["correction_place_unknown"]),
        ({"place": "plan.begun_on", "old_value": "2026-10-01", "reason": "y"}, []),
        ({"place": "plan.begun_on", "old_value": "2026-10-01"}, ["correction_reason_missing"]),
        ({"place": "earlier_counselling", "old_value": "Ulm, 15.03.2024", "reason": "y"}, []),
        ({"place": "extension.until", "old_value": "2028-01-15", "reason": "y"}, []),
        ({"on": date(2026, 11, 21)}, ["correction_in_future"]),
        ({"old_value": "0711 9"}, ["correction_reason_missing"]),
        ({"old_value": "0711 9", "reason": "Bescheid"}, []),
    ],
)
def test_l8_a_correction_from_elsewhere_is_known_past_and_keeps_a_wrong_value_only_with_a_reason(
    details: dict[str, Any], faults: list[str]
) -> None:
    correction = replace(v.Correction(DAY, "field.phone"), **details)
    assert [fault.code for fault in correction_faults(correction, ["phone"], TODAY)] == faults


def test_l8_of_one_day_and_place_there_is_one_correction_with_all_that_was_kept() -> None:
    """Where the first stood; what is of another place, day or talk is left as it is."""
    first = Correction(DAY, "field.phone", old_value="1", reason="Bescheid", worker="a")
    of_a_talk = Correction(DAY, "talk.note", DAY)
    others = (of_a_talk, replace(of_a_talk, talk_on=TODAY), replace(first, on=TODAY))
    same = replace(first, rectified=True, old_value="2", worker="")
    bare = Correction(DAY, "field.phone")
    joined = replace(first, rectified=True, old_value="1; 2")
    assert one_a_day((first, *others, same, bare, first)) == (joined, *others)
    assert one_a_day(others) == others
