"""The words that rules are told: what ships can be read, and a fault in a list is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from intman_desktop.paths import resource
from intman_desktop.rules.folding import fold_name
from intman_desktop.word_lists import everyday_words, read_everyday_words, read_spellings, spellings


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that writes a list and returns where it lies."""

    def write(text: str) -> Path:
        path = tmp_path / "list.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_l5_the_everyday_words_that_ship_have_no_fault_and_are_read_once() -> None:
    assert everyday_words() is everyday_words()
    for word in ("Sommer", "Sommers", "lange", "Köchin", "Weiß", "null"):
        assert word in everyday_words(), word
    for word in ("Nour", "Nasser", "Armen", ""):
        assert word not in everyday_words(), word


def test_l5_the_everyday_words_stand_in_the_order_of_the_dictionary() -> None:
    lines = resource("names", "everyday_words.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    assert words == sorted(words, key=lambda word: (fold_name(word), word))
    assert len(words) > 500


def test_what_is_said_of_a_list_and_empty_lines_are_no_words_of_it(listed: Callable[[str], Path]) -> None:
    words = read_everyday_words(listed("# Tiere\nHase\n\n# Bäume\nLinde\n"))
    assert "Hase" in words and "Linde" in words
    assert "Tiere" not in words


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# Tiere\nHase Igel\n", "list.txt, line 2: only one word may stand there, not 'Hase Igel'"),
        ("Hase\n\nIgel;\n", "list.txt, line 3: 'Igel;' is no word of letters alone"),
        ("Hase\n2\n", "list.txt, line 2: '2' is no word of letters alone"),
        ("Süß\nIgel\nSUESS\n", "list.txt, line 3: 'SUESS' stands already in list.txt, line 1"),
    ],
)
def test_a_fault_in_the_everyday_words_is_told_with_its_line(
    listed: Callable[[str], Path], text: str, fault: str
) -> None:
    with pytest.raises(ValueError) as told:
        read_everyday_words(listed(text))
    assert str(told.value) == fault


def test_the_spellings_that_ship_have_no_fault_and_are_read_once() -> None:
    """Also no spelling that is of two names."""
    assert spellings() is spellings()
    assert spellings().name_of("xhevdet") == "cevdet"
    assert spellings().all_of("cevdet") >= {"cevdet", "xhevdet", "jevdet"}
    assert spellings().all_of("") == spellings().all_of("nobody") == frozenset()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("said saeed;\n", "list.txt, line 1: 'saeed;' is no word of letters alone"),
        ("olena elena\n\nolha olga, helga\n", "list.txt, line 3: 'olga,' is no word of letters alone"),
        ("said saeed\n# old\nsayed SAEED\n", "list.txt, line 3: 'SAEED' stands already in list.txt, line 1"),
    ],
)
def test_a_fault_in_the_spellings_is_told_with_its_line(
    listed: Callable[[str], Path], text: str, fault: str
) -> None:
    with pytest.raises(ValueError) as told:
        read_spellings(listed(text))
    assert str(told.value) == fault


def test_two_spellings_of_one_name_may_fold_to_one_word(listed: Callable[[str], Path]) -> None:
    known = read_spellings(listed("ismail esmail esmaeil\n"))
    assert known.name_of("esmail") == "ismail"
