"""L5: each time a name stands in a text can be chosen; an everyday word is not taken for a name unasked."""

from __future__ import annotations

from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.named import Sought, likenesses, sought
from intman_desktop.rules.occurrences import chosen_blacked_out, passages
from intman_desktop.rules.redaction import BLACK, blacked_out
from intman_desktop.values.case_file import Client
from intman_desktop.word_lists import everyday_words, spellings

SOMMER = sought(Client("Sommer", "Nour"), spellings())
SAHIN = sought(Client("Al-Şahin", "Li Mareike", "Frau S."), spellings())


def found(text: str, wanted: Sought) -> list[tuple[str, bool]]:
    """Return the words of each occurrence, and whether they surely mean her."""
    return [
        (passage.text[each.spans[0][0] : each.spans[-1][1]], each.surely)
        for passage in passages(text, wanted, everyday_words())
        for each in passage.occurrences
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Im Sommer war es heiß.", [("Sommer", False)]),
        ("Die Nachbarin Frau Sommer half.", [("Sommer", True)]),
        ("Mit Fr. Sommer da.", [("Sommer", True)]),
        ("Den Herrn Sommer traf sie.", [("Sommer", True)]),
        ("Familie Sommer", [("Sommer", True)]),
        ("Nour kommt aus dem Kurs.", [("Nour", True)]),
        ("Mit Nour Sommer da.", [("Nour Sommer", True)]),
        ("Sommer, Nour", [("Sommer", True), ("Nour", True)]),
        ("Im Sommer, Nour war da.", [("Sommer", False), ("Nour", True)]),
        ("Im Sommer Nour getroffen.", [("Sommer", False), ("Nour", True)]),
        ("Sommer half.", [("Sommer", False)]),
        ("Sommers Auto", [("Sommers", False)]),
        ("Im Sommer kam Frau Sommer.", [("Sommer", False), ("Sommer", True)]),
        ("Es wird Sommer. Nour kommt.", [("Sommer", False), ("Nour", True)]),
        ("Nichts.", []),
        ("", []),
    ],
)
def test_l5_what_surely_is_a_name_is_told_from_what_may_be_none(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    assert found(text, SOMMER) == expected


@pytest.mark.parametrize(
    ("family_name", "text", "expected"),
    [
        ("Lange", "Dauert nicht mehr lange.", [("lange", False)]),
        ("Null", "A1 mit null Fehlern.", [("null", False)]),
        ("Kaufmann", "Ausbildung Kaufmann im Einzelhandel.", [("Kaufmann", False)]),
        ("Pfleger", "Pfleger gesucht. Herr Pfleger kam.", [("Pfleger", False), ("Pfleger", True)]),
        ("Lange", "Lange kam.", [("Lange", False)]),
        ("Nasser", "Termin mit Nasser am Montag.", [("Nasser", True)]),
        ("Armin", "Armin rief an, Armen nicht.", [("Armin", True), ("Armen", False)]),
        ("Weißgrund", "Es steht auf weißgrund.", [("weißgrund", False)]),
        ("Weißgrund", "termin mit weißgrund", [("weißgrund", True)]),
        ("Şahin", "Şahin'in annesi kam, Şahin’den ein Brief.", [("Şahin'in", True), ("Şahin’den", True)]),
        ("Yılmaz", "Die Yilmazlar kamen.", [("Yilmazlar", False)]),
        ("Haddad", "haddadi.nour@post.example", [("nour", True)]),
        ("Al-Hasan", "NourAlHasan@post.example", [("NourAlHasan", True)]),
        ("Sommer", "Das Sommerfest war schön.", []),
    ],
)
def test_l5_small_letters_trades_and_endings_are_known(
    family_name: str, text: str, expected: list[tuple[str, bool]]
) -> None:
    assert found(text, sought(Client(family_name, "Nour"), spellings())) == expected


def test_l5_a_word_behind_an_article_is_no_name_unless_it_is_said_so() -> None:
    wanted = sought(Client("Wasser", "Li"), spellings())
    assert found("Das Wasser war kalt. Wasser kam mit Frau Li.", wanted) == [
        ("Wasser", False),
        ("Wasser", True),
        ("Li", True),
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Kam heute. War mit Sahin da!\nMareike rief an: morgen. Sonst nichts",
            ["War mit Sahin da!", "Mareike rief an: morgen."],
        ),
        ("  Sahin kam. \n\n Fr. Li Mareike auch.  ", ["Sahin kam.", "Fr. Li Mareike auch."]),
    ],
)
def test_l5_the_sentences_are_whole_in_which_the_name_occurs(text: str, sentences: list[str]) -> None:
    assert [each.text for each in passages(text, SAHIN, everyday_words())] == sentences


def test_l5_only_what_is_chosen_is_blacked_out() -> None:
    text = "Im Sommer war es heiß. Frau Sommer half.\nNour Sommer kam."
    left = chosen_blacked_out(text, SOMMER, everyday_words(), iter((False, True, True)))
    assert left == f"Im Sommer war es heiß. Frau {BLACK} half.\n{BLACK} {BLACK} kam."


WORDS = (
    "Im ",
    "Frau ",
    "Sommer",
    "Sommers ",
    "Nour ",
    "Nour, ",
    ". ",
    "\n",
    " ",
    "und ",
    "Li ",
    "Sahin",
    "Fr. ",
)


@given(st.lists(st.sampled_from(WORDS)).map("".join))
def test_l5_every_word_of_the_name_can_be_chosen_and_none_must(text: str) -> None:
    for wanted in (SOMMER, SAHIN):
        every = [span for span, _how in likenesses(text, wanted)]
        assert chosen_blacked_out(text, wanted, everyday_words(), repeat(True)) == blacked_out(text, every)
        assert chosen_blacked_out(text, wanted, everyday_words(), repeat(False)) == text
