"""Laying out titles, headings, paragraphs, lists, notes and facts."""

from __future__ import annotations

from dataclasses import replace

from intman_desktop.documents import look
from intman_desktop.documents.paragraph import Type, Words, natural_width, plain, words
from intman_desktop.documents.parts import Bullets, Facts, Heading, Note, Role, Text, Title
from intman_desktop.documents.pen import Pen
from intman_desktop.documents.setting import Setting, Slot, rule
from intman_desktop.documents.strips import Drawing, Ink, Node, Strip, kept, repeated, solid

_ROLES = {Role.BODY: look.BODY, Role.LEAD: look.LEAD, Role.SMALL: look.SMALL}
_INDENT = 14.0
_LABEL_SHARE = 0.33
_NARROW_LABEL_SHARE = 0.4
_NARROW_GAP = 8.0
_CELL_GAP = 16.0
_NOTE_PADDING = 11.0
_NARROW = 320.0
_BELOW_HEAD = 4.0
_SHORT_LIST = 3  # items, of two lines each at most
_BY_HAND = 10.5  # above what is written by hand, so that ten millimetres are left to write in


def title(part: Title, setting: Setting, width: float) -> list[Strip]:
    """Set the title with a short stroke of the accent above it, the subject of a letter without."""
    if part.subject:
        return kept([Strip(24), *setting.block(part.text, width, look.HEADING, "H1"), Strip(4)])

    def stroke(pen: Pen, x: float, top: float, _height: float) -> None:
        pen.box(x + setting.mirrored(0, 30, width), top - 3, 30, 3, fill=look.ACCENT)

    strips = [Strip(13, (Drawing(stroke),), keep=True)]
    kind = look.TITLE if width > _NARROW else look.NARROW_TITLE
    strips += [replace(strip, keep=True) for strip in setting.block(part.text, width, kind, "H1")]
    if part.below:
        below = setting.block(part.below, width, look.BELOW_TITLE)
        strips += [replace(below[0], before=3), *below[1:]]
    strips.append(Strip(4))
    return kept(strips)


def heading(part: Heading, setting: Setting, width: float) -> list[Strip]:
    """Set a heading; a number before it becomes a filled mark, an aside stands at the far end."""
    setting.place = plain(part.text)
    kind = look.HEADING if part.level == 2 else look.SUBHEADING
    indent = 26.0 if part.number else 0.0
    room = width - indent
    node = setting.node(setting.heading_tag(part.level))
    aside: list[Strip] = []
    if part.aside:
        wide = natural_width(part.aside, look.LABEL, setting.language, setting.shaper) + 1
        room -= wide + _CELL_GAP
    strips = setting.under(node, part.text, room, kind, setting.mirrored(indent, room, width))
    if part.number:
        strips[0] = _numbered(strips[0], part.number, setting, width)
    if part.aside:
        aside = setting.block(part.aside, wide, look.LABEL, "P", setting.mirrored(width - wide, wide, width))
        lowered = solid([replace(aside[0], before=4.0)])[0]
        strips[0] = replace(strips[0], inks=strips[0].inks + lowered.inks)
    if part.level == 2:
        strips.append(replace(rule(width, look.LINE, height=2.0), before=4.0))
        strips.append(Strip(2.0))
    return [replace(strip, keep=True) for strip in strips]


def _numbered(strip: Strip, number: str, setting: Setting, width: float) -> Strip:
    """Put the number in a small filled square before the heading."""
    side = 17.0
    x = setting.mirrored(0, side, width)
    above = look.HEADING.led_for(setting.language).leading * look.FONT_DROP - 13.2

    def draw(pen: Pen, left: float, top: float, _height: float) -> None:
        pen.box(left + x, top - above - side, side, side, fill=look.ACCENT, radius=3)

    line = setting.lines(words(number), side, look.MARK)[0]
    node = setting.parent.kids[-1]
    mark = replace(
        setting.ink(node, line, x + (side - line.width) / 2, line.width, look.MARK), drop=above + 12.2
    )
    return replace(strip, inks=(Drawing(draw), mark, *strip.inks))


def text(part: Text, setting: Setting, width: float) -> list[Strip]:
    """Set a paragraph."""
    strips = setting.block(part.text, width, _ROLES[part.role])
    return [replace(strip, keep=True) for strip in strips] if part.keep else strips


def bullets(part: Bullets, setting: Setting, width: float) -> list[Strip]:
    """Set a list with small dots; no item stands alone on a page, and a short list stays whole."""
    items: list[list[Strip]] = []
    with setting.inside("L"):
        for item in part.items:
            with setting.inside("LI"):
                lines = setting.block(
                    item, width - _INDENT, look.BODY, "LBody", 0 if setting.rtl else _INDENT
                )
            lines[0] = replace(lines[0], before=3.0, inks=(_dot(setting, width), *lines[0].inks))
            items.append(lines)
    if len(items) <= _SHORT_LIST and sum(map(len, items)) <= 2 * _SHORT_LIST:
        return kept([line for lines in items for line in lines])
    return none_alone(items)


def none_alone(items: list[list[Strip]]) -> list[Strip]:
    """Return the strips of a list; the first two and the last two of its items stay on one page."""
    with_next = {0, len(items) - 2} - {len(items) - 1}
    return [
        replace(line, keep=line.keep or at in with_next) for at, lines in enumerate(items) for line in lines
    ]


def _dot(setting: Setting, width: float) -> Drawing:
    kind = look.BODY.led_for(setting.language)
    x = setting.mirrored(3, 3.4, width)

    def draw(pen: Pen, left: float, top: float, _height: float) -> None:
        pen.box(left + x, top - kind.leading * look.FONT_DROP + 2, 3.4, 3.4, fill=look.ACCENT, radius=1.7)

    return Drawing(draw)


def note(part: Note, setting: Setting, width: float) -> list[Strip]:
    """Set a paragraph on a tinted ground with a stroke at its beginning."""
    inner = width - 2 * _NOTE_PADDING
    lines = setting.block(part.text, inner, look.BODY, "P", _NOTE_PADDING)
    strips = [Strip(8.0, keep=True), *lines, Strip(8.0)]
    return [_tinted(strip, setting, width) for strip in kept(strips)]


def _tinted(strip: Strip, setting: Setting, width: float) -> Strip:
    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        pen.box(x, top - height, width, height, fill=look.TINT)
        pen.box(x + setting.mirrored(0, 2.5, width), top - height, 2.5, height, fill=look.ACCENT)

    return replace(strip, inks=(Drawing(draw), *strip.inks))


def facts(part: Facts, setting: Setting, width: float) -> list[Strip]:
    """Set labels and values: a quiet table, or a grid of two with the label above the value."""
    with setting.inside("Table"):
        strips = _grid(part, setting, width) if part.columns == 2 else _list(part, setting, width)
    continued = head_again(part.continued, setting, width)
    under = continued if part.under == part.continued else head_again(part.under, setting, width)
    return [replace(strip, again=continued if at else under) for at, strip in enumerate(strips)]


def head_again(head: Words, setting: Setting, width: float) -> tuple[Strip, ...]:
    """Set what stands above again on the next page: drawn only, for it stands in the structure already."""
    if not head:
        return ()
    drawn = Node("P", setting.language)
    return repeated([*setting.under(drawn, head, width, look.SUBHEADING), Strip(_BELOW_HEAD)])


def _list(part: Facts, setting: Setting, width: float) -> list[Strip]:
    """Set a row each; the first two and the last two stay on one page, so that no row stands alone."""
    with_next = {0, len(part.rows) - 2} - {len(part.rows) - 1}
    strips: list[Strip] = []
    narrow = width <= _NARROW
    label_width = width * (_NARROW_LABEL_SHARE if narrow else _LABEL_SHARE)
    gap = _NARROW_GAP if narrow else _CELL_GAP
    value_width = width - label_width - gap
    for index, row in enumerate(part.rows):
        if index or part.goes_on:
            strips.append(replace(rule(width, look.LINE), keep=index - 1 in with_next))
        with setting.inside("TR"):
            slot = setting.slot(0, label_width, width)
            label = _cell(setting, "TH", row.label, slot, look.LABEL)
            slot = setting.slot(label_width + gap, value_width, width)
            value = _cell(setting, "TD", row.value, slot, look.VALUE)
        lines = _row(label, value, 4.0, 4.0 if row.value else _BY_HAND)
        strips += [replace(strip, keep=True) for strip in lines] if index in with_next else lines
    to_write = part.rows and not part.rows[-1].value
    return [*strips, rule(width, look.LINE), Strip(4.0)] if to_write else strips


def _cell(setting: Setting, tag: str, content: Words, slot: Slot, kind: Type) -> list[Strip]:
    node = setting.node(tag)
    node.scope = "Row" if tag == "TH" else ""
    return setting.under(node, content, slot.width, kind, slot.x)


def _row(label: list[Strip], value: list[Strip], padding: float, above: float) -> list[Strip]:
    """Stand a label beside its value, first baselines level, with ``padding`` below and room ``above``."""
    shift = value[0].height * look.FONT_DROP - label[0].height * look.FONT_DROP
    strips = []
    for index in range(max(len(label), len(value))):
        inks: tuple[Ink, ...] = ()
        height = value[0].height
        if index < len(label):
            inks += solid([replace(label[index], before=shift)])[0].inks
        if index < len(value):
            inks += value[index].inks
        strips.append(Strip(height, inks, keep=True))
    first = solid([replace(strips[0], before=above)])[0]
    last = Strip(padding)
    return kept([first, *strips[1:], last])


def _grid(part: Facts, setting: Setting, width: float) -> list[Strip]:
    """Set the values in two columns; the last two lines stay on one page, so that no line stands alone."""
    cell = (width - look.GUTTER) / 2
    lines: list[list[Strip]] = []
    waiting: list[Strip] | None = None
    for row in part.rows:
        wide = natural_width(row.value, look.VALUE, setting.language, setting.shaper) > 1.6 * cell
        room = width if wide else cell
        second = waiting is not None and not wide
        slot = setting.slot(cell + look.GUTTER if second else 0.0, room, width)
        with setting.inside("TR"):
            value = _cell(setting, "TD", row.value, slot, look.VALUE)
            stack = [
                *_cell(setting, "TH", row.label, slot, look.LABEL),
                *(value if row.value else _to_write_on(value, slot)),
            ]
        if second and waiting is not None:
            lines.append(_paired(waiting, stack))
            waiting = None
            continue
        if waiting is not None:
            lines.append(_paired(waiting, []))
        waiting = None if wide else stack
        if wide:
            lines.append(_paired(stack, []))
    if waiting is not None:
        lines.append(_paired(waiting, []))
    if len(lines) > 1:
        lines[-2] = [replace(strip, keep=True) for strip in lines[-2]]
    return [strip for line in lines for strip in line]


def _to_write_on(value: list[Strip], slot: Slot) -> list[Strip]:
    """Draw a line below an empty value, with room to write on it by hand."""

    def draw(pen: Pen, left: float, top: float, height: float) -> None:
        pen.rule(left + slot.x, top - height, slot.width, look.FIELD_LINE, 0.7)

    whole = solid([replace(value[0], before=_BY_HAND - 5.5)])[0]
    return [replace(whole, inks=(*whole.inks, Drawing(draw)))]


def _paired(left: list[Strip], right: list[Strip]) -> list[Strip]:
    count = max(len(left), len(right))
    rows = []
    for index in range(count):
        pair = [column[index] for column in (left, right) if index < len(column)]
        inks = tuple(ink for strip in pair for ink in strip.inks)
        rows.append(Strip(max(strip.height for strip in pair), inks, keep=index < count - 1))
    return [replace(rows[0], before=6.0), *rows[1:]]
