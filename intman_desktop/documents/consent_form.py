"""Einwilligung: four declarations on one sheet, each answered for itself (E1, E2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intman_desktop.documents.consent_parts import consent_texts, known_and_signed, people
from intman_desktop.documents.frame import composed
from intman_desktop.documents.parts import (
    Choice,
    Composition,
    Declaration,
    Facts,
    Part,
    Personal,
    Text,
    Title,
)
from intman_desktop.documents.wording import Wording, given
from intman_desktop.values.codes import ConsentDecision
from intman_desktop.values.papers import ConsentFormPaper

_ROOM_TO_WRITE = "\u00a0"


def compose(paper: ConsentFormPaper) -> Composition:
    """Return the sheet; raises ``OfficeDataMissing`` where it could not be informed (Rule E8)."""
    texts = consent_texts("consent_form", paper)
    title = Title(texts.words("title"), texts.words("below"))
    return composed(texts, paper.office, paper.issued_on, _parts(paper, texts), title=title)


def _parts(paper: ConsentFormPaper, texts: Wording) -> Iterator[Part]:
    yield Personal(Facts(people(paper, texts, given(_ROOM_TO_WRITE)), columns=2))
    yield Text(texts.words("intro"))
    for name in ("basic", "health", "contact"):
        yield _declaration(name, getattr(paper, name), texts)
    # Nobody signs a page on which nothing is asked.
    yield replace(_declaration("interpreter", paper.interpreter, texts), keep=True)
    yield known_and_signed(paper, texts)


def _declaration(name: str, decision: ConsentDecision | None, texts: Wording) -> Declaration:
    return Declaration(
        title=texts.words(f"{name}_head"),
        text=texts.words(name),
        choices=(
            Choice(texts.words("yes"), decision is ConsentDecision.GIVEN),
            Choice(texts.words("no"), decision is ConsentDecision.REFUSED),
        ),
        below=texts.words(f"{name}_no"),
    )
