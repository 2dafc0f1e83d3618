"""From a composed paper to a PDF: pages of A4 with head and foot, tags, title and language."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf, String
from reportlab.lib.units import mm

from intman_desktop.documents import look
from intman_desktop.documents.embedding import embed_fonts
from intman_desktop.documents.fonts import MissingGlyph
from intman_desktop.documents.layout import lay_out
from intman_desktop.documents.paragraph import Line, plain, words
from intman_desktop.documents.parts import Composition, Part
from intman_desktop.documents.pen import Pen
from intman_desktop.documents.setting import Setting
from intman_desktop.documents.shaping import Shaper, UnknownCharacter
from intman_desktop.documents.strips import Node, Placed, Strip, TextInk, beside, moved, paginate
from intman_desktop.documents.tagging import tag

_HEAD_AT = look.PAGE[1] - 14 * mm
_FOOT_AT = 15 * mm
_NOTICE_AT = _FOOT_AT - look.RUNNING.leading


def render(paper: Composition, other: Composition | None = None) -> bytes:
    """Return the PDF of ``paper``, with ``other`` beside it where the paper has a second language.

    The same paper gives the same bytes. Raises ``MissingGlyph`` before anything is drawn where no
    font of ours has a character and the paper does not spell it out.
    """
    root = Node("Document", paper.language)
    pen, marks = Pen(look.PAGE), list[list[Node]]()
    _draw(paper, other, root, pen, marks)
    return _finished(pen, paper, root, marks)


def render_bundle(
    papers: Sequence[Composition], title: str, progress: Callable[[int, int], object]
) -> tuple[bytes, tuple[tuple[int, MissingGlyph], ...]]:
    """Return the PDF of all ``papers`` in their order, each with pages and structure of its own.

    One with a character that no font has is left out and named by its place in the row; the PDF is
    empty where none is left. ``progress(done, total)`` is told after each paper.
    """
    left_out: list[tuple[int, MissingGlyph]] = []
    root, pen, marks = Node("Document", "de"), Pen(look.PAGE), list[list[Node]]()
    for index, paper in enumerate(papers):
        part = Node("Part", paper.language)
        try:
            _draw(paper, None, part, pen, marks)
        except MissingGlyph as trouble:
            left_out.append((index, trouble))
        else:
            root.kids.append(part)
        progress(index + 1, len(papers))
    content = _finished(pen, replace(papers[0], title=title), root, marks) if root.kids else b""
    return content, tuple(left_out)


def _draw(
    paper: Composition, other: Composition | None, root: Node, pen: Pen, marks: list[list[Node]]
) -> None:
    """Draw one paper on pages of its own, its structure below ``root``; ``marks`` gets each page's nodes.

    Everything is laid out before anything is drawn, so that a paper is there whole or not at all.
    """
    setting = Setting(paper.language, root, Shaper(spells_out=paper.spells_out), place=paper.title)
    try:
        strips = _one(paper, setting) if other is None else _two(paper, other, setting)
        for running in (paper.sender, paper.foot, paper.notice):
            setting.lines(running, look.WIDTH, look.RUNNING)
    except UnknownCharacter as error:
        raise MissingGlyph(str(error.args[0]), setting.place) from None
    pages = paginate(strips, look.HEIGHT)
    for number, placed in enumerate(pages, start=1):
        _running_lines(pen, paper, setting, (number, len(pages)))
        marks.append(_content(pen, placed))
        pen.next_page()


def _one(paper: Composition, setting: Setting) -> list[Strip]:
    """Lay the paper out in one column."""
    return [strip for part in paper.parts for strip in lay_out(part, setting)]


def _two(paper: Composition, other: Composition, setting: Setting) -> list[Strip]:
    """Lay two languages out side by side, part beside part."""
    width = (look.WIDTH - look.GUTTER) / 2
    second = Setting(other.language, setting.parent, setting.shaper)
    strips: list[Strip] = []
    for own, foreign in zip_longest(paper.parts, other.parts):
        left = _column(own, setting, width)
        right = _column(foreign, second, width)
        strips += beside(left, [moved(strip, width + look.GUTTER) for strip in right])
    return strips


def _column(part: Part | None, setting: Setting, width: float) -> list[Strip]:
    return lay_out(part, setting, width) if part is not None else []


def _content(pen: Pen, placed: Sequence[Placed]) -> list[Node]:
    """Draw what stands on one page and return its nodes by mark."""
    marks: list[Node] = []
    current: Node | None = None
    begun = False
    for place in placed:
        top = look.PAGE[1] - look.TOP - place.top
        for ink in place.strip.inks:
            if not begun or ink.node is not current:
                if begun:
                    pen.end()
                current, begun = ink.node, True
                _begin(pen, current, marks)
            if isinstance(ink, TextInk):
                pen.line(ink.line, look.LEFT + ink.x, top - ink.drop, ink.kind)
            else:
                ink.draw(pen, look.LEFT + ink.x, top, place.strip.height)
    if begun:
        pen.end()
    return marks


def _begin(pen: Pen, node: Node | None, marks: list[Node]) -> None:
    """Open the mark of ``node`` on this page, or of decoration."""
    if node is None:
        pen.begin("Artifact", None)
        return
    node.content.append((pen.page, len(marks)))
    pen.begin(node.tag, len(marks))
    marks.append(node)


def _running_lines(pen: Pen, paper: Composition, setting: Setting, place: tuple[int, int]) -> None:
    """Draw the head and the foot of a page; they are no part of the text."""
    number, count = place
    pen.begin("Artifact", None)
    sender = setting.lines(paper.sender, look.WIDTH, look.RUNNING)[:2]
    _run(pen, setting, sender, _HEAD_AT + look.RUNNING.leading * (len(sender) - 1))
    pen.rule(look.LEFT, _HEAD_AT - 6, look.WIDTH, look.LINE)
    pen.rule(look.LEFT, _FOOT_AT + 11, look.WIDTH, look.LINE)
    page_of = words(paper.page_of.replace("{page}", str(number)).replace("{pages}", str(count)))
    counted = setting.lines(page_of, look.WIDTH, look.RUNNING)
    _run(pen, setting, counted, _FOOT_AT, far=True)
    foot = setting.lines(paper.foot, look.WIDTH - counted[0].width - 10, look.RUNNING)[:1]
    _run(pen, setting, foot, _FOOT_AT)
    _run(pen, setting, setting.lines(paper.notice, look.WIDTH, look.RUNNING), _NOTICE_AT)
    pen.end()


def _run(pen: Pen, setting: Setting, lines: Sequence[Line], y: float, *, far: bool = False) -> None:
    """Draw running lines downwards from ``y``, at the side where the language begins or at the far one."""
    for index, line in enumerate(lines):
        at_right = setting.rtl != far
        x = look.LEFT + (look.WIDTH - line.width if at_right else 0.0)
        pen.line(line, x, y - index * look.RUNNING.leading, look.RUNNING)


def _finished(pen: Pen, paper: Composition, root: Node, marks: Sequence[Sequence[Node]]) -> bytes:
    """Add fonts, structure, title and language, and write the file."""
    with Pdf.open(io.BytesIO(pen.finish())) as pdf:
        embed_fonts(pdf, pen.fonts.values())
        tag(pdf, root, marks)
        pdf.trailer.Info = pdf.make_indirect(
            Dictionary(
                Title=String(paper.title),
                Author=String(plain(paper.sender)),
                CreationDate=String(f"D:{paper.issued_on:%Y%m%d}"),
            )
        )
        pdf.Root.Lang = String(paper.language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        metadata = pdf.make_stream(_metadata(paper))
        metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
        pdf.Root.Metadata = metadata
        target = io.BytesIO()
        pdf.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            progress=_let_others_work,
        )
    return target.getvalue()


def _let_others_work(_percent: int) -> None:
    """Run a line of Python at each hundredth: only there other threads get their turn, while the file of
    hundreds of papers takes a second to be written.
    """


def _metadata(paper: Composition) -> bytes:
    """Return title and language as readers expect them; no claim of any standard."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(paper.title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{escape(paper.language)}</rdf:li></rdf:Bag></dc:language>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()
