"""Datenschutzerklärung: what a person must be told before anything is stored (Art. 13, E8, K8)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import (
    composed,
    fact,
    filled,
    law_of,
    listed,
    office_address,
    office_contact,
    require_office_data,
)
from intman_desktop.documents.office_words import colleagues_of, substitutes_of
from intman_desktop.documents.parts import Bullets, Composition, Fact, Facts, Heading, Part, Text, Title
from intman_desktop.documents.wording import Wording, given, wording_in_force
from intman_desktop.values.papers import PrivacyNoticePaper


def compose(paper: PrivacyNoticePaper) -> Composition:
    """Return the notice; raises ``OfficeDataMissing`` where Art. 13 could not be met (Rule E8)."""
    require_office_data(paper.office)
    office = paper.office
    texts = wording_in_force("privacy_notice", paper.language, paper.wording).with_values(
        **law_of(office.provider_law),
        deletion_days=office.deletion_days,
        backup_days=office.backup_max_age_days,
        journal_years=office.journal_years,
        proof_years=office.consent_proof_years,
    )
    title = Title(texts.words("title"), texts.words("below"))
    return composed(texts, paper.office, paper.issued_on, _parts(paper, texts), title=title)


def _parts(paper: PrivacyNoticePaper, texts: Wording) -> Iterator[Part]:
    office = paper.office
    yield Heading(texts.words("short_head"))
    yield Bullets(texts.items("short"))
    yield Heading(texts.words("who_head"))
    yield Text(texts.words("who"), keep=True)
    yield Facts(_responsible(paper, texts))
    if _substitutes(paper):
        yield Text(texts.words("substitute_text"))
    yield Heading(texts.words("purpose_head"))
    yield Text(texts.words("purpose"), keep=True)
    yield Bullets(tuple(given(line) for line in listed(office.purposes)))
    yield Heading(texts.words("data_head"))
    yield Bullets(texts.items("data"))
    yield Text(texts.words("data_source"))
    yield Heading(texts.words("basis_head"))
    yield Text(texts.words("basis"))
    yield Heading(texts.words("recipients_head"))
    alone = not colleagues_of(office, paper.worker)
    yield Text(texts.words("recipients" if alone else "recipients_colleagues"), keep=True)
    yield Bullets(tuple(given(line) for line in listed(office.recipients)))
    yield Text(texts.words("recipients_more"))
    yield Text(texts.words(f"secrecy_{paper.worker.secrecy.value}"))
    yield Text(texts.words("exceptions"))
    yield Heading(texts.words("storage_head"))
    yield Text(texts.words("storage_own"), keep=True)
    yield Bullets(tuple(given(line) for line in listed(office.storage_time)))
    yield Text(texts.words("storage"))
    yield Text(texts.words("storage_end"), keep=True)
    yield Text(texts.words("storage_proof" if office.consent_proof_years else "storage_proof_none"))
    yield Heading(texts.words("figures_head"))
    yield Text(texts.words("figures"))
    yield Text(texts.words("counters" if office.counters_with_breakdowns else "counters_totals"))
    yield Text(texts.words("figures_withdrawal"))
    yield Heading(texts.words("rights_head"))
    yield Bullets(texts.items("rights"))
    yield Text(texts.words("rights_how"))
    yield Heading(texts.words("withdrawal_head"))
    yield Text(texts.words("withdrawal"))
    yield Heading(texts.words("complaint_head"))
    yield Text(texts.words("complaint"), keep=True)
    yield Facts((fact(texts, "authority", given(office.supervisory_authority)),))


def _responsible(paper: PrivacyNoticePaper, texts: Wording) -> tuple[Fact, ...]:
    office = paper.office
    controller = f"{office.controller.strip()}\n{office.controller_address.strip()}"
    place = "\n".join(line for line in (office.office.strip(), office_address(office)) if line)
    return filled(
        (
            fact(texts, "controller", given(controller)),
            fact(texts, "provider", given(office.provider)),
            fact(texts, "office", given(place)),
            fact(texts, "contact", given(office_contact(office))),
            fact(texts, "worker", given(paper.worker.name)),
            fact(texts, "substitute", given(", ".join(_substitutes(paper)))),
            fact(texts, "colleagues", given(", ".join(colleagues_of(office, paper.worker)))),
            fact(texts, "officer", given(office.data_protection_officer)),
        )
    )


def _substitutes(paper: PrivacyNoticePaper) -> tuple[str, ...]:
    return substitutes_of(paper.office, (paper.worker,), paper.substitutes)
