"""Einzelne Einwilligung: one declaration on a sheet of its own, asked when it is first needed (E1, E2).

Passing on to one recipient, relocation, one special kind other than health. Where the worker is bound, what
is given out rests at once on the release from the duty of secrecy (Rule E1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from intman_desktop.documents.consent_parts import consent_texts, known_and_signed, people
from intman_desktop.documents.frame import composed, fact
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import (
    Choice,
    Choices,
    Composition,
    Declaration,
    Facts,
    Part,
    Personal,
    Text,
    Title,
)
from intman_desktop.documents.wording import Wording, given
from intman_desktop.values.codes import Secrecy, SpecialKind
from intman_desktop.values.consent_papers import (
    PassingOnConsentPaper,
    RelocationConsentPaper,
    SingleConsentPaper,
    SpecialConsentPaper,
)

_ROOM_TO_WRITE: Words = ()
_TO_TICK = tuple(kind for kind in SpecialKind if kind is not SpecialKind.HEALTH)


def compose_passing_on(paper: PassingOnConsentPaper) -> Composition:
    """Return the sheet; raises ``OfficeDataMissing`` where it could not be informed (Rule E8)."""
    texts = consent_texts("passing_on_consent", paper)
    what = (
        fact(texts, "recipient", _or_room(paper.recipient)),
        fact(texts, "purpose", _or_room(paper.purpose)),
        fact(texts, "data_kinds", _or_room(paper.data_kinds)),
        fact(texts, "until", _until(paper.valid_until, texts, by_hand=not paper.recipient.strip())),
    )
    return _composed(
        paper, texts, (Personal(Facts(what)),), (*texts.words("consent"), *_released(paper, texts))
    )


def compose_relocation(paper: RelocationConsentPaper) -> Composition:
    """Return the sheet; raises ``OfficeDataMissing`` where it could not be informed (Rule E8)."""
    texts = consent_texts("relocation_consent", paper)
    what = (
        fact(texts, "other_office", _or_room("")),
        fact(texts, "until", _until(paper.valid_until, texts, by_hand=paper.client is None)),
    )
    return _composed(
        paper, texts, (Personal(Facts(what)),), (*texts.words("consent"), *_released(paper, texts))
    )


def compose_special(paper: SpecialConsentPaper) -> Composition:
    """Return the sheet; raises ``OfficeDataMissing`` where it could not be informed (Rule E8)."""
    texts = consent_texts("special_consent", paper)
    until = _until(paper.valid_until, texts, by_hand=paper.client is None)
    term = Personal(Facts((fact(texts, "until", until),)))
    if paper.kind is None:
        kinds = tuple(Choice(texts.words(f"kind_{kind.value}")) for kind in _TO_TICK)
        asked: tuple[Part, ...] = (Text(texts.words("kind_head"), keep=True), Choices(kinds), term)
        return _composed(paper, texts, asked, texts.words("consent"))
    named = texts.words("consent_of", kind=plain(texts.words(f"kind_{paper.kind.value}")))
    return _composed(paper, texts, (term,), named)


def _composed(
    paper: SingleConsentPaper, texts: Wording, asked: Iterable[Part], declaration: Words
) -> Composition:
    title = Title(texts.words("title"), texts.words("below"))
    parts = _parts(paper, texts, asked, declaration)
    return composed(texts, paper.office, paper.issued_on, parts, title=title)


def _parts(
    paper: SingleConsentPaper, texts: Wording, asked: Iterable[Part], declaration: Words
) -> Iterator[Part]:
    yield Personal(Facts(people(paper, texts, _ROOM_TO_WRITE), columns=2))
    yield Text(texts.words("intro"))
    yield from asked
    yield Declaration(
        title=texts.words("consent_head"),
        text=declaration,
        choices=(Choice(texts.words("yes")), Choice(texts.words("no"))),
        below=texts.words("consent_no"),
        keep=True,
    )
    yield known_and_signed(paper, texts)


def _released(paper: PassingOnConsentPaper | RelocationConsentPaper, texts: Wording) -> Words:
    """Return from what secrecy the consent releases, empty where the worker is not bound (Rule E1)."""
    if paper.worker.secrecy is Secrecy.NONE:
        return ()
    return (Span("\n"), *texts.words(f"secrecy_{paper.worker.secrecy.value}"))


def _until(until: date | None, texts: Wording, *, by_hand: bool) -> Words:
    if until is not None:
        return texts.day(until)
    return _ROOM_TO_WRITE if by_hand else texts.words("until_open")


def _or_room(text: str) -> Words:
    return given(text) or _ROOM_TO_WRITE
