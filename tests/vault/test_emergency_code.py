"""The code of the emergency sheet: random, typed by a person, its typos told by the group."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.vault.emergency_code import (
    ALPHABET,
    GROUP_LENGTH,
    GROUPS,
    Fault,
    GroupFault,
    check_code,
    check_group,
    meant_as_code,
    new_code,
    normal_form,
    shaped_as_code,
)

pytestmark = pytest.mark.unmeasured

groups = st.integers(0, GROUPS - 1)
places = st.integers(0, GROUP_LENGTH - 1)


def _with_group(code: str, number: int, group: str) -> str:
    parts = code.split("-")
    parts[number] = group
    return "-".join(parts)


def test_a_code_has_six_groups_of_unmistakable_letters() -> None:
    code = new_code()
    assert [len(group) for group in code.split("-")] == [GROUP_LENGTH] * GROUPS
    assert set(code) <= set(ALPHABET) | {"-"}
    assert not set(ALPHABET) & set("IJLOQUV0123456789")


def test_a_code_holds_150_random_bits() -> None:
    assert len(ALPHABET) ** (GROUP_LENGTH - 1) >= 2**25
    assert len({new_code() for _ in range(200)}) == 200


@given(st.integers(), st.sampled_from(["", " ", "-", "  ", "\n", " - ", "\t", "–", "\u2011"]), st.booleans())
def test_a_new_code_is_faultless_however_it_is_typed(seed: int, between: str, small: bool) -> None:
    code = new_code()
    typed = between.join(code.split("-"))
    typed = typed.lower() if small else typed
    assert check_code(f" {typed}\n") == ()
    assert normal_form(typed) == code


def test_blanks_inside_groups_do_not_matter() -> None:
    code = new_code()
    typed = " ".join(code.replace("-", ""))
    assert check_code(typed) == ()
    assert normal_form(typed) == code


@given(groups, places, st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_found_in_its_group(group: int, place: int, letter: str) -> None:
    code = new_code()
    right = code.split("-")[group]
    wrong = right[:place] + letter + right[place + 1 :]
    expected = () if wrong == right else (GroupFault(group + 1, Fault.CHECK),)
    assert check_code(_with_group(code, group, wrong)) == expected


@given(groups, places, places)
def test_two_exchanged_letters_are_found_in_their_group(group: int, one: int, other: int) -> None:
    code = new_code()
    letters = list(code.split("-")[group])
    letters[one], letters[other] = letters[other], letters[one]
    expected = () if code.split("-")[group] == "".join(letters) else (GroupFault(group + 1, Fault.CHECK),)
    assert check_code(_with_group(code, group, "".join(letters))) == expected


@given(groups, groups)
def test_two_exchanged_groups_are_both_found(one: int, other: int) -> None:
    code = new_code()
    parts = code.split("-")
    parts[one], parts[other] = parts[other], parts[one]
    faults = check_code("-".join(parts))
    assert [fault.group for fault in faults] == (sorted({one + 1, other + 1}) if one != other else [])


@given(groups, st.sampled_from(sorted(set(string.ascii_uppercase + string.digits + "ÄÖÜ.") - set(ALPHABET))))
def test_a_letter_that_no_code_has_is_named(group: int, letter: str) -> None:
    code = new_code()
    wrong = letter + code.split("-")[group][1:]
    assert check_code(_with_group(code, group, wrong)) == (GroupFault(group + 1, Fault.LETTER),)


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda group: group[:-1], (GroupFault(3, Fault.LENGTH),)),
        (lambda group: group + "A", (GroupFault(3, Fault.LENGTH),)),
    ],
)
def test_a_group_too_short_or_too_long_is_named(change: object, faults: tuple[GroupFault, ...]) -> None:
    assert callable(change)
    code = new_code()
    assert check_code(_with_group(code, 2, change(code.split("-")[2]))) == faults


@pytest.mark.parametrize("group", range(1, 7))
def test_each_group_is_checked_alone_as_it_is_in_the_whole(group: int) -> None:
    letters = new_code().split("-")[group - 1]
    assert check_group(group, letters) is None
    assert check_group(group, letters.lower()) is None
    assert check_group(group % 6 + 1, letters) is Fault.CHECK
    assert check_group(group, letters[:6]) is Fault.LENGTH
    assert check_group(group, "O") is Fault.LETTER
    assert check_group(group, "") is Fault.MISSING


def test_missing_groups_are_named() -> None:
    code = new_code()
    assert check_code("-".join(code.split("-")[:4])) == (
        GroupFault(5, Fault.MISSING),
        GroupFault(6, Fault.MISSING),
    )
    assert [fault.fault for fault in check_code("")] == [Fault.MISSING] * GROUPS


def test_letters_after_the_last_group_are_its_fault() -> None:
    assert check_code(new_code().replace("-", "") + "AB") == (GroupFault(6, Fault.LENGTH),)


def test_a_group_beyond_25_bits_is_no_code() -> None:
    digits = [len(ALPHABET) - 1] * (GROUP_LENGTH - 1)
    check = (1 + sum(weight * digit for weight, digit in enumerate(digits, start=2))) % len(ALPHABET)
    group = "".join(ALPHABET[digit] for digit in (*digits, check))
    assert check_code(_with_group(new_code(), 0, group)) == (GroupFault(1, Fault.CHECK),)


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_the_check(text: str) -> None:
    assert all(1 <= fault.group <= GROUPS for fault in check_code(text))


def test_noise_is_not_a_code() -> None:
    draw = random.Random(7)
    noise = ["".join(draw.choice(ALPHABET) for _ in range(42)) for _ in range(500)]
    assert all(check_code(text) for text in noise)


@given(st.integers(0, 2**32 - 1), st.sets(st.integers(0, GROUPS - 1)))
def test_a_code_with_half_its_groups_right_is_still_known_as_one(seed: int, spoilt: set[int]) -> None:
    groups = new_code().split("-")
    for place in spoilt:
        groups[place] = random.Random(seed).choice(["1234567", "IJLOQUV", "A"])
    assert meant_as_code(" ".join(groups)) == (len(spoilt) <= GROUPS // 2)


@pytest.mark.parametrize(
    "text", ["", "falsch", "Ein langer Satz als gute Passphrase", "A" * 42, "a-b-c-d-e-f"]
)
def test_a_passphrase_is_not_meant_as_a_code(text: str) -> None:
    assert not meant_as_code(text)


@pytest.mark.parametrize(
    ("text", "shaped"),
    [(new_code(), True), (new_code().replace("-", ""), True), ("", False)],
    ids=["in groups", "in a row", "empty"],
)
def test_a_code_is_known_by_its_shape_however_much_is_misread(text: str, shaped: bool) -> None:
    misread = "".join("V" if letter.isalpha() else letter for letter in text)
    assert shaped_as_code(text) == shaped_as_code(misread) == shaped
    assert not shaped_as_code(f"{text}?")
