"""Bescheinigung über den Beratungszeitraum: after the erasure the only proof (C11, U2)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import attested_person, composed_of_case, signer
from intman_desktop.documents.parts import (
    Composition,
    Facts,
    Heading,
    Note,
    Part,
    Role,
    Signatures,
    Text,
    Together,
)
from intman_desktop.documents.period_words import bar, period_facts, sentence
from intman_desktop.documents.wording import Wording, wording
from intman_desktop.values.papers import CertificatePaper


def compose(paper: CertificatePaper) -> Composition:
    """Return the certificate as it stands on the day of the paper.

    Raises ``OfficeDataMissing`` (Rule E8).
    """
    texts = wording("certificate", paper.language)
    return composed_of_case(paper, texts, _parts(paper, texts))


def _parts(paper: CertificatePaper, texts: Wording) -> Iterator[Part]:
    office = paper.office.office
    yield attested_person(paper.client, paper.issued_on, paper.language)
    if paper.ended_on is None:
        opening = texts.words("sentence_running", client=paper.client.name, office=office)
    else:
        opening = texts.words("sentence_ended", client=paper.client.name, office=office, date=paper.ended_on)
    yield Text(opening, Role.LEAD)
    yield Heading(texts.words("period_head"))
    yield Facts(period_facts(paper.period, paper.language))
    yield bar(paper.period, paper.issued_on, paper.language)
    yield Text(sentence(paper.period, paper.issued_on, paper.language))
    yield Heading(texts.words("for_next_head"), level=3)
    yield Text(texts.words("for_next"))
    signed = signer(texts.words("sign_worker"), paper.language, None, paper.worker.name, paper.office.town)
    yield Together((Note(texts.words("keep")), Signatures((signed,))))
