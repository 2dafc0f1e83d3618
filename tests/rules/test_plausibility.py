"""K6: what in one case does not fit together in a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.rules.plausibility import plausibility
from intman_desktop.values.case_file import (
    Case,
    CaseFile,
    Client,
    Consent,
    EarlierCounselling,
    Extension,
    Goal,
    GoalChange,
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
    GoalState,
    Sex,
)

TODAY = date(2026, 11, 20)
DAY = date(2026, 1, 12)


def a_talk(on: date, *, counts: bool = True) -> Talk:
    return Talk(on, "in_person", "work", participants=(Participant("a", counts=counts),))


WHOLE = CaseFile(
    Case("IM-1", DAY, period_start=DAY),
    Client(
        "Muster",
        "Samira",
        birth_date=date(1990, 3, 5),
        birth_precision=BirthPrecision.DAY,
        adult=True,
        sex=Sex.FEMALE,
    ),
    talks=(a_talk(DAY), a_talk(date(2026, 2, 2))),
    plan=Plan(DAY, spans=(PlanSpan(DAY),)),
)
ENDED = replace(WHOLE.case, state=CaseState.ENDED, ended_on=date(2026, 6, 1))
WITHOUT_TALKS = replace(WHOLE, talks=())
LATER = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("file", "questions"),
    [
        (WHOLE, []),
        (replace(WHOLE, plan=None), ["no_plan_from_second_talk"]),
        (replace(WHOLE, plan=None, talks=(a_talk(DAY),)), []),
        (
            replace(WHOLE, plan=None, talks=(a_talk(date(2025, 5, 5)), a_talk(DAY))),
            ["no_plan_from_second_talk"],
        ),
        (
            replace(WHOLE, case=replace(WHOLE.case, period_start=date(2026, 2, 1))),
            ["talk_outside_period"],
        ),
        (
            replace(WHOLE, case=replace(WHOLE.case, period_start=date(2023, 1, 31))),
            ["talk_outside_period"],
        ),
        (replace(WHOLE, case=replace(WHOLE.case, period_start=date(2023, 2, 2))), []),
        (
            replace(
                WHOLE,
                case=replace(WHOLE.case, period_start=date(2023, 1, 31)),
                extensions=(Extension(date(2026, 6, 30), DAY, "other", "x"),),
            ),
            [],
        ),
        (replace(WHOLE, case=replace(WHOLE.case, period_start=None)), []),
        (WITHOUT_TALKS, ["plan_without_talk"]),
        (replace(WHOLE, talks=(a_talk(DAY, counts=False),)), ["plan_without_talk"]),
        (replace(WITHOUT_TALKS, needs_assessment=NeedsAssessment(DAY)), []),
        (
            replace(WITHOUT_TALKS, needs_assessment=NeedsAssessment(DAY, is_first_talk=False)),
            ["plan_without_talk"],
        ),
        (replace(WITHOUT_TALKS, earlier_counselling=(EarlierCounselling("LRA"),)), []),
        (replace(WHOLE, talks=(a_talk(date(2025, 5, 5)),)), []),
        (replace(WHOLE, case=ENDED), ["open_plan_of_ended_case"]),
        (
            replace(WHOLE, case=ENDED, plan=Plan(DAY, spans=(PlanSpan(DAY, date(2026, 6, 1), "x"),))),
            [],
        ),
        (replace(WHOLE, talks=(*WHOLE.talks, a_talk(LATER))), ["date_in_future"]),
        (replace(WHOLE, talks=(*WHOLE.talks, a_talk(TODAY))), []),
        (replace(WHOLE, talks=(*WHOLE.talks, a_talk(date(2027, 1, 1)))), []),
        (
            replace(WHOLE, consents=(Consent(ConsentScope.BASIC, ConsentDecision.GIVEN, LATER),)),
            ["date_in_future"],
        ),
        (
            replace(WHOLE, extensions=(Extension(date(2029, 6, 30), LATER, "other", "x"),)),
            ["date_in_future"],
        ),
        (replace(WHOLE, needs_assessment=NeedsAssessment(LATER)), ["date_in_future"]),
        (replace(WHOLE, case=replace(WHOLE.case, ended_on=LATER)), ["date_in_future"]),
        (
            replace(WHOLE, plan=Plan(DAY, spans=(PlanSpan(DAY, LATER, "x"),))),
            ["date_in_future"],
        ),
        (
            replace(
                WHOLE,
                plan=replace(
                    WHOLE.plan or Plan(),
                    goals=(Goal("a", "b", history=(GoalChange(GoalState.AGREED, LATER),)),),
                ),
            ),
            ["date_in_future"],
        ),
        (
            replace(WHOLE, talks=(*WHOLE.talks, a_talk(LATER)), needs_assessment=NeedsAssessment(LATER)),
            ["date_in_future"],
        ),
        (replace(WHOLE, client=replace(WHOLE.client, sex=None)), ["sex_missing"]),
        (replace(WHOLE, client=replace(WHOLE.client, sex=Sex.NOT_STATED)), []),
        (replace(WHOLE, client=replace(WHOLE.client, birth_date=None)), ["birth_missing"]),
        (
            replace(WHOLE, client=replace(WHOLE.client, birth_precision=BirthPrecision.UNKNOWN)),
            ["birth_missing"],
        ),
        (
            replace(WHOLE, client=replace(WHOLE.client, birth_precision=BirthPrecision.YEAR)),
            [],
        ),
        (
            replace(WITHOUT_TALKS, client=Client("Muster"), needs_assessment=NeedsAssessment(DAY)),
            [],
        ),
        (replace(WHOLE, plan=None, talks=(), client=Client("Muster")), []),
        (
            replace(WHOLE, plan=None, client=Client("Muster")),
            ["no_plan_from_second_talk", "sex_missing", "birth_missing"],
        ),
    ],
)
def test_k6_questions_of_one_case(file: CaseFile, questions: list[str]) -> None:
    assert [question.code for question in plausibility(file, 2026, TODAY)] == questions


def test_k6_a_year_asks_only_about_itself() -> None:
    late = replace(WHOLE, plan=None, talks=(a_talk(date(2025, 5, 5)), a_talk(DAY)))
    assert "no_plan_from_second_talk" not in [each.code for each in plausibility(late, 2025, TODAY)]
    assert plausibility(WHOLE, 2025, TODAY) == ()
    assert plausibility(WHOLE, 2027, TODAY) == ()


def test_k6_every_talk_outside_is_named() -> None:
    file = replace(WHOLE, case=replace(WHOLE.case, period_start=date(2026, 3, 1)))
    assert [each.values["on"] for each in plausibility(file, 2026, TODAY)] == [DAY, date(2026, 2, 2)]
