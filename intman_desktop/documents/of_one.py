"""The word behind a number that is one: "1 Jahr", where the text of a paper says "{…} Jahre"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from intman_desktop.documents.text_files import PLACEHOLDER

_SINGULAR: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {
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
