"""What is held about a person beside the rows of her case: its journal and the begun texts (L6, L8)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from intman_desktop.gdpr.shared_drafts import typed_for
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.language import speaking, spoken_for
from intman_desktop.models import tables as t
from intman_desktop.profiles import Profile
from intman_desktop.rules.disclosures import is_withheld
from intman_desktop.services.common.words.journal import verb_words
from intman_desktop.services.rights.begun_passing_on import without_secrets
from intman_desktop.values import codes
from intman_desktop.values.case_file import CaseFile

_NOT_TYPED = frozenset({"seen", "part", "details", "act"})
"""What stands in a draft beside what was typed: over what it was, which the store tells, and the form with
how it was opened, in the program's own names."""


@dataclass(frozen=True)
class BegunText:
    """A text that was begun and not saved yet: the day it was last kept, and what is typed in it."""

    saved_on: date
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeldBeside:
    """The journal of a case, each entry with its day and in words, and the texts that are begun about it."""

    journal: tuple[tuple[date, str], ...] = ()
    begun: tuple[BegunText, ...] = ()

    def as_json(self) -> bytes:
        """Return all of it as JSON, for the file that the person takes along (Art. 20)."""
        content = {
            "journal": [{"on": on.isoformat(), "what": what} for on, what in self.journal],
            "unfinished": [
                {"saved_on": each.saved_on.isoformat(), "texts": list(each.texts)} for each in self.begun
            ],
        }
        return json.dumps(content, ensure_ascii=False, indent=2).encode()


def held_beside(connection: Connection, profile: Profile, file: CaseFile, language: str) -> HeldBeside:
    """Return what is held about a person beside her case, with its words in ``language`` (Rules L6, L8).

    Of an act of passing on that she was not told of nothing is in it, nor of one that is begun, unless it
    surely rests on her consent: it would give away what she may be kept from (Rule E7).
    """
    query = select(t.journal.c.at, t.journal.c.verb).where(t.journal.c.case_key == file.case.key)
    if any(map(is_withheld, file.disclosures)):
        query = query.where(t.journal.c.verb != Verb.DISCLOSURE_RECORDED)
    lines = connection.execute(query.order_by(t.journal.c.seq)).all()
    # the verbs are words of the screen, which speaks two languages
    with speaking(spoken_for(language)):
        journal = tuple((datetime.fromisoformat(at).date(), verb_words(verb)) for at, verb in lines)
    services = connection.scalars(select(t.services.c.code))
    known = _codes() | {item.code for items in profile.lists.values() for item in items} | {*services}
    begun = []
    for at, typed in typed_for(connection, file.case.id):
        saved_on = datetime.fromisoformat(at).date()
        hers = without_secrets(typed, file, saved_on)
        texts = tuple(dict.fromkeys(_texts(hers, known)))
        if texts or hers == typed:  # what is left of a secret without its words would make her ask
            begun.append(BegunText(saved_on, texts))
    return HeldBeside(journal, tuple(begun))


def _texts(typed: Any, known: frozenset[str] | set[str]) -> Iterator[str]:
    """Yield the texts of a draft in their order, without the codes of what is chosen."""
    if isinstance(typed, str):
        if typed.strip() and typed not in known:
            yield typed.strip()
    elif isinstance(typed, list):
        for each in typed:
            yield from _texts(each, known)
    elif isinstance(typed, dict):
        for name, each in typed.items():
            if name not in _NOT_TYPED:
                yield from _texts(each, known)


@cache
def _codes() -> frozenset[str]:
    """Return every closed code: what is chosen is no text."""
    kinds = (
        each
        for each in vars(codes).values()
        if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
    )
    return frozenset(code.value for kind in kinds for code in kind)
