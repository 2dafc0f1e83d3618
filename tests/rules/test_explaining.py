"""C1, C6 to C9, P6, U5: what is said about a clock beside its calculation."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.explaining import earlier_is_unknown, explain_further
from intman_desktop.rules.target_group import TargetGroup
from intman_desktop.values.case_file import (
    Answer,
    Case,
    CaseFile,
    Client,
    Decision,
    EarlierCounselling,
    Extension,
    NeedsAssessment,
    Participant,
    Talk,
)
from intman_desktop.values.codes import StartOrigin, YesNoUnknown

TODAY = date(2026, 11, 20)
START = date(2023, 3, 15)
LAST_DAY, LATEST = date(2026, 3, 15), date(2027, 3, 15)
OWN = Case("IM-1", START, period_start=START, counselled_before=YesNoUnknown.NO)


def a_talk(on: date, *, counts: bool = True) -> Talk:
    return Talk(on, "in_person", "language", participants=(Participant("a", counts=counts),))


def said(case: Case = OWN, **parts: object) -> list[tuple[str, dict[str, object]]]:
    file = CaseFile(case, Client(), **{"talks": (a_talk(START),), **parts})  # type: ignore[arg-type]
    facts = explain_further(file, TODAY, TargetGroup({"none": False}, section_24_counts=True))
    return [(fact.code, dict(fact.values)) for fact in facts]


def codes(case: Case = OWN, **parts: object) -> list[str]:
    return [code for code, _values in said(case, **parts)]


def test_c9_of_a_plain_clock_there_is_nothing_else_to_say() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("talks", "code"),
    [
        ((a_talk(date(2023, 4, 1)),), ["start_later"]),
        ((), ["start_gone"]),
        ((a_talk(START, counts=False),), ["start_gone"]),
        ((a_talk(START, counts=False), a_talk(date(2023, 4, 1))), ["start_later"]),
        ((a_talk(START), a_talk(date(2023, 4, 1))), []),
    ],
    ids=["re-dated", "deleted", "no longer counting", "the next one counts", "another stays"],
)
def test_c1_both_starts_are_named_while_the_later_one_is_not_taken_over(
    talks: tuple[Talk, ...], code: list[str]
) -> None:
    assert codes(talks=talks) == code


def office(since: date | None) -> EarlierCounselling:
    return EarlierCounselling("LRA Musterkreis", since)


BROUGHT = Case("IM-1", START, period_start=START, start_origin=StartOrigin.BROUGHT)


@pytest.mark.parametrize(
    ("offices", "before", "code"),
    [
        ((office(START),), YesNoUnknown.YES, []),
        ((office(START), office(date(2024, 1, 1))), YesNoUnknown.YES, ["period_several_offices"]),
        ((office(START), office(None)), YesNoUnknown.YES, ["period_earlier_unknown"]),
        ((office(None),), YesNoUnknown.YES, ["period_earlier_unknown"]),
        ((), YesNoUnknown.YES, ["period_earlier_unknown"]),
        ((), YesNoUnknown.UNKNOWN, []),
    ],
)
def test_c7_several_offices_and_unknown_ones_are_named(
    offices: tuple[EarlierCounselling, ...], before: YesNoUnknown, code: list[str]
) -> None:
    case = Case("IM-1", START, period_start=START, counselled_before=before)
    assert codes(case, earlier_counselling=offices) == code


def test_c7_without_a_start_the_clock_itself_says_that_it_is_unknown() -> None:
    case = Case("IM-1", START, counselled_before=YesNoUnknown.YES)
    assert codes(case, talks=()) == []
    assert earlier_is_unknown(CaseFile(case, Client()))


def an_extension(until: date, decided_on: date) -> Extension:
    return Extension(until, decided_on, "illiteracy")


IN_TIME = an_extension(date(2026, 6, 15), date(2026, 2, 1))
IN_TIME_AGAIN = an_extension(date(2026, 9, 30), date(2026, 6, 15))
LATE = an_extension(date(2026, 12, 31), date(2026, 10, 1))


def test_c8_partial_extensions_stand_in_their_order_and_a_late_one_is_marked() -> None:
    assert said(extensions=(LATE, IN_TIME_AGAIN, IN_TIME)) == [
        (
            "extension_decided",
            {"decided_on": date(2026, 2, 1), "until": date(2026, 6, 15), "last_day": LAST_DAY},
        ),
        (
            "extension_decided",
            {"decided_on": date(2026, 6, 15), "until": date(2026, 9, 30), "last_day": date(2026, 6, 15)},
        ),
        (
            "extension_decided_late",
            {"decided_on": date(2026, 10, 1), "until": date(2026, 12, 31), "last_day": date(2026, 9, 30)},
        ),
    ]


def test_c8_a_later_extension_with_an_earlier_day_makes_none_less_late() -> None:
    late = an_extension(date(2026, 6, 30), date(2026, 6, 1))
    back_dated = an_extension(date(2026, 12, 31), date(2024, 3, 16))
    told = [code for code, _values in said(extensions=(late, back_dated))]
    assert told == ["extension_decided_late", "extension_decided"]


def test_c8_each_extension_is_judged_by_the_last_day_before_it() -> None:
    told = [values["last_day"] for _code, values in said(extensions=(LATE, IN_TIME))]
    assert told == [LAST_DAY, date(2026, 6, 15)]


def test_c1_an_extension_that_no_longer_fits_is_named_on_the_clock() -> None:
    beyond = an_extension(date(2027, 4, 1), date(2026, 2, 1))
    idle = an_extension(date(2026, 3, 1), date(2026, 2, 1))
    assert codes(extensions=(beyond,)) == ["extension_decided", "extension_now_beyond_latest"]
    assert codes(extensions=(idle,)) == ["extension_decided", "extension_now_without_effect"]
    gone = Case("IM-1", START)
    assert codes(gone, talks=(), extensions=(IN_TIME,)) == []


@pytest.mark.parametrize(
    ("days", "extended", "outside"),
    [
        ([LAST_DAY], False, ()),
        ([date(2026, 3, 16)], False, (date(2026, 3, 16),)),
        ([date(2026, 3, 16)], True, ()),
        (
            [date(2026, 6, 15), date(2026, 6, 16), date(2026, 7, 1)],
            True,
            (date(2026, 6, 16), date(2026, 7, 1)),
        ),
    ],
)
def test_c8_talks_outside_the_period_are_named(
    days: list[date], extended: bool, outside: tuple[date, ...]
) -> None:
    talks = (a_talk(START), *map(a_talk, days), a_talk(date(2026, 8, 1), counts=False))
    found = dict(said(talks=talks, extensions=(IN_TIME,) if extended else ()))
    named = found.get("period_talks_outside", {"count": 0, "days": ()})
    assert (named["count"], named["days"]) == (len(outside), outside)


def test_c8_a_needs_assessment_outside_the_period_is_named_as_a_talk() -> None:
    day = date(2026, 3, 16)
    found = dict(said(talks=(a_talk(START),), needs_assessment=NeedsAssessment(day)))
    assert found["period_talks_outside"] == {"count": 1, "days": (day,)}


ON = date(2025, 5, 2)


@pytest.mark.parametrize(
    ("decision", "code", "values"),
    [
        (
            Decision("rest", ON, "Reise", date(2025, 9, 1)),
            "decided_rest",
            {"on": ON, "until": date(2025, 9, 1), "reason": "Reise"},
        ),
        (Decision("resume", ON, "zurück"), "decided_resume", {"on": ON}),
        (Decision("go_on", ON, "Prüfung"), "decided_go_on", {"on": ON, "reason": "Prüfung"}),
        (Decision("return", ON, "aus Ulm"), "decided_return", {"on": ON, "reason": "aus Ulm"}),
        (
            Decision("take_over", ON, "", None, "VV", ON),
            "decided_take_over",
            {"on": ON, "worker": "VV", "told_on": ON},
        ),
        (Decision("start_changed", ON, "", START), "decided_start", {"on": ON, "start": START}),
        (Decision("start_changed", ON, "gelöscht"), "decided_no_start", {"on": ON}),
        (Decision("dormant", ON, "Ausland"), "decided_otherwise", {"on": ON, "reason": "Ausland"}),
        (Decision("dormant", ON), "decided_otherwise", {"on": ON, "reason": None}),
    ],
    ids=lambda value: value.kind if isinstance(value, Decision) else "",
)
def test_c6_each_decision_is_told(decision: Decision, code: str, values: dict[str, object]) -> None:
    assert said(decisions=(decision,)) == [(code, values)]


def test_c6_decisions_stand_in_the_order_of_their_days_and_move_nothing() -> None:
    rest = Decision("rest", date(2025, 5, 2), "Reise", date(2025, 9, 1))
    resume = Decision("resume", date(2025, 7, 1))
    assert codes(decisions=(resume, rest)) == ["decided_rest", "decided_resume"]


def test_p6_that_there_are_no_benefits_stands_last() -> None:
    none = Answer("benefits", "none", date(2026, 9, 1))
    assert codes(answers=(none,), decisions=(Decision("resume", ON),)) == ["decided_resume", "benefits_ended"]
