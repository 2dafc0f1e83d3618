"""Strips: what never breaks inside, and how strips are put onto pages.

Every part of a paper becomes a list of strips (mostly one line each). A strip knows its height,
the space before it (dropped at the top of a page), and whether the next one must stay with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from intman_desktop.documents.paragraph import Line, Type
from intman_desktop.documents.pen import Pen

Draw = Callable[[Pen, float, float, float], None]


@dataclass(eq=False)
class Node:
    """An element of the structure: what a piece of the paper is, and where its content stands.

    ``spoken`` replaces the drawn letters for readers where their order could mislead;
    ``described`` tells what a drawing shows. ``content`` is filled while drawing: page and mark.
    """

    tag: str
    language: str
    kids: list[Node] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    spoken: str = ""
    described: str = ""
    scope: str = ""

    def add(self, tag: str) -> Node:
        """Add an element inside this one and return it."""
        kid = Node(tag, self.language)
        self.kids.append(kid)
        return kid


@dataclass(frozen=True)
class TextInk:
    """A set line at ``x`` with its baseline ``drop`` points below the top of its strip."""

    node: Node
    line: Line
    x: float
    drop: float
    kind: Type


@dataclass(frozen=True)
class Drawing:
    """Something drawn; without a node it is decoration.

    ``draw`` gets the left edge, the top, and the height the strip has on the page: beside a taller
    column a strip is higher than it was laid out, and grounds and frames must follow.
    """

    draw: Draw
    x: float = 0.0
    node: Node | None = None


Ink = TextInk | Drawing


@dataclass(frozen=True)
class Strip:
    """A piece of a page that never breaks; lengths in points.

    ``again`` is drawn above it where it begins a page: the head of the table that it goes on with.
    """

    height: float
    inks: tuple[Ink, ...] = ()
    before: float = 0.0
    keep: bool = False
    again: tuple[Strip, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A strip with the distance of its top from the top of the frame."""

    strip: Strip
    top: float


def moved(strip: Strip, x: float) -> Strip:
    """Return ``strip`` moved to the right, with what is drawn again above it."""
    inks = tuple(replace(ink, x=ink.x + x) for ink in strip.inks)
    return replace(strip, inks=inks, again=tuple(moved(each, x) for each in strip.again))


def repeated(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """Return ``strips`` as decoration: what they say stands in the structure once already."""
    return tuple(Strip(strip.height, tuple(map(_as_drawing, strip.inks))) for strip in strips)


def solid(strips: Sequence[Strip]) -> list[Strip]:
    """Return strips whose space before has become part of them, for frames drawn strip by strip."""
    out = []
    for strip in strips:
        inks = tuple(_lowered(ink, strip.before) for ink in strip.inks)
        out.append(Strip(strip.height + strip.before, inks, 0.0, strip.keep, strip.again))
    return out


def kept(strips: Sequence[Strip]) -> list[Strip]:
    """Return strips that stay on one page if they fit on one."""
    return [replace(strip, keep=True) for strip in strips[:-1]] + list(strips[-1:])


def beside(left: Sequence[Strip], right: Sequence[Strip]) -> list[Strip]:
    """Return two columns as one list; line stands beside line."""
    out = []
    for index in range(max(len(left), len(right))):
        first = left[index] if index < len(left) else Strip(0)
        second = right[index] if index < len(right) else Strip(0)
        before = max(first.before, second.before)
        height = max(first.height, second.height)
        again = tuple(beside(first.again, second.again))
        out.append(Strip(height, first.inks + second.inks, before, first.keep or second.keep, again))
    return out


def across(cells: Sequence[Sequence[Strip]]) -> list[Strip]:
    """Stand cells that know their places beside each other, line by line, not to be parted."""
    rows = []
    for index in range(max(len(cell) for cell in cells)):
        level = [cell[index] for cell in cells if index < len(cell)]
        inks = tuple(ink for strip in level for ink in strip.inks)
        rows.append(Strip(max(strip.height for strip in level), inks))
    return kept(rows)


def paginate(strips: Sequence[Strip], room: float) -> list[list[Placed]]:
    """Put strips onto pages of ``room`` points height; what is kept together moves as a whole."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for group in _groups(strips):
        height = sum(strip.height + strip.before for strip in group) - (0 if pages[-1] else group[0].before)
        if pages[-1] and used + height > room:
            pages.append([])
            used = 0.0
        for strip in group:
            before = strip.before if pages[-1] else 0.0
            if pages[-1] and used + before + strip.height > room:
                pages.append([])
                used, before = 0.0, 0.0
            if not pages[-1]:
                pages[-1] += _heads(strip)
                used = sum(each.height for each in strip.again)
            pages[-1].append(Placed(strip, used + before))
            used += before + strip.height
    return pages


def _heads(strip: Strip) -> list[Placed]:
    """Return what is drawn again at the top of the page that ``strip`` begins."""
    tops = accumulate((each.height for each in strip.again), initial=0.0)
    return [Placed(each, top) for each, top in zip(strip.again, tops, strict=False)]


def _groups(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Return strips that must stay together as groups."""
    groups: list[list[Strip]] = []
    joined = False
    for strip in strips:
        if joined:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        joined = strip.keep
    return groups


def _as_drawing(ink: Ink) -> Drawing:
    if isinstance(ink, Drawing):
        return replace(ink, node=None)
    line, drop, kind = ink.line, ink.drop, ink.kind
    return Drawing(lambda pen, x, top, _height: pen.line(line, x, top - drop, kind), ink.x)


def _lowered(ink: Ink, by: float) -> Ink:
    if isinstance(ink, TextInk):
        return replace(ink, drop=ink.drop + by)
    draw = ink.draw
    return replace(ink, draw=lambda pen, x, top, height: draw(pen, x, top - by, height - by))
