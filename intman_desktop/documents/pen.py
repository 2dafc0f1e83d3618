"""Drawing on ReportLab's canvas: set lines, rules, boxes, and the marks that carry the tags.

Text is written as glyph numbers of fonts that ``embedding`` adds to the finished file, so
ReportLab's own font machinery (one byte per letter, no fallback, and in 5.1.0 a ``setRise``
that forgets its state) is never used.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from intman_desktop.documents.fonts import Face
from intman_desktop.documents.paragraph import Line, Type
from intman_desktop.documents.shaping import Sign

Rgb = tuple[float, float, float]


@dataclass
class UsedFont:
    """A face used in one document: each different sign gets a code of its own."""

    face: Face
    resource: str
    codes: dict[Sign, int] = field(default_factory=dict)

    def code(self, sign: Sign) -> int:
        """Return the code that draws ``sign`` and is read as its text; codes begin at 1."""
        return self.codes.setdefault(sign, len(self.codes) + 1)


@dataclass
class _Operators:
    """A text object as ``Canvas.drawText`` takes it, holding finished operators."""

    operators: str

    def getCode(self) -> str:  # noqa: N802 - the name is ReportLab's
        """Return the operators."""
        return self.operators


class _PlainCanvas(Canvas):  # type: ignore[misc]  # ReportLab is untyped
    """A canvas whose pages do not begin with a font that nobody uses."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


@dataclass(frozen=True)
class Bar:
    """A lying bar with round ends, in points."""

    x: float
    y: float
    width: float
    height: float


def rgb(colour: str) -> Rgb:
    """Return six hex digits as three numbers from 0 to 1."""
    return (int(colour[0:2], 16) / 255, int(colour[2:4], 16) / 255, int(colour[4:6], 16) / 255)


class Pen:
    """One document being drawn; y runs upwards from the lower edge of the page, in points."""

    def __init__(self, size: tuple[float, float]) -> None:
        self._target = io.BytesIO()
        self._canvas: Any = _PlainCanvas(self._target, pagesize=size, pageCompression=0, invariant=1)
        self.fonts: dict[str, UsedFont] = {}
        self.page = 0

    def next_page(self) -> None:
        """Finish this page and begin the next one."""
        self._canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        """Return the file as ReportLab makes it, still without fonts and tags."""
        self._canvas.save()
        return self._target.getvalue()

    def begin(self, tag: str, mark: int | None) -> None:
        """Mark what follows as content ``mark`` of its page, or as an artifact (None)."""
        self._write("/Artifact BMC" if mark is None else f"/{tag} <</MCID {mark}>> BDC")

    def end(self) -> None:
        """End what ``begin`` began."""
        self._write("EMC")

    def line(self, line: Line, x: float, y: float, kind: Type) -> None:
        """Draw a set line with its baseline at ``y`` and its left edge at ``x``."""
        if not line.items:
            return
        parts = [f"BT {_colour(kind.colour)} rg 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        parts.extend(self._runs(line, kind.size))
        parts.append("ET")
        self._write("\n".join(parts))

    def rule(self, x: float, y: float, width: float, colour: str, thickness: float = 0.6) -> None:
        """Draw a horizontal line."""
        self.box(x, y - thickness / 2, width, thickness, fill=colour)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        stroke: str = "",
        radius: float = 0,
        thickness: float = 0.6,
    ) -> None:
        """Draw a rectangle; an empty colour leaves that part out."""
        canvas = self._canvas
        if fill:
            canvas.setFillColorRGB(*rgb(fill))
        if stroke:
            canvas.setStrokeColorRGB(*rgb(stroke))
            canvas.setLineWidth(thickness)
        if radius:
            canvas.roundRect(x, y, width, height, radius, stroke=int(bool(stroke)), fill=int(bool(fill)))
        else:
            canvas.rect(x, y, width, height, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def stroke(self, points: list[tuple[float, float]], colour: str, thickness: float) -> None:
        """Draw a line through ``points``."""
        canvas = self._canvas
        canvas.setStrokeColorRGB(*rgb(colour))
        canvas.setLineWidth(thickness)
        canvas.setLineCap(1)
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path, stroke=1, fill=0)

    def part_of_bar(self, bar: Bar, x: float, width: float, fill: str) -> None:
        """Fill the stretch of ``bar`` from ``x`` on, keeping to its round ends."""
        canvas = self._canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.roundRect(bar.x, bar.y, bar.width, bar.height, bar.height / 2)
        canvas.clipPath(path, stroke=0, fill=0)
        self.box(x, bar.y, width, bar.height, fill=fill)
        canvas.restoreState()

    def _write(self, operators: str) -> None:
        self._canvas.drawText(_Operators(operators))

    def _runs(self, line: Line, size: float) -> Iterator[str]:
        """Give one operator for each stretch of one face; a sign moves the pen by its own width."""
        current: UsedFont | None = None
        codes: list[str] = []
        for item in line.items:
            used = self._used(item.face)
            if used is not current:
                yield from _shown(codes)
                codes = []
                current = used
                yield f"/{used.resource} {size:g} Tf"
            codes.extend(f"{used.code(sign):04X}" for sign in item.signs)
        yield from _shown(codes)

    def _used(self, face: Face) -> UsedFont:
        if face.name not in self.fonts:
            self.fonts[face.name] = UsedFont(face, f"N{len(self.fonts)}")
        return self.fonts[face.name]


def _shown(codes: list[str]) -> Iterator[str]:
    """Give the operator that shows the codes, if there are any."""
    if codes:
        yield f"<{''.join(codes)}> Tj"


def _colour(colour: str) -> str:
    return " ".join(f"{part:.3f}" for part in rgb(colour))
