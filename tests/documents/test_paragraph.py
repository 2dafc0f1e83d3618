"""Lines hold every word, in order, within their width, in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.documents.bidi import isolate
from intman_desktop.documents.paragraph import (
    Span,
    Type,
    is_right_to_left,
    natural_width,
    plain,
    set_lines,
    words,
)
from intman_desktop.documents.shaping import Shaper, UnknownCharacter

KIND = Type(10, 14, "000000")


def drawn(text: str, language: str = "de", width: float = 10_000) -> list[str]:
    """Return what stands on each line from left to right, as the signs are drawn."""
    lines = set_lines(words(text), width, KIND, language, Shaper())
    return ["".join(sign.text for item in line.items for sign in item.signs) for line in lines]


@given(
    st.lists(st.text(alphabet="abcäß-/ .,шяїሰላ", min_size=1, max_size=25), min_size=1, max_size=12),
    st.integers(20, 200),
)
def test_lines_hold_every_word_in_order_and_stay_in_their_width(parts: list[str], width: int) -> None:
    text = " ".join(parts)
    lines = set_lines(words(text), width, KIND, "de", Shaper())
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    assert all(line.width <= width + 0.001 for line in lines)


@given(st.text(alphabet="سلامپژگچەڕێٹٌ() 12", min_size=1, max_size=60), st.integers(30, 150))
def test_right_to_left_lines_hold_every_letter_and_stay_in_their_width(text: str, width: int) -> None:
    lines = set_lines(words(text), width, KIND, "ar", Shaper())
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    assert all(line.width <= width + 0.001 for line in lines)


def test_a_word_longer_than_the_line_is_broken_and_nothing_is_lost() -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 3
    lines = drawn(word, width=80)
    assert len(lines) > 4
    assert "".join(lines) == word


def test_a_column_narrower_than_a_letter_still_ends() -> None:
    assert "".join(drawn("Wort", width=1)) == "Wort"


def test_spaces_at_the_end_of_a_line_are_not_set() -> None:
    wide = natural_width(words("eins zwei"), KIND, "de", Shaper())
    assert drawn("eins zwei   drei", width=wide + 1) == ["eins zwei", "drei"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Baden-Württemberg", 75, ["Baden-", "Württemberg"]),
        ("nach 0221-123456", 75, ["nach", "0221-123456"]),
        ("nach DS-GVO", 45, ["nach", "DS-GVO"]),
        ("eins\nzwei", 200, ["eins", "zwei"]),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, width: float, lines: list[str]) -> None:
    assert drawn(text, width=width) == lines


def test_a_paragraph_begins_at_the_side_of_its_language() -> None:
    assert [code for code in ("ar", "fa", "ps", "ckb", "de", "ti", "uk", "ku") if is_right_to_left(code)] == [
        "ar",
        "fa",
        "ps",
        "ckb",
    ]


def test_arabic_letters_are_joined() -> None:
    joined = set_lines(words("سلام"), 500, KIND, "ar", Shaper())[0].items[0]
    alone = set_lines(words("س ل ا م"), 500, KIND, "ar", Shaper())[0].items
    shapes = {sign.outline for sign in joined.signs if sign.outline}
    assert shapes.isdisjoint({sign.outline for item in alone for sign in item.signs if sign.text == "س"})


def test_zwnj_parts_letters_without_a_space() -> None:
    parted = set_lines(words("می\u200cخواهم"), 500, KIND, "fa", Shaper())[0]
    joined = set_lines(words("میخواهم"), 500, KIND, "fa", Shaper())[0]
    assert parted.text == "می\u200cخواهم"
    assert parted.width != joined.width


@pytest.mark.parametrize("value", ["0221-123456", "14:30", "24.11.2026", "Anna (Müller)"])
def test_a_value_is_drawn_in_its_own_order_in_an_arabic_line(value: str) -> None:
    assert value in drawn(f"السيد {isolate(value)} هنا", "ar")[0]


def test_an_arabic_name_in_a_german_line_runs_from_right_to_left_between_the_words() -> None:
    line = drawn(f"Für {isolate('محمد')} am 3.4.")[0]
    assert line == "Für دمحم am 3.4."


def test_bold_inside_a_sentence_changes_the_face_and_not_the_text() -> None:
    text = (Span("Alles ist "), Span("freiwillig", bold=True), Span("."))
    line = set_lines(text, 500, KIND, "de", Shaper())[0]
    assert line.text == plain(text) == "Alles ist freiwillig."
    assert [item.face.name for item in line.items if item.text == "freiwillig"] == ["NotoSans-Bold"]


def test_decomposed_letters_are_drawn_as_one_and_read_as_they_were() -> None:
    line = set_lines(words("Al-H\u0323assan"), 500, KIND, "de", Shaper())[0]
    assert line.text == "Al-H\u0323assan"
    assert "H\u0323" in [sign.text for item in line.items for sign in item.signs]


def test_an_unknown_character_is_found_while_setting_and_told_otherwise_where_all_is_spelled_out() -> None:
    with pytest.raises(UnknownCharacter, match="中"):
        set_lines(words("Herr 中"), 500, KIND, "de", Shaper())
    (line,) = set_lines(words("Herr 中"), 500, KIND, "de", Shaper(spells_out=True))
    assert line.text == "Herr [U+4E2D]"


def test_an_empty_text_is_one_empty_line() -> None:
    assert [line.text for line in set_lines((), 100, KIND, "de", Shaper())] == [""]


@pytest.mark.parametrize(
    "citation",
    [
        "Art. 6 Abs. 1 Buchst. a DS-GVO",
        "Art. 33 DS-GVO",
        "§ 203 Abs. 1 Nr. 6 Strafgesetzbuch",
        "§ 24 AufenthG",
        "§§ 34, 138 StGB",
        "§ 11 Abs. 2 Buchst. a KDG",
        "§ 6 Nr. 2 DSG-EKD",
        "e. V.",
        "z. B.",
        "Art.\u00a06 Abs.\u00a01 Buchst.\u00a0a DS-GVO",
    ],
)
def test_a_citation_is_not_broken_at_the_end_of_a_line(citation: str) -> None:
    """Wherever the line ends: a lone "Art." or "§" is looked up in vain."""
    for filler in range(40):
        text = f"{'a' * filler} nach {citation}, und danach mehr"
        lines = [line.text for line in set_lines(words(text), 230, KIND, "de", Shaper())]
        assert any(citation in line for line in lines), lines
        assert " ".join(lines) == text.strip(), "what is copied has the blanks that were written"


def test_a_citation_that_fits_on_no_line_breaks_between_its_words() -> None:
    citation = "(Art. 6 Abs. 1 Buchst. a DS-GVO)"
    lines = [line.text for line in set_lines(words(citation), 60, KIND, "de", Shaper())]
    assert " ".join(lines) == citation
