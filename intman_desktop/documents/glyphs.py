"""A small font for one paper: the glyphs that are used, with new ones put together from them.

HarfBuzz often draws one letter by several glyphs (a body and its dots, a letter and its mark
raised by some units). In the paper each sign is one glyph, so that a reader of the file can pick
up exactly one text for it and nothing has to be raised or moved while writing. TrueType knows
composite glyphs for this; the tables are rebuilt by hand, as HarfBuzz cannot add glyphs.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise

import uharfbuzz as hb

from intman_desktop.documents.shaping import Outline, Sign

_DROPPED = ("GSUB", "GPOS", "GDEF", "STAT", "name", "post", "OS/2", "cmap", "gasp", "prep", "vhea", "vmtx")
_WORDS_AND_XY = 0x0001 | 0x0002
_MORE_COMPONENTS = 0x0020
_CHECKSUM_MAGIC = 0xB1B0AFBA
_UINT32 = 0xFFFFFFFF

Tables = dict[str, bytes]


def font_program(face: hb.Face, signs: Sequence[Sign]) -> tuple[bytes, list[int]]:
    """Return a TrueType program that draws ``signs`` and the glyph number of each.

    A sign without outline (it only carries text) gets an empty glyph.
    """
    program, number = _subset(face, {glyph for sign in signs for glyph, _x, _y in sign.outline})
    tables = _tables(program)
    glyphs = _glyphs(tables)
    advances = _advances(tables, len(glyphs))
    made: dict[Outline, int] = {}
    numbers = []
    for sign in signs:
        outline = tuple((number[glyph], x, y) for glyph, x, y in sign.outline)
        if len(outline) == 1 and outline[0][1:] == (0, 0):
            numbers.append(outline[0][0])
            continue
        if outline not in made:
            made[outline] = len(glyphs)
            glyphs.append(_compose(outline, glyphs))
            advances.append(sign.advance)
        numbers.append(made[outline])
    parts = max((len(outline) for outline in made), default=0)
    return _program(tables, glyphs, advances, parts), numbers


def _subset(face: hb.Face, wanted: set[int]) -> tuple[bytes, dict[int, int]]:
    """Return the program with the ``wanted`` glyphs alone, and their new numbers."""
    request = hb.SubsetInput()
    request.glyph_set.update(wanted)
    request.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    request.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _DROPPED)
    plan = hb.SubsetPlan(face, request)
    program = bytes(plan.execute().blob.data)
    mapping = plan.old_to_new_glyph_mapping
    return program, {glyph: int(mapping[glyph]) for glyph in wanted}


def _tables(program: bytes) -> Tables:
    """Return the tables of a font program by tag."""
    (count,) = struct.unpack_from(">H", program, 4)
    found = {}
    for index in range(count):
        tag, _sum, offset, length = struct.unpack_from(">4sLLL", program, 12 + 16 * index)
        found[tag.decode("ascii")] = program[offset : offset + length]
    return found


def _glyphs(tables: Tables) -> list[bytes]:
    """Return the outlines of all glyphs."""
    (count,) = struct.unpack_from(">H", tables["maxp"], 4)
    (long_offsets,) = struct.unpack_from(">h", tables["head"], 50)
    if long_offsets:
        offsets = struct.unpack(f">{count + 1}L", tables["loca"][: 4 * (count + 1)])
    else:
        offsets = tuple(
            2 * half for half in struct.unpack(f">{count + 1}H", tables["loca"][: 2 * (count + 1)])
        )
    outlines = tables.get("glyf", b"")
    return [outlines[start:end] for start, end in pairwise(offsets)]


def _advances(tables: Tables, count: int) -> list[int]:
    """Return the advance of every glyph."""
    (long_metrics,) = struct.unpack_from(">H", tables["hhea"], 34)
    known = [struct.unpack_from(">H", tables["hmtx"], 4 * index)[0] for index in range(long_metrics)]
    return known + [known[-1]] * (count - long_metrics)


def _compose(outline: Outline, glyphs: Sequence[bytes]) -> bytes:
    """Return a composite glyph of the parts in ``outline`` that have an outline of their own."""
    parts = [(glyph, x, y) for glyph, x, y in outline if glyphs[glyph]]
    if not parts:
        return b""
    boxes = []
    for glyph, x, y in parts:
        left, bottom, right, top = struct.unpack_from(">hhhh", glyphs[glyph], 2)
        boxes.append((left + x, bottom + y, right + x, top + y))
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    record = struct.pack(">hhhhh", -1, min(lefts), min(bottoms), max(rights), max(tops))
    for index, (glyph, x, y) in enumerate(parts):
        more = _MORE_COMPONENTS if index + 1 < len(parts) else 0
        record += struct.pack(">HHhh", _WORDS_AND_XY | more, glyph, x, y)
    return record


def _program(tables: Tables, glyphs: Sequence[bytes], advances: Sequence[int], parts: int) -> bytes:
    """Write the font with its glyphs, their places, widths and counts anew."""
    outlines = b""
    places = [0]
    for glyph in glyphs:
        outlines += _padded(glyph)
        places.append(len(outlines))
    bearings = [struct.unpack_from(">h", glyph, 2)[0] if glyph else 0 for glyph in glyphs]
    head = bytearray(tables["head"])
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    hhea = bytearray(tables["hhea"])
    struct.pack_into(">H", hhea, 34, len(glyphs))
    rebuilt = {
        **tables,
        "glyf": outlines,
        "loca": struct.pack(f">{len(places)}L", *places),
        "hmtx": b"".join(struct.pack(">Hh", *pair) for pair in zip(advances, bearings, strict=True)),
        "hhea": bytes(hhea),
        "head": bytes(head),
        "maxp": _counts(tables["maxp"], len(glyphs), parts),
    }
    return _file(rebuilt)


def _counts(maxp: bytes, glyphs: int, parts: int) -> bytes:
    """Return the table of greatest counts, wide enough for the composites."""
    changed = bytearray(maxp)
    points, contours, joined_points, joined_contours = struct.unpack_from(">4H", maxp, 6)
    elements, depth = struct.unpack_from(">2H", maxp, 28)
    struct.pack_into(">H", changed, 4, glyphs)
    struct.pack_into(
        ">2H",
        changed,
        10,
        min(0xFFFF, max(points, joined_points) * max(1, parts)),
        min(0xFFFF, max(contours, joined_contours) * max(1, parts)),
    )
    struct.pack_into(">2H", changed, 28, max(elements, parts), depth + 1)
    return bytes(changed)


def _file(tables: Tables) -> bytes:
    """Put the tables into one file with their checksums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">LHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    offset = 12 + 16 * count
    directory, body = b"", b""
    head_at = 0
    for tag in sorted(tables):
        content = tables[tag]
        if tag == "head":
            head_at = offset + len(body)
        directory += struct.pack(
            ">4sLLL", tag.encode("ascii"), _checksum(content), offset + len(body), len(content)
        )
        body += _padded(content)
    whole = bytearray(header + directory + body)
    struct.pack_into(">L", whole, head_at + 8, (_CHECKSUM_MAGIC - _checksum(bytes(whole))) & _UINT32)
    return bytes(whole)


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % 4)


def _checksum(content: bytes) -> int:
    padded = _padded(content)
    total: int = sum(struct.unpack(f">{len(padded) // 4}L", padded))
    return total & _UINT32
