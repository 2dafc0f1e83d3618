"""Blacking out: a person's name in a text about somebody else, and what was said of a kind (E3, L5)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from intman_desktop.rules.text_words import Span
from intman_desktop.values.case_file import Participant

BLACK = "█████"
"""What stands in place of a word that was blacked out."""

STAND_IN = "personal"
"""The code of "Persönliches", the topic and area in place of one that no consent opens (E3)."""

TEXTS = ("note", "next_step", "plan_missing_reason")
"""The names of the texts that are written down of a person's part in a talk."""


def blacked_out(text: str, words: Collection[Span]) -> str:
    """Return ``text`` with these words of it blacked out."""
    left = text
    for start, end in sorted(words, reverse=True):
        left = left[:start] + BLACK + left[end:]
    return left


def without_words(part: Participant) -> Participant:
    """Return a person's part in a talk with all that was written down of her blacked out (Rule E3)."""
    return with_texts(part, lambda text: text and BLACK)


def is_black(part: Participant) -> bool:
    """Return whether all that was written down of a person's part in a talk is blacked out (Rule E3)."""
    return {getattr(part, name) for name in TEXTS} - {""} == {BLACK}


def with_texts(part: Participant, change: Callable[[str], str]) -> Participant:
    """Return a person's part in a talk with all that was written down of her changed, text by text."""
    texts: dict[str, Any] = {name: change(getattr(part, name)) for name in TEXTS}
    return replace(part, **texts)
