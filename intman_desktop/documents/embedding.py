"""Putting the fonts into the file: only the glyphs that are used, readable back as text."""

from __future__ import annotations

from collections.abc import Iterable

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from intman_desktop.documents.glyphs import font_program
from intman_desktop.documents.pen import UsedFont

_SYMBOLIC = 4
_CAP_HEIGHT = 714
_REGULAR_STEM, _BOLD_STEM = 80, 120


def embed_fonts(pdf: Pdf, fonts: Iterable[UsedFont]) -> None:
    """Add ``fonts`` to the resources of every page of ``pdf``, in the place of ReportLab's own."""
    resources = Dictionary({f"/{font.resource}": _composite(pdf, font) for font in fonts})
    shared = pdf.make_indirect(resources)
    for page in pdf.pages:
        page.obj.Resources.Font = shared


def _composite(pdf: Pdf, font: UsedFont) -> Object:
    """Return a Type 0 font whose codes are those the pen gave out."""
    signs = list(font.codes)
    program, numbers = font_program(font.face.face, signs)
    extents = font.face.font.get_font_extents("ltr")
    name = Name(f"/{_subset_tag(font)}+{font.face.name}")
    file = pdf.make_stream(program)
    file.Length1 = len(program)
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=Array([-700, extents.descender, 2000, extents.ascender]),
            ItalicAngle=0,
            Ascent=extents.ascender,
            Descent=extents.descender,
            CapHeight=_CAP_HEIGHT,
            StemV=_BOLD_STEM if font.face.name.endswith("Bold") else _REGULAR_STEM,
            FontFile2=file,
        )
    )
    to_glyph = b"".join(number.to_bytes(2, "big") for number in (0, *numbers))
    descendant = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=descriptor,
            DW=0,
            W=Array([1, Array([sign.advance for sign in signs])]),
            CIDToGIDMap=pdf.make_stream(to_glyph),
        )
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
            ToUnicode=pdf.make_stream(_to_unicode(font)),
        )
    )


def _subset_tag(font: UsedFont) -> str:
    """Return six letters that differ between fonts and are equal for equal papers."""
    index = int(font.resource[1:])
    return "PAPE" + chr(ord("A") + index // 26) + chr(ord("A") + index % 26)


def _to_unicode(font: UsedFont) -> bytes:
    """Return the table from codes to text, so that what is printed can be copied and found."""
    rows = [
        f"<{code:04X}> <{sign.text.encode('utf-16-be').hex().upper()}>" for sign, code in font.codes.items()
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
