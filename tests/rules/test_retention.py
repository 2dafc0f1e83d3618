"""L2, L7: the day of the erasure, and a wrong clock that is pointed out."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.retention import (
    clock_doubt,
    clock_fact,
    deletion_day,
    deletion_faults,
    needs_deletion_reason,
)

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
        (date(2027, 11, 21), None),
        (date(2027, 11, 22), "clock_far_ahead"),
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
    ],
)
def test_l7_a_jump_of_the_clock_is_doubted_until_it_is_confirmed(
    saved_on: tuple[date, ...], today: date, told: tuple[str, date] | None
) -> None:
    doubt = clock_doubt(saved_on, today)
    assert (None if doubt is None else (doubt.code, doubt.values["last_saved"])) == told
    assert doubt is None or doubt.values["today"] == today
