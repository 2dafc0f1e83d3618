"""The letter to a person about her request: that it takes longer and why, or the answer (L8, Art. 12)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import common, law_of, require_office_data
from intman_desktop.documents.letter import address_and_day, closing, on_letterhead, salutation
from intman_desktop.documents.paragraph import Span, Words
from intman_desktop.documents.parts import Composition, Part, Text, Title
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.codes import RequestAnswer, RequestKind
from intman_desktop.values.request_papers import RequestLetterPaper


def compose(paper: RequestLetterPaper) -> Composition:
    """Return the answer where there is one, else the notice that it takes longer.

    Raises ``OfficeDataMissing``: it names where to complain, as every paper of a right does (Rule E8).
    """
    require_office_data(paper.office)
    texts = wording("request_letter", paper.language)
    return on_letterhead(paper.office, paper.issued_on, texts, _parts(paper, texts))


def _parts(paper: RequestLetterPaper, texts: Wording) -> Iterator[Part]:
    request, kind = paper.request, paper.request.kind.value
    yield from address_and_day((paper.name, *paper.address), paper.office, paper.issued_on, paper.language)
    number = common(texts.language).words("case_number", number=paper.case_number)
    yield Title(texts.words(f"subject_{kind}", date=request.received_on), subject=True)
    yield Text(number)
    greeting = salutation(paper.name, paper.family_name, paper.sex, wording("letter", paper.language))
    yield Text((*greeting, Span(",")))
    for words in _said(paper, texts):
        yield Text(words)
    yield closing(paper.worker, paper.office, paper.language)


def _said(paper: RequestLetterPaper, texts: Wording) -> Iterator[Words]:
    request, law = paper.request, law_of(paper.office.provider_law)
    if request.answer is None:
        yield texts.words("longer", date=request.received_on, due=paper.due, **law)
        yield texts.words("longer_reason", reason=request.extension_reason)
    elif request.answer is RequestAnswer.REFUSED:
        yield texts.words("refused")
        yield texts.words("refused_reason", reason=request.refusal_reason)
    else:
        kept = paper.held and request.kind is RequestKind.ERASURE
        yield texts.words("answer_erasure_held" if kept else f"answer_{request.kind.value}", **law)
        if request.what.strip():
            yield texts.words("concerns", what=request.what)
    yield texts.words("complaint", authority=_in_a_line(paper.office.supervisory_authority), **law)
    yield given(texts.raw("ask_us"))


def _in_a_line(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())
