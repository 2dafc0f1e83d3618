"""The letters in the file are those that HarfBuzz drew, and carry their text."""

from __future__ import annotations

import struct

import pytest
import uharfbuzz as hb

from intman_desktop.documents.fonts import face
from intman_desktop.documents.glyphs import font_program
from intman_desktop.documents.paragraph import Type, set_lines, words
from intman_desktop.documents.shaping import Shaper, Sign

KIND = Type(10, 14, "000000")


def signs_of(text: str, language: str) -> tuple[hb.Face, list[Sign]]:
    """Return the face and the different signs of a line in one face."""
    items = set_lines(words(text), 5000, KIND, language, Shaper())[0].items
    assert len({item.face.name for item in items}) == 1
    return items[0].face.face, list(dict.fromkeys(sign for item in items for sign in item.signs))


def box(font: hb.Font, glyph: int) -> tuple[int, int, int, int] | None:
    """Return left, bottom, right, top of a glyph, None where it is empty."""
    extents = font.get_glyph_extents(glyph)
    if extents is None or extents.width == 0:
        return None
    bottom = extents.y_bearing + extents.height
    return extents.x_bearing, bottom, extents.x_bearing + extents.width, extents.y_bearing


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("نحتفظ ببياناتك ثم تُحذف لا إله", "ar"),
        ("ئەم ڕێککەوتننامەیە", "ckb"),
        ("Al-H\u0323assan, Đặng q\u0323\u0301", "de"),
        ("ሰላም፡ ኣነ", "ti"),
    ],
)
def test_each_sign_looks_as_harfbuzz_drew_it(text: str, language: str) -> None:
    whole, signs = signs_of(text, language)
    program, numbers = font_program(whole, signs)
    small = hb.Font(hb.Face(hb.Blob(program)))
    large = hb.Font(whole)
    for sign, number in zip(signs, numbers, strict=True):
        parts = [(box(large, glyph), x, y) for glyph, x, y in sign.outline]
        moved = [(b[0] + x, b[1] + y, b[2] + x, b[3] + y) for b, x, y in parts if b is not None]
        if not moved:
            assert box(small, number) is None
            continue
        lefts, bottoms, rights, tops = zip(*moved, strict=True)
        assert box(small, number) == (min(lefts), min(bottoms), max(rights), max(tops))


def test_a_font_program_is_whole_and_its_checksum_is_right() -> None:
    whole, signs = signs_of("تُحذف البيانات", "ar")
    program, _numbers = font_program(whole, signs)
    total = sum(struct.unpack(f">{len(program) // 4}L", program)) & 0xFFFFFFFF
    assert total == 0xB1B0AFBA
    (count,) = struct.unpack_from(">H", program, 4)
    tags = [program[12 + 16 * index : 16 + 16 * index].decode() for index in range(count)]
    assert {"cmap", "GSUB", "GPOS"}.isdisjoint(tags)
    assert {"glyf", "loca", "head", "hhea", "hmtx", "maxp"} <= set(tags)


def test_a_sign_that_only_carries_text_is_empty_and_takes_no_room() -> None:
    whole = face("NotoSans-Regular").face
    program, numbers = font_program(whole, [Sign(((36, 0, 0),), 600, "A"), Sign((), 0, "ل")])
    font = hb.Font(hb.Face(hb.Blob(program)))
    assert box(font, numbers[1]) is None
    assert font.get_glyph_h_advance(numbers[1]) == 0
    assert box(font, numbers[0]) is not None


def test_in_right_to_left_runs_every_sign_carries_one_character() -> None:
    _face, signs = signs_of("لا إله إلا الله", "ar")
    assert all(len(sign.text) == 1 for sign in signs)
