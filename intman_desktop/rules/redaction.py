"""Blacking out: a person's name in a text about somebody else, and what was said of a kind (E3, L5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from intman_desktop.rules.named import Sought, spans
from intman_desktop.values.case_file import Participant

BLACK = "█████"
"""What stands in place of a word that was blacked out."""

STAND_IN = "personal"
"""The code of "Persönliches", the topic and area in place of one that no consent opens (E3)."""

TEXTS = ("note", "next_step", "plan_missing_reason")
"""The names of the texts that are written down of a person's part in a talk."""

_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\bFr\.)(?<!\bHr\.)(?<!\bHrn\.)(?<!\bFam\.)\s+|\n+")


def sentences_with(text: str, wanted: Sought) -> str:
    """Return the sentences of ``text`` that name who is ``wanted`` (Rule L5)."""
    named = spans(text, wanted)
    ends = [found.span() for found in _SENTENCE.finditer(text)]
    bounds = zip(
        [0, *(end for _start, end in ends)], [*(start for start, _end in ends), len(text)], strict=True
    )
    found = (text[start:end] for start, end in bounds if any(start < b and a < end for a, b in named))
    return " … ".join(each.strip() for each in found)


def redacted(text: str, wanted: Sought) -> str:
    """Return ``text`` with every word blacked out that names who is ``wanted`` (Rule L5)."""
    left = text
    for start, end in reversed(spans(text, wanted)):
        left = left[:start] + BLACK + left[end:]
    return left


def without_words(part: Participant) -> Participant:
    """Return a person's part in a talk with all that was written down of her blacked out (Rule E3)."""
    return _with_texts(part, lambda text: text and BLACK)


def without_name(part: Participant, wanted: Sought) -> Participant:
    """Return a person's part in a talk with every word blacked out that names who is ``wanted`` (Rule L5)."""
    return _with_texts(part, lambda text: redacted(text, wanted))


def _with_texts(part: Participant, change: Callable[[str], str]) -> Participant:
    texts: dict[str, Any] = {name: change(getattr(part, name)) for name in TEXTS}
    return replace(part, **texts)
