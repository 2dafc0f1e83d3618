"""The code on the emergency sheet: 150 random bits in six groups that know their own typing faults.

A group is six letters for 25 bits and a check letter. The alphabet has 19 letters, a prime, so
that one wrong letter and any two exchanged letters of a group are always found; the group's
number is part of its check, so that exchanged groups are found too.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "ABCDEFGHKMNPRSTWXYZ"
"""No I, J, L, O, Q, U, V: they are taken for one another, or for a digit, on paper."""
GROUPS = 6
GROUP_LENGTH = 7
_BITS = 25
_BASE = len(ALPHABET)


class Fault(StrEnum):
    """What is wrong with a group."""

    MISSING = "missing"
    LENGTH = "length"
    LETTER = "letter"
    CHECK = "check"


@dataclass(frozen=True)
class GroupFault:
    """One group (1 to 6) and what is wrong with it."""

    group: int
    fault: Fault


def new_code() -> str:
    """Return a new random code, as printed: six groups of seven letters with hyphens."""
    return "-".join(_written(number, secrets.randbits(_BITS)) for number in range(1, GROUPS + 1))


def check_code(text: str) -> tuple[GroupFault, ...]:
    """Return the faulty groups of a typed code, in order; empty where it could be a code.

    Small letters, blanks, hyphens and line breaks do not matter. Without six groups told apart
    by them, every seven letters count as one.
    """
    groups = _groups(text)
    found = [_fault(number, group) for number, group in enumerate(groups, start=1)]
    return tuple(GroupFault(number, fault) for number, fault in enumerate(found, start=1) if fault)


def check_group(number: int, letters: str) -> Fault | None:
    """Return what is wrong with the group of that ``number`` (1 to 6) as it is typed so far, or None.

    A wrong letter is told at once; too few are no fault of ``letters`` that are still being typed, but
    ``LENGTH``, and none at all ``MISSING``. Small letters do not matter.
    """
    return _fault(number, letters.upper())


def meant_as_code(text: str) -> bool:
    """Return whether a text can only be a code, perhaps with typing faults: half its groups are without one.

    Of what is no code, one group in 19 or fewer would fit by chance.
    """
    return len(check_code(text)) <= GROUPS // 2


def shaped_as_code(text: str) -> bool:
    """Return whether a text is written like a code, however much of it is misread: six groups of seven.

    A passphrase may be so as well: it is tried before anybody is told of groups.
    """
    typed = _typed(text)
    lengths = [len(group) for group in typed]
    in_groups = lengths in ([GROUP_LENGTH] * GROUPS, [GROUP_LENGTH * GROUPS])
    return in_groups and all(group.isalnum() for group in typed)


def normal_form(text: str) -> str:
    """Return a typed code as it was printed; only for one without faults."""
    return "-".join(_groups(text))


def _typed(text: str) -> list[str]:
    return [group for group in re.split(r"[\s\-\u2010-\u2015]+", text.upper()) if group]


def _groups(text: str) -> list[str]:
    typed = _typed(text)
    if len(typed) != GROUPS:
        run = "".join(typed)
        typed = [run[start : start + GROUP_LENGTH] for start in range(0, GROUPS * GROUP_LENGTH, GROUP_LENGTH)]
        typed[-1] += run[GROUPS * GROUP_LENGTH :]
    return typed


def _fault(number: int, group: str) -> Fault | None:
    if not group:
        return Fault.MISSING
    if any(letter not in ALPHABET for letter in group):
        return Fault.LETTER
    if len(group) != GROUP_LENGTH:
        return Fault.LENGTH
    digits = [ALPHABET.index(letter) for letter in group]
    value = 0
    for digit in digits[:-1]:
        value = value * _BASE + digit
    if digits[-1] != _check(number, digits[:-1]) or value >> _BITS:
        return Fault.CHECK
    return None


def _written(number: int, value: int) -> str:
    digits: list[int] = []
    for _place in range(GROUP_LENGTH - 1):
        value, digit = divmod(value, _BASE)
        digits.insert(0, digit)
    return "".join(ALPHABET[digit] for digit in (*digits, _check(number, digits)))


def _check(number: int, digits: list[int]) -> int:
    """Return the check digit: weights 2 to 7 for the letters, 1 for the check letter itself, modulo 19."""
    return (number + sum(weight * digit for weight, digit in enumerate(digits, start=2))) % _BASE
