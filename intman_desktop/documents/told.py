"""A paper as plain text, exactly as its words are shown, for the fingerprint of a text (E2)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from intman_desktop.documents.paragraph import Words, plain
from intman_desktop.documents.parts import (
    Bullets,
    Card,
    Choices,
    ClockBar,
    Composition,
    Declaration,
    Facts,
    FigureTable,
    Heading,
    KeyGroups,
    Note,
    Personal,
    Picture,
    Signatures,
    Sum,
    Text,
    Title,
    Together,
)


def told(paper: Composition) -> str:
    """Return the text of ``paper``: a line for each paragraph, without what tells of one person."""
    lines = [line for part in paper.parts for line in _lines(part)]
    return "\n".join(line for line in lines if line) + "\n"


@singledispatch
def _lines(part: object) -> Iterable[str]:
    raise TypeError(f"no text for {type(part).__name__}")


@_lines.register
def _title(part: Title) -> Iterable[str]:
    return (plain(part.text), plain(part.below))


@_lines.register
def _heading(part: Heading) -> Iterable[str]:
    return (" ".join(filter(None, (part.number, plain(part.text), plain(part.aside)))),)


@_lines.register(Text)
@_lines.register(Note)
def _text(part: Text | Note) -> Iterable[str]:
    return (plain(part.text),)


@_lines.register
def _bullets(part: Bullets) -> Iterable[str]:
    return (f"• {plain(item)}" for item in part.items)


@_lines.register
def _facts(part: Facts) -> Iterable[str]:
    return (_pair(row.label, row.value) for row in part.rows)


@_lines.register
def _declaration(part: Declaration) -> Iterable[str]:
    choices = (f"☐ {plain(choice.text)}" for choice in part.choices)
    return (plain(part.title), plain(part.text), *choices, plain(part.below))


@_lines.register
def _choices(part: Choices) -> Iterable[str]:
    return (f"☐ {plain(choice.text)}" for choice in part.items)


@_lines.register
def _together(part: Together) -> Iterable[str]:
    return (line for inner in part.parts for line in _lines(inner))


@_lines.register
def _signatures(part: Signatures) -> Iterable[str]:
    return (f"{plain(signer.place_and_date)} – {plain(signer.caption)}" for signer in part.fields)


@_lines.register(ClockBar)
@_lines.register(Picture)
def _drawn(part: ClockBar | Picture) -> Iterable[str]:
    return (plain(part.spoken),)


@_lines.register
def _card(part: Card) -> Iterable[str]:
    yield plain(part.area)
    yield plain(part.state)
    yield plain(part.wording)
    yield from (_pair(row.label, row.value) for row in part.facts)
    yield from (
        f"{'☒' if step.done else '☐'} {plain(step.text)} – {plain(step.who)} – {plain(step.until)}"
        for step in part.steps
    )
    yield plain(part.course_head)
    yield from (plain(line) for line in part.course)


@_lines.register
def _figures(part: FigureTable) -> Iterable[str]:
    return (" | ".join((plain(row.label), plain(row.number), plain(row.previous))) for row in part.rows)


@_lines.register
def _sum(part: Sum) -> Iterable[str]:
    return (f"{sign} {plain(number)} {plain(name)}".strip() for sign, number, name in part.terms)


@_lines.register
def _groups(part: KeyGroups) -> Iterable[str]:
    return part.groups


@_lines.register
def _personal(_part: Personal) -> Iterable[str]:
    return ()


def _pair(label: Words, value: Words) -> str:
    return f"{plain(label)}: {plain(value)}"
