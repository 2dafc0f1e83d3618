"""The one place where facts of rules and services become sentences for screen and command line.

Papers have their own texts; nothing here is ever printed on one.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import lru_cache

from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import current_language
from intman_desktop.services.words import case_format, clock, command_line, names
from intman_desktop.services.words.kinds import Counted, Sentences
from intman_desktop.values.explanation import Explanation

SUBJECTS = (
    clock.dates,
    clock.period,
    clock.extension,
    case_format.case_format,
    command_line.command_line,
)


def sentence(explanation: Explanation) -> str:
    """Return the sentence for a fact, in the language of the screen.

    Raises ``KeyError`` for a code without a wording, which is a bug.
    """
    text = _sentences(current_language())[explanation.code]
    if isinstance(text, Counted):
        text = text.form(_number(explanation.values[text.of]))
    return text.format(**{name: shown(value) for name, value in explanation.values.items()})


def told(trouble: Trouble) -> str:
    """Return what a trouble says to the person: the sentence of its fact, or its own."""
    if isinstance(trouble, Refused):
        return sentence(Explanation(trouble.code, trouble.values))
    return trouble.sentence()


def shown(value: object) -> str:
    """Return a value as it stands inside a sentence: a date, a word for a code, several with commas."""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Enum):
        return names.word(value)
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(shown(each) for each in value)
    return "–" if value is None else str(value)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("only whole numbers are counted")
    return value


@lru_cache(maxsize=4)
def _sentences(language: str) -> Sentences:  # noqa: ARG001 - the cache's key: one table per language
    found: dict[str, str | Counted] = {}
    for subject in SUBJECTS:
        more = subject()
        if twice := found.keys() & more.keys():
            raise ValueError(f"two wordings for {sorted(twice)}")
        found.update(more)
    return found
