"""Hilfe zur Datenschutz-Folgenabschätzung: it describes, asks, and answers for nobody (Art. 35, E8)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import fact, law_of, listed, signer
from intman_desktop.documents.holdings import holdings
from intman_desktop.documents.paragraph import Span, plain
from intman_desktop.documents.parts import (
    Bullets,
    Choice,
    Composition,
    Declaration,
    Fact,
    Facts,
    Heading,
    Note,
    Part,
    Signatures,
    Text,
    Together,
)
from intman_desktop.documents.privacy_parts import (
    boxes,
    composed_about_office,
    measure_names,
    responsible,
    shared,
    with_room,
)
from intman_desktop.documents.wording import Value, Wording, given, number_text, wording
from intman_desktop.rules import gate
from intman_desktop.values.codes import SpecialKind
from intman_desktop.values.privacy_papers import ImpactAssessmentPaper

_PRINCIPLES = ("lawful", "purpose", "sparing", "correct", "limited", "secure", "rights")
_LEVELS = ("low", "medium", "high")


def compose(paper: ImpactAssessmentPaper) -> Composition:
    """Return the aid with every question open; raises ``OfficeDataMissing`` (Rule E8)."""
    texts = wording("impact_assessment", paper.language)
    return composed_about_office(paper, texts, _parts(paper, texts))


def _parts(paper: ImpactAssessmentPaper, texts: Wording) -> Iterator[Part]:
    law, common = law_of(paper.office.provider_law), shared(paper.language)
    yield Note(texts.words("note"))
    yield responsible(paper)
    yield Heading(texts.words("needed_head"))
    yield Text(texts.words("needed"), keep=True)
    yield Bullets(texts.items("needed_facts", **_extent(paper, texts)))
    yield boxes(texts, "needed_choices")
    yield Heading(texts.words("describe_head"))
    yield Text(texts.words("describe"))
    yield Facts(
        (
            fact(texts, "describe_purposes", given("\n".join(listed(paper.office.purposes)))),
            fact(texts, "describe_facts", texts.words("describe_means")),
            fact(texts, "describe_law", given(law["law_name"])),
        )
    )
    yield Heading(texts.words("necessary_head"))
    yield Text(texts.words("necessary", **law), keep=True)
    yield Facts(tuple(_principles(paper, texts)))
    yield boxes(texts, "necessary_choices")
    yield Heading(texts.words("risks_head"))
    yield Text(texts.words("risks"), keep=True)
    for risk, measures in holdings().risks.items():
        yield _risk(texts, risk, measures)
    yield Together(
        (
            Heading(texts.words("result_head")),
            boxes(texts, "result_choices"),
            Signatures(
                (
                    signer(common.words("sign_controller"), paper.language),
                    signer(common.words("sign_officer"), paper.language),
                )
            ),
        )
    )


def _extent(paper: ImpactAssessmentPaper, texts: Wording) -> dict[str, Value]:
    """Return how much is processed, as far as the program knows."""
    facts = paper.facts
    special = [group for group in facts.fields if group.need in tuple(SpecialKind)]
    cases = texts.words("cases_unknown")
    if facts.cases is not None:
        cases = texts.words("cases", cases=facts.cases, workers=len(paper.office.workers))
    own = sum(need != gate.BASIC for _title, need in facts.own_blocks)
    return {
        "fields": sum(len(group.fields) for group in facts.fields) + len(facts.own_blocks),
        "special": number_text(sum(len(group.fields) for group in special) + own, paper.language),
        "cases": plain(cases),
    }


def _principles(paper: ImpactAssessmentPaper, texts: Wording) -> Iterator[Fact]:
    values: dict[str, Value] = {
        **law_of(paper.office.provider_law),
        "deletion_days": paper.office.deletion_days,
    }
    for name in _PRINCIPLES:
        yield fact(texts, name, texts.words(f"{name}_what", **values))


def _risk(texts: Wording, risk: str, measures: tuple[str, ...]) -> Declaration:
    """Return one risk with what stands against it; how great it remains is for the provider to tick."""
    against = measure_names(measures, texts.language)
    told = (
        *texts.words(f"{risk}_harm"),
        Span("\n"),
        Span(f"{plain(texts.words('risk_program'))}: ", bold=True),
        *given(against),
        Span("\n"),
        Span(f"{plain(texts.words('risk_people'))}: ", bold=True),
        *texts.words(f"{risk}_people"),
    )
    levels = tuple(Choice(texts.words(level)) for level in _LEVELS)
    return Declaration(texts.words(risk), told, levels, with_room(texts.words("rest")))
