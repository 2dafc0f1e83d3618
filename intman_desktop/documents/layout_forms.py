"""Laying out what is filled by hand: declarations with boxes, signatures."""

from __future__ import annotations

from dataclasses import replace

from intman_desktop.documents import look
from intman_desktop.documents.layout_text import none_alone
from intman_desktop.documents.parts import Choice, Choices, Declaration, SignatureField, Signatures
from intman_desktop.documents.pen import Pen
from intman_desktop.documents.setting import Setting, Slot
from intman_desktop.documents.strips import Drawing, Ink, Strip, across, kept, moved, solid

_BOX = 9.5
_INDENT = 19.0
_PADDING = 12.0
_SIGNING_ROOM = 33.0
_PLACE_SHARE = 0.36


def box(pen: Pen, x: float, top: float, *, ticked: bool) -> None:
    """Draw a box to tick (drawn, no letter), ticked with a cross where the answer is known."""
    pen.box(x, top - _BOX, _BOX, _BOX, fill="FFFFFF", stroke=look.TEXT, thickness=0.9, radius=1.5)
    if ticked:
        low, high = 2.2, _BOX - 2.2
        pen.stroke([(x + low, top - low), (x + high, top - high)], look.TEXT, 1.3)
        pen.stroke([(x + low, top - high), (x + high, top - low)], look.TEXT, 1.3)


def _choice(choice: Choice, setting: Setting, width: float) -> list[Strip]:
    """Set a box with its text."""
    with setting.inside("LI"):
        lines = setting.block(
            choice.text, width - _INDENT, look.BODY, "LBody", 0.0 if setting.rtl else _INDENT
        )
    drop = look.BODY.led_for(setting.language).leading * look.FONT_DROP
    x = setting.mirrored(0, _BOX, width)

    def draw(pen: Pen, left: float, top: float, _height: float) -> None:
        box(pen, left + x, top - drop + _BOX - 1.2, ticked=choice.ticked)

    return [replace(lines[0], inks=(Drawing(draw), *lines[0].inks)), *lines[1:]]


def declaration(part: Declaration, setting: Setting, width: float) -> list[Strip]:
    """Set one question in a frame of its own, so that each is answered for itself."""
    inner = width - 2 * _PADDING
    strips = [Strip(7.5)]
    strips += setting.block(part.title, inner, look.SUBHEADING, setting.heading_tag(3), _PADDING)
    body = setting.block(part.text, inner, look.BODY, "P", _PADDING)
    strips += [replace(body[0], before=2.0), *body[1:]]
    with setting.inside("L"):
        answers = across([_answer(part, index, setting, inner) for index in range(len(part.choices))])
    strips += [replace(answers[0], before=7.0), *answers[1:]]
    if part.below:
        below = setting.block(part.below, inner, look.SMALL, "P", _PADDING)
        strips += [replace(below[0], before=5.0), *below[1:]]
    strips.append(Strip(8.0, keep=part.keep))
    return _framed(kept(solid(strips)), width)


def _answer(part: Declaration, index: int, setting: Setting, inner: float) -> list[Strip]:
    """Set one of the answers that stand beside each other."""
    room = (inner - look.GUTTER) / len(part.choices)
    slot = setting.slot(index * (room + look.GUTTER), room, inner)
    return [moved(strip, slot.x + _PADDING) for strip in _choice(part.choices[index], setting, room)]


def choices(part: Choices, setting: Setting, width: float) -> list[Strip]:
    """Set boxes to tick, one below the other; none stands alone on a page."""
    items: list[list[Strip]] = []
    with setting.inside("L"):
        for choice in part.items:
            rows = _choice(choice, setting, width)
            items.append([replace(rows[0], before=5.0), *rows[1:]])
    return none_alone(items)


def _framed(strips: list[Strip], width: float) -> list[Strip]:
    """Draw a fine frame around strips that stand below each other."""
    last = len(strips) - 1

    def framed(index: int, strip: Strip) -> Strip:
        def draw(pen: Pen, x: float, top: float, height: float) -> None:
            pen.box(x, top - height, 0.8, height, fill=look.LINE)
            pen.box(x + width - 0.8, top - height, 0.8, height, fill=look.LINE)
            if index == 0:
                pen.box(x, top - 0.8, width, 0.8, fill=look.LINE)
            if index == last:
                pen.box(x, top - height, width, 0.8, fill=look.LINE)

        return replace(strip, inks=(Drawing(draw), *strip.inks))

    return [framed(index, strip) for index, strip in enumerate(strips)]


def signatures(part: Signatures, setting: Setting, width: float) -> list[Strip]:
    """Set a line for place and date and one for the signature, a row for each person."""
    strips: list[Strip] = []
    place = setting.slot(0, width * _PLACE_SHARE, width)
    name = setting.slot(width * _PLACE_SHARE + look.GUTTER, width * (1 - _PLACE_SHARE) - look.GUTTER, width)
    for signer in part.fields:
        with setting.inside("Div"):
            strips += _signature(signer, setting, place, name)
    return kept(strips)


def _signature(signer: SignatureField, setting: Setting, place: Slot, name: Slot) -> list[Strip]:
    def draw(pen: Pen, left: float, top: float, _height: float) -> None:
        for slot in (place, name):
            pen.rule(left + slot.x, top - _SIGNING_ROOM + 3, slot.width, look.FIELD_LINE, 0.7)

    inks: list[Ink] = [Drawing(draw)]
    for words, slot in ((signer.place, place), (signer.signed, name)):
        if words:
            line = setting.block(words, slot.width, look.VALUE, "P", slot.x)[0]
            inks += solid([replace(line, before=12)])[0].inks
    captions = [
        setting.block(signer.place_and_date, place.width, look.LABEL, "P", place.x),
        setting.block(signer.caption, name.width, look.LABEL, "P", name.x),
    ]
    return [Strip(_SIGNING_ROOM, tuple(inks)), *across(captions)]
