"""What a case number may be."""

from __future__ import annotations

import pytest

from intman_desktop.rules.case_numbers import LONGEST_PREFIX, number_faults
from intman_desktop.values.explanation import Explanation


@pytest.mark.parametrize("letter", ["\n", "\t", "\0", "\x1b", "\x85", "\u2028", "\u202e", "\u2067", "\u200b"])
def test_no_letter_that_nobody_sees_is_one_of_a_case_number(letter: str) -> None:
    assert number_faults(f"IM{letter}1") == (Explanation("number_unseen_letters"),)


def test_a_case_number_is_of_a_length_that_fits_in_a_name_of_a_file() -> None:
    assert (
        number_faults("IM-2026-0001") == number_faults("\N{LATIN SMALL LETTER A WITH DIAERESIS} 7" * 10) == ()
    )
    assert number_faults("7" * 41) == (Explanation("number_too_long", {"longest": 40}),)
    assert number_faults("I" * LONGEST_PREFIX + "-2026-999999") == ()
    assert number_faults("II", 1) == (Explanation("number_too_long", {"longest": 1}),)
