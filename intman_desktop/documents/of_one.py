"""The words of a number that is one or none: "1 Jahr" where the text of a paper says "{…} Jahre"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from intman_desktop.documents.text_files import PLACEHOLDER

_SINGULAR: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {
        "Minuten": "Minute",
        "Tage": "Tag",
        "Tagen": "Tag",
        "Wochen": "Woche",
        "Monate": "Monat",
        "Monaten": "Monat",
        "Jahre": "Jahr",
        "Jahren": "Jahr",
        "Durchgänge": "Durchgang",
        "Bahnen": "Bahn",
    },
    "en": {"days": "day", "weeks": "week", "months": "month", "years": "year"},
}
"""The words that stand behind a number in the texts, by language. A language that is not here, or a word,
keeps what its text says.
"""

_NUMBER: Final = rf"(?P<bold>\*\*)?{PLACEHOLDER.pattern}(?(bold)\*\*)"
"""A placeholder, by itself between the signs of bold or without them."""

_OF_NONE: Final[Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    "de": (
        (re.compile(rf"nach {_NUMBER} Tagen"), "am selben Tag"),
        (re.compile(rf"{_NUMBER} Tage nach dem Ende"), "am Tag des Endes"),
        (re.compile(rf"höchstens {_NUMBER} Tage\b"), "keinen Tag"),
    ),
    "en": ((re.compile(rf"{_NUMBER} days at most"), "no day more"),),
}
"""What stands in the texts for a number of days, and what is said where it is none, by language."""

_COUNTED: Final = re.compile(PLACEHOLDER.pattern + r"((?:\*\*)?\s(?:\*\*)?)(\w+)")


def of_one(text: str, language: str, is_one: Callable[[str], bool]) -> str:
    """Return a text with its placeholders, each word behind one whose value ``is_one`` in its singular.

    A text has several numbers, and the office may have written it itself: so the word follows the number
    where it stands, instead of a text for each.
    """
    words = _SINGULAR.get(language, {})

    def put(match: re.Match[str]) -> str:
        name, between, word = match.groups()
        return f"{{{name}}}{between}{words[word]}" if word in words and is_one(name) else match.group()

    return _COUNTED.sub(put, text)


def of_none(text: str, language: str, is_none: Callable[[str], bool]) -> str:
    """Return a text in which days whose number ``is_none`` are told as none: "am selben Tag" (Rule L2)."""

    def put(match: re.Match[str], said: str) -> str:
        return said if is_none(match.group(2)) else match.group()

    for pattern, said in _OF_NONE.get(language, ()):
        text = pattern.sub(partial(put, said=said), text)
    return text
