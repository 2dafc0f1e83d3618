"""Notfallblatt: the second way into the store, printed once when it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intman_desktop.documents.frame import common, composed, fact, filled
from intman_desktop.documents.parts import (
    Bullets,
    Composition,
    Facts,
    Heading,
    KeyGroups,
    Note,
    Part,
    SignatureField,
    Signatures,
    Text,
    Title,
)
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.office import Office
from intman_desktop.values.office_papers import EmergencySheetPaper


def compose(paper: EmergencySheetPaper) -> Composition:
    """Return the sheet; the groups stand on it as they are typed."""
    texts = wording("emergency_sheet", paper.language)
    title = Title(texts.words("title"), texts.words("below"))
    sheet = composed(
        texts,
        Office(office=paper.office_name),
        paper.created_on,
        _parts(paper, texts),
        title=title,
        notice="",
    )
    return replace(sheet, notice=texts.words("notice"))


def _parts(paper: EmergencySheetPaper, texts: Wording) -> Iterator[Part]:
    vault = texts.words("in_folder", folder=paper.folder) if paper.folder else texts.words("in_usual_place")
    yield Note(texts.words("warning"))
    yield Heading(texts.words("groups_head"))
    yield Text(texts.words("groups"))
    yield KeyGroups(paper.groups)
    yield Facts(
        filled(
            (
                fact(texts, "vault", vault),
                fact(texts, "created", texts.day(paper.created_on)),
                fact(texts, "code", given(paper.vault_code)),
                fact(texts, "office", given(paper.office_name)),
            )
        ),
        columns=2,
    )
    yield Heading(texts.words("use_head"))
    yield Bullets(texts.items("use"))
    yield Heading(texts.words("keep_head"))
    yield Bullets(texts.items("keep"))
    deposited = SignatureField(texts.words("deposited"), common(paper.language).words("place_and_date"))
    yield Signatures((deposited,))
