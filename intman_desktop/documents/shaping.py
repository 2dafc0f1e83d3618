"""From letters to glyphs: runs of one direction, face and script, shaped by HarfBuzz."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import uharfbuzz as hb

from intman_desktop.documents.bidi import is_invisible
from intman_desktop.documents.fonts import Face, face_for, script_of

_JOINERS = "\u200c\u200d"
_MIRRORED = str.maketrans("()[]{}<>«»‹›⟨⟩≤≥", ")(][}{><»«›‹⟩⟨≥≤")


Outline = tuple[tuple[int, int, int], ...]
"""What a sign looks like: glyphs of the font, each with its offset to the right and upwards."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing to draw: its glyphs, how far it moves the pen, and the text it is read as.

    Lengths are in thousandths of an em. In right-to-left runs the text is one character, because
    readers of a PDF turn the signs of a line around and not the characters inside a sign.
    """

    outline: Outline
    advance: int
    text: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped run: its signs from left to right, its width and its text in logical order."""

    face: Face
    script: str
    signs: tuple[Sign, ...]
    width: int
    text: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one level, face and script, in logical order."""

    text: str
    level: int
    face: Face
    script: str


class UnknownCharacter(LookupError):
    """No font of ours has this character; the layout turns it into a trouble with its place."""


class Shaper:
    """Shapes runs and remembers them for one document only, so that no name outlives its paper.

    ``words`` is for the layout to remember whole words in, ``spells_out`` says to it that what no font has is
    named in brackets instead of being refused.
    """

    def __init__(self, *, spells_out: bool = False) -> None:
        self.spells_out = spells_out
        self.words: dict[tuple[object, ...], object] = {}
        self._seen: dict[tuple[str, str, bool, str, str], Shaped] = {}

    def shape(self, run: Run, language: str) -> Shaped:
        """Return ``run`` shaped; raises ``UnknownCharacter`` where a glyph is missing."""
        rtl = run.level % 2 == 1
        key = (run.text, run.face.name, rtl, run.script, language)
        known = self._seen.get(key)
        if known is None:
            known = self._seen[key] = _shape(run, language, rtl=rtl)
        return known


def split_runs(text: str, levels: Sequence[int], bold: Sequence[bool], script: str) -> list[Run]:
    """Cut ``text`` into runs; ``script`` is that of the paragraph, for signs all scripts share.

    Characters that only steer direction are left out. Raises ``UnknownCharacter``.
    """
    runs: list[Run] = []
    letters: list[str] = []
    level, current_script, face = 0, script, None
    for character, own_level, own_bold in zip(text, levels, bold, strict=True):
        if is_invisible(character):
            continue
        own_script = script_of(character)
        inherits = character in _JOINERS or unicodedata.combining(character) > 0
        if face is not None and inherits:
            letters.append(character)
            continue
        run_script = own_script or (current_script if letters and own_level == level else script)
        try:
            own_face = face_for(character, run_script, bold=own_bold)
        except LookupError as error:
            raise UnknownCharacter(character) from error
        if (
            letters
            and face is not None
            and (own_level, run_script, own_face) != (level, current_script, face)
        ):
            runs.append(Run("".join(letters), level, face, current_script))
            letters = []
        letters.append(character)
        level, current_script, face = own_level, run_script, own_face
    if letters and face is not None:
        runs.append(Run("".join(letters), level, face, current_script))
    return runs


def _shape(run: Run, language: str, *, rtl: bool) -> Shaped:
    """Ask HarfBuzz and gather the glyphs of each cluster into one sign."""
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(run.text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = run.script or "Latn"
    buffer.language = language
    hb.shape(run.face.font, buffer, {})
    clusters: dict[int, tuple[list[tuple[int, int, int]], int]] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint == 0:
            raise UnknownCharacter(run.text[info.cluster])
        outline, advance = clusters.get(info.cluster, ([], 0))
        outline.append((info.codepoint, advance + position.x_offset, position.y_offset))
        clusters[info.cluster] = (outline, advance + position.x_advance)
    starts = sorted(clusters)
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    signs: list[Sign] = []
    for start, (outline, advance) in clusters.items():
        text = run.text[start : ends[start]].replace("\u00a0", " ")
        if not rtl:
            signs.append(Sign(tuple(outline), advance, text))
            continue
        # Readers turn the brackets of a right-to-left line around, so the sign says what it looks like.
        signs.append(Sign(tuple(outline), advance, text[-1].translate(_MIRRORED)))
        signs.extend(Sign((), 0, character) for character in reversed(text[:-1]))
    return Shaped(run.face, run.script, tuple(signs), sum(sign.advance for sign in signs), run.text, rtl)
