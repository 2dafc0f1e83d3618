"""Laying out a picture of boxes and arrows: as shapes, which a page draws and a vector file can hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from intman_desktop.documents import look
from intman_desktop.documents.paragraph import Line, Type, Words, plain, words
from intman_desktop.documents.parts import Picture, PictureArrow, PictureBox
from intman_desktop.documents.pen import Pen
from intman_desktop.documents.setting import Setting
from intman_desktop.documents.strips import Drawing, Strip

TITLE = Type(9, 11, look.TEXT, bold=True)
TEXT = Type(7.75, 9.75, look.QUIET)
ZONE_TITLE = Type(8.5, 11, look.ACCENT, bold=True)
NUMBER = Type(8, 10, "FFFFFF", bold=True)
_PADDING = 7.0
_RADIUS = 4.0
_DISC = 6.5
_HEAD = 4.5
_HEAD_SPREAD = math.radians(28)
_GROUNDS = {"plain": ("FFFFFF", look.FIELD_LINE), "sealed": (look.ACCENT_TINT, look.ACCENT)}
_ZONE_GROUND = (look.TINT, look.LINE)


@dataclass(frozen=True)
class Frame:
    """A filled rectangle with round corners; ``y`` is its upper edge, downwards from the picture's top."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = ""
    radius: float = _RADIUS


@dataclass(frozen=True)
class Path:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str


@dataclass(frozen=True)
class Writing:
    """A set line with its left end and its baseline."""

    line: Line
    x: float
    y: float
    kind: Type


Shape = Frame | Path | Writing


def picture(part: Picture, setting: Setting, _width: float) -> list[Strip]:
    """Set a picture as one figure that never breaks; its words are told to readers as one text."""
    node = setting.node("Figure")
    node.described = plain(part.spoken)
    shapes = tuple(shapes_of(part, setting))

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        for shape in shapes:
            _draw(pen, shape, x, top)

    return [Strip(part.height, (Drawing(draw, node=node),))]


def shapes_of(part: Picture, setting: Setting) -> Iterator[Shape]:
    """Yield what a picture is drawn of, what lies below first."""
    for box in part.boxes:
        yield from _box(box, setting)
    for arrow in part.arrows:
        yield from _arrow(arrow)
    for arrow in part.arrows:  # the numbers lie above every line
        yield from _number(arrow, setting)


def _box(box: PictureBox, setting: Setting) -> Iterator[Shape]:
    x, y, width, height = box.at
    zone = box.tone == "zone"
    fill, stroke = _ZONE_GROUND if zone else _GROUNDS[box.tone]
    yield Frame(x, y, width, height, fill, stroke)
    room = width - 2 * _PADDING
    lines = [(line, ZONE_TITLE if zone else TITLE) for line in _set(box.title, room, setting, zone=zone)]
    lines += [(line, TEXT) for line in setting.lines(box.text, room, TEXT) if box.text]
    taken = sum(kind.leading for _line, kind in lines)
    top = y + (_PADDING if zone else (height - taken) / 2)
    for line, kind in lines:
        yield Writing(line, x + (width - line.width) / 2, top + kind.leading * look.FONT_DROP, kind)
        top += kind.leading


def _set(title: Words, room: float, setting: Setting, *, zone: bool) -> list[Line]:
    bold = words(plain(title), bold=True)
    return setting.lines(bold, room, ZONE_TITLE if zone else TITLE)


def _arrow(arrow: PictureArrow) -> Iterator[Shape]:
    yield Path(arrow.points, look.TEXT)
    yield _head(arrow.points[-2], arrow.points[-1])
    if arrow.both:
        yield _head(arrow.points[1], arrow.points[0])


def _head(before: tuple[float, float], tip: tuple[float, float]) -> Path:
    """Return the head of an arrow that comes from ``before`` to ``tip``."""
    back = math.atan2(before[1] - tip[1], before[0] - tip[0])
    left, right = (
        (tip[0] + _HEAD * math.cos(back + turn), tip[1] + _HEAD * math.sin(back + turn))
        for turn in (-_HEAD_SPREAD, _HEAD_SPREAD)
    )
    return Path((left, tip, right), look.TEXT)


def _number(arrow: PictureArrow, setting: Setting) -> Iterator[Shape]:
    x, y = arrow.mark
    yield Frame(x - _DISC, y - _DISC, 2 * _DISC, 2 * _DISC, look.ACCENT, radius=_DISC)
    line = setting.lines(words(arrow.number, bold=True), 2 * _DISC, NUMBER)[0]
    yield Writing(line, x - line.width / 2, y + NUMBER.size * 0.36, NUMBER)


def _draw(pen: Pen, shape: Shape, left: float, top: float) -> None:
    if isinstance(shape, Frame):
        at = (left + shape.x, top - shape.y - shape.height, shape.width, shape.height)
        pen.box(*at, fill=shape.fill, stroke=shape.stroke, radius=shape.radius, thickness=0.9)
    elif isinstance(shape, Path):
        pen.stroke([(left + x, top - y) for x, y in shape.points], shape.colour, 0.9)
    else:
        pen.line(shape.line, left + shape.x, top - shape.y, shape.kind)
