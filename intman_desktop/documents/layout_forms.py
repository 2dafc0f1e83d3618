"""Laying out what is filled by hand: declarations with boxes, signatures."""

from __future__ import annotations

from dataclasses import replace

from intman_desktop.documents import look
from intman_desktop.documents.parts import Choice, Declaration, SignatureField, Signatures
from intman_desktop.documents.pen import Pen
from intman_desktop.documents.setting import Setting
from intman_desktop.documents.strips import Drawing, Strip, kept, solid

_BOX = 9.5
_INDENT = 19.0
_PADDING = 12.0
_SIGNING_ROOM = 34.0


def box(pen: Pen, x: float, top: float, *, ticked: bool) -> None:
    """Draw a box to tick (drawn, no letter), ticked with a cross where the answer is known."""
    pen.box(x, top - _BOX, _BOX, _BOX, fill="FFFFFF", stroke=look.TEXT, thickness=0.9, radius=1.5)
    if ticked:
        low, high = 2.2, _BOX - 2.2
        pen.stroke([(x + low, top - low), (x + high, top - high)], look.TEXT, 1.3)
        pen.stroke([(x + low, top - high), (x + high, top - low)], look.TEXT, 1.3)


def choice_strips(choice: Choice, setting: Setting, width: float) -> list[Strip]:
    """Set a box with its text."""
    with setting.inside("LI"):
        lines = setting.block(
            choice.text, width - _INDENT, look.BODY, "LBody", 0.0 if setting.rtl else _INDENT
        )
    drop = look.BODY.led_for(setting.language).leading * look.FONT_DROP
    x = setting.mirrored(0, _BOX, width)

    def draw(pen: Pen, left: float, top: float) -> None:
        box(pen, left + x, top - drop + _BOX - 1.2, ticked=choice.ticked)

    return [replace(lines[0], inks=(Drawing(draw), *lines[0].inks)), *lines[1:]]


def declaration(part: Declaration, setting: Setting, width: float) -> list[Strip]:
    """Set one question in a frame of its own, so that each is answered for itself."""
    inner = width - 2 * _PADDING
    strips = [Strip(9.0)]
    strips += setting.block(part.title, inner, look.SUBHEADING, "H3", _PADDING)
    body = setting.block(part.text, inner, look.BODY, "P", _PADDING)
    strips += [replace(body[0], before=2.0), *body[1:]]
    with setting.inside("L"):
        for index, choice in enumerate(part.choices):
            rows = [_shifted(strip) for strip in choice_strips(choice, setting, inner)]
            strips += [replace(rows[0], before=8.0 if index == 0 else 4.0), *rows[1:]]
    if part.below:
        below = setting.block(part.below, inner, look.SMALL, "P", _PADDING)
        strips += [replace(below[0], before=5.0), *below[1:]]
    strips.append(Strip(9.0))
    return _framed(kept(solid(strips)), width)


def _shifted(strip: Strip) -> Strip:
    return replace(strip, inks=tuple(replace(ink, x=ink.x + _PADDING) for ink in strip.inks))


def _framed(strips: list[Strip], width: float) -> list[Strip]:
    """Draw a fine frame around strips that stand below each other."""
    last = len(strips) - 1

    def framed(index: int, strip: Strip) -> Strip:
        height = strip.height

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.box(x, top - height, 0.8, height, fill=look.LINE)
            pen.box(x + width - 0.8, top - height, 0.8, height, fill=look.LINE)
            if index == 0:
                pen.box(x, top - 0.8, width, 0.8, fill=look.LINE)
            if index == last:
                pen.box(x, top - height, width, 0.8, fill=look.LINE)

        return replace(strip, inks=(Drawing(draw), *strip.inks))

    return [framed(index, strip) for index, strip in enumerate(strips)]


def signatures(part: Signatures, setting: Setting, width: float) -> list[Strip]:
    """Set lines for place, date and signature, two people beside each other."""
    column = (width - look.GUTTER * 1.5) / 2
    stacks = []
    for index, signer in enumerate(part.fields):
        x = setting.mirrored((index % 2) * (column + look.GUTTER * 1.5), column, width)
        stacks.append(_signature(signer, setting, column, x))
    strips: list[Strip] = []
    for start in range(0, len(stacks), 2):
        pair = stacks[start : start + 2]
        for row in range(max(len(stack) for stack in pair)):
            level = [stack[row] for stack in pair if row < len(stack)]
            inks = tuple(ink for strip in level for ink in strip.inks)
            strips.append(Strip(max(strip.height for strip in level), inks))
    return kept(strips)


def _signature(signer: SignatureField, setting: Setting, width: float, x: float) -> list[Strip]:
    with setting.inside("Div"):
        strips = [_signing_line(width, x)]
        strips += setting.block(signer.place_and_date, width, look.LABEL, "P", x)
        strips.append(_signing_line(width, x))
        strips += setting.block(signer.caption, width, look.LABEL, "P", x)
        if signer.signed:
            strips += setting.block(signer.signed, width, look.SUBHEADING, "P", x)
    return strips


def _signing_line(width: float, x: float) -> Strip:
    def draw(pen: Pen, left: float, top: float) -> None:
        pen.rule(left + x, top - _SIGNING_ROOM + 3, width, look.FIELD_LINE, 0.7)

    return Strip(_SIGNING_ROOM, (Drawing(draw),))
