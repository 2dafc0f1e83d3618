"""The finished page: its text as it is copied out, its structure, its bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest

from intman_desktop.documents.fonts import MissingGlyph
from intman_desktop.documents.page import render
from intman_desktop.documents.paragraph import Span, words
from intman_desktop.documents.parts import (
    Bullets,
    Choice,
    Choices,
    ClockBar,
    Composition,
    Fact,
    Facts,
    FigureRow,
    FigureTable,
    Heading,
    Note,
    Part,
    SignatureField,
    Signatures,
    Text,
    Title,
    Together,
)
from intman_desktop.documents.wording import given
from tests.documents.reading import pages_of, structure_of, text_of

pytestmark = pytest.mark.unmeasured

SAMPLES = {
    "ar": "نحتفظ ببياناتك حتى نهاية المشورة ثم تُحذف.",
    "fa": "می‌خواهم به آلمانی صحبت کنم.",
    "ps": "زه غواړم چې په آلمان کې کار وکړم.",
    "ckb": "ئەم ڕێککەوتننامەیە بە کوردی نووسراوە.",
    "ti": "ሰላም፡ ኣነ ጀርመንኛ ክመሃር ይደሊ ኣለኹ።",
    "am": "ሰላም እንደምን አደሩ።",
    "uk": "Ґрунтовна згода на обробку моїх даних.",
    "ru": "Согласие на обработку моих данных.",
    "tr": "Görüşmeler ücretsiz ve gönüllüdür, İstanbul'da ılık.",
    "ku": "Ez dixwazim zimanê almanî hîn bibim, êvar baş.",
    "so": "Waan ku faraxsanahay inaan kuula hadlo.",
    "fr": "L’œuvre où l’été « naïf » s’achève.",
    "en": "The counselling is free of charge and voluntary.",
}


def paper(*parts: Part, language: str = "de") -> Composition:
    return Composition(
        title="Probe",
        language=language,
        sender=words("Beratungsstelle Musterstadt"),
        foot=words("Probe"),
        notice=words("Vorlage"),
        page_of="Seite {page} von {pages}",
        issued_on=date(2026, 11, 20),
        parts=parts,
    )


def body(pdf: bytes) -> str:
    """Return the text between the heads and feet."""
    lines = [line for page in pages_of(pdf) for line in page.split("\n")]
    own = [line for line in lines if line not in ("Beratungsstelle Musterstadt", "Vorlage")]
    return "\n".join(line for line in own if not line.startswith(("Probe", "Seite")))


@pytest.mark.parametrize("language", SAMPLES)
def test_what_is_copied_out_of_the_file_is_what_was_written(language: str) -> None:
    pdf = render(paper(Text(words(SAMPLES[language])), language=language))
    assert " ".join(body(pdf).split()) == SAMPLES[language]


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ckb"])
def test_numbers_and_brackets_in_right_to_left_text_are_copied_as_they_were_written(language: str) -> None:
    text = "(بند ا) 24.11.2026 در"
    pdf = render(paper(Text(words(text)), language=language))
    assert " ".join(body(pdf).split()) == text


@pytest.mark.parametrize("value", ["0221-123456", "14:30", "24.11.2026", "Anna"])
def test_an_inserted_value_is_copied_whole_out_of_an_arabic_sentence(value: str) -> None:
    pdf = render(paper(Text((*words("الموعد "), *given(value), *words(" هنا"))), language="ar"))
    assert value in body(pdf)


@pytest.mark.parametrize("value", ["IM-2026-0042", "Anna (Müller)", "a@b.example"])
def test_where_a_reader_guesses_the_order_the_structure_holds_the_right_one(value: str) -> None:
    # PDFium sorts the words of a line with two directions by itself and knows no isolates.
    pdf = render(paper(Text((*words("الموعد "), *given(value), *words(" هنا"))), language="ar"))
    assert f"الموعد {value} هنا" in [element["spoken"] for element in structure_of(pdf)]


def test_a_mixed_paragraph_is_told_to_readers_in_its_logical_order() -> None:
    text = (*words("Vereinbarung mit "), *given("محمد الحسن (أبو علي)"), *words(", geboren 1990."))
    elements = structure_of(render(paper(Text(text))))
    assert "Vereinbarung mit محمد الحسن (أبو علي), geboren 1990." in [e["spoken"] for e in elements]


def test_equal_papers_are_equal_files_and_carry_no_other_date() -> None:
    one = paper(Title(words("Probe")), Text(words("Satz.")))
    first = render(one)
    assert render(one) == first
    assert render(replace(one, issued_on=date(2026, 11, 21))) != first
    with pikepdf.open(io.BytesIO(first)) as document:
        assert str(document.docinfo.CreationDate) == "D:20261120"
        assert "/ModDate" not in document.docinfo


def test_the_file_says_its_title_and_language_and_claims_no_standard() -> None:
    pdf = render(paper(Text(words("سلام")), language="fa"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert str(document.docinfo.Title) == "Probe"
        assert str(root.Lang) == "fa"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert bool(root.MarkInfo.Marked)
        metadata = bytes(root.Metadata.read_bytes())
    assert b"pdfuaid" not in metadata
    assert b"pdfaid" not in metadata


def test_only_our_fonts_are_used_and_they_lie_in_the_file() -> None:
    pdf = render(paper(Text((Span("Hier "), Span("fett", bold=True), Span(" und سلام und ሰላም → da")))))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = document.pages[0].Resources.Font
        names = {str(font.BaseFont).split("+")[1] for font in fonts.values()}
        for font in fonts.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
    assert names == {
        "NotoSans-Regular",
        "NotoSans-Bold",
        "NotoNaskhArabic-Regular",
        "NotoSansEthiopic-Regular",
        "NotoSansSymbols-Regular",
    }


def test_the_structure_follows_the_paper() -> None:
    pdf = render(
        paper(
            Title(words("Titel"), words("Untertitel")),
            Heading(words("Abschnitt")),
            Text(words("Absatz")),
            Bullets((words("eins"), words("zwei"))),
            Facts((Fact(words("Name"), given("Wert")),)),
            Choices((Choice(words("Ja")),)),
        )
    )
    tags = [element["tag"] for element in structure_of(pdf)]
    assert tags == [
        "Document", "H1", "P", "H2", "P", "L", "LI", "LBody", "LI", "LBody",
        "Table", "TR", "TH", "TD", "L", "LI", "LBody",
    ]  # fmt: skip


def test_every_paragraph_of_two_languages_says_its_own() -> None:
    own = paper(Text(words("Ein Satz.")), Note(words("Hinweis.")))
    other = paper(Text(words("جملة.")), Note(words("ملاحظة.")), language="ar")
    elements = [e for e in structure_of(render(own, other)) if e["tag"] == "P"]
    assert [element["language"] for element in elements] == ["de", "ar", "de", "ar"]


def test_two_languages_stand_beside_each_other_part_by_part() -> None:
    own = paper(Text(words("Links eins.")), Text(words("Links zwei.")))
    other = paper(Text(words("Right one.")), Text(words("Right two.")), language="en")
    text = body(render(own, other))
    assert text.split("\n") == ["Links eins. Right one.", "Links zwei. Right two."]


def test_the_clock_says_in_words_what_its_bar_shows() -> None:
    bar = ClockBar(
        date(2024, 3, 15),
        date(2026, 11, 20),
        date(2027, 3, 15),
        date(2028, 3, 15),
        (words("15.03.2024"), words("15.03.2027"), words("15.03.2028")),
        words("Es bleiben 115 Tage."),
    )
    figures = [e for e in structure_of(render(paper(bar))) if e["tag"] == "Figure"]
    assert [figure["described"] for figure in figures] == ["Es bleiben 115 Tage."]
    assert figures[0]["marks"] == 1


def test_a_long_paper_is_split_over_pages_with_their_numbers_and_without_loss() -> None:
    sentences = [f"Satz Nummer {number} mit einigen Wörtern dahinter." for number in range(400)]
    pdf = render(paper(Text(words(" ".join(sentences)))))
    pages = pages_of(pdf)
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"Seite {number} von {len(pages)}" in page
    assert " ".join(body(pdf).split()) == " ".join(sentences)


def test_a_table_of_figures_says_its_head_on_every_page_and_once_to_readers() -> None:
    rows = tuple(FigureRow(words(f"Stelle {number}"), words(str(number)), 0.5) for number in range(120))
    pdf = render(paper(FigureTable((words("Angabe"), words("Anzahl"), ()), rows)))
    pages = pages_of(pdf)
    assert len(pages) > 2
    assert all(page.count("Angabe") == page.count("Anzahl") == 1 for page in pages)
    told = [each["marks"] for each in structure_of(pdf) if each["tag"] == "TH"]
    assert (sum(told), max(told)) == (2 + len(rows), 1)
    assert " ".join(body(pdf).replace("Angabe Anzahl", "").split()).count("Stelle") == len(rows)


def test_no_line_of_a_paragraph_is_left_alone_on_a_page() -> None:
    for filling in range(30, 45):
        lines = "\n".join(f"Zeile {number}" for number in range(filling))
        four = "A1\nA2\nA3\nA4"
        pages = pages_of(render(paper(Text(words(lines)), Text(words(four)))))
        for page in pages:
            assert sum(mark in page.split("\n") for mark in ("A1", "A2", "A3", "A4")) in (0, 2, 4)


def test_a_signature_stays_with_what_is_signed() -> None:
    signed = Together(
        (Text(words("Das unterschreiben wir.")), Signatures((SignatureField(words("Name"), words("Ort")),)))
    )
    for filling in range(36, 48):
        lines = "\n".join(f"Zeile {number}" for number in range(filling))
        pages = pages_of(render(paper(Text(words(lines)), signed)))
        assert [("Das unterschreiben wir." in page) == ("Ort" in page) for page in pages] == [True] * len(
            pages
        )


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    for filling in range(38, 48):
        lines = "\n".join(f"Zeile {number}" for number in range(filling))
        parts = (Text(words(lines)), Heading(words("Überschrift")), Text(words("Danach.")))
        pages = pages_of(render(paper(*parts)))
        assert all(("Überschrift" in page) == ("Danach." in page) for page in pages)


def test_a_character_without_a_glyph_is_named_with_its_place_and_nothing_is_printed() -> None:
    with pytest.raises(MissingGlyph) as caught:
        render(paper(Heading(words("Arbeit und Wohnen")), Text(given("Herr 中"))))
    assert caught.value.values["character"] == "中"
    assert caught.value.values["place"] == "Arbeit und Wohnen"
    assert "中" not in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "X",
        "O'Brien",
        "Al-Ḥassan",
        "Al-H\u0323assan",
        "Şahin",
        "Đặng",
        "Groß",
        "N.N.",
        "Null",
        "محمد",
        "A" * 300,
    ],
)
def test_awkward_names_are_printed_and_found_again(name: str) -> None:
    text = text_of(render(paper(Facts((Fact(words("Name"), given(name)),)))))
    assert name.replace(" ", "") in text.replace(" ", "")


def test_blank_ink_is_on_the_page_where_the_text_says_so() -> None:
    document = pypdfium2.PdfDocument(render(paper(Text(words("Ein Satz.")))))
    picture = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    assert picture.crop((62, 70, 130, 90)).getextrema()[0] < 100
    assert picture.crop((200, 200, 500, 700)).getextrema() == (255, 255)
