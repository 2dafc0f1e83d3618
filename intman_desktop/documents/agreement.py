"""Beratungsvereinbarung, signed by both sides (B1, B2, P7, P9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intman_desktop.documents.frame import (
    SEPARATOR,
    client_facts,
    common,
    composed_of_case,
    fact,
    office_address,
    office_contact,
    signer,
)
from intman_desktop.documents.paragraph import Span, Words
from intman_desktop.documents.parts import (
    Bullets,
    Composition,
    Facts,
    Heading,
    Note,
    Part,
    Personal,
    Role,
    Signatures,
    Text,
    Together,
)
from intman_desktop.documents.period_words import doubts
from intman_desktop.documents.wording import Wording, given, wording_in_force
from intman_desktop.values.papers import AgreementPaper


def compose(paper: AgreementPaper) -> Composition:
    """Return the agreement; raises ``OfficeDataMissing`` where the parties are not known (Rule E8)."""
    texts = wording_in_force("agreement", paper.language, paper.wording).with_values(
        office=paper.office.office, worker=paper.worker.name
    )
    made = composed_of_case(paper, texts, _parts(paper, texts), notice="notice_client")
    printed_on = common(paper.language).words("printed_on", date=paper.issued_on)
    return replace(made, foot=(*made.foot, Span(SEPARATOR), *printed_on))


def _parts(paper: AgreementPaper, texts: Wording) -> Iterator[Part]:
    office = paper.office
    yield Personal(Facts(client_facts(paper.client, paper.language), columns=2))
    at_office = "\n".join(
        line for line in (office.office.strip(), office_address(office), office_contact(office)) if line
    )
    yield Facts(
        (
            fact(texts, "worker", given(f"{paper.worker.name.strip()}\n{at_office}")),
            fact(texts, "provider", given(office.provider)),
        )
    )
    yield Heading(texts.words("aim_head"))
    yield Text(texts.words("aim"))
    yield Text(texts.words("voluntary"))
    yield Heading(texts.words("period_head"))
    yield Personal(Text(_until(paper, texts)))
    for doubt in doubts(paper.period, earlier_unknown=paper.earlier_unknown, language=paper.language):
        yield Personal(Text(doubt))
    yield Text(texts.words("period_more"))
    yield Heading(texts.words("do_head"))
    yield Bullets(texts.items("do"))
    yield Heading(texts.words("not_head"))
    yield Bullets(texts.items("not"))
    yield Heading(texts.words("promise_head"))
    yield Bullets((texts.words("promise_worker"), texts.words("promise_client")))
    yield Heading(texts.words("secrecy_head"))
    yield Text(texts.words("secrecy"))
    yield Heading(texts.words("plan_head"))
    yield Text(_rhythm(office.review_interval_months, texts))
    yield Heading(texts.words("end_head"))
    yield Bullets(texts.items("end"))
    yield Together((Text(texts.words("end_after")), *_signing(paper, texts)))


def _signing(paper: AgreementPaper, texts: Wording) -> Iterator[Part]:
    signed_by_both = paper.client_signed_on is not None and paper.worker_signed_on is not None
    if paper.oral_on is not None and not signed_by_both:
        yield Personal(Note(texts.words("oral", date=paper.oral_on)))
    language = paper.language
    signers = (
        signer(texts.words("sign_client"), language, paper.client_signed_on, paper.client.name),
        signer(texts.words("sign_worker"), language, paper.worker_signed_on, paper.worker.name),
    )
    yield Personal(Signatures(signers))
    yield Text(texts.words("copy"), Role.SMALL)


def _until(paper: AgreementPaper, texts: Wording) -> Words:
    """Tell until when it lasts: as it was agreed where it is signed, else as it stands today (Rule B2)."""
    signed = paper.client_signed_on is not None or paper.worker_signed_on is not None
    if paper.period is None:
        return texts.words("period_agreed" if signed else "period_expected", until=paper.expected_until)
    first_talk, until = paper.period.first_talk, paper.period.last_day
    return texts.words("period_signed" if signed else "period_known", first_talk=first_talk, until=until)


def _rhythm(months: int, texts: Wording) -> Words:
    return texts.words("plan_one") if months == 1 else texts.words("plan_many", months=months)
