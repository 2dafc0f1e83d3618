"""Verzeichnis der Weitergaben: what was passed on of a client, to whom, when and why it was allowed (E7)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import attested_person, common, composed_of_case, fact, filled
from intman_desktop.documents.paragraph import Words
from intman_desktop.documents.parts import Composition, Fact, Facts, Heading, Note, Part, Role, Text
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.codes import DisclosureGround
from intman_desktop.values.paper_parts import PaperDisclosure
from intman_desktop.values.papers import DisclosuresPaper


def compose(paper: DisclosuresPaper) -> Composition:
    """Return the register of one client, the newest entry first.

    Raises ``OfficeDataMissing`` (Rule E8).
    """
    texts = wording("disclosures", paper.language)
    return composed_of_case(paper, texts, _parts(paper, texts))


def _parts(paper: DisclosuresPaper, texts: Wording) -> Iterator[Part]:
    yield attested_person(paper.client, paper.issued_on, paper.language)
    yield Text(texts.words("opening"), Role.LEAD)
    for each in paper.disclosures:
        yield Heading(texts.words("entry_head", date=each.on, recipient=each.recipient))
        yield Facts(_entry(each, texts))
    yield Note(texts.words("rights"))


def _entry(each: PaperDisclosure, texts: Wording) -> tuple[Fact, ...]:
    return filled(
        (
            fact(texts, "what", given(each.what) or texts.words(f"what_{each.unnamed.value}")),
            fact(texts, "way", common(texts.language).words(f"way_{each.way.value}")),
            fact(texts, "basis", _basis(each, texts)),
            fact(texts, "reason", given(each.reason)),
            fact(texts, "told", _told(each, texts)),
            fact(texts, "by", given(each.by)),
        )
    )


def _basis(each: PaperDisclosure, texts: Wording) -> Words:
    if each.ground is not DisclosureGround.CONSENT:
        return common(texts.language).words(f"ground_{each.ground.value}")
    if each.consent_on is None:
        return texts.words("basis_consent_gone")
    return texts.words("basis_consent", date=each.consent_on)


def _told(each: PaperDisclosure, texts: Wording) -> Words:
    return () if each.told_on is None else texts.day(each.told_on)
