"""Values that change in time take turns (I8)."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.validities import ends_before_begin, in_turn, not_now, validity_faults
from intman_desktop.values.case_file import Answer
from intman_desktop.values.explanation import Explanation

JANUARY, MARCH, JUNE = date(2026, 1, 12), date(2026, 3, 1), date(2026, 6, 1)
END_OF_MAY = date(2026, 5, 31)


def housing(value: str, begun: date | None = None, ended: date | None = None, number: int = 0) -> Answer:
    return Answer("housing", value, begun, ended, id=number)


def test_i8_a_value_without_a_last_day_ends_the_day_before_the_next_begins() -> None:
    first, second = in_turn((housing("preliminary", JANUARY), housing("private_rent", JUNE)))
    assert (first.valid_from, first.valid_to) == (JANUARY, END_OF_MAY)
    assert second.valid_to is None
    told = housing("preliminary", JANUARY, date(2026, 4, 30))
    assert in_turn((told, housing("private_rent", JUNE)))[0] == told
    assert in_turn(()) == ()


def test_i8_no_value_is_made_to_end_before_it_begins() -> None:
    held = (housing("follow_up_shared", JUNE), housing("private_rent", MARCH))
    assert in_turn(held) == held


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (housing("a", JUNE), housing("b", MARCH)),
        (housing("a", MARCH), housing("b", MARCH)),
        (housing("a", MARCH, JUNE), housing("b", JUNE)),
        (housing("a"), housing("b")),
        (housing("a"), housing("b", JUNE)),
        (housing("a", JANUARY, END_OF_MAY), housing("b", None, MARCH)),
    ],
)
def test_i8_two_values_of_a_field_that_would_hold_at_once_are_told(before: Answer, after: Answer) -> None:
    (fault,) = validity_faults((before, after), ())
    assert fault.code == "validities_overlap"
    assert fault.values["field"] == "housing"


def test_i8_values_one_after_the_other_and_those_of_other_fields_are_no_fault() -> None:
    fine = (
        housing("a", JANUARY, END_OF_MAY),
        housing("b", JUNE),
        housing("", MARCH),
        Answer("course", "women", None, END_OF_MAY),
        Answer("course", "literacy", None, MARCH),
        Answer("work", "none", MARCH),
    )
    assert validity_faults(fine, ()) == ()


def test_i8_what_overlapped_before_is_refused_only_where_one_of_the_two_is_changed() -> None:
    """A file of another program may hold it: what nobody touched keeps nobody from saving the rest."""
    held = (housing("a", JANUARY, number=1), housing("b", MARCH, number=2))
    assert validity_faults(held, held) == ()
    assert validity_faults((held[0], housing("c", MARCH, number=2)), held) != ()
    third = housing("c", date(2026, 9, 1))
    assert validity_faults((*held, third), held) != ()


def test_i8_a_last_day_before_the_first_is_none() -> None:
    assert ends_before_begin(housing("a", JUNE, MARCH))
    assert not ends_before_begin(housing("a", JUNE, JUNE))
    assert not ends_before_begin(housing("a", None, MARCH))


ENDED = Explanation("answer_ended", {"field": "housing", "until": MARCH})
TO_COME = Explanation("answer_to_come", {"field": "housing", "since": JUNE})


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ((), []),
        ((housing(" ", None, MARCH),), []),
        ((housing("a"),), []),
        ((housing("a", None, END_OF_MAY),), []),
        ((housing("a", END_OF_MAY),), []),
        ((housing("a", None, JANUARY), housing("b", JANUARY, MARCH)), [ENDED]),
        ((housing("a", None, MARCH), housing("b", MARCH)), []),
        ((housing("a", JUNE),), [TO_COME]),
        ((housing("a", None, MARCH), housing("b", JUNE), housing("c", date(2026, 7, 1))), [TO_COME]),
    ],
)
def test_i8_of_a_field_no_value_of_which_holds_it_is_told_why(
    answers: tuple[Answer, ...], told: list[Explanation]
) -> None:
    assert list(not_now(answers, ("work", "housing"), END_OF_MAY)) == told
