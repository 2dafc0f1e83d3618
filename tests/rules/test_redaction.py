"""L5, E3: a name is found in texts about others and blacked out; so is what was said of a closed kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.named import sought, spans
from intman_desktop.rules.redaction import BLACK, blacked_out, without_words
from intman_desktop.values.case_file import Client, Participant
from intman_desktop.word_lists import spellings

WANTED = sought(Client("Al-Şahin", "Li Mareike", "Frau S."), spellings())


@pytest.mark.parametrize(
    ("text", "black"),
    [
        ("Kam mit SAHIN zusammen.", f"Kam mit {BLACK} zusammen."),
        ("Al-Şahin/Al-Sahin, (Şahin)!", f"{BLACK}/{BLACK}, ({BLACK})!"),
        ("Sahins Sohn, sahinweit", f"{BLACK} Sohn, sahinweit"),
        ("S\u0327ahin", BLACK),
        ("", ""),
        ("Sahin¼, 00¼", "Sahin¼, 00¼"),
        (
            "Die Frau von Li Mareike, Frau S. genannt",
            f"Die Frau von {BLACK} {BLACK}, {BLACK} {BLACK}. genannt",
        ),
        ("Şahin∕Mareike", f"{BLACK}∕{BLACK}"),
        ("\n Şahin\t", f"\n {BLACK}\t"),
        ("Termin am 3.11.", "Termin am 3.11."),
    ],
)
def test_l5_only_the_words_of_the_name_are_blacked_out(text: str, black: str) -> None:
    assert blacked_out(text, spans(text, WANTED)) == black


def test_l5_what_is_grown_together_with_a_name_without_blanks_is_a_word_of_its_own() -> None:
    """Otherwise it would name her as soon as the other part is black."""
    wanted = sought(Client("Al Hasan", "王伟"), spellings())
    assert blacked_out("Hasan王伟 kam, 王伟Bo ging", spans("Hasan王伟 kam, 王伟Bo ging", wanted)) == (
        f"{BLACK}{BLACK} kam, {BLACK}Bo ging"
    )


NAMES = st.sampled_from(
    ("Bo", "Li", "Anna", "Al Hasan", "von Muster", "王伟", "محمد", "Müller-Şahin", "Frau", "")
)
TEXTS = st.lists(
    st.sampled_from(
        ("Bo", "Li", "Annas", "al", "Hasan", "Frau", "Mueller", "王伟", "محمد", ". ", ", ", " ", "-", "\n")
    )
    | st.text(max_size=4)
).map("".join)


@given(TEXTS, NAMES, NAMES, NAMES)
def test_l5_after_redaction_nobody_is_named_any_more_and_every_other_letter_stays(
    text: str, family: str, given_name: str, called: str
) -> None:
    wanted = sought(Client(family, given_name, called), spellings())
    clean = blacked_out(text, spans(text, wanted))
    assert spans(clean, wanted) == ()
    named = spans(text, wanted)
    ends = [0, *(end for _start, end in named)]
    starts = [*(start for start, _end in named), len(text)]
    assert clean == BLACK.join(text[end:start] for end, start in zip(ends, starts, strict=True))


def test_e3_all_that_was_written_down_is_blacked_out_and_nothing_else() -> None:
    said = Participant("key", "Notiz", next_step="Termin", plan_missing_reason="", counts=False)
    black = without_words(said)
    assert (black.note, black.next_step, black.plan_missing_reason) == (BLACK, BLACK, "")
    assert (black.case_key, black.counts) == ("key", False)
    assert without_words(Participant("key")) == Participant("key")
