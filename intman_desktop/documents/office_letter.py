"""A letter about a client to another office: whom it is about, the text, and what allows it (E7, P10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intman_desktop.documents.frame import client_facts, common, law_of
from intman_desktop.documents.letter import address_and_day, closing, on_letterhead, stretches
from intman_desktop.documents.paragraph import Words, plain
from intman_desktop.documents.parts import Composition, Facts, Part, Text, Title
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.paper_parts import PaperDisclosure
from intman_desktop.values.papers import OfficeLetterPaper


def compose(paper: OfficeLetterPaper) -> Composition:
    """Return the letter; below its text it says by which consent, or on what other ground, it tells this.

    The notice of a withdrawal tells nothing new, asks to use nothing any more, and so names no ground.
    """
    texts = wording("office_letter", paper.language)
    return on_letterhead(paper.office, paper.issued_on, texts, _parts(paper, texts))


def _parts(paper: OfficeLetterPaper, texts: Wording) -> Iterator[Part]:
    addressee = (paper.recipient, *paper.address)
    yield from address_and_day(addressee, paper.office, paper.issued_on, paper.language)
    yield Title(given(paper.subject), subject=True)
    whom = replace(paper.client, nationality="")  # not more than tells who she is
    yield Facts(client_facts(whom, paper.language), columns=2)
    yield Text(texts.words("dear"))
    for stretch in stretches(paper.text):
        yield Text(given(stretch))
    if paper.rests_on is not None:
        yield Text(_basis(paper, paper.rests_on, texts))
    yield closing(paper.worker, paper.office, paper.language)


def _basis(paper: OfficeLetterPaper, rests_on: PaperDisclosure, texts: Wording) -> Words:
    if rests_on.consent_on is None:
        ground = plain(common(texts.language).words(f"ground_{rests_on.ground.value}"))
        return texts.words("by_law", basis=ground)
    law = law_of(paper.office.provider_law)
    key = "by_consent_for" if paper.purpose else "by_consent"
    client, purpose = paper.client.name, paper.purpose
    return texts.words(key, client=client, date=rests_on.consent_on, purpose=purpose, **law)
