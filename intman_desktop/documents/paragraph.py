"""Setting a paragraph: words with bold inside, broken into lines for a width, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from intman_desktop.documents.bidi import levels, visual_order, without_isolates
from intman_desktop.documents.shaping import Run, Shaped, Shaper, UnknownCharacter, split_runs
from intman_desktop.documents.stand_ins import read_alike, with_stand_ins

RIGHT_TO_LEFT = frozenset(("ar", "fa", "ps", "ckb", "ur", "he"))
_SCRIPT_OF_LANGUAGE = {
    **dict.fromkeys(RIGHT_TO_LEFT, "Arab"),
    **dict.fromkeys(("ti", "am"), "Ethi"),
    **dict.fromkeys(("uk", "ru"), "Cyrl"),
}
_WORD = re.compile(r" +|[^ ]+")
_TIED = re.compile(
    r"(?:§§?|Art\.)~\d+[a-z]?(?:,~\d+[a-z]?)*(?:~(?:Abs\.|Satz|Nr\.|Buchst\.)~(?:\d+|[a-z])\b)*"
    r"(?:~[A-ZÄÖÜ][\w-]*)?"
    r"|\b(?:z\.~B|e\.~V)\.".replace("~", "[ \u00a0]")
)
"""What is looked up or read as one: the citation of a law, an abbreviation of two words."""
_AFTER_HYPHEN = re.compile(r"(?<=[a-zà-ÿа-яёіїєґ]{3}[-–/])(?=[^\W\d_]{3})|(?<=፡)(?=\w)")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one weight."""

    text: str
    bold: bool = False


Words = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """How text is set: size and leading in points, colour as six hex digits."""

    size: float
    leading: float
    colour: str
    bold: bool = False

    def led_for(self, language: str) -> Type:
        """Return this type with the leading that the script of ``language`` needs."""
        widen = {"Arab": 1.18, "Ethi": 1.08}.get(script_of_language(language), 1.0)
        return replace(self, leading=self.leading * widen)


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: shaped runs from left to right, its width in points, its text as it is read."""

    items: tuple[Shaped, ...]
    width: float
    text: str
    mixed: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a space between words: its runs with their levels; ``width`` in thousandths of an em."""

    text: str
    runs: tuple[tuple[int, Shaped], ...]
    width: int
    space: bool


def words(text: str, *, bold: bool = False) -> Words:
    """Return ``text`` as one span."""
    return (Span(text, bold),)


def plain(text: Words) -> str:
    """Return the words as a reader copies them."""
    return without_isolates("".join(span.text for span in text)).replace("\u00a0", " ")


def is_right_to_left(language: str) -> bool:
    """Say whether paragraphs of ``language`` begin at the right."""
    return language in RIGHT_TO_LEFT


def script_of_language(language: str) -> str:
    """Return the script that signs without a script of their own are set in."""
    return _SCRIPT_OF_LANGUAGE.get(language, "Latn")


def set_lines(text: Words, width: float, kind: Type, language: str, shaper: Shaper) -> list[Line]:
    """Return ``text`` broken into lines of at most ``width`` points.

    A line break in the text begins a new line. A word longer than the line is broken where it must, the
    citation of a law only where it fits on no line.
    Raises ``UnknownCharacter`` where no font has a glyph.
    """
    room = width * 1000 / kind.size
    lines: list[Line] = []
    for part in _split_at_breaks(text):
        pieces = _pieces(part, kind, language, shaper)
        if any(piece.width > room and " " in piece.text.strip(" ") for piece in pieces):
            pieces = _pieces(part, kind, language, shaper, tied=False)
        filled = list(_fill(pieces, room, language, shaper))
        lines.extend(_line(row, kind.size) for row in filled)
    return lines or [Line((), 0.0, "", mixed=False)]


def natural_width(text: Words, kind: Type, language: str, shaper: Shaper) -> float:
    """Return how wide ``text`` is in points when nothing makes it break."""
    pieces = _pieces(text, kind, language, shaper)
    return sum(piece.width for piece in pieces) * kind.size / 1000


def _split_at_breaks(text: Words) -> Iterable[Words]:
    """Cut the spans where a line break stands; an isolate left open there is neutral again after it."""
    current: list[Span] = []
    for span in text:
        first, *rest = span.text.split("\n")
        current.append(Span(first, span.bold))
        for following in rest:
            yield tuple(current)
            current = [Span(following, span.bold)]
    yield tuple(current)


def _pieces(text: Words, kind: Type, language: str, shaper: Shaper, *, tied: bool = True) -> list[_Piece]:
    """Cut one line-break-free paragraph into shaped words and spaces, in logical order.

    What is ``tied`` is one word, with the blanks inside as they were written. What no font has is told
    otherwise where that reads alike, and where the ``shaper`` spells all out. Raises ``UnknownCharacter``.
    """
    try:
        return _shaped_pieces(text, kind, language, shaper, tied=tied)
    except UnknownCharacter as unknown:
        told = tuple(replace(span, text=read_alike(span.text, language)) for span in text)
        if told == tuple(text):
            if not shaper.spells_out:
                raise
            lacking = str(unknown.args[0])
            told = tuple(replace(span, text=with_stand_ins(span.text, lacking, language)) for span in text)
        return _pieces(told, kind, language, shaper, tied=tied)


def _shaped_pieces(text: Words, kind: Type, language: str, shaper: Shaper, *, tied: bool) -> list[_Piece]:
    """Do it with ``text`` as it stands. Raises ``UnknownCharacter`` where no font has a glyph."""
    whole = "".join(span.text for span in text)
    bold = [kind.bold or span.bold for span in text for _ in span.text]
    embedding = levels(whole, int(is_right_to_left(language)))
    pieces: list[_Piece] = []
    cut = _TIED.sub(lambda match: match.group().replace(" ", "\u00a0"), whole) if tied else whole
    for match in _WORD.finditer(cut):
        start = match.start()
        for part in _AFTER_HYPHEN.split(whole[start : match.end()]):
            end = start + len(part)
            pieces.append(_word(part, (embedding[start:end], bold[start:end]), language, shaper))
            start = end
    return pieces


def _word(text: str, look: tuple[list[int], list[bool]], language: str, shaper: Shaper) -> _Piece:
    """Shape a word or take it from the words this document has had already."""
    key = (text, tuple(look[0]), tuple(look[1]), language)
    known = shaper.words.get(key)
    if isinstance(known, _Piece):
        return known
    piece = _piece(text, split_runs(text, *look, script_of_language(language)), language, shaper)
    shaper.words[key] = piece
    return piece


def _piece(text: str, runs: Sequence[Run], language: str, shaper: Shaper) -> _Piece:
    """Shape the runs of one word."""
    shaped = tuple((run.level, shaper.shape(run, language)) for run in runs)
    return _Piece(text, shaped, sum(item.width for _lv, item in shaped), space=text[:1] == " ")


def _fill(pieces: Sequence[_Piece], room: float, language: str, shaper: Shaper) -> Iterable[list[_Piece]]:
    """Put as many pieces on each line as fit; spaces at its end stay away (rule L1)."""
    row: list[_Piece] = []
    used = 0.0
    for piece in pieces:
        if row and not piece.space and used + piece.width > room:
            yield _trimmed(row)
            row, used = [], 0.0
        if piece.space and not row:
            continue
        rest = piece
        while rest.width > room and len(rest.text) > 1 and not rest.space:
            head, rest = _broken(rest, room, language, shaper)
            yield [head]
        row.append(rest)
        used += rest.width
    yield _trimmed(row)


def _trimmed(row: list[_Piece]) -> list[_Piece]:
    """Return the row without spaces at its end."""
    while row and row[-1].space:
        row = row[:-1]
    return row


def _broken(piece: _Piece, room: float, language: str, shaper: Shaper) -> tuple[_Piece, _Piece]:
    """Cut a word that is longer than a whole line: the most letters that fit, and the rest."""
    runs = [Run(item.text, level, item.face, item.script) for level, item in piece.runs]
    head: list[Run] = []
    left = room
    for index, run in enumerate(runs):
        shaped = shaper.shape(run, language)
        if shaped.width <= left:
            head.append(run)
            left -= shaped.width
            continue
        cut = _cut(shaped, left) or (0 if head else _first_cluster(shaped))
        # At a cut an Arabic letter takes its final shape, which can be wider than the one inside.
        while cut > int(not head) and shaper.shape(replace(run, text=run.text[:cut]), language).width > left:
            cut -= 1
        if cut:
            head.append(replace(run, text=run.text[:cut]))
        rest = [replace(run, text=run.text[cut:]), *runs[index + 1 :]]
        return _joined(head, language, shaper), _joined([r for r in rest if r.text], language, shaper)
    raise AssertionError("a piece that fits is never broken")


def _joined(runs: list[Run], language: str, shaper: Shaper) -> _Piece:
    """Make a piece of runs."""
    return _piece("".join(run.text for run in runs), runs, language, shaper)


def _cut(shaped: Shaped, room: float) -> int:
    """Return how many characters of the run fit into ``room``, never inside a sign."""
    used = 0
    count = 0
    for sign in reversed(shaped.signs) if shaped.rtl else shaped.signs:
        used += sign.advance
        if used > room:
            break
        count += len(sign.text)
    return count


def _first_cluster(shaped: Shaped) -> int:
    """Return the length of the first sign, for a column narrower than a letter."""
    return len((shaped.signs[-1] if shaped.rtl else shaped.signs[0]).text)


def _line(row: Sequence[_Piece], size: float) -> Line:
    """Order the runs of a row from left to right."""
    runs = [(level, item) for piece in row for level, item in piece.runs]
    text = without_isolates("".join(piece.text for piece in row))
    return Line(
        tuple(visual_order(runs)),
        sum(item.width for _lv, item in runs) * size / 1000,
        text,
        mixed=any(level for level, _item in runs),
    )
