"""Verzeichnis von Verarbeitungstätigkeiten: the processing as the program does it (Art. 30 (1), E8)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import fact, law_of, listed, signer
from intman_desktop.documents.holdings import holdings
from intman_desktop.documents.office_words import substitutes_of
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import (
    Bullets,
    Composition,
    Fact,
    Facts,
    Heading,
    Part,
    Signatures,
    Text,
    Together,
)
from intman_desktop.documents.privacy_parts import (
    boxes,
    composed_about_office,
    made_by,
    measure_names,
    responsible,
    shared,
    to_fill,
)
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.rules import gate
from intman_desktop.values.codes import SpecialKind
from intman_desktop.values.privacy_papers import ProcessingRecordPaper

PASSING_ON = gate.PASSING_ON.rstrip(":")
NEEDS = (
    gate.BASIC,
    *(kind.value for kind in SpecialKind),
    gate.CONTACT,
    gate.INTERPRETER,
    PASSING_ON,
    gate.RELOCATION,
)
"""Every need that a declaration of its own opens, in the order of the paper."""


def compose(paper: ProcessingRecordPaper) -> Composition:
    """Return the record; raises ``OfficeDataMissing`` where it could not name who is responsible (E8)."""
    texts = wording("processing_record", paper.language)
    return composed_about_office(paper, texts, _parts(paper, texts))


def _parts(paper: ProcessingRecordPaper, texts: Wording) -> Iterator[Part]:
    law, office, common = law_of(paper.office.provider_law), paper.office, shared(paper.language)
    yield made_by(paper)
    yield Heading(texts.words("who_head"))
    yield responsible(paper, (to_fill(texts, "joint", paper.language),))
    yield Heading(texts.words("purpose_head"))
    yield Bullets(tuple(given(line) for line in listed(office.purposes)))
    yield Text(texts.words("basis", **law))
    yield Text(texts.words("profiling"))
    yield Heading(texts.words("people_head"))
    yield Bullets(tuple(common.words(f"people_{who}") for who in holdings().people()))
    yield Heading(texts.words("data_head"))
    yield Facts(
        tuple(
            Fact(common.words(f"{group}_title"), common.words(f"{group}_what")) for group in holdings().groups
        )
    )
    yield Heading(texts.words("fields_head"), level=3)
    yield Facts(tuple(_fields(paper, texts, common)))
    yield Heading(texts.words("consents_head"))
    yield Text(texts.words("consents"), keep=True)
    yield Facts(tuple(_consents(paper, common)))
    yield Heading(texts.words("recipients_head"))
    yield Facts(tuple(_recipients(paper, texts)))
    yield Heading(texts.words("storage_head"))
    yield Facts(tuple(_storage(paper, texts)))
    yield Text(texts.words("storage_more"))
    yield Heading(texts.words("measures_head"))
    yield Text(texts.words("measures", **law), keep=True)
    yield Facts(tuple(_measures(paper, common)))
    yield Together(
        (
            Heading(texts.words("open_head")),
            boxes(texts, "open", **law),
            Signatures(
                (
                    signer(common.words("sign_controller"), paper.language),
                    signer(common.words("sign_officer"), paper.language),
                )
            ),
        )
    )


def _fields(paper: ProcessingRecordPaper, texts: Wording, common: Wording) -> Iterator[Fact]:
    for group in paper.facts.fields:
        yield Fact(_with_need(given(group.block), group.need, texts, common), given(", ".join(group.fields)))
    for title, need in paper.facts.own_blocks:
        yield Fact(_with_need(texts.words("own_blocks"), need, texts, common), given(title))


def _with_need(label: Words, need: str, texts: Wording, common: Wording) -> Words:
    """Return a label with the consent it asks for below it, where the basic one does not open it."""
    if need == gate.BASIC:
        return label
    named = plain(common.words(f"need_{need}"))
    return (*label, Span("\n"), *texts.words("fields_with", need=named))


def _consents(paper: ProcessingRecordPaper, common: Wording) -> Iterator[Fact]:
    """Yield what each declaration opens; the special kinds without any field stand together at the end."""
    law, unused = law_of(paper.office.provider_law), []
    for need in NEEDS:
        if f"need_{need}_for" in common.texts:
            yield Fact(common.words(f"need_{need}"), common.words(f"need_{need}_for", **law))
        elif need in paper.facts.kinds_used:
            yield Fact(common.words(f"need_{need}"), common.words("need_kind_used", **law))
        else:
            unused.append(plain(common.words(f"need_{need}")))
    if unused:
        told = common.words("need_kinds_unused_for", count=", ".join(unused))
        yield Fact(common.words("need_kinds_unused"), told)


def _recipients(paper: ProcessingRecordPaper, texts: Wording) -> Iterator[Fact]:
    office, facts = paper.office, paper.facts
    yield fact(texts, "inside", given(", ".join(worker.name for worker in office.workers)))
    substitutes = substitutes_of(office, office.workers, facts.substitutes)
    if substitutes:
        yield fact(texts, "substitute", given(", ".join(substitutes)))
    yield fact(texts, "from_office", given("\n".join(listed(office.recipients))))
    yield fact(texts, "directory", given(", ".join(facts.recipients)))
    told = given(", ".join(facts.told)) or texts.words("told_none")
    yield fact(texts, "told", told)
    yield fact(texts, "figures", texts.words("figures_what"))
    yield fact(texts, "processors", texts.words("processors_none"))
    yield fact(texts, "third_head", texts.words("third"))


def _storage(paper: ProcessingRecordPaper, texts: Wording) -> Iterator[Fact]:
    office = paper.office
    yield fact(texts, "storage_end", texts.words("storage_end_days", deletion_days=office.deletion_days))
    yield fact(texts, "storage_withdrawal", texts.words("storage_withdrawal_same"))
    days = office.backup_max_age_days
    yield fact(texts, "storage_backups", texts.words("storage_backups_days", backup_days=days))
    years = office.journal_years
    yield fact(texts, "storage_journal", texts.words("storage_journal_years", journal_years=years))
    proof = texts.words("storage_proof_none")
    if office.consent_proof_years:
        proof = texts.words("storage_proof_years", proof_years=office.consent_proof_years)
    yield fact(texts, "storage_proof", proof)
    yield fact(texts, "storage_hold", texts.words("storage_hold_what"))
    yield fact(texts, "from_office", given("\n".join(listed(office.storage_time))))


def _measures(paper: ProcessingRecordPaper, common: Wording) -> Iterator[Fact]:
    for area in holdings().areas():
        codes = [measure.code for measure in holdings().measures_of(area)]
        yield Fact(common.words(f"area_{area}"), given(measure_names(codes, paper.language)))
