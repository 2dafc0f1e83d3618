"""What no font has is written otherwise where that reads alike; some papers spell out the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intman_desktop.documents.fonts import MissingGlyph, has_glyph
from intman_desktop.documents.page import render
from intman_desktop.documents.paragraph import Span, words
from intman_desktop.documents.parts import Heading, Text
from intman_desktop.documents.stand_ins import no_glyph_for, with_stand_ins
from intman_desktop.documents.wording import given
from intman_desktop.rules.redaction import BLACK
from tests.documents.reading import text_of
from tests.documents.test_page import body, paper

pytestmark = pytest.mark.unmeasured


@pytest.mark.parametrize(
    ("language", "told"), [("de", "(geschwärzt)"), ("en", "(blacked out)"), ("ar", "(geschwärzt)")]
)
def test_e3_l5_what_was_blacked_out_is_told_in_words(language: str, told: str) -> None:
    assert with_stand_ins(f"Kam mit Frau {BLACK}, {BLACK}.", "█", language) == f"Kam mit Frau {told}, {told}."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("☎ 0711 1234", "Tel. 0711 1234"),
        ("Antrag ✓, Kurs ☐", "Antrag [x], Kurs [ ]"),
        ("≤ 450 €", "<= 450 €"),
        ("\uf0b7 Punkt", "• Punkt"),
        ("froh 😊", "froh [smiling face with smiling eyes]"),
        ("👍🏽 gut", "[thumbs up sign] gut"),
        ("✓\ufe0f gut", "[x] gut"),
        ("𝗪𝗶𝗰𝗵𝘁𝗶𝗴", "Wichtig"),
        ("王晓 Wang", "[U+738B U+6653] Wang"),
        ("ბ😊ე", "[U+10D1][smiling face with smiling eyes][U+10D4]"),
        ("ein █ Block", "ein [full block] Block"),
        ("ä ß ї ش ሰ → ½ € •", "ä ß ї ش ሰ → ½ € •"),
        ("\U0001fae8", "[U+1FAE8]"),
    ],
)
def test_each_sign_without_a_glyph_is_told_so_that_it_can_be_read(written: str, told: str) -> None:
    assert with_stand_ins(written, "", "de") == told
    assert not no_glyph_for(told)


def test_the_characters_without_a_glyph_are_found_each_once() -> None:
    assert no_glyph_for("a😀b\n中😀 \u2068ç\u2069") == "😀中"
    assert has_glyph("ç")


def test_a_paper_that_must_be_made_is_printed_whole_with_such_characters() -> None:
    parts = (
        Heading(words("Gespräch ☎ mit Frau 中")),
        Text((*words("Notiz: "), *given(f"Frau {BLACK} sagt: ☐ Antrag 🧿, x\u064e und"), Span("\n"))),
        Text((*given("\uf0b7 王."), Span(" Danach."))),
    )
    text = " ".join(body(render(replace(paper(*parts), spells_out=True))).split())
    assert text.startswith("Gespräch Tel. mit Frau [U+4E2D]")
    assert "Notiz: Frau (geschwärzt) sagt: [ ] Antrag [nazar amulet], x[arabic fatha] und" in text
    assert text.endswith("und • [U+738B]. Danach.")


def test_any_other_paper_tells_which_character_it_cannot_print_and_never_prints_a_box() -> None:
    read_alike = Text(given(f"☎ 0711, Frau {BLACK}: ☐ Antrag"))
    assert "Tel. 0711, Frau (geschwärzt): [ ] Antrag" in body(render(paper(read_alike)))
    with pytest.raises(MissingGlyph) as missing:
        render(paper(read_alike, Heading(words("Ziele")), Text(given("☐ Antrag 🧿"))))
    assert (missing.value.values["character"], missing.value.values["place"]) == ("🧿", "Ziele")


def test_such_characters_keep_their_place_in_a_text_from_the_right() -> None:
    told = (*words("الموعد "), *given("Amt ☎ 0711"), *words(" هنا"))
    assert "Amt Tel. 0711" in text_of(render(paper(Text(told), language="ar")))


def test_what_stands_in_head_and_foot_is_printed_too() -> None:
    office = replace(paper(Text(words("Satz."))), sender=words("Amt ★ Muster"), foot=words("Fuß ✓"))
    text = text_of(render(office))
    assert "Amt * Muster" in text
    assert "Fuß [x]" in text
