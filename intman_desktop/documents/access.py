"""Auskunft: everything that is held about a person, readable, with what Art. 15 wants told beside it (L8)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import (
    answered,
    attested_person,
    composed_of_case,
    fact,
    filled,
    law_of,
    listed,
    signer,
)
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import (
    Bullets,
    Composition,
    Fact,
    Facts,
    Heading,
    Part,
    Role,
    Signatures,
    Text,
    Together,
)
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.paper_parts import AccessApart, AccessEntry, AccessSection, PaperRow
from intman_desktop.values.papers import AccessPaper


def compose(paper: AccessPaper) -> Composition:
    """Return the report; raises ``OfficeDataMissing`` where Art. 15 could not be met (Rule E8)."""
    texts = wording("access", paper.language)
    return composed_of_case(paper, texts, _parts(paper, texts), **law_of(paper.office.provider_law))


def _parts(paper: AccessPaper, texts: Wording) -> Iterator[Part]:
    yield attested_person(paper.client, paper.issued_on, paper.language)
    asked = () if paper.asked_on is None else (*texts.words("asked", date=paper.asked_on), Span(" "))
    yield Text((*asked, *texts.words("opening", date=paper.issued_on)), Role.LEAD)
    yield Text(texts.words("left_out"))
    if paper.paired:
        yield Text(texts.words("translation"), Role.SMALL)
    for section in paper.sections:
        yield from _section(section, texts, paired=paper.paired)
    yield from _told_beside(paper, texts)


def _section(section: AccessSection, texts: Wording, *, paired: bool) -> Iterator[Part]:
    yield Heading(given(section.title))
    if not section.entries:
        yield Text(given(section.nothing) if section.nothing else texts.words("none"))
    title = ""
    for entry in section.entries:
        title = entry.title.strip() or title
        yield from _entry(section, entry, title, texts, paired=paired)


def _entry(
    section: AccessSection, entry: AccessEntry, title: str, texts: Wording, *, paired: bool
) -> Iterator[Part]:
    """Yield an entry; in two languages each of its rows for itself, so that it stands beside its like.

    ``title`` is that of the last entry with one: what has none of its own belongs to it.
    """
    if entry.title.strip():
        yield Heading(given(entry.title), level=3)
    rows = tuple(_fact(row, texts) for row in entry.rows)
    under = _again(section, title, texts)
    again = _again(section, title or plain(rows[0].value), texts)
    if paired:
        yield Facts(rows[:1], continued=again, under=under)
        yield from (Facts((row,), goes_on=True, continued=again, under=again) for row in rows[1:])
    else:
        yield Facts(rows, continued=again, under=under)


def _again(section: AccessSection, record: str, texts: Wording) -> Words:
    """Return what tells on the next page what goes on there: a record among several, or the section."""
    if not record or len(section.entries) == 1:
        return texts.words("continued", section=section.title)
    return texts.words("continued_record", section=section.title, record=record)


def _fact(row: PaperRow, texts: Wording) -> Fact:
    return Fact(given(row.label), answered(row, texts.language))


def _told_beside(paper: AccessPaper, texts: Wording) -> Iterator[Part]:
    """Yield purposes, recipients, source, storage and rights (Art. 15 (1) a, c, d to g)."""
    office, law = paper.office, law_of(paper.office.provider_law)
    yield Heading(texts.words("purposes_head"))
    yield Bullets(tuple(given(line) for line in listed(office.purposes)))
    yield Heading(texts.words("recipients_head"))
    yield Bullets((*(given(line) for line in listed(office.recipients)), texts.words("recipients_more")))
    yield Heading(texts.words("source_head"))
    yield Text(texts.words("source"))
    if paper.apart.from_list_on is not None:
        yield Text(texts.words("source_list", date=paper.apart.from_list_on))
    others = tuple(_others(paper.apart, texts))
    if others:
        yield Text(texts.words("source_others"), keep=True)
        yield Bullets(others)
    yield Heading(texts.words("storage_head"))
    yield Bullets(tuple(_kept(paper, texts)))
    who = filled(
        (
            fact(texts, "authority", given(office.supervisory_authority)),
            fact(texts, "officer", given(office.data_protection_officer)),
        )
    )
    recognised = paper.identity.strip()
    act = texts.words("sign_recognised", identity=recognised) if recognised else texts.words("sign_worker")
    signed = signer(act, paper.language, None, paper.worker.name, paper.office.town)
    yield Together(
        (
            Heading(texts.words("rights_head")),
            Bullets(texts.items("rights", **law)),
            Facts(who),
            Signatures((signed,)),
        )
    )


def _others(apart: AccessApart, texts: Wording) -> Iterator[Words]:
    """Yield from whom else there are data, beside the person herself (Art. 14, 15 (1) g)."""
    if apart.handed_over_by:
        yield texts.words("source_handover", office=apart.handed_over_by)
    elif apart.handed_over_by is not None:
        yield texts.words("source_handover_unnamed")
    if apart.from_talks:
        yield texts.words("source_talks")
    if apart.from_file:
        yield texts.words("source_file")


def _kept(paper: AccessPaper, texts: Wording) -> Iterator[Words]:
    """Yield how long data are kept: of this case, then backups and the proof of consent (Art. 15 (1) d)."""
    office, apart = paper.office, paper.apart
    if apart.held:
        yield texts.words("storage_held")
    elif apart.deletion_due is not None:
        key = "storage_due" if apart.deletion_due >= paper.issued_on else "storage_overdue"
        yield texts.words(key, date=apart.deletion_due)
    else:
        yield texts.words("storage", storage_days=office.deletion_days)
    yield texts.words("storage_backups", backup_days=office.backup_max_age_days)
    if office.consent_proof_years:
        yield texts.words("storage_proof", proof_years=office.consent_proof_years)
