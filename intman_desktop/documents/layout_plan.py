"""Laying out the clock and the goals of an integration plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intman_desktop.documents import look
from intman_desktop.documents.layout_forms import box
from intman_desktop.documents.layout_text import facts
from intman_desktop.documents.paragraph import Words, natural_width
from intman_desktop.documents.parts import Card, ClockBar, Facts, Step
from intman_desktop.documents.pen import Bar, Pen
from intman_desktop.documents.setting import Setting, Slot, rule
from intman_desktop.documents.strips import Drawing, Strip, across, kept, moved, solid

_BAR = 10.0
_CARD_PADDING = 13.0
_STEP_INDENT = 17.0
_STEP_GAP = 12.0


def clock_bar(part: ClockBar, setting: Setting, width: float) -> list[Strip]:
    """Draw the advisory period: what has passed, what is left, what an extension could add."""
    days = max(1, (part.latest - part.start).days)
    passed = min(1.0, max(0.0, (part.today - part.start).days / days)) * width
    until = min(1.0, (part.last_day - part.start).days / days) * width
    node = setting.node("Figure")
    node.described = "".join(span.text for span in part.spoken)

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        bar = Bar(x, top - _BAR, width, _BAR)
        pen.part_of_bar(bar, x, width, look.LINE)
        inner = Bar(x + 0.8, top - _BAR + 0.8, width - 1.6, _BAR - 1.6)
        pen.part_of_bar(inner, x + setting.mirrored(until, width - until, width), width - until, "FFFFFF")
        pen.part_of_bar(bar, x + setting.mirrored(0, until, width), until, look.ACCENT_TINT)
        pen.part_of_bar(bar, x + setting.mirrored(0, passed, width), passed, look.ACCENT)
        edge = x + setting.mirrored(until, 1.4, width)
        pen.box(edge - 0.7, top - _BAR - 3, 1.4, _BAR + 6, fill=look.TEXT)

    strips = [Strip(3.0), Strip(_BAR + 5, (Drawing(draw, node=node),))]
    strips += _captions(part.captions, (0.0, until, width), setting, width)
    return kept(strips)


def _captions(
    captions: Sequence[Words], anchors: tuple[float, float, float], setting: Setting, width: float
) -> list[Strip]:
    """Set three captions below their places on the bar, without touching each other."""
    widths = [natural_width(words, look.LABEL, setting.language, setting.shaper) + 1 for words in captions]
    left = 0.0
    right = width - widths[2]
    before_last = right - 8 if captions[2] else width
    middle = min(max(anchors[1] - widths[1] / 2, widths[0] + 8), before_last - widths[1])
    if middle < widths[0] + 8:
        rows = [setting.block(words, width, look.LABEL) for words in captions if words]
        return [strip for row in rows for strip in row]
    inks = []
    height = 0.0
    for words, x, room in zip(captions, (left, middle, right), widths, strict=True):
        if words:
            strip = setting.block(words, room + 1, look.LABEL, "P", setting.mirrored(x, room, width))[0]
            inks += list(strip.inks)
            height = strip.height
    return [Strip(height, tuple(inks))]


def card(part: Card, setting: Setting, width: float) -> list[Strip]:
    """Set a goal: area and state, the client's words, what follows from it."""
    inner = width - _CARD_PADDING
    with setting.inside("Sect"):
        strips = _head(part, setting, inner)
        goal = setting.block(part.wording, inner, look.GOAL, setting.heading_tag(3))
        strips += [replace(goal[0], before=2.0), *goal[1:]]
        if part.facts:
            strips += facts(Facts(part.facts, columns=2), setting, inner)
        if part.steps:
            strips += _steps(part, setting, inner)
        if part.course:
            head = setting.block(part.course_head, inner, look.LABEL)
            strips += [replace(head[0], before=8.0, keep=True), *head[1:]]
            for line in part.course:
                strips += setting.block(line, inner, look.BODY)
    shift = 0.0 if setting.rtl else _CARD_PADDING
    body = kept(solid([Strip(1.0), *(moved(strip, shift) for strip in strips), Strip(1.0)]))
    return [_edged(strip, setting, width) for strip in body]


def _edged(strip: Strip, setting: Setting, width: float) -> Strip:
    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        pen.box(x + setting.mirrored(0, 2.5, width), top - height, 2.5, height, fill=look.ACCENT)

    return replace(strip, inks=(Drawing(draw), *strip.inks))


def _head(part: Card, setting: Setting, width: float) -> list[Strip]:
    state_width = natural_width(part.state, look.STATE, setting.language, setting.shaper) + 1
    area_width = width - state_width - 12
    left = setting.block(part.area, area_width, look.TAG, "P", setting.mirrored(0, area_width, width))
    x = setting.mirrored(width - state_width, state_width, width)
    right = setting.block(part.state, state_width + 1, look.STATE, "P", x)
    return [replace(left[0], inks=left[0].inks + right[0].inks), *left[1:]]


def _steps(part: Card, setting: Setting, width: float) -> list[Strip]:
    """Set the measures as a table: box and text, who, until when."""
    measured = part.measured or part.steps
    who = _widest(setting, [part.steps_heads[1], *(step.who for step in measured)], width * 0.34)
    until = _widest(setting, [part.steps_heads[2], *(step.until for step in measured)], width * 0.2)
    what = width - who - until - 2 * _STEP_GAP
    places = (
        setting.slot(0, what, width),
        setting.slot(what + _STEP_GAP, who, width),
        setting.slot(what + who + 2 * _STEP_GAP, until, width),
    )
    strips: list[Strip] = []
    with setting.inside("Table"):
        with setting.inside("TR"):
            cells = [
                setting.block(words, slot.width, look.LABEL, "TH", slot.x)
                for words, slot in zip(part.steps_heads, places, strict=True)
            ]
        rows = across(cells)
        strips += [replace(rows[0], before=8.0), *rows[1:]]
        strips.append(rule(width, look.LINE, height=3.0))
        for step in part.steps:
            strips += _step(step, setting, width, places)
    return strips


def _widest(setting: Setting, cells: Sequence[Words], at_most: float) -> float:
    """Return the width that the widest cell needs, within reason."""
    needed = [natural_width(cell, look.BODY, setting.language, setting.shaper) for cell in cells]
    return min(at_most, max(needed) + 1)


def _step(step: Step, setting: Setting, width: float, places: tuple[Slot, Slot, Slot]) -> list[Strip]:
    what, who, until = places
    drop = look.BODY.led_for(setting.language).leading * look.FONT_DROP
    box_x = setting.mirrored(0, 9.5, width)

    def draw(pen: Pen, left: float, top: float, _height: float) -> None:
        box(pen, left + box_x, top - drop + 8.3, ticked=step.done)

    with setting.inside("TR"):
        text_x = what.x if setting.rtl else what.x + _STEP_INDENT
        cells = [
            setting.block(step.text, what.width - _STEP_INDENT, look.BODY, "TD", text_x),
            setting.block(step.who, who.width, look.BODY, "TD", who.x),
            setting.block(step.until, until.width, look.BODY, "TD", until.x),
        ]
    rows = across(cells)
    return [replace(rows[0], before=3.5, inks=(Drawing(draw), *rows[0].inks)), *rows[1:]]
