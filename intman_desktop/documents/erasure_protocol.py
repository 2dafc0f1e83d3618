"""Löschprotokoll: what was erased and what the program cannot reach, without any person (L2–L4)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import composed_for_work, fact, filled, signer
from intman_desktop.documents.paragraph import words
from intman_desktop.documents.parts import (
    Bullets,
    Choice,
    Choices,
    Composition,
    Fact,
    Facts,
    Heading,
    Note,
    Part,
    Role,
    Signatures,
    Text,
    Together,
)
from intman_desktop.documents.wording import Wording, given, number_text, wording
from intman_desktop.values.office_papers import ErasureProtocolPaper


def compose(paper: ErasureProtocolPaper) -> Composition:
    """Return the protocol."""
    texts = wording("erasure_protocol", paper.language)
    return composed_for_work(paper, texts, _parts(paper, texts))


def _parts(paper: ErasureProtocolPaper, texts: Wording) -> Iterator[Part]:
    count = words(number_text(len(paper.cases), paper.language), bold=True)
    yield Facts(
        filled(
            (
                fact(texts, "office", given(paper.office.office)),
                fact(texts, "worker", given(paper.worker.name)),
                fact(texts, "issued", texts.day(paper.issued_on)),
                fact(texts, "count", count),
            )
        ),
        columns=2,
    )
    yield Heading(texts.words("cases_head"))
    yield Facts(tuple(Fact(texts.day(case.erased_on), given(case.reason)) for case in paper.cases))
    yield Heading(texts.words("how_head"))
    yield Bullets(texts.items("how"))
    yield from _backups(paper, texts)
    yield Together(
        (
            Heading(texts.words("reach_head")),
            Bullets(texts.items("reach")),
            Choices((Choice(texts.words("reach_done")),)),
            *_signing(paper, texts),
        )
    )


def _signing(paper: ErasureProtocolPaper, texts: Wording) -> Iterator[Part]:
    if paper.journal_head.strip():
        yield Text(texts.words("journal", reason=paper.journal_head), Role.SMALL)
    yield Signatures(
        (signer(texts.words("sign_worker"), paper.language, None, paper.worker.name, paper.office.town),)
    )


def _backups(paper: ErasureProtocolPaper, texts: Wording) -> Iterator[Part]:
    if not (paper.places or paper.places_missing or paper.backups_gone_by):
        return
    yield Heading(texts.words("places_head"))
    if paper.places:
        yield Bullets(tuple(texts.words("place_done", reason=place) for place in paper.places))
    if paper.places_missing:
        missing = [texts.words("place_missing", reason=place) for place in paper.places_missing]
        yield from (Note(line) for line in missing)
    if paper.backups_gone_by is not None:
        yield Text(texts.words("backups_gone", date=paper.backups_gone_by))
