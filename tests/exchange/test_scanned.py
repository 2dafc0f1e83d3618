"""A scanned paper on its way in: kept as it is, or made a small upright picture."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from intman_desktop.errors import Refused
from intman_desktop.exchange.scanned import A4_PIXELS, as_pdf, media_type_of, prepare_scan
from intman_desktop.values.scans import JPEG, LARGEST, PDF, PNG, ScanContent
from tests.papers_scanned import MAKER, a_pdf, a_picture


def opened(content: bytes) -> Image.Image:
    """Return the picture in ``content``, decoded."""
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def test_a_pdf_is_kept_as_it_is() -> None:
    content = a_pdf(3)
    assert prepare_scan(content) == ScanContent(PDF, content)
    assert as_pdf(ScanContent(PDF, content)) == content


@pytest.mark.parametrize(("form", "media_type"), [("JPEG", JPEG), ("PNG", PNG)])
def test_a_picture_becomes_upright_and_loses_what_the_camera_noted(form: str, media_type: str) -> None:
    raw = a_picture((60, 40), form, turned=6)
    assert b"Kamera Mustermann" in raw
    kept = prepare_scan(raw)
    picture = opened(kept.content)
    assert kept.media_type == media_type
    assert picture.size == (40, 60)
    assert dict(picture.getexif()) == {}
    assert MAKER not in picture.getexif()
    assert b"Kamera" not in kept.content
    # held with the left side up: what was left is now above
    rows = picture.convert("L").tobytes()
    above, below = rows[5 * 40 + 20], rows[55 * 40 + 20]
    assert above < 60 < 200 < below


@pytest.mark.parametrize("size", [(3000, 4000), (4000, 3000), (5000, 200)])
def test_a_large_picture_is_made_as_large_as_an_a4_sheet_at_200_dpi(size: tuple[int, int]) -> None:
    made = opened(prepare_scan(a_picture(size)).content).size
    most = A4_PIXELS if size[0] < size[1] else A4_PIXELS[::-1]
    assert made[0] <= most[0]
    assert made[1] <= most[1]
    assert made[0] == most[0] or made[1] == most[1]
    assert abs(made[0] / made[1] - size[0] / size[1]) < 0.05 * size[0] / size[1]


def test_a_small_picture_is_not_made_larger() -> None:
    assert opened(prepare_scan(a_picture((60, 40))).content).size == (60, 40)


@pytest.mark.parametrize(
    ("form", "mode", "kept"),
    [
        ("JPEG", "CMYK", "RGB"),
        ("JPEG", "L", "L"),
        ("PNG", "1", "L"),
        ("PNG", "P", "RGB"),
        ("PNG", "I;16", "L"),
    ],
)
def test_every_kind_of_picture_becomes_grey_or_colour(form: str, mode: str, kept: str) -> None:
    source = Image.new("L" if mode == "I;16" else "RGB", (20, 20), "white").convert(mode)
    out = BytesIO()
    source.save(out, form)
    assert opened(prepare_scan(out.getvalue()).content).mode == kept


def test_what_shines_through_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(prepare_scan(out.getvalue()).content).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_shown_as_one_page_no_larger_than_a4(form: str) -> None:
    with pikepdf.open(BytesIO(as_pdf(prepare_scan(a_picture((1700, 2400), form))))) as document:
        (page,) = document.pages
        width, height = (float(side) for side in page.mediabox[2:])
    assert width <= 596
    assert height <= 843


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "scan_kind_unknown"),
        (b"GIF89a" + bytes(20), "scan_kind_unknown"),
        (b"<html>", "scan_kind_unknown"),
        (b"%PDF-1.7 und weiter nichts", "scan_not_readable"),
        (a_pdf(0), "scan_not_readable"),
        (a_pdf(1, "geheim"), "scan_with_password"),
        (a_picture()[:200], "scan_not_readable"),
        (a_picture(form="PNG")[:-30], "scan_not_readable"),
        (b"\xff\xd8\xff" + bytes(50), "scan_not_readable"),
        (b"%PDF-" + bytes(LARGEST), "scan_too_large"),
    ],
    ids=["empty", "gif", "page", "no pdf", "no pages", "locked", "cut", "cut png", "no picture", "large"],
)
def test_what_is_no_paper_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        prepare_scan(content)
    assert caught.value.code == code


def test_a_picture_that_says_it_is_gigantic_is_not_unpacked() -> None:
    head = struct.pack(">IIBBBBB", 8900, 9990, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    with pytest.raises(Refused) as caught:
        prepare_scan(b"\x89PNG\r\n\x1a\n" + chunk + bytes(12))
    assert caught.value.code in ("scan_too_many_pixels", "scan_not_readable")


def test_the_bytes_say_what_it_is() -> None:
    assert media_type_of(a_pdf()) == PDF
    assert media_type_of(a_picture()) == JPEG
    assert media_type_of(a_picture(form="PNG")) == PNG
    assert media_type_of(b"text") == ""


@given(st.binary(max_size=300), st.sampled_from([b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]))
def test_no_bytes_make_it_fall_over(rest: bytes, sign: bytes) -> None:
    with pytest.raises(Refused):
        prepare_scan(sign + rest)


def test_no_part_of_a_pdf_is_unpacked_without_bounds() -> None:
    with pikepdf.open(BytesIO(a_pdf())) as document:
        small, large = (document.make_stream(bytes(size << 20)) for size in (1, 65))
        for each in (small, large):
            each.write(zlib.compress(each.read_bytes()), filter=pikepdf.Name.FlateDecode)
        assert len(small.read_bytes()) == 1 << 20
        with pytest.raises(RuntimeError, match="memory limit"):
            large.read_bytes()
