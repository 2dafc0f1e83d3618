"""Einwilligung: four declarations on one sheet, each answered for itself (E1, E2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intman_desktop.documents.frame import (
    client_facts,
    common,
    composed,
    fact,
    filled,
    law_of,
    require_office_data,
    signer,
)
from intman_desktop.documents.parts import (
    Bullets,
    Choice,
    Composition,
    Declaration,
    Fact,
    Facts,
    Heading,
    Part,
    Personal,
    Signatures,
    Text,
    Title,
    Together,
)
from intman_desktop.documents.wording import Wording, given, wording_in_force
from intman_desktop.values.codes import ConsentDecision
from intman_desktop.values.papers import ConsentFormPaper

_ROOM_TO_WRITE = "\u00a0"


def compose(paper: ConsentFormPaper) -> Composition:
    """Return the sheet; raises ``OfficeDataMissing`` where it could not be informed (Rule E8)."""
    require_office_data(paper.office)
    texts = wording_in_force("consent_form", paper.language, paper.wording).with_values(
        **law_of(paper.office.provider_law), controller=paper.office.controller, worker=_whom(paper)
    )
    title = Title(texts.words("title"), texts.words("below"))
    return composed(texts, paper.office, paper.issued_on, _parts(paper, texts), title=title)


def _parts(paper: ConsentFormPaper, texts: Wording) -> Iterator[Part]:
    yield Personal(Facts(_people(paper, texts), columns=2))
    yield Text(texts.words("intro"))
    for name in ("basic", "health", "contact", "interpreter"):
        yield _declaration(name, getattr(paper, name), texts)
    fields = [
        signer(texts.words("sign_client"), paper.language),
        signer(texts.words("sign_worker"), paper.language),
    ]
    if paper.interpreter_name.strip():
        fields.append(signer(texts.words("sign_interpreter"), paper.language))
    if paper.representative.strip():
        fields.append(signer(texts.words("sign_representative"), paper.language))
    yield Together(
        (
            Heading(texts.words("known_head"), level=3),
            Bullets(texts.items("known")),
            Personal(Signatures(tuple(fields))),
        )
    )


def _whom(paper: ConsentFormPaper) -> str:
    """Return who is told of a withdrawal: the worker, or the office where she has no name yet."""
    return paper.worker.name.strip() or paper.office.office


def _people(paper: ConsentFormPaper, texts: Wording) -> tuple[Fact, ...]:
    shared = common(paper.language)
    blank = given(_ROOM_TO_WRITE)
    known = (
        client_facts(replace(paper.client, nationality="", address=""), paper.language)
        if paper.client
        else (fact(shared, "name", blank), fact(shared, "born", blank))
    )
    return (
        *known,
        *filled(
            (
                fact(texts, "explained_by", given(paper.explained_by or paper.worker.name)),
                fact(texts, "interpreted_by", given(paper.interpreter_name)),
                fact(texts, "representative", given(paper.representative)),
            )
        ),
    )


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
