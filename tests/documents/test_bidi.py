"""The order of letters in mixed lines, against another implementation (UAX #9)."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.documents.bidi import (
    is_invisible,
    isolate,
    levels,
    neutralise,
    visual_order,
    without_isolates,
)

LETTERS = "abЯßא ب3۶٣+-/:,.%€! \u0301\u064b\u200cابc"
WITH_BRACKETS = LETTERS + "()[]"
WITH_ISOLATES = LETTERS + "\u2066\u2067\u2068\u2069"
# Never both: where a bracket asks for the last strong letter before an isolate (N0), python-bidi takes
# the first.
TEXTS = st.sampled_from((WITH_BRACKETS, WITH_ISOLATES)).flatmap(
    lambda alphabet: st.text(alphabet, min_size=1, max_size=16)
)


def shown(text: str, base: int) -> str:
    """Return the characters from left to right, as one line."""
    own = levels(text, base)
    end = len(text)
    while end and (text[end - 1] in " \u200c" or is_invisible(text[end - 1])):
        end -= 1
        own[end] = base
    return "".join(visual_order(list(zip(own, text, strict=True))))


def visible(text: str) -> str:
    return "".join(c for c in text if not is_invisible(c) and c != "\u200c")


@given(TEXTS, st.sampled_from((0, 1)))
def test_the_order_is_that_of_another_implementation(text: str, base: int) -> None:
    text = text.rstrip("\u200c \u2066\u2067\u2068\u2069")
    assert visible(shown(text, base)) == visible(get_display(text, base_dir="LR"[base]))


@pytest.mark.parametrize("text", ["א[3]\u0301", "a (\u0301ب\u064b)\u0301 c", "(\u064b3)\u0301"])
def test_a_mark_upon_a_bracket_goes_where_the_bracket_goes(text: str) -> None:
    for base in (0, 1):
        assert shown(text, base) == get_display(text, base_dir="LR"[base])


def test_brackets_look_as_the_last_strong_letter_before_an_isolate() -> None:
    assert visible(shown("ب%b\u2067ب\u2069(ب)א0!3c", 0)) == "ب%bب(ب)3!0אc"
    assert visible(shown("۶3ß\u2068%ßЯ\u2069+(ß):", 1)) == ":۶3ß%ßЯ+(ß)"


@pytest.mark.parametrize(
    "value", ["0221-123456", "14:30", "24.11.2026", "IM-2026-0042", "a@b.example", "+49 711 0"]
)
@pytest.mark.parametrize("sentence", ["الهاتف {} صحيح", "{}", "تاریخ {}.", "ژمارە ({})"])
def test_an_inserted_value_keeps_its_order_in_right_to_left_text(value: str, sentence: str) -> None:
    assert value in shown(sentence.replace("{}", isolate(value)), 1)


def test_without_isolation_a_telephone_number_would_be_turned_around() -> None:
    assert "123456-0221" in shown("الهاتف 0221-123456 صحيح", 1)


def test_a_latin_name_with_brackets_stays_whole_in_an_arabic_sentence() -> None:
    assert "Anna (Müller)" in shown("السيدة Anna (Müller) هنا", 1)
    assert "Anna (Müller)" in shown(f"السيدة {isolate('Anna (Müller)')} هنا", 1)


def test_an_arabic_name_with_brackets_stays_whole_in_a_german_sentence() -> None:
    line = shown(f"Frau {isolate('ا (ب) ج')}, geboren 1990.", 0)
    # The brackets are still to be mirrored, which is the business of shaping.
    assert line == "Frau \u2068ج )ب( ا\u2069, geboren 1990."


@pytest.mark.parametrize(
    "control", list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
)
def test_no_value_can_turn_the_text_around_it(control: str) -> None:
    assert neutralise(f"Mo{control}hammed") == "Mohammed"
    inserted = isolate(f"{control}abc{control}")
    assert without_isolates(inserted) == "abc"
    assert shown(f"vor {inserted} nach", 0) == f"vor {inserted} nach"


@pytest.mark.parametrize(
    ("value", "clean"),
    [
        ("a\tb\u2003c", "a b c"),
        ("eins\r\nzwei\rdrei\u2028vier", "eins\nzwei\ndrei\nvier"),
        ("\x00\x07null\ufeff\u200b", "null"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("1\u00a0000", "1\u00a0000"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_spelling_stays(value: str, clean: str) -> None:
    assert neutralise(value) == clean


def test_an_isolate_inside_an_isolate_does_not_decide_its_direction() -> None:
    assert shown("\u2068\u2068سلام\u2069 abc\u2069", 0) == "\u2068\u2068مالس\u2069 abc\u2069"


def test_every_line_of_a_value_is_closed_off_for_itself() -> None:
    assert isolate("a\nb") == "\u2068a\u2069\n\u2068b\u2069"


@given(st.text(max_size=30))
def test_a_value_never_leaves_an_isolate_open(value: str) -> None:
    for line in isolate(value).split("\n"):
        assert line.startswith("\u2068")
        assert line.endswith("\u2069")
        assert not any(is_invisible(c) for c in line[1:-1])
