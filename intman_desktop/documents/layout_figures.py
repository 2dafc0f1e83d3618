"""Laying out numbers: figures with bars, the balance of plans, a secret in groups."""

from __future__ import annotations

from dataclasses import dataclass, replace

from intman_desktop.documents import look
from intman_desktop.documents.layout_text import head_again
from intman_desktop.documents.paragraph import Type, Words, natural_width, words
from intman_desktop.documents.parts import FigureRow, FigureTable, KeyGroups, Sum
from intman_desktop.documents.pen import Bar, Pen
from intman_desktop.documents.setting import Setting, Slot, rule
from intman_desktop.documents.strips import Drawing, Strip, TextInk, kept, repeated

_NUMBER = 46.0
_PREVIOUS = 46.0
_BAR_SHARE = 0.27
_GAP = 12.0
_TOGETHER = 3
"""How many rows of figures stay together at the foot of a page and at the head of the next."""


@dataclass(frozen=True)
class _Columns:
    """Where label, number, bar and last year's number stand."""

    label: Slot
    number: Slot
    bar: Slot
    previous: Slot


def figure_table(part: FigureTable, setting: Setting, width: float) -> list[Strip]:
    """Set one row a figure: label, number, a bar beside it, and last year's number.

    Where the table goes on over a page its title and head are drawn again, and neither side has fewer than
    three rows.
    """
    columns = _columns(setting, width)
    strips: list[Strip] = []
    with setting.inside("Table"):
        if any(part.heads):
            strips += _heads(part, setting, columns)
            strips.append(rule(width, look.LINE, height=3.0))
        again = (*head_again(part.continued, setting, width), *repeated(strips))
        for number, row in enumerate(part.rows):
            first, *others = _figure(row, setting, columns)
            figure = [replace(first, again=again if number else ()), *others]
            is_at_an_edge = number < _TOGETHER - 1 or number >= len(part.rows) - _TOGETHER
            if is_at_an_edge and number < len(part.rows) - 1:
                figure = [replace(strip, keep=True) for strip in figure]
            strips += figure
    return [replace(strip, keep=True) for strip in strips[:2]] + strips[2:]


def _columns(setting: Setting, width: float) -> _Columns:
    bar = width * _BAR_SHARE
    label = width - _NUMBER - bar - _PREVIOUS - 3 * _GAP
    number_at = label + _GAP
    bar_at = number_at + _NUMBER + _GAP
    return _Columns(
        setting.slot(0, label, width),
        setting.slot(number_at, _NUMBER, width),
        setting.slot(bar_at, bar, width),
        setting.slot(bar_at + bar + _GAP, _PREVIOUS, width),
    )


def _heads(part: FigureTable, setting: Setting, columns: _Columns) -> list[Strip]:
    name, number, previous = part.heads
    with setting.inside("TR"):
        strips = setting.block(name, columns.label.width, look.LABEL, "TH", columns.label.x)
        inks = strips[0].inks
        inks += _ranged(setting, number, columns.number, look.LABEL, "TH")
        inks += _ranged(setting, previous, columns.previous, look.LABEL, "TH")
    return [replace(strips[0], inks=inks, before=2.0), *strips[1:]]


def _figure(row: FigureRow, setting: Setting, columns: _Columns) -> list[Strip]:
    with setting.inside("TR"):
        strips = setting.block(row.label, columns.label.width, look.VALUE, "TH", columns.label.x)
        inks = (_bar(row, setting, columns.bar), *strips[0].inks)
        inks += _ranged(setting, row.number, columns.number, look.NUMBER, "TD")
        inks += _ranged(setting, row.previous, columns.previous, look.LABEL, "TD")
    return [replace(strips[0], inks=inks, before=2.5, keep=len(strips) > 1), *strips[1:]]


def _ranged(setting: Setting, content: Words, slot: Slot, kind: Type, tag: str) -> tuple[TextInk, ...]:
    """Set a number ranged at the far side of its slot, on the baseline of the label."""
    node = setting.node(tag)
    if not content:
        return ()
    line = setting.lines(content, slot.width * 3, kind)[0]
    x = slot.x if setting.rtl else slot.x + slot.width - line.width
    base = look.VALUE if tag == "TD" else kind
    return (TextInk(node, line, x, base.led_for(setting.language).leading * look.FONT_DROP, kind),)


def _bar(row: FigureRow, setting: Setting, slot: Slot) -> Drawing:
    drop = look.VALUE.led_for(setting.language).leading * look.FONT_DROP
    filled = max(0.0, min(1.0, row.share)) * slot.width

    def draw(pen: Pen, left: float, top: float, _height: float) -> None:
        bar = Bar(left + slot.x, top - drop + 0.5, slot.width, 6.0)
        pen.part_of_bar(bar, bar.x, bar.width, look.TINT)
        if filled:
            pen.part_of_bar(bar, bar.x + setting.mirrored(0, filled, bar.width), filled, look.ACCENT)

    return Drawing(draw)


def total(part: Sum, setting: Setting, width: float) -> list[Strip]:
    """Set an identity: each number large, its name below, the signs between them."""
    column = width / len(part.terms)
    big = Type(17, 22, look.TEXT, bold=True)
    numbers: list[TextInk] = []
    names: list[list[Strip]] = []
    for index, (sign, number, name) in enumerate(part.terms):
        x = setting.mirrored(index * column, column, width)
        node = setting.node("P")
        shown = (*words(f"{sign} ", bold=False), *number) if sign else number
        line = setting.lines(shown, column, big)[0]
        numbers.append(replace(setting.ink(node, line, x, column, big), drop=big.leading * look.FONT_DROP))
        slot = setting.slot(index * column, column - 8, width)
        names.append(setting.block(name, slot.width, look.LABEL, "P", slot.x))
    strips = [Strip(6), Strip(big.leading, tuple(numbers))]
    for row in range(max(len(name) for name in names)):
        inks = tuple(ink for name in names if row < len(name) for ink in name[row].inks)
        strips.append(Strip(names[0][0].height, inks))
    return kept([*strips, Strip(4)])


def key_groups(part: KeyGroups, setting: Setting, width: float) -> list[Strip]:
    """Set the groups of a secret two in a row, numbered, wide enough to be read aloud."""
    column = (width - look.GUTTER) / 2
    strips: list[Strip] = []
    for start in range(0, len(part.groups), 2):
        inks: list[Drawing | TextInk] = []
        for offset, group in enumerate(part.groups[start : start + 2]):
            x = offset * (column + look.GUTTER)
            inks += _group(setting, start + offset + 1, group, x, column)
        strips.append(Strip(42.0, tuple(inks), before=0.0 if start == 0 else 10.0))
    return kept(strips)


def _group(setting: Setting, number: int, group: str, x: float, width: float) -> list[Drawing | TextInk]:
    def draw(pen: Pen, left: float, top: float, _height: float) -> None:
        pen.box(left + x, top - 42, width, 42, fill=look.TINT, radius=4)

    node = setting.node("P")
    label = setting.lines(words(str(number)), 20, look.LABEL)[0]
    spaced = words(group)
    line = setting.lines(spaced, width - 40, look.SECRET)[0]
    taken = natural_width(spaced, look.SECRET, setting.language, setting.shaper)
    return [
        Drawing(draw),
        TextInk(node, label, x + 10, 25.0, look.LABEL),
        TextInk(node, line, x + 30 + max(0.0, (width - 44 - taken) / 2), 28.0, look.SECRET),
    ]
