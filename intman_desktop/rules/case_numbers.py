"""Case numbers: what one may be, as they stand on papers, in names of files and on the command line."""

from __future__ import annotations

import unicodedata

from intman_desktop.values.explanation import Explanation

LONGEST_NUMBER = 40
"""Letters of a case number; those that the program gives have no thirty."""
LONGEST_PREFIX = LONGEST_NUMBER - len("-2026-999999")
"""Letters that the numbers of an office may begin with, so that each of them is one."""
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def number_faults(number: str, longest: int = LONGEST_NUMBER) -> tuple[Explanation, ...]:
    """Return what a case number from elsewhere cannot be: with letters nobody sees, or too long.

    These are control characters, line breaks, and what turns the direction of writing.

    Args:
        number: the number, or the letters that an office's numbers begin with.
        longest: how many letters it has at most.
    """
    faults = []
    if any(unicodedata.category(letter) in _UNSEEN for letter in number):
        faults.append(Explanation("number_unseen_letters"))
    if len(number) > longest:
        faults.append(Explanation("number_too_long", {"longest": longest}))
    return tuple(faults)


def prefix_faults(prefix: str) -> tuple[Explanation, ...]:
    """Return what the letters cannot be that an office's case numbers begin with.

    Each number must be one that files of this program take, here and elsewhere. Codes: those of
    ``number_faults``, and ``number_prefix_missing``.
    """
    if not prefix.strip():
        return (Explanation("number_prefix_missing"),)
    return number_faults(prefix, LONGEST_PREFIX)
