"""C6, P6, U5: going on without benefits, with somebody who is back, and with a colleague."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.rules.decisions import (
    DecisionKind,
    decision_faults,
    kept_faults,
    rests_by,
    return_faults,
    take_over_faults,
)
from intman_desktop.rules.period import Period, period_of
from intman_desktop.rules.target_group import TargetGroup, benefits_fact, without_benefits_since
from intman_desktop.values.case_file import Answer, Case, CaseFile, Client, Decision, EarlierCounselling
from tests import builders as a

TODAY = date(2026, 11, 20)
START = date(2024, 3, 15)
LAST_DAY = date(2027, 3, 15)
OVER = Period(date(2023, 3, 15))
"""A period that was over on 15.03.2026."""


@pytest.mark.parametrize("kind", [DecisionKind.GO_ON, DecisionKind.RETURN])
@pytest.mark.parametrize(
    ("period", "on", "reason", "fault"),
    [
        (Period(START), TODAY, "Prüfung steht an", None),
        (Period(START), START, "Prüfung steht an", None),
        (Period(START), date(2026, 11, 21), "Prüfung", "decision_in_future"),
        (Period(START), date(2024, 3, 14), "Prüfung", "decision_before_start"),
        (OVER, date(2026, 3, 15), "Prüfung", None),
        (OVER, date(2026, 3, 16), "Prüfung", "decision_after_last_day"),
        (period_of(OVER.start, [date(2026, 12, 31)]), TODAY, "Prüfung", None),
        (Period(START), TODAY, "  ", "decision_reason_missing"),
        (None, TODAY, "Prüfung", "period_not_begun"),
    ],
)
def test_p6_c6_a_decision_lies_within_the_period_and_has_a_reason(
    kind: str, period: Period | None, on: date, reason: str, fault: str | None
) -> None:
    found = decision_faults(Decision(kind, on, reason), period, TODAY)
    assert [each.code for each in found] == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("decision", "faults"),
    [
        (Decision("go_on", START, " "), ["decision_reason_missing"]),
        (Decision("return", START), ["decision_reason_missing"]),
        (Decision("return", START, "ist wieder da"), []),
        (Decision("rest", START, "", date(2024, 4, 15)), ["rest_reason_missing"]),
        (Decision("rest", START, "Ausland"), ["rest_until_missing"]),
        (Decision("rest", START, "Ausland", START), ["rest_until_missing"]),
        (Decision("rest", START, "Ausland", date(2024, 4, 15)), []),
        (Decision("go_on", date(2026, 11, 21)), ["decision_in_future", "decision_reason_missing"]),
        (Decision("resume", START), []),
        (Decision("start_changed", START), []),
        (Decision("take_over", START, worker="XY"), ["take_over_not_told"]),
        (Decision("take_over", START, worker="XY", told_on=START), []),
        (Decision("of another program", START), []),
    ],
)
def test_p6_c6_a_decision_that_was_taken_has_what_it_was_taken_with(
    decision: Decision, faults: list[str]
) -> None:
    """Whatever the setting and the period were then, reason and end of a rest were asked."""
    assert [each.code for each in kept_faults(decision, TODAY)] == faults


@pytest.mark.parametrize("kind", ["go_on", "return", "rest", "resume"])
@pytest.mark.parametrize("days", [-1, 0])
def test_p6_c6_nothing_was_decided_at_discretion_before_the_start(kind: str, days: int) -> None:
    """Where the start of that day is known; a rest is counted from the first day of the case."""
    decision = Decision(kind, START + timedelta(days=days), "so", TODAY)
    early = days < 0 and kind in {"go_on", "return"}
    found = [each.code for each in kept_faults(decision, TODAY, START)]
    assert found == (["decision_before_start"] if early else [])
    assert kept_faults(decision, TODAY) == ()


def test_c6_a_case_rests_by_an_agreement_since_it_went_on_last() -> None:
    """What was agreed before the case was resumed is over."""
    rest, resume = Decision("rest", START, "Ausland", TODAY), Decision("resume", START)

    def resting(*decisions: Decision) -> Decision | None:
        return rests_by(replace(a.a_case_file(), decisions=decisions))

    assert resting() is None
    assert resting(resume, rest, Decision("go_on", START, "so")) == rest
    assert resting(rest, resume) is None


def test_c6_no_other_decision_is_taken_this_way() -> None:
    (found,) = decision_faults(Decision("rest", TODAY, "Reise"), Period(START), TODAY)
    assert found.code == "decision_kind_unknown"


EARLY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("talks", "details", "away"),
    [
        ([date(2026, 9, 20), date(2026, 10, 15), date(2026, 11, 10)], {}, False),
        ([], {"case": a.a_case(opened_on=date(2026, 11, 1))}, False),
        ([], {"case": a.a_case(opened_on=TODAY)}, False),
        ([date(2026, 9, 20)], {}, True),
        ([date(2026, 9, 20), TODAY], {}, True),
        ([date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 24)], {}, False),
        (
            [TODAY],
            {"case": a.a_case(opened_on=TODAY), "decisions": (Decision(DecisionKind.REST, TODAY),)},
            True,
        ),
        (
            [TODAY],
            {"case": a.a_case(opened_on=TODAY), "earlier_counselling": (EarlierCounselling("Ulm"),)},
            True,
        ),
    ],
)
def test_c6_only_who_was_away_can_be_back(talks: list[date], details: dict[str, object], away: bool) -> None:
    file = a.a_case_file(**{"case": a.a_case(opened_on=EARLY), **details})
    file = replace(file, talks=tuple(a.a_talk(file.case.key, on=on) for on in talks))
    back = Decision(DecisionKind.RETURN, TODAY, "aus Ulm")
    assert [each.code for each in return_faults(back, file)] == ([] if away else ["decision_never_away"])
    assert return_faults(replace(back, kind=DecisionKind.GO_ON), file) == ()


def test_c6_an_empty_appointment_is_no_contact() -> None:
    """C6, L9: whoever notes the appointments that nobody came to can record the return all the same."""
    forms = {date(2026, 9, 20): "no_show", date(2026, 10, 15): "third_party", date(2026, 11, 10): "no_show"}
    file = a.a_case_file(case=a.a_case(opened_on=EARLY))
    file = replace(file, talks=tuple(a.a_talk(file.case.key, on=on, form=form) for on, form in forms.items()))
    back = Decision(DecisionKind.RETURN, TODAY, "aus Ulm")
    assert return_faults(back, file, ("no_show", "third_party")) == ()
    assert [each.code for each in return_faults(back, file)] == ["decision_never_away"]


OWN = Case("IM-1", START, worker="EB")
HANDED = Decision(DecisionKind.TAKE_OVER, TODAY, worker="VV", told_on=TODAY)


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, []),
        ({"on": START, "told_on": START}, []),
        ({"on": START, "told_on": date(2024, 3, 14)}, ["take_over_told_before_opening"]),
        ({"worker": ""}, ["take_over_worker_missing"]),
        ({"worker": "XY"}, ["take_over_worker_missing"]),
        ({"worker": "EB"}, ["take_over_by_herself"]),
        ({"on": date(2026, 11, 21)}, ["decision_in_future"]),
        ({"on": date(2024, 3, 14)}, ["take_over_before_opening"]),
        ({"told_on": None}, ["take_over_not_told"]),
        ({"told_on": date(2026, 11, 21)}, ["take_over_told_in_future"]),
        ({"worker": "", "told_on": None}, ["take_over_worker_missing", "take_over_not_told"]),
    ],
)
def test_u5_a_colleague_takes_over_once_the_person_knows(
    details: dict[str, object], faults: list[str]
) -> None:
    decision = replace(HANDED, **details)  # type: ignore[arg-type]
    file = CaseFile(OWN, Client())
    assert [each.code for each in take_over_faults(decision, file, {"EB", "VV"}, TODAY)] == faults


@pytest.mark.parametrize(("on", "fault"), [(EARLY, None), (date(2026, 8, 31), "take_over_before_last")])
def test_u5_a_second_take_over_is_not_before_the_first(on: date, fault: str | None) -> None:
    file = CaseFile(OWN, Client(), decisions=(replace(HANDED, on=EARLY), Decision(DecisionKind.REST, TODAY)))
    found = take_over_faults(replace(HANDED, on=on), file, {"EB", "VV"}, TODAY)
    assert [each.code for each in found] == ([fault] if fault else [])


def benefits(value: str, since: date | None = None, until: date | None = None) -> Answer:
    return Answer("benefits", value, since, until)


ENDED = date(2026, 9, 1)
NONE_SINCE = benefits("none", ENDED)
SECURES = {"sgb_2": True, "asylblg_3": True, "wohngeld": False, "none": False}


@pytest.mark.parametrize(
    ("answers", "since"),
    [
        ((), None),
        ((benefits("sgb_2"),), None),
        ((benefits("none"),), START),
        ((NONE_SINCE,), ENDED),
        ((benefits("sgb_2", None, date(2026, 8, 31)), NONE_SINCE), ENDED),
        ((benefits("sgb_2"), NONE_SINCE), None),
        ((benefits("unknown"), NONE_SINCE), ENDED),
        ((benefits("unknown"),), None),
        ((benefits("wohngeld", ENDED),), ENDED),
        ((benefits("none, wohngeld", ENDED),), ENDED),
        ((benefits("wohngeld, sgb_2", ENDED),), None),
        ((benefits("none", date(2026, 11, 21)),), None),
        ((benefits("none", None, date(2026, 11, 19)),), None),
        ((benefits("sgb_2", None, date(2026, 8, 31)),), None),
        ((Answer("work_kind", "none"),), None),
        ((benefits("none, unknown", ENDED),), None),
        ((NONE_SINCE, benefits("unknown", date(2026, 10, 1))), None),
        ((benefits("none", ENDED, date(2026, 9, 30)), benefits("wohngeld", date(2026, 10, 1))), ENDED),
        ((NONE_SINCE, benefits("wohngeld", date(2026, 10, 1))), ENDED),
        (
            (benefits("none", ENDED, date(2026, 9, 30)), benefits("wohngeld", date(2026, 10, 8))),
            date(2026, 10, 8),
        ),
    ],
    ids=str,
)
def test_p6_no_benefits_are_told_and_never_concluded(answers: tuple[Answer, ...], since: date | None) -> None:
    assert without_benefits_since(answers, START, TODAY, SECURES) == since


@pytest.mark.parametrize(
    ("section_24", "counts", "decided_on", "code"),
    [
        (None, True, None, "benefits_ended"),
        (False, True, None, "benefits_ended"),
        (True, True, None, "section_24_without_benefits"),
        (True, False, None, "benefits_ended"),
        (None, True, ENDED, "benefits_ended_goes_on"),
        (None, True, date(2026, 8, 31), "benefits_ended_goes_on"),
    ],
)
def test_p6_going_on_without_benefits_is_a_decision_but_under_section_24(
    section_24: bool | None, counts: bool, decided_on: date | None, code: str
) -> None:
    decisions = (Decision(DecisionKind.GO_ON, decided_on, "Prüfung"),) if decided_on else ()
    group = TargetGroup(SECURES, counts)
    fact = benefits_fact((NONE_SINCE,), decisions, START, TODAY, group, section_24=section_24)
    assert fact is not None
    assert fact.code == code


SECURED_AGAIN = (
    benefits("none", date(2025, 1, 1), date(2025, 6, 30)),
    benefits("asylblg_3", date(2025, 7, 1), date(2025, 12, 31)),
    benefits("sgb_2", date(2026, 1, 1), date(2026, 8, 31)),
    NONE_SINCE,
)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2025, 6, 30), "benefits_ended"),
        (date(2025, 7, 1), "benefits_ended_goes_on"),
        (date(2026, 8, 20), "benefits_ended_goes_on"),
    ],
)
def test_p6_a_decision_taken_in_advance_holds_and_one_about_an_earlier_end_does_not(
    on: date, code: str
) -> None:
    group = TargetGroup(SECURES, section_24_counts=True)
    decisions = (Decision(DecisionKind.GO_ON, on, "Prüfung"),)
    fact = benefits_fact(SECURED_AGAIN, decisions, START, TODAY, group, section_24=None)
    assert fact is not None
    assert fact.code == code
    assert fact.values["since"] == ENDED


def test_p6_with_benefits_there_is_nothing_to_say() -> None:
    group = TargetGroup(SECURES, section_24_counts=True)
    assert benefits_fact((benefits("asylblg_3"),), (), START, TODAY, group, section_24=None) is None
