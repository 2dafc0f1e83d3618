"""Begründung der Verlängerung: why, until when, by what evidence, decided by whom (C2, C3, C8)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import attested_person, composed_of_case, fact, filled, signer
from intman_desktop.documents.paragraph import Span, Words
from intman_desktop.documents.parts import (
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
from intman_desktop.documents.period_words import bar, sentence
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.paper_parts import PaperExtension, PaperPeriod
from intman_desktop.values.papers import ExtensionPaper


def compose(paper: ExtensionPaper) -> Composition:
    """Return the justification with every extension that was decided, the last one first.

    Raises ``OfficeDataMissing`` (Rule E8).
    """
    texts = wording("extension", paper.language)
    return composed_of_case(paper, texts, _parts(paper, texts))


def _parts(paper: ExtensionPaper, texts: Wording) -> Iterator[Part]:
    yield attested_person(paper.client, paper.issued_on, paper.language)
    yield Text(texts.words("opening", client=paper.client.name), Role.LEAD)
    for each in paper.extensions:
        yield Heading(texts.words("decision_head", until=each.until))
        yield Facts(_decision(each, paper.period, texts))
    yield Heading(texts.words("period_head"))
    yield bar(paper.period, paper.issued_on, paper.language)
    yield Text(sentence(paper.period, paper.issued_on, paper.language))
    signed = signer(texts.words("sign_worker"), paper.language, None, paper.worker.name, paper.office.town)
    rule = texts.words("rule")
    if any(each.evidence_seen_on for each in paper.extensions):
        rule = (*rule, Span(" "), *texts.words("rule_evidence"))
    yield Together((Note(rule), Signatures((signed,))))


def _decision(each: PaperExtension, period: PaperPeriod, texts: Wording) -> tuple[Fact, ...]:
    return filled(
        (
            fact(texts, "effect", _effect(each, period, texts)),
            fact(texts, "reason", given(each.reason) if each.reason else texts.words("reason_closed")),
            fact(texts, "why", _why(each, texts)),
            fact(texts, "evidence", _evidence(each, texts)),
            fact(texts, "late", given(each.late_reason)),
            fact(texts, "decided_on", texts.day(each.decided_on)),
            fact(texts, "decided_by", given(each.decided_by)),
        )
    )


def _effect(each: PaperExtension, period: PaperPeriod, texts: Wording) -> Words:
    """Return what is left of a decision since the start was moved, nothing where it stands (Rules C1, C2)."""
    if each.until > period.latest_possible:
        return texts.words("effect_cut", until=period.latest_possible)
    return texts.words("effect_none", until=period.regular_end) if each.until <= period.regular_end else ()


def _why(each: PaperExtension, texts: Wording) -> Words:
    """Return the justification: what was said, else that the Leitfaden names the reason (Rule C2)."""
    if each.text.strip():
        return given(each.text)
    return texts.words("why_named") if each.named else ()


def _evidence(each: PaperExtension, texts: Wording) -> Words:
    if each.evidence_seen_on is None:
        return ()
    if not each.evidence_place:
        return texts.words("evidence_seen_at", date=each.evidence_seen_on)
    return texts.words("evidence_seen", date=each.evidence_seen_on, place=each.evidence_place)
