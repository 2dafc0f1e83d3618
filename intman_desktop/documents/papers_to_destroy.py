"""The papers of a case that the program cannot erase, with their places, to be ticked off (E4, L2)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import attested_person, composed_of_case, signer
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import (
    Choice,
    Choices,
    Composition,
    Heading,
    Part,
    Role,
    Signatures,
    Text,
    Together,
)
from intman_desktop.documents.wording import Wording, wording
from intman_desktop.values.paper_parts import FiledPaper
from intman_desktop.values.papers import PapersToDestroyPaper


def compose(paper: PapersToDestroyPaper) -> Composition:
    """Return the list with a box beside each paper.

    Raises ``OfficeDataMissing`` (Rule E8).
    """
    texts = wording("papers_to_destroy", paper.language)
    return composed_of_case(paper, texts, _parts(paper, texts))


def _parts(paper: PapersToDestroyPaper, texts: Wording) -> Iterator[Part]:
    scanned = [each for each in paper.papers if each.scan_only]
    filed = [each for each in paper.papers if not each.scan_only]
    now = [each for each in filed if each.keep_until is None]
    kept = [each for each in filed if each.keep_until is not None]
    yield attested_person(paper.client, paper.issued_on, paper.language)
    yield Text(texts.words("opening"), Role.LEAD)
    yield Heading(texts.words("now_head"))
    if now:
        yield Choices(tuple(Choice(_filed(each, texts)) for each in now))
    else:
        yield Text(texts.words("now_none"))
    if kept:
        yield Heading(texts.words("keep_head"))
        yield Text(texts.words("keep"), keep=True)
        yield Choices(tuple(Choice(_filed(each, texts)) for each in kept))
    if scanned:
        yield Heading(texts.words("scan_head"))
        yield Choices(tuple(Choice(_filed(each, texts)) for each in scanned))
    elsewhere = Choices(tuple(Choice(item) for item in texts.items("elsewhere")))
    signed = signer(texts.words("sign_worker"), paper.language, None, paper.worker.name, paper.office.town)
    yield Together((Heading(texts.words("elsewhere_head")), elsewhere, Signatures((signed,))))


def _filed(paper: FiledPaper, texts: Wording) -> Words:
    words = _place_of(paper, texts)
    return words if paper.alone is None else (*words, Span(" · "), *texts.words(f"of_{paper.alone.value}"))


def _place_of(paper: FiledPaper, texts: Wording) -> Words:
    what = plain(texts.words(f"what_{paper.what.value}"))
    if paper.scan_only:
        return texts.words("scan_kept" if paper.keep_until else "scan_gone", what=what, date=paper.on)
    if not paper.place.strip():
        return texts.words("filed_anywhere", what=what, date=paper.on)
    if paper.keep_until is None:
        return texts.words("filed", what=what, date=paper.on, place=paper.place)
    return texts.words("kept", what=what, date=paper.on, place=paper.place, until=paper.keep_until)
