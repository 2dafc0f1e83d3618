"""Bestätigung des Widerrufs: what the person is handed when she withdraws her consent (C10, E4)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import attested_person, composed_of_case, signer
from intman_desktop.documents.parts import (
    Bullets,
    Composition,
    Heading,
    Part,
    Role,
    Signatures,
    Text,
    Together,
)
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.papers import WithdrawalPaper


def compose(paper: WithdrawalPaper) -> Composition:
    """Return the confirmation; it promises only what happens.

    Raises ``OfficeDataMissing`` (Rule E8).
    """
    texts = wording("withdrawal", paper.language)
    return composed_of_case(paper, texts, _parts(paper, texts))


def _parts(paper: WithdrawalPaper, texts: Wording) -> Iterator[Part]:
    yield attested_person(paper.client, paper.issued_on, paper.language)
    opening = texts.words(
        "opening", client=paper.client.name, date=paper.withdrawn_on, office=paper.office.office
    )
    yield Text(opening, Role.LEAD)
    yield Heading(texts.words("now_head"))
    now = [*texts.items("now"), texts.words("backups", date=paper.backups_gone_by)]
    if paper.proof_until is not None:
        now.append(texts.words("proof", date=paper.proof_until))
    yield Bullets(tuple(now))
    yield Heading(texts.words("told_head"))
    if paper.recipients:
        yield Bullets(tuple(given(recipient) for recipient in paper.recipients))
        yield Text(texts.words("told"))
    else:
        yield Text(texts.words("told_nobody"))
    signed = signer(texts.words("sign_worker"), paper.language, None, paper.worker.name)
    yield Together(
        (
            Heading(texts.words("later_head")),
            Bullets(texts.items("later")),
            Signatures((signed,)),
        )
    )
