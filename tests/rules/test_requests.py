"""L8: a month to answer, once longer and told in time, and what an entry needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.requests import (
    LONGEST,
    due_on,
    erasure_promised,
    extended_due,
    first_due,
    is_late,
    parts_to_erase,
    request_faults,
    restrictions_in_force,
    unanswered_requests,
    use_to_stop,
)
from intman_desktop.values.codes import IdentityCheck, RequestAnswer, RequestKind
from intman_desktop.values.requests import Request
from tests.rules import bgb

TODAY = date(2026, 11, 20)
ASKED = Request(RequestKind.ACCESS, date(2026, 11, 2))
ANSWERED = replace(ASKED, identity=IdentityCheck.KNOWN, answered_on=TODAY, answer=RequestAnswer.HANDED_OVER)
LONGER = replace(ASKED, extension_reason="viele Papiere", extension_told_on=date(2026, 11, 10))


@pytest.mark.parametrize(
    ("received", "first", "extended"),
    [
        (date(2026, 11, 2), date(2026, 12, 2), date(2027, 2, 2)),
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        (date(2027, 11, 30), date(2027, 12, 30), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31), date(2027, 3, 31)),
        (date(2028, 2, 29), date(2028, 3, 29), date(2028, 5, 29)),
    ],
)
def test_l8_the_time_is_a_month_and_with_its_extension_three_from_the_request(
    received: date, first: date, extended: date
) -> None:
    assert (first_due(received), extended_due(received)) == (first, extended)
    assert due_on(replace(ASKED, received_on=received)) == first
    assert due_on(replace(ASKED, received_on=received, extension_told_on=received)) == extended


@given(received=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_l8_a_month_ends_on_its_own_day_or_on_the_last_of_a_shorter_month(received: date) -> None:
    """Told once more by §§ 187 (1), 188 (2), (3) BGB, day by day."""
    due = first_due(received)
    event = (received.year, received.month, received.day)
    assert (due.year, due.month, due.day) == bgb.end_after_event(event, 1)
    extended = extended_due(received)
    assert (extended.year, extended.month, extended.day) == bgb.end_after_event(event, 3)


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, []),
        ({"received_on": date(2026, 11, 21)}, ["request_in_future"]),
        ({"kind": RequestKind.RECTIFICATION}, ["request_what_missing"]),
        ({"kind": RequestKind.RECTIFICATION, "what": "die Hausnummer"}, []),
        ({"kind": RequestKind.OBJECTION, "what": " "}, ["request_use_missing"]),
        ({"kind": RequestKind.OBJECTION, "what": "keine E-Mails"}, []),
        ({"note": "x" * (LONGEST + 1)}, ["request_too_long"]),
        ({"extension_reason": "viele Papiere"}, ["request_extension_day_missing"]),
        ({"extension_told_on": TODAY}, ["request_extension_reason_missing"]),
        (
            {
                "received_on": date(2026, 10, 2),
                "extension_reason": "x",
                "extension_told_on": date(2026, 11, 3),
            },
            ["request_extension_too_late"],
        ),
        (
            {
                "received_on": date(2026, 10, 2),
                "extension_reason": "x",
                "extension_told_on": date(2026, 11, 2),
            },
            [],
        ),
        ({"extension_reason": "x", "extension_told_on": date(2026, 11, 1)}, ["request_extension_too_early"]),
        ({"extension_reason": "x", "extension_told_on": date(2026, 11, 21)}, ["request_extension_in_future"]),
        ({"answer": RequestAnswer.SENT}, ["request_answer_day_missing"]),
        (
            {"answered_on": TODAY},
            ["request_answer_missing", "request_identity_missing"],
        ),
    ],
)
def test_l8_what_an_entry_lacks(details: dict[str, Any], faults: list[str]) -> None:
    assert [fault.code for fault in request_faults(replace(ASKED, **details), TODAY)] == faults


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        ({}, []),
        ({"answered_on": date(2026, 11, 21)}, ["request_answered_in_future"]),
        ({"answered_on": date(2026, 11, 1)}, ["request_answered_before"]),
        ({"identity": None}, ["request_identity_missing"]),
        ({"answer": RequestAnswer.REFUSED}, ["request_refusal_reason_missing"]),
        ({"answer": RequestAnswer.REFUSED, "refusal_reason": "x", "identity": None}, []),
    ],
)
def test_l8_an_answer_needs_its_day_and_who_it_was_and_a_refusal_its_reason(
    details: dict[str, Any], faults: list[str]
) -> None:
    assert [fault.code for fault in request_faults(replace(ANSWERED, **details), TODAY)] == faults


def test_l8_late_is_what_is_answered_or_still_open_after_its_last_day() -> None:
    assert not is_late(ASKED, date(2026, 12, 2))
    assert is_late(ASKED, date(2026, 12, 3))
    assert not is_late(LONGER, date(2027, 2, 2))
    assert not is_late(ANSWERED, date(2027, 12, 31))
    assert is_late(replace(ANSWERED, answered_on=date(2026, 12, 3)), date(2026, 12, 4))


def test_l8_what_waits_for_an_answer_stands_with_the_oldest_first() -> None:
    one, other = (Request(RequestKind.ACCESS, date(2026, 11, day), id=day) for day in (2, 1))
    answered = Request(RequestKind.ERASURE, date(2026, 10, 1), answered_on=date(2026, 10, 2))
    assert unanswered_requests([one, answered, other]) == (other, one)
    assert unanswered_requests([answered]) == ()


SENT, DONE, NO = RequestAnswer.SENT, RequestAnswer.CARRIED_OUT, RequestAnswer.REFUSED


@pytest.mark.parametrize(
    ("kind", "what", "answer", "calls_for"),
    [
        (RequestKind.ERASURE, "", SENT, "erasing"),
        (RequestKind.ERASURE, " ", DONE, "erasing"),
        (RequestKind.ERASURE, "", NO, ""),
        (RequestKind.ERASURE, "", None, ""),
        (RequestKind.ERASURE, "die Notiz", SENT, "part"),
        (RequestKind.ERASURE, "die Notiz", DONE, ""),
        (RequestKind.ERASURE, "die Notiz", NO, ""),
        (RequestKind.OBJECTION, "", SENT, "mark"),
        (RequestKind.OBJECTION, "", DONE, ""),
        (RequestKind.OBJECTION, "", NO, ""),
        (RequestKind.OBJECTION, "keine E-Mails", SENT, "mark"),
        (RequestKind.OBJECTION, "keine E-Mails", DONE, ""),
        (RequestKind.RESTRICTION, "", SENT, "mark"),
        (RequestKind.RESTRICTION, "", DONE, ""),
        (RequestKind.RESTRICTION, "", NO, ""),
        (RequestKind.RESTRICTION, "die Anschrift", SENT, "mark"),
        (RequestKind.RESTRICTION, "die Anschrift", DONE, ""),
        (RequestKind.ACCESS, "", SENT, ""),
        (RequestKind.RECTIFICATION, "die Hausnummer", SENT, ""),
    ],
)
def test_l1_l8_what_an_answer_promised_is_kept_until_it_is_done(
    kind: RequestKind, what: str, answer: RequestAnswer | None, calls_for: str
) -> None:
    """Art. 17 (1) c, 18, 21 DS-GVO: a granted objection stops a use, and never erases the whole case."""
    request = replace(ASKED, kind=kind, what=what, answered_on=TODAY if answer else None, answer=answer)
    kept = {
        "erasing": erasure_promised([request]) is not None,
        "part": parts_to_erase([request]) == (request,),
        "mark": use_to_stop([request]) == (request,),
    }
    assert [each for each, so in kept.items() if so] == ([calls_for] if calls_for else [])


def test_l8_of_several_promises_the_first_counts_and_the_oldest_stands_first() -> None:
    late, early = (
        replace(ASKED, kind=RequestKind.ERASURE, answered_on=date(2026, 11, day), answer=SENT, id=day)
        for day in (12, 5)
    )
    assert erasure_promised([late, early]) == early
    assert erasure_promised([]) is None
    named = [replace(each, what="die Notiz") for each in (late, early)]
    assert parts_to_erase(named) == (named[1], named[0])


def test_l8_a_restriction_is_in_force_from_its_answer_until_it_is_entered_as_ended() -> None:
    """Art. 18 DS-GVO: an objection marks the case as well, but keeps nothing from being erased."""
    granted = replace(ANSWERED, kind=RequestKind.RESTRICTION)
    others = (
        replace(granted, answered_on=None, answer=None),
        replace(granted, answer=DONE),
        replace(granted, answer=NO),
        replace(granted, kind=RequestKind.OBJECTION, what="keine E-Mails"),
    )
    assert restrictions_in_force([*others, granted]) == (granted,)
