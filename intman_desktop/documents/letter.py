"""A letter of the office: its head, the address, what the worker typed, and who signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intman_desktop.documents.bidi import isolate
from intman_desktop.documents.frame import common, office_address, office_contact
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import Composition, Part, Personal, Text, Title
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.codes import Sex
from intman_desktop.values.papers import LetterPaper

PLACEHOLDERS = ("Anrede", "Name", "Fallnummer")
"""What stands for the person in the text of a letter, in braces."""

_BRACED = re.compile(r"\{([^{}\n]*)\}")
_BLANK_LINES = re.compile(r"\n\s*\n")
_SEPARATOR = " · "


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """Return what stands in braces in ``text`` and is no placeholder of a letter."""
    return tuple(dict.fromkeys(name for name in _BRACED.findall(text) if name not in PLACEHOLDERS))


def compose(paper: LetterPaper) -> Composition:
    """Return the letter with its placeholders filled for this person."""
    texts = wording("letter", paper.language)
    shared = common(paper.language)
    office = paper.office
    sender = _SEPARATOR.join(part for part in (office.office.strip(), office.provider.strip()) if part)
    address = office_address(office).replace("\n", ", ")
    foot = _SEPARATOR.join(part for part in (address, office_contact(office)) if part)
    return Composition(
        title=plain(texts.words("kind")),
        language=paper.language,
        sender=given(sender),
        foot=given(foot),
        notice=shared.words("notice_letter"),
        page_of=shared.raw("page_of"),
        issued_on=paper.issued_on,
        parts=tuple(_parts(paper, texts)),
    )


def _parts(paper: LetterPaper, texts: Wording) -> Iterator[Part]:
    lines = [isolate(line.strip()) for line in (paper.name, *paper.address) if line.strip()]
    yield Personal(Text((Span("\n\n" + "\n".join(lines) + "\n\n"),)))
    town = paper.office.town.strip()
    on = paper.issued_on
    yield Text(texts.words("sent_on", town=town, date=on) if town else texts.words("sent_on_day", date=on))
    yield Title(_filled(paper.subject, paper, texts), subject=True)
    for stretch in _BLANK_LINES.split(paper.text.strip()):
        yield Text(_filled(stretch, paper, texts))
    signed = paper.worker.name.strip() or paper.office.office.strip()
    room_to_sign = (Span("\n\n\n\n"),)
    yield Text((*texts.words("closing"), *room_to_sign, *given(signed)), keep=True)


def _filled(text: str, paper: LetterPaper, texts: Wording) -> Words:
    """Return the words of a stretch of the letter; what is put in is closed off from the text around it."""
    values = {"Anrede": plain(_salutation(paper, texts)), "Name": paper.name, "Fallnummer": paper.case_number}

    def value(found: re.Match[str]) -> str:
        return isolate(values[found[1]]) if found[1] in values else found[0]

    return (Span(_BRACED.sub(value, text.strip())),)


def _salutation(paper: LetterPaper, texts: Wording) -> Words:
    formal = {Sex.FEMALE: "dear_woman", Sex.MALE: "dear_man"}.get(paper.sex) if paper.sex else None
    if formal is None or not paper.family_name.strip():
        return texts.words("dear", name=paper.name)
    return texts.words(formal, name=paper.family_name)
