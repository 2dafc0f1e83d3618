"""The words that rules are told because they know no file: ``resources/names``, each list read once.

A list has an entry a line, in UTF-8; a line that is empty or begins with ``#`` is none. A fault is a sentence
that names the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from intman_desktop.paths import resource
from intman_desktop.rules.everyday_words import EverydayWords
from intman_desktop.rules.folding import fold_name
from intman_desktop.rules.spellings import Spellings


@cache
def everyday_words() -> EverydayWords:
    """Return the German words that are also the names of many (Rule L5).

    Raises the errors of the system where the program was installed without its resources.
    """
    return read_everyday_words(resource("names", "everyday_words.txt"))


def read_everyday_words(path: Path) -> EverydayWords:
    """Return the words of a list with one word a line.

    Raises ``ValueError``, with a sentence that names the line, for a line that is no single word, and for a
    word that stands there already, however it folds.
    """
    first_at: dict[str, str] = {}
    words = []
    for place, entry in _entries(path):
        (word, *more) = entry
        if more:
            raise ValueError(f"{place}: only one word may stand there, not {' '.join(entry)!r}")
        _refuse_known(place, word, first_at)
        words.append(word)
    return EverydayWords(words)


@cache
def spellings() -> Spellings:
    """Return the names that are known by more than their letters, each in its spellings (story 10).

    Raises the errors of the system where the program was installed without its resources.
    """
    return read_spellings(resource("names", "spellings.txt"))


def read_spellings(path: Path) -> Spellings:
    """Return the names of a list with one name a line, its spellings beside each other.

    Raises ``ValueError``, with a sentence that names the line, for a spelling that is no word, and for one
    that is of another name already, however it folds.
    """
    first_at: dict[str, str] = {}
    names = []
    for place, entry in _entries(path):
        for spelling in entry:
            _refuse_known(place, spelling, first_at)
        names.append(entry)
    return Spellings(names)


def _entries(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the words of each entry with the place to name; what is no word of letters alone is a fault."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        place, words = f"{path.name}, line {number}", line.split()
        for word in words:
            if not word.isalpha():
                raise ValueError(f"{place}: {word!r} is no word of letters alone")
        yield place, words


def _refuse_known(place: str, word: str, first_at: dict[str, str]) -> None:
    """Note where a word stands first; raise where that is another place."""
    first = first_at.setdefault(fold_name(word), place)
    if first != place:
        raise ValueError(f"{place}: {word!r} stands already in {first}")
