"""``docs/privacy``: the papers for the data-protection officer as Markdown, out of the texts of the papers.

Without an argument the files are written; with ``--check`` nothing is written and every file that is
missing, out of date or nobody's is named. Paper and page come from the same words, so neither can drift.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import singledispatch
from pathlib import Path
from xml.sax.saxutils import escape

from intman_desktop.documents.bidi import without_isolates
from intman_desktop.documents.data_flow import picture_of
from intman_desktop.documents.layout_picture import Frame, Shape, Writing, shapes_of
from intman_desktop.documents.paragraph import Words, plain
from intman_desktop.documents.parts import (
    Bullets,
    Choices,
    Declaration,
    Facts,
    Heading,
    Note,
    Picture,
    Signatures,
    Text,
    Title,
    Together,
)
from intman_desktop.documents.privacy_parts import shared
from intman_desktop.documents.setting import Setting
from intman_desktop.documents.strips import Node
from intman_desktop.documents.texts import composition_of
from intman_desktop.documents.wording import wording
from intman_desktop.profiles import load_profile
from intman_desktop.services.papers import privacy_papers as made
from intman_desktop.values.office import Office, Worker

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "privacy"
HAND_WRITTEN = frozenset({"README.md"})
PICTURE = "datenfluss.svg"
BREAK = "  \n"
"""The end of a line inside a paragraph."""
FILES = {
    made.PROCESSING_RECORD: "verzeichnis-von-verarbeitungstaetigkeiten.md",
    made.SECURITY_MEASURES: "technische-und-organisatorische-massnahmen.md",
    made.DATA_FLOW: "datenfluss.md",
    made.ERASURE_CONCEPT: "loeschkonzept.md",
    made.IMPACT_ASSESSMENT: "hilfe-zur-folgenabschaetzung.md",
}
HEAD = (
    "<!-- Aus resources/papers gemacht: nicht von Hand ändern, sondern mit packaging/privacy_docs.py neu "
    "schreiben. -->\n\n"
)
STANDARD = Office(
    provider="[Träger]",
    office="[Beratungsstelle]",
    street="[Straße]",
    postal_code="[PLZ]",
    town="[Ort]",
    phone="[Telefon]",
    email="[E-Mail]",
    controller="[verantwortliche Stelle]",
    controller_address="[Anschrift]",
    data_protection_officer="[Name und Kontakt]",
    supervisory_authority="[zuständige Aufsicht]",
    purposes="[Zwecke aus den Einstellungen]",
    recipients="[Empfänger aus den Einstellungen]",
    storage_time="[Dauer der Speicherung aus den Einstellungen]",
    workers=(Worker("im", "[Integrationsmanagerin oder Integrationsmanager]", substitute="[Vertretung]"),),
)
"""An office as it is before anything was set: its periods are those that a new store begins with."""


def contents() -> Mapping[str, str]:
    """Return every file of the folder by its name."""
    profile = load_profile("bw")
    # the day and the version stand on the printed paper alone: a file here has its history
    papers = made.values_of(STANDARD, date(2026, 1, 1), made.facts_of_program(profile, STANDARD))
    pages = {
        FILES[name]: HEAD + "\n\n".join(_blocks(composition_of(paper).parts)) + "\n"
        for name, paper in papers.items()
    }
    return {**pages, PICTURE: _svg(picture_of(wording(made.DATA_FLOW, "de")))}


def _blocks(parts: Iterable[object]) -> Iterator[str]:
    for part in parts:
        block = _markdown(part)
        if block:
            yield block


@singledispatch
def _markdown(part: object) -> str:
    raise TypeError(f"no Markdown for {type(part).__name__}")


@_markdown.register
def _title(part: Title) -> str:
    return f"# {_inline(part.text)}\n\n*{_inline(part.below)}*"


@_markdown.register
def _heading(part: Heading) -> str:
    return f"{'#' * part.level} {_inline(part.text)}"


@_markdown.register
def _text(part: Text) -> str:
    return _inline(part.text, BREAK)


@_markdown.register
def _note(part: Note) -> str:
    return f"> {_inline(part.text, ' ')}"


@_markdown.register
def _bullets(part: Bullets) -> str:
    return "\n".join(f"- {_inline(item)}" for item in part.items)


@_markdown.register
def _choices(part: Choices) -> str:
    return "\n".join(f"- [ ] {_inline(choice.text)}" for choice in part.items)


@_markdown.register
def _facts(part: Facts) -> str:
    day = plain(shared("de").words("issued"))
    rows = [row for row in part.rows if plain(row.label) != day]
    lines = [f"| {_cell(row.label)} | {_cell(row.value)} |" for row in rows]
    return "\n".join(["| | |", "|---|---|", *lines]) if lines else ""


@_markdown.register
def _declaration(part: Declaration) -> str:
    choices = "\n".join(f"- [ ] {_inline(choice.text)}" for choice in part.choices)
    return f"### {_inline(part.title)}\n\n{_inline(part.text, BREAK)}\n\n{choices}\n\n{_inline(part.below)} …"


@_markdown.register
def _signatures(part: Signatures) -> str:
    return "\n\n".join(f"…………………………  \n{_inline(signer.caption)}" for signer in part.fields)


@_markdown.register
def _picture(part: Picture) -> str:
    return f"![{plain(part.spoken)}]({PICTURE})"


@_markdown.register
def _together(part: Together) -> str:
    return "\n\n".join(_blocks(part.parts))


def _inline(text: Words, line_end: str = " ") -> str:
    """Return words as Markdown; a line's end becomes ``line_end``."""
    told = "".join(_bold(span.text) if span.bold else span.text for span in text)
    return without_isolates(told).strip().replace("\n", line_end)


def _bold(text: str) -> str:
    """Return a stretch in bold; blanks at its edges stay outside of the marks."""
    inner = text.strip()
    return text.replace(inner, f"**{inner}**", 1) if inner else text


def _cell(text: Words) -> str:
    return _inline(text, "<br>").replace("|", "\\|")


def _svg(picture: Picture) -> str:
    """Return the picture as a vector file: the same shapes that the paper draws."""
    setting = Setting("de", Node("Document", "de"))
    width = max(box.at[0] + box.at[2] for box in picture.boxes)
    margin = 10
    size = (width + 2 * margin, picture.height + 2 * margin)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-margin} {-margin} {size[0]:g} {size[1]:g}" '
        f'width="{size[0] * 1.6:g}" role="img" font-family="Noto Sans, Arial, sans-serif">',
        f"<title>{escape(plain(picture.spoken))}</title>",
        f'<rect x="{-margin}" y="{-margin}" width="{size[0]:g}" height="{size[1]:g}" fill="#FFFFFF"/>',
        *(_element(shape) for shape in shapes_of(picture, setting)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _element(shape: Shape) -> str:
    if isinstance(shape, Frame):
        stroke = f' stroke="#{shape.stroke}" stroke-width="0.9"' if shape.stroke else ""
        return (
            f'<rect x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}" '
            f'rx="{shape.radius:g}" fill="#{shape.fill}"{stroke}/>'
        )
    if not isinstance(shape, Writing):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        return f'<polyline points="{points}" fill="none" stroke="#{shape.colour}" stroke-width="0.9"/>'
    weight = ' font-weight="bold"' if shape.kind.bold else ""
    middle = shape.x + shape.line.width / 2  # centred, so that another font moves nothing
    return (
        f'<text x="{middle:.1f}" y="{shape.y:.1f}" font-size="{shape.kind.size:g}"{weight} '
        f'text-anchor="middle" fill="#{shape.kind.colour}">{escape(without_isolates(shape.line.text))}</text>'
    )


def faults_of(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """Return a sentence for each file that is missing, out of date or nobody's."""
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    faults = [f"{name} is missing" for name in sorted(wanted.keys() - there)]
    faults += [f"{name} belongs to no paper" for name in sorted(there - wanted.keys() - HAND_WRITTEN)]
    for name in sorted(wanted.keys() & there):
        if (folder / name).read_text(encoding="utf-8") != wanted[name]:
            faults.append(f"{name} is out of date: run packaging/privacy_docs.py")
    return faults


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with ``--check`` name what is wrong with them and return 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name every fault")
    checking = parser.parse_args(arguments).check
    wanted = contents()
    if checking:
        faults = faults_of(FOLDER, wanted)
        for fault in faults:
            print(f"docs/privacy: {fault}", file=sys.stderr)
        return 1 if faults else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in wanted.items():
        (FOLDER / name).write_text(content, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
