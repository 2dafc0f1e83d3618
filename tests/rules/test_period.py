"""C1, C4, C5, C7, C9: the advisory period and how it explains itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.period import (
    Bar,
    Period,
    Start,
    case_period,
    compare_start,
    counting_days,
    days_fact,
    explain_clock,
    explain_period,
    extension_until,
    period_of,
    settled_start,
    start_besides_needs,
    start_faults,
    start_from,
    warning_due,
)
from intman_desktop.values.case_file import (
    Case,
    CaseFile,
    Client,
    EarlierCounselling,
    Extension,
    NeedsAssessment,
    Participant,
    Talk,
)
from intman_desktop.values.codes import StartEvidence, StartOrigin, YesNoUnknown
from intman_desktop.values.explanation import Explanation

TODAY = date(2026, 11, 20)
START = date(2024, 3, 15)
BROUGHT = StartOrigin.BROUGHT


def a_talk(on: date, *, counts: bool = True) -> Talk:
    return Talk(on, "persoenlich", "sprache", participants=(Participant("a", counts=counts),))


def codes(facts: tuple[Explanation, ...]) -> list[str]:
    return [fact.code for fact in facts]


@pytest.mark.parametrize(
    ("start", "last_day", "latest"),
    [
        ("2024-03-15", "2027-03-15", "2028-03-15"),
        ("2024-02-29", "2027-02-28", "2028-02-29"),
        ("2023-02-28", "2026-02-28", "2027-02-28"),
        ("2021-02-28", "2024-02-28", "2025-02-28"),
        ("2023-08-31", "2026-08-31", "2027-08-31"),
        ("2024-12-31", "2027-12-31", "2028-12-31"),
        ("2024-01-01", "2027-01-01", "2028-01-01"),
    ],
)
def test_c4_last_day_and_latest_possible_day(start: str, last_day: str, latest: str) -> None:
    period = Period(date.fromisoformat(start))
    assert period.last_day == period.regular_end == date.fromisoformat(last_day)
    assert period.latest_possible == date.fromisoformat(latest)
    assert not period.exhausted


@pytest.mark.parametrize(
    ("start", "months", "until"),
    [
        ("2024-03-15", 6, "2027-09-15"),
        ("2024-03-15", 12, "2028-03-15"),
        ("2024-02-29", 1, "2027-03-29"),
        ("2024-02-29", 12, "2028-02-29"),
        ("2024-08-31", 6, "2028-02-29"),
        ("2024-03-15", 13, "2028-04-15"),
        ("2024-03-15", 0, "2027-03-15"),
    ],
)
def test_c4_months_of_an_extension_count_from_the_start(start: str, months: int, until: str) -> None:
    assert extension_until(date.fromisoformat(start), months) == date.fromisoformat(until)


@pytest.mark.parametrize(
    ("today", "days"),
    [("2027-03-15", 0), ("2027-03-14", 1), ("2027-03-16", -1), ("2026-11-20", 115), ("2024-03-15", 1095)],
)
def test_c4_days_left_are_none_on_the_last_day(today: str, days: int) -> None:
    assert Period(START).days_left(date.fromisoformat(today)) == days


def test_c4_no_shift_for_weekends_and_holidays() -> None:
    assert Period(date(2023, 12, 25)).last_day == date(2026, 12, 25)
    assert Period(date(2024, 11, 22)).last_day.weekday() == 0
    assert Period(date(2024, 11, 21)).last_day.weekday() == 6


@pytest.mark.parametrize(
    ("untils", "extended", "last_day"),
    [
        ([], None, "2027-03-15"),
        (["2027-09-15"], "2027-09-15", "2027-09-15"),
        (["2027-09-15", "2028-01-31"], "2028-01-31", "2028-01-31"),
        (["2028-01-31", "2027-09-15"], "2028-01-31", "2028-01-31"),
        (["2027-03-15"], None, "2027-03-15"),
        (["2027-03-14"], None, "2027-03-15"),
        (["2027-03-16"], "2027-03-16", "2027-03-16"),
        (["2028-03-15"], "2028-03-15", "2028-03-15"),
        (["2028-03-16"], "2028-03-15", "2028-03-15"),
    ],
)
def test_c4_an_extension_moves_the_last_day_and_never_beyond_the_fourth_year(
    untils: list[str], extended: str | None, last_day: str
) -> None:
    period = period_of(START, [date.fromisoformat(until) for until in untils])
    assert period.extended_until == (date.fromisoformat(extended) if extended else None)
    assert period.last_day == date.fromisoformat(last_day)
    assert period.exhausted is (last_day == "2028-03-15")


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.lists(st.integers(-100, 2000), max_size=4))
def test_c4_the_last_day_always_lies_between_three_and_four_years(start: date, offsets: list[int]) -> None:
    untils = [start + timedelta(days=1000 + offset) for offset in offsets]
    period = period_of(start, untils)
    assert period.regular_end <= period.last_day <= period.latest_possible
    assert period.days_left(period.last_day) == 0
    bar = period.bar(period.last_day)
    assert 0.0 < bar.regular_end <= bar.last_day == bar.today <= 1.0


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2024-03-14", False), ("2024-03-15", True), ("2027-03-15", True), ("2027-03-16", False)],
)
def test_c8_both_ends_lie_inside(day: str, inside: bool) -> None:
    assert Period(START).contains(date.fromisoformat(day)) is inside


def test_c9_the_bar_runs_from_the_start_to_the_latest_possible_day() -> None:
    period = period_of(START, [date(2028, 3, 15)])
    assert period.bar(date(2020, 1, 1)).today == 0.0
    assert period.bar(START).today == 0.0
    assert period.bar(date(2030, 1, 1)).today == 1.0
    assert period.bar(START) == Bar(0.0, 1095 / 1461, 1.0)


@pytest.mark.parametrize(
    ("origin", "evidence", "unproven"),
    [
        (StartOrigin.HERE, None, False),
        (BROUGHT, StartEvidence.PLAN_SEEN, False),
        (BROUGHT, StartEvidence.CERTIFICATE_SEEN, False),
        (BROUGHT, StartEvidence.TOLD, True),
        (BROUGHT, StartEvidence.UNKNOWN, True),
        (BROUGHT, None, True),
    ],
)
def test_c7_a_start_without_a_paper_is_unproven(
    origin: StartOrigin, evidence: StartEvidence | None, unproven: bool
) -> None:
    assert Period(START, origin, evidence).unproven is unproven


def test_c1_the_period_of_a_case_comes_from_its_kept_start() -> None:
    case = Case("IM-1", START, period_start=START, start_origin=BROUGHT, start_evidence=StartEvidence.TOLD)
    extension = Extension(date(2027, 9, 15), TODAY, "other", "Prüfung")
    assert case_period(case, [extension]) == Period(START, BROUGHT, StartEvidence.TOLD, date(2027, 9, 15))
    assert case_period(case) == Period(START, BROUGHT, StartEvidence.TOLD)
    assert case_period(Case("IM-1", START)) is None


def test_p5_only_counting_talks_count() -> None:
    talks = [a_talk(date(2024, 5, 2)), a_talk(date(2024, 4, 2), counts=False), a_talk(START)]
    assert counting_days(talks) == (START, date(2024, 5, 2))
    assert counting_days([Talk(START, "persoenlich", "sprache")]) == ()


@pytest.mark.parametrize(
    ("held_on", "is_first_talk", "days"),
    [
        (date(2024, 3, 1), True, [date(2024, 3, 1), START]),
        (date(2024, 3, 1), False, [START]),
        (START, True, [START]),
    ],
)
def test_c1_the_needs_assessment_is_a_talk_unless_the_worker_says_otherwise(
    held_on: date, is_first_talk: bool, days: list[date]
) -> None:
    needs = NeedsAssessment(held_on, is_first_talk=is_first_talk)
    assert counting_days([a_talk(START)], needs) == tuple(days)


def test_c1_two_talks_on_one_day_are_two() -> None:
    assert counting_days([a_talk(START), a_talk(START)]) == (START, START)


def earlier(since: date | None, evidence: StartEvidence = StartEvidence.TOLD) -> EarlierCounselling:
    return EarlierCounselling("LRA Musterkreis", since, evidence=evidence)


@pytest.mark.parametrize(
    ("talks", "before", "start"),
    [
        ([], [], None),
        ([], [earlier(None)], None),
        ([a_talk(START)], [], Start(START, StartOrigin.HERE)),
        ([a_talk(START)], [earlier(None)], Start(START, StartOrigin.HERE)),
        (
            [a_talk(START)],
            [earlier(date(2023, 1, 9)), earlier(date(2022, 5, 2), StartEvidence.PLAN_SEEN)],
            Start(date(2022, 5, 2), BROUGHT, StartEvidence.PLAN_SEEN),
        ),
        ([a_talk(START)], [earlier(date(2025, 1, 1))], Start(START, StartOrigin.HERE)),
        ([a_talk(START)], [earlier(START)], Start(START, StartOrigin.HERE)),
        (
            [],
            [earlier(START), earlier(START, StartEvidence.CERTIFICATE_SEEN)],
            Start(START, BROUGHT, StartEvidence.CERTIFICATE_SEEN),
        ),
    ],
)
def test_c7_the_earliest_start_counts_and_nothing_is_added_up(
    talks: list[Talk], before: list[EarlierCounselling], start: Start | None
) -> None:
    assert start_from(talks, before) == start


LATER, EARLIER = date(2024, 4, 1), date(2024, 1, 1)


@pytest.mark.parametrize(
    ("kept", "needs_on", "talks", "before", "runs_from"),
    [
        (None, None, [], [], None),
        (START, START, [], [], None),
        (START, LATER, [], [], START),
        (START, None, [], [], START),
        (EARLIER, LATER, [], [earlier(EARLIER)], EARLIER),
        (EARLIER, EARLIER, [a_talk(START)], [], START),
        (LATER, LATER, [a_talk(LATER)], [earlier(None)], LATER),
    ],
)
def test_c1_what_a_period_runs_from_without_the_needs_assessment(
    kept: date | None,
    needs_on: date | None,
    talks: list[Talk],
    before: list[EarlierCounselling],
    runs_from: date | None,
) -> None:
    """A start that is kept by itself counts, but not one that only this talk gave."""
    file = CaseFile(
        Case("IM-2026-0001", START, period_start=kept),
        Client(),
        talks=tuple(talks),
        earlier_counselling=tuple(before),
        needs_assessment=NeedsAssessment(needs_on) if needs_on else None,
    )
    assert start_besides_needs(file) == runs_from


@pytest.mark.parametrize(
    ("current", "derived", "code", "without_reason", "with_reason"),
    [
        (None, None, None, None, None),
        (START, START, None, START, START),
        (None, START, "start_first", START, START),
        (START, EARLIER, "start_earlier", EARLIER, EARLIER),
        (START, LATER, "start_later", START, LATER),
        (START, None, "start_gone", START, None),
    ],
)
def test_c1_an_earlier_start_is_taken_over_a_later_one_only_with_a_reason(
    current: date | None,
    derived: date | None,
    code: str | None,
    without_reason: date | None,
    with_reason: date | None,
) -> None:
    fact = compare_start(current, derived)
    assert (fact.code if fact else None) == code
    assert settled_start(current, derived) == without_reason
    assert settled_start(current, derived, "  ") == without_reason
    assert settled_start(current, derived, "falsch erfasst") == with_reason


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("2026-11-21", ["start_in_future"]),
        ("2026-11-20", []),
        ("2023-11-20", []),
        ("2023-11-19", ["start_over_regular"]),
        ("2022-11-20", ["start_over_regular"]),
        ("2022-11-19", ["start_over_longest"]),
        ("2015-01-01", ["start_over_longest"]),
    ],
)
def test_c7_a_start_long_ago_is_a_fact_and_no_crash(start: str, code: list[str]) -> None:
    assert codes(start_faults(date.fromisoformat(start), TODAY)) == code


def test_c9_the_clock_explains_itself() -> None:
    assert explain_period(Period(START), TODAY) == (
        Explanation("period_start_here", {"start": START}),
        Explanation("period_rule", {"start": START, "regular_end": date(2027, 3, 15)}),
        Explanation("period_last_day", {"last_day": date(2027, 3, 15)}),
        Explanation("period_days_left", {"days": 115, "last_day": date(2027, 3, 15)}),
        Explanation("period_extendable", {"latest": date(2028, 3, 15)}),
    )


@pytest.mark.parametrize(
    ("today", "until", "may", "code"),
    [
        ("2028-03-15", None, True, "period_extendable"),
        ("2028-03-16", None, False, "period_extendable_no_more"),
        ("2027-01-01", "2028-03-15", False, "period_exhausted"),
        ("2028-03-16", "2028-03-15", False, "period_exhausted"),
    ],
)
def test_c9_after_the_latest_day_nothing_can_be_extended(
    today: str, until: str | None, may: bool, code: str
) -> None:
    period = period_of(START, [date.fromisoformat(until)] if until else [])
    on = date.fromisoformat(today)
    assert (period.may_extend(on), explain_period(period, on)[-1].code) == (may, code)


def test_c9_the_clock_explains_a_start_brought_along_and_an_extension() -> None:
    period = period_of(date(2024, 2, 29), [date(2028, 2, 29)], BROUGHT, StartEvidence.TOLD)
    assert explain_period(period, TODAY) == (
        Explanation("period_start_brought", {"start": date(2024, 2, 29), "evidence": StartEvidence.TOLD}),
        Explanation("period_start_unproven", {"evidence": StartEvidence.TOLD}),
        Explanation("period_rule_month_end", {"start": date(2024, 2, 29), "regular_end": date(2027, 2, 28)}),
        Explanation("period_extended", {"until": date(2028, 2, 29), "regular_end": date(2027, 2, 28)}),
        Explanation("period_last_day", {"last_day": date(2028, 2, 29)}),
        Explanation("period_days_left", {"days": 466, "last_day": date(2028, 2, 29)}),
        Explanation("period_exhausted", {"latest": date(2028, 2, 29)}),
    )


@pytest.mark.parametrize(
    ("today", "fact"),
    [
        ("2024-03-14", Explanation("period_ahead", {"start": START, "days": 1})),
        ("2027-03-14", Explanation("period_days_left", {"days": 1, "last_day": date(2027, 3, 15)})),
        ("2027-03-15", Explanation("period_last_day_today", {"last_day": date(2027, 3, 15)})),
        ("2027-03-16", Explanation("period_over", {"days": 1, "last_day": date(2027, 3, 15)})),
        ("2033-03-15", Explanation("period_over", {"days": 2192, "last_day": date(2027, 3, 15)})),
    ],
)
def test_c9_the_days_in_words(today: str, fact: Explanation) -> None:
    assert days_fact(Period(START), date.fromisoformat(today)) == fact


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (Case("IM-1", START), "period_not_begun"),
        (Case("IM-1", START, start_origin=BROUGHT), "period_start_unknown"),
        (Case("IM-1", START, counselled_before=YesNoUnknown.YES), "period_start_unknown"),
        (Case("IM-1", START, counselled_before=YesNoUnknown.NO), "period_not_begun"),
        (Case("IM-1", START, period_start=START), "period_start_here"),
    ],
)
def test_c7_an_unknown_start_elsewhere_is_a_fact(case: Case, code: str) -> None:
    assert explain_clock(CaseFile(case, Client()), TODAY)[0].code == code


@pytest.mark.parametrize(
    ("days_left", "code", "threshold"),
    [
        (181, None, None),
        (180, "period_ends_soon", 180),
        (91, "period_ends_soon", 180),
        (90, "period_ends_soon", 90),
        (30, "period_ends_soon", 30),
        (1, "period_ends_soon", 30),
        (0, "period_ends_today", 30),
        (-1, "period_over", None),
    ],
)
def test_c9_warnings(days_left: int, code: str | None, threshold: int | None) -> None:
    period = Period(START)
    fact = warning_due(period, period.last_day - timedelta(days=days_left), (180, 90, 30))
    assert (fact.code if fact else None) == code
    assert (fact.values.get("threshold") if fact else None) == threshold


@pytest.mark.parametrize(
    ("days_left", "threshold"), [(181, None), (180, 180), (90, 90), (30, 30), (29, 30), (1, 30), (0, 0)]
)
@pytest.mark.parametrize("warning_days", [(30, 180, 0, 90), (0, 0, 30, 30, 90, 180, 180), (180, 90, 30, 0)])
def test_c9_warnings_in_any_order_twice_and_on_the_last_day(
    warning_days: tuple[int, ...], days_left: int, threshold: int | None
) -> None:
    period = Period(START)
    fact = warning_due(period, period.last_day - timedelta(days=days_left), warning_days)
    assert (fact.values["threshold"] if fact else None) == threshold


def test_c9_no_warning_where_none_is_set() -> None:
    assert warning_due(Period(START), date(2027, 3, 15), ()) is None
