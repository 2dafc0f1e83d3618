"""Blacking out: a person's name in a text about somebody else, and what was said of a kind (E3, L5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from intman_desktop.rules.folding import HYPHENS, plain_letters
from intman_desktop.values.case_file import Client, Participant

BLACK = "█████"
"""What stands in place of a word that was blacked out."""

STAND_IN = "personal"
"""The code of "Persönliches", the topic and area in place of one that no consent opens (E3)."""

TEXTS = ("note", "next_step", "plan_missing_reason")
"""The names of the texts that are written down of a person's part in a talk."""

SHORTEST_NAME = 3
"""A name of fewer letters is not looked for in other notes: it would be found in every word."""

_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")


def name_words(client: Client) -> frozenset[str]:
    """Return the words of a client's names by which she is looked for in other notes."""
    names = f"{client.family_name} {client.given_name} {client.designation}"
    parted = "".join(" " if letter in HYPHENS else letter for letter in names)
    words = plain_letters(f"{names} {parted}").split()
    return frozenset(word for word in words if len(word) >= SHORTEST_NAME)


def sentences_with(text: str, words: Collection[str]) -> str:
    """Return the sentences of ``text`` in which one of ``words`` occurs, in whatever spelling."""
    found = (each.strip() for each in _SENTENCES.split(text))
    return " … ".join(each for each in found if not set(words).isdisjoint(plain_letters(each).split()))


def redacted(text: str, words: Collection[str]) -> str:
    """Return ``text`` with every word that is one of ``words``, in whatever spelling, blacked out."""
    wanted = set(words)
    # What is written as one word can be read as two ("00¼"): it goes as a whole.
    return "".join(part if wanted.isdisjoint(plain_letters(part).split()) else BLACK for part in _parts(text))


def without_words(part: Participant) -> Participant:
    """Return a person's part in a talk with all that was written down of her blacked out (Rule E3)."""
    return _with_texts(part, lambda text: text and BLACK)


def without_name(part: Participant, words: Collection[str]) -> Participant:
    """Return a person's part in a talk with every word that is one of ``words`` blacked out (Rule L5)."""
    return _with_texts(part, lambda text: redacted(text, words))


def _with_texts(part: Participant, change: Callable[[str], str]) -> Participant:
    texts: dict[str, Any] = {name: change(getattr(part, name)) for name in TEXTS}
    return replace(part, **texts)


def _parts(text: str) -> Iterator[str]:
    """Yield the words of a text and what stands between them, in turn; together they are the text."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or _of_a_word(text[at]) is not _of_a_word(text[at - 1]):
            yield text[start:at]
            start = at


@lru_cache(maxsize=4096)
def _of_a_word(letter: str) -> bool:
    """Return whether a character stands inside a word, as letters, marks, hyphens and apostrophes do."""
    return plain_letters(f"a{letter}a") != "a a"
