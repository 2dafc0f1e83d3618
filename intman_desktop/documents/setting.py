"""What every layout function works with: the language, the structure, and single lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from intman_desktop.documents.look import FONT_DROP
from intman_desktop.documents.paragraph import Line, Type, Words, is_right_to_left, plain, set_lines
from intman_desktop.documents.pen import Pen
from intman_desktop.documents.shaping import Shaper
from intman_desktop.documents.strips import Drawing, Node, Strip, TextInk


@dataclass(frozen=True)
class Slot:
    """A stretch of a column: its left edge and its width."""

    x: float
    width: float


@dataclass
class Setting:
    """The state of laying out one column of a paper.

    ``place`` is the latest heading, for troubles; ``divided`` tells whether there was a section yet.
    """

    language: str
    parent: Node
    shaper: Shaper = field(default_factory=Shaper)
    place: str = ""
    divided: bool = False

    @property
    def rtl(self) -> bool:
        """Say whether the column runs from right to left."""
        return is_right_to_left(self.language)

    @contextmanager
    def inside(self, tag: str) -> Iterator[Node]:
        """Add an element and put what follows inside it."""
        outer = self.parent
        self.parent = self.node(tag)
        yield self.parent
        self.parent = outer

    def node(self, tag: str) -> Node:
        """Add an element to the one in work."""
        node = self.parent.add(tag)
        node.language = self.language
        return node

    def heading_tag(self, level: int) -> str:
        """Return the tag of a heading, so that no level is skipped where a paper has no sections."""
        self.divided = self.divided or level == 2
        return f"H{level if self.divided else 2}"

    def lines(self, text: Words, width: float, kind: Type) -> list[Line]:
        """Break ``text`` into lines."""
        return set_lines(text, width, kind.led_for(self.language), self.language, self.shaper)

    def mirrored(self, x: float, width: float, total: float) -> float:
        """Return where something at ``x`` stands in a column of this direction."""
        return total - x - width if self.rtl else x

    def slot(self, x: float, width: float, total: float) -> Slot:
        """Return the slot that begins ``x`` after the beginning of a column ``total`` wide."""
        return Slot(self.mirrored(x, width, total), width)

    def block(self, text: Words, width: float, kind: Type, tag: str = "P", x: float = 0.0) -> list[Strip]:
        """Set a paragraph as an element of its own, one strip a line."""
        return self.under(self.node(tag), text, width, kind, x)

    def under(self, node: Node, text: Words, width: float, kind: Type, x: float = 0.0) -> list[Strip]:
        """Set a paragraph as content of ``node``; lone lines at a page's edge are avoided."""
        led = kind.led_for(self.language)
        lines = set_lines(text, width, led, self.language, self.shaper)
        if any(line.mixed for line in lines):
            node.spoken = f"{node.spoken} {plain(text)}".strip()
        last = len(lines) - 1
        return [
            Strip(
                led.leading,
                (self.ink(node, line, x, width, led),),
                keep=index < last and (index in (0, last - 1)),
            )
            for index, line in enumerate(lines)
        ]

    def ink(self, node: Node, line: Line, x: float, width: float, kind: Type) -> TextInk:
        """Return a line as ink, at the side where its language begins."""
        indent = width - line.width if self.rtl else 0.0
        return TextInk(node, line, x + indent, kind.leading * FONT_DROP, kind)


def rule(width: float, colour: str, *, height: float = 0.0, thickness: float = 0.6) -> Strip:
    """Return a line across the column, in the middle of ``height`` points."""

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        pen.rule(x, top - height / 2, width, colour, thickness)

    return Strip(height, (Drawing(draw),))
