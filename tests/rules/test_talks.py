"""P3, P5, C8, K5: talks and what they call for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.rules.talks import (
    LONGEST_NOTE,
    counselled_elsewhere,
    needs_to_confirm,
    needs_without_talk,
    person_faults,
    plan_closed_on,
    plan_due,
    plan_needed,
    talk_faults,
    talk_to_confirm,
    topic_need,
    what_closes,
    with_its_topic,
)
from intman_desktop.values.case_file import (
    Case,
    CaseFile,
    Client,
    Consent,
    EarlierCounselling,
    Extension,
    NeedsAssessment,
    Participant,
    Plan,
    PlanSpan,
    Talk,
)
from intman_desktop.values.codes import (
    BirthPrecision,
    CaseState,
    ConsentDecision,
    ConsentScope,
    SpecialKind,
    YesNoUnknown,
)
from intman_desktop.values.explanation import Explanation

TODAY = date(2026, 11, 20)
OPENED = date(2026, 1, 12)
BASIC = Consent(ConsentScope.BASIC, ConsentDecision.GIVEN, OPENED)
HEALTH = Consent(ConsentScope.SPECIAL, ConsentDecision.GIVEN, OPENED, SpecialKind.HEALTH)
NEEDS = {"gesundheit": "health"}
CASE = Case("IM-1", OPENED, key="a", period_start=OPENED)
ADULT = Client("Muster", "Samira", adult=True)
FILE = CaseFile(CASE, ADULT, consents=(BASIC,))


def a_talk(
    on: date = TODAY, *, counts: bool = True, form: str = "persoenlich", topic: str = "sprache"
) -> Talk:
    return Talk(on, form, topic, participants=(Participant("a", counts=counts),))


def with_talks(*days: date, file: CaseFile = FILE) -> CaseFile:
    return replace(file, talks=tuple(a_talk(day) for day in days))


def test_e3_each_topic_has_its_need() -> None:
    """What is not in the list needs the basic consent alone."""
    assert topic_need("gesundheit", NEEDS) == "health"
    assert topic_need("sprache", NEEDS) == "basic"


HELD_ON = date(2026, 5, 5)


@pytest.mark.parametrize(
    ("on", "health", "new", "kept"),
    [
        (HELD_ON, HEALTH, None, None),
        (HELD_ON, replace(HEALTH, withdrawn_on=TODAY), "withdrawn", None),
        (HELD_ON, replace(HEALTH, withdrawn_on=HELD_ON), "withdrawn", None),
        (HELD_ON, replace(HEALTH, valid_until=date(2026, 6, 30)), "expired", None),
        (date(2026, 5, 6), replace(HEALTH, withdrawn_on=TODAY), "withdrawn", None),
        (TODAY, replace(HEALTH, withdrawn_on=TODAY), "withdrawn", None),
        (date(2026, 7, 1), replace(HEALTH, valid_until=date(2026, 6, 30)), "expired", "expired"),
        (date(2026, 10, 2), replace(HEALTH, withdrawn_on=date(2026, 10, 1)), "withdrawn", "withdrawn"),
        (date(2026, 1, 11), HEALTH, "basic_missing", "basic_missing"),
    ],
)
def test_e3_k8_new_needs_both_days_and_kept_stays_as_nobody_changed_it(
    on: date, health: Consent, new: str | None, kept: str | None
) -> None:
    """A talk of May: what is new in it, and what it says already, on its day and on another."""
    file, before = replace(FILE, consents=(BASIC, health)), a_talk(HELD_ON, topic="gesundheit")
    talk = replace(before, on=on)
    closed = what_closes("health", talk, file, TODAY), what_closes("health", talk, file, TODAY, before)
    assert tuple(fact.code if fact else None for fact in closed) == (new, kept)


@pytest.mark.parametrize(
    ("topic", "key", "there"),
    [("gesundheit", "a", True), ("arbeit", "a", True), ("wohnen", "a", False), ("gesundheit", "b", False)],
)
def test_k5_a_stored_topic_is_of_those_who_were_there(topic: str, key: str, there: bool) -> None:
    """Who comes in later has said nothing of health in it."""
    kept = replace(a_talk(HELD_ON, topic="gesundheit"), further_topics=("arbeit",))
    assert with_its_topic(kept, topic, key) == (kept if there else None)
    assert with_its_topic(None, topic, key) is None


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, []),
        ({"on": date(2026, 11, 21)}, ["talk_in_future"]),
        ({"form": " "}, ["talk_form_missing"]),
        ({"topic": ""}, ["talk_topic_missing"]),
        ({"minutes": 1}, []),
        ({"minutes": 1440}, []),
        ({"minutes": 0}, ["talk_length_impossible"]),
        ({"minutes": -5}, ["talk_length_impossible"]),
        ({"minutes": 1441}, ["talk_length_impossible"]),
        ({"participants": (Participant("a", "n" * LONGEST_NOTE),)}, []),
        ({"participants": (Participant("a", "n" * (LONGEST_NOTE + 1)),)}, ["note_too_long"]),
        ({"participants": ()}, ["talk_without_person"]),
        ({"participants": (Participant("a"), Participant("b"))}, []),
        ({"participants": (Participant("a"), Participant("a"))}, ["talk_person_twice"]),
    ],
)
def test_k5_the_head_of_a_talk(details: dict[str, object], faults: list[str]) -> None:
    assert [fault.code for fault in talk_faults(replace(a_talk(), **details), TODAY)] == faults  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "consents", "because"),
    [
        (date(2026, 1, 11), (BASIC,), OPENED),
        (date(2026, 1, 11), (BASIC, replace(BASIC, decided_on=TODAY)), OPENED),
        (date(2026, 1, 11), (replace(BASIC, decision=ConsentDecision.REFUSED),), "never_asked"),
        (OPENED, (BASIC,), None),
        (TODAY, (BASIC,), None),
        (TODAY, (), "never_asked"),
        (TODAY, (replace(BASIC, decision=ConsentDecision.REFUSED),), "refused"),
        (TODAY, (replace(BASIC, withdrawn_on=TODAY),), "withdrawn"),
        (date(2026, 5, 1), (replace(BASIC, withdrawn_on=TODAY),), "withdrawn"),
        (date(2026, 5, 1), (replace(BASIC, valid_until=date(2026, 4, 1)),), "expired"),
    ],
)
def test_p2_no_talk_without_or_before_the_consent(
    on: date, consents: tuple[Consent, ...], because: str | date | None
) -> None:
    faults = person_faults(a_talk(on), replace(FILE, consents=consents), TODAY)
    expected = (Explanation("talk_without_consent", {"on": on, "because": because}),) if because else ()
    assert faults == expected


@pytest.mark.parametrize(
    ("talk", "consents", "closed"),
    [
        (a_talk(topic="gesundheit"), (BASIC,), ["gesundheit"]),
        (a_talk(topic="gesundheit"), (BASIC, HEALTH), []),
        (replace(a_talk(), further_topics=("arbeit", "gesundheit")), (BASIC,), ["gesundheit"]),
        (a_talk(topic="gesundheit"), (BASIC, replace(HEALTH, withdrawn_on=TODAY)), ["gesundheit"]),
        (
            a_talk(date(2026, 5, 1), topic="gesundheit"),
            (BASIC, replace(HEALTH, withdrawn_on=TODAY)),
            ["gesundheit"],
        ),
        (a_talk(topic="sprache"), (BASIC,), []),
    ],
)
def test_e3_a_topic_of_health_needs_its_consent(
    talk: Talk, consents: tuple[Consent, ...], closed: list[str]
) -> None:
    faults = person_faults(talk, replace(FILE, consents=consents), TODAY, NEEDS)
    assert [fault.values["topic"] for fault in faults if fault.code == "talk_topic_closed"] == closed
    assert len(faults) == len(closed)
    assert person_faults(talk, replace(FILE, consents=consents), TODAY) == ()


@pytest.mark.parametrize(
    ("case", "on", "faults"),
    [
        (replace(CASE, state=CaseState.ENDED, ended_on=date(2026, 10, 1)), TODAY, ["talk_after_ending"]),
        (replace(CASE, state=CaseState.ENDED, ended_on=date(2026, 10, 1)), date(2026, 10, 1), []),
        (replace(CASE, state=CaseState.ENDED), date(2026, 10, 1), ["talk_after_ending"]),
        (replace(CASE, state=CaseState.DORMANT), TODAY, []),
    ],
)
def test_l2_no_talk_after_the_case_has_ended(case: Case, on: date, faults: list[str]) -> None:
    found = person_faults(a_talk(on), replace(FILE, case=case), TODAY)
    assert [fault.code for fault in found] == faults


@pytest.mark.parametrize(
    ("on", "counts", "until", "asked"),
    [
        ("2029-01-12", True, None, False),
        ("2029-01-13", True, None, True),
        ("2029-01-13", False, None, False),
        ("2029-01-13", True, "2029-06-30", False),
        ("2029-06-30", True, "2029-06-30", False),
        ("2029-07-01", True, "2029-06-30", True),
        ("2026-01-11", True, None, False),
    ],
)
def test_c8_a_talk_after_the_last_day_is_asked_back(
    on: str, counts: bool, until: str | None, asked: bool
) -> None:
    extensions = (Extension(date.fromisoformat(until), TODAY, "other", "x"),) if until else ()
    file = replace(FILE, extensions=extensions)
    facts = talk_to_confirm(a_talk(date.fromisoformat(on)), file, counts=counts)
    assert [fact.code for fact in facts] == (["talk_outside_period"] if asked else [])


def test_c8_without_a_start_nothing_lies_outside() -> None:
    file = replace(FILE, case=replace(CASE, period_start=None))
    assert talk_to_confirm(a_talk(), file, counts=True) == ()
    assert needs_to_confirm(NeedsAssessment(TODAY), file) == ()


OUTSIDE = date(2029, 1, 13)


@pytest.mark.parametrize(
    ("needs", "details", "asked"),
    [
        (NeedsAssessment(date(2029, 1, 12)), {}, False),
        (NeedsAssessment(OUTSIDE), {}, True),
        (NeedsAssessment(OUTSIDE, is_first_talk=False), {}, False),
        (NeedsAssessment(OUTSIDE), {"needs_assessment": NeedsAssessment(OUTSIDE)}, False),
        (NeedsAssessment(OUTSIDE), {"needs_assessment": NeedsAssessment(OUTSIDE, is_first_talk=False)}, True),
        (NeedsAssessment(OUTSIDE), {"needs_assessment": NeedsAssessment(OPENED)}, True),
        (NeedsAssessment(OUTSIDE), {"talks": (a_talk(OUTSIDE),)}, False),
    ],
    ids=["last day", "outside", "no talk", "kept so before", "no talk before", "moved", "noted as a talk"],
)
def test_c8_a_needs_assessment_after_the_last_day_is_asked_back(
    needs: NeedsAssessment, details: dict[str, object], asked: bool
) -> None:
    facts = needs_to_confirm(needs, replace(FILE, **details))  # type: ignore[arg-type]
    assert [fact.code for fact in facts] == (["talk_outside_period"] if asked else [])


FIRST, SECOND, THIRD = date(2026, 2, 2), date(2026, 3, 3), date(2026, 4, 4)
ELSEWHERE = (EarlierCounselling("LRA Musterkreis"),)


@pytest.mark.parametrize(
    ("file", "needed"),
    [
        (FILE, None),
        (with_talks(FIRST), None),
        (with_talks(FIRST, SECOND), SECOND),
        (with_talks(SECOND, FIRST), SECOND),
        (with_talks(THIRD, FIRST, SECOND), SECOND),
        (with_talks(FIRST, FIRST), FIRST),
        (with_talks(FIRST, date(2026, 11, 21)), None),
        (with_talks(FIRST, TODAY), TODAY),
        (replace(FILE, talks=(a_talk(FIRST), a_talk(SECOND, counts=False))), None),
        (replace(with_talks(FIRST), needs_assessment=NeedsAssessment(OPENED)), FIRST),
        (replace(with_talks(FIRST), needs_assessment=NeedsAssessment(FIRST)), None),
        (replace(with_talks(FIRST), needs_assessment=NeedsAssessment(OPENED, is_first_talk=False)), None),
        (replace(with_talks(FIRST), earlier_counselling=ELSEWHERE), FIRST),
        (replace(FILE, earlier_counselling=ELSEWHERE), None),
        (replace(with_talks(FIRST), case=replace(CASE, counselled_before=YesNoUnknown.YES)), FIRST),
        (replace(with_talks(FIRST), case=replace(CASE, counselled_before=YesNoUnknown.NO)), None),
        (replace(with_talks(FIRST, SECOND), plan=Plan()), SECOND),
        (replace(with_talks(FIRST, SECOND), plan=Plan(SECOND)), None),
        (replace(with_talks(FIRST, SECOND), plan=Plan(OPENED, brought_along=True)), None),
        (replace(with_talks(FIRST, SECOND), client=Client(adult=False)), None),
        (replace(with_talks(FIRST, SECOND), client=Client()), SECOND),
        (
            replace(
                with_talks(FIRST, SECOND, THIRD),
                client=Client(birth_date=date(2008, 3, 20), birth_precision=BirthPrecision.DAY),
            ),
            THIRD,
        ),
        (
            replace(
                with_talks(FIRST, SECOND, THIRD),
                client=Client(birth_date=date(2008, 3, 3), birth_precision=BirthPrecision.DAY),
            ),
            SECOND,
        ),
    ],
)
def test_p3_the_plan_is_due_with_the_second_counting_talk(file: CaseFile, needed: date | None) -> None:
    assert plan_needed(file, TODAY) == needed


FOURTH = date(2026, 5, 5)
CLOSED = Plan(FIRST, spans=(PlanSpan(FIRST, SECOND, "goals_reached"),))
AGAIN = replace(CLOSED, spans=(*CLOSED.spans, PlanSpan(FOURTH)))
CLOSED_AGAIN = replace(CLOSED, spans=(*CLOSED.spans, PlanSpan(FOURTH, FOURTH, "other")))


@pytest.mark.parametrize(
    ("days", "details", "needed"),
    [
        ((FIRST, SECOND), {}, None),
        ((FIRST, SECOND, THIRD), {}, THIRD),
        ((FIRST, THIRD, FOURTH), {}, THIRD),
        ((FIRST, date(2026, 11, 21)), {}, None),
        ((THIRD,), {}, None),
        ((THIRD, FOURTH), {}, FOURTH),
        ((THIRD,), {"earlier_counselling": ELSEWHERE}, THIRD),
        ((FIRST, THIRD), {"client": Client(adult=False)}, None),
        ((FIRST, THIRD), {"plan": AGAIN}, None),
        ((FIRST, THIRD, FOURTH), {"plan": CLOSED_AGAIN}, None),
        ((FIRST, THIRD, TODAY), {"plan": CLOSED_AGAIN}, TODAY),
        ((FIRST, THIRD), {"case": replace(CASE, state=CaseState.DORMANT)}, THIRD),
        ((FIRST, THIRD), {"case": replace(CASE, state=CaseState.ENDED, ended_on=SECOND)}, None),
        ((FIRST, THIRD), {"case": replace(CASE, state=CaseState.ENDED, ended_on=FOURTH)}, THIRD),
    ],
    ids=[
        "on the last open day",
        "after it",
        "twice after it",
        "ahead",
        "the first talk ever",
        "the second talk ever",
        "the first one here",
        "no adult",
        "taken up again",
        "closed again that day",
        "after the last closing",
        "resting",
        "ended with its plan",
        "ended later",
    ],
)
def test_p3_i9_a_talk_after_the_plan_was_closed_needs_it_again(
    days: tuple[date, ...], details: dict[str, object], needed: date | None
) -> None:
    file = replace(with_talks(*days), plan=CLOSED)
    assert plan_needed(replace(file, **details), TODAY) == needed  # type: ignore[arg-type]


def test_i9_a_plan_is_closed_with_its_last_stretch() -> None:
    assert plan_closed_on(replace(FILE, plan=CLOSED)) == SECOND
    assert plan_closed_on(replace(FILE, plan=CLOSED_AGAIN)) == FOURTH
    assert plan_closed_on(replace(FILE, plan=AGAIN)) is None
    assert plan_closed_on(replace(FILE, plan=Plan(spans=CLOSED.spans))) is None
    assert plan_closed_on(FILE) is None


def test_p3_talks_elsewhere_count() -> None:
    assert plan_due([FIRST, SECOND], ADULT, TODAY, before=False) == SECOND
    assert plan_due([FIRST, SECOND], ADULT, TODAY, before=True) == FIRST
    assert plan_due([FIRST, SECOND], ADULT, FIRST, before=False) is None
    assert plan_due([], ADULT, TODAY, before=True) is None
    assert counselled_elsewhere(replace(FILE, earlier_counselling=ELSEWHERE))
    assert not counselled_elsewhere(FILE)


HELD = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("first", "talk_on", "counts", "expected"),
    [
        (True, None, True, HELD),
        (True, HELD, True, None),
        (True, HELD, False, HELD),
        (True, date(2026, 1, 13), True, HELD),
        (False, None, True, None),
    ],
)
def test_c1_a_needs_assessment_that_is_a_talk_waits_to_be_noted(
    first: bool, talk_on: date | None, counts: bool, expected: date | None
) -> None:
    """A counting talk of its day is the same one; any other leaves it unnoted."""
    part = Participant("a", counts=counts)
    talks = (Talk(talk_on, "in_person", "work", participants=(part,)),) if talk_on else ()
    file = CaseFile(
        Case("a", HELD), Client(), needs_assessment=NeedsAssessment(HELD, is_first_talk=first), talks=talks
    )
    assert needs_without_talk(file) == expected
    assert needs_without_talk(replace(file, needs_assessment=None)) is None
