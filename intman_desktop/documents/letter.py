"""A letter of the office: its head, the address, what the worker typed, and who signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from intman_desktop.documents.bidi import isolate
from intman_desktop.documents.frame import (
    SEPARATOR,
    common,
    office_address,
    office_contact,
    office_sender,
)
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import Composition, Part, Personal, Text, Title
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.codes import Sex
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.papers import LetterPaper

PLACEHOLDERS = ("Anrede", "Name", "Fallnummer")
"""What stands for the person in the text of a letter, in braces."""

_LINES_OF_ADDRESS = 6
"""So many an address has room for (DIN 5008): the day stands below them, out of the envelope's window."""

_BRACED = re.compile(r"\{([^{}\n]*)\}")
_BLANK_LINES = re.compile(r"\n\s*\n")


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """Return what stands in braces in ``text`` and is no placeholder of a letter."""
    return tuple(dict.fromkeys(name for name in _BRACED.findall(text) if name not in PLACEHOLDERS))


def compose(paper: LetterPaper) -> Composition:
    """Return the letter with its placeholders filled for this person."""
    texts = wording("letter", paper.language)
    return on_letterhead(paper.office, paper.issued_on, texts, _parts(paper, texts))


def on_letterhead(office: Office, issued_on: date, texts: Wording, parts: Iterable[Part]) -> Composition:
    """Put parts onto the office's letterhead; ``texts`` say what kind of letter it is."""
    shared = common(texts.language)
    address = office_address(office).replace("\n", ", ")
    foot = SEPARATOR.join(part for part in (address, office_contact(office)) if part)
    return Composition(
        title=plain(texts.words("kind")),
        language=texts.language,
        sender=given(office_sender(office)),
        foot=given(foot),
        notice=shared.words("notice_letter"),
        page_of=shared.raw("page_of"),
        issued_on=issued_on,
        parts=tuple(parts),
    )


def address_and_day(
    addressee: Iterable[str], office: Office, issued_on: date, language: str
) -> Iterator[Part]:
    """Yield to whom the letter goes, line by line, and where and when it is written.

    The day stands at one place however short the address is.
    """
    texts = wording("letter", language)
    lines = [isolate(line.strip()) for line in addressee if line.strip()]
    lines += [""] * (_LINES_OF_ADDRESS - len(lines))
    yield Personal(Text((Span("\n\n" + "\n".join(lines) + "\n\n"),)))
    town = office.town.strip()
    yield Text(
        texts.words("sent_on", town=town, date=issued_on)
        if town
        else texts.words("sent_on_day", date=issued_on)
    )


def closing(worker: Worker, office: Office, language: str) -> Text:
    """Return the last words with room to sign above the name."""
    signed = worker.name.strip() or office.office.strip()
    room_to_sign = (Span("\n\n\n\n"),)
    return Text((*wording("letter", language).words("closing"), *room_to_sign, *given(signed)), keep=True)


def stretches(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a typed text, which blank lines part."""
    return tuple(_BLANK_LINES.split(text.strip()))


def salutation(name: str, family_name: str, sex: Sex | None, texts: Wording) -> Words:
    """Return how a letter greets a person; ``texts`` are those of the letter."""
    formal = {Sex.FEMALE: "dear_woman", Sex.MALE: "dear_man"}.get(sex) if sex else None
    if formal is None or not family_name.strip():
        return texts.words("dear", name=name)
    return texts.words(formal, name=family_name)


def _parts(paper: LetterPaper, texts: Wording) -> Iterator[Part]:
    yield from address_and_day((paper.name, *paper.address), paper.office, paper.issued_on, paper.language)
    yield Title(_filled(paper.subject, paper, texts), subject=True)
    for stretch in stretches(paper.text):
        yield Text(_filled(stretch, paper, texts))
    yield closing(paper.worker, paper.office, paper.language)


def _filled(text: str, paper: LetterPaper, texts: Wording) -> Words:
    """Return the words of a stretch of the letter; what is put in is closed off from the text around it."""
    greeting = salutation(paper.name, paper.family_name, paper.sex, texts)
    values = {"Anrede": plain(greeting), "Name": paper.name, "Fallnummer": paper.case_number}

    def value(found: re.Match[str]) -> str:
        return isolate(values[found[1]]) if found[1] in values else found[0]

    return (Span(_BRACED.sub(value, text.strip())),)
