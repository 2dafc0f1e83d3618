"""From the parts of a paper to strips: titles, text, lists, notes, facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from intman_desktop.documents import look
from intman_desktop.documents.layout_figures import figure_table, key_groups, total
from intman_desktop.documents.layout_forms import choices, declaration, signatures
from intman_desktop.documents.layout_picture import picture
from intman_desktop.documents.layout_plan import card, clock_bar
from intman_desktop.documents.layout_text import bullets, facts, heading, note, text, title
from intman_desktop.documents.parts import (
    Bullets,
    Card,
    Choices,
    ClockBar,
    Declaration,
    Facts,
    FigureTable,
    Heading,
    KeyGroups,
    Note,
    Part,
    Personal,
    Picture,
    Signatures,
    Sum,
    Text,
    Title,
    Together,
)
from intman_desktop.documents.setting import Setting
from intman_desktop.documents.strips import Strip, kept

_LAYOUTS: dict[type, tuple[Callable[[Any, Setting, float], list[Strip]], float]] = {
    Title: (title, 0.0),
    Heading: (heading, 18.0),
    Text: (text, 7.0),
    Bullets: (bullets, 4.0),
    Note: (note, 12.0),
    Facts: (facts, 8.0),
    Declaration: (declaration, 12.0),
    Signatures: (signatures, 10.0),
    ClockBar: (clock_bar, 10.0),
    Card: (card, 12.0),
    FigureTable: (figure_table, 6.0),
    Sum: (total, 8.0),
    Choices: (choices, 4.0),
    KeyGroups: (key_groups, 12.0),
    Picture: (picture, 12.0),
}


def lay_out(part: Part, setting: Setting, width: float = look.WIDTH) -> list[Strip]:
    """Return the strips of one part for a column of ``width`` points, with the space before it."""
    whole = part.part if isinstance(part, Personal) else part
    if isinstance(whole, Together):
        return kept([strip for inner in whole.parts for strip in lay_out(inner, setting, width)])
    layout, before = _LAYOUTS[type(whole)]
    strips = layout(whole, setting, width)
    if isinstance(whole, Heading) and whole.level > 2:
        before = 12.0
    if isinstance(whole, Facts) and whole.goes_on:
        before = 0.0
    return [replace(strips[0], before=before), *strips[1:]] if strips else []
