"""The one place where facts of rules and services become sentences for screen and command line.

Papers have their own texts; nothing here is ever printed on one.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import lru_cache

from intman_desktop.documents.office_words import named_fields
from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import current_language, number
from intman_desktop.services.common.words import (
    case_format,
    clock,
    command_line,
    damage,
    due,
    figures,
    finding,
    journal,
    keyring,
    lists,
    names,
    office,
    people,
    places,
    rights,
    texts,
    work,
)
from intman_desktop.services.common.words.kinds import Counted, Sentences
from intman_desktop.values.explanation import Explanation

SUBJECTS = (
    clock.dates,
    clock.period,
    clock.extension,
    clock.decisions,
    people.needs,
    people.consents,
    people.scans,
    people.disclosures,
    rights.requests,
    rights.corrections,
    people.intake,
    people.household,
    people.chain,
    work.plan,
    work.goals,
    work.talks,
    finding.finding,
    due.lines,
    due.settled,
    figures.questions,
    office.papers,
    office.ending,
    office.store,
    texts.texts,
    journal.kept_elsewhere,
    keyring.keyring,
    case_format.case_format,
    lists.old_lists,
    command_line.command_line,
    places.places,
    damage.sentences,
)
"""Where the sentences stand; a code is worded once."""

_MOST_FIELDS = 3
"""So many of the office's missing fields are named in one line (E8)."""
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def sentence(explanation: Explanation) -> str:
    """Return the sentence for a fact, in the language of the screen.

    Raises ``KeyError`` for a code without a wording, which is a bug.
    """
    text = _sentences(current_language())[explanation.code]
    words = {name: _shown_as(name, value) for name, value in explanation.values.items()}
    if isinstance(text, Counted):
        counted = _number(explanation.values[text.of])
        words[text.of] = number(counted)
        text = text.form(counted)
    return text.format(**words)


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
    if value is None:
        return "–"
    return _ISO_DAY.sub(r"\3.\2.\1", str(value)) if _ISO_DAY.fullmatch(str(value)) else str(value)


def _shown_as(name: str, value: object) -> str:
    """Return a value by what it is called: needs, reasons and kinds of fields have words of their own."""
    if name == "need":
        return names.need(str(value))
    if name == "because":
        given_on = shown(value)
        return names.given_on(given_on) if given_on != str(value) else names.because(str(value))
    if name == "office_fields" and isinstance(value, tuple):
        return named_fields(value, _MOST_FIELDS)
    if name == "double":
        return sentence(Explanation(str(value)))
    if name == "expected":
        return names.expected(str(value))
    return shown(value)


def _number(value: object) -> int:
    """Return a number that is counted, also where a file's fault carries it as text."""
    return int(str(value))


@lru_cache(maxsize=4)
def _sentences(language: str) -> Sentences:  # noqa: ARG001 - the cache's key: one table per language
    found: dict[str, str | Counted] = {}
    for subject in SUBJECTS:
        more = subject()
        if twice := found.keys() & more.keys():
            raise ValueError(f"two wordings for {sorted(twice)}")
        found.update(more)
    return found
