"""Verpflichtung der Sprachmittlung: what whoever interprets signs before the first talk (E1)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import composed, fact, require_office_data, signer
from intman_desktop.documents.paragraph import Words
from intman_desktop.documents.parts import (
    Bullets,
    Composition,
    Facts,
    Heading,
    Part,
    Personal,
    Signatures,
    Text,
    Title,
    Together,
)
from intman_desktop.documents.wording import Wording, wording
from intman_desktop.values.consent_papers import InterpreterUndertakingPaper

_ROOM_TO_WRITE: Words = ()


def compose(paper: InterpreterUndertakingPaper) -> Composition:
    """Return the undertaking, blank; raises ``OfficeDataMissing`` where it would name nobody (Rule E8)."""
    require_office_data(paper.office)
    texts = wording("interpreter_undertaking", paper.language).with_values(
        controller=paper.office.controller, office=paper.office.office
    )
    title = Title(texts.words("title"), texts.words("below"))
    return composed(texts, paper.office, paper.issued_on, _parts(paper, texts), title=title)


def _parts(paper: InterpreterUndertakingPaper, texts: Wording) -> Iterator[Part]:
    yield Personal(Facts(tuple(fact(texts, key, _ROOM_TO_WRITE) for key in ("name", "contact", "languages"))))
    yield Text(texts.words("intro"))
    yield Heading(texts.words("promise_head"), level=3)
    yield Bullets(texts.items("promise"))
    signers = (
        signer(texts.words("sign_interpreter"), paper.language),
        signer(texts.words("sign_worker"), paper.language),
    )
    yield Together(
        (
            Heading(texts.words("lasting_head"), level=3),
            Bullets(texts.items("lasting")),
            Personal(Signatures(signers)),
        )
    )
