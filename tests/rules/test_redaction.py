"""L5, E3: a name is found in texts about others and blacked out; so is what was said of a closed kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.folding import plain_letters
from intman_desktop.rules.redaction import BLACK, name_words, redacted, sentences_with, without_words
from intman_desktop.values.case_file import Client, Participant

WORDS = name_words(Client("Al-Şahin", "Li Mareike", "Frau S."))


def test_l5_the_words_of_a_name_are_looked_for_whole_and_in_their_parts() -> None:
    assert {"alsahin", "sahin", "mareike", "frau"} == WORDS
    assert name_words(Client("Li", "Bo")) == frozenset()


@pytest.mark.parametrize(
    ("text", "black"),
    [
        ("Kam mit SAHIN zusammen.", f"Kam mit {BLACK} zusammen."),
        ("Al-Şahin/Al-Sahin, (Şahin)!", f"{BLACK}/{BLACK}, ({BLACK})!"),
        ("Sahins Sohn, sahinweit", "Sahins Sohn, sahinweit"),
        ("S\u0327ahin", BLACK),
        ("", ""),
        ("Sahin¼, 00¼", "Sahin¼, 00¼"),
        ("Şahin∕Mareike", f"{BLACK}∕{BLACK}"),
        ("\n Şahin\t", f"\n {BLACK}\t"),
        ("Termin am 3.11.", "Termin am 3.11."),
    ],
)
def test_l5_only_the_words_of_the_name_are_blacked_out(text: str, black: str) -> None:
    assert redacted(text, WORDS) == black


def test_l5_the_sentences_are_shown_in_which_the_name_occurs() -> None:
    text = "Kam heute. War mit Sahin da!\nMareike rief an: morgen. Sonst nichts"
    assert sentences_with(text, WORDS) == "War mit Sahin da! … Mareike rief an: morgen."


@given(st.text())
def test_l5_after_redaction_the_name_is_found_no_more_and_nothing_else_is_lost(text: str) -> None:
    words = {word for word in plain_letters(text).split()[:2] if len(word) > 2}
    clean = redacted(text, words)
    assert words.isdisjoint(plain_letters(clean).split())
    assert redacted(text, set()) == text


def test_e3_all_that_was_written_down_is_blacked_out_and_nothing_else() -> None:
    said = Participant("key", "Notiz", next_step="Termin", plan_missing_reason="", counts=False)
    black = without_words(said)
    assert (black.note, black.next_step, black.plan_missing_reason) == (BLACK, BLACK, "")
    assert (black.case_key, black.counts) == ("key", False)
    assert without_words(Participant("key")) == Participant("key")
