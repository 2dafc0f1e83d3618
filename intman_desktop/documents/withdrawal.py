"""Bestätigung des Widerrufs: what the person is handed when she withdraws her consent (C10, E4)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import attested_person, composed_of_case, law_of, signer
from intman_desktop.documents.paragraph import Words
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
    """Return the confirmation; it promises only what happens: under a hold nothing is erased yet (Rule L2).

    Raises ``OfficeDataMissing`` (Rule E8).
    """
    texts = wording("withdrawal", paper.language)
    return composed_of_case(paper, texts, _parts(paper, texts))


def _parts(paper: WithdrawalPaper, texts: Wording) -> Iterator[Part]:
    yield attested_person(paper.client, paper.issued_on, paper.language)
    opening = texts.words("opening", date=paper.withdrawn_on, office=paper.office.office)
    yield Text(opening, Role.LEAD)
    yield Heading(texts.words("now_head"))
    yield Bullets(tuple(_what_happens(paper, texts)))
    yield Heading(texts.words("told_head"))
    if paper.recipients:
        yield Bullets(tuple(given(recipient) for recipient in paper.recipients))
        yield Text(texts.words("told"))
    else:
        yield Text(texts.words("told_nobody"))
    signed = signer(texts.words("sign_worker"), paper.language, None, paper.worker.name, paper.office.town)
    yield Together(
        (
            Heading(texts.words("later_head")),
            Bullets(texts.items("later")),
            Signatures((signed,)),
        )
    )


def _what_happens(paper: WithdrawalPaper, texts: Wording) -> Iterator[Words]:
    """Yield what becomes of the data, of backups and of the proof, today or after the hold (Rules E4, L2)."""
    office, figures = paper.office, texts.words("figures")
    if not paper.held:
        yield from (texts.words("erased"), figures, texts.words("backups", date=paper.backups_gone_by))
        if paper.proof_until is not None:
            yield texts.words("proof", date=paper.proof_until)
        return
    yield from (texts.words("kept", law_erasure=law_of(office.provider_law)["law_erasure"]), figures)
    yield texts.words("backups_kept", backup_days=office.backup_max_age_days)
    if paper.proof_until is not None:
        yield texts.words("proof_kept", proof_years=office.consent_proof_years)
