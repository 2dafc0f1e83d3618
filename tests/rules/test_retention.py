"""L2, L7: the day of the erasure, and a wrong clock that is pointed out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.rules.retention import (
    REASON_NOT_KEPT,
    clock_doubt,
    clock_fact,
    deletion_day,
    deletion_faults,
    needs_deletion_reason,
    with_reasons,
)
from tests.builders import a_case

SAVED = date(2026, 11, 20)


def test_l2_the_day_of_the_erasure_follows_from_the_setting() -> None:
    assert deletion_day(date(2026, 12, 24), 14) == date(2027, 1, 7)
    assert deletion_day(date(2026, 12, 24), 0) == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("days", "due", "late"),
    [
        (14, date(2027, 1, 7), False),
        (14, date(2027, 1, 6), False),
        (14, date(2027, 1, 8), True),
        (0, date(2026, 12, 24), False),
        (0, date(2026, 12, 25), True),
    ],
)
def test_l2_a_later_day_than_the_setting_needs_a_reason(days: int, due: date, late: bool) -> None:
    assert needs_deletion_reason(date(2026, 12, 24), due, days) is late


@pytest.mark.parametrize("due", [date(2026, 12, 24), date.max])
def test_l2_an_end_that_cannot_be_is_judged_like_any_other(due: date) -> None:
    """A file may tell one; only afterwards is it refused."""
    assert not needs_deletion_reason(date.max, due, 14)


@pytest.mark.parametrize(
    ("due", "reason", "fault"),
    [
        (None, "", None),
        (date(2026, 12, 24), "", None),
        (date(2027, 1, 7), "", None),
        (date(2027, 1, 8), "Klage", None),
        (date(2027, 1, 8), " ", "deletion_reason_missing"),
        (date(2026, 12, 23), "Klage", "deletion_before_ending"),
    ],
)
def test_l2_an_ended_case_is_erased_on_a_day_that_can_be(
    due: date | None, reason: str, fault: str | None
) -> None:
    """Not before its end, and later than the setting only for a visible reason."""
    found = deletion_faults(date(2026, 12, 24), due, reason, 14)
    assert [each.code for each in found] == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2019, 1, 1), "clock_went_back"),
        (date(2026, 11, 19), "clock_went_back"),
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), None),
        (date(2027, 10, 16), None),
        (date(2027, 10, 17), "clock_far_ahead"),
        (date(2027, 11, 20), "clock_far_ahead"),  # saved today, and the clock is in the next year
        (date(2035, 1, 1), "clock_far_ahead"),
    ],
)
def test_l7_a_day_that_cannot_be_right_is_pointed_out(today: date, code: str | None) -> None:
    fact = clock_fact(today, SAVED)
    assert (fact.code if fact else None) == code
    if fact is not None:
        assert fact.values == {"today": today, "last_saved": SAVED}


def test_l7_nothing_is_said_before_anything_was_saved() -> None:
    assert clock_fact(date(2019, 1, 1), None) is None


@pytest.mark.parametrize(
    ("saved_on", "today", "told"),
    [
        ((), SAVED, None),
        ((SAVED,), SAVED, None),
        ((date(2026, 1, 5), SAVED), date(2026, 11, 21), None),
        ((SAVED,), date(2035, 1, 1), ("clock_far_ahead", SAVED)),
        ((SAVED,), date(2026, 11, 19), ("clock_went_back", SAVED)),
        # What was saved under the wrong clock does not make it right.
        ((SAVED, date(2035, 1, 1)), date(2035, 1, 1), ("clock_far_ahead", SAVED)),
        ((SAVED, date(2035, 1, 1)), SAVED, ("clock_went_back", date(2035, 1, 1))),
        ((SAVED, date(2035, 1, 1), SAVED), SAVED, ("clock_went_back", date(2035, 1, 1))),
        # Back where it was before it went back: nothing lies before what was saved.
        ((SAVED, date(2026, 11, 1)), date(2026, 11, 19), ("clock_went_back", SAVED)),
        ((SAVED, date(2026, 11, 1)), SAVED, None),
        ((SAVED, date(2026, 11, 1), date(2026, 11, 2)), date(2026, 12, 1), None),
        ((SAVED, date(2019, 1, 1), date(2018, 1, 1), SAVED), date(2026, 12, 1), None),
        ((SAVED, date(2026, 11, 1)), date(2035, 1, 1), ("clock_far_ahead", date(2026, 11, 1))),
        ((date(2035, 1, 1), SAVED, date(2026, 11, 1)), SAVED, ("clock_went_back", date(2035, 1, 1))),
    ],
)
def test_l7_a_jump_of_the_clock_is_doubted_until_it_is_confirmed(
    saved_on: tuple[date, ...], today: date, told: tuple[str, date] | None
) -> None:
    doubt = clock_doubt(saved_on, today)
    assert (None if doubt is None else (doubt.code, doubt.values["last_saved"])) == told
    assert doubt is None or doubt.values["today"] == today


@pytest.mark.parametrize(
    ("lost", "kept"),
    [
        ({"hold_reason": " "}, {"hold_reason": REASON_NOT_KEPT}),
        ({"hold_review_on": None}, {"hold_review_on": date(2026, 11, 21)}),
        ({"hold_review_on": date(2026, 6, 1)}, {"hold_review_on": date(2026, 11, 21)}),
        ({"deletion_reason": ""}, {"deletion_reason": REASON_NOT_KEPT}),
        ({"deletion_reason": "", "deletion_due": date(2026, 11, 15)}, {}),
        ({"hold_since": None, "hold_reason": "", "hold_review_on": None}, {}),
    ],
)
def test_l2_what_keeps_a_case_has_words_and_a_hold_its_next_look(
    lost: dict[str, Any], kept: dict[str, Any]
) -> None:
    """What is there stays as it is."""
    case = a_case(
        ended_on=date(2026, 11, 1),
        deletion_due=date(2027, 3, 1),
        deletion_reason="Klage",
        hold_since=date(2026, 6, 1),
        hold_reason="Klage",
        hold_review_on=date(2026, 7, 1),
    )
    assert with_reasons(case, 14, SAVED) == case
    without = replace(case, **lost)
    assert with_reasons(without, 14, SAVED) == replace(without, **kept)
