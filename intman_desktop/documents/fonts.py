"""The fonts of the papers: opened when first needed, chosen by script, asked before printing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

import uharfbuzz as hb

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.paths import resource

_FAMILY_OF_SCRIPT = {"Arab": "NotoNaskhArabic", "Ethi": "NotoSansEthiopic"}
_FALLBACKS = ("NotoSans", "NotoNaskhArabic", "NotoSansEthiopic", "NotoSansSymbols")
_ONE_WEIGHT = ("NotoSansSymbols",)
_COMMON = frozenset({"Zyyy", "Zinh", "Zzzz"})


@dataclass(frozen=True, eq=False)
class Face:
    """One font file, ready for shaping; widths and offsets are in thousandths of an em."""

    name: str
    blob: hb.Blob = field(repr=False)
    face: hb.Face = field(repr=False)
    font: hb.Font = field(repr=False)
    covered: frozenset[int] = field(repr=False)


class MissingGlyph(Trouble):
    """No font of ours has a sign for a character; ``character`` and ``place`` say which and where."""

    exit_code = 50

    def __init__(self, character: str, place: str) -> None:
        name = unicodedata.name(character[0], "")
        code = f"U+{ord(character[0]):04X}"
        super().__init__(character=character, code=f"{code} {name}".strip(), place=place)

    def template(self) -> str:
        """Name the character, where it stands, and the way on."""
        return _(
            "Das Zeichen „{character}“ ({code}) in „{place}“ kann nicht gedruckt werden. "
            "Bitte ersetzen Sie es und drucken Sie erneut."
        )


def font_file(name: str) -> str:
    """Return the path of the font ``name`` (file name without ending), for the screen as well."""
    return str(resource("fonts", f"{name}.ttf"))


@cache
def face(name: str) -> Face:
    """Open the font ``name`` once and keep it; all of ours have 1000 units per em."""
    blob = hb.Blob.from_file_path(font_file(name))
    opened = hb.Face(blob)
    if opened.upem != 1000:
        raise ValueError(f"font {name} has {opened.upem} units per em, not 1000")
    return Face(name, blob, opened, hb.Font(opened), frozenset(opened.unicodes))


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """Return the ISO 15924 code of a character's script, "" for what every script shares."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    script = buffer.script or ""
    return "" if script in _COMMON else str(script)


def face_for(character: str, script: str, *, bold: bool) -> Face:
    """Return the face that draws ``character`` in a run of ``script``.

    Raises ``LookupError`` when none of our fonts has the character.
    """
    wanted = _FAMILY_OF_SCRIPT.get(script, "NotoSans")
    code = ord(character)
    for family in (wanted, *_FALLBACKS):
        weight = "Bold" if bold and family not in _ONE_WEIGHT else "Regular"
        candidate = face(f"{family}-{weight}")
        if code in candidate.covered:
            return candidate
    raise LookupError(character)


def has_glyph(character: str) -> bool:
    """Say whether any font of ours has ``character``."""
    return any(ord(character) in face(f"{family}-Regular").covered for family in _FALLBACKS)
