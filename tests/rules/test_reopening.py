"""L2, C6, C10, E5, K4: which ending can be taken back, and to what the case goes back then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from intman_desktop.rules.reopening import goes_back_to, span_to_open, take_back_faults
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, ConsentDecision
from tests import builders as a

TODAY = date(2026, 11, 20)
ENDED_ON = date(2026, 11, 10)
BEGUN = date(2026, 1, 12)


def ended(**details: Any) -> v.Case:
    told = {"state": CaseState.ENDED, "ended_on": ENDED_ON, "ending_reason": "relocation"}
    return a.a_case(**{**told, **details})


@pytest.mark.parametrize(
    ("details", "fault"),
    [
        ({}, None),
        ({"case": ended(ending_reason="mistake_or_duplicate")}, None),
        ({"case": a.a_case()}, "case_not_ended"),
        ({"case": a.a_case(state=CaseState.DORMANT)}, "case_not_ended"),
        ({"case": ended(hold_since=TODAY, hold_reason="Klage")}, "case_on_hold"),
        ({"case": ended(ending_reason="consent_withdrawn")}, "ending_by_withdrawal"),
        ({"consents": (a.a_consent(withdrawn_on=TODAY),)}, "ending_by_withdrawal"),
        ({"consents": (a.a_consent(valid_until=TODAY),)}, None),
        ({"consents": (a.a_consent(valid_until=date(2026, 11, 19)),)}, "basic_missing"),
        ({"consents": (a.a_consent(decision=ConsentDecision.REFUSED),)}, "basic_missing"),
        ({"consents": (a.a_health_consent(),)}, "basic_missing"),
        ({"consents": (a.a_consent(), a.a_health_consent(withdrawn_on=TODAY))}, None),
    ],
)
def test_l2_an_ending_is_taken_back_only_while_the_consent_opens_the_case(
    details: dict[str, Any], fault: str | None
) -> None:
    """Not under a hold, and never where the person herself withdrew (C10, E5)."""
    file = a.a_case_file(**{"case": ended(), **details})
    assert [each.code for each in take_back_faults(file, TODAY)] == ([fault] if fault else [])


def test_p2_it_is_said_why_the_consent_opens_nothing() -> None:
    """The sentence is that of every act on a closed case."""
    file = a.a_case_file(case=ended(), consents=(a.a_consent(valid_until=date(2026, 11, 19)),))
    (fault,) = take_back_faults(file, TODAY)
    assert dict(fault.values) == {"need": "basic", "because": "expired"}


REST = v.Decision("rest", date(2026, 11, 1), "Reise", TODAY)


@pytest.mark.parametrize(
    ("decisions", "today", "state"),
    [
        ((), TODAY, CaseState.ACTIVE),
        ((REST,), TODAY, CaseState.DORMANT),
        ((REST,), date(2026, 11, 21), CaseState.ACTIVE),
        ((REST, v.Decision("resume", date(2026, 11, 5))), TODAY, CaseState.ACTIVE),
        ((v.Decision("resume", date(2026, 10, 5)), REST), TODAY, CaseState.DORMANT),
        ((REST, v.Decision("take_over", date(2026, 11, 5), worker="MM")), TODAY, CaseState.DORMANT),
        ((v.Decision("rest", date(2026, 11, 1), "Reise"),), TODAY, CaseState.ACTIVE),
    ],
)
def test_c6_the_case_rests_again_while_its_rest_still_runs(
    decisions: tuple[v.Decision, ...], today: date, state: CaseState
) -> None:
    """Up to the last day of the rest; what else was decided since does not end it."""
    assert goes_back_to(a.a_case_file(case=ended(), decisions=decisions), today) is state


CLOSED = v.PlanSpan(BEGUN, ENDED_ON, "relocation")
OLDER = v.PlanSpan(date(2025, 1, 12), date(2025, 6, 1), "relocation")


@pytest.mark.parametrize(
    ("spans", "opened"),
    [
        ((CLOSED,), CLOSED),
        ((OLDER, CLOSED), CLOSED),
        ((CLOSED, OLDER), CLOSED),
        ((OLDER,), None),
        ((v.PlanSpan(BEGUN, ENDED_ON, "goals_reached"),), None),
        ((v.PlanSpan(BEGUN, date(2026, 11, 9), "relocation"),), None),
        ((v.PlanSpan(BEGUN),), None),
        ((CLOSED, v.PlanSpan(date(2026, 11, 11))), None),
        ((CLOSED, v.PlanSpan(date(2026, 11, 11), date(2026, 11, 12), "other")), None),
        ((), None),
    ],
)
def test_k4_only_the_stretch_that_the_ending_closed_opens_again(
    spans: tuple[v.PlanSpan, ...], opened: v.PlanSpan | None
) -> None:
    """The last one, closed on that day with that reason; a plan has never two open ones."""
    assert span_to_open(a.a_case_file(case=ended(), plan=a.a_plan(spans=spans))) == opened


def test_k4_without_a_plan_there_is_none_to_open() -> None:
    """Nor does a case without a day of its ending, as a damaged store can leave it, open one."""
    assert span_to_open(a.a_case_file(case=ended(), plan=None)) is None
    assert span_to_open(a.a_case_file(case=ended(ended_on=None), plan=a.a_plan(spans=(CLOSED,)))) is None
